# Surveys: building and running them, the post, the reminder.

# What is refused
surveys-error-not-a-draft = This survey isn't a draft any more.
surveys-error-not-planned = This survey isn't planned any more.
surveys-error-is-not-open = This survey isn't open.
surveys-error-still-running = This survey is running or planned. Close it first, or stop the plan; then it can be deleted.
surveys-error-questions-locked = The survey is open, so somebody may have answered already. Only its title, why you ask, and its closing time can be changed now.
surveys-error-no-channel = No channel for surveys is set yet, so this can't be opened. An admin can choose one with `/settings` (Surveys).
surveys-error-audience-gone = The role or rank this survey asks is missing. Choose again who is asked.
surveys-error-title-empty = The survey needs a title with words in it.
surveys-error-why-empty = Please say why you ask. Members read this line before they answer.
surveys-error-no-questions = There is no question yet. Add at least one.
surveys-error-too-many-questions = A survey has at most { $limit } questions.
surveys-error-question-gone = This question isn't there any more.
surveys-error-question-empty = The question needs words.
surveys-error-too-long = “{ $text }” is too long: { $length } characters, and { $limit } fit.
surveys-error-too-few-options = Give at least two answers to choose from, each on a line of its own.
surveys-error-too-many-options = These are { $count } answers; at most { $limit } fit.
surveys-error-option-twice = “{ $option }” is there twice.
surveys-error-most = “{ $typed }” doesn't work as the highest number of choices. Give a whole number from 1 to { $options }, or leave it empty.
surveys-error-picture-missing = “{ $option }” has no picture yet. Each concept needs one.
surveys-error-no-concept = A concept test needs its question with the concepts. Add it first.
surveys-error-one-concept = A concept test has exactly one question that compares concepts, and other surveys have none.
surveys-error-closes-too-soon = A survey has to be open for at least an hour. Choose a later closing time.
surveys-error-closes-too-late = A survey is open for at most { $days } days. Choose an earlier closing time.
surveys-error-points = Points are a whole number from 0 to { $limit }.
surveys-error-sample = Give the size of the sample as a whole number of at least 1.

# The short survey after an event
surveys-quick-scale = How did you like the event?
surveys-quick-lowest = not at all
surveys-quick-highest = very much
surveys-quick-good = What was good?
surveys-quick-better = What could be better next time?
