"""Purges: looked at first, exactly those deleted, each kept before, and gone on with whatever happens in between."""

from datetime import timedelta

import discord
import pytest

from bot.actor import Actor
from bot.app import App
from bot.config import Config
from bot.filters.normalising import fold_everything
from bot.moderation import channel_errors, errors
from bot.moderation.model import Act, Attachment, Case, Origin, Progress, Purge, Snapshot, State, Subject
from bot.moderation.opening import Decision
from bot.moderation.purging import Found, Looking, Seen, Wanted
from bot.moderation.store import cases
from bot.sandbox import simulated
from cogs.moderation import purging as acting
from tests.support.cards import answer, shown
from tests.support.clock import MovableClock
from tests.support.community import Community, open_community

reads = pytest.mark.needs("content", "moderation")

GUILD, OTHER_GUILD, CHANNEL, OWN = 1, 2, 77, 5
MODERATOR = Actor(id=8, guild_id=GUILD, moderates=True)
OTHER_MODERATOR = Actor(id=9, guild_id=GUILD, moderates=True)
MEMBER = Actor(id=101, guild_id=GUILD)


def message(
    clock: MovableClock,
    number: int,
    text: str = "hello",
    *,
    author_id: int = 101,
    days: float = 0,
    files: int = 0,
    **what: bool,
) -> Seen:
    snapshot = Snapshot(
        author_id=author_id,
        channel_id=CHANNEL,
        message_id=number,
        written_at=clock() - timedelta(days=days, seconds=1),
        text=text,
        attachments=tuple(Attachment(name=f"{n}.png", size=1, content_type=None) for n in range(files)),
    )
    return Seen(snapshot=snapshot, **what)


def look(wanted: Wanted, *messages: Seen) -> Found:
    looking = Looking(
        wanted, own_id=OWN, fold=lambda text: fold_everything(text).text, has_link=lambda text: "://" in text
    )
    for one in messages:
        if not looking.take(one):
            break
    return looking.found


def ids(found: Found) -> list[int]:
    return [one.snapshot.message_id for one in found.matching]


# What matches -----------------------------------------------------------------------------------------------------


def test_everything_that_is_said_must_be_true(clock: MovableClock) -> None:
    there = [
        message(clock, 9, "ＢＵＹ バッジ now"),
        message(clock, 8, "buy ﾊﾞｯｼﾞ https://x.example", author_id=102),
        message(clock, 7, "look", files=1),
        message(clock, 6, "b\u200bu\u200by ばっじ", days=2),
    ]
    assert ids(look(Wanted(text="buy バッジ"), *there)) == [9, 8, 6]
    assert ids(look(Wanted(text="buy バッジ", member_id=101), *there)) == [9, 6]
    assert ids(look(Wanted(links=True), *there)) == [8]
    assert ids(look(Wanted(attachments=True), *there)) == [7]
    assert ids(look(Wanted(since=clock() - timedelta(days=1)), *there)) == [9, 8, 7]
    assert ids(look(Wanted(count=2), *there)) == [9, 8]


def test_what_is_pinned_the_bots_or_begins_a_post_stays(clock: MovableClock) -> None:
    there = [
        message(clock, 9, pinned=True),
        message(clock, 8, author_id=OWN, own=True),
        message(clock, 7, starts_thread=True),
        message(clock, 6, fixed=True),
        message(clock, 5),
    ]
    found = look(Wanted(count=10), *there)
    assert ids(found) == [5] and (found.pinned, found.own, found.starters) == (1, 1, 1)
    assert ids(look(Wanted(count=10, pinned=True), *there)) == [9, 5]
    assert ids(look(Wanted(member_id=OWN), *there)) == [8]


def test_naming_nothing_would_be_everything() -> None:
    assert Wanted().is_everything and Wanted(pinned=True).is_everything
    assert not Wanted(count=1).is_everything and not Wanted(text="x").is_everything


# Exactly those ----------------------------------------------------------------------------------------------------


async def staged(app: App, clock: MovableClock, count: int = 3, *, old: int = 0) -> Purge:
    young = [message(clock, 1_000 - n) for n in range(count)]
    aged = [message(clock, 500 - n, days=15) for n in range(old)]
    found = Found(matching=[*young, *aged])
    return await app.moderation.purges.stage(found, by=MODERATOR, channel_id=CHANNEL, reason="spam")


async def test_old_ones_are_told_apart_and_go_only_if_chosen(app: App, clock: MovableClock) -> None:
    purge = await staged(app, clock, 3, old=2)
    assert (purge.young, purge.old) == ((1_000, 999, 998), (500, 499))

    _, begun = await app.moderation.purges.begin(by=MODERATOR, purge_id=purge.id, with_old=False, request_id=1)

    assert (begun.young, begun.old) == ((1_000, 999, 998), ())


async def test_only_whoever_looked_confirms_once_and_soon(app: App, clock: MovableClock) -> None:
    purge = await staged(app, clock)
    begin = app.moderation.purges.begin
    with pytest.raises(errors.ModeratorsOnly):
        await begin(by=MEMBER, purge_id=purge.id, with_old=False, request_id=1)
    for stranger in (OTHER_MODERATOR, Actor(id=8, guild_id=OTHER_GUILD, moderates=True)):
        with pytest.raises(channel_errors.PurgeGone):
            await begin(by=stranger, purge_id=purge.id, with_old=False, request_id=1)
    case, _ = await begin(by=MODERATOR, purge_id=purge.id, with_old=False, request_id=1)
    with pytest.raises(channel_errors.PurgeGone):
        await begin(by=MODERATOR, purge_id=purge.id, with_old=True, request_id=2)
    assert (case.act, case.state, case.number) == (Act.PURGE, State.WAITING, 1)

    late = await staged(app, clock)
    clock.advance(minutes=16)
    with pytest.raises(channel_errors.PurgeGone):
        await begin(by=MODERATOR, purge_id=late.id, with_old=False, request_id=3)


async def test_finding_nothing_says_so(app: App) -> None:
    with pytest.raises(channel_errors.NothingFound):
        await app.moderation.purges.stage(Found(looked_at=7), by=MODERATOR, channel_id=CHANNEL, reason="")


@pytest.mark.parametrize("killed", ["before deleting", "after deleting"])
async def test_killed_in_the_middle_it_knows_what_it_has_deleted(app: App, clock: MovableClock, killed: str) -> None:
    purges = app.moderation.purges
    purge = await staged(app, clock)
    case, begun = await purges.begin(by=MODERATOR, purge_id=purge.id, with_old=False, request_id=1)
    there = [message(clock, number).snapshot for number in (1_000, 999)]  # somebody else has deleted 998
    await purges.keep(begun, there)

    # the next process reads the row, and what is still there on Discord
    again = await purges.get(guild_id=GUILD, purge_id=purge.id)
    assert again is not None and again.young == purge.young
    left = there if killed == "before deleting" else []
    await purges.keep(again, left)
    ended = await purges.took(again, again.young, deleted=len(left))
    case = await purges.finish(ended)

    assert (case.state, case.details) == (State.DONE, {"messages": 2, "gone": 1, "failed": 0})
    assert [one.message_id for one in await purges.evidence(guild_id=GUILD, case_id=case.id)] == [999, 1_000]
    assert await purges.get(guild_id=GUILD, purge_id=purge.id) is None


async def test_evidence_of_a_purge_is_no_other_servers_and_no_other_cases(app: App, clock: MovableClock) -> None:
    purges = app.moderation.purges
    purge = await staged(app, clock)
    case, begun = await purges.begin(by=MODERATOR, purge_id=purge.id, with_old=False, request_id=1)
    await purges.keep(begun, [message(clock, 1_000, "secret").snapshot])

    assert await purges.evidence(guild_id=OTHER_GUILD, case_id=case.id) == []
    assert len(await purges.evidence(guild_id=GUILD, case_id=case.id)) == 1


# On Discord -------------------------------------------------------------------------------------------------------


async def case_of(community: Community, number: int) -> Case:
    async with community.app.database.read() as connection:
        found = await cases.numbered(connection, guild_id=community.server.id, number=number)
    assert found is not None
    return found


def words(community: Community) -> list[str]:
    return [message.content for message in community.general.history() if message.content]


@reads
async def test_a_moderator_sees_what_matches_and_deletes_exactly_that(community: Community) -> None:
    for number in range(3):
        await community.bystander.send(community.general, f"buy **this** {number}", attachments=[("a.png", b"x")])
    await community.helper.send(community.general, "no thanks")

    looked = await community.moderator.slash(
        community.general, "mod purge", member=community.bystander, containing="ＢＵＹ", reason="spam"
    )
    assert "Nothing is deleted yet" in shown(looked) and "**3 messages** match" in shown(looked)
    assert f"<@{community.bystander.id}> (3)" in shown(looked) and "buy this 2" in shown(looked)
    await community.bystander.send(community.general, "buy one more")

    done = await community.moderator.click(answer(looked), label="Delete 3 messages")

    assert words(community) == ["no thanks", "buy one more"]
    case = await case_of(community, 1)
    assert (case.act, case.state, case.acted, case.reason) == (Act.PURGE, State.DONE, Progress.DONE, "spam")
    assert case.details == {"messages": 3, "gone": 0, "failed": 0} and case.channel_id == community.general.id
    file = done.followups[-1].attachments[0]
    assert file.filename == "purge-1.txt" and done.followups[-1].ephemeral
    kept = await community.app.moderation.purges.evidence(guild_id=case.guild_id, case_id=case.id)
    assert [one.text for one in kept] == [f"buy **this** {number}" for number in range(3)]
    assert kept[0].attachments[0].name == "a.png"


async def test_in_japanese_and_by_time(community: Community) -> None:
    community.roles["admins"]._role.permissions |= discord.Permissions(moderate_members=True).value
    await community.bystander.send(community.general, "before")
    await community.env.pass_time(timedelta(hours=3))
    await community.bystander.send(community.general, "スパム")

    looked = await community.admin_ja.slash(community.general, "mod purge", since="2時間前")
    assert "まだ何も削除していません" in shown(looked) and "**1件**が該当" in shown(looked)
    done = await community.admin_ja.click(answer(looked), label="1件を削除")

    assert words(community) == ["before"]
    assert done.acknowledged


async def another_servers_case(community: Community) -> None:
    """Let the ids of cases differ from their numbers."""
    subject = Subject(member_id=None, channel_id=CHANNEL)
    decision = Decision(guild_id=OTHER_GUILD, act=Act.PURGE, origin=Origin.NATIVE, subject=subject, done_already=True)
    await community.app.moderation.opening.open(decision)


async def test_what_is_old_goes_slowly_and_only_if_wanted(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "ONE_BY_ONE", 2)
    for number in range(3):
        await community.bystander.send(community.general, f"old {number}")
    await community.env.pass_time(timedelta(days=15))
    for number in range(2):
        await community.bystander.send(community.general, f"new {number}")

    looked = await community.moderator.slash(community.general, "mod purge", count=100)
    assert "3 are older than 14 days" in shown(looked)
    await another_servers_case(community)
    going = await community.moderator.click(answer(looked), label="Delete all 5, the old ones slowly")
    assert going.response is not None
    asked = await community.moderator.click(going.response, label="What was deleted")
    assert [one.filename for one in answer(asked).attachments] == ["purge-1.txt"]

    assert words(community) == ["old 0", "old 1", "old 2"]
    assert (await case_of(community, 1)).state is State.WAITING
    await community.later(minutes=2)
    assert words(community) == ["old 0"]
    await community.later(minutes=1)
    assert words(community) == []
    await community.later(minutes=1)
    assert (await case_of(community, 1)).details == {"messages": 5, "gone": 0, "failed": 0}


@pytest.mark.parametrize("messages", [1, 2])
async def test_discord_being_busy_is_told_and_gone_on_with(community: Community, messages: int) -> None:
    for number in range(messages):
        await community.bystander.send(community.general, f"spam {number}")
    looked = await community.moderator.slash(community.general, "mod purge", member=community.bystander)
    community.fails("*", f"/channels/{community.general.id}/messages/*", 500, times=1)

    label = "Delete this message" if messages == 1 else "Delete 2 messages"
    await community.moderator.click(answer(looked), label=label)
    assert len(words(community)) == messages
    assert (await case_of(community, 1)).state is State.WAITING

    await community.restart()
    await community.later(minutes=2)

    assert words(community) == []
    assert (await case_of(community, 1)).details == {"messages": messages, "gone": 0, "failed": 0}


async def test_without_the_permission_nothing_is_deleted_and_the_case_says_so(community: Community) -> None:
    for number in range(2):
        await community.bystander.send(community.general, f"spam {number}")
    looked = await community.moderator.slash(community.general, "mod purge", member=community.bystander)
    await simulated.take_from_bot(community.server, "manage_messages")

    await community.moderator.click(answer(looked), label="Delete 2 messages")

    case = await case_of(community, 1)
    assert (case.state, case.failure) == (State.FAILED, "HTTP 403, code 50013")
    assert case.details == {"messages": 0, "gone": 0, "failed": 2} and len(words(community)) == 2
    refused = await community.moderator.slash(community.general, "mod purge", member=community.bystander)
    assert "“Manage Messages”" in shown(refused)


async def test_what_was_gone_before_is_no_deletion_of_ours(community: Community) -> None:
    first = await community.bystander.send(community.general, "spam 0")
    for number in (1, 2):
        await community.bystander.send(community.general, f"spam {number}")
    looked = await community.moderator.slash(community.general, "mod purge", member=community.bystander)
    await community.bystander.delete(first)

    await community.moderator.click(answer(looked), label="Delete 3 messages")

    assert (await case_of(community, 1)).details == {"messages": 2, "gone": 1, "failed": 0}


async def test_two_clicks_at_once_are_one_purge(community: Community) -> None:
    for number in range(2):
        await community.bystander.send(community.general, f"spam {number}")
    looked = await community.moderator.slash(community.general, "mod purge", member=community.bystander)
    press = answer(looked)
    await simulated.at_once(
        community.env,
        community.moderator.click(press, label="Delete 2 messages"),
        community.moderator.click(press, label="Delete 2 messages"),
    )
    assert (await case_of(community, 1)).details["messages"] == 2
    async with community.app.database.read() as connection:
        assert await cases.numbered(connection, guild_id=community.server.id, number=2) is None


async def test_the_first_message_of_a_post_stays(community: Community) -> None:
    post = await simulated.post(community.asker, community.forum, "title", "the question")
    await community.helper.send(post, "rubbish")
    looked = await community.moderator.slash(post, "mod purge", count=10)
    assert "without it the post would be empty" in shown(looked) and "One message" in shown(looked)
    await community.moderator.click(answer(looked), label="Delete this message")
    assert "the question" in [message.content for message in post.history()]


async def test_naming_nothing_is_refused(community: Community) -> None:
    assert "which messages" in shown(await community.moderator.slash(community.general, "mod purge"))


@reads
async def test_words_nobody_wrote_are_not_found(community: Community) -> None:
    nothing = await community.moderator.slash(community.general, "mod purge", containing="nowhere")
    assert "none of them matches" in shown(nothing) or "no message" in shown(nothing)


async def test_without_texts_purging_goes_by_number_person_and_time_alone(config: Config) -> None:
    async with open_community(config.model_copy(update={"message_content": False})) as community:
        await community.bystander.send(community.general, "spam")

        refused = await community.moderator.slash(community.general, "mod purge", containing="spam")
        assert "has to switch the message content intent on" in shown(refused)
        looked = await community.moderator.slash(community.general, "mod purge", count=10)
        await community.moderator.click(answer(looked), label="Delete this message")

        assert words(community) == []
        case = await case_of(community, 1)
        (kept,) = await community.app.moderation.purges.evidence(guild_id=case.guild_id, case_id=case.id)
        assert not kept.text
