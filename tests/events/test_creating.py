"""Making an event on Discord: the form, the editor, publishing; for whoever may, in their language."""

import io

import pytest
from PIL import Image

from bot.config import Config
from bot.events.model import EventSettings, EventState, PlaceKind
from bot.i18n import Language
from bot.sandbox import simulated
from tests.events.answering import custom_ids
from tests.events.making import (
    WORDS,
    announcements,
    begun,
    button_of,
    deny_bot,
    disabled,
    ended,
    event_called,
    events_of,
    filled,
    furnish,
    opened,
    pressed,
    published_by,
    shown_values,
)
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, open_community


def photo(width: int = 2400, height: int = 1200) -> bytes:
    file = io.BytesIO()
    picture = Image.new("RGB", (width, height), "teal")
    exif = Image.Exif()
    exif[0x010E] = "at my home"
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


async def test_a_moderator_makes_and_publishes_an_event(community: Community) -> None:
    channel = await furnish(community)

    editor = await begun(community, community.moderator)
    assert answer(editor).ephemeral
    for said in ("Draft: only you see this", "Tea tasting", "Bring a cup.", "<t:1767956400:F>", "1 hour 30 minutes"):
        assert said in shown(editor)
    assert "Fri 9 Jan 2026, 20:00" in shown(editor) and "Asia/Tokyo, UTC+09:00" in shown(editor)

    done = await ended(community.moderator, editor, "publish")
    assert "is published" in shown(done) and f"<#{channel.id}>" in shown(done)
    await community.run_due()
    assert len(announcements(channel)) == 1
    [event] = await events_of(community, EventState.PUBLISHED)
    assert event.host_id == community.moderator.id


async def test_in_japanese(community: Community) -> None:
    await furnish(community)

    editor = await begun(community, community.admin_ja, title="お茶の会", start="2026-01-09 20:00", duration="1時間半")
    for said in ("下書き：あなただけに見えています", "2026年1月9日(金) 20:00", "1時間30分", "公開する"):
        assert said in shown(editor)
    done = await ended(community.admin_ja, editor, "publish")
    assert "お茶の会" in shown(done) and "を公開しました" in shown(done)


async def test_staff_may_publish_and_members_are_offered_to_propose(community: Community) -> None:
    await furnish(community)

    assert (await community.staff.slash(community.general, "event create")).modal is not None
    offered = await community.asker.slash(community.general, "event create")
    assert "You can propose yours" in shown(offered)
    form = await pressed(community.asker, offered, "events:propose-instead")
    editor = await community.asker.submit_modal(form, WORDS)
    assert "Propose to the moderators" in shown(editor) and "Publish" not in shown(editor)


async def test_a_draft_survives_a_restart_and_is_found_again(community: Community) -> None:
    await furnish(community)
    await begun(community, community.moderator)

    await community.restart()
    found = await community.moderator.slash(community.general, "event create")
    assert "You have begun an event" in shown(found) and "Tea tasting" in shown(found)
    editor = await pressed(community.moderator, found, "events:go-on")
    assert "Bring a cup." in shown(editor)
    await ended(community.moderator, editor, "publish")
    assert (await event_called(community)).state is EventState.PUBLISHED


async def test_nobody_else_sees_a_draft(community: Community) -> None:
    await furnish(community)
    await begun(community, community.moderator)
    event = await event_called(community)

    refused = await community.moderator2.slash(community.general, "event details", event=f"#{event.id}")
    assert "can't find this event" in shown(refused)


async def test_a_start_that_is_not_understood_is_kept_and_mended(community: Community) -> None:
    await furnish(community)

    editor = await begun(community, community.moderator, start="when the tea is ready")
    assert "when the tea is ready" in shown(editor) and "⚠️" in shown(editor)
    assert disabled(answer(editor), button_of(answer(editor), "events:editor-end", ":publish"))

    form = await opened(community.moderator, editor, "time")
    assert shown_values(form)["start"] == "when the tea is ready"
    editor = await community.moderator.submit_modal(form, shown_values(form) | {"start": "2026-01-10 19:00"})
    assert "⚠️" not in shown(editor) and "Sat 10 Jan 2026, 19:00" in shown(editor)


async def test_a_start_with_two_meanings_is_chosen_by_button(community: Community) -> None:
    await furnish(community)

    editor = await begun(community, community.moderator, start="12/11/2026 20:00")
    assert "can mean several moments" in shown(editor)
    choices = [custom_id for custom_id in buttons(answer(editor)) if custom_id.startswith("events:choose-start:")]
    assert len(choices) == 2

    await community.restart()
    editor = await community.moderator.click(answer(editor), custom_id=choices[0])
    assert "can mean several moments" not in shown(editor)
    assert not disabled(answer(editor), button_of(answer(editor), "events:editor-end", ":publish"))


async def test_the_zone_is_found_by_name_and_keeps_the_wall_time(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator)

    editor = await filled(community.moderator, editor, "time", zone="Berlin")
    assert "Europe/Berlin" in shown(editor) and "Fri 9 Jan 2026, 20:00" in shown(editor)
    editor = await filled(community.moderator, editor, "time", zone="America")
    assert "Which zone do you mean?" in shown(editor) and "don't know which time zone" in shown(editor)
    assert (await event_called(community)).time_zone == "Europe/Berlin"


async def test_place_people_repetition_and_the_rest(community: Community) -> None:
    await furnish(community)
    stage = community.server.create_voice_channel("Lounge")
    await community.env.settle()
    editor = await begun(community, community.moderator)

    editor = await filled(community.moderator, editor, "place", channel=[stage], capacity="12 people")
    editor = await filled(
        community.moderator,
        editor,
        "people",
        host=[community.helper],
        cohost=[community.helper2],
        role=[community.roles["staff"]],
    )
    editor = await filled(community.moderator, editor, "repeats", preset=["weekly"])
    editor = await filled(
        community.moderator, editor, "more", price="5 €", sponsor="Kettle & Co", reminders="1 day, 10 min"
    )
    for said in (
        f"<#{stage.id}>",
        f"<@{community.helper.id}>",
        "5 €",
        "Kettle",
        "1 day before, 10 minutes before",
        "of 12",
    ):
        assert said in shown(editor), said
    event = await event_called(community)
    assert event.place_kind is PlaceKind.VOICE and event.rule == "FREQ=WEEKLY;BYDAY=FR"
    assert event.audience_role_id == community.roles["staff"].id
    done = await ended(community.moderator, editor, "publish")
    assert "is published" in shown(done)


async def test_what_is_not_understood_elsewhere_stands_in_its_form_again(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator, duration="as long as it takes")
    assert "as long as it takes" in shown(editor)

    editor = await filled(community.moderator, editor, "time", duration="2 hours")
    editor = await filled(community.moderator, editor, "repeats", rule="whenever we like")
    editor = await filled(community.moderator, editor, "place", capacity="a few")
    assert shown(editor).count("⚠️") == 2
    assert shown_values(await opened(community.moderator, editor, "repeats"))["rule"] == "whenever we like"
    assert shown_values(await opened(community.moderator, editor, "place"))["capacity"] == "a few"


async def test_a_picture_is_made_small_and_loses_where_it_was_taken(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator)

    editor = await filled(community.moderator, editor, "more", picture=("home.jpg", photo()))
    event = await event_called(community)
    kept = await community.app.events.organising.picture(guild_id=community.server.id, event_id=event.id)
    assert kept is not None and b"at my home" not in kept.data
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert picture.size == (1600, 800) and not picture.getexif()
    refused = await filled(community.moderator, editor, "more", picture=("no.txt", b"not a picture"), price="7 €")
    assert (await event_called(community)).price == "7 €", shown(refused)
    editor = await community.moderator.slash(community.general, "event create")
    editor = await pressed(community.moderator, editor, "events:go-on")
    editor = await pressed(community.moderator, editor, "events:remove-picture")
    assert await community.app.events.organising.picture(guild_id=community.server.id, event_id=event.id) is None


async def test_a_bot_can_not_host(community: Community) -> None:
    await furnish(community)
    robot = community.server.add_member(community.env.create_user("robot", bot=True))
    await community.env.settle()
    editor = await begun(community, community.moderator)

    refused = await filled(community.moderator, editor, "people", host=[robot])
    assert "must be a member of this server, and no bot" in shown(refused)
    assert (await event_called(community)).host_id == community.moderator.id


@pytest.mark.parametrize("state", ["unset", "deleted", "closed"])
async def test_without_a_usable_channel_nothing_is_published_and_the_remedy_is_said(
    community: Community, state: str
) -> None:
    if state != "unset":
        channel = await furnish(community)
        if state == "deleted":
            community.env.backend.delete_channel(channel.id)
            await community.env.settle()
        else:
            deny_bot(community, channel, "create_public_threads")
            await community.env.settle()
    editor = await begun(community, community.moderator)

    refused = await ended(community.moderator, editor, "publish")
    expected = {"unset": "No channel is set for events", "deleted": "was deleted", "closed": "I lack"}[state]
    assert expected in shown(refused) and "Draft: only you see this" in shown(refused)
    assert (await event_called(community)).state is EventState.DRAFT


async def test_pressing_publish_twice_publishes_once(community: Community) -> None:
    channel = await furnish(community)
    editor = await begun(community, community.moderator)
    button = button_of(answer(editor), "events:editor-end", ":publish")

    first, second = await simulated.at_once(
        community.env,
        community.moderator.click(answer(editor), custom_id=button),
        community.moderator.click(answer(editor), custom_id=button),
    )
    assert "isn't a draft any more" in shown(first) + shown(second)
    await community.run_due()
    assert len(announcements(channel)) == 1


async def test_a_form_that_was_opened_before_a_change_gives_the_text_back(community: Community) -> None:
    await furnish(community)
    editor = await begun(community, community.moderator)
    old = await opened(community.moderator, editor, "words")
    await filled(community.moderator, editor, "place", capacity="5")

    refused = await community.moderator.submit_modal(old, {"title": "Coffee", "description": "My long text"})
    said = "\n".join(message.content or "" for message in refused.followups)
    assert "Somebody has changed this event" in said and "My long text" in said


async def test_a_title_needs_words_and_nothing_typed_is_lost(community: Community) -> None:
    await furnish(community)
    form = await community.moderator.slash(community.general, "event create")

    refused = await community.moderator.submit_modal(form, WORDS | {"title": "🍵🍵"})
    said = "\n".join(message.content or "" for message in [refused.response, *refused.followups] if message)
    assert "needs a title" in said and "Bring a cup." in said
    assert await events_of(community) == []


async def test_a_draft_is_deleted_after_asking(community: Community) -> None:
    await furnish(community)
    await begun(community, community.moderator)
    event = await event_called(community)

    choices = await community.moderator.autocomplete(community.general, "event delete", "event", "tea")
    assert [choice["name"] for choice in choices] == ["Tea tasting (Draft)"]
    asked = await community.moderator.slash(community.general, "event delete", event=f"#{event.id}")
    assert "can't be undone" in shown(asked)
    await pressed(community.moderator, asked, "events:delete")
    assert await events_of(community) == []


async def test_only_three_drafts_at_a_time(community: Community) -> None:
    await furnish(community)
    for number in range(3):
        await begun(community, community.moderator, title=f"Event {number}")

    refused = await begun(community, community.moderator, title="One more")
    assert "begun several events already" in "\n".join(
        m.content or "" for m in [refused.response, *refused.followups] if m
    )
    assert len(await events_of(community)) == 3


@pytest.mark.parametrize("language", ["en-US", "ja"])
async def test_the_fullest_editor_fits_a_message(community: Community, language: str) -> None:
    await furnish(community)
    simulated.set_locale(community.env, community.moderator, language)
    editor = await begun(
        community,
        community.moderator,
        title="*" * 99 + "a",
        description="*_" * 499 + "a",
        place_words="*" * 99 + "a",
        start="12/11/2026 7:00",
        duration="?" * 60,
    )
    editor = await filled(
        community.moderator,
        editor,
        "more",
        price="*" * 99 + "a",
        sponsor="*" * 99 + "a",
        reminders="?" * 100,
        picture=("a.jpg", photo(40, 40)),
    )
    assert "⚠️" in shown(editor)


async def test_details_show_the_state_of_a_draft_and_of_what_is_published(community: Community) -> None:
    await furnish(community)
    await community.set(EventSettings, reminder_minutes="60")
    editor = await begun(community, community.moderator)
    event = await event_called(community)
    draft = await community.moderator.slash(community.general, "event details", event=f"#{event.id}")
    assert "Draft" in shown(draft)

    await ended(community.moderator, editor, "publish")
    await community.run_due()
    details = await community.moderator.slash(community.general, "event details", event=f"#{event.id}")
    for said in ("Published", "[announced](https://discord.com", "reminders planned: <t:", "no answers yet"):
        assert said in shown(details), shown(details)
    refused = await community.bystander.slash(community.general, "event details", event=f"#{event.id}")
    assert "Only the host" in shown(refused)
    simulated.set_locale(community.env, community.moderator, "ja")
    japanese = await community.moderator.slash(community.general, "event details", event=f"#{event.id}")
    assert "公開中" in shown(japanese) and "お知らせ済み" in shown(japanese)


async def test_publishing_by_title(community: Community) -> None:
    await furnish(community)
    await published_by(community, community.moderator)

    details = await community.moderator.slash(community.general, "event details", event="tea tasting")
    assert "Published" in shown(details)


@pytest.mark.parametrize("language", Language)
async def test_where_the_role_it_is_for_is_deleted_it_is_neither_for_everybody_nor_for_nobody_unseen(
    config: Config, language: Language
) -> None:
    async with open_community(config, locale=language.value) as community:
        with community.env.time_context():
            channel = await furnish(community)
            host, member = community.moderator, community.asker
            for who in (host, member):
                simulated.set_locale(community.env, who, language.value)
            role = community.server.create_role("Tea friends")
            await community.env.settle()
            editor = await begun(community, host)
            editor = await filled(host, editor, "people", host=[host], role=[role])
            draft = await begun(community, host, title="Coffee")
            draft = await filled(host, draft, "people", host=[host], role=[role])
            await ended(host, editor, "publish")
            await community.run_due()
            guild = community.bot.get_guild(community.server.id)
            assert guild is not None
            await guild.get_role(role.id).delete()  # type: ignore[union-attr]
            await community.env.settle()

            [card] = announcements(channel)
            [going] = [id_ for id_ in custom_ids(card) if id_.startswith("rsvp:going:")]
            refused = shown(await member.click(card, custom_id=going))
            unpublished = shown(await ended(host, draft, "publish"))

            deleted = {Language.EN: "was deleted", Language.JA: "削除されています"}
            assert "<@&" not in refused and {Language.EN: "deleted", Language.JA: "削除"}[language] in refused
            assert deleted[language] in unpublished
            assert (await event_called(community, "Coffee")).state is EventState.DRAFT
