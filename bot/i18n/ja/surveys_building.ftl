# アンケート：作成と実施、投稿、リマインダー。

# できないこと
surveys-error-not-a-draft = このアンケートは、すでに下書きではなくなっています。
surveys-error-not-planned = このアンケートの開始予定は、すでになくなっています。
surveys-error-is-not-open = このアンケートは受付中ではありません。
surveys-error-still-running = このアンケートは受付中か、開始の予定が入っています。先に終了するか、予定を取り消してから削除してください。
surveys-error-questions-locked = このアンケートは受付中で、すでに回答した方がいるかもしれません。いま変更できるのは、タイトル、お願いする理由、締め切りだけです。
surveys-error-no-channel = アンケートのチャンネルが未設定のため、開始できません。{ COMMAND("settings open") } の「アンケート」で選べます。
surveys-error-audience-gone = 対象のロールまたはランクが見つかりません。対象を選び直してください。
surveys-error-title-empty = タイトルを言葉で入力してください。
surveys-error-why-empty = お願いする理由を入力してください。メンバーは、回答の前にこの説明を読みます。
surveys-error-no-questions = まだ設問がありません。1つ以上追加してください。
surveys-error-too-many-questions = 設問は{ $limit }問までです。
surveys-error-question-gone = この設問は、もうありません。
surveys-error-question-empty = 設問の文を入力してください。
surveys-error-too-long = 「{ $text }」は{ $length }文字あり、長すぎます。{ $limit }文字までにしてください。
surveys-error-too-few-options = 選択肢を2つ以上、1行に1つずつ入力してください。
surveys-error-too-many-options = 選択肢が{ $count }個あります。{ $limit }個までにしてください。
surveys-error-option-twice = 「{ $option }」が重複しています。
surveys-error-most = 「{ $typed }」は、選べる数の上限として使えません。1から{ $options }までの整数を入力するか、空欄にしてください。
surveys-error-picture-missing = 「{ $option }」の画像がまだありません。どの案にも画像が必要です。
surveys-error-no-concept = コンセプトテストには、案を比べる設問が必要です。先に追加してください。
surveys-error-one-concept = 案を比べる設問は、コンセプトテストに1問だけ入れられます。ほかのアンケートには入れられません。
surveys-error-closes-too-soon = 受付は1時間以上必要です。締め切りをもう少し後にしてください。
surveys-error-closes-too-late = 受付は最長{ $days }日間です。締め切りをもう少し早くしてください。
surveys-error-points = ポイントは、0から{ $limit }までの整数で入力してください。
surveys-error-sample-small = この人数では、結果を表示できません。{ $limit }人未満の結果は、どなたにも表示しないためです。{ $limit }人以上（できればその倍以上）を指定してください。
surveys-error-sample = 抽出する人数を、1以上の整数で入力してください。

# イベント後の短いアンケート
surveys-quick-scale = イベントはいかがでしたか？
surveys-quick-lowest = よくなかった
surveys-quick-highest = とてもよかった
surveys-quick-good = よかったところを教えてください。
surveys-quick-better = 次回に向けて、改善できるところを教えてください。

# コマンド
surveys-command-create = アンケートを作り始めます。じっくり準備してから開始できます
    .name = 作成
surveys-command-edit = アンケートと、できる操作を表示します
    .name = 編集
surveys-command-list = 下書き・受付中・終了済みのアンケートを一覧で表示します
    .name = 一覧
surveys-command-copy = 以前のアンケートを元に、新しい下書きを作ります
    .name = コピー
surveys-command-close = アンケートをいま締め切ります
    .name = 終了
surveys-command-extend = 締め切りを変更します
    .name = 延長
surveys-command-delete = 下書きや、終了したアンケートの回答を削除します
    .name = 削除
surveys-option-survey = どのアンケートですか？
    .name = アンケート
surveys-option-title = コピーのタイトル
    .name = タイトル
surveys-option-until = いつまでにしますか？（例：「金曜 18時」「3日後の18時」）
    .name = 締め切り

# 状態と種類
surveys-state-draft = 下書き
surveys-state-planned = 開始予定
surveys-state-open = 受付中
surveys-state-closed = 終了
surveys-state-deleted = 削除済み
surveys-survey-kind-survey = アンケート
surveys-survey-kind-nps = おすすめ度（NPS）
surveys-survey-kind-concept = コンセプトテスト
surveys-kind-single = 1つ選ぶ
    .help = 最大25個の選択肢から、1つを選んでもらいます。
surveys-kind-several = 複数選ぶ
    .help = 最大25個の選択肢から、いくつでも選んでもらいます。選べる数も決められます。
surveys-kind-scale = 段階評価
    .help = 1〜5などの数字で答えてもらいます。両端の意味を付けられます。
surveys-kind-nps = おすすめ度（0〜10）
    .help = 「どのくらいすすめたいと思いますか？」というNPSの標準的な尺度です。
surveys-kind-short = 短い文章
    .help = 200文字までの1行で答えてもらいます。
surveys-kind-long = 長い文章
    .help = 2,000文字まで書いてもらえます。
surveys-kind-concept = 案の比較
    .help = 画像付きの2〜8案から、1つを選んでもらいます。
surveys-kind-scale-of = { $lowest }〜{ $highest }の段階評価
surveys-kind-options = { $kind }（{ $count }択）
surveys-question-required = 必須
surveys-question-optional = 省略可
surveys-question-most = 選べるのは{ $count }個までです。
surveys-questions = { $count ->
    [0] 設問なし
   *[other] { $count }問
}
surveys-minutes = 約{ $count }分
surveys-why = **お願いする理由**：{ $why }

# 名前の扱い
surveys-privacy-anonymous = 🔒 匿名です。だれがどう答えたかは、管理者を含めてだれにもわかりません。
surveys-privacy-named = 👤 記名式です。だれがどう答えたかは、管理者に見えます。
surveys-privacy-concept = 👤 回答は名前とともに保存され、5人以上のまとまりでだけ表示されます。

# 編集画面
surveys-created = 下書きを保存しました。設問を追加し、プレビューで確かめてから開始してください。いったん閉じても、{ COMMAND("survey edit") } で続けられます。
surveys-copied = コピーを下書きとして作りました。開始する前に、対象と期間を確かめてください。
surveys-copy-title = { $title }（コピー）
surveys-saved = ✅ 保存しました。
surveys-no-questions = まだ設問がありません。
surveys-changed-card = 表示している間に、このアンケートが変更されました。今回の操作は保存されていません。
surveys-form-back = 保存されませんでした。入力された内容をお返ししますので、コピーしてお使いください：
surveys-preview = プレビュー：メンバーにはこのように表示されます。
surveys-who = **対象**：{ $who }
surveys-asked = **お願いした人数**：{ $count }人
surveys-points = **回答でもらえるポイント**：{ $points }
surveys-publish-yes = **終了後**：結果を全員に公開します。
surveys-publish-no = **終了後**：結果は管理者だけが見られます。
surveys-pings-yes = **メンション**：投稿とリマインダーで、対象のロールにメンションします。
surveys-pings-no = **メンション**：ロールにはメンションしません。

surveys-button-back = アンケートに戻る
surveys-button-newest = 最新の内容を表示
surveys-button-texts = タイトルと説明
surveys-button-change = 変更
surveys-button-toggle = 切り替え
surveys-button-add = 設問を追加
surveys-button-add-kind = 追加
surveys-button-preview = プレビュー
surveys-button-edit = 編集
surveys-button-up = 上へ
surveys-button-down = 下へ
surveys-button-required = 必須にする
surveys-button-optional = 省略可にする
surveys-button-remove = 削除
surveys-button-keep = 残す
surveys-button-copy = コピー
surveys-button-details = 開く
surveys-button-open = 開始…
surveys-button-open-yes = 開始する
surveys-button-stop-plan = 開始を取り消す
surveys-button-close = 終了…
surveys-button-close-yes = いま終了する
surveys-button-delete = 削除…
surveys-button-delete-yes = 削除する
surveys-button-post-again = もう一度投稿
surveys-button-everybody = メンバー全員
surveys-button-sample = 無作為抽出…
surveys-button-opens = 開始日時
surveys-button-closes = 締め切り
surveys-button-reset-times = すぐに開始・1週間
surveys-button-this = これにする

# フォーム
surveys-form-create = 新しいアンケート
surveys-form-texts = タイトルと説明
surveys-form-title = タイトル
    .help = アンケートの上に表示されます。
surveys-form-why = お願いする理由
    .help = 回答を何に役立てるのかを書いてください。メンバーは回答の前に読みます。
surveys-form-name = 匿名か記名か
surveys-form-anonymous = 匿名
    .help = だれがどう答えたかは、だれにもわかりません。結果は5人以上の回答から表示します。
surveys-form-named = 記名
    .help = だれがどう答えたかが管理者に見えます。メンバーにもそう伝えます。
surveys-form-kind = 種類
surveys-form-kind-survey = 設問に答えてもらう
    .help = 選択、段階評価、文章などを必要なだけ入れられます。
surveys-form-kind-concept = コンセプトテスト
    .help = 画像付きの2〜8案から選んでもらいます。常に記名で、まとまりでだけ表示します。
surveys-form-question = 設問
surveys-form-text = 設問の文
    .help = メンバーが読む文です。200文字までです。
surveys-form-options = 選択肢
    .help = 1行に1つずつ、2〜25個。それぞれ100文字までです。
surveys-form-concepts = 案の名前
    .help = 1行に1つずつ、2〜8案。それぞれ100文字までです。
surveys-form-pictures = 画像（案と同じ順番）
    .help = PNG・JPEG・WebP・GIF、1枚8MBまで。後から追加することもできます。
surveys-form-most = 選べる数の上限
    .help = 上限がなければ空欄にしてください。
surveys-form-scale = 段階
    .help = 5段階がいちばん答えやすいです。
surveys-form-scale-of = { $lowest }〜{ $highest }
surveys-form-lowest = いちばん小さい数字の意味
    .help = 例：「まったくそう思わない」。空欄でもかまいません。
surveys-form-highest = いちばん大きい数字の意味
    .help = 例：「とてもそう思う」。空欄でもかまいません。
surveys-form-optional = 省略可にする
    .help = 回答しなくても先に進めます。
surveys-form-picture = 画像
    .help = PNG・JPEG・WebP・GIF、8MBまで。いまの画像と置き換わります。
surveys-form-points = ポイント
    .help = 回答した方全員に、終了後に同時に付きます。付けない場合は0です。
surveys-form-sample = 無作為抽出
surveys-form-sample-size = 何人にお願いしますか？
    .help = 開始時に、スタッフとボットを除いて抽出します。
surveys-form-when = 日時
    .help = 例：「金曜 18時」「3日後の18時」「2026-12-24 18:30」
surveys-form-opens = いつ開始しますか？
surveys-form-closes = いつ締め切りますか？

# 設問
surveys-add-title = どの種類の設問を追加しますか？
surveys-menu-question = 設問を選ぶ（{ $first }〜{ $last }問目）
surveys-question-added = ✅ 追加しました。
surveys-question-removed = 設問を削除しました。
surveys-remove-ask = この設問を削除しますか？
    > { $question }
surveys-menu-picture = 画像を付ける案を選ぶ
surveys-picture-none = 画像なし
surveys-picture-there = 画像あり

# 対象と期間
surveys-who-title = だれにお願いしますか？
surveys-who-note = ロールとランクは、アンケートを開いた時点で確かめます。無作為抽出の対象とイベントの参加者は、開始時に決まります。
surveys-audience-all = メンバー全員
surveys-audience-role = ロール { $role } のメンバー
surveys-audience-rank = ランク「{ $rank }」以上のメンバー
surveys-audience-attendees = イベントに参加した方
surveys-audience-sample = 無作為に選ばれた{ $count }人
surveys-audience-nps = 順番が来たメンバー（90日に1回まで）
surveys-audience-gone = ⚠️ ロールまたはランクが見つかりません
surveys-menu-role = ロールで選ぶ
surveys-menu-rank = ランクで選ぶ（そのランク以上）
surveys-menu-event = イベントの参加者から選ぶ
surveys-estimate = いま始めると、{ $count }人が対象です。
surveys-estimate-known = 確認できている対象は、いま{ $count }人です。メンバーインテントがないため、発言やポイントの記録がある方しかわからず、実際にはもっと多いかもしれません。
surveys-estimate-unknown = メンバーインテントがないため、対象の人数はわかりません。
surveys-estimate-later = いまDiscordからメンバーの一覧を受け取れないため、対象の人数を数えられません。
surveys-when-title = 受付期間
surveys-when-zone = 入力した日時は、タイムゾーン { $zone } のものとして扱います。
surveys-when-which = どの日時でしょうか？
surveys-opens = **開始**：{ $at }
surveys-opens-at-once = **開始**：「開始」を押したらすぐ
surveys-opened = **開始**：{ $at }
surveys-closes = **締め切り**：{ $at }
surveys-closes-default = **締め切り**：開始から{ $days }日後
surveys-closed = **終了**：{ $at }

# 開始・終了・削除
surveys-open-ask = **「{ $title }」を開始しますか？** { $channel } に投稿します。
surveys-open-locked = 開始後は、回答した方がいるかもしれないため、設問を変更できません。
surveys-opening = ✅ 1分以内に開始し、投稿します。
surveys-planned = ✅ { $at } に開始します。
surveys-plan-stopped = 開始の予定を取り消し、下書きに戻しました。
surveys-close-ask = **「{ $title }」をいま終了しますか？** 送信済みの回答は有効です。まだ送信していない方は、送信できなくなります。終了したアンケートは再開できません。
surveys-closed-now = ✅ 「{ $title }」を終了しました。
surveys-delete-ask-draft = **下書き「{ $title }」を削除しますか？** 元には戻せません。
surveys-delete-ask-closed = **「{ $title }」を、回答もすべて含めて削除しますか？** 元には戻せません。実施したことと回答した人数の記録だけが残ります。
surveys-deleted = 削除しました。
surveys-posting-again = ✅ 1分以内に投稿します。

# 一覧
surveys-list-title = アンケート
surveys-list-empty = まだアンケートがありません。{ COMMAND("survey create") } で作れます。
surveys-list-opens = { $at }に開始
surveys-list-closes = { $at }に締め切り
surveys-list-closed = { $at } 終了
surveys-answered = { $count ->
    [0] 回答はまだありません
   *[other] { $count }人が回答
}
surveys-answered-of = { $asked }人中{ $count }人が回答

# 投稿とリマインダー
surveys-post-length = 📝 全{ $count }問、約{ $minutes }分です。途中でやめても、後から続けられます。
surveys-post-publish = 結果はここで公開します
surveys-post-private = 結果は管理者が見ます
surveys-post-points = 終了後に{ $points }ポイント
surveys-post-closed = このアンケートは終了しました。ご協力いただいた皆さん、ありがとうございました！
surveys-reminder = **{ $title }** の締め切りは { $at } です。まだの方も途中の方も、よろしければこちらからご回答ください。

# /doctor
surveys-doctor-no-channel = 受付中または開始予定のアンケートがありますが、アンケートのチャンネルが未設定です。
    .remedy = { COMMAND("settings open") } の「アンケート」で選んでください。
surveys-doctor-key = 匿名アンケート「{ $title }」の回答を読み込めません。鍵ファイルが、開始したときのものと違います。このままでは、回答の受け付けも締め切りもできません。
    .remedy = ボットを運営している方に、鍵ファイル（SEAL_KEY_FILE）を控えから元に戻してもらってください。それまでの回答は失われません。
surveys-doctor-post-gone = 受付中のアンケート「{ $title }」の投稿が { $channel } に見つかりません。このままでは、メンバーがアンケートにたどり着けません。
    .remedy = { COMMAND("survey edit") } →「もう一度投稿」で投稿できます。
