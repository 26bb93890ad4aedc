"""Rows of questions, their answers and the people around them.

No message text is kept but what a member submitted as a question and what was accepted as its answer, both cut to
`TEXT_KEPT`. Seconds that could be computed from two moments are stored too (`first_answer_seconds`, `solved_seconds`):
percentiles then are a sort in the database, on SQLite and PostgreSQL alike. What an anonymous asker does as the asker
names them in no column; their id is only inside `sealed_author`, and `author_fingerprint` recognises them. What they
write in the thread under their own name stands where anybody's would.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata
from bot.questions.model import FAQ_NAME_MAX, NOTE_MAX, TITLE_MAX


def _question_id(name: str = "question_id", *, primary_key: bool = False) -> Column[int]:
    return Column(
        name,
        Id,
        ForeignKey("question.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
        info={"names": "row"},
    )


question = Table(
    "question",
    metadata,
    Column("id", Id, primary_key=True, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    discord_column("channel_id", names="channel"),
    discord_column("thread_id", names="channel", unique=True),
    discord_column("starter_message_id", names="message", nullable=True),
    discord_column("card_message_id", names="message", nullable=True),
    discord_column("origin_message_id", names="message", nullable=True, unique=True),  # the message it was made from
    member_column("asker_id", erase="forget"),
    Column("anonymous", Boolean, nullable=False),
    Column("author_fingerprint", String(64), info={"export": False}),
    Column("sealed_author", Text, info={"export": False}),
    Column("title", String(TITLE_MAX), nullable=False),
    Column("body", Text, nullable=False),
    Column("source", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("close_reason", String(10)),
    Column("close_note", String(NOTE_MAX)),
    Column("closed_at", UtcDateTime),
    member_column("closed_by_id", erase="forget"),
    Column("duplicate_of_id", Id, ForeignKey("question.id", ondelete="SET NULL"), info={"names": "row"}),
    Column("first_answer_at", UtcDateTime),
    Column("first_answer_seconds", Integer),
    discord_column("first_answer_message_id", names="message", nullable=True),
    member_column("first_answer_author_id", erase="forget"),
    Column("first_answer_side", String(10)),
    Column("first_member_answer_at", UtcDateTime),
    Column("solved_at", UtcDateTime),
    Column("solved_seconds", Integer),
    discord_column("answer_message_id", names="message", nullable=True),
    member_column("answerer_id", erase="forget"),
    Column("answerer_side", String(10)),
    Column("answer_text", Text),
    member_column("accepted_by_id", erase="forget"),
    Column("accepted_as", String(10)),
    Column("last_activity_at", UtcDateTime, nullable=False),
    member_column("claimed_by_id", erase="forget"),
    Column("claimed_until", UtcDateTime),
    Column("reopened", Integer, nullable=False, default=0),
    Column("asker_left_at", UtcDateTime),
    Column("deleted_at", UtcDateTime),
    Column("reminders", Boolean, nullable=False),
    Column("accept_offered_at", UtcDateTime),
    Column("experts_told_at", UtcDateTime),
    Column("staff_told_at", UtcDateTime),
    Column("queued_at", UtcDateTime),
    discord_column("queue_channel_id", names="channel", nullable=True),  # the queue may be moved later
    discord_column("queue_message_id", names="message", nullable=True),
    Column("quiet_asked_at", UtcDateTime),
    CheckConstraint("(state = 'solved') = (answer_message_id IS NOT NULL)", name="solved_has_answer"),
    CheckConstraint("(state = 'closed') = (close_reason IS NOT NULL)", name="closed_has_reason"),
    CheckConstraint("NOT anonymous OR asker_id IS NULL", name="anonymous_names_nobody"),
    Index("ix_question_guild_id_state_asked_at", "guild_id", "state", "asked_at"),
    Index("ix_question_guild_id_asked_at", "guild_id", "asked_at"),
    Index("ix_question_guild_id_asker_id", "guild_id", "asker_id", "asked_at"),
    Index("ix_question_guild_id_fingerprint", "guild_id", "author_fingerprint", "asked_at"),
    Index("ix_question_guild_id_solved_at", "guild_id", "solved_at"),
    Index("ix_question_guild_id_closed_at", "guild_id", "closed_at"),
    Index("ix_question_answer_message_id", "answer_message_id"),
    Index("ix_question_starter_message_id", "starter_message_id"),
    Index("ix_question_duplicate_of_id", "duplicate_of_id"),
)

question_tag = Table(
    "question_tag",
    metadata,
    _question_id(primary_key=True),
    discord_column("tag_id", names="tag", primary_key=True),
    discord_column("guild_id", names="server"),
    Column("name", String(50), nullable=False),
    Index("ix_question_tag_guild_id_tag_id", "guild_id", "tag_id"),
)

question_answer = Table(
    "question_answer",
    metadata,
    Column("id", Id, primary_key=True, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    _question_id(),
    discord_column("message_id", names="message", unique=True),
    member_column("author_id", erase="forget"),
    Column("side", String(10), nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("deleted_at", UtcDateTime),
    Index("ix_question_answer_question_id_posted_at", "question_id", "posted_at"),
    Index("ix_question_answer_guild_id_author_id", "guild_id", "author_id"),
)

question_upvote = Table(
    "question_upvote",
    metadata,
    Column(
        "answer_id",
        Id,
        ForeignKey("question_answer.id", ondelete="CASCADE"),
        primary_key=True,
        info={"names": "row"},
    ),
    member_column("member_id", erase="delete", primary_key=True),
    discord_column("guild_id", names="server"),
    Column("given_at", UtcDateTime, nullable=False),
)

# Upvotes of people who were erased since: the votes stay, whose they were does not.
question_former_upvotes = Table(
    "question_former_upvotes",
    metadata,
    Column(
        "answer_id",
        Id,
        ForeignKey("question_answer.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    discord_column("guild_id", names="server"),
    Column("votes", Integer, nullable=False),
)

question_thanks = Table(
    "question_thanks",
    metadata,
    _question_id(primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    discord_column("guild_id", names="server"),
    Column("given_at", UtcDateTime, nullable=False),
)

question_fact = Table(
    "question_fact",
    metadata,
    Column("id", Id, primary_key=True, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    _question_id(),
    Column("kind", String(10), nullable=False),
    Column("happened_at", UtcDateTime, nullable=False),
    member_column("member_id", erase="forget"),
    Column("role", String(10), nullable=False),
    Column("detail", String(NOTE_MAX)),  # the close reason, the cause of re-opening
    Index("ix_question_fact_question_id", "question_id", "id"),
    Index("ix_question_fact_guild_id_kind_happened_at", "guild_id", "kind", "happened_at"),
)

question_expert = Table(
    "question_expert",
    metadata,
    discord_column("guild_id", names="server", primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    discord_column("tag_id", names="tag", primary_key=True),
    Column("tag_name", String(50), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_question_expert_guild_id_tag_id", "guild_id", "tag_id"),
)

question_notice = Table(
    "question_notice",
    metadata,
    _question_id(primary_key=True),
    member_column("member_id", erase="delete", primary_key=True),
    discord_column("guild_id", names="server"),
    Column("picked_at", UtcDateTime, nullable=False),
    Index("ix_question_notice_guild_id_member_id", "guild_id", "member_id", "picked_at"),
)

question_faq = Table(
    "question_faq",
    metadata,
    Column("id", Id, primary_key=True, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    _question_id(),
    Column("name", String(FAQ_NAME_MAX), nullable=False),
    Column("name_key", String(4 * FAQ_NAME_MAX), nullable=False),  # folded: full-width and capitals are the same name
    member_column("added_by_id", erase="forget"),
    Column("added_at", UtcDateTime, nullable=False),
    UniqueConstraint("guild_id", "name_key"),
)

question_unseal = Table(
    "question_unseal",
    metadata,
    Column("id", Id, primary_key=True, info={"names": "row"}),
    discord_column("guild_id", names="server"),
    _question_id(),
    Column("reason", String(NOTE_MAX), nullable=False),
    # Kept when a moderator is erased: the author has a right to know that it was done, by two people.
    member_column("requested_by_id", erase="keep"),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),
    member_column("confirmed_by_id", erase="keep", nullable=True),
    Column("confirmed_at", UtcDateTime),
    Column("told_at", UtcDateTime),
    Index("ix_question_unseal_question_id", "question_id", "requested_at"),
)
