# Points, for admins: rules, weights, adjusting by hand, and taking points over from another bot.

## Rules

points-command-rule = See and change what earns points (admins)
    .name = rule

points-rule-title = What earns points
points-rule-each = **{ $points }** each
points-rule-voice = **{ $points }** for each 10 minutes
points-rule-off = off
points-rule-cooldown = · then a pause of { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
  }
points-rule-cap = · at most { $points } a day
points-rule-changed = (changed)
points-rule-help-answer = For who wrote the answer. From the same asker: one in full within 30 days, then half as much each time.
points-rule-help-referral = Once for each person who came by a member's own invite, agreed to the rules, stayed and took part.
points-rule-help-hosted = To the host and the co-host, once for each event that somebody besides them came to.
points-rule-help-attended = Once for each event, after it: for having been there, not for saying so.
points-rule-help-first-step = For each of the first steps in { COMMAND("start") }, once and for ever.
points-rule-help-thanks = For who is thanked. Between the same two people: one in full within 30 days, then half as much each time.
points-rule-help-upvote = For who wrote the answer. Between the same two people: one in full within 30 days, then half as much each time.
points-rule-help-message = For messages of some length that don't repeat themselves. Deleting one takes its points back.
points-rule-help-reaction = For who wrote the message. From the same person: three in full within 30 days.
points-rule-help-voice = In company, hearing and able to speak; never alone, deafened, or in the AFK channel.
points-rule-change = Change
points-rule-form-points = Points
    .help = Whole number; 0 switches it off. Empty: { $default }.
points-rule-form-cooldown = Pause in seconds
    .help = After a message has earned, others earn nothing for so long. Empty: { $default }.
points-rule-form-cap = Most points a day
    .help = 0: no limit. Empty: { $default }.

points-error-rule-range = Please give whole numbers: points from 0 to { $points }, a pause of up to { $seconds } seconds, at most { $cap } points a day.

## Channels and roles

points-weight-title = **Channels and roles that count differently**
points-weight-empty = None. Everywhere and for everybody, points count as above.
points-weight-line = { $target }: { $percent } %
points-weight-none = { $target }: nothing
points-weight-gone-channel = a channel that was deleted
points-weight-gone-role = a role that was deleted
points-weight-channel = Channels…
points-weight-role = Roles…
points-weight-form-percent = Percent
    .help = 0: nothing counts there. 100: as usual. 200: twice as much.

points-error-weight-range = Please give a whole number of percent from 0 to { $limit }.
points-error-weights = At most { $limit } channels and roles can count differently. Set one of them back to 100 first.

## Adjusting

points-command-adjust = Give or take points by hand, with a reason (admins)
    .name = adjust
points-option-member = Whose points
    .name = member
points-option-amount = How many; a negative number takes points away
    .name = points
points-option-reason = Why; the member can read it in their history
    .name = reason

points-adjusted = { $member } got { $points ->
    [one] one point
   *[other] { $points } points
  } and now has { $total }.
points-adjusted-down = { $points ->
    [one] One point was
   *[other] { $points } points were
  } taken from { $member }, who now has { $total }.

points-error-bots = Bots don't collect points. Please choose a person.

## Importing

points-command-import = Take points over from another bot (admins)
    .name = import
points-option-file = A CSV file with user ids and points
    .name = file

points-import-title = Points to take over
points-import-found = { $members ->
    [one] **One member** has
   *[other] **{ $members } members** have
  } **{ $points }** points in this file.
points-import-known = Already taken over from this very file: { $count }. They are left out.
points-import-more = { $count } of them have points from another file already; these come on top.
points-import-faulty = Lines that are left out, as they have no user id or no points: { $count }.
points-import-line = Line { $line }: { $text }
points-import-note = These points count for totals and ranks, not for seasons. Nobody is notified, and you can undo it.
points-import-nothing = There is nothing to take over.
points-import-do = Take over
points-import-done = Taken over for { $count ->
    [one] one member
   *[other] { $count } members
  }.
points-import-undo = Undo
points-import-undone = Undone for { $count ->
    [one] one member
   *[other] { $count } members
  }.

points-error-import = There is no line with a user id and points in this file. It takes a CSV file with the columns user_id and points.
points-error-import-empty = This file is empty.
points-error-import-long = This file is too long: { $limit } lines at the most.
points-error-import-size = This file is too large: { $limit } MB at the most.
points-error-import-rounded = A spreadsheet has rounded the user ids in this file (they look like 1.23E+17), so nobody can tell whose they were. Please export it again and don't save it from the spreadsheet.
points-error-import-gone = There is nothing to undo: it was undone already.
