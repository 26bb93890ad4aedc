# 質問すること、質問の状態を示すカード、手で書かれた投稿の引き受け。

questions-tag-open = 未解決
questions-tag-solved = 解決済み
questions-tag-closed = 終了

questions-card-open = ❓ **未解決** · どなたでも回答できます。
questions-card-answered = 💬 **未解決** · 回答が届いています。解決につながった回答は、まだ選ばれていません。
questions-card-claimed = 🙋 **未解決** · { $member }さんが{ $until }まで見てくれています。
questions-card-solved = ✅ **解決済み** · [回答を見る]({ $link })
questions-card-solved-by = ✅ **解決済み** · { $member }さんの回答で解決しました · [回答を見る]({ $link })
questions-card-solved-by-asker = ✅ **解決済み** · 質問した方がご自身で解決しました · [回答を見る]({ $link })
questions-card-closed-quiet = 🔒 **終了** · しばらく書き込みがなかったため終了しました。参加していた方はいつでも再開できます。
questions-card-closed-duplicate = 🔒 **終了** · 同じ質問が以前にありました。
questions-card-closed-duplicate-of = 🔒 **終了** · 同じ質問が以前にありました：{ $question }
questions-card-closed-deflected = 🔒 **終了** · 以前の質問で解決しました。
questions-card-closed-deflected-of = 🔒 **終了** · 以前の質問で解決しました：{ $question }
questions-card-closed-withdrawn = 🔒 **終了** · 質問した方が取り下げました。
questions-card-closed-staff = 🔒 **終了** · 運営が終了しました。
questions-card-closed-deleted = 🔒 **終了** · 投稿が削除されました。
questions-card-note = 理由：{ $note }
questions-card-asked-by = 質問：{ $member }さん · { $when }
questions-card-asked-anonymously = 匿名の方からの質問 · { $when }

questions-card-button-claim = 私が見ます
questions-card-button-release = 担当をはずれる
questions-card-button-solve = 解決しました
questions-card-button-similar = 似た質問
questions-card-button-close = 終了する…
questions-card-button-reopen = 再開する
