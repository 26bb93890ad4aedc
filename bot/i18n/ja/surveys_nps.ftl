# おすすめ度（NPS）：調査の回、対象の選び方、結果と理由。

surveys-nps-title = 私たちのことを、どのくらいすすめたいですか？（{ $round }）
surveys-nps-why = 四半期に一度、すすめたいと思うかどうかと、その理由をうかがっています。何から改善するかを決めるためです。回答は匿名です。
surveys-nps-question = 私たちのことを、友人や同僚にどのくらいすすめたいと思いますか？
surveys-nps-reason = そう思ういちばんの理由を教えてください。

surveys-error-round-running = すでに調査が行われています。終了してから、次の調査を始めてください。
surveys-error-nobody-to-ask = 今お願いできる方がいません。全員が、90日以内にお願いした方、スタッフ、参加して14日未満の方のいずれかです。
surveys-error-members-unknown = メンバーの一覧を、今はDiscordから取得できません。数分後にもう一度お試しください。

surveys-nps-command-start = 90日以内に尋ねていない全員に、今すぐ尋ねます
    .name = 開始
surveys-nps-command-show = スコアと推移、寄せられた理由を表示します
    .name = 結果
surveys-nps-command-export = すべての回の結果と、最新の回の理由をダウンロードします
    .name = 書き出し

surveys-nps-started = { $round }の調査を始めました。{ $count }人にお願いし、{ $closes }に終了します。
surveys-nps-started-known = メンバー一覧の権限（members intent）がないため、発言したことがあるか、ポイントを持っている方だけが対象です。
surveys-nps-mention = { $members } さん、順番が回ってきました。私たちのことを、どのくらいすすめたいと思いますか？1分ほどで終わります。匿名なので、誰が何と答えたかは、誰にも表示されません。
surveys-nps-turn = 今期は、あなたにもお願いしています。私たちのことを、どのくらいすすめたいと思いますか？1分ほどで終わります。匿名なので、誰が何と答えたかは、誰にも表示されません。

surveys-nps-heading = ## おすすめ度（NPS）
surveys-nps-none = 終了した調査はまだありません。
surveys-nps-off = 定期的な調査は行っていません。{ COMMAND("settings open") } で始めるか、{ COMMAND("nps start") } で今すぐ1回行えます。
surveys-nps-running = **{ $round }は調査中です**。{ $invited }人中{ $finished }人が回答しました。{ $closes }に終了し、そのときにスコアを集計します。
surveys-nps-score = **{ $round }：{ $score }**（95%信頼区間 { $low } ～ { $high }）
surveys-nps-counts =
    推奨者 { $promoters }人・中立者 { $passives }人・批判者 { $detractors }人
    お願いした{ $asked }人のうち{ $answered }人が回答しました（{ $percent }%）。
surveys-nps-few = **{ $round }**：回答が5人に満たなかったため、回答者を守るために何も表示しません。
surveys-nps-change-up = { $before }から**{ $points }上がりました**（変化の95%信頼区間 { $low } ～ { $high }）。
surveys-nps-change-down = { $before }から**{ $points }下がりました**（変化の95%信頼区間 { $low } ～ { $high }）。
surveys-nps-change-unclear = { $before }と比べて、**はっきりした変化はありません**。差の{ $points }は偶然かもしれません（95%信頼区間 { $low } ～ { $high }）。
surveys-nps-means = -# スコアは、推奨者（9～10点）の割合から批判者（0～6点）の割合を引いた値で、−100から+100までです。回答が少ないと区間が広くなります。スコアだけでなく、区間で比べてください。

surveys-nps-reasons = ### { $stances }の理由
surveys-nps-reasons-none = 最新の回で理由を書いた方が5人に満たないため、表示しません。
surveys-nps-stance-promoter = 推奨者
surveys-nps-stance-passive = 中立者
surveys-nps-stance-detractor = 批判者

surveys-nps-chart-trend = おすすめ度（NPS）の推移
surveys-nps-chart-trend-note = 縦の線は95%信頼区間です。
surveys-nps-chart-quarter =
    Q{ $number }
    { $year }年
surveys-nps-chart-stance-promoter = 推奨者（9～10）
surveys-nps-chart-stance-passive = 中立者（7～8）
surveys-nps-chart-stance-detractor = 批判者（0～6）
surveys-nps-chart-score = NPS { $score }（95%信頼区間 { $low } ～ { $high }）
surveys-nps-alt-round = { $round }は{ $score }（{ $low } ～ { $high }）

surveys-nps-button-files = ダウンロード
surveys-nps-files = 終了したすべての回の結果と、理由が寄せられた最新の回の理由です。
