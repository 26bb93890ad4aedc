# プロフィール、興味のあること、言語・タイムゾーン・声かけを控える時間。

profiles-command = プロフィール、興味のあること、言語や時間帯の設定
    .name = プロフィール
profiles-command-show = プロフィールを見ます（相手があなたに公開しているものだけ）
    .name = 見る
profiles-command-edit = 自分のプロフィールを書きます。だれに見せるかは自分で決められます
    .name = 書く
profiles-command-clear = 自分のプロフィールを消します
    .name = 消す
profiles-command-interests = 興味のあることを選びます
    .name = 興味
profiles-command-preferences = このサーバーでの言語、タイムゾーン、声かけを控える時間
    .name = 言語と時間
profiles-option-member = だれのプロフィールか（省略すると自分）
    .name = メンバー
profiles-option-field = 消す項目（省略するとすべて）
    .name = 項目
profiles-option-language = ボットがあなたに答えるときの言語
    .name = 言語
profiles-option-time-zone = お住まいの都市、または Asia/Tokyo のようなタイムゾーン
    .name = タイムゾーン
profiles-option-quiet-from = 声かけを控えてほしい時間の始まり（例：22時）
    .name = 控える時間の始まり
profiles-option-quiet-until = 声かけを控えてほしい時間の終わり（例：7時）
    .name = 控える時間の終わり
profiles-menu = プロフィール

profiles-field-called = 呼び名
    .purpose = 呼ばれたい名前で呼んでもらうためのものです。
profiles-field-about = 自己紹介
    .purpose = どんな人かを知ってもらうためのものです。
profiles-field-products = 使っているもの
    .purpose = 手元のものに合った答えをもらうためのものです。
profiles-field-place = お住まい
    .purpose = 近くの人と知り合うためのものです。地域名だけで十分です。
profiles-field-skills = 手伝えること
    .purpose = 何を聞けばよいかを知ってもらうためのものです。

profiles-visible-everyone = このサーバーの全員に見せる
    .help = 退出したあとも、サーバーの全員が見られます。
profiles-visible-staff = スタッフにだけ見せる
    .help = スタッフ、モデレーター、管理者だけが見られます。
profiles-visible-nobody = 自分だけが見る
    .help = ほかの人には見えません。最初はこの状態です。

profiles-title = ## 👤 { $name }
profiles-nothing-to-see = 公開されている内容はありません。
profiles-own-title = ## 👤 あなたのプロフィール
profiles-own-intro = -# このサーバーだけのプロフィールです。だれに見せるかは、項目ごとに選べます。消すときは、「編集」で空欄にするか、{ COMMAND("profile clear") } をお使いください。
profiles-own-none = -# まだ何も書かれておらず、何も保存されていません。書いてみたいときは「編集」を押してください。最初は自分にしか見えず、いつでも消せます。
profiles-own-empty = 未記入の項目：
profiles-own-empty-field = -# **{ $field }**：{ $purpose }
profiles-button-edit = 編集
profiles-button-clear = すべて消す
profiles-button-clear-all = はい、すべて消します
profiles-form-title = あなたについて
profiles-form-described = { $purpose }現在：{ $who }。空欄にすると消えます。
profiles-did-tell = ✅ 保存しました。
profiles-did-show = ✅ { $field }：{ $who }
profiles-did-clear-one = 🗑️ 「{ $field }」を消しました。
profiles-did-clear = 🗑️ このサーバーのプロフィールをすべて消しました。
profiles-was-empty = 「{ $field }」には何も書かれていませんでした。
profiles-was-all-empty = プロフィールには何も書かれていないため、消すものはありません。
profiles-clear-ask = 記入した{ $count }項目をすべて消しますか？元には戻せません。

profiles-interests-title = ## 🌱 興味のあることは何ですか？
profiles-interests-intro = いくつでも、選ばなくてもかまいません。選んだものごとに、ほかの人にも見えるロールが付きます。いつでも変えられます。
profiles-interests-placeholder = 興味のあることを選んでください
profiles-interests-did = ✅ 今の内容はこのとおりです。いつでも変えられます。
profiles-interests-partly = ⚠️ 一部はうまくいきませんでした。できた分はそのままです。
profiles-interests-gone = 削除されたロール
profiles-button-interests = 興味のあることを選ぶ
profiles-button-none = この中にはない
profiles-audit-reason = 興味のあることとして本人が選択
profiles-trouble-permission = { $roles }：ボットに「ロールの管理」の権限がありません。管理者は { COMMAND("doctor") } で対処法を確認できます。
profiles-trouble-gone = { $roles }：ロール（{ $count }個）が削除されています。
profiles-trouble-managed = { $roles }：Discordの仕様により、ボットが付けられないロール（{ $count }個）です。
profiles-trouble-above = { $roles }：ボットのロールより上にあるロール（{ $count }個）のため、変更できません。管理者は { COMMAND("doctor") } で対処法を確認できます。
profiles-trouble-refused = { $roles }：Discordに断られました。管理者は { COMMAND("doctor") } で不足がないか確認できます。
profiles-trouble-not-offered = { $roles }：現在は選べません。
profiles-trouble-busy = { $roles }：Discordが応答しませんでした。1分ほどおいてもう一度お試しください。

profiles-preferences-title = ## 🕰️ 言語と時間の設定
profiles-preferences-how = -# 変えるときは、{ COMMAND("profile preferences") } で変えたい項目を指定してください。このサーバーだけの設定で、ほかの人には見えません。{ COMMAND("privacy delete") } を実行すると、この設定も消えます。
profiles-preference-language = 言語
profiles-preference-zone = タイムゾーン
profiles-preference-quiet = 声かけを控える時間
profiles-language-discord = Discordの言語に合わせる
profiles-language-en = English（英語）
profiles-language-ja = 日本語
profiles-zone-own = { $zone }（今は{ $now }）
profiles-zone-servers = サーバーと同じ：{ $zone }（今は{ $now }）
profiles-quiet = { $begin }から{ $night ->
    [yes] 翌日の
   *[no] {""}
  }{ $end }まで（あなたのタイムゾーン）。この間は、ボットから声をかけません。
profiles-quiet-none = 設定していません。ボットは日中に声をかけます。
profiles-button-own-language = Discordに合わせる
profiles-button-servers-zone = サーバーに合わせる
profiles-button-no-quiet-hours = 設定しない
profiles-did-prefer = ✅ 保存しました。

profiles-error-too-long = 長すぎます。{ $limit }文字以内でお願いします。何も保存していません。
profiles-error-empty = この項目は空欄になっているため、公開の設定はできません。
profiles-error-time = 「{ $value }」は時刻として読み取れませんでした。22:00、22時、午後10時のように書いてください。何も変更していません。
profiles-error-quiet-incomplete = 声かけを控える時間には、始まりと終わりの両方が必要です。何も変更していません。
profiles-error-quiet-all-day = 始まりと終わりを同じ時刻にはできません。何も変更していません。
profiles-error-zone = 「{ $value }」がどのタイムゾーンかわかりませんでした。入力中に表示される候補からお選びください。何も変更していません。
profiles-error-no-interests = このサーバーには、まだ選べる項目がありません。
profiles-error-screened = 先に、Discordの参加時の確認に答えてください。そのあとで選べるようになります。
profiles-error-silent = Discordが応答しないため、何も変更していません。1分ほどおいてもう一度お試しください。

onboarding-step-interests = 興味のあることを選ぶ
    .help = 選んだものごとにロールが付き、同じことに興味のある人が見つかります。

profiles-doctor-none = 興味のあることは、まだ選べません（{ COMMAND("settings open") } の「プロフィール」でロールを選べます）
profiles-doctor-interests = 興味のあること：{ $count }個から選べます
profiles-doctor-powerful = { $roles } は、興味のあることとして使えません。だれでも選べるロールなのに、だれにでも認めるべきではない権限が付いています
    .remedy = ロールから権限を外すか、{ COMMAND("settings open") } の「プロフィール」で別のロールを選んでください。それまでは選択肢に出しません。

settings-profiles = プロフィール
    .help = メンバーが自分について選べることです。
settings-profiles-interest-role-ids = 興味のあること
    .help = メンバーが { COMMAND_NAME("profile interests") } や「はじめの一歩」で選べるロールです。ボットのロールは、これらより上に置いてください。強い権限の付いたロールは選択肢に出ません。
