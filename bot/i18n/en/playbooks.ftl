# Playbooks, escalation and bundles: settings.

settings-playbooks = Playbooks and escalation
    .help = Where serious cases are worked on, who is called, and how soon that should be.
settings-playbooks-channel-id = Channel for serious cases
    .help = Escalated cases get a private thread here. If it isn't set, in the channel of the moderation queue.
settings-playbooks-lead-role-ids = Roles to call
    .help = Who is called when a case is escalated.
settings-playbooks-legal-role-ids = Roles for legal matters
    .help = Who is called when a case may have legal consequences.
settings-playbooks-serious-hours = Hours for serious cases
    .help = Within how many hours they should be closed.
settings-playbooks-critical-hours = Hours for critical cases
    .help = Within how many hours they should be closed.
settings-playbooks-legal-hours = Hours for legal cases
    .help = Within how many hours whoever is responsible should have decided what to do.
settings-playbooks-bundle-days = Days bundles are kept
    .help = After so many days an evidence bundle can't be fetched any more; its hash stays in the case.

# Commands

playbooks-command = What to do when: playbooks, serious cases, evidence
    .name = playbook
playbooks-command-show = Read a playbook: what to do, what not, what to write, whom to call
    .name = show
playbooks-command-list = All playbooks of this server
    .name = list
playbooks-command-edit = Change a playbook for this server (admins)
    .name = edit
playbooks-command-add = Add a playbook of this server's own (admins)
    .name = add
playbooks-command-reset = Go back to the built-in text, or take an own playbook away (admins)
    .name = reset
playbooks-command-escalate = Work on a serious case together: thread, steps, deadline
    .name = escalate
playbooks-command-evidence = Evidence bundles of a case: a ZIP with hashes
    .name = evidence
playbooks-option-playbook = Which playbook
    .name = playbook
playbooks-option-language = In which language; yours if you leave it out
    .name = language
playbooks-option-case = The number of the case
    .name = case
playbooks-language-en = English
playbooks-language-ja = Japanese

# Reading

playbooks-list-title = ## Playbooks
playbooks-list-help = What to do when. Choose one to read it.
playbooks-list-changed = changed here
playbooks-list-own = your own
playbooks-list-menu = Read a playbook
playbooks-when = When
playbooks-first = The first five minutes
playbooks-steps = Steps
playbooks-dont = Please don't
playbooks-say = What you can write
playbooks-call = Whom to call
playbooks-close = When it is over
playbooks-other-language = This playbook is only there in { $language }.
playbooks-changed-by = Version { $number }, changed by { $member } { $at }
playbooks-changed-by-erased = Version { $number }, changed { $at }
playbooks-built-in = As it is built in
playbooks-button-language-en = In English
playbooks-button-language-ja = In Japanese
playbooks-button-edit = Change
playbooks-button-read = Read it

# Changing

playbooks-edit-title = ## Change “{ $playbook }” ({ $language })
playbooks-edit-help = Whatever you change counts from the next case on; cases that are being worked on keep their steps. Every version is kept.
playbooks-edited = Changed. This is how it is now.
playbooks-added = Added. You can fill in the rest with the buttons below.
playbooks-button-edit-situation = When, first minutes, limits
playbooks-button-edit-steps = Steps, words, whom to call
playbooks-button-versions = Earlier versions
playbooks-button-reset = Go back to the built-in text
playbooks-button-remove = Take away
playbooks-form-situation = When, first minutes, limits
playbooks-form-steps-title = Steps, words, whom to call
playbooks-form-add = A playbook of your own
playbooks-form-title = Title
playbooks-form-when = When is it for?
playbooks-form-first = The first five minutes
playbooks-form-dont = What not to do
playbooks-form-close = When is it over?
playbooks-form-steps = Steps
playbooks-form-say = Sentences to send or post
playbooks-form-call = Whom to call
playbooks-form-list-help = One item a line
playbooks-form-steps-help = One step a line; after a bar | who does it
playbooks-versions-none = There are no earlier versions: this is the built-in text.
playbooks-versions-help = Choose a version to see it.
playbooks-versions-menu = A version
playbooks-versions-option = Version { $number }, { $date }
playbooks-versions-option-reset = Version { $number }, { $date }: built-in text
playbooks-version-title = Version { $number } of “{ $playbook }”, from { $at }
playbooks-button-bring-back = Make this the present one
playbooks-brought-back = Done: that version counts again.
playbooks-reset-ask = Go back to the built-in text of “{ $playbook }” ({ $language })? Your version is kept among the earlier ones.
playbooks-remove-ask = Take “{ $playbook }” away? It is in no menu any more then; cases with it keep their steps.
playbooks-reset-done = “{ $playbook }” is as it is built in again.
playbooks-removed = “{ $playbook }” was taken away.

# Escalating

playbooks-severity-serious = Serious
playbooks-severity-critical = Critical
playbooks-severity-legal = Legal
playbooks-severity-serious-help = needs several people, but not this minute
playbooks-severity-critical-help = somebody may come to harm, or it grows by the hour
playbooks-severity-legal-help = police, courts, lawyers: only admins close it
playbooks-button-escalate = Escalate
playbooks-escalate-title = ## Escalate case #{ $number }
playbooks-escalate-title-report = ## Escalate this report
playbooks-escalate-what = You will get a private thread with the steps of a playbook, the people to call, and a deadline.
playbooks-escalate-where = **Where:** a private thread in { $channel }
playbooks-escalate-where-queue = **Where:** a card in { $channel }, as I can't open private threads there ({ $missing })
playbooks-escalate-where-nowhere = **Where:** nowhere yet. No channel is set for serious cases, nor for the queue; an admin can choose one with { COMMAND("settings open") }. You can work on it by way of the queue.
playbooks-escalate-calls = **Called:** { $roles }
playbooks-escalate-calls-nobody = **Called:** nobody. An admin can choose roles with { COMMAND("settings open") }.
playbooks-escalate-unmentionable = { $roles } can't be mentioned by me, so Discord won't notify them. Please tell them yourself.
playbooks-escalate-deadline = **Deadline:** { $hours ->
    [one] within an hour
   *[other] within { $hours } hours
  }
playbooks-escalate-legal = Severity *legal*: no evidence of the case expires while it is open, and only admins can close it.
playbooks-escalate-choose = Please choose a playbook first.
playbooks-escalate-severity-menu = How serious
playbooks-escalate-playbook-menu = Playbook
playbooks-escalate-yes = Escalate now
playbooks-report-reason = Report { $number } was escalated.
playbooks-opened = Escalated: { $place }
playbooks-opened-queue = Escalated. A private thread couldn't be opened ({ $failure }), so its card is in { $place }.
playbooks-opened-nowhere = Escalated, but I can't show it anywhere ({ $failure }). It is in the queue: { COMMAND("queue") }. Please tell the people concerned yourself.
playbooks-opened-later = Escalated. Discord doesn't answer at the moment; I keep trying to open the thread. It is in the queue already: { COMMAND("queue") }.
playbooks-missing-channel = no channel is set
playbooks-missing-permissions = missing: { $permissions }

# The board

playbooks-board-title = ## Case #{ $number } · { $severity }
playbooks-board-title-closed = ## Case #{ $number } · closed
playbooks-board-case = **{ $act }**, about { $member }
playbooks-board-case-nobody = **{ $act }**
playbooks-board-rule = Rule { $rule }
playbooks-board-reason = Reason: { $reason }
playbooks-board-evidence = { $count ->
    [0] No message is kept as evidence.
    [one] One message is kept as evidence.
   *[other] { $count } messages are kept as evidence.
  }
playbooks-board-deadline = **Deadline:** { $relative } ({ $at })
playbooks-board-overdue = **Deadline:** ⚠️ over since { $relative }
playbooks-board-lead = **Lead:** { $member }
playbooks-board-lead-nobody = **Lead:** nobody yet
playbooks-board-opened = Escalated by { $member } { $at }
playbooks-board-playbook = **{ $playbook }** · { $done } of { $steps } done
playbooks-board-done-by = { $member } { $at }
playbooks-board-erased = somebody
playbooks-board-notes = **Notes**{ $more ->
    [0] {""}
    [one] { " " }(and one earlier)
   *[other] { " " }(and { $more } earlier)
  }
playbooks-board-note = { $member } { $at }: { $text }
playbooks-board-bundle = Evidence bundle { $at }: `{ $hash }`
playbooks-board-bundle-wanted = 📦 Please make an evidence bundle: this may be needed later.
playbooks-board-legal = ⚖️ Nothing is deleted here; only admins close it.
playbooks-board-failure = There is no private thread: { $failure }
playbooks-board-closed-by = Closed by { $member } { $at }
playbooks-board-outcome = **Outcome:** { $outcome }
playbooks-board-steps-menu = Tick steps, or take a tick away
playbooks-button-lead = I take the lead
playbooks-button-lead-over = Take over the lead
playbooks-button-bundle = Evidence
playbooks-button-note = Add a note
playbooks-button-severity = Severity
playbooks-button-close = Close
playbooks-button-playbook = Whole playbook
playbooks-button-board = Open it
playbooks-call-text = { $roles } Case #{ $number } was escalated: **{ $severity }**, { $playbook }. Deadline { $deadline }.
playbooks-reminder-lead = ⏰ { $who } The deadline of case #{ $number } is over. Please close it, or write a note on what is still missing.
playbooks-reminder-nobody = ⏰ The deadline of case #{ $number } is over, and nobody leads it. { $who }
playbooks-closed-text = ✅ Case #{ $number } was closed by { $member }.
playbooks-note-title = A note on this case
playbooks-note-text = What everybody working on it should know
playbooks-note-help = No names and data that aren't needed. Please don't copy what was posted.
playbooks-close-title = Close this case
playbooks-close-text = What came of it
playbooks-close-help = Decided what, told whom, learnt what: for whoever reads it in a year.
playbooks-close-open = { $count ->
    [one] One step is not ticked.
   *[other] { $count } steps are not ticked.
  }
playbooks-severity-ask = How serious is it now? The deadline follows.
playbooks-severity-changed = Severity: { $severity }. Deadline { $deadline }.

playbooks-button-case = The case

# In a case's history

moderation-change-severity = Severity
moderation-change-escalation = Escalation
moderation-change-bundle = Evidence bundle (SHA-256)
moderation-value-severity-normal = Normal
moderation-value-severity-serious = Serious
moderation-value-severity-critical = Critical
moderation-value-severity-legal = Legal
moderation-value-escalation-opened = Begun
moderation-value-escalation-closed = Closed

# Evidence

playbooks-bundles-title = ## Evidence of case #{ $number }
playbooks-bundles-help = A bundle is a ZIP with the case, its changes, the messages kept as evidence, steps and notes, and the rule that was cited, with the hash of everything. It holds personal data: give it only to those who need it. I keep it for { $days } days; its hash stays in the case.
playbooks-bundles-line = { $at } by { $member }, { $size } kB, until { $until }
playbooks-bundles-line-over = { $at } by { $member }: not kept any more
playbooks-button-bundle-make = Make a bundle
playbooks-button-bundle-fetch = Download
playbooks-bundle-made = Here it is. Only you can see this message. SHA-256:
playbooks-bundle-left-out = { $count ->
    [one] One message didn't fit and is not in it.
   *[other] { $count } messages didn't fit and are not in it.
  }

# Refused

playbooks-error-not-found = I can't find this playbook.
playbooks-error-too-many = There can be { $limit } playbooks of your own. Please take one away first, or change a built-in one.
playbooks-error-changed = Somebody else has changed this playbook in the meantime; nothing was overwritten. Please open it again.
playbooks-error-title = A playbook needs a title.
playbooks-error-steps = A playbook needs at least one step.
playbooks-error-items = These are { $count } items; { $limit } is the most that can be ticked off.
playbooks-error-item-long = “{ $begins }” is too long: an item can have { $limit } characters.
playbooks-error-nothing-to-reset = This is the built-in text already.
playbooks-error-admins-only = Only admins can do this.
playbooks-error-not-involved = This case is worked on by others, so I can't show it to you.
playbooks-error-case = I can't find this case.
playbooks-error-escalation = I can't find this any more.
playbooks-error-already = This is being worked on already. { $where }
playbooks-error-closed = This has been closed in the meantime; nothing was changed.
playbooks-error-lead = Somebody else has taken the lead in the meantime.
playbooks-error-legal = The severity is “legal”: only admins can close it or make it less serious.
playbooks-error-bundle = I can't find this bundle.
playbooks-error-bundle-expired = This bundle isn't kept any more. Its SHA-256 was: `{ $sha256 }`
playbooks-error-bundle-damaged = This bundle can't be opened, or isn't the one that was made. Whoever runs me finds the reason in my log; you can make a new one.
playbooks-error-under-escalation = A serious matter that concerns you is still open here. Your data can be erased when it is closed; please ask the moderators.

# In the queue

queue-kind-escalation = Serious case
queue-item-escalation = Case #{ $number } ({ $severity ->
    [critical] critical
    [legal] legal
   *[serious] serious
  }): { $playbook }, { $done } of { $steps } steps done.
