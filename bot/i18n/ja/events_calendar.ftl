# イベント：繰り返しの規則の言い方、これからの予定の一覧、カレンダーファイルです。

events-error-rule = この規則を読み取れませんでした。RFC 5545の形で「FREQ=WEEKLY;BYDAY=TU」や「FREQ=MONTHLY;BYDAY=2TU;COUNT=6」のように書いてください。使えるのはFREQ、INTERVAL、COUNTまたはUNTIL、BYDAY、BYMONTHDAY、BYMONTH、BYSETPOS、WKSTで、200文字までです。
events-error-rule-often = イベントの開催は1日に1回までです。FREQ=DAILYか、それより間隔の長いものを、時刻の指定なしで書いてください。
events-error-rule-never = この規則では、一度も開催されません。日付と終わりの指定をご確認ください。
events-error-rule-start = 開始日がこの規則に当てはまりません。規則どおりなら、最初の開催は{ $first }です。開始日か規則のどちらかを直してください。

## 規則の言い方（文の途中で使います）

events-rule-once = 1回のみ
events-rule-daily = { $interval ->
    [1] 毎日
    [2] 1日おき
   *[other] { $interval }日ごと
  }
events-rule-weekly = { $interval ->
    [1] 毎週{ $days }
    [2] 隔週{ $days }
   *[other] { $interval }週間ごとの{ $days }
  }
events-rule-workdays = { $interval ->
    [1] 毎週月曜日から金曜日まで
    [2] 隔週の月曜日から金曜日まで
   *[other] { $interval }週間ごとの月曜日から金曜日まで
  }
events-rule-monthly = { $interval ->
    [1] 毎月{ $days }
    [2] 隔月{ $days }
   *[other] { $interval }か月ごとの{ $days }
  }
events-rule-yearly-date = 毎年{ $month }月{ $day }日
events-rule-yearly-nth = 毎年{ $month }月の{ $days }
events-rule-weekday = { $day ->
    [monday] 月曜日
    [tuesday] 火曜日
    [wednesday] 水曜日
    [thursday] 木曜日
    [friday] 金曜日
    [saturday] 土曜日
   *[sunday] 日曜日
  }
events-rule-weekday-short = { $day ->
    [monday] 月
    [tuesday] 火
    [wednesday] 水
    [thursday] 木
    [friday] 金
    [saturday] 土
   *[sunday] 日
  }
events-rule-nth = { $nth ->
    [-1] 最終
   *[other] 第{ $nth }
  }{ $day }
events-rule-date = { $day }日
events-rule-last-day = 末日
events-rule-comma = ・
events-rule-and = { $first }・{ $last }
events-rule-count = （全{ $count }回）
events-rule-until = （{ $year }年{ $month }月{ $day }日まで）
events-rule-other = 規則 { $rule } のとおり
