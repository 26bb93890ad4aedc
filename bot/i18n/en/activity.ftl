# What /doctor says about counting what members do. `.remedy` is what to do about it.

activity-read = Everything members wrote is counted
activity-reading = I'm reading what was written while I was away: { $channels ->
    [one] one channel
   *[other] { $channels } channels
  } left, { $messages ->
    [one] one message
   *[other] { $messages } messages
  } so far, found { $since }
activity-closed = I can't read what was written while I was away in { $count ->
    [one] one channel
   *[other] { $count } channels
  }: { $channels }
    .remedy = Settings of that channel → Permissions → Advanced → add { $role } and allow **{ $permissions }**. I read it as soon as I may.
activity-unwritten = What members do can't be stored (since { $since }, code { $reference }); { $waiting ->
    [one] one thing is
   *[other] { $waiting } things are
  } kept in memory until it works again
    .remedy = Whoever runs the bot: look at the disk's free space, then in the log for the code.
activity-dropped = { $count ->
    [one] One reaction or deletion was
   *[other] { $count } reactions and deletions were
  } not counted, because nothing could be stored for too long
    .remedy = They can't be read again; messages are not affected.
