# モデレーション：判断から実行、終了まで。

moderation-error-not-liftable = このケースには取り消すものがありません（メモか、チャンネルへの対応です）。
moderation-error-nothing-to-decide = ここで判断することは、もうありません。ほかの方が対応したか、対象の方のデータがなくなっています。
moderation-error-not-ready = ルール、期間、理由のいずれかがまだ決まっていません。何も実行していません。
moderation-error-preview-outdated = 確認画面を開いたあとに状況が変わりました。もう一度ご確認ください。何も実行していません。
moderation-error-not-here = 相手はこのサーバーにいないため、タイムアウトやキックはできません。BANは、退出した方に対しても行えます。
moderation-error-not-banned = この方はBANされていません。何も変更していません。
moderation-error-not-timed-out = この方はタイムアウト中ではありません。何も変更していません。
