# First steps: /start, /about, introductions, greeters, reminders. Moments are Discord's <t:…>, links whole addresses.

## Settings

settings-onboarding-introductions-channel-id = Channel for introductions
    .help = Where I post the cards with which members introduce themselves.
settings-onboarding-greeter-role-id = Role for greeters
    .help = The role that is told of introductions and first posts nobody has answered. Without it, nobody is told.
settings-onboarding-greeter-channel-id = Channel for greeters
    .help = Where the greeters are told.
settings-onboarding-greet-after-hours = Tell greeters after
    .help = How long an introduction or a first post may wait for an answer before the greeters hear of it. At night they are left in peace until 8:00.
settings-onboarding-nudge-after-days = Remind newcomers after
    .help = Newcomers who take no first step for so long are reminded once, by day, in the welcome channel. 0: never.

## Commands

onboarding-command = For admins: how newcomers are received
    .name = onboarding
onboarding-command-about = Write what /about says about this community
    .name = about
onboarding-option-language = The language you write it in (if you leave this out: yours)
    .name = language
onboarding-language-en = English
onboarding-language-ja = Japanese (日本語)
onboarding-command-introduce = Introduce yourself, or change what you said
    .name = introduce
onboarding-command-start = Your first steps here, and how far you are
    .name = start
onboarding-command-show-about = What this community is for, and who runs it
    .name = about

## Steps: what to do, and why it is worth doing

onboarding-step-introduce = Introduce yourself
    .help = Two sentences are enough. People talk more easily with somebody they know a little about.
onboarding-step-react = React to a message
    .help = Put an emoji under something you like. It is the easiest way of saying that you are here.
onboarding-step-post = Write your first message
    .help = Say hello, or join in where something interests you. Nobody expects anything clever.
onboarding-step-question = Ask or answer a first question
    .help = Ask what you have long wanted to know, or help somebody with what you know already.
onboarding-step-event = Come to a first event
    .help = { COMMAND("event list") } shows what is coming up. It counts once you have been there.

## /start

onboarding-start-title = ## Your first steps
onboarding-start-progress = { $bar }  **{ $done } of { $total }**
onboarding-start-earned = { $points ->
    [one] { $points } point earned
   *[other] { $points } points earned
  }
onboarding-start-intro = In any order, and as slowly as you like. Only you can see this list.
onboarding-start-points = { $points ->
    [one] +{ $points } point
   *[other] +{ $points } points
  }
onboarding-start-done = ✅ { $step } · { $at }
onboarding-start-more = { $count ->
    [one] One more step comes after these.
   *[other] { $count } more steps come after these.
  }
onboarding-start-uncounted = You asked me not to record what you do. So nothing is ticked off here, and steps earn no points.
onboarding-start-finished = ### 🎉 That's all of them
    It is good to have you here. From now on: help where you can, ask when you can't, and look in whenever you like. { COMMAND("about") } tells you what this community is for.

## Introductions

onboarding-introduce-button = Introduce yourself
onboarding-introduce-title = Introduce yourself
onboarding-introduce-called = What should we call you?
    .help = If you leave this empty: your name on this server.
onboarding-introduce-about = About me
    .help = What you do, what you like, what brought you here. Everybody on this server can read it.
onboarding-introduce-hope = What I hope for (optional)
    .help = What you would like to find, learn or try here.
onboarding-introduce-card-hope = What I hope for
onboarding-introduce-edit = Edit
onboarding-introduce-remove = Remove
onboarding-introduce-done = Your introduction is posted: { $link }
    Nice to meet you! You find your next steps in { COMMAND("start") }.
onboarding-introduce-changed = Your introduction is changed: { $link }
onboarding-introduce-text-back = This is what you wrote, so that nothing is lost:
onboarding-introduce-remove-ask = Shall I remove your introduction? The card is deleted, and so is what you wrote.
onboarding-introduce-remove-yes = Remove it
onboarding-introduce-removed = Your introduction is removed. You can write a new one whenever you like, here or with { COMMAND("introduce") }.
onboarding-introduce-removed-soon = What you wrote is deleted. I can't delete the card just now; I'll keep trying.

onboarding-introduce-error-empty = Please write at least a few words about yourself.
onboarding-introduce-error-long = { $field ->
    [called] The name can have { $limit } characters at the most.
    [about] “About me” can have { $limit } characters at the most.
   *[hope] “What I hope for” can have { $limit } characters at the most.
  }
onboarding-introduce-error-no-channel = There is no channel for introductions here yet. Please tell an admin.
onboarding-introduce-error-closed = I can't post in the channel for introductions. Please tell an admin: I need to see it, write in it and read its history.
onboarding-introduce-error-not-yours = Only the person it is about can change this introduction.

## Greeters

onboarding-greet-head = { $count ->
    [one] { $role } Somebody new is still waiting for a first answer. Would one of you say hello?
   *[other] { $role } { $count } new people are still waiting for a first answer. Would you say hello?
  }
onboarding-greet-introduction = - { $member }, introduced { $at }: { $link }
onboarding-greet-first-post = - { $member }, first post { $at }: { $link }

## Reminders

onboarding-nudge = { $members } No hurry, but in case you were wondering what to do next: **{ $step }**. { $help }
    -# { COMMAND("start") } shows you all first steps.
onboarding-nudge-later = Not now
onboarding-nudge-off = Don't remind me
onboarding-nudge-later-done = All right. I'll ask once more in a week, and then no more.
onboarding-nudge-later-last = All right, I won't remind you again. { COMMAND("start") } is there whenever you like.
onboarding-nudge-off-done = All right, no more reminders. { COMMAND("start") } is there whenever you like.
onboarding-nudge-error-not-for-you = These buttons are for those who are mentioned above. Your own first steps are in { COMMAND("start") }.

## /about

onboarding-about-title = ## About { $server }
onboarding-about-purpose = What this community is for
onboarding-about-benefits = What you get
onboarding-about-hopes = What we hope for
onboarding-about-unwritten = Nobody has written yet what this community is for.
onboarding-about-unwritten-admin = You can, with { COMMAND("onboarding about") }. Until then, members only see what follows.
onboarding-about-staff = **The team:** { $roles }
onboarding-about-moderators = **Moderators:** { $roles }. Turn to them when something is wrong between people, or when you don't know whom to ask.
onboarding-about-guidelines = **Rules:** version { $number }, since { $at }
onboarding-about-guidelines-link = **Rules:** version { $number }, since { $at }: { $link }
onboarding-about-privacy = What I keep about you: { COMMAND("privacy show") }. Your first steps: { COMMAND("start") }.
onboarding-about-form = What /about says in { $language ->
    [ja] Japanese
   *[en] English
  }
onboarding-about-form-purpose = What this community is for
    .help = Why it exists, in two or three sentences.
onboarding-about-form-benefits = What members get
    .help = Help, news, people, perks …
onboarding-about-form-hopes = What the company hopes for
    .help = Say it openly: people give more when they know what for.
onboarding-about-kept = This is what { COMMAND("about") } says from now on.
onboarding-about-emptied = The text in this language is empty now.
onboarding-about-error-long = Each text can have { $limit } characters at the most.

## Check-up

onboarding-doctor-fine = Introductions, greeters and reminders are set up
onboarding-doctor-greeters-channel = There is a role for greeters, but no channel to tell them in: nobody hears of newcomers without an answer
    .remedy = Choose the channel for greeters in { COMMAND("settings open") }.
onboarding-doctor-greeters-role = There is a channel for greeters, but no role to tell: nobody hears of newcomers without an answer
    .remedy = Choose the role for greeters in { COMMAND("settings open") }.
onboarding-doctor-nudges = Newcomers who get stuck are to be reminded, but there is no welcome channel to do it in
    .remedy = Choose a welcome channel in { COMMAND("settings open") }, or set the reminder to 0 days.
onboarding-doctor-about = What { COMMAND("about") } says about this community isn't written yet
    .remedy = Write it with { COMMAND("onboarding about") }; two sentences are enough to begin with.
