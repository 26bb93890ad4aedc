# アンケートへの回答：メンバーに表示する言葉。

# できないこと
surveys-error-does-not-fit = この回答は、いまのアンケートの内容に合いません。アンケートを開き直してください。
surveys-error-answer-needed = この設問は、回答しないと先に進めません。
surveys-error-answers-missing = 設問{ $number }にまだ回答がありません。回答すると送信できます。
surveys-error-key = ただいま、あなたの回答を読み込めません。回答は失われていません。時間をおいてもう一度お試しになるか、管理者にお知らせください。

# 入口と最初のページ
surveys-answer-enter = 回答する
surveys-answer-asks = **{ $server }** から、ご意見をお聞かせいただくお願いです。
surveys-answer-why = **お願いする理由**：{ $why }
surveys-answer-anonymous = 🔒 **匿名のアンケートです。** 回答はお名前なしで保存されます。締め切りまでは、内容を変更できるように、ボットがあなたの回答を見つけられます。締め切ると、そのつながりは消去され、どなたの回答だったかは、ボットの運営者を含めてだれにもわからなくなります。結果は、5人以上のまとまりでのみ表示します。
surveys-answer-named = 👤 **記名のアンケートです。** 回答はお名前と一緒に保存され、管理者はあなたの回答を見ることができます。
surveys-answer-concept = 👤 **記名のアンケートです。** 回答はお名前と一緒に保存されます。ランクや興味ごとの結果を出すためで、結果は必ず5人以上のまとまりで表示されます。
surveys-answer-length = 設問は{ $questions }問、約{ $minutes }分です。回答は1問ごとに保存されるので、途中でやめて、あとで続けることもできます。
surveys-answer-until = 締め切り：{ $closes }
surveys-answer-points = 回答した方全員に、締め切り後の同じ時刻に{ $points }ポイントが付きます。
surveys-answer-start = 始める
surveys-answer-go-on = 続ける

# 設問
surveys-answer-position = { $title }・{ $position } / { $total }
surveys-answer-optional = この設問は飛ばせます。
surveys-answer-careful = 書いた文章はそのまま表示されます。ご自身だとわかることは書かないでください。
surveys-answer-several = あてはまるものをすべて選んでください。
surveys-answer-most = { $count ->
    [one] 1つ選んでください。
   *[other] { $count }つまで選べます。
}
surveys-answer-end = **{ $number }**：{ $meaning }
surveys-answer-nps-lowest = まったく勧めたくない
surveys-answer-nps-highest = とても勧めたい
surveys-answer-choose = 回答を選ぶ
surveys-answer-choose-several = 回答を選ぶ（複数可）
surveys-answer-write = 書く
surveys-answer-rewrite = 書き直す
surveys-answer-skip = 飛ばす
surveys-answer-clear = 回答を取り消す
surveys-answer-form = あなたの回答
surveys-answer-form-text = あなたの回答

# 自分の回答
surveys-answer-review = ### あなたの回答：{ $title }
surveys-answer-needed = まだ回答がありません（必須）
surveys-answer-none = 回答なし
surveys-answer-change = 回答を変更する…
surveys-answer-missing = 設問{ $number }にまだ回答がありません。回答すると送信できます。
surveys-answer-send-note = 「送信」を押すまでは集計に入りません。送信後も、締め切りまでは変更できます。
surveys-answer-sent-note = ✅ 送信済みです。ここで変更した内容は、すぐに反映されます。
surveys-answer-send = 送信
surveys-answer-thanks = ### ご回答ありがとうございました！
surveys-answer-thanks-until = { $closes }までは、もう一度「回答する」を押すと変更できます。
surveys-answer-thanks-points = { $points }ポイントは、締め切り後に全員まとめて付きます。
surveys-answer-look = 自分の回答を見る
