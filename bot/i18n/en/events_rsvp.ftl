# Who comes to events: the announcement, one's own answer, the waiting list, what is said in the thread.

## The announcement

events-rsvp-card-cancelled = ❌ **Cancelled**
events-rsvp-card-ended = **This is over.** Thank you to everybody who came!
events-rsvp-card-running = 🟢 **On right now**
events-rsvp-reason = Reason: { $reason }
events-rsvp-fact-when = **When** · { $when }
events-rsvp-fact-moved = -# Moved. It was to be on { $at }.
events-rsvp-fact-where = **Where** · { $place }
events-rsvp-fact-host = **Hosted by** · { $hosts }
events-rsvp-fact-for = **For** · { $audience }
events-rsvp-fact-price = **Price** · { $price }
events-rsvp-fact-sponsor = **Sponsored by** · { $sponsor }
events-rsvp-host-former = a former member
events-rsvp-for-role = everybody with <@&{ $role }>
events-rsvp-for-rank = everybody with the rank “{ $rank }” or a higher one
events-rsvp-for-both = everybody with <@&{ $role }>, or with the rank “{ $rank }” or a higher one
events-rsvp-for-rank-gone = nobody for now: the role or rank it was for was deleted
events-rsvp-card-going = **Going · { $count }**
events-rsvp-card-going-of = **Going · { $count } of { $capacity }**
events-rsvp-names-more = { $names } and { $more } more
events-rsvp-card-waiting = Waiting list: { $count }
events-rsvp-card-maybe = Maybe: { $count }

events-rsvp-button-going = Going
events-rsvp-button-maybe = Maybe
events-rsvp-button-cannot = Can’t
events-rsvp-button-people = Who’s coming
events-rsvp-button-mine = My answer
events-rsvp-button-take = Yes, I’m coming
events-rsvp-button-pass-on = No, pass it on
events-rsvp-button-by-message = Remind me by direct message
events-rsvp-button-in-thread = Remind me in the thread
events-rsvp-button-post-again = Post the announcement again

## One's own answer

events-rsvp-mine-going = **You’re in.** You’re number { $place } of those who come.
events-rsvp-mine-going-of = **You’re in:** place { $place } of { $capacity }.
events-rsvp-mine-waiting = All places are taken. **You’re number { $place } on the waiting list.** When it’s your turn, you’re mentioned in the event’s thread.
events-rsvp-mine-offered = **A place is kept for you until <t:{ $until }:f>.** Are you coming? After that it goes to the next in line, and your answer becomes “Maybe”.
events-rsvp-mine-maybe = **Your answer is “Maybe”.** No place is kept for you; press “Going” once you know.
events-rsvp-mine-cannot = **You can’t come.** Thank you for saying so. Should that change, press “Going”.
events-rsvp-mine-none = You haven’t answered yet. Are you coming?
events-rsvp-mine-none-of = You haven’t answered yet. { $free ->
    [0] All { $capacity } places are taken: with “Going” you join the waiting list.
    [one] One of { $capacity } places is free. Are you coming?
   *[other] { $free } of { $capacity } places are free. Are you coming?
  }
events-rsvp-unchanged = Nothing has changed. { $answer }
events-rsvp-place-freed = Your place is free for somebody else now.
events-rsvp-over-ended = This is over, so answers can’t be changed any more.
events-rsvp-over-cancelled = This was cancelled. There is nothing you need to do.
events-rsvp-reminded = { $way ->
    [message] Reminders of events you’re going to come by direct message, for every event of this server.
   *[thread] Reminders are posted in the event’s thread, for those who are going.
  }
events-rsvp-post-again = The announcement is posted again within a minute, with everybody’s answers.

## Who comes

events-rsvp-people-title = ### Who’s coming to “{ $title }”
events-rsvp-people-counts = Going: { $going } · Waiting list: { $waiting } · Maybe: { $maybe } · Can’t: { $cannot }
events-rsvp-people-nobody = Nobody so far.
events-rsvp-people-offered = { $count ->
    [one] -# A place is being offered to one of them.
   *[other] -# Places are being offered to { $count } of them.
  }
events-rsvp-list-going = **Going**, in the order of their places
    .tab = Going
events-rsvp-list-waiting = **Waiting list**, the next in line first
    .tab = Waiting list
events-rsvp-list-maybe = **Maybe**
    .tab = Maybe
events-rsvp-list-cannot = **Can’t come**
    .tab = Can’t

## In the thread

events-rsvp-news-offered = 🎟️ { $members } There is a place for you now at **{ $title }** on <t:{ $at }:F>. Are you coming? Please answer by <t:{ $until }:f> (<t:{ $until }:R>). After that the place goes to the next in line, and your answer becomes “Maybe”.
events-rsvp-news-given = 🎉 { $members } There is a place for you at **{ $title }** on <t:{ $at }:F> (<t:{ $at }:R>): you’re off the waiting list and going. If you can’t come after all, please say so, and somebody else gets the place.
events-rsvp-tell-moved = 📅 **{ $title }** has been moved from <t:{ $before }:F> to **<t:{ $at }:F>** (<t:{ $at }:R>). Your answers stay as they are; if the new time doesn’t suit you, please change yours.
    .now = 📅 **{ $title }** has a new time: **<t:{ $at }:F>** (<t:{ $at }:R>). Your answers stay as they are; if it doesn’t suit you, please change yours.
    .more = 📅 **{ $title }** has been moved:
events-rsvp-tell-place = 📍 **{ $title }** on <t:{ $at }:F> is somewhere else now: { $place }
    .more = 📍 **{ $title }** is somewhere else now:
events-rsvp-tell-host = 👤 **{ $title }** on <t:{ $at }:F> is hosted by { $hosts } from now on.
    .more = 👤 **{ $title }** has another host now:
events-rsvp-tell-cancelled = ❌ **{ $title }** on <t:{ $at }:F> has been cancelled.
    .more = ❌ **{ $title }** has been cancelled:

## What can't be

events-rsvp-error-role = This event is for everybody with <@&{ $role }>. Your answer wasn’t taken.
events-rsvp-error-rank = This event is for everybody with the rank “{ $rank }” or a higher one. You’re { $missing ->
    [one] one point
   *[other] { $missing } points
  } away from it. Your answer wasn’t taken.
events-rsvp-error-role-or-rank = This event is for everybody with <@&{ $role }>, or with the rank “{ $rank }” or a higher one. You’re { $missing ->
    [one] one point
   *[other] { $missing } points
  } away from that rank. Your answer wasn’t taken.
events-rsvp-error-rank-gone = The role or rank this event was for has been deleted, so nobody can answer until its host has looked at it. Please tell them.
events-rsvp-error-not-open = This event isn’t published, so it can’t be answered.
events-rsvp-error-offer-over = No place is being offered to you at the moment. If you were offered one, it has gone to the next in line. With “Going” on the announcement you can join the waiting list again.
events-rsvp-error-not-gone = The announcement is still there.

## /doctor

events-rsvp-doctor-gone = The announcement of “{ $title }” ({ $at }) was deleted, so nobody can answer there
    .remedy = If that wasn’t meant, open the event and choose “Post the announcement again” below your answer. All answers are kept.
