# お礼を送る。

points-thank-menu = お礼を送る
points-thank-command = 助けてくれた方にお礼を送ります（相手にポイントが付きます）
    .name = お礼
points-option-thank-member = お礼を送る相手
    .name = 相手
points-option-thank-reason = どんなことへのお礼か（このチャンネルの皆さんに表示されます）
    .name = 理由

points-thank-card = 💛 { $giver }さんから{ $member }さんへ「ありがとう」
points-thank-done = { $points ->
    [0] { $member }さんにお礼を送りました。今回、ポイントは付きませんでした。
   *[other] { $member }さんにお礼を送りました。相手に{ $points }ポイントが付きました。
  }
points-thank-why-again = 通常は{ $full }ポイントです。同じ二人のあいだのお礼は、30日以内に回数を重ねるほどポイントが少なくなります。お二人のあいだでは、これまでに{ $earlier }回ありました。
points-thank-why-limit = 通常は{ $full }ポイントですが、相手がお礼で受け取れる1日の上限に達しています。
points-thank-why-place = 通常は{ $full }ポイントです。このチャンネル、または相手のロールでは、付くポイントの割合が異なります。
points-thank-why-off = このサーバーでは、お礼にポイントは付きません。お礼の気持ちは相手に表示されます。
points-thank-left = { $left ->
    [0] いま送れるお礼はこれで最後です。24時間以内に、また送れるようになります。
   *[other] 今日はあと{ $left }人にお礼を送れます。
  }
points-thank-not-posted = このチャンネルには投稿できませんでした。お礼は記録されていますが、相手にはまだ伝わっていません。
points-error-thank-gone = この方はもうサーバーにいないため、ポイントを贈れません。
