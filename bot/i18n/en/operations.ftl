# What the doctor finds on the machine. `.remedy` says what to do.

operations-python = Python { $version }
operations-python-untested = Python { $version } is not one of those Engawa is tested with
    .remedy = Use Python 3.11, 3.12, 3.13 or 3.14.
operations-library = discord.py { $version }
operations-library-differs = discord.py { $version } is installed, but Engawa was written for { $wanted }
    .remedy = Install the versions in requirements.txt: pip install -r requirements.txt

operations-token = A token is set and has the form of one
operations-token-missing = DISCORD_TOKEN is not set
    .remedy = Copy the token from Discord's developer portal (your application, Bot, Reset Token) into the environment or into .env.
operations-token-malformed = DISCORD_TOKEN does not look like a bot's token
    .remedy = Copy it anew from Discord's developer portal (your application, Bot, Reset Token). The client secret and the public key are something else.
operations-env-open = { $path } holds the token and can be read by other users of this machine
    .remedy = Run: chmod 600 { $path }

operations-database = Database { $path }, revision { $revision }
operations-database-none-yet = There is no database at { $path } yet; the first start makes it
operations-database-older = The database is at revision { $revision }, this version works with { $known }
    .remedy = Start the bot: it makes a backup and then updates the database by itself.
operations-database-newer = The database is at revision { $revision }, which this version does not know (up to { $known })
    .remedy = Run the newer version that was used with it, or restore a backup made before the update.
operations-database-not-ours = { $path } is the database of another program
    .remedy = Set DATABASE_URL to a file of the bot's own.
operations-forbidden = User { $uid } may not look at { $path }
    .remedy = Run this as the user the bot runs as, for instance: sudo -u engawa …
operations-database-unusable = The database { $path } can't be read and written: { $reason }
    .remedy = Let the user the bot runs as write to the file and its folder. If the file is damaged, restore a backup: python -m bot restore BACKUP
operations-database-damaged = The database { $path } is damaged: { $reason }
    .remedy = Stop the bot and restore a backup: python -m bot restore BACKUP. Check the disk.
operations-database-open = { $path } holds what members wrote and can be read by other users of this machine
    .remedy = Run: chmod 600 { $path }
operations-place-passing = The database is in { $folder }, which is gone when the container is
    .remedy = Mount a volume there; compose.yaml shows how.

operations-space = { $folder }: { $free_mb } MB free
operations-space-little = { $folder }: only { $free_mb } MB free
    .remedy = Make room, or keep fewer backups (BACKUPS_KEPT).
operations-space-none = { $folder }: only { $free_mb } MB free; soon nothing more can be saved
    .remedy = Make room now, or keep fewer backups (BACKUPS_KEPT).
operations-clock = The clock shows { $now }
operations-clock-behind = The clock shows { $now }, which is before the database was written last
    .remedy = Set the clock and keep it right (systemd-timesyncd or chrony): reminders and closings follow it.

operations-backup = The newest backup is { $hours ->
    [0] less than an hour
    [one] { $hours } hour
   *[other] { $hours } hours
  } old: { $path }
operations-backup-none = There is no backup in { $folder } yet
    .remedy = Run: python -m bot backup. While the bot runs it makes one each day.
operations-backup-old = The newest backup is { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
  } old: { $path }
    .remedy = The bot makes one each day while it runs; its log says why it could not. Run: python -m bot backup
operations-backup-open = { $path } holds what members wrote and can be read by other users of this machine
    .remedy = Run: chmod 600 { $path }, and the same for the other backups in its folder.

operations-volume-encrypted = The disk below { $folder } is encrypted, and the database with it
operations-volume-unknown = Whether the disk below { $folder } is encrypted can't be seen from here; the database itself is not. Discord's terms ask for it
    .remedy = Put the folder on an encrypted disk (LUKS, FileVault, your cloud's encrypted disks), if it isn't on one.
operations-backups-plain = Backups are not encrypted; BACKUP_RECIPIENT or BACKUP_PASSPHRASE does that
    .remedy = The README says how to make a key, under “Encrypted backups”.
operations-backups-encrypted = Backups are encrypted for the keys in BACKUP_RECIPIENT; the keys that open them are yours to keep
operations-backups-locked = Backups are encrypted with a key of the bot's own, which is locked with a passphrase
operations-backups-left-plain = { $count ->
    [one] One backup in { $folder } is not encrypted: it is from before
   *[other] { $count } backups in { $folder } are not encrypted: they are from before
  }
    .remedy = They go when newer ones take their places; delete them if you don't want to wait.
operations-backup-key = BACKUP_PASSPHRASE opens the key of the backups, { $path }; keep copies of both elsewhere
operations-backup-key-lost = The key of the backups is not in { $path }, so the encrypted ones can't be opened
    .remedy = Bring the file back from where you keep it. Otherwise the next backup makes a new key, and what was encrypted before is lost.
operations-backup-key-other = BACKUP_PASSPHRASE doesn't open the key of the backups, { $path }
    .remedy = Set the passphrase it was made with. To use a new one, remove backup-key.pub beside the database: the next backup makes a new key. Keep the old key and passphrase for as long as you keep the old backups.

operations-seal-key = The key that seals anonymous authors, codes and evidence bundles is in { $path }; it is in no backup, so keep a copy elsewhere
operations-seal-key-none-yet = There is no key in { $path } yet; the first anonymous question, code, anonymous survey or evidence bundle makes it
operations-seal-key-open = The key that seals anonymous authors, codes and evidence bundles can be read by other users of this machine: { $path }
    .remedy = Run: chmod 600 { $path }
operations-seal-key-damaged = The key that seals anonymous authors, codes and evidence bundles is damaged: { $path }
    .remedy = Bring the file back from where you keep it. Without it the authors can't close their questions, nothing can be unsealed, no code can be shown, no open anonymous survey closed, and no evidence bundle handed out again.
operations-seal-key-lost = Something is sealed (anonymous questions, codes, an open anonymous survey or evidence bundles), but its key is not in { $path }
    .remedy = Bring the file back from where you keep it, or set SEAL_KEY_FILE. Without it the authors can't close their questions, nothing can be unsealed, no code can be shown, no open anonymous survey closed, and no evidence bundle handed out again.

operations-problems = { $count ->
    [one] One problem people have reported is open
   *[other] { $count } problems people have reported are open
  }
    .remedy = Read them with: python -m bot problems, and close what is dealt with: python -m bot problems --close NUMBER

operations-texts = Your own texts in { $folder } can be used
operations-texts-no-folder = TEXT_DIR is { $place }, which has neither a folder “en” nor “ja”
    .remedy = Make these folders and put your .ftl files there, or remove TEXT_DIR.
operations-texts-unreadable = Your text file { $place } can't be read
    .remedy = Save it as UTF-8.
operations-texts-syntax = Your text { $place } is not Fluent
    .remedy = Compare it with the files in bot/i18n; lines that continue a message start with spaces.
operations-texts-unknown-message = Your text { $place } is for a message that does not exist: { $what }
    .remedy = Look up its name in bot/i18n; a later version may have renamed it.
operations-texts-unknown-variable = Your text { $place } uses a variable that this message does not have: { $what }
    .remedy = Use only the variables of the original message in bot/i18n.
operations-texts-unknown-reference = Your text { $place } refers to something that does not exist: { $what }
    .remedy = Refer only to messages in bot/i18n, and to terms in your own files.

operations-page = /healthz and /metrics answer at { $place }
operations-page-free = /healthz and /metrics will be served at { $place }
operations-page-silent = /healthz and /metrics don't answer at { $place }
    .remedy = The bot's log says why; another program may have the port. See METRICS_HOST and METRICS_PORT. The bot itself runs without them.
operations-page-taken = /healthz and /metrics can't be served at { $place }: { $reason }
    .remedy = Choose another port or address (METRICS_PORT, METRICS_HOST), or end the program that has it. The bot itself runs without them.

operations-running = The bot is running and connected to Discord
operations-running-not = The bot is not running on this database
operations-running-unwell = The bot is running, but not connected to Discord
    .remedy = If it was started just now, wait a minute. Otherwise look into its log; if that says nothing, restart it.

# What Discord says about the token.

operations-portal-unreachable = Discord can't be asked at { $address } ({ $reason })
    .remedy = Check the network, a proxy or firewall, and DISCORD_API_URL.
operations-portal-token-refused = Discord refuses the token
    .remedy = Copy it anew from Discord's developer portal (your application, Bot, Reset Token).
operations-portal-login = Discord knows the token: { $name } ({ $bot_id })
operations-portal-members = “Server Members Intent” is switched on
operations-portal-members-off = “Server Members Intent” is switched off
    .remedy = Switch it on in Discord's developer portal (your application, Bot), or set MEMBERS=false.
operations-portal-members-without = Runs without “Server Members Intent”, as MEMBERS=false says
operations-portal-content = “Message Content Intent” is switched on
operations-portal-content-off = “Message Content Intent” is switched off
    .remedy = Switch it on in Discord's developer portal (your application, Bot), or set MESSAGE_CONTENT=false.
operations-portal-content-without = Runs without “Message Content Intent”, as MESSAGE_CONTENT=false says
operations-portal-endpoint = The application has an “Interactions Endpoint URL”, so no command or button reaches the bot
    .remedy = Empty that field in Discord's developer portal (your application, General Information).
operations-portal-code-grant = “Requires OAuth2 Code Grant” is switched on, so the bot can't be added to a server
    .remedy = Switch it off in Discord's developer portal (your application, Bot).
operations-portal-public = Anybody may add the bot to a server
    .remedy = If it is meant for your own servers only: in Discord's developer portal set Installation, Install Link to “None”, then switch off “Public Bot” under Bot.
operations-portal-servers = { $count ->
    [one] In { $count } server
   *[other] In { $count } servers
  }
operations-portal-servers-none = The bot is in no server yet
    .remedy = Open this address in a browser and choose your server: { $link }
operations-portal-channel = Problems people report are posted in { $name }
operations-portal-channel-gone = The bot can't see the channel { $channel_id }, where problems people report should be posted
    .remedy = Set OPERATOR_CHANNEL_ID to a text channel the bot may see and write in. Until then: python -m bot problems
operations-portal-starts = { $count ->
    [one] { $count } more start
   *[other] { $count } more starts
  } allowed by Discord today
operations-portal-starts-few = Discord allows only { $count ->
    [one] { $count } more start
   *[other] { $count } more starts
  } today
    .remedy = Something restarts the bot again and again: look into its log before Discord resets the token.
operations-portal-commands = { $count ->
    [one] { $count } command is
   *[other] { $count } commands are
  } known to Discord
operations-portal-commands-differ = Discord has other commands than this version; they differ in: { $names }
    .remedy = Start the bot: it sends its commands when they have changed.
operations-portal-clock = The clock is { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } from Discord's
operations-portal-clock-off = The clock is { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } from Discord's
    .remedy = Set the clock and keep it right (systemd-timesyncd or chrony): reminders and closings follow it.
