# ポイント（管理者向け）：付与ルール、チャンネルとロールの倍率、手動の調整、ほかのボットからの引き継ぎ。

## Rules

points-command-rule = ポイントの付与ルールを確認・変更します（管理者用）
    .name = 付与ルール

points-rule-title = ポイントの付与ルール
points-rule-each = 1回につき **{ $points }**
points-rule-voice = 10分ごとに **{ $points }**
points-rule-off = 付与しない
points-rule-cooldown = ・次の付与まで{ $seconds }秒
points-rule-cap = ・1日{ $points }まで
points-rule-changed = （変更済み）
points-rule-help-answer = 回答した方に付きます。同じ質問者からは、30日間に1回は全額、その後は半分ずつ減ります。
points-rule-help-referral = 本人の招待リンクから参加した人が、ルールに同意し、しばらく定着して活動したときに1回だけ付きます。
points-rule-help-hosted = 主催者と共同主催者に、本人たち以外の参加者がいたイベントごとに1回付きます。
points-rule-help-attended = 参加の申し込みではなく、実際に参加したイベントごとに、終了後に1回付きます。
points-rule-help-first-step = { COMMAND("start") } に並ぶ「はじめの一歩」ごとに、1人1回だけ付きます。
points-rule-help-thanks = お礼をもらった方に付きます。同じ相手との間では、30日間に1回は全額、その後は半分ずつ減ります。
points-rule-help-upvote = 回答した方に付きます。同じ相手との間では、30日間に1回は全額、その後は半分ずつ減ります。
points-rule-help-message = ある程度の長さがあり、同じ内容の繰り返しでないメッセージに付きます。削除すると取り消されます。
points-rule-help-reaction = メッセージを書いた方に付きます。同じ相手からは、30日間に3回までが全額です。
points-rule-help-voice = ほかの人がいて、聞くことも話すこともできる状態の時間が対象です。1人のとき、スピーカーミュート中、AFKチャンネルは対象外です。
points-rule-change = 変更
points-rule-form-points = ポイント
    .help = 0以上の整数。0にすると付与しません。空欄にすると{ $default }になります。
points-rule-form-cooldown = 付与の間隔（秒）
    .help = 一度付与してからこの秒数は、次のメッセージに付きません。空欄にすると{ $default }になります。
points-rule-form-cap = 1日の上限
    .help = 0にすると上限なし。空欄にすると{ $default }になります。

points-error-rule-range = 整数で入力してください。ポイントは0～{ $points }、間隔は{ $seconds }秒まで、1日の上限は{ $cap }までです。

## Channels and roles

points-weight-title = **倍率を変えるチャンネルとロール**
points-weight-empty = ありません。どこでも、どなたでも、上のルールどおりに付きます。
points-weight-line = { $target }：{ $percent }%
points-weight-none = { $target }：付与しない
points-weight-gone-channel = 削除されたチャンネル
points-weight-gone-role = 削除されたロール
points-weight-channel = チャンネル…
points-weight-role = ロール…
points-weight-form-percent = 倍率（%）
    .help = 0：付与しない　100：通常どおり　200：2倍

points-error-weight-range = 倍率は0～{ $limit }の整数（%）で入力してください。
points-error-weights = 倍率を変えられるチャンネルとロールは、合わせて{ $limit }個までです。どれかを100%に戻してから追加してください。

## Adjusting

points-command-adjust = 理由を添えて、ポイントを手動で増減します（管理者用）
    .name = 調整
points-option-member = 対象のメンバー
    .name = メンバー
points-option-amount = 増減するポイント。マイナスにすると減らします
    .name = ポイント
points-option-reason = 理由。ご本人の履歴にも表示されます
    .name = 理由

points-adjusted = { $member } さんに{ $points }ポイントを付与しました。現在の合計は{ $total }ポイントです。
points-adjusted-down = { $member } さんから{ $points }ポイントを差し引きました。現在の合計は{ $total }ポイントです。

points-error-bots = ボットにはポイントがありません。メンバーを選んでください。

## Importing

points-command-import = ほかのボットのポイントを引き継ぎます（管理者用）
    .name = 引き継ぎ
points-option-file = ユーザーIDとポイントを書いたCSVファイル
    .name = ファイル

points-import-title = 引き継ぐポイント
points-import-found = このファイルには、**{ $members }人**分、合計 **{ $points }** ポイントがあります。
points-import-known = このファイルからすでに引き継いだ{ $count }人は対象外です。
points-import-more = そのうち{ $count }人には、別のファイルから引き継いだポイントがあります。今回の分は、それに加算されます。
points-import-faulty = ユーザーIDまたはポイントを読み取れない{ $count }行は対象外です。
points-import-line = { $line }行目：{ $text }
points-import-note = 合計とランクに反映され、シーズンには含まれません。メンバーへの通知はなく、あとから元に戻せます。
points-import-nothing = 引き継ぐポイントはありません。
points-import-do = 引き継ぐ
points-import-done = { $count }人分を引き継ぎました。
points-import-undo = 元に戻す
points-import-undone = { $count }人分を元に戻しました。

points-error-import = ユーザーIDとポイントのある行が見つかりません。user_id と points の列があるCSVファイルを添付してください。
points-error-import-empty = ファイルが空です。
points-error-import-long = ファイルが長すぎます。{ $limit }行までにしてください。
points-error-import-size = ファイルが大きすぎます。{ $limit }MBまでにしてください。
points-error-import-rounded = 表計算ソフトがユーザーIDを丸めてしまっているため（1.23E+17 のような表記）、どなたの分か判別できません。もう一度書き出し、表計算ソフトで保存し直さずに添付してください。
points-error-import-gone = 元に戻せるものがありません。すでに元に戻されています。
