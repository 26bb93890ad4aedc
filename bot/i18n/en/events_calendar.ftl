# Events: rules of what happens again and again in words, the list of what is coming, calendar files.

events-error-rule = I can't read this rule. Please write it as in RFC 5545, like “FREQ=WEEKLY;BYDAY=TU” or “FREQ=MONTHLY;BYDAY=2TU;COUNT=6”. I take FREQ, INTERVAL, COUNT or UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST, in 200 characters at the most.
events-error-rule-often = An event can happen once a day at the most. Please choose FREQ=DAILY or rarer, without hours and minutes.
events-error-rule-never = By this rule the event would never happen. Please check its days and its end.
events-error-rule-start = The start isn't one of the rule's days; the first of them would be { $first }. Please change the start or the rule.

## Rules in words, for the middle of a sentence

events-rule-once = once
events-rule-daily = { $interval ->
    [1] every day
    [2] every second day
   *[other] every { $interval } days
  }
events-rule-weekly = { $interval ->
    [1] every { $days }
    [2] every second week on { $days }
   *[other] every { $interval } weeks on { $days }
  }
events-rule-workdays = { $interval ->
    [1] every day from Monday to Friday
    [2] every second week from Monday to Friday
   *[other] every { $interval } weeks from Monday to Friday
  }
events-rule-monthly = { $interval ->
    [1] on { $days } of every month
    [2] on { $days } of every second month
   *[other] every { $interval } months on { $days }
  }
events-rule-yearly-date = every year on { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
events-rule-yearly-nth = every year on { $days } of { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
events-rule-weekday = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
  }
events-rule-weekday-short = { $day ->
    [monday] Monday
    [tuesday] Tuesday
    [wednesday] Wednesday
    [thursday] Thursday
    [friday] Friday
    [saturday] Saturday
   *[sunday] Sunday
  }
events-rule-nth = the { $nth ->
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
   *[-1] last
  } { $day }
events-rule-date = the { $day ->
    [1] 1st
    [2] 2nd
    [3] 3rd
    [21] 21st
    [22] 22nd
    [23] 23rd
    [31] 31st
   *[other] { $day }th
  }
events-rule-last-day = the last day
events-rule-comma = {", "}
events-rule-and = { $first } and { $last }
events-rule-count = { $count ->
    [one] , once
   *[other] , { $count } times
  }
events-rule-until = , until { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
events-rule-other = by the rule { $rule }

## The list

events-command-list = What is coming, and what you have answered
    .name = list
events-list-title = ## Coming up
events-list-empty = Nothing is coming up for you at the moment. New events are announced in the channel for events.
events-list-when = <t:{ $at }:F> (<t:{ $at }:R>)
events-list-running = **on now**, ends <t:{ $at }:R>
events-list-more = { $count ->
    [one] { $count } more date planned
   *[other] { $count } more dates planned
  }
events-list-answer = { $answer ->
    [going] **You are coming**
    [waiting] **You are on the waiting list**
    [offered] **A place is kept for you: please answer**
    [maybe] You may come
    [cannot] You can’t come
   *[none] You haven’t answered
  }
events-list-going = { $count ->
    [0] nobody has said yes so far
    [one] { $count } is coming
   *[other] { $count } are coming
  }
events-list-free = { $free ->
    [one] { $free } of { $capacity } places left
   *[other] { $free } of { $capacity } places left
  }
events-list-full = { $waiting ->
    [0] no place left
    [one] no place left, { $waiting } is waiting
   *[other] no place left, { $waiting } are waiting
  }
events-list-announcement = [Announcement]({ $url })
events-list-announcement-gone = Its announcement was deleted; the event is still on.
events-list-later = It will be announced when it comes nearer.
events-button-calendars = Calendar files

## Calendar files

events-command-calendar = Calendar files (.ics) of what is coming and of what you go to
    .name = calendar
events-option-calendar-event = Only this event, with all its dates
    .name = event
events-button-ics = Add to calendar
events-calendar-all = { $count ->
    [one] Here is a calendar file of { $count } event that is coming. Open it to add it to your calendar.
   *[other] Here is a calendar file of { $count } events that are coming. Open it to add them to your calendar.
  } It is as of now: after changes, take a new one, which replaces the old.
events-calendar-all-and-mine = Here are two calendar files: `events.ics` has everything that is coming, `my-events.ics` { $mine ->
    [one] the date you are going to
   *[other] the { $mine } dates you are going to
  }. Open one of them to add it to your calendar. They are as of now: after changes, take new ones, which replace the old.
events-calendar-series = Here is a calendar file of this event with all its dates. Open it to add them to your calendar. After changes, take a new one: it replaces the old.
events-calendar-date = Here is a calendar file of this event. Open it to add it to your calendar.
events-calendar-date-and-series = Here are two calendar files: `this-date.ics` has this date, `all-dates.ics` the event with all its dates. Open one of them to add it to your calendar.
events-calendar-date-cancelled = This date is cancelled. If you have it in your calendar, open this file: it marks it as cancelled there.
