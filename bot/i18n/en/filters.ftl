# Filters: settings.

settings-filters = Filters
    .help = Whose messages filters don't look at, and whether Discord's own AutoMod helps. The filters themselves are made with commands.
settings-filters-exempt-role-ids = Roles without filters
    .help = Filters don't look at what these roles write. Moderators and admins are never filtered.
settings-filters-exempt-channel-ids = Channels without filters
    .help = Filters don't look at what is written here.
settings-filters-use-automod = Use Discord's AutoMod
    .help = What AutoMod can do is handed to it: it stops messages before anybody sees them. Rules an admin has made there are never touched.
