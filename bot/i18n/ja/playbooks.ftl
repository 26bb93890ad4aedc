# 対応手順とエスカレーション、証拠のまとめ：設定。

settings-playbooks = 対応手順とエスカレーション
    .help = 重大なケースに対応する場所、呼ぶ相手、期限を決めます。
settings-playbooks-channel-id = 重大なケースのチャンネル
    .help = エスカレーションしたケースごとに、ここに非公開のスレッドを作ります。未設定なら、対応待ちのチャンネルに作ります。
settings-playbooks-lead-role-ids = 呼ぶロール
    .help = ケースをエスカレーションしたときに呼ぶロールです。
settings-playbooks-legal-role-ids = 法務のロール
    .help = 法的な対応が必要になりそうなときに呼ぶロールです。
settings-playbooks-serious-hours = 「重大」の期限（時間）
    .help = 何時間以内に対応を終えるかの目安です。
settings-playbooks-critical-hours = 「緊急」の期限（時間）
    .help = 何時間以内に対応を終えるかの目安です。
settings-playbooks-legal-hours = 「法務」の期限（時間）
    .help = 責任者が何時間以内に方針を決めるかの目安です。
settings-playbooks-bundle-days = 証拠のまとめの保存日数
    .help = この日数が過ぎると、証拠のまとめは受け取れなくなります。ハッシュ値はケースに残ります。
