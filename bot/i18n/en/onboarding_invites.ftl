# Invites, sources, referrals and the funnel. Moments are Unix seconds, for Discord's <t:…>.

## Commands

onboarding-command-invite = Gives you a link of your own to invite people with, and shows what came of it
    .name = invite
onboarding-command-source = Invite links that show where newcomers come from
    .name = source
onboarding-command-source-add = Makes a link for a source: a newsletter, the shop, the founders …
    .name = add
onboarding-command-source-list = Shows the links, and how many came by each
    .name = list
onboarding-command-source-remove = Switches a link off
    .name = remove
onboarding-command-funnel = Shows how far newcomers come, from joining to coming back
    .name = funnel

onboarding-option-label = What the source is called, for instance “Newsletter May”
    .name = label
onboarding-option-role = A role for those who come by this link
    .name = role
onboarding-option-channel = Where the link leads (default: the welcome channel)
    .name = channel
onboarding-option-source = Which link
    .name = source
onboarding-option-period = Who is counted: those who joined within this time (default: 30 days)
    .name = period
onboarding-option-funnel-source = Only those who came this way
    .name = source

onboarding-period-7 = Joined in the last 7 days
onboarding-period-30 = Joined in the last 30 days
onboarding-period-90 = Joined in the last 90 days
onboarding-period-all = Everybody who ever joined

## Errors

onboarding-invites-error-off = Personal invites are switched off on this server.
onboarding-invites-error-no-place = There is no channel here that everybody sees, so an invite would lead nowhere. An admin can choose a welcome channel with { COMMAND("settings open") }.
onboarding-invites-error-forbidden = I'm not allowed to make invites for { $channel }. An admin can give my role the permission “Create Invite” there.
onboarding-invites-error-remove = I'm not allowed to delete invites for { $channel }. An admin can give my role the permission “Manage Channels” there, or delete it under Server Settings → Invites.
onboarding-invites-error-full = This server has as many invites as Discord allows (1,000), and none of mine is old and unused. An admin can delete some under Server Settings → Invites.
onboarding-invites-error-label = Please call the source by a name in words, { $limit } characters at the most.
onboarding-invites-error-label-taken = There is already a link for “{ $label }”. { COMMAND("onboarding source list") } shows it.
onboarding-invites-error-sources = There can be { $limit } links at the most. Please switch one off first.
onboarding-invites-error-source = I can't find this link. Please choose one of the suggestions.
onboarding-invites-error-role = { $trouble ->
    [permission] I can't give { $role }: I lack the permission “Manage Roles”.
    [managed] { $role } belongs to an app, to Server Boosts or to everybody, so no link can give it.
    [gone] This role doesn't exist any more.
   *[above] I can't give { $role }: it stands above my own role. An admin can drag my role higher under Server Settings → Roles.
  }
onboarding-invites-error-role-yours = { $role } stands as high as your own highest role or higher, so you can't have me give it.
onboarding-invites-error-role-powerful = { $role } may manage or moderate something here. A link that anybody can pass on must not give it.

## A member's own invite

onboarding-invite-title = ### Your invite
onboarding-invite-link = { $link }
    Anybody you give this link to can join. It is yours alone, and it doesn't expire.
onboarding-invite-terms = **When somebody you invited settles in, you get { $points ->
    [one] { $points } point
   *[other] { $points } points
  }.** They count once they { $agree ->
    [yes] have agreed to the rules, have been here for
   *[no] have been here for
  } { $stay ->
    [one] { $stay } day
   *[other] { $stay } days
  } and were active on { $active ->
    [one] at least one day
   *[other] { $active } different days
  }. Those who have been here before don't count.
onboarding-invite-no-points = Inviting earns no points here at the moment.
onboarding-invite-came = { $count ->
    [0] Nobody has come by it yet.
    [one] **{ $count }** person has come by it.
   *[other] **{ $count }** people have come by it.
  }
onboarding-invite-rewarded = ✅ { $count ->
    [one] { $count } counts
   *[other] { $count } count
  }
onboarding-invite-waiting-agreement = ⏳ { $count ->
    [one] { $count } hasn't agreed to the rules yet
   *[other] { $count } haven't agreed to the rules yet
  }
onboarding-invite-waiting-stay = ⏳ { $count ->
    [one] { $count } hasn't been here for { $days } days yet
   *[other] { $count } haven't been here for { $days } days yet
  }
onboarding-invite-waiting-activity = ⏳ { $count ->
    [one] { $count } hasn't been active on { $days } days yet
   *[other] { $count } haven't been active on { $days } days yet
  }
onboarding-invite-waiting-ready = ⏳ { $count ->
    [one] { $count } has everything, and will count within a day
   *[other] { $count } have everything, and will count within a day
  }
onboarding-invite-refused-rejoined = ➖ { $count ->
    [one] { $count } had been here before
   *[other] { $count } had been here before
  }
onboarding-invite-refused-left = ➖ { $count ->
    [one] { $count } has left
   *[other] { $count } have left
  }
onboarding-invite-refused-banned = ➖ { $count ->
    [one] { $count } was banned
   *[other] { $count } were banned
  }
onboarding-invite-refused-expired = ➖ { $count ->
    [one] { $count } didn't settle in within the time for it
   *[other] { $count } didn't settle in within the time for it
  }
onboarding-invite-refused-other = ➖ { $count ->
    [one] { $count } can't be counted any more
   *[other] { $count } can't be counted any more
  }
onboarding-invite-note = -# When several people join at the same moment, Discord doesn't always show who came by which link. I don't guess then, and they are missing here.
onboarding-invite-reason = Personal invite, asked for by member { $member }
onboarding-invite-room-reason = Unused for 30 days; room for a new invite is needed
onboarding-source-reason = Link for “{ $label }”, asked for by member { $member }
onboarding-source-remove-reason = Link for “{ $label }” switched off by member { $member }

## Sources

onboarding-source-title = ### Invite links and what came of them
onboarding-source-empty = There is no link yet. { COMMAND("onboarding source add") } makes one.
onboarding-source-added = ### The link for “{ $label }”
onboarding-source-use = It leads to { $channel } and doesn't expire. Whoever comes by it is counted under this name in { COMMAND("onboarding funnel") }.
onboarding-source-gives = Whoever comes by it gets { $role } from Discord at once, even before they have agreed to the rules.
onboarding-source-line = **{ $label }** · { $link }
onboarding-source-line-gone = ~~{ $label }~~ · switched off or deleted on <t:{ $at }:D>
onboarding-source-facts = -# { $came ->
    [one] { $came } newcomer
   *[other] { $came } newcomers
  } · used { $uses ->
    [one] once
   *[other] { $uses } times
  } in all · leads to { $channel }
onboarding-source-facts-role = · gives { $role }
onboarding-source-ask = Switch off the link for “{ $label }” (<{ $link }>)? Wherever it is printed or posted, it won't work any more. Its newcomers stay in the figures.
onboarding-source-removed = The link for “{ $label }” is switched off.
onboarding-source-removed-already = The link for “{ $label }” was switched off already.
onboarding-source-button-remove = Switch it off
onboarding-source-more = -# … and { $count } more, which { COMMAND("onboarding funnel") } counts, too

## The funnel

onboarding-funnel-title = ### How far newcomers come
onboarding-funnel-period = { $period ->
    [all] Everybody who joined for the first time
   *[days] Joined for the first time in the last { $days } days
  }
onboarding-funnel-origin = only: { $origin }
onboarding-funnel-empty = Nobody joined in this time.
onboarding-funnel-joined = **Joined: { $count }**
onboarding-funnel-rejoined = -# { $count ->
    [one] { $count } more had been here before, and isn't counted.
   *[other] { $count } more had been here before, and aren't counted.
  }
onboarding-funnel-line = { $bar } { $stage }: **{ $count }** · { $share }{ $step }
onboarding-funnel-line-of = { $bar } { $stage }: **{ $count }** of { $of } · { $share }{ $step }
onboarding-funnel-line-none = { $bar } { $stage }: too early to say
onboarding-funnel-percent = { $percent }%
onboarding-funnel-step = { " " }· { $percent }% of the stage before
onboarding-funnel-button-file = Download as CSV
onboarding-funnel-file = The figures as a file for spreadsheets: a line for each way people came and each stage.
onboarding-funnel-means = -# **Percentages** are of those who joined; “of the stage before” means: of those who reached that stage, how many reached this one, too. The order doesn't matter. Those who left, or had their data erased (they stay as numbers without a name), are included.
onboarding-funnel-origins = **Where they came from**
onboarding-funnel-origin-personal = Members' invites
onboarding-funnel-origin-unknown = Unknown
onboarding-funnel-origin-line = **{ $origin }**: { $joined } joined · { $posted } wrote ({ $share }) · { $answered } got a reply
onboarding-funnel-origins-more = -# … and { $count } more in the file
onboarding-funnel-unknown-note = -# Unknown: they came by a link that isn't mine, or several joined at once by different ways, or the bot was away. I don't guess.
onboarding-funnel-alt = Bar chart of { $joined ->
    [one] { $joined } newcomer
   *[other] { $joined } newcomers
  } by stage: { $stages }
onboarding-funnel-alt-stage = { $stage } { $count }

onboarding-funnel-screened = Finished Discord's screening
    .means = They finished Discord's own screening, or there is none.
onboarding-funnel-agree = Agreed to the rules
    .means = They agreed to any version of the rules.
onboarding-funnel-interests = Chose interests
    .means = They chose at least one interest.
onboarding-funnel-introduce = Introduced themselves
    .means = They posted their introduction.
onboarding-funnel-react = First reaction
    .means = They reacted to a message.
onboarding-funnel-post = First message
    .means = They wrote in a channel, or introduced themselves.
onboarding-funnel-question = First question or answer
    .means = They asked a question or answered one.
onboarding-funnel-answered = Got a reply
    .means = Somebody else replied to them.
onboarding-funnel-week = Came back in the first week
    .means = They did something on days 2 to 7. Only those are counted who joined at least 7 days ago.
onboarding-funnel-month = Came back in the first month
    .means = They did something on days 8 to 30. Only those are counted who joined at least 30 days ago.
onboarding-funnel-step-means = They did this first step.

## Check-up

doctor-invites-fine = Invites work: I can make them, and see by which one somebody came
doctor-invites-create = I can't make invites for { $channel }, where personal invites lead
    .remedy = Give my role “{ $role }” the permission “Create Invite” there, or switch personal invites off in { COMMAND("settings open") }.
doctor-invites-no-place = There is no channel that everybody sees, so personal invites lead nowhere
    .remedy = Choose a welcome channel in { COMMAND("settings open") }.
doctor-invites-read = I can't see how often my invites are used in { $channels }, so it stays unknown who came by them
    .remedy = Give my role “{ $role }” the permission “Manage Channels” there, or “Manage Server”.
doctor-invites-many = This server has { $count } invites; Discord allows 1,000
    .remedy = Delete some under Server Settings → Invites. When it is full I delete my own that nobody used for 30 days.
