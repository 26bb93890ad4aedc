# Moderation of channels: purges, locks, slow mode; and what was done with Discord's own menus.

## Discord's own menus

moderation-check-audit-log = I can't see the audit log, so timeouts, kicks and bans that are made with Discord's own menus don't become cases.
    .remedy = Give my role the permission “View Audit Log”, or turn “Cases for Discord's own menus” off in the settings.
