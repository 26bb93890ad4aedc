# Events: the command /event, what all of it shares, what is refused, settings. Moments are Unix seconds, for Discord's <t:…>.

events-command = Events: what is coming up, and making one
    .name = event

events-error-not-found = I can't find this event.
events-error-occurrence-not-found = I can't find this date of the event.
events-error-not-host = Only the host, the co-host and moderators can do this.
events-error-moderators-only = Only moderators can do this.
events-error-audience = This event is for others: see who it is for in its announcement.
events-error-over = This is over or cancelled, so nothing can be changed any more.
events-error-changed = Somebody has changed this event in the meantime. Please open it again; nothing of yours was saved.

settings-events = Events
    .help = Where events are announced, how places and reminders work, and what happens afterwards.
settings-events-channel-id = Channel for events
    .help = Where events are announced. If it isn't set, no event can be published.
settings-events-native = Discord's own events
    .help = Whether the next date of each event also stands in Discord's own list of events.
settings-events-confirm-hours = Time to take a free place (hours)
    .help = How long somebody from the waiting list has to say yes when a place becomes free. Then it goes to the next.
settings-events-reminder-minutes = Reminders (minutes before the start)
    .help = Of new events: up to five numbers with spaces between, as in “1440 60”. Empty: none.
settings-events-attended-minutes = Counts as having been there after (minutes)
    .help = So long in the event's voice or stage channel. With shorter events half of the event is enough.
settings-events-follow-up-hours = Follow-up after (hours)
    .help = How long after the end members are thanked and asked, and the thread of the event becomes its recap.
settings-events-survey = Survey after events
    .help = Whether those who were there are asked three short questions.
settings-events-proposals = Members may propose events
    .help = Moderators decide on each proposal in their queue.
