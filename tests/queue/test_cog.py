"""The queue as moderators use it on Discord."""

from collections.abc import Sequence
from typing import Any

import discord
import pytest
import simcord

from bot import due
from bot.actor import Actor
from bot.app import App
from bot.due import MAX_ATTEMPTS, TryLater
from bot.engine import AsyncConnection
from bot.moderation.model import Act, Case, Origin, Progress, Subject
from bot.moderation.model import State as CaseState
from bot.moderation.opening import Decision
from bot.moderation.store import cases
from bot.playbooks.model import PlaybookSettings
from bot.questions.model import QuestionSettings
from bot.queue.model import QueueSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from bot.ui import posting
from bot.ui.posting import custom_ids
from tests.support.cards import answer, buttons, id_of, shown, text_of
from tests.support.community import Community, private_text

REASON = "no message may be sent in channel 5: HTTP 403, code 50013"


async def waits(community: Community, title: str = "Does the **kettle** whistle? @everyone") -> None:
    """Have a question wait until the moderators' queue is told of it."""
    await simulated.post(community.asker, community.forum, title, "I can't hear it.")
    settings = await community.app.settings.get(community.server.id, QuestionSettings)
    await community.later(hours=settings.queue_after_hours, minutes=1)


async def waits_too_long(community: Community) -> None:
    """Have nobody see to a question that was put into the queue, for as long again."""
    await waits(community)
    settings = await community.app.settings.get(community.server.id, QuestionSettings)
    await community.later(hours=settings.queue_after_hours, minutes=1)


async def failed(app: App, guild_id: int, subject_id: int = 7) -> None:
    """Have something fail until it was given up."""

    async def never(row: due.Due) -> None:
        raise due.CannotBeDone(REASON)

    app.due._handlers["events:test"] = never
    await app.due.plan(guild_id=guild_id, kind="events:test", subject_id=subject_id, due_at=app.clock())
    for _ in range(MAX_ATTEMPTS):
        await app.due.sweep()


async def pressed(
    who: simcord.MemberActor, result: simcord.results.InteractionResult, action: str
) -> simcord.results.InteractionResult:
    return await who.click(answer(result), custom_id=id_of(answer(result), action))


async def opened(community: Community, who: simcord.MemberActor, **options: str) -> simcord.results.InteractionResult:
    return await who.slash(community.general, "queue", **options)


async def test_a_moderator_finds_takes_and_finishes_what_waits(community: Community) -> None:
    await waits_too_long(community)
    await failed(community.app, community.server.id)

    listed = await opened(community, community.moderator)

    said = shown(listed)
    assert answer(listed).ephemeral
    assert "2 things wait" in said and "1 overdue" in said
    assert "Does the" in said and "**kettle**" not in said and "@everyone" not in said
    assert "Events" in said and "HTTP 403" in said
    assert said.index("kettle") < said.index("HTTP 403")  # what has a deadline comes first

    one = await community.moderator.click(answer(listed), custom_id=_id(listed, "queue:open:question"))
    taken = await pressed(community.moderator, one, "queue:take")
    assert f"<@{community.moderator.id}>" in shown(taken)

    other = await opened(community, community.moderator, show="mine")
    assert "kettle" in shown(other) and "HTTP 403" not in shown(other)


async def test_done_ends_what_can_be_ended_and_try_again_does_it(community: Community) -> None:
    await failed(community.app, community.server.id)
    listed = await opened(community, community.moderator)
    one = await community.moderator.click(answer(listed), custom_id=_id(listed, "queue:open:delivery"))

    again = await pressed(community.moderator, one, "queue:try-again")
    assert "One thing waits" in shown(again)  # it failed again, and is still there

    one = await community.moderator.click(answer(again), custom_id=_id(again, "queue:open:delivery"))
    done = await pressed(community.moderator, one, "queue:done")
    assert "Nothing waits" in shown(done)
    assert await community.app.due.given_up(guild_id=community.server.id) == []


async def test_two_moderators_taking_the_same_one_of_them_is_told(community: Community) -> None:
    await waits(community)
    first = await opened(community, community.moderator)
    second = await opened(community, community.moderator2)
    one = await community.moderator.click(answer(first), custom_id=_id(first, "queue:open"))
    two = await community.moderator2.click(answer(second), custom_id=_id(second, "queue:open"))

    results = await simulated.at_once(
        community.env,
        pressed(community.moderator, one, "queue:take"),
        pressed(community.moderator2, two, "queue:take"),
    )

    assert sum("Another moderator has taken this" in simulated.said(result) for result in results) == 1
    by = Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)
    assert sum((await community.app.queue.summary(by=by)).taken.values()) == 1


async def test_somebody_takes_over_and_the_other_gives_back(community: Community) -> None:
    await waits(community)
    listed = await opened(community, community.moderator)
    one = await community.moderator.click(answer(listed), custom_id=_id(listed, "queue:open"))
    await pressed(community.moderator, one, "queue:take")

    seen = await opened(community, community.moderator2)
    two = await community.moderator2.click(answer(seen), custom_id=_id(seen, "queue:open"))
    assert "Take over" in shown(two)
    over = await pressed(community.moderator2, two, "queue:take")
    assert f"<@{community.moderator2.id}>" in shown(over)

    back = await pressed(community.moderator2, over, "queue:give-back")
    assert "taken by" not in shown(back)


async def test_members_see_nothing_and_forged_buttons_do_nothing(community: Community) -> None:
    await failed(community.app, community.server.id)
    with pytest.raises(simcord.SetupError):
        await opened(community, community.asker)
    listed = await opened(community, community.moderator)
    one = await community.moderator.click(answer(listed), custom_id=_id(listed, "queue:open"))

    await role_taken(community)
    refused = await pressed(community.moderator, one, "queue:done")

    assert "Only moderators can do this." in private_text(refused)
    assert len(await community.app.due.given_up(guild_id=community.server.id)) == 1


async def role_taken(community: Community) -> None:
    """Take the moderators' role from the moderator."""
    backend = community.env.backend
    member = backend.get_guild(community.server.id).members[community.moderator.id]
    member.role_ids.remove(community.roles["moderators"].id)


async def test_what_is_overdue_is_said_once_and_a_role_is_mentioned_only_if_named(community: Community) -> None:
    duty = community.server.create_role("Duty")
    await community.set(QueueSettings, remind_role_id=duty.id)
    await waits_too_long(community)
    await community.run_due()
    await community.run_due()

    said = [message for message in community.queue.history() if "waited too long" in _text(message)]
    assert len(said) == 1
    assert [role.id for role in said[0].role_mentions] == [duty.id]
    assert "@everyone" not in _text(said[0])

    opened_there = await community.moderator.click(said[0], custom_id=next(iter(custom_ids(said[0].components))))
    assert "One thing waits" in shown(opened_there)


async def test_a_reminder_waits_while_discord_is_down_and_is_not_said_twice(community: Community) -> None:
    await waits(community)
    entry = len(community.queue.history())
    community.fails("POST", f"/channels/{community.queue.id}/messages", 500, times=None)
    settings = await community.app.settings.get(community.server.id, QuestionSettings)
    await community.later(hours=settings.queue_after_hours, minutes=1)
    await community.run_due()
    assert len(community.queue.history()) == entry

    community.works_again()
    await community.later(minutes=10)
    await community.later(minutes=10)

    said = [message for message in community.queue.history() if "waited too long" in _text(message)]
    assert len(said) == 1


async def test_escalating_calls_those_who_lead_once(community: Community) -> None:
    lead = community.server.create_role("Lead")
    await community.set(PlaybookSettings, lead_role_ids=[lead.id])
    await failed(community.app, community.server.id)
    listed = await opened(community, community.moderator)
    one = await community.moderator.click(answer(listed), custom_id=_id(listed, "queue:open"))

    seen = await pressed(community.moderator, one, "queue:escalate")
    await community.run_due()
    await community.restart()
    await community.run_due()

    assert "escalated" in shown(seen)
    called = [message for message in community.queue.history() if message.role_mentions]
    assert [[role.id for role in message.role_mentions] for message in called] == [[lead.id]]


async def test_of_two_calls_of_the_same_second_neither_is_taken_for_the_other(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = community.server.create_role("Lead")
    await community.set(PlaybookSettings, lead_role_ids=[lead.id])
    by = Actor(id=community.moderator.id, guild_id=community.server.id, moderates=True)
    for subject_id in (1, 2):
        await failed(community.app, community.server.id, subject_id)
    for item in await community.app.queue.waiting(by=by):
        await community.app.queue.escalate(by=by, kind="delivery", subject_id=item.waiting.subject_id)

    async def arrives_once(*given: Any, **message: Any) -> discord.Message:
        if not called():
            await sending(*given, **message)
        raise TryLater("as if the answer of the first had been lost, and the second not taken")

    def called() -> list[discord.Message]:
        return [message for message in community.queue.history() if message.role_mentions]

    sending = posting.post
    monkeypatch.setattr(posting, "post", arrives_once)
    await community.run_due()
    assert len(called()) == 1
    monkeypatch.setattr(posting, "post", sending)
    await community.later(minutes=2)

    assert len(called()) == 2


async def test_a_shift_is_handed_over_in_the_servers_language(community: Community) -> None:
    await waits(community)
    japanese = community.moderator
    simulated.set_locale(community.env, japanese, "ja")
    listed = await opened(community, japanese)
    assert "対応待ち 1件" in shown(listed)
    one = await japanese.click(answer(listed), custom_id=_id(listed, "queue:open"))
    await pressed(japanese, one, "queue:take")

    summary = await opened(community, japanese, show="summary")
    assert "まず確認していただきたいもの" in shown(summary) and "対応中 1件" in shown(summary)
    posted = await pressed(japanese, summary, "queue:post-summary")

    assert "投稿しました" in simulated.said(posted)
    last = community.queue.history()[-1]
    assert "First of all" in _text(last) and f"Handed over by <@{japanese.id}>" in _text(last)
    sent = [one.json for one in community.env.http_requests if one.path == f"/channels/{community.queue.id}/messages"]
    assert sent[-1] is not None and sent[-1]["allowed_mentions"] == {"parse": []}


async def test_without_a_channel_the_summary_says_so_and_nothing_is_planned(community: Community) -> None:
    await community.app.settings.change(
        community.server.id, ServerSettings, {"queue_channel_id": None}, by=community.admin.id
    )
    await waits(community)
    summary = await opened(community, community.moderator, show="summary")

    refused = await pressed(community.moderator, summary, "queue:post-summary")

    assert "No channel is set for the queue" in private_text(refused)
    assert not any(
        row.kind.startswith("queue:") for row in await community.app.due.given_up(guild_id=community.server.id)
    )


async def test_forty_things_fill_pages_that_survive_a_restart(community: Community) -> None:
    for subject_id in range(1, 41):
        await failed(community.app, community.server.id, subject_id)
    listed = await opened(community, community.moderator)
    assert "40 things wait" in shown(listed) and "Page 1 of 5" in shown(listed)

    await community.restart()
    following = await community.moderator.click(answer(listed), custom_id="queue:page:2:all")

    assert "Page 2 of 5" in shown(following)


def _id(result: simcord.results.InteractionResult, action: str) -> str:
    return next(custom_id for custom_id in buttons(answer(result)) if custom_id.startswith(action))


def _text(message: discord.Message) -> str:
    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[Any] = [component.to_dict() for component in message.components]

    return text_of(Raw)


async def test_what_went_wrong_behind_hundreds_of_untold_members_is_not_hidden(community: Community) -> None:
    """After a raid hundreds were kicked who couldn't be told of it; a ban that Discord refused matters more."""
    async with community.app.database.write() as connection:
        for number in range(300):
            await wrong(community, connection, 10_000 + number, told=Progress.FAILED, state=CaseState.PARTLY)
        refused = await wrong(community, connection, 9_999, acted=Progress.FAILED, state=CaseState.FAILED)

    said = shown(await opened(community, community.moderator))

    assert "301 things wait" in said and said.index(f"#{refused.number} ") < said.index("#1 "), said


async def wrong(community: Community, connection: AsyncConnection, member_id: int, **went: Any) -> Case:
    """Have a kick go wrong."""
    decision = Decision(
        guild_id=community.server.id,
        act=Act.KICK,
        origin=Origin.COMMAND,
        subject=Subject(member_id=member_id),
        moderator_id=community.moderator.id,
    )
    case = await community.app.moderation.opening.open_in(connection, decision)
    return await cases.note(connection, case=case, at=community.env.now(), **went)
