# Moderation: what all of it shares, what is refused, settings.

moderation-error-moderators-only = Only moderators can do this.
moderation-error-admins-only = Only admins can do this.
moderation-error-may-not-ban = You may not kick or ban here. Please ask an admin, or a moderator who may.
moderation-error-not-yourself = You can't do this to yourself.
moderation-error-not-the-bot = I can't do this to myself.
moderation-error-not-the-owner = Nobody can do this to the owner of the server.
moderation-error-not-an-equal = Your highest role isn't above theirs, so you can't do this to them. Please ask somebody with a higher role.
moderation-error-above-the-bot = My highest role isn't above theirs, or they are an admin: Discord wouldn't let me do this. An admin can move my role up in the server's settings.
moderation-error-case-not-found = I can't find this case.
moderation-error-draft-gone = This dialogue is over already, or somebody else's: nothing was done just now. You can start again.
moderation-error-already-over = This case is over already; nothing was changed.

settings-moderation = Moderation
    .help = How long strikes count, what they lead to, and what moderators may do. The rules themselves are written with /rules edit.
settings-moderation-log-channel-id = Channel for cases
    .help = Every case is posted here. Only moderators should see this channel.
settings-moderation-strike-days = Days a strike counts
    .help = After so many days strikes lapse by themselves.
settings-moderation-warning-strikes = Strikes of a warning
    .help = How many strikes come with a warning.
settings-moderation-timeout-strikes = Strikes of a timeout
    .help = How many strikes come with a timeout.
settings-moderation-kick-strikes = Strikes of a kick or ban
    .help = How many strikes come with a kick or a ban, should they come back.
settings-moderation-ladder = What the ladder does
    .help = With enough strikes the ladder asks for the next step. Either it is proposed to the moderator, or it is done by itself.
    .proposed = Propose it
    .automatic = Do it by itself
settings-moderation-moderators-may-ban = Moderators may kick and ban
    .help = Whether the moderators' role is enough for that. If not, Discord's own permission is needed.
settings-moderation-evidence-days = Days evidence is kept
    .help = After so many days the words of messages that were kept as evidence are deleted. The case stays.
settings-moderation-adopt-native = Cases for Discord's own menus
    .help = Whether timeouts, kicks and bans that were made with Discord's own menus become cases, too. I need to see the audit log for that.

# What is done, and how long, in the words of moderators

moderation-act-note = Note
moderation-act-warn = Warning
moderation-act-remove = Message removed, with a warning
moderation-act-timeout = { $length ->
    [none] Timeout
   *[other] Timeout for { $length }
  }
    .name = Timeout
moderation-act-kick = Kick
moderation-act-ban = { $length ->
    [none] Permanent ban
   *[other] Ban for { $length }
  }
    .name = Ban
moderation-act-end-timeout = End of a timeout
moderation-act-unban = Unban
moderation-act-purge = Purge
moderation-act-lock = { $length ->
    [none] Lock
   *[other] Lock for { $length }
  }
    .name = Lock
moderation-act-unlock = Unlock
moderation-act-slow-mode = { $length ->
    [none] Slow mode
   *[other] Slow mode for { $length }
  }
    .name = Slow mode
moderation-length-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
moderation-length-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
moderation-length-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
moderation-state-waiting = Under way
moderation-state-done = Done
moderation-state-partly = Partly done
moderation-state-failed = Failed
moderation-state-ended = Ended
moderation-state-lifted = Lifted
moderation-origin-command = a command
moderation-origin-menu = a menu
moderation-origin-report = a report
moderation-origin-filter = a filter
moderation-origin-ladder = the ladder, automatically
moderation-origin-raid = a raid
moderation-origin-appeal = an appeal
moderation-origin-native = Discord's own menus
moderation-person-erased = somebody whose data was erased
moderation-person-me = me
