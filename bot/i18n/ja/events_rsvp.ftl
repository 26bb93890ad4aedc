# イベントの参加：お知らせ、自分の返事、キャンセル待ち、スレッドでの連絡。

## お知らせ

events-rsvp-card-cancelled = ❌ **中止になりました**
events-rsvp-card-ended = **終了しました。** ご参加ありがとうございました！
events-rsvp-card-running = 🟢 **ただいま開催中です**
events-rsvp-reason = 理由：{ $reason }
events-rsvp-fact-when = **日時**　{ $when }
events-rsvp-fact-moved = -# 日時が変更されました。もとの予定：{ $at }
events-rsvp-fact-where = **場所**　{ $place }
events-rsvp-fact-host = **主催**　{ $hosts }
events-rsvp-fact-for = **対象**　{ $audience }
events-rsvp-fact-price = **参加費**　{ $price }
events-rsvp-fact-sponsor = **協賛**　{ $sponsor }
events-rsvp-host-former = 退会した方
events-rsvp-for-role = <@&{ $role }> をお持ちの方
events-rsvp-for-rank = ランク「{ $rank }」以上の方
events-rsvp-for-both = <@&{ $role }> をお持ちの方、またはランク「{ $rank }」以上の方
events-rsvp-for-rank-gone = 対象のロールまたはランクが削除されたため、いまはどなたも参加できません
events-rsvp-card-going = **参加　{ $count }名**
events-rsvp-card-going-of = **参加　{ $count }名（定員{ $capacity }名）**
events-rsvp-names-more = { $names } ほか{ $more }名
events-rsvp-card-waiting = キャンセル待ち{ $count }名
events-rsvp-card-maybe = 未定{ $count }名

events-rsvp-button-going = 参加する
events-rsvp-button-maybe = 未定
events-rsvp-button-cannot = 参加できない
events-rsvp-button-people = 参加者を見る
events-rsvp-button-mine = 自分の返事
events-rsvp-button-take = はい、参加します
events-rsvp-button-pass-on = いいえ、次の方へ譲ります
events-rsvp-button-by-message = リマインダーをDMで受け取る
events-rsvp-button-in-thread = リマインダーをスレッドで受け取る
events-rsvp-button-post-again = お知らせをもう一度投稿する

## 自分の返事

events-rsvp-mine-going = **参加で受け付けました。** { $place }人目の参加者です。
events-rsvp-mine-going-of = **参加で受け付けました。** 定員{ $capacity }名のうち{ $place }人目です。
events-rsvp-mine-waiting = ただいま満席です。**キャンセル待ちの{ $place }番目です。** 順番が来たら、イベントのスレッドでお知らせします。
events-rsvp-mine-offered = **<t:{ $until }:f>まで、あなたの席を確保しています。** 参加されますか？期限を過ぎると席は次の方に回り、お返事は「未定」になります。
events-rsvp-mine-maybe = **お返事は「未定」です。** 席は確保されていません。参加が決まったら「参加する」を押してください。
events-rsvp-mine-cannot = **「参加できない」で受け付けました。** ご連絡ありがとうございます。予定が変わったら「参加する」を押してください。
events-rsvp-mine-none = まだお返事をいただいていません。参加されますか？
events-rsvp-mine-none-of = まだお返事をいただいていません。{ $free ->
    [0] 定員{ $capacity }名はすべて埋まっています。「参加する」を押すと、キャンセル待ちに入ります。
   *[other] 定員{ $capacity }名のうち、あと{ $free }名参加できます。参加されますか？
  }
events-rsvp-unchanged = お返事は変わっていません。{ $answer }
events-rsvp-place-freed = 空いた席は、ほかの方が利用できるようになりました。
events-rsvp-over-ended = このイベントは終了したため、お返事は変更できません。
events-rsvp-over-cancelled = このイベントは中止になりました。お手続きは必要ありません。
events-rsvp-reminded = { $way ->
    [message] 参加するイベントのリマインダーは、このサーバーのすべてのイベントについてDMで届きます。
   *[thread] リマインダーは、参加する方に向けてイベントのスレッドに投稿されます。
  }
events-rsvp-post-again = 1分以内に、お知らせをもう一度投稿します。これまでのお返事はそのまま引き継がれます。

## 参加者

events-rsvp-people-title = ### 「{ $title }」の参加者
events-rsvp-people-counts = 参加{ $going }名・キャンセル待ち{ $waiting }名・未定{ $maybe }名・不参加{ $cannot }名
events-rsvp-people-nobody = まだいません。
events-rsvp-people-offered = -# このうち{ $count }名に席をご案内しています。
events-rsvp-list-going = **参加**（席の順）
    .tab = 参加
events-rsvp-list-waiting = **キャンセル待ち**（順番どおり）
    .tab = キャンセル待ち
events-rsvp-list-maybe = **未定**
    .tab = 未定
events-rsvp-list-cannot = **不参加**
    .tab = 不参加

## スレッドでの連絡

events-rsvp-news-offered = 🎟️ { $members } お待たせしました。<t:{ $at }:F>の**{ $title }**に空きが出ました。参加されますか？<t:{ $until }:f>（<t:{ $until }:R>）までにお返事ください。期限を過ぎると席は次の方に回り、お返事は「未定」になります。
events-rsvp-news-given = 🎉 { $members } お待たせしました。<t:{ $at }:F>（<t:{ $at }:R>）の**{ $title }**に空きが出たため、キャンセル待ちから「参加」になりました。ご都合が悪くなった場合はお知らせください。席はほかの方にご案内します。
events-rsvp-tell-moved = 📅 **{ $title }**の日時が変わりました。<t:{ $before }:F> → **<t:{ $at }:F>**（<t:{ $at }:R>）。お返事はそのまま引き継がれます。ご都合が合わなくなった方は、お返事の変更をお願いします。
    .now = 📅 **{ $title }**の新しい日時は**<t:{ $at }:F>**（<t:{ $at }:R>）です。お返事はそのまま引き継がれます。ご都合が合わない方は、お返事の変更をお願いします。
    .more = 📅 **{ $title }**の日時が変わりました：
events-rsvp-tell-place = 📍 <t:{ $at }:F>の**{ $title }**の場所が変わりました：{ $place }
    .more = 📍 **{ $title }**の場所が変わりました：
events-rsvp-tell-host = 👤 <t:{ $at }:F>の**{ $title }**の主催が変わりました。これからの主催：{ $hosts }
    .more = 👤 **{ $title }**の主催が変わりました：
events-rsvp-tell-cancelled = ❌ <t:{ $at }:F>の**{ $title }**は中止になりました。
    .more = ❌ **{ $title }**は中止になりました：

## できないこと

events-rsvp-error-role = このイベントは、<@&{ $role }> をお持ちの方が対象です。お返事は受け付けられませんでした。
events-rsvp-error-rank = このイベントは、ランク「{ $rank }」以上の方が対象です。あと{ $missing }ポイントで届きます。お返事は受け付けられませんでした。
events-rsvp-error-role-or-rank = このイベントは、<@&{ $role }> をお持ちの方、またはランク「{ $rank }」以上の方が対象です。このランクまであと{ $missing }ポイントです。お返事は受け付けられませんでした。
events-rsvp-error-rank-gone = このイベントの対象だったロールまたはランクが削除されたため、主催者が確認するまで、どなたもお返事できません。主催者にお知らせください。
events-rsvp-error-not-open = このイベントは公開されていないため、お返事できません。
events-rsvp-error-offer-over = 現在、ご案内中の席はありません。以前にご案内した席は、次の方に回りました。お知らせの「参加する」から、もう一度キャンセル待ちに入れます。
events-rsvp-error-not-gone = お知らせは、まだ残っています。

## /doctor

events-rsvp-doctor-gone = 「{ $title }」（{ $at }）のお知らせが削除されたため、お返事ができなくなっています
    .remedy = 意図しない削除であれば、イベントを開き、自分の返事の下にある「お知らせをもう一度投稿する」を押してください。これまでのお返事は残っています。
