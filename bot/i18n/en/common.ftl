# Sentences of no single feature: errors, buttons of the kit, words.

error-unknown = That can't be done.
error-bug = Something went wrong on our side, and nothing more was changed. If it happens again, please tell whoever runs the bot with { COMMAND("problem") } and this code: { $reference }
error-discord-forbidden = Discord doesn't let me do that here. An admin can see what is missing with { COMMAND("doctor") }. If nothing is missing, please report it with { COMMAND("problem") }. (Code { $reference })
error-discord-gone = What this belongs to is no longer there: the message, channel or member was deleted.
error-discord-busy = Discord isn't answering right now. It may have been done all the same: please look before you try again in a minute.
error-server-only = This works only in a server.
error-missing-permissions = You need this permission for that: { $permissions }.
error-not-allowed = You can't use this here.
error-cooldown = Please wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } and try again.
error-command-outdated = This command has changed since you opened Discord. Please restart Discord and try again.
error-option = I don't understand this value: “{ $value }”. Please choose one from the list.
error-button-outdated = This button is no longer in use.
error-attachment-kind = Please attach a picture (PNG, JPEG, GIF or WebP).
error-attachment-size = This file is too large: { $limit } MB at the most.
error-storage = The bot can't store anything right now. Nothing was changed; please try again later.
error-storage-full = The bot's disk is full, so nothing could be stored and nothing was changed. Please tell the people who run this server.
error-storage-busy = The bot's database is busy at the moment. Nothing was changed; please try again in a few seconds.

confirm-no = Cancel
confirm-cancelled = Cancelled. Nothing was changed.

form-given-back = Here is what you wrote, so that it isn't lost:

pages-previous = Back
pages-next = Next
pages-position = Page { $page } of { $pages }
