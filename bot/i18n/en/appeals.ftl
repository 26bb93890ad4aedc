# Appeals: asking for a case to be looked at again, settings.

settings-appeals = Appeals
    .help = How long members can ask for a case to be looked at again, and how quickly that should be decided.
settings-appeals-within-days = Days to appeal
    .help = How many days after a case its member can appeal.
settings-appeals-answer-hours = Hours until an appeal is overdue
    .help = Within how many hours an appeal should be decided.
