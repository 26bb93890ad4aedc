"""What a member reads about a filter: which rule, and their own text back. Said as it is when it is read."""

from collections.abc import Sequence

from bot.engine import AsyncConnection
from bot.filters.desk import Desk
from bot.filters.model import Hit, Judgement, Removal
from bot.filters.store import hits
from bot.i18n import Language, say
from bot.inbox.model import Letter, Text
from bot.moderation.store import evidence
from bot.text import cut

GIVEN_BACK_MAX = 1_200
"""Characters of a member's own text in one letter."""
TEXTS_MAX = 3


class Telling:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def removed(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        """Say which of somebody's messages a filter has removed; None where nothing was removed after all."""
        about = [
            hit
            for hit in await hits.together(connection, guild_id=letter.guild_id, first_id=letter.subject_id)
            if hit.removed in (Removal.WAITING, Removal.DONE)
        ]
        if not about or any(hit.judgement is Judgement.WRONG for hit in about):
            return None  # told in another letter
        rule = await self._rule(about[0], language)
        said = say(
            language,
            "filters-letter-removed",
            channel=f"<#{about[0].channel_id}>",
            count=len({hit.message_id for hit in about}),
            rule=rule or "",
            named="yes" if rule else "no",
            waits="yes" if about[0].judgement is Judgement.WAITING else "no",
        )
        return Text(body="\n".join([said, *await self._given_back(connection, about, language)]))

    async def wrong(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        """Say that a filter was wrong about somebody's messages."""
        hit = await hits.get(connection, guild_id=letter.guild_id, hit_id=letter.subject_id)
        if hit is None or hit.judgement is not Judgement.WRONG:
            return None
        first_id = hit.first_id or hit.id
        about = [
            each
            for each in await hits.together(connection, guild_id=letter.guild_id, first_id=first_id)
            if each.judgement is Judgement.WRONG and each.removed is Removal.DONE
        ]
        count = len({each.message_id for each in about}) or 1
        said = say(language, "filters-letter-wrong", channel=f"<#{hit.channel_id}>", count=count)
        return Text(body="\n".join([said, *await self._given_back(connection, about or [hit], language)]))

    async def _rule(self, hit: Hit, language: Language) -> str | None:
        version = await self._desk.moderation.desk.guidelines.current(guild_id=hit.guild_id)
        rule = None if version is None or hit.rule_key is None else version.with_key(hit.rule_key)
        return None if rule is None else f"{rule.number}. {rule.wording(language).title}"

    async def _given_back(self, connection: AsyncConnection, about: Sequence[Hit], language: Language) -> list[str]:
        """Return the member's own words, as far as they are still kept."""
        texts: list[str] = []
        for evidence_id in dict.fromkeys(hit.evidence_id for hit in about):
            if evidence_id is None:
                continue
            kept = await evidence.get(connection, guild_id=about[0].guild_id, evidence_id=evidence_id)
            if kept is not None and kept.text and kept.text not in texts:
                texts.append(kept.text)
        if not texts:
            return []
        quoted = "\n\n".join(cut(one, GIVEN_BACK_MAX // min(len(texts), TEXTS_MAX)) for one in texts[:TEXTS_MAX])
        lines = [f"> {line}" for line in quoted.splitlines()]
        return ["", say(language, "filters-letter-yours"), *lines]
