# はじめの一歩：/start、/about、自己紹介、歓迎係、お知らせ。日時は Discord の <t:…>、リンクは URL です。

## Settings

settings-onboarding-introductions-channel-id = 自己紹介チャンネル
    .help = メンバーの自己紹介カードを投稿する場所です。
settings-onboarding-greeter-role-id = 歓迎係のロール
    .help = まだだれも返事をしていない自己紹介や最初の投稿を知らせる相手です。設定しなければ、だれにも知らせません。
settings-onboarding-greeter-channel-id = 歓迎係のチャンネル
    .help = 歓迎係へのお知らせを投稿する場所です。
settings-onboarding-greet-after-hours = 歓迎係に知らせるまでの時間
    .help = 自己紹介や最初の投稿に返事がないまま、この時間が過ぎたら歓迎係に知らせます。夜間は知らせず、朝8時まで待ちます。
settings-onboarding-nudge-after-days = 声をかけるまでの日数
    .help = 「はじめの一歩」がこの日数のあいだ進んでいない新メンバーに、歓迎用チャンネルで日中に一度だけ声をかけます。0にすると声をかけません。

## Commands

onboarding-command = 管理者用：新しく来た人の迎え方
    .name = オンボーディング
onboarding-command-about = コミュニティの紹介文を書きます（目的、参加すると得られることなど）
    .name = 紹介文
onboarding-option-language = どの言語で書くか（省略すると、お使いの言語）
    .name = 言語
onboarding-language-en = 英語（English）
onboarding-language-ja = 日本語
onboarding-command-introduce = 自己紹介をする、または書き直します
    .name = 自己紹介
onboarding-command-start = 「はじめの一歩」の進み具合を見ます
    .name = はじめの一歩
onboarding-command-show-about = このコミュニティの目的と、運営している人を見ます
    .name = このコミュニティについて

## Steps: what to do, and why it is worth doing

onboarding-step-introduce = 自己紹介をする
    .help = ひとことふたことで十分です。少しでも人柄がわかると、お互いに話しかけやすくなります。
onboarding-step-react = 投稿にリアクションする
    .help = いいなと思った投稿に絵文字を付けてみてください。「見ていますよ」のいちばん気軽な伝え方です。
onboarding-step-post = はじめての投稿をする
    .help = あいさつでも、気になる話題への参加でも。気の利いたことを書く必要はありません。
onboarding-step-question = 質問する、または質問に答える
    .help = 前から気になっていたことを聞いてみる。知っていることなら答えてみる。どちらでもどうぞ。
onboarding-step-event = はじめてイベントに参加する
    .help = 予定は { COMMAND("event list") } でご覧いただけます。実際に参加すると達成になります。

## /start

onboarding-start-title = ## はじめの一歩
onboarding-start-progress = { $bar }  **{ $done } / { $total } 完了**
onboarding-start-earned = { $points }ポイント獲得
onboarding-start-intro = 順番は自由です。ご自分のペースでどうぞ。このリストは、ほかの人には見えません。
onboarding-start-points = +{ $points }ポイント
onboarding-start-done = ✅ { $step }（{ $at }）
onboarding-start-more = このあとに、あと{ $count }つあります。
onboarding-start-uncounted = 行動を記録しない設定になっているため、ここでも記録はされず、ポイントも付きません。
onboarding-start-finished = ### 🎉 すべて完了しました
    ここに来てくださって、うれしいです。これからは、わかることは教え合い、困ったときは気軽に聞いて、お好きなときにお立ち寄りください。このコミュニティの目的は { COMMAND("about") } で読めます。

## Introductions

onboarding-introduce-button = 自己紹介をする
onboarding-introduce-title = 自己紹介
onboarding-introduce-called = 呼ばれたい名前
    .help = 空欄の場合は、このサーバーでの表示名になります。
onboarding-introduce-about = 自分について
    .help = していること、好きなこと、ここに来たきっかけなど。このサーバーの全員が読めます。
onboarding-introduce-hope = ここでしたいこと（任意）
    .help = 見つけたいこと、学びたいこと、試してみたいこと。
onboarding-introduce-card-hope = ここでしたいこと
onboarding-introduce-edit = 編集
onboarding-introduce-remove = 削除
onboarding-introduce-done = 自己紹介を投稿しました：{ $link }
    どうぞよろしくお願いします。次にできることは { COMMAND("start") } で見られます。
onboarding-introduce-changed = 自己紹介を変更しました：{ $link }
onboarding-introduce-text-back = お書きになった内容です。なくならないよう、お返しします。
onboarding-introduce-remove-ask = 自己紹介を削除しますか？カードも、お書きになった内容も消えます。
onboarding-introduce-remove-yes = 削除する
onboarding-introduce-removed = 自己紹介を削除しました。このボタンや { COMMAND("introduce") } から、いつでも書き直せます。
onboarding-introduce-removed-soon = お書きになった内容は削除しました。カードはいま削除できないため、あとでもう一度試します。

onboarding-introduce-error-empty = ご自分について、少しだけでもお書きください。
onboarding-introduce-error-long = { $field ->
    [called] 名前は{ $limit }文字以内でお書きください。
    [about] 「自分について」は{ $limit }文字以内でお書きください。
   *[hope] 「ここでしたいこと」は{ $limit }文字以内でお書きください。
  }
onboarding-introduce-error-no-channel = このサーバーには、まだ自己紹介用のチャンネルがありません。管理者にお知らせください。
onboarding-introduce-error-closed = 自己紹介用のチャンネルに投稿できません。管理者にお知らせください（閲覧・送信・履歴を読む権限が必要です）。
onboarding-introduce-error-not-yours = この自己紹介を変更できるのは、ご本人だけです。

## Greeters

onboarding-greet-head = { $role } まだ返事をもらっていない新メンバーが{ $count }人います。ひと声かけていただけませんか。
onboarding-greet-introduction = - { $member }さんの自己紹介（{ $at }）：{ $link }
onboarding-greet-first-post = - { $member }さんの最初の投稿（{ $at }）：{ $link }

## Reminders

onboarding-nudge = { $members } 急がなくて大丈夫です。次に何をしようか迷っていたら、「**{ $step }**」はいかがでしょうか。{ $help }
    -# 「はじめの一歩」の一覧は { COMMAND("start") } で見られます。
onboarding-nudge-later = 今はやめておく
onboarding-nudge-off = 今後は知らせない
onboarding-nudge-later-done = わかりました。1週間後にもう一度だけお知らせします。
onboarding-nudge-later-last = わかりました。これ以上はお知らせしません。{ COMMAND("start") } はいつでも使えます。
onboarding-nudge-off-done = わかりました。今後はお知らせしません。{ COMMAND("start") } はいつでも使えます。
onboarding-nudge-error-not-for-you = このボタンは、上でお名前を挙げた方のためのものです。ご自分の「はじめの一歩」は { COMMAND("start") } で見られます。

## /about

onboarding-about-title = ## 「{ $server }」について
onboarding-about-purpose = このコミュニティの目的
onboarding-about-benefits = 参加すると得られること
onboarding-about-hopes = 私たちが願っていること
onboarding-about-unwritten = このコミュニティの紹介文は、まだ書かれていません。
onboarding-about-unwritten-admin = { COMMAND("onboarding about") } で書けます。書かれるまで、メンバーには以下だけが表示されます。
onboarding-about-staff = **運営チーム**：{ $roles }
onboarding-about-moderators = **モデレーター**：{ $roles }。人とのあいだで困ったことがあったとき、だれに聞けばよいかわからないときは、こちらへご相談ください。
onboarding-about-guidelines = **ルール**：第{ $number }版（{ $at }から）
onboarding-about-guidelines-link = **ルール**：第{ $number }版（{ $at }から）{ $link }
onboarding-about-privacy = 保存している情報は { COMMAND("privacy show") }、「はじめの一歩」は { COMMAND("start") } で見られます。
onboarding-about-form = { $language ->
    [ja] 紹介文（日本語）
   *[en] 紹介文（英語）
  }
onboarding-about-form-purpose = このコミュニティの目的
    .help = 何のためにあるのか、2、3文で。
onboarding-about-form-benefits = 参加すると得られること
    .help = 困ったときの助け、新しい情報、人とのつながり、特典など。
onboarding-about-form-hopes = 会社が願っていること
    .help = 率直に書くほど、力になりたいと思ってもらえます。
onboarding-about-kept = { COMMAND("about") } には、このように表示されます。
onboarding-about-emptied = この言語の紹介文は空になりました。
onboarding-about-error-long = それぞれ{ $limit }文字以内でお書きください。

## Check-up

onboarding-doctor-fine = 自己紹介、歓迎係、新メンバーへの声かけの設定はそろっています
onboarding-doctor-greeters-channel = 歓迎係のロールはありますが、知らせるチャンネルがないため、返事を待っている新メンバーのことがだれにも伝わりません
    .remedy = { COMMAND("settings open") } で歓迎係のチャンネルを選んでください。
onboarding-doctor-greeters-role = 歓迎係のチャンネルはありますが、知らせる相手のロールがないため、返事を待っている新メンバーのことがだれにも伝わりません
    .remedy = { COMMAND("settings open") } で歓迎係のロールを選んでください。
onboarding-doctor-nudges = 「はじめの一歩」が進んでいない方に声をかける設定ですが、歓迎用チャンネルがありません
    .remedy = { COMMAND("settings open") } で歓迎用チャンネルを選ぶか、声をかけるまでの日数を0にしてください。
onboarding-doctor-about = { COMMAND("about") } に表示する紹介文が、まだ書かれていません
    .remedy = { COMMAND("onboarding about") } で書けます。まずは2文ほどで十分です。
