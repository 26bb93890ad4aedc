"""Tables of onboarding: each arrival with what came of it, introductions, greetings, invites, referrals."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata

onboarding_invite = Table(
    "onboarding_invite",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    discord_column("channel_id", names="channel"),
    Column("code", String(32), nullable=False, unique=True),
    # whose personal invite it is; none for a source of the admins' own (or once its owner is erased)
    member_column("inviter_id", erase="forget"),
    # what admins call the source their link stands for
    Column("label", String(80)),
    discord_column("role_id", names="role", nullable=True),
    member_column("created_by_id", erase="forget"),
    Column("created_at", UtcDateTime, nullable=False),
    # how often Discord said it was used when we last looked
    Column("uses", Integer, nullable=False),
    # since when it doesn't exist on Discord any more
    Column("gone_at", UtcDateTime),
    Index("ix_onboarding_invite_inviter", "guild_id", "inviter_id"),
)

# One for each time somebody arrived: with the joining, even before Discord's screening is over. The member may be
# forgotten; the row stays for the funnel's sums.
onboarding_arrival = Table(
    "onboarding_arrival",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="forget"),
    Column("joined_at", UtcDateTime, nullable=False),
    # Discord's screening was over; none: it isn't yet
    Column("arrived_at", UtcDateTime),
    # whether they had been here before
    Column("rejoined", Boolean, nullable=False),
    Column("left_at", UtcDateTime),
    Column("invite_id", Id, ForeignKey("onboarding_invite.id", ondelete="SET NULL"), info={"names": "row"}),
    # when it is known how they came, also where it is known that nobody can know
    Column("traced_at", UtcDateTime),
    # to be welcomed in the channel: bundled into a message at `bundled_at`, done at `welcomed_at`
    Column("to_welcome", Boolean, nullable=False),
    Column("bundled_at", UtcDateTime),
    Column("welcomed_at", UtcDateTime),
    Column("nudged_at", UtcDateTime),
    # not before: the member said "not now"
    Column("nudge_after", UtcDateTime),
    Column("nudges_off", Boolean, nullable=False),
    UniqueConstraint("guild_id", "member_id", "joined_at"),
    Index("ix_onboarding_arrival_joined", "guild_id", "joined_at"),
    Index("ix_onboarding_arrival_welcome", "guild_id", "to_welcome", "id"),
    Index("ix_onboarding_arrival_invite_id", "invite_id"),
)

# What an arrival came to, each once: the steps of the funnel and of /start, by name.
onboarding_fact = Table(
    "onboarding_fact",
    metadata,
    Column(
        "arrival_id",
        Id,
        ForeignKey("onboarding_arrival.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    Column("name", String(20), primary_key=True),
    discord_column("guild_id", names="server"),
    Column("happened_at", UtcDateTime, nullable=False),
    Index("ix_onboarding_fact_guild_id", "guild_id", "name"),
)

onboarding_introduction = Table(
    "onboarding_introduction",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    Column("called", String(60), nullable=False),
    Column("about", Text, nullable=False),
    Column("hope", Text, nullable=False),
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True, unique=True),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime),
    UniqueConstraint("guild_id", "member_id"),
)

# An introduction or a first post that somebody should answer.
onboarding_greeting = Table(
    "onboarding_greeting",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="delete"),
    # bot.onboarding.model.GreetingKind
    Column("kind", String(20), nullable=False),
    discord_column("channel_id", names="channel"),
    discord_column("message_id", names="message", unique=True),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("told_at", UtcDateTime),
    UniqueConstraint("guild_id", "member_id", "kind"),
)

onboarding_referral = Table(
    "onboarding_referral",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column(
        "arrival_id",
        Id,
        ForeignKey("onboarding_arrival.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
        info={"names": "row"},
    ),
    member_column("inviter_id", erase="forget"),
    # bot.onboarding.model.ReferralState
    Column("state", String(10), nullable=False),
    # why there is no reward: a name, not a sentence
    Column("reason", String(30)),
    Column("decided_at", UtcDateTime),
    Index("ix_onboarding_referral_inviter", "guild_id", "inviter_id"),
)

# What `/about` says, in each language an admin wrote it in.
onboarding_about = Table(
    "onboarding_about",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    Column("language", String(5), primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("benefits", Text, nullable=False),
    Column("hopes", Text, nullable=False),
    member_column("changed_by_id", erase="forget"),
    Column("changed_at", UtcDateTime, nullable=False),
)
