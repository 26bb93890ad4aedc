# どの機能にも属さない文：エラー、共通のボタン、言葉。

error-unknown = その操作はできません。
error-bug = こちらの不具合で処理できませんでした。これ以上の変更は行っていません。繰り返し起きるときは、{ COMMAND("problem") } でこのコードをお知らせください：{ $reference }
error-discord-forbidden = Discordの権限が足りないため、ここでは実行できません。何が足りないかは、管理者が { COMMAND("doctor") } で確認できます。足りないものがないときは、{ COMMAND("problem") } でお知らせください。（コード { $reference }）
error-discord-gone = 対象のメッセージ、チャンネル、またはメンバーが見つかりません。すでに削除されたか、退出しています。
error-discord-busy = Discordが応答していません。すでに反映されている場合もありますので、1分ほどおいて確かめてから、もう一度お試しください。
error-server-only = この操作はサーバーの中でのみ行えます。
error-missing-permissions = この操作には次の権限が必要です：{ $permissions }
error-not-allowed = ここではご利用いただけません。
error-cooldown = { $seconds }秒ほど待ってから、もう一度お試しください。
error-command-outdated = このコマンドは更新されています。Discordを再起動してから、もう一度お試しください。
error-option = 「{ $value }」という値は使えません。一覧から選んでください。
error-button-outdated = このボタンは現在使われていません。
error-attachment-kind = 画像（PNG、JPEG、GIF、WebP）を添付してください。
error-attachment-size = ファイルが大きすぎます。{ $limit }MBまで添付できます。
error-storage = いまはデータを保存できません。何も変更されていませんので、しばらくしてからもう一度お試しください。
error-storage-full = ボットのディスクに空きがなく、保存できませんでした。何も変更されていません。サーバーの運営にお知らせください。
error-storage-busy = ただいまデータベースが混み合っています。何も変更されていませんので、数秒後にもう一度お試しください。

confirm-no = やめる
confirm-cancelled = 取りやめました。何も変更していません。

form-given-back = ご記入の内容が失われないよう、お返しします。

pages-previous = 前へ
pages-next = 次へ
pages-position = { $page }／{ $pages }ページ
