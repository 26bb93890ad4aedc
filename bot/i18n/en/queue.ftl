# The queue: what waits for moderators, what is refused, settings.

queue-error-moderators-only = Only moderators can do this.
queue-error-nothing-there = This has been dealt with in the meantime.
queue-error-taken = Another moderator has taken this in the meantime.
queue-error-not-dismissible = This can't just be ticked off: it leaves the queue when something is done about it.

settings-queue = Moderation queue
    .help = Who is reminded of what waits too long, and how far the summary looks back.
settings-queue-remind-role-id = Role to remind
    .help = This role is mentioned when something is overdue. Without a role nobody is mentioned.
settings-queue-summary-hours = Hours in the summary
    .help = How far the summary for handing over a shift looks back.
