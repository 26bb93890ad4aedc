"""Newcomers who have stalled are reminded once, by day, kindly, and not after they said no."""

from datetime import timedelta

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from sqlalchemy import insert, select, update

from bot.due import State, due_row
from bot.onboarding import nudging
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_arrival
from bot.profiles.tables import profile_preference
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.onboarding.settling import Places, cards_of, furnish, ids_on, introduced, newcomer, note
from tests.questions.acting import asked, mentions_in
from tests.support.cards import answer, shown
from tests.support.community import Community

NUDGE = "onboarding:nudge"


@pytest.fixture
async def places(community: Community) -> Places:
    """At the beginning of these tests it is 11:00 in Tokyo."""
    await community.env.pass_time(timedelta(hours=2))
    places = await furnish(community, greeter_role_id=None, greeter_channel_id=None)
    async with community.app.database.write() as connection:  # the community's own people are not what this is about
        await connection.execute(update(onboarding_arrival).values(nudges_off=True))
    return places


def nudges(channel: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if "onboarding:nudge-off" in ids_on(message)]


async def nudged(community: Community, places: Places) -> discord.Message:
    """Let three days pass and return the one reminder."""
    await community.later(days=3)
    await community.run_due()
    [message] = nudges(places.welcome)
    return message


async def test_who_has_stalled_is_addressed_with_the_next_step(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await community.later(days=2.9)
    assert nudges(places.welcome) == []
    since = len(community.env.http_requests)

    await community.later(days=0.1)
    await community.run_due()

    [message] = nudges(places.welcome)
    assert f"<@{ana.id}>" in message.content and "**Introduce yourself**" in message.content
    assert ids_on(message) == ["onboarding:introduce", "onboarding:nudge-later", "onboarding:nudge-off"]
    [(_, _, allowed)] = mentions_in(community, since)
    assert [int(one) for one in allowed["users"]] == [ana.id]


async def test_in_japanese(community: Community, places: Places) -> None:
    await community.set(ServerSettings, language="ja")
    aki = await newcomer(community, language="ja")

    message = await nudged(community, places)

    assert "急がなくて大丈夫です" in message.content and "「**自己紹介をする**」" in message.content
    result = await aki.click(message, label="今はやめておく")
    assert "1週間後にもう一度だけ" in shown(result)


async def test_once_is_once(community: Community, places: Places) -> None:
    await newcomer(community)
    await nudged(community, places)

    for _ in range(4):
        await community.later(days=7)

    assert len(nudges(places.welcome)) == 1


async def test_a_step_on_the_way_gives_time(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await community.later(days=2)
    await introduced(community, ana)

    await community.later(days=2)
    assert nudges(places.welcome) == []
    await community.later(days=1)
    await community.run_due()

    [message] = nudges(places.welcome)
    assert "**React to a message**" in message.content


async def test_who_has_done_all_is_left_alone(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    await asked(community, by=ana)
    await note(community, ana, "react")
    await note(community, ana, "post")

    await community.later(days=4)
    await community.run_due()

    assert nudges(places.welcome) == []


@pytest.mark.parametrize("reason", ["left", "rejoined", "pending", "unwatched", "off"])
async def test_who_is_not_reminded(community: Community, places: Places, reason: str) -> None:
    ana = await newcomer(community)
    now = community.env.now()
    reasons: dict[str, dict[str, object]] = {
        "left": {"left_at": now},
        "rejoined": {"rejoined": True},
        "pending": {"arrived_at": None},
        "off": {"nudges_off": True},
    }
    changed = reasons.get(reason, {})
    if changed:
        async with community.app.database.write() as connection:
            mine = onboarding_arrival.c.member_id == ana.id
            await connection.execute(update(onboarding_arrival).where(mine).values(**changed))
    if reason == "unwatched":
        community.app.activity.ignore(community.server.id, ana.id)

    await community.later(days=4)
    await community.run_due()

    assert nudges(places.welcome) == []


async def test_zero_days_means_never(community: Community, places: Places) -> None:
    await community.set(OnboardingSettings, nudge_after_days=0)
    await newcomer(community)
    await community.later(days=30)
    assert nudges(places.welcome) == []


# When ------------------------------------------------------------------------------------------------------------


async def test_nobody_is_reminded_at_night(community: Community, places: Places) -> None:
    await community.env.pass_time(timedelta(hours=10))  # 21:00
    await newcomer(community)
    await community.later(days=3)
    await community.run_due()
    assert nudges(places.welcome) == []

    await community.later(hours=12.5)  # 9:30
    await community.run_due()

    assert len(nudges(places.welcome)) == 1


async def test_somebodys_own_quiet_hours_are_kept(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    async with community.app.database.write() as connection:
        await connection.execute(
            insert(profile_preference).values(
                guild_id=community.server.id,
                member_id=ana.id,
                quiet_from=10 * 60,
                quiet_until=14 * 60,
                changed_at=community.env.now(),
            )
        )
    await community.later(days=3)
    await community.run_due()
    quiet = nudges(places.welcome)

    await community.later(hours=4)
    await community.run_due()

    assert (len(quiet), len(nudges(places.welcome))) == (0, 1)


# How many ---------------------------------------------------------------------------------------------------------


async def test_several_are_addressed_together_and_a_channel_is_not_filled(community: Community, places: Places) -> None:
    people = [await newcomer(community, f"newcomer{number:02}") for number in range(13)]
    await community.later(days=3)
    await community.run_due()

    first = nudges(places.welcome)
    assert [message.content.count("<@") for message in first] == [5, 5]
    await community.later(minutes=30)
    assert len(nudges(places.welcome)) == 2, "not more than ten in an hour"
    await community.later(minutes=31)
    await community.run_due()

    said = "\n".join(message.content for message in nudges(places.welcome))
    assert all(said.count(f"<@{person.id}>") == 1 for person in people)


async def test_those_with_different_next_steps_get_their_own(community: Community, places: Places) -> None:
    ana, ben = await newcomer(community, "ana"), await newcomer(community, "ben")
    await introduced(community, ana)
    await community.later(days=3)
    await community.run_due()

    found = {message.content.split(">")[0] + ">": message.content for message in nudges(places.welcome)}
    assert "React to a message" in found[f"<@{ana.id}>"] and "Introduce yourself" in found[f"<@{ben.id}>"]


async def test_those_in_their_quiet_hours_hold_up_nobody(
    community: Community, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudging, "LOOKED_AT_ONCE", 2)
    sleepers = [await newcomer(community, f"sleeper{number}") for number in range(3)]
    async with community.app.database.write() as connection:
        for sleeper in sleepers:
            await connection.execute(
                insert(profile_preference).values(
                    guild_id=community.server.id,
                    member_id=sleeper.id,
                    time_zone="America/New_York",
                    changed_at=community.env.now(),
                )
            )
    ana = await newcomer(community, "ana")

    message = await nudged(community, places)

    assert f"<@{ana.id}>" in message.content and message.content.count("<@") == 1


# Where -----------------------------------------------------------------------------------------------------------


async def test_in_the_thread_of_their_introduction(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)
    thread = await simulated.open_thread(community.helper, places.introductions, "Hello Ana", on=card)
    await community.later(days=2.5)
    await community.helper.send(thread, "How do you like it here?")

    await community.later(days=0.6)
    await community.run_due()

    assert len(nudges(thread)) == 1 and nudges(places.welcome) == []


async def test_without_a_welcome_channel_nobody_is_reminded(community: Community, places: Places) -> None:
    await community.set(OnboardingSettings, welcome_channel_id=None)
    await newcomer(community)
    await community.later(days=4)
    await community.run_due()
    assert await states(community) == []


async def states(community: Community) -> list[str]:
    async with community.app.database.read() as connection:
        return list(await connection.scalars(select(due_row.c.state).where(due_row.c.kind == NUDGE)))


async def test_a_closed_channel_costs_nobody_their_reminder(community: Community, places: Places) -> None:
    me = community.server.me
    assert me is not None
    deny = discord.Permissions(send_messages=True).value
    closed = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    community.env.backend.set_overwrite(places.welcome.id, closed)
    await newcomer(community)

    await community.later(days=3)
    await community.run_due()
    assert await states(community) == []
    assert f"<#{places.welcome.id}>" in shown(await community.admin.slash(community.general, "doctor"))

    opened = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=deny, deny=0)
    community.env.backend.set_overwrite(places.welcome.id, opened)
    await community.later(minutes=10)
    await community.run_due()

    assert len(nudges(places.welcome)) == 1


async def test_a_channel_that_is_closed_at_the_last_moment_is_shown_to_the_admins(
    community: Community, places: Places
) -> None:
    community.fails("POST", f"/channels/{places.welcome.id}/messages", 403, code=50013)
    await newcomer(community)
    await community.later(days=3)
    await community.run_due()

    assert await states(community) == [State.GIVEN_UP]


# Answers ----------------------------------------------------------------------------------------------------------


async def test_not_now_asks_once_more(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    first = await nudged(community, places)

    result = await ana.click(first, label="Not now")
    assert "once more in a week" in shown(result) and answer(result).ephemeral
    await community.later(days=6)
    assert len(nudges(places.welcome)) == 1
    await community.later(days=1)
    await community.run_due()
    second = nudges(places.welcome)[-1]
    again = await ana.click(second, label="Not now")
    await community.later(days=20)

    assert "won't remind you again" in shown(again)
    assert len(nudges(places.welcome)) == 2


async def test_no_means_no(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    message = await nudged(community, places)
    await ana.click(message, label="Not now")

    result = await ana.click(message, label="Don't remind me")
    await community.later(days=20)

    assert "no more reminders" in shown(result)
    assert len(nudges(places.welcome)) == 1


async def test_only_who_is_meant_can_answer(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    message = await nudged(community, places)

    for label in ("Not now", "Don't remind me"):
        result = await community.bystander.click(message, label=label)
        assert "for those who are mentioned above" in shown(result) and answer(result).ephemeral

    async with community.app.database.read() as connection:
        row = (
            await connection.execute(select(onboarding_arrival).where(onboarding_arrival.c.member_id == ana.id))
        ).one()
    assert not row.nudges_off and row.nudge_after is None


async def test_the_steps_button_works_for_them(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    message = await nudged(community, places)
    await community.restart()

    form = await ana.click(message, custom_id="onboarding:introduce")

    assert form.modal is not None


# Exactly once -----------------------------------------------------------------------------------------------------


async def test_a_reminder_that_was_sent_and_not_noted_is_not_sent_again(community: Community, places: Places) -> None:
    await newcomer(community)
    await nudged(community, places)
    async with community.app.database.write() as connection:
        await connection.execute(
            update(due_row).where(due_row.c.kind == NUDGE).values(state=State.OPEN, claimed_until=None)
        )

    await community.restart()
    await community.later(minutes=10)

    assert len(nudges(places.welcome)) == 1


async def test_a_reminder_that_was_fixed_and_not_sent_is_sent_after_the_restart(
    community: Community, places: Places
) -> None:
    await newcomer(community)
    await community.env.pass_time(timedelta(days=3))
    await community.app.onboarding.nudging.sweep(speaks_in=lambda *_: True)

    await community.restart()
    await community.run_due()

    assert len(nudges(places.welcome)) == 1


async def test_who_did_the_step_meanwhile_hears_nothing(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    community.fails("POST", f"/channels/{places.welcome.id}/messages", 500)
    await community.later(days=3)
    await community.run_due()
    community.works_again()
    await introduced(community, ana)

    await community.later(minutes=10)

    assert nudges(places.welcome) == []


async def test_what_could_not_be_said_for_long_is_left(community: Community, places: Places) -> None:
    await newcomer(community)
    community.fails("POST", f"/channels/{places.welcome.id}/messages", 500, times=None)
    await community.later(days=3)
    await community.run_due()
    for _ in range(6):
        await community.later(hours=5)
    community.works_again()
    await community.later(hours=12)

    assert nudges(places.welcome) == []
