# Thanking somebody.

points-thank-menu = Thank
points-thank-command = Thank somebody in public: they receive points
    .name = thank
points-option-thank-member = Who helped you
    .name = member
points-option-thank-reason = What for (everybody here can read it)
    .name = reason

points-thank-card = 💛 { $giver } thanks { $member }
points-thank-done = { $points ->
    [0] You thanked { $member }. This time it earned them no points.
    [one] You thanked { $member }: they received { $points } point.
   *[other] You thanked { $member }: they received { $points } points.
  }
points-thank-why-again = Usually it is { $full }. Between the same two people, thanks are worth less each time within 30 days, and the two of you have exchanged them { $earlier ->
    [one] once
    [2] twice
   *[other] { $earlier } times
  } before.
points-thank-why-limit = Usually it is { $full }, but they have already received what thanks can earn in a day.
points-thank-why-place = Usually it is { $full }. In this channel, or for the roles they have, points count differently.
points-thank-why-off = Thanks don't earn points on this server. They can read that you thanked them all the same.
points-thank-left = { $left ->
    [0] That was the last time for now: your next thanks are possible within 24 hours.
    [one] You can thank { $left } more person today.
   *[other] You can thank { $left } more people today.
  }
points-thank-not-posted = It couldn't be posted in this channel. It counts, but they don't know of it yet.
points-error-thank-gone = This person isn't on this server any more, so they can't receive points.

# The audit.

points-audit-command = For moderators: who gives whom, in rings or crowds, and who rose fast
    .name = audit
points-audit-title = **Worth a look**: the last { $days } days
    These are hints, not verdicts, and nothing happens by itself. Look at the histories, ask the people, and decide.
points-audit-nothing = Nothing stands out: no rings, no crowds of new accounts, no sudden rises.
points-audit-ring = { $count ->
    [2] 🔁 **Two members**: { $members }
   *[other] 🔁 **A ring of { $count }**: { $members }
  }
    { $gifts } gifts among themselves since { $since }, worth { $points } points. { $percent ->
        [100] All they received from anybody came from the others here.
       *[other] Of what each of them received, at least { $percent } % came from the others here.
      }
points-audit-flow = -# { $giver } → { $member }: { $count } gifts, { $points } points
points-audit-ring-why = -# Why it's here: hardly anybody else gives them anything. Close friends can look like this, too; see whether the gifts were for anything.
points-audit-crowd = 👥 **A crowd around { $member }**
    { $count } accounts made between { $made_from } and { $made_until } gave them { $gifts } gifts since { $since }, worth { $points } points: { $percent } % of what they received.
points-audit-crowd-why = -# Why it's here: these accounts are about the same age and give to hardly anybody else. A class or an event can look like this, too.
points-audit-rise = 📈 **{ $member }** earned { $recent } points within 7 days. A usual week of theirs: { $usual }.
points-audit-rise-why = -# Why it's here: more than three times as much as usual. Most often it is a good week of helping; their history shows what for.
points-audit-limits = ⏱️ **{ $member }** reached a day's limit { $count } times, most often for: { $kind }.
points-audit-limits-why = -# Why it's here: it takes persistence, or a program. The times in their history tell which.
points-audit-more = { $count ->
    [one] One more isn't shown.
   *[other] { $count } more aren't shown.
  }
points-audit-look = Look at somebody's history
