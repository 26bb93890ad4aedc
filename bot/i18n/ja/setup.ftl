# /setup：機能に必要なものの提案と、その結果。

setup-command = Engawaに必要なチャンネル・ロール・タグを準備します
    .name = セットアップ

setup-title = ## 🏡 「{ $server }」のセットアップ
setup-intro = 次のように準備します。**「{ $apply }」を押すまで何も変わりません。**
setup-intro-ready = 必要なものはすべてそろっています。このままで使えますが、選び直すこともできます。
setup-intro-warned = 必要なものはすでにそろっています。⚠️ の項目だけご確認ください。選び直すこともできます。
setup-part = { $number }／{ $parts }：{ $title }
setup-part-button = 次へ：{ $title }
setup-part-essentials = 基本
setup-part-newcomers = 新メンバー
setup-part-gatherings = イベントとアンケート
setup-part-moderation = モデレーション
setup-apply = 実行する
setup-change = 変更
setup-again = もう一度確認

setup-need-staff = スタッフのロール
    .why = 運営側の人のロールです。どの質問でも、回答を解決にしたり終了したりできます。
    .made = スタッフ
setup-need-moderators = モデレーターのロール
    .why = ボットでモデレーションを行う人のロールです。
    .made = モデレーター
setup-need-queue = モデレーション用チャンネル
    .why = 判断が必要なことをボットが知らせる場所です。
    .made = モデレーション
setup-need-questions = 質問フォーラム
    .why = メンバーが質問し、答え合う場所です。
    .made = 質問
setup-need-announcements = ランクとシーズンのお知らせ用チャンネル
    .why = ランクが上がった人へのお祝いと、シーズンの結果を投稿します。
    .made = ランクアップ
setup-need-rules = ルールのチャンネル
    .why = コミュニティのルールを掲示し、だれでも読めるようにする場所です。
    .made = ルール
setup-need-member = メンバーのロール
    .why = ルールに同意した人に付けます。同意するまで見られないチャンネルがある場合だけ必要です。
    .made = メンバー
setup-need-welcome = 歓迎用チャンネル
    .why = 新しく来た人を迎え、最初にすることを案内する場所です。招待リンクもここにつながります。
    .made = ようこそ
setup-need-introductions = 自己紹介チャンネル
    .why = メンバーの自己紹介を投稿する場所です。
    .made = 自己紹介
setup-need-newcomer = 新メンバーのロール
    .why = 参加から数日間だけ付け、自動で外します。初心者向けの場所や名前の色分けに使えます。
    .made = 新メンバー
setup-need-greeters = 歓迎係のロール
    .why = 新しく来た人への返事が漏れないように気を配る人のロールです。
    .made = 歓迎係
setup-need-greeting = 歓迎係のチャンネル
    .why = まだだれも返事をしていない自己紹介や最初の投稿を、歓迎係に知らせる場所です。
    .made = 歓迎係

setup-need-events = イベントのチャンネル
    .why = イベントをお知らせし、参加の返事を受け付ける場所です。
    .made = イベント
setup-need-surveys = アンケートのチャンネル
    .why = アンケートをお願いし、結果をお知らせする場所です。
    .made = アンケート
setup-need-cases = ケースの記録チャンネル
    .why = だれが、何を判断したかを、モデレーターが確認する場所です。
    .made = ケース

setup-step-already = ✅ { $target } が設定済みです。
setup-step-use = 👉 { $target } を使います。
setup-step-make-role = ➕ ロール **@{ $name }** を作ります。権限は付けません。{ $mentionable ->
    [yes] お知らせが届くように、だれでもメンションできるようにします。
   *[no] {""}
  }{ $given ->
    [yes] 対象の人には、ボットが付けます。
   *[no] だれに付けるかは、あとで決めてください。
  }
setup-step-make-forum = ➕ フォーラム **#{ $name }** を作り、タグ（{ $tags }）を付けます。
setup-step-make-text = ➕ チャンネル **#{ $name }** を作ります。
setup-step-make-private = ➕ { $who ->
    [greeters] 歓迎係とモデレーター
   *[moderators] モデレーター
  }だけが見られるチャンネル **#{ $name }** を作ります。
setup-step-make-read-only = ➕ 全員が読めて、ボットが投稿するチャンネル **#{ $name }** を作ります。
setup-step-add-tags = 🏷️ { $target } にタグ（{ $tags }）を追加します。今あるタグはそのままです。
setup-step-no-room-for-tags = ⚠️ フォーラムのタグは{ $limit }個までのため、{ $target } にタグ（{ $tags }）を追加できません。タグがなくても質問機能は使えます。追加するには、不要なタグを削除してから { COMMAND("setup") } をもう一度実行してください。
setup-step-plain-channel = ℹ️ { $target } はテキストチャンネルなので、質問はスレッドになり、タグは付きません。
setup-step-let-see = 👁️ { $who ->
    [greeters] 歓迎係とモデレーター
   *[moderators] モデレーター
  }のロールが { $target } を見られるようにします。
setup-step-seen-by-everyone = ⚠️ { $target } は全員に見えています。チャンネルの設定 → 権限 →「プライベートチャンネル」で非公開にしてください。
setup-step-maybe-no-forum = ℹ️ Discordがこのサーバーでのフォーラム作成を認めない場合は、テキストチャンネルを作ります。
setup-step-hidden-from-bot = ⚠️ ボットから { $target } が見えません。そのチャンネルの設定 → 権限 で { $role } を追加し、「チャンネルを見る」を許可してください。
setup-step-not-allowed = ⚠️ { $target } で **{ $permissions }** の権限がありません。そのチャンネルの設定 → 権限 で { $role } を追加し、許可してください。
setup-step-above-bot = ⚠️ { $target } はボットのロールより上にあるため、付けることができません。サーバー設定 → ロール で { $role } をこのロールより上に移動してください。
setup-step-powerful = ⚠️ { $target } には、だれにでも認めるべきではない権限があります。ボットが多くの人に付けるロールですので、権限を外すか、別のロールを選んでください。
setup-step-skip = ⏭️ 準備しません。
setup-lacking = ⚠️ これには **{ $permission }** の権限が必要です。サーバー設定 → ロール → { $role } → 権限 で許可してください。

setup-form-title = { $need }
setup-form-way = どうしますか？
setup-form-use-channel = 下で選ぶチャンネルを使う
setup-form-use-role = 下で選ぶロールを使う
setup-form-make = 新しく作る
setup-form-skip = 準備しない
setup-form-channel = チャンネル
setup-form-role = ロール
setup-error-nothing-chosen = 使うものを選んでください。
setup-error-changed = 表示している間に状況が変わりました。「もう一度確認」を押して、今の状態を確認してください。
setup-error-not-suitable = 選ばれたものはこの用途には使えません。別のものを選んでください。

setup-done-title = ## 🏡 「{ $server }」の準備ができました
setup-part-done-title = ## 🏡 「{ $server }」の「{ $part }」の準備ができました
setup-part-done-intro = 次は「{ $onward }」です。あとで { COMMAND("setup") } をもう一度実行して続けることもできます。
setup-partly-title = ## 🏡 一部の準備ができました
setup-done-intro = { COMMAND("setup") } は何度でも実行できます。すでにあるものは、そのまま使います。
setup-partly-intro = できた分は保存してあります。残りを解決したら「{ $again }」を押してください。
setup-next = **次にすること：** スタッフとモデレーターにロールを付け、{ COMMAND("rules edit") } でルールを公開し、{ COMMAND("onboarding about") } で紹介文を書いてください。細かい設定は { COMMAND("settings open") }、動作の確認は { COMMAND("doctor") } でできます。

setup-did-already = ✅ { $target } は設定済みです。
setup-did-use = ✅ { $target } を使うように設定しました。
setup-did-make = ✅ { $target } を作りました。
setup-did-make-instead = ✅ このサーバーではフォーラムを作れないため、{ $target } をテキストチャンネルとして作りました。質問はスレッドになります。コミュニティ機能を有効にすると（サーバー設定 → コミュニティを有効にする）、{ COMMAND("setup") } でフォーラムを選べます。
setup-did-add-tags = ✅ { $target } にタグ（{ $tags }）を追加しました。
setup-did-let-see = ✅ { $who ->
    [greeters] 歓迎係とモデレーター
   *[moderators] モデレーター
  }のロールが { $target } を見られるようになりました。
setup-did-skip = ⏭️ 準備しませんでした。
setup-failed-permission = ❌ **{ $permission }** の権限がありません。サーバー設定 → ロール → { $role } → 権限 で許可してください。個別に権限を設定しているチャンネルでは、そのチャンネルの設定 → 権限 もご確認ください。
setup-failed-gone = ❌ その間に削除されました。
setup-failed-busy = ❌ Discordが応答しませんでした。1分ほどおいてもう一度お試しください。
setup-failed-full = ❌ Discordの上限に達しているため、これ以上{ $kind ->
    [role] ロール
   *[channel] チャンネル
  }を作れません。不要なものを削除してください。
setup-failed-refused = ❌ Discordに断られました（コード { $code }）。

setup-audit = { $member }さんによる /setup
setup-topic-questions = 製品についてのご質問はこちらへどうぞ。1つの投稿に1つの質問をお願いします。`{ COMMAND_NAME("ask") }` を使うと、似た質問を先に確認できます。
setup-topic-queue = モデレーターの判断が必要なことが届くチャンネルです。モデレーターと管理者だけが見られます。
setup-topic-announcements = ランクが上がった人と、各シーズンの上位の人をお知らせします。ランクの一覧は `{ COMMAND_NAME("ranks list") }` でご覧いただけます。

setup-topic-rules = このコミュニティのルールです。どのモデレーターも、このルールに沿って判断します。
setup-topic-welcome = 新しく来た方をお迎えするチャンネルです。最初にすることは `{ COMMAND_NAME("start") }` で確認できます。
setup-topic-introductions = メンバーの自己紹介です。自己紹介は `{ COMMAND_NAME("introduce") }` からどうぞ。返事は、それぞれの自己紹介のスレッドでどうぞ。
setup-topic-greeting = まだ返事をもらっていない新メンバーをお知らせします。手の空いている方は、ひと声かけてあげてください。
setup-topic-events = これからのイベントです。参加するかどうかはボタンでお知らせください。一覧は `{ COMMAND_NAME("event list") }` でご覧いただけます。
setup-topic-surveys = 運営からの短いアンケートと、その結果をお知らせします。ご回答の内容がほかの方に表示されることはありません。
setup-topic-cases = 対応の記録です。モデレーターと管理者だけが見られます。

setup-feature-setup = セットアップ
setup-feature-questions = 質問と回答
setup-feature-queue = モデレーション用チャンネル
setup-feature-announcements = ランクとシーズン
setup-feature-rules = ルール
setup-feature-welcome = 歓迎
setup-feature-introductions = 自己紹介
setup-feature-greeters = 歓迎係
setup-feature-invites = 招待
setup-feature-events = イベント
setup-feature-native-events = Discordのイベント一覧への掲載
setup-feature-surveys = アンケート
setup-feature-moderation = モデレーション
setup-feature-cases = ケース
setup-feature-automod = DiscordのAutoModと招待の一時停止
setup-feature-playbooks = 重大なケースへの対応
