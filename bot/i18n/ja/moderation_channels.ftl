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
moderation-hold-failed = Discordの仕組み上、実行できませんでした（{ $failure }）。何も変更していません。ケース #{ $number } に記録し、対応待ちにも表示しています。
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
