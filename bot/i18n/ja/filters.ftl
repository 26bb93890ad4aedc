# フィルター：設定。

settings-filters = フィルター
    .help = 対象にしないロールやチャンネルと、DiscordのAutoModを使うかどうかを決めます。フィルターそのものはコマンドで作ります。
settings-filters-exempt-role-ids = 対象にしないロール
    .help = このロールの方の投稿は調べません。モデレーターと管理者の投稿は、設定にかかわらず調べません。
settings-filters-exempt-channel-ids = 対象にしないチャンネル
    .help = ここへの投稿は調べません。
settings-filters-use-automod = DiscordのAutoModを使う
    .help = AutoModでできることは任せます。投稿が表示される前に止められます。管理者がAutoModに作ったルールには触れません。
