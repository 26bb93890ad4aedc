# Privacy: the command /privacy, what is said of every table that names members, and how long things are kept.

## The command

privacy-command = What I know about you, and what you can do about it
    .name = privacy
privacy-command-show = See what is stored about you, why, and for how long
    .name = show
privacy-command-export = Get everything that is stored about you as a file
    .name = export
privacy-command-delete = Have everything that is stored about you erased
    .name = delete
privacy-command-optout = Stop or resume the recording of what you do here
    .name = optout
privacy-command-retention = For admins: how long data is kept, and what goes next
    .name = retention

## Errors

privacy-error-kind = This kind of data doesn't exist here any more. Please open { COMMAND("privacy retention") } again.
privacy-error-too-soon = I have just made your file. Please wait { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } before you ask for another one.

## What is stored

privacy-show-title = ## What I know about you here
privacy-show-intro = -# Only you can see this. The next pages go through everything, one by one. They are made from the tables of my database, so they are never out of date.
privacy-show-rows = { $rows ->
    [0] Nothing is stored about you on this server.
    [one] { $rows } entry names you on this server.
   *[other] { $rows } entries name you on this server.
  }
privacy-show-recording-on = 🟢 **I record what you do here**: how many messages and reactions, how long in voice, never what you write. { COMMAND("privacy optout") } stops that.
privacy-show-recording-off = ⚪ **I don't record what you do here**, as you wished. { COMMAND("privacy optout") } changes that.
privacy-show-texts = **I don't keep what you write.** The exceptions are what you give me yourself: questions, the answers that solved them, your introduction, your profile, problems you report.
privacy-show-backups = -# A backup of the database is made every day, and the last { $kept ->
    [one] { $kept } is
   *[other] { $kept } are
  } kept. What you have erased is gone from all of them { $days ->
    [one] { $days } day
   *[other] { $days } days
  } later.
privacy-show-rights = 📄 Get everything as a file: { COMMAND("privacy export") }
    🗑️ Have it erased: { COMMAND("privacy delete") }
privacy-show-kept = **What stays when you have your data erased, and why**
privacy-show-kept-entry = - { $what }: { $why }
privacy-show-operator = **Who runs me**
    { $text }
privacy-show-operator-none = **Who runs me** isn't written here yet. Please ask the admins of this server.
privacy-show-feature = ### { $feature }
privacy-show-entry = **{ $what }** · { $rows ->
    [0] nothing of yours
    [one] { $rows } entry
   *[other] { $rows } entries
  }
    -# { $why } Kept: { $how-long } { $erased }
privacy-erased-delete = When you have your data erased, it is deleted.
privacy-erased-forget = When you have your data erased, it stays without your name.
privacy-erased-both = When you have your data erased, what is yours is deleted, and what is others' stays without your name.
privacy-erased-keep = It stays when you have your data erased.

privacy-feature-activity = Activity
privacy-feature-appeals = Appeals
privacy-feature-events = Events
privacy-feature-filters = Filters
privacy-feature-guidelines = Rules
privacy-feature-inbox = Messages to you alone
privacy-feature-moderation = Moderation
privacy-feature-onboarding = Arriving and getting to know each other
privacy-feature-perks = Perks
privacy-feature-playbooks = Serious cases
privacy-feature-points = Points and ranks
privacy-feature-privacy = Privacy
privacy-feature-problems = Problems with me
privacy-feature-profiles = Profile and preferences
privacy-feature-questions = Questions and answers
privacy-feature-queue = Moderation queue
privacy-feature-raids = Raids
privacy-feature-reports = Reports
privacy-feature-settings = Settings
privacy-feature-surveys = Surveys

## Every table that names members

privacy-table-activity-day = How much you did on each day
    .why = For figures about the community: numbers of messages, replies, reactions and minutes in voice, never what they said.
    .how-long = as many days as the admins have set, then only in sums of the whole server.
privacy-table-activity-member = When you first wrote something
    .why = To tell people from bots, and newcomers from others.
    .how-long = until you have it erased.
privacy-table-activity-voice = The voice channel you are in now
    .why = So that your time in voice isn't lost when I am restarted.
    .how-long = until you leave the channel.
privacy-table-event = Events you made, host or decided on
    .why = So that members know whom to ask, and the host can change the event.
    .how-long = as long as the event; once you have your data erased, without you.
privacy-table-event-attendance = Events you were at, or missed
    .why = For points, and so that hosts know how many really come.
    .how-long = until you have it erased; then only the number stays.
privacy-table-event-attendance-import = A list of attendants you uploaded and haven't confirmed
    .why = To show you what is in it before it counts.
    .how-long = an hour.
privacy-table-event-checkin-try = Check-in codes you typed wrong
    .why = So that nobody can guess a code by trying.
    .how-long = a day.
privacy-table-event-preference = How you want to be reminded of events
    .why = To remind you by direct message only if you asked for it.
    .how-long = until you change it, or have it erased.
privacy-table-event-presence = When you were in the voice channel of an event
    .why = To know who was there, and for how long.
    .how-long = until attendance is settled, some hours after the event.
privacy-table-event-question = Questions you asked at an event
    .why = So that the host can answer them.
    .how-long = until you have them erased.
privacy-table-event-question-vote = Questions at events you voted for
    .why = So that everybody counts once.
    .how-long = until you have them erased; the number stays.
privacy-table-event-rsvp = Whether you come to events
    .why = So that hosts can plan, places are shared fairly, and only those who come are reminded.
    .how-long = until you have it erased; then only the number stays.
privacy-table-survey = Surveys you made, or decided upon (admins only)
    .why = So that it is known who asked.
    .how-long = as long as the survey; once you have your data erased, without you.
privacy-table-survey-answer = What you answered, where it can be told whose it is
    .why = You were told so before you answered. Anonymous answers are here only until their survey closes.
    .how-long = until you have them erased, or the anonymous survey closes.
privacy-table-survey-invited = Surveys you were asked to take part in
    .why = So that only those who were asked can answer, and nobody is asked too often.
    .how-long = until you have it erased.
privacy-table-survey-nps-asked = When you were last asked whether you would recommend us
    .why = So that you are not asked again for 90 days.
    .how-long = until you have it erased.
privacy-table-survey-participant = Surveys you took part in, and on which day you began
    .why = So that nobody answers twice, and everybody gets their points. What you answered is not there.
    .how-long = until you have it erased.
privacy-table-survey-response = Your answers to surveys that are not anonymous
    .why = You were told so before you answered. Anonymous answers can't be listed here: nobody knows whose they are.
    .how-long = until you have them erased; then the numbers stay without you, and what you wrote is deleted.
privacy-table-guideline-version = Versions of the rules you wrote or published
    .why = So that the admins know who changed the rules.
    .how-long = as long as the rules.
privacy-table-guideline-agreement = Which version of the rules you agreed to, and when
    .why = To know whether you agreed, and to ask again only when something important changes.
    .how-long = until you have it erased.
privacy-table-guideline-asked = That you were asked to agree to the rules
    .why = So that you aren't asked at every step.
    .how-long = until you have it erased.
privacy-table-inbox-letter = Messages that were for you alone
    .why = So that you are told what concerns you even where direct messages are closed. What they say is not kept here.
    .how-long = until you have it erased.
privacy-table-moderation-case = Cases about you, and those you decided (moderators only)
    .why = So that the same rules count for everybody, and can be shown to have.
    .how-long = as long as it counts (a ban in force, strikes); then without your name once you have your data erased.
    .kept = it stays while it counts: else nobody could end a ban, or say later what was decided. Afterwards your name is taken out.
privacy-table-moderation-change = Changes you made to cases (moderators only)
    .why = So that nothing is changed silently.
    .how-long = as long as the case; once you have your data erased, without you.
privacy-table-moderation-draft = Decisions being made about you, or by you
    .why = So that a decision that was begun is not lost when I am restarted.
    .how-long = a day.
privacy-table-moderation-purge = Purges you have looked at or carried out
    .why = So that exactly the messages you saw are deleted, also when I am restarted in between.
    .how-long = a week.
privacy-table-moderation-evidence = Messages of yours that were kept as evidence
    .why = To be able to say later what a decision was about, also when you appeal.
    .how-long = until the time the admins have set is over, or you have it erased while nothing is open.
privacy-table-filter-change = Changes you made to filters (admins only)
    .why = So that it can be seen who changed what is filtered.
    .how-long = as long as the filter; once you have your data erased, without you.
privacy-table-filter-hit = When a filter found something in your messages, and what you decided about it as a moderator
    .why = So that moderators can look at it, and a filter that is often wrong is noticed.
    .how-long = 90 days; once you have your data erased, without you. Your words are kept as evidence only.
privacy-table-report = Reports you decided (moderators only)
    .why = So that it can be said later who looked at what, and when.
    .how-long = as long as the figures of moderation; once you have your data erased, without you.
privacy-table-report-voice = What you reported to the moderators
    .why = So that they can look at it, and you hear what came of it. Nobody is shown that it was you.
    .how-long = after a report is closed, until the time the admins have set for evidence is over; or until you have it erased, while what you wrote stays without you as long as the report is open.
privacy-table-report-draft = A form for a report that you opened and haven't sent
    .why = So that the moderators get the message as it was, even if it is deleted meanwhile.
    .how-long = a day.
privacy-table-appeal = Appeals of yours, and those you decided (moderators)
    .why = So that a case is looked at again by somebody else, once, and you are told what came of it.
    .how-long = until you have it erased; then the number stays without you, and what you wrote is deleted. An open appeal is withdrawn by that.
privacy-table-queue-mark = What you took on in the moderation queue (moderators only)
    .why = So that two moderators do not do the same.
    .how-long = as long as the record; once you have your data erased, without you.
privacy-table-playbook-version = Playbooks you wrote or changed (admins only)
    .why = So that the admins know who changed what moderators go by.
    .how-long = as long as the playbook; once you have your data erased, without you.
privacy-table-playbook-escalation = Serious cases you escalated, led or closed (moderators only)
    .why = So that it can be shown later who was responsible for what.
    .how-long = as long as the case; once you have your data erased, without you.
privacy-table-playbook-step = Steps you ticked in serious cases (moderators only)
    .why = So that everybody working on a case sees what is done.
    .how-long = as long as the case; once you have your data erased, without you.
privacy-table-playbook-note = Notes you wrote in serious cases (moderators only)
    .why = So that whoever takes over knows what was found out and decided.
    .how-long = as long as the case; once you have your data erased, without you.
privacy-table-playbook-bundle = Evidence bundles you made (moderators only)
    .why = So that it is known who was given the evidence of a case.
    .how-long = the file until the time the admins have set is over, its hash as long as the case; once you have your data erased, without you.
privacy-table-onboarding-about = The description of the community, if you wrote it
    .why = So that the admins know who changed it last.
    .how-long = until somebody else changes it.
privacy-table-onboarding-arrival = When you joined, finished Discord's screening and left
    .why = To welcome you once, and to see whether newcomers find their way.
    .how-long = until you have it erased; then only as a number.
privacy-table-onboarding-fact = Your way as a newcomer: agreed, introduced yourself, first post …
    .why = To see whether newcomers find their way, and to show you your first steps.
    .how-long = until you have your data erased; then only as a number.
privacy-table-onboarding-greeting = Your introduction or first post, while somebody should answer it
    .why = So that no newcomer is left without an answer.
    .how-long = until you have it erased.
privacy-table-onboarding-introduction = Your introduction
    .why = You wrote it for the others here.
    .how-long = until you have it erased; then its card is deleted, too.
privacy-table-onboarding-invite = Your personal invite, and invites you made for the server
    .why = To know who brought whom, so that inviting can be rewarded.
    .how-long = as long as the server's figures about invites.
privacy-table-onboarding-referral = Who came through your invite, and what became of the reward
    .why = So that each invitation is rewarded once, and only where it was genuine.
    .how-long = as long as the server's figures about invites.
privacy-table-perk = Perks you added
    .why = So that the admins know who offered them.
    .how-long = as long as the perk.
privacy-table-perk-claim = Perks you claimed, or decided on as staff
    .why = So that nothing is given twice, and staff know what to hand over.
    .how-long = until you have it erased; that something was given away stays.
privacy-table-perk-code = Codes of the perks you claimed
    .why = So that you can look them up again. They are kept encrypted.
    .how-long = until you say that you have saved them, or have your data erased.
privacy-table-perk-import = A file of codes you uploaded and haven't confirmed
    .why = To show you what is in it before it counts.
    .how-long = an hour.
privacy-table-point-ledger = Your points and those you gave others, one by one
    .why = So that points can be checked, and each cause counts once.
    .how-long = until you have it erased.
privacy-table-point-member = Your total, your rank, and whether leaderboards show you
    .why = For your rank card and the leaderboards.
    .how-long = until you have it erased.
privacy-table-point-day = Your points of each day
    .why = For the leaderboard of the last 30 days.
    .how-long = until you have it erased.
privacy-table-point-season-member = Your points of each season
    .why = For the leaderboards of seasons.
    .how-long = until you have it erased.
privacy-table-point-winner = Your places in the hall of fame
    .why = So that winners are remembered.
    .how-long = until you have it erased; the place then stays without a name.
privacy-table-point-notice = A new rank you haven't been told of yet
    .why = So that you are told once.
    .how-long = until you are told.
privacy-table-point-voice = Minutes in voice that don't make a point yet
    .why = So that they aren't lost when I am restarted.
    .how-long = a day.
privacy-table-privacy-optout = That you want nothing recorded
    .why = So that I can keep to it.
    .how-long = until you change it.
    .kept = it is your own wish, and I could not keep to it if I forgot it.
privacy-table-privacy-pending = That your data is being erased
    .why = So that it is finished even if I am restarted meanwhile.
    .how-long = until it is done, usually a few seconds.
privacy-table-problem = Problems with me that you reported
    .why = So that whoever runs me can fix them and get back to you.
    .how-long = until half a year after they were dealt with.
privacy-table-profile-field = What you wrote into your profile
    .why = You wrote it for those you let see it.
    .how-long = until you change it or have it erased.
privacy-table-profile-interest = Your interests
    .why = To give you the roles that belong to them.
    .how-long = until you change them or have them erased.
privacy-table-profile-preference = Your language, time zone and quiet hours
    .why = To speak to you as you like it.
    .how-long = until you change them or have them erased.
privacy-table-question = Questions you asked, answered, took or closed
    .why = So that questions and their answers can be found by all.
    .how-long = as long as the question is there; what you asked anonymously is sealed.
privacy-table-question-answer = Which of your messages answer questions
    .why = To know who helped; their text isn't kept, except for the one that solved it.
    .how-long = as long as the question.
privacy-table-question-expert = Topics you volunteered for
    .why = To tell you about questions you can help with.
    .how-long = until you leave the topic or have it erased.
privacy-table-question-fact = What became of questions, with your part in it
    .why = For figures such as how soon questions are answered.
    .how-long = as long as the question; without your name once you have it erased.
privacy-table-question-faq = Questions you made part of the FAQ
    .why = So that the admins know who added them.
    .how-long = as long as the entry.
privacy-table-question-notice = Questions you were told about as an expert
    .why = So that you hear of no more a day than you wanted.
    .how-long = until you have it erased.
privacy-table-question-thanks = Questions whose asker thanked you
    .why = So that thanks count once.
    .how-long = until you have it erased.
privacy-table-question-unseal = Anonymous questions you had opened as a moderator
    .why = So that whoever asked can learn who did it, and why.
    .how-long = two years.
    .kept = whoever asked anonymously has a right to know which two people opened it.
privacy-table-question-upvote = Answers you voted for
    .why = So that each vote counts once.
    .how-long = until you have it erased; the vote then stays without a name.
privacy-table-setting = Settings you changed
    .why = So that the admins know who set what.
    .how-long = until somebody else changes them.
privacy-table-setting-change = The log of settings you changed
    .why = So that a change can be understood and undone.
    .how-long = two years.

## Export

privacy-export-about = Everything this server's bot stores that names you, as it was at the moment this file was made. “you_are” says in which columns a row names you. Other people are called “other”. Ids are in quotation marks, times are in ISO 8601.
privacy-export-more = No column of these rows names you; they are yours all the same, and only you are given them.
privacy-export-done = { $files ->
    [one] Here is everything that is stored about you on this server. Only you can see this message; save the file now.
   *[other] Here is everything that is stored about you on this server, in { $files } files. Only you can see these messages; save the files now.
  }
privacy-export-part = Part { $number } of { $files }

## Erasing

privacy-delete-title = ## Erase my data on this server
privacy-delete-nothing = There is nothing stored that names you. You can still make sure that nothing is recorded from now on.
privacy-delete-deleted = **This will be deleted**
privacy-delete-forgotten = **This stays, without your name**, since it is others', too
privacy-delete-kept = **This stays as it is**
privacy-delete-entry = - { $what } ({ $rows })
privacy-delete-kept-entry = - { $what }: { $why }
privacy-delete-more = … and { $count ->
    [one] one more kind
   *[other] { $count } more kinds
  }; { COMMAND("privacy show") } names them all.
privacy-delete-anonymous = Questions you asked anonymously stay, and nobody, not even two moderators together, can find out any more that they were yours. You can't do anything with them as their asker then.
privacy-delete-ranks = You lose your points and your rank. The roles I gave you for a rank, or as a newcomer, are taken away; other roles stay.
privacy-delete-discord = **Not erased: what is on Discord itself.** Your own messages and posts stay until you delete them: open the message's menu and choose *Delete Message*. Messages of mine that name you (announcements of ranks, say) stay, too; the moderators can delete those.
privacy-delete-final = **It can't be undone.** Backups still hold it for { $days ->
    [one] { $days } day
   *[other] { $days } days
  }; after that it is gone for good. You may want { COMMAND("privacy export") } first.
privacy-delete-yes = Erase my data
privacy-delete-yes-optout = Erase it and record nothing from now on
privacy-delete-sure = ## Are you sure?
    { $rows ->
        [one] { $rows } entry is about to be erased, or to lose your name.
       *[other] { $rows } entries are about to be erased, or to lose your name.
    } Nobody can bring them back for you.
privacy-delete-sure-optout = From then on nothing you do here is recorded.
privacy-delete-sure-yes = Yes, erase it for good
privacy-delete-done = Done. { $rows ->
    [0] There was nothing left that named you.
    [one] { $rows } entry was deleted or has lost your name.
   *[other] { $rows } entries were deleted or have lost your name.
  } Backups forget it within { $days ->
    [one] { $days } day
   *[other] { $days } days
  }.
privacy-delete-done-optout = From now on nothing you do here is recorded.
privacy-delete-done-recording = What you do from now on is recorded again as for everybody. { COMMAND("privacy optout") } stops that.

## Opting out

privacy-optout-title = ## Recording what you do
privacy-optout-is-on = 🟢 At present I record how many messages and reactions you send and how long you are in voice, never what you say.
privacy-optout-is-off = ⚪ At present I don't record what you do.
privacy-optout-means = When you opt out, that stops at once, and so do the notes on your way as a newcomer. Messages, reactions and voice earn you no points, and nobody reminds you of first steps.
privacy-optout-goes-on = What you do on purpose still counts: asking and answering questions, voting for an answer, thanking somebody, claiming perks. Without that, those commands could not work.
privacy-optout-before = What was recorded before stays until you use { COMMAND("privacy delete") }.
privacy-optout-leave = Stop recording
privacy-optout-return = Start recording again

## Retention

privacy-retention-title = ## How long data is kept here
privacy-retention-intro = Every night I delete what is older. The limits for activity and for those who left are settings: { COMMAND("settings open") }.
privacy-retention-entry = **{ $kind }** · { $limit }
    -# { $due } { $last }
privacy-retention-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
privacy-retention-ever = for ever
privacy-retention-due = { $rows ->
    [0] Nothing is due tonight.
    [one] { $rows } entry goes tonight.
   *[other] { $rows } entries go tonight.
  }
privacy-retention-last = { $rows ->
    [one] { $rows } entry went last time,
   *[other] { $rows } entries went last time,
  } <t:{ $when }:R>.
privacy-retention-never = Nothing has gone so far.
privacy-retention-now = Delete now
privacy-retention-sure = ## Delete what is older now?
    { $rows ->
        [one] { $rows } entry goes for good.
       *[other] { $rows } entries go for good.
    }
privacy-retention-sure-yes = Yes, delete it
privacy-retention-nothing = Nothing is due. There is nothing to delete.
privacy-retention-done = Done: { $rows ->
    [0] nothing was due.
    [one] { $rows } entry was deleted.
   *[other] { $rows } entries were deleted.
  }

privacy-kind-activity = What members did on each day
privacy-kind-leavers = People who have left (all of their data)
privacy-kind-due = Tasks of mine that are done
privacy-kind-changes = The log of changed settings
privacy-kind-unsealing = Requests to open anonymous questions
privacy-kind-problems = Problems that were dealt with
privacy-kind-checkins = Check-in codes typed wrong
privacy-kind-lists = Lists of attendants nobody confirmed
privacy-kind-presence = Time in the voice channels of events, left over after attendance was settled
privacy-kind-filters = What filters found
privacy-kind-bundles = Evidence bundles whose time is over (their hashes stay)
privacy-kind-reports = What was written in reports, and by whom (after they are closed)
privacy-kind-report-drafts = Forms for reports that were not sent
privacy-kind-evidence = The words of messages that were kept as evidence
privacy-kind-purges = Purges that were looked at or carried out
privacy-kind-drafts = Decisions that moderators began and left
privacy-kind-cases = Names in cases that count no more, of people whose data was erased

## Settings

settings-privacy = Privacy
    .help = Who runs the bot, and how long data is kept.
settings-privacy-operator-text = Who runs the bot
    .help = Your own words for { COMMAND("privacy show") }: who you are, how to reach you, your full privacy policy.
settings-privacy-activity-days = Each member's activity is kept for
    .help = Older days stay as sums of the whole server.
settings-privacy-leavers-days = People who left are erased after
    .help = 0: never. Their questions and answers stay, without their name.

## Check-up

doctor-privacy-operator = { COMMAND("privacy show") } says who runs the bot
doctor-privacy-operator-missing = { COMMAND("privacy show") } doesn't say who runs the bot, nor where to turn with questions about data
    .remedy = Write it in { COMMAND("settings open") }, section *Privacy*. Discord asks for a privacy policy that members can find easily.
