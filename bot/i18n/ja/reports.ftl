# 通報：メンバーからモデレーターへの知らせ、設定。

settings-reports = 通報
    .help = メンバーからの通報に、どのくらいの早さで対応するかを決めます。
settings-reports-answer-hours = 通報の対応期限（時間）
    .help = モデレーターが何時間以内に通報を確認するかの目安です。
settings-reports-urgent-minutes = 緊急の通報の対応期限（分）
    .help = 脅迫、自傷のおそれ、個人情報の流出など、急ぐ通報の目安です。

# モデレーターへの通報

reports-command = メンバーについてモデレーターに知らせます。ご自分の通報の状況も確認できます
    .name = 通報
reports-option-member = 通報する相手。投稿の通報は、投稿のメニューの「アプリ」から「通報する」を選んでください
    .name = メンバー
reports-option-words = どのようなことがあったか
    .name = 内容
reports-menu-message = 通報する
reports-menu-member = このメンバーを通報

reports-error-yourself = ご自身を通報することはできません。お困りのことがあれば、モデレーターにご相談ください。
reports-error-the-bot = このボット自体は通報できません。不具合は { COMMAND("problem") } からお知らせください。
reports-error-too-many = この24時間の通報のうち、モデレーターの対応を待っているものが{ $limit }件あります。対応が済むまで、しばらくお待ちください。急ぐことは、{ COMMAND("report") } から提出済みの通報に書き足せます。
reports-error-draft-gone = このフォームは期限切れか、すでに送信されています。最初からやり直してください。
reports-error-words-needed = 内容をひとことご記入ください。何も変更していません。
reports-error-member-needed = どなたについての通報かも指定してください。投稿の通報は、投稿のメニューの「アプリ」から「通報する」を選んでください。
reports-error-not-found = この通報が見つかりません。
reports-error-moderators-only = この操作は、モデレーターだけができます。
reports-error-not-yours = この通報は、あなたが対応するものではありません。運営チームに関する通報のため、関係しうる方には表示しません。
reports-error-already-decided = この通報は、すでに対応が終わっています。
reports-error-taken = ほかのモデレーターが担当しています。カードから担当を引き継げます。

reports-former-member = 退会した方

reports-form-title = この投稿を通報
reports-form-title-member = このメンバーを通報
reports-form-concern = どのような内容ですか
    .help = もっとも近いものを選んでください。迷ったら「そのほか」で構いません。
reports-form-concern-menu = 選んでください
reports-form-words = 補足（任意）
    .help = いまの投稿の内容は、あとで削除されてもモデレーターに伝わります。
reports-form-words-member = どのようなことがありましたか
    .help = いつ、どこで、何があったかを簡単にお書きください。モデレーターだけが読みます。
reports-concern-threat = だれかが脅されている
    .help = 人に危害を加えるという脅しなど。モデレーターにすぐの対応を求めます。
reports-concern-self-harm = だれかのことが心配
    .help = 自分を傷つけるおそれがあるとき。モデレーターにすぐの対応を求めます。
reports-concern-personal-data = 個人情報が書かれている
    .help = 住所、電話番号、写真などの無断掲載。モデレーターにすぐの対応を求めます。
reports-concern-rule = ルール{ $number }：{ $title }
reports-concern-other = そのほか
    .help = 何かおかしいと感じたことがあれば、こちらを選んでください。

reports-help-self-harm = その方を気にかけてくださり、ありがとうございます。いますぐ命に関わるおそれがあるときは、110番や119番など、その方のいる地域の緊急通報先にも連絡してください。
reports-help-threat = いますぐ危険が及ぶおそれがあるときは、110番など、その方のいる地域の緊急通報先にも連絡してください。
reports-thanks-filed = ご連絡ありがとうございます。通報を受け付けました。モデレーターが確認します。
reports-thanks-joined = ご連絡ありがとうございます。この件はすでに通報されていたため、あなたの通報もあわせて受け付けました。モデレーターが確認します。
reports-thanks-again = この件は、すでに通報していただいています。今回ご記入の内容を書き足しました。
reports-thanks-confidential = あなたが通報したことは、モデレーターを含め、だれにも知らせません。結果はお知らせします。状況は { COMMAND("report") } で確認できます。
reports-added = 書き足しました。モデレーターが通報とあわせて確認します。

reports-about =
    ### 通報について
    ルールに反する投稿やメンバー、気になることがあれば、モデレーターにお知らせください。投稿やメンバーのメニューの「アプリ」から通報できます。モデレーターに見えるのは、通報の対象とご記入の内容だけで、どなたの通報かは見えません。ほかの方への対応の内容はお伝えできませんが、対応したかどうかはお知らせします。
reports-mine-title = { $count ->
    [0] 通報したことはありません。
   *[other] **あなたの通報（{ $count }件）**
  }
reports-mine-message = **{ $at }** · { $channel } の投稿
reports-mine-member = **{ $at }** · メンバーについて
reports-mine-open = ⏳ モデレーターの確認を待っています。
reports-mine-looked-at = 👀 モデレーターが確認しています。
reports-mine-resolved = ✅ モデレーターが確認し、対応しました。
reports-mine-dismissed = モデレーターが確認しました。ルールに反するものではありませんでした。
reports-button-add = 書き足す
reports-add-title = 通報に書き足す
reports-add-words = ほかに伝えたいこと

reports-letter-title = ### { $at }のご通報について
reports-letter-resolved =
    お知らせいただき、ありがとうございました。モデレーターが確認し、対応しました。
    -# ほかの方への対応の内容は、お伝えしていません。
reports-letter-dismissed = お知らせいただき、ありがとうございました。モデレーターが確認した結果、ルールに反するものではないと判断しました。気になることがあれば、これからも遠慮なくお知らせください。
reports-letter-answer = > { $answer }

# モデレーターに見えるもの

reports-card-title-member = ### 通報：{ $member } について
reports-card-title-message = ### 通報：{ $channel } の[投稿]({ $link })
reports-card-title-message-of = ### 通報：{ $channel } の { $member } の[投稿]({ $link })
reports-card-urgent = 🚨 **緊急：{ $concern }**
reports-card-no-words = *（文章のない投稿）*
reports-card-files = ファイル{ $count }件：{ $names }
reports-card-count = **{ $count }名**が通報しています。
reports-card-latest = 最新の{ $count }件：
reports-card-voice = { $concern }：「{ $words }」
reports-card-doubtful = 通報した方のうち{ $count }名は、最近の通報がすべて「ルール違反ではない」と判断されています。
reports-card-history = これまでの記録：**有効な違反点 { $strikes }点** · ケース{ $cases }件 · { $earlier ->
    [0] 通報されたことはありません
   *[other] 以前の通報{ $earlier }件（うち違反なし{ $dismissed }件）
  }
reports-card-since = 通報 { $at }
reports-card-due = 期限 { $at }
reports-card-overdue = **期限超過** { $at }
reports-card-taken = 担当 { $member }
reports-card-team-title = ### 運営チームに関する通報
reports-card-team = 運営チームの方についての通報がありました。内容はここには表示しません。管理者が「内容を見る」から確認します（管理者についての通報なら、ほかのモデレーターも確認できます）。ご本人は確認できません。
reports-card-resolved = ✅ { $member } が対応しました（{ $at }）
reports-card-dismissed = { $member } がルール違反ではないと判断しました（{ $at }）
reports-card-answer = > { $answer }

reports-button-look = 内容を見る
reports-button-case = ケースを見る
reports-button-take = 担当する
reports-button-take-over = 担当を引き継ぐ
reports-button-decide = 対応を決める
reports-button-close = ケースにせず終える
reports-close-title = ケースにせず終える
reports-close-outcome = どのような結果になりましたか
    .help = 警告などを行うときは、「対応を決める」を使ってください。
reports-close-dismissed = ルールに反するものではない
reports-close-settled = ケースにせずに対応が済んだ
reports-close-answer = 通報した方に伝えること
    .help = 違反ではない理由。違反なしとするときは必須です。ほかの方のことは書かないでください。

queue-kind-report = 通報
queue-item-report-threat = だれかが脅されている
queue-item-report-self-harm = だれかのことが心配
queue-item-report-personal-data = 個人情報が書かれている
queue-item-report-rule = { $number ->
    [0] ルール違反
   *[other] ルール{ $number }の違反
  }
queue-item-report-other = そのほか
queue-item-report-team = 運営チームについて（管理者向け）
