# 荒らし対策：カード、疑いのある方の一覧、コマンド、設定。

raids-command = 一度に大勢が参加する荒らしへの対策
    .name = 荒らし対策
raids-command-status = いまの状況と、行っている対策を見る
    .name = 状況
raids-command-start = しばらく入口を閉じる（招待を止め、低速モードにする）
    .name = 開始
raids-command-end = 荒らしが終わったら、入口を開ける
    .name = 終了

raids-error-none = いま、荒らしは起きていません。
raids-error-running = すでに入口を閉じています。いつまでかは、対応待ちのカードで確認できます。
raids-error-nobody-left = 一覧に残っている方はいません。全員が対応済みか、確認済みです。

raids-card-joins = 🚨 **荒らしの疑いがあります**
    数分の間に{ $joined }人が参加し、そのうち{ $suspects }人は同じ人が作ったアカウントのように見えます。{ $kept ->
        [0] 追い出した方はいません。
       *[other] {""}
    }
raids-card-rush = 👋 **参加する方が増えています**
    数分の間に{ $joined }人が参加しました。似たアカウントではないため、メールマガジンや動画などを見て来た方かもしれません。対策は行っていません。
raids-card-hand = 🚨 **入口を閉じています**
    モデレーターが閉じました。{ $suspects ->
        [0] {""}
       *[other] 参加した方のうち{ $suspects }人は、同じ人が作ったアカウントのように見えます。
    }
raids-card-discord = 🚨 **Discordが荒らしを検知しました**
    数分の間に{ $joined }人が参加し、そのうち{ $suspects }人は同じ人が作ったアカウントのように見えます。{ $kept ->
        [0] 追い出した方はいません。
       *[other] {""}
    }
raids-since = { $since }から（最後の参加は{ $latest }）
raids-names = 例：{ $names }（{ $signs }）
raids-sign-alike = 名前が似ている
raids-sign-batch = 同じ頃に作られた
raids-sign-blank = 作りたてでアイコンがない
raids-separator = 、
raids-measure-invites = { $state ->
    [waiting] まもなく招待を止めます
    [done] { $until }まで招待を止めています
    [failed] 招待を止められませんでした
    [stuck] 招待を再開できませんでした（{ $until }にDiscordが自動で再開します）
    [ending] まもなく招待を再開します
    [left] 招待の停止はほかの方が変更したため、そのままにしました
   *[ended] 招待を再開しました
  }
raids-measure-slow-mode = 低速モード（{ $seconds }秒）：{ $done }チャンネル{ $waiting ->
    [0] {""}
   *[other] 、これから{ $waiting }
  }{ $ended ->
    [0] {""}
   *[other] 、元に戻した{ $ended }
  }{ $left ->
    [0] {""}
   *[other] 、ほかの方が変更したためそのままの{ $left }
  }{ $failed ->
    [0] {""}
   *[other] 、できなかった{ $failed }
  }{ $stuck ->
    [0] {""}
   *[other] 、元に戻せなかった{ $stuck }
  }
raids-measure-failed = ⚠️ { $kind ->
    [invites] 招待の停止と再開には「サーバー管理」の権限が必要です
   *[slow-mode] 低速モードにするには「チャンネルの管理」の権限が必要です
  }（{ $failure }）。
raids-kept-out = 対応済み { $kept }人・確認済み { $cleared }人・残り { $left }人
raids-let-in = 制限を解除 { $kept }人・確認済み { $cleared }人
raids-ended-over = ✅ { $at }に終わりました{ $member ->
    [nobody] {""}
   *[other] （{ $member }）
  }。
raids-ended-undone = ↩️ { $at }に、{ $member ->
    [nobody] データを消去した方
   *[other] { $member }
  }がすべて元に戻しました。

raids-button-protect = 入口を閉じる
raids-button-longer = 1時間延ばす
raids-button-over = 終了する
raids-button-undo = すべて元に戻す
raids-button-suspects = 疑いのある{ $count }人…
raids-button-keep-out = まとめて対応する
raids-button-keep-out-yes = はい、全員に行う
raids-button-quarantine = 全員を1日発言できなくする
raids-button-ban = 全員をBANする
raids-button-see = 内容を見る

raids-suspects-title = **同じ人が作ったように見えるアカウント { $count }件**
    -# 対応する前にご確認ください。心当たりのある方は、メニューで選ぶと一覧から外せます。ここで行ったことは、ボタン1つですべて元に戻せます。
raids-suspects-none = 一覧に残っている方はいません。
raids-suspect = { $member } **{ $name }** ・ 作成 { $made } ・ { $signs }
raids-clear = 一覧から外す（お客さまとして迎える）
raids-keep-out-timeout = { $count }人が1日の間、発言できなくなります。よろしいですか。
raids-keep-out-ban = { $count }人をBANします。よろしいですか。
raids-kept-out-done = { $count }人への対応を始めました。1人ずつケースになります。進み具合はカードで確認できます。
raids-over-told = 終わりました。入口は開いています。
raids-call = { $roles } 荒らしの疑いがあります{ $joined ->
    [0] {""}
   *[other] （数分の間に{ $joined }人が参加）
  }。ご確認をお願いします。

raids-audit = Engawa：荒らし対策
raids-lifted-why = 荒らし対策を元に戻しました。
raids-case-begun = 荒らし対策：しばらくの間、招待を止め、低速モードにします。
raids-case-over = 荒らし対策を終了：招待を再開し、低速モードを元に戻します。
raids-case-time = 荒らし対策の時間が終了：招待を再開し、低速モードを元に戻します。
raids-case-undone = 荒らし対策を取り消し：招待を再開し、低速モードを元に戻し、対応した方の制限を解除します。
raids-case-kept-out = 荒らし対策：よく似たアカウントと同時に参加したため。

queue-kind-raid = 荒らし
queue-item-raid = 一度に{ $joined }人が参加し、{ $suspects }人は同じ人が作ったように見えます。
queue-item-raid-hand = モデレーターが入口を閉じています。
queue-item-raid-rush = 一度に{ $joined }人が参加しました。お客さまのようです。

raids-doctor-slow-mode = 荒らしのときに低速モードにできません。「チャンネルの管理」の権限をボットに付けてください。
raids-doctor-invites = 荒らしのときに招待を止められません。「サーバー管理」の権限をボットに付けてください。

privacy-table-raid = あなたが対応した荒らし（モデレーターのみ）
    .why = だれが入口を閉じ、だれが開けたのかを確かめられるようにするためです。
    .how-long = 記録がある間。消去後は、あなたの名前を外して残ります。
privacy-table-raid-join = 似たアカウントと同時に参加した記録
    .why = 荒らしからサーバーを守るためです。対応の前に、モデレーターが確認します。
    .how-long = 30日、または消去するまで。
privacy-kind-raids = 荒らしの疑いがあった方の記録

settings-raids = 荒らし対策
    .help = 集団での荒らしとみなす条件と、自動で行うことを決めます。すべて、ボタン1つで元に戻せます。
settings-raids-reaction = 荒らしに気づいたとき
    .help = 自動で追い出すことはありません。招待を止め、投稿の間隔を空け、モデレーターに知らせます。
    .off = 何もしない
    .alert = モデレーターに知らせる
    .protect = 知らせて、招待を止め、低速モードにする
settings-raids-joins = 参加した人数
    .help = 下の時間内にこの人数が参加すると、荒らしの疑いがあるとみなします。
settings-raids-within-minutes = 時間（分）
    .help = 参加が集中しているとみなす時間です。
settings-raids-paused-hours = 招待を止める時間
    .help = この時間が過ぎると、自動で再開します。Discordの上限は24時間です。
settings-raids-slow-mode-seconds = 低速モードの秒数
    .help = 荒らしの間、次の投稿までに空ける秒数です。0なら低速モードにしません。
