"""Tables of surveys, made so that an anonymous answer can't be joined to who gave it.

Answers stand under a random key, in tables without SQLite's row numbers, which would tell the order of writing; who
takes part stands apart, with a day and no time. While a survey is open its answers are encrypted, and what leads from a
member to their key is made from a secret that is kept sealed and destroyed on closing (`bot.surveys.anonymity`).
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.db import Id, UtcDateTime, discord_column, member_column, metadata


def _survey_id(**arguments: Any) -> Column[int]:
    key = ForeignKey("survey.id", ondelete="CASCADE")
    return Column("survey_id", Id, key, nullable=False, info={"names": "row"}, **arguments)


survey = Table(
    "survey",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    # bot.surveys.model.SurveyKind
    Column("kind", String(10), nullable=False),
    # bot.surveys.model.SurveyState
    Column("state", String(10), nullable=False),
    Column("title", String(100), nullable=False),
    # the line "why we ask"
    Column("why", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    # bot.surveys.model.AudienceKind, with what it is of
    Column("audience", String(10), nullable=False),
    discord_column("audience_role_id", names="role", nullable=True),
    Column("audience_rank_id", Id, ForeignKey("point_rank.id", ondelete="SET NULL"), info={"names": "row"}),
    # an occurrence of an event (no foreign key: events know surveys)
    Column("audience_occurrence_id", Id, info={"names": "row"}),
    Column("sample_size", Integer),
    Column("opens_at", UtcDateTime),
    Column("closes_at", UtcDateTime),
    Column("opened_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    # how many were asked, when it was opened
    Column("asked", Integer),
    # the post with its button
    discord_column("channel_id", names="channel", nullable=True),
    discord_column("message_id", names="message", nullable=True),
    Column("reminded_at", UtcDateTime),
    # of an audience that is a role: whether its post and its reminder mention the role
    Column("pings", Boolean, nullable=False),
    # results are shown to all on closing
    Column("publish", Boolean, nullable=False),
    discord_column("results_message_id", names="message", nullable=True),
    Column("points", Integer, nullable=False),
    Column("rewarded_at", UtcDateTime),
    # makes the members' keys while it is open, sealed (bot/seal.py); destroyed on closing
    Column("sealed_secret", Text, info={"export": False}),
    # of a concept test: what was decided upon it
    Column("decision", Text),
    member_column("decided_by_id", erase="forget"),
    Column("decided_at", UtcDateTime),
    # of an NPS round: its quarter, as 2026-Q4
    Column("round", String(7)),
    member_column("created_by_id", erase="forget"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_survey_guild_state", "guild_id", "state"),
    Index("ix_survey_audience_rank_id", "audience_rank_id"),
    sqlite_autoincrement=True,
)

survey_question = Table(
    "survey_question",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    _survey_id(),
    Column("position", Integer, nullable=False),
    # bot.surveys.model.QuestionKind
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("required", Boolean, nullable=False),
    # of a scale: its ends, and what they mean
    Column("lowest", Integer),
    Column("highest", Integer),
    Column("lowest_means", String(60)),
    Column("highest_means", String(60)),
    # of several choices: how many at the most
    Column("most", Integer),
    Index("ix_survey_question_survey_id", "survey_id", "position"),
    sqlite_autoincrement=True,
)

survey_option = Table(
    "survey_option",
    metadata,
    Column("id", Id, primary_key=True),
    discord_column("guild_id", names="server"),
    Column(
        "question_id",
        Id,
        ForeignKey("survey_question.id", ondelete="CASCADE"),
        nullable=False,
        info={"names": "row"},
    ),
    Column("position", Integer, nullable=False),
    Column("text", String(100), nullable=False),
    Index("ix_survey_option_question_id", "question_id", "position"),
    sqlite_autoincrement=True,
)

# What an option of a concept test looks like.
survey_picture = Table(
    "survey_picture",
    metadata,
    Column(
        "option_id",
        Id,
        ForeignKey("survey_option.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    discord_column("guild_id", names="server"),
    Column("format", String(5), nullable=False),
    Column("data", LargeBinary, nullable=False, info={"export": False}),
)

# Who takes part, and how far they are; never what they answered, nor when to the hour.
survey_participant = Table(
    "survey_participant",
    metadata,
    _survey_id(primary_key=True, autoincrement=False),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    # finished at least once; what they change afterwards changes nothing here
    Column("finished", Boolean, nullable=False),
    Column("began_on", Date, nullable=False),
    Index("ix_survey_participant_member", "guild_id", "member_id"),
    sqlite_with_rowid=False,
)

# Who was asked, where not everybody of an audience is: a sample, those who attended, a quarter's NPS.
survey_invited = Table(
    "survey_invited",
    metadata,
    _survey_id(primary_key=True, autoincrement=False),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    Column("invited_on", Date, nullable=False),
    # a mention told them
    Column("told", Boolean, nullable=False),
    Index("ix_survey_invited_member", "guild_id", "member_id"),
    sqlite_with_rowid=False,
)

# One filled-in survey. `key` is random; for a named survey `member_id` says whose it is.
survey_response = Table(
    "survey_response",
    metadata,
    Column("key", String(43), primary_key=True, info={"export": False}),
    _survey_id(),
    discord_column("guild_id", names="server"),
    member_column("member_id", erase="forget"),
    Column("finished", Boolean, nullable=False),
    # the month it was finished in, as 2026-11
    Column("month", String(7)),
    # counted in what was shown of an anonymous survey while it was open
    Column("released", Boolean, nullable=False),
    # all the answers of an anonymous survey while it is open, encrypted; its rows of survey_answer are made on closing
    Column("sealed", Text, info={"export": False}),
    UniqueConstraint("survey_id", "member_id"),
    Index("ix_survey_response_survey_id", "survey_id", "key"),
    sqlite_with_rowid=False,
)

survey_answer = Table(
    "survey_answer",
    metadata,
    Column(
        "response_key",
        String(43),
        ForeignKey("survey_response.key", ondelete="CASCADE", onupdate="CASCADE"),
        primary_key=True,
        info={"export": False},
    ),
    Column(
        "question_id",
        Id,
        ForeignKey("survey_question.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        info={"names": "row"},
    ),
    discord_column("guild_id", names="server"),
    # of a scale and NPS
    Column("number", Integer),
    # of a single choice and several: the options' ids, ascending
    Column("options", JSON(none_as_null=True)),
    Column("text", Text),
    Index("ix_survey_answer_question_id", "question_id"),
    sqlite_with_rowid=False,
)

# Results of an anonymous survey as they were last shown while it was open: they only change by five people at a time.
survey_snapshot = Table(
    "survey_snapshot",
    metadata,
    _survey_id(primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    Column("responses", Integer, nullable=False),
    Column("results", JSON, nullable=False),
)

# How many of a group were asked and took part, counted on closing: members' roles and ranks change afterwards.
survey_segment = Table(
    "survey_segment",
    metadata,
    _survey_id(primary_key=True, autoincrement=False),
    # rank, interest or role, and which
    Column("kind", String(10), primary_key=True),
    Column("name", String(100), primary_key=True),
    discord_column("guild_id", names="server"),
    Column("asked", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
)

# The NPS of a round, counted on closing and kept for ever.
survey_nps = Table(
    "survey_nps",
    metadata,
    _survey_id(primary_key=True, autoincrement=False),
    discord_column("guild_id", names="server"),
    Column("round", String(7), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("promoters", Integer, nullable=False),
    Column("passives", Integer, nullable=False),
    Column("detractors", Integer, nullable=False),
    Column("score", Float),
    Column("low", Float),
    Column("high", Float),
    Column("closed_on", Date, nullable=False),
    Index("ix_survey_nps_round", "guild_id", "round"),
)

# When somebody was last asked for the NPS: not again for 90 days.
survey_nps_asked = Table(
    "survey_nps_asked",
    metadata,
    discord_column("guild_id", names="server", primary_key=True, autoincrement=False),
    member_column("member_id", erase="delete", primary_key=True, autoincrement=False),
    Column("asked_on", Date, nullable=False),
)
