# /doctor: what is found on a server and around it. `.remedy` says what to do.

doctor-command = Check whether everything works here, and what to do where it doesn't
    .name = doctor

doctor-title = ## 🩺 Check-up: { $server }
doctor-well = ✅ Everything is in order.
doctor-summary = { $problems ->
    [0] { $warnings ->
        [one] ⚠️ Nothing is broken; one thing deserves a look.
       *[other] ⚠️ Nothing is broken; { $warnings } things deserve a look.
      }
    [one] ❌ One thing doesn't work{ $warnings ->
        [0] .
        [one] {""}, one deserves a look.
       *[other] {""}, { $warnings } deserve a look.
      }
   *[other] ❌ { $problems } things don't work{ $warnings ->
        [0] .
        [one] {""}, one deserves a look.
       *[other] {""}, { $warnings } deserve a look.
      }
  }
doctor-more = { $count ->
    [one] … and one more: mend these first.
   *[other] … and { $count } more: mend these first.
  }
doctor-hints = **Not used yet**
doctor-hints-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
  }
doctor-fine = **In order**
doctor-fine-more = { $count ->
    [one] and one more that is fine
   *[other] and { $count } more that are fine
  }
doctor-again = Check again
doctor-setup = Set it up
doctor-access = Give me access
doctor-sync = Send the commands
doctor-retry = Try again
doctor-forget = Forget it

doctor-did-access = ✅ I gave myself what was missing in { $channel }.
doctor-did-sync = ✅ The commands were sent. Restart Discord if you don't see them.
doctor-did-retry = ✅ { $count ->
    [one] It will be tried again
   *[other] { $count } things will be tried again
  } within a minute.
doctor-did-forget = ✅ “{ $field }” no longer names what was deleted.
doctor-error-refused = Discord doesn't let me do that. Please do it by hand, as the check-up says.
doctor-error-sync = Discord didn't take my commands. Please try again in a minute; if it stays, whoever runs the bot finds the reason in its log.

doctor-intents = Discord sends me what I asked for: { $names }
doctor-intent-members = members
doctor-intent-content = message content
doctor-intent-none = the basics
doctor-intent-members-off = “Server Members Intent” is not switched on in Discord's developer portal
    .remedy = Whoever runs the bot: open the application there → Bot → switch on “Server Members Intent”, then restart the bot.
doctor-intent-content-off = “Message Content Intent” is not switched on in Discord's developer portal
    .remedy = Whoever runs the bot: open the application there → Bot → switch on “Message Content Intent”, then restart the bot.
doctor-intent-members-unused = I run without the members intent:
    { $reduced }
    .remedy = To change that, whoever runs the bot sets MEMBERS=true.
doctor-intent-content-unused = I run without the message content intent:
    { $reduced }
    .remedy = To change that, whoever runs the bot sets MESSAGE_CONTENT=true.
doctor-reduced = • **{ $feature }:** { $how }
doctor-discord-silent = Discord didn't answer when I asked about my application
    .remedy = Press “Check again” in a minute.

doctor-server-permissions = { $feature }: I have all permissions I need on the server
doctor-server-permissions-missing = { $feature }: I lack **{ $permissions }**
    .remedy = Server settings → Roles → { $role } → Permissions: switch it on.
doctor-channel-permissions = { $feature }: I have all permissions I need in { $channel }
doctor-channel-permissions-missing = { $feature }: in { $channel } I lack **{ $permissions }**
    .remedy = Settings of that channel → Permissions → Advanced → add { $role } and allow it there.
doctor-channel-unset = { $feature }: no channel is set for it
    .remedy = Run { COMMAND("setup") }, or choose one in { COMMAND("settings open") }.
doctor-channels-unset = Without a channel as yet: { $features }
    .remedy = Run { COMMAND("setup") } for what you want to use, or choose one in { COMMAND("settings open") }.
doctor-setting-gone = “{ $field }” ({ $section }) names something that was deleted
    .remedy = Choose another in { COMMAND("settings open") }, or have me forget it.
doctor-tags-missing = { $channel } lacks tags that show how a question stands: { $tags }
    .remedy = { COMMAND("setup") } adds them; the tags that are there stay as they are.
doctor-tags-no-room = { $channel } lacks the tags { $tags } and has no room for them
    .remedy = A forum takes { $limit } tags: delete some, then run { COMMAND("setup") }. Questions work without them.
doctor-queue-public = Everybody can see { $channel }, though it is meant for moderators only
    .remedy = Settings of that channel → Permissions → Private Channel.
doctor-role-unmentionable = When nobody answers I mention { $roles }, but they won't be notified: the role can't be mentioned
    .remedy = Server settings → Roles → that role: switch on “Allow anyone to @mention this role”. Or allow { $role } the permission **{ $permission }** in { $channel }.
doctor-roles = No role that I give to members stands above mine
doctor-roles-above = { $roles } stands above my role, so I can't give it to anybody
    .remedy = Server settings → Roles: drag { $role } above it.

doctor-commands = { $count ->
    [one] One command is
   *[other] All { $count } commands are
  } known to Discord
doctor-commands-differ = Discord doesn't know my commands as they are now: { $names }
    .remedy = Have me send them again.

doctor-database = The database works ({ $size } MB)
doctor-database-silent = The database doesn't answer
    .remedy = Whoever runs the bot: look into its log, then run “python -m bot doctor”.
doctor-jobs = What I do by myself runs on time
doctor-job-failed = “{ $job }” failed when it last ran (code { $reference }); it will run again
    .remedy = If it stays: whoever runs the bot finds the reason in the log, under the code.
doctor-job-overdue = “{ $job }” has not run for too long
    .remedy = Whoever runs the bot: look into its log, then restart it.
doctor-page-silent = The figures for whoever watches the bot can't be served ({ $reason })
    .remedy = Whoever runs the bot: see METRICS_PORT and METRICS_HOST. Everything else works without them.
doctor-due-late = { $count ->
    [one] One thing that was due has
   *[other] { $count } things that were due have
  } not been done yet
    .remedy = If it stays: whoever runs the bot looks into its log.
doctor-given-up = { $count ->
    [one] One thing was given up after many tries
   *[other] { $count } things were given up after many tries
  }: { $reasons }
    .remedy = When the reason is gone, have me try again.
