# Discord's own events, kept in step with ours. Moments are Unix seconds, for Discord's <t:…>.

# In the event's thread.
events-native-taken-title = This event was renamed in Discord's own list of events: it is now called **{ $title }**.
events-native-taken-text = The description of **{ $title }** was changed in Discord's own list of events, and stands in the announcement now.

# In the moderators' queue.
events-native-ask-deleted = **{ $title }**, <t:{ $at }:F>: somebody has deleted this event from Discord's own list of events. The event itself takes place as announced. Should I make it again in Discord's list?
events-native-ask-cancelled = **{ $title }**, <t:{ $at }:F>: somebody has cancelled this event in Discord's own list of events. Here it still takes place as announced, and those who come haven't been told anything. To cancel it for everybody, use `/event cancel`. Should I make it again in Discord's list?
events-native-again = Make it again
events-native-leave = Leave it off
events-native-again-done = { $member } had **{ $title }**, <t:{ $at }:F>, made again in Discord's list of events.
events-native-leave-done = { $member } left **{ $title }**, <t:{ $at }:F>, off Discord's list of events. The event itself takes place as announced.
events-native-decided = **{ $title }**, <t:{ $at }:F>: this was decided in the meantime.
events-native-error-decided = Somebody has decided this already, or the event has begun.

events-native-doctor-limit = { $count ->
    [one] An event isn't in Discord's own list of events: Discord takes 100 at a time, and this server has as many.
   *[other] { $count } events aren't in Discord's own list of events: Discord takes 100 at a time, and this server has as many.
}
    .remedy = Delete events in Discord's list that nobody needs any more. I try again every six hours; everything else about the events works.
events-native-doctor-waiting = { $count ->
    [one] Discord hasn't taken an event into its own list of events yet.
   *[other] Discord hasn't taken { $count } events into its own list of events yet.
}
    .remedy = Check that I may create events, and that I can see and join the voice or stage channels in which they take place. I try again every six hours; everything else about the events works.
events-native-doctor-gone = { $count ->
    [one] Somebody deleted an event from Discord's own list of events, and nobody has decided yet whether to make it again.
   *[other] Somebody deleted { $count } events from Discord's own list of events, and nobody has decided yet whether to make them again.
}
    .remedy = Answer the question in the moderators' queue.
