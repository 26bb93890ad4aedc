# アンケート：コマンド /survey と /nps、共通の言葉、できないこと、設定。

surveys-command = アンケートの作成と結果の確認
    .name = アンケート
surveys-nps-command = おすすめ度（NPS）の調査
    .name = nps

surveys-error-not-found = このアンケートが見つかりません。
surveys-error-admins-only = この操作は、管理者だけができます。
surveys-error-not-asked = 今回のアンケートは、ほかの方にお願いしています。お気持ちをありがとうございます。
surveys-error-closed = このアンケートは終了したため、回答や変更はできません。
surveys-error-not-open = このアンケートはまだ始まっていません。
surveys-error-changed = 表示している間に、ほかの方がこのアンケートを変更しました。もう一度開いてください。今回の変更は保存されていません。

settings-surveys = アンケート
    .help = アンケートを載せる場所、回答でもらえるポイント、おすすめ度を尋ねる頻度を決めます。
settings-surveys-channel-id = アンケートのチャンネル
    .help = アンケートとその結果を載せる場所です。未設定の間は、アンケートを始められません。
settings-surveys-points = 回答でもらえるポイント
    .help = 終了後に、回答した方全員に同時に付きます。回答した時刻から個人が推測されないようにするためです。
settings-surveys-nps = おすすめ度（NPS）
    .help = サービスをすすめたいと思うかどうかを定期的に尋ねます。同じ方には90日に1回までです。
    .off = 尋ねない
    .quarterly = 四半期ごとに2週間
    .rolling = 毎週少しずつ（1人につき四半期に1回）
settings-surveys-nps-mentions = 1日のメンション数
    .help = 順番が来た方のうち、アンケートのチャンネルで1日に何人までメンションするかです。0ならメンションしません。
