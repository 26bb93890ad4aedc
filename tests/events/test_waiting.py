"""The waiting list: a place that becomes free is offered in order, kept for a while, and never given twice."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.events import rsvp_errors
from bot.events.model import Answer, EventSettings, OccurrenceState
from bot.events.rsvp_model import Wish
from bot.events.waiting import offered_until
from tests.events.gathering import ANA, BEN, CIO, DAN, GUILD, HOST, gathering, member
from tests.support.clock import MovableClock

HOUR = timedelta(hours=1)


def test_an_offer_ends_before_the_start_and_close_to_it_nobody_is_asked() -> None:
    now = MovableClock()()
    half = timedelta(minutes=30)

    assert offered_until(now=now, starts_at=now + 72 * HOUR, confirm=12 * HOUR) == now + 12 * HOUR
    assert offered_until(now=now, starts_at=now + 3 * HOUR, confirm=12 * HOUR) == now + 3 * HOUR - half
    assert offered_until(now=now, starts_at=now + HOUR, confirm=12 * HOUR) == now + half
    assert offered_until(now=now, starts_at=now + HOUR - half, confirm=12 * HOUR) is None
    assert offered_until(now=now, starts_at=now - HOUR, confirm=12 * HOUR) is None


async def test_a_free_place_is_offered_to_the_first_in_line(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)

    await tea.say(ANA, Wish.CANNOT)

    offered = await tea.mine(BEN)
    assert offered.answer is Answer.OFFERED
    assert offered.rsvp is not None and offered.rsvp.offered_until == clock() + 12 * HOUR
    assert await tea.untold() == [(BEN.id, "offered")]
    assert (await tea.mine(CIO)).position == 1
    [row] = await tea.due("events:offer")
    assert row.due_at == offered.rsvp.offered_until


@pytest.mark.parametrize("wish", [Wish.MAYBE, Wish.CANNOT])
async def test_a_place_that_is_offered_is_nobody_elses(app: App, clock: MovableClock, wish: Wish) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.say(ANA, wish)

    [dan] = await tea.come(DAN)

    assert dan.answer is Answer.WAITING
    assert (dan.counts.taken, dan.counts.free(1)) == (1, 0)


async def test_who_takes_the_offer_comes(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.say(ANA, Wish.CANNOT)

    taken = await app.events.answering.take(by=BEN, occurrence_id=tea.id)

    assert (taken.before, taken.answer, taken.position) == (Answer.OFFERED, Answer.GOING, 1)
    assert await tea.due("events:offer") == []
    clock.advance(hours=13)
    await app.events.waiting.lapse(guild_id=GUILD, rsvp_id=taken.rsvp.id if taken.rsvp else 0)
    assert await tea.answer_of(BEN) is Answer.GOING


async def test_pressing_going_takes_the_offer_as_well(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.say(ANA, Wish.CANNOT)

    [taken] = await tea.come(BEN)

    assert taken.answer is Answer.GOING and await tea.due("events:offer") == []


async def test_an_offer_that_is_passed_on_goes_to_the_next(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)

    passed = await app.events.answering.pass_on(by=BEN, occurrence_id=tea.id)

    assert passed.answer is Answer.CANNOT
    assert await tea.answer_of(CIO) is Answer.OFFERED
    assert await tea.untold() == [(CIO.id, "offered")]


async def test_an_offer_nobody_takes_goes_to_the_next_and_says_so_truthfully(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)

    clock.advance(hours=12)
    await tea.lapse_due()

    assert await tea.answers([BEN, CIO]) == [Answer.MAYBE, Answer.OFFERED]
    with pytest.raises(rsvp_errors.OfferOver):
        await app.events.answering.take(by=BEN, occurrence_id=tea.id)
    [back] = await tea.come(BEN)
    assert (back.answer, back.position) == (Answer.WAITING, 1)


async def test_nobody_takes_what_was_offered_to_somebody_else(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)

    for who in (CIO, DAN):
        with pytest.raises(rsvp_errors.OfferOver):
            await app.events.answering.take(by=who, occurrence_id=tea.id)
        with pytest.raises(rsvp_errors.OfferOver):
            await app.events.answering.pass_on(by=who, occurrence_id=tea.id)

    assert await tea.answers([BEN, CIO, DAN]) == [Answer.OFFERED, Answer.WAITING, None]


async def test_less_than_an_hour_before_the_start_the_place_is_given_at_once(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    clock.advance(days=2, hours=23, minutes=30)

    await tea.say(ANA, Wish.CANNOT)

    assert await tea.answer_of(BEN) is Answer.GOING
    assert await tea.untold() == [(BEN.id, "given")]


async def test_several_free_places_are_offered_to_several(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO, DAN)

    await tea.change_event(capacity=3)
    await tea.refit()

    assert await tea.answers([ANA, BEN, CIO, DAN]) == [
        Answer.GOING,
        Answer.OFFERED,
        Answer.OFFERED,
        Answer.WAITING,
    ]
    assert await tea.untold() == [(BEN.id, "offered"), (CIO.id, "offered")]


async def test_a_raised_capacity_goes_to_those_who_wait_before_anybody_who_presses_now(
    app: App, clock: MovableClock
) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.change_event(capacity=2)

    [dan] = await tea.come(DAN)

    assert dan.answer is Answer.WAITING
    assert await tea.answer_of(BEN) is Answer.OFFERED


async def test_without_a_limit_any_more_everybody_who_waited_comes(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)

    await tea.change_event(capacity=None)
    await tea.refit()

    assert await tea.answers([BEN, CIO]) == [Answer.GOING, Answer.GOING]
    assert await tea.due("events:offer") == []


async def test_a_lowered_capacity_throws_nobody_out_and_lets_nobody_in(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=3)
    await tea.come(ANA, BEN, CIO, DAN)

    await tea.change_event(capacity=2)
    await tea.refit()
    await tea.say(ANA, Wish.CANNOT)
    assert await tea.answers([BEN, CIO, DAN]) == [Answer.GOING, Answer.GOING, Answer.WAITING]
    await tea.say(BEN, Wish.CANNOT)

    assert await tea.answer_of(DAN) is Answer.OFFERED


async def test_an_event_that_is_moved_closer_shortens_offers_or_gives_the_places(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.say(ANA, Wish.CANNOT)

    soon = clock() + 4 * HOUR
    await tea.change(starts_at=soon, ends_at=soon + HOUR)
    await tea.refit()
    offered = await tea.mine(BEN)
    assert offered.rsvp is not None and offered.rsvp.offered_until == soon - timedelta(minutes=30)
    assert await tea.untold() == [(BEN.id, "offered")]
    very_soon = clock() + timedelta(minutes=40)
    await tea.change(starts_at=very_soon, ends_at=very_soon + HOUR)
    await tea.refit()

    assert await tea.answer_of(BEN) is Answer.GOING
    assert await tea.due("events:offer") == []


async def test_an_offer_that_runs_out_during_an_outage_lapses_when_the_bot_is_back(
    app: App, clock: MovableClock
) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)

    clock.advance(days=2, hours=23, minutes=50)
    await tea.lapse_due()
    assert await tea.answers([BEN, CIO]) == [Answer.MAYBE, Answer.GOING]


async def test_nothing_is_offered_of_what_is_over(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)
    await tea.change(state=OccurrenceState.CANCELLED)

    await tea.change_event(capacity=5)
    await tea.refit()

    assert await tea.answer_of(BEN) is Answer.WAITING


async def test_an_offer_of_what_was_cancelled_stays_as_it_was(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)
    await tea.cancel()

    clock.advance(hours=12)
    await tea.lapse_due()

    assert await tea.answers([BEN, CIO]) == [Answer.OFFERED, Answer.WAITING]
    assert await tea.untold() == [], "nobody is asked any more"


async def test_the_server_decides_how_long_a_place_is_kept(app: App, clock: MovableClock) -> None:
    await app.settings.change(GUILD, EventSettings, {"confirm_hours": 2}, by=HOST.id)
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)

    await tea.say(ANA, Wish.CANNOT)

    rsvp = (await tea.mine(BEN)).rsvp
    assert rsvp is not None and rsvp.offered_until == clock() + 2 * HOUR


async def test_who_leaves_the_server_makes_room_in_all_that_is_to_come(app: App, clock: MovableClock) -> None:
    tea, walk = await gathering(app, clock, capacity=1), await gathering(app, clock, capacity=1)
    past = await gathering(app, clock, starts_in=timedelta(minutes=5), lasts=timedelta(minutes=5))
    await past.come(ANA)
    await tea.come(ANA, BEN)
    await walk.come(ANA, CIO)
    clock.advance(minutes=30)

    await app.events.answering.left(guild_id=GUILD, member_id=ANA.id)

    assert await tea.answers([ANA, BEN]) == [Answer.CANNOT, Answer.OFFERED]
    assert await walk.answers([ANA, CIO]) == [Answer.CANNOT, Answer.OFFERED]
    assert await past.answer_of(ANA) is Answer.GOING, "who was going to what is over stays a fact"


async def test_erasing_a_member_offers_their_place_and_leaves_no_name(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN)

    await app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA.id)

    assert await tea.answer_of(BEN) is Answer.OFFERED
    shown = await app.events.announcing.shown(guild_id=GUILD, occurrence_id=tea.id)
    assert shown is not None and ANA.id not in shown.going


async def test_what_somebody_was_told_is_told_once(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(ANA, BEN, CIO)
    await tea.say(ANA, Wish.CANNOT)
    waiting = app.events.waiting

    untold = await waiting.untold(guild_id=GUILD, occurrence_id=tea.id)
    await app.events.answering.pass_on(by=BEN, occurrence_id=tea.id)  # while the message is on its way
    await waiting.told(untold, guild_id=GUILD, occurrence_id=tea.id)

    assert await tea.untold() == [(CIO.id, "offered")]


async def test_fifty_offers_are_told_in_bundles(app: App, clock: MovableClock) -> None:
    tea = await gathering(app, clock, capacity=1)
    await tea.come(*(member(number) for number in range(51)))
    await tea.change_event(capacity=51)
    await tea.refit()

    first = await app.events.waiting.untold(guild_id=GUILD, occurrence_id=tea.id)
    await app.events.waiting.told(first, guild_id=GUILD, occurrence_id=tea.id)

    assert len(first) == 40
    assert len(await tea.untold()) == 10
    assert len(await tea.due("events:offered")) == 1
