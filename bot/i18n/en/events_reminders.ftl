# Events by themselves: reminders, the beginning, and what comes afterwards. Moments are Unix seconds, for Discord's <t:…>.

# In the event's thread, before the mentions of those going.
events-reminder = ⏰ **{ $title }** begins <t:{ $at }:R>, at <t:{ $at }:t> ({ $place }). If something has come up, please free your place with the button.
events-reminder-late = ⏰ **{ $title }** begins <t:{ $at }:R>, at <t:{ $at }:t> ({ $place }). This reminder comes late, because I was away. If something has come up, please free your place with the button.
events-reminder-begun = ⏰ **{ $title }** began <t:{ $at }:R> ({ $place }). This reminder comes late, because I was away. You can still join.
# Where there are too many mentions for one message: before those in the next ones.
events-reminder-more = ⏰ **{ $title }**, also for:

# By direct message, to those who asked for it.
events-reminder-message = ⏰ **{ $title }** on { $server } begins <t:{ $at }:R>: <t:{ $at }:F>, { $place }. You asked me to remind you by direct message; the announcement has a button if you can't come after all.
events-reminder-message-late = ⏰ **{ $title }** on { $server } begins <t:{ $at }:R>: <t:{ $at }:F>, { $place }. This reminder comes late, because I was away. The announcement has a button if you can't come after all.
events-reminder-message-begun = ⏰ **{ $title }** on { $server } began <t:{ $at }:R>: { $place }. This reminder comes late, because I was away. You can still join.
events-reminder-refused = I couldn't remind you of an event by direct message: Discord says your direct messages are closed for me. I mentioned you in the event's thread instead, and will do so from now on. If you open them again, you can ask for direct messages anew with the button below your answer to any event.

events-begins = 🎬 **{ $title }** begins now: { $place }
events-begins-late = 🎬 **{ $title }** began <t:{ $at }:R>: { $place }. You can still join.
events-begins-more = 🎬 **{ $title }**, also for:

events-follow-up-thanks = { $count ->
    [one] 🌱 **{ $title }** is over. Thank you for coming!
    [2] 🌱 **{ $title }** is over. Thank you both for coming!
   *[other] 🌱 **{ $title }** is over. Thank you for coming, all { $count } of you!
}
# Nobody knows who was there.
events-follow-up-over = 🌱 **{ $title }** is over. Thank you to everybody who came!
events-follow-up-late = { $said } (A little late, as I was away.)
events-follow-up-recap = This thread goes on as the recap: put your photos, notes and links here, for those who were there and for those who couldn't come.
events-follow-up-asks = Were you there? Three short questions help the hosts make the next one better. It takes a minute and is anonymous.
# The name of the thread.
events-follow-up-thread = Recap: { $title } · { $day }
events-follow-up-survey = How was “{ $title }”?
events-follow-up-why = So that the hosts know what was good and what to make better next time.
# In an event's details; the others of these are in events_organising.ftl.
events-details-reminder-sending = reminder { $before } before: being sent
