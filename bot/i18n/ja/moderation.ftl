# モデレーション：共通の言葉、できないこと、設定。

moderation-error-moderators-only = この操作は、モデレーターだけができます。
moderation-error-admins-only = この操作は、管理者だけができます。
moderation-error-may-not-ban = このサーバーでキックやBANを行う権限がありません。権限のあるモデレーターか管理者に依頼してください。
moderation-error-not-yourself = ご自身に対しては行えません。
moderation-error-not-the-bot = このボット自身に対しては行えません。
moderation-error-not-the-owner = サーバーの所有者に対しては、だれも行えません。
moderation-error-not-an-equal = 相手のロールがあなたと同じか上位のため、行えません。上位のロールを持つ方に依頼してください。
moderation-error-above-the-bot = 相手のロールがこのボットより上位か、相手が管理者のため、Discordの仕組み上行えません。サーバー設定で、管理者がボットのロールを上に移せます。
moderation-error-case-not-found = このケースが見つかりません。
moderation-error-draft-gone = この手続きはすでに終了しているか、ほかの方のものです。今の操作では何も実行していません。必要であれば、最初からやり直してください。
moderation-error-already-over = このケースはすでに終了しています。何も変更していません。

settings-moderation = モデレーション
    .help = 違反点が有効な日数、点数に応じた対応、モデレーターの権限を決めます。ルールの内容は「ルール」で決めます。
settings-moderation-log-channel-id = ケースの記録チャンネル
    .help = ケースをすべてここに投稿します。モデレーターだけが見られるチャンネルにしてください。
settings-moderation-strike-days = 違反点の有効日数
    .help = この日数が過ぎると、違反点は自動的に消えます。
settings-moderation-warning-strikes = 警告の違反点
    .help = 警告1回につき付く違反点です。
settings-moderation-timeout-strikes = タイムアウトの違反点
    .help = タイムアウト1回につき付く違反点です。
settings-moderation-kick-strikes = キックとBANの違反点
    .help = キックやBAN1回につき付く違反点です。再び参加したときに数えます。
settings-moderation-ladder = 段階的な対応
    .help = 違反点がたまったときの次の対応を、モデレーターに提案するか、自動で行うかを選びます。
    .proposed = 提案する
    .automatic = 自動で行う
settings-moderation-moderators-may-ban = モデレーターによるキックとBAN
    .help = モデレーターのロールだけで行えるようにします。オフにすると、Discordの権限も必要になります。
settings-moderation-evidence-days = 証拠の保存日数
    .help = この日数が過ぎると、証拠として保存した文章を削除します。ケースは残ります。
settings-moderation-adopt-native = Discordのメニューでの操作も記録
    .help = Discordのメニューで行ったタイムアウト、キック、BANもケースにします。監査ログを見る権限が必要です。

# 対応の内容と期間（モデレーター向けの言い方）

moderation-act-note = メモ
moderation-act-warn = 警告
moderation-act-remove = 投稿の削除と警告
moderation-act-timeout = { $length ->
    [none] タイムアウト
   *[other] タイムアウト（{ $length }）
  }
    .name = タイムアウト
moderation-act-kick = キック
moderation-act-ban = { $length ->
    [none] BAN（無期限）
   *[other] BAN（{ $length }）
  }
    .name = BAN
moderation-act-end-timeout = タイムアウトの解除
moderation-act-unban = BANの解除
moderation-act-purge = 一括削除
moderation-act-lock = { $length ->
    [none] ロック
   *[other] ロック（{ $length }）
  }
    .name = ロック
moderation-act-unlock = ロックの解除
moderation-act-slow-mode = { $length ->
    [none] 低速モード
   *[other] 低速モード（{ $length }）
  }
    .name = 低速モード
moderation-length-minutes = { $count }分
moderation-length-hours = { $count }時間
moderation-length-days = { $count }日間
moderation-state-waiting = 実行中
moderation-state-done = 完了
moderation-state-partly = 一部のみ完了
moderation-state-failed = 失敗
moderation-state-ended = 終了
moderation-state-lifted = 取り消し
moderation-origin-command = コマンド
moderation-origin-menu = メニュー
moderation-origin-report = 通報
moderation-origin-filter = フィルター
moderation-origin-ladder = 段階的な対応（自動）
moderation-origin-raid = 荒らし対策
moderation-origin-appeal = 異議申し立て
moderation-origin-native = Discord標準のメニュー
moderation-person-erased = データを削除した方
moderation-person-me = このボット
