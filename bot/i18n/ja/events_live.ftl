# イベント中の質問：カード、質問、投票、主催者の操作。

events-command-questions = イベントへの質問。質問する・投票する・主催者として受付を始める
    .name = 質問

events-error-questions-closed = いまは質問を受け付けていません。
events-error-questions-elsewhere = 複数のイベントで質問を受け付けています。質問したいイベントのスレッドにあるカードのボタンを使ってください。
events-error-question-gone = この質問はもうありません。回答済みになったか、見送られたか、取り下げられました。
events-error-questions-enough = 未回答の質問がすでに{ $limit }件あります。1件取り下げるか、回答をお待ちください。
events-error-question-empty = 質問を文章で書いてください。
events-error-own-question = ご自分の質問には、はじめからあなたの1票が入っています。
events-error-no-place-for-questions = イベントのスレッドにもボイスチャンネルにも、質問のカードを投稿できませんでした。私が書き込めるかどうか、ご確認ください。

events-live-title = ## 💬 質問・{ $title }
events-live-how = 聞いてみたいことを質問したり、ほかの方の質問に投票したりできます。票の多いものから主催者が取り上げます。
events-live-over = 質問の受付は終了しました。ご質問と投票をありがとうございました！
events-live-line = **▲ { $votes }** ・{ $text }
events-live-more = …ほか{ $count }件の質問
events-live-counts = -# 未回答 { $open }件・回答済み { $answered }件
events-live-entry = **▲ { $votes }** ・{ $text }
    -# { $member }{ $state ->
    [answered] ・回答済み
    [hidden] ・見送り
   *[other] {""}
}
events-live-none = 未回答の質問はありません。
events-live-none-decided = 回答済み・見送りの質問は、まだありません。
events-live-button-ask = 質問する
events-live-button-all = すべて見る・投票する
events-live-button-vote = ▲ 投票
events-live-button-unvote = 票を取り消す
events-live-button-withdraw = 取り下げる
events-live-button-answered = 回答済みにする
events-live-button-hide = 見送る
events-live-button-back = 未回答に戻す
events-live-button-decided = 回答済み・見送り（{ $count }）
events-live-button-open-ones = 未回答の質問
events-live-button-close = 受付を終える
events-live-button-reopen = 受付を再開する
events-live-button-post = カードを投稿し直す
events-live-ask-title = 質問する
events-live-ask-text = 質問の内容
    .help = イベントの参加者全員が読めます。あなたの質問だと分かります。
events-live-asked = ✅ 質問を受け付けました：{ $text }
    -# 数秒でカードに表示されます。あなたの1票が入っています。
