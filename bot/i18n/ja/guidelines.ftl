# ルール：/rules コマンド、ルールのページ、同意、下書き、/doctor、提案するルール。

## Errors

guidelines-error-admins-only = ルールを変更できるのは、管理者だけです。
guidelines-error-none = このサーバーでは、ルールがまだ公開されていません。
guidelines-error-rule-not-found = { $number }番のルールはありません。
guidelines-error-version-not-found = この版のルールは見つかりません。
guidelines-error-no-draft = この下書きはもうありません。公開されたか、破棄されています。何も変更していません。
guidelines-error-draft-changed = このボタンが表示されたあとに、下書きが変更されています（ほかの管理者が編集したのかもしれません）。今回の操作では何も変更していません。いまの下書きを確かめてから、もう一度お試しください。
guidelines-error-draft-there = ほかの方が、ちょうど下書きを作り始めました。今回の操作では何も変更していません。
guidelines-error-rule-gone = このルールは、もう下書きにありません。
guidelines-error-too-many = ルールは{ $limit }個までです。それより多いと、読んでもらえなくなります。
guidelines-error-title = 見出しは{ $limit }文字以内の言葉で入力してください。
guidelines-error-text = 本文は{ $limit }文字以内の言葉で入力してください。
guidelines-error-half = もう一方の言語は、見出しと本文の両方を入力するか、両方とも空欄にしてください。
guidelines-error-penalty = この対応は選べません。メニューからお選びください。
guidelines-error-draft-empty = 下書きには、まだルールがありません。
guidelines-error-nothing-changed = 下書きは公開中のルールと同じです。公開するものがありません。

## Commands

guidelines-command = このコミュニティのルール
    .name = ルール
guidelines-command-show = ルールを読んで、同意します
    .name = 読む
guidelines-command-history = これまでの版と、変更された点を表示します
    .name = 履歴
guidelines-command-edit = 管理者用：下書きでルールを編集し、公開します
    .name = 編集
guidelines-option-number = この番号のルールだけを表示します
    .name = 番号

## Reading and agreeing

guidelines-title = コミュニティのルール
guidelines-version-line = 第{ $number }版・{ $at }から
guidelines-button-open = 読んで同意する
guidelines-button-own-language = 自分の言語で読む（In my language）
guidelines-button-agree = 同意します
guidelines-button-changes = 変更点を見る
guidelines-read-changed = 第{ $number }版に同意いただいたあとに、**ルールが変わりました**。お手数ですが、もう一度お読みください。
guidelines-read-newer = **読んでいるあいだに、ルールが変わりました。** こちらが新しい版です。
guidelines-read-on = { $page }／{ $pages }ページ。最後のページで同意できます。
guidelines-read-agree = 「同意します」を押すと、このルールを読み、守ることに同意したことになります。
guidelines-read-agreed = ✅ この版には、{ $at }に同意いただいています。
guidelines-read-agreed-before = ✅ { $at }に、第{ $number }版に同意いただいています。その後の変更は細かな点だけですので、あらためて同意する必要はありません。
guidelines-agreed = ✅ **ありがとうございます！** { $at }に、ルールの第{ $number }版に同意いただきました。
guidelines-agreed-role = { $pending ->
    [true] Discordの参加時の確認が終わると、ロール { $role } が付きます。
   *[false] まもなく、ロール { $role } が付きます。
  }
guidelines-agreed-next = -# 次にできることは { COMMAND("start") } で見られます。
guidelines-ask-first = 📜 **このコミュニティにはルールがあります。** まだ同意をいただいていません。2分ほどで読めますので、ご確認をお願いします。
guidelines-ask-again = 📜 { $at }に第{ $number }版に同意いただいたあとに、**ルールが変わりました**。お読みのうえ、あらためて同意をお願いします。
guidelines-audit-reason = ルールに同意
guidelines-former-member = 元メンバー

## Actions

guidelines-penalty-line = 通常の対応：{ $penalty }
guidelines-penalty-note = モデレーター用のメモに残す
guidelines-penalty-warn = 警告
guidelines-penalty-remove = メッセージを削除して警告
guidelines-penalty-timeout = タイムアウト（{ $length }）
guidelines-penalty-kick = サーバーからキック
guidelines-penalty-ban = { $length ->
    [none] BAN（無期限）
   *[other] BAN（{ $length }）
  }
guidelines-length-minutes = { $count }分
guidelines-length-hours = { $count }時間
guidelines-length-days = { $count }日間

## History and differences

guidelines-history-title = ルールの版
guidelines-history-line = **第{ $number }版**・{ $at }・ルール{ $rules }個
    { $material ->
    [first] 最初のルールです。
    [true] 内容が変わったため、皆さんにあらためて同意をお願いしました。
   *[false] 細かな点だけの変更です。
  }{ $agreed ->
    [0] この版に同意した人は、まだいません。
   *[other] この版に{ $agreed }人が同意しました。
  }
guidelines-history-by = 公開した人：{ $member }
guidelines-history-agreed = { $count ->
    [0] 現在のルールに同意した人は、まだいません。
   *[other] 現在のルールには、{ $count }人が同意しています。
  }
guidelines-changes-title = 第{ $before }版から第{ $after }版への変更点
guidelines-count-added = 追加{ $count }件
guidelines-count-changed = 変更{ $count }件
guidelines-count-removed = 削除{ $count }件
guidelines-count-renumbered = 番号の変更{ $count }件
guidelines-difference-language = （{ $name }）
guidelines-difference-added = 🆕 **追加：{ $number }. { $title }**
guidelines-difference-removed = 🗑️ **削除：{ $number }. { $title }**
guidelines-difference-changed = ✏️ **変更：{ $number }. { $title }**
guidelines-difference-before = 変更前：
guidelines-difference-now = 変更後：
guidelines-difference-translated = この言語の文が加わりました：
guidelines-difference-no-more = この言語の文はなくなりました。以前の内容：
guidelines-difference-penalty = 通常の対応：{ $old } → **{ $new }**
guidelines-difference-renumbered = 🔢 **番号の変更**：{ $moves }
guidelines-difference-unseen = 日本語の文に変更はありません。

## The draft

guidelines-begin = ## 📜 まだルールがありません
    英語と日本語で、8つのルールをご提案できます。公開する前に、どの文も書き換えられます。
guidelines-begin-suggested = この提案から始める
guidelines-begin-empty = 何もない状態から始める
guidelines-draft-title = 第{ $number }版の下書き
guidelines-draft-begun = { $member } が作成、{ $at }に変更
guidelines-draft-first = まだ公開されていません
guidelines-draft-same = 第{ $number }版と同じ内容です
guidelines-draft-empty = まだルールがありません。
guidelines-draft-lacking = { $language }なし
guidelines-draft-menu = 編集・移動・削除するルールを選ぶ
guidelines-draft-gone = 下書きはもうありません。{ COMMAND("rules edit") } で新しく作れます。
guidelines-draft-difference = 第{ $before }版から第{ $number }版（下書き）への変更点
guidelines-button-draft = 下書きに戻る
guidelines-button-add = ルールを追加
guidelines-button-edit = 編集
guidelines-button-up = 上へ
guidelines-button-down = 下へ
guidelines-button-remove = 削除
guidelines-button-remove-yes = 削除する
guidelines-button-keep = 残す
guidelines-button-difference = 変更点を確認
guidelines-button-publish = 公開
guidelines-button-discard = 破棄
guidelines-button-discard-yes = 破棄する
guidelines-remove-ask = **{ $number }番のルールを下書きから削除しますか？** 下書きを公開するまで、公開中のルールはそのままです。
guidelines-rule-added = ✅ { $number }番のルールとして追加しました。
guidelines-rule-edited = ✅ 下書きの{ $number }番のルールを変更しました。
guidelines-rule-removed = ✅ ルールを下書きから削除しました。あとのルールの番号を繰り上げています。
guidelines-discard-ask = **下書きをすべて破棄しますか？** 公開中のルールはそのままです。
guidelines-discarded = 下書きを破棄しました。
guidelines-publish-first = **この内容を、最初のルールとして公開しますか？**
    ルールは{ $count }個です。メンバーには、次にボットを使ったときに一度、本人だけに見える形で同意をお願いします。
guidelines-publish-ask = **第{ $number }版を公開しますか？**（{ $difference }）
    メンバーにあらためて同意してもらう必要のある変更ですか？「はい」の場合は、次にボットを使ったときに、本人だけに見える形でお願いします。誤字の修正や、わかりやすい言い換えであれば、細かな変更です。
guidelines-publish-material = はい：あらためて同意をもらう
guidelines-publish-details = いいえ：細かな変更だけ
guidelines-publish-lacking = ⚠️ { $language }の文がまだないルール：{ $numbers }番。{ $language }で読む人には、もう一方の言語で表示されます。
guidelines-publish-where = ルールは { $channel } に掲示され、いつも最新の内容になります。
guidelines-publish-closed = ⚠️ ルールは { $channel } に掲示する設定ですが、ボットはそこに投稿できません。そのチャンネルの閲覧とメッセージの送信をボットに許可してください。6時間以内に掲示します。
guidelines-publish-nowhere = ルールのチャンネルが未設定のため、どこにも掲示されません。{ COMMAND("settings open") } で設定できます。
guidelines-published = ✅ **第{ $number }版を公開しました。** { $material ->
    [true] メンバーには、次にボットを使ったときに同意をお願いします。
   *[false] あらためて同意をお願いすることはありません。
  }
guidelines-language-en = 英語
guidelines-language-ja = 日本語
guidelines-form-title = ルールを追加
guidelines-form-title-edit = ルールを編集
guidelines-form-heading = 見出し（{ $language }）
guidelines-form-text = 本文（{ $language }）
guidelines-form-heading-other = 見出し（{ $language }・任意）
guidelines-form-text-other = 本文（{ $language }・任意）
guidelines-form-penalty = 通常の対応
    .help = 事情に応じて、モデレーターは別の対応を選べます。
guidelines-form-back = 入力された内容です。コピーしてお使いください：

## /doctor

guidelines-doctor-unpublished = メンバーが同意できるルールがありません
    .remedy = { COMMAND("rules edit") } でルールの提案を見られます。
guidelines-doctor-draft-first = 最初のルールの下書きがありますが、まだ公開されていません
    .remedy = { COMMAND("rules edit") } で公開してください。
guidelines-doctor-draft = ルールの下書きが、{ $at }から公開されないままになっています
    .remedy = { COMMAND("rules edit") } で公開するか、破棄してください。
guidelines-doctor-posted = { $channel } に掲示したルールは最新です
guidelines-doctor-not-posted = { $channel } にルールを掲示できませんでした
    .remedy = そのチャンネルの閲覧とメッセージの送信をボットに許可してください。6時間以内に掲示します。「再試行」を押すと、すぐに掲示します。
guidelines-doctor-posts-outdated = { $channel } のルールが、まだ最新の内容ではありません
    .remedy = 通常は1分以内に更新されます。更新されない場合は、そのチャンネルについての項目をご確認ください。
guidelines-doctor-posts-missing = { $channel } に掲示したルールの一部が削除されています
    .remedy = 6時間以内にもう一度掲示します。掲示が不要な場合は、{ COMMAND("settings open") } でチャンネルを外してください。
guidelines-doctor-role-managed = メンバーのロール { $role } は、アプリやブーストに使われているため、付けることができません
    .remedy = { COMMAND("settings open") } で別のロールを選んでください。
guidelines-doctor-role-powerful = メンバーのロール { $role } に、モデレーターや管理者の権限が含まれています。ボタンを押しただけの人に渡すことはできません
    .remedy = サーバー設定 → ロール でその権限を外すか、{ COMMAND("settings open") } で別のロールを選んでください。

## Settings

settings-guidelines = ルール
    .help = ルールを掲示する場所と、同意した人に付けるロールです。
settings-guidelines-channel-id = ルールのチャンネル
    .help = ここにルールを掲示し、いつも最新の内容にします。設定から外すと、掲示を取り下げます。
settings-guidelines-member-role-id = メンバーのロール
    .help = ルールに同意した人に付けます（すでに同意した人にも付きます）。あとから外すことはありません。

## Suggested rules

guidelines-suggested-1 = 思いやりと敬意をもって話す
    .text = 画面の向こうには、いつも人がいます。意見が違うときは、相手ではなく内容について話し合い、まずは善意で受け取りましょう。はじめての方の質問も歓迎します。
guidelines-suggested-2 = 嫌がらせ・差別はしない
    .text = 侮辱、脅し、つきまとい、性的な発言や、出身、性別、性的指向、信仰、年齢、障がいなどを理由にした差別は認められません。メンバーへのDMでも同じです。「やめてほしい」と言われたら、すぐにやめてください。
guidelines-suggested-3 = 宣伝・勧誘はしない
    .text = ほかの商品やお店、サーバー、ご自身のチャンネルなどの宣伝、勧誘、募金はご遠慮ください。そのためにメンバーへDMを送ることもおやめください。迷ったときは、先に運営へご相談ください。
guidelines-suggested-4 = プライバシーを守る
    .text = 氏名、住所、電話番号、注文番号、写真など、ほかの人の個人情報を本人の同意なしに投稿しないでください。ご自身の情報の扱いにもお気をつけください。運営がパスワードやカード番号をお尋ねすることはありません。
guidelines-suggested-5 = 未公開の情報やネタバレに注意する
    .text = 発表前の情報や、モニター、先行体験、運営とのやり取りなどで内々に知ったことは、ここに書かないでください。ネタバレになる内容は、スポイラー機能で隠してください。
guidelines-suggested-6 = 話題に合った場所に投稿する
    .text = チャンネルの話題に沿って投稿しましょう。質問の前に、同じ質問がないかお探しください。同じ内容を複数のチャンネルに投稿することや、会話に関わりのない人へのメンションはお控えください。
guidelines-suggested-7 = 安全を心がけ、法律を守る
    .text = けがや事故につながる方法、違法なものや海賊版、性的・暴力的な内容は投稿しないでください。画像や文章は、公開してよいものだけを、出典とともに載せてください。
guidelines-suggested-8 = 運営の案内に従い、気づいたことは知らせる
    .text = スタッフやモデレーターからお願いがあったときは、ご協力ください。判断に納得できないときは、個別に落ち着いてお伝えください。ルールに反するものを見かけたら、言い返さずに運営へお知らせください。

onboarding-step-agree = ルールを読んで同意する
    .help = 2分ほどで読めます。だれもが安心して話せるようにするための約束です。
