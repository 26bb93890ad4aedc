"""The funnel as an admin reads it, in both languages."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.i18n import Language, say
from bot.onboarding.tables import onboarding_arrival
from bot.sandbox import simulated
from bot.ui.drawing.studio import Undrawable
from cogs.onboarding.funnel import bar
from cogs.onboarding.funnel_picture import BAR_LEFT, BAR_RIGHT, GREEN, MARGIN, ROW, WIDTH, Row, draw
from tests.onboarding.invite_acting import alone, invite_of
from tests.onboarding.inviting import House
from tests.perks.acting import pressed
from tests.support.cards import answer, shown, walk
from tests.support.community import Community

needs_members = pytest.mark.needs("members", "onboarding")


@pytest.fixture
async def empty(community: Community) -> Community:
    """Nobody has joined lately: those who are there from the beginning have been for a year."""
    await community.run_due()
    long_ago = community.env.now() - timedelta(days=365)
    async with community.app.database.write() as connection:
        await connection.execute(onboarding_arrival.update().values(joined_at=long_ago))
    return community


def test_bars() -> None:
    assert bar(0) == "░" * 10
    assert bar(0.001) == "█" + "░" * 9, "somebody isn't nobody"
    assert bar(0.5) == "█" * 5 + "░" * 5
    assert bar(1) == "█" * 10


@needs_members
async def test_what_newcomers_do_shows(empty: Community) -> None:
    community = empty
    code = await invite_of(community, community.asker)
    friend = await alone(community, "friend", by=code)
    await alone(community, "silent")
    message = await friend.send(community.general, "hello, I am new")
    await community.app.activity.flush()
    await community.helper.send(community.general, "welcome!", reply_to=message)
    await community.app.activity.flush()
    await community.env.settle()

    said = shown(await community.admin.slash(community.general, "onboarding funnel"))

    assert "Joined: 2" in said and "last 30 days" in said
    assert "First message: **1** · 50%" in said
    assert "Got a reply: **1**" in said
    assert "Came back in the first week: too early to say" in said
    assert "Only those are counted who joined at least 7 days ago" in said
    assert "**Members' invites**: 1 joined · 1 wrote (100%) · 1 got a reply" in said
    assert "**Unknown**: 1 joined" in said and "I don't guess" in said


async def test_in_japanese(empty: Community) -> None:
    community = empty
    friend = await alone(community, "friend")
    await friend.send(community.general, "はじめまして")
    await community.app.activity.flush()
    said = shown(await community.admin_ja.slash(community.general, "onboarding funnel", period="7"))
    assert "参加：1人" in said and "この7日" in said
    assert "はじめての投稿：**1人**・100%" in said and "まだ判断できません" in said


@needs_members
async def test_one_origin_alone(empty: Community) -> None:
    community = empty
    await invite_of(community, community.asker)
    await alone(community, "stranger")
    choices = await community.admin.autocomplete(community.general, "onboarding funnel", "source", "")
    assert [choice["name"] for choice in choices] == ["Members' invites", "Unknown"]
    said = shown(
        await community.admin.slash(community.general, "onboarding funnel", source=choices[1]["value"], period="90")
    )
    assert "only: Unknown" in said and "Joined: 1" in said and "Where they came from" not in said
    said = shown(await community.admin.slash(community.general, "onboarding funnel", source="no such thing"))
    assert "Nobody joined" in said


async def test_the_file(community: Community) -> None:
    await alone(community, "friend")
    result = await community.admin.slash(community.general, "onboarding funnel")
    filed = answer(await pressed(community.admin, result, "onboarding:funnel-file"))
    [attachment] = filed.attachments
    assert attachment.filename == "newcomers.csv" and filed.ephemeral


@pytest.mark.parametrize("language", list(Language))
async def test_the_picture_says_what_it_shows(empty: Community, language: Language) -> None:
    community = empty
    who = community.admin_ja if language is Language.JA else community.admin
    await alone(community, "friend")
    message = answer(await who.slash(community.general, "onboarding funnel"))
    [gallery] = [part for part in walk(message.components) if part.get("items")]
    description = gallery["items"][0]["description"]
    assert ("1人の段階別の棒グラフ" if language is Language.JA else "Bar chart of 1 newcomer by stage") in description
    [picture] = message.attachments
    assert picture.filename == "newcomers.png"


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_shows_shares(language: Language) -> None:
    none, half, full = (Row(say(language, "onboarding-funnel-post"), share, "1") for share in (None, 0.5, 1.0))
    image = Image.open(BytesIO(draw([none, half, full]).png)).convert("RGB")
    assert image.width == WIDTH
    middle, right = (BAR_LEFT + BAR_RIGHT) // 2 - 40, BAR_RIGHT - 40
    rows = [MARGIN + ROW * index + ROW // 2 for index in range(3)]
    filled = [[image.getpixel((x, y)) == GREEN for x in (middle, right)] for y in rows]
    assert filled == [[False, False], [True, False], [True, True]]


async def test_without_a_font_for_it_words_do(empty: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_font(_: object) -> None:
        raise Undrawable

    community = empty
    await alone(community, "friend")
    monkeypatch.setattr("cogs.onboarding.funnel_picture.draw", no_font)
    await alone(community, "another")
    result = await community.admin.slash(community.general, "onboarding funnel", period="90")
    assert "Joined: 2" in shown(result) and not answer(result).attachments


async def test_nobody_joined(empty: Community) -> None:
    community = empty
    assert "Nobody joined" in shown(await community.admin.slash(community.general, "onboarding funnel"))


@pytest.mark.parametrize("language", ["en-US", "ja"])
async def test_the_fullest_fits_a_message(community: Community, language: str) -> None:
    simulated.set_locale(community.env, community.admin, language)
    house = House(app=community.app, clock=community.env.now)  # type: ignore[arg-type]
    for number in range(9):
        source = await house.app.onboarding.inviting.note_source(
            guild_id=community.server.id,
            channel_id=1,
            code=f"c{number}",
            label=f"{number}" + "*_" * 39,
            role_id=None,
            by_id=1,
        )
        arrival = await house.join(guild_id=community.server.id, rejoined=number == 8)
        await house.change(arrival, invite_id=source.id, traced_at=community.env.now())
        if number == 0:
            await house.change(arrival, invite_id=None)
    await community.later(days=40)
    result = answer(await community.admin.slash(community.general, "onboarding funnel", period="all"))
    length = sum(len(part.get("content", "")) for part in walk(result.components))
    assert 1000 < length <= 4000


async def test_it_is_for_admins(community: Community) -> None:
    assert "onboarding" not in community.asker.available_commands(community.general)
