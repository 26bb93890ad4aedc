# フィルター：コマンド、カード、検出の記録、本人へのお知らせ、AutoMod、できないこと。

## コマンド

filters-command = フィルターの検出を見る、フィルターを設定する
    .name = フィルター
filters-command-add = フィルターを作る
    .name = 作成
filters-command-edit = フィルターを変更する
    .name = 変更
filters-command-show = フィルターを見る
    .name = 表示
filters-command-list = すべてのフィルターを見る
    .name = 一覧
filters-command-mode = フィルターをオン・オフにする、お試しにする
    .name = 切り替え
filters-command-delete = フィルターを削除する
    .name = 削除
filters-command-hits = フィルターが検出したもの、検出したはずのものを見る
    .name = 検出
filters-command-import = ファイルからフィルターを取り込む
    .name = 取り込み
filters-command-export = フィルター全部、または1つの一覧をファイルで受け取る
    .name = 書き出し
filters-command-suggested = おすすめのフィルターから始める
    .name = おすすめ
filters-command-test = 文章に対してフィルターがどう反応するか試す
    .name = テスト

filters-option-kind = 何を探すか
    .name = 種類
filters-option-name = フィルターの名前（モデレーターと管理者が見ます）
    .name = 名前
filters-option-new-name = 新しい名前
    .name = 名前
filters-option-then = 見つけたときにすること
    .name = 対応
filters-option-rule = 関係するルールの番号。0でなし
    .name = ルール
filters-option-file = 一覧のテキストファイル（1行に1つ）
    .name = ファイル
filters-option-filter = どのフィルターか
    .name = フィルター
filters-option-one-filter = このフィルターの一覧だけ。指定しなければ全部
    .name = フィルター
filters-option-mode = オフ、お試し、オン
    .name = 状態
filters-option-which = すべて、本番の検出、お試しの検出
    .name = 対象
filters-option-count = 連続投稿・メンション：何回から
    .name = 回数
filters-option-seconds = 連続投稿・メンション：何秒以内
    .name = 秒数
filters-option-days = 宣伝：参加してから何日未満の方
    .name = 日数
filters-option-messages = 宣伝：投稿が何件未満の方
    .name = 投稿数
filters-option-only-listed = リンク：オンなら一覧のサイトだけ、オフなら一覧以外すべてが対象
    .name = 一覧だけ
filters-option-phones = 個人情報：電話番号を探す
    .name = 電話番号
filters-option-emails = 個人情報：メールアドレスを探す
    .name = メール
filters-option-export = 書き出したファイル
    .name = ファイル
filters-option-text = 試したい文章。ほかの人には見えません
    .name = 文章
filters-which-all = すべて
filters-which-earnest = 本番
filters-which-dry = お試し

## フィルターのことば

filters-kind-words = 言葉
filters-kind-patterns = パターン
filters-kind-links = リンク
filters-kind-invites = 招待リンク
filters-kind-personal = 個人情報
filters-kind-repeats = 同じ内容の連続投稿
filters-kind-mentions = 大量のメンション
filters-kind-promotion = 参加直後の宣伝

filters-mode-off = オフ
filters-mode-dry = お試し
filters-mode-on = オン

filters-consequence-alert = モデレーターに知らせる
filters-consequence-remove = 投稿を削除する
filters-consequence-warn = 警告する（投稿は残す）
filters-consequence-proposed = 削除し、ルールと段階的な対応に従う

filters-would-alert = モデレーターに知らせます
filters-would-remove = 投稿を削除します
filters-would-warn = 投稿した方に警告します
filters-would-proposed = 投稿を削除し、ルールと段階的な対応に従います

filters-line-kind = { $kind }・{ $mode }
filters-line-contents-words = { $words ->
    [0] 言葉はまだありません
   *[other] 言葉{ $words }個
  }{ $exceptions ->
    [0] {""}
   *[other] 、例外{ $exceptions }個
  }
filters-line-contents-patterns = { $patterns ->
    [0] パターンはまだありません
   *[other] パターン{ $patterns }個
  }
filters-line-contents-links = { $allow ->
    [yes] { $domains ->
        [0] ほかのサイトへのリンクすべて
       *[other] { $domains }個のサイト以外へのリンクすべて
      }
   *[no] { $domains ->
        [0] サイトはまだありません
       *[other] { $domains }個のサイトへのリンク
      }
  }
filters-line-contents-invites = { $codes ->
    [0] Discordサーバーへの招待リンクすべて
   *[other] 許可した{ $codes }個以外の、Discordサーバーへの招待リンク
  }
filters-line-contents-personal = { $phones ->
    [yes] { $emails ->
        [yes] 電話番号とメールアドレス
       *[no] 電話番号
      }
   *[no] { $emails ->
        [yes] メールアドレス
       *[no] なし
      }
  }
filters-line-contents-repeats = 同じ内容を{ $seconds }秒以内に{ $count }回（チャンネルを問いません）
filters-line-contents-mentions = { $seconds }秒以内に{ $count }件のメンション（@everyoneは10件と数えます）
filters-line-contents-promotion = 参加して{ $days }日未満で、投稿が{ $messages }件未満の方のリンクと招待リンク
filters-line-consequence = 対応：{ $consequence }
filters-line-rule = ルール：{ $rule }
filters-line-exempt = 対象外：{ $exempt }
filters-line-broken = ⚠️ 一覧を読み取れなくなったため、何も検出しません。一覧を書き直してください。
filters-line-hits = { $hits ->
    [0] 検出なし
   *[other] 検出{ $hits }件
  }{ $dry ->
    [0] {""}
   *[other] 、お試し中の検出{ $dry }件
  }
filters-line-precision = 検出{ $hits }件{ $dry ->
    [0] {""}
   *[other] 、お試し中の検出{ $dry }件
  }・モデレーターが確認した{ $looked }件のうち{ $share }%が正しい検出
filters-somebody = データを削除した方

## カード

filters-button-open = 開く
filters-button-contents = 一覧を変更
filters-button-hits = 検出を見る
filters-button-delete = 削除
filters-button-delete-yes = 削除する
filters-button-hand-again = AutoModにもう一度任せる
filters-button-leave = 対応なしで完了
filters-button-wrong = 誤検出だった
filters-button-see = 見る
filters-button-except = 例外を追加

filters-list-title = **フィルター { $count }個** モデレーターと管理者の投稿は調べません。
filters-list-none = フィルターはまだありません。{ COMMAND("filter suggested") }から始めるか、{ COMMAND("filter add") }で作れます。
filters-no-content = ⚠️ このボットは投稿の内容を読めません（Message Contentインテントがありません）。DiscordのAutoModに任せたものだけが働きます。

filters-added-dry = フィルター「**{ $filter }**」を作りました。いまはお試し中です。検出を数えるだけで、投稿には何もしません。{ COMMAND("filter hits") }で確かめてから、オンにしてください。
filters-added-off = フィルター「**{ $filter }**」を作りました。まだ探すものがありません。「一覧を変更」を押して書いてください。
filters-added-on = フィルター「**{ $filter }**」を作りました。
filters-changed = フィルター「**{ $filter }**」を変更しました。
filters-unchanged = フィルター「**{ $filter }**」は変更していません。
filters-now-off = フィルター「**{ $filter }**」をオフにしました。
filters-now-dry = フィルター「**{ $filter }**」をお試しにしました。検出を数えるだけで、投稿には何もしません。
filters-now-on = フィルター「**{ $filter }**」をオンにしました。
filters-handed-again = フィルター「**{ $filter }**」を、もう一度AutoModに任せます。
filters-delete-ask = フィルター「**{ $filter }**」を削除しますか。{ $entries ->
    [0] 検出の記録は、90日間は見られます。
   *[other] { $entries }個の一覧は失われます。検出の記録は、90日間は見られます。
  }
filters-deleted = フィルター「**{ $filter }**」を削除しました。

filters-contents-title = 探すもの
filters-contents-entries = 1行に1つ書いてください
filters-contents-help-words = 「言葉」「word*」「*word*」など。「! 無害な言葉」は例外、「# …」はメモになります
filters-contents-help-patterns = 正規表現（RE2）。大文字と小文字は区別しません
filters-contents-help-links = example.com のようなサイト名。サブドメインも含みます
filters-contents-help-invites = 許可する招待リンク、またはそのコード
filters-contents-long = 一覧が{ $entries }個あり、フォームに入りきりません。このファイルを直して、{ COMMAND("filter edit") }で戻してください。
filters-typed = 入力された内容をお返しします：
filters-exempt-roles = 対象にしないロール
filters-exempt-channels = 対象にしないチャンネル

filters-except-title = 例外の追加
filters-except-entry = 問題のないもの
    .help = 今後は通してよい言葉、サイト、または招待リンク
filters-excepted = フィルター「**{ $filter }**」は、今後「{ $entry }」を通します。

filters-suggested-title = **おすすめのフィルター** 最初はお試しで始まります。オンにするまでは検出を数えるだけで、投稿には何もしません。
filters-suggested-choose = どれから始めますか
filters-suggested-insults = 侮辱の言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）
filters-suggested-threats = 脅しの言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）
filters-suggested-slurs = 差別的な言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）
filters-suggested-sexual = 性的な言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）
filters-suggested-promotion = 宣伝・勧誘の言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）
filters-suggested-profanity = 下品な言葉（{ $language ->
    [ja] 日本語
   *[en] 英語
  }）

filters-exported = すべてのフィルターのファイルです。このサーバーだけのもの（ロール、チャンネル、ルール）は含みません。ほかのサーバーでは{ COMMAND("filter import") }で取り込めます。
filters-exported-one = フィルター「**{ $filter }**」の一覧です。直したものは{ COMMAND("filter edit") }で戻せます。
filters-imported = { $count ->
    [0] 取り込んだフィルターはありません。
   *[other] フィルターを{ $count }個取り込みました。いまはお試し中です。
  }
filters-imported-known = 同じ名前のフィルターがあるため、{ $count }個は取り込みませんでした：{ $names }

## 検出

filters-hits-none = 検出はまだありません。フィルターが検出したものを、90日間ここで見られます。ボットが止まっていた間の投稿は調べません。
filters-hits-title = **検出 { $count }件**（新しい順）
filters-hit-line = { $at }・**{ $filter }**・{ $member }・{ $channel }・{ $found }
filters-outcome-dry = お試しのみ。オンなら{ $consequence }
filters-outcome-automod = AutoModが止めました
filters-outcome-none = 投稿は残しました
filters-outcome-waiting = 投稿を削除しています
filters-outcome-done = 投稿を削除しました
filters-outcome-failed = 投稿を削除できませんでした
filters-outcome-edited = 編集後の内容
filters-judgement-waiting = モデレーターの確認待ち
filters-judgement-right = 正しい検出
filters-judgement-wrong = 誤検出

filters-alert-title = フィルター：{ $filters }
filters-alert-who = { $member }・{ $channel }・{ $at }{ $count ->
    [1] {""}
   *[other] ・1分以内に{ $count }件
  }
filters-alert-found = 見つけたもの：{ $found }
filters-alert-removed = 投稿は削除しました。
filters-alert-automod = AutoModが投稿を止めたため、だれにも見えていません。
filters-alert-stays = [投稿]({ $link })は残っています。
filters-alert-failed = ⚠️ 権限がなく、[投稿]({ $link })を削除できませんでした。削除していただくか、ボットに「メッセージの管理」を付けるよう管理者にお伝えください。
filters-judged-none = 判断することはもうありません。
filters-judged-right = { $by } が、対応なしで完了しました。
filters-judged-case = { $by } がケースにしました。
filters-judged-wrong = { $by } が、誤検出と判断しました。フィルターの成績に反映します。
filters-wrong-case = このフィルターは自動でケースを作っています。ケースは有効なままですので、誤りであれば取り消してください。
queue-kind-filter = フィルター
queue-item-filter = フィルター「{ $filter }」が、{ $channel } での { $member } の投稿に反応しました。

## 本人へのお知らせ

filters-letter-removed = { $channel }への投稿{ $count ->
    [1] {""}
   *[other] { $count }件
  }を、自動で削除しました。{ $named ->
    [yes] 関係するルール：**{ $rule }**
   *[no] {""}
  }
    { $waits ->
    [yes] このあと、モデレーターが確認します。
   *[no] これは警告ではなく、あなたの記録にも残りません。
  }表現を変えて、あらためて投稿していただけます。誤りだと思われる場合は、モデレーターにお知らせください。
filters-letter-wrong = { $channel }へのあなたの投稿{ $count ->
    [1] {""}
   *[other] { $count }件
  }を自動で削除していましたが、モデレーターが確認したところ、誤りでした。申し訳ありません。もう一度投稿していただけます。
filters-letter-yours = あなたが書いた内容：

## /rules test

filters-test-title = **「{ $text }」**
filters-test-hit-on = 🔴 **{ $filter }**（{ $kind }）が「{ $found }」に反応します。{ $consequence }。
filters-test-hit-dry = 🟡 **{ $filter }**（{ $kind }）が「{ $found }」に反応します（お試し中）。オンなら、{ $consequence }。
filters-test-hit-off = ⚪ **{ $filter }**（{ $kind }）は「{ $found }」に反応しますが、いまはオフです。
filters-test-newcomers = 🟡 **{ $filter }**は、参加したばかりの方の投稿であれば反応します。
filters-test-nothing = 🟢 どのフィルターも反応しません。
filters-test-untried = -# 回数を見るフィルター（{ $count }個）は、1つの文章では試せません。
filters-test-read = -# 読み取った形：{ $text }

## AutoMod

filters-automod-name = Engawa：{ $filter }
filters-automod-message = このサーバーのフィルターが、この投稿を止めました。誤りだと思われる場合は、モデレーターにお知らせください。
filters-automod-ours = AutoMod：ルールがあり、投稿が表示される前に止められます。
filters-automod-theirs = AutoMod：管理者がルールを変更したため、ボットは触れません。いまは皆さんのルールです。
filters-automod-deleted = AutoMod：管理者がルールを削除したため、作り直していません。
filters-automod-refused = AutoMod：Discordがルールを受け付けませんでした（{ $failure }）。ボットが調べます。
filters-automod-full = AutoMod：この種類のルールが、Discordの上限に達しています。ボットが調べます。
filters-automod-soon = AutoMod：ルールを作っています。
filters-automod-later = AutoMod：オンにするとルールを作ります。
filters-automod-not-kind = AutoModにはない種類のため、ボットが調べます。
filters-automod-not-consequence = AutoModでは投稿が止まってしまうため、ボットが調べます。
filters-automod-not-nothing = AutoModでは探せない内容のため、ボットが調べます。
filters-automod-not-exceptions = AutoModの例外は100個までのため、ボットが調べます。
filters-automod-not-exempt = AutoModの対象外はロール20個、チャンネル50個までのため、ボットが調べます。
filters-automod-not-off = AutoModを使わない設定のため、ボットが調べます。

filters-doctor-none = フィルターはまだありません
    .remedy = { COMMAND("filter suggested") }から始められます。最初はお試しで、投稿には何もしません。
filters-doctor-fine = { $on }個のフィルターがオンです{ $handed ->
    [0] {""}
   *[other] （うち{ $handed }個はAutoModでも働いています）
  }。
filters-doctor-trying = { $count }個のフィルターが、2週間を過ぎてもお試しのままです：{ $names }
    .remedy = { COMMAND("filter hits") }で確かめて、よければ{ COMMAND("filter mode") }でオンにしてください。
filters-doctor-wrong = フィルター「{ $filter }」の検出は、モデレーターの確認では半分以上が誤りです
    .remedy = { COMMAND("filter hits") }を見て、例外を追加してみてください。
filters-doctor-broken = { $count }個のフィルターが読み取れなくなりました：{ $names }
    .remedy = { COMMAND("filter edit") }で一覧を書き直してください。
filters-doctor-content = 投稿の内容を読めないため、フィルターはAutoModでできる範囲だけで働きます
    .remedy = ボットの運用者がMessage Contentインテントを有効にできます。
filters-doctor-automod = 「サーバー管理」の権限がないため、AutoModを使えません
    .remedy = ボットのロールに「サーバー管理」を付けるか、{ COMMAND("settings open") }でAutoModを使わない設定にしてください。
filters-doctor-automod-refused = { $count }個のフィルターを、AutoModに任せられませんでした：{ $names }。ボットが調べます。
    .remedy = 理由は{ COMMAND("filter show") }で見られます。
filters-doctor-remove = { $channels }で投稿を削除できないため、フィルターが検出した投稿が残ります
    .remedy = そこで、ボットのロールに「メッセージの管理」を付けてください。

## できないこと

filters-error-admins-only = フィルターを変更できるのは管理者だけです。
filters-error-moderators-only = フィルターの検出を見られるのはモデレーターだけです。
filters-error-not-found = このフィルターが見つかりません。
filters-error-name-taken = 「{ $name }」というフィルターは、すでにあります。
filters-error-name-empty = フィルターには名前が必要です。
filters-error-many = フィルターは1つのサーバーに{ $limit }個までです。
filters-error-entries-many = 多すぎます。{ $limit }個まで書けます。
filters-error-line = { $line }行目：{ $why }
filters-error-empty = 探すものがまだないため、オンにもお試しにもできません。
filters-error-number = { $what ->
    [count] 回数
    [seconds] 秒数
    [days] 日数
   *[messages] 投稿数
  }は{ $least }から{ $most }までです。
filters-error-kind = { $what ->
    [list] この種類のフィルターに一覧はありません。
   *[number] この種類のフィルターには、その項目がありません。
  }
filters-error-exempt-many = 対象外にできるロールとチャンネルは、それぞれ{ $limit }個までです。
filters-error-rule = ルール{ $number }はありません。
filters-error-file-large = ファイルが大きすぎます。{ $limit }KBまで読めます。
filters-error-file = このファイルを読み取れません。一覧は、1行に1つ書いたUTF-8のテキストファイルです。ほかのサーバーのフィルターは、{ COMMAND("filter export") }で書き出せます。
filters-error-hit-not-found = この検出の記録は、もう見つかりません。
filters-error-judged = この件は、すでに判断されています。
filters-error-nobody = この方はデータを削除しているため、判断の対象になる方がいません。
filters-error-still-waits = あなたの投稿について、モデレーターの確認を待っているものがあります。確認が済んでから、もう一度お試しください。
