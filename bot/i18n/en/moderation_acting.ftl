# Moderation: deciding and doing, from the dialogue to its end.

moderation-error-not-liftable = There is nothing to take back in this case: it is a note, or about a channel.
moderation-error-nothing-to-decide = There is nothing to decide here any more: somebody has seen to it, or whoever it was about is gone.
moderation-error-not-ready = Something is still missing: a rule, a length, or a reason. Nothing was done.
moderation-error-preview-outdated = Something has changed since you looked: please check it once more. Nothing was done.
moderation-error-not-here = They aren't on the server, so I can't time them out or kick them. A ban works for people who have left, too.
moderation-error-not-banned = They aren't banned here. Nothing was changed.
moderation-error-not-timed-out = They aren't timed out. Nothing was changed.

# Commands and menus

moderation-command-warn = Warn a member: rule, reason and a preview come next
    .name = warn
moderation-command-timeout = Time a member out: rule, length, reason and a preview come next
    .name = timeout
moderation-command-kick = Remove a member from the server; they may come back
    .name = kick
moderation-command-ban = Ban somebody, for a time or for good, also if they have left
    .name = ban
moderation-command-unban = End a ban
    .name = unban
moderation-command-end-timeout = End a timeout before its time; its strikes go on counting
    .name = end-timeout
moderation-menu-moderate = Moderate
moderation-decide-option-member = Whom it is about
    .name = member
moderation-option-user = Whom it is about; an id works for people who have left
    .name = user
moderation-option-unbanned = Whose ban ends; their id works, too
moderation-option-timed-out = Whose timeout ends
moderation-decide-option-rule = The rule that was broken
    .name = rule
moderation-option-reason = What they are told beside the rule
    .name = reason
moderation-decide-option-duration = How long, like “3 days”; empty: what the rule and the ladder propose
    .name = duration
moderation-option-delete = Which of their messages are deleted, too
    .name = delete
moderation-delete-0 = Delete none of their messages
    .done = None of their messages are deleted.
moderation-delete-3600 = Delete messages of the last hour
    .done = Their messages of the last hour are deleted.
moderation-delete-86400 = Delete messages of the last day
    .done = Their messages of the last day are deleted.
moderation-delete-604800 = Delete messages of the last week
    .done = Their messages of the last 7 days are deleted.

# The dialogue

moderation-decide-head = ### What is to be done about { $member }?
moderation-decide-from-command = Nothing is done before you have seen the preview.
moderation-decide-from-menu = Nothing is done before you have seen the preview.
moderation-decide-from-report = About a report. Nothing is done before you have seen the preview.
moderation-decide-from-filter = About what a filter found. Nothing is done before you have seen the preview.
moderation-decide-from-raid = About a raid. Nothing is done before you have seen the preview.
moderation-decide-message = About [this message]({ $link }), as it was when you began:
moderation-decide-attachments = { $count ->
    [one] With { $count } file
   *[other] With { $count } files
  }
moderation-decide-standing = { $strikes ->
    [0] No strikes count now
    [one] **{ $strikes } strike** counts now
   *[other] **{ $strikes } strikes** count now
  } · { $cases ->
    [0] no case so far
    [one] { $cases } case so far
   *[other] { $cases } cases so far
  }
moderation-decide-lapses = { $count ->
    [one] The next one lapses on { $at }.
   *[other] The next { $count } lapse on { $at }.
  }
moderation-decide-just-decided = ⚠️ { $moderator } has just decided case #{ $number } about them, { $at }: { $act }.
moderation-decide-deciding = { $count ->
    [one] ⚠️ { $moderators } is deciding about them, too, at this moment.
   *[other] ⚠️ { $moderators } are deciding about them, too, at this moment.
  }
moderation-decide-rule = Which rule was broken?
moderation-decide-rule-menu = Choose a rule
moderation-decide-no-rule = No rule
    .help = Needs a reason in writing
moderation-decide-choose-rule = Choose a rule first: with it, you are shown what is proposed, and why.
moderation-decide-no-proposal = Without a rule nothing is proposed. Choose what is to be done, and write the reason.
moderation-decide-proposed = Proposed: **{ $act }**
moderation-decide-why-rule = Rule { $rule } asks for this. { $now ->
    [0] No strikes count now
    [one] { $now } strike counts now
   *[other] { $now } strikes count now
  }; with it they have { $after }: the ladder asks for nothing more.
moderation-decide-why-ladder = { $now ->
    [0] No strikes count now
    [one] { $now } strike counts now
   *[other] { $now } strikes count now
  }; rule { $rule } asks for: { $own }. With it they have { $after }: from { $from_strikes } strikes on, the ladder says: { $ladder }.
moderation-decide-act-menu = What is to be done?
moderation-decide-is-proposed = This is proposed
moderation-decide-other-length = Another length …
moderation-decide-reason = **Reason:** { $reason }
moderation-decide-deviation = **Why not as proposed** (for moderators only): { $why }
moderation-decide-removes = The message is removed.
moderation-decide-missing-rule = A rule is still missing.
moderation-decide-missing-length = How long? Choose a length.
moderation-decide-missing-reason = Without a rule it needs a reason.
moderation-decide-missing-why = This isn't what is proposed: please write why.
moderation-decide-dropped = Given up. Nothing was done.
moderation-button-preview = Preview
moderation-button-write = Reason …
moderation-button-write-needed = Write the reason …
moderation-button-write-why = Write why …
moderation-button-remove-too = Remove the message, too
moderation-button-remove-not = Leave the message
moderation-button-drop = Give up
moderation-button-do = Do it
moderation-button-decide-back = Change something
moderation-button-judge = Decide
moderation-button-told-reason = The whole reason
moderation-form-write-title = Reason
moderation-form-reason = Reason, for the member
    .help = They read it beside the rule. It may stay empty where a rule says enough.
moderation-form-why = Why not as proposed?
    .help = Only moderators read this, in the case.
moderation-form-length-title = Another length
moderation-form-act = What is to be done
moderation-form-length = How long
    .help = Like “36 hours” or “90 days”. Timeouts beyond 28 days are continued by me.
moderation-form-length-timeout = Timeout
moderation-form-length-ban = Ban

# The preview and the result

moderation-preview-head = ### Please check: { $act }
    { $member } will read this { $theirs ->
    [ja] (in Japanese)
   *[other] (in English)
  }:
moderation-preview-note = ### Please check: { $act }
    { $member } is not told: this is for the moderators.
moderation-preview-order-first = They are told first, then it is done.
moderation-preview-order-then = It is done first, then they are told.
moderation-preview-strikes = { $count ->
    [0] No strikes come with it.
    [one] **{ $count } strike** comes with it, until { $until }.
   *[other] **{ $count } strikes** come with it, until { $until }.
  }
moderation-result-head = ### Case #{ $number }: { $act }
    About { $member }
moderation-result-until = Until { $at } ({ $left })
moderation-result-removed-done = The message is removed.
moderation-result-removed-failed = The message could not be removed.
moderation-result-removed-waiting = The message isn't removed yet.
moderation-result-told-direct = They were told by direct message.
moderation-result-told-mention = Their direct messages are closed: they were mentioned, and read it in their inbox.
moderation-result-told-below = Their direct messages are closed: they were told below an answer, and read it in their inbox.
moderation-result-told-inbox = They could not be told: direct messages are closed, and there is no channel for a mention. It is in their inbox, and I tell them when they next use me.
moderation-result-told-unreachable = They could not be told: direct messages are closed, and they aren't on the server.
moderation-result-told-failed = They were not told.
moderation-result-told-waiting = They aren't told yet.
moderation-result-told-done = They were told.
moderation-result-acted-done = { $act }: done.
moderation-result-acted-failed = { $act }: not done.
moderation-result-acted-waiting = { $act }: not done yet.
moderation-result-note = Noted. They are not told.
moderation-result-later = Discord is busy: I go on by myself, in a minute at first. The case shows how it went.
moderation-result-further = The ladder leads on by itself to case #{ $number }: **{ $act }**.
moderation-failure-permission = Discord did not allow it ({ $failure }): my role has to be above theirs and have the permission. An admin can change this in the server's settings; then try again from the case.
moderation-failure-access = I can't see that place ({ $failure }). An admin can give me access; then try again from the case.
moderation-failure-left = They aren't on the server ({ $failure }). A ban works for people who have left, too.
moderation-failure-nobody = Discord knows no such account ({ $failure }).
moderation-failure-staff = They are a moderator or an admin: by myself I do nothing to them. Please decide.
moderation-failure-too-late = Its time was over before Discord let me do it.
moderation-failure-erased = They have had their data erased.
moderation-failure-channel = Discord refused it ({ $failure }). If I lack a permission here, an admin can give it to me; then please use the command once more.
moderation-failure-other = Discord refused it ({ $failure }). You can try again from the case.
moderation-audit-by-itself = automatically
moderation-audit-ends = its time is over

# What members read

moderation-told-warn = ### A warning
    The moderators ask you to keep to the rules of this server.
moderation-told-remove = ### A message of yours was removed
    This is also a warning: please keep to the rules of this server.
moderation-told-timeout = ### A timeout{ $length ->
    [none] { "" }
   *[other] { " " }of { $length }
  }
    You can read until it is over, but not write, react or speak.
moderation-told-kick = ### You were removed from the server
    You may come back with an invitation. Please read the rules again then.
moderation-told-ban = { $length ->
    [none] ### You were banned from the server
   *[other] ### You were banned from the server for { $length }
  }
moderation-told-end-timeout = ### Your timeout is over
    The moderators have ended it early: you can write again.
moderation-told-was-lifted = **This was taken back** and doesn't count any more.
moderation-told-until = **Until:** { $at } ({ $left })
moderation-told-rule = **Rule { $number }: { $title }**
moderation-told-why = **Why:** { $reason }
moderation-told-removed = The message it is about was removed.
moderation-told-strikes = { $count ->
    [one] It counts as { $count } strike until { $until }; then it lapses by itself.
   *[other] It counts as { $count } strikes until { $until }; then they lapse by themselves.
  }
moderation-told-appeal = If you think this is wrong, you can appeal with the button below. Somebody who wasn't part of the decision looks at it.
moderation-told-number = Case #{ $number }
moderation-told-lifted = ### A decision was taken back
    The moderators have taken back case #{ $number } about you ({ $act }). It doesn't count any more.

# Taking a case back

moderation-button-lift = Lift
moderation-lift-title = Take a case back
moderation-lift-why = Why is it taken back?
    .help = Only moderators read this. Its strikes don't count any more, and the member is told.
moderation-lifted = ✅ Case #{ $number } is taken back: its strikes count no more, and the member is told.
moderation-lifted-undone = What Discord held of it was undone with case #{ $number }.
moderation-lifted-not-undone = ⚠️ Discord did not undo it yet: see case #{ $number }.
moderation-lifted-step = ⚠️ The ladder's step that followed, case #{ $number }, stays: take it back, too, if it was only for this.
