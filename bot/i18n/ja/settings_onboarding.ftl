# /settings：新メンバーのページ（各機能のファイルにないもの）。

settings-onboarding = 新メンバー
    .help = 新しく来た人の迎え方です。歓迎、自己紹介、歓迎係、声かけ、招待を設定できます。
settings-onboarding-welcome-channel-id = 歓迎用チャンネル
    .help = Discordの参加時の確認が終わった人を、ここで迎えます。招待リンクもここにつながります。未設定の場合、歓迎のメッセージは出ません。
settings-onboarding-newcomer-role-id = 新メンバーのロール
    .help = 参加した人に付け、下の日数が過ぎたら外します。ボットのロールは、このロールより上に置いてください。
settings-onboarding-newcomer-days = 新メンバーの期間
    .help = この日数が過ぎると、新メンバーのロールを外します。
settings-onboarding-invites-allowed = メンバーによる招待
    .help = { COMMAND_NAME("invite") } で、メンバーが自分の招待リンクを作れるようにします。
settings-onboarding-referral-stay-days = 招待のポイント：在籍日数
    .help = 招待された人がこの日数だけ在籍すると、招待した人にポイントが付きます。
settings-onboarding-referral-active-days = 招待のポイント：活動した日数
    .help = 招待された人が、この日数だけ活動していることも条件になります。
