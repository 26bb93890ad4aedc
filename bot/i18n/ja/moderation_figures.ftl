# モデレーションの数字：`/mod figures`。それぞれに、意味を添えます。

moderation-figures-command = 期間内のケース・通報・異議申し立ての数字を見る
    .name = 数字
moderation-figures-option-days = 何日前からか（指定しなければ30日）
    .name = 日数

moderation-figures-title = **この{ $days }日間のモデレーション**
    -# { $start } ～ { $end }
moderation-figures-first-response = **最初の対応まで：{ $median }**（9割は{ $most }以内）・期限内 { $in_time }
    -# 最初の通報から、モデレーターが担当・判断・エスカレーションするまでの時間の中央値です（{ $reports }件のうち、対応のあった{ $responded }件）。
moderation-figures-reports = **通報：{ $reports }件**（通報した方 のべ{ $voices }人）・対応した { $acted }件・ルール違反ではない { $dismissed }件・対応中 { $open }件
    -# 同じものへの通報は、まとめて1件と数えます。
moderation-figures-cases = **対応：{ $count }件**：{ $acts }
    -# 警告、投稿の削除、タイムアウト、キック、BANの数です。メモと、Discordに拒否されたものは含みません。
moderation-figures-rules = **ルール別：** { $rules }
moderation-figures-found = **気づいたきっかけ** メンバー { $members }・フィルター { $filters }・モデレーター { $moderators }
    -# 対応につながったのが、通報か、フィルターか、モデレーター自身の気づきかの割合です。
moderation-figures-followed = **ルールの提案どおり：{ $share }**
    -# ルールと違反点からの提案があった{ $proposed }件のうち、{ $deviated }件は理由を書いて別の対応をしました。
moderation-figures-repeated = **繰り返し：{ $share }**
    -# 対応のあった{ $members }人のうち、{ $repeaters }人は、この期間の前{ $days }日以内か期間中に、以前にも対応がありました。
moderation-figures-appeals = **異議申し立て：{ $appeals }件**・維持 { $upheld }件・軽減 { $reduced }件・取り消し { $lifted }件・判断待ち { $open }件・判断まで { $median }
    -# 「維持」は、もとの判断のままとしたものです。時間は中央値です。
moderation-figures-count = { $name } { $count }件
moderation-figures-separator = ・
moderation-figures-share = { $percent }%
moderation-figures-no-rule = ルールの指定なし
moderation-figures-old-rule = 今はないルール
moderation-figures-act-warn = 警告
moderation-figures-act-remove = 投稿の削除
moderation-figures-act-timeout = タイムアウト
moderation-figures-act-kick = キック
moderation-figures-act-ban = BAN
moderation-figures-minutes = { $count }分
moderation-figures-hours = { $count }時間
moderation-figures-days = { $count }日
moderation-figures-file = ファイルで受け取る
