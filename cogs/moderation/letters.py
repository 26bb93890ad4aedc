"""What members read of cases: which rule, what, until when, why, and how to appeal. Calm, and never accusing."""

from bot.client import Bot
from bot.engine import AsyncConnection
from bot.guidelines.model import TEXT_MAX, TITLE_MAX
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.moderation.doing import TOPIC
from bot.moderation.editing import CHANGED_TOPIC
from bot.moderation.lifting import LIFTED_TOPIC
from bot.moderation.model import Act
from bot.moderation.telling import Told
from bot.text import clean, cut
from bot.ui.texts import moment, plain
from cogs.moderation.wording import act_text, length_text

REASON_SHOWN = 1_000
"""Of a long reason; a button leads to all of it. Japanese letters take three bytes, and Discord's cards some 10,000."""
APPEAL = "appeal"
WHOLE_REASON = "told-reason"
"""The entrance to the whole of a reason that was cut."""
LEAVES = frozenset({Act.KICK, Act.BAN})


def written(text: str, limit: int) -> str:
    """Return what somebody wrote, in its lines, without markup and mentions, cut to `limit`."""
    lines = cut(clean(text), limit).split("\n")
    return cut("\n".join(plain(line, limit) if line.strip() else "" for line in lines), limit)


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def told_text(told: Told, language: Language) -> str:
    """Return what the member reads of a case; of a decision in the making exactly what they will."""
    length = "none" if told.minutes is None else length_text(told.minutes, language)
    parts = [say(language, f"moderation-told-{told.act.value}", length=length)]
    if told.is_lifted:
        parts.append(say(language, "moderation-told-was-lifted"))
    if told.ends_at is not None and not told.is_lifted:
        until = say(language, "moderation-told-until", at=moment(told.ends_at, "F"), left=moment(told.ends_at))
        parts.append(until)
    if told.rule is not None:
        wording = told.rule.wording(language)
        head = say(
            language,
            "moderation-told-rule",
            number=str(told.rule.number),
            title=written(wording.title, TITLE_MAX),
        )
        parts.append(f"{head}\n{cut(quoted(wording.text), TEXT_MAX + 100)}" if wording.text.strip() else head)
    if told.reason.strip():
        parts.append(say(language, "moderation-told-why", reason=written(told.reason, REASON_SHOWN)))
    if told.removes_message and told.act is not Act.REMOVE:
        parts.append(say(language, "moderation-told-removed"))
    if told.strikes and told.strikes_until is not None and not told.is_lifted:
        parts.append(
            say(language, "moderation-told-strikes", count=told.strikes, until=moment(told.strikes_until, "D"))
        )
    if told.is_appealable:
        parts.append(say(language, "moderation-told-appeal"))
    if told.number is not None:
        parts.append(f"-# {say(language, 'moderation-told-number', number=str(told.number))}")
    return "\n\n".join(parts)


def entrances_of(told: Told) -> tuple[tuple[str, int], ...]:
    """Return the buttons below what a member reads of a case."""
    if told.case_id is None:
        return ()
    wanted = ((APPEAL, told.is_appealable), (WHOLE_REASON, len(told.reason) > REASON_SHOWN))
    return tuple((name, told.case_id) for name, is_there in wanted if is_there)


class CaseLetters:
    """Renders letters about cases (`bot.inbox.model.Renderer`)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def register(self) -> None:
        renderers = self._bot.app.inbox.renderers
        renderers[TOPIC] = self.case
        renderers[CHANGED_TOPIC] = self.changed
        renderers[LIFTED_TOPIC] = self.lifted

    async def case(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        told = await self._bot.app.moderation.telling.told(
            connection, guild_id=letter.guild_id, case_id=letter.subject_id
        )
        if told is None:
            return None
        return Text(body=told_text(told, language), entrances=entrances_of(told), mention=told.act not in LEAVES)

    async def changed(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        """Say what is true now of a case that was changed."""
        told = await self._bot.app.moderation.telling.told_of_change(
            connection, guild_id=letter.guild_id, change_id=letter.subject_id
        )
        if told is None:
            return None
        said = say(language, "moderation-told-changed", number=str(told.number))
        return Text(body=f"{said}\n\n{told_text(told, language)}", entrances=entrances_of(told))

    async def lifted(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        told = await self._bot.app.moderation.telling.told(
            connection, guild_id=letter.guild_id, case_id=letter.subject_id
        )
        if told is None:
            return None
        said = say(
            language,
            "moderation-told-lifted",
            act=act_text(told.act, language, minutes=told.minutes),
            number=str(told.number),
        )
        return Text(body=said)
