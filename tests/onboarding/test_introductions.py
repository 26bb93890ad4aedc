"""Introducing oneself: the form, the card, changing and removing it, and what is kept of it."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from sqlalchemy import select

from bot.actor import Actor
from bot.due import State, due_row
from bot.onboarding.introductions import ABOUT_MAX, HOPE_MAX, NothingSaid, TooLong, Words, checked
from bot.onboarding.model import OnboardingSettings
from bot.onboarding.tables import onboarding_introduction
from bot.profiles.model import Field
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.onboarding.settling import (
    ABOUT,
    ABOUT_JA,
    Places,
    by_day,
    cards_of,
    form_of,
    furnish,
    greetings_of,
    heard,
    ids_on,
    introduced,
    newcomer,
    rows_of,
    said_in,
    started,
    submitted,
)
from tests.questions.acting import forged, mentions_in
from tests.support.cards import answer, buttons, shown, walk
from tests.support.community import Community

THUMBNAIL = discord.ComponentType.thumbnail.value


@pytest.fixture
async def places(community: Community) -> Places:
    return await furnish(community)


# Posting ----------------------------------------------------------------------------------------------------------


async def test_an_introduction_is_posted_as_a_card(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    since = len(community.env.http_requests)

    done = await introduced(community, ana, called="Ana", hope="To find people who bake.")

    [card] = cards_of(places.introductions, ana)
    for part in ("### Ana", f"<@{ana.id}>", ABOUT, "What I hope for", "To find people who bake.", "Edit", "Remove"):
        assert part in said_in(card)
    assert answer(done).ephemeral
    assert "Nice to meet you" in shown(done) and card.jump_url in shown(done)
    assert mentions_in(community, since) == [], "the card names them and notifies nobody"


async def test_in_japanese(community: Community) -> None:
    places = await furnish(community)
    await community.set(ServerSettings, language="ja")
    aki = await newcomer(community, "aki", language="ja")
    form = await form_of(community, aki)
    assert form.modal is not None and form.modal["title"] == "自己紹介"

    done = await submitted(aki, form, about=ABOUT_JA, hope="パンの話がしたいです。", called="あき")

    [card] = cards_of(places.introductions, aki)
    for part in ("### あき", ABOUT_JA, "ここでしたいこと", "編集", "削除"):
        assert part in said_in(card)
    assert "自己紹介を投稿しました" in shown(done)


async def test_the_card_shows_their_picture(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)
    pictures = [part for part in walk([one.to_dict() for one in card.components]) if part["type"] == THUMBNAIL]
    assert pictures and "avatars" in pictures[0]["media"]["url"]


async def test_without_a_name_the_one_on_the_server_is_shown(community: Community, places: Places) -> None:
    ana = await newcomer(community, "anastasia")
    await introduced(community, ana)
    assert "### anastasia" in said_in(cards_of(places.introductions, ana)[0])


async def test_what_is_written_shows_as_it_is(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    tricks = "@everyone <@&1456074443980800029> <#1456074443980800030>\n# big\n[free](https://evil.example) **b** ||s||"

    await introduced(community, ana, about=tricks, called="<@1456074443980800031> # *")

    said = said_in(cards_of(places.introductions, ana)[0])
    for trick in (
        "@everyone",
        "<@&1",
        " <#1",
        "\n# big",
        "\n[free](",
        "**b**",
        "||s||",
        "<@1456074443980800031",
    ):
        assert trick not in said, trick
    assert "big" in said and "free" in said and "\n" in said


async def test_several_lines_stay_several_lines(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana, about="First.\n\nSecond.")
    assert "First.\n\nSecond." in said_in(cards_of(places.introductions, ana)[0])


@pytest.mark.parametrize("sign", ["*", "名", "_", "<"])
async def test_the_longest_introduction_fits(community: Community, places: Places, sign: str) -> None:
    ana = await newcomer(community)
    await introduced(
        community, ana, about="a" + sign * (ABOUT_MAX - 1), hope="a" + sign * (HOPE_MAX - 1), called=sign * 40
    )
    [card] = cards_of(places.introductions, ana)
    assert len(said_in(card)) < 4_000


def test_empty_words_and_long_ones_are_refused() -> None:
    for nothing in ("", "   ", "\u200b\u3164", "!!! ---"):
        with pytest.raises(NothingSaid):
            checked(Words(called="Ana", about=nothing, hope="x"))
    for field, words in (
        ("called", Words(called="a" * 41, about="a", hope="")),
        ("about", Words(called="", about="a" * (ABOUT_MAX + 1), hope="")),
        ("hope", Words(called="", about="a", hope="a" * (HOPE_MAX + 1))),
    ):
        with pytest.raises(TooLong) as refused:
            checked(words)
        assert refused.value.params["field"] == field


async def test_who_writes_nothing_is_told_so_and_keeps_the_rest(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    form = await form_of(community, ana)

    result = await submitted(ana, form, about=" ... ", hope="To find people who bake.")

    assert "at least a few words" in heard(result)
    assert "To find people who bake." in heard(result), "given back"
    assert cards_of(places.introductions, ana) == []


# Where it can't be posted -----------------------------------------------------------------------------------------


async def test_without_a_channel_nobody_writes_for_nothing(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    result = await started(community, ana)
    await community.set(OnboardingSettings, introductions_channel_id=None)

    pressed = await ana.click(answer(result), custom_id="onboarding:introduce")

    assert pressed.modal is None and "no channel for introductions" in shown(pressed)


async def test_a_channel_that_was_closed_meanwhile_loses_nothing(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    form = await form_of(community, ana)
    close(community, places)

    result = await submitted(ana, form)

    assert "can't post in the channel" in heard(result) and ABOUT in heard(result)
    assert await rows_of(community, ana) == []
    pressed = await ana.slash(community.general, "introduce")
    assert pressed.modal is None and "can't post in the channel" in shown(pressed)


def close(community: Community, places: Places) -> None:
    """Take the channel from the bot."""
    me = community.server.me
    assert me is not None
    deny = discord.Permissions(send_messages=True).value
    overwrite = Overwrite(target_id=me.id, type=OverwriteType.MEMBER, allow=0, deny=deny)
    community.env.backend.set_overwrite(places.introductions.id, overwrite)


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (429, 0), (500, 0)])
async def test_what_somebody_wrote_is_given_back_whatever_discord_says(
    community: Community, places: Places, status: int, code: int
) -> None:
    ana = await newcomer(community)
    form = await form_of(community, ana)
    community.fails("POST", f"/channels/{places.introductions.id}/messages", status, code=code)

    result = await submitted(ana, form, hope="To find people who bake.")

    assert ABOUT in heard(result) and "To find people who bake." in heard(result)
    assert await rows_of(community, ana) == []
    community.works_again()
    await introduced(community, ana)
    assert len(cards_of(places.introductions, ana)) == 1


async def test_a_long_text_is_given_back_as_a_file(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    form = await form_of(community, ana)
    community.fails("POST", f"/channels/{places.introductions.id}/messages", 500)

    result = await submitted(ana, form, about="a```" + "b" * 600)

    assert answer(result).attachments


# Again ------------------------------------------------------------------------------------------------------------


async def test_the_second_time_changes_the_card(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana, called="Ana")
    [before] = cards_of(places.introductions, ana)

    done = await introduced(community, ana, about="I have a third kettle now.", called="Ana")

    [after] = cards_of(places.introductions, ana)
    assert after.id == before.id and "third kettle" in said_in(after) and ABOUT not in said_in(after)
    assert "is changed" in shown(done)
    assert len(await greetings_of(community, ana)) == 1


async def test_the_form_knows_what_was_said_before(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana, called="Ana", hope="To find people who bake.")

    form = await ana.slash(community.general, "introduce")

    assert form.modal is not None
    for part in ("Ana", ABOUT, "To find people who bake."):
        assert part in str(form.modal)


async def test_the_form_begins_with_what_stands_in_the_profile(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    by = Actor(id=ana.id, guild_id=community.server.id)
    told = {Field.CALLED: "Ana from Lisbon", Field.ABOUT: "Three kettles by now."}
    await community.app.profiles.telling.tell(told, by=by)

    form = await ana.slash(community.general, "introduce")

    assert "Ana from Lisbon" in str(form.modal) and "Three kettles by now." in str(form.modal)


async def test_an_answer_to_the_card_is_noticed(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)

    await community.helper.send(places.introductions, "Welcome, Ana!", reply_to=card)
    await community.app.activity.flush()

    [row] = await greetings_of(community, ana)
    assert row.answered_at is not None


async def test_an_answer_in_the_thread_of_the_card_is_noticed(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)
    thread = await simulated.open_thread(community.helper, places.introductions, "Hello Ana", on=card)
    await ana.send(thread, "Is anybody here?")
    await community.app.activity.flush()
    greeting = next(row for row in await greetings_of(community, ana) if row.message_id == card.id)
    assert greeting.answered_at is None, "what they write themselves is no answer"

    await community.helper.send(thread, "Welcome, Ana!")
    await community.app.activity.flush()

    greeting = next(row for row in await greetings_of(community, ana) if row.message_id == card.id)
    assert greeting.answered_at is not None


async def test_a_card_somebody_deleted_is_posted_anew(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)
    community.env.backend.delete_message(places.introductions.id, card.id)
    await community.env.settle()

    await introduced(community, ana, about="Here again.")
    await community.run_due()

    [again] = cards_of(places.introductions, ana)
    assert again.id != card.id and "Here again." in said_in(again)


async def test_a_card_in_a_channel_that_is_used_no_more_is_changed_there(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    other = community.server.create_text_channel("hello")
    await community.env.settle()
    await community.set(OnboardingSettings, introductions_channel_id=other.id)

    form = await ana.slash(community.general, "introduce")
    await submitted(ana, form, about="Changed.")

    assert "Changed." in said_in(cards_of(places.introductions, ana)[0]) and cards_of(other, ana) == []


async def test_two_forms_sent_at_once_make_one_card(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    forms = [await form_of(community, ana), await form_of(community, ana)]

    await simulated.at_once(community.env, *(submitted(ana, form) for form in forms))

    assert len(cards_of(places.introductions, ana)) == 1
    assert len(await rows_of(community, ana)) == 1


async def test_a_card_that_was_posted_but_not_kept_is_found_again(community: Community, places: Places) -> None:
    """The process died in between: nothing tells the person, so they try again."""
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_introduction.delete())
    await community.restart()

    await submitted(ana, await ana.slash(community.general, "introduce"), about="Second try.")

    [card] = cards_of(places.introductions, ana)
    assert "Second try." in said_in(card)
    [row] = await rows_of(community, ana)
    assert row.message_id == card.id


# Changing and removing --------------------------------------------------------------------------------------------


async def test_only_its_author_changes_a_card(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)

    for label in ("Edit", "Remove"):
        pressed = await community.bystander.click(card, label=label)
        assert pressed.modal is None and answer(pressed).ephemeral
        assert "Only the person it is about" in shown(pressed)


async def test_an_introduction_is_removed_after_a_question(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    [card] = cards_of(places.introductions, ana)

    asked = await ana.click(card, label="Remove")
    assert "Shall I remove" in shown(asked) and cards_of(places.introductions, ana)
    done = await ana.click(answer(asked), label="Remove it")

    assert cards_of(places.introductions, ana) == [] and await rows_of(community, ana) == []
    assert "is removed" in shown(done) and "onboarding:introduce" in buttons(answer(done))


async def test_a_card_that_cannot_be_deleted_now_is_deleted_later(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    asked = await ana.click(cards_of(places.introductions, ana)[0], label="Remove")
    community.fails("DELETE", f"/channels/{places.introductions.id}/messages/*", 500)

    done = await ana.click(answer(asked), label="Remove it")

    assert "I'll keep trying" in shown(done) and await rows_of(community, ana) == []
    community.works_again()
    await community.later(minutes=2)
    assert cards_of(places.introductions, ana) == []


async def test_a_removed_channel_has_no_card_left_to_delete(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.write() as connection:
        await community.app.onboarding.privacy.forget(connection, guild_id=community.server.id, member_id=ana.id)
    community.env.backend.delete_channel(places.introductions.id)
    await community.env.settle()

    await community.run_due()

    assert await left_over(community) == []


async def left_over(community: Community) -> list[str]:
    async with community.app.database.read() as connection:
        rows = await connection.scalars(select(due_row.c.kind).where(due_row.c.state == State.GIVEN_UP))
        return list(rows)


async def test_a_card_of_nobodys_is_still_its_authors_to_remove(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_introduction.delete())

    asked = await ana.click(cards_of(places.introductions, ana)[0], label="Remove")
    await ana.click(answer(asked), label="Remove it")

    assert cards_of(places.introductions, ana) == []


async def test_a_button_of_somebodys_own_making_gets_nowhere(community: Community, places: Places) -> None:
    message = await forged(community, community.general, "onboarding:introduce-edit:1x")
    result = await community.bystander.click(message, custom_id="onboarding:introduce-edit:1x")
    assert answer(result).ephemeral and result.modal is None


# Privacy ----------------------------------------------------------------------------------------------------------


async def test_erasing_a_member_takes_their_card_from_discord(community: Community, places: Places) -> None:
    ana, ben = await newcomer(community, "ana"), await newcomer(community, "ben")
    await introduced(community, ana)
    await introduced(community, ben)

    async with community.app.database.write() as connection:
        await community.app.onboarding.privacy.forget(connection, guild_id=community.server.id, member_id=ana.id)
    await community.run_due()

    assert cards_of(places.introductions, ana) == []
    assert len(cards_of(places.introductions, ben)) == 1


async def test_the_planned_removal_says_nothing_about_the_member(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.write() as connection:
        await community.app.onboarding.privacy.forget(connection, guild_id=community.server.id, member_id=ana.id)
    async with community.app.database.read() as connection:
        rows = (await connection.execute(select(due_row).where(due_row.c.kind == "onboarding:remove-card"))).all()
    assert rows and str(ana.id) not in str(rows) and ABOUT not in str(rows)


async def test_the_export_has_what_came_of_an_arrival(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    async with community.app.database.read() as connection:
        exported = await community.app.onboarding.privacy.export(
            connection, guild_id=community.server.id, member_id=ana.id
        )
    assert [row["name"] for row in exported["onboarding_fact"]] == ["introduce"]


async def test_one_server_knows_nothing_of_another(community: Community, places: Places) -> None:
    ana = await newcomer(community)
    await introduced(community, ana)
    found = await community.app.onboarding.introductions.of(guild_id=community.server.id + 1, member_id=ana.id)
    assert found is None
    await by_day(community, days=0.01)
    assert "onboarding:introduce-edit" in ids_on(cards_of(places.introductions, ana)[0])[0]
