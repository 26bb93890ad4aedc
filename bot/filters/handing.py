"""What Discord's AutoMod can do is handed to it: it stops messages before they are read, also while the bot is down.

The bot keeps a rule of its own there for each such filter, and knows it by its id and by a digest of what it last
wrote. What differs was changed by an admin: it is theirs from then on and left alone, and a rule they delete isn't made
again unasked. Rules the bot has not made are never touched.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.actor import Actor
from bot.due import plan
from bot.engine import AsyncConnection
from bot.filters import rules
from bot.filters.desk import Desk, check_admin, check_moderator
from bot.filters.model import (
    REMOVES,
    AutoModRule,
    Contents,
    Filter,
    FilterSettings,
    Handed,
    Looks,
    Mode,
)
from bot.filters.normalising import fold_word, is_unspaced
from bot.filters.store import automod, definitions
from bot.i18n import Language, say
from bot.settings.model import Change, ServerSettings
from bot.text import cut

# Discord's limits (resources/auto-moderation).
KEYWORDS_MAX = 1_000
KEYWORD_MAX = 60
REGEXES_MAX = 10
REGEX_MAX = 260
ALLOWED_MAX = 100
ROLES_MAX = 20
CHANNELS_MAX = 50
MESSAGE_MAX = 150
NAME_MAX = 100

_QUOTES = '"“”「」『』＂'
_LINK_FORMS = ("*/{}/*", "*/{}", "{}/*", "{}", "*.{}/*", "*.{}")
"""A domain as it stands in links, those that lead to more of its sites first: `*t.co*` would stop reddit.com, too."""
_INVITES = r"(?:discord\.gg|discord(?:app)?\.com/invite)/[a-z0-9-]+"


KINDS = frozenset({Looks.WORDS, Looks.PATTERNS, Looks.LINKS, Looks.INVITES, Looks.MENTIONS})
"""What AutoMod has something like."""


class Trigger(StrEnum):
    KEYWORDS = "keywords"
    MENTIONS = "mentions"


class Obstacle(StrEnum):
    """Why a filter is the bot's alone."""

    KIND = "kind"
    """AutoMod has nothing like it."""
    CONSEQUENCE = "consequence"
    """AutoMod would stop the message, and it is meant to stay."""
    NOTHING = "nothing"
    """Nothing of its list can be written for AutoMod."""
    EXCEPTIONS = "exceptions"
    """More than AutoMod takes: it would stop harmless words."""
    EXEMPT = "exempt"
    """More roles or channels than AutoMod takes: it would stop those who are exempt."""
    SWITCHED_OFF = "off"
    """By the server's settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A rule of AutoMod, as it should be or as it is."""

    name: str
    trigger: Trigger
    keywords: tuple[str, ...] = ()
    regexes: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    mentions: int | None = None
    enabled: bool = True
    exempt_role_ids: frozenset[int] = frozenset()
    exempt_channel_ids: frozenset[int] = frozenset()
    message: str = ""
    """What Discord tells the author."""
    besides: tuple[str, ...] = ()
    """What the rule does besides blocking; ours do nothing else."""

    @property
    def digest(self) -> str:
        """Return what is the same as long as nobody changed the rule, in whatever order Discord gives its parts."""
        parts = [
            self.name,
            self.trigger.value,
            sorted(word.casefold() for word in self.keywords),
            sorted(self.regexes),
            sorted(word.casefold() for word in self.allowed),
            self.mentions,
            self.enabled,
            sorted(self.exempt_role_ids),
            sorted(self.exempt_channel_ids),
            self.message,
            sorted(self.besides),
        ]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done about one filter's rule."""

    filter: Filter
    known: AutoModRule | None
    wanted: Wanted | None
    """None: there should be no rule, or none that is on."""


class Handing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def follow_settings(self, connection: AsyncConnection, guild_id: int, changes: Sequence[Change]) -> None:
        """Bring every rule into step where it is set anew who is exempt, or whether AutoMod is used."""
        changed = {(change.section, change.key) for change in changes}
        if any(section == FilterSettings.section for section, _ in changed) or changed & {
            (ServerSettings.section, "moderator_role_ids"),
            (ServerSettings.section, "language"),
        }:
            for one in await definitions.all_of(connection, guild_id=guild_id):
                await self._plan(connection, guild_id, one.id)

    async def _plan(self, connection: AsyncConnection, guild_id: int, filter_id: int) -> None:
        now = self._desk.clock()
        await plan(connection, guild_id=guild_id, kind=rules.AUTOMOD, subject_id=filter_id, due_at=now)

    async def plan_for(self, *, guild_id: int, filter_id: int, language: Language) -> Plan | None:
        """Return what is to be done about a filter's rule; None where there never was such a filter."""
        settings = await self._desk.settings.get(guild_id, FilterSettings)
        server = await self._desk.settings.get(guild_id, ServerSettings)
        async with self._desk.database.read() as connection:
            one = await definitions.get(connection, guild_id=guild_id, filter_id=filter_id, deleted=True)
            known = await automod.get(connection, guild_id=guild_id, filter_id=filter_id)
        if one is None:
            return None
        wanted = None
        if one.mode is Mode.ON and one.deleted_at is None and obstacle(one, settings=settings, server=server) is None:
            wanted = wanted_for(one, settings=settings, server=server, language=language)
        return Plan(filter=one, known=known, wanted=wanted)

    async def obstacle(self, one: Filter) -> Obstacle | None:
        """Return why a filter is the bot's alone; None where AutoMod can have it."""
        settings = await self._desk.settings.get(one.guild_id, FilterSettings)
        server = await self._desk.settings.get(one.guild_id, ServerSettings)
        return obstacle(one, settings=settings, server=server)

    async def known(self, *, guild_id: int) -> dict[int, AutoModRule]:
        """Return how the server's filters stand with AutoMod, by filter."""
        async with self._desk.database.read() as connection:
            return {one.filter_id: one for one in await automod.all_of(connection, guild_id=guild_id)}

    async def servers(self) -> list[int]:
        """Return the servers that have filters."""
        async with self._desk.database.read() as connection:
            return await definitions.servers(connection)

    # Writing rules

    async def about_to_write(self, one: Filter, *, digest: str, before: str | None) -> None:
        """Note what a rule is going to be, before Discord is asked: its event can come before the answer."""
        async with self._desk.database.write() as connection:
            await automod.about_to_write(
                connection,
                guild_id=one.guild_id,
                filter_id=one.id,
                digest=digest,
                before=before,
                at=self._desk.clock(),
            )

    async def note(
        self,
        one: Filter,
        *,
        state: Handed,
        rule_id: int | None = None,
        failure: str | None = None,
        digest: str | None = None,
    ) -> None:
        """Note how a filter stands; `digest`: of its rule as Discord has answered, which may write it differently."""
        async with self._desk.database.write() as connection:
            await automod.put(
                connection,
                guild_id=one.guild_id,
                filter_id=one.id,
                state=state,
                rule_id=rule_id,
                failure=failure,
                digest=digest,
                at=self._desk.clock(),
            )

    async def gone(self, one: Filter) -> None:
        """Note that a filter has no rule any more, by our own doing."""
        async with self._desk.database.write() as connection:
            await automod.forget(connection, filter_id=one.id)

    # What admins do in Discord

    async def seen(self, *, guild_id: int, rule_id: int, digest: str) -> bool:
        """Take notice of a rule as it is now; returns whether an admin has changed one of ours."""
        async with self._desk.database.write() as connection:
            known = await automod.with_rule(connection, guild_id=guild_id, rule_id=rule_id)
            if known is None or known.state is not Handed.OURS or digest in (known.digest, known.digest_before):
                return False
            await automod.mark(connection, filter_id=known.filter_id, state=Handed.THEIRS, at=self._desk.clock())
            return True

    async def missing(self, *, guild_id: int, rule_id: int) -> bool:
        """Take notice of a rule that was deleted; returns whether it was one of ours."""
        async with self._desk.database.write() as connection:
            known = await automod.with_rule(connection, guild_id=guild_id, rule_id=rule_id)
            if known is None or known.state is Handed.DELETED:
                return False
            await automod.mark(connection, filter_id=known.filter_id, state=Handed.DELETED, at=self._desk.clock())
            return True

    async def reconcile(self, *, guild_id: int, present: dict[int, str]) -> None:
        """Compare with all rules a server has: digest by id. What was done by hand meanwhile is taken notice of."""
        for filter_id, known in (await self.known(guild_id=guild_id)).items():
            if known.rule_id is None:
                # A rule was asked for when the process died, or Discord refused it: look again.
                if known.state in (Handed.OURS, Handed.REFUSED, Handed.FULL):
                    async with self._desk.database.write() as connection:
                        await self._plan(connection, guild_id, filter_id)
            elif known.rule_id not in present:
                await self.missing(guild_id=guild_id, rule_id=known.rule_id)
            else:
                await self.seen(guild_id=guild_id, rule_id=known.rule_id, digest=present[known.rule_id])

    async def again(self, *, by: Actor, filter_id: int) -> Filter:
        """Hand a filter to AutoMod again, over what an admin did there. Raises AdminsOnly or FilterNotFound."""
        check_admin(by)
        async with self._desk.database.write() as connection:
            one = await self._desk.filter(connection, guild_id=by.guild_id, filter_id=filter_id)
            known = await automod.get(connection, guild_id=by.guild_id, filter_id=filter_id)
            if known is not None:
                rule_id = None if known.state is Handed.DELETED else known.rule_id
                await automod.take_back(connection, filter_id=filter_id, rule_id=rule_id, at=self._desk.clock())
            await self._plan(connection, by.guild_id, filter_id)
        return one

    async def filter_of(self, *, guild_id: int, rule_id: int) -> Filter | None:
        """Return the filter whose rule in AutoMod it is."""
        async with self._desk.database.read() as connection:
            known = await automod.with_rule(connection, guild_id=guild_id, rule_id=rule_id)
            if known is None:
                return None
            return await definitions.get(connection, guild_id=guild_id, filter_id=known.filter_id)

    async def state_of(self, *, by: Actor, filter_id: int) -> AutoModRule | None:
        """Raises ModeratorsOnly."""
        check_moderator(by)
        return (await self.known(guild_id=by.guild_id)).get(filter_id)


# The same in AutoMod's words ----------------------------------------------------------------------------------------


def obstacle(one: Filter, *, settings: FilterSettings, server: ServerSettings) -> Obstacle | None:
    """Return why AutoMod can't have a filter."""
    contents = one.contents
    reasons = {
        Obstacle.SWITCHED_OFF: not settings.use_automod,
        Obstacle.KIND: one.looks_for not in KINDS or (one.looks_for is Looks.LINKS and contents.allow),
        Obstacle.CONSEQUENCE: one.consequence not in REMOVES,
        Obstacle.EXCEPTIONS: max(len(contents.exceptions), len(contents.codes)) > ALLOWED_MAX,
        Obstacle.NOTHING: one.looks_for is not Looks.MENTIONS and not any(_lists(one.looks_for, contents)[:2]),
        Obstacle.EXEMPT: _exempt(one, settings, server) is None,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def wanted_for(one: Filter, *, settings: FilterSettings, server: ServerSettings, language: Language) -> Wanted:
    """Return a filter as a rule of AutoMod; there must be no obstacle."""
    exempt = _exempt(one, settings, server)
    assert exempt is not None
    keywords, regexes, allowed = _lists(one.looks_for, one.contents)
    mentions = one.looks_for is Looks.MENTIONS
    return Wanted(
        name=cut(say(language, "filters-automod-name", filter=one.name), NAME_MAX),
        trigger=Trigger.MENTIONS if mentions else Trigger.KEYWORDS,
        keywords=keywords,
        regexes=regexes,
        allowed=allowed,
        mentions=one.contents.count - 1 if mentions else None,  # AutoMod counts how many are allowed
        exempt_role_ids=exempt[0],
        exempt_channel_ids=exempt[1],
        message=cut(say(language, "filters-automod-message"), MESSAGE_MAX),
    )


def _exempt(
    one: Filter, settings: FilterSettings, server: ServerSettings
) -> tuple[frozenset[int], frozenset[int]] | None:
    """Return the roles and channels AutoMod has to leave out; None where they are more than it takes."""
    role_ids = one.exempt_role_ids | settings.exempt_role_ids | server.moderator_role_ids
    channel_ids = one.exempt_channel_ids | settings.exempt_channel_ids
    if len(role_ids) > ROLES_MAX or len(channel_ids) > CHANNELS_MAX:
        return None
    return role_ids, channel_ids


Lists = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Keywords, regular expressions, what is allowed."""


def _lists(looks_for: Looks, contents: Contents) -> Lists:
    match looks_for:
        case Looks.WORDS:
            keywords = (keyword for word in contents.words if (keyword := keyword_of(word)))
            return _first(keywords, KEYWORDS_MAX), (), _first((f"*{one}*" for one in contents.exceptions), ALLOWED_MAX)
        case Looks.PATTERNS:
            return (), _first((one for one in contents.patterns if len(one) <= REGEX_MAX), REGEXES_MAX), ()
        case Looks.LINKS:
            fitting = [one for one in contents.domains if len(one) <= KEYWORD_MAX - 4]
            return _first((form.format(one) for form in _LINK_FORMS for one in fitting), KEYWORDS_MAX), (), ()
        case Looks.INVITES:
            return (), (_INVITES,), _first((f"*/{code}" for code in contents.codes), ALLOWED_MAX)
    return (), (), ()


def keyword_of(word: str) -> str | None:
    """Return a word as AutoMod understands it; None where it can't be said there.

    AutoMod finds whole words between spaces and signs; Japanese has neither, so its words are looked for anywhere.
    """
    if any(quote in word for quote in _QUOTES):
        return None
    bare = word.strip().strip("*")
    keyword = f"*{bare}*" if any(map(is_unspaced, fold_word(bare))) else word.strip()
    return keyword if bare and len(keyword) <= KEYWORD_MAX else None


def _first(entries: Iterable[str], most: int) -> tuple[str, ...]:
    """Return the first so many different entries; of ten thousand no more are looked at than are needed."""
    found: dict[str, None] = {}
    for entry in entries:
        found[entry] = None
        if len(found) == most:
            break
    return tuple(found)
