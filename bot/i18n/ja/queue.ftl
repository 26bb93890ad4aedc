# 対応待ち：モデレーターの対応を待つもの、できないこと、設定。

queue-command = モデレーターの対応を待っているものを見る
    .name = 対応待ち
queue-option-show = すべて、自分の担当分、引き継ぎ用のまとめ
    .name = 表示
queue-choice-all = すべて
queue-choice-mine = 自分の担当分
queue-choice-summary = まとめ

queue-title = **{ $count ->
    [0] 対応待ちはありません
   *[other] 対応待ち { $count }件
  }**{ $overdue ->
    [0] {""}
   *[other] ・期限切れ { $overdue }件
  }{ $mine ->
    [0] {""}
   *[other] ・あなたの担当 { $mine }件
  }
queue-nothing = すべて対応済みです。ありがとうございます。
queue-nothing-mine = いま担当しているものはありません。
queue-since = { $since }から
queue-due = 期限は{ $due }
queue-overdue = ⏰ 期限切れ
queue-urgent = ❗ 至急
queue-escalated = 🔺 エスカレーション済み
queue-taken-by = 担当：{ $member }

queue-kind-question = 質問
queue-kind-claim = 特典
queue-kind-proposal = イベント
queue-kind-delivery = 失敗
queue-item-question = 「{ $title }」に、まだ回答がありません。
queue-item-claim = 「{ $perk }」の受け取りを待っている方がいます。
queue-item-proposal = メンバーから「{ $title }」の提案がありました。
queue-item-delivery = { $feature }：{ $reason }

queue-button-open = 開く
queue-button-show = 対応待ちを開く
queue-button-all = すべて
queue-button-mine = 自分の担当分
queue-button-back = 一覧に戻る
queue-button-take = 担当する
queue-button-take-over = 担当を代わる
queue-button-give-back = 担当を外れる
queue-button-done = 完了
queue-button-escalate = エスカレーションする
queue-button-link = 移動する
queue-button-try-again = もう一度試す
queue-button-summary = まとめ
queue-button-post-summary = 次の担当者へ投稿する

queue-summary-title = **{ $count ->
    [0] 対応待ちはありません
   *[other] 対応待ち { $count }件
  }**
queue-summary-kind = { $kind }：{ $count }件{ $overdue ->
    [0] {""}
   *[other] （うち期限切れ { $overdue }件）
  }
queue-summary-first = **まず確認していただきたいもの**
queue-summary-people = **この{ $hours }時間の対応**
queue-summary-person = { $member }：担当 { $taken }件、完了 { $done }件、対応中 { $open }件
queue-summary-posted-by = -# { $member } からの引き継ぎ
queue-summary-posted = 投稿しました：{ $link }

queue-reminder = { $called ->
    [0] {""}
   *[other] { $roles }{ " " }
  }⏰ **期限を過ぎた対応待ちが{ $count }件あります**
queue-call = { $called ->
    [0] {""}
   *[other] { $roles }{ " " }
  }🔺 **エスカレーションがありました。ご確認をお願いします**

queue-error-no-channel = モデレーション用チャンネルが未設定か、削除されています。管理者が { COMMAND("setup") } で設定できます。

queue-error-moderators-only = この操作は、モデレーターだけができます。
queue-error-nothing-there = これは、すでに対応が終わっています。
queue-error-taken = その間に、ほかのモデレーターが担当しました。
queue-error-not-dismissible = これは「完了」にするだけでは終わりません。必要な対応をすると、一覧から消えます。

settings-queue = 対応待ち
    .help = 期限を過ぎたときに知らせる相手と、引き継ぎのまとめの範囲を決めます。
settings-queue-remind-role-id = 知らせるロール
    .help = 期限を過ぎたものがあると、このロールにメンションします。未設定なら、だれにもメンションしません。
settings-queue-summary-hours = まとめの時間数
    .help = 引き継ぎのまとめで、何時間前までさかのぼるかを決めます。
