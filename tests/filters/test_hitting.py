"""What follows from a hit, and what moderators make of it."""

import pytest

from bot.actor import Actor
from bot.filters import errors
from bot.filters.hitting import TOPIC
from bot.filters.judging import WRONG_TOPIC
from bot.filters.model import Consequence, Finder, Judgement, Looks, Mode, Removal
from bot.filters.rules import CARD, REMOVE
from bot.i18n import Language
from bot.moderation.model import Act, Origin, Subject
from bot.moderation.opening import Decision
from bot.privacy.model import Why
from tests.filters.sieve import ADMIN, ANA, BEN, GUILD, MODERATOR, STRANGER, Sieve


async def test_an_alert_waits_with_the_words_as_evidence(sieve: Sieve) -> None:
    noted = await sieve.hit()

    [hit] = noted.hits
    assert (noted.remove, hit.judgement, hit.removed) == (False, Judgement.WAITING, Removal.NONE)
    [kept] = (await sieve.app.filters.judging.evidence_of(noted.hits)).values()
    assert kept.text == "rubbish"
    [item] = await sieve.app.queue.waiting(by=MODERATOR)
    assert (item.waiting.kind, item.waiting.subject_id) == ("filter", hit.id)
    assert await sieve.letters() == []


async def test_trying_notes_the_hit_and_nothing_follows(sieve: Sieve) -> None:
    noted = await sieve.hit(Consequence.PROPOSED, mode=Mode.DRY)

    [hit] = noted.hits
    assert hit.dry and not noted.remove and hit.evidence_id is None
    assert await sieve.cases() == [] and await sieve.letters() == []
    assert await sieve.app.queue.waiting(by=MODERATOR) == []
    assert await sieve.planned(CARD) == await sieve.planned(REMOVE) == []


async def test_what_was_removed_is_given_back_with_its_rule_named(sieve: Sieve) -> None:
    noted = await sieve.hit(Consequence.REMOVE, "such rubbish")

    assert noted.remove
    [letter] = await sieve.letters()
    assert letter.topic == TOPIC
    said = await sieve.app.inbox.text(letter, Language.EN)
    said_ja = await sieve.app.inbox.text(letter, Language.JA)
    assert said is not None and said_ja is not None
    assert "> such rubbish" in said.body and "doesn't count against you" in said.body
    assert "> such rubbish" in said_ja.body and "警告ではなく" in said_ja.body


async def test_a_wave_within_a_minute_is_one_alert_and_one_letter(sieve: Sieve) -> None:
    first = await sieve.hit()
    again = await sieve.write("more rubbish")
    sieve.later(minutes=2)
    later = await sieve.write("rubbish once more")

    assert again is not None and later is not None
    assert again.hits[0].first_id == first.hits[0].id
    assert later.hits[0].first_id == later.hits[0].id
    assert len(await sieve.app.queue.waiting(by=MODERATOR)) == 2


async def test_a_wave_is_one_case_with_one_strike(sieve: Sieve) -> None:
    await sieve.hit(Consequence.PROPOSED)
    for _ in range(5):
        await sieve.write("rubbish")

    [case] = await sieve.cases()
    assert (case.act, case.origin, case.moderator_id, case.strikes) == (Act.REMOVE, Origin.FILTER, None, 1)


async def test_the_ladder_is_asked_and_a_ban_is_left_to_people(sieve: Sieve) -> None:
    await sieve.words("rubbish", consequence=Consequence.PROPOSED)
    acts = []
    for _ in range(6):
        noted = await sieve.write("rubbish")
        assert noted is not None and noted.remove
        acts.append(noted.case.act if noted.case else noted.hits[0].judgement)
        sieve.later(minutes=5)

    assert acts[:2] == [Act.REMOVE, Act.TIMEOUT]
    assert Act.BAN not in acts and Act.KICK not in acts
    assert acts[-1] is Judgement.WAITING, "the ladder asks for a ban: moderators are told, and decide"


async def test_a_warning_leaves_the_message(sieve: Sieve) -> None:
    noted = await sieve.hit(Consequence.WARN)

    assert not noted.remove and noted.case is not None
    assert noted.case.act is Act.WARN


async def test_the_hardest_of_several_filters_counts_and_an_alert_is_made_all_the_same(sieve: Sieve) -> None:
    await sieve.words("rubbish", name="A", consequence=Consequence.ALERT)
    await sieve.words("*bish*", name="B", consequence=Consequence.REMOVE)

    noted = await sieve.write("rubbish")

    assert noted is not None
    assert noted.remove and len(noted.hits) == 2 and noted.case is None
    assert len(await sieve.app.queue.waiting(by=MODERATOR)) == len(await sieve.letters()) == 1


async def test_the_same_message_is_one_hit(sieve: Sieve) -> None:
    await sieve.words("rubbish")
    written = sieve.written("rubbish")
    seen = sieve.app.filters.screens.look(written, again=True)

    first, again = await sieve.note(seen, written), await sieve.note(seen, written)

    assert len(first.hits) == 1 and again.hits == ()


async def test_what_may_not_be_removed_is_told_to_moderators(sieve: Sieve) -> None:
    noted = await sieve.hit(Consequence.REMOVE)
    [hit] = noted.hits
    assert hit.message_id is not None

    await sieve.app.filters.hitting.removed(guild_id=GUILD, message_id=hit.message_id, done=False)

    [item] = await sieve.app.queue.waiting(by=MODERATOR)
    assert item.waiting.subject_id == hit.id
    [letter] = await sieve.letters()
    assert await sieve.app.inbox.text(letter, Language.EN) is None, "nothing was removed: there is nothing to tell"


async def test_what_automod_stopped_is_recorded_and_told_by_discord(sieve: Sieve) -> None:
    await sieve.words("rubbish", consequence=Consequence.REMOVE)

    noted = await sieve.write("rubbish", finder=Finder.AUTOMOD)

    assert noted is not None
    [hit] = noted.hits
    assert (hit.finder, hit.message_id, hit.removed, noted.remove) == (Finder.AUTOMOD, None, Removal.DONE, False)
    assert await sieve.letters() == []


# Judgements -------------------------------------------------------------------------------------------------------


async def test_wrong_counts_against_the_filter_and_says_sorry(sieve: Sieve) -> None:
    [hit] = (await sieve.hit(Consequence.REMOVE)).hits
    assert hit.message_id is not None
    await sieve.app.filters.hitting.removed(guild_id=GUILD, message_id=hit.message_id, done=True)

    await sieve.app.filters.judging.wrong(by=MODERATOR, hit_id=hit.id)

    how = (await sieve.app.filters.judging.precision(guild_id=GUILD))[hit.filter_id]
    assert (how.hits, how.wrong, how.share) == (1, 1, 0)
    removed, wrong = sorted(await sieve.letters(), key=lambda letter: letter.topic)
    assert (removed.topic, wrong.topic) == (TOPIC, WRONG_TOPIC)
    assert await sieve.app.inbox.text(removed, Language.EN) is None
    said = await sieve.app.inbox.text(wrong, Language.EN)
    assert said is not None and "mistake" in said.body and "> rubbish" in said.body


async def test_all_that_was_removed_by_mistake_comes_back(sieve: Sieve) -> None:
    await sieve.words("mild", name="Mild")
    await sieve.hit(Consequence.REMOVE, text="mild rubbish")
    await sieve.write("mild rubbish again")
    page = await sieve.app.filters.judging.page(by=MODERATOR)
    for message_id in {hit.message_id for hit in page.hits}:
        assert message_id is not None
        await sieve.app.filters.hitting.removed(guild_id=GUILD, message_id=message_id, done=True)

    await sieve.app.filters.judging.wrong(by=MODERATOR, hit_id=page.hits[-1].id)

    [wrong] = [letter for letter in await sieve.letters() if letter.topic == WRONG_TOPIC]
    said = await sieve.app.inbox.text(wrong, Language.EN)
    assert said is not None and said.body.startswith("2 messages of yours")
    assert "> mild rubbish\n" in said.body and "> mild rubbish again" in said.body


async def test_only_one_of_two_moderators_judges(sieve: Sieve) -> None:
    [hit] = (await sieve.hit()).hits
    await sieve.app.filters.judging.leave(by=MODERATOR, hit_id=hit.id)

    with pytest.raises(errors.AlreadyJudged):
        await sieve.app.filters.judging.wrong(by=ADMIN, hit_id=hit.id)


@pytest.mark.parametrize("how", ["card", "queue"])
async def test_nothing_of_a_long_wave_goes_on_waiting(sieve: Sieve, how: str) -> None:
    [first] = (await sieve.hit()).hits
    wave = [await sieve.write(f"rubbish {number}") for number in range(60)]

    if how == "card":
        await sieve.app.filters.judging.leave(by=MODERATOR, hit_id=first.id)
    else:
        await sieve.app.queue.done(by=MODERATOR, kind="filter", subject_id=first.id)

    last = wave[-1]
    assert last is not None
    judged = await sieve.app.filters.judging.get(by=MODERATOR, hit_id=last.hits[0].id)
    assert judged.judgement is Judgement.RIGHT


@pytest.mark.parametrize(("who", "refusal"), [(ANA, errors.ModeratorsOnly), (STRANGER, errors.HitNotFound)])
async def test_members_and_other_servers_judge_nothing(sieve: Sieve, who: Actor, refusal: type[Exception]) -> None:
    [hit] = (await sieve.hit()).hits

    with pytest.raises(refusal):
        await sieve.app.filters.judging.wrong(by=who, hit_id=hit.id)

    assert len(await sieve.app.queue.waiting(by=MODERATOR)) == 1


async def test_done_in_the_queue_leaves_it_at_that(sieve: Sieve) -> None:
    [hit] = (await sieve.hit()).hits

    await sieve.app.queue.done(by=MODERATOR, kind="filter", subject_id=hit.id)

    assert (await sieve.app.filters.judging.get(by=MODERATOR, hit_id=hit.id)).judgement is Judgement.RIGHT


async def test_a_case_made_of_an_alert_closes_all_of_it(sieve: Sieve) -> None:
    [hit] = (await sieve.hit()).hits
    await sieve.write("rubbish again")
    async with sieve.app.database.read() as connection:
        subject = await sieve.app.filters.judging.subject(connection, guild_id=GUILD, origin_id=hit.id)
    assert subject.member_id == ANA.id and len(subject.evidence_ids) == 2

    case = await sieve.app.moderation.opening.open(
        Decision(
            guild_id=GUILD,
            act=Act.WARN,
            origin=Origin.FILTER,
            origin_id=hit.id,
            moderator_id=MODERATOR.id,
            subject=subject,
        )
    )

    assert await sieve.app.queue.waiting(by=MODERATOR) == []
    hits = await sieve.app.filters.judging.together(guild_id=GUILD, first_id=hit.id)
    assert {(one.judgement, one.case_id) for one in hits} == {(Judgement.RIGHT, case.id)}
    assert len(await sieve.app.moderation.evidence.of_case(guild_id=GUILD, case_id=case.id)) == 2
    async with sieve.app.database.read() as connection:
        with pytest.raises(errors.AlreadyJudged):
            await sieve.app.filters.judging.subject(connection, guild_id=GUILD, origin_id=hit.id)


async def test_a_case_of_something_else_closes_nothing(sieve: Sieve) -> None:
    [hit] = (await sieve.hit()).hits
    await sieve.app.moderation.opening.open(
        Decision(
            guild_id=GUILD,
            act=Act.WARN,
            origin=Origin.REPORT,
            origin_id=hit.id,
            moderator_id=MODERATOR.id,
            subject=Subject(member_id=ANA.id),
        )
    )

    assert [item.waiting.kind for item in await sieve.app.queue.waiting(by=MODERATOR)].count("filter") == 1


# Privacy ----------------------------------------------------------------------------------------------------------


async def test_nobody_escapes_an_alert_by_erasing_themselves(sieve: Sieve) -> None:
    [hit] = (await sieve.hit()).hits
    with pytest.raises(errors.StillWaits):
        await sieve.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA.id)

    await sieve.app.filters.judging.leave(by=MODERATOR, hit_id=hit.id)
    await sieve.app.privacy.erasing.erase(guild_id=GUILD, member_id=ANA.id)

    assert (await sieve.app.filters.judging.get(by=MODERATOR, hit_id=hit.id)).member_id is None


async def test_what_waits_about_somebody_long_gone_waits_no_more(sieve: Sieve) -> None:
    await sieve.hit()

    await sieve.app.privacy.erasing.carry_out(guild_id=GUILD, member_id=ANA.id, why=Why.RETENTION, logged=False)

    assert await sieve.app.queue.waiting(by=MODERATOR) == []


async def test_hits_go_after_ninety_days_but_not_what_waits(sieve: Sieve) -> None:
    waiting = (await sieve.hit()).hits[0]
    await sieve.make(Looks.INVITES, consequence=Consequence.REMOVE, name="Invites")
    await sieve.write("discord.gg/abcdef", by=BEN)
    sieve.later(days=91)

    await sieve.app.privacy.retention.run(guild_id=GUILD, names=["filters"])

    left = await sieve.app.filters.judging.page(by=MODERATOR)
    assert [hit.id for hit in left.hits] == [waiting.id]
