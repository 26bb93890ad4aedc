# Arrivals: the welcome in the channel, the newcomer role, what /doctor finds.

arrivals-welcome-one = 👋 Welcome to **{ $server }**, { $members }! It's good to have you here.
arrivals-welcome-few = 👋 Welcome to **{ $server }**, { $members }! It's good to have you all here.
arrivals-welcome-many = 👋 **{ $server }** has { $count } new members. Welcome, all of you! It's good to have you here.
    { $members }
arrivals-welcome-doors = Here is a good place to begin. Take your time, and ask whatever you like.

newcomers-audit-given = New here
newcomers-audit-taken = Has settled in

arrivals-doctor-unwelcomed = { $count ->
    [one] A newcomer has
   *[other] { $count } newcomers have
  } not been welcomed, the first since { $since }
    .remedy = Choose a welcome channel in which I may write: { COMMAND_NAME("settings open") }. Whoever arrived less than two days ago is welcomed then; the others are left out.
arrivals-doctor-no-join-messages = While I am away I can't find everybody who joins: this server posts no message when somebody does
    .remedy = In Discord's server settings, choose a channel for system messages and switch on the message that is sent when somebody joins. Without it I notice those people when they first do something here.
arrivals-doctor-join-messages-closed = While I am away I can't find everybody who joins: I can't read the messages about it in { $channel }
    .remedy = Give me these permissions there: { $permissions }.
newcomers-doctor-gone = The role for newcomers was deleted
    .remedy = Choose another one, or none: { COMMAND_NAME("settings open") }.
newcomers-doctor-managed = { $role }, the role for newcomers, belongs to a bot, to an integration or to boosting: nobody can give it
    .remedy = Choose another one: { COMMAND_NAME("settings open") }.
newcomers-doctor-above = { $role }, the role for newcomers, stands above my role { $own }, so I can't give or take it
    .remedy = In Discord's server settings under Roles, drag { $own } above it. Newcomers get it then.
newcomers-doctor-permission = I can't give { $role } to newcomers: my role { $own } lacks the permission to manage roles
    .remedy = In Discord's server settings under Roles, give { $own } the permission “Manage Roles”. Newcomers get theirs then.
newcomers-doctor-powerful = { $role }, the role for newcomers, has powers of moderators or admins. I don't give it to everybody who joins.
    .remedy = Take these permissions away from it in Discord's server settings, and newcomers get it; or choose another one: { COMMAND_NAME("settings open") }.
newcomers-doctor-refused = Discord doesn't let me give or take { $role }, the role for newcomers, and doesn't say why
    .remedy = Look at the role and at my role { $own } in Discord's server settings. I try again once a day, or with “Try again”.
