# Answering surveys: what members see.

surveys-error-does-not-fit = This answer doesn't belong to this survey any more. Please open the survey again.
surveys-error-answer-needed = This question needs an answer before you can go on.
surveys-error-answers-missing = Question { $number } still needs an answer, then you can send.
surveys-error-key = Your answers can't be read at the moment. Nothing is lost: please try again later, or let an admin know.
