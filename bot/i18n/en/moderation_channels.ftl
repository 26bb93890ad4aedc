# Moderation of channels: purges, locks, slow mode; and what was done with Discord's own menus.

## Discord's own menus

moderation-check-audit-log = I can't see the audit log, so timeouts, kicks and bans that are made with Discord's own menus don't become cases.
    .remedy = Give my role the permission “View Audit Log”, or turn “Cases for Discord's own menus” off in the settings.

## Locks and slow mode

moderation-command-lock = Lock this channel or thread: only moderators can write
    .name = lock
moderation-command-unlock = Open this channel or thread again, as it was before
    .name = unlock
moderation-command-slow-mode = Let everybody here write only once in a while
    .name = slow-mode
moderation-option-duration = For how long, like “2 hours” or “3 days”; without it, until somebody ends it
    .name = duration
moderation-option-why = Why; shown in the channel, and in the case
    .name = reason
moderation-option-seconds = Seconds between two messages of the same person, up to 21,600; 0 turns it off
    .name = seconds
moderation-option-where = Which channel; this one if you leave it out
    .name = channel
moderation-button-unlock = Open again

moderation-locked = 🔒 Locked{ $until ->
        [none] { "" }
       *[other] { " " }until <t:{ $until }:f>
    }: only moderators can write here. That is case #{ $number }.
moderation-locked-but = ⚠️ These roles can still write, as the channel allows it to them by name: { $roles }
moderation-unlocked = 🔓 Open again, with everything as it was before. That is case #{ $number }.
moderation-unlocked-left = ⚠️ { $count ->
        [one] One permission was
       *[other] { $count } permissions were
    } changed by somebody else meanwhile; I left that as it is. Please have a look at the channel's permissions.
moderation-unlocked-gone = This channel was deleted; nothing is locked any more. That is case #{ $number }.
moderation-slow-off = Slow mode is off{ $until ->
        [none] { "" }
       *[other] { " " }until <t:{ $until }:f>
    }. That is case #{ $number }.
moderation-slowed = 🐢 Slow mode: one message each { $unit ->
        [hours] { $amount ->
            [one] hour
           *[other] { $amount } hours
        }
        [minutes] { $amount ->
            [one] minute
           *[other] { $amount } minutes
        }
       *[seconds] { $amount ->
            [one] second
           *[other] { $amount } seconds
        }
    }{ $until ->
        [none] { "" }
       *[other] { " " }until <t:{ $until }:f>
    }. That is case #{ $number }.
moderation-hold-failed = Discord didn't let me do this ({ $failure }), so nothing was changed here. Case #{ $number } says so, and the queue shows it.
moderation-hold-waiting = Discord can't do this just now. I keep trying by myself; case #{ $number } tells how it goes.

# In the channel itself, for everybody there
moderation-channel-locked = 🔒 This channel takes a break{ $until ->
        [none] { " for now" }
       *[other] { " " }until <t:{ $until }:f>
    }. You can still read everything here.
moderation-channel-open = 🔓 This channel is open again. Thank you for your patience.
moderation-channel-slow = 🐢 Let's take it slowly{ $until ->
        [none] { "" }
       *[other] { " " }until <t:{ $until }:f>
    }: everybody can write here once every { $unit ->
        [hours] { $amount ->
            [one] hour
           *[other] { $amount } hours
        }
        [minutes] { $amount ->
            [one] minute
           *[other] { $amount } minutes
        }
       *[seconds] { $amount ->
            [one] second
           *[other] { $amount } seconds
        }
    }.
moderation-channel-slow-off = Slow mode is off: you can write here as often as you like.
moderation-channel-slow-over = Slow mode is over, and this channel is as it was before.

moderation-error-hold-too-long = This can last between a minute and { $most_days } days. Nothing was changed.
moderation-error-already-locked = This channel is locked already{ $until ->
        [none] { "" }
       *[other] { " " }until <t:{ $until }:f>
    }. { COMMAND("mod unlock") } opens it.
moderation-error-not-locked = I haven't locked this channel, so there is nothing for me to give back. If somebody locked it by hand, it is opened in the channel's permissions.
moderation-error-channel-kind = This can't be done to this kind of channel.
moderation-error-needs-permission = For this I need the permission “{ $permission ->
        [manage_channels] Manage Channels
        [manage_threads] Manage Threads
        [manage_messages] Manage Messages
        [read_message_history] Read Message History
       *[manage_roles] Manage Roles
    }” here. Nothing was changed.
