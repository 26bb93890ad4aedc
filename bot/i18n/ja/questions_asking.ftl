# 質問すること、質問の状態を示すカード、手で書かれた投稿の引き受け。

questions-tag-open = 未解決
questions-tag-solved = 解決済み
questions-tag-closed = 終了

questions-card-open = ❓ **未解決** · どなたでも回答できます。
questions-card-answered = 💬 **未解決** · 回答が届いています。解決につながった回答は、まだ選ばれていません。
questions-card-claimed = 🙋 **未解決** · { $member }さんが{ $until }まで見てくれています。
questions-card-solved = ✅ **解決済み** · [回答を見る]({ $link })
questions-card-solved-by = ✅ **解決済み** · { $member }さんの回答で解決しました · [回答を見る]({ $link })
questions-card-solved-by-asker = ✅ **解決済み** · 質問した方がご自身で解決しました · [回答を見る]({ $link })
questions-card-closed-quiet = 🔒 **終了** · しばらく書き込みがなかったため終了しました。参加していた方はいつでも再開できます。
questions-card-closed-duplicate = 🔒 **終了** · 同じ質問が以前にありました。
questions-card-closed-duplicate-of = 🔒 **終了** · 同じ質問が以前にありました：{ $question }
questions-card-closed-deflected = 🔒 **終了** · 以前の質問で解決しました。
questions-card-closed-deflected-of = 🔒 **終了** · 以前の質問で解決しました：{ $question }
questions-card-closed-withdrawn = 🔒 **終了** · 質問した方が取り下げました。
questions-card-closed-staff = 🔒 **終了** · 運営が終了しました。
questions-card-closed-deleted = 🔒 **終了** · 投稿が削除されました。
questions-card-note = 理由：{ $note }
questions-card-asked-by = 質問：{ $member }さん · { $when }
questions-card-asked-anonymously = 匿名の方からの質問 · { $when }

questions-card-button-claim = 私が見ます
questions-card-button-release = 担当をはずれる
questions-card-button-solve = 解決しました
questions-card-button-similar = 似た質問
questions-card-button-close = 終了する…
questions-card-button-reopen = 再開する
questions-card-button-reply = 質問者として返信

questions-ask-command = みなさんに質問します
    .name = 質問
    .title = タイトル
    .title-help = 質問を一行で。入力中に、似た質問で解決済みのものが表示されます
questions-ask-choice-typed = この内容で質問する：{ $title }
questions-ask-choice-solved = ✅ { $title }
questions-ask-form = 質問する
questions-ask-form-title = 質問を一行で
    .help = 答えてくれそうな方に、まず何を伝えたいですか？
questions-ask-form-title-placeholder = 例：お届け先の住所を変更するには？
questions-ask-form-details = くわしい内容
    .help = 試したこと、起きたこと、製品名など、回答の手がかりになることをお書きください。
questions-ask-form-topics = トピック
    .help = そのトピックにくわしいメンバーに、質問をお知らせできます。
questions-ask-form-screenshot = 画像
    .help = PNG、JPEG、GIF、WebPを添付できます。
questions-ask-form-anonymous = 匿名で質問する
    .help = モデレーター2人が理由を示したときに限り、質問者を確認できます。その場合はDMでお知らせします。
questions-ask-text-back = 入力された内容です。失われないよう、お返しします。
questions-ask-picture-again = （画像は、もう一度添付してください。）
questions-ask-done = 質問を投稿しました：{ $question }
questions-ask-done-anonymously =
    🎭 質問者がだれかは、ほかの方には見えません。**ただし、スレッドにご自身で書き込むと名前が表示されます。** 匿名のまま返信するには、下のボタンか、質問にある「質問者として返信」をお使いください。ほかの方には使えません。「解決しました」「終了する…」もご利用いただけます。
    回答が付いても通知は届きません（届くようにすると、質問者がわかってしまうためです）。ときどき様子をご覧ください。
questions-ask-similar = すでに解決した、似た質問があります。この中に答えはありましたか？
questions-ask-this-solved-it = これで解決しました …
questions-ask-deflected = お役に立ててよかったです。質問は終了し、解決した質問へのリンクを付けました：{ $question }
questions-ask-anyway = 新しく質問する
questions-ask-here = 質問する
questions-reply-form = 質問者として返信
questions-reply-form-text = 返信の内容
    .help = ボットの名前で、質問者からの返信として投稿されます。
questions-reply-from-asker = 🎭 **質問した方より：**
questions-reply-done = 名前を出さずに投稿しました：{ $link }

questions-error-place-closed = 質問用のチャンネルに書き込む権限がないため、代わりに投稿することはできません。
questions-error-tag-needed = このフォーラムでは、投稿にトピックが必要です。フォームで選んでください。
questions-error-reply-empty = 返信に、投稿できる内容がありません。
questions-error-locked = このスレッドはロックされているため、今は投稿できません。
questions-error-reply-limit = 短い間に{ $limit }回返信されました。{ $again }からまた返信できます。

questions-convert-command =
    .name = 質問にする
questions-convert-confirm = { $member }さんのこのメッセージを、{ $channel }に質問として投稿します。そのチャンネルを見られる方は、どなたでも読めるようになります。質問者は{ $member }さんとして表示され、もとのメッセージはそのまま残ります。
questions-convert-footer = タイトルは次の画面で直せます。
questions-convert-button = 質問にする
questions-convert-form = 質問にする
questions-convert-credit = -# { $member }さんのメッセージより：{ $link }
questions-convert-done = 質問にしました：{ $question }
questions-convert-moved = こちらは質問として続いています：{ $question }
questions-error-nothing-to-convert = このメッセージには、質問にできる文章も画像もありません。
questions-error-message-gone = このメッセージはすでに削除されています。何も投稿していません。
