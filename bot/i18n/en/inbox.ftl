# The inbox: letters to one member, settings.

settings-inbox = Messages to members
    .help = How members are told what concerns them alone.
settings-inbox-channel-id = Channel for mentions
    .help = Whoever can't be reached by direct message is mentioned here, without a word of what it is about, and reads it privately.

inbox-error-not-yours = This message isn't yours, or isn't there any more.

inbox-command = What the moderators have told you, with everything you can do about it
    .name = inbox
inbox-letter-from = From the moderators of { $server }
inbox-mention = { $member }, a message is waiting for you. Only you can read it.
inbox-waiting = { $count ->
    [one] **A message is waiting for you.** I couldn't send it to you directly. Only you can read it.
   *[other] **{ $count } messages are waiting for you.** I couldn't send them to you directly. Only you can read them.
  }
inbox-head = { $unread ->
    [0] ### Your messages
   *[other] ### Your messages ({ $unread } unread)
  }
inbox-empty = There are no messages for you. What concerns you alone is kept here, also where direct messages are closed.
inbox-line-unread = 🔵 **{ $title }**
    -# { $at }
inbox-line-read = { $title }
    -# { $at }
inbox-gone = There is nothing left to say here.
inbox-button-read = Read
inbox-button-list = All messages
