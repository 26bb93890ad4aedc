"""`/points history`: what somebody got points for, in words."""

from datetime import timedelta

import pytest
import simcord
from simcord.results import InteractionResult

from bot.points.model import Entry, Kind
from bot.sandbox import simulated
from cogs.points.history import signed
from tests.support.cards import answer, shown
from tests.support.community import Community, private_text

MESSAGE_ID = 1_450_000_000_000_000_000


async def post(community: Community, member: simcord.MemberActor, kind: Kind, points: int, **more: object) -> None:
    """Enter something that happened just now, or when `days_ago` says."""
    days_ago = more.pop("days_ago", 0)
    assert isinstance(days_ago, int | float)
    values = {
        "guild_id": community.server.id,
        "member_id": member.id,
        "kind": kind,
        "source_id": MESSAGE_ID,
        "giver_id": member.id,
        "points": points,
        "happened_at": community.env.now() - timedelta(days=days_ago),
    }
    async with community.app.database.write() as connection:
        await community.app.points.ledger.post(connection, [Entry(**(values | more))])  # type: ignore[arg-type]


def rows(text: str) -> list[str]:
    """Return the entries, without the marks around names and without the days."""
    plain = text.replace("\u2068", "").replace("\u2069", "")
    return [line.rpartition(" · <t:")[0] for line in plain.splitlines() if line.startswith("**") and " · <t:" in line]


async def test_each_kind_is_said_in_words_latest_first(community: Community) -> None:
    general = community.general
    await post(community, community.helper, Kind.MESSAGE, 1, channel_id=general.id)
    await post(
        community, community.helper, Kind.REACTION, 2, giver_id=community.asker.id, channel_id=general.id, days_ago=1
    )
    await post(community, community.helper, Kind.VOICE, 3, days_ago=2)
    await post(community, community.helper, Kind.THANKS, 5, giver_id=community.asker.id, days_ago=3)
    await post(community, community.helper, Kind.ANSWER, 20, giver_id=community.asker.id, days_ago=4)
    await post(community, community.helper, Kind.IMPORT, 900, days_ago=400)

    result = await community.helper.slash(general, "points history")

    link = f"https://discord.com/channels/{community.server.id}/{general.id}/{MESSAGE_ID}"
    said = private_shown(result)
    assert rows(said) == [
        f"**+1** [Message]({link}) · <#{general.id}>",
        f"**+2** [Reaction received]({link}) · from asker · <#{general.id}>",
        "**+3** Time in voice",
        "**+5** Thanks received · from asker",
        "**+20** Accepted answer · from asker",
        "**+900** Taken over from another bot",
    ]
    assert "Your points\n-# 931 points" in said


def private_shown(result: InteractionResult) -> str:
    assert answer(result).ephemeral
    return shown(result)


async def test_a_history_speaks_the_readers_language(community: Community) -> None:
    await post(community, community.helper_ja, Kind.ANSWER, 20, giver_id=community.asker.id)
    said = private_shown(await community.helper_ja.slash(community.general, "points history"))
    assert rows(said) == ["**+20** 解決につながった回答 · askerさんから"]
    assert "あなたのポイント\n-# 20ポイント" in said


async def test_without_entries_there_is_a_sentence(community: Community) -> None:
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert "0 points" in said and "Nothing yet." in said


async def test_a_reversal_says_what_it_took_back(community: Community) -> None:
    await post(community, community.helper, Kind.MESSAGE, 1, channel_id=community.general.id)
    async with community.app.database.write() as connection:
        await community.app.points.ledger.take_back(
            connection, guild_id=community.server.id, kinds=[Kind.MESSAGE], source_ids=[MESSAGE_ID]
        )
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(said)[0] == f"**\u22121** Taken back: Message · <#{community.general.id}>"


async def test_an_adjustment_shows_its_reason_and_to_moderators_who_made_it(community: Community) -> None:
    await post(
        community,
        community.helper,
        Kind.ADJUSTMENT,
        -50,
        giver_id=community.moderator.id,
        reason="Won the *photo* contest twice",
    )
    own = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(own) == ["**\u221250** Adjusted by the team"]
    assert "-# Reason: Won the \\*photo\\* contest twice" in own
    read = await community.moderator2.slash(community.general, "points history", member=community.helper)
    assert rows(private_shown(read)) == ["**\u221250** Adjusted by the team · from moderator"]


async def test_what_was_spent_leaves_less_to_spend(community: Community) -> None:
    await post(community, community.helper, Kind.ANSWER, 100)
    await post(community, community.helper, Kind.SPENT, -30)
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert "100 points · 70 left to spend" in said
    assert "**\u221230** Spent on a perk" in rows(said)


async def test_a_giver_who_must_not_be_named_isnt(community: Community) -> None:
    await post(community, community.helper, Kind.ANSWER, 20, giver_fingerprint="f" * 64)
    for reader, options in ((community.helper, {}), (community.moderator, {"member": community.helper})):
        said = private_shown(await reader.slash(community.general, "points history", **options))
        assert rows(said) == ["**+20** Accepted answer"]
        assert "ffff" not in said


async def test_a_giver_who_left_is_a_former_member(community: Community) -> None:
    await post(community, community.helper, Kind.THANKS, 5, giver_id=community.asker.id)
    community.server.remove_member(community.asker)
    await community.env.settle()
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(said) == ["**+5** Thanks received · from a former member"]


async def test_an_accepted_answer_leads_to_its_thread(community: Community) -> None:
    await post(community, community.helper, Kind.ANSWER, 20, channel_id=MESSAGE_ID, source_id=7)
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(said) == [f"**+20** [Accepted answer](https://discord.com/channels/{community.server.id}/{MESSAGE_ID})"]


async def test_a_deleted_channel_isnt_named(community: Community) -> None:
    gone = community.server.create_text_channel("gone")
    await community.env.settle()
    await post(community, community.helper, Kind.VOICE, 1, channel_id=gone.id)
    community.env.backend.delete_channel(gone.id)
    await community.env.settle()
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(said) == ["**+1** Time in voice"]


async def test_a_channel_the_reader_cant_see_isnt_named(community: Community) -> None:
    await post(community, community.helper, Kind.VOICE, 1, channel_id=community.queue.id)
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert rows(said) == ["**+1** Time in voice"]


# Others' history


async def test_others_history_is_for_moderators(community: Community) -> None:
    await post(community, community.helper, Kind.ANSWER, 20)
    for reader in (community.bystander, community.staff):
        refused = await reader.slash(community.general, "points history", member=community.helper)
        assert private_shown(refused) == "Only moderators can do that."
    for reader in (community.moderator, community.admin):
        read = await reader.slash(community.general, "points history", member=community.helper)
        assert rows(private_shown(read)) == ["**+20** Accepted answer"]
        assert "helper" in shown(read)


async def test_a_moderator_reads_the_history_of_who_left(community: Community) -> None:
    await post(community, community.helper, Kind.ANSWER, 20)
    community.server.remove_member(community.helper)
    await community.env.settle()
    read = await community.moderator.slash(community.general, "points history", member=community.helper.user)
    assert f"Points of a former member (<@{community.helper.id}>)" in private_shown(read)
    assert rows(shown(read)) == ["**+20** Accepted answer"]


async def test_naming_oneself_is_ones_own(community: Community) -> None:
    read = await community.bystander.slash(community.general, "points history", member=community.bystander)
    assert "Your points" in private_shown(read)


async def test_bots_have_none(community: Community) -> None:
    bot = community.server.add_member(community.env.create_user("helper-bot", bot=True))
    await community.env.settle()
    refused = await community.moderator.slash(community.general, "points history", member=bot)
    assert "Bots don't collect points." in private_text(refused)


async def test_who_isnt_a_moderator_any_more_turns_no_page(community: Community) -> None:
    await many(community, 12)
    read = await community.moderator.slash(community.general, "points history", member=community.helper)
    community.env.backend.remove_member_role(
        community.server.id, community.moderator.id, community.roles["moderators"].id
    )
    await community.env.settle()
    refused = await community.moderator.click(answer(read), label="Next")
    assert "Only moderators can do that." in shown(refused)


# Pages


async def many(community: Community, number: int) -> None:
    for index in range(number):
        await post(community, community.helper, Kind.VOICE, 1, source_id=index + 1, days_ago=index)


@pytest.mark.parametrize(("entries", "paged"), [(10, False), (11, True)])
async def test_the_eleventh_entry_is_on_another_page(community: Community, entries: int, paged: bool) -> None:
    await many(community, entries)
    said = private_shown(await community.helper.slash(community.general, "points history"))
    assert len(rows(said)) == 10 and ("Page 1 of 2" in said) is paged


async def test_pages_turn_after_a_restart_and_by_two_presses_at_once(community: Community) -> None:
    await many(community, 12)
    read = await community.helper.slash(community.general, "points history")
    await community.restart()
    for turned in await simulated.at_once(
        community.env,
        community.helper.click(answer(read), label="Next"),
        community.helper.click(answer(read), label="Next"),
    ):
        assert len(rows(shown(turned))) == 2 and "Page 2 of 2" in shown(turned)


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_when_discord_fails_the_next_try_works(community: Community, status: int) -> None:
    await many(community, 12)
    read = await community.helper.slash(community.general, "points history")
    community.fails("PATCH", "/webhooks/*", status)
    assert shown(await community.helper.click(answer(read), label="Next"))
    community.works_again()
    assert "Page 2 of 2" in shown(await community.helper.click(answer(read), label="Next"))


@pytest.mark.parametrize(("amount", "said"), [(1234, "+1,234"), (0, "0"), (-1234, "\u22121,234")])
def test_amounts_have_their_sign(amount: int, said: str) -> None:
    assert signed(amount) == said
