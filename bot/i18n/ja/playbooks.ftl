# 対応手順とエスカレーション、証拠のまとめ：設定。

settings-playbooks = 対応手順とエスカレーション
    .help = 重大なケースに対応する場所、呼ぶ相手、期限を決めます。
settings-playbooks-channel-id = 重大なケースのチャンネル
    .help = エスカレーションしたケースごとに、ここに非公開のスレッドを作ります。未設定なら、モデレーション用チャンネルに作ります。
settings-playbooks-lead-role-ids = 呼ぶロール
    .help = ケースをエスカレーションしたときに呼ぶロールです。
settings-playbooks-legal-role-ids = 法務のロール
    .help = 法的な対応が必要になりそうなときに呼ぶロールです。
settings-playbooks-serious-hours = 「重大」の期限（時間）
    .help = 何時間以内に対応を終えるかの目安です。
settings-playbooks-critical-hours = 「緊急」の期限（時間）
    .help = 何時間以内に対応を終えるかの目安です。
settings-playbooks-legal-hours = 「法務」の期限（時間）
    .help = 責任者が何時間以内に方針を決めるかの目安です。
settings-playbooks-bundle-days = 証拠のまとめの保存日数
    .help = この日数が過ぎると、証拠のまとめは受け取れなくなります。ハッシュ値はケースに残ります。

# コマンド

playbooks-command = 対応手順、重大なケース、証拠のまとめ
    .name = 対応手順
playbooks-command-show = 対応手順を読みます：行うこと、行わないこと、文例、呼ぶ相手
    .name = 表示
playbooks-command-list = このサーバーの対応手順の一覧
    .name = 一覧
playbooks-command-edit = 対応手順をこのサーバー向けに変えます（管理者）
    .name = 編集
playbooks-command-add = このサーバー独自の対応手順を追加します（管理者）
    .name = 追加
playbooks-command-reset = 最初の内容に戻す、または独自の対応手順を外します（管理者）
    .name = 元に戻す
playbooks-command-escalate = 重大なケースに複数人で対応します：スレッド、手順、期限
    .name = エスカレーション
playbooks-command-evidence = ケースの証拠のまとめ（ハッシュ値付きのZIP）
    .name = 証拠
playbooks-option-playbook = どの対応手順か
    .name = 対応手順
playbooks-option-language = 言語（省略すると、お使いの言語）
    .name = 言語
playbooks-option-case = ケースの番号
    .name = ケース
playbooks-language-en = 英語
playbooks-language-ja = 日本語

# 読む

playbooks-list-title = ## 対応手順
playbooks-list-help = こんなときどうするか、の一覧です。読みたいものを選んでください。
playbooks-list-changed = このサーバーで変更
playbooks-list-own = 独自
playbooks-list-menu = 対応手順を読む
playbooks-when = こんなとき
playbooks-first = 最初の5分
playbooks-steps = 手順
playbooks-dont = 行わないこと
playbooks-say = 文例
playbooks-call = 呼ぶ相手
playbooks-close = 終わりの目安
playbooks-other-language = この対応手順は、{ $language }のものだけがあります。
playbooks-changed-by = 第{ $number }版（{ $member } が { $at } に変更）
playbooks-changed-by-erased = 第{ $number }版（{ $at } に変更）
playbooks-built-in = 最初の内容のままです
playbooks-button-language-en = 英語で見る
playbooks-button-language-ja = 日本語で見る
playbooks-button-edit = 変更する
playbooks-button-read = 読む

# 変更

playbooks-edit-title = ## 「{ $playbook }」（{ $language }）の変更
playbooks-edit-help = 変更は、次にエスカレーションするケースから使われます。対応中のケースの手順は変わりません。どの版も残ります。
playbooks-edited = 変更しました。現在の内容です。
playbooks-added = 追加しました。残りは下のボタンから入力できます。
playbooks-button-edit-situation = 場面・最初の5分・行わないこと
playbooks-button-edit-steps = 手順・文例・呼ぶ相手
playbooks-button-versions = 以前の版
playbooks-button-reset = 最初の内容に戻す
playbooks-button-remove = 外す
playbooks-form-situation = 場面・最初の5分・行わないこと
playbooks-form-steps-title = 手順・文例・呼ぶ相手
playbooks-form-add = 独自の対応手順
playbooks-form-title = 名前
playbooks-form-when = どんなときに使いますか
playbooks-form-first = 最初の5分
playbooks-form-dont = 行わないこと
playbooks-form-close = 終わりの目安
playbooks-form-steps = 手順
playbooks-form-say = 送る・投稿する文例
playbooks-form-call = 呼ぶ相手
playbooks-form-list-help = 1行に1項目
playbooks-form-steps-help = 1行に1手順。縦棒（｜）のあとに行う人
playbooks-versions-none = 以前の版はありません。最初の内容のままです。
playbooks-versions-help = 見たい版を選んでください。
playbooks-versions-menu = 版を選ぶ
playbooks-versions-option = 第{ $number }版（{ $date }）
playbooks-versions-option-reset = 第{ $number }版（{ $date }）：最初の内容
playbooks-version-title = 「{ $playbook }」の第{ $number }版（{ $at }）
playbooks-button-bring-back = この版に戻す
playbooks-brought-back = この版に戻しました。
playbooks-reset-ask = 「{ $playbook }」（{ $language }）を最初の内容に戻しますか。今の内容は、以前の版として残ります。
playbooks-remove-ask = 「{ $playbook }」を外しますか。メニューに出なくなります。対応中のケースの手順は変わりません。
playbooks-reset-done = 「{ $playbook }」を最初の内容に戻しました。
playbooks-removed = 「{ $playbook }」を外しました。

# エスカレーション

playbooks-severity-serious = 重大
playbooks-severity-critical = 緊急
playbooks-severity-legal = 法務
playbooks-severity-serious-help = 複数人での対応が必要だが、一刻を争うほどではない
playbooks-severity-critical-help = だれかに危険が及びそう、または急速に広がっている
playbooks-severity-legal-help = 警察、裁判所、弁護士など。終了できるのは管理者のみ
playbooks-button-escalate = エスカレーションする
playbooks-escalate-title = ## ケース #{ $number }のエスカレーション
playbooks-escalate-title-report = ## この通報のエスカレーション
playbooks-escalate-what = 非公開のスレッドに、対応手順、呼ぶ相手、期限がそろいます。
playbooks-escalate-where = **場所：** { $channel } の非公開スレッド
playbooks-escalate-where-queue = **場所：** { $channel } のカード（非公開スレッドを作れないため。{ $missing }）
playbooks-escalate-where-nowhere = **場所：** まだありません。重大なケースのチャンネルもモデレーション用チャンネルも未設定です。管理者が { COMMAND("settings open") } で選べます。対応待ちの一覧からも対応できます。
playbooks-escalate-calls = **呼ぶ相手：** { $roles }
playbooks-escalate-calls-nobody = **呼ぶ相手：** いません。管理者が { COMMAND("settings open") } でロールを選べます。
playbooks-escalate-unmentionable = { $roles } にはメンションの権限がないため、通知が届きません。直接お知らせください。
playbooks-escalate-deadline = **期限：** { $hours }時間以内
playbooks-escalate-legal = 重大度が「法務」の間は、ケースの証拠が期限で消えません。終了できるのは管理者だけです。
playbooks-escalate-choose = まず、対応手順を選んでください。
playbooks-escalate-severity-menu = 重大度
playbooks-escalate-playbook-menu = 対応手順
playbooks-escalate-yes = エスカレーションする
playbooks-report-reason = 通報{ $number }をエスカレーションしました。
playbooks-opened = エスカレーションしました：{ $place }
playbooks-opened-queue = エスカレーションしました。非公開スレッドを作れなかったため（{ $failure }）、カードを { $place } に出しました。
playbooks-opened-nowhere = エスカレーションしましたが、表示できる場所がありません（{ $failure }）。対応待ちの一覧には入っています：{ COMMAND("queue") }。関係する方には、直接お知らせください。
playbooks-opened-later = エスカレーションしました。Discordの応答がないため、スレッドの作成を続けて試しています。対応待ちの一覧には入っています：{ COMMAND("queue") }。
playbooks-missing-channel = チャンネルが未設定
playbooks-missing-permissions = 足りない権限：{ $permissions }

# ボード

playbooks-board-title = ## ケース #{ $number }・{ $severity }
playbooks-board-title-closed = ## ケース #{ $number }・終了
playbooks-board-case = **{ $act }**（対象：{ $member }）
playbooks-board-case-nobody = **{ $act }**
playbooks-board-rule = ルール{ $rule }
playbooks-board-reason = 理由：{ $reason }
playbooks-board-evidence = { $count ->
    [0] 証拠として保存した投稿はありません。
   *[other] 証拠として保存した投稿：{ $count }件
  }
playbooks-board-deadline = **期限：** { $relative }（{ $at }）
playbooks-board-overdue = **期限：** ⚠️ { $relative }に過ぎています
playbooks-board-lead = **責任者：** { $member }
playbooks-board-lead-nobody = **責任者：** まだ決まっていません
playbooks-board-opened = { $member } が { $at } にエスカレーション
playbooks-board-playbook = **{ $playbook }**・{ $steps }件中{ $done }件完了
playbooks-board-done-by = { $member } { $at }
playbooks-board-erased = データを消去した方
playbooks-board-notes = **メモ**{ $more ->
    [0] {""}
   *[other] （ほかに以前のもの{ $more }件）
  }
playbooks-board-note = { $member } { $at }：{ $text }
playbooks-board-bundle = 証拠のまとめ { $at }：`{ $hash }`
playbooks-board-bundle-wanted = 📦 証拠のまとめを作成してください。あとで必要になることがあります。
playbooks-board-legal = ⚖️ このケースの証拠は、期限が過ぎても消えません。終了できるのは管理者だけです。
playbooks-board-failure = 非公開スレッドがありません：{ $failure }
playbooks-board-closed-by = { $member } が { $at } に終了
playbooks-board-outcome = **結果：** { $outcome }
playbooks-board-steps-menu = 手順を完了にする、または取り消す
playbooks-button-lead = 責任者になる
playbooks-button-lead-over = 責任者を代わる
playbooks-button-bundle = 証拠
playbooks-button-note = メモを書く
playbooks-button-severity = 重大度
playbooks-button-close = 終了する
playbooks-button-playbook = 対応手順を読む
playbooks-button-board = 開く
playbooks-call-text = { $roles } ケース #{ $number }がエスカレーションされました：**{ $severity }**（{ $playbook }）。期限は { $deadline } です。
playbooks-reminder-lead = ⏰ { $who } ケース #{ $number }の期限が過ぎました。終了するか、残っていることをメモに書いてください。
playbooks-reminder-nobody = ⏰ ケース #{ $number }の期限が過ぎましたが、責任者が決まっていません。{ $who }
playbooks-closed-text = ✅ { $member } がケース #{ $number }を終了しました。
playbooks-note-title = このケースのメモ
playbooks-note-text = 対応する全員が知っておくべきこと
playbooks-note-help = 必要のない名前や情報は書かず、投稿の内容は写さないでください。
playbooks-close-title = このケースを終了する
playbooks-close-text = 結果
playbooks-close-help = 何を決め、だれに伝え、何を学んだか。1年後に読む人のために。
playbooks-close-open = 完了していない手順が{ $count }件あります。
playbooks-severity-ask = 今の重大度を選んでください。期限も変わります。
playbooks-severity-changed = 重大度を「{ $severity }」にしました。期限は { $deadline } です。

playbooks-button-case = ケースを見る

# ケースの履歴

moderation-change-severity = 重大度
moderation-change-escalation = エスカレーション
moderation-change-bundle = 証拠のまとめ（SHA-256）
moderation-value-severity-normal = 通常
moderation-value-severity-serious = 重大
moderation-value-severity-critical = 緊急
moderation-value-severity-legal = 法務
moderation-value-escalation-opened = 開始
moderation-value-escalation-closed = 終了

# 証拠

playbooks-bundles-title = ## ケース #{ $number }の証拠
playbooks-bundles-help = 証拠のまとめは、ケース、その変更、証拠として保存した投稿、手順とメモ、引用したルールを、すべてのハッシュ値とともに収めたZIPです。個人情報が含まれるので、必要な方だけに渡してください。{ $days }日間保存し、ハッシュ値はケースに残ります。
playbooks-bundles-line = { $at }（作成：{ $member }、{ $size } kB、{ $until } まで）
playbooks-bundles-line-over = { $at }（作成：{ $member }）：保存期間が過ぎました
playbooks-button-bundle-make = まとめを作成する
playbooks-button-bundle-fetch = 受け取る
playbooks-bundle-made = 作成しました。このメッセージは、あなただけに見えています。SHA-256：
playbooks-bundle-left-out = 大きさの上限のため、{ $count }件の投稿が入っていません。

# できないこと

playbooks-error-not-found = この対応手順は見つかりません。
playbooks-error-too-many = 独自の対応手順は{ $limit }件までです。どれかを外すか、もとからある手順を変更してください。
playbooks-error-changed = その間に、ほかの方がこの対応手順を変更しました。上書きはしていません。もう一度開いてください。
playbooks-error-title = 対応手順には名前が必要です。
playbooks-error-steps = 対応手順には、手順が一つ以上必要です。
playbooks-error-items = { $count }項目あります。{ $limit }項目までにしてください。
playbooks-error-item-long = 「{ $begins }」が長すぎます。1項目は{ $limit }文字までです。
playbooks-error-nothing-to-reset = すでに最初の内容です。
playbooks-error-admins-only = この操作は、管理者だけができます。
playbooks-error-not-involved = このケースはほかの方が対応しているため、お見せできません。
playbooks-error-case = このケースは見つかりません。
playbooks-error-escalation = これはもう見つかりません。
playbooks-error-already = すでに対応が始まっています。{ $where }
playbooks-error-closed = すでに終了しています。何も変更していません。
playbooks-error-lead = その間に、ほかの方が責任者になりました。
playbooks-error-legal = 重大度が「法務」のため、終了や重大度の引き下げは管理者だけができます。
playbooks-error-bundle = この証拠のまとめは見つかりません。
playbooks-error-bundle-expired = この証拠のまとめは、保存期間が過ぎました。SHA-256は次のとおりです：`{ $sha256 }`
playbooks-error-bundle-damaged = この証拠のまとめは開けないか、作成時のものと異なります。理由はボットの運用者がログで確認できます。新しく作成することはできます。
playbooks-error-under-escalation = あなたに関する重要な確認が、まだ続いています。終わったあとで消去できますので、モデレーターにお問い合わせください。

# 対応待ち

queue-kind-escalation = 重大なケース
queue-item-escalation = ケース #{ $number }（{ $severity ->
    [critical] 緊急
    [legal] 法務
   *[serious] 重大
  }）：{ $playbook }。手順{ $steps }件中{ $done }件完了。
