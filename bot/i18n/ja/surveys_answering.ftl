# アンケートへの回答：メンバーに表示する言葉。

surveys-error-does-not-fit = この回答は、いまのアンケートの内容に合いません。アンケートを開き直してください。
surveys-error-answer-needed = この設問は、回答が必要です。
surveys-error-answers-missing = 送信するには、設問{ $number }への回答が必要です。
surveys-error-key = ただいま、あなたの回答を読み込めません。回答は失われていません。時間をおいてもう一度お試しになるか、管理者にお知らせください。
