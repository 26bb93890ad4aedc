"""What moderators make of hits: decide, leave it at that, or say that a filter was wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.filters import errors, rules
from bot.filters.desk import Desk, check_moderator
from bot.filters.model import HITS_A_PAGE, Hit, Judgement, Precision, Removal
from bot.filters.store import hits
from bot.moderation.model import Case, Evidence, Origin, Subject
from bot.moderation.store import evidence
from bot.queue.model import Urgency, Waiting

WRONG_TOPIC = "filter-wrong"
"""Letters about a filter's mistake; its subject is the first hit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    hits: Sequence[Hit]
    total: int
    number: int
    pages: int


class Judging:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.clock = desk.clock

    # What was found

    async def page(self, *, by: Actor, number: int = 1, filter_id: int | None = None, dry: bool | None = None) -> Page:
        """Return hits, latest first. Raises ModeratorsOnly."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            _, total = await hits.page(
                connection, guild_id=by.guild_id, filter_id=filter_id, dry=dry, limit=1, offset=0
            )
            pages = max(1, -(-total // HITS_A_PAGE))
            number = min(max(1, number), pages)
            found, _ = await hits.page(
                connection,
                guild_id=by.guild_id,
                filter_id=filter_id,
                dry=dry,
                limit=HITS_A_PAGE,
                offset=(number - 1) * HITS_A_PAGE,
            )
        return Page(hits=found, total=total, number=number, pages=pages)

    async def precision(self, *, guild_id: int, since: datetime | None = None) -> Mapping[int, Precision]:
        """Return how each filter has done, by its id."""
        async with self._desk.database.read() as connection:
            return await hits.precision(connection, guild_id=guild_id, since=since)

    async def get(self, *, by: Actor, hit_id: int) -> Hit:
        """Raises ModeratorsOnly or HitNotFound."""
        check_moderator(by)
        async with self._desk.database.read() as connection:
            return await self._desk.hit(connection, guild_id=by.guild_id, hit_id=hit_id)

    async def together(self, *, guild_id: int, first_id: int) -> list[Hit]:
        """Return the hits that belong together, oldest first; empty where there are none (any more)."""
        async with self._desk.database.read() as connection:
            return await hits.together(connection, guild_id=guild_id, first_id=first_id)

    async def evidence_of(self, found: Sequence[Hit]) -> dict[int, Evidence]:
        """Return what the hits were found in, by hit."""
        ids = {hit.evidence_id for hit in found if hit.evidence_id is not None}
        if not ids:
            return {}
        async with self._desk.database.read() as connection:
            kept = await evidence.of_ids(connection, guild_id=found[0].guild_id, evidence_ids=ids)
        return {hit.id: kept[hit.evidence_id] for hit in found if hit.evidence_id in kept}

    # Judgements

    async def leave(self, *, by: Actor, hit_id: int) -> list[Hit]:
        """Note that a filter was right, and that nothing more is to be done. Raises what `wrong` does."""
        return await self._judge(by, hit_id, Judgement.RIGHT)

    async def wrong(self, *, by: Actor, hit_id: int) -> list[Hit]:
        """Note that a filter was wrong; whose message was removed is told so, and gets it back.

        Returns the hits that belong together. Raises ModeratorsOnly, HitNotFound or AlreadyJudged.
        """
        return await self._judge(by, hit_id, Judgement.WRONG)

    async def _judge(self, by: Actor, hit_id: int, judgement: Judgement) -> list[Hit]:
        check_moderator(by)
        async with self._desk.database.write() as connection:
            hit = await self._desk.hit(connection, guild_id=by.guild_id, hit_id=hit_id)
            ids = await self._ids_about(connection, hit) if hit.judgement is Judgement.WAITING else [hit.id]
            now = self._desk.clock()
            if not await hits.judge(
                connection, guild_id=by.guild_id, hit_ids=ids, judgement=judgement, by_id=by.id, at=now
            ):
                raise errors.AlreadyJudged
            judged = [one for one in await self._about(connection, hit) if one.id in ids]
            if judgement is Judgement.WRONG and not hit.dry and hit.member_id is not None:
                await self._apologise(connection, judged)
            if hit.first_id is not None:
                await plan(connection, guild_id=by.guild_id, kind=rules.CARD, subject_id=hit.first_id, due_at=now)
            return judged

    async def _apologise(self, connection: AsyncConnection, about: Sequence[Hit]) -> None:
        """Tell the author of what was removed by mistake; somebody whose message stayed needn't know of it."""
        gone = [hit for hit in about if hit.removed is Removal.DONE]
        if gone and gone[0].member_id is not None:
            await self._desk.inbox.put(
                connection,
                guild_id=gone[0].guild_id,
                member_id=gone[0].member_id,
                topic=WRONG_TOPIC,
                subject_id=gone[0].id,
                channel_id=gone[0].channel_id,
            )

    # Where cases come from

    async def subject(self, connection: AsyncConnection, *, guild_id: int, origin_id: int) -> Subject:
        """Return what a case about a hit is about. Raises HitNotFound, NobodyThere or AlreadyJudged."""
        hit = await self._desk.hit(connection, guild_id=guild_id, hit_id=origin_id)
        if hit.member_id is None:
            raise errors.NobodyThere
        if hit.judgement is Judgement.WRONG or hit.case_id is not None:
            raise errors.AlreadyJudged
        about = await self._about(connection, hit)
        version = await self._desk.moderation.desk.guidelines.current(guild_id=guild_id)
        rule = None if version is None or hit.rule_key is None else version.with_key(hit.rule_key)
        return Subject(
            member_id=hit.member_id,
            channel_id=hit.channel_id,
            message_id=None if hit.removed is Removal.DONE else hit.message_id,
            rule_number=None if rule is None else rule.number,
            evidence_ids=tuple(dict.fromkeys(one.evidence_id for one in about if one.evidence_id is not None)),
        )

    async def after_case(self, connection: AsyncConnection, case: Case) -> None:
        """Close the hits that a moderator has made a case of."""
        if case.origin is not Origin.FILTER or case.origin_id is None or case.moderator_id is None:
            return
        hit = await hits.get(connection, guild_id=case.guild_id, hit_id=case.origin_id)
        if hit is None:
            return
        ids = await self._ids_about(connection, hit)
        await hits.judge(
            connection,
            guild_id=case.guild_id,
            hit_ids=ids,
            judgement=Judgement.RIGHT,
            by_id=case.moderator_id,
            at=self._desk.clock(),
            only_open=False,
        )
        await hits.note(connection, hit_ids=ids, case_id=case.id)
        if hit.first_id is not None:
            now = self._desk.clock()
            await plan(connection, guild_id=case.guild_id, kind=rules.CARD, subject_id=hit.first_id, due_at=now)

    async def _about(self, connection: AsyncConnection, hit: Hit) -> list[Hit]:
        if hit.first_id is None:
            return [hit]
        return await hits.together(connection, guild_id=hit.guild_id, first_id=hit.first_id)

    async def _ids_about(self, connection: AsyncConnection, hit: Hit) -> list[int]:
        if hit.first_id is None:
            return [hit.id]
        return await hits.ids_together(connection, guild_id=hit.guild_id, first_id=hit.first_id)

    async def held(self, connection: AsyncConnection, guild_id: int, evidence_ids: Sequence[int]) -> Collection[int]:
        """Return which evidence hits that wait rest on (`bot.moderation.evidence.Holder`)."""
        return await hits.evidence_that_waits(connection, guild_id=guild_id, evidence_ids=evidence_ids)

    async def posted(self, *, guild_id: int, first_id: int, channel_id: int, message_id: int) -> None:
        """Note where a card is in the moderators' queue."""
        async with self._desk.database.write() as connection:
            await hits.note(connection, hit_ids=[first_id], queue_channel_id=channel_id, queue_message_id=message_id)


class WaitingHits:
    """The queue's source of what filters have told moderators."""

    kind = "filter"

    def __init__(self, judging: Judging) -> None:
        self._judging = judging

    async def waiting(
        self, connection: AsyncConnection, *, guild_id: int, now: datetime, limit: int
    ) -> Sequence[Waiting]:
        """Return what waits, longest first."""
        found = []
        for hit in await hits.waiting(connection, guild_id=guild_id, limit=limit):
            link = None
            if hit.queue_channel_id is not None and hit.queue_message_id is not None:
                link = hit.queue_channel_id, hit.queue_message_id
            found.append(
                Waiting(
                    kind=self.kind,
                    subject_id=hit.id,
                    since=hit.hit_at,
                    urgency=Urgency.NORMAL,
                    message_id="queue-item-filter",
                    params={
                        "member": f"<@{hit.member_id}>" if hit.member_id is not None else "–",
                        "filter": hit.filter_name,
                        "channel": f"<#{hit.channel_id}>",
                    },
                    link=link,
                    entrance="filter-hit",
                    dismissible=True,
                )
            )
        return found

    async def dismiss(self, connection: AsyncConnection, *, guild_id: int, subject_id: int, by: Actor) -> None:
        """Leave it at that: the filter was right, and nothing more is to be done."""
        ids, now = await hits.ids_together(connection, guild_id=guild_id, first_id=subject_id), self._judging.clock()
        if not await hits.judge(
            connection, guild_id=guild_id, hit_ids=ids, judgement=Judgement.RIGHT, by_id=by.id, at=now
        ):
            raise errors.AlreadyJudged
        await plan(connection, guild_id=guild_id, kind=rules.CARD, subject_id=subject_id, due_at=now)
