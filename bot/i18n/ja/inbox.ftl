# 個別のお知らせ：本人だけに伝えること、設定。

settings-inbox = 個別のお知らせ
    .help = ご本人だけに関わることを、どのようにお知らせするかを決めます。
settings-inbox-channel-id = 呼びかけ用のチャンネル
    .help = DMを受け取れない方に、ここでメンションしてお知らせします。内容は書かず、ご本人だけが読めます。

inbox-error-not-yours = このお知らせはあなた宛てではないか、すでにありません。

inbox-command = モデレーターからのお知らせを読み、必要な手続きをする
    .name = お知らせ
inbox-letter-from = { $server } のモデレーターより
inbox-mention = { $member } さん、お知らせが届いています。ご本人だけが読めます。
inbox-waiting = **お知らせが{ $count }件届いています。** DMでお送りできませんでした。あなただけが読めます。
inbox-head = { $unread ->
    [0] ### あなたへのお知らせ
   *[other] ### あなたへのお知らせ（未読{ $unread }件）
  }
inbox-empty = あなたへのお知らせはありません。DMを受け取れない場合も、ご本人だけに関わることはここに届きます。
inbox-line-unread = 🔵 **{ $title }**
    -# { $at }
inbox-line-read = { $title }
    -# { $at }
inbox-gone = このお知らせの内容は、すでになくなりました。
inbox-button-read = 読む
inbox-button-list = すべてのお知らせ
