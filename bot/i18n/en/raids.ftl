# Raids: the card, the list of suspects, the command, the settings.

raids-command = Many joining at once who are no guests
    .name = raid
raids-command-status = What is going on, and what is being done about it
    .name = status
raids-command-start = Close the doors for a while: pause invites, slow channels down
    .name = start
raids-command-end = It is over: open the doors again
    .name = end

raids-error-none = There is no raid going on.
raids-error-running = The doors are closed already; the card in the moderators’ queue shows until when.
raids-error-nobody-left = Nobody is left on the list: all of them are kept out or known by now.

raids-card-joins = 🚨 **This looks like a raid**
    { $joined } joined within a few minutes; { $suspects } of them look as if one hand had made them.{ $kept ->
        [0] { " " }Nobody was thrown out.
       *[other] {""}
    }
raids-card-rush = 👋 **Many are joining**
    { $joined } within a few minutes. They don’t look alike, so this may well be guests: a newsletter, a video, a mention. Nothing was done.
raids-card-hand = 🚨 **The doors are closed**
    A moderator closed them.{ $suspects ->
        [0] {""}
       *[other] { " " }{ $suspects } of those who joined look as if one hand had made them.
    }
raids-card-discord = 🚨 **Discord reports a raid**
    { $joined } joined within a few minutes; { $suspects } of them look as if one hand had made them.{ $kept ->
        [0] { " " }Nobody was thrown out.
       *[other] {""}
    }
raids-since = Since { $since }, the latest { $latest }
raids-names = For instance: { $names } ({ $signs })
raids-sign-alike = names of one make
raids-sign-batch = accounts made within hours
raids-sign-blank = new, without a picture
raids-separator = { ", " }
raids-measure-invites = { $state ->
    [waiting] Invites will be paused in a moment
    [done] Invites are paused until { $until }
    [failed] Invites could not be paused
    [stuck] Invites could not be opened again; Discord opens them itself at { $until }
    [ending] Invites will be open again in a moment
    [left] Somebody has changed the pause of invites; it stays as they made it
   *[ended] Invites are open again
  }
raids-measure-slow-mode = Slow mode ({ $seconds } s): { $done ->
    [one] one channel
   *[other] { $done } channels
  }{ $waiting ->
    [0] {""}
   *[other] , { $waiting } to come
  }{ $ended ->
    [0] {""}
   *[other] , { $ended } as before
  }{ $left ->
    [0] {""}
   *[other] , { $left } changed by somebody and left so
  }{ $failed ->
    [0] {""}
   *[other] , { $failed } refused
  }{ $stuck ->
    [0] {""}
   *[other] , { $stuck } could not be given back
  }
raids-measure-failed = ⚠️ { $kind ->
    [invites] For invites I need the permission Manage Server
   *[slow-mode] For slow mode I need the permission Manage Channels
  } ({ $failure }).
raids-kept-out = Kept out { $kept } · known to you { $cleared } · still on the list { $left }
raids-let-in = Let in again { $kept } · known to you { $cleared }
raids-ended-over = ✅ Over since { $at }{ $member ->
    [nobody] {""}
   *[other] , says { $member }
  }.
raids-ended-undone = ↩️ Everything was undone at { $at } by { $member ->
    [nobody] somebody who was erased
   *[other] { $member }
  }.

raids-button-protect = Close the doors
raids-button-longer = One hour longer
raids-button-over = It’s over
raids-button-undo = Undo everything
raids-button-suspects = { $count ->
    [one] The suspect …
   *[other] { $count } suspects …
  }
raids-button-keep-out = Keep them out
raids-button-keep-out-yes = Yes, all of them
raids-button-quarantine = Silence all for a day
raids-button-ban = Ban all
raids-button-see = See it

raids-suspects-title = **{ $count ->
    [one] One account looks
   *[other] { $count } accounts look
  } as if made by one hand**
    -# Please look before you act: choose in the menu whom you know. Everything you do here can be undone with one button.
raids-suspects-none = Nobody is left on the list.
raids-suspect = { $member } **{ $name }** · made { $made } · { $signs }
raids-clear = These are guests: take them off the list
raids-keep-out-timeout = { $count ->
    [one] This account can’t
   *[other] These { $count } accounts can’t
  } write or speak for a day then. Shall I?
raids-keep-out-ban = { $count ->
    [one] This account is
   *[other] These { $count } accounts are
  } banned then. Shall I?
raids-kept-out-done = { $count ->
    [one] One account is
   *[other] { $count } accounts are
  } being kept out; each has a case. The card shows how far it is.
raids-over-told = It is over: the doors are open again.
raids-call = { $roles } A raid may be going on{ $joined ->
    [0] {""}
   *[other] { " " }({ $joined } joined within minutes)
  }: please have a look.

raids-audit = Engawa: raid
raids-lifted-why = The measures against a raid were undone.
raids-case-begun = Raid: invites are to be paused and channels slowed down for a while.
raids-case-over = Raid over: invites are to be opened again, slow mode to be as before.
raids-case-time = Raid over, as its time is: invites are to be opened again, slow mode to be as before.
raids-case-undone = Raid undone: invites are to be opened again, slow mode to be as before, everybody to be let in.
raids-case-kept-out = Part of a raid: joined with many accounts of the same make.

queue-kind-raid = Raid
queue-item-raid = { $joined } joined at once; { $suspects } look as if made by one hand.
queue-item-raid-hand = The doors are closed, by a moderator.
queue-item-raid-rush = { $joined } joined at once; they look like guests.

raids-doctor-slow-mode = During a raid I couldn’t slow channels down: for that I need the permission Manage Channels.
raids-doctor-invites = A raid would find your doors open: to pause invites I need the permission Manage Server.

privacy-table-raid = Raids you dealt with (moderators only)
    .why = So that it is known who closed the doors, and who opened them.
    .how-long = as long as the record; once you have your data erased, without you.
privacy-table-raid-join = That you joined at the same time as many similar accounts
    .why = To protect the server from raids. Moderators look before anything is done.
    .how-long = 30 days, or until you have it erased.
privacy-kind-raids = Who looked like part of a raid

settings-raids = Raids
    .help = What counts as a raid, and what is done by itself. Everything can be undone with one button.
settings-raids-reaction = When a raid is noticed
    .help = Nobody is thrown out by itself: invites are paused, channels slowed down, and moderators told.
    .off = Nothing
    .alert = Tell the moderators
    .protect = Tell them, pause invites, slow channels down
settings-raids-joins = People joining
    .help = So many joining within the time below are looked at as a raid.
settings-raids-within-minutes = Within minutes
    .help = The time in which they join.
settings-raids-paused-hours = Hours invites are paused
    .help = Afterwards people can join again by themselves. Discord takes 24 hours at most.
settings-raids-slow-mode-seconds = Slow mode in seconds
    .help = How long everybody waits between two messages during a raid. 0: no slow mode.
