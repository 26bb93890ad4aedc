# Reports: what members tell the moderators of, settings.

settings-reports = Reports
    .help = How quickly moderators should look at what members report.
settings-reports-answer-hours = Hours until a report is overdue
    .help = Within how many hours a moderator should have looked at a report.
settings-reports-urgent-minutes = Minutes until an urgent report is overdue
    .help = The same for what can't wait: threats, self-harm, somebody's personal data.

# Telling the moderators

reports-command = Tell the moderators of a member, or see what came of your reports
    .name = report
reports-option-member = Whom it is about. To report a message, use its menu: Apps, then Report.
    .name = member
reports-option-words = What happened
    .name = words
reports-menu-message = Report
reports-menu-member = Report member

reports-error-yourself = You can't report yourself. If something weighs on you, just talk to a moderator.
reports-error-the-bot = That's me. If something about me doesn't work, please use { COMMAND("problem") }.
reports-error-too-many = You have reported { $limit } things within a day that the moderators haven't got to yet. Please let them catch up first. If it can't wait, add it to one of them with { COMMAND("report") }.
reports-error-draft-gone = This form is too old, or was sent already. Please start again.
reports-error-words-needed = Please write a few words: nothing was changed.
reports-error-member-needed = Please say whom it is about, too, or use the menu of the message: Apps, then Report.
reports-error-not-found = I can't find this report.
reports-error-moderators-only = Only moderators can do this.
reports-error-not-yours = This report isn't yours to see to. It is about somebody of the team; whoever it may concern is kept out of it.
reports-error-already-decided = This has been decided in the meantime.
reports-error-taken = Another moderator has taken this. You can take it over on its card.

reports-former-member = a former member

reports-form-title = Report this message
reports-form-title-member = Report this member
reports-form-concern = What is it about?
    .help = Choose what fits best. If you don't know, take “Something else”.
reports-form-concern-menu = Choose
reports-form-words = Anything to add?
    .help = Optional. The moderators get the message as it is now, even if it is deleted.
reports-form-words-member = What happened?
    .help = Where and when, in a few words. Only moderators read this.
reports-concern-threat = Somebody is threatened
    .help = Threats of violence against a person. Moderators are asked to look at once.
reports-concern-self-harm = I'm worried about somebody
    .help = Somebody may want to hurt themself. Moderators are asked to look at once.
reports-concern-personal-data = Somebody's personal data
    .help = An address, a phone number, a photo … without consent. Moderators are asked to look at once.
reports-concern-rule = Rule { $number }: { $title }
reports-concern-other = Something else
    .help = Anything that doesn't feel right.

reports-help-self-harm = Thank you for looking out for them. If somebody is in danger right now, please also call the emergency number where they are.
reports-help-threat = If somebody is in danger right now, please also call the emergency number where they are.
reports-thanks-filed = Thank you. The moderators have your report and will look at it.
reports-thanks-joined = Thank you. The moderators know of this already; your report was added, and they will look at it.
reports-thanks-again = You have reported this before. What you have written now was added to it.
reports-thanks-confidential = Nobody is told that it was you, not even the moderators. You will hear what came of it; { COMMAND("report") } shows how it stands.
reports-added = Added. The moderators see it with your report.

reports-about =
    ### Reports
    If a message or a member breaks the rules, or something doesn't feel right, tell the moderators: on a message or a member choose *Apps*, then *Report*. They see what was reported and what you wrote, but not who you are. What was decided about somebody else stays between them and the moderators; you hear whether something was done.
reports-mine-title = { $count ->
    [0] You haven't reported anything.
    [one] **Your report**
   *[other] **Your { $count } reports**
  }
reports-mine-message = **{ $at }** · a message in { $channel }
reports-mine-member = **{ $at }** · about a member
reports-mine-open = ⏳ Nobody has looked at it yet.
reports-mine-looked-at = 👀 A moderator is looking at it.
reports-mine-resolved = ✅ The moderators have looked at it and acted.
reports-mine-dismissed = The moderators have looked at it. It doesn't break the rules.
reports-button-add = Add words
reports-add-title = Add to your report
reports-add-words = What else should be known?

reports-letter-title = ### Your report of { $at }
reports-letter-resolved =
    Thank you for telling the moderators. They have looked at it and acted.
    -# What was decided about somebody else stays between them and the moderators.
reports-letter-dismissed = Thank you for telling the moderators. They have looked at it and found that it doesn't break the rules. It was right to ask; please do so again whenever you are unsure.
reports-letter-answer = > { $answer }

# What moderators see

reports-card-title-member = ### Report about { $member }
reports-card-title-message = ### Report: [a message]({ $link }) in { $channel }
reports-card-title-message-of = ### Report: [a message]({ $link }) of { $member } in { $channel }
reports-card-urgent = 🚨 **Urgent: { $concern }**
reports-card-no-words = *(a message without words)*
reports-card-files = { $count ->
    [one] { $count } file: { $names }
   *[other] { $count } files: { $names }
  }
reports-card-count = { $count ->
    [one] **1 member** has reported this.
   *[other] **{ $count } members** have reported this.
  }
reports-card-latest = The latest { $count }:
reports-card-voice = { $concern }: “{ $words }”
reports-card-doubtful = { $count ->
    [one] The latest reports of one of those who reported this were all dismissed.
   *[other] The latest reports of { $count } of those who reported this were all dismissed.
  }
reports-card-history = Their record: **{ $strikes ->
    [one] { $strikes } strike counts
   *[other] { $strikes } strikes count
  } now** · { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
  } · { $earlier ->
    [0] never reported before
    [one] { $earlier } report before ({ $dismissed } dismissed)
   *[other] { $earlier } reports before ({ $dismissed } dismissed)
  }
reports-card-since = reported { $at }
reports-card-due = due { $at }
reports-card-overdue = **overdue**, was due { $at }
reports-card-taken = taken by { $member }
reports-card-team-title = ### Report about the team
reports-card-team = Somebody has reported a person of the team. What it says isn't shown here: an admin reads it with *Look at it*, or another moderator if it is about an admin. Whoever it is about can't.
reports-card-resolved = ✅ Acted on by { $member }, { $at }
reports-card-dismissed = Dismissed by { $member }, { $at }
reports-card-answer = > { $answer }

reports-button-look = Look at it
reports-button-case = See the case
reports-button-take = Take
reports-button-take-over = Take over
reports-button-decide = Decide
reports-button-close = Close without a case
reports-close-title = Close without a case
reports-close-outcome = What came of it?
    .help = To warn or sanction somebody, use “Decide” instead.
reports-close-dismissed = It doesn't break the rules
reports-close-settled = It has been dealt with, without a case
reports-close-answer = What those who reported are told
    .help = Why it is no breach. Needed if you dismiss it. Nothing about anybody else, please.

queue-kind-report = Report
queue-item-report-threat = Somebody is threatened.
queue-item-report-self-harm = Somebody may want to hurt themself.
queue-item-report-personal-data = Somebody's personal data.
queue-item-report-rule = { $number ->
    [0] A rule broken.
   *[other] Rule { $number } broken.
  }
queue-item-report-other = Something else.
queue-item-report-team = About the team, for an admin.
