# 解決した回答、終了と再開、手助け、確認のお知らせ、一覧、よくある質問、集計、匿名の開示。

# コマンド

questions-menu-accept = 解決した回答にする
questions-command = 質問を探す・ご自分の質問を管理する
    .name = みんなの質問
questions-command-open = まだ解決していない質問
    .name = 未解決
questions-command-mine = ご自分の質問と、その状況
    .name = 自分
questions-command-search = すべての質問と回答から探す
    .name = 検索
questions-command-tag = 1つのトピックの質問
    .name = トピック
questions-command-stats = 質問への対応状況の集計（モデレーター用）
    .name = 集計
questions-command-close = この質問を、解決しないまま終了する
    .name = 終了
questions-command-reopen = この質問を再開する
    .name = 再開
questions-command-duplicate = 同じ質問が以前にあったことを示す
    .name = 重複
questions-command-unseal = この匿名の質問をした人を、ほかのモデレーターと2人で確認する
    .name = 匿名開示
questions-command-solved = どの回答で解決したかを示す
    .name = 解決
questions-command-expert = くわしい分野の質問のお知らせを受け取る
    .name = エキスパート
questions-command-expert-join = 回答のない質問がトピックにあるとき、声がかかるようにする
    .name = 登録
questions-command-expert-leave = トピックの登録をやめる
    .name = 解除
questions-command-expert-list = トピックごとの登録人数と、ご自分の登録
    .name = 一覧
questions-command-faq = よくある質問とその回答
    .name = よくある質問
questions-command-faq-show = 回答をここに、みなさんに見えるように表示する
    .name = 表示
questions-command-faq-add = 解決済みの質問に名前を付けて登録する（運営用）
    .name = 追加
questions-command-faq-rename = 項目の名前を変える（運営用）
    .name = 名前変更
questions-command-faq-remove = 項目をはずす。質問そのものは残ります（運営用）
    .name = 削除
questions-command-faq-list = 登録されている項目の一覧
    .name = 一覧

questions-option-answer = 回答へのリンク（省略すると、一覧から選べます）
    .name = 回答
questions-option-words = 探したい言葉
    .name = 言葉
questions-option-tag = トピック
    .name = トピック
questions-option-expert-tag = くわしいトピック
questions-option-days = 何日前からか（省略すると30日）
    .name = 日数
questions-option-reason = 終了の理由。みなさんに表示されます
    .name = 理由
questions-option-question = 以前の質問。一覧から選ぶか、リンクを貼り付けてください
    .name = 質問
questions-option-faq = 項目の名前
    .name = 名前
questions-option-faq-name = 見つけやすい短い名前
    .name = 名前
questions-option-faq-new-name = 新しい名前
    .name = 新しい名前
questions-option-faq-question = 解決済みの質問へのリンク（省略すると、このスレッドの質問）

# お断り

questions-error-not-here = このコマンドは、質問のスレッドの中でお使いください。
questions-error-not-a-link = どれを指しているのかわかりませんでした。一覧から選ぶか、このサーバーのリンクを貼り付けてください。
questions-error-tag = 「{ $tag }」というトピックはありません。一覧から選んでください。
questions-error-answerer-left = この回答を書いた方はすでにサーバーを離れているため、解決した回答にはできません。解決につながった内容をどなたかにあらためて書いてもらい、そちらを選んでください。

# 解決した回答

questions-offer = この回答で解決しましたか？ 質問した方か運営が、ここで「解決した回答」に選べます。
questions-offer-button = これで解決しました
questions-accept-done = ✅ [この回答]({ $link })を、解決した回答にしました。質問にも表示されます。
questions-accept-moved = ✅ 解決した回答を、[この回答]({ $link })に変更しました。
questions-move-ask = ここではすでに[別の回答]({ $link })が選ばれています。こちらの回答に変更しますか？
questions-move-button = こちらに変更する
questions-undo-button = 元に戻す
questions-undo-done = 質問を未解決に戻しました。選ばれている回答はありません。
questions-solve-ask = どの回答で解決しましたか？
questions-solve-placeholder = 新しい回答から順に表示しています
questions-solve-none = ほかの方の回答がまだないため、選べる回答がありません。回答が不要になったときは、質問を終了してください。
questions-solve-no-text = （文字のない回答）
questions-solve-upvotes = 「役に立った」{ $count }
questions-solved-already = [この回答]({ $link })で解決済みになっています。別の回答だったときは選び直すか、元に戻してください。
questions-solved-by-only = [この回答]({ $link })で解決済みになっています。
questions-thank-ask = ほかにも助けてくれた方はいましたか？ お礼を伝えられます。
questions-thank-placeholder = ほかに助けてくれた方
questions-thank-done = ありがとうございます。{ $members }さんへのお礼を記録しました。
questions-thank-before = すでにお礼を伝えてあります。
questions-answer-lost = 解決した回答が削除されたため、この質問を未解決に戻しました。

# 終了と再開

questions-close-ask = { $question } を終了する理由を選んでください。
questions-close-withdraw = 回答が不要になりました
questions-close-reason = 理由を書く…
questions-close-duplicate = 以前にも同じ質問がある…
questions-close-done = 質問を終了しました。いつでも再開できます。
questions-close-form-title = 質問を終了する
questions-close-form-reason = 理由
    .help = 質問した方を含め、みなさんに表示されます。
questions-duplicate-ask = どの質問と同じですか？
questions-duplicate-placeholder = よく似た質問
questions-duplicate-none = よく似た質問は見つかりませんでした。{ COMMAND("questions duplicate") }でリンクを貼り付けることもできます。
questions-duplicate-done = 質問を終了し、{ $question } へのリンクを付けました。
questions-reopened = 質問を再開しました。
questions-reopened-note = この質問は再開されました。
questions-state-open = 未解決
questions-state-solved = 解決済み
questions-state-closed = 終了

# 担当、エキスパート、モデレーション用チャンネル

questions-claim-done = { $question } を見ていただき、ありがとうございます。{ $until }まで、ほかの方に声はかかりません。
questions-release-done = 担当をはずれました。ほかの方が見られるようになりました。
questions-experts-call = { $members } くわしい分野（{ $tags }）の質問に、まだ回答がありません。見ていただけませんか？（エキスパートに登録している方へのお知らせです。{ COMMAND("expert leave") }でいつでもやめられます。）
questions-staff-call = { $members } この質問にはまだ回答がありません。どなたか対応をお願いします。
questions-queue-post = ❓ まだ回答がありません：{ $question }（質問：{ $when }）
questions-queue-take = 担当する
questions-queue-answered = 💬 回答が届きました：{ $question }（質問：{ $when }）
questions-queue-about = { $question }（質問：{ $when }）
questions-queue-deleted = 🗑️ この質問は削除されました（質問：{ $when }）。
questions-queue-taken = 🙋 { $member }さんが見ています。
questions-expert-joined = ありがとうございます。「{ $tag }」の質問に回答がないとき、メンションでお知らせすることがあります。すべてのトピックを合わせて1日{ $cap }回までです。{ COMMAND("expert leave") }でいつでもやめられます。
questions-expert-left = 「{ $tag }」の登録を解除しました。
questions-expert-title = トピックとエキスパート
questions-expert-line = **{ $tag }** · { $count ->
    [0] まだいません
   *[other] { $count }人
  }
questions-expert-no-tags = トピックはまだありません。
questions-expert-mine = 登録しているトピック
questions-expert-mine-none = まだありません。{ COMMAND("expert join") }で追加できます。
questions-expert-cap = お知らせは、お一人につき1日{ $cap }回までです。

# 静かになった質問

questions-quiet-ask = { $member ->
    [nobody] この質問は解決しましたか？ 質問した方は、こちらからお知らせください。
   *[other] { $member }さん、この質問は解決しましたか？
  }
questions-quiet-then = このまま{ $days }日間書き込みがなければ、終了します。いつでも再開できます。
questions-quiet-yes = 解決しました
questions-quiet-no = まだです
questions-quiet-close = 終了する
questions-quiet-kept = 未解決のままにしました。わかったことを書き足していただくと、回答しやすくなります。

# 一覧

questions-list-asked = 質問：{ $when }
questions-list-waiting = 回答なし
questions-list-answered = 回答あり・未解決
questions-list-claimed = { $member }さんが対応中
questions-list-solved = [解決した回答]({ $link })
questions-list-closed-quiet = 終了：しばらく書き込みなし
questions-list-closed-duplicate = 終了：同じ質問が以前にあり
questions-list-closed-deflected = 終了：以前の質問で解決
questions-list-closed-withdrawn = 終了：取り下げ
questions-list-closed-staff = 終了：運営による
questions-list-closed-deleted = 削除済み
questions-open-title = 未解決の質問（{ $count }件）
questions-open-empty = 回答を待っている質問はありません。ご覧になれる質問は、すべて解決または終了しています。
questions-mine-title = ご自分の質問（{ $count }件）
questions-mine-empty = まだ質問していません。{ COMMAND("ask") }から質問できます。
questions-tag-title = 「{ $tag }」の質問（{ $count }件）
questions-tag-empty = ご覧になれる質問は、このトピックにはありません。
questions-search-title = 「{ $query }」の検索結果（{ $count }件）
questions-search-empty = 見つかりませんでした。言葉を変えるか減らしてお試しください。{ COMMAND("ask") }で質問することもできます。
questions-similar-title = 解決済みの似た質問
questions-similar-none = 解決済みの似た質問は、まだありません。

# よくある質問

questions-faq-link = [質問とすべての回答を見る]({ $link })
questions-faq-footer = よくある質問：{ $name }
questions-faq-no-text = （文字のない回答です。リンク先をご覧ください。）
questions-faq-title = よくある質問（{ $count }件）
questions-faq-empty = まだ登録がありません。運営が{ COMMAND("faq add") }で登録できます。
questions-faq-added = 「{ $name }」として { $question } を登録しました。どなたでも{ COMMAND("faq show") }で呼び出せます。
questions-faq-renamed = 名前を「{ $name }」に変えました。
questions-faq-removed = 「{ $name }」をはずしました。質問そのものは残っています。

# 集計

questions-stats-title = 質問の集計（過去{ $days }日間）
questions-stats-tag-title = 「{ $tag }」の集計（過去{ $days }日間）
questions-stats-period = { $start }～{ $end }
questions-stats-none = この期間に、このトピックの質問はありません。
questions-stats-percent = { $percent }%
questions-stats-asked = 質問の数
    .value = **{ $count }件**（回答が必要だったのは{ $needed }件）
    .means = 重複と、以前の質問で解決したものは、回答が必要な数に含めません。削除された投稿は数えません。
questions-stats-answered = 回答がついた割合
    .value = **{ $share }**（{ $count }件。うち{ $members }件はメンバーが最初に回答）
    .means = 回答が必要だった質問のうち、質問した方以外から回答があったもの。
questions-stats-tag-answered = **{ $share }**（{ $count }件）
questions-stats-solved = 解決
    .value = **{ $count }件**（うちメンバーの回答で{ $members }件、{ $share }）
    .means = 解決した回答が選ばれている質問。運営の回答と、質問した方ご自身の回答は「メンバー」に含めません。
questions-stats-first-answer = 最初の回答までの時間
    .value = 半数が**{ $p50 }**以内、9割が**{ $p90 }**以内
    .means = 質問から、ほかの方の最初の回答まで。回答のある質問の中央値と90パーセンタイル。
questions-stats-tag-first-answer = 半数が**{ $p50 }**以内
questions-stats-solution = 解決までの時間
    .value = 半数が**{ $p50 }**以内、9割が**{ $p90 }**以内
    .means = 質問から、回答が選ばれるまで。解決した質問の中央値と90パーセンタイル。
questions-stats-saved = 減らせた問い合わせ
    .value = **{ $count }件**{ $money ->
        [none] {""}
       *[other] （約{ $money }）
      }
    .means = この期間にメンバーが解決した数と、以前の質問で解決した数の合計。金額は1件あたりの費用（{ COMMAND("settings open") }）を掛けたもの。
questions-stats-money = { $currency ->
    [JPY] { $amount }円
   *[other] { $amount } { $currency }
  }
questions-stats-happened = この期間のその他の動き
    .value = 再開{ $reopened }件 · 以前の質問で解決{ $deflected }件 · 回答がないまま終了{ $unanswered }件
    .means = いつの質問かにかかわらず、この期間に起きたこと。
questions-stats-backlog = 現在の未解決
    .value = **{ $count }件**{ $ages }
    .means = 未解決のすべての質問を、質問からの日数で分けたもの。
questions-stats-age = { $days }日以内：{ $count }件（回答なし{ $unanswered }件）
questions-stats-age-over = { $days }日超：{ $count }件（回答なし{ $unanswered }件）
questions-stats-tags = トピック別
questions-stats-tag-line = **{ $tag }**：質問{ $asked } · 回答あり{ $answered } · 解決{ $solved }

questions-span-moment = 1分
questions-span-minutes = { $count }分
questions-span-hours = { $count }時間
questions-span-days = { $count }日

# 匿名の開示

questions-unseal-form-title = 質問した人を確認する
questions-unseal-form-reason = 確認が必要な理由
    .help = 記録され、もう1人のモデレーターと質問した方にも伝わります。
questions-unseal-post = 🎭 { $member }さんが、匿名の質問 { $question } の質問者を確認したいと申請しました。
    理由：{ $reason }
    { $until }までに、ほかのモデレーターの同意が必要です。同意すると2人に質問者が表示され、質問した方にもお知らせします。
questions-unseal-confirm = 同意して開示する
questions-unseal-show = 質問者を表示する
questions-unseal-requested = 申請をモデレーション用チャンネルに投稿しました。{ $until }までにほかのモデレーターが同意すると、そこの「質問者を表示する」が使えるようになります。
questions-unseal-requested-here = 申請を受け付けました（期限：{ $until }）。モデレーション用チャンネルに投稿できなかったため、ほかのモデレーターに、このスレッドで{ COMMAND("questions unseal") }を使うよう伝えてください。同意のあと、同じコマンドで質問者が表示されます。
questions-unseal-post-done = 🎭 { $first }さんと{ $second }さんが、匿名の質問 { $question } の質問者を確認しました。
    理由：{ $reason }
questions-unseal-author = { $question } を質問したのは{ $member }さんです（ID { $id }）。確認したことと理由を、ご本人にお知らせします。ほかの方には伝えないでください。
questions-unsealed-notice = 🎭 「{ $server }」で匿名で質問された { $question } について、モデレーター2人が、次の理由で質問者を確認しました。
    > { $reason }
    ほかの方にお名前は示していません。納得できない場合は、サーバーの管理者にご相談ください。
