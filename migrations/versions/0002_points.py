"""points

Revision 0002, after 0001, made 2026-11-21.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_channel",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("cursor_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_activity_channel")),
    )
    with op.batch_alter_table("activity_channel", schema=None) as batch_op:
        batch_op.create_index("ix_activity_channel_guild_id", ["guild_id"], unique=False)

    op.create_table(
        "activity_day",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("reactions_given", sa.Integer(), nullable=False),
        sa.Column("reactions_received", sa.Integer(), nullable=False),
        sa.Column("voice_seconds", sa.Integer(), nullable=False),
        sa.Column("voice_active_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", "member_id", name=op.f("pk_activity_day")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("activity_day", schema=None) as batch_op:
        batch_op.create_index("ix_activity_day_member", ["guild_id", "member_id", "day"], unique=False)

    op.create_table(
        "activity_gap",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("until_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_gap")),
    )
    with op.batch_alter_table("activity_gap", schema=None) as batch_op:
        batch_op.create_index("ix_activity_gap_guild_id", ["guild_id", "id"], unique=False)

    op.create_table(
        "activity_guild",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("counted_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_activity_guild")),
    )
    op.create_table(
        "activity_member",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("first_post_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_activity_member")),
    )
    op.create_table(
        "activity_voice",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("deaf", sa.Boolean(), nullable=False),
        sa.Column("mute", sa.Boolean(), nullable=False),
        sa.Column("afk", sa.Boolean(), nullable=False),
        sa.Column("counted_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_activity_voice")),
    )
    op.create_table(
        "gateway_position",
        sa.Column("shard_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shard_count", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(length=100), nullable=False),
        sa.Column("resume_url", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("shard_id", name=op.f("pk_gateway_position")),
    )
    op.create_table(
        "point_bucket",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("season_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "season_id", "scope", "bucket", name=op.f("pk_point_bucket")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "point_day",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("helper_points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", "member_id", name=op.f("pk_point_day")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "point_ledger",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("giver_id", sa.BigInteger(), nullable=True),
        sa.Column("giver_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("helping", sa.Boolean(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("reverses_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["point_ledger.id"],
            name=op.f("fk_point_ledger_reverses_id_point_ledger"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_ledger")),
        sa.UniqueConstraint(
            "guild_id",
            "kind",
            "source_id",
            "member_id",
            "giver_id",
            "nth",
            name=op.f("uq_point_ledger_guild_id_kind_source_id_member_id_giver_id_nth"),
        ),
    )
    with op.batch_alter_table("point_ledger", schema=None) as batch_op:
        batch_op.create_index("ix_point_ledger_member", ["guild_id", "member_id", "happened_at"], unique=False)
        batch_op.create_index(
            "ix_point_ledger_pair",
            ["guild_id", "giver_id", "member_id", "happened_at"],
            unique=False,
            sqlite_where=sa.text("giver_id <> member_id"),
            postgresql_where=sa.text("giver_id <> member_id"),
        )
        batch_op.create_index(
            "ix_point_ledger_reverses_id",
            ["reverses_id"],
            unique=True,
            sqlite_where=sa.text("reverses_id IS NOT NULL"),
            postgresql_where=sa.text("reverses_id IS NOT NULL"),
        )

    op.create_table(
        "point_rank",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_rank")),
        sa.UniqueConstraint("guild_id", "name", name=op.f("uq_point_rank_guild_id_name")),
        sa.UniqueConstraint("guild_id", "threshold", name=op.f("uq_point_rank_guild_id_threshold")),
    )
    op.create_table(
        "point_rule",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("cooldown_seconds", sa.Integer(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "kind", name=op.f("pk_point_rule")),
    )
    op.create_table(
        "point_season",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_season")),
        sa.UniqueConstraint("guild_id", "starts_at", name=op.f("uq_point_season_guild_id_starts_at")),
    )
    op.create_table(
        "point_voice",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", name=op.f("pk_point_voice")),
    )
    op.create_table(
        "point_weight",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), nullable=False),
        sa.Column("is_role", sa.Boolean(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "target_id", name=op.f("pk_point_weight")),
    )
    op.create_table(
        "perk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("gives", sa.String(length=10), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("needs_rank", sa.Boolean(), nullable=False),
        sa.Column("rank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("claimed", sa.Integer(), nullable=False),
        sa.Column("per_member", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("low_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["rank_id"], ["point_rank.id"], name=op.f("fk_perk_rank_id_point_rank"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("perk", schema=None) as batch_op:
        batch_op.create_index(
            "ix_perk_name",
            ["guild_id", "name_key"],
            unique=True,
            sqlite_where=sa.text("archived_at IS NULL"),
            postgresql_where=sa.text("archived_at IS NULL"),
        )
        batch_op.create_index("ix_perk_rank_id", ["rank_id"], unique=False)

    op.create_table(
        "point_member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("helper_points", sa.Integer(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("rank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("announced_points", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("role_percent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rank_id"], ["point_rank.id"], name=op.f("fk_point_member_rank_id_point_rank"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_member")),
        sa.UniqueConstraint("guild_id", "member_id", name=op.f("uq_point_member_guild_id_member_id")),
    )
    with op.batch_alter_table("point_member", schema=None) as batch_op:
        batch_op.create_index("ix_point_member_board", ["guild_id", "listed", "points", "member_id"], unique=False)
        batch_op.create_index(
            "ix_point_member_helpers", ["guild_id", "listed", "helper_points", "member_id"], unique=False
        )
        batch_op.create_index("ix_point_member_rank_id", ["rank_id"], unique=False)

    op.create_table(
        "point_notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("rank_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bundled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["rank_id"], ["point_rank.id"], name=op.f("fk_point_notice_rank_id_point_rank"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_notice")),
        sa.UniqueConstraint("guild_id", "member_id", name=op.f("uq_point_notice_guild_id_member_id")),
    )
    op.create_table(
        "point_season_member",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("helper_points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["season_id"],
            ["point_season.id"],
            name=op.f("fk_point_season_member_season_id_point_season"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("season_id", "member_id", name=op.f("pk_point_season_member")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("point_season_member", schema=None) as batch_op:
        batch_op.create_index("ix_point_season_member_board", ["season_id", "points", "member_id"], unique=False)
        batch_op.create_index(
            "ix_point_season_member_helpers", ["season_id", "helper_points", "member_id"], unique=False
        )

    op.create_table(
        "point_winner",
        sa.Column("season_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["season_id"], ["point_season.id"], name=op.f("fk_point_winner_season_id_point_season"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("season_id", "scope", "place", name=op.f("pk_point_winner")),
    )
    op.create_table(
        "perk_claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("perk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["perk_id"], ["perk.id"], name=op.f("fk_perk_claim_perk_id_perk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_claim")),
        sa.UniqueConstraint(
            "guild_id", "member_id", "request_id", name=op.f("uq_perk_claim_guild_id_member_id_request_id")
        ),
    )
    with op.batch_alter_table("perk_claim", schema=None) as batch_op:
        batch_op.create_index("ix_perk_claim_perk_id", ["perk_id", "id"], unique=False)

    op.create_table(
        "perk_import",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("perk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("staged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["perk_id"], ["perk.id"], name=op.f("fk_perk_import_perk_id_perk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_import")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("perk_import", schema=None) as batch_op:
        batch_op.create_index("ix_perk_import_perk_id", ["perk_id"], unique=False)

    op.create_table(
        "perk_code",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("perk_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("ending", sa.String(length=4), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("claim_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["perk_claim.id"], name=op.f("fk_perk_code_claim_id_perk_claim")),
        sa.ForeignKeyConstraint(["perk_id"], ["perk.id"], name=op.f("fk_perk_code_perk_id_perk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perk_code")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_perk_code_claim_id")),
        sa.UniqueConstraint("guild_id", "fingerprint", name=op.f("uq_perk_code_guild_id_fingerprint")),
    )
    with op.batch_alter_table("perk_code", schema=None) as batch_op:
        batch_op.create_index("ix_perk_code_perk_id", ["perk_id", "claim_id", "id"], unique=False)
