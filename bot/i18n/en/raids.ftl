# Raids: settings.

settings-raids = Raids
    .help = What counts as a raid, and what is done by itself. Everything can be undone with one button.
settings-raids-reaction = When a raid is noticed
    .help = Nobody is thrown out by itself: invites are paused, channels slowed down, and moderators told.
settings-raids-reaction-off = Nothing
settings-raids-reaction-alert = Tell the moderators
settings-raids-reaction-protect = Tell them, pause invites, slow channels down
settings-raids-joins = People joining
    .help = So many joining within the time below are looked at as a raid.
settings-raids-within-minutes = Within minutes
    .help = The time in which they join.
settings-raids-paused-hours = Hours invites are paused
    .help = Afterwards people can join again by themselves. Discord takes 24 hours at most.
settings-raids-slow-mode-seconds = Slow mode in seconds
    .help = How long everybody waits between two messages during a raid. 0: no slow mode.
