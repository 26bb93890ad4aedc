# Moderation: cases, members' histories, notes, strikes and their ladder.

moderation-command = Moderation: warn, time out, ban, look up cases and histories
    .name = mod

moderation-error-date = I can't read “{ $typed }” as a day that is over. Please write it like 2026-11-03, “3 days ago” or “last Friday”.
moderation-error-why-missing = Please say why, so that the others understand it later. Nothing was changed.
moderation-error-nothing-changed = You changed nothing, so the case stays as it was.
moderation-error-case-changed = Somebody else has changed this case meanwhile. Please look at it again; nothing of yours was changed.
moderation-error-nothing-to-try = There is nothing left to do here: either all of it worked meanwhile, or somebody has seen to it.
moderation-error-strikes = Strikes are a whole number from 0 to { $most }. Nothing was changed.
moderation-error-length = Please write how long, between a minute and { $most_days } days, like “3 days”. Only a ban can be for good. Nothing was changed.
moderation-error-note-empty = Please write something in your note.
moderation-error-rule-not-found = The rules in force have no such rule. Nothing was changed.
moderation-error-rung-twice = There is already a step at { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }. Please choose another number, or change that step.
moderation-error-rung-softer = At { $strikes } strikes the ladder asks for no more than at { $below ->
    [one] { $below } strike
   *[other] { $below } strikes
  }. Every step must be harder than the ones before it.
moderation-error-rung-range = A step begins at a whole number of strikes from 1 to { $most }.
moderation-error-too-many-rungs = A ladder has at most { $most } steps.
moderation-error-ladder-changed = Another admin has changed the ladder meanwhile. Please look at it again; nothing of yours was saved.
moderation-error-counts-until = There is a decision of the moderators about you that still counts, until <t:{ $at }:f>. Until then I have to keep it, so I can't delete your data yet. Please come back then; nothing was deleted.
moderation-error-counts-for-good = There is a decision of the moderators about you that counts without an end date, so I can't delete your data now. You can appeal against it or ask the moderators; nothing was deleted.
moderation-error-case-under-way = A decision of the moderators about you is being carried out right now. Please try again in a little while; nothing was deleted.

## Commands

moderation-command-case = Everything about one case
    .name = case
moderation-option-number = The case's number
    .name = number
moderation-command-cases = Search the cases
    .name = cases
moderation-option-member = Whom it is about, also if they have left
    .name = member
moderation-option-moderator = Who decided it
    .name = moderator
moderation-option-rule = The rule that was broken
    .name = rule
moderation-option-act = What was done
    .name = act
moderation-option-state = How it stands
    .name = state
moderation-option-origin = What led to it
    .name = origin
moderation-option-words = Words in the reason
    .name = words
moderation-option-from-day = From this day on: 2026-11-03, “3 days ago”, “last Friday” …
    .name = since
moderation-option-to-day = Up to this day
    .name = until
moderation-command-history = Everything about one member on one page
    .name = history
moderation-option-history-member = Who it is, also if they have left
moderation-command-note = Note something about a member for the moderators; the member isn't told
    .name = note
moderation-option-note-member = Whom the note is about
moderation-option-note = What the other moderators should know
    .name = words
moderation-command-ladder = What strikes lead to, step by step; admins can change it
    .name = ladder
moderation-menu-history = History

## A case

moderation-case-title = Case #{ $number } · { $act }
moderation-case-who = { $how ->
    [native] **{ $whom }** · by { $moderator }, with Discord's own menus · { $at }
    [note] **{ $whom }** · noted by { $moderator } · { $at }
   *[decided] **{ $whom }** · decided by { $moderator } · { $at }
  }
moderation-case-by = by { $moderator }
moderation-case-rule = **Rule { $number }** · { $title }
moderation-case-rule-short = rule { $number }
moderation-case-reason = **Reason** · { $reason }
moderation-case-note = **Note** · { $reason }
moderation-case-no-reason = -# No reason was given.
moderation-case-ends = { $over ->
    [true] **Ended** · { $at }
   *[false] **Until** · { $at }
  }
moderation-case-lifted = **Lifted** · { $at }
moderation-case-strikes = { $lifted ->
    [true] **Strikes** · { $strikes }, which don't count
   *[false] **Strikes** · { $strikes }, until { $until }
  }
moderation-case-strikes-short = { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }
moderation-case-severity-serious = **Severity** · serious
moderation-case-severity-critical = **Severity** · critical
moderation-case-severity-legal = **Severity** · legal
moderation-case-proposed = -# The rules proposed: { $act }
moderation-case-deviation = **Why something else** · { $why }
moderation-case-because-of = { $origin ->
    [ladder] -# The ladder's step after case #{ $number }
   *[undoes] -# Takes back case #{ $number }
  }
moderation-case-origin = came of { $origin }

moderation-evidence-title = { $count ->
    [one] **Evidence**
   *[other] **Evidence** · { $count } messages
  }
moderation-evidence-line = { $author } · { $at }
moderation-evidence-no-words = (no words)
moderation-evidence-expired = (its time is over: the words were deleted)
moderation-evidence-files = -# Files, not kept: { $files }
moderation-evidence-until = Kept until { $at }

moderation-changes-title = { $count ->
    [one] **Changes and notes**
   *[other] **Changes and notes** · { $count }
  }
moderation-change-head = { $by } · { $at }
moderation-change-line = { $field }: { $before } → **{ $after }**
moderation-change-note = { $by } noted · { $at }
moderation-change-reason = Reason
moderation-change-rule-number = Rule
moderation-change-strikes = Strikes
moderation-change-minutes = Length
moderation-change-state = State
moderation-none-minutes = for good
moderation-none-rule-number = none

moderation-button-case = Open
moderation-button-back = Back to the case
moderation-button-edit = Edit
moderation-button-note = Add a note
moderation-button-history = History
moderation-button-changes = { $count ->
    [one] { $count } change
   *[other] All { $count } changes
  }
moderation-button-evidence = All of the evidence
moderation-button-reason = The whole reason
moderation-button-message = Go to the message
moderation-button-again = Try again
moderation-button-settle = Seen to
moderation-tried-again = { $state ->
    [waiting] ⏳ Discord can't do it just now. I keep trying by myself.
    [done] ✅ Now it has worked.
   *[other] ⚠️ Something still didn't work; below it says what.
  }
moderation-settled = ✅ Thank you. The queue doesn't show it any more.

## Changing a case

moderation-edit-title = Change a case
moderation-edit-reason = Reason
    .help = What the member is told beside the rule.
moderation-edit-rule = Rule
moderation-edit-rule-kept = As it was (rule { $number })
moderation-edit-rule-none = No rule
moderation-edit-strikes = Strikes
    .help = From 0 to 10. What counts from now on follows it.
moderation-edit-length = How long, from when it began
    .help = Like “3 days” or “12 hours”; a ban also “for good”. The end moves with it.
moderation-edit-for-good = for good
moderation-edit-why = Why do you change it?
    .help = Stays with the case, with your name and what was there before.
moderation-edited = ✅ Case #{ $number } is changed. What it was before stays below.
moderation-told-changed = A decision about you was changed (case #{ $number }). This is how it stands now:
moderation-note-title = A note for the moderators
moderation-note-text = Your note
    .help = Moderators read it, and the person it is about when they ask for their data.
moderation-noted = ✅ Your note is kept.
moderation-noted-member = ✅ Noted about { $member }: case #{ $number }. They aren't told, and it counts no strikes.

## Searching

moderation-cases-title = { $count ->
    [0] No case
    [one] One case
   *[other] { $count } cases
  }
moderation-cases-none = Nothing fits all of that. Leave something out, or look for a shorter word.
moderation-asked-member = about { $who }
moderation-asked-moderator = by { $who }
moderation-asked-rule = rule { $rule }
moderation-asked-since = from { $at }
moderation-asked-until = up to { $at }
moderation-asked-words = “{ $words }”

## A member's history

moderation-history-account = account since { $at }
moderation-history-here = here since { $at }
moderation-history-left = left on { $at }
moderation-history-not-here = not on the server
moderation-history-stays = { $count } times here
moderation-standing = { $strikes ->
    [0] **No strikes count now**
    [one] **One strike counts now**
   *[other] **{ $strikes } strikes count now**
  }{ $lapses ->
    [none] {""}
   *[other] { " " }({ $lapses })
  }
moderation-standing-lapse = { $strikes } until { $at }
moderation-next-warning = { $ladder ->
    [true] A further warning makes { $strikes } strikes: the ladder then asks for **{ $act }**.
   *[false] With a further warning { $strikes ->
        [one] one strike counts
       *[other] { $strikes } strikes count
      }; it stays at: **{ $act }**.
  }
moderation-next-rung = { $automatic ->
    [true] From { $strikes } strikes on, by itself: { $act }.
   *[false] The ladder's next step, from { $strikes } strikes on: { $act }.
  }
moderation-history-in-force = { $until ->
    [none] ⛔ In force: **{ $act }** (case #{ $number })
   *[other] ⛔ In force: **{ $act }** until { $until } (case #{ $number })
  }
moderation-history-so-far = So far: { $counts }
moderation-history-notes = Latest notes
moderation-history-cases = { $count ->
    [0] No cases
    [one] One case
   *[other] { $count } cases
  }
moderation-count-note = { $count ->
    [one] { $count } note
   *[other] { $count } notes
  }
moderation-count-warn = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
  }
moderation-count-remove = { $count ->
    [one] { $count } message removed
   *[other] { $count } messages removed
  }
moderation-count-timeout = { $count ->
    [one] { $count } timeout
   *[other] { $count } timeouts
  }
moderation-count-kick = { $count ->
    [one] { $count } kick
   *[other] { $count } kicks
  }
moderation-count-ban = { $count ->
    [one] { $count } ban
   *[other] { $count } bans
  }
moderation-count-end-timeout = { $count ->
    [one] { $count } timeout ended early
   *[other] { $count } timeouts ended early
  }
moderation-count-unban = { $count ->
    [one] { $count } unban
   *[other] { $count } unbans
  }
moderation-count-purge = { $count ->
    [one] { $count } purge
   *[other] { $count } purges
  }
moderation-count-lock = { $count ->
    [one] { $count } lock
   *[other] { $count } locks
  }
moderation-count-unlock = { $count ->
    [one] { $count } unlock
   *[other] { $count } unlocks
  }
moderation-count-slow-mode = { $count ->
    [one] { $count } slow mode
   *[other] { $count } slow modes
  }

## The ladder

moderation-ladder-title = ### What strikes lead to
    { $state ->
    [changed] Not saved yet: until then the ladder stays as it was.
    [own] Your server's own ladder.
   *[usual] The ladder every server begins with.
    } { $automatic ->
    [true] Its steps are done by themselves, unless a moderator decides otherwise and says why.
   *[false] Its steps are proposed; a moderator decides.
    } { COMMAND("settings open") } has how many strikes come with what, how long they count, and whether steps are done by themselves.
moderation-ladder-rung = **From { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }** · { $act }{ $members ->
    [0] {""}
    [one] { " · " }one member is here now
   *[other] { " · " }{ $members } members are here now
  }
moderation-ladder-walk = Whoever is warned again and again, with none of it lapsing, meets: { $steps }
moderation-ladder-step = { $number }. { $act }
moderation-ladder-choose = Change or take out a step
moderation-ladder-option = From { $strikes ->
    [one] { $strikes } strike
   *[other] { $strikes } strikes
  }: { $act }
moderation-ladder-add = Add a step
moderation-ladder-save = Save
moderation-ladder-reset = The usual ladder
moderation-ladder-discard = Leave it as it was
moderation-ladder-form = A step of the ladder
moderation-ladder-strikes = From how many strikes on
    .help = A whole number from 1 to 35.
moderation-ladder-strikes-edit = A whole number from 1 to 35. Left empty, the step is taken out.
moderation-ladder-step-asked = What is done then
moderation-ladder-saved = ✅ Saved. From now on this is what is proposed.

## In the queue

queue-kind-case = Case
queue-item-case = Case #{ $number } ({ $act ->
    [note] note
    [warn] warning
    [remove] removed message
    [timeout] timeout
    [kick] kick
    [ban] ban
    [end-timeout] end of a timeout
    [unban] unban
    [purge] purge
    [lock] lock
    [unlock] unlock
   *[slow-mode] slow mode
  }): { $what ->
    [all] Discord refused it.
    [act] Discord refused the main part of it.
    [remove] the message could not be removed.
   *[tell] the member could not be told.
  }
