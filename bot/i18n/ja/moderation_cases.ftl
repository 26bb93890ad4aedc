# モデレーション：ケース、メンバーの履歴、メモ、違反点、段階的な対応。

moderation-command = モデレーション：警告、タイムアウト、BAN、ケースと履歴の確認
    .name = モデレーション

moderation-error-date = 「{ $typed }」を過去の日付として読み取れませんでした。「2026-11-03」「3日前」「先週の金曜日」のように入力してください。
moderation-error-why-missing = ほかのモデレーターが後で確かめられるよう、変更の理由を入力してください。何も変更していません。
moderation-error-nothing-changed = 変更された項目がないため、ケースは元のままです。
moderation-error-case-changed = その間に、ほかの方がこのケースを変更しました。もう一度内容をご確認ください。今回の変更は反映していません。
moderation-error-nothing-to-try = ここで行うことはもうありません。すでにすべて完了しているか、ほかの方が対応済みです。
moderation-error-strikes = 違反点は0から{ $most }までの整数で入力してください。何も変更していません。
moderation-error-length = 期間は1分から{ $most_days }日までの範囲で、「3日」のように入力してください。無期限にできるのはBANだけです。何も変更していません。
moderation-error-note-empty = メモの内容を入力してください。
moderation-error-rule-not-found = 現在のルールに、その番号のルールはありません。何も変更していません。
moderation-error-rung-twice = 違反点{ $strikes }点の段階はすでにあります。別の点数にするか、その段階を変更してください。
moderation-error-rung-softer = { $strikes }点の対応が、{ $below }点の対応より重くなっていません。点数が増えるほど重い対応になるようにしてください。
moderation-error-rung-range = 段階の点数は1から{ $most }までの整数で入力してください。
moderation-error-too-many-rungs = 段階は{ $most }個までです。
moderation-error-ladder-changed = その間に、ほかの管理者が段階的な対応を変更しました。もう一度内容をご確認ください。今回の変更は保存していません。
moderation-error-counts-until = あなたに関するモデレーターの決定が、<t:{ $at }:f>まで有効です。それまでは記録を残す必要があるため、まだデータを削除できません。お手数ですが、その後にもう一度お試しください。何も削除していません。
moderation-error-counts-for-good = あなたに関するモデレーターの決定が、期限を定めずに有効なため、いまはデータを削除できません。異議を申し立てるか、モデレーターにお問い合わせください。何も削除していません。
moderation-error-case-under-way = あなたに関するモデレーターの決定を、いま処理しているところです。少し時間をおいてからお試しください。何も削除していません。

## コマンド

moderation-command-case = ケース1件のすべてを表示します
    .name = ケース
moderation-option-number = ケースの番号
    .name = 番号
moderation-command-cases = ケースを検索します
    .name = ケース検索
moderation-option-member = 対象の方（退出した方も選べます）
    .name = メンバー
moderation-option-moderator = 決定したモデレーター
    .name = モデレーター
moderation-option-rule = 違反したルール
    .name = ルール
moderation-option-act = 行った対応
    .name = 対応
moderation-option-state = 現在の状態
    .name = 状態
moderation-option-origin = きっかけ
    .name = きっかけ
moderation-option-words = 理由に含まれる言葉
    .name = 言葉
moderation-option-from-day = この日から：「2026-11-03」「3日前」「先週の金曜日」など
    .name = 開始日
moderation-option-to-day = この日まで
    .name = 終了日
moderation-command-history = メンバー1人のすべてを1ページで表示します
    .name = 履歴
moderation-option-history-member = 対象の方（退出した方も選べます）
moderation-command-note = メンバーについて、モデレーター用のメモを残します。本人には知らせません
    .name = メモ
moderation-option-note-member = メモの対象の方
moderation-option-note = ほかのモデレーターに伝えたいこと
    .name = 内容
moderation-command-ladder = 違反点に応じた段階的な対応を確認します。管理者は変更もできます
    .name = 段階的な対応
moderation-menu-history = モデレーション履歴

## ケース

moderation-case-title = ケース #{ $number }・{ $act }
moderation-case-who = { $how ->
    [native] **{ $whom }**・{ $moderator }がDiscord標準のメニューで実行・{ $at }
    [note] **{ $whom }**・記入：{ $moderator }・{ $at }
   *[decided] **{ $whom }**・決定：{ $moderator }・{ $at }
  }
moderation-case-by = 決定：{ $moderator }
moderation-case-rule = **ルール{ $number }**・{ $title }
moderation-case-rule-short = ルール{ $number }
moderation-case-reason = **理由**・{ $reason }
moderation-case-note = **メモ**・{ $reason }
moderation-case-no-reason = -# 理由の記入はありません。
moderation-case-ends = { $over ->
    [true] **終了**・{ $at }
   *[false] **期限**・{ $at }
  }
moderation-case-lifted = **取り消し**・{ $at }
moderation-case-strikes = { $lifted ->
    [true] **違反点**・{ $strikes }点（数えません）
   *[false] **違反点**・{ $strikes }点（{ $until }まで有効）
  }
moderation-case-strikes-short = 違反点{ $strikes }
moderation-case-severity-serious = **重大度**・重大
moderation-case-severity-critical = **重大度**・緊急
moderation-case-severity-legal = **重大度**・法務
moderation-case-proposed = -# ルールに沿った提案：{ $act }
moderation-case-deviation = **別の対応にした理由**・{ $why }
moderation-case-because-of = { $origin ->
    [ladder] -# ケース #{ $number }を受けた段階的な対応
   *[undoes] -# ケース #{ $number }の取り消し
  }
moderation-case-origin = きっかけ：{ $origin }

moderation-evidence-title = { $count ->
   *[other] **証拠**・{ $count }件
  }
moderation-evidence-line = { $author }・{ $at }
moderation-evidence-no-words = （文章なし）
moderation-evidence-expired = （保存期間が過ぎたため、文章は削除しました）
moderation-evidence-files = -# 添付ファイル（本体は保存していません）：{ $files }
moderation-evidence-until = { $at }まで保存します

moderation-changes-title = { $count ->
   *[other] **変更とメモ**・{ $count }件
  }
moderation-change-head = { $by }・{ $at }
moderation-change-line = { $field }：{ $before } → **{ $after }**
moderation-change-note = { $by }のメモ・{ $at }
moderation-change-reason = 理由
moderation-change-rule-number = ルール
moderation-change-strikes = 違反点
moderation-change-minutes = 期間
moderation-change-state = 状態
moderation-none-minutes = 無期限
moderation-none-rule-number = なし

moderation-button-case = 開く
moderation-button-back = ケースに戻る
moderation-button-edit = 変更
moderation-button-note = メモを追加
moderation-button-history = 履歴
moderation-button-changes = { $count ->
   *[other] 変更履歴（{ $count }件）
  }
moderation-button-evidence = 証拠をすべて見る
moderation-button-reason = 理由の全文
moderation-button-message = メッセージへ
moderation-button-again = もう一度試す
moderation-button-settle = 確認済みにする
moderation-tried-again = { $state ->
    [waiting] ⏳ いまはDiscord側で処理できません。自動で再試行を続けます。
    [done] ✅ 今度は完了しました。
   *[other] ⚠️ まだ完了していないことがあります。詳しくは下をご確認ください。
  }
moderation-settled = ✅ ありがとうございます。対応待ちから外しました。

## ケースの変更

moderation-edit-title = ケースの変更
moderation-edit-reason = 理由
    .help = ルールとあわせて本人に伝わる内容です。
moderation-edit-rule = ルール
moderation-edit-rule-kept = 変更しない（ルール{ $number }）
moderation-edit-rule-none = ルールなし
moderation-edit-strikes = 違反点
    .help = 0から10まで。今後の点数に反映します。
moderation-edit-length = 期間（開始からの長さ）
    .help = 「3日」「12時間」など。BANは「無期限」も可。終了日時も変わります。
moderation-edit-for-good = 無期限
moderation-edit-why = 変更の理由
    .help = 変更前の内容、あなたの名前とともにケースに残ります。
moderation-edited = ✅ ケース #{ $number }を変更しました。変更前の内容も下に残っています。
moderation-told-changed = あなたに関する決定（ケース #{ $number }）の内容が変更されました。現在の内容は次のとおりです。
moderation-note-title = モデレーター用のメモ
moderation-note-text = メモの内容
    .help = モデレーターが読みます。本人がデータの開示を求めたときは、本人も読みます。
moderation-noted = ✅ メモを残しました。
moderation-noted-member = ✅ { $member }についてのメモを、ケース #{ $number }として残しました。本人には知らせず、違反点も付きません。

## 検索

moderation-cases-title = { $count ->
    [0] 該当するケースはありません
   *[other] ケース { $count }件
  }
moderation-cases-none = すべての条件に合うケースがありません。条件を減らすか、短い言葉でお試しください。
moderation-asked-member = 対象：{ $who }
moderation-asked-moderator = 決定：{ $who }
moderation-asked-rule = ルール：{ $rule }
moderation-asked-since = { $at }から
moderation-asked-until = { $at }まで
moderation-asked-words = 「{ $words }」

## メンバーの履歴

moderation-history-account = アカウント作成：{ $at }
moderation-history-here = 参加：{ $at }
moderation-history-left = 退出：{ $at }
moderation-history-not-here = サーバーに参加していません
moderation-history-stays = 参加{ $count }回
moderation-standing = { $strikes ->
    [0] **有効な違反点はありません**
   *[other] **有効な違反点：{ $strikes }点**
  }{ $lapses ->
    [none] {""}
   *[other] （{ $lapses }）
  }
moderation-standing-lapse = { $strikes }点は{ $at }まで
moderation-next-warning = { $ladder ->
    [true] 次に警告すると{ $strikes }点になり、段階的な対応では「{ $act }」になります。
   *[false] 次に警告すると{ $strikes }点になりますが、対応は「{ $act }」のままです。
  }
moderation-next-rung = { $automatic ->
    [true] { $strikes }点からは自動で：{ $act }
   *[false] 次の段階（{ $strikes }点から）：{ $act }
  }
moderation-history-in-force = { $until ->
    [none] ⛔ 実施中：**{ $act }**（ケース #{ $number }）
   *[other] ⛔ 実施中：**{ $act }**（{ $until }まで、ケース #{ $number }）
  }
moderation-history-so-far = これまで：{ $counts }
moderation-history-notes = 最近のメモ
moderation-history-cases = { $count ->
    [0] ケースはありません
   *[other] ケース { $count }件
  }
moderation-count-note = メモ{ $count }件
moderation-count-warn = 警告{ $count }回
moderation-count-remove = 投稿の削除{ $count }回
moderation-count-timeout = タイムアウト{ $count }回
moderation-count-kick = キック{ $count }回
moderation-count-ban = BAN{ $count }回
moderation-count-end-timeout = タイムアウトの解除{ $count }回
moderation-count-unban = BANの解除{ $count }回
moderation-count-purge = 一括削除{ $count }回
moderation-count-lock = ロック{ $count }回
moderation-count-unlock = ロックの解除{ $count }回
moderation-count-slow-mode = 低速モード{ $count }回

## 段階的な対応

moderation-ladder-title = ### 違反点に応じた段階的な対応
    { $state ->
    [changed] まだ保存していません。保存するまでは、これまでの設定のままです。
    [own] このサーバー独自の設定です。
   *[usual] どのサーバーにも最初からある設定です。
    }{ $automatic ->
    [true] 各段階の対応は自動で行われます。モデレーターが理由を添えて別の対応にした場合は、それに従います。
   *[false] 各段階の対応を提案し、決定はモデレーターが行います。
    }何に何点付くか、点数の有効日数、自動で行うかどうかは{ COMMAND("settings open") }で変更できます。
moderation-ladder-rung = **{ $strikes }点から**・{ $act }{ $members ->
    [0] {""}
   *[other] ・現在{ $members }人
  }
moderation-ladder-walk = 点数が消えないまま警告を重ねた場合：{ $steps }
moderation-ladder-step = { $number }. { $act }
moderation-ladder-choose = 段階を変更・削除する
moderation-ladder-option = { $strikes }点から：{ $act }
moderation-ladder-add = 段階を追加
moderation-ladder-save = 保存
moderation-ladder-reset = 初期設定に戻す
moderation-ladder-discard = 変更をやめる
moderation-ladder-form = 段階の設定
moderation-ladder-strikes = 何点から
    .help = 1から35までの整数です。
moderation-ladder-strikes-edit = 1から35までの整数です。空欄にすると、この段階を削除します。
moderation-ladder-step-asked = 行う対応
moderation-ladder-saved = ✅ 保存しました。これからはこの内容で提案します。

## 対応待ち

queue-kind-case = ケース
queue-item-case = ケース #{ $number }（{ $act ->
    [note] メモ
    [warn] 警告
    [remove] 投稿の削除
    [timeout] タイムアウト
    [kick] キック
    [ban] BAN
    [end-timeout] タイムアウトの解除
    [unban] BANの解除
    [purge] 一括削除
    [lock] ロック
    [unlock] ロックの解除
   *[slow-mode] 低速モード
  }）：{ $what ->
    [all] Discordに拒否され、実行できませんでした。
    [act] 対応そのものがDiscordに拒否されました。
    [remove] 投稿を削除できませんでした。
   *[tell] 本人に知らせることができませんでした。
  }
