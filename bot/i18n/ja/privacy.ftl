# プライバシー：/privacy コマンド、メンバーの情報を持つすべての表の説明、保存期間。

## The command

privacy-command = このボットに保存されている自分の情報を確認・管理します
    .name = プライバシー
privacy-command-show = 自分について何が、なぜ、いつまで保存されるのかを確認します
    .name = 確認
privacy-command-export = 保存されている自分の情報をファイルで受け取ります
    .name = 書き出し
privacy-command-delete = 保存されている自分の情報を消去します
    .name = 消去
privacy-command-optout = 活動の記録をやめる・再開する
    .name = 記録停止
privacy-command-retention = 管理者用：情報の保存期間と、次に削除されるもの
    .name = 保存期間

## Errors

privacy-error-kind = この種類の情報は、もう扱っていません。もう一度 { COMMAND("privacy retention") } を開いてください。
privacy-error-too-soon = ファイルは先ほどお渡ししたばかりです。次は{ $minutes }分ほど待ってからお試しください。

## What is stored

privacy-show-title = ## このサーバーで保存されているあなたの情報
privacy-show-intro = -# あなただけに表示されています。次のページから、保存する情報を1つずつ説明します。データベースの構成から自動で作成しているため、いつも最新の内容です。
privacy-show-rows = { $rows ->
    [0] このサーバーには、あなたについての記録はありません。
   *[other] このサーバーには、あなたの名前が結び付いた記録が{ $rows }件あります。
  }
privacy-show-recording-on = 🟢 **このサーバーでの活動を記録しています**（メッセージとリアクションの数、ボイスの時間）。書いた内容は含みません。{ COMMAND("privacy optout") } でやめられます。
privacy-show-recording-off = ⚪ **このサーバーでの活動は記録していません。** ご希望によるものです。{ COMMAND("privacy optout") } で変更できます。
privacy-show-texts = **書いた内容は保存しません。** 例外は、ご自身で投稿・登録していただいたもの（質問、解決した回答、自己紹介、プロフィール、不具合の報告）だけです。
privacy-show-backups = -# データベースのバックアップは毎日作成し、直近の{ $kept }件を残しています。消去した情報は、{ $days }日後にはどのバックアップからもなくなります。
privacy-show-rights = 📄 すべてをファイルで受け取る：{ COMMAND("privacy export") }
    🗑️ 自分の情報を消去する：{ COMMAND("privacy delete") }
privacy-show-kept = **消去しても残るものと、その理由**
privacy-show-kept-entry = - { $what }：{ $why }
privacy-show-operator = **このボットの運用担当者**
    { $text }
privacy-show-operator-none = **このボットの運用担当者**については、まだ記載がありません。このサーバーの管理者にお尋ねください。
privacy-show-feature = ### { $feature }
privacy-show-entry = **{ $what }**・{ $rows ->
    [0] あなたの記録はありません
   *[other] { $rows }件
  }
    -# { $why }保存期間：{ $how-long }{ $erased }
privacy-erased-delete = 消去すると、削除されます。
privacy-erased-forget = 消去すると、お名前を外した形で残ります。
privacy-erased-both = 消去すると、ご自身のものは削除され、ほかの方のものはお名前を外した形で残ります。
privacy-erased-keep = 消去しても残ります。

privacy-feature-activity = 活動
privacy-feature-appeals = 異議申し立て
privacy-feature-events = イベント
privacy-feature-filters = フィルター
privacy-feature-guidelines = ルール
privacy-feature-inbox = 個別のお知らせ
privacy-feature-moderation = モデレーション
privacy-feature-onboarding = 参加と自己紹介
privacy-feature-perks = 特典
privacy-feature-playbooks = 重大なケースへの対応
privacy-feature-points = ポイントとランク
privacy-feature-privacy = プライバシー
privacy-feature-problems = ボットの不具合
privacy-feature-profiles = プロフィールと表示の設定
privacy-feature-questions = 質問と回答
privacy-feature-queue = 対応待ち
privacy-feature-raids = 荒らし対策
privacy-feature-reports = 通報
privacy-feature-settings = 設定
privacy-feature-surveys = アンケート

## Every table that names members

privacy-table-activity-day = 日ごとの活動量
    .why = コミュニティ全体の数字を出すためです。メッセージ・返信・リアクションの数とボイスの時間だけで、内容は含みません。
    .how-long = 管理者が決めた日数まで。その後はサーバー全体の合計だけが残ります。
privacy-table-activity-member = はじめて書き込んだ日時
    .why = 人とボット、新メンバーとそうでない方を見分けるためです。
    .how-long = 消去するまで。
privacy-table-activity-voice = いま参加しているボイスチャンネル
    .why = ボットが再起動しても、参加時間が失われないようにするためです。
    .how-long = チャンネルを出るまで。
privacy-table-event = 作成・主催したイベントと、採否を判断したイベント
    .why = 参加者が問い合わせ先を確認でき、主催者がイベントを変更できるようにするためです。
    .how-long = イベントの記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-event-attendance = イベントへの参加・欠席の記録
    .why = ポイントを付け、実際の参加人数を主催者が把握するためです。
    .how-long = 消去するまで。その後は人数としてのみ残ります。
privacy-table-event-attendance-import = アップロードして確定していない参加者リスト
    .why = 反映する前に内容を確認していただくためです。
    .how-long = 1時間。
privacy-table-event-checkin-try = 間違えて入力したチェックインコードの回数
    .why = コードを当てずっぽうで探されることを防ぐためです。
    .how-long = 1日。
privacy-table-event-preference = イベントのお知らせの受け取り方
    .why = ご希望の方にだけ、DMでお知らせするためです。
    .how-long = 変更するまで、または消去するまで。
privacy-table-event-presence = イベントのボイスチャンネルにいた時間帯
    .why = 参加した方と参加時間を確かめるためです。
    .how-long = イベント終了の数時間後、参加の集計が終わるまで。
privacy-table-event-question = イベントで投稿した質問
    .why = 主催者が回答するためです。
    .how-long = 消去するまで。
privacy-table-event-question-vote = イベントの質問への「聞きたい」
    .why = 1人1回だけ数えるためです。
    .how-long = 消去するまで。数は残ります。
privacy-table-event-rsvp = イベントへの参加の返事
    .why = 主催者が準備し、席を公平に割り当て、参加する方だけにお知らせするためです。
    .how-long = 消去するまで。その後は人数としてのみ残ります。
privacy-table-survey = 作成したアンケートと、結果を受けて決めたこと（管理者のみ）
    .why = だれが尋ねたのかを確認できるようにするためです。
    .how-long = アンケートの記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-survey-answer = アンケートで回答した内容（あなたのものとわかる範囲）
    .why = 回答の前に、その扱いをお知らせしたものです。匿名の回答は、締め切りまでの間だけ表示できます。
    .how-long = 消去するまで、または匿名のアンケートが締め切られるまで。
privacy-table-survey-invited = 回答をお願いしたアンケート
    .why = お願いした方だけが回答でき、同じ方に何度もお願いしないようにするためです。
    .how-long = 消去するまで。
privacy-table-survey-nps-asked = おすすめ度のアンケートを最後にお願いした日
    .why = 90日間は同じ方にお願いしないようにするためです。
    .how-long = 消去するまで。
privacy-table-survey-participant = 回答したアンケートと、回答を始めた日
    .why = 二重の回答を防ぎ、ポイントを付けるためです。回答の内容は含みません。
    .how-long = 消去するまで。
privacy-table-survey-response = 匿名ではないアンケートへの回答
    .why = 回答の前に、匿名ではないとお知らせしたものです。匿名の回答は、だれのものかわからないため、ここには表示できません。
    .how-long = 消去するまで。その後は、選んだ答えだけがお名前なしで残り、書いた文章は削除されます。
privacy-table-guideline-version = 作成・公開したルールの版
    .why = だれがルールを変えたのかを、管理者が確認できるようにするためです。
    .how-long = ルールがある間。
privacy-table-guideline-agreement = 同意したルールの版と日時
    .why = 同意の有無を確かめ、大事な変更があったときだけあらためてお尋ねするためです。
    .how-long = 消去するまで。
privacy-table-guideline-asked = ルールへの同意をお願いした記録
    .why = 操作のたびに何度もお尋ねしないためです。
    .how-long = 消去するまで。
privacy-table-inbox-letter = あなたへの個別のお知らせの記録
    .why = DMを受け取れない場合にも、大切なことをお知らせするためです。文面は保存していません。
    .how-long = 消去するまで。
privacy-table-moderation-case = あなたに関するケースと、あなたが判断したケース（モデレーターのみ）
    .why = だれに対しても同じルールで対応し、そのことを確かめられるようにするためです。
    .how-long = 有効な間（BANや違反点など）。その後は、消去の際にあなたの名前を外します。
    .kept = 有効な間は、BANの解除や判断の確認ができなくなるためです。その後は、あなたの名前を外します。
privacy-table-moderation-change = ケースに加えた変更（モデレーターのみ）
    .why = 知らないうちに書き換えられることがないようにするためです。
    .how-long = ケースの記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-moderation-draft = 検討中の対応（あなたに関するもの、あなたが行っているもの）
    .why = ボットが再起動しても、途中の手続きが失われないようにするためです。
    .how-long = 1日。
privacy-table-moderation-purge = あなたが確認、実行した一括削除
    .why = ボットが再起動しても、確認していただいた投稿だけを削除するためです。
    .how-long = 1週間。
privacy-table-moderation-evidence = 証拠として保存した、あなたの投稿
    .why = あとから、何についての判断だったかを確かめられるようにするためです。異議の申し立てにも使います。
    .how-long = 管理者が決めた日数まで。対応中のことがなければ、消去もできます。
privacy-table-filter-change = フィルターに加えた変更（管理者のみ）
    .why = フィルターをだれがどう変えたか、あとから確かめられるようにするためです。
    .how-long = フィルターの記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-filter-hit = フィルターがあなたの投稿に反応した記録と、モデレーターとして判断した記録
    .why = モデレーターが確認し、間違いの多いフィルターに気づけるようにするためです。
    .how-long = 90日間。消去後は、あなたの名前を外して残ります。投稿の内容は、証拠としてのみ保存します。
privacy-table-report = あなたが対応した通報（モデレーターのみ）
    .why = だれがいつ確認したかを、あとから示せるようにするためです。
    .how-long = モデレーションの集計と同じ期間。データを消去すると、あなたの名前は残りません。
privacy-table-report-voice = あなたからモデレーターへの通報
    .why = モデレーターが確認し、結果をお知らせするためです。あなたの通報だとは、だれにも表示しません。
    .how-long = 対応が終わってから、管理者が決めた証拠の保存期間が過ぎるまで。または消去するまで（対応中の通報は、あなたの名前を除いて、対応が終わるまで残ります）。
privacy-table-report-draft = 開いたまま送信していない通報のフォーム
    .why = 投稿が途中で削除されても、通報したときの内容をモデレーターに伝えるためです。
    .how-long = 1日。
privacy-table-appeal = あなたの異議申し立てと、あなたが判断したもの（モデレーター）
    .why = ケースを別の人が一度見直し、結果をお知らせするためです。
    .how-long = 消去するまで。消去すると、あなたの名前とお書きになった内容はなくなり、件数だけが残ります。判断前の申し立ては取り下げになります。
privacy-table-queue-mark = 対応待ちで担当したもの（モデレーターのみ）
    .why = 同じことを2人で進めてしまわないようにするためです。
    .how-long = 記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-playbook-version = あなたが書いた、または変更した対応手順（管理者のみ）
    .why = モデレーターの拠りどころとなる手順を、だれが変えたかわかるようにするためです。
    .how-long = 対応手順がある間。消去後は、あなたの名前を外して残ります。
privacy-table-playbook-escalation = あなたがエスカレーション・統括・終了した重大なケース（モデレーターのみ）
    .why = だれが何に責任を持っていたかを、あとから確かめられるようにするためです。
    .how-long = ケースがある間。消去後は、あなたの名前を外して残ります。
privacy-table-playbook-step = 重大なケースで、あなたが完了にした手順（モデレーターのみ）
    .why = 対応している全員に、どこまで終わったかがわかるようにするためです。
    .how-long = ケースがある間。消去後は、あなたの名前を外して残ります。
privacy-table-playbook-note = 重大なケースで、あなたが書いたメモ（モデレーターのみ）
    .why = 引き継いだ人に、わかったことや決めたことが伝わるようにするためです。
    .how-long = ケースがある間。消去後は、あなたの名前を外して残ります。
privacy-table-playbook-bundle = あなたが作成した証拠のまとめ（モデレーターのみ）
    .why = ケースの証拠をだれが受け取ったかを、確かめられるようにするためです。
    .how-long = ファイルは管理者が決めた期間まで、ハッシュ値はケースがある間。消去後は、あなたの名前を外して残ります。
privacy-table-onboarding-about = コミュニティの紹介文（書いた方のみ）
    .why = 最後にだれが変更したのかを、管理者が確認できるようにするためです。
    .how-long = ほかの方が変更するまで。
privacy-table-onboarding-arrival = 参加、Discordの参加時の確認の完了、退出の日時
    .why = 一度だけお迎えし、新メンバーがなじめているかを確かめるためです。
    .how-long = 消去するまで。その後は人数としてのみ残ります。
privacy-table-onboarding-fact = 新メンバーとしての歩み（同意、自己紹介、最初の投稿など）
    .why = 新メンバーがなじめているかを確かめ、「はじめの一歩」の進み具合をお見せするためです。
    .how-long = 消去するまで。その後は人数としてのみ残ります。
privacy-table-onboarding-greeting = 返事を待っている自己紹介や最初の投稿
    .why = 新メンバーへの返事が漏れないようにするためです。
    .how-long = 消去するまで。
privacy-table-onboarding-introduction = 自己紹介
    .why = ここの皆さんに向けて、ご自身で書いたものです。
    .how-long = 消去するまで。そのとき投稿されたカードも削除します。
privacy-table-onboarding-invite = あなた専用の招待リンクと、サーバーのために作成した招待リンク
    .why = だれがだれを招待したのかを確かめ、招待のポイントを付けるためです。
    .how-long = サーバーが招待の集計を続けている間。
privacy-table-onboarding-referral = あなたの招待で参加した方と、ポイントの状況
    .why = 実際の参加につながった招待に、一度だけポイントを付けるためです。
    .how-long = サーバーが招待の集計を続けている間。
privacy-table-perk = 追加した特典
    .why = だれが用意した特典なのかを、管理者が確認できるようにするためです。
    .how-long = 特典がある間。
privacy-table-perk-claim = 受け取った特典、スタッフとして対応した特典
    .why = 二重にお渡しせず、スタッフがお渡しするものを把握するためです。
    .how-long = 消去するまで。お渡しした事実だけは残ります。
privacy-table-perk-code = 受け取った特典のコード
    .why = あとから確認できるようにするためです。暗号化して保存しています。
    .how-long = 保存したとお知らせいただくか、消去するまで。
privacy-table-perk-import = アップロードしてまだ確定していないコードのファイル
    .why = 反映する前に内容を確認していただくためです。
    .how-long = 1時間。
privacy-table-point-ledger = 受け取ったポイントと、ほかの方に贈ったポイントの明細
    .why = ポイントの内訳を確かめられるようにし、同じ理由で二重に数えないためです。
    .how-long = 消去するまで。
privacy-table-point-member = ポイントの合計、ランク、ランキングに表示するかどうか
    .why = ランクカードとランキングのためです。
    .how-long = 消去するまで。
privacy-table-point-day = 日ごとのポイント
    .why = 直近30日のランキングのためです。
    .how-long = 消去するまで。
privacy-table-point-season-member = シーズンごとのポイント
    .why = シーズンのランキングのためです。
    .how-long = 消去するまで。
privacy-table-point-winner = 殿堂に載った順位
    .why = 入賞した方を記念に残すためです。
    .how-long = 消去するまで。その後は順位だけがお名前なしで残ります。
privacy-table-point-notice = お知らせ前のランクアップ
    .why = 一度だけお知らせするためです。
    .how-long = お知らせするまで。
privacy-table-point-voice = まだポイントになっていないボイスの時間
    .why = ボットが再起動しても失われないようにするためです。
    .how-long = 1日。
privacy-table-privacy-optout = 活動を記録しないというご希望
    .why = ご希望を守るためです。
    .how-long = ご自身で変更するまで。
    .kept = 消してしまうと、ご希望を守れなくなるためです。
privacy-table-privacy-pending = 消去の作業中であること
    .why = 途中でボットが再起動しても、最後まで消去するためです。
    .how-long = 作業が終わるまで（通常は数秒）。
privacy-table-problem = 報告したボットの不具合
    .why = 運用担当者が直し、必要なときに詳しくお尋ねするためです。
    .how-long = 対応が終わってから半年。
privacy-table-profile-field = プロフィールに書いた内容
    .why = 見せたい相手に向けて、ご自身で書いたものです。
    .how-long = 変更または消去するまで。
privacy-table-profile-interest = 興味のあること
    .why = 対応するロールを付けるためです。
    .how-long = 変更または消去するまで。
privacy-table-profile-preference = 言語、タイムゾーン、声かけを控える時間
    .why = ご希望に合わせてお伝えするためです。
    .how-long = 変更または消去するまで。
privacy-table-question = 質問した、回答した、引き受けた、または終了した質問
    .why = 質問と回答を、皆さんが見つけられるようにするためです。
    .how-long = 質問がある間。匿名の質問では、質問した方を封印しています。
privacy-table-question-answer = 質問への回答になったメッセージ
    .why = だれが助けたのかを知るためです。解決した回答を除き、内容は保存しません。
    .how-long = 質問がある間。
privacy-table-question-expert = エキスパートとして登録したトピック
    .why = お力になれそうな質問をお知らせするためです。
    .how-long = 登録をやめるか、消去するまで。
privacy-table-question-fact = 質問の経過と、そこでのあなたの関わり
    .why = 質問がどのくらいで回答されるかなどの数字を出すためです。
    .how-long = 質問がある間。消去した後はお名前なしで残ります。
privacy-table-question-faq = よくある質問に加えた質問
    .why = だれが加えたのかを、管理者が確認できるようにするためです。
    .how-long = 項目がある間。
privacy-table-question-notice = エキスパートとしてお知らせを受けた質問
    .why = 1日のお知らせが、ご希望の件数を超えないようにするためです。
    .how-long = 消去するまで。
privacy-table-question-thanks = 質問した方からお礼を受けた質問
    .why = お礼を二重に数えないためです。
    .how-long = 消去するまで。
privacy-table-question-unseal = モデレーターとして開示した匿名の質問
    .why = 匿名で質問した方が、だれがなぜ開示したのかを知ることができるようにするためです。
    .how-long = 2年。
    .kept = 匿名で質問した方には、どの2人が開示したのかを知る権利があるためです。
privacy-table-question-upvote = 投票した回答
    .why = 1人1票として数えるためです。
    .how-long = 消去するまで。その後は票だけがお名前なしで残ります。
privacy-table-setting = 変更した設定
    .why = だれが何を設定したのかを、管理者が確認できるようにするためです。
    .how-long = ほかの方が変更するまで。
privacy-table-setting-change = 設定の変更履歴
    .why = 変更の経緯を確かめ、元に戻せるようにするためです。
    .how-long = 2年。

## Export

privacy-export-about = このサーバーのボットに保存されている、あなたの名前が結び付いたすべての記録です。このファイルを作成した時点の内容です。「you_are」は、その記録のどの項目があなたを指すかを示します。ほかの方は「other」としています。IDは引用符で囲み、日時はISO 8601形式です。
privacy-export-more = この記録のどの項目にもあなたの名前はありませんが、あなたのものです。あなただけにお渡ししています。
privacy-export-done = { $files ->
    [1] このサーバーに保存されているあなたの情報です。このメッセージはあなただけに表示されています。ファイルは今のうちに保存してください。
   *[other] このサーバーに保存されているあなたの情報です。ファイルは{ $files }個あります。これらのメッセージはあなただけに表示されています。今のうちに保存してください。
  }
privacy-export-part = { $number }個目（全{ $files }個）

## Erasing

privacy-delete-title = ## このサーバーでの自分の情報を消去する
privacy-delete-nothing = あなたの名前が結び付いた記録はありません。これから何も記録しないようにすることはできます。
privacy-delete-deleted = **削除されるもの**
privacy-delete-forgotten = **お名前を外した形で残るもの**（ほかの方のものでもあるため）
privacy-delete-kept = **そのまま残るもの**
privacy-delete-entry = - { $what }（{ $rows }件）
privacy-delete-kept-entry = - { $what }：{ $why }
privacy-delete-more = …ほか{ $count }種類。すべての説明は { COMMAND("privacy show") } にあります。
privacy-delete-anonymous = 匿名の質問は残りますが、あなたの質問だったことは、モデレーターが2人そろってもわからなくなります。質問者としての操作もできなくなります。
privacy-delete-ranks = ポイントとランクはなくなります。ランクのロールと新メンバーのロールは外れ、そのほかのロールはそのままです。
privacy-delete-discord = **消去されないもの：Discord上のメッセージ。** ご自身のメッセージや投稿は、ご自身で削除するまで残ります。メッセージのメニューから「メッセージを削除」を選んでください。お名前の入ったボットのメッセージ（ランクアップのお知らせなど）も残ります。そちらはモデレーターが削除できます。
privacy-delete-final = **元に戻すことはできません。** バックアップには{ $days }日間残り、その後は完全になくなります。先に { COMMAND("privacy export") } で受け取っておくこともできます。
privacy-delete-yes = 自分の情報を消去する
privacy-delete-yes-optout = 消去して、今後は何も記録しない
privacy-delete-sure = ## 本当に消去しますか？
    { $rows }件の記録が削除されるか、お名前を外した形になります。あとから元に戻すことは、だれにもできません。
privacy-delete-sure-optout = その後の活動は、いっさい記録しません。
privacy-delete-sure-yes = はい、完全に消去します
privacy-delete-done = 消去しました。{ $rows ->
    [0] お名前が結び付いた記録は残っていませんでした。
   *[other] { $rows }件の記録を削除するか、お名前を外しました。
  }バックアップからも{ $days }日以内になくなります。
privacy-delete-done-optout = 今後の活動は、いっさい記録しません。
privacy-delete-done-recording = これからの活動は、ほかの方と同じように記録されます。{ COMMAND("privacy optout") } でやめられます。

## Opting out

privacy-optout-title = ## 活動の記録
privacy-optout-is-on = 🟢 現在は、メッセージとリアクションの数、ボイスの時間を記録しています。内容は含みません。
privacy-optout-is-off = ⚪ 現在は、活動を記録していません。
privacy-optout-means = 記録をやめると、その時点から止まります。新メンバーとしての歩みも記録しません。メッセージ・リアクション・ボイスのポイントは付かず、「はじめの一歩」の声かけもなくなります。
privacy-optout-goes-on = ご自身の操作で行うことは、これまでどおり記録します（質問と回答、回答への投票、お礼、特典の受け取り）。記録がないと、これらの機能が働かないためです。
privacy-optout-before = これまでの記録は、{ COMMAND("privacy delete") } で消去するまで残ります。
privacy-optout-leave = 今後は記録しない
privacy-optout-return = 記録を再開する

## Retention

privacy-retention-title = ## このサーバーでの保存期間
privacy-retention-intro = 期間を過ぎたものは、毎晩削除しています。活動と退出した方の期間は { COMMAND("settings open") } で変更できます。
privacy-retention-entry = **{ $kind }**・{ $limit }
    -# { $due }{ $last }
privacy-retention-days = { $days }日
privacy-retention-ever = 無期限
privacy-retention-due = { $rows ->
    [0] 今夜削除するものはありません。
   *[other] 今夜{ $rows }件を削除します。
  }
privacy-retention-last = 前回は<t:{ $when }:R>に{ $rows }件を削除しました。
privacy-retention-never = これまでに削除したものはありません。
privacy-retention-now = 今すぐ実行
privacy-retention-sure = ## 期間を過ぎたものを今すぐ削除しますか？
    { $rows }件が完全になくなります。
privacy-retention-sure-yes = 削除する
privacy-retention-nothing = 期間を過ぎたものはありません。削除するものはありませんでした。
privacy-retention-done = 完了しました。{ $rows ->
    [0] 期間を過ぎたものはありませんでした。
   *[other] { $rows }件を削除しました。
  }

privacy-kind-activity = 日ごとのメンバーの活動
privacy-kind-leavers = 退出した方（その方の情報すべて）
privacy-kind-due = 実行済みの処理の記録
privacy-kind-changes = 設定の変更履歴
privacy-kind-unsealing = 匿名の質問の開示請求
privacy-kind-problems = 対応が終わった不具合の報告
privacy-kind-checkins = 間違えて入力されたチェックインコード
privacy-kind-lists = 確定されなかった参加者リスト
privacy-kind-presence = イベントのボイスチャンネルにいた時間帯（参加の集計後に残ったもの）
privacy-kind-filters = フィルターが見つけた記録
privacy-kind-bundles = 保存期間が過ぎた証拠のまとめ（ハッシュ値は残ります）
privacy-kind-reports = 通報の内容と、通報に関わる方の記録（対応の終了後）
privacy-kind-report-drafts = 送信されなかった通報のフォーム
privacy-kind-evidence = 証拠として保存した投稿の文章
privacy-kind-purges = 確認または実行が済んだ一括削除
privacy-kind-drafts = 途中のまま残されたモデレーションの手続き
privacy-kind-cases = データを削除した方の、効力がなくなったケースに残る名前

## Settings

settings-privacy = プライバシー
    .help = 運用担当者の案内と、情報の保存期間です。
settings-privacy-operator-text = 運用担当者の案内
    .help = { COMMAND("privacy show") } に表示する文章です。ボットを運用する方や会社の名前、連絡先、プライバシーポリシーの全文の場所などをお書きください。
settings-privacy-activity-days = メンバーごとの活動の保存期間
    .help = それより前の日は、サーバー全体の合計だけを残します。
settings-privacy-leavers-days = 退出した方の情報を消去するまでの日数
    .help = 0にすると消去しません。質問と回答は、お名前を外した形で残ります。

## Check-up

doctor-privacy-operator = { COMMAND("privacy show") } に、運用担当者の案内があります
doctor-privacy-operator-missing = { COMMAND("privacy show") } に、運用担当者と、情報についての問い合わせ先が書かれていません
    .remedy = { COMMAND("settings open") } の「プライバシー」でお書きください。Discordは、見つけやすいプライバシーポリシーを求めています。
