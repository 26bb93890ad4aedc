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
points-kind-adjustment = Adjusted by the team
points-kind-import = Taken over from another bot
points-kind-reversal = Taken back
points-kind-spent = Spent on a perk

## Errors

points-error-not-enough = You don't have enough points for that.
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
    .help = At the end of one, its best enter the hall of fame and everybody begins the next at zero. Totals and ranks stay.
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
