# Questions and answers: what can't be done, and the settings. Moments are Unix seconds for Discord's <t:…>.

## Errors

questions-error-not-found = I don't know this question.
questions-error-gone = This question's post was deleted.

questions-error-no-channel = This server has no place for questions yet. An admin can choose one with { COMMAND("setup") }.
questions-error-title-short = Please say in a few words what your question is about.
questions-error-title-long = The title has { $length } characters; { $limit } at the most fit. Please shorten it and put the rest into the details.
questions-error-title-words = Please write the title in words: with signs and emoji alone nobody finds it again.
questions-error-body-long = The details are too long: up to { $limit } characters fit. Logs and long texts are best attached in the thread afterwards.
questions-error-anonymous-off = Anonymous questions are switched off on this server.
questions-error-limit = You have asked { $limit ->
    [one] a question
   *[other] { $limit } questions
  } within 24 hours, as many as this server allows. You can ask again <t:{ $again }:R>.
questions-error-anonymous-limit = You have asked { $limit ->
    [one] an anonymous question
   *[other] { $limit } anonymous questions
  } within 24 hours, as many as this server allows. You can ask the next one <t:{ $again }:R>, or now under your name.
questions-error-bot-message = A bot wrote this message. Only what a person wrote can become a question.
questions-error-convert-not-yours = Only its author, staff and trusted members can make a question of this message.
questions-error-already-question = This message is a question already: { $thread }

questions-error-not-yours = Only the person who asked, staff and trusted members can say what solved this question.
questions-error-not-asker = Only the person who asked this question can do that.
questions-error-already-solved = This question is solved already.
questions-error-not-solved = This question isn't solved yet.
questions-error-own-answer = You can't accept your own answer. Somebody else has to say that it helped.
questions-error-bot-answer = A bot wrote this message; only people's answers can be accepted.
questions-error-answer-gone = This answer was deleted.
questions-error-not-an-answer = This message isn't an answer to the question.
questions-error-no-helpers = Please choose at least one person to thank.
questions-error-helper-not-found = Somebody you chose hasn't answered this question. Nobody was thanked; please choose again.

questions-error-already-closed = This question is closed already.
questions-error-already-open = This question is open already.
questions-error-close-not-yours = Only the person who asked and staff can close this question. Duplicates can be marked by trusted members too.
questions-error-reopen-not-yours = Only people who were part of this question can open it again; a solved one, only the person who asked, staff and trusted members.
questions-error-reason-needed = Please write a reason in words, in up to { $limit } characters.
questions-error-duplicate-itself = A question can't be the duplicate of itself. Please choose the other one.
questions-error-duplicate-cycle = The question you chose is itself closed as a duplicate of this one.
questions-error-deflect-late = That works only in the first hour after asking. If an answer helped you, please accept it instead.

questions-error-staff-only = Only staff can do that.
questions-error-own-question = This is your own question.
questions-error-already-claimed = { $member } is looking into this question until <t:{ $until }:f>. You are welcome to answer all the same.
questions-error-not-claimed = You aren't looking into this question at the moment.
questions-error-already-expert = You are called for questions about “{ $tag }” already.
questions-error-not-expert = You aren't called for questions about this topic.

questions-error-search-empty = Please write one or more words to look for.
questions-error-period = The period ends before it begins.
questions-error-faq-name = Please give a name in words, of up to { $limit } characters.
questions-error-faq-taken = There is an entry called “{ $name }” already.
questions-error-faq-not-found = There is no entry with this name. Names are suggested while you type.

questions-error-not-anonymous = This question wasn't asked anonymously.
questions-error-moderators-only = Only moderators can do that.
questions-error-unseal-own = You can't take part in deciding about this question. Please leave it to other moderators.
questions-error-unseal-another = Another moderator has to agree first.
questions-error-unseal-requested = A moderator has asked for this already. Another one can agree until <t:{ $until }:f>.
questions-error-unseal-done = Two moderators have already agreed on this; it stands in the record.
questions-error-unseal-expired = Nobody agreed within 24 hours, so this request has run out. It can be made anew.
questions-error-unseal-not-found = There is no such request that concerns you.
questions-error-author-forgotten = Nobody can tell any more who asked this: the author had their data erased, or the key was replaced.

## Settings

settings-questions = Questions and answers
    .help = Where questions go, who may do what, and what happens when nobody answers.
settings-questions-forum-channel-id = Channel for questions
    .help = A forum is best; in a text channel each question becomes a thread.
settings-questions-trusted-role-ids = Trusted members
    .help = Roles that may accept answers and mark duplicates in other people's questions.
settings-questions-upvote-emoji = Upvote
    .help = The reaction that counts as a vote for an answer. Votes on one's own answers don't count.
    .error = Please give exactly one emoji, such as 👍 or one of this server's own.
settings-questions-suggest-similar = Suggest similar questions
    .help = Right after asking, people privately see solved questions that may answer theirs.
settings-questions-questions-per-day = Questions per member
    .help = How many questions one member can ask within 24 hours.
settings-questions-anonymous-allowed = Anonymous questions
    .help = Whether members may ask without their name. Who asked can then be read only by two moderators together, and the author is told.
settings-questions-anonymous-per-day = Anonymous questions per member
    .help = How many of them can be anonymous within 24 hours.
settings-questions-claim-hours = “I'll take this” holds for
    .help = For so long, experts, staff and the queue are left alone when somebody has taken on a question.
settings-questions-experts-after-minutes = Experts are called after
    .help = How long a question waits without an answer until experts of its topic are called. Only who joined with { COMMAND_NAME("expert join") } is ever called.
settings-questions-experts-per-question = Experts called per question
    .help = At the most, those called longest ago first. 0: nobody is called.
settings-questions-expert-notices-per-day = Calls per expert
    .help = How often one expert is called within 24 hours at the most.
settings-questions-staff-after-hours = Staff are told after
    .help = The members' own time: before it is over, staff aren't told of a question without an answer.
settings-questions-queue-after-hours = Into the queue after
    .help = A question that nobody has answered by then goes to the moderation queue.
settings-questions-quiet-after-hours = “Did this solve it?” after
    .help = When an answered question has been quiet for so long, the person who asked is asked whether it is solved.
settings-questions-close-after-days = Closed after
    .help = When nobody writes for so long after that, the question is closed with the reason written. 0: never.
settings-questions-cost-per-ticket = Cost of a ticket
    .help = What one request to your support costs. { COMMAND_NAME("questions stats") } then shows savings in money. 0: in tickets only.
settings-questions-currency = Currency
    .help = Three capital letters, such as JPY, EUR or USD.
    .error = Please give three capital letters, such as JPY, EUR or USD.
