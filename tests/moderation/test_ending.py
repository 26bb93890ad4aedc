"""Ends: temporary bans and timeouts end on time across restarts and outages, and nothing ends too early."""

from datetime import timedelta

import pytest
import simcord

from bot.moderation import errors, rules
from bot.moderation.ending import LONGEST, next_look
from bot.moderation.model import Act, Origin, Progress, State
from bot.sandbox import simulated_moderation as mod
from cogs.moderation.acting import perform
from tests.moderation.desk import case_of, decided, letters_of
from tests.moderation.office import ANA, BEN, MEMBER, MODERATOR, SECOND, Office
from tests.moderation.test_acting import actor, now, opened, planned
from tests.support.cards import answer, buttons, id_of, shown
from tests.support.community import Community

DAY = 24 * 60


def owner(community: Community) -> simcord.MemberActor:
    return simcord.MemberActor(community.env, community.server, community.server.owner)


async def lifted(community: Community, number: int = 1, *, why: str = "A mistake") -> None:
    case = await case_of(community, number)
    done = await community.app.moderation.lifting.lift(
        by=actor(community, community.moderator2), case_id=case.id, why=why
    )
    if done.undoing is not None:
        await perform(community.bot, done.undoing)


@pytest.mark.parametrize("days", [1, 28, 29, 90])
def test_a_long_timeout_is_looked_at_two_weeks_before_discords_runs_out(office: Office, days: int) -> None:
    ends_at = office.clock() + timedelta(days=days)

    due_at = next_look(ends_at, now=office.clock())

    assert due_at == (ends_at if days <= 28 else office.clock() + LONGEST - timedelta(days=14))


# On time ----------------------------------------------------------------------------------------------------------


async def test_ninety_days_over_restarts_and_outages_of_a_week(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="90 days", reason="Threats")
    ends_at = (await case_of(community)).ends_at
    assert ends_at is not None
    for _ in range(8):
        await community.later(days=3)
        community.env.hang_up()
        await community.env.pass_time(timedelta(days=7))
        assert is_timed_out(community, community.asker), "free too early"
        await community.restart()
        await community.run_due()
    assert mod.timed_out_until(community.asker) == ends_at  # Discord ends it itself, to the second

    community.env.hang_up()
    await community.env.pass_time(timedelta(days=14))
    await community.restart()
    await community.run_due()

    case = await case_of(community)
    assert case.state is State.ENDED and case.finished_at is not None
    assert not is_timed_out(community, community.asker)
    assert await planned(community, rules.END) == []


def is_timed_out(community: Community, who: simcord.MemberActor) -> bool:
    until = mod.timed_out_until(who) if mod.is_member(who) else None
    return until is not None and until > community.env.now()


async def test_a_temporary_ban_ends_on_time_after_an_outage(community: Community) -> None:
    await decided(community, community.asker, "ban", duration="7 days", reason="Threats")
    await community.later(days=6)
    assert community.asker.id in mod.bans(community.server)
    community.env.hang_up()
    await community.env.pass_time(timedelta(days=7))
    await community.restart()

    await community.run_due()

    assert community.asker.id not in mod.bans(community.server)
    assert (await case_of(community)).state is State.ENDED


@pytest.mark.parametrize("status", [500, 429])
async def test_discord_is_busy_when_it_ends(community: Community, status: int) -> None:
    await decided(community, community.asker, "ban", duration="1 day", reason="Threats")
    community.fails("DELETE", "/guilds/*/bans/*", status)

    await community.later(days=1, seconds=1)
    assert (await case_of(community)).state is State.DONE
    await community.later(minutes=2)

    assert community.asker.id not in mod.bans(community.server)
    assert (await case_of(community)).state is State.ENDED


async def test_discord_forbids_the_end_and_the_queue_says_so(community: Community) -> None:
    await decided(community, community.asker, "ban", duration="1 day", reason="Threats")
    community.fails("DELETE", "/guilds/*/bans/*", 403, code=50013)

    await community.later(days=1, seconds=1)

    items = await community.app.queue.waiting(by=actor(community, community.moderator))
    assert "delivery" in [one.waiting.kind for one in items]


async def test_somebody_unbanned_them_already(community: Community) -> None:
    await decided(community, community.asker, "ban", duration="1 day", reason="Threats")
    await mod.native_unban(owner(community), community.asker.user)

    await community.later(days=1, seconds=1)

    assert (await case_of(community)).state is State.ENDED


async def test_a_short_ban_doesnt_end_a_long_one(community: Community) -> None:
    await decided(community, community.asker, "ban", duration="1 day", reason="Threats")
    await decided(community, community.asker.user, "ban", by=community.moderator2, reason="Threats, again")

    await community.later(days=1, seconds=1)

    assert community.asker.id in mod.bans(community.server)
    assert (await case_of(community)).state is State.ENDED and (await case_of(community, 2)).state is not State.ENDED


async def test_of_two_timeouts_the_longer_one_counts(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="3 days", reason="Spam")
    await decided(community, community.asker, "timeout", by=community.moderator2, duration="1 hour", reason="Spam")

    assert mod.timed_out_until(community.asker) == (await case_of(community)).ends_at
    await community.later(hours=2)
    assert is_timed_out(community, community.asker)


async def test_what_others_made_longer_with_discords_menus_stays(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="40 days", reason="Spam")
    until = await mod.native_timeout(owner(community), community.asker, timedelta(days=27, hours=23))
    await community.later(days=13, seconds=1)

    assert mod.timed_out_until(community.asker) == until


async def test_a_ban_given_anew_during_an_outage_outlasts_ours(community: Community) -> None:
    """What the audit log tells comes before what was due meanwhile."""
    await decided(community, community.asker, "ban", duration="7 days", reason="Threats")
    await community.run_due()
    community.env.hang_up()
    await community.env.pass_time(timedelta(days=3))
    await mod.native_unban(owner(community), community.asker.user)
    await mod.native_ban(owner(community), community.asker.user, reason="For good")
    await community.env.pass_time(timedelta(days=5))

    await community.restart()
    await community.run_due()

    assert mod.bans(community.server) == {community.asker.id: "For good"}
    assert (await case_of(community)).state is State.ENDED


async def test_a_timeout_ended_by_hand_during_an_outage_is_not_continued(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="90 days", reason="Threats")
    await community.run_due()
    community.env.hang_up()
    await community.env.pass_time(timedelta(days=10))
    await mod.native_end_timeout(owner(community), community.asker)
    await community.env.pass_time(timedelta(days=10))

    await community.restart()
    await community.run_due()

    assert not mod.timed_out_until(community.asker)
    assert (await case_of(community)).state is State.ENDED


@pytest.mark.parametrize("times", [1, None])
async def test_nobody_is_unbanned_before_it_is_known_what_was_done_by_hand(
    community: Community, times: int | None
) -> None:
    await decided(community, community.asker, "ban", duration="7 days", reason="Threats")
    await community.run_due()
    community.env.hang_up()
    await community.env.pass_time(timedelta(days=8))
    await community.restart()
    community.fails("GET", "/guilds/*/audit-logs", 500, times=times)

    await community.run_due()
    assert mod.bans(community.server)
    community.works_again()
    await community.later(hours=1)

    assert not mod.bans(community.server) and (await case_of(community)).state is State.ENDED


async def test_who_left_while_timed_out_and_comes_back(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="60 days", reason="Spam")
    await mod.leave(community.asker)
    await community.later(days=30)
    back = community.server.add_member(community.asker.user)
    await community.env.settle()

    await community.later(days=2)

    assert is_timed_out(community, back)


# Before its time --------------------------------------------------------------------------------------------------


async def test_a_timeout_is_ended_by_command(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="60 days", reason="Spam")

    done = await community.moderator.slash(
        community.general, "mod end-timeout", member=community.asker, reason="They said sorry"
    )

    assert "Case #2: End of a timeout" in shown(done)
    assert not is_timed_out(community, community.asker)
    first = await case_of(community)
    assert (first.state, first.strikes) == (State.ENDED, 2)
    assert "Your timeout is over" in letters_of(community.asker)[-1]
    await community.later(days=30)
    assert not is_timed_out(community, community.asker)


async def test_a_ban_is_ended_by_command_and_by_id(community: Community) -> None:
    await decided(community, community.asker, "ban", duration="30 days", reason="Spam")

    done = await community.moderator.slash(community.general, "mod unban", user=community.asker.user)

    assert "Case #2: Unban" in shown(done) and community.asker.id not in mod.bans(community.server)
    assert (await case_of(community)).state is State.ENDED
    assert await planned(community, rules.END) == []


async def test_nothing_to_end(community: Community) -> None:
    unban = await community.moderator.slash(community.general, "mod unban", user=community.asker.user)
    end = await community.moderator.slash(community.general, "mod end-timeout", member=community.asker)

    assert "They aren't banned here" in shown(unban) and "They aren't timed out" in shown(end)
    with pytest.raises(AssertionError, match="no case"):
        await case_of(community)


async def test_unbanning_is_refused_by_discord(community: Community) -> None:
    await decided(community, community.asker, "ban", reason="Spam")
    community.fails("DELETE", "/guilds/*/bans/*", 403, code=50013)

    done = await community.moderator.slash(community.general, "mod unban", user=community.asker.user)

    assert "Discord did not allow it" in shown(done)
    assert (await case_of(community)).state is State.DONE and (await case_of(community, 2)).state is State.FAILED


# Taking back ------------------------------------------------------------------------------------------------------


async def test_lifted_from_its_card(community: Community) -> None:
    done = await decided(community, community.asker, "timeout", duration="1 day", reason="Spam")
    page = await community.moderator.click(answer(done), custom_id=id_of(answer(done), "moderation:case"))
    form = await community.moderator.click(answer(page), custom_id=id_of(answer(page), "moderation:lift"))
    after = await community.moderator.submit_modal(form, {"why": "It was somebody else"})

    assert "Case #1 is taken back" in shown(after)
    case = await case_of(community)
    assert case.state is State.LIFTED and not is_timed_out(community, community.asker)
    undoing = await case_of(community, 2)
    assert (undoing.act, undoing.origin, undoing.origin_id) == (Act.END_TIMEOUT, Origin.COMMAND, case.id)
    standing = await community.app.moderation.strikes.standing(
        guild_id=community.server.id, member_id=community.asker.id
    )
    assert standing.strikes == 0
    await community.run_due()
    assert "taken back case #1" in letters_of(community.asker)[-1] and len(letters_of(community.asker)) == 2
    case_page = await community.moderator.click(answer(after), custom_id=id_of(answer(after), "moderation:case"))
    assert "moderation:lift:1" not in buttons(answer(case_page))


async def test_lifting_a_ban_while_another_one_holds(community: Community) -> None:
    await decided(community, community.asker, "ban", reason="Threats")
    await decided(community, community.asker.user, "ban", by=community.moderator2, reason="Threats, too")

    await lifted(community)

    assert community.asker.id in mod.bans(community.server)
    await lifted(community, 2)
    assert community.asker.id not in mod.bans(community.server)


async def test_lifted_while_discord_was_busy_it_never_happens(community: Community) -> None:
    community.fails("PATCH", "/guilds/*/members/*", 500)
    await decided(community, community.asker, "timeout", duration="1 day", reason="Spam")

    await lifted(community)
    await community.later(minutes=5)

    assert not mod.timed_out_until(community.asker)
    with pytest.raises(AssertionError, match="no case 2"):
        await case_of(community, 2)


async def test_lifted_at_the_very_moment_discord_did_it(community: Community) -> None:
    case = await opened(community, Act.TIMEOUT, community.asker, minutes=DAY)
    guild = community.bot.get_guild(case.guild_id)
    assert guild is not None
    await (await guild.fetch_member(community.asker.id)).timeout(case.ends_at)
    await lifted(community)
    await community.app.moderation.doing.note(case, "acted", Progress.DONE)

    await community.run_due()

    assert not is_timed_out(community, community.asker)
    assert (await now(community, case)).state is State.LIFTED


async def test_reduced_a_timeout_is_shorter_on_discord_at_once(community: Community) -> None:
    await decided(community, community.asker, "timeout", duration="40 days", reason="Spam")
    case = await case_of(community)
    async with community.app.database.write() as connection:
        reduced = await community.app.moderation.lifting.reduce_in(
            connection, case, by_id=community.moderator2.id, why="Too long", minutes=2 * DAY, strikes=1
        )
    await community.run_due()

    assert (reduced.minutes, reduced.strikes) == (2 * DAY, 1)
    assert mod.timed_out_until(community.asker) == reduced.ends_at
    await community.later(days=2, seconds=1)
    assert (await case_of(community)).state is State.ENDED


@pytest.mark.parametrize("act", ["timeout", "ban"])
async def test_reduced_below_what_has_passed_it_ends_at_once(community: Community, act: str) -> None:
    await decided(community, community.asker, act, duration="7 days", reason="Spam")
    await community.later(days=2)
    async with community.app.database.write() as connection:
        await community.app.moderation.lifting.reduce_in(
            connection, await case_of(community), by_id=None, why="Too long", minutes=DAY
        )

    await community.run_due()

    assert not is_timed_out(community, community.asker)
    assert community.asker.id not in mod.bans(community.server)
    assert (await case_of(community)).state is State.ENDED


async def test_what_cant_be_taken_back(office: Office) -> None:
    lifting = office.app.moderation.lifting
    note, warning, own = (
        await office.case(Act.NOTE),
        await office.case(Act.WARN),
        await office.case(member_id=SECOND.id),
    )
    refused = await office.refused(Act.TIMEOUT, minutes=60, member_id=BEN)

    for case, by, refusal in (
        (note, MODERATOR, errors.NotLiftable),
        (own, SECOND, errors.NotYourself),
        (refused, MODERATOR, errors.AlreadyOver),
        (warning, MEMBER, errors.ModeratorsOnly),
    ):
        with pytest.raises(refusal):
            await lifting.lift(by=by, case_id=case.id, why="x")
    with pytest.raises(errors.WhyMissing):
        await lifting.lift(by=SECOND, case_id=warning.id, why=" … ")

    await lifting.lift(by=SECOND, case_id=warning.id, why="x")
    assert (await office.standing(ANA)).strikes == 0
    with pytest.raises(errors.AlreadyOver):
        await lifting.lift(by=SECOND, case_id=warning.id, why="x")


async def test_strikes_of_what_ended_count_until_they_lapse(office: Office) -> None:
    case = await office.case(Act.TIMEOUT, minutes=60)

    await office.app.moderation.ending.ended(case)

    assert (await office.standing()).strikes == 2
    await office.app.moderation.lifting.lift(by=MODERATOR, case_id=case.id, why="A mistake")
    assert (await office.standing()).strikes == 0
