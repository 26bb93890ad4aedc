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

## 一覧

events-command-list = これからのイベントと、ご自分の返事の一覧
    .name = 一覧
events-list-title = ## これからの予定
events-list-empty = 参加できるイベントの予定は、いまのところありません。新しいイベントは、イベントのチャンネルでお知らせします。
events-list-when = <t:{ $at }:F>（<t:{ $at }:R>）
events-list-running = **開催中**（終了 <t:{ $at }:R>）
events-list-more = ほか{ $count }回の予定
events-list-answer = { $answer ->
    [going] **参加します**
    [waiting] **キャンセル待ちです**
    [offered] **席を確保しています。お返事をお願いします**
    [maybe] 未定です
    [cannot] 不参加です
   *[none] まだ返事をしていません
  }
events-list-going = { $count ->
    [0] 参加の返事はまだありません
   *[other] { $count }人が参加
  }
events-list-free = 残り{ $free }席（定員{ $capacity }人）
events-list-full = { $waiting ->
    [0] 満席
   *[other] 満席（キャンセル待ち{ $waiting }人）
  }
events-list-announcement = [お知らせを見る]({ $url })
events-list-announcement-gone = お知らせは削除されましたが、イベントは予定どおりです。
events-list-later = 日が近づいたらお知らせします。
events-button-calendars = カレンダーファイル

## カレンダーファイル

events-command-calendar = これからのイベントや参加予定のカレンダーファイル（.ics）
    .name = カレンダー
events-option-calendar-event = このイベントだけ（すべての開催日）
    .name = イベント
events-button-ics = カレンダーに追加
events-calendar-all = これからのイベント（{ $count }件）のカレンダーファイルです。開くとカレンダーに追加できます。内容は現時点のものです。変更があったら、もう一度受け取って開くと置き換わります。
events-calendar-all-and-mine = カレンダーファイルを2つお渡しします。`events.ics` はこれからのすべてのイベント、`my-events.ics` は参加予定の{ $mine }件です。どちらかを開くとカレンダーに追加できます。内容は現時点のものです。変更があったら、もう一度受け取って開くと置き換わります。
events-calendar-series = このイベントのすべての開催日のカレンダーファイルです。開くとカレンダーに追加できます。変更があったら、もう一度受け取って開くと置き換わります。
events-calendar-date = このイベントのカレンダーファイルです。開くとカレンダーに追加できます。
events-calendar-date-and-series = カレンダーファイルを2つお渡しします。`this-date.ics` はこの回だけ、`all-dates.ics` はすべての開催日です。どちらかを開くとカレンダーに追加できます。
events-calendar-date-cancelled = この回は中止になりました。カレンダーに追加済みの場合は、このファイルを開くと中止として反映されます。
