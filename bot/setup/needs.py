"""Everything the features need of a server and on it. A later feature adds its lines here, and nowhere else."""

from bot.points.model import PointsSettings
from bot.questions.model import QuestionSettings
from bot.settings.model import ServerSettings
from bot.setup.model import Need, NeedKind, Requirement, TagNeed

STAFF = Need(
    name="staff",
    kind=NeedKind.ROLE,
    section=ServerSettings.section,
    key="staff_role_ids",
    known_as=("staff", "team", "crew", "スタッフ", "運営", "社員", "公式スタッフ", "運営スタッフ"),
    mentionable=True,
)
MODERATORS = Need(
    name="moderators",
    kind=NeedKind.ROLE,
    section=ServerSettings.section,
    key="moderator_role_ids",
    known_as=("moderators", "moderator", "mods", "mod", "モデレーター", "モデレータ", "モデ"),
)
QUEUE = Need(
    name="queue",
    kind=NeedKind.TEXT,
    section=ServerSettings.section,
    key="queue_channel_id",
    known_as=("modqueue", "moderationqueue", "moderation", "queue", "対応待ち", "モデレーション", "モデレーター専用"),
    moderators_only=True,
)
QUESTIONS = Need(
    name="questions",
    kind=NeedKind.FORUM,
    section=QuestionSettings.section,
    key="forum_channel_id",
    known_as=(
        *("questions", "question", "qa", "qanda", "questionsandanswers", "help", "support", "helpforum"),
        *("質問", "質問箱", "質問広場", "質問コーナー", "質問フォーラム", "質問と回答", "ヘルプ", "サポート"),
    ),
    tags=(
        TagNeed(name="questions-tag-open", symbol="❓", moderated=False),
        TagNeed(name="questions-tag-solved", symbol="✅", moderated=True),
        TagNeed(name="questions-tag-closed", symbol="🔒", moderated=True),
    ),
)

ANNOUNCEMENTS = Need(
    name="announcements",
    kind=NeedKind.TEXT,
    section=PointsSettings.section,
    key="announcement_channel_id",
    known_as=(
        *("rankups", "rankup", "ranks", "levelups", "levelup", "levels", "milestones", "achievements"),
        *("ランクアップ", "ランク", "レベルアップ", "レベル"),
    ),
)

NEEDS = (STAFF, MODERATORS, QUEUE, QUESTIONS, ANNOUNCEMENTS)
"""In the order in which they are met: the queue is shown to the moderators' role, which has to be there by then."""

REQUIREMENTS = (
    Requirement(feature="setup", permissions=("manage_channels", "manage_roles")),
    Requirement(
        feature="questions",
        section=QuestionSettings.section,
        key="forum_channel_id",
        permissions=(
            "view_channel",
            "send_messages",
            "send_messages_in_threads",
            "create_public_threads",
            "manage_threads",
            "read_message_history",
            "embed_links",
            "attach_files",
            "add_reactions",
        ),
    ),
    Requirement(
        feature="queue",
        section=ServerSettings.section,
        key="queue_channel_id",
        permissions=("view_channel", "send_messages", "read_message_history", "embed_links"),
    ),
    Requirement(
        feature="announcements",
        section=PointsSettings.section,
        key="announcement_channel_id",
        permissions=("view_channel", "send_messages", "read_message_history"),
    ),
)

GIVEN_ROLES: tuple[tuple[str, str], ...] = ()
"""The settings (section, key) that name roles which the bot gives to members: its own role must stand above them.

Those of ranks stand in no setting: `/doctor` looks at them by themselves.
"""

MENTIONED_ROLES = (((STAFF.section, STAFF.key), (QUESTIONS.section, QUESTIONS.key)),)
"""The settings that name roles the bot mentions, each with the setting of the channel where it does: a mention notifies
nobody unless everybody may mention the role, or the bot may mention all roles there."""


def required_for(need: Need) -> tuple[str, ...]:
    """Return the permissions the bot needs in the channel that meets a need."""
    return next(
        (entry.permissions for entry in REQUIREMENTS if (entry.section, entry.key) == (need.section, need.key)), ()
    )


def required_permissions() -> frozenset[str]:
    """Return every permission the bot asks for, by Discord's API names: those of its invite link."""
    return frozenset(permission for requirement in REQUIREMENTS for permission in requirement.permissions)
