"""Drafting, publishing, reading and agreeing, without Discord."""

import pytest

from bot.actor import Actor
from bot.errors import UserError
from bot.guidelines import errors, rules
from bot.guidelines.model import RULES_MAX, Action, Penalty
from bot.guidelines.tables import guideline_agreement
from bot.i18n import Language
from tests.guidelines.house import (
    ADMIN,
    ANA,
    BEN,
    GUILD,
    MODERATOR,
    OTHER_ADMIN,
    OTHER_GUILD,
    SECOND_ADMIN,
    House,
    terms,
    titles,
)

# Beginning --------------------------------------------------------------------------------------------------------


async def test_a_server_without_rules_has_nothing_to_open(house: House) -> None:
    assert await house.drafting.open(by=ADMIN) is None
    assert await house.app.guidelines.current(guild_id=GUILD) is None
    with pytest.raises(errors.NoRules):
        await house.reader.read(by=ANA)


async def test_the_first_draft_is_seen_by_nobody(house: House) -> None:
    draft = await house.draft("Be kind", "No spam")

    assert draft.version.number == 1 and draft.published is None
    assert titles(draft.version) == ["1 Be kind", "2 No spam"]
    assert await house.app.guidelines.current(guild_id=GUILD) is None
    async with house.app.database.read() as connection:
        assert not await house.app.guidelines.has_rules(connection, GUILD)


async def test_there_is_one_draft_at_most(house: House) -> None:
    await house.draft("Be kind")

    with pytest.raises(errors.DraftThere):
        await house.draft("No spam", by=SECOND_ADMIN)
    assert titles((await house.opened(by=SECOND_ADMIN)).version) == ["1 Be kind"]


async def test_a_first_draft_is_only_begun_where_nothing_is_published(house: House) -> None:
    await house.published()

    with pytest.raises(errors.DraftThere):
        await house.draft("Other")


async def test_servers_have_drafts_of_their_own(house: House) -> None:
    await house.draft("Ours")
    await house.draft("Theirs", by=OTHER_ADMIN)

    assert titles((await house.opened()).version) == ["1 Ours"]
    assert titles((await house.opened(by=OTHER_ADMIN)).version) == ["1 Theirs"]


async def test_what_is_wrong_in_a_suggestion_begins_nothing(house: House) -> None:
    with pytest.raises(errors.TitleInvalid):
        await house.draft("Be kind", "!!!")
    with pytest.raises(errors.TooManyRules):
        await house.draft(*(f"Rule {number}" for number in range(RULES_MAX + 1)))

    assert await house.drafting.open(by=ADMIN) is None


async def test_the_next_draft_is_a_copy_with_the_same_keys(house: House) -> None:
    first = await house.published("Be kind", "No spam")
    draft = await house.opened()

    assert draft.version.number == 2 and not draft.difference
    assert [(rule.key, rule.number) for rule in draft.version.rules] == [
        (rule.key, rule.number) for rule in first.rules
    ]
    assert {rule.id for rule in draft.version.rules}.isdisjoint(rule.id for rule in first.rules)


# Changing ---------------------------------------------------------------------------------------------------------


async def test_a_rule_is_added_at_the_end(house: House) -> None:
    draft = await house.draft("Be kind")
    changed = await house.drafting.add(terms("No spam"), by=ADMIN, stamp=draft.version.stamp, main=Language.EN)

    assert titles(changed.version) == ["1 Be kind", "2 No spam"]
    assert changed.version.stamp > draft.version.stamp


async def test_a_rule_is_edited_in_both_languages(house: House) -> None:
    draft = await house.draft("Be kind")
    [rule] = draft.version.rules
    ban = Penalty(action=Action.BAN, minutes=7 * 1440)
    changed = await house.drafting.edit(
        terms("Be kinder", "Always!", ja="親切に", penalty=ban),
        by=ADMIN,
        key=rule.key,
        stamp=draft.version.stamp,
        main=Language.EN,
    )
    [edited] = changed.version.rules

    assert edited.wording(Language.JA).title == "親切に" and edited.wording(Language.EN).text == "Always!"
    assert edited.penalty == ban and edited.key == rule.key

    again = await house.drafting.edit(
        terms("Be kinder"), by=ADMIN, key=rule.key, stamp=changed.version.stamp, main=Language.EN
    )
    assert Language.JA not in again.version.rules[0].wordings


@pytest.mark.parametrize(
    ("number", "up", "order"),
    [
        (1, False, ["1 B", "2 A", "3 C"]),
        (2, True, ["1 B", "2 A", "3 C"]),
        (3, True, ["1 A", "2 C", "3 B"]),
        (1, True, ["1 A", "2 B", "3 C"]),
        (3, False, ["1 A", "2 B", "3 C"]),
    ],
)
async def test_rules_change_places(house: House, number: int, up: bool, order: list[str]) -> None:
    draft = await house.draft("A", "B", "C")
    key = draft.version.rules[number - 1].key

    moved = await house.drafting.move(by=ADMIN, key=key, stamp=draft.version.stamp, up=up)

    assert titles(moved.version) == order


async def test_numbers_follow_when_a_rule_is_removed(house: House) -> None:
    draft = await house.draft("A", "B", "C")
    kept = {rule.wording(Language.EN).title: rule.key for rule in draft.version.rules}

    left = await house.drafting.remove(by=ADMIN, key=kept["A"], stamp=draft.version.stamp)

    assert titles(left.version) == ["1 B", "2 C"]
    assert [rule.key for rule in left.version.rules] == [kept["B"], kept["C"]]


async def test_a_key_is_never_used_again(house: House) -> None:
    await house.published("A", "B")
    draft = await house.opened()
    left = await house.drafting.remove(by=ADMIN, key=2, stamp=draft.version.stamp)
    await house.publish(left)
    draft = await house.opened()

    added = await house.drafting.add(terms("C"), by=ADMIN, stamp=draft.version.stamp, main=Language.EN)

    assert [rule.key for rule in added.version.rules] == [1, 3]


async def test_more_rules_than_anybody_reads_are_refused(house: House) -> None:
    draft = await house.draft(*(f"Rule {number}" for number in range(RULES_MAX)))

    with pytest.raises(errors.TooManyRules):
        await house.drafting.add(terms(), by=ADMIN, stamp=draft.version.stamp, main=Language.EN)


async def test_a_draft_can_be_discarded(house: House) -> None:
    await house.published("A")
    draft = await house.opened()
    changed = await house.drafting.add(terms("B"), by=ADMIN, stamp=draft.version.stamp, main=Language.EN)

    await house.drafting.discard(by=SECOND_ADMIN, stamp=changed.version.stamp)

    with pytest.raises(errors.NoDraft):
        await house.drafting.get(by=ADMIN)
    assert titles(await house.app.guidelines.current(guild_id=GUILD)) == ["1 A"]  # type: ignore[arg-type]
    assert not (await house.opened()).difference


# Two at once ------------------------------------------------------------------------------------------------------


async def test_a_change_on_an_older_state_is_refused(house: House) -> None:
    draft = await house.draft("A", "B")
    stale = draft.version.stamp
    now = await house.drafting.add(terms("C"), by=SECOND_ADMIN, stamp=stale, main=Language.EN)

    for attempt in (
        house.drafting.add(terms("D"), by=ADMIN, stamp=stale, main=Language.EN),
        house.drafting.edit(terms("D"), by=ADMIN, key=1, stamp=stale, main=Language.EN),
        house.drafting.move(by=ADMIN, key=1, stamp=stale, up=False),
        house.drafting.remove(by=ADMIN, key=1, stamp=stale),
        house.drafting.discard(by=ADMIN, stamp=stale),
        house.drafting.publish(by=ADMIN, stamp=stale, material=True),
        house.drafting.check(by=ADMIN, stamp=stale),
    ):
        with pytest.raises(errors.DraftChanged):
            await attempt

    assert (await house.drafting.get(by=ADMIN)).version == now.version


async def test_a_draft_begun_anew_is_another_one(house: House) -> None:
    await house.published("A")
    first = await house.opened()
    await house.drafting.discard(by=ADMIN, stamp=first.version.stamp)
    house.clock.advance(seconds=1)
    await house.opened()

    with pytest.raises(errors.DraftChanged):
        await house.drafting.remove(by=ADMIN, key=1, stamp=first.version.stamp)


async def test_a_rule_that_is_gone_is_not_changed(house: House) -> None:
    draft = await house.draft("A")

    for attempt in (
        house.drafting.edit(terms("D"), by=ADMIN, key=7, stamp=draft.version.stamp, main=Language.EN),
        house.drafting.move(by=ADMIN, key=7, stamp=draft.version.stamp, up=True),
        house.drafting.remove(by=ADMIN, key=7, stamp=draft.version.stamp),
    ):
        with pytest.raises(errors.RuleGone):
            await attempt
    assert (await house.drafting.get(by=ADMIN)).version == draft.version


@pytest.mark.parametrize("who", [ANA, MODERATOR])
async def test_only_admins_draft(house: House, who: Actor) -> None:
    draft = await house.draft("A")
    stamp = draft.version.stamp

    for attempt in (
        house.drafting.open(by=who),
        house.drafting.get(by=who),
        house.drafting.begin([terms()], by=who, main=Language.EN),
        house.drafting.add(terms(), by=who, stamp=stamp, main=Language.EN),
        house.drafting.edit(terms(), by=who, key=1, stamp=stamp, main=Language.EN),
        house.drafting.move(by=who, key=1, stamp=stamp, up=True),
        house.drafting.remove(by=who, key=1, stamp=stamp),
        house.drafting.discard(by=who, stamp=stamp),
        house.drafting.publish(by=who, stamp=stamp, material=True),
    ):
        with pytest.raises(errors.AdminsOnly):
            await attempt
    assert (await house.drafting.get(by=ADMIN)).version == draft.version


# Publishing -------------------------------------------------------------------------------------------------------


async def test_the_first_version_is_always_material(house: House) -> None:
    version = await house.publish(await house.draft("A"), material=False)

    assert version.material and version.number == 1 and version.published_by_id == ADMIN.id
    assert await house.planned(rules.POST) == [GUILD]
    assert (await house.app.guidelines.current(guild_id=GUILD)) == version


async def test_nothing_is_published_twice_or_empty(house: House) -> None:
    empty = await house.draft()
    with pytest.raises(errors.DraftEmpty):
        await house.publish(empty)
    added = await house.drafting.add(terms("A"), by=ADMIN, stamp=empty.version.stamp, main=Language.EN)
    await house.publish(added)

    with pytest.raises(errors.NoDraft):
        await house.publish(added)
    same = await house.opened()
    with pytest.raises(errors.NothingChanged):
        await house.publish(same)
    assert (await house.reader.history(guild_id=GUILD)).total == 1


async def test_older_versions_stay_as_they_were(house: House) -> None:
    await house.published("A", "B")
    draft = await house.opened()
    changed = await house.drafting.edit(terms("A new"), by=ADMIN, key=1, stamp=draft.version.stamp, main=Language.EN)
    await house.publish(changed, material=False)
    guidelines = house.app.guidelines

    first = await guidelines.rule(guild_id=GUILD, number=1, version=1)
    latest = await guidelines.rule(guild_id=GUILD, number=1)

    assert first is not None and first.wording(Language.EN).title == "A"
    assert latest is not None and latest.wording(Language.EN).title == "A new"
    assert await guidelines.rule(guild_id=GUILD, number=3) is None
    assert await guidelines.rule(guild_id=GUILD, number=1, version=3) is None
    assert await guidelines.rule(guild_id=OTHER_GUILD, number=1) is None


async def test_a_draft_is_no_version_to_cite(house: House) -> None:
    await house.published("A")
    await house.opened()

    assert await house.app.guidelines.rule(guild_id=GUILD, number=1, version=2) is None
    with pytest.raises(errors.VersionNotFound):
        await house.reader.changes(guild_id=GUILD, before=1, after=2)


async def test_moderation_finds_the_default_action_with_its_length(house: House) -> None:
    draft = await house.draft()
    penalty = Penalty(action=Action.TIMEOUT, minutes=1440)
    await house.publish(
        await house.drafting.add(terms("A", penalty=penalty), by=ADMIN, stamp=draft.version.stamp, main=Language.EN)
    )

    rule = await house.app.guidelines.rule(guild_id=GUILD, number=1)

    assert rule is not None and (rule.action, rule.action_minutes) == (Action.TIMEOUT, 1440)


# Agreeing ---------------------------------------------------------------------------------------------------------


async def test_agreement_is_kept_with_version_and_time(house: House) -> None:
    await house.published()
    agreed = await house.agree()

    assert agreed.anew and not agreed.outdated and agreed.reading.agreed_to_this
    assert agreed.reading.agreement is not None
    assert (agreed.reading.agreement.version_number, agreed.reading.agreement.agreed_at) == (1, house.clock())


async def test_agreeing_again_keeps_the_first_time(house: House) -> None:
    await house.published()
    first = await house.agree()
    house.clock.advance(days=3)

    again = await house.agree()

    assert not again.anew and again.reading.agreement == first.reading.agreement


async def test_agreeing_to_an_older_version_shows_the_new_one(house: House) -> None:
    await house.published()
    await house.next_version(material=False)

    agreed = await house.agree(number=1)

    assert agreed.outdated and agreed.reading.version.number == 2 and agreed.reading.agreement is None


@pytest.mark.parametrize("number", [0, 2, 99])
async def test_nobody_agrees_to_what_there_is_not(house: House, number: int) -> None:
    await house.published()
    await house.opened()

    assert (await house.agree(number=number)).outdated
    assert (await house.reader.read(by=ANA)).agreement is None


async def test_details_ask_for_nothing_and_a_material_change_does(house: House) -> None:
    await house.published()
    await house.agree()

    await house.next_version(material=False)
    after_details = await house.reader.read(by=ANA)
    await house.next_version(material=True)
    after_material = await house.reader.read(by=ANA)
    await house.next_version(material=False)
    await house.agree()

    assert after_details.up_to_date and not after_details.agreed_to_this
    assert not after_material.up_to_date
    assert (await house.reader.read(by=ANA)).agreed_to_this
    assert not (await house.reader.read(by=BEN)).up_to_date


async def test_the_step_is_done_with_the_first_agreement(house: House) -> None:
    await house.published()
    await house.agree()
    first = house.clock()
    house.clock.advance(days=1)
    await house.next_version(material=True)
    await house.agree()

    async with house.app.database.read() as connection:
        done = await house.app.guidelines.agreed(connection, GUILD, [ANA.id, BEN.id])
        elsewhere = await house.app.guidelines.agreed(connection, OTHER_GUILD, [ANA.id])
        offered = [await house.app.guidelines.has_rules(connection, guild_id) for guild_id in (GUILD, OTHER_GUILD)]

    assert done == {ANA.id: first} and elsewhere == {} and offered == [True, False]


async def test_who_agrees_gets_the_role_once_one_is_set(house: House) -> None:
    await house.published()
    await house.agree(ANA)
    assert await house.planned(rules.ROLE) == []

    await house.set(member_role_id=77)
    await house.agree(BEN)

    assert len(await house.planned(rules.ROLE)) == 1
    assert await house.planned(rules.ROLES) == [GUILD]


async def test_history_counts_who_agreed(house: House) -> None:
    await house.published("A", "B")
    await house.agree(ANA)
    await house.agree(BEN)
    house.clock.advance(days=1)
    await house.next_version(material=True)
    await house.agree(ANA)
    await house.next_version(material=False)

    history = await house.reader.history(guild_id=GUILD)

    assert [(one.number, one.agreed, one.material, one.rules) for one in history.versions] == [
        (3, 0, False, 4),
        (2, 1, True, 3),
        (1, 2, True, 2),
    ]
    assert history.up_to_date == 1


async def test_history_is_paged(house: House) -> None:
    await house.published()
    for number in range(6):
        await house.next_version(material=False, title=f"Rule {number}")

    first, last = [await house.reader.history(guild_id=GUILD, page=page) for page in (1, 99)]

    assert [one.number for one in first.versions] == [7, 6, 5, 4, 3] and first.pages == 2
    assert [one.number for one in last.versions] == [2, 1] and last.page == 2
    with pytest.raises(errors.NoRules):
        await house.reader.history(guild_id=OTHER_GUILD)


async def test_changes_between_any_two_versions(house: House) -> None:
    await house.published("A")
    await house.next_version(material=False, title="B")
    await house.next_version(material=False, title="C")

    version, difference = await house.reader.changes(guild_id=GUILD, before=1, after=3)

    assert version.number == 3
    assert [rule.wording(Language.EN).title for rule in difference.added] == ["B", "C"]
    _, everything = await house.reader.changes(guild_id=GUILD, before=0, after=1)
    assert len(everything.added) == 1
    for before, after in ((1, 9), (9, 1)):
        with pytest.raises(errors.VersionNotFound):
            await house.reader.changes(guild_id=GUILD, before=before, after=after)


# Settings ---------------------------------------------------------------------------------------------------------


async def test_settings_that_matter_have_things_done(house: House) -> None:
    await house.set(channel_id=55)
    assert await house.planned(rules.POST) == [GUILD]
    assert await house.planned(rules.ROLES) == []
    await house.done(rules.POST)

    await house.set(member_role_id=66)
    assert await house.planned(rules.POST) == []
    assert await house.planned(rules.ROLES) == [GUILD]


# Where they are posted --------------------------------------------------------------------------------------------


async def test_messages_that_are_the_rules_no_more_are_taken_down(house: House) -> None:
    posting, version = house.app.guidelines.posting, await house.published()
    await posting.keep(guild_id=GUILD, channel_id=5, message_ids=[51, 52, 53], version_id=version.id)
    await posting.keep(guild_id=GUILD, channel_id=5, message_ids=[51, 54], version_id=None)

    assert await house.planned(rules.TAKE_DOWN) == [52, 53]
    post = await posting.post_of(guild_id=GUILD)
    assert post is not None and post.message_ids == (51, 54) and post.version_id is None
    assert posting.shown == {GUILD: frozenset({51, 54})}


async def test_without_a_channel_all_are_taken_down(house: House) -> None:
    posting = house.app.guidelines.posting
    await posting.keep(guild_id=GUILD, channel_id=5, message_ids=[51, 52], version_id=None)
    await posting.keep(guild_id=OTHER_GUILD, channel_id=6, message_ids=[61], version_id=None)

    await posting.forget(guild_id=GUILD)

    assert await house.planned(rules.TAKE_DOWN) == [51, 52]
    assert await posting.post_of(guild_id=GUILD) is None and posting.shown == {OTHER_GUILD: frozenset({61})}
    await posting.load()
    assert posting.shown == {OTHER_GUILD: frozenset({61})}


async def test_posting_is_planned_once(house: House) -> None:
    posting = house.app.guidelines.posting
    await house.published()
    await posting.plan(guild_id=GUILD)

    assert await house.planned(rules.POST) == [GUILD]
    assert await posting.guilds() == {GUILD}


# Asking -----------------------------------------------------------------------------------------------------------


async def asked(house: House, who: Actor = ANA) -> bool:
    """Have somebody press something; returns whether they are asked."""
    asking = house.app.guidelines.asking
    if not asking.may_concern(guild_id=who.guild_id, member_id=who.id):
        return False
    question = await asking.question(guild_id=who.guild_id, member_id=who.id)
    if question is None:
        return False
    await asking.asked(question)
    return True


async def test_nobody_is_asked_where_there_are_no_rules(house: House) -> None:
    await house.draft("A")

    assert not house.app.guidelines.asking.may_concern(guild_id=GUILD, member_id=ANA.id)


async def test_everybody_is_asked_once_and_again_after_a_week(house: House) -> None:
    await house.published()
    presses = [await asked(house), await asked(house)]
    house.clock.advance(days=6)
    presses.append(await asked(house))
    house.clock.advance(days=1)
    presses += [await asked(house), await asked(house)]

    assert presses == [True, False, False, True, False]


async def test_asking_survives_a_restart(house: House) -> None:
    await house.published()
    assert await asked(house)
    asking = house.app.guidelines.asking
    asking._quiet_until.clear()
    asking._material.clear()
    await asking.load()

    assert not await asked(house)
    assert await asked(house, BEN)


async def test_who_agreed_is_asked_by_material_changes_only(house: House) -> None:
    await house.published()
    await house.agree()
    assert not await asked(house)
    await house.next_version(material=False)
    assert not await asked(house)
    await house.next_version(material=True)

    asking = house.app.guidelines.asking
    question = await asking.question(guild_id=GUILD, member_id=ANA.id)

    assert question is not None and question.number == 3
    assert question.agreement is not None and question.agreement.version_number == 1


async def test_a_new_material_version_asks_who_was_just_asked(house: House) -> None:
    await house.published()
    assert await asked(house)
    await house.next_version(material=True)

    assert await asked(house)


async def test_who_is_up_to_date_costs_no_query(house: House) -> None:
    await house.published()
    await house.agree()
    asking = house.app.guidelines.asking

    assert not asking.may_concern(guild_id=GUILD, member_id=ANA.id)
    house.clock.advance(days=365)
    assert not asking.may_concern(guild_id=GUILD, member_id=ANA.id)
    assert asking.may_concern(guild_id=GUILD, member_id=BEN.id)


async def test_a_question_discord_did_not_take_is_asked_again(house: House) -> None:
    await house.published()
    asking = house.app.guidelines.asking
    question = await asking.question(guild_id=GUILD, member_id=ANA.id)
    assert question is not None
    asking.not_asked(question)

    assert await asked(house)


async def test_who_was_erased_is_asked_as_anybody_else(house: House) -> None:
    await house.published()
    await house.agree()
    async with house.app.database.write() as connection:
        await connection.execute(guideline_agreement.delete())
    house.app.guidelines.forget(GUILD, ANA.id)

    assert await asked(house)


async def test_a_server_that_was_forgotten_asks_nobody(house: House) -> None:
    await house.published()
    await house.app.guidelines.posting.keep(guild_id=GUILD, channel_id=5, message_ids=[51], version_id=None)

    house.app.guidelines.forget_server(GUILD)

    assert not await asked(house) and house.app.guidelines.posting.shown == {}


async def test_memory_is_bounded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.guidelines.asking.KNOWN_MAX", 3)
    await house.published()
    for number in range(5):
        await asked(house, Actor(id=1_000 + number, guild_id=GUILD))

    assert len(house.app.guidelines.asking._quiet_until) == 3
    assert not await asked(house, Actor(id=1_000, guild_id=GUILD))  # forgotten, and found in the database


# The members' role ------------------------------------------------------------------------------------------------


async def test_the_walk_goes_by_members_and_each_once(house: House) -> None:
    await house.published()
    for number in range(3):
        await house.agree(Actor(id=200 + number, guild_id=GUILD))
    await house.next_version(material=True)
    latest = await house.agree(Actor(id=200, guild_id=GUILD))
    role = house.app.guidelines.member_role

    page = await role.page(guild_id=GUILD, after_id=0)
    rest = await role.page(guild_id=GUILD, after_id=201)

    assert [member_id for _, member_id in page] == [200, 201, 202]
    assert [member_id for _, member_id in rest] == [202]
    assert latest.anew and page[0][0] > page[1][0]  # the latest agreement stands for the member


async def test_who_comes_back_is_planned_for_if_they_had_agreed(house: House) -> None:
    await house.published()
    await house.agree(ANA)
    role = house.app.guidelines.member_role
    await role.plan_for(guild_id=GUILD, member_id=ANA.id)
    assert await house.planned(rules.ROLE) == []  # no role is set

    await house.set(member_role_id=77)
    await role.plan_for(guild_id=GUILD, member_id=BEN.id)
    assert await house.planned(rules.ROLE) == []
    await role.plan_for(guild_id=GUILD, member_id=ANA.id)
    assert len(await house.planned(rules.ROLE)) == 1


async def test_an_erased_member_is_nobody(house: House) -> None:
    assert await house.app.guidelines.member_role.member_of(guild_id=GUILD, agreement_id=1) is None


def test_every_refusal_says_why() -> None:
    refusals = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, UserError)]

    assert len({one.message for one in refusals}) == len(refusals)
