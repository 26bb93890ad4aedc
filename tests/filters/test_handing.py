"""A filter in AutoMod's words, and whose a rule there is."""

from dataclasses import replace
from typing import Any

import pytest

from bot.due import cancel
from bot.filters.handing import Obstacle, Trigger, Wanted, keyword_of
from bot.filters.model import Consequence, Contents, Filter, FilterSettings, Handed, Looks, Mode
from bot.filters.rules import AUTOMOD
from bot.i18n import Language
from bot.settings.model import ServerSettings
from tests.filters.sieve import ADMIN, GUILD, Sieve

REMOVE = Consequence.REMOVE


@pytest.mark.parametrize(
    ("word", "keyword"),
    [
        ("rubbish", "rubbish"),
        ("rubbish*", "rubbish*"),
        ("shut up", "shut up"),
        ("バカ", "*バカ*"),
        ("死ね*", "*死ね*"),
        ('"しね"', None),
        ("あ" * 59, None),
    ],
)
def test_words_are_said_as_automod_finds_them(word: str, keyword: str | None) -> None:
    assert keyword_of(word) == keyword


@pytest.mark.parametrize(
    ("looks_for", "terms", "obstacle"),
    [
        (Looks.WORDS, {"contents": Contents(words=("mud",))}, None),
        (Looks.WORDS, {"contents": Contents(words=("mud",)), "consequence": Consequence.ALERT}, Obstacle.CONSEQUENCE),
        (Looks.WORDS, {"contents": Contents(words=('"しね"',))}, Obstacle.NOTHING),
        (
            Looks.WORDS,
            {"contents": Contents(words=("mud",), exceptions=tuple(f"mud{n}" for n in range(101)))},
            Obstacle.EXCEPTIONS,
        ),
        (Looks.PATTERNS, {"contents": Contents(patterns=("earn \\d+",))}, None),
        (Looks.LINKS, {"contents": Contents(domains=("example.com",))}, Obstacle.KIND),
        (Looks.LINKS, {"contents": Contents(domains=("example.com",), allow=False)}, None),
        (Looks.INVITES, {}, None),
        (Looks.MENTIONS, {}, None),
        (Looks.REPEATS, {}, Obstacle.KIND),
        (Looks.PERSONAL, {}, Obstacle.KIND),
        (Looks.PROMOTION, {}, Obstacle.KIND),
        (Looks.INVITES, {"exempt_role_ids": frozenset(range(1, 21))}, None),
    ],
)
async def test_what_automod_cannot_do_stays_ours(
    sieve: Sieve, looks_for: Looks, terms: dict[str, Any], obstacle: Obstacle | None
) -> None:
    one = await sieve.make(looks_for, **({"consequence": REMOVE} | terms))
    assert await sieve.app.filters.handing.obstacle(one) is obstacle


async def test_more_exempt_roles_than_automod_takes(sieve: Sieve) -> None:
    one = await sieve.make(Looks.INVITES, consequence=REMOVE, exempt_role_ids=frozenset(range(1, 21)))
    await sieve.app.settings.change(GUILD, FilterSettings, {"exempt_role_ids": [99]}, by=ADMIN.id)
    assert await sieve.app.filters.handing.obstacle(one) is Obstacle.EXEMPT


async def test_moderators_are_exempt_there_too_and_a_change_of_them_is_followed(sieve: Sieve) -> None:
    one = await sieve.words("mud", consequence=REMOVE, exempt_role_ids=frozenset({5}))
    async with sieve.app.database.write() as connection:
        await cancel(connection, kind=AUTOMOD, subject_id=one.id)

    await sieve.app.settings.change(GUILD, ServerSettings, {"moderator_role_ids": [7]}, by=ADMIN.id)

    assert await sieve.planned(AUTOMOD) == [one.id]
    plan = await sieve.app.filters.handing.plan_for(guild_id=GUILD, filter_id=one.id, language=Language.JA)
    assert plan is not None and plan.wanted is not None
    assert plan.wanted.exempt_role_ids == {5, 7}
    assert (plan.wanted.name, plan.wanted.trigger) == ("Engawa：Insults", Trigger.KEYWORDS)


async def wanted(sieve: Sieve, one: Filter) -> Wanted:
    plan = await sieve.app.filters.handing.plan_for(guild_id=GUILD, filter_id=one.id, language=Language.EN)
    assert plan is not None and plan.wanted is not None
    return plan.wanted


async def test_as_many_mentions_are_allowed_as_are_no_hit(sieve: Sieve) -> None:
    one = await sieve.make(Looks.MENTIONS, consequence=REMOVE, contents=Contents(count=8))
    assert (await wanted(sieve, one)).mentions == 7, "Discord stops what has more"


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.DRY])
async def test_only_what_is_on_is_handed_over(sieve: Sieve, mode: Mode) -> None:
    one = await sieve.words("mud", consequence=REMOVE, mode=mode)
    plan = await sieve.app.filters.handing.plan_for(guild_id=GUILD, filter_id=one.id, language=Language.EN)
    assert plan is not None and plan.wanted is None


async def handed(sieve: Sieve) -> tuple[Filter, str]:
    """Return a filter with a rule in AutoMod, and the rule's digest."""
    one = await sieve.words("mud", "dirt", consequence=REMOVE)
    handing = sieve.app.filters.handing
    plan = await handing.plan_for(guild_id=GUILD, filter_id=one.id, language=Language.EN)
    assert plan is not None and plan.wanted is not None
    await handing.about_to_write(one, digest=plan.wanted.digest, before=None)
    await handing.note(one, state=Handed.OURS, rule_id=500)
    same = replace(plan.wanted, keywords=("DIRT", "mud"))
    assert same.digest == plan.wanted.digest, "neither order nor case is anybody's doing"
    return one, plan.wanted.digest


async def state(sieve: Sieve, one: Filter) -> Handed:
    return (await sieve.app.filters.handing.known(guild_id=GUILD))[one.id].state


async def test_our_own_writing_is_not_taken_for_an_admins(sieve: Sieve) -> None:
    one, digest = await handed(sieve)
    await sieve.app.filters.handing.about_to_write(one, digest="next", before=digest)

    for seen in (digest, "next"):
        assert not await sieve.app.filters.handing.seen(guild_id=GUILD, rule_id=500, digest=seen)
    assert await state(sieve, one) is Handed.OURS


async def test_what_an_admin_writes_is_theirs_until_it_is_taken_back(sieve: Sieve) -> None:
    one, _ = await handed(sieve)

    assert await sieve.app.filters.handing.seen(guild_id=GUILD, rule_id=500, digest="another")
    assert await state(sieve, one) is Handed.THEIRS

    await sieve.app.filters.handing.again(by=ADMIN, filter_id=one.id)
    known = (await sieve.app.filters.handing.known(guild_id=GUILD))[one.id]
    assert (known.state, known.rule_id, known.digest) == (Handed.OURS, 500, None)


async def test_what_was_done_while_the_bot_was_away_is_found(sieve: Sieve) -> None:
    one, digest = await handed(sieve)
    handing = sieve.app.filters.handing

    await handing.reconcile(guild_id=GUILD, present={500: digest, 501: "an admin's own"})
    assert await state(sieve, one) is Handed.OURS
    await handing.reconcile(guild_id=GUILD, present={501: "an admin's own"})
    assert await state(sieve, one) is Handed.DELETED

    await handing.again(by=ADMIN, filter_id=one.id)
    assert (await handing.known(guild_id=GUILD))[one.id].rule_id is None, "a new one is made"
