# 出席：チェックインコード、主催者の出席リスト、ファイル、集計。日時はDiscordのタイムスタンプで渡されます。

events-command-code = 主催するイベントのチェックインコードを、表示または作成します
    .name = チェックインコード
events-command-attendance = 主催するイベントの出席を、確認・記録・ファイルから取り込みします
    .name = 出席
events-command-checkin = 主催者が見せるコードで、イベントにチェックインします
    .name = チェックイン
events-attendance-option-event = どのイベントか。主催中のものが1つだけなら省けます
    .name = イベント
events-attendance-option-code = 主催者が見せるコード。大文字でも小文字でもかまいません
    .name = コード
events-attendance-option-file = 参加した方のIDか名前が入ったCSVファイル。先に確認画面が出ます
    .name = ファイル
events-attendance-option-member = モデレーター向け：このメンバーの最近のイベント
    .name = メンバー

events-error-nothing-to-run = いま運営しているイベントがありません。開催の1日前から、終了の1週間後まで使えます。
events-error-say-which = いま運営しているイベントが複数あります。オプション「イベント」で選んでください。
events-error-too-early-to-tick = まだ始まっていません。開始の30分前から記録できます。
events-error-too-late-to-tick = 終了から{ $days }日を過ぎたため、出席は変更できません。
events-error-nobody-there = Botは記録できません。サーバーを抜けた方も追加できません。
events-error-list-too-large = ファイルが大きすぎます。{ $limit } KBまでにしてください。
events-error-list-unreadable = このファイルを読み取れませんでした。CSV（UTF-8）で保存して、もう一度お試しください。
events-error-list-empty = ファイルに名前もIDも見つかりませんでした。
events-error-list-column = 列が複数あり、どれが名前か分かりませんでした。1行目の見出しを「id」または「名前」にしてください。
events-error-list-too-long = ファイルの人数が多すぎます。{ $limit }人までにしてください。
events-error-list-rounded = 表計算ソフトがIDを丸めてしまったため（{ $line }行目）、誰のことか分かりません。列を「文字列」にするか、名前を使ってください。
events-error-list-outdated = このリストは、もう確認待ちではありません。ファイルをもう一度送ってください。
events-error-code-wrong = { $left ->
    [0] コードが違います。いまは、これ以上試せません。主催者にご相談ください。
   *[other] コードが違います。1時間以内に、あと{ $left }回試せます。
}
events-error-no-checkin = いまチェックインできるイベントはありません。コードは、開始の30分前から終了の30分後まで使えます。
events-error-checkin-too-often = コードの間違いが続いたため、いまは試せません。<t:{ $at }:R>にもう一度お試しいただくか、主催者に出席リストへの記入を頼んでください。
events-error-checkin-busy = このサーバーで間違ったコードが大量に試されているため、いまは「参加」と答えた方だけがチェックインできます。主催者が出席リストに記入することもできます。
events-error-checkin-closed = 終了または中止しているため、もうチェックインできません。
events-error-code-sealed = チェックインコードを扱えません。鍵のファイルがないか、別のものになっています。管理者にお知らせください。その間は、出席リストに直接記入できます。

## コード

events-attendance-which = いま運営しているイベントが複数あります。どれにしますか？
events-attendance-which-placeholder = イベントを選ぶ
events-attendance-code-title = ## チェックイン・{ $title }
events-attendance-code-open = イベント中に、このコードを見せるか読み上げてください。{ COMMAND("checkin") } に入力した方が、出席したことになります。{ $from }から{ $until }まで使えます。
    -# この表示は、あなただけに見えています。小文字でも、似た文字と取り違えても大丈夫です。
events-attendance-code-count = { $count ->
    [0] チェックインした方は、まだいません。
   *[other] { $count }人がチェックインしました。
}
events-attendance-code-closed = { $count ->
    [0] チェックインは閉じています。
   *[other] チェックインは閉じています。これまでに{ $count }人がチェックインしました。
}受付を始めるとコードができ、{ $from }から{ $until }まで使えます。
events-attendance-button-code-open = 受付を始める
events-attendance-button-code-new = 新しいコードにする
events-attendance-button-code-close = 受付を閉じる
events-attendance-checked-in = ✅ 「{ $title }」にチェックインしました。ようこそ！
events-attendance-checked-in-again = ✅ 「{ $title }」には、すでにチェックイン済みです。

## 出席リスト

events-attendance-title = ## 出席・{ $title }
events-attendance-summary = { $at }・参加と答えた方 { $going }人・出席 { $there }人
    { $state ->
    [settled] -# 終了し、集計しました。終了から7日間は訂正できます。
   *[other] -# イベントが終わると集計します。
}
events-attendance-nobody = 参加と答えた方も、出席が分かっている方もいません。
events-attendance-former = 元メンバー
events-attendance-said-going = 参加
events-attendance-said-waiting = キャンセル待ち
events-attendance-said-offered = キャンセル待ち
events-attendance-said-maybe = 未定
events-attendance-said-cannot = 不参加と回答
events-attendance-said-nothing = 回答なし
events-attendance-by-code = コード
events-attendance-by-host = 主催者が記入
events-attendance-by-file = ファイル
events-attendance-minutes = ボイスに{ $minutes }分
events-attendance-denied = 主催者が「いなかった」と記入
events-attendance-no-show = 無断欠席
events-attendance-placeholder-tick = 出席していた方を選ぶ
events-attendance-placeholder-untick = 出席していなかった方を選ぶ
events-attendance-placeholder-add = リストにない方を追加する
events-attendance-hint = -# ほかで作った名簿を使うには、{ COMMAND("event attendance") } にファイルを付けてください。
events-attendance-button-open = 出席を記入する
events-attendance-button-export = ファイルで保存
events-attendance-button-turnout = 出席の集計
events-attendance-exported = 出席リストです。ExcelやGoogleスプレッドシートで開けます。
events-attendance-unticked = { $host } 「{ $title }」が終わりましたが、どなたが出席したか分かっていません。1分ほどで記入できますので、お願いできますか？出席した方にポイントが付きます。記入がなければ、欠席として数えることもありません。

## 集計

events-attendance-turnout-title = **出席の集計**
events-attendance-turnout-none = このイベントには、まだ終わった開催がありません。
events-attendance-turnout-line = { $at }・参加と答えた{ $going }人のうち、出席{ $came }人{ $missing ->
    [0] {""}
   *[other] 、無断欠席{ $missing }人
}{ $unannounced ->
    [0] {""}
   *[other] ・ほかに、回答なしで{ $unannounced }人
}
events-attendance-turnout-rate = 無断欠席の割合：**{ $percent }%**（最近の{ $count }回で、出欠が分かっている方のうち）
    -# 短い時間でも顔を出した方は、欠席に数えません。
events-attendance-visits-title = { $count ->
    [0] { $member } には、終わったイベントの記録がありません。
   *[other] **{ $member } の最近のイベント**
}
events-attendance-visit = { $at }・{ $title }・{ $outcome ->
    [attended] 出席
    [no-show] 参加と回答し、無断欠席
   *[other] 参加と回答（出席したかは不明）
}

## ファイル

events-attendance-preview = ## ファイルの確認・{ $title }
    { $matched ->
    [0] メンバーと一致する名前やIDがありませんでした。
   *[other] { $matched }人のメンバーと一致しました。そのうち{ $new }人が、新しく出席になります。
}
events-attendance-preview-ambiguous = **{ $count }件は、複数のメンバーに当てはまる**ため、記録しません：{ $names }
    -# 出席リストから直接追加してください。
events-attendance-preview-unmatched = **{ $count }件は、このサーバーに見つからない**ため、記録しません：{ $names }
events-attendance-and-more = { $names }、ほか{ $more }件
events-attendance-button-count = 出席として記録する
events-attendance-counted = ✅ ファイルの{ $count }人を、出席として記録しました。
events-attendance-dropped = ファイルの内容を破棄しました。何も記録していません。
