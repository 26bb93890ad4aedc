# モデレーション：判断から実行、終了まで。

moderation-error-not-liftable = このケースには取り消すものがありません（メモか、チャンネルへの対応です）。
moderation-error-nothing-to-decide = ここで判断することは、もうありません。ほかの方が対応したか、対象の方のデータがなくなっています。
moderation-error-not-ready = ルール、期間、理由のいずれかがまだ決まっていません。何も実行していません。
moderation-error-preview-outdated = 確認画面を開いたあとに状況が変わりました。もう一度ご確認ください。何も実行していません。
moderation-error-not-here = 相手はこのサーバーにいないため、タイムアウトやキックはできません。BANは、退出した方に対しても行えます。
moderation-error-not-banned = この方はBANされていません。何も変更していません。
moderation-error-not-timed-out = この方はタイムアウト中ではありません。何も変更していません。

# コマンドとメニュー

moderation-command-warn = メンバーに警告する（ルール、理由、確認画面へ進みます）
    .name = 警告
moderation-command-timeout = メンバーをタイムアウトにする（ルール、期間、理由、確認画面へ進みます）
    .name = タイムアウト
moderation-command-kick = メンバーをサーバーから退出させる（再参加はできます）
    .name = キック
moderation-command-ban = 期間を決めて、または無期限でBANする（退出した方にも行えます）
    .name = ban
moderation-command-unban = BANを解除する
    .name = ban解除
moderation-command-end-timeout = タイムアウトを期限より前に解除する（違反点は残ります）
    .name = タイムアウト解除
moderation-menu-moderate = モデレーション
moderation-decide-option-member = 対象のメンバー
    .name = メンバー
moderation-option-user = 対象の方（退出した方はIDで指定できます）
    .name = ユーザー
moderation-option-unbanned = BANを解除する方（IDでも指定できます）
moderation-option-timed-out = タイムアウトを解除するメンバー
moderation-decide-option-rule = 違反のあったルール
    .name = ルール
moderation-option-reason = ルールに添えて本人に伝える理由
    .name = 理由
moderation-decide-option-duration = 期間（例：3日）。空欄なら、ルールと段階的な対応に沿って提案します
    .name = 期間
moderation-option-delete = あわせて削除する投稿の範囲
    .name = 投稿の削除
moderation-delete-0 = 投稿は削除しない
    .done = 投稿は削除しません。
moderation-delete-3600 = 過去1時間の投稿を削除
    .done = 過去1時間の投稿を削除します。
moderation-delete-86400 = 過去1日の投稿を削除
    .done = 過去1日の投稿を削除します。
moderation-delete-604800 = 過去7日間の投稿を削除
    .done = 過去7日間の投稿を削除します。

# 判断の画面

moderation-decide-head = ### { $member } さんへの対応
moderation-decide-from-command = 確認画面を見るまでは、何も実行しません。
moderation-decide-from-menu = 確認画面を見るまでは、何も実行しません。
moderation-decide-from-report = 通報への対応です。確認画面を見るまでは、何も実行しません。
moderation-decide-from-filter = フィルターの検出への対応です。確認画面を見るまでは、何も実行しません。
moderation-decide-from-raid = 荒らしへの対応です。確認画面を見るまでは、何も実行しません。
moderation-decide-message = 対象：[この投稿]({ $link })（この画面を開いた時点の内容）
moderation-decide-attachments = 添付ファイル{ $count }件
moderation-decide-standing = 有効な違反点：**{ $strikes }点**・これまでのケース：{ $cases }件
moderation-decide-lapses = 次に{ $count }点が消えるのは { $at } です。
moderation-decide-just-decided = ⚠️ { $moderator } さんが{ $at }に、この方についてケース #{ $number }を決定しました：{ $act }
moderation-decide-deciding = ⚠️ { $moderators } さん{ $count ->
    [1] { "" }
   *[other] たち
  }も今、この方への対応を検討しています。
moderation-decide-rule = どのルールに違反しましたか
moderation-decide-rule-menu = ルールを選んでください
moderation-decide-no-rule = 当てはまるルールなし
    .help = 理由の記入が必要です
moderation-decide-choose-rule = まずルールを選んでください。提案とその根拠を表示します。
moderation-decide-no-proposal = ルールがないため、提案はありません。対応を選び、理由を書いてください。
moderation-decide-proposed = 提案：**{ $act }**
moderation-decide-why-rule = ルール{ $rule }で決められた対応です。有効な違反点は{ $now }点で、今回を加えると{ $after }点になりますが、段階的な対応でこれより重いものはありません。
moderation-decide-why-ladder = 有効な違反点は{ $now }点です。ルール{ $rule }の通常の対応は「{ $own }」ですが、今回を加えると{ $after }点になります。段階的な対応では、{ $from_strikes }点から「{ $ladder }」です。
moderation-decide-act-menu = 対応を選んでください
moderation-decide-is-proposed = 提案された対応
moderation-decide-other-length = ほかの期間を入力する…
moderation-decide-reason = **理由：** { $reason }
moderation-decide-deviation = **提案と異なる対応の理由**（モデレーターのみ）： { $why }
moderation-decide-removes = 対象の投稿を削除します。
moderation-decide-missing-rule = ルールがまだ選ばれていません。
moderation-decide-missing-length = 期間を選んでください。
moderation-decide-missing-reason = ルールがない場合は、理由の記入が必要です。
moderation-decide-missing-why = 提案と異なる対応です。その理由を書いてください。
moderation-decide-dropped = 取りやめました。何も実行していません。
moderation-button-preview = 確認画面へ
moderation-button-write = 理由を書く…
moderation-button-write-needed = 理由を書く…
moderation-button-write-why = 提案と異なる理由を書く…
moderation-button-remove-too = 投稿も削除する
moderation-button-remove-not = 投稿は残す
moderation-button-drop = 取りやめる
moderation-button-do = 実行する
moderation-button-decide-back = 内容を変える
moderation-button-judge = 対応を決める
moderation-button-told-reason = 理由の全文
moderation-form-write-title = 理由
moderation-form-reason = 本人に伝える理由
    .help = ルールに添えて本人が読みます。ルールだけで伝わる場合は、空欄でもかまいません。
moderation-form-why = 提案と異なる対応にする理由
    .help = ケースに残り、モデレーターだけが読めます。
moderation-form-length-title = ほかの期間
moderation-form-act = 対応
moderation-form-length = 期間
    .help = 例：36時間、90日。28日を超えるタイムアウトは、ボットが自動で延長します。
moderation-form-length-timeout = タイムアウト
moderation-form-length-ban = BAN

# 確認画面と結果

moderation-preview-head = ### ご確認ください：{ $act }
    { $member } さんには、{ $theirs ->
    [ja] 日本語
   *[other] 英語
  }で次のように届きます。
moderation-preview-note = ### ご確認ください：{ $act }
    モデレーター用の記録です。{ $member } さんには伝えません。
moderation-preview-order-first = 本人に伝えてから実行します。
moderation-preview-order-then = 実行してから本人に伝えます。
moderation-preview-strikes = { $count ->
    [0] 違反点は付きません。
   *[other] 違反点が**{ $count }点**付きます（{ $until } まで）。
  }
moderation-result-head = ### ケース #{ $number }：{ $act }
    対象：{ $member } さん
moderation-result-until = { $at } まで（{ $left }）
moderation-result-removed-done = 投稿を削除しました。
moderation-result-removed-failed = 投稿を削除できませんでした。
moderation-result-removed-waiting = 投稿はまだ削除できていません。
moderation-result-told-direct = DMで本人に伝えました。
moderation-result-told-mention = DMを受け取れない設定のため、メンションで知らせました。内容は本人が「お知らせ」で読めます。
moderation-result-told-below = DMを受け取れない設定のため、ボットの返信に添えて知らせました。内容は本人が「お知らせ」で読めます。
moderation-result-told-inbox = 本人にまだ伝えられていません。DMを受け取れない設定で、呼びかけに使えるチャンネルもありません。「お知らせ」に入れてあり、本人が次にボットを使ったときに知らせます。
moderation-result-told-unreachable = 本人に伝えられませんでした。DMを受け取れない設定で、サーバーにもいません。
moderation-result-told-failed = 本人には伝えていません。
moderation-result-told-waiting = 本人にはまだ伝えていません。
moderation-result-told-done = 本人に伝えました。
moderation-result-acted-done = { $act }：実行しました。
moderation-result-acted-failed = { $act }：実行できませんでした。
moderation-result-acted-waiting = { $act }：まだ実行できていません。
moderation-result-note = 記録しました。本人には伝えません。
moderation-result-later = Discordが混み合っています。まず1分後に、自動で続けます。結果はケースで確認できます。
moderation-result-further = 段階的な対応により、続けてケース #{ $number }を自動で行います：**{ $act }**
moderation-failure-permission = Discordに許可されませんでした（{ $failure }）。ボットのロールが相手より上にあり、必要な権限を持っていなければなりません。管理者がサーバー設定で直したあと、ケースからもう一度お試しください。
moderation-failure-access = その場所がボットから見えません（{ $failure }）。管理者がアクセスを許可したあと、ケースからもう一度お試しください。
moderation-failure-left = 相手はこのサーバーにいません（{ $failure }）。BANは、退出した方に対しても行えます。
moderation-failure-nobody = そのようなアカウントはDiscordにありません（{ $failure }）。
moderation-failure-staff = 相手がモデレーターか管理者のため、自動では何も行いません。ご判断ください。
moderation-failure-too-late = 実行できる前に、期間が終わりました。
moderation-failure-erased = 本人のデータが消去されています。
moderation-failure-channel = Discordに断られました（{ $failure }）。ボットの権限が足りない場合は、管理者が付けたあと、コマンドからもう一度行ってください。
moderation-failure-other = Discordに断られました（{ $failure }）。ケースからもう一度お試しください。
moderation-audit-by-itself = 自動
moderation-audit-ends = 期間の終了

# メンバーが読む文面

moderation-told-warn = ### 警告のお知らせ
    サーバーのルールを守ってくださるよう、モデレーターよりお願いいたします。
moderation-told-remove = ### 投稿の削除と警告のお知らせ
    あなたの投稿を削除しました。あわせて警告となります。サーバーのルールを守ってくださるようお願いいたします。
moderation-told-timeout = ### タイムアウトのお知らせ{ $length ->
    [none] { "" }
   *[other] （{ $length }）
  }
    終了までの間、投稿を読むことはできますが、書き込み、リアクション、通話はできません。
moderation-told-kick = ### サーバーから退出となったお知らせ
    招待があれば、また参加できます。その際は、あらためてルールをお読みください。
moderation-told-ban = { $length ->
    [none] ### BANのお知らせ
   *[other] ### BANのお知らせ（{ $length }）
  }
    このサーバーには参加できなくなります。
moderation-told-end-timeout = ### タイムアウトが終わりました
    モデレーターが期限より前に解除しました。また書き込めます。
moderation-told-was-lifted = **この対応は取り消されました。** 現在は効力がありません。
moderation-told-until = **期限：** { $at }（{ $left }）
moderation-told-rule = **ルール{ $number }：{ $title }**
moderation-told-why = **理由：** { $reason }
moderation-told-removed = 対象の投稿は削除されました。
moderation-told-strikes = 違反点{ $count }点として、{ $until } まで数えます。その後は自動的に消えます。
moderation-told-appeal = 納得できない場合は、下のボタンから異議を申し立てられます。この判断に関わっていない担当者が確認します。
moderation-told-number = ケース #{ $number }
moderation-told-lifted = ### 対応の取り消しのお知らせ
    あなたへのケース #{ $number }（{ $act }）を取り消しました。現在は効力がありません。

# ケースの取り消し

moderation-button-lift = 取り消す
moderation-lift-title = ケースの取り消し
moderation-lift-why = 取り消す理由
    .help = モデレーターだけが読めます。違反点は無効になり、本人にも伝えます。
moderation-lifted = ✅ ケース #{ $number }を取り消しました。違反点は無効になり、本人にも伝えます。
moderation-lifted-undone = Discord上の対応は、ケース #{ $number }で解除しました。
moderation-lifted-not-undone = ⚠️ Discord上の対応はまだ解除できていません。ケース #{ $number }をご確認ください。
moderation-lifted-step = ⚠️ このケースを受けて自動で行われた段階的な対応（ケース #{ $number }）は、そのまま残っています。必要であれば、そちらも取り消してください。
