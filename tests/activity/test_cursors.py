"""Which messages are counted at once, which later from history, and which never again."""

from datetime import timedelta

import pytest

from bot.activity.cursors import Cursors, OpenGap
from bot.activity.model import first_id_at
from tests.activity.facts import CHANNEL, GUILD, NOON, OTHER_GUILD, SECOND_CHANNEL, THREAD, id_at, seen


@pytest.fixture
def cursors() -> Cursors:
    """A server that has been counted since noon; the last message in its channel was written then."""
    cursors = Cursors()
    cursors.guild_seen(seen({CHANNEL: id_at(0)}))
    cursors.take()
    return cursors


def restarted(cursors: Cursors, last: dict[int, int]) -> Cursors:
    """Return the cursors of the next process."""
    since = cursors.counted_since(GUILD)
    assert since is not None
    fresh = Cursors()
    fresh.load(last, {GUILD: since})
    return fresh


def test_each_message_is_counted_once_however_often_it_is_delivered(cursors: Cursors) -> None:
    delivered = [id_at(1), id_at(2), id_at(1), id_at(2), id_at(3), id_at(3)]

    counted = [message_id for message_id in delivered if cursors.advance(GUILD, CHANNEL, message_id)]

    assert counted == [id_at(1), id_at(2), id_at(3)]
    assert cursors.take().cursors == {CHANNEL: id_at(3)}


def test_messages_that_come_out_of_order_are_all_counted(cursors: Cursors) -> None:
    delivered = [id_at(5), id_at(3), id_at(4), id_at(6), id_at(3)]

    counted = [cursors.advance(GUILD, CHANNEL, message_id) for message_id in delivered]

    assert counted == [True, True, True, True, False]
    assert cursors.take().cursors == {CHANNEL: id_at(6)}


def test_what_is_far_too_late_is_taken_for_a_second_delivery(cursors: Cursors) -> None:
    cursors.advance(GUILD, CHANNEL, id_at(60))

    assert not cursors.advance(GUILD, CHANNEL, id_at(10))


def test_what_stood_there_when_a_server_is_first_seen_is_never_read(cursors: Cursors) -> None:
    new = Cursors()

    new.guild_seen(seen({CHANNEL: id_at(-5), SECOND_CHANNEL: id_at(-100)}))
    taken = new.take()

    assert taken.gaps == [] and taken.new_guilds == {GUILD: NOON} and taken.archived_since == {}
    assert taken.cursors == {CHANNEL: id_at(-5), SECOND_CHANNEL: id_at(-100)}
    assert not new.advance(GUILD, CHANNEL, id_at(-6))
    assert new.advance(GUILD, CHANNEL, id_at(1))


def test_after_an_outage_only_channels_with_something_new_have_a_gap(cursors: Cursors) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0), SECOND_CHANNEL: id_at(0)})

    cursors.guild_seen(seen({CHANNEL: id_at(0), SECOND_CHANNEL: id_at(30)}, NOON + timedelta(minutes=1)))

    taken = cursors.take()
    assert taken.gaps == [OpenGap(GUILD, SECOND_CHANNEL, id_at(0), id_at(30))]
    assert taken.cursors[SECOND_CHANNEL] == id_at(30)


def test_what_a_gap_will_bring_is_not_counted_as_an_event(cursors: Cursors) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0)})
    cursors.guild_seen(seen({CHANNEL: id_at(30)}))

    assert not cursors.advance(GUILD, CHANNEL, id_at(29))
    assert not cursors.advance(GUILD, CHANNEL, id_at(30))
    assert cursors.advance(GUILD, CHANNEL, id_at(31))


def test_a_channel_made_during_an_outage_is_read_from_its_beginning(cursors: Cursors) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0)})

    cursors.guild_seen(seen({CHANNEL: id_at(0), SECOND_CHANNEL: id_at(40)}))

    assert cursors.take().gaps == [OpenGap(GUILD, SECOND_CHANNEL, first_id_at(NOON), id_at(40))]


def test_a_second_outage_opens_a_second_gap_after_the_first(cursors: Cursors) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0)})
    cursors.guild_seen(seen({CHANNEL: id_at(30)}))
    cursors.advance(GUILD, CHANNEL, id_at(35))

    cursors.guild_seen(seen({CHANNEL: id_at(50)}))

    gaps = [gap[2:] for gap in cursors.take().gaps]
    assert gaps == [(id_at(0), id_at(30)), (id_at(35), id_at(50))]


def test_servers_do_not_concern_each_other(cursors: Cursors) -> None:
    cursors.guild_seen(seen({SECOND_CHANNEL: id_at(30)}, guild_id=OTHER_GUILD))

    taken = cursors.take()

    assert taken.gaps == [] and taken.new_guilds == {OTHER_GUILD: NOON}
    assert taken.guilds == {SECOND_CHANNEL: OTHER_GUILD}


# Threads that were archived meanwhile


def test_a_thread_archived_during_the_outage_is_missed_once(cursors: Cursors) -> None:
    cursors.advance(GUILD, THREAD, id_at(10))

    assert cursors.missed(GUILD, THREAD, id_at(90))
    assert not cursors.missed(GUILD, THREAD, id_at(90))
    assert cursors.take().gaps == [OpenGap(GUILD, THREAD, id_at(10), id_at(90))]


def test_a_thread_older_than_the_counting_is_not_read(cursors: Cursors) -> None:
    assert not cursors.missed(GUILD, THREAD, id_at(-10))
    assert not cursors.missed(OTHER_GUILD, THREAD, id_at(90))


@pytest.mark.parametrize(("minutes", "looks"), [(59, False), (61, True)])
def test_archived_threads_are_looked_through_after_an_hour(cursors: Cursors, minutes: int, looks: bool) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0)})

    cursors.guild_seen(seen({CHANNEL: id_at(0)}, NOON + timedelta(minutes=minutes)))

    assert cursors.take().archived_since == ({GUILD: NOON} if looks else {})


def test_a_quiet_server_that_was_listened_to_is_not_looked_through(cursors: Cursors) -> None:
    cursors = restarted(cursors, {CHANNEL: id_at(0)})
    back = NOON + timedelta(hours=5)

    cursors.guild_seen(seen({CHANNEL: id_at(0)}, back), heard_at=back - timedelta(minutes=1))

    assert cursors.take().archived_since == {}


# No room


def test_what_there_is_no_room_for_becomes_one_gap(cursors: Cursors) -> None:
    cursors.advance(GUILD, CHANNEL, id_at(1))
    for second in (2, 3, 4):
        cursors.spill(GUILD, CHANNEL, id_at(second))
    cursors.spill(GUILD, CHANNEL, id_at(3))

    taken = cursors.take()

    assert taken.all_gaps == [OpenGap(GUILD, CHANNEL, id_at(1), id_at(4))]
    assert taken.cursors == {CHANNEL: id_at(4)}
    assert not cursors.advance(GUILD, CHANNEL, id_at(3))
    assert cursors.advance(GUILD, CHANNEL, id_at(5))


def test_a_message_counted_before_is_not_spilled(cursors: Cursors) -> None:
    cursors.advance(GUILD, CHANNEL, id_at(1))

    cursors.spill(GUILD, CHANNEL, id_at(1))

    assert cursors.take().all_gaps == []


def test_a_late_message_spilled_does_not_bring_again_what_is_counted(cursors: Cursors) -> None:
    for second in (2, 4):
        cursors.advance(GUILD, CHANNEL, id_at(second))

    cursors.spill(GUILD, CHANNEL, id_at(3))

    assert cursors.take().all_gaps == [OpenGap(GUILD, CHANNEL, id_at(3) - 1, id_at(3))]
    assert cursors.advance(GUILD, CHANNEL, id_at(5))


def test_what_was_counted_between_two_spills_is_in_no_gap(cursors: Cursors) -> None:
    cursors.spill(GUILD, CHANNEL, id_at(1))
    cursors.advance(GUILD, CHANNEL, id_at(2))
    cursors.spill(GUILD, CHANNEL, id_at(3))

    gaps = sorted(gap[2:] for gap in cursors.take().all_gaps)
    assert gaps == [(id_at(0), id_at(1)), (id_at(2), id_at(3))]


def test_a_gap_that_could_not_be_written_grows_on(cursors: Cursors) -> None:
    cursors.spill(GUILD, CHANNEL, id_at(1))
    failed = cursors.take()
    cursors.spill(GUILD, CHANNEL, id_at(2))

    cursors.put_back(failed)

    taken = cursors.take()
    assert taken.all_gaps == [OpenGap(GUILD, CHANNEL, id_at(0), id_at(2))]
    assert taken.cursors == {CHANNEL: id_at(2)}


def test_nothing_is_lost_when_a_flush_fails(cursors: Cursors) -> None:
    cursors.guild_seen(seen({SECOND_CHANNEL: 7}, guild_id=OTHER_GUILD))
    cursors.guild_seen(seen({CHANNEL: id_at(7300)}, NOON + timedelta(hours=2)))
    failed = cursors.take()
    assert failed and not cursors.take()

    cursors.put_back(failed)
    again = cursors.take()

    assert (again.gaps, again.cursors, again.new_guilds) == (failed.gaps, failed.cursors, failed.new_guilds)
    assert again.archived_since == failed.archived_since == {GUILD: NOON}
