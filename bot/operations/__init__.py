"""Running it: the database file, migrations, backups, the lock, health, and what the doctor looks at.

For whoever operates the process; nothing here knows a feature, and only `portal` asks Discord.
"""
