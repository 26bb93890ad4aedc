# 招待、招待リンク（流入元）、紹介、ファネル。日時は Discord の <t:…> 用の Unix 秒です。

## Commands

onboarding-command-invite = あなた専用の招待リンクと、これまでの結果を表示します
    .name = 招待
onboarding-command-source = どこから来たかがわかる招待リンクを管理します
    .name = 招待リンク
onboarding-command-source-add = メールマガジンやショップなど、流入元ごとのリンクを作ります
    .name = 追加
onboarding-command-source-list = リンクと、それぞれから何人来たかを表示します
    .name = 一覧
onboarding-command-source-remove = リンクを無効にします
    .name = 削除
onboarding-command-funnel = 参加から定着まで、どこまで進んだ人がいるかを表示します
    .name = ファネル

onboarding-option-label = リンクの名前（例：「5月のメールマガジン」）
    .name = 名前
onboarding-option-role = このリンクから参加した人に付けるロール
    .name = ロール
onboarding-option-channel = リンクの行き先（省略時は、歓迎用チャンネル）
    .name = チャンネル
onboarding-option-source = どのリンクか
    .name = リンク
onboarding-option-period = いつ参加した人を数えるか（省略時は30日）
    .name = 期間
onboarding-option-funnel-source = この経路で参加した人だけを数えます
    .name = 経路

onboarding-period-7 = この7日に参加した人
onboarding-period-30 = この30日に参加した人
onboarding-period-90 = この90日に参加した人
onboarding-period-all = これまでに参加した人すべて

## Errors

onboarding-invites-error-off = このサーバーでは、個人の招待リンクは使えない設定になっています。
onboarding-invites-error-no-place = だれでも見られるチャンネルがないため、招待リンクの行き先がありません。管理者が { COMMAND("settings open") } で、歓迎用チャンネルを選べます。
onboarding-invites-error-forbidden = { $channel } への招待を作る権限が、ボットにありません。管理者がボットのロールに「招待を作成」の権限を付けると使えるようになります。
onboarding-invites-error-remove = { $channel } の招待を削除する権限が、ボットにありません。管理者がボットのロールに、このチャンネルの「チャンネルの管理」の権限を付けるか、「サーバー設定」→「招待」で削除してください。
onboarding-invites-error-full = このサーバーの招待は、Discordの上限（1,000件）に達しています。ボットが作ったものに、古くて使われていない招待もありませんでした。管理者が「サーバー設定」→「招待」で不要なものを削除できます。
onboarding-invites-error-label = { $limit }文字以内の言葉で名前を付けてください。
onboarding-invites-error-label-taken = 「{ $label }」のリンクは、すでにあります。{ COMMAND("onboarding source list") } で確認できます。
onboarding-invites-error-sources = リンクは{ $limit }件まで作れます。先にどれかを無効にしてください。
onboarding-invites-error-source = そのリンクは見つかりません。候補からお選びください。
onboarding-invites-error-role = { $trouble ->
    [permission] { $role } を付けられません。ボットに「ロールの管理」の権限がありません。
    [managed] { $role } はアプリやサーバーブースト、または全員用のロールのため、リンクでは付けられません。
    [gone] このロールはもうありません。
   *[above] { $role } を付けられません。ボットのロールより上にあります。管理者が「サーバー設定」→「ロール」で、ボットのロールを上に移すと付けられます。
  }
onboarding-invites-error-role-yours = { $role } は、あなたのいちばん上のロールと同じか、それより上にあります。リンクで付けることはできません。
onboarding-invites-error-role-powerful = { $role } には管理やモデレーションの権限があります。だれにでも渡せるリンクで付けることはできません。

## A member's own invite

onboarding-invite-title = ### あなたの招待リンク
onboarding-invite-link = { $link }
    このリンクを渡した人は、だれでも参加できます。あなただけのリンクで、期限はありません。
onboarding-invite-terms = **このリンクで来た方がサーバーになじむと、{ $points }ポイントがもらえます。** { $agree ->
    [yes] ルールに同意し、
   *[no] {""}
  }{ $stay }日以上在籍して、{ $active }日以上活動した方を、1人として数えます。以前このサーバーにいた方は数えません。
onboarding-invite-no-points = いまは、招待によるポイントはありません。
onboarding-invite-came = { $count ->
    [0] このリンクから参加した方は、まだいません。
   *[other] このリンクから**{ $count }**人が参加しました。
  }
onboarding-invite-rewarded = ✅ { $count }人分の招待が成立しました
onboarding-invite-waiting-agreement = ⏳ { $count }人は、ルールへの同意がまだです
onboarding-invite-waiting-stay = ⏳ { $count }人は、参加から{ $days }日たっていません
onboarding-invite-waiting-activity = ⏳ { $count }人は、活動した日が{ $days }日に届いていません
onboarding-invite-waiting-ready = ⏳ { $count }人は条件がそろい、1日以内に成立します
onboarding-invite-refused-rejoined = ➖ { $count }人は、以前このサーバーにいた方でした
onboarding-invite-refused-left = ➖ { $count }人は退出しました
onboarding-invite-refused-banned = ➖ { $count }人はBANされました
onboarding-invite-refused-expired = ➖ { $count }人は、期間内に条件がそろいませんでした
onboarding-invite-refused-other = ➖ { $count }人は、数えられなくなりました
onboarding-invite-note = -# 何人かが同時に参加すると、どのリンクから来たのかがDiscordの情報ではわからないことがあります。その場合は推測せず、ここには含めません。
onboarding-invite-reason = メンバー { $member } の希望による個人の招待リンク
onboarding-invite-room-reason = 30日間使われていない招待を削除し、新しい招待のために空きを作りました
onboarding-source-reason = 「{ $label }」の招待リンク（メンバー { $member } が作成）
onboarding-source-remove-reason = 「{ $label }」の招待リンクをメンバー { $member } が無効にしました

## Sources

onboarding-source-title = ### 招待リンクの一覧
onboarding-source-empty = リンクはまだありません。{ COMMAND("onboarding source add") } で作れます。
onboarding-source-added = ### 「{ $label }」の招待リンク
onboarding-source-use = 行き先は { $channel } で、期限はありません。このリンクから参加した人は、{ COMMAND("onboarding funnel") } にこの名前で集計されます。
onboarding-source-gives = このリンクから参加した人には、Discordがすぐに { $role } を付けます。ルールに同意する前でも付きます。
onboarding-source-line = **{ $label }**・{ $link }
onboarding-source-line-gone = ~~{ $label }~~・<t:{ $at }:D>に無効になりました
onboarding-source-facts = -# 新メンバー{ $came }人・使用回数{ $uses }回・行き先 { $channel }
onboarding-source-facts-role = ・付くロール { $role }
onboarding-source-ask = 「{ $label }」のリンク（<{ $link }>）を無効にしますか？ 印刷物や投稿に載せたリンクも使えなくなります。これまでの参加者は集計に残ります。
onboarding-source-removed = 「{ $label }」のリンクを無効にしました。
onboarding-source-removed-already = 「{ $label }」のリンクは、すでに無効になっています。
onboarding-source-button-remove = 無効にする
onboarding-source-more = -# ほか{ $count }件も { COMMAND("onboarding funnel") } には含まれます

## The funnel

onboarding-funnel-title = ### 新メンバーはどこまで進んだか
onboarding-funnel-period = { $period ->
    [all] はじめて参加した人すべて
   *[days] この{ $days }日にはじめて参加した人
  }
onboarding-funnel-origin = 対象：{ $origin }
onboarding-funnel-empty = この期間に参加した人はいません。
onboarding-funnel-joined = **参加：{ $count }人**
onboarding-funnel-rejoined = -# このほか、以前もいた{ $count }人は数えていません。
onboarding-funnel-line = { $bar } { $stage }：**{ $count }人**・{ $share }{ $step }
onboarding-funnel-line-of = { $bar } { $stage }：{ $of }人中**{ $count }人**・{ $share }{ $step }
onboarding-funnel-line-none = { $bar } { $stage }：まだ判断できません
onboarding-funnel-percent = { $percent }%
onboarding-funnel-step = ・前の段階の{ $percent }%
onboarding-funnel-button-file = CSVでダウンロード
onboarding-funnel-file = 表計算ソフト用のファイルです。1行が、1つの経路の1つの段階です。
onboarding-funnel-means = -# **割合**は、参加した人に対するものです。「前の段階の…%」は、前の段階に届いた人のうち、この段階にも届いた人の割合です。順番は問いません。退出した人や、情報を消去した人（名前のない件数として残ります）も含みます。
onboarding-funnel-origins = **どこから来たか**
onboarding-funnel-origin-personal = メンバーの招待
onboarding-funnel-origin-unknown = 不明
onboarding-funnel-origin-line = **{ $origin }**：参加{ $joined }人・投稿{ $posted }人（{ $share }）・返信をもらった人{ $answered }人
onboarding-funnel-origins-more = -# ほか{ $count }件はファイルにあります
onboarding-funnel-unknown-note = -# 「不明」は、ボットのものではないリンクで来た場合、別々の経路の人が同時に参加した場合、ボットが停止していた場合です。推測はしません。
onboarding-funnel-alt = 新メンバー{ $joined }人の段階別の棒グラフ：{ $stages }
onboarding-funnel-alt-stage = { $stage } { $count }人

onboarding-funnel-screened = 参加時の確認が完了
    .means = Discordの参加時の確認を終えた人です。確認がないサーバーでは全員です。
onboarding-funnel-agree = ルールに同意
    .means = ルールのいずれかの版に同意した人です。
onboarding-funnel-interests = 興味のあることを選択
    .means = 興味のあることを1つ以上選んだ人です。
onboarding-funnel-introduce = 自己紹介
    .means = 自己紹介を投稿した人です。
onboarding-funnel-react = はじめてのリアクション
    .means = だれかのメッセージにリアクションを付けた人です。
onboarding-funnel-post = はじめての投稿
    .means = チャンネルに書き込んだか、自己紹介をした人です。
onboarding-funnel-question = はじめての質問・回答
    .means = 質問したか、質問に答えた人です。
onboarding-funnel-answered = 返信をもらった
    .means = ほかの人から返信をもらった人です。
onboarding-funnel-week = 1週間以内に再び活動
    .means = 2日目から7日目に活動した人です。参加から7日以上たった人だけを数えます。
onboarding-funnel-month = 1か月以内に再び活動
    .means = 8日目から30日目に活動した人です。参加から30日以上たった人だけを数えます。
onboarding-funnel-step-means = このステップを済ませた人です。

## Check-up

doctor-invites-fine = 招待は使えます。リンクの作成も、どのリンクから来たかの確認もできます
doctor-invites-create = 個人の招待リンクの行き先 { $channel } に、招待を作れません
    .remedy = ボットのロール「{ $role }」に、このチャンネルの「招待を作成」の権限を付けてください。または { COMMAND("settings open") } で個人の招待リンクをオフにしてください。
doctor-invites-no-place = だれでも見られるチャンネルがないため、個人の招待リンクの行き先がありません
    .remedy = { COMMAND("settings open") } で、歓迎用チャンネルを選んでください。
doctor-invites-read = { $channels } の招待の使用回数が見られないため、だれの招待で来たかがわかりません
    .remedy = ボットのロール「{ $role }」に、そのチャンネルの「チャンネルの管理」か、「サーバー管理」の権限を付けてください。
doctor-invites-many = このサーバーには招待が{ $count }件あります。Discordの上限は1,000件です
    .remedy = 「サーバー設定」→「招待」で不要なものを削除してください。上限に達すると、ボットは自分が作った招待のうち、30日間使われていないものを削除します。
