# チャンネルのモデレーション（一括削除、ロック、低速モード）と、Discordのメニューでの操作。

## Discordのメニューでの操作

moderation-check-audit-log = 監査ログを見る権限がないため、Discordのメニューで行われたタイムアウト、キック、BANはケースになりません。
    .remedy = ボットのロールに「監査ログを表示」の権限を付けるか、設定で「Discordのメニューでの操作も記録」をオフにしてください。

## ロックと低速モード

moderation-command-lock = このチャンネルやスレッドをロックし、モデレーターだけが書き込めるようにします
    .name = ロック
moderation-command-unlock = このチャンネルやスレッドのロックを解除し、元の状態に戻します
    .name = ロック解除
moderation-command-slow-mode = このチャンネルで、続けて書き込める間隔を空けます
    .name = 低速モード
moderation-option-duration = 「2時間」「3日」のような期間。省略すると、だれかが解除するまで続きます
    .name = 期間
moderation-option-why = 理由。チャンネルとケースに表示されます
    .name = 理由
moderation-option-seconds = 同じ人が次に書き込めるまでの秒数（最大21,600）。0でオフにします
    .name = 秒数
moderation-option-where = 対象のチャンネル。省略すると、このチャンネルです
    .name = チャンネル
moderation-button-unlock = ロックを解除

moderation-locked = 🔒 { $until ->
        [none] ロックしました。
       *[other] <t:{ $until }:f>までロックしました。
    }書き込めるのはモデレーターだけです（ケース #{ $number }）。
moderation-locked-but = ⚠️ 次のロールは、このチャンネルで個別に許可されているため、引き続き書き込めます：{ $roles }
moderation-unlocked = 🔓 ロックを解除し、元の状態に戻しました（ケース #{ $number }）。
moderation-unlocked-left = ⚠️ ロック中にほかの方が変更した権限が{ $count }件あったため、そのままにしました。チャンネルの権限を確認してください。
moderation-unlocked-gone = このチャンネルは削除されているため、ロックはもうありません（ケース #{ $number }）。
moderation-slow-off = { $until ->
        [none] 低速モードをオフにしました
       *[other] <t:{ $until }:f>まで、低速モードをオフにしました
    }（ケース #{ $number }）。
moderation-slowed = 🐢 低速モードにしました。{ $until ->
        [none] { "" }
       *[other] <t:{ $until }:f>まで、
    }書き込めるのは{ $amount }{ $unit ->
        [hours] 時間
        [minutes] 分
       *[seconds] 秒
    }に1回です（ケース #{ $number }）。
moderation-hold-failed = Discordに許可されず、実行できませんでした（{ $failure }）。何も変更していません。ケース #{ $number } に記録し、対応待ちにも表示しています。
moderation-hold-waiting = Discordが今は応じられないため、自動でやり直します。経過はケース #{ $number } で確認できます。

# チャンネルで全員に見える文
moderation-channel-locked = 🔒 { $until ->
        [none] このチャンネルはしばらくお休みします。
       *[other] このチャンネルは<t:{ $until }:f>までお休みします。
    }これまでの投稿は引き続き読めます。
moderation-channel-open = 🔓 このチャンネルを再開しました。お待ちいただき、ありがとうございました。
moderation-channel-slow = 🐢 ゆっくり話すために、{ $until ->
        [none] { "" }
       *[other] <t:{ $until }:f>まで、
    }書き込みを{ $amount }{ $unit ->
        [hours] 時間
        [minutes] 分
       *[seconds] 秒
    }に1回にしています。
moderation-channel-slow-off = 低速モードをオフにしました。いつもどおり書き込めます。
moderation-channel-slow-over = 低速モードが終わり、元の設定に戻りました。

moderation-error-hold-too-long = 期間は1分から{ $most_days }日までの範囲で指定してください。何も変更していません。
moderation-error-already-locked = { $until ->
        [none] このチャンネルはすでにロックされています。
       *[other] このチャンネルはすでに<t:{ $until }:f>までロックされています。
    }解除するには { COMMAND("mod unlock") } を使ってください。
moderation-error-not-locked = このチャンネルはボットがロックしたものではないため、戻せるものがありません。手動でロックした場合は、チャンネルの権限から解除してください。
moderation-error-channel-kind = この種類のチャンネルでは行えません。
moderation-error-needs-permission = 実行するには、ここで「{ $permission ->
        [manage_channels] チャンネルの管理
        [manage_threads] スレッドの管理
        [manage_messages] メッセージの管理
        [read_message_history] メッセージ履歴を読む
       *[manage_roles] ロールの管理
    }」の権限がボットに必要です。何も変更していません。

## 一括削除

moderation-command-purge = このチャンネルの投稿をまとめて削除します。先に対象を確認できます
    .name = 一括削除
moderation-option-count = 新しい順に、最大で何件か
    .name = 件数
moderation-option-of-member = この方の投稿だけ。退出した方はIDでも指定できます
    .name = メンバー
moderation-option-containing = この言葉を含む投稿だけ。書き方の違いは区別しません
    .name = 含む言葉
moderation-option-links = リンクや招待を含む投稿だけ
    .name = リンク
moderation-option-attachments = ファイル付きの投稿だけ
    .name = 添付
moderation-option-since = この時点からの投稿だけ。「2時間」「昨日の18時」など
    .name = いつから
moderation-option-pinned = ピン留めされた投稿も対象にします
    .name = ピン留め
moderation-option-purge-why = 理由。ケースに残ります
    .name = 理由

moderation-button-purge = { $count }件を削除
moderation-button-purge-all = { $count }件すべてを削除（古いものは少しずつ）
moderation-button-purge-file = 削除した内容

moderation-purge-preview =
    ### まだ何も削除していません
    { $looked_at }件の投稿を調べ、**{ $count }件**が該当しました（{ $oldest }から{ $newest }まで）。
moderation-purge-authors = 投稿者：{ $authors }{ $more ->
        [0] { "" }
       *[other] 、ほか{ $more }人
    }
moderation-purge-old = ⏳ { $count }件は14日より前の投稿です。Discordでは1件ずつしか削除できないため、約{ $minutes }分かかります。
moderation-purge-old-most = 古い投稿は、新しいものから一度に{ $most }件まで削除します。
moderation-purge-threads = 🧵 { $count }件はスレッドの元の投稿です。削除してもスレッドは残ります。
moderation-purge-spared-pinned = 📌 ピン留めされた{ $count }件は残します。
moderation-purge-spared-own = 🤖 このボットの投稿{ $count }件は残します。質問やイベントなどに使われているためです。
moderation-purge-spared-starter = この投稿の最初のメッセージは残します。削除すると、投稿が空になるためです。
moderation-purge-looked-at-most = 新しい順に{ $most }件まで調べました。
moderation-purge-no-words = *（文章なし）*
moderation-purge-only-these = -# 削除するのはこれらの投稿だけで、このあとに書かれたものは含みません。削除の前に、それぞれ証拠として保存します。
moderation-purge-going = 削除しています（ケース #{ $number }）。
moderation-purged = { $deleted ->
        [0] **削除した投稿はありません。**
       *[other] 🧹 **{ $deleted }件を削除しました。**
    }（ケース #{ $number }）{ $gone ->
        [0] { "" }
       *[other] { $gone }件はすでに削除されていました。
    }{ $failed ->
        [0] { "" }
       *[other] ⚠️ { $failed }件は削除できませんでした（{ $failure }）。対応待ちに表示しています。
    }
moderation-purge-old-going = 🧹 { $deleted }件を削除しました。古い投稿{ $left }件は、このあと約{ $minutes }分かけて自動で削除します。経過はケース #{ $number } で確認できます。
moderation-purge-later = Discordが今は応じられません。これまでに{ $deleted }件を削除しました。残りは自動で続けます。経過はケース #{ $number } で確認できます。
moderation-purge-file = 削除した内容です。あなただけに表示しています。
moderation-purge-file-empty = 保存期間が過ぎたか、まだ削除していないため、内容はありません。

moderation-error-purge-what = 件数、投稿者、含む言葉、いつからなど、対象を指定してください。何も削除していません。
moderation-error-purge-nothing = { $looked_at }件の投稿を調べましたが、該当するものはありませんでした。ピン留め、このボットの投稿、投稿の最初のメッセージは対象外です。
moderation-error-purge-gone = 確認から時間がたったか、すでに削除したか、ほかの方が確認したものです。{ COMMAND("mod purge") } から、もう一度行ってください。
moderation-error-purge-words = ボットには投稿の内容が見えません。使うには、ボットの運用者がメッセージコンテンツのインテントを有効にする必要があります。件数、投稿者、時間による指定は、そのままで使えます。

## 投稿の削除

moderation-menu-remove = 投稿の削除
moderation-error-starts-post = これは投稿の最初のメッセージのため、削除すると投稿が空になります。投稿を閉じるか、投稿ごと削除してください。投稿者への対応は「モデレーション」から行えます。何も実行していません。
