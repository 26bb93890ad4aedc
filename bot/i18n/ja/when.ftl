# 入力された日時と長さ：読み取れないときの案内（例つき）と、複数の読み方の見分け方です。

when-error-not-understood = 「{ $typed }」を日時として読み取れませんでした。「金曜 20時」「12月24日 18:30」「3日後の19時」「2026-12-24 18:30」のように書いてください。
when-error-time-missing = 「{ $typed }」には時刻がありません。「金曜 20時」「12月24日 18:30」のように、時刻も書いてください。
when-error-weekday = { $date }は{ $weekday ->
    [monday] 月曜日
    [tuesday] 火曜日
    [wednesday] 水曜日
    [thursday] 木曜日
    [friday] 金曜日
    [saturday] 土曜日
   *[sunday] 日曜日
  }で、{ $stated ->
    [monday] 月曜日
    [tuesday] 火曜日
    [wednesday] 水曜日
    [thursday] 木曜日
    [friday] 金曜日
    [saturday] 土曜日
   *[sunday] 日曜日
  }ではありません。どちらかを直してください。
when-error-no-such-day = 「{ $typed }」は存在しない日付または時刻です。ご確認ください。
when-error-no-leap-year = { $year }年には2月29日がありません。別の日を選んでください。
when-error-past = その日時（<t:{ $at }:R>）はもう過ぎています。これからの日時を指定してください。
when-error-too-far = 先すぎる日時です。{ $years }年先まで指定できます。
when-error-too-many = 「{ $typed }」は何通りにも読めます。「2026-12-24 18:30」のように、年月日と24時間表記の時刻で書いてください。
when-error-duration = 「{ $typed }」を長さとして読み取れませんでした。「90分」「1時間半」「2時間30分」のように書いてください。

## 読み方の見分け方（日時の横に添えます）

when-why-this-coming = いちばん近いその曜日
when-why-one-after = その次の週
when-why-day-month = 日/月の順
when-why-month-day = 月/日の順
when-why-morning = 午前
when-why-evening = 午後
when-why-night-before = その日に入ったばかりの夜中
when-why-night-after = その日の夜が更けてから（翌日）
when-why-repeated-first = 時計を戻す前
when-why-repeated-second = 時計を戻したあと
when-why-skipped = 夏時間への切り替えで指定の時刻がないため、その次に存在する時刻
