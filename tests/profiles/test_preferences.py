"""Language, time zone and quiet hours: chosen, followed everywhere, taken back."""

import pytest
import simcord
from simcord.results import InteractionResult

from bot.i18n import Language, say
from bot.profiles.model import Preferences
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.profiles.acting import inputs
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text


async def prefer(community: Community, who: simcord.MemberActor, **options: str) -> InteractionResult:
    return await who.slash(community.general, "profile preferences", **options)


async def kept(community: Community, who: simcord.MemberActor) -> Preferences:
    return await community.app.profiles.preferring.of(guild_id=community.server.id, member_id=who.id)


# Language ---------------------------------------------------------------------------------------------------------


async def test_the_chosen_language_is_spoken_at_once_and_instead_of_discords(community: Community) -> None:
    first = await prefer(community, community.asker)
    assert "Same as your Discord" in shown(first)

    chosen = await prefer(community, community.asker, language="ja")

    assert chosen.ephemeral and "✅ 保存しました。" in shown(chosen) and "日本語" in shown(chosen)
    assert "あなたのプロフィール" in shown(await community.asker.slash(community.general, "profile show"))
    assert "Your profile" in shown(await community.helper.slash(community.general, "profile show"))


async def test_english_can_be_chosen_by_who_uses_discord_in_japanese(community: Community) -> None:
    await prefer(community, community.asker_ja, language="en")

    assert "Your profile" in shown(await community.asker_ja.slash(community.general, "profile show"))


async def test_buttons_forms_suggestions_and_refusals_speak_it_too(community: Community) -> None:
    asker = community.asker
    await prefer(community, asker, language="ja")

    card = await asker.slash(community.general, "profile show")
    form = await asker.click(answer(card), custom_id="profiles:edit")
    assert form.modal is not None and form.modal["title"] == "あなたについて" and inputs(form)
    await asker.submit_modal(form, {"about": "豆"})
    assert "✅ 保存しました。" in shown(card)
    suggested = await asker.autocomplete(community.general, "profile preferences", "time-zone", "tok")
    assert suggested[0]["name"].startswith("東京 – Asia/Tokyo")
    assert "時刻として読み取れません" in private_text(await prefer(community, asker, **{"quiet-from": "late"}))


async def test_it_counts_on_this_server_only_and_survives_a_restart(community: Community) -> None:
    await prefer(community, community.asker, language="ja")
    other = community.env.create_guild("Other")
    lobby, there = other.create_text_channel("lobby"), other.add_member(community.asker.user)
    await community.env.settle()
    await community.restart()

    assert "Your profile" in shown(await there.slash(lobby, "profile show"))
    assert "あなたのプロフィール" in shown(await community.asker.slash(community.general, "profile show"))


async def test_one_can_go_back_to_discords_language(community: Community) -> None:
    card = await prefer(community, community.asker, language="ja")
    await community.asker.click(answer(card), custom_id="profiles:own-language")
    assert "Same as your Discord" in shown(card)

    await prefer(community, community.asker, language="ja")
    again = await prefer(community, community.asker, language="discord")
    assert "Same as your Discord" in shown(again) and community.app.profiles.languages == {}


async def test_whoever_is_erased_is_spoken_to_in_discords_language_again(community: Community) -> None:
    await prefer(community, community.asker, language="ja")

    await community.app.privacy.erasing.erase(guild_id=community.server.id, member_id=community.asker.id)

    assert "Your profile" in shown(await community.asker.slash(community.general, "profile show"))


# Time zone --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Europe/Berlin", "Europe/Berlin"), ("ベルリン", "Europe/Berlin"), ("new york", "America/New_York")],
)
async def test_a_zone_is_kept_by_its_iana_name_however_it_was_typed(
    community: Community, typed: str, zone: str
) -> None:
    card = await prefer(community, community.asker, **{"time-zone": typed})

    assert (await kept(community, community.asker)).time_zone == zone
    assert f"{zone} (it is " in shown(card)


async def test_zones_are_suggested_by_city_with_their_distance_from_utc(community: Community) -> None:
    async def suggested(who: simcord.MemberActor, typed: str) -> list[str]:
        found = await who.autocomplete(community.general, "profile preferences", "time-zone", typed)
        return [choice["name"] for choice in found]

    assert await suggested(community.asker_ja, "東京") == ["東京 – Asia/Tokyo (UTC+09:00)"]
    assert await suggested(community.asker, "berl") == ["Berlin – Europe/Berlin (UTC+01:00)"]
    assert (await suggested(community.asker, ""))[0] == "Tokyo – Asia/Tokyo (UTC+09:00)"
    assert len(await suggested(community.asker, "a")) == 25
    assert await suggested(community.asker, "qqqq") == []


async def test_a_zone_nobody_knows_changes_nothing_of_what_came_with_it(community: Community) -> None:
    refused = await prefer(
        community,
        community.asker,
        **{"language": "ja", "time-zone": "**Mars**", "quiet-from": "22", "quiet-until": "7"},
    )

    assert "I don't know which time zone" in private_text(refused) and "**Mars**" not in private_text(refused)
    assert await kept(community, community.asker) == Preferences()


async def test_without_a_zone_of_ones_own_the_servers_counts(community: Community) -> None:
    await community.set(ServerSettings, time_zone="Europe/Berlin")

    card = await prefer(community, community.asker_ja)
    assert "サーバーと同じ：Europe/Berlin（今は01:00）" in shown(card)

    card = await prefer(community, community.asker_ja, **{"time-zone": "東京"})
    assert "Asia/Tokyo（今は09:00）" in shown(card)
    await community.asker_ja.click(answer(card), custom_id="profiles:servers-zone")
    assert "サーバーと同じ" in shown(card) and (await kept(community, community.asker_ja)).time_zone is None


# Quiet hours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begin", "end", "minutes", "said"),
    [
        ("22:00", "7:00", (22 * 60, 7 * 60), "From 22:00 to 07:00 the next day"),
        ("22時", "午前7時半", (22 * 60, 7 * 60 + 30), "From 22:00 to 07:30 the next day"),
        ("9 am", "5 pm", (9 * 60, 17 * 60), "From 09:00 to 17:00, in your time zone"),
    ],
)
async def test_quiet_hours_are_chosen_as_people_write_them(
    community: Community, begin: str, end: str, minutes: tuple[int, int], said: str
) -> None:
    card = await prefer(community, community.asker, **{"quiet-from": begin, "quiet-until": end})

    found = await kept(community, community.asker)
    assert (found.quiet_from, found.quiet_until) == minutes
    assert said in shown(card)


async def test_quiet_hours_can_be_taken_back(community: Community) -> None:
    card = await prefer(community, community.asker_ja, **{"quiet-from": "22時", "quiet-until": "7時"})
    assert "22:00から翌日の07:00まで" in shown(card)

    await community.asker_ja.click(answer(card), custom_id="profiles:no-quiet-hours")

    assert "設定していません" in shown(card)
    assert not (await kept(community, community.asker_ja)).has_quiet_hours


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"quiet-from": "22:00"}, "please give both"),
        ({"quiet-from": "7", "quiet-until": "7:00"}, "can't begin when they end"),
        ({"quiet-from": "soon", "quiet-until": "7:00"}, "“soon” isn't a time of day"),
    ],
)
async def test_what_are_no_quiet_hours_is_refused(community: Community, options: dict[str, str], words: str) -> None:
    refused = await prefer(community, community.asker, **options)

    assert words in private_text(refused)
    assert await kept(community, community.asker) == Preferences()


# The card ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_the_card_says_what_counts_and_what_can_be_taken_back(community: Community, locale: str) -> None:
    simulated.set_locale(community.env, community.asker, locale)
    language = Language.of_locale(locale)

    card = await prefer(community, community.asker)
    for name in ("language", "zone", "quiet"):
        assert say(language, f"profiles-preference-{name}") in shown(card)
    assert buttons(answer(card)) == {}

    full = {"language": language.value, "time-zone": "UTC", "quiet-from": "22", "quiet-until": "7"}
    card = await prefer(community, community.asker, **full)
    assert set(buttons(answer(card))) == {
        "profiles:own-language",
        "profiles:servers-zone",
        "profiles:no-quiet-hours",
    }


async def test_two_changes_at_once_are_both_kept(community: Community) -> None:
    one = await prefer(community, community.asker, **{"time-zone": "UTC", "quiet-from": "22", "quiet-until": "7"})
    two = await prefer(community, community.asker)

    await simulated.at_once(
        community.env,
        community.asker.click(answer(one), custom_id="profiles:servers-zone"),
        community.asker.click(answer(two), custom_id="profiles:no-quiet-hours"),
    )

    assert await kept(community, community.asker) == Preferences()
