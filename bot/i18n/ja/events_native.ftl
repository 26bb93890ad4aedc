# Discordのイベント一覧との連携です。日時はDiscordの <t:…> に渡すUNIX秒です。

# イベントのスレッドに出ます。
events-native-taken-title = Discordのイベント一覧で名前が変更されました。新しい名前は **{ $title }** です。
events-native-taken-text = **{ $title }** の説明がDiscordのイベント一覧で変更されたため、お知らせにも反映しました。

# モデレーション用のチャンネルに出ます。
events-native-ask-deleted = **{ $title }**（<t:{ $at }:F>）：Discordのイベント一覧から、このイベントが削除されました。イベント自体は、お知らせのとおり開催されます。一覧に作り直しますか？
events-native-ask-cancelled = **{ $title }**（<t:{ $at }:F>）：Discordのイベント一覧で、このイベントがキャンセルされました。お知らせでは開催予定のままで、参加する方にはまだ何も伝えていません。イベント自体を中止するには `/イベント 中止` をお使いください。一覧に作り直しますか？
events-native-again = 作り直す
events-native-leave = 載せない
events-native-again-done = { $member }さんの判断で、**{ $title }**（<t:{ $at }:F>）をDiscordのイベント一覧に作り直します。
events-native-leave-done = { $member }さんの判断で、**{ $title }**（<t:{ $at }:F>）はDiscordのイベント一覧に載せません。イベント自体は、お知らせのとおり開催されます。
events-native-decided = **{ $title }**（<t:{ $at }:F>）：すでに対応が決まっています。
events-native-error-decided = すでにほかの方が決めたか、イベントが始まっています。

events-native-doctor-limit = Discordのイベント一覧に載せられないイベントが{ $count }件あります。Discordの上限は100件で、このサーバーはその数に達しています。
    .remedy = Discordのイベント一覧から、不要になったイベントを削除してください。6時間ごとに登録し直します。お知らせや返事など、ほかの機能はそのまま使えます。
events-native-doctor-waiting = Discordのイベント一覧にまだ登録できていないイベントが{ $count }件あります。
    .remedy = ボットに「イベントの作成」の権限があるか、会場のボイスチャンネルやステージチャンネルをボットが見られて、接続できるかをご確認ください。6時間ごとに登録し直します。お知らせや返事など、ほかの機能はそのまま使えます。
events-native-doctor-gone = Discordのイベント一覧から削除され、作り直すかどうかが決まっていないイベントが{ $count }件あります。
    .remedy = モデレーション用のチャンネルに届いた質問に答えてください。
