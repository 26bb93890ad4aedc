# 異議申し立て：ケースの見直しの依頼、設定。

settings-appeals = 異議申し立て
    .help = 異議を申し立てられる期間と、判断までの目安を決めます。
settings-appeals-within-days = 申し立てができる日数
    .help = ケースから何日間、ご本人が異議を申し立てられるかを決めます。
settings-appeals-answer-hours = 判断の期限（時間）
    .help = 何時間以内に判断するかの目安です。
