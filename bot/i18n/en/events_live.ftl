# Live questions of an event: the card, asking, voting, and what the host does with them.

events-command-questions = Questions for an event: ask, vote, or open them as its host
    .name = questions

events-error-questions-closed = No questions are being collected right now.
events-error-questions-elsewhere = Several events are collecting questions. Use the buttons on the questions of the event you mean; they are in its thread.
events-error-question-gone = This question isn’t there any more: it was answered, set aside or withdrawn.
events-error-questions-enough = You have { $limit } open questions already. Withdraw one, or wait until one is answered.
events-error-question-empty = Please write your question in words.
events-error-own-question = Your own vote is in your question already.
events-error-no-place-for-questions = I can’t post the questions in the event’s thread or voice channel. Please check that I may write there.

events-live-title = ## 💬 Questions · { $title }
events-live-how = Ask what you’d like to know, and vote for what others ask. The host takes the questions with the most votes first.
events-live-over = Questions are closed. Thank you for asking and voting!
events-live-line = **▲ { $votes }** · { $text }
events-live-more = { $count ->
    [one] … and one more question
   *[other] … and { $count } more questions
}
events-live-counts = -# { $open } open · { $answered } answered
events-live-entry = **▲ { $votes }** · { $text }
    -# { $member }{ $state ->
    [answered] {" "}· answered
    [hidden] {" "}· set aside
   *[other] {""}
}
events-live-none = There is no open question.
events-live-none-decided = No question has been answered or set aside yet.
events-live-button-ask = Ask a question
events-live-button-all = See all and vote
events-live-button-vote = ▲ Vote
events-live-button-unvote = Take back my vote
events-live-button-withdraw = Withdraw mine
events-live-button-answered = Answered
events-live-button-hide = Set aside
events-live-button-back = Put back
events-live-button-decided = Answered or set aside ({ $count })
events-live-button-open-ones = Open questions
events-live-button-close = Close questions
events-live-button-reopen = Take questions again
events-live-button-post = Post the card anew
events-live-ask-title = Ask a question
events-live-ask-text = Your question
    .help = Everybody at the event can read it, and sees that it is yours.
events-live-asked = ✅ Your question is in: { $text }
    -# It shows in the card in a few seconds, with your vote in it.
