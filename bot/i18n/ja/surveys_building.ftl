# アンケート：作成と実施、投稿、リマインダー。

# できないこと
surveys-error-not-a-draft = このアンケートは、すでに下書きではなくなっています。
surveys-error-not-planned = このアンケートの開始予定は、すでになくなっています。
surveys-error-is-not-open = このアンケートは受付中ではありません。
surveys-error-still-running = このアンケートは受付中か、開始の予定が入っています。先に終了するか、予定を取り消してから削除してください。
surveys-error-questions-locked = このアンケートは受付中で、すでに回答した方がいるかもしれません。いま変更できるのは、タイトル、お願いする理由、締め切りだけです。
surveys-error-no-channel = アンケートのチャンネルが未設定のため、開始できません。`/設定` の「アンケート」で選べます。
surveys-error-audience-gone = 対象のロールまたはランクが見つかりません。対象を選び直してください。
surveys-error-title-empty = タイトルを言葉で入力してください。
surveys-error-why-empty = お願いする理由を入力してください。メンバーは、回答の前にこの説明を読みます。
surveys-error-no-questions = まだ設問がありません。1つ以上追加してください。
surveys-error-too-many-questions = 設問は{ $limit }問までです。
surveys-error-question-gone = この設問は、もうありません。
surveys-error-question-empty = 設問の文を入力してください。
surveys-error-too-long = 「{ $text }」は{ $length }文字あり、長すぎます。{ $limit }文字までにしてください。
surveys-error-too-few-options = 選択肢を2つ以上、1行に1つずつ入力してください。
surveys-error-too-many-options = 選択肢が{ $count }個あります。{ $limit }個までにしてください。
surveys-error-option-twice = 「{ $option }」が重複しています。
surveys-error-most = 「{ $typed }」は、選べる数の上限として使えません。1から{ $options }までの整数を入力するか、空欄にしてください。
surveys-error-picture-missing = 「{ $option }」の画像がまだありません。どの案にも画像が必要です。
surveys-error-no-concept = コンセプトテストには、案を比べる設問が必要です。先に追加してください。
surveys-error-one-concept = 案を比べる設問は、コンセプトテストに1問だけ入れられます。ほかのアンケートには入れられません。
surveys-error-closes-too-soon = 受付は1時間以上必要です。締め切りをもう少し後にしてください。
surveys-error-closes-too-late = 受付は最長{ $days }日間です。締め切りをもう少し早くしてください。
surveys-error-points = ポイントは、0から{ $limit }までの整数で入力してください。
surveys-error-sample = 抽出する人数を、1以上の整数で入力してください。

# イベント後の短いアンケート
surveys-quick-scale = イベントはいかがでしたか？
surveys-quick-lowest = よくなかった
surveys-quick-highest = とてもよかった
surveys-quick-good = よかったところを教えてください。
surveys-quick-better = 次回に向けて、改善できるところを教えてください。
