"""Points, ranks and seasons, whatever Discord refuses: the ledger agrees with what is shown, and nothing is told twice."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.points.model import DEFAULT_RULES, Kind, PointsSettings, Rank, SeasonLength
from bot.points.ranks import Draft
from bot.points.store import ledger
from bot.questions.model import QuestionSettings
from tests.faults import scenes
from tests.faults.harness import Act, Fault, Line, custom_id, sweep
from tests.points.giving import give
from tests.questions.acting import card_of, row_of
from tests.support.cards import answer, walk
from tests.support.community import Community, text_of


def of_answer(fault: Fault) -> bool:
    return fault.of_answer


def number(community: Community) -> int:
    """Return a number of its own for each case."""
    community.extra["number"] = found = community.extra.get("number", 0) + 1
    return int(found)


async def given(community: Community, member: simcord.MemberActor, points: int) -> None:
    await give(community.app, member.id, points, guild_id=community.server.id)


async def newcomer(community: Community) -> simcord.MemberActor:
    name = f"newcomer{number(community)}"
    member = community.server.add_member(community.env.create_user(name))
    await community.env.settle()
    return member


async def rows(community: Community, kind: Kind, source_id: int) -> list[Any]:
    """Return what stands in the ledger for a cause."""
    async with community.app.database.read() as connection:
        return await ledger.of_cause(connection, guild_id=community.server.id, kinds=[kind], source_ids=[source_id])


async def entries(community: Community, member: simcord.MemberActor, kind: Kind) -> list[Any]:
    async with community.app.database.read() as connection:
        found = await ledger.history(connection, guild_id=community.server.id, member_id=member.id, limit=1_000)
    return [row for row in found if row.kind is kind]


# Looking ----------------------------------------------------------------------------------------------------------


async def some_points(community: Community, _: str) -> None:
    for index in range(len(community.extra.setdefault("crowd", [])), 11):
        member = await newcomer(community)
        community.extra["crowd"].append(member)
        await given(community, member, 10 + index)
    for member in (community.helper, community.helper2):
        await given(community, member, 1)


async def look_at_ranks(community: Community, _: None) -> InteractionResult:
    await community.helper.slash(community.general, "rank")
    await community.helper.slash(community.general, "rank", private=True)
    await community.helper.slash(community.general, "ranks list")
    return await community.helper.slash(community.general, "rank", member=community.helper2)


async def look_at_boards(community: Community, _: None) -> InteractionResult:
    await community.helper.slash(community.general, "leaderboard", public=True)
    board = answer(await community.helper.slash(community.general, "leaderboard"))
    await community.helper.click(board, label="Next")
    shown = board
    for menu, value in (("period", "recent"), ("scope", "helpers"), ("period", "season")):
        shown = answer(
            await community.helper.select(shown, [value], custom_id=custom_id(shown, f"points:board-{menu}"))
        )
    return await community.helper.click(shown, custom_id=custom_id(shown, "points:board-hide"))


async def look_at_histories(community: Community, _: None) -> InteractionResult:
    shown = answer(await community.helper.slash(community.general, "points history"))
    await community.moderator.slash(community.general, "points history", member=community.helper)
    await community.moderator.slash(community.general, "points audit")
    await community.helper.slash(community.general, "hall-of-fame")
    return await community.helper.click(shown, label="Next")


@pytest.mark.parametrize("look", [look_at_ranks, look_at_boards, look_at_histories])
async def test_looking(
    community: Community, line: Line, look: Callable[[Community, None], Awaitable[InteractionResult]]
) -> None:
    for _ in range(11):
        await given(community, community.helper, 1)
    await sweep(community, line, Act(prepare=some_points, do=look))


async def test_hiding(community: Community, line: Line) -> None:
    async def prepare(community: Community, title: str) -> Any:
        await some_points(community, title)
        await community.app.points.boards.set_hidden(
            guild_id=community.server.id, member_id=community.helper.id, hidden=False
        )
        return answer(await community.helper.slash(community.general, "leaderboard"))

    async def hide(community: Community, board: Any) -> InteractionResult:
        return await community.helper.click(board, custom_id=custom_id(board, "points:board-hide"))

    async def is_hidden(community: Community, _: Any) -> bool:
        standing = await community.app.points.boards.standing(
            guild_id=community.server.id, member_id=community.helper.id
        )
        return standing is not None and standing.hidden

    await sweep(community, line, Act(prepare=prepare, do=hide, done=is_hidden, alone=True))


# Thanks -----------------------------------------------------------------------------------------------------------


async def test_thanking_for_a_message(community: Community, line: Line) -> None:
    await community.later(days=8)  # whose account is younger gives nothing

    async def prepare(community: Community, title: str) -> discord.Message:
        return await community.helper.send(community.general, title)

    async def thank(community: Community, message: discord.Message) -> InteractionResult:
        return await community.asker.context_menu(community.general, "Thank", message)

    async def is_thanked(community: Community, message: discord.Message) -> bool:
        return len(await rows(community, Kind.THANKS, message.id)) == 1

    await sweep(community, line, Act(prepare=prepare, do=thank, done=is_thanked, alone=True))


async def test_thanking_with_the_command(community: Community, line: Line) -> None:
    await community.later(days=8)  # whose account is younger gives nothing

    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        return await newcomer(community)

    async def thank(community: Community, member: simcord.MemberActor) -> InteractionResult:
        return await community.asker.slash(community.general, "thank", member=member, reason="The kettle works again")

    async def is_thanked(community: Community, member: simcord.MemberActor) -> bool:
        return len(await entries(community, member, Kind.THANKS)) == 1

    await sweep(community, line, Act(prepare=prepare, do=thank, done=is_thanked, alone=True, anew=True))


# Ranks ------------------------------------------------------------------------------------------------------------


@pytest.fixture
async def ranked(community: Community) -> Community:
    """Friend at 10 points, Regular at 50, both with a role, told of in #general."""
    await community.set(PointsSettings, announcement_channel_id=community.general.id)
    for name, threshold in (("Friend", 10), ("Regular", 50)):
        role = community.extra[name] = community.server.create_role(name)
        await community.env.settle()
        await community.app.points.ranks.add(
            Draft(name=name, threshold=threshold, role_id=role.id), guild_id=community.server.id
        )
    await community.run_due()
    return community


def announcements(community: Community, member: simcord.MemberActor) -> int:
    return sum(f"<@{member.id}> has reached" in text_of(sent) for sent in community.general.history())


def rank_roles(community: Community, member: simcord.MemberActor) -> set[str]:
    guild = community.env.backend.get_guild(community.server.id)
    held = guild.members[member.id].role_ids
    return {name for name in ("Friend", "Regular") if community.extra[name].id in held}


async def walk_over(community: Community) -> None:
    """Have the roles of everybody looked at, as within a day."""
    await community.later(days=1)
    for _ in range(4):
        await community.later(minutes=2)


async def test_a_rank_is_reached(ranked: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        member = await newcomer(community)
        await given(community, member, 10)
        return member

    async def wait(community: Community, _: simcord.MemberActor) -> None:
        await community.later(minutes=1)

    async def is_told_once_and_has_the_role(community: Community, member: simcord.MemberActor) -> bool:
        if "Friend" not in rank_roles(community, member):
            await walk_over(community)
        return announcements(community, member) == 1 and rank_roles(community, member) == {"Friend"}

    act = Act(prepare=prepare, do=wait, done=is_told_once_and_has_the_role, by_itself=True, alone=True)
    await sweep(ranked, line, act)


async def test_a_rank_is_lost_and_reached_again_without_a_word(ranked: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        member = await newcomer(community)
        await given(community, member, 10)
        await community.later(minutes=1)
        await given(community, member, -5)
        return member

    async def wait(community: Community, member: simcord.MemberActor) -> None:
        await community.later(minutes=1)
        await given(community, member, 45)
        await given(community, member, -40)
        await community.later(minutes=1)

    async def is_as_before(community: Community, member: simcord.MemberActor) -> bool:
        if rank_roles(community, member) != {"Friend"}:
            await walk_over(community)
        return announcements(community, member) == 1 and rank_roles(community, member) == {"Friend"}

    await sweep(ranked, line, Act(prepare=prepare, do=wait, done=is_as_before, by_itself=True, alone=True))


async def rank_at(community: Community, threshold: int) -> Rank | None:
    ranks = await community.app.points.ranks.list(guild_id=community.server.id)
    return next((rank for rank in ranks if rank.threshold == threshold), None)


async def test_adding_changing_and_removing_a_rank(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> int:
        return 1_000 * (number(community) % 20 + 1)

    async def change(community: Community, points: int) -> InteractionResult:
        await community.admin.slash(community.general, "ranks add", name=f"Rank {points}", points=points)
        await community.admin.autocomplete(community.general, "ranks edit", "rank", "Ra")
        await community.admin.slash(community.general, "ranks edit", rank=f"Rank {points}", points=points + 1)
        asked = await community.admin.slash(community.general, "ranks remove", rank=f"Rank {points}")
        return await community.admin.click(answer(asked), custom_id=custom_id(answer(asked), "points:remove-rank"))

    async def is_nowhere(community: Community, points: int) -> bool:
        return await rank_at(community, points) is None and await rank_at(community, points + 1) is None

    await sweep(community, line, Act(prepare=prepare, do=change, done=is_nowhere, alone=True))


async def test_roles_follow_a_changed_rank(ranked: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        regular = await rank_at(community, 20)
        if regular is not None:
            await set_threshold(community, regular, 50)
        member = await newcomer(community)
        await given(community, member, 30)
        for _minute in range(3):
            await community.later(minutes=2)
        assert rank_roles(community, member) == {"Friend"}
        return member

    async def change(community: Community, _: simcord.MemberActor) -> None:
        regular = await rank_at(community, 50)
        assert regular is not None
        await set_threshold(community, regular, 20)
        for _minute in range(4):
            await community.later(minutes=2)

    async def has_it(community: Community, member: simcord.MemberActor) -> bool:
        if rank_roles(community, member) != {"Regular"}:
            await walk_over(community)
        return rank_roles(community, member) == {"Regular"} and announcements(community, member) == 1

    await sweep(ranked, line, Act(prepare=prepare, do=change, done=has_it, by_itself=True, alone=True, skip=of_answer))


async def set_threshold(community: Community, rank: Rank, points: int) -> None:
    await community.admin.slash(community.general, "ranks edit", rank=rank.name, points=points)


async def test_ranks_with_roles_are_made(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> Any:
        for rank in await community.app.points.ranks.list(guild_id=community.server.id):
            await community.app.points.ranks.remove(guild_id=community.server.id, rank_id=rank.id)
        for role in list(_made(community)):
            community.env.backend.delete_role(community.server.id, role)
        await community.env.settle()
        shown = answer(await community.admin.slash(community.general, "ranks list"))
        asked = await community.admin.click(shown, custom_id=custom_id(shown, "points:suggest-ranks"))
        return answer(asked)

    async def make(community: Community, asked: Any) -> InteractionResult:
        return await community.admin.click(asked, custom_id="points:make-ranks:roles")

    async def are_made(community: Community, _: Any) -> bool:
        ranks = await community.app.points.ranks.list(guild_id=community.server.id)
        return len(ranks) == 5 and {rank.role_id for rank in ranks} <= _made(community)

    await sweep(community, line, Act(prepare=prepare, do=make, done=are_made, alone=True))


def _made(community: Community) -> set[int]:
    guild = community.env.backend.get_guild(community.server.id)
    kept = {role.id for role in community.roles.values()}
    bots = guild.members[community.env.backend.bot_user.id].role_ids
    return {role_id for role_id in guild.roles if role_id not in kept | set(bots) | {guild.id}}


# Seasons ----------------------------------------------------------------------------------------------------------


async def test_a_season_ends(community: Community, line: Line) -> None:
    await community.set(PointsSettings, announcement_channel_id=community.general.id, seasons=SeasonLength.MONTHLY)

    async def prepare(community: Community, _: str) -> int:
        await given(community, community.helper, 10)
        async with community.app.database.read() as connection:
            season = await community.app.points.boards._season(connection, community.server.id)
        assert season is not None
        await community.later(seconds=(season.ends_at - community.env.now()).total_seconds())
        return season.id

    async def wait(community: Community, _: int) -> None:
        await community.later(minutes=2)
        await community.later(minutes=1)

    async def is_posted_once(community: Community, season_id: int) -> bool:
        return sum(_button_of(sent, f"points:hall:{season_id}") for sent in community.general.history()) == 1

    await sweep(community, line, Act(prepare=prepare, do=wait, done=is_posted_once, by_itself=True, alone=True))


def _button_of(message: discord.Message, custom_id: str) -> bool:
    raw: Any = [component.to_dict() for component in message.components]
    return any(part.get("custom_id") == custom_id for part in walk(raw))


# Answers ----------------------------------------------------------------------------------------------------------


async def test_an_answer_earns_when_it_is_accepted_and_no_more_when_it_is_not(community: Community, line: Line) -> None:
    await community.set(QuestionSettings, questions_per_day=100)

    async def earns(community: Community, situation: scenes.Answered) -> bool:
        return len(await rows(community, Kind.ANSWER, (await row_of(community, situation[0])).id)) == 1

    async def accept(community: Community, situation: scenes.Answered) -> InteractionResult:
        return await community.asker.context_menu(situation[0], "Accept answer", situation[1])

    async def accepted(community: Community, title: str) -> scenes.Answered:
        situation = await scenes.answered(community, title)
        await accept(community, situation)
        assert await earns(community, situation)
        return situation

    async def undo(community: Community, situation: scenes.Answered) -> InteractionResult:
        shown = await card_of(community, situation[0])
        return await community.asker.click(shown, custom_id=custom_id(shown, "questions:reopen"))

    async def earns_nothing(community: Community, situation: scenes.Answered) -> bool:
        question = await row_of(community, situation[0])
        return question.solution is None and not await earns(community, situation)

    await sweep(community, line, Act(prepare=scenes.answered, do=accept, done=earns, alone=True))
    await sweep(community, line, Act(prepare=accepted, do=undo, done=earns_nothing, alone=True))


# Admins -----------------------------------------------------------------------------------------------------------


async def test_changing_a_rule(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> None:
        default = DEFAULT_RULES[Kind.MESSAGE]
        await community.app.points.rulebook.change(
            guild_id=community.server.id,
            kind=default.kind,
            points=default.points,
            cooldown_seconds=default.cooldown_seconds,
            daily_cap=default.daily_cap,
        )

    async def change(community: Community, _: None) -> InteractionResult:
        opened = answer(await community.admin.slash(community.general, "points rule"))
        form = await community.admin.click(opened, custom_id="points:rule:message")
        return await community.admin.submit_modal(form, {"points": "2", "cooldown": "30", "cap": "0"})

    async def is_changed(community: Community, _: None) -> bool:
        rule = (await community.app.points.rulebook.read(community.server.id)).rules[Kind.MESSAGE]
        return rule == replace(rule, points=2, cooldown_seconds=30, daily_cap=0)

    await sweep(community, line, Act(prepare=prepare, do=change, done=is_changed, alone=True))


async def test_adjusting(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        return await newcomer(community)

    async def adjust(community: Community, member: simcord.MemberActor) -> InteractionResult:
        values = {"member": member, "points": 5, "reason": "Won the photo contest"}
        return await community.admin.slash(community.general, "points adjust", **values)

    async def is_adjusted(community: Community, member: simcord.MemberActor) -> bool:
        return len(await entries(community, member, Kind.ADJUSTMENT)) == 1

    await sweep(community, line, Act(prepare=prepare, do=adjust, done=is_adjusted, anew=True))


async def test_importing_and_undoing(community: Community, line: Line) -> None:
    async def prepare(community: Community, _: str) -> simcord.MemberActor:
        return await newcomer(community)

    async def take_over(community: Community, member: simcord.MemberActor) -> InteractionResult:
        file = ("points.csv", f"user_id,points\n{member.id},120\n".encode())
        result = await community.admin.slash(community.general, "points import", file=file)
        if await has(community, member):
            return result
        return await community.admin.click(answer(result), custom_id="points:import")

    async def undo(community: Community, member: simcord.MemberActor) -> InteractionResult:
        """Undo what was taken over; the file brought again offers it as well."""
        shown = answer(await take_over(community, member))
        return await community.admin.click(shown, custom_id=custom_id(shown, "points:import-undo"))

    async def has(community: Community, member: simcord.MemberActor) -> int:
        standing = await community.app.points.boards.standing(guild_id=community.server.id, member_id=member.id)
        return standing.points if standing else 0

    async def is_there(community: Community, member: simcord.MemberActor) -> bool:
        return await has(community, member) == 120

    async def is_undone(community: Community, member: simcord.MemberActor) -> bool:
        return await has(community, member) == 0 and len(await entries(community, member, Kind.IMPORT)) >= 2

    await sweep(community, line, Act(prepare=prepare, do=take_over, done=is_there))
    await sweep(community, line, Act(prepare=prepare, do=undo, done=is_undone))
