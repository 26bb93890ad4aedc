# イベントで自動的に行うこと：リマインダー、開始、終了後。日時はDiscordの <t:…> に渡すUNIX秒です。

# イベントのスレッドで、参加する方へのメンションの前に出ます。
events-reminder = ⏰ **{ $title }** は <t:{ $at }:R>（<t:{ $at }:t>）に始まります。場所：{ $place }。ご都合が悪くなった方は、下のボタンで席をお譲りください。
events-reminder-late = ⏰ **{ $title }** は <t:{ $at }:R>（<t:{ $at }:t>）に始まります。場所：{ $place }。ボットが停止していたため、お知らせが遅くなりました。ご都合が悪くなった方は、下のボタンで席をお譲りください。
events-reminder-begun = ⏰ **{ $title }** は <t:{ $at }:R>に始まりました。場所：{ $place }。ボットが停止していたため、お知らせが遅くなりました。今からでも参加できます。
# 1つのメッセージにメンションが入りきらないとき、続きのメンションの前に出ます。
events-reminder-more = ⏰ **{ $title }** のお知らせ（続き）：

# ダイレクトメッセージを希望した方に送ります。
events-reminder-message = ⏰ { $server }のイベント **{ $title }** は <t:{ $at }:R>（<t:{ $at }:F>）に始まります。場所：{ $place }。ダイレクトメッセージでのリマインダーをご希望でしたので、お送りしています。参加できなくなった場合は、お知らせのボタンからご連絡ください。
events-reminder-message-late = ⏰ { $server }のイベント **{ $title }** は <t:{ $at }:R>（<t:{ $at }:F>）に始まります。場所：{ $place }。ボットが停止していたため、お知らせが遅くなりました。参加できなくなった場合は、お知らせのボタンからご連絡ください。
events-reminder-message-begun = ⏰ { $server }のイベント **{ $title }** は <t:{ $at }:R>に始まりました。場所：{ $place }。ボットが停止していたため、お知らせが遅くなりました。今からでも参加できます。
events-reminder-refused = イベントのリマインダーをダイレクトメッセージで送れませんでした。ボットからのメッセージを受け取らない設定になっているようです。代わりにイベントのスレッドでお知らせし、今後もそのようにします。設定を変えたあとは、イベントへの返事の下にあるボタンから、もう一度ダイレクトメッセージを選べます。

events-begins = 🎬 **{ $title }** が始まります。場所：{ $place }
events-begins-late = 🎬 **{ $title }** は <t:{ $at }:R>に始まりました。場所：{ $place }。今からでも参加できます。
events-begins-more = 🎬 **{ $title }** のお知らせ（続き）：

events-follow-up-thanks = { $count ->
    [1] 🌱 **{ $title }** は終了しました。ご参加ありがとうございました！
   *[other] 🌱 **{ $title }** は終了しました。{ $count }人の皆さん、ご参加ありがとうございました！
}
# 誰が参加したかわからないときです。
events-follow-up-over = 🌱 **{ $title }** は終了しました。ご参加くださった皆さん、ありがとうございました！
events-follow-up-late = { $said }（ボットが停止していたため、遅くなりました。）
events-follow-up-recap = このスレッドは、ここからは振り返りの場所になります。写真やメモ、リンクなどをお寄せください。来られなかった方も、どうぞご覧ください。
events-follow-up-asks = 参加された方へ：短い質問が3つあります。次回をより良くするために使います。1分ほどで終わり、匿名です。
# スレッドの名前です。
events-follow-up-thread = 振り返り：{ $title } · { $day }
events-follow-up-survey = 「{ $title }」はいかがでしたか
events-follow-up-why = 良かった点と、次回に改善できる点を主催者が知るためです。
# イベントの詳細に出ます。ほかの状態は events_organising.ftl にあります。
events-details-reminder-sending = { $before }前のリマインダー：送信中
