# モデレーション：ケース、メンバーの履歴、メモ、違反点、段階的な対応。

moderation-command = モデレーション：警告、タイムアウト、BAN、ケースと履歴の確認
    .name = モデレーション

moderation-error-date = 「{ $typed }」を過去の日付として読み取れませんでした。「2026-11-03」「3日前」「先週の金曜日」のように入力してください。
moderation-error-why-missing = ほかのモデレーターが後で確かめられるよう、変更の理由を入力してください。何も変更していません。
moderation-error-nothing-changed = 変更された項目がないため、ケースは元のままです。
moderation-error-case-changed = その間に、ほかの方がこのケースを変更しました。もう一度内容をご確認ください。今回の変更は反映していません。
moderation-error-nothing-to-try = ここで行うことはもうありません。すでにすべて完了しているか、ほかの方が対応済みです。
moderation-error-strikes = 違反点は0から{ $most }までの整数で入力してください。何も変更していません。
moderation-error-length = 期間は1分から{ $most_days }日までの範囲で、「3日」のように入力してください。無期限にできるのはBANだけです。何も変更していません。
moderation-error-note-empty = メモの内容を入力してください。
moderation-error-rule-not-found = 現在のルールに、その番号のルールはありません。何も変更していません。
moderation-error-rung-twice = 違反点{ $strikes }点の段階はすでにあります。別の点数にするか、その段階を変更してください。
moderation-error-rung-softer = { $strikes }点の対応が、{ $below }点の対応より重くなっていません。点数が増えるほど重い対応になるようにしてください。
moderation-error-rung-range = 段階の点数は1から{ $most }までの整数で入力してください。
moderation-error-too-many-rungs = 段階は{ $most }個までです。
moderation-error-ladder-changed = その間に、ほかの管理者が段階的な対応を変更しました。もう一度内容をご確認ください。今回の変更は保存していません。
moderation-error-counts-until = あなたに関するモデレーターの決定が、<t:{ $at }:f>まで有効です。それまでは記録を残す必要があるため、まだデータを削除できません。お手数ですが、その後にもう一度お試しください。何も削除していません。
moderation-error-counts-for-good = あなたに関するモデレーターの決定が、期限を定めずに有効なため、いまはデータを削除できません。異議を申し立てるか、モデレーターにお問い合わせください。何も削除していません。
moderation-error-case-under-way = あなたに関するモデレーターの決定を、いま処理しているところです。少し時間をおいてからお試しください。何も削除していません。
