# /doctor：サーバーとその周辺の点検結果。`.remedy` は対処方法。

doctor-command = 正しく動いているかを点検し、問題があれば対処方法をお知らせします
    .name = 点検

doctor-title = ## 🩺 点検結果：{ $server }
doctor-well = ✅ すべて正常です。
doctor-summary = { $problems ->
    [0] ⚠️ 動作に問題はありませんが、確認したい点が{ $warnings }件あります。
   *[other] ❌ 動作していない点が{ $problems }件{ $warnings ->
        [0] あります。
       *[other] 、確認したい点が{ $warnings }件あります。
      }
  }
doctor-more = ほかに{ $count }件あります。まずは上から対処してください。
doctor-hints = **まだ使っていない機能**
doctor-hints-more = ほかに{ $count }件あります。
doctor-fine = **正常な項目**
doctor-fine-more = ほかに{ $count }件が正常です
doctor-again = もう一度点検
doctor-setup = 準備する
doctor-access = 権限を付ける
doctor-sync = コマンドを送信
doctor-retry = 再試行
doctor-forget = 設定から外す

doctor-did-access = ✅ { $channel } で足りなかった権限を付けました。
doctor-did-sync = ✅ コマンドを送信しました。表示されないときは、Discordを再起動してください。
doctor-did-retry = ✅ { $count }件を1分以内にもう一度試します。
doctor-did-forget = ✅ 削除されたものを「{ $field }」から外しました。
doctor-error-refused = Discordの権限が足りないため実行できませんでした。点検結果の手順に従って、手動で行ってください。
doctor-error-sync = コマンドを登録できませんでした。1分ほどおいてもう一度お試しください。続くようなら、ボットの運用担当者がログを確認してください。

doctor-intents = 必要な情報をDiscordから受け取っています：{ $names }
doctor-intent-members = メンバー
doctor-intent-content = メッセージの内容
doctor-intent-none = 基本情報
doctor-intent-members-off = Discordの開発者ポータルで「Server Members Intent」がオフになっています
    .remedy = ボットの運用担当者へ：アプリケーション → Bot で「Server Members Intent」をオンにし、ボットを再起動してください。
doctor-intent-content-off = Discordの開発者ポータルで「Message Content Intent」がオフになっています
    .remedy = ボットの運用担当者へ：アプリケーション → Bot で「Message Content Intent」をオンにし、ボットを再起動してください。
doctor-intent-members-unused = メンバーのインテントを使わずに動いています。
    { $reduced }
    .remedy = 変更するには、ボットの運用担当者が MEMBERS=true を設定します。
doctor-intent-content-unused = メッセージ内容のインテントを使わずに動いています。
    { $reduced }
    .remedy = 変更するには、ボットの運用担当者が MESSAGE_CONTENT=true を設定します。
doctor-reduced = • **{ $feature }**：{ $how }
doctor-discord-silent = アプリケーションの情報について、Discordから応答がありませんでした
    .remedy = 1分ほどおいて「もう一度点検」を押してください。

doctor-server-permissions = { $feature }：サーバーで必要な権限はそろっています
doctor-server-permissions-missing = { $feature }：**{ $permissions }** の権限がありません
    .remedy = サーバー設定 → ロール → { $role } → 権限 で許可してください。
doctor-channel-permissions = { $feature }：{ $channel } で必要な権限はそろっています
doctor-channel-permissions-missing = { $feature }：{ $channel } で **{ $permissions }** の権限がありません
    .remedy = そのチャンネルの設定 → 権限 → 高度な権限 で { $role } を追加し、許可してください。
doctor-channel-unset = { $feature }：使うチャンネルが設定されていません
    .remedy = { COMMAND("setup") } を実行するか、{ COMMAND("settings open") } で選んでください。
doctor-channels-unset = まだチャンネルがない機能：{ $features }
    .remedy = 使いたい機能があれば、{ COMMAND("setup") } を実行するか、{ COMMAND("settings open") } で選んでください。
doctor-setting-gone = 「{ $field }」（{ $section }）に、削除されたものが設定されています
    .remedy = { COMMAND("settings open") } で選び直すか、設定から外してください。
doctor-tags-missing = { $channel } に、質問の状態を表すタグがありません：{ $tags }
    .remedy = { COMMAND("setup") } で追加できます。今あるタグはそのままです。
doctor-tags-no-room = { $channel } にタグ（{ $tags }）がなく、追加する空きもありません
    .remedy = フォーラムのタグは{ $limit }個までです。不要なタグを削除してから { COMMAND("setup") } を実行してください。タグがなくても質問機能は使えます。
doctor-queue-public = モデレーター専用のはずの { $channel } が、全員に見えています
    .remedy = そのチャンネルの設定 → 権限 →「プライベートチャンネル」で非公開にしてください。
doctor-role-unmentionable = 回答がないときに { $roles } をメンションしますが、メンションが許可されていないため、通知が届きません
    .remedy = サーバー設定 → ロール → そのロール で「このロールに対して@mentionを許可する」をオンにしてください。または、{ $channel } で { $role } に **{ $permission }** の権限を付けてください。
doctor-roles = メンバーに付けるロールは、すべてボットのロールより下にあります
doctor-roles-above = { $roles } がボットのロールより上にあるため、メンバーに付けられません
    .remedy = サーバー設定 → ロール で、{ $role } をそれより上に動かしてください。

doctor-commands = { $count }個のコマンドがDiscordに登録されています
doctor-commands-differ = Discordに登録されているコマンドが最新ではありません：{ $names }
    .remedy = もう一度送信してください。

doctor-database = データベースは正常です（{ $size }MB）
doctor-database-silent = データベースが応答しません
    .remedy = ボットの運用担当者へ：ログを確認し、「python -m bot doctor」を実行してください。
doctor-jobs = 自動で行う処理は予定どおり動いています
doctor-job-failed = 「{ $job }」の前回の実行に失敗しました（コード { $reference }）。もう一度実行されます
    .remedy = 続くようなら、ボットの運用担当者がログでこのコードを探すと原因がわかります。
doctor-job-overdue = 「{ $job }」が長い間実行されていません
    .remedy = ボットの運用担当者へ：ログを確認し、ボットを再起動してください。
doctor-page-silent = ボットの監視用の数値を公開できていません（{ $reason }）
    .remedy = ボットの運用担当者へ：METRICS_PORT と METRICS_HOST を確認してください。ほかの機能には影響ありません。
doctor-due-late = 予定の時刻を過ぎてもまだ行われていない処理が{ $count }件あります
    .remedy = 続くようなら、ボットの運用担当者がログを確認してください。
doctor-given-up = 何度か試しても実行できなかった処理が{ $count }件あります：{ $reasons }
    .remedy = 原因を取り除いたら、再試行してください。
