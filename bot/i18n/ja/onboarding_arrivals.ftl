# 参加：歓迎のメッセージ、新メンバーのロール、/doctor で見つかること。

arrivals-welcome-one = 👋 { $members }、**{ $server }**へようこそ！来てくださってうれしいです。
arrivals-welcome-few = 👋 { $members }、**{ $server }**へようこそ！皆さんが来てくださってうれしいです。
arrivals-welcome-many = 👋 **{ $server }**に{ $count }人の新しい仲間が加わりました。皆さん、ようこそ！来てくださってうれしいです。
    { $members }
arrivals-welcome-doors = まずは下のボタンからどうぞ。ご自分のペースで大丈夫です。わからないことは何でも聞いてくださいね。

newcomers-audit-given = 新しく参加したため
newcomers-audit-taken = 新メンバーの期間が過ぎたため

arrivals-doctor-unwelcomed = 歓迎のメッセージをまだ出せていない新メンバーが{ $count }人います（最初の人の参加は{ $since }）
    .remedy = { COMMAND_NAME("settings open") } で、ボットが書き込める歓迎用チャンネルを選んでください。参加から2日以内の方は、そのときに迎えます。それより前の方への歓迎は出しません。
arrivals-doctor-no-join-messages = このサーバーでは参加時のメッセージが出ないため、ボットが止まっている間に参加した方を見つけきれません
    .remedy = Discordのサーバー設定で、システムメッセージのチャンネルを選び、参加時のメッセージをオンにしてください。オフのままでも、その方が何か行動した時点で気づきます。
arrivals-doctor-join-messages-closed = { $channel } の参加時のメッセージを読めないため、ボットが止まっている間に参加した方を見つけきれません
    .remedy = このチャンネルで次の権限をボットに付けてください：{ $permissions }
newcomers-doctor-gone = 新メンバーのロールは削除されています
    .remedy = { COMMAND_NAME("settings open") } で別のロールを選ぶか、未設定にしてください。
newcomers-doctor-managed = 新メンバーのロール { $role } は、ボットや連携サービス、サーバーブーストのものなので、だれも付けられません
    .remedy = { COMMAND_NAME("settings open") } で別のロールを選んでください。
newcomers-doctor-above = 新メンバーのロール { $role } がボットのロール { $own } より上にあるため、付け外しができません
    .remedy = Discordのサーバー設定の「ロール」で、{ $own } をそれより上に動かしてください。そのあと、新メンバーに付けます。
newcomers-doctor-permission = ボットのロール { $own } に「ロールの管理」の権限がないため、新メンバーに { $role } を付けられません
    .remedy = Discordのサーバー設定の「ロール」で、{ $own } に「ロールの管理」の権限を付けてください。そのあと、新メンバーに付けます。
newcomers-doctor-powerful = 新メンバーのロール { $role } に、モデレーターや管理者の権限が含まれています。参加しただけの人に渡すことはできません。
    .remedy = Discordのサーバー設定で、このロールからその権限を外してください。そのあと、新メンバーに付けます。別のロールを { COMMAND_NAME("settings open") } で選ぶこともできます。
newcomers-doctor-refused = 新メンバーのロール { $role } の付け外しを、Discordが理由を示さずに断っています
    .remedy = Discordのサーバー設定で、このロールとボットのロール { $own } をご確認ください。1日に1回、または「再試行」で試します。
