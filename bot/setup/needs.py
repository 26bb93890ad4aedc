"""Everything the features need of a server and on it. A later feature adds its lines here, and nowhere else."""

from bot.events.model import EventSettings
from bot.guidelines.model import GuidelineSettings
from bot.moderation.model import ModerationSettings
from bot.onboarding.model import OnboardingSettings
from bot.points.model import PointsSettings
from bot.profiles.model import ProfileSettings
from bot.questions.model import QuestionSettings
from bot.settings.model import ServerSettings
from bot.setup.model import Need, NeedKind, Part, Requirement, TagNeed
from bot.surveys.model import SurveySettings

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
    shown_to=("moderators",),
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

RULES = Need(
    name="rules",
    kind=NeedKind.TEXT,
    section=GuidelineSettings.section,
    key="channel_id",
    known_as=(
        *("rules", "guidelines", "communityguidelines", "communityrules", "serverrules", "codeofconduct"),
        *("ルール", "ガイドライン", "規約", "利用規約", "サーバールール", "コミュニティガイドライン", "お約束"),
    ),
    denied=("send_messages", "create_public_threads"),
    is_rules_channel=True,
)
MEMBER = Need(
    name="member",
    kind=NeedKind.ROLE,
    section=GuidelineSettings.section,
    key="member_role_id",
    known_as=("member", "members", "verified", "メンバー", "会員", "認証済み", "参加者"),
    optional=True,
    given=True,
)
WELCOME = Need(
    name="welcome",
    kind=NeedKind.TEXT,
    section=OnboardingSettings.section,
    key="welcome_channel_id",
    known_as=(
        *("welcome", "welcomes", "newmembers", "newcomers", "arrivals", "joins", "joinlog", "entrance"),
        *("ようこそ", "歓迎", "玄関", "入口", "エントランス", "新メンバー", "新規メンバー", "参加通知"),
    ),
    denied=("send_messages",),
)
INTRODUCTIONS = Need(
    name="introductions",
    kind=NeedKind.TEXT,
    section=OnboardingSettings.section,
    key="introductions_channel_id",
    known_as=(
        *("introductions", "introduction", "introduceyourself", "intros", "intro", "aboutme", "hello"),
        *("自己紹介", "はじめまして", "初めまして", "ごあいさつ", "ご挨拶"),
    ),
    denied=("send_messages",),
)
NEWCOMER = Need(
    name="newcomer",
    kind=NeedKind.ROLE,
    section=OnboardingSettings.section,
    key="newcomer_role_id",
    known_as=(
        "newcomer",
        "newcomers",
        "new",
        "newmember",
        "newmembers",
        "beginner",
        "新メンバー",
        "新人",
        "初心者",
        "新規",
    ),
    optional=True,
    given=True,
)
GREETERS = Need(
    name="greeters",
    kind=NeedKind.ROLE,
    section=OnboardingSettings.section,
    key="greeter_role_id",
    known_as=(
        "greeters",
        "greeter",
        "welcomecrew",
        "welcomers",
        "welcometeam",
        "歓迎係",
        "案内係",
        "おもてなし係",
        "ご案内係",
    ),
    optional=True,
    mentionable=True,
)
GREETING = Need(
    name="greeting",
    kind=NeedKind.TEXT,
    section=OnboardingSettings.section,
    key="greeter_channel_id",
    known_as=("greeters", "greeting", "greeterroom", "welcomecrew", "歓迎係", "案内係", "おもてなし係", "ご案内係"),
    optional=True,
    shown_to=("greeters", "moderators"),
)

EVENTS = Need(
    name="events",
    kind=NeedKind.TEXT,
    section=EventSettings.section,
    key="channel_id",
    known_as=(
        *("events", "event", "eventannouncements", "meetups", "meetup", "calendar"),
        *("イベント", "イベント告知", "イベント情報", "催し", "オフ会", "交流会"),
    ),
    denied=("send_messages",),
)
SURVEYS = Need(
    name="surveys",
    kind=NeedKind.TEXT,
    section=SurveySettings.section,
    key="channel_id",
    known_as=(
        *("surveys", "survey", "feedback", "polls", "yourvoice", "questionnaires"),
        *("アンケート", "アンケート回答", "ご意見", "フィードバック", "調査"),
    ),
    denied=("send_messages",),
)

CASES = Need(
    name="cases",
    kind=NeedKind.TEXT,
    section=ModerationSettings.section,
    key="log_channel_id",
    known_as=(
        *("cases", "modlog", "modlogs", "moderationlog", "moderationlogs", "caselog", "log", "logs"),
        *("ケース", "モデレーションログ", "処分記録", "対応記録", "ログ"),
    ),
    shown_to=("moderators",),
    moderators_only=True,
)

ESSENTIALS = (STAFF, MODERATORS, QUEUE, QUESTIONS, ANNOUNCEMENTS)

PARTS = (
    Part(name="essentials", needs=ESSENTIALS),
    Part(name="newcomers", needs=(RULES, MEMBER, WELCOME, INTRODUCTIONS, NEWCOMER, GREETERS, GREETING)),
    Part(name="gatherings", needs=(EVENTS, SURVEYS)),
    Part(name="moderation", needs=(CASES,)),
)
"""What an admin is asked about together, in turn.

In the order in which they are met: the queue is shown to the moderators' role, which has to be there by then.
"""

NEEDS = tuple(need for part in PARTS for need in part.needs)

_POSTING = ("view_channel", "send_messages", "read_message_history", "embed_links")

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
        permissions=_POSTING,
    ),
    Requirement(
        feature="announcements",
        section=PointsSettings.section,
        key="announcement_channel_id",
        permissions=("view_channel", "send_messages", "read_message_history"),
    ),
    Requirement(feature="rules", section=RULES.section, key=RULES.key, permissions=_POSTING),
    Requirement(feature="welcome", section=WELCOME.section, key=WELCOME.key, permissions=_POSTING),
    Requirement(feature="introductions", section=INTRODUCTIONS.section, key=INTRODUCTIONS.key, permissions=_POSTING),
    Requirement(feature="greeters", section=GREETING.section, key=GREETING.key, permissions=_POSTING, optional=True),
    Requirement(
        feature="events",
        section=EVENTS.section,
        key=EVENTS.key,
        permissions=(*_POSTING, "send_messages_in_threads", "create_public_threads", "manage_threads", "attach_files"),
    ),
    Requirement(feature="native-events", permissions=("create_events", "manage_events"), optional=True),
    Requirement(feature="surveys", section=SURVEYS.section, key=SURVEYS.key, permissions=(*_POSTING, "attach_files")),
    Requirement(
        feature="moderation",
        permissions=("moderate_members", "kick_members", "ban_members", "manage_messages", "view_audit_log"),
    ),
    Requirement(feature="cases", section=CASES.section, key=CASES.key, permissions=(*_POSTING, "attach_files")),
    # Escalated cases are worked on in private threads: of the queue's channel, where no other is named for them.
    Requirement(
        feature="playbooks",
        section=QUEUE.section,
        key=QUEUE.key,
        permissions=("create_private_threads", "send_messages_in_threads", "manage_threads"),
        optional=True,
    ),
    # AutoMod's rules, and pausing invites.
    Requirement(feature="automod", permissions=("manage_guild",), optional=True),
    # How often an invite was used is shown only to those who manage its channel.
    Requirement(
        feature="invites",
        section=WELCOME.section,
        key=WELCOME.key,
        permissions=("create_instant_invite", "manage_channels"),
        optional=True,
    ),
)

GIVEN_ROLES: tuple[tuple[str, str], ...] = (
    (MEMBER.section, MEMBER.key),
    (NEWCOMER.section, NEWCOMER.key),
    (ProfileSettings.section, "interest_role_ids"),
)
"""The settings (section, key) that name roles which the bot gives to members: its own role must stand above them.

Those of ranks stand in no setting: `/doctor` looks at them by themselves.
"""

MENTIONED_ROLES = (
    ((STAFF.section, STAFF.key), (QUESTIONS.section, QUESTIONS.key)),
    ((GREETERS.section, GREETERS.key), (GREETING.section, GREETING.key)),
)
"""The settings that name roles the bot mentions, each with the setting of the channel where it does: a mention notifies
nobody unless everybody may mention the role, or the bot may mention all roles there."""


def required_for(need: Need) -> tuple[str, ...]:
    """Return the permissions the bot needs in the channel that meets a need."""
    there = [entry.permissions for entry in REQUIREMENTS if (entry.section, entry.key) == (need.section, need.key)]
    return tuple(permission for permissions in there for permission in permissions)


def part_at(number: int) -> Part:
    """Return a part by its place, counted from 0; the first for a place that no part has."""
    return PARTS[number] if number < len(PARTS) else PARTS[0]


def part_of(need: Need) -> Part:
    return next(part for part in PARTS if need in part.needs)


def required_permissions() -> frozenset[str]:
    """Return every permission the bot asks for, by Discord's API names: those of its invite link."""
    return frozenset(permission for requirement in REQUIREMENTS for permission in requirement.permissions)
