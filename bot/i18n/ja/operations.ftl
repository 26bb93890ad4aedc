# 診断（doctor）がサーバー機で見つけたこと。`.remedy` は対処法です。

operations-python = Python { $version }
operations-python-untested = Python { $version } は動作確認の対象外です
    .remedy = Python 3.11、3.12、3.13、3.14 のいずれかをお使いください。
operations-library = discord.py { $version }
operations-library-differs = discord.py { $version } が入っていますが、Engawaは { $wanted } を前提に作られています
    .remedy = requirements.txt のバージョンを入れてください：pip install -r requirements.txt

operations-token = トークンは設定済みで、形式も正しいようです
operations-token-missing = DISCORD_TOKEN が設定されていません
    .remedy = Discordの開発者ポータル（アプリケーション → Bot → Reset Token）でトークンをコピーし、環境変数か .env に設定してください。
operations-token-malformed = DISCORD_TOKEN がボットのトークンの形式ではありません
    .remedy = Discordの開発者ポータル（アプリケーション → Bot → Reset Token）でコピーし直してください。Client SecretやPublic Keyとは別のものです。
operations-env-open = トークンの入った { $path } を、このマシンのほかのユーザーも読める状態です
    .remedy = 次を実行してください：chmod 600 { $path }

operations-database = データベース { $path }（リビジョン { $revision }）
operations-database-none-yet = { $path } にデータベースはまだありません。初回の起動時に作られます
operations-database-older = データベースのリビジョンは { $revision } で、このバージョンが使う { $known } より前のものです
    .remedy = ボットを起動してください。バックアップを取ってから自動で更新します。
operations-database-newer = データベースのリビジョン { $revision } は、このバージョンでは扱えません（対応は { $known } まで）
    .remedy = このデータベースで使っていた新しいバージョンを動かすか、更新前のバックアップを復元してください。
operations-database-not-ours = { $path } は別のプログラムのデータベースです
    .remedy = DATABASE_URL に、このボット専用のファイルを指定してください。
operations-forbidden = ユーザー { $uid } には { $path } を見る権限がありません
    .remedy = ボットと同じユーザーで実行してください（例：sudo -u engawa …）。
operations-database-unusable = データベース { $path } を読み書きできません：{ $reason }
    .remedy = ボットを動かすユーザーが、このファイルとフォルダーに書き込めるようにしてください。ファイルが壊れている場合は、バックアップを復元します：python -m bot restore バックアップ
operations-database-damaged = データベース { $path } が壊れています：{ $reason }
    .remedy = ボットを止めて、バックアップを復元してください：python -m bot restore バックアップ。ディスクの状態も確認してください。
operations-database-open = メンバーの書き込みが入った { $path } を、このマシンのほかのユーザーも読める状態です
    .remedy = 次を実行してください：chmod 600 { $path }
operations-place-passing = データベースのある { $folder } は、コンテナを消すと一緒に失われます
    .remedy = そこにボリュームをマウントしてください。compose.yaml に例があります。

operations-space = { $folder }：空き { $free_mb }MB
operations-space-little = { $folder }：空きが { $free_mb }MBしかありません
    .remedy = 空きを作るか、残すバックアップの数（BACKUPS_KEPT）を減らしてください。
operations-space-none = { $folder }：空きが { $free_mb }MBしかなく、まもなく保存できなくなります
    .remedy = すぐに空きを作るか、残すバックアップの数（BACKUPS_KEPT）を減らしてください。
operations-clock = 時計は { $now } を指しています
operations-clock-behind = 時計が { $now } を指していて、データベースへの最後の書き込みより前になっています
    .remedy = 時計を合わせ、自動で合うようにしてください（systemd-timesyncd や chrony）。お知らせや質問の自動終了はこの時計で動きます。

operations-backup = { $hours ->
    [0] 最新のバックアップは1時間以内のものです
   *[other] 最新のバックアップは{ $hours }時間前のものです
  }：{ $path }
operations-backup-none = { $folder } にバックアップがまだありません
    .remedy = 次を実行してください：python -m bot backup。ボットの動作中は毎日自動で作られます。
operations-backup-old = 最新のバックアップが { $hours }時間前のものです：{ $path }
    .remedy = ボットの動作中は毎日作られます。作れなかった理由はログにあります。今すぐ作るには：python -m bot backup
operations-backup-open = メンバーの書き込みが入った { $path } を、このマシンのほかのユーザーも読める状態です
    .remedy = 次を実行してください：chmod 600 { $path }。同じフォルダーのほかのバックアップにも同様に行ってください。

operations-volume-encrypted = { $folder } のディスクは暗号化されていて、データベースも守られています
operations-volume-unknown = { $folder } のディスクが暗号化されているかどうかは、ここからはわかりません。データベース自体は暗号化されていません。Discordの規約では、保存するデータの暗号化が求められています
    .remedy = 暗号化されたディスク（LUKS、FileVault、クラウドの暗号化ディスクなど）に置いてください。すでに置いている場合は、そのままで構いません。
operations-backups-plain = バックアップは暗号化されていません。BACKUP_RECIPIENT か BACKUP_PASSPHRASE を設定すると暗号化できます
    .remedy = 鍵の作り方は、READMEの「バックアップの暗号化」にあります。
operations-backups-encrypted = バックアップは BACKUP_RECIPIENT の公開鍵で暗号化されています。開くための秘密鍵は、ご自分で保管してください
operations-backups-locked = バックアップは、パスフレーズで守られたボット自身の鍵を使って暗号化されています
operations-backups-left-plain = { $folder } に、暗号化されていない以前のバックアップが{ $count }個残っています
    .remedy = 新しいバックアップと順に入れ替わります。待たずに済ませるには、削除してください。
operations-backup-key = バックアップの鍵 { $path } は、BACKUP_PASSPHRASE で開けます。どちらも控えを別の場所に保管してください
operations-backup-key-lost = バックアップの鍵が { $path } に見つからないため、暗号化されたバックアップを開けません
    .remedy = 控えからファイルを戻してください。戻さないと、次のバックアップのときに新しい鍵が作られ、それまでに暗号化したものは開けなくなります。
operations-backup-key-other = BACKUP_PASSPHRASE では、バックアップの鍵 { $path } を開けません
    .remedy = 鍵を作ったときのパスフレーズを設定してください。新しいパスフレーズに変えるには、データベースと同じ場所の backup-key.pub を削除します。次のバックアップで新しい鍵が作られます。以前の鍵とパスフレーズは、以前のバックアップを残している間、保管しておいてください。

operations-seal-key = 匿名の質問者、コード、証拠のまとめを封印する鍵は { $path } にあります。バックアップには含まれないので、控えを別の場所に保管してください
operations-seal-key-none-yet = { $path } に鍵はまだありません。匿名の質問、コード、匿名アンケート、証拠のまとめのうち、最初のものができたときに作られます
operations-seal-key-open = 匿名の質問者、コード、証拠のまとめを封印する鍵を、このマシンのほかのユーザーも読める状態です：{ $path }
    .remedy = 次を実行してください：chmod 600 { $path }
operations-seal-key-damaged = 匿名の質問者、コード、証拠のまとめを封印する鍵が壊れています：{ $path }
    .remedy = 控えからファイルを戻してください。鍵がないと、質問者は自分の質問を終了できず、モデレーターも質問者を確認できません。コードの表示、実施中の匿名アンケートの締め切り、証拠のまとめの再取得もできません。
operations-seal-key-lost = 封印されたもの（匿名の質問、コード、実施中の匿名アンケート、証拠のまとめ）がありますが、その鍵が { $path } に見つかりません
    .remedy = 控えからファイルを戻すか、SEAL_KEY_FILE で場所を指定してください。鍵がないと、質問者は自分の質問を終了できず、モデレーターも質問者を確認できません。コードの表示、実施中の匿名アンケートの締め切り、証拠のまとめの再取得もできません。

operations-problems = 対応していない不具合報告が{ $count }件あります
    .remedy = 次で確認できます：python -m bot problems。対応したら：python -m bot problems --close 番号

operations-texts = { $folder } の独自の文言は、すべて使えます
operations-texts-no-folder = TEXT_DIR に指定された { $place } に、「en」「ja」どちらのフォルダーもありません
    .remedy = フォルダーを作って .ftl ファイルを置くか、TEXT_DIR の指定を外してください。
operations-texts-unreadable = 独自の文言のファイル { $place } を読み込めません
    .remedy = UTF-8で保存し直してください。
operations-texts-syntax = 独自の文言 { $place } がFluentの書式になっていません
    .remedy = bot/i18n のファイルと見比べてください。文の続きの行は、空白で始めます。
operations-texts-unknown-message = 独自の文言 { $place } に対応する元の文がありません：{ $what }
    .remedy = bot/i18n で名前を確認してください。新しいバージョンで名前が変わった可能性もあります。
operations-texts-unknown-variable = 独自の文言 { $place } で、元の文にない変数が使われています：{ $what }
    .remedy = bot/i18n の元の文にある変数だけを使ってください。
operations-texts-unknown-reference = 独自の文言 { $place } が、存在しないものを参照しています：{ $what }
    .remedy = 参照できるのは、bot/i18n にあるメッセージと、ご自分のファイルの用語だけです。

operations-page = /healthz と /metrics は { $place } で応答しています
operations-page-free = /healthz と /metrics は { $place } で公開されます
operations-page-silent = /healthz と /metrics が { $place } で応答しません
    .remedy = 理由はボットのログにあります。別のプログラムがポートを使っている場合もあります。METRICS_HOST と METRICS_PORT を確認してください。ボット自体は、これらがなくても動きます。
operations-page-taken = /healthz と /metrics を { $place } で公開できません：{ $reason }
    .remedy = 別のポートかアドレス（METRICS_PORT、METRICS_HOST）を指定するか、そのポートを使っているプログラムを終了してください。ボット自体は、これらがなくても動きます。

operations-running = ボットは動作中で、Discordに接続しています
operations-running-not = このデータベースで動作中のボットはありません
operations-running-unwell = ボットは動作中ですが、Discordに接続できていません
    .remedy = 起動した直後なら、1分ほどお待ちください。続くようならログを確認し、手がかりがなければ再起動してください。

# トークンについてDiscordに問い合わせた結果。

operations-portal-unreachable = { $address } のDiscordに問い合わせできません（{ $reason }）
    .remedy = ネットワーク、プロキシやファイアウォール、DISCORD_API_URL を確認してください。
operations-portal-token-refused = Discordがトークンを受け付けません
    .remedy = Discordの開発者ポータル（アプリケーション → Bot → Reset Token）でコピーし直してください。
operations-portal-login = トークンは有効です：{ $name }（{ $bot_id }）
operations-portal-members = 「Server Members Intent」はオンです
operations-portal-members-off = 「Server Members Intent」がオフです
    .remedy = Discordの開発者ポータル（アプリケーション → Bot）でオンにするか、MEMBERS=false を設定してください。
operations-portal-members-without = MEMBERS=false の設定どおり、「Server Members Intent」なしで動きます
operations-portal-content = 「Message Content Intent」はオンです
operations-portal-content-off = 「Message Content Intent」がオフです
    .remedy = Discordの開発者ポータル（アプリケーション → Bot）でオンにするか、MESSAGE_CONTENT=false を設定してください。
operations-portal-content-without = MESSAGE_CONTENT=false の設定どおり、「Message Content Intent」なしで動きます
operations-portal-endpoint = アプリケーションに「Interactions Endpoint URL」が設定されているため、コマンドやボタンの操作がボットに届きません
    .remedy = Discordの開発者ポータル（アプリケーション → General Information）で、その欄を空にしてください。
operations-portal-code-grant = 「Requires OAuth2 Code Grant」がオンのため、ボットをサーバーに追加できません
    .remedy = Discordの開発者ポータル（アプリケーション → Bot）でオフにしてください。
operations-portal-public = だれでもこのボットをサーバーに追加できる状態です
    .remedy = 自分のサーバーだけで使う場合は、Discordの開発者ポータルで Installation の Install Link を「None」にしてから、Bot の「Public Bot」をオフにしてください。
operations-portal-servers = 参加中のサーバーは{ $count }個です
operations-portal-servers-none = ボットはまだどのサーバーにも参加していません
    .remedy = ブラウザーで次のアドレスを開き、サーバーを選んでください：{ $link }
operations-portal-channel = 不具合報告は { $name } に投稿されます
operations-portal-channel-gone = 不具合報告を投稿するチャンネル { $channel_id } が、ボットから見えません
    .remedy = ボットが見て書き込めるテキストチャンネルを OPERATOR_CHANNEL_ID に設定してください。それまでは次で確認できます：python -m bot problems
operations-portal-starts = 今日はあと{ $count }回起動できます（Discordの制限）
operations-portal-starts-few = 今日はあと{ $count }回しか起動できません（Discordの制限）
    .remedy = 再起動が繰り返されています。Discordにトークンを無効にされる前に、ログを確認してください。
operations-portal-commands = Discordに登録済みのコマンドは{ $count }個です
operations-portal-commands-differ = Discordに登録されたコマンドが、このバージョンのものと違います：{ $names }
    .remedy = ボットを起動してください。変更があれば、コマンドを自動で登録し直します。
operations-portal-clock = Discordの時計との差は{ $seconds }秒です
operations-portal-clock-off = 時計がDiscordの時計と{ $seconds }秒ずれています
    .remedy = 時計を合わせ、自動で合うようにしてください（systemd-timesyncd や chrony）。お知らせや質問の自動終了はこの時計で動きます。
