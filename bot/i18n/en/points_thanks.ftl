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
