"""The page as a browser asks for it: what each person sees, and what they can do there."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.i18n import Language, exists, say
from bot.sandbox import simulated
from bot.sandbox.acts import Acts, text_of
from bot.sandbox.arrival_acts import ArrivalActs
from bot.sandbox.house import House
from bot.sandbox.page import SUGGESTIONS, TEXTS, Page
from bot.sandbox.people import BY_KEY, PEOPLE, Comes
from bot.sandbox.server import HEADER, STATIC, Server
from tests.sandbox import moved_in

State = dict[str, Any]
Act = Callable[..., Awaitable[State]]


@pytest_asyncio.fixture
async def page(house: House) -> Page:
    await moved_in(house)
    return Page(house, person="sakura")


@pytest_asyncio.fixture
async def url(page: Page) -> AsyncIterator[str]:
    server = Server(page)
    await server.start(0)
    yield server.url
    await server.close()


@pytest_asyncio.fixture
async def browser(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url, headers={HEADER: "page"}) as session:
        yield session


@pytest.fixture
def act(browser: aiohttp.ClientSession) -> Act:
    async def act(action: str, language: str = "en", **wanted: Any) -> State:
        async with browser.post(f"/sandbox/{action}?language={language}", json=wanted) as response:
            state: State = await response.json()
            assert response.status == 200, state
            return state

    return act


async def state_of(browser: aiohttp.ClientSession, language: str = "en") -> State:
    async with browser.get(f"/sandbox/state?language={language}") as response:
        state: State = await response.json()
        return state


def rooms_in(state: State) -> set[str]:
    return {room["name"] for category in state["rooms"] for room in category["channels"]}


async def test_the_page_speaks_both_languages(browser: aiohttp.ClientSession) -> None:
    english, japanese = await state_of(browser), await state_of(browser, "ja")

    assert set(english["texts"]) == set(japanese["texts"]) == {name.removeprefix("sandbox-") for name in TEXTS}
    assert english["texts"]["title"] != japanese["texts"]["title"]
    to_be = [person.name for person in PEOPLE if person.comes is not Comes.STORY]  # who came by now, and who may come
    assert [person["name"] for person in english["people"]] == to_be


async def test_only_staff_see_the_staffs_rooms(act: Act) -> None:
    member, moderator = await act("be", person="sakura"), await act("be", person="priya")

    assert rooms_in(moderator) - rooms_in(member) == {"作業台-workbench", "当番-queue", "記録-cases", "お迎え-greeters"}


async def test_who_may_not_see_a_room_cannot_stand_in_it(browser: aiohttp.ClientSession, page: Page) -> None:
    queue = page.house.world.rooms["queue"]
    async with browser.post("/sandbox/go", json={"channel": str(queue.id)}) as response:
        assert response.status == 409
        assert "refused" in await response.json()

    assert page.place.id == page.house.world.forum.id


async def test_becoming_somebody_who_cannot_see_the_place_leads_to_the_forum(act: Act, page: Page) -> None:
    await act("be", person="mio")
    await act("go", channel=str(page.house.world.rooms["queue"].id))

    state = await act("be", person="onodera")

    assert state["me"] == "onodera"
    assert state["place"]["forum"]


async def test_a_post_by_hand_becomes_a_question_and_is_looked_at(act: Act, page: Page) -> None:
    state = await act("post", title="ミルの音", body="カタカタ鳴ります", tags=["ミル・Grinders"])

    assert state["place"]["post"]
    assert state["place"]["name"] == "ミルの音"
    assert {tag["name"] for tag in state["place"]["tags"]} > {"ミル・Grinders"}
    assert state["place"]["frame"].startswith("/discord/")
    assert [post["author"] for post in state["posts"]] == [BY_KEY["sakura"].name]


async def test_the_list_names_who_asked_but_not_who_asked_anonymously(act: Act, page: Page) -> None:
    acts = Acts(page.house)
    await acts.ask("claire", "Which water for the Oki?", "Soft or hard?")
    await acts.ask("emeka", "May I dislike light roasts?", "All of them.", anonymous=True)

    state = await act("go", channel=str(page.house.world.forum.id))

    authors = {post["title"]: post["author"] for post in state["posts"]}
    assert authors == {"Which water for the Oki?": "Claire Dubois", "May I dislike light roasts?": "Engawa"}


async def test_time_is_moved_and_the_bot_does_what_is_due(act: Act, page: Page) -> None:
    post = await simulated.post(page.house.world.members["claire"], page.house.world.forum, "Silence", "Anybody?")
    before = (await act("go", channel=str(post.id)))["now"]

    after = (await act("wait", hours=24))["now"]

    assert datetime.fromisoformat(after) - datetime.fromisoformat(before) == timedelta(days=1)
    assert "Silence" in "\n".join(message.content for message in page.house.world.rooms["queue"].history())


async def test_a_messages_menu_holds_the_bots_entries_in_the_persons_language(act: Act, page: Page) -> None:
    room = page.house.world.rooms["veranda-ja"]
    english = await act("be", person="priya")
    english = await act("go", channel=str(room.id))
    japanese = await act("be", person="saeki")

    name = "questions-convert-command.name"
    assert say(Language.EN, name) in {entry["label"] for entry in english["menus"]}
    assert say(Language.JA, name) in {entry["label"] for entry in japanese["menus"]}


async def test_commands_are_described_in_the_persons_language(act: Act, page: Page) -> None:
    room = page.house.world.rooms["veranda-ja"]

    def described(person: str) -> str:
        commands = page.house.env.backend.visible_commands(
            user_id=page.house.world.members[person].id, channel_id=room.id
        )
        return next(str(command["description"]) for command in commands if command["name"] == "ask")

    assert described("sakura") == say(Language.JA, "questions-ask-command")
    assert described("claire") == say(Language.EN, "questions-ask-command")


async def test_choosing_from_a_messages_menu_calls_the_bot(act: Act, page: Page) -> None:
    room = page.house.world.rooms["veranda-en"]
    said = await page.house.world.members["amelia"].send(room, "Does the Nagi survive a spilled kettle?")
    await act("be", person="priya")
    await act("go", channel=str(room.id))

    state = await act("menu", message=str(said.id), command=say(Language.EN, "questions-convert-command.name"))

    assert state["answered"]
    seen = room.history(viewer=page.house.world.members["priya"])
    assert any(message.flags.ephemeral for message in seen)


async def test_choosing_from_the_menu_of_who_wrote_a_message_calls_the_bot(act: Act, page: Page) -> None:
    room = page.house.world.rooms["veranda-en"]
    said = await page.house.world.members["amelia"].send(room, "Hello")
    await act("be", person="priya")
    await act("go", channel=str(room.id))

    state = await act("menu", message=str(said.id), command=say(Language.EN, "moderation-menu-history"), on="author")

    assert state["answered"]
    seen = room.history(viewer=page.house.world.members["priya"])
    assert any(str(page.house.world.users["amelia"].id) in text_of(message) for message in seen)


async def test_a_reaction_goes_on_and_off(act: Act, page: Page) -> None:
    room = page.house.world.rooms["hello"]
    said = await page.house.world.members["amelia"].send(room, "Hello")
    await act("go", channel=str(room.id))

    await act("react", message=str(said.id), emoji="☕")
    on = [str(reaction.emoji) for reaction in room.history()[-1].reactions]
    await act("react", message=str(said.id), emoji="☕")

    assert on == ["☕"]
    assert not room.history()[-1].reactions


async def test_the_window_on_discord_is_framed_by_us_alone(
    act: Act, page: Page, browser: aiohttp.ClientSession
) -> None:
    state = await act("go", channel=str(page.house.world.rooms["hello"].id))
    async with browser.get(state["place"]["frame"].partition("#")[0]) as response:
        html = await response.text()
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"

    assert "/sandbox/discord.js" in html
    assert "/sandbox/discord.css" in html
    async with browser.get("/app.js") as script:
        assert script.status == 200
    capability = state["place"]["frame"].partition("#")[2]
    headers = {"X-Simcord-Capability": capability}
    async with browser.post("/api/pages", json={}, headers=headers) as response:
        shown = await response.json()
    assert page.actor is not None
    assert shown["viewerId"] == str(page.actor.id)


async def test_pictures_are_drawn_for_everybody(browser: aiohttp.ClientSession) -> None:
    for name in (*BY_KEY, "engawa"):
        async with browser.get(f"/sandbox/picture/{name}.png") as response:
            assert response.status == 200, name
            assert (await response.read()).startswith(b"\x89PNG")


async def test_the_window_may_ask_while_another_one_is_opened(
    act: Act, page: Page, browser: aiohttp.ClientSession
) -> None:
    going = asyncio.ensure_future(act("go", channel=str(page.house.world.rooms["hello"].id)))
    answers = set()
    while not going.done():
        async with browser.get("/api/state") as response:
            answers.add(response.status)
    await going

    assert answers
    assert max(answers) < 500


async def test_another_site_in_the_same_browser_can_do_nothing(page: Page, url: str) -> None:
    async with aiohttp.ClientSession(url) as stranger:
        async with stranger.post("/sandbox/be", json={"person": "mio"}) as response:
            assert response.status == 403
        async with stranger.get("/sandbox/state", headers={"Host": "evil.example"}) as response:
            assert response.status == 403

    assert page.person.key == "sakura"


async def test_nothing_outside_of_the_pages_own_files_is_served(browser: aiohttp.ClientSession) -> None:
    for path in ("/sandbox/..%2Fserver.py", "/sandbox/server.py", "/sandbox/none.css", "/sandbox/picture/nobody.png"):
        async with browser.get(path) as response:
            assert response.status in (404, 410), path


async def test_what_cannot_be_read_changes_nothing(browser: aiohttp.ClientSession, page: Page) -> None:
    for action, wanted in (("be", {"person": "nobody"}), ("go", {"channel": "x"}), ("wait", {}), ("fly", {})):
        async with browser.post(f"/sandbox/{action}", json=wanted) as response:
            assert response.status in (400, 404), action

    assert page.person.key == "sakura"


def test_every_text_the_page_uses_is_sent_to_it() -> None:
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("sandbox.js", "discord.js"))
    used = set(re.findall(r'data-text="([\w-]+)"', html))
    used |= set(re.findall(r"texts\(?\)?\.([a-z]+)", scripts)) | set(re.findall(r'texts\(?\)?\[?"([\w-]+)"\]', scripts))

    assert {f"sandbox-{name}" for name in used} <= set(TEXTS)


def test_every_suggestion_has_its_words_and_leads_somewhere() -> None:
    for suggestion in SUGGESTIONS:
        assert exists(f"sandbox-try-{suggestion.key}")
        assert exists(f"sandbox-try-{suggestion.key}.how")
        assert suggestion.person in BY_KEY


async def test_what_a_visitor_does_counts_at_once(act: Act, page: Page) -> None:
    world, boards = page.house.world, page.house.app.points.boards
    said = await world.members["claire"].send(world.rooms["veranda-en"], "A cup for everybody")
    await act("go", channel=str(world.rooms["veranda-en"].id))

    await act("react", message=str(said.id), emoji="☕")

    standing = await boards.standing(guild_id=world.guild.id, member_id=world.members["claire"].id)
    assert standing is not None
    assert standing.points == 2


# Being a newcomer -------------------------------------------------------------------------------------------------


async def arrive(act: Act, person: str) -> State:
    await act("be", person=person)
    await act("join")
    return await act("accept")


async def test_a_newcomer_is_outside_until_they_join_and_welcomed_after_discords_screening(
    act: Act, page: Page, browser: aiohttp.ClientSession
) -> None:
    welcome = page.house.world.rooms["welcome"]
    outside = await act("be", person="isla")
    joined = await act("join")
    before = len(welcome.history())
    here = await act("accept")

    assert (outside["standing"], outside["rooms"], outside["place"]["frame"]) == ("outside", [], None)
    assert (joined["standing"], joined["place"]["id"]) == ("screening", str(welcome.id))
    assert here["standing"] == "here" and here["place"]["frame"]
    assert before == 0
    assert page.house.world.members["isla"].mention in welcome.history()[-1].content
    async with browser.post("/sandbox/join", json={}) as again:
        assert again.status == 409


async def test_outside_nothing_can_be_done(act: Act, page: Page, browser: aiohttp.ClientSession) -> None:
    await act("be", person="chihiro")
    for action, wanted in (
        ("go", {"channel": str(page.house.world.rooms["hello"].id)}),
        ("accept", {}),
        ("post", {"title": "Hello", "body": "Hello", "tags": []}),
    ):
        async with browser.post(f"/sandbox/{action}", json=wanted) as response:
            assert response.status == 409, action


@pytest.mark.parametrize("person", ["chihiro", "isla"])
async def test_somebody_of_the_story_answers_a_newcomer(act: Act, page: Page, person: str) -> None:
    await arrive(act, person)
    acts, firsts = Acts(page.house), ArrivalActs(Acts(page.house))
    await firsts.introduce(person, called="", about="Hello", hope="")
    post, _ = await acts.ask(person, "How fine for a Toge?", "The very first time.", room="hello")

    assert (await act("go", channel=str(post.id)))["waiting"]
    answered = await act("answer-me")

    assert answered["found"] and not answered["waiting"]
    assert answered["place"]["id"] == str(post.id)
    [answer] = [message for message in post.history() if not message.author.bot]
    assert page.house.world.person_of(answer.author.id) in PEOPLE
    assert page.house.world.rooms["hello"].history()[-1].reference is not None
    assert not (await act("answer-me"))["found"]


async def test_an_answer_comes_by_itself_when_time_passes(act: Act, page: Page) -> None:
    await arrive(act, "isla")
    post, _ = await Acts(page.house).ask("isla", "How fine for a Toge?", "The very first time.", room="hello")

    await act("wait", hours=1)

    assert any(not message.author.bot for message in post.history())
