"""Thanking: what it is worth, how often, to whom; and what everybody sees of it."""

import asyncio
from datetime import timedelta

import discord
import pytest
import pytest_asyncio
import simcord
from simcord.results import InteractionResult

from bot.actor import Actor
from bot.app import App
from bot.errors import UserError
from bot.points import errors
from bot.points.model import DEFAULT_RULES, THANKS_A_DAY, Kind, Rule
from bot.points.store import derived, ledger
from bot.points.store import terms as terms_store
from bot.points.thanking import Thanked, Thanks, Why
from bot.sandbox import simulated
from tests.support.clock import MovableClock
from tests.support.community import Community

GUILD = 1
GIVER = Actor(id=10, guild_id=GUILD)
HELPER = 11


async def thank(
    app: App, member_id: int = HELPER, source_id: int = 1, *, by: Actor = GIVER, channel_id: int | None = None
) -> Thanked:
    thanks = Thanks(member_id=member_id, is_bot=False, source_id=source_id, channel_id=channel_id)
    return await app.points.thanking.thank(thanks, by=by, joined_at=None)


async def points(app: App, member_id: int, guild_id: int = GUILD) -> int:
    async with app.database.read() as connection:
        found = await derived.standing(connection, guild_id=guild_id, member_id=member_id)
    return found.points if found else 0


# What it is worth -------------------------------------------------------------------------------------------------


async def test_thanks_earn_and_say_what_and_how_many_are_left(app: App) -> None:
    thanked = await thank(app)
    assert (thanked.points, thanked.full, thanked.why, thanked.left) == (5, 5, Why.USUAL, THANKS_A_DAY - 1)
    assert await points(app, HELPER) == 5


async def test_thanks_between_the_same_two_are_worth_less_each_time_in_either_direction(app: App) -> None:
    await thank(app)
    again = await thank(app, source_id=2)
    back = await thank(app, GIVER.id, source_id=3, by=Actor(id=HELPER, guild_id=GUILD))
    assert (again.points, again.why, again.earlier) == (2, Why.AGAIN, 1)
    assert (back.points, back.why, back.earlier) == (1, Why.AGAIN, 2)


async def test_after_a_month_they_are_worth_all_of_it_again(app: App, clock: MovableClock) -> None:
    await thank(app)
    clock.advance(days=31)
    assert (await thank(app, source_id=2)).points == 5


async def test_a_day_has_a_limit_and_one_is_told(app: App) -> None:
    for nth in range(5):
        await thank(app, source_id=nth, by=Actor(id=50 + nth, guild_id=GUILD))
    beyond = await thank(app, source_id=9)
    assert (beyond.points, beyond.why) == (0, Why.LIMIT)


async def test_a_channel_can_make_them_worth_less(app: App) -> None:
    async with app.database.write() as connection:
        await terms_store.set_weight(connection, guild_id=GUILD, target_id=60, is_role=False, percent=40)
    thanked = await thank(app, channel_id=60)
    assert (thanked.points, thanked.why) == (2, Why.PLACE)


async def test_where_thanks_earn_nothing_they_can_still_be_said(app: App) -> None:
    async with app.database.write() as connection:
        await terms_store.set_rule(connection, _off(), guild_id=GUILD)
    thanked = await thank(app)
    assert (thanked.points, thanked.why) == (0, Why.OFF)


def _off() -> Rule:
    usual = DEFAULT_RULES[Kind.THANKS]
    return Rule(kind=Kind.THANKS, points=0, daily_cap=usual.daily_cap, pair_free=usual.pair_free)


# How often, and to whom -------------------------------------------------------------------------------------------


async def test_so_many_in_24_hours(app: App, clock: MovableClock) -> None:
    for nth in range(THANKS_A_DAY):
        await thank(app, 100 + nth, source_id=nth)
    with pytest.raises(errors.ThankedEnough):
        await thank(app, 200, source_id=90)
    assert await points(app, 200) == 0
    clock.advance(hours=24, seconds=1)
    assert (await thank(app, 200, source_id=90)).points == 5


async def test_the_limit_holds_for_many_clicks_at_once(app: App) -> None:
    done = await asyncio.gather(
        *(thank(app, 100 + nth, source_id=nth) for nth in range(3 * THANKS_A_DAY)), return_exceptions=True
    )
    assert sum(isinstance(one, Thanked) for one in done) == THANKS_A_DAY
    assert sum(isinstance(one, errors.ThankedEnough) for one in done) == 2 * THANKS_A_DAY


async def test_each_server_has_its_own_limit(app: App) -> None:
    for nth in range(THANKS_A_DAY):
        await thank(app, 100 + nth, source_id=nth)
    assert (await thank(app, source_id=90, by=Actor(id=GIVER.id, guild_id=2))).points == 5
    assert (await points(app, HELPER), await points(app, HELPER, guild_id=2)) == (0, 5)


async def test_the_same_message_is_thanked_for_once_even_twice_at_once(app: App) -> None:
    done = await asyncio.gather(thank(app), thank(app), return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["AlreadyThanked", "Thanked"]
    assert (await thank(app, by=Actor(id=77, guild_id=GUILD))).points == 5, "somebody else can"


@pytest.mark.parametrize(
    ("member_id", "is_bot", "refused"), [(GIVER.id, False, errors.ThankYourself), (12, True, errors.ThankBot)]
)
async def test_neither_oneself_nor_a_bot(app: App, member_id: int, is_bot: bool, refused: type[UserError]) -> None:
    with pytest.raises(refused):
        await app.points.thanking.thank(
            Thanks(member_id=member_id, is_bot=is_bot, source_id=1), by=GIVER, joined_at=None
        )


async def test_who_has_just_joined_gives_no_points(app: App, clock: MovableClock) -> None:
    thanks = Thanks(member_id=HELPER, is_bot=False, source_id=1)
    with pytest.raises(errors.ThankTooNew):
        await app.points.thanking.thank(thanks, by=GIVER, joined_at=clock() - timedelta(hours=23))
    assert await points(app, HELPER) == 0
    assert (await app.points.thanking.thank(thanks, by=GIVER, joined_at=clock() - timedelta(hours=25))).points == 5


async def test_the_reason_is_kept_nowhere(app: App) -> None:
    await thank(app)
    async with app.database.read() as connection:
        [row] = await ledger.history(connection, guild_id=GUILD, member_id=HELPER, limit=5)
    assert row.reason is None


# On Discord -------------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def town(community: Community) -> Community:
    """The community a week later: everybody's account is old enough to give."""
    await community.later(days=8)
    return community


async def helper_points(town: Community) -> int:
    return await points(town.app, town.helper.id, town.server.id)


def texts_of(message: discord.Message) -> str:
    return "\n".join(str(item.content) for part in message.components for item in _texts(part))


def _texts(part: object) -> list[discord.TextDisplay]:
    children = getattr(part, "children", [])
    return [child for child in children if isinstance(child, discord.TextDisplay)]


def cards_in(channel: simcord.ChannelHandle) -> list[str]:
    return [texts_of(message) for message in channel.history() if message.components]


async def test_the_command_posts_a_card_and_says_privately_what_it_was_worth(town: Community) -> None:
    since = len(town.env.http_requests)
    result = await town.asker.slash(town.general, "thank", member=town.helper, reason="found *my* kettle @everyone")
    [card] = cards_in(town.general)
    assert f"<@{town.asker.id}> thanks <@{town.helper.id}>" in card
    assert r"found \*my\* kettle" in card and "@everyone" not in card
    assert "5 points" in simulated.said(result) and "4 more people" in simulated.said(result)
    assert result.ephemeral
    assert _mentioned(town, since) == [[str(town.helper.id)]]
    assert await helper_points(town) == 5


def _mentioned(town: Community, since: int) -> list[list[str]]:
    allowed = [
        request.json["allowed_mentions"]
        for request in town.env.http_requests[since:]
        if request.method == "POST" and request.path.endswith("/messages") and isinstance(request.json, dict)
    ]
    assert not any(one.get("parse") or one.get("roles") or one.get("replied_user") for one in allowed)
    return [[str(user) for user in one.get("users", [])] for one in allowed]


async def test_the_menu_on_a_message_answers_that_message_and_works_once(town: Community) -> None:
    message = await town.helper.send(town.general, "Descale it.")
    await town.asker.context_menu(town.general, "Thank", message)
    card = town.general.last_message
    assert card is not None and card.reference is not None and card.reference.message_id == message.id
    again = await town.asker.context_menu(town.general, "Thank", message)
    assert "already" in simulated.said(again)
    assert (len(cards_in(town.general)), await helper_points(town)) == (1, 5)


async def test_the_menu_on_a_person_tells_the_second_time_honestly(town: Community) -> None:
    await town.asker.context_menu(town.general, "Thank", town.helper)
    again = await town.asker.context_menu(town.general, "Thank", town.helper)
    assert "2 points" in simulated.said(again) and "Usually it is 5" in simulated.said(again)
    assert await helper_points(town) == 7


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (500, 0), (429, 20016)])
async def test_thanks_count_where_discord_doesnt_let_us_post_them(town: Community, status: int, code: int) -> None:
    town.fails("POST", f"/channels/{town.general.id}/messages", status, code=code, times=None)
    result = await town.asker.slash(town.general, "thank", member=town.helper)
    assert "couldn't be posted" in simulated.said(result)
    assert await helper_points(town) == 5


async def test_no_card_appears_where_the_member_couldnt_write_themselves(town: Community) -> None:
    news = town.server.create_text_channel(
        "news", overwrites={town.server.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    await town.env.settle()
    result = await town.asker.slash(news, "thank", member=town.helper)
    assert "couldn't be posted" in simulated.said(result)
    assert (list(news.history()), await helper_points(town)) == ([], 5)


async def test_a_bot_and_oneself_are_refused_in_ones_own_language(town: Community) -> None:
    said = simulated.said(await town.asker_ja.slash(town.general, "thank", member=town.asker_ja))
    assert "ご自身" in said
    assert cards_in(town.general) == []


async def test_who_has_left_cant_be_thanked_for_what_they_wrote(town: Community) -> None:
    message = await town.helper.send(town.general, "Descale it.")
    town.server.remove_member(town.helper)
    await town.env.settle()
    result = await town.asker.context_menu(town.general, "Thank", message)
    assert "any more" in simulated.said(result)


async def test_two_menus_on_one_message_at_once_count_once(town: Community) -> None:
    message = await town.helper.send(town.general, "Descale it.")
    results: list[InteractionResult] = await simulated.at_once(
        town.env,
        town.asker.context_menu(town.general, "Thank", message),
        town.asker.context_menu(town.general, "Thank", message),
    )
    assert sum("already" in simulated.said(result) for result in results) == 1
    assert await helper_points(town) == 5
