# Ranks, their roles and announcements; seasons and the hall of fame.

## Commands

ranks-command = The ranks of this server
    .name = ranks
ranks-command-list = All ranks, where you stand and what comes next
    .name = list
ranks-command-add = Add a rank (admins)
    .name = add
ranks-command-edit = Change a rank (admins)
    .name = edit
ranks-command-remove = Remove a rank (admins)
    .name = remove
ranks-option-rank = Which rank
    .name = rank
ranks-option-name = What it is called
    .name = name
ranks-option-points = How many points one needs for it
    .name = points
ranks-option-role = The role that comes with it
    .name = role
ranks-option-without-role = It comes with no role any more
    .name = without-role
seasons-command-hall = The best of the seasons that are over
    .name = hall-of-fame

## The list

ranks-title = Ranks
ranks-line = { $mark } **{ $name }** · { $points ->
    [one] { $points } point
   *[other] { $points } points
  }{ $role ->
    [none] {""}
   *[other] {" "}· { $role }
  } · { $members ->
    [0] nobody yet
    [one] { $members } member
   *[other] { $members } members
  }
ranks-own = You have **{ $points ->
    [one] { $points } point
   *[other] { $points } points
  }**{ $rank ->
    [none] {" "}and no rank yet.
   *[other] : **{ $rank }**.
  }
ranks-next = { $points ->
    [one] One more point
   *[other] { $points } more points
  } to **{ $rank }**.
ranks-top = That is the highest rank there is. 🎉
ranks-none = There are no ranks on this server yet.
ranks-none-admin = There are no ranks on this server yet. Add your own with { COMMAND("ranks add") }, or begin with five that I suggest.
ranks-admin-hint = For admins: { COMMAND("ranks add") }, { COMMAND("ranks edit") }, { COMMAND("ranks remove") }

## Suggested ranks

ranks-suggest-button = Suggest ranks
ranks-suggest-ask = **I would begin with these.** Each can come with a role of its own, in its own colour and without any permissions. You can change everything later.
ranks-suggest-ask-no-roles = **I would begin with these.** I can't make roles for them without the permission Manage Roles; you can add roles later. You can change everything later.
ranks-suggested = **{ $name }** · { $points } points
ranks-make-roles = Create them with roles
ranks-make-plain = Create them without roles
ranks-suggested-1 = Familiar face
ranks-suggested-2 = Regular
ranks-suggested-3 = Helping hand
ranks-suggested-4 = Mainstay
ranks-suggested-5 = Pillar

## Changing

ranks-added = ✅ The rank **{ $name }** is there, from { $points ->
    [one] { $points } point
   *[other] { $points } points
  } on. Whoever has reached it has it now; nobody is congratulated for that.
ranks-edited = ✅ The rank is now **{ $name }**, from { $points ->
    [one] { $points } point
   *[other] { $points } points
  } on.
ranks-role-stays = I no longer touch { $role }: whoever has it keeps it. If you don't need it any more, delete it on the server.
ranks-remove-ask = Remove the rank **{ $name }**? Whoever has it gets the next lower one. Nobody loses points.
ranks-remove-yes = Remove
ranks-removed = ✅ The rank **{ $name }** is removed.

points-error-ranks-full = There can be { $limit } ranks at most. Please remove one first.
points-error-rank-name = A rank needs a name of 1 to { $limit } characters.
points-error-rank-threshold = Please give a number of points from 1 to { $limit }.
points-error-ranks-there = There are ranks here already. Have a look at { COMMAND("ranks list") }.
points-error-rank-nothing = Please say what is to change: the name, the points or the role.
points-error-role-managed = This role belongs to everybody, to a bot or to boosting, so nobody can give it. Please choose another.
points-error-role-powerful = One can moderate with this role, or more. That isn't something to earn with points: please choose a role without such permissions.
points-error-role-above-you = This role stands above yours, so you can't give it away. Please choose a lower one.
points-error-roles-not-made = Discord doesn't let me make these roles, so nothing was changed. Look at { COMMAND("doctor") }, or create the ranks without roles.

## Roles

ranks-audit-reason = Rank by points
doctor-rank-roles-permission = I can't give the roles of ranks ({ $roles }): I lack **Manage Roles**
    .remedy = Server settings → Roles → { $role } → Permissions: switch “Manage Roles” on. I then give everybody what they have earned.
doctor-rank-roles-above = I can't give { $roles }: it stands above my role
    .remedy = Server settings → Roles: drag { $role } above it. I then give everybody what they have earned.
doctor-rank-roles-gone = The role of the rank { $ranks } was deleted
    .remedy = Choose another one with { COMMAND("ranks edit") }, or leave the rank without a role.
doctor-rank-roles-managed = I can't give { $roles }: it belongs to a bot, to an integration or to boosting
    .remedy = Choose another role for { $ranks } with { COMMAND("ranks edit") }.
doctor-rank-roles-powerful = { $roles } has powers of moderators or admins: I don't give it for points
    .remedy = Take these permissions away from it in Discord's server settings, and I give it to everybody who has earned it; or choose another role for { $ranks } with { COMMAND("ranks edit") }.
doctor-rank-roles-refused = Discord doesn't let me give { $roles }, and doesn't show why
    .remedy = If the server asks moderators for two-factor authentication, whoever owns the bot has to switch it on for their account. Then have it tried again.

## Announcements

ranks-reached = 🎉 { $member } has reached the rank **{ $rank }**. Thank you for being here!
ranks-reached-several = { $count ->
    [one] 🎉 One member has reached a new rank. Thank you for being here!
   *[other] 🎉 { $count } members have reached a new rank. Thank you for being here!
  }
ranks-reached-line = { $member }: **{ $rank }**
ranks-reached-private = 🎉 By the way: with { $points ->
    [one] { $points } point
   *[other] { $points } points
  } you have reached the rank **{ $rank }**. Congratulations!

## Seasons

seasons-name = { $span ->
    [months] { $first ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
      }–{""}
   *[month] {""}
  }{ $last ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
seasons-over = The season is over: { $season }
seasons-scope-all = Most points
seasons-scope-helpers = Most helpful
seasons-place = **{ $place }.**
seasons-winner = { $place } { $member } · { $points ->
    [one] { $points } point
   *[other] { $points } points
  }
seasons-hidden-member = somebody who prefers not to be shown
seasons-former-member = former member
seasons-nobody = Nobody earned points in this season.
seasons-incomplete = I was away at the end of the season and couldn't read everything that was written meanwhile, so some messages may be missing here.
seasons-hall-button = Hall of fame
seasons-hall-title = Hall of fame: { $season }
seasons-hall-empty = No season is over yet. The best of the first one will stand here.
