"""A month of honest members against everything people do to farm points; what each earned is printed (`pytest -s`)."""

import asyncio
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.config import Config
from bot.points.audit import Report
from tests.points.society import DAYS, HOUR, Person, Society
from tests.support.clock import MovableClock

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EVENING = 9 * HOUR
"""18:00 in Tokyo, the server's zone."""


@dataclass
class Cheat:
    """One person's accounts; the first is the one they want to shine."""

    what: str
    accounts: list[Person]
    ring: bool = False
    """Whether the audit has to show it."""
    sums_up: bool = True
    """Whether all accounts together must earn less, too: not where several of them live a whole month of activity.
    Points can't be handed on, so what matters then is the account that shines."""


@dataclass
class Cast:
    honest: Person
    crowd: list[Person]
    friends: list[Person]
    cheats: list[Cheat] = field(default_factory=list)


@dataclass
class Month:
    """What came of it."""

    cast: Cast
    points: dict[int, int]
    report: Report

    @property
    def honest(self) -> int:
        return self.points[self.cast.honest.id]

    def best(self, cheat: Cheat) -> int:
        return max(self.points[account.id] for account in cheat.accounts)

    def together(self, cheat: Cheat) -> int:
        return sum(self.points[account.id] for account in cheat.accounts)

    def named(self) -> set[int]:
        """Return everybody the audit names as part of a ring, or as what a crowd gives to."""
        rings = {member_id for ring in self.report.rings for member_id in ring.member_ids}
        return rings | {crowd.member_id for crowd in self.report.crowds}


# Honest people ----------------------------------------------------------------------------------------------------


def _lives(society: Society, person: Person, others: list[Person], *, most: int, liked: float = 0.1) -> None:
    """Write now and then in the evenings, in bursts, and be liked now and then."""
    chance = society.chance
    for day in sorted(chance.sample(range(DAYS), 25)):
        at = society.day(day) + EVENING + chance.random() * 2 * HOUR
        for _ in range(chance.randint(most // 3, most)):
            # Half of what is said is said within a burst, faster than the cool-down.
            at += timedelta(seconds=chance.choice([chance.uniform(5, 50), chance.uniform(70, 900)]))
            message_id = society.says(person, at)
            if chance.random() < liked:
                society.reacts(chance.choice(others), person, message_id, at + 5 * MINUTE)


def _helps(society: Society, helper: Person, askers: Iterable[Person], voters: list[Person]) -> None:
    chance = society.chance
    for asker in askers:
        at = society.day(chance.randrange(DAYS - 1)) + EVENING
        asked = society.asks(asker, at)
        society.answers(helper, asked, at + HOUR)
        society.accepts(asker, asked, helper, at + 2 * HOUR)
        for voter in chance.sample(voters, 3):
            society.upvotes(voter, asked, helper, at + 3 * HOUR)
        if chance.random() < 0.6:
            society.thanks(asker, helper, at + 3 * HOUR)


def _meets(society: Society, people: list[Person], *, days: Iterable[int], channel_id: int) -> None:
    for day in days:
        at = society.day(day) + EVENING
        for person in people:
            society.talks(person, channel_id, at + society.chance.random() * 10 * MINUTE, at + 90 * MINUTE)


def _honest(society: Society) -> Cast:
    """The member everything is measured against, and the others with whom they live."""
    cast = Cast(society.person("honest member"), society.people("member", 24), society.people("friend", 4))
    chance = society.chance
    _lives(society, cast.honest, cast.crowd, most=25, liked=0.2)
    _helps(society, cast.honest, cast.crowd[:8], cast.crowd)
    _meets(society, [cast.honest, *cast.crowd[:3]], days=range(1, DAYS, 4), channel_id=30)
    for person in cast.crowd:
        _lives(society, person, cast.crowd, most=6)
    _helps(society, cast.crowd[10], cast.crowd[16:22], cast.crowd)
    for friend in cast.friends:
        _lives(society, friend, cast.crowd, most=15)
        for other in cast.friends:
            for day in range(0, DAYS, 3):
                at = society.day(day) + EVENING + chance.random() * HOUR
                society.reacts(other, friend, society.says(friend, at), at + MINUTE)
            if other is not friend:
                society.thanks(other, friend, society.day(chance.randrange(DAYS)) + EVENING)
    return cast


# Cheats -----------------------------------------------------------------------------------------------------------


def _floods(society: Society, person: Person, text: Callable[[int], str | None], *, a_day: int = 30) -> None:
    for day in range(DAYS):
        for nth in range(a_day):
            society.says(person, society.day(day) + nth * timedelta(seconds=61), text(nth))


def _thank_each_other(society: Society, accounts: list[Person]) -> None:
    for day in range(0, DAYS, 3 if len(accounts) < 4 else 6):
        for giver in accounts:
            for account in accounts:
                if giver is not account:
                    society.thanks(giver, account, society.day(day) + 2 * HOUR)


def _like_each_other(society: Society, accounts: list[Person]) -> None:
    for day in range(0, DAYS, 5):
        for account in accounts:
            at = society.day(day) + HOUR
            message_id = society.says(account, at)
            for giver in accounts:
                society.reacts(giver, account, message_id, at + MINUTE)


def _ask_for(
    society: Society, main: Person, accounts: list[Person], *, times: int, every: int = 3, first_day: int = 4
) -> None:
    """Let other accounts ask, `main` answer, and all of them say how good that was."""
    for nth in range(times):
        for account in accounts:
            at = society.day(first_day + nth * every) + 3 * HOUR
            asked = society.asks(account, at)
            society.answers(main, asked, at + MINUTE)
            society.accepts(account, asked, main, at + 2 * MINUTE)
            for voter in accounts:
                society.upvotes(voter, asked, main, at + 3 * MINUTE)


def _cheats(society: Society) -> list[Cheat]:
    cheats: list[Cheat] = []

    def cheat(what: str, count: int = 1, **options: bool) -> list[Person]:
        accounts = society.people(what, count)
        cheats.append(Cheat(what, accounts, **options))
        return accounts

    for account in cheat("two accounts that talk in turns", 2):
        _floods(society, account, lambda nth: None)
    for size in (2, 3, 5):
        _thank_each_other(society, cheat(f"thanks ring of {size}", size, ring=True))
    _floods(society, cheat("copy-paste flood, one text")[0], lambda nth: "buy my stuff", a_day=60)
    _floods(society, cheat("copy-paste flood, ten texts in turns")[0], lambda nth: f"text number {nth % 10}")
    _floods(society, cheat("flood of ever new texts")[0], lambda nth: None)
    _floods(society, cheat("one-letter messages")[0], lambda nth: chr(97 + nth % 26), a_day=60)
    [reposter] = cheat("delete and repost")
    for day in range(DAYS):
        for nth in range(15):
            at = society.day(day) + nth * timedelta(seconds=61)
            society.deletes(society.says(reposter, at), at + 30 * timedelta(seconds=1))
    [editor] = cheat("edit games")
    for day in range(DAYS):
        society.says(editor, society.day(day), times=100)
    everywhen = (society.day(0), society.day(DAYS))
    society.talks(cheat("voice: alone, unmuted, all month")[0], 40, *everywhen)
    for account in cheat("voice: two accounts, muted, all month", 2):
        society.talks(account, 41, *everywhen, mute=True)
    society.talks(cheat("voice: AFK channel with others")[0], 42, *everywhen, afk=True)
    society.talks(cheats[-1].accounts[0], 42, *everywhen, afk=True)
    for account in cheat("voice: two accounts, unmuted, all month", 2):
        society.talks(account, 43, *everywhen)
    main, second = cheat("accepts and upvotes by a second account", 2)
    _ask_for(society, main, [second], times=9)
    _like_each_other(society, cheat("reactions in a ring of 5", 5))
    _masses(society, cheats)
    main, *others = cheat("all of it at once with four more accounts", 5, ring=True, sums_up=False)
    _all_at_once(society, main, others)
    return cheats


def _masses(society: Society, cheats: list[Cheat]) -> None:
    main = society.person("main")
    fresh = [society.person(f"fresh {nth}", made_days=-1 - nth / 100, joined_days=-2) for nth in range(20)]
    cheats.append(Cheat("20 accounts made today thank and like one", [main, *fresh], ring=True))
    for day in range(2, DAYS, 8):
        message_id = society.says(main, society.day(day))
        for account in fresh:
            society.thanks(account, main, society.day(day) + HOUR)
            society.reacts(account, main, message_id, society.day(day) + HOUR)
    main = society.person("main")
    fresh = [society.person(f"asking {nth}", made_days=-1 - nth / 100, joined_days=-2) for nth in range(20)]
    cheats.append(Cheat("20 accounts made today ask one", [main, *fresh], ring=True))
    for nth, account in enumerate(fresh):
        _ask_for(society, main, [account], times=1, first_day=6 + nth)


def _all_at_once(society: Society, main: Person, others: list[Person]) -> None:
    _floods(society, main, lambda nth: None)
    for account in (main, others[0]):
        society.talks(account, 44, society.day(0), society.day(DAYS))
    _ask_for(society, main, others, times=5, every=5)
    _thank_each_other(society, [main, *others])
    _like_each_other(society, [main, *others])


# The month --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, database_template: Path) -> Month:
    return asyncio.run(_month(tmp_path_factory.mktemp("fairness"), database_template))


async def _month(folder: Path, database_template: Path) -> Month:
    path = folder / "engawa.db"
    shutil.copyfile(database_template, path)
    config = Config(_env_file=None, discord_token=SecretStr("test-token"), database_url=f"sqlite:///{path}")
    clock = MovableClock()
    app = App(config, clock=clock)
    try:
        society = Society(app, clock)
        cast = _honest(society)
        cast.cheats = _cheats(society)
        await society.live()
        everybody = [cast.honest, *cast.crowd, *cast.friends]
        everybody += [account for cheat in cast.cheats for account in cheat.accounts]
        assert (await app.points.recompute.compare()).differences == ()
        return Month(cast=cast, points=await society.points(everybody), report=await society.report())
    finally:
        await app.close()


def test_every_cheat_earns_less_than_an_honest_member(month: Month, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n\n{'what':45} accounts  best account  together")
        print(f"{'an honest, active member':45} {1:8} {month.honest:13} {month.honest:9}")
        for cheat in sorted(month.cast.cheats, key=month.best, reverse=True):
            print(f"{cheat.what:45} {len(cheat.accounts):8} {month.best(cheat):13} {month.together(cheat):9}")
    for cheat in month.cast.cheats:
        earned = month.together(cheat) if cheat.sums_up else month.best(cheat)
        assert earned < month.honest, cheat.what


def test_rings_show_up_in_the_audit(month: Month) -> None:
    for cheat in month.cast.cheats:
        if cheat.ring:
            assert cheat.accounts[0].id in month.named(), cheat.what


def test_honest_people_and_friends_don_t(month: Month) -> None:
    honest = {person.id for person in (month.cast.honest, *month.cast.crowd, *month.cast.friends)}
    assert month.named() & honest == set()


def test_nobody_is_named_for_nothing(month: Month) -> None:
    accounts = {account.id for cheat in month.cast.cheats for account in cheat.accounts}
    assert month.named() <= accounts
