# /setup: what the features need on a server, what is proposed, and what became of it.

setup-command = Set up the channels, roles and tags that Engawa needs
    .name = setup

setup-title = ## 🏡 Setting up { $server }
setup-intro = This is what I'd like to do. **Nothing happens until you press “{ $apply }”.**
setup-intro-ready = Everything is in place already; there is nothing to do. You can still choose differently.
setup-intro-warned = Everything is there already; only what is marked ⚠️ needs you. You can still choose differently.
setup-part = Part { $number } of { $parts }: { $title }
setup-part-button = Go on: { $title }
setup-part-essentials = Essentials
setup-part-newcomers = Newcomers
setup-part-gatherings = Events and surveys
setup-part-moderation = Moderation
setup-apply = Do it
setup-change = Change
setup-again = Look again

setup-need-staff = Role for your staff
    .why = Your own people: they may accept and close any question.
    .made = Staff
setup-need-moderators = Role for moderators
    .why = Whoever moderates with the bot.
    .made = Moderators
setup-need-queue = Channel for the moderation queue
    .why = Where the bot leaves what needs a decision.
    .made = mod-queue
setup-need-questions = Forum for questions
    .why = Where members ask and answer.
    .made = questions
setup-need-announcements = Channel for ranks and seasons
    .why = Where members are congratulated on a new rank, and the winners of a season are posted.
    .made = rank-ups
setup-need-rules = Channel for the rules
    .why = Where the rules of the community stand, for everybody to read.
    .made = rules
setup-need-member = Role for members
    .why = Given to whoever has agreed to the rules. Only needed where channels are closed until then.
    .made = Member
setup-need-welcome = Welcome channel
    .why = Where newcomers are greeted and find their first steps. Invites lead here.
    .made = welcome
setup-need-introductions = Channel for introductions
    .why = Where what members say about themselves is posted.
    .made = introductions
setup-need-newcomer = Role for newcomers
    .why = Given for the first days, for a beginners' corner or a colour; it goes away by itself.
    .made = Newcomer
setup-need-greeters = Role for greeters
    .why = Members who see to it that every newcomer gets an answer.
    .made = Greeters
setup-need-greeting = Channel for greeters
    .why = Where greeters are told of an introduction or first post that nobody has answered.
    .made = greeters

setup-need-events = Channel for events
    .why = Where events are announced and members say whether they come.
    .made = events
setup-need-surveys = Channel for surveys
    .why = Where members are asked, and told what came of it.
    .made = surveys
setup-need-cases = Channel for cases
    .why = Where moderators read what was decided, and by whom.
    .made = cases

setup-step-already = ✅ { $target } is set.
setup-step-use = 👉 Use { $target }.
setup-step-make-role = ➕ Make the role **@{ $name }**, without any permissions{ $mentionable ->
    [yes] {""}; everybody can mention it, so that calls reach those who have it
   *[no] {""}
  }. { $given ->
    [yes] I give it to those it is for.
   *[no] You decide who gets it.
  }
setup-step-make-forum = ➕ Make the forum **#{ $name }** with the tags { $tags }.
setup-step-make-text = ➕ Make the channel **#{ $name }**.
setup-step-make-private = ➕ Make the channel **#{ $name }**, for { $who ->
    [greeters] greeters and moderators only
   *[moderators] moderators' eyes only
  }.
setup-step-make-read-only = ➕ Make the channel **#{ $name }**, where everybody reads and I post.
setup-step-add-tags = 🏷️ Add the tags { $tags } to { $target }. Its other tags stay as they are.
setup-step-no-room-for-tags = ⚠️ { $target } has no room for the tags { $tags }: a forum takes { $limit }. Questions work without them; to have them, delete some and run { COMMAND("setup") } again.
setup-step-plain-channel = ℹ️ { $target } is a text channel, so every question becomes a thread there, without tags.
setup-step-let-see = 👁️ Let { $who ->
    [greeters] greeters and moderators
   *[moderators] the moderators' role
  } see { $target }.
setup-step-seen-by-everyone = ⚠️ Everybody can see { $target }. Please make it private: channel settings → Permissions → Private Channel.
setup-step-maybe-no-forum = ℹ️ If Discord allows no forum here, I make a text channel instead.
setup-step-hidden-from-bot = ⚠️ I can't see { $target } myself. Please let me in: its settings → Permissions → add { $role } and allow View Channels.
setup-step-not-allowed = ⚠️ In { $target } I lack **{ $permissions }**: settings of that channel → Permissions → add { $role } and allow it.
setup-step-above-bot = ⚠️ I can't give { $target } to anybody: it stands above my own role. In the server settings → Roles, drag { $role } above it.
setup-step-powerful = ⚠️ { $target } has permissions that not everybody should have, and I would give it to many. Please take these permissions away from it, or choose another role.
setup-step-skip = ⏭️ Left out.
setup-lacking = ⚠️ For this I need the permission **{ $permission }**: server settings → Roles → { $role } → Permissions.

setup-form-title = { $need }
setup-form-way = What shall I do?
setup-form-use-channel = Use the channel below
setup-form-use-role = Use the role below
setup-form-make = Make a new one
setup-form-skip = Leave it out
setup-form-channel = Channel
setup-form-role = Role
setup-error-nothing-chosen = Please choose which one I should use.
setup-error-changed = Something has changed since this was shown. Press “Look again” to see how things stand now.
setup-error-not-suitable = That one can't be used for this. Please choose another.

setup-done-title = ## 🏡 { $server } is ready
setup-part-done-title = ## 🏡 { $server }: “{ $part }” is done
setup-part-done-intro = “{ $onward }” comes next. You can also do that later: run { COMMAND("setup") } again whenever you like.
setup-partly-title = ## 🏡 Done in part
setup-done-intro = Run { COMMAND("setup") } again whenever you like: what is there already stays as it is.
setup-partly-intro = What worked is kept. When the rest is cleared up, press “{ $again }”.
setup-next = **Next:** give your people their roles, publish the rules with { COMMAND("rules edit") }, and say what this community is for with { COMMAND("onboarding about") }. The details are in { COMMAND("settings open") }; { COMMAND("doctor") } checks whether everything works.

setup-did-already = ✅ { $target } was set already.
setup-did-use = ✅ { $target } is used now.
setup-did-make = ✅ { $target } was made.
setup-did-make-instead = ✅ { $target } was made as a text channel, because Discord allows no forum here: every question becomes a thread. With Discord's community features on (server settings → Enable Community), choose a forum in { COMMAND("setup") }.
setup-did-add-tags = ✅ { $target } got the tags { $tags }.
setup-did-let-see = ✅ { $who ->
    [greeters] Greeters and moderators
   *[moderators] The moderators' role
  } can see { $target } now.
setup-did-skip = ⏭️ Left out.
setup-failed-permission = ❌ I lack the permission **{ $permission }**. Give it to me in the server settings → Roles → { $role } → Permissions; where a channel has its own settings, also in its settings → Permissions.
setup-failed-gone = ❌ It was deleted in the meantime.
setup-failed-busy = ❌ Discord didn't answer. Please try again in a minute.
setup-failed-full = ❌ The server is full: Discord allows no more { $kind ->
    [role] roles
   *[channel] channels
  }. Delete one you no longer need.
setup-failed-refused = ❌ Discord refused (code { $code }).

setup-audit = /setup by { $member }
setup-topic-questions = Ask anything about our products. One question a post, please; `{ COMMAND_NAME("ask") }` shows you similar ones first.
setup-topic-queue = What needs a moderator's decision. Only moderators and admins see this channel.
setup-topic-announcements = New ranks and the winners of each season. `{ COMMAND_NAME("ranks list") }` shows which ranks there are.

setup-topic-rules = The rules of this community. Whoever is on duty goes by them.
setup-topic-welcome = Newcomers are welcomed here. `{ COMMAND_NAME("start") }` shows your first steps.
setup-topic-introductions = Who is who. To introduce yourself, use `{ COMMAND_NAME("introduce") }`; answer others in a thread under their card.
setup-topic-greeting = Newcomers whom nobody has answered yet. Whoever has a moment says hello.
setup-topic-events = What is coming up. Say with the buttons whether you come; `{ COMMAND_NAME("event list") }` shows all of it.
setup-topic-surveys = Short surveys of ours, and what came of them. Nobody but you sees what you answer.
setup-topic-cases = What was decided about whom, and why. Only moderators and admins see this channel.

setup-feature-setup = Setting up
setup-feature-questions = Questions and answers
setup-feature-queue = Moderation queue
setup-feature-announcements = Ranks and seasons
setup-feature-rules = Rules
setup-feature-welcome = Welcome
setup-feature-introductions = Introductions
setup-feature-greeters = Greeters
setup-feature-invites = Invites
setup-feature-events = Events
setup-feature-native-events = Events in Discord's own list
setup-feature-surveys = Surveys
setup-feature-moderation = Moderation
setup-feature-cases = Cases
setup-feature-automod = Discord's AutoMod and pausing invites
setup-feature-playbooks = Serious cases
