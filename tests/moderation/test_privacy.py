"""Whose data is in cases: nobody escapes what counts, and whatever counts no more lets go of them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.i18n import Language
from bot.moderation import errors
from bot.moderation.model import Act, Case, Progress, Snapshot, State
from bot.moderation.rules import END
from bot.moderation.tables import moderation_draft
from bot.privacy.model import Why
from bot.tables import all_tables
from tests.moderation.office import ANA, BEN, GUILD, MODERATOR, OTHER_GUILD, SECOND, Office

SECRET = "the very words"


async def erase(office: Office, member_id: int = ANA) -> None:
    """Erase somebody who left long ago: nobody is asked."""
    await office.app.privacy.erasing.carry_out(guild_id=GUILD, member_id=member_id, why=Why.RETENTION)


async def prune(office: Office) -> Mapping[str, int]:
    return await office.app.privacy.retention.run(guild_id=GUILD, names=["cases"])


async def everything(office: Office) -> str:
    """Return all that is stored of the server, as one text."""
    found: list[Sequence[Any]] = []
    async with office.app.database.read() as connection:
        for table in all_tables().sorted_tables:
            if "guild_id" in table.c:
                found += (await connection.execute(select(table).where(table.c.guild_id == GUILD))).all()
    return "\n".join(str(tuple(row)) for row in found)


async def test_a_case_that_counts_keeps_somebody_from_erasing_their_data_and_says_until_when(office: Office) -> None:
    case = await office.case(Act.TIMEOUT, minutes=60)
    assert case.strikes_until is not None

    with pytest.raises(errors.CountsUntil) as refused:
        await office.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA)

    assert refused.value.params["at"] == str(int(case.strikes_until.timestamp()))
    assert (await office.again(case)).member_id == ANA


async def test_a_ban_for_good_and_a_case_under_way_say_so(office: Office) -> None:
    await office.case(Act.BAN)
    with pytest.raises(errors.CountsForGood):
        await office.app.privacy.erasing.check(guild_id=GUILD, member_id=ANA)

    await office.open(Act.KICK)
    with pytest.raises(errors.CaseUnderWay):
        await office.app.privacy.erasing.check(guild_id=GUILD, member_id=ANA)


async def test_a_ban_that_discord_refused_keeps_nobody_longer_than_its_strikes(office: Office) -> None:
    case = await office.open(Act.BAN)
    await office.app.moderation.doing.note(case, "told", Progress.DONE)
    case = await office.app.moderation.doing.note(case, "acted", Progress.FAILED, failure="HTTP 403, code 50013")
    assert case.state is State.PARTLY and case.strikes_until is not None

    with pytest.raises(errors.CountsUntil):
        await office.app.privacy.erasing.check(guild_id=GUILD, member_id=ANA)
    office.clock.now = case.strikes_until

    await office.app.privacy.erasing.check(guild_id=GUILD, member_id=ANA)


async def test_who_has_no_case_here_or_only_what_counts_no_more_may(office: Office) -> None:
    lifted = await office.case()
    await office.app.moderation.lifting.lift(by=SECOND, case_id=lifted.id, why="Not them")
    await office.app.moderation.noting.note("Quiet", by=MODERATOR, member_id=ANA, request_id=1)
    await office.case(member_id=BEN)

    await office.app.privacy.erasing.check(guild_id=GUILD, member_id=ANA)
    await office.app.privacy.erasing.check(guild_id=OTHER_GUILD, member_id=BEN)


async def test_erasing_takes_somebody_out_of_what_counts_no_more_with_all_that_was_written_about_them(
    office: Office,
) -> None:
    case = await office.case(reason=SECRET, deviation=SECRET, message_id=5, channel_id=6)
    await office.app.moderation.editing.note(SECRET, by=SECOND, case_id=case.id)
    await office.app.moderation.lifting.lift(by=SECOND, case_id=case.id, why=SECRET)
    kept = await office.app.moderation.evidence.keep(guild_id=GUILD, snapshot=_snapshot(office))
    other = await office.case(member_id=BEN, reason="About Ben")

    await erase(office)

    now = await office.again(case)
    assert (now.member_id, now.reason, now.deviation, now.message_id) == (None, "", None, None)
    assert (now.number, now.act, now.state) == (case.number, case.act, State.LIFTED)
    found = await everything(office)
    assert SECRET not in found and str(ANA) not in found and kept.text == SECRET
    assert (await office.again(other)).reason == "About Ben"


def _snapshot(office: Office) -> Snapshot:
    return Snapshot(author_id=ANA, channel_id=6, message_id=5, written_at=office.clock(), text=SECRET)


async def test_a_temporary_ban_of_somebody_erased_still_ends_on_time_and_then_forgets_them(office: Office) -> None:
    ban = await office.case(Act.BAN, minutes=24 * 60, reason=SECRET, strikes=0)

    await erase(office)
    assert (await office.again(ban)).member_id == ANA and await office.planned(END) == [ban.id]
    assert (await prune(office))["cases"] == 0

    office.clock.advance(days=2)
    assert (await prune(office))["cases"] == 0, "not before it is lifted: whoever lifts it needs to know whom"
    await office.app.moderation.ending.ended(await office.again(ban))
    assert (await prune(office))["cases"] == 1

    now = await office.again(ban)
    assert (now.member_id, now.reason, now.state) == (None, "", State.ENDED)


async def test_strikes_of_somebody_erased_count_to_their_end(office: Office) -> None:
    case = await office.case(reason=SECRET)
    await erase(office)
    assert (await office.standing()).strikes == 1

    office.clock.advance(days=91)
    await office.app.privacy.retention.run(guild_id=GUILD)

    assert (await office.again(case)).member_id is None and SECRET not in await everything(office)


async def test_the_night_leaves_the_cases_of_those_who_were_not_erased(office: Office) -> None:
    case = await office.case()
    office.clock.advance(days=400)

    assert (await prune(office))["cases"] == 0
    assert (await office.again(case)).member_id == ANA


async def test_a_moderator_who_is_erased_leaves_their_cases_without_them(office: Office) -> None:
    case = await office.case(reason="Spam")
    await office.app.moderation.editing.note("Looked twice", by=MODERATOR, case_id=case.id)

    await erase(office, MODERATOR.id)

    now = await office.again(case)
    assert (now.moderator_id, now.member_id, now.reason) == (None, ANA, "Spam")
    (change,) = (await office.app.moderation.cases.changes(case.id, by=SECOND, page=1)).items
    assert (change.changed_by_id, change.after) == (None, "Looked twice")


async def test_a_case_whose_member_is_gone_is_still_shown_and_searched(office: Office) -> None:
    case = await office.case(strikes=0)
    await erase(office)

    file = await office.app.moderation.cases.file(case.id, by=MODERATOR)

    assert file.case.member_id is None and (await office.app.moderation.history.of(ANA, by=MODERATOR)).total == 0


async def test_somebody_is_given_their_cases_with_what_was_changed_and_noted(office: Office) -> None:
    case = await office.case(reason="Insulted <@102>")
    await office.app.moderation.editing.note("Has apologised", by=SECOND, case_id=case.id)
    await office.app.moderation.noting.note("Quiet lately", by=MODERATOR, member_id=ANA, request_id=1)
    await office.case(member_id=BEN, reason="About Ben")

    files = await office.app.privacy.exporting.export(guild_id=GUILD, member_id=ANA, language=Language.EN)

    tables = {table["table"]: table["rows"] for table in json.loads(files[0].content)["tables"]}
    assert [row["reason"] for row in tables["moderation_case"]] == ["Insulted <@other>", "Quiet lately"]
    assert {row["moderator_id"] for row in tables["moderation_case"]} == {"other"}
    assert [(row["case_number"], row["after"]) for row in tables["moderation_change"]] == [(1, "Has apologised")]
    assert "About Ben" not in files[0].content.decode()


async def test_a_decision_somebody_began_and_left_is_gone_after_a_day(office: Office) -> None:
    async with office.app.database.write() as connection:
        await connection.execute(
            insert(moderation_draft).values(
                guild_id=GUILD,
                moderator_id=MODERATOR.id,
                member_id=ANA,
                origin="command",
                remove_message=0,
                delete_seconds=0,
                reason=SECRET,
                created_at=office.clock(),
            )
        )

    office.clock.advance(hours=23)
    await office.app.privacy.retention.run(guild_id=GUILD)
    assert SECRET in await everything(office)

    office.clock.advance(hours=2)
    await office.app.privacy.retention.run(guild_id=GUILD)
    assert SECRET not in await everything(office)


async def test_a_forgotten_server_leaves_nothing(office: Office) -> None:
    case: Case = await office.case(reason=SECRET)
    await office.app.moderation.editing.note(SECRET, by=SECOND, case_id=case.id)
    await office.app.moderation.evidence.keep(guild_id=GUILD, snapshot=_snapshot(office))

    await office.app.privacy.servers.forget(GUILD)

    assert SECRET not in await everything(office)
    assert (await office.case()).number == 1
