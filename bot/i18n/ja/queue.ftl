# 対応待ち：モデレーターの対応を待つもの、できないこと、設定。

queue-error-moderators-only = この操作は、モデレーターだけができます。
queue-error-nothing-there = これは、すでに対応が終わっています。
queue-error-taken = これは、ほかのモデレーターが担当することになりました。
queue-error-not-dismissible = これは「完了」にするだけでは終わりません。必要な対応をすると、一覧から消えます。

settings-queue = 対応待ち
    .help = 期限を過ぎたときに知らせる相手と、引き継ぎのまとめの範囲を決めます。
settings-queue-remind-role-id = 知らせるロール
    .help = 期限を過ぎたものがあると、このロールにメンションします。未設定なら、だれにもメンションしません。
settings-queue-summary-hours = まとめの時間数
    .help = 引き継ぎのまとめで、何時間前までさかのぼるかを決めます。
