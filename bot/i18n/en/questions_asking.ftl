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
questions-card-button-reply = Reply as the asker

questions-ask-command = Ask the community a question
    .name = ask
    .title = title
    .title-help = Your question in one line; solved questions like it appear while you type
questions-ask-choice-typed = Ask this: { $title }
questions-ask-choice-solved = ✅ { $title }
questions-ask-form = Ask a question
questions-ask-form-title = Your question in one line
    .help = What should people who can help see first?
questions-ask-form-title-placeholder = For example: How can I change my delivery address?
questions-ask-form-details = Details
    .help = What have you tried, what happened, which product is it? Whatever helps others to help you.
questions-ask-form-topics = Topics
    .help = Members who know a topic can be told of your question.
questions-ask-form-screenshot = Picture
    .help = PNG, JPEG, GIF or WebP.
questions-ask-form-anonymous = Ask anonymously
    .help = Two moderators together can find out who asked, with a reason. If they do, you are told by DM.
questions-ask-text-back = Here is what you wrote, so that nothing is lost:
questions-ask-picture-again = (Please attach the picture again.)
questions-ask-done = Your question is posted: { $question }
questions-ask-done-anonymously =
    🎭 Nobody sees who asked. **What you write in the thread yourself shows your name:** to stay anonymous, answer with the button below or with *Reply as the asker* under your question. Only you can use them, and *This is solved* and *Close…* work for you too.
    Discord won't notify you of answers, as that would show who you are: please look in now and then.
questions-ask-similar = These are solved already. Is your answer among them?
questions-ask-this-solved-it = This solved it …
questions-ask-deflected = Glad that helped! Your question is closed and points to the one that solved it: { $question }
questions-ask-anyway = Ask a new question
questions-ask-here = Ask a question
questions-reply-form = Reply as the asker
questions-reply-form-text = Your reply
    .help = It appears under the bot's name, as from the asker.
questions-reply-from-asker = 🎭 **The asker writes:**
questions-reply-done = Posted, without your name: { $link }

questions-error-place-closed = You can't write in the channel for questions, so I can't post there for you.
questions-error-tag-needed = This forum wants a topic for each post. Please choose one in the form.
questions-error-reply-empty = There is nothing to post in that reply.
questions-error-locked = This thread is locked; nothing can be posted in it now.
questions-error-reply-limit = You have replied { $limit } times in a short while. You can go on { $again }.

questions-convert-command =
    .name = Turn into a question
questions-convert-confirm = This message of { $member } becomes a question in { $channel }, where everybody who sees that channel can read it. { $member } is named as its asker, and the original stays where it is.
questions-convert-footer = You can correct the title in the next step.
questions-convert-button = Make it a question
questions-convert-form = Turn into a question
questions-convert-credit = -# From a message of { $member }: { $link }
questions-convert-done = Done: { $question }
questions-convert-moved = This goes on as a question: { $question }
questions-error-nothing-to-convert = There is neither text nor a picture in this message to make a question of.
questions-error-message-gone = This message is no longer there. Nothing was posted.
