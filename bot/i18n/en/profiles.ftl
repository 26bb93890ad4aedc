# What members say about themselves, their interests, and how they like to be spoken to.

profiles-command = Your profile, your interests, your language and quiet hours
    .name = profile
profiles-command-show = See a profile, as far as its owner shows it to you
    .name = show
profiles-command-edit = Say something about yourself; you decide who sees it
    .name = edit
profiles-command-clear = Delete what you said about yourself
    .name = clear
profiles-command-interests = Choose what you are interested in
    .name = interests
profiles-command-preferences = Your language, time zone and quiet hours on this server
    .name = preferences
profiles-option-member = Whose profile; without it, your own
    .name = member
profiles-option-field = What to delete; without it, everything
    .name = field
profiles-option-language = The language I answer you in
    .name = language
profiles-option-time-zone = Your city, or a time zone such as Europe/Berlin
    .name = time-zone
profiles-option-quiet-from = When your quiet hours begin, such as 22:00
    .name = quiet-from
profiles-option-quiet-until = When they end, such as 7:00
    .name = quiet-until
profiles-menu = Profile

profiles-field-called = What to call you
    .purpose = So that people address you as you like.
profiles-field-about = About you
    .purpose = So that people know who they are talking to.
profiles-field-products = What you use
    .purpose = So that answers fit what you have.
profiles-field-place = Where you are
    .purpose = So that people near you find you. A region is enough.
profiles-field-skills = What you can help with
    .purpose = So that people know what to ask you.

profiles-visible-everyone = Everyone here sees it
    .help = Everybody on this server, even after you leave.
profiles-visible-staff = Only staff see it
    .help = Staff, moderators and admins of this server.
profiles-visible-nobody = Only you see it
    .help = Nobody else. Every field starts like this.

profiles-title = ## 👤 { $name }
profiles-nothing-to-see = There is nothing here for you to see.
profiles-own-title = ## 👤 Your profile
profiles-own-intro = -# For this server only. Under each field you choose who sees it. To delete one, empty it with “Edit”, or use { COMMAND("profile clear") }.
profiles-own-none = -# It is empty, and nothing is stored. If you like, press “Edit”: at first only you see what you write, and you can delete it at any time.
profiles-own-empty = Not filled in:
profiles-own-empty-field = -# **{ $field }:** { $purpose }
profiles-button-edit = Edit
profiles-button-clear = Delete all
profiles-button-clear-all = Yes, delete it all
profiles-form-title = About you
profiles-form-described = { $purpose } { $who }. Empty it to delete it.
profiles-did-tell = ✅ Saved.
profiles-did-show = ✅ { $field }: { $who }.
profiles-did-clear-one = 🗑️ “{ $field }” is deleted.
profiles-did-clear = 🗑️ Everything you said about yourself on this server is deleted.
profiles-was-empty = “{ $field }” was empty already.
profiles-was-all-empty = There is nothing to delete: you have said nothing about yourself.
profiles-clear-ask = Delete what you filled in ({ $count ->
    [one] one field
   *[other] { $count } fields
  })? This can't be undone.

profiles-interests-title = ## 🌱 What are you interested in?
profiles-interests-intro = Choose as many as you like, or none. For each you get a role that everybody can see. You can change your mind at any time.
profiles-interests-placeholder = Choose your interests
profiles-interests-did = ✅ That's what you have now. You can change it whenever you like.
profiles-interests-partly = ⚠️ Not everything worked; what did is kept.
profiles-interests-gone = a deleted role
profiles-button-interests = Choose interests
profiles-button-none = None of these
profiles-audit-reason = Chosen as an interest
profiles-trouble-permission = { $roles }: I lack the permission Manage Roles. An admin sees what to do with { COMMAND("doctor") }.
profiles-trouble-gone = { $roles }: { $count ->
    [one] this role was
   *[other] these roles were
  } deleted.
profiles-trouble-managed = { $roles }: Discord lets nobody give { $count ->
    [one] this role
   *[other] these roles
  }.
profiles-trouble-above = { $roles }: { $count ->
    [one] this role stands
   *[other] these roles stand
  } above mine, so I can't change { $count ->
    [one] it
   *[other] them
  }. An admin sees what to do with { COMMAND("doctor") }.
profiles-trouble-refused = { $roles }: Discord refused. An admin sees with { COMMAND("doctor") } whether something is missing.
profiles-trouble-not-offered = { $roles }: no longer offered.
profiles-trouble-busy = { $roles }: Discord didn't answer. Please try again in a minute.

profiles-preferences-title = ## 🕰️ Language and time
profiles-preferences-how = -# To change something, use { COMMAND("profile preferences") } and fill in what you want. For this server only, and nobody else sees it. { COMMAND("privacy delete") } deletes this, too.
profiles-preference-language = Language
profiles-preference-zone = Time zone
profiles-preference-quiet = Quiet hours
profiles-language-discord = Same as your Discord
profiles-language-en = English
profiles-language-ja = 日本語 (Japanese)
profiles-zone-own = { $zone } (it is { $now } there)
profiles-zone-servers = Same as the server: { $zone } (it is { $now } there)
profiles-quiet = From { $begin } to { $end }{ $night ->
    [yes] {" "}the next day
   *[no] {""}
  }, in your time zone. I send you no reminders then.
profiles-quiet-none = None chosen. I only send reminders by day.
profiles-button-own-language = Same as Discord
profiles-button-servers-zone = Same as the server
profiles-button-no-quiet-hours = No quiet hours
profiles-did-prefer = ✅ Saved.

profiles-error-too-long = That is too long: { $limit } characters at the most. Nothing was saved.
profiles-error-empty = This field is empty now; there is nothing to show anybody.
profiles-error-time = “{ $value }” isn't a time of day I understand. Please write it like 22:00, 10 pm or 22. Nothing was changed.
profiles-error-quiet-incomplete = Quiet hours need a beginning and an end: please give both. Nothing was changed.
profiles-error-quiet-all-day = Quiet hours can't begin when they end. Nothing was changed.
profiles-error-zone = I don't know which time zone “{ $value }” is. Please choose one of those suggested while you type. Nothing was changed.
profiles-error-no-interests = There are no interests to choose here yet.
profiles-error-screened = Please answer Discord's own questions for newcomers first; then you can choose interests.
profiles-error-silent = Discord isn't answering right now, so nothing was changed. Please try again in a minute.

onboarding-step-interests = Choose your interests
    .help = You get a role for each, and find others who share them.

profiles-doctor-none = No interests are offered; choose roles for them in { COMMAND("settings open") }, page “Profiles”
profiles-doctor-interests = { $count ->
    [one] One interest
   *[other] { $count } interests
  } to choose
profiles-doctor-powerful = { $roles } can't be interests: everybody could choose them, and they have permissions that not everybody should have
    .remedy = Take these permissions away from the roles, or choose other ones in { COMMAND("settings open") }, page “Profiles”. Until then I don't offer them.

settings-profiles = Profiles
    .help = What members can choose about themselves.
settings-profiles-interest-role-ids = Interests
    .help = Roles members can choose with { COMMAND_NAME("profile interests") } and as a first step. My own role must stand above them; roles with moderator or admin permissions are not offered.
