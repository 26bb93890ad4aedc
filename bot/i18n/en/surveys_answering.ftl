# Answering surveys: what members see.

# What is refused
surveys-error-does-not-fit = This answer doesn't belong to this survey any more. Please open the survey again.
surveys-error-answer-needed = This question needs an answer before you can go on.
surveys-error-answers-missing = Question { $number } still needs an answer. Then you can send.
surveys-error-key = Your answers can't be read at the moment. Nothing is lost: please try again later, or let an admin know.

# The way in, and the first page
surveys-answer-enter = Take part
surveys-answer-asks = **{ $server }** would like to know what you think.
surveys-answer-why = **Why we ask:** { $why }
surveys-answer-anonymous = 🔒 **Anonymous.** Your answers are stored without your name. Until the survey closes the bot can still find yours, so that you can change them; then this link is destroyed, and nobody can tell whose they were, not even whoever runs the bot. Results are only shown for five people or more.
surveys-answer-named = 👤 **With your name.** Your name is stored with your answers, and the admins can see what you answered.
surveys-answer-concept = 👤 **With your name.** Your name is stored with your answers, so that results can be shown by rank and interest, and only ever for groups of five people or more.
surveys-answer-length = { $questions ->
    [one] One question,
   *[other] { $questions } questions,
} about { $minutes ->
    [one] a minute.
   *[other] { $minutes } minutes.
} Every answer is saved at once: you can stop at any time and go on later.
surveys-answer-until = Open until { $closes }.
surveys-answer-points = Everybody who takes part gets { $points ->
    [one] one point
   *[other] { $points } points
}, all at the same moment after it has closed.
surveys-answer-start = Start
surveys-answer-go-on = Go on

# A question
surveys-answer-position = { $title } · { $position } of { $total }
surveys-answer-optional = You can skip this one.
surveys-answer-careful = Your text is shown as you write it: leave out what would tell who you are.
surveys-answer-several = Choose all that apply.
surveys-answer-most = { $count ->
    [one] Choose one.
   *[other] Choose up to { $count }.
}
surveys-answer-end = **{ $number }** = { $meaning }
surveys-answer-nps-lowest = not at all likely
surveys-answer-nps-highest = extremely likely
surveys-answer-choose = Choose an answer
surveys-answer-choose-several = Choose answers
surveys-answer-write = Write
surveys-answer-rewrite = Change the text
surveys-answer-skip = Skip
surveys-answer-clear = Remove my answer
surveys-answer-form = Your answer
surveys-answer-form-text = Your answer

# One's own answers
surveys-answer-review = ### Your answers: { $title }
surveys-answer-needed = still needs an answer
surveys-answer-none = no answer
surveys-answer-change = Change an answer …
surveys-answer-missing = Question { $number } still needs an answer. Then you can send.
surveys-answer-send-note = Nothing counts until you send it. You can still change your answers after that, until the survey closes.
surveys-answer-sent-note = ✅ Sent. What you change here counts at once.
surveys-answer-send = Send
surveys-answer-thanks = ### Thank you! Your answers count now.
surveys-answer-thanks-until = You can change them until { $closes }: press “Take part” again.
surveys-answer-thanks-points = Your { $points ->
    [one] point comes
   *[other] { $points } points come
} after the survey has closed, together with everybody else's.
surveys-answer-look = My answers
