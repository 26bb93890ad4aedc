# /settings：設定パネル、変更履歴、書き出しと読み込み、複数の機能で共通の設定。

settings-command = このサーバーの設定
    .name = 設定
settings-command-open = 設定を確認・変更します
    .name = 開く
settings-command-export = すべての設定を1つのファイルに書き出します
    .name = 書き出し
settings-command-import = ファイルから設定を読み込みます。変更内容を確認してから適用できます
    .name = 読み込み
settings-option-file = 「書き出し」で保存した設定ファイル
    .name = ファイル

settings-title = ## ⚙️ { $section }
settings-intro = -# 変更はすぐに反映され、変更履歴に残ります。
settings-menu = ほかの設定ページへ
settings-shown-default = { $value }（初期値）
settings-shown-changed = **{ $value }**（初期値：{ $default }）
settings-bounds = { $minimum }～{ $maximum }の範囲で指定できます。
settings-reduced = -# ⚠️ { $intent } インテントを使わずに動いています。{ $how }
settings-change = 変更
settings-turn-on = オンにする
settings-turn-off = オフにする
settings-back = 設定に戻る
settings-log = 変更履歴
settings-export = 書き出し
settings-import = 読み込み

settings-value-none = 未設定
settings-value-on = オン
settings-value-off = オフ
settings-value-minutes = { $value }分
settings-value-hours = { $value }時間
settings-value-days = { $value }日
settings-value-channel-gone = ⚠️ 削除されたチャンネル
settings-value-role-gone = ⚠️ 削除されたロール

settings-form-value = 新しい値
settings-form-empty = 空欄にすると初期値（{ $default }）に戻ります。
settings-form-none = 何も選ばなければ未設定になります。
settings-form-choice = 初期値は「{ $default }」です。
settings-form-file = 設定ファイル
settings-form-file-hint = 「書き出し」で保存した.jsonファイルです。変更内容を確認してから適用できます。

settings-error-value = 「{ $field }」は変更していません。{ $reason }
settings-refused-number = { $minimum }～{ $maximum }の数値を入力してください。
settings-refused-whole = { $minimum }～{ $maximum }の整数を入力してください。
settings-refused-any-number = 数値を入力してください。
settings-refused-choice = 一覧から1つ選んでください。
settings-refused-channel = このサーバーにある、用途に合った種類のチャンネルを選んでください。
settings-refused-role = このサーバーのロールを選んでください。@everyoneは選べません。
settings-refused-many = 選べるのは{ $limit }個までです。
settings-refused-other = この値は使えません。
settings-error-invalid = { $section }.{ $key } の値が正しくありません。何も変更していません。
settings-error-unknown = 「{ $name }」という設定は、このバージョンにはありません。何も変更していません。
settings-error-file = 設定ファイルではないようです。{ COMMAND("settings export") } で書き出した.jsonファイルを使ってください。何も変更していません。
settings-error-version = このファイルは別のバージョンのEngawaのものです（ここで読み込めるのはバージョン{ $supported }です）。何も変更していません。
settings-error-size = 設定ファイルとしては大きすぎます。{ $limit }KB以内にしてください。何も変更していません。
settings-error-stale = 確認している間に、ほかの人が設定を変更しました。現時点での変更内容は次のとおりです。

settings-log-title = ## 🗒️ 変更履歴
settings-log-entry = **{ $field }**（{ $section }）
    { $old } → { $new }
    -# { $who }　{ $when }
settings-log-nobody = 変更者の記録なし
settings-log-empty = まだ変更はありません。すべて初期値のままです。

settings-export-done = 初期値から変更した設定をまとめました。控えとして保管したり、別のサーバーで { COMMAND("settings import") } を使って読み込んだりできます。
settings-import-title = ## 📥 { $count }件の設定が変わります
settings-import-line = **{ $field }**（{ $section }）
    { $old } → { $new }
settings-import-more = ほか{ $count }件
settings-import-gone = ⚠️ ファイルにあるチャンネルまたはロールのうち、{ $count }件はこのサーバーにありません。読み込んだ後で選び直してください。
settings-import-note = ファイルに書かれていない設定は初期値に戻ります。ボタンを押すまで何も変わりません。
settings-import-apply = 変更する
settings-import-same = ファイルの内容は今の設定と同じです。変更するものはありません。
settings-import-done = ✅ { $count }件の設定を変更しました。

settings-server = サーバー
    .help = すべての機能に共通する、言語・タイムゾーン・役割の設定です。
settings-server-language = 公開投稿の言語
    .help = みんなが読む投稿で使う言語です。本人だけに見える返信は、いつもその人の言語になります。
    .auto = サーバーの設定に合わせる
    .en = 英語（English）
    .ja = 日本語
settings-server-time-zone = タイムゾーン
    .help = 入力された日時の解釈やレポートに使います。例：Asia/Tokyo、Europe/Berlin
    .error = Asia/Tokyo、Europe/Berlin、UTCのような、タイムゾーンの正式な名前を入力してください。
settings-server-staff-role-ids = スタッフ
    .help = 運営側の人のロールです。どの質問でも回答を解決にしたり終了したりでき、書き込んだ回答はスタッフの回答として数えます。
settings-server-moderator-role-ids = モデレーター
    .help = ボットでモデレーションを行う人のロールです。Discordのモデレーション権限がある人は、ここで選ばなくても行えます。
settings-server-queue-channel-id = モデレーション用チャンネル
    .help = 判断が必要なことをボットが知らせる、モデレーターだけが見るチャンネルです。
