# /settings: the panel, its change log, export and import; and the settings several features share.

settings-command = Settings of this server
    .name = settings
settings-command-open = See and change the settings
    .name = open
settings-command-export = Get all settings as one file
    .name = export
settings-command-import = Take over settings from a file; you see what changes before anything does
    .name = import
settings-option-file = The file that /settings export gave you
    .name = file

settings-title = ## ⚙️ { $section }
settings-intro = -# Every change counts at once and stands in the change log.
settings-menu = Go to another page of settings
settings-shown-default = { $value } · default
settings-shown-changed = **{ $value }** · default: { $default }
settings-bounds = { $minimum } to { $maximum }.
settings-reduced = -# ⚠️ I run without the { $intent } intent. { $how }
settings-change = Change
settings-turn-on = Turn on
settings-turn-off = Turn off
settings-back = Settings
settings-log = Change log
settings-export = Export
settings-import = Import

settings-value-none = not set
settings-value-on = on
settings-value-off = off
settings-value-minutes = { $value ->
    [one] { $value } minute
   *[other] { $value } minutes
  }
settings-value-hours = { $value ->
    [one] { $value } hour
   *[other] { $value } hours
  }
settings-value-days = { $value ->
    [one] { $value } day
   *[other] { $value } days
  }
settings-value-channel-gone = ⚠️ a deleted channel
settings-value-role-gone = ⚠️ a deleted role

settings-form-value = New value
settings-form-empty = Leave it empty for the default: { $default }.
settings-form-none = Choose nothing to leave it unset.
settings-form-choice = The default is “{ $default }”.
settings-form-file = Settings file
settings-form-file-hint = The .json file that “Export” gave you. You see what changes before anything does.

settings-error-value = **{ $field }** was not changed. { $reason }
settings-refused-number = Please give a number from { $minimum } to { $maximum }.
settings-refused-whole = Please give a whole number from { $minimum } to { $maximum }.
settings-refused-any-number = Please give a number.
settings-refused-choice = Please choose one from the list.
settings-refused-channel = Please choose a channel of this server, of the kind this is for.
settings-refused-role = Please choose roles of this server; @everyone can't be one of them.
settings-refused-many = Please choose at most { $limit }.
settings-refused-other = This value can't be used here.
settings-error-invalid = The value for { $section }.{ $key } can't be used. Nothing was changed.
settings-error-unknown = This version knows no setting “{ $name }”. Nothing was changed.
settings-error-file = This is no settings file: please use the .json file that { COMMAND("settings export") } gave you. Nothing was changed.
settings-error-version = This file is for another version of Engawa; this one reads files of version { $supported }. Nothing was changed.
settings-error-size = This file is too large for settings: { $limit } KB at the most. Nothing was changed.
settings-error-stale = Somebody changed the settings since this was shown. Here is what the file would change now.

settings-log-title = ## 🗒️ Change log
settings-log-entry = **{ $field }** · { $section }
    { $old } → { $new }
    -# { $who } · { $when }
settings-log-nobody = no longer known
settings-log-empty = Nothing has been changed yet: every setting has its default.

settings-export-done = Here are all settings that differ from their defaults. Keep the file, or take it to another server with { COMMAND("settings import") }.
settings-import-title = ## 📥 { $count ->
    [one] One setting would change
   *[other] { $count } settings would change
  }
settings-import-line = **{ $field }** · { $section }
    { $old } → { $new }
settings-import-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
  }
settings-import-gone = ⚠️ { $count ->
    [one] One channel or role in the file isn't on this server: please choose it anew afterwards.
   *[other] { $count } channels or roles in the file aren't on this server: please choose them anew afterwards.
  }
settings-import-note = What the file doesn't name goes back to its default. Nothing happens until you press the button.
settings-import-apply = Change them
settings-import-same = The file says what is set already. There is nothing to change.
settings-import-done = ✅ { $count ->
    [one] One setting was changed.
   *[other] { $count } settings were changed.
  }

settings-server = Server
    .help = What all features share: language, time zone, and who is who.
settings-server-language = Language of public posts
    .help = The language the bot uses where everybody reads it. Private answers always follow the reader.
    .auto = Like the server
    .en = English
    .ja = 日本語 (Japanese)
settings-server-time-zone = Time zone
    .help = For dates people type and for reports, such as Asia/Tokyo or Europe/Berlin.
    .error = Please give a name of the time zone list, such as Asia/Tokyo, Europe/Berlin or UTC.
settings-server-staff-role-ids = Staff
    .help = Roles of your own people. They may accept and close any question, and their answers count as staff's.
settings-server-moderator-role-ids = Moderators
    .help = Roles whose members may moderate with the bot, beside those with Discord's own moderation permissions.
settings-server-queue-channel-id = Moderation queue
    .help = The channel for moderators' eyes only, where the bot leaves what needs a decision.
