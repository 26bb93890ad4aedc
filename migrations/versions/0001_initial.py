"""initial

Revision 0001, made 2026-11-21.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "due_row",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_row")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_due_row_kind_subject_id")),
    )
    with op.batch_alter_table("due_row", schema=None) as batch_op:
        batch_op.create_index("ix_due_row_open", ["state", "due_at"], unique=False)

    op.create_table(
        "process_state",
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_process_state")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("starter_message_id", sa.BigInteger(), nullable=True),
        sa.Column("card_message_id", sa.BigInteger(), nullable=True),
        sa.Column("origin_message_id", sa.BigInteger(), nullable=True),
        sa.Column("asker_id", sa.BigInteger(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("author_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("sealed_author", sa.Text(), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("close_reason", sa.String(length=10), nullable=True),
        sa.Column("close_note", sa.String(length=400), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("duplicate_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_answer_seconds", sa.Integer(), nullable=True),
        sa.Column("first_answer_message_id", sa.BigInteger(), nullable=True),
        sa.Column("first_answer_author_id", sa.BigInteger(), nullable=True),
        sa.Column("first_answer_side", sa.String(length=10), nullable=True),
        sa.Column("first_member_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved_seconds", sa.Integer(), nullable=True),
        sa.Column("answer_message_id", sa.BigInteger(), nullable=True),
        sa.Column("answerer_id", sa.BigInteger(), nullable=True),
        sa.Column("answerer_side", sa.String(length=10), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("accepted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted_as", sa.String(length=10), nullable=True),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("asker_left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.Column("accept_offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("experts_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staff_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queue_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("queue_message_id", sa.BigInteger(), nullable=True),
        sa.Column("quiet_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (close_reason IS NOT NULL)", name=op.f("ck_question_closed_has_reason")
        ),
        sa.CheckConstraint(
            "(state = 'solved') = (answer_message_id IS NOT NULL)", name=op.f("ck_question_solved_has_answer")
        ),
        sa.CheckConstraint("NOT anonymous OR asker_id IS NULL", name=op.f("ck_question_anonymous_names_nobody")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["question.id"], name=op.f("fk_question_duplicate_of_id_question"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("origin_message_id", name=op.f("uq_question_origin_message_id")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_question_thread_id")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index("ix_question_answer_message_id", ["answer_message_id"], unique=False)
        batch_op.create_index("ix_question_duplicate_of_id", ["duplicate_of_id"], unique=False)
        batch_op.create_index("ix_question_guild_id_asked_at", ["guild_id", "asked_at"], unique=False)
        batch_op.create_index("ix_question_guild_id_asker_id", ["guild_id", "asker_id", "asked_at"], unique=False)
        batch_op.create_index("ix_question_guild_id_closed_at", ["guild_id", "closed_at"], unique=False)
        batch_op.create_index(
            "ix_question_guild_id_fingerprint", ["guild_id", "author_fingerprint", "asked_at"], unique=False
        )
        batch_op.create_index("ix_question_guild_id_solved_at", ["guild_id", "solved_at"], unique=False)
        batch_op.create_index("ix_question_guild_id_state_asked_at", ["guild_id", "state", "asked_at"], unique=False)
        batch_op.create_index("ix_question_starter_message_id", ["starter_message_id"], unique=False)

    op.create_table(
        "question_expert",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_name", sa.String(length=50), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_id", "tag_id", name=op.f("pk_question_expert")),
    )
    with op.batch_alter_table("question_expert", schema=None) as batch_op:
        batch_op.create_index("ix_question_expert_guild_id_tag_id", ["guild_id", "tag_id"], unique=False)

    op.create_table(
        "search_table",
        sa.Column("collection", sa.String(length=32), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("collection", "guild_id", name=op.f("pk_search_table")),
    )
    op.create_table(
        "search_vector",
        sa.Column("collection", sa.String(length=32), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("whole", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("collection", "guild_id", "document_id", name=op.f("pk_search_vector")),
    )
    with op.batch_alter_table("search_vector", schema=None) as batch_op:
        batch_op.create_index("ix_search_vector_revision", ["collection", "guild_id", "revision"], unique=False)

    op.create_table(
        "setting",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "section", "key", name=op.f("pk_setting")),
    )
    op.create_table(
        "setting_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    with op.batch_alter_table("setting_change", schema=None) as batch_op:
        batch_op.create_index("ix_setting_change_guild_id_changed_at", ["guild_id", "changed_at"], unique=False)

    op.create_table(
        "question_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_answer_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_answer")),
        sa.UniqueConstraint("message_id", name=op.f("uq_question_answer_message_id")),
    )
    with op.batch_alter_table("question_answer", schema=None) as batch_op:
        batch_op.create_index("ix_question_answer_guild_id_author_id", ["guild_id", "author_id"], unique=False)
        batch_op.create_index("ix_question_answer_question_id_posted_at", ["question_id", "posted_at"], unique=False)

    op.create_table(
        "question_fact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("detail", sa.String(length=400), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_fact_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_fact")),
    )
    with op.batch_alter_table("question_fact", schema=None) as batch_op:
        batch_op.create_index(
            "ix_question_fact_guild_id_kind_happened_at", ["guild_id", "kind", "happened_at"], unique=False
        )
        batch_op.create_index("ix_question_fact_question_id", ["question_id", "id"], unique=False)

    op.create_table(
        "question_faq",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_faq_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_faq")),
        sa.UniqueConstraint("guild_id", "name_key", name=op.f("uq_question_faq_guild_id_name_key")),
    )
    op.create_table(
        "question_notice",
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("picked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_notice_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "member_id", name=op.f("pk_question_notice")),
    )
    with op.batch_alter_table("question_notice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_question_notice_guild_id_member_id", ["guild_id", "member_id", "picked_at"], unique=False
        )

    op.create_table(
        "question_tag",
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_tag_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "tag_id", name=op.f("pk_question_tag")),
    )
    with op.batch_alter_table("question_tag", schema=None) as batch_op:
        batch_op.create_index("ix_question_tag_guild_id_tag_id", ["guild_id", "tag_id"], unique=False)

    op.create_table(
        "question_thanks",
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_thanks_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "member_id", name=op.f("pk_question_thanks")),
    )
    op.create_table(
        "question_unseal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("requested_by_id", sa.BigInteger(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_unseal_question_id_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_unseal")),
    )
    with op.batch_alter_table("question_unseal", schema=None) as batch_op:
        batch_op.create_index("ix_question_unseal_question_id", ["question_id", "requested_at"], unique=False)

    op.create_table(
        "question_upvote",
        sa.Column("answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["question_answer.id"],
            name=op.f("fk_question_upvote_answer_id_question_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("answer_id", "member_id", name=op.f("pk_question_upvote")),
    )
