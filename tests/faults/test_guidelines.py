"""Rules, whatever Discord refuses: what was said to be done is done, once, and the posted rules are those in force."""

from dataclasses import dataclass
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.guidelines.model import Draft, GuidelineSettings
from bot.guidelines.store import agreements, versions
from bot.i18n import Language
from tests.faults.harness import Act, Fault, Line, sweep
from tests.guidelines.acting import (
    LONG,
    admin_actor,
    agreed,
    chosen,
    edit,
    last_page,
    posts,
    pressed,
    published,
    read,
    some_rules,
)
from tests.guidelines.house import terms
from tests.support.cards import answer, shown
from tests.support.community import Community


@dataclass
class Case:
    """What was shown, and what is meant to be there in the end."""

    who: simcord.MemberActor
    title: str = ""
    shown: Any = None


def of_answer(fault: Fault) -> bool:
    return fault.of_answer


def number(community: Community) -> int:
    community.extra["number"] = found = community.extra.get("number", 0) + 1
    return int(found)


async def somebody(community: Community) -> simcord.MemberActor:
    member = community.server.add_member(community.env.create_user(f"somebody{number(community)}"))
    await community.env.settle()
    return member


async def titles(community: Community) -> list[str]:
    """Return the titles in the draft, or in what is published where there is none."""
    guidelines = community.app.guidelines
    draft = await guidelines.drafting.waiting(guild_id=community.server.id)
    version = draft.version if draft is not None else await guidelines.current(guild_id=community.server.id)
    return [rule.wording(Language.EN).title for rule in version.rules] if version is not None else []


async def has_agreed(community: Community, case: Case) -> bool:
    async with community.app.database.read() as connection:
        return bool(await community.app.guidelines.agreed(connection, community.server.id, [case.who.id]))


# Reading and agreeing ---------------------------------------------------------------------------------------------


@pytest.fixture
async def ruled(community: Community) -> Community:
    await published(community, *some_rules(9, LONG[:900]))
    return community


async def test_reading(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        return Case(who=await somebody(community))

    async def look(community: Community, case: Case) -> InteractionResult:
        first = await case.who.slash(community.general, "rules show")
        await case.who.click(answer(first), label="Next")
        await case.who.slash(community.general, "rules show", number=2)
        return await case.who.slash(community.general, "rules history")

    await sweep(ruled, line, Act(prepare=prepare, do=look))


async def test_agreeing(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        who = await somebody(community)
        return Case(who=who, shown=await last_page(community, who))

    async def agree(_: Community, case: Case) -> InteractionResult:
        return await pressed(case.who, case.shown, "guidelines:agree")

    await sweep(ruled, line, Act(prepare=prepare, do=agree, done=has_agreed))


async def test_getting_the_role(ruled: Community, line: Line) -> None:
    role = ruled.server.create_role("Members")
    await ruled.env.settle()
    await ruled.set(GuidelineSettings, member_role_id=role.id)
    await ruled.run_due()

    async def prepare(community: Community, _: str) -> Case:
        who = await somebody(community)
        await agreed(community, who)
        return Case(who=who)

    async def wait(community: Community, _: Case) -> None:
        await community.run_due()

    async def has_it(community: Community, case: Case) -> bool:
        return role.id in community.env.backend.get_guild(community.server.id).members[case.who.id].role_ids

    # That somebody isn't found is that they have left; the walk over all finds them if it wasn't so.
    left = lambda fault: fault.status == 404  # noqa: E731
    act = Act(prepare=prepare, do=wait, done=has_it, by_itself=True, alone=True, may_stay_undone=left)
    await sweep(ruled, line, act)


async def test_being_asked(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        who = await somebody(community)
        await community.later(days=2)
        return Case(who=who)

    async def act(community: Community, case: Case) -> InteractionResult:
        return await case.who.slash(community.general, "perks list")

    async def is_asked(community: Community, case: Case) -> bool:
        async with community.app.database.read() as connection:
            current = await versions.current(connection, guild_id=community.server.id)
            assert current is not None
            at = await agreements.asked(
                connection, guild_id=community.server.id, member_id=case.who.id, version_id=current.id
            )
        return at is not None

    await sweep(ruled, line, Act(prepare=prepare, do=act, done=is_asked, alone=True))


# Writing ----------------------------------------------------------------------------------------------------------


async def test_adding_a_rule(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        await published(community, terms(f"Start {number(community)}"))
        return Case(who=community.admin, title=f"Added {number(community)}")

    async def add(community: Community, case: Case) -> InteractionResult:
        form = await pressed(case.who, await edit(community, case.who), "guidelines:add")
        return await case.who.submit_modal(form, {"title-en": case.title, "text-en": "Text.", "penalty": ["warn"]})

    async def is_added(community: Community, case: Case) -> bool:
        return (await titles(community)).count(case.title) == 1

    await sweep(ruled, line, Act(prepare=prepare, do=add, done=is_added, alone=True, anew=True))


async def test_editing_a_rule(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        await published(community, terms(f"Old {number(community)}"))
        key = (await opened(community)).version.rules[0].key
        rule = await chosen(community.admin, await edit(community), key)
        return Case(who=community.admin, title=f"Edited {number(community)}", shown=rule)

    async def change(community: Community, case: Case) -> InteractionResult:
        if "guidelines:edit" not in str(answer(case.shown).components):  # stored, and shown so
            return await edit(community)
        form = await pressed(case.who, case.shown, "guidelines:edit")
        return await case.who.submit_modal(form, {"title-en": case.title, "text-en": "Text.", "penalty": ["ban"]})

    async def is_edited(community: Community, case: Case) -> bool:
        return await titles(community) == [case.title]

    await sweep(ruled, line, Act(prepare=prepare, do=change, done=is_edited, alone=True, anew=True))


async def test_removing_a_rule(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        await published(community, terms(f"A{number(community)}"), terms("B"))
        rule = await chosen(community.admin, await edit(community), (await opened(community)).version.rules[0].key)
        return Case(who=community.admin, shown=await pressed(community.admin, rule, "guidelines:ask-remove"))

    async def remove(_: Community, case: Case) -> InteractionResult:
        return await pressed(case.who, case.shown, "guidelines:remove")

    async def is_removed(community: Community, _: Case) -> bool:
        return await titles(community) == ["B"]

    await sweep(ruled, line, Act(prepare=prepare, do=remove, done=is_removed, alone=True))


async def opened(community: Community) -> Draft:
    """Return the draft, begun where there was none."""
    draft = await community.app.guidelines.drafting.open(by=admin_actor(community))
    assert draft is not None
    return draft


async def test_publishing(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        await _without_draft(community)
        case = Case(who=community.admin, title=f"Published {number(community)}")
        if len((await opened(community)).version.rules) > 15:
            await published(community, terms("Few"))
        draft = await opened(community)
        await community.app.guidelines.drafting.add(
            terms(case.title), by=admin_actor(community), stamp=draft.version.stamp, main=Language.EN
        )
        case.shown = await edit(community)
        return case

    async def publish(_: Community, case: Case) -> InteractionResult:
        asked = case.shown
        if "Publish version" not in shown(asked):
            asked = await pressed(case.who, asked, "guidelines:ask-publish")
        return await pressed(case.who, asked, "guidelines:publish:details")

    async def is_published(community: Community, case: Case) -> bool:
        current = await community.app.guidelines.current(guild_id=community.server.id)
        return current is not None and current.rules[-1].wording(Language.EN).title == case.title

    await sweep(ruled, line, Act(prepare=prepare, do=publish, done=is_published, alone=True))


async def _without_draft(community: Community) -> None:
    drafting, by = community.app.guidelines.drafting, admin_actor(community)
    draft = await drafting.waiting(guild_id=community.server.id)
    if draft is not None:
        await drafting.discard(by=by, stamp=draft.version.stamp)


# The posted rules -------------------------------------------------------------------------------------------------


async def is_posted_once(community: Community, _: Case) -> bool:
    """Whether the channel shows exactly what is published, in order."""
    version = await community.app.guidelines.current(guild_id=community.server.id)
    settings = await community.app.settings.get(community.server.id, GuidelineSettings)
    channel = next(one for one in community.server.channels.values() if one.id == settings.channel_id)
    lines = "\n".join(read(message) for message in posts(channel)).splitlines()
    assert version is not None
    wanted = [f"### {rule.number}. {rule.wording(Language.EN).title}" for rule in version.rules]
    return [line for line in lines if line.startswith("### ")] == wanted


async def work(community: Community, _case: Case) -> None:
    for _ in range(2):  # what is taken down is planned by the first
        await community.app.due.sweep()
    await community.env.settle()


async def test_posting_in_a_new_channel(ruled: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Case:
        channel = community.server.create_text_channel(f"rules-{number(community)}")
        await community.env.settle()
        await community.set(GuidelineSettings, channel_id=channel.id)
        return Case(who=community.admin)

    await sweep(ruled, line, Act(prepare=prepare, do=work, done=is_posted_once, by_itself=True, alone=True))


async def test_posting_the_next_version(ruled: Community, line: Line) -> None:
    channel = ruled.server.create_text_channel("rules")
    await ruled.env.settle()
    await ruled.set(GuidelineSettings, channel_id=channel.id)
    await ruled.run_due()

    async def prepare(community: Community, _: str) -> Case:
        count = 9 if number(community) % 2 else 4  # three messages, or two
        await published(community, *[terms(f"{one} of {number(community)}", LONG[:900]) for one in range(count)])
        return Case(who=community.admin)

    await sweep(ruled, line, Act(prepare=prepare, do=work, done=is_posted_once, by_itself=True, alone=True))
