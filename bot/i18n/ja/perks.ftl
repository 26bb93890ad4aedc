# 特典：/perks コマンド、一覧、確認、できないことの説明。日時は Discord の <t:…> 用の Unix 秒です。

## Errors

perks-error-not-found = この特典は見つかりません。入力中に表示される候補からお選びください。
perks-error-archived = この特典の受付は終了しました。
perks-error-not-open-yet = この特典は<t:{ $at }:f>から受け取れます。
perks-error-open-no-more = この特典の受付は<t:{ $at }:f>に終了しました。
perks-error-rank-needed = ランク「{ $rank }」以上の方が対象です。あと{ $missing }ポイントで届きます。
perks-error-rank-gone = この特典の条件だったランクがなくなっています。管理者が確認するまでお待ちください。
perks-error-claimed-enough = { $period ->
    [month] { $limit ->
        [1] 今月分は、すでに受け取っています。来月また受け取れます。
       *[other] 今月はすでに{ $limit }回受け取っています。来月また受け取れます。
      }
    [season] { $limit ->
        [1] 今シーズン分は、すでに受け取っています。次のシーズンにまた受け取れます。
       *[other] 今シーズンはすでに{ $limit }回受け取っています。次のシーズンにまた受け取れます。
      }
   *[ever] { $limit ->
        [1] この特典は、すでに受け取っています。お1人1回までです。
       *[other] この特典は、すでに{ $limit }回受け取っています。お1人{ $limit }回までです。
      }
  }
perks-error-none-left = 申し訳ありません。ほかの方が受け取られ、残りがなくなりました。ポイントは使われていません。
perks-error-too-few-points = この特典には{ $price }ポイントが必要です。いま使えるのは{ $balance }ポイントです。

perks-error-claim-not-found = 受け取った特典の中に見つかりません。
perks-error-code-erased = このコードは、保存後に消去されています。もう一度表示することはできません。
perks-error-code-unreadable = いまはコードを開けません。コードを守る鍵が見つからないか、別のものになっています。何も変更されておらず、ポイントも使われていません。ボットの運営にお知らせください。
perks-error-no-codes = この特典にはコードがありません。スタッフが対応する特典です。
perks-error-file = このファイルは読み取れません。ExcelのブックではなくCSV（UTF-8）で保存してください。
perks-error-file-size = ファイルが大きすぎます。{ $limit }KBまで読み込めます。
perks-error-file-empty = このファイルにはコードがありません。
perks-error-file-column = 列が複数あります。コードの列の1行目に「code」または「コード」と書いてください。
perks-error-file-code = { $line }行目にコードとして使えないものがあります。{ $limit }文字を超えているか、コピーできない文字が含まれています。このファイルからは何も取り込んでいません。
perks-error-file-rounded = { $line }行目のコードが、表計算ソフトで丸められた数値（1.23E+15など）になっています。列の表示形式を「文字列」にしてコードを入れ直し、もう一度保存してください。このファイルからは何も取り込んでいません。
perks-error-file-many = 1つのファイルで読み込めるコードは{ $limit }件までです。ファイルを分けてください。
perks-error-import-outdated = このコードはもう待機していません。追加済みか、取りやめたか、1時間が過ぎています。もう一度ファイルをアップロードしてください。

perks-error-admins-only = この操作は、管理者だけができます。
perks-error-staff-only = この操作は、スタッフだけができます。
perks-error-already-decided = すでにほかの方が対応しています。
perks-error-reason = 理由を{ $limit }文字以内の言葉でお書きください。ご本人にも表示されます。
perks-error-name = { $limit }文字以内の言葉で名前を付けてください。
perks-error-name-taken = 「{ $name }」という特典は、すでにあります。
perks-error-description = 説明は{ $limit }文字以内でお書きください。
perks-error-rank-unknown = そのランクは見つかりません。候補からお選びください。
perks-error-price = 必要なポイントは0から{ $limit }までの範囲で入力してください。
perks-error-stock = 数量は0から{ $limit }までの範囲で入力してください。
perks-error-limit = 1人あたりの回数は1から{ $limit }までの範囲で入力してください。
perks-error-stock-is-codes = コードの特典は、コードの数だけ受け取れます。数量は設定せず、{ COMMAND("perks codes") } でコードを追加してください。
perks-error-moment = 「{ $typed }」は日付として読み取れません。2026-12-24 や 2026-12-24 18:30 のように入力してください。サーバーのタイムゾーンの日時として扱います。
perks-error-closes-before = 終了は開始よりあとにしてください。
perks-error-too-many = 特典は{ $limit }件まで登録できます。先にどれかをアーカイブしてください。

## Commands

perks-command = ランクやポイントで受け取れる特典です
    .name = 特典
perks-command-list = 特典の一覧と、いま受け取れるものを表示します
    .name = 一覧
perks-command-claim = 必要なポイントを確かめてから、特典を受け取ります
    .name = 受け取る
perks-command-mine = 受け取った特典とコードをもう一度表示します
    .name = 受け取ったもの
perks-command-add = 管理者用：特典を追加します
    .name = 追加
perks-command-edit = 管理者用：特典を変更します
    .name = 変更
perks-command-archive = 管理者用：特典を一覧から外します
    .name = アーカイブ
perks-command-codes = 管理者用：コードの状況を表示し、ファイルからコードを追加します
    .name = コード
perks-command-claims = 管理者用：だれが何を受け取ったかを表示します
    .name = 受け取り状況

perks-option-perk = どの特典か
    .name = 特典
perks-option-claims-perk = この特典だけを表示します。省略するとすべて表示します
perks-option-name = メンバーに表示する名前（60文字まで）
    .name = 名前
perks-option-new-name = 新しい名前
    .name = 新しい名前
perks-option-gives = どのように渡すか（あとから変更できません）
    .name = 渡し方
perks-option-description = 内容や使い方の説明
    .name = 説明
perks-option-price = 必要なポイント（0なら無料）
    .name = ポイント
perks-option-rank = 受け取るのに必要なランク
    .name = ランク
perks-option-stock = 全部で何回受け取れるか（受け取り済みの分を含みます）
    .name = 数量
perks-option-per-member = 1人が受け取れる回数（0なら制限なし）
    .name = 1人あたり
perks-option-period = 1人あたりの回数を数える期間
    .name = 期間
perks-option-opens = 開始する日または日時（例：2026-12-01、2026-12-01 18:00）
    .name = 開始
perks-option-closes = 最終日、または終了する日時（例：2026-12-24、2026-12-24 18:00）
    .name = 終了
perks-option-remove = なくす項目
    .name = 解除
perks-option-file = 1列だけ、または「code」という列のあるCSVファイル
    .name = ファイル

perks-gives-code = コードをその場で渡す（ファイルから読み込み）
perks-gives-staff = スタッフが対応する（郵送や手渡しなど）
perks-period-ever = 通算
perks-period-month = 月ごと
perks-period-season = シーズンごと
perks-remove-description = 説明
perks-remove-rank = ランクの条件
perks-remove-stock = 数量の制限
perks-remove-opens = 開始の日時
perks-remove-closes = 終了の日時

## Buttons

perks-button-claim = 受け取る
perks-button-confirm = はい、受け取ります
perks-button-saved = 保存しました
perks-button-erase = コードを消去する
perks-button-keep = まだ残しておく
perks-button-show = コードを表示
perks-button-archive = 一覧から外す
perks-button-bring-back = 一覧に戻す
perks-button-add-codes = このコードを追加
perks-button-remove-free = 未使用のコードを削除…
perks-button-remove-free-yes = 削除する
perks-button-export = CSVで書き出す
perks-button-fulfil = 対応しました
perks-button-refuse = お断りする…
perks-button-see = 対応する

## A perk

perks-fact-price = { $price ->
    [0] 無料
   *[other] { $price }ポイント
  }
perks-fact-rank = 「{ $rank }」以上（{ $points }ポイント）
perks-fact-rank-gone = 条件のランクが削除されています
perks-fact-left = { $left ->
    [0] 残りなし
   *[other] 残り{ $left }
  }
perks-fact-limit = { $period ->
    [month] 月に{ $limit }回まで
    [season] シーズンに{ $limit }回まで
   *[ever] 1人{ $limit }回まで
  }
perks-fact-opens = { $at }から
perks-fact-closes = { $at }まで
perks-fact-gives-code = コードをすぐにお渡し
perks-fact-gives-staff = スタッフが対応
perks-status-claimed = { $count ->
    [1] 受け取り済みです。
   *[other] これまでに{ $count }回受け取っています。
  }

## Members

perks-list-title = ## 特典
    いま使えるポイントは **{ $balance }** です。使ってもランクは下がりません。
perks-list-empty = ## 特典
    特典はまだありません。
perks-confirm = { $price ->
    [0] 無料で受け取れます。受け取りますか？
   *[other] **{ $price }ポイント**を使います。いま{ $balance }ポイントあり、受け取ると残りは{ $after }ポイントになります。受け取りますか？
  }
perks-confirm-changed = ⚠️ 必要なポイントが変更されました。ポイントはまだ使われていません。
perks-done = ### { $gives ->
        [code] 「{ $perk }」を受け取りました
       *[staff] 「{ $perk }」のお申し込みを受け付けました
      }
    { $price ->
        [0] ポイントは使っていません。
       *[other] { $price }ポイントを使いました。残りは{ $balance }ポイントです。
    }
perks-done-waiting = ⏳ これからスタッフが対応します。状況は { COMMAND("perks mine") } で確認できます。
perks-done-code = コードはこちらです。
perks-done-code-note = -# ほかの人には見えません。「保存しました」を押すまでは、{ COMMAND("perks mine") } でもう一度表示できます。
perks-erase-ask = コードを消去しますか？消去すると、運営を含めてだれも、もう一度表示することはできません。
perks-erased = 「{ $perk }」のコードを消去しました。受け取った記録は残ります。

perks-mine-title = ## 受け取った特典（{ $count }件）
perks-mine-empty = ## 受け取った特典
    まだありません。{ COMMAND("perks list") } で特典をご覧いただけます。
perks-mine-line = **{ $perk }**・{ $at }{ $price ->
    [0] { "" }
   *[other] ・{ $price }ポイント
  }
perks-state-handed = コードを表示できます。
perks-state-erased = コードは保存済みで、こちらからは消去しました。
perks-state-waiting = ⏳ スタッフが対応しています。
perks-state-fulfilled = ✅ スタッフが対応しました。
perks-state-refused = ❌ { $price ->
    [0] ご用意できませんでした。
   *[other] ご用意できませんでした。{ $price }ポイントをお戻ししました。
  }
perks-reason = > 理由：{ $reason }
perks-news = **受け取った特典についてのお知らせ**

## Admins

perks-added = ✅ 特典を追加しました。メンバーには次のように表示されます。
perks-edited = ✅ 変更しました。メンバーには次のように表示されます。
perks-edit-nothing = 変更する項目が入力されていません。メンバーには次のように表示されています。
perks-next-codes = → 続けて { COMMAND("perks codes") } でコードを追加してください。追加するまで、だれも受け取れません。
perks-archive-ask = { $claimed ->
    [0] 「{ $perk }」を一覧から外しますか？{ $codes ->
        [0] まだだれも受け取っていないので、削除されます。
       *[other] まだだれも受け取っていないので、コード{ $codes }件と一緒に削除されます。
      }
   *[other] 「{ $perk }」を一覧から外しますか？すでに{ $claimed }回受け取られているため、アーカイブに移します。受け取った方のものはそのまま残り、あとで一覧に戻せます。
  }
perks-archived = 「{ $perk }」をアーカイブに移しました。受け取った方のものはそのまま残ります。
perks-archived-already = 「{ $perk }」は、すでにアーカイブにあります。
perks-deleted = 特典を削除しました。受け取った方はいませんでした。
perks-brought-back = ✅ 特典を一覧に戻しました。

perks-codes-status = ### 「{ $perk }」のコード
    未使用：**{ $free }**件
    受け取り済み：**{ $claimed }**件（うち本人が保存して消去したもの：{ $erased }件）
    -# コードは暗号化して保管し、受け取った本人以外には表示しません。追加するときは、このコマンドにCSVファイルを添付してください。
perks-codes-preview = ### 「{ $perk }」にコードを追加しますか？
    新しいコード：**{ $new }**件
    登録済み：{ $known }件
    ファイル内の重複：{ $repeated }件
    最初のコード：{ $length }文字、末尾は「{ $ending }」。見出しが混ざっている場合は、その見出しを「code」に変えてください。
    -# まだ追加していません。コードは暗号化した状態で1時間だけ保管します。お手元のファイルも、不要になったら削除してください。
perks-codes-added = ✅ 「{ $perk }」に{ $added }件のコードを追加しました。未使用のコードは{ $left }件です。
perks-codes-dropped = 取りやめました。コードは追加していません。
perks-codes-remove-ask = 「{ $perk }」の未使用のコード{ $free }件を削除しますか？元には戻せません。受け取り済みのコードは、本人のもとに残ります。
perks-codes-removed = { $count }件のコードを削除しました。

perks-claims-title = ## 受け取り状況（{ $count }件）
perks-claims-line = **#{ $number } { $perk }**・{ $member }・{ $at }・{ $price ->
    [0] 無料
   *[other] { $price }ポイント
  }
perks-claims-state-handed = コードをお渡し済み（本人が保存し、消去しました）
perks-claims-state-waiting = ⏳ スタッフの対応待ち
perks-claims-state-fulfilled = ✅ 対応済み
perks-claims-state-refused = ❌ お断り
perks-claims-code = コードをお渡し済み：…{ $ending }
perks-exported = 受け取り状況のファイルです。Excelでも開けます。コードは含まれていません。
perks-former-member = 退出したメンバー

## Staff

perks-queue-claim = ### 特典の受け取り：{ $perk }
    { $member }・{ $at }・{ $price ->
        [0] 無料
       *[other] { $price }ポイント
      }・#{ $number }
perks-queue-fulfilled = ✅ { $member }さんが対応しました（{ $at }）
perks-queue-refused = ❌ { $member }さんがお断りしました（{ $at }）。{ $price ->
    [0] 無料の特典です。
   *[other] ポイントは返却済みです。
  }
perks-queue-low = { $left ->
    [0] ⚠️ 特典「{ $perk }」の残りがなくなりました。
   *[other] ⚠️ 特典「{ $perk }」の残りが{ $left }になりました。
  }{ $gives ->
    [code] 管理者は { COMMAND("perks codes") } でコードを追加できます。
   *[staff] 管理者は { COMMAND("perks edit") } で数量を増やせます。
  }
perks-refuse-title = 特典の受け取りをお断りする
perks-refuse-reason = 理由
    .help = ご本人に表示されます。ポイントは返却されます。
