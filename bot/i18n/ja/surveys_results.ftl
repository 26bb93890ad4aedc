# アンケートの結果：数字とグラフ、ファイル、決定。

surveys-error-nothing-to-decide = 決定を記録できるのは、終了したコンセプトテストだけです。
surveys-error-decision-empty = 決まったことを書いてください。

surveys-command-results = 回答の結果を、見せられる範囲で表示します
    .name = 結果
surveys-command-export = 結果を表計算ソフト用とJSONでダウンロードします
    .name = 書き出し

surveys-results-heading = ## 結果：{ $title }
surveys-results-open = 受付中です。{ $closes }に終了します。
surveys-results-open-forever = 受付中です。
surveys-results-closed = { $closed }に終了しました。
surveys-results-rate = お願いした{ $asked }人のうち、**{ $finished }人**が回答しました（**{ $percent }%**）。
surveys-results-rate-unknown = **{ $finished }人**が回答しました。お願いした人数はわかりません。
surveys-results-as-of = { $count }人分の集計です。匿名のアンケートでは、最後に回答した方の答えがわからないように、5人以上ずつまとめて反映します。
surveys-results-not-yet = 匿名のアンケートの集計は、回答が十分に集まったとき（早くて10人目）か、5人以上が回答して終了したあとに表示します。
surveys-results-not-yet-concept = どれが選ばれたかは、終了後に表示します。
surveys-results-too-few = 回答が5人に満たなかったため、回答者を守るために何も表示しません。回答は削除されました。
surveys-results-too-few-public = 回答が5人に満たなかったため、回答者を守るために結果は公開しません。ご協力くださった皆さん、ありがとうございました。
surveys-results-texts-later = 自由記述は、終了後に表示します。

surveys-results-question = ### { $number }. { $text }
surveys-results-line = { $answer }：**{ $percent }%**（{ $count }人）
surveys-results-answered = { $count }人が回答
surveys-results-answered-several = { $count }人が回答（複数選択）
surveys-results-mean = 平均 { $mean }（点線）、中央値 { $median }
surveys-results-hidden = この設問に答えた方が5人に満たないため、数字は表示しません。
surveys-results-hidden-open = この設問の数字は、終了後に表示します。
surveys-results-texts-hidden = この設問に書いた方が5人に満たないため、表示しません。
surveys-results-texts-order = -# { $count }件、順不同です。

surveys-results-figure = { $count }人・{ $percent }%
surveys-results-percent = { $percent }%
surveys-results-alt = { $title }：{ $bars }。{ $note }
surveys-results-alt-bar = { $answer } { $figure }

surveys-results-segments = ### 回答した方の内訳
surveys-results-segment-rank = **ランク別**
surveys-results-segment-interest = **興味別**
surveys-results-segment-role = **ロール別**
surveys-results-segment-line = { $group }：{ $asked }人中{ $finished }人（{ $percent }%）
surveys-results-segments-note = -# 5人に満たないグループと、そこから推測できてしまうグループは表示していません。
surveys-results-group-gone = 削除されたロール
surveys-results-groups = **グループ別**
surveys-results-group-line = { $group }（{ $count }人）：{ $bars }

surveys-results-decision = ### 決定
surveys-results-decided = { $decision }
    -# { $when }に記録
surveys-results-more = ほかの{ $count }問は、ここには収まりませんでした。
surveys-results-thanks = ご協力くださった皆さん、ありがとうございました。

surveys-results-button-files = ダウンロード
surveys-results-button-decide = 決定を記録する
surveys-results-form-decision = 決定の記録
surveys-results-form-decision-text = 何を、なぜ決めましたか？
surveys-results-form-decision-help = 結果と一緒に表示し、保存します。
surveys-results-decision-kept = 決定を記録しました。

surveys-results-files = 表示している範囲の結果です。JSONのファイルには、すべてが入っています。
surveys-results-files-rows = `answers.csv` には、1行に1人分の回答が入っています。
surveys-results-files-texts = 記入された文章は `texts.csv` に順不同で入っています。お名前を出さないアンケートでは、1人分の回答を1行に並べたファイルは作りません。組み合わせから、どなたの回答かがわかってしまうことがあるためです。
surveys-results-files-none = 表示できる結果がないため、ダウンロードするものもありません。
