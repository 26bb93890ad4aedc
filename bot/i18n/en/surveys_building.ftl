# Surveys: building and running them, the post, the reminder.

# What is refused
surveys-error-not-a-draft = This survey isn't a draft any more.
surveys-error-not-planned = This survey isn't planned any more.
surveys-error-is-not-open = This survey isn't open.
surveys-error-still-running = This survey is running or planned. Close it first, or stop the plan; then it can be deleted.
surveys-error-questions-locked = The survey is open, so somebody may have answered already. Only its title, why you ask, and its closing time can be changed now.
surveys-error-no-channel = No channel for surveys is set yet, so this can't be opened. An admin can choose one with { COMMAND("settings open") } (Surveys).
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
surveys-error-sample-small = With so small a sample no results could ever be shown: those of fewer than { $limit } people are kept from everybody. Ask at least { $limit }, better twice as many.
surveys-error-sample = Give the size of the sample as a whole number of at least 1.

# The short survey after an event
surveys-quick-scale = How did you like the event?
surveys-quick-lowest = not at all
surveys-quick-highest = very much
surveys-quick-good = What was good?
surveys-quick-better = What could be better next time?

# The commands
surveys-command-create = Begins a survey: you write it in peace, and open it when it is ready
    .name = create
surveys-command-edit = Shows a survey and everything you can do with it
    .name = edit
surveys-command-list = Shows all surveys: drafts, open ones, closed ones
    .name = list
surveys-command-copy = Begins a new draft like an earlier survey
    .name = copy
surveys-command-close = Closes a survey now
    .name = close
surveys-command-extend = Gives members more time, or less
    .name = extend
surveys-command-delete = Deletes a draft, or the answers of a closed survey
    .name = delete
surveys-option-survey = Which survey?
    .name = survey
surveys-option-title = The title of the copy
    .name = title
surveys-option-until = Until when? For example “Friday 18:00” or “in 3 days at 18:00”
    .name = until

# States and kinds
surveys-state-draft = Draft
surveys-state-planned = Planned
surveys-state-open = Open
surveys-state-closed = Closed
surveys-state-deleted = Deleted
surveys-survey-kind-survey = Survey
surveys-survey-kind-nps = NPS
surveys-survey-kind-concept = Concept test
surveys-kind-single = One choice
    .help = One answer out of up to 25.
surveys-kind-several = Several choices
    .help = Any number of answers out of up to 25, or a limited number.
surveys-kind-scale = Scale
    .help = A number, for example from 1 to 5, with a meaning for both ends.
surveys-kind-nps = Recommendation, 0 to 10
    .help = “How likely are you to recommend us?” The usual scale of the NPS.
surveys-kind-short = Short text
    .help = A line of up to 200 characters.
surveys-kind-long = Long text
    .help = Up to 2,000 characters.
surveys-kind-concept = Concepts to compare
    .help = Two to eight options with a picture each; everybody chooses one.
surveys-kind-scale-of = Scale { $lowest } to { $highest }
surveys-kind-options = { $kind }, { $count } options
surveys-question-required = required
surveys-question-optional = may be skipped
surveys-question-most = Members may choose { $count } at most.
surveys-questions = { $count ->
    [0] no questions
    [one] 1 question
   *[other] { $count } questions
}
surveys-minutes = about { $count } min
surveys-why = **Why we ask:** { $why }

# What becomes of names
surveys-privacy-anonymous = 🔒 Anonymous: nobody, admins included, can see who gave which answer.
surveys-privacy-named = 👤 With names: admins see who gave which answer.
surveys-privacy-concept = 👤 Stored with names, shown only in groups of five people or more.

# The editor
surveys-created = The draft is saved. Add questions, look at the preview, and open it when it is ready. You can close this and go on later with { COMMAND("survey edit") }.
surveys-copied = Here is the copy. It is a draft: check who is asked and when before you open it.
surveys-copy-title = { $title } (copy)
surveys-saved = ✅ Saved.
surveys-no-questions = There is no question yet.
surveys-changed-card = This survey has been changed in the meantime, so nothing of yours was saved here.
surveys-form-back = Nothing was saved. Here is what you typed, so that you can copy it:
surveys-preview = Preview: this is what members see.
surveys-who = **Who is asked:** { $who }
surveys-asked = **Asked:** { $count ->
    [one] one person
   *[other] { $count } people
}
surveys-points = **Points for taking part:** { $points }
surveys-publish-yes = **After closing:** the results are shown to everybody.
surveys-publish-no = **After closing:** only admins see the results.
surveys-pings-yes = **Mention:** the role is mentioned in the post and in the reminder.
surveys-pings-no = **Mention:** the role isn't mentioned.

surveys-button-back = Back to the survey
surveys-button-newest = Show it as it is now
surveys-button-texts = Title and texts
surveys-button-change = Change
surveys-button-toggle = Switch
surveys-button-add = Add a question
surveys-button-add-kind = Add
surveys-button-preview = Preview
surveys-button-edit = Edit
surveys-button-up = Up
surveys-button-down = Down
surveys-button-required = Make it required
surveys-button-optional = Let it be skipped
surveys-button-remove = Remove
surveys-button-keep = Keep it
surveys-button-copy = Copy
surveys-button-details = Open
surveys-button-open = Open …
surveys-button-open-yes = Yes, open it
surveys-button-stop-plan = Don't open it yet
surveys-button-close = Close now …
surveys-button-close-yes = Yes, close it now
surveys-button-delete = Delete …
surveys-button-delete-yes = Yes, delete it
surveys-button-post-again = Post again
surveys-button-everybody = All members
surveys-button-sample = Random sample …
surveys-button-opens = Opening time
surveys-button-closes = Closing time
surveys-button-reset-times = At once, for a week
surveys-button-this = This one

# Forms
surveys-form-create = A new survey
surveys-form-texts = Title and texts
surveys-form-title = Title
    .help = Members see it above the survey.
surveys-form-why = Why do you ask?
    .help = Members read this before they answer: what will you do with the answers?
surveys-form-name = Anonymous, or with names?
surveys-form-anonymous = Anonymous
    .help = Nobody can see who gave which answer. Results are shown from five answers on.
surveys-form-named = With names
    .help = You see who gave which answer; members are told so.
surveys-form-kind = What kind of survey?
surveys-form-kind-survey = Questions
    .help = Choices, scales and texts, as many as you need.
surveys-form-kind-concept = Concept test
    .help = Two to eight options with pictures to choose from. Always with names; shown in groups only.
surveys-form-question = Question
surveys-form-text = Question
    .help = As members will read it, up to 200 characters.
surveys-form-options = Answers to choose from
    .help = One on each line, 2 to 25, up to 100 characters each.
surveys-form-concepts = Names of the concepts
    .help = One on each line, 2 to 8, up to 100 characters each.
surveys-form-pictures = Pictures, in the same order
    .help = PNG, JPEG, WebP or GIF, up to 8 MB each. You can also add them later.
surveys-form-most = How many may be chosen at most?
    .help = Leave it empty if there is no limit.
surveys-form-scale = From where to where?
    .help = Five steps are easiest to answer.
surveys-form-scale-of = { $lowest } to { $highest }
surveys-form-lowest = What does the lowest number mean?
    .help = For example “not at all”. May stay empty.
surveys-form-highest = What does the highest number mean?
    .help = For example “very much”. May stay empty.
surveys-form-optional = May be skipped
    .help = Members can go on without an answer.
surveys-form-picture = Picture
    .help = PNG, JPEG, WebP or GIF, up to 8 MB. It takes the place of the one there is.
surveys-form-points = Points
    .help = Everybody who takes part gets them, at the same moment, after closing. 0 for none.
surveys-form-sample = Random sample
surveys-form-sample-size = How many members?
    .help = Drawn when the survey opens, without staff and bots.
surveys-form-when = When?
    .help = For example “Friday 18:00”, “in 3 days at 18:00” or “2026-12-24 18:30”.
surveys-form-opens = When shall it open?
surveys-form-closes = When shall it close?

# Questions
surveys-add-title = What kind of question?
surveys-menu-question = Look at a question ({ $first } to { $last })
surveys-question-added = ✅ Added.
surveys-question-removed = The question is removed.
surveys-remove-ask = Remove this question?
    > { $question }
surveys-menu-picture = Give a concept its picture
surveys-picture-none = no picture yet
surveys-picture-there = has a picture

# Who and when
surveys-who-title = Who is asked?
surveys-who-note = Roles and ranks count at the moment somebody opens the survey. A sample, and those who attended an event, are noted when it opens.
surveys-audience-all = all members
surveys-audience-role = members with the role { $role }
surveys-audience-rank = members of the rank { $rank } and above
surveys-audience-attendees = those who attended the event
surveys-audience-sample = { $count ->
    [one] one member drawn at random
   *[other] { $count } members drawn at random
}
surveys-audience-nps = members whose turn it is, at most every 90 days
surveys-audience-gone = ⚠️ the role or rank is missing
surveys-menu-role = Members with a role
surveys-menu-rank = Members of a rank and above
surveys-menu-event = Those who attended an event
surveys-estimate = { $count ->
    [one] Now that would be one person.
   *[other] Now that would be { $count } people.
}
surveys-estimate-known = { $count ->
    [one] I know of one person
   *[other] I know of { $count } people
} that would be asked now. There may be more: without the members intent, I only know those who have written something or earned points.
surveys-estimate-unknown = How many that are can't be told without the members intent.
surveys-estimate-later = Discord isn't saying who the members are right now, so I can't tell how many that would be.
surveys-when-title = When is it open?
surveys-when-zone = Times you type are meant in the zone { $zone }.
surveys-when-which = Which of these do you mean?
surveys-opens = **Opens:** { $at }
surveys-opens-at-once = **Opens:** as soon as you open it
surveys-opened = **Opened:** { $at }
surveys-closes = **Open until:** { $at }
surveys-closes-default = **Open until:** { $days } days after it opens
surveys-closed = **Closed:** { $at }

# Opening, closing, deleting
surveys-open-ask = **Open “{ $title }”?** It is posted in { $channel }.
surveys-open-locked = Once it is open its questions can't be changed any more: somebody may have answered.
surveys-opening = ✅ The survey opens within a minute, and its post appears.
surveys-planned = ✅ Planned: it opens { $at }.
surveys-plan-stopped = It won't open by itself any more. It is a draft again.
surveys-close-ask = **Close “{ $title }” now?** Answers that were sent count; who hasn't sent theirs yet can't any more. A closed survey can't be opened again.
surveys-closed-now = ✅ “{ $title }” is closed.
surveys-delete-ask-draft = **Delete the draft “{ $title }”?** It can't be brought back.
surveys-delete-ask-closed = **Delete “{ $title }” with all its answers?** They can't be brought back. What stays is that it took place, and how many took part.
surveys-deleted = It is deleted.
surveys-posting-again = ✅ The post appears within a minute.

# The list
surveys-list-title = Surveys
surveys-list-empty = There is no survey yet. Begin one with { COMMAND("survey create") }.
surveys-list-opens = opens { $at }
surveys-list-closes = closes { $at }
surveys-list-closed = closed on { $at }
surveys-answered = { $count ->
    [0] nobody has answered yet
    [one] 1 person has answered
   *[other] { $count } people have answered
}
surveys-answered-of = { $count } of { $asked } have answered

# The post and the reminder
surveys-post-length = 📝 { $count ->
    [one] One question
   *[other] { $count } questions
}, about { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}. You can stop and go on later.
surveys-post-publish = the results will be shown here
surveys-post-private = the results go to the admins
surveys-post-points = { $points ->
    [one] 1 point
   *[other] { $points } points
} for taking part, after closing
surveys-post-closed = This survey is closed. Thank you to everybody who took part!
surveys-reminder = **{ $title }** is open until { $at }. If you would still like to take part, or to finish what you began: here is the way in.

# /doctor
surveys-doctor-no-channel = A survey is open or planned, but no channel for surveys is set.
    .remedy = Choose one with { COMMAND("settings open") } (Surveys).
surveys-doctor-key = The answers to the anonymous survey “{ $title }” can't be read: the key file isn't the one it was opened with. Nobody can take part, and it can't be closed.
    .remedy = Have whoever runs the bot put the key file (SEAL_KEY_FILE) back from its copy. Nothing is lost until then.
surveys-doctor-post-gone = The post of the open survey “{ $title }” in { $channel } isn't there any more. Members who don't have it can't find the survey.
    .remedy = { COMMAND("survey edit") } → “Post again”.
