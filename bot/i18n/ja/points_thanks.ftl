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

# 確認が必要かもしれない動き。

points-audit-command = モデレーター用：ポイントの不自然なやり取りや急な増加がないかを確認します
    .name = チェック
points-audit-title = **気になる動き**：直近{ $days }日間
    これは手がかりであり、不正の判定ではありません。自動で処分されることもありません。内訳を見て、ご本人にも聞いたうえでご判断ください。
points-audit-nothing = 目立った動きはありません。やり取りの輪、新しいアカウントの集まり、急な増加は見つかりませんでした。
points-audit-ring = { $count ->
    [2] 🔁 **2人の間のやり取り**：{ $members }
   *[other] 🔁 **{ $count }人の輪**：{ $members }
  }
    { $since }から、互いに{ $gifts }回、合計{ $points }ポイント分を贈り合っています。{ $percent ->
        [100] 受け取った分は、すべてこの中の人からのものです。
       *[other] それぞれが受け取った分の{ $percent }％以上が、この中の人からのものです。
      }
points-audit-flow = -# { $giver } → { $member }：{ $count }回、{ $points }ポイント
points-audit-ring-why = -# 表示の理由：ほかの人からはほとんど受け取っていません。仲のよい友人同士でもこうなることがあります。何に対して贈られたものかをご確認ください。
points-audit-crowd = 👥 **アカウントの集まり**：{ $member }
    { $made_from }から{ $made_until }の間に作られた{ $count }個のアカウントが、{ $since }から{ $gifts }回、合計{ $points }ポイント分を贈っています。受け取った分の{ $percent }％にあたります。
points-audit-crowd-why = -# 表示の理由：作成時期が近く、ほかの人にはほとんど贈っていないアカウントです。授業やイベントの参加者でもこうなることがあります。
points-audit-rise = 📈 **{ $member }**さんは7日間で{ $recent }ポイントを獲得しました。普段の1週間は{ $usual }ポイントです。
points-audit-rise-why = -# 表示の理由：普段の3倍を超えています。多くの場合はよく回答した週です。理由は内訳で確認できます。
points-audit-limits = ⏱️ **{ $member }**さんは1日の上限に{ $count }回達しました。いちばん多い種類：{ $kind }
points-audit-limits-why = -# 表示の理由：熱心な方か、プログラムによるものです。内訳の時刻を見ると見分けやすくなります。
points-audit-more = ほかに{ $count }件あります。
points-audit-look = 内訳を見る相手を選ぶ
