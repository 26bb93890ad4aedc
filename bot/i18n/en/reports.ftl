# Reports: what members tell the moderators of, settings.

settings-reports = Reports
    .help = How quickly moderators should look at what members report.
settings-reports-answer-hours = Hours until a report is overdue
    .help = Within how many hours a moderator should have looked at a report.
settings-reports-urgent-minutes = Minutes until an urgent report is overdue
    .help = The same for what can't wait: threats, self-harm, somebody's personal data.
