"""What concerns one member alone: how it reaches them, who else sees nothing of it, and what they find in `/inbox`."""

from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord

from bot.engine import AsyncConnection
from bot.i18n import Language
from bot.inbox.errors import NotYourLetter
from bot.inbox.model import DELIVER, Delivery, InboxSettings, Letter, Text
from bot.privacy.model import Why
from bot.sandbox import simulated
from bot.sandbox import simulated_moderation as mod
from tests.moderation.desk import Raw
from tests.support.cards import answer, buttons, id_of, shown, text_of
from tests.support.community import Community

TOPIC = "test"


@dataclass
class Voice:
    """Says letters of this test's topic."""

    mention: bool = True
    silent: set[int] = field(default_factory=set)

    async def __call__(self, connection: AsyncConnection, letter: Letter, language: Language) -> Text | None:
        if letter.subject_id in self.silent:
            return None
        said = {Language.EN: "### Private matter", Language.JA: "### 個別の件"}[language]
        return Text(body=f"{said} {letter.subject_id}\nOnly for you.", mention=self.mention)


@pytest.fixture
def voice(community: Community) -> Voice:
    voice = Voice()
    community.app.inbox.renderers[TOPIC] = voice
    return voice


async def put(community: Community, who: simcord.MemberActor, number: int = 1, **values: Any) -> Letter:
    async with community.app.database.write() as connection:
        return await community.app.inbox.put(
            connection, guild_id=community.server.id, member_id=who.id, topic=TOPIC, subject_id=number, **values
        )


async def now(community: Community, letter: Letter) -> Letter:
    found = await community.app.inbox.get(letter.id)
    assert found is not None
    return found


async def inbox_of(community: Community, who: simcord.MemberActor) -> Any:
    return await who.slash(community.general, "inbox")


async def mentions_in(community: Community, channel: simcord.ChannelHandle) -> None:
    await community.set(InboxSettings, channel_id=channel.id)


def seen(message: discord.Message) -> str:
    return text_of(Raw(message))


# How it reaches them ----------------------------------------------------------------------------------------------


async def test_by_direct_message_with_the_servers_name(community: Community, voice: Voice) -> None:
    letter = await put(community, community.asker)

    await community.run_due()

    (message,) = mod.direct_messages(community.asker)
    assert "Private matter 1" in seen(message) and "From the moderators of Veranda" in seen(message)
    after = await now(community, letter)
    assert (after.delivery, after.read_at) == (Delivery.DIRECT, community.env.now())
    assert not community.general.history()


async def test_one_about_the_same_is_put_once(community: Community, voice: Voice) -> None:
    first, second = await put(community, community.asker), await put(community, community.asker)
    await community.run_due()
    third = await put(community, community.asker)
    await community.run_due()

    assert first.id == second.id == third.id
    assert len(mod.direct_messages(community.asker)) == 1


async def test_by_a_mention_that_says_nothing_of_the_matter(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    letter = await put(community, community.asker)

    await community.run_due()

    mention = community.general.last_message
    assert mention is not None and [one.id for one in mention.mentions] == [community.asker.id]
    assert "matter" not in seen(mention) and "a message is waiting for you" in seen(mention)
    assert (await now(community, letter)).delivery is Delivery.MENTION
    read = await community.asker.click(mention, custom_id=f"inbox:read:{letter.id}")
    assert answer(read).ephemeral and "Private matter 1" in shown(read)
    assert (await now(community, letter)).read_at is not None


async def test_in_the_letters_own_channel_where_they_see_it(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    await put(community, community.asker, 1, channel_id=community.queue.id)
    other = community.server.create_text_channel("help")
    await community.env.settle()
    await put(community, community.asker, 2, channel_id=other.id)

    await community.run_due()

    assert len(community.general.history()) == 1 and len(other.history()) == 1
    assert not community.queue.history()


async def test_told_below_the_next_answer_where_there_is_no_channel(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    letter = await put(community, community.asker)
    await community.run_due()
    assert (await now(community, letter)).delivery is Delivery.INBOX
    await community.restart()
    community.app.inbox.renderers[TOPIC] = voice

    answered = await community.asker.slash(community.general, "questions open")
    below = answered.followups[-1]
    assert below.ephemeral and "A message is waiting for you" in text_of(below)
    assert (await now(community, letter)).delivery is Delivery.BELOW
    read = await community.asker.click(below, custom_id=f"inbox:read:{letter.id}")
    assert "Private matter 1" in shown(read)

    again = await community.asker.slash(community.general, "questions open")
    assert not [one for one in again.followups if "waiting for you" in text_of(one)]


async def test_nothing_below_an_answer_to_anybody_else(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await put(community, community.asker)
    await community.run_due()

    answered = await community.helper.slash(community.general, "questions open")

    assert not [one for one in answered.followups if "waiting" in text_of(one)]


async def test_who_is_gone_is_told_on_coming_back(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await mod.leave(community.asker)
    letter = await put(community, community.asker)
    await community.run_due()
    assert (await now(community, letter)).delivery is Delivery.UNREACHABLE

    back = community.server.add_member(community.asker.user)
    await community.env.settle()
    answered = await back.slash(community.general, "questions open")

    assert [one for one in answered.followups if "waiting for you" in text_of(one)]


async def test_no_mention_where_it_is_of_no_use(community: Community, voice: Voice) -> None:
    voice.mention = False
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    letter = await put(community, community.asker)

    await community.run_due()

    assert not community.general.history() and (await now(community, letter)).delivery is Delivery.INBOX


async def test_what_has_nothing_to_say_any_more_is_dropped(community: Community, voice: Voice) -> None:
    letter = await put(community, community.asker)
    voice.silent.add(1)

    await community.run_due()

    assert await community.app.inbox.get(letter.id) is None and not mod.direct_messages(community.asker)


async def test_in_the_language_they_chose(community: Community, voice: Voice) -> None:
    community.app.profiles.preferring.languages[community.server.id, community.asker.id] = Language.JA
    await put(community, community.asker)

    await community.run_due()

    (message,) = mod.direct_messages(community.asker)
    assert "個別の件 1" in seen(message) and "Veranda のモデレーターより" in seen(message)


# Discord fails ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize("path", ["/users/@me/channels", "/channels/*/messages"])
async def test_discord_is_busy_and_it_comes_later_once(
    community: Community, voice: Voice, status: int, path: str
) -> None:
    community.fails("POST", path, status)
    letter = await put(community, community.asker)
    await community.run_due()
    assert (await now(community, letter)).delivery is Delivery.WAITING

    await community.later(minutes=2)

    assert len(mod.direct_messages(community.asker)) == 1
    assert (await now(community, letter)).delivery is Delivery.DIRECT


async def test_sent_and_then_the_process_died(community: Community, voice: Voice) -> None:
    letter = await put(community, community.asker)
    await community.run_due()
    async with community.app.database.write() as connection:
        await connection.exec_driver_sql("UPDATE inbox_letter SET delivery = 'waiting', read_at = NULL")
        await community.app.inbox.put(
            connection, guild_id=community.server.id, member_id=community.asker.id, topic=TOPIC, subject_id=1
        )
    await community.restart()
    community.app.inbox.renderers[TOPIC] = voice

    await community.later(hours=3)

    assert len(mod.direct_messages(community.asker)) == 1
    assert (await now(community, letter)).delivery is Delivery.DIRECT


async def test_mentioned_and_then_the_process_died(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    await put(community, community.asker)
    await community.run_due()
    async with community.app.database.write() as connection:
        await connection.exec_driver_sql("UPDATE inbox_letter SET delivery = 'waiting'")
        await community.app.inbox.put(
            connection, guild_id=community.server.id, member_id=community.asker.id, topic=TOPIC, subject_id=1
        )

    await community.later(hours=3)

    assert len(community.general.history()) == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_the_channel_for_mentions_is_closed_or_gone(community: Community, voice: Voice, status: int) -> None:
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    community.fails("POST", f"/channels/{community.general.id}/messages", status)
    letter = await put(community, community.asker)

    await community.run_due()

    assert (await now(community, letter)).delivery is Delivery.INBOX


# /inbox -----------------------------------------------------------------------------------------------------------


async def test_the_inbox_lists_letters_latest_first_with_marks_and_pages(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    for number in range(1, 8):
        await put(community, community.asker, number)
    await community.run_due()

    listed = await inbox_of(community, community.asker)
    assert answer(listed).ephemeral and "7 unread" in shown(listed)
    assert shown(listed).index("Private matter 7") < shown(listed).index("Private matter 3")
    assert "Private matter 2" not in shown(listed)
    second = await community.asker.click(answer(listed), label="Next")
    assert "Private matter 1" in shown(second)
    read = await community.asker.click(answer(second), custom_id=id_of(answer(second), "inbox:read", ending=":1"))
    assert "Only for you." in shown(read)
    back = await community.asker.click(answer(read), custom_id=id_of(answer(read), "inbox:list"))
    assert "6 unread" in shown(back)


async def test_in_japanese_and_empty(community: Community, voice: Voice) -> None:
    assert "あなたへのお知らせはありません" in shown(await inbox_of(community, community.asker_ja))
    mod.close_dms(community.asker_ja)
    await put(community, community.asker_ja)
    await community.run_due()

    listed = await inbox_of(community, community.asker_ja)

    assert "未読1件" in shown(listed) and "個別の件 1" in shown(listed)


async def test_nobody_reads_somebody_elses(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await mentions_in(community, community.general)
    letter = await put(community, community.asker)
    await community.run_due()
    mention = community.general.last_message
    assert mention is not None

    for other in (community.helper, community.moderator, community.admin):
        refused = await other.click(mention, custom_id=f"inbox:read:{letter.id}")
        assert "This message isn't yours" in shown(refused) and "Private matter" not in shown(refused)
    with pytest.raises(NotYourLetter):
        await community.app.inbox.read(guild_id=1, member_id=community.asker.id, letter_id=letter.id)
    assert (await now(community, letter)).read_at is None


async def test_two_presses_at_once(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    await put(community, community.asker)
    await community.run_due()
    listed = await inbox_of(community, community.asker)
    read = next(one for one in buttons(answer(listed)) if one.startswith("inbox:read"))

    results = await simulated.at_once(
        community.env,
        community.asker.click(answer(listed), custom_id=read),
        community.asker.click(answer(listed), custom_id=read),
    )

    assert all("Private matter" in shown(one) for one in results)


async def test_erasing_takes_letters_with_it(community: Community, voice: Voice) -> None:
    mod.close_dms(community.asker)
    letter = await put(community, community.asker)
    other = await put(community, community.helper)
    await community.run_due()

    await _erase(community, community.asker)

    assert await community.app.inbox.get(letter.id) is None
    assert await community.app.inbox.get(other.id) is not None
    assert not community.app.inbox.may_concern(guild_id=community.server.id, member_id=community.asker.id)


async def _erase(community: Community, who: simcord.MemberActor) -> None:
    await community.app.privacy.erasing.carry_out(
        guild_id=community.server.id, member_id=who.id, why=Why.RETENTION, logged=False
    )


async def test_a_letter_that_is_erased_before_it_is_sent(community: Community, voice: Voice) -> None:
    await put(community, community.asker)
    await _erase(community, community.asker)

    await community.run_due()

    assert not mod.direct_messages(community.asker)
    assert await _open_rows(community) == 0


async def _open_rows(community: Community) -> int:
    async with community.app.database.read() as connection:
        found = await connection.exec_driver_sql(
            f"SELECT count(*) FROM due_row WHERE kind = '{DELIVER}' AND state = 'open'"
        )
        return int(found.scalar_one())
