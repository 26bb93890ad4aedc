# 質問と回答：できないことの説明と設定。日時は Discord の <t:…> 用の Unix 秒です。

## Errors

questions-error-not-found = この質問は見つかりません。
questions-error-gone = この質問の投稿は削除されています。

questions-error-no-channel = 質問を投稿するチャンネルがまだ決まっていません。管理者が { COMMAND("setup") } で設定できます。
questions-error-title-short = 何についての質問か、もう少し言葉を足してください。
questions-error-title-long = タイトルが{ $length }文字あります。{ $limit }文字以内にまとめ、続きは「くわしい内容」にお書きください。
questions-error-title-words = タイトルは言葉でお書きください。記号や絵文字だけでは、あとから探せなくなってしまいます。
questions-error-body-long = 「くわしい内容」が長すぎます。{ $limit }文字以内でお書きください。ログなどの長い文章は、投稿後にスレッドへ添付していただけます。
questions-error-anonymous-off = このサーバーでは、匿名の質問は受け付けていません。
questions-error-limit = このサーバーで24時間以内にできる質問は{ $limit }件までです。<t:{ $again }:R>に、また質問できるようになります。
questions-error-anonymous-limit = このサーバーで24時間以内にできる匿名の質問は{ $limit }件までです。次の匿名の質問は<t:{ $again }:R>にできるようになります。お名前を出してよければ、今すぐ質問できます。
questions-error-bot-message = ボットのメッセージです。質問にできるのは、人が書いたメッセージだけです。
questions-error-convert-not-yours = このメッセージを質問にできるのは、書いたご本人、スタッフ、信頼されたメンバーだけです。
questions-error-already-question = このメッセージは、すでに質問になっています：{ $thread }

questions-error-not-yours = この質問を解決にできるのは、質問した方、スタッフ、信頼されたメンバーだけです。
questions-error-not-asker = この操作は、質問した方だけができます。
questions-error-already-solved = この質問は、すでに解決しています。
questions-error-not-solved = この質問は、まだ解決していません。
questions-error-own-answer = ご自身の回答を解決にすることはできません。役に立ったかどうかは、ほかの方に決めていただきます。
questions-error-bot-answer = ボットのメッセージです。解決にできるのは、人が書いた回答だけです。
questions-error-answer-gone = この回答は削除されています。
questions-error-not-an-answer = このメッセージは、質問への回答ではありません。
questions-error-no-helpers = お礼を伝えたい方を、1人以上選んでください。
questions-error-helper-not-found = 選んだ方の中に、この質問に回答していない方がいます。お礼はまだどなたにも送っていません。もう一度選んでください。

questions-error-already-closed = この質問は、すでに終了しています。
questions-error-already-open = この質問は、すでに受付中です。
questions-error-close-not-yours = この質問を終了できるのは、質問した方とスタッフだけです。重複の指定は、信頼されたメンバーもできます。
questions-error-reopen-not-yours = この質問を再開できるのは、やり取りに参加した方だけです。解決済みの質問は、質問した方、スタッフ、信頼されたメンバーだけが再開できます。
questions-error-reason-needed = 理由を{ $limit }文字以内の言葉でお書きください。
questions-error-duplicate-itself = 同じ質問どうしは重複にできません。もう一方の質問を選んでください。
questions-error-duplicate-cycle = 選んだ質問のほうが、この質問の重複として終了しています。
questions-error-deflect-late = この操作ができるのは、質問してから1時間以内です。役に立った回答があれば、その回答を解決にしてください。

questions-error-staff-only = この操作は、スタッフだけができます。
questions-error-own-question = これはご自身の質問です。
questions-error-already-claimed = { $member }さんが<t:{ $until }:f>まで見てくれています。もちろん、回答していただいてもかまいません。
questions-error-not-claimed = 現在、この質問の担当にはなっていません。
questions-error-already-expert = 「{ $tag }」には、すでにエキスパートとして登録しています。
questions-error-not-expert = このトピックには、エキスパートとして登録していません。

questions-error-search-empty = 探したい言葉を入力してください。
questions-error-period = 期間の終わりが、始まりより前になっています。
questions-error-faq-name = { $limit }文字以内の言葉で名前を付けてください。
questions-error-faq-taken = 「{ $name }」という項目は、すでにあります。
questions-error-faq-not-found = その名前の項目はありません。入力中に表示される候補からお選びください。

questions-error-not-anonymous = この質問は、匿名の質問ではありません。
questions-error-moderators-only = この操作は、モデレーターだけができます。
questions-error-unseal-own = この質問についての判断には加われません。ほかのモデレーターにお任せください。
questions-error-unseal-another = 先に、もう1人のモデレーターの同意が必要です。
questions-error-unseal-requested = すでにモデレーターから申請が出ています。ほかのモデレーターが<t:{ $until }:f>まで同意できます。
questions-error-unseal-done = すでに2人のモデレーターが同意し、記録に残っています。
questions-error-unseal-expired = 24時間以内に同意がなかったため、この申請は期限切れになりました。あらためて申請できます。
questions-error-unseal-not-found = ご自身に関わる申請は見つかりません。
questions-error-author-forgotten = 質問した方を確認する手段はもうありません。ご本人のデータが消去されたか、鍵が入れ替えられています。

## Settings

settings-questions = 質問と回答
    .help = 質問を投稿する場所、だれが何をできるか、回答がないときにどうするかを決めます。
settings-questions-forum-channel-id = 質問用のチャンネル
    .help = フォーラムがおすすめです。テキストチャンネルでは、質問ごとにスレッドを作ります。
settings-questions-trusted-role-ids = 信頼されたメンバー
    .help = ほかの人の質問でも、回答を解決にしたり、重複の指定をしたりできるロールです。
settings-questions-upvote-emoji = 「役に立った」の絵文字
    .help = 回答への投票として数えるリアクションです。自分の回答への投票は数えません。
    .error = 👍やこのサーバーの絵文字など、絵文字を1つだけ入力してください。
settings-questions-suggest-similar = 似た質問の案内
    .help = 質問した直後に、解決済みの似た質問を本人だけに表示します。
settings-questions-questions-per-day = 1人あたりの質問数
    .help = 1人が24時間以内にできる質問の数です。
settings-questions-anonymous-allowed = 匿名の質問
    .help = 名前を出さずに質問できるようにします。質問者は、モデレーター2人がそろったときだけ確認でき、その場合は本人に知らせます。
settings-questions-anonymous-per-day = 1人あたりの匿名の質問数
    .help = そのうち、24時間以内に匿名でできる質問の数です。
settings-questions-claim-hours = 「私が見ます」の有効時間
    .help = だれかが担当している間は、エキスパートやスタッフへのお知らせとモデレーション用チャンネルへの投稿を控えます。
settings-questions-experts-after-minutes = エキスパートに知らせるまで
    .help = 回答がないまま経過すると、そのトピックのエキスパートに知らせます。知らせるのは { COMMAND_NAME("expert join") } で登録した人だけです。
settings-questions-experts-per-question = 質問ごとに知らせる人数
    .help = エキスパートに知らせる人数の上限です。しばらくお知らせしていない人から選びます。0にすると、だれにも知らせません。
settings-questions-expert-notices-per-day = エキスパート1人へのお知らせ
    .help = 1人に24時間以内に送るお知らせの上限です。
settings-questions-staff-after-hours = スタッフに知らせるまで
    .help = メンバーどうしで答え合うための時間です。それまでは、回答のない質問もスタッフに知らせません。
settings-questions-queue-after-hours = モデレーション用チャンネルに出すまで
    .help = それまでにだれも回答しなかった質問を、モデレーション用チャンネルに投稿します。
settings-questions-quiet-after-hours = 「解決しましたか？」と尋ねるまで
    .help = 回答のある質問がこの時間静かなままなら、解決したかどうかを質問した人に尋ねます。
settings-questions-close-after-days = 終了するまで
    .help = 尋ねたあと、この日数だれも書き込まなければ、理由を添えて質問を終了します。0にすると、自動では終了しません。
settings-questions-cost-per-ticket = 問い合わせ1件の費用
    .help = サポートへの問い合わせ1件にかかる費用です。{ COMMAND_NAME("questions stats") } に削減額を表示します。0にすると、件数だけを表示します。
settings-questions-currency = 通貨
    .help = JPY、EUR、USDのような、大文字3文字の通貨コードです。
    .error = JPY、EUR、USDのような、大文字3文字で入力してください。
