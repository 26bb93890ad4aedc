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
