"""Tables of profiles: what members say about themselves, and how they like to be spoken to."""

from sqlalchemy import Column, Integer, String, Table, Text

from bot.db import UtcDateTime, discord_column, member_column, metadata

profile_field = Table(
    "profile_field",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    # bot.profiles.model.Field
    Column("field", String(20), primary_key=True),
    Column("value", Text, nullable=False),
    # bot.profiles.model.Visibility
    Column("visibility", String(10), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

profile_preference = Table(
    "profile_preference",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    # none: as Discord says
    Column("language", String(5)),
    # an IANA name; none: the server's
    Column("time_zone", String(64)),
    # minutes after midnight in that zone; none: no quiet hours
    Column("quiet_from", Integer),
    Column("quiet_until", Integer),
    # when they first said what they are interested in
    Column("interests_at", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
)

profile_interest = Table(
    "profile_interest",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    discord_column("role_id", names="role", primary_key=True),
    Column("chosen_at", UtcDateTime, nullable=False),
)
