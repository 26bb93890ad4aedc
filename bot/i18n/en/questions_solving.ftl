# Accepting answers, closing and re-opening, helping, reminders, lists, FAQ, figures, unsealing.

# Commands

questions-menu-accept = Accept answer
questions-command = Find questions, and say how yours stands
    .name = questions
questions-command-open = Questions that still need an answer
    .name = open
questions-command-mine = Your own questions and how they stand
    .name = mine
questions-command-search = Search all questions and answers
    .name = search
questions-command-tag = The questions of one topic
    .name = tag
questions-command-stats = How well questions get answered (moderators)
    .name = stats
questions-command-close = Close this question without a solution
    .name = close
questions-command-reopen = Open this question again
    .name = reopen
questions-command-duplicate = Say that this question was asked before
    .name = duplicate
questions-command-unseal = Find out, together with another moderator, who asked this anonymously
    .name = unseal
questions-command-solved = Say which answer solved this question
    .name = solved
questions-command-expert = Be told of unanswered questions in your field
    .name = expert
questions-command-expert-join = Offer to be called when nobody answers a question of a topic
    .name = join
questions-command-expert-leave = Not be called for a topic any more
    .name = leave
questions-command-expert-list = The topics, how many help with each, and which are yours
    .name = list
questions-command-faq = Questions that come up often, with their answers
    .name = faq
questions-command-faq-show = Show an answer here, for everybody
    .name = show
questions-command-faq-add = Give a solved question a name (team)
    .name = add
questions-command-faq-rename = Give an entry another name (team)
    .name = rename
questions-command-faq-remove = Take an entry out; its question stays (team)
    .name = remove
questions-command-faq-list = Everything that has a name
    .name = list

questions-option-answer = A link to the answer (without one, you choose from a list)
    .name = answer
questions-option-words = What to look for
    .name = words
questions-option-tag = The topic
    .name = topic
questions-option-expert-tag = The topic you know about
questions-option-days = How many days back (30 if left out)
    .name = days
questions-option-reason = Why, in a sentence that everybody will read
    .name = reason
questions-option-question = The earlier question: choose it, or paste a link to it
    .name = question
questions-option-faq = The entry's name
    .name = name
questions-option-faq-name = A short name to find it by
    .name = name
questions-option-faq-new-name = The new name
    .name = new-name
questions-option-faq-question = A link to the solved question (without one: the question of this thread)

# Refusals

questions-error-not-here = Please use this in the thread of a question.
questions-error-not-a-link = I can't tell what you mean by that. Please choose from the list, or paste a link from this server.
questions-error-tag = There is no topic “{ $tag }” here. Please choose one from the list.
questions-error-answerer-left = Whoever wrote this has left the server, so it can't be accepted as their answer. Somebody else can write down what solved it, and you accept that.

# Accepting

questions-offer = Did this answer the question? Whoever asked, and the team, can accept it.
questions-offer-button = This solved it
questions-accept-done = ✅ Solved by [this answer]({ $link }). The question now shows it.
questions-accept-moved = ✅ The solution is now [this answer]({ $link }).
questions-move-ask = [Another answer]({ $link }) has been accepted here. Accept this one instead?
questions-move-button = Accept this one instead
questions-undo-button = Undo
questions-undo-done = The question is open again, and no answer is accepted.
questions-solve-ask = Which answer solved it?
questions-solve-placeholder = The latest answers first
questions-solve-none = Nobody else has answered yet, so there is nothing to accept. If you don't need an answer any more, close the question.
questions-solve-no-text = (an answer without text)
questions-solve-upvotes = { $count ->
    [one] { $count } upvote
   *[other] { $count } upvotes
  }
questions-solved-already = This is solved by [this answer]({ $link }). Was it another one? Choose it, or undo.
questions-solved-by-only = This is solved by [this answer]({ $link }).
questions-thank-ask = Did others help as well? You can thank them.
questions-thank-placeholder = Who helped too?
questions-thank-done = Thank you for saying so! Your thanks to { $members } are noted.
questions-thank-before = You had thanked them already.
questions-answer-lost = The accepted answer was deleted, so this question is open again.

# Closing and re-opening

questions-close-ask = Why should { $question } be closed?
questions-close-withdraw = I don't need an answer any more
questions-close-reason = Write a reason …
questions-close-duplicate = It was asked before …
questions-close-done = The question is closed. It can be opened again at any time.
questions-close-form-title = Close the question
questions-close-form-reason = Reason
    .help = The asker and everybody else will read it.
questions-duplicate-ask = Which question is it the same as?
questions-duplicate-placeholder = Questions like this one
questions-duplicate-none = I found no question like this one. You can paste a link with { COMMAND("questions duplicate") }.
questions-duplicate-done = The question is closed and points to { $question }.
questions-reopened = The question is open again.
questions-reopened-note = This question is open again.
questions-state-open = Open
questions-state-solved = Solved
questions-state-closed = Closed

# Claims, experts, queue

questions-claim-done = { $question } is yours until { $until }. Nobody else will be called to it meanwhile.
questions-release-done = The question is free for others again.
questions-experts-call = { $members } Would you have a look? This question is in your field ({ $tags }) and has no answer yet. (You offered to be called; { COMMAND("expert leave") } ends that.)
questions-staff-call = { $members } Nobody has answered this yet. Could one of you help?
questions-queue-post = ❓ Still no answer: { $question } (asked { $when })
questions-queue-take = Take
questions-queue-answered = 💬 This question has an answer now: { $question } (asked { $when })
questions-queue-about = { $question } (asked { $when })
questions-queue-deleted = 🗑️ This question was deleted (asked { $when }).
questions-queue-taken = 🙋 { $member } is looking into it.
questions-expert-joined = Thank you! When nobody answers a question about “{ $tag }”, you may be mentioned in it, at most { $cap ->
    [one] once
   *[other] { $cap } times
  } a day over all your topics. { COMMAND("expert leave") } ends it.
questions-expert-left = You will not be called for “{ $tag }” any more.
questions-expert-title = Topics and who helps
questions-expert-line = **{ $tag }** · { $count ->
    [0] nobody yet
    [one] { $count } member
   *[other] { $count } members
  }
questions-expert-no-tags = There are no topics here yet.
questions-expert-mine = You are called for
questions-expert-mine-none = Nothing so far. { COMMAND("expert join") } adds a topic.
questions-expert-cap = At most { $cap ->
    [one] { $cap } call
   *[other] { $cap } calls
  } a day for each of you.

# Quiet questions

questions-quiet-ask = { $member ->
    [nobody] Has this been solved? Whoever asked can say so here.
   *[other] { $member } Has this been solved?
  }
questions-quiet-then = If nobody writes within { $days ->
    [one] { $days } day
   *[other] { $days } days
  }, it will be closed. It can be opened again at any time.
questions-quiet-yes = Yes
questions-quiet-no = Not yet
questions-quiet-close = Close it
questions-quiet-kept = It stays open. Whatever you can add helps others to help you.

# Lists

questions-list-asked = asked { $when }
questions-list-waiting = no answer yet
questions-list-answered = answered, not solved yet
questions-list-claimed = { $member } is looking into it
questions-list-solved = [the answer]({ $link })
questions-list-closed-quiet = closed: nobody had written for a while
questions-list-closed-duplicate = closed: asked before
questions-list-closed-deflected = closed: an earlier question had the answer
questions-list-closed-withdrawn = closed: no answer needed any more
questions-list-closed-staff = closed by the team
questions-list-closed-deleted = deleted
questions-open-title = Open questions ({ $count })
questions-open-empty = No question is waiting. Everything you can see here is solved or closed.
questions-mine-title = Your questions ({ $count })
questions-mine-empty = You haven't asked anything yet. { COMMAND("ask") } is how to start.
questions-tag-title = Questions about { $tag } ({ $count })
questions-tag-empty = There is no question about this that you can see.
questions-search-title = Questions about “{ $query }” ({ $count })
questions-search-empty = Nothing was found. Try other words, or fewer; or ask with { COMMAND("ask") }.
questions-similar-title = Solved questions like this one
questions-similar-none = There is no solved question like this one yet.

# FAQ

questions-faq-link = [The question and all answers]({ $link })
questions-faq-footer = FAQ: { $name }
questions-faq-no-text = (The answer has no text; please follow the link.)
questions-faq-title = FAQ ({ $count })
questions-faq-empty = No question has been given a name yet. The team can do that with { COMMAND("faq add") }.
questions-faq-added = “{ $name }” now shows { $question }. Everybody can call it up with { COMMAND("faq show") }.
questions-faq-renamed = The entry is now called “{ $name }”.
questions-faq-removed = “{ $name }” is no longer an entry. The question itself stays.

# Figures

questions-stats-title = Questions in the last { $days ->
    [one] day
   *[other] { $days } days
  }
questions-stats-tag-title = Questions about { $tag } in the last { $days ->
    [one] day
   *[other] { $days } days
  }
questions-stats-period = { $start } to { $end }
questions-stats-none = No question of this topic was asked.
questions-stats-percent = { $percent }%
questions-stats-asked = Asked
    .value = **{ $count }**, of which { $needed } needed an answer
    .means = Duplicates and questions an earlier one answered need none. Deleted posts don't count.
questions-stats-answered = Answered
    .value = **{ $share }** ({ $count }); { $members } of them first by a member
    .means = Of those that needed it: somebody other than the asker has answered.
questions-stats-tag-answered = **{ $share }** ({ $count })
questions-stats-solved = Solved
    .value = **{ $count }**; { $members } by members ({ $share })
    .means = An answer is accepted. By members: it is neither the team's nor the asker's own.
questions-stats-first-answer = Time to the first answer
    .value = half within **{ $p50 }**, nine in ten within **{ $p90 }**
    .means = From asking to the first answer by somebody else, over those that have one (p50, p90).
questions-stats-tag-first-answer = half within **{ $p50 }**
questions-stats-solution = Time to the solution
    .value = half within **{ $p50 }**, nine in ten within **{ $p90 }**
    .means = From asking to the accepted answer, over those that have one (p50, p90).
questions-stats-saved = Tickets saved
    .value = **{ $count }**{ $money ->
        [none] {""}
       *[other] {" "}≈ { $money }
      }
    .means = Solved by members + answered by an earlier question, in this period, times the cost of a ticket ({ COMMAND("settings open") }).
questions-stats-money = { $currency } { $amount }
questions-stats-happened = Also in this period
    .value = { $reopened } re-opened · { $deflected } answered by an earlier question · { $unanswered } closed without any answer
    .means = Counted by when it happened, whenever the question was asked.
questions-stats-backlog = Open now
    .value = **{ $count }**{ $ages }
    .means = All open questions, by how long ago they were asked.
questions-stats-age = up to { $days ->
    [one] { $days } day
   *[other] { $days } days
  }: { $count } ({ $unanswered } without an answer)
questions-stats-age-over = more than { $days } days: { $count } ({ $unanswered } without an answer)
questions-stats-tags = By topic
questions-stats-tag-line = **{ $tag }**: { $asked } asked · { $answered } answered · { $solved } solved

questions-span-moment = a minute
questions-span-minutes = { $count } min
questions-span-hours = { $count } h
questions-span-days = { $count } days

# Unsealing

questions-unseal-form-title = Who asked this?
questions-unseal-form-reason = Why does it have to be known?
    .help = Kept, shown to the second moderator, and told to the author.
questions-unseal-post = 🎭 { $member } asks to unseal who asked { $question } anonymously.
    Reason: { $reason }
    Another moderator has to agree by { $until }. Both then see who it was, and the author is told.
questions-unseal-confirm = Agree and unseal
questions-unseal-show = Show me the author
questions-unseal-requested = Your request is in the moderators' queue. Once another moderator agrees (until { $until }), *Show me the author* there works for you.
questions-unseal-requested-here = Your request is noted until { $until }. No queue channel could be used, so please tell another moderator to use { COMMAND("questions unseal") } in this thread. After that, the same command shows you the author.
questions-unseal-post-done = 🎭 Unsealed by { $first } and { $second }: who asked { $question }.
    Reason: { $reason }
questions-unseal-author = { $question } was asked by { $member } (ID { $id }). The author is being told that you know, and why. Please keep it to yourselves.
questions-unsealed-notice = 🎭 You asked { $question } on { $server } anonymously. Two moderators have now looked up together who asked it, for this reason:
    > { $reason }
    Nobody else was shown your name. If you find this wrong, please speak to an admin of the server.
