# 異議申し立て：ケースの見直しの依頼、設定。

settings-appeals = 異議申し立て
    .help = 異議を申し立てられる期間と、判断までの目安を決めます。
settings-appeals-within-days = 申し立てができる日数
    .help = ケースから何日間、ご本人が異議を申し立てられるかを決めます。
settings-appeals-answer-hours = 判断の期限（時間）
    .help = 何時間以内に判断するかの目安です。

# ご本人が目にするもの

appeals-command = ご自身についての判断の見直しを、別のモデレーターに依頼します
    .name = 異議申し立て

appeals-error-case-not-found = 該当するあなたのケースが見つかりません。
appeals-error-not-appealable = 異議を申し立てられるものではないか、すでに終わっています。
appeals-error-too-late = 異議を申し立てられるのは、ケースから{ $days }日以内です。この期間が過ぎています。
appeals-error-already-appealed = このケースには、すでに異議が申し立てられています。申し立てはケースごとに1回です。状況は { COMMAND("appeal") } で確認できます。
appeals-error-words-needed = 内容をひとことご記入ください。何も変更していません。
appeals-error-not-found = この異議申し立てが見つかりません。
appeals-error-moderators-only = この操作は、モデレーターだけができます。
appeals-error-own-appeal = ご自身に関するものです。ほかのモデレーターにお任せください。
appeals-error-own-case = このケースはあなたが判断したものです。見直しは、ほかのモデレーターか管理者が行います。申し立ては対応待ちに残ります。
appeals-error-note-needed = このケースはご自身が判断したものです。ほかに見直せる方がいないときは、その理由をご記入ください。理由は申し立てとともに残ります。
appeals-error-may-not-unban = BANを行う権限がないため、BANの見直しもできません。権限のあるモデレーターか管理者にお任せください。
appeals-error-already-decided = すでに判断が済んでいるか、取り下げられています。
appeals-error-taken = ほかのモデレーターが担当しています。カードから担当を引き継げます。
appeals-error-case-changed = 判断の途中でケースが変更されました。いまの内容を確認してください。何も決定していません。
appeals-error-case-failed = このケースはDiscordで実行できなかったため、維持も軽減もできません。取り消すことはできます。
appeals-error-case-lifted = このケースはすでに取り消されているため、維持も軽減もできません。
appeals-error-nothing-reduced = いまより軽くなっていません。期間を短くするか、違反点を減らしてください。
appeals-error-strikes = 違反点は「1」のように数字で入力してください。

appeals-former-member = 退会した方
appeals-by-bot = このボット（自動）
appeals-case = ケース #{ $number }：{ $act }
appeals-rule = ルール{ $number }「{ $title }」

appeals-button-appeal = 異議を申し立てる
appeals-form-title = ケース #{ $number }への異議申し立て
appeals-form-text = どの点の見直しを希望しますか
    .help = 判断した人とは別の担当者が読みます。申し立てはケースごとに1回です。
appeals-thanks = 異議申し立てを受け付けました。判断した人とは別のモデレーターが、{ $at } までを目安に見直します。結果はお知らせします。

appeals-about =
    ### 異議申し立てについて
    ご自身についての判断が誤っている、または重すぎると思われるときは、ケースごとに1回、見直しを依頼できます。判断した人とは別のモデレーターが見直します。結果は「維持」「軽減」「取り消し」のいずれかで、重くなることはありません。
appeals-mine-title = { $count ->
    [0] 異議を申し立てられるものはありません。
   *[other] **あなたのケース（{ $count }件）**
  }
appeals-mine-until = { $at } まで異議を申し立てられます。
appeals-mine-open = ⏳ 異議を申し立てています。{ $at } までを目安に結果をお知らせします。
appeals-mine-upheld = 見直しの結果、判断は維持されました。
appeals-mine-reduced = ✅ 見直しの結果、軽減されました。
appeals-mine-lifted = ✅ 見直しの結果、取り消されました。
appeals-mine-withdrawn = 異議申し立てを取り下げました。
appeals-button-withdraw = 取り下げる
appeals-button-really-withdraw = はい、取り下げます
appeals-withdraw-ask = 異議申し立てを取り下げますか。申し立てはケースごとに1回のため、もう一度申し立てることはできません。
appeals-withdrawn = 異議申し立てを取り下げました。

appeals-letter-title = ### ケース #{ $number }への異議申し立てについて
appeals-letter-upheld = 別のモデレーターが見直した結果、判断を維持することになりました。
appeals-letter-reduced = 別のモデレーターが見直した結果、軽減することになりました。
appeals-letter-lifted = 別のモデレーターが見直した結果、取り消すことになりました。今後、記録上の違反点にも数えません。
appeals-letter-length = 期間は { $at } までになりました。
appeals-letter-strikes = { $strikes ->
    [0] 違反点はなくなりました。
   *[other] 違反点は{ $strikes }点になりました。
  }
appeals-letter-answer = **モデレーターからの回答**

# モデレーターに見えるもの

appeals-card-title = ### { $member } の異議申し立て（ケース #{ $number }）
appeals-card-by = 判断 { $member }（{ $at }）
appeals-card-until = { $at } まで
appeals-card-failed = **実行できませんでした**
appeals-card-lifted = **その後取り消し済み**
appeals-card-strikes = 違反点{ $strikes }点
appeals-card-reason = 当時の理由：{ $reason }
appeals-card-evidence = 証拠：「{ $text }」
appeals-card-text = **ご本人の申し立て**
appeals-card-history = これまでの記録：**有効な違反点 { $strikes }点** · ケース{ $cases }件 · { $appeals ->
    [0] 以前の申し立てはありません
   *[other] 以前の申し立て{ $appeals }件
  }
appeals-card-since = 申し立て { $at }
appeals-card-due = 期限 { $at }
appeals-card-overdue = **期限超過** { $at }
appeals-card-taken = 担当 { $member }
appeals-outcome-upheld = { $member } が判断を維持しました（{ $at }）
appeals-outcome-reduced = ✅ { $member } が軽減しました（{ $at }）
appeals-outcome-lifted = ✅ { $member } が取り消しました（{ $at }）
appeals-outcome-withdrawn = 取り下げられました（{ $at }）
appeals-card-note = 判断した本人が見直した理由：{ $note }

appeals-button-look = 内容を見る
appeals-button-case = ケースを見る
appeals-button-take = 担当する
appeals-button-take-over = 担当を引き継ぐ
appeals-button-upheld = 維持する
appeals-button-reduced = 軽減する
appeals-button-lifted = 取り消す
appeals-form-upheld = 維持：判断を変えない
appeals-form-reduced = 軽減：軽くする
appeals-form-lifted = 取り消し：なかったことにする
appeals-form-length = 新しい期間
    .help = 判断した時点から数えます（例：12時間、3日）。空欄なら変えません。
appeals-form-strikes = 新しい違反点
    .help = いまより少ない数。空欄なら変えません。
appeals-form-answer = ご本人に伝えること
    .help = そのように判断した理由を、落ち着いた言葉で簡潔にお書きください。
appeals-form-note = ほかの人が見直せない理由
    .help = ご自身が判断したケースです。申し立てとともに残り、ご本人には表示しません。

queue-kind-appeal = 異議申し立て
queue-item-appeal = ケース #{ $number }への異議申し立て
