# 通報：メンバーからモデレーターへの知らせ、設定。

settings-reports = 通報
    .help = メンバーからの通報に、どのくらいの早さで対応するかを決めます。
settings-reports-answer-hours = 通報の対応期限（時間）
    .help = モデレーターが何時間以内に通報を確認するかの目安です。
settings-reports-urgent-minutes = 緊急の通報の対応期限（分）
    .help = 脅迫、自傷のおそれ、個人情報の流出など、急ぐ通報の目安です。
