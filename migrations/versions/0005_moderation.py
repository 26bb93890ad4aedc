"""moderation

Revision 0005, after 0004, made 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filter_definition",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("looks_for", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("consequence", sa.String(length=10), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("exempt_role_ids", sa.JSON(), nullable=False),
        sa.Column("exempt_channel_ids", sa.JSON(), nullable=False),
        sa.Column("rule_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_definition")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("filter_definition", schema=None) as batch_op:
        batch_op.create_index(
            "ix_filter_definition_name",
            ["guild_id", "name_key"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "inbox_letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivery", sa.String(length=12), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_letter")),
        sa.UniqueConstraint(
            "guild_id",
            "member_id",
            "topic",
            "subject_id",
            name=op.f("uq_inbox_letter_guild_id_member_id_topic_subject_id"),
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox_letter", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_letter_unread", ["guild_id", "member_id", "read_at"], unique=False)

    op.create_table(
        "moderation_case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("moderator_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("origin_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=True),
        sa.Column("rule_key", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed", sa.String(length=30), nullable=True),
        sa.Column("deviation", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("strikes_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.Column("acted", sa.String(length=10), nullable=False),
        sa.Column("removed", sa.String(length=10), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.Column("audit_entry_id", sa.BigInteger(), nullable=True),
        sa.Column("log_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("log_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sa.UniqueConstraint("guild_id", "audit_entry_id", name=op.f("uq_moderation_case_guild_id_audit_entry_id")),
        sa.UniqueConstraint("guild_id", "number", name=op.f("uq_moderation_case_guild_id_number")),
        sa.UniqueConstraint("guild_id", "request_id", name=op.f("uq_moderation_case_guild_id_request_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("moderation_case", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_case_created_at", ["guild_id", "created_at"], unique=False)
        batch_op.create_index("ix_moderation_case_erased_at", ["guild_id", "erased_at"], unique=False)
        batch_op.create_index("ix_moderation_case_member_id", ["guild_id", "member_id", "id"], unique=False)
        batch_op.create_index("ix_moderation_case_moderator_id", ["guild_id", "moderator_id", "id"], unique=False)
        batch_op.create_index("ix_moderation_case_rule_key", ["guild_id", "rule_key"], unique=False)
        batch_op.create_index("ix_moderation_case_state", ["guild_id", "state"], unique=False)

    op.create_table(
        "moderation_counter",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("audit_entry_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_moderation_counter")),
    )
    op.create_table(
        "moderation_rung",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("strikes", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "strikes", name=op.f("pk_moderation_rung")),
    )
    op.create_table(
        "playbook_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_version")),
        sa.UniqueConstraint(
            "guild_id", "key", "language", "number", name=op.f("uq_playbook_version_guild_id_key_language_number")
        ),
    )
    op.create_table(
        "queue_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("taken_by_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_by_id", sa.BigInteger(), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_mark")),
        sa.UniqueConstraint("guild_id", "kind", "subject_id", name=op.f("uq_queue_mark_guild_id_kind_subject_id")),
    )
    with op.batch_alter_table("queue_mark", schema=None) as batch_op:
        batch_op.create_index("ix_queue_mark_done_at", ["guild_id", "done_at"], unique=False)
        batch_op.create_index("ix_queue_mark_taken_at", ["guild_id", "taken_at"], unique=False)

    op.create_table(
        "raid",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("suspects", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("raid", schema=None) as batch_op:
        batch_op.create_index("ix_raid_ended_at", ["guild_id", "ended_at"], unique=False)
        batch_op.create_index(
            "ix_raid_running",
            ["guild_id"],
            unique=True,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )

    op.create_table(
        "report_draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_draft")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report_draft", schema=None) as batch_op:
        batch_op.create_index("ix_report_draft_created_at", ["guild_id", "created_at"], unique=False)

    op.create_table(
        "appeal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("strikes", sa.Integer(), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_appeal_case_id_moderation_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("case_id", name=op.f("uq_appeal_case_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index("ix_appeal_member_id", ["guild_id", "member_id", "id"], unique=False)
        batch_op.create_index("ix_appeal_state", ["guild_id", "state", "due_at"], unique=False)

    op.create_table(
        "filter_automod",
        sa.Column(
            "filter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("digest_before", sa.String(length=64), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["filter_definition.id"], name=op.f("fk_filter_automod_filter_id_filter_definition")
        ),
        sa.PrimaryKeyConstraint("filter_id", name=op.f("pk_filter_automod")),
    )
    with op.batch_alter_table("filter_automod", schema=None) as batch_op:
        batch_op.create_index("ix_filter_automod_rule_id", ["guild_id", "rule_id"], unique=False)

    op.create_table(
        "filter_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("filter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["filter_definition.id"], name=op.f("fk_filter_change_filter_id_filter_definition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_change")),
    )
    with op.batch_alter_table("filter_change", schema=None) as batch_op:
        batch_op.create_index("ix_filter_change_filter_id", ["filter_id", "id"], unique=False)

    op.create_table(
        "moderation_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("changed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_change_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_change")),
    )
    with op.batch_alter_table("moderation_change", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_change_case_id", ["case_id", "id"], unique=False)

    op.create_table(
        "moderation_evidence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("attachments", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_evidence_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_evidence")),
    )
    with op.batch_alter_table("moderation_evidence", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_evidence_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_moderation_evidence_expires_at", ["guild_id", "expires_at"], unique=False)

    op.create_table(
        "moderation_hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_hold_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_hold")),
    )
    with op.batch_alter_table("moderation_hold", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_hold_case_id", ["case_id"], unique=False)
        batch_op.create_index(
            "ix_moderation_hold_channel_id", ["guild_id", "channel_id", "act", "ended_at"], unique=False
        )

    op.create_table(
        "moderation_purge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("moderator_id", sa.BigInteger(), nullable=True),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("young", sa.JSON(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("deleted", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_purge_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_purge")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("moderation_purge", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_purge_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_moderation_purge_created_at", ["guild_id", "created_at"], unique=False)

    op.create_table(
        "playbook_bundle",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_playbook_bundle_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_bundle")),
        sa.UniqueConstraint("guild_id", "request_id", name=op.f("uq_playbook_bundle_guild_id_request_id")),
    )
    with op.batch_alter_table("playbook_bundle", schema=None) as batch_op:
        batch_op.create_index("ix_playbook_bundle_case_id", ["case_id", "id"], unique=False)
        batch_op.create_index("ix_playbook_bundle_expires_at", ["guild_id", "expires_at"], unique=False)

    op.create_table(
        "playbook_escalation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("open_case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("open_report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("evidence_ids", sa.JSON(), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("playbook_key", sa.String(length=40), nullable=False),
        sa.Column("playbook_title", sa.String(length=200), nullable=False),
        sa.Column("playbook_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_playbook_escalation_case_id_moderation_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_escalation")),
        sa.UniqueConstraint("open_case_id", name=op.f("uq_playbook_escalation_open_case_id")),
        sa.UniqueConstraint("open_report_id", name=op.f("uq_playbook_escalation_open_report_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("playbook_escalation", schema=None) as batch_op:
        batch_op.create_index("ix_playbook_escalation_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_playbook_escalation_open", ["guild_id", "closed_at"], unique=False)

    op.create_table(
        "raid_join",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("raid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("signs", sa.String(length=40), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_raid_join_case_id_moderation_case")),
        sa.ForeignKeyConstraint(["raid_id"], ["raid.id"], name=op.f("fk_raid_join_raid_id_raid"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raid_join")),
        sa.UniqueConstraint("raid_id", "member_id", name=op.f("uq_raid_join_raid_id_member_id")),
    )
    with op.batch_alter_table("raid_join", schema=None) as batch_op:
        batch_op.create_index("ix_raid_join_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_raid_join_member_id", ["guild_id", "member_id"], unique=False)

    op.create_table(
        "raid_measure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("raid_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.BigInteger(), nullable=True),
        sa.Column("after", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["raid_id"], ["raid.id"], name=op.f("fk_raid_measure_raid_id_raid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raid_measure")),
    )
    with op.batch_alter_table("raid_measure", schema=None) as batch_op:
        batch_op.create_index("ix_raid_measure_raid_id", ["raid_id", "id"], unique=False)

    op.create_table(
        "filter_hit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("filter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("found", sa.String(length=120), nullable=False),
        sa.Column("hit_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finder", sa.String(length=10), nullable=False),
        sa.Column("consequence", sa.String(length=10), nullable=False),
        sa.Column("dry", sa.Boolean(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("removed", sa.String(length=10), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("judgement", sa.String(length=10), nullable=False),
        sa.Column("judged_by_id", sa.BigInteger(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_filter_hit_case_id_moderation_case")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["moderation_evidence.id"],
            name=op.f("fk_filter_hit_evidence_id_moderation_evidence"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["filter_id"], ["filter_definition.id"], name=op.f("fk_filter_hit_filter_id_filter_definition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filter_hit")),
        sa.UniqueConstraint("filter_id", "message_id", name=op.f("uq_filter_hit_filter_id_message_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("filter_hit", schema=None) as batch_op:
        batch_op.create_index("ix_filter_hit_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_filter_hit_evidence_id", ["evidence_id"], unique=False)
        batch_op.create_index("ix_filter_hit_filter_id", ["filter_id", "id"], unique=False)
        batch_op.create_index("ix_filter_hit_first_id", ["first_id"], unique=False)
        batch_op.create_index("ix_filter_hit_hit_at", ["guild_id", "hit_at"], unique=False)
        batch_op.create_index("ix_filter_hit_judgement", ["guild_id", "judgement", "hit_at"], unique=False)
        batch_op.create_index("ix_filter_hit_member_id", ["guild_id", "member_id", "id"], unique=False)

    op.create_table(
        "moderation_draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("moderator_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("origin_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=12), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("remove_message", sa.Integer(), nullable=False),
        sa.Column("delete_seconds", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("deviation", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_draft_case_id_moderation_case")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["moderation_evidence.id"],
            name=op.f("fk_moderation_draft_evidence_id_moderation_evidence"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_draft")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("moderation_draft", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_draft_created_at", ["guild_id", "created_at"], unique=False)

    op.create_table(
        "playbook_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("escalation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"],
            ["playbook_escalation.id"],
            name=op.f("fk_playbook_note_escalation_id_playbook_escalation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_note")),
        sa.UniqueConstraint("guild_id", "request_id", name=op.f("uq_playbook_note_guild_id_request_id")),
    )
    with op.batch_alter_table("playbook_note", schema=None) as batch_op:
        batch_op.create_index("ix_playbook_note_escalation_id", ["escalation_id", "id"], unique=False)

    op.create_table(
        "playbook_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("escalation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("done_by_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"],
            ["playbook_escalation.id"],
            name=op.f("fk_playbook_step_escalation_id_playbook_escalation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playbook_step")),
        sa.UniqueConstraint("escalation_id", "position", name=op.f("uq_playbook_step_escalation_id_position")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("forgets", sa.Boolean(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("concern", sa.String(length=16), nullable=False),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("rule_version", sa.Integer(), nullable=True),
        sa.Column("rule_key", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_report_case_id_moderation_case")),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["moderation_evidence.id"],
            name=op.f("fk_report_evidence_id_moderation_evidence"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_about_id", ["guild_id", "about_id", "id"], unique=False)
        batch_op.create_index("ix_report_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_report_evidence_id", ["evidence_id"], unique=False)
        batch_op.create_index(
            "ix_report_open_message",
            ["guild_id", "message_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_report_state", ["guild_id", "state", "due_at"], unique=False)

    op.create_table(
        "report_voice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=True),
        sa.Column("concern", sa.String(length=16), nullable=False),
        sa.Column("rule_number", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["moderation_evidence.id"],
            name=op.f("fk_report_voice_evidence_id_moderation_evidence"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_voice_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_voice")),
        sa.UniqueConstraint("report_id", "reporter_id", name=op.f("uq_report_voice_report_id_reporter_id")),
    )
    with op.batch_alter_table("report_voice", schema=None) as batch_op:
        batch_op.create_index("ix_report_voice_evidence_id", ["evidence_id"], unique=False)
        batch_op.create_index("ix_report_voice_reporter_id", ["guild_id", "reporter_id", "id"], unique=False)
