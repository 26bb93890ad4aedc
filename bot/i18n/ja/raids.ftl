# 荒らし対策：設定。

settings-raids = 荒らし対策
    .help = 集団での荒らしとみなす条件と、自動で行うことを決めます。すべて、ボタン1つで元に戻せます。
settings-raids-reaction = 荒らしに気づいたとき
    .help = 自動で追い出すことはありません。招待を止め、投稿の間隔を空け、モデレーターに知らせます。
settings-raids-reaction-off = 何もしない
settings-raids-reaction-alert = モデレーターに知らせる
settings-raids-reaction-protect = 知らせて、招待を止め、低速モードにする
settings-raids-joins = 参加した人数
    .help = 下の時間内にこの人数が参加すると、荒らしの疑いがあるとみなします。
settings-raids-within-minutes = 時間（分）
    .help = 参加が集中しているとみなす時間です。
settings-raids-paused-hours = 招待を止める時間
    .help = この時間が過ぎると、自動で再開します。Discordの上限は24時間です。
settings-raids-slow-mode-seconds = 低速モードの秒数
    .help = 荒らしの間、次の投稿までに空ける秒数です。0なら低速モードにしません。
