# ポイント：/points コマンド、獲得の理由、できないことの説明、設定。

points-command = ポイントの内訳や決まりを確認します
    .name = ポイント

# ポイントが増減した理由。付与ルールの名前としても使います。

points-kind-message = メッセージ
points-kind-reaction = もらったリアクション
points-kind-voice = ボイスチャット
points-kind-thanks = もらったお礼
points-kind-upvote = 回答への「役に立った」
points-kind-answer = 解決につながった回答
points-kind-first-step = はじめの一歩
points-kind-referral = 招待した人が定着
points-kind-attended = イベントへの参加
points-kind-hosted = イベントの主催
points-kind-survey = アンケートへの回答
points-kind-adjustment = 運営による調整
points-kind-import = ほかのボットからの引き継ぎ
points-kind-reversal = 取り消し
points-kind-spent = 特典との交換

# いろいろな場所で使う言葉

points-amount = { $points }ポイント
points-former-member = 退出したメンバー
points-option-private =
    .name = 自分だけ
points-option-public =
    .name = みんなに表示

# /rank

points-rank-command = ポイント・ランク・順位を表示します
    .name = ランク
    .member = 見たい人。空欄ならご自身のランクを表示します
    .private = 自分だけに表示します
points-rank-who = **{ $member }** · { $rank }
points-rank-place = { $members }人中{ $place }位
points-rank-hidden = ランキングには非表示
points-rank-season = 今シーズン { $points }ポイント
points-rank-season-place = 今シーズン { $points }ポイント（{ $place }位）
points-rank-next = 「{ $rank }」まであと{ $points }ポイント
points-rank-top = 最高ランクに到達しています。
points-rank-none-own = まだポイントがありません。メッセージを書くとポイントが付きます。ほかの人を助けると、さらに多く付きます。
points-rank-none = { $member }さんには、まだポイントがありません。

points-card-points = ポイント
points-card-position = 順位
points-card-season = 今シーズン
points-card-season-place = { $place }位
points-card-to-go = あと{ $points }ポイント
points-card-top = 最高ランク

# /leaderboard

points-board-command = ポイントのランキングと、自分の順位を表示します
    .name = ランキング
    .public = このチャンネルのみんなに表示します。指定しなければ自分だけに表示します
points-board-title = ## 🏆 ランキング
points-board-members = { $members }人
points-board-season-ends = { $when }に終了
points-period-all_time = 累計
points-period-season = 今シーズン
points-period-recent = 最近30日間
points-scope-all = すべてのポイント
    .help = 付いたポイントをすべて数えます
points-scope-helpers = お助けメンバー
    .help = 解決につながった回答、「役に立った」、お礼だけを数えます
points-board-empty = まだだれにもポイントがありません。最初の1人になりましょう。
points-board-empty-helpers = この期間のお助けメンバーはまだいません。解決につながった回答、「役に立った」、お礼がここに載ります。
points-board-empty-season = 今シーズンは、まだだれにもポイントがありません。全員0からのスタートです。
points-board-own = **あなたは{ $members }人中{ $place }位** · { $points }
points-board-own-hidden = ランキングには表示されていません。{ $points }あることは、ご自身だけが確認できます。
points-board-own-staff = { $points }あります。このサーバーでは、スタッフはランキングに表示されません。
points-board-own-none = このランキングには、まだ載っていません。
points-board-button-hide = 自分を表示しない
points-board-button-show = 自分を表示する

# /points history

points-history-command = ポイントの履歴を新しい順に表示します
    .name = 履歴
    .member = 見たい人。ほかの人の履歴を見られるのはモデレーターだけです
points-history-title-own = ## 🧾 あなたのポイント
points-history-title = ## 🧾 { $member }さんのポイント
points-history-title-former = ## 🧾 退出したメンバー（{ $member }）のポイント
points-history-balance = 交換に使えるのは{ $points }ポイント
points-history-empty = まだ何もありません。
points-history-from = { $member }さんから
points-history-from-former = 退出したメンバーから
points-history-reason = 理由：{ $reason }
points-history-undone = 取り消し：{ $what }

## Errors

points-error-range = ポイントは0以外の整数で、{ $limit }までの範囲で入力してください。
points-error-thank-yourself = ご自身にお礼を送ることはできません。助けてくれた方に送ってください。
points-error-thank-bot = ボットにはポイントがありません。お礼は人に送ってください。
points-error-thank-too-new = アカウントを作成してから、またはサーバーに参加してからの日が浅いため、まだポイントを贈れません。感謝の気持ちは、ぜひ言葉でお伝えください。
points-error-thanked-enough = 24時間以内にお礼を送れるのは{ $limit }人までです。時間をおいて、もう一度お試しください。
points-error-already-thanked = この件では、すでにこの方へお礼を送っています。
points-error-rank-not-found = そのランクは見つかりません。候補からお選びください。
points-error-rank-exists = 同じ名前、または同じポイント数のランクがすでにあります。
points-error-reason = 理由を{ $limit }文字以内の言葉でお書きください。ご本人にも表示されます。
points-error-left = { $member }さんは、もうこのサーバーにいません。
points-error-hidden = { $member }さんは、ポイントを公開していません。
points-error-admins-only = この操作は、管理者だけができます。
points-error-moderators-only = この操作は、モデレーターだけができます。

## Settings

settings-points = ポイントとランク
    .help = ポイントの条件、ランクアップのお知らせ、シーズンの長さを決めます。何で何ポイントもらえるかは { COMMAND_NAME("points rule") } で変更できます。
settings-points-announcements = ランクアップのお知らせ
    .help = ランクが上がったことを、どこで知らせるかを決めます。
    .channel = チャンネルで知らせる
    .private = 本人だけに知らせる
    .off = 知らせない
settings-points-announcement-channel-id = お知らせ用のチャンネル
    .help = ランクアップとシーズンの結果を投稿するチャンネルです。
settings-points-seasons = シーズン
    .help = シーズンが終わると上位の人を殿堂に記録し、シーズンのポイントは0から数え直します。累計とランクはそのまま残ります。変更（タイムゾーンの変更も含みます）は、進行中のシーズンが終わってから反映されます。「なし」にすると、次のシーズンは始まりません。
    .none = なし
    .monthly = 1か月ごと
    .quarterly = 3か月ごと
settings-points-staff-on-boards = スタッフもランキングに載せる
    .help = オフにすると、スタッフの皆さんはランキングに表示されません。ポイントはどちらの場合も付きます。
settings-points-keep-lower-roles = 下位ランクのロールを残す
    .help = オンにすると、到達したランクのロールがすべて付きます。オフにすると、いちばん上のランクのロールだけが付きます。
settings-points-card-style = ランクカードの見た目
    .help = { COMMAND_NAME("rank") } で表示する画像の配色です。
    .light = ライト
    .dark = ダーク
settings-points-minimum-letters = メッセージの最小文字数
    .help = これより短いメッセージにはポイントが付きません。画像やファイルが付いていれば対象になります。0にすると、すべてのメッセージが対象です。
settings-points-minimum-account-days = アカウント作成からの日数
    .help = 作成からこの日数がたっていないアカウントは、ポイントの獲得も贈ることもできません。
settings-points-minimum-member-days = サーバー参加からの日数
    .help = 参加からこの日数がたっていない人は、ポイントの獲得も贈ることもできません。
settings-points-voice-while-muted = ミュート中のボイスも対象にする
    .help = マイクをミュートして聞いている時間も対象にします。1人だけのとき、スピーカーをミュートしているとき、AFKチャンネルにいるときは対象外です。
