# Moments and durations as people type them: what is refused, with an example, and what tells several readings apart.

when-error-not-understood = I can't read “{ $typed }” as a date and a time. Please write it like “Friday 20:00”, “24 Dec 6:30 pm”, “in 3 days at 19:00” or “2026-12-24 18:30”.
when-error-time-missing = At what time? In “{ $typed }” I find none. Please write it like “Friday 20:00” or “24 Dec 6:30 pm”.
when-error-weekday = { $date } is a { $weekday ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
  }, not a { $stated ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
  }. Please correct one of the two.
when-error-no-such-day = The day or the time in “{ $typed }” doesn't exist. Please check it.
when-error-no-leap-year = { $year } has no 29 February. Please choose another day.
when-error-past = That was <t:{ $at }:R>. Please give a moment that is still to come.
when-error-too-far = That is too far ahead: I plan { $years } years ahead at the most.
when-error-too-many = “{ $typed }” can mean too many things. Please give the day in full and the time by 24 hours, like “2026-12-24 18:30”.
when-error-duration = I can't read “{ $typed }” as a duration. Please write it like “90 min”, “1.5 h” or “2 hours 30 minutes”.

## What tells several readings apart; said beside the moment

when-why-this-coming = the coming one
when-why-one-after = the one in the week after
when-why-day-month = day/month
when-why-month-day = month/day
when-why-morning = in the morning
when-why-evening = in the afternoon or evening
when-why-night-before = at the beginning of this day
when-why-night-after = in the night to the next day
when-why-repeated-first = before the clocks go back
when-why-repeated-second = after the clocks have gone back
when-why-skipped = the clocks go forward and skip the time you gave; this is the next minute there is
