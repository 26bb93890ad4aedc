# Points: the command /points, what earns them, what is refused, settings.

points-command = Points: where they come from and what they follow
    .name = points

# Why points were given or taken; also the names of the rules

points-kind-message = Message
points-kind-reaction = Reaction received
points-kind-voice = Time in voice
points-kind-thanks = Thanks received
points-kind-upvote = Upvote for an answer
points-kind-answer = Accepted answer
points-kind-first-step = A first step
points-kind-referral = Somebody they invited has settled in
points-kind-attended = Was at an event
points-kind-hosted = Held an event
points-kind-survey = Took part in a survey
points-kind-adjustment = Adjusted by the team
points-kind-import = Taken over from another bot
points-kind-reversal = Taken back
points-kind-spent = Spent on a perk

# Words several places share

points-amount = { $points ->
    [one] { $points } point
   *[other] { $points } points
  }
points-former-member = former member
points-option-private =
    .name = private
points-option-public =
    .name = public

# /rank

points-rank-command = How you or somebody else stands: points, rank, place
    .name = rank
    .member = Whose rank; left empty, it is yours
    .private = Show it to you alone
points-rank-who = **{ $member }** · { $rank }
points-rank-place = place { $place } of { $members }
points-rank-hidden = hidden from leaderboards
points-rank-season = this season { $points ->
    [one] { $points } point
   *[other] { $points } points
  }
points-rank-season-place = this season { $points ->
    [one] { $points } point
   *[other] { $points } points
  }, place { $place }
points-rank-next = { $points ->
    [one] { $points } point
   *[other] { $points } points
  } to go until { $rank }
points-rank-top = The highest rank is reached.
points-rank-none-own = You don't have any points yet. Join in: messages count, and helping others counts most.
points-rank-none = { $member } doesn't have any points yet.

points-card-points = Points
points-card-position = Place
points-card-season = This season
points-card-season-place = #{ $place }
points-card-to-go = { $points ->
    [one] { $points } point to go
   *[other] { $points } points to go
  }
points-card-top = Highest rank

# /leaderboard

points-board-command = Who has the most points, and where you stand
    .name = leaderboard
    .public = Post it here for everybody; without this, you alone see it
points-board-title = ## 🏆 Leaderboard
points-board-members = { $members ->
    [one] { $members } member
   *[other] { $members } members
  }
points-board-season-ends = ends { $when }
points-period-all_time = All time
points-period-season = This season
points-period-recent = Last 30 days
points-scope-all = All points
    .help = Everything that earns points
points-scope-helpers = Helpers only
    .help = Only accepted answers, upvotes and thanks
points-board-empty = Nobody has points yet. The first message can change that.
points-board-empty-helpers = Nobody has helped yet in this time. Accepted answers, upvotes and thanks count here.
points-board-empty-season = Nobody has points in this season yet. Everybody begins at zero.
points-board-own = **Your place: { $place }** of { $members } · { $points }
points-board-own-hidden = You are hidden: only you see that you have { $points }.
points-board-own-staff = You have { $points }. This server leaves staff out of its leaderboards.
points-board-own-none = You aren't on this leaderboard yet.
points-board-button-hide = Hide me
points-board-button-show = Show me

# /points history

points-history-command = What you got points for, latest first
    .name = history
    .member = Whose history; other people's are for moderators
points-history-title-own = ## 🧾 Your points
points-history-title = ## 🧾 Points of { $member }
points-history-title-former = ## 🧾 Points of a former member ({ $member })
points-history-balance = { $points } left to spend
points-history-empty = Nothing yet.
points-history-from = from { $member }
points-history-from-former = from a former member
points-history-reason = Reason: { $reason }
points-history-undone = Taken back: { $what }

## Errors

points-error-range = Please give a whole number of points other than 0, of at most { $limit }.
points-error-thank-yourself = You can't thank yourself. Somebody else's help is what this is for.
points-error-thank-bot = Bots don't collect points. Please thank a person.
points-error-thank-too-new = Your account or your membership is still too new to give points. You are welcome to say thanks in words.
points-error-thanked-enough = You have thanked { $limit ->
    [one] somebody
   *[other] { $limit } people
  } within the last 24 hours, as many as one can. Please come back later.
points-error-already-thanked = You have thanked this person for that already.
points-error-rank-not-found = There is no such rank. Please choose one from the list.
points-error-rank-exists = There is a rank with this name or this number of points already.
points-error-reason = Please give a reason in words, in up to { $limit } characters. The member can read it.
points-error-left = { $member } isn't on this server any more.
points-error-hidden = { $member } keeps their points to themselves.
points-error-admins-only = Only admins can do that.
points-error-moderators-only = Only moderators can do that.

## Settings

settings-points = Points and ranks
    .help = What points need, where ranks are announced, and how long a season lasts. What each thing earns stands in { COMMAND_NAME("points rule") }.
settings-points-announcements = Rank-ups are announced
    .help = Where it is said that somebody reached a rank.
    .channel = in a channel
    .private = to the member alone
    .off = not at all
settings-points-announcement-channel-id = Channel for announcements
    .help = For rank-ups and the winners of a season.
settings-points-seasons = Seasons
    .help = At the end of one, its best enter the hall of fame and everybody begins the next at zero. Totals and ranks stay. A change, also of the time zone, applies once the running season is over; with “none” no further one begins.
    .none = none
    .monthly = a month each
    .quarterly = a quarter each
settings-points-staff-on-boards = Staff on leaderboards
    .help = Whether your own people appear there. They collect points in any case.
settings-points-keep-lower-roles = Keep the roles of lower ranks
    .help = On: members collect the roles of all ranks they have reached. Off: they have only the highest one's.
settings-points-card-style = Look of the rank card
    .help = The picture that { COMMAND_NAME("rank") } shows.
    .light = light
    .dark = dark
settings-points-minimum-letters = Letters a message needs
    .help = Shorter messages earn nothing, unless they come with a picture or a file. 0: any message counts.
settings-points-minimum-account-days = Age of an account
    .help = Younger Discord accounts neither earn nor give points.
settings-points-minimum-member-days = Time on the server
    .help = Who joined less long ago neither earns nor gives points.
settings-points-voice-while-muted = Voice counts while muted
    .help = Whether listening with a muted microphone earns. Being alone, deafened or in the AFK channel never does.
