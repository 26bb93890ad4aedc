# Asking questions, the card that shows how a question stands, adopting posts.

questions-tag-open = Open
questions-tag-solved = Solved
questions-tag-closed = Closed

questions-card-open = ❓ **Open** · Everyone is welcome to answer.
questions-card-answered = 💬 **Open** · There are answers; none has been accepted yet.
questions-card-claimed = 🙋 **Open** · { $member } is looking into it until { $until }.
questions-card-solved = ✅ **Solved** · [Go to the answer]({ $link })
questions-card-solved-by = ✅ **Solved** by { $member } · [Go to the answer]({ $link })
questions-card-solved-by-asker = ✅ **Solved** by the asker · [Go to the answer]({ $link })
questions-card-closed-quiet = 🔒 **Closed** · Nobody had written here for a while. Whoever took part can re-open it.
questions-card-closed-duplicate = 🔒 **Closed** · This was asked before.
questions-card-closed-duplicate-of = 🔒 **Closed** · This was asked before: { $question }
questions-card-closed-deflected = 🔒 **Closed** · An earlier question already had the answer.
questions-card-closed-deflected-of = 🔒 **Closed** · An earlier question already had the answer: { $question }
questions-card-closed-withdrawn = 🔒 **Closed** · The asker doesn't need an answer any more.
questions-card-closed-staff = 🔒 **Closed** by the team.
questions-card-closed-deleted = 🔒 **Closed** · The post was deleted.
questions-card-note = Reason: { $note }
questions-card-asked-by = Asked by { $member } · { $when }
questions-card-asked-anonymously = Asked anonymously · { $when }

questions-card-button-claim = I'll take this
questions-card-button-release = Let someone else take it
questions-card-button-solve = This is solved
questions-card-button-similar = Similar questions
questions-card-button-close = Close…
questions-card-button-reopen = Re-open
