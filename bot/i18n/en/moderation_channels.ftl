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

## Purges

moderation-command-purge = Delete many messages here; you see first which
    .name = purge
moderation-option-count = How many at most, newest first
    .name = count
moderation-option-of-member = Only this person's; their ID works, too, if they have left
    .name = member
moderation-option-containing = Only with this in them, however it is written
    .name = containing
moderation-option-links = Only with links or invites
    .name = links
moderation-option-attachments = Only with files
    .name = attachments
moderation-option-since = Only since then, like “2 hours” or “yesterday 18:00”
    .name = since
moderation-option-pinned = Pinned ones, too
    .name = pinned
moderation-option-purge-why = Why, for the case
    .name = reason

moderation-button-purge = { $count ->
        [one] Delete this message
       *[other] Delete { $count } messages
    }
moderation-button-purge-all = Delete all { $count }, the old ones slowly
moderation-button-purge-file = What was deleted

moderation-purge-preview =
    ### Nothing is deleted yet
    { $count ->
        [one] **One message** matches
       *[other] **{ $count } messages** match
    }, of { $looked_at } I looked at: from { $oldest } to { $newest }.
moderation-purge-authors = Written by { $authors }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }.
moderation-purge-old = ⏳ { $count ->
        [one] One is
       *[other] { $count } are
    } older than 14 days. Discord has these deleted only one by one; that takes about { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
moderation-purge-old-most = Of the old ones I take { $most } at a time, the newest.
moderation-purge-threads = 🧵 { $count ->
        [one] One of them began a thread; the thread stays, without it.
       *[other] { $count } of them began threads; the threads stay, without them.
    }
moderation-purge-spared-pinned = 📌 { $count ->
        [one] One that is pinned stays.
       *[other] { $count } that are pinned stay.
    }
moderation-purge-spared-own = 🤖 { $count ->
        [one] One of my own stays: questions, events and the like stand in such messages.
       *[other] { $count } of my own stay: questions, events and the like stand in such messages.
    }
moderation-purge-spared-starter = The first message of this post stays: without it the post would be empty.
moderation-purge-looked-at-most = I looked at the newest { $most } messages, and no further.
moderation-purge-no-words = *(no words)*
moderation-purge-only-these = -# Exactly these are deleted, nothing that is written after this. Each is kept as evidence before.
moderation-purge-going = I'm deleting them. That is case #{ $number }.
moderation-purged = { $deleted ->
        [0] **Nothing was deleted.**
        [one] 🧹 **One message was deleted.**
       *[other] 🧹 **{ $deleted } messages were deleted.**
    } That is case #{ $number }.{ $gone ->
        [0] { "" }
        [one] { " " }One was gone already.
       *[other] { " " }{ $gone } were gone already.
    }{ $failed ->
        [0] { "" }
       *[other] { " " }⚠️ { $failed } couldn't be deleted: { $failure }. The queue shows it.
    }
moderation-purge-old-going = 🧹 { $deleted ->
        [one] One message was deleted.
       *[other] { $deleted } messages were deleted.
    } The { $left } old ones follow by themselves, in about { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }; case #{ $number } tells how it goes.
moderation-purge-later = Discord can't do this just now. { $deleted ->
        [0] Nothing was deleted so far.
        [one] One message was deleted so far.
       *[other] { $deleted } messages were deleted so far.
    } I go on by myself; case #{ $number } tells how it goes.
moderation-purge-file = What was deleted, for you alone:
moderation-purge-file-empty = Of this nothing is kept any more, or nothing was deleted yet.

moderation-error-purge-what = Please say which messages: how many, whose, with what in them, or since when. Nothing was deleted.
moderation-error-purge-nothing = { $looked_at ->
        [0] There is no message to look at.
        [one] I looked at one message, and it doesn't match.
       *[other] I looked at { $looked_at } messages, and none of them matches.
    } What is pinned, mine, or the beginning of a post is left out.
moderation-error-purge-gone = This was looked at too long ago, deleted already, or looked at by somebody else. Please start again with { COMMAND("mod purge") }.
moderation-error-purge-words = I can't see what people write: for this, whoever runs the bot has to switch the message content intent on. By number, person and time it works without.

## Removing a message

moderation-menu-remove = Remove message
moderation-error-starts-post = This is the first message of a post: without it the post would be empty. Please close or delete the post instead, and use “Moderate” to decide about its author. Nothing was done.
