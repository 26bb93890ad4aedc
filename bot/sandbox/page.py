"""What the sandbox's page shows, and what its one visitor does there: who to be, where to stand, what time it is.

`bot/sandbox/server.py` serves it. The window in its middle is SimCord's preview: one channel, as one person sees it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend.access import channel_accessible
from simcord.backend.errors import SetupError
from simcord.backend.models import Channel
from simcord.builders import ChannelHandle, UserHandle
from simcord.enums import AppCommandType, ChannelType
from simcord.preview import Preview

from bot.i18n import Language, say
from bot.sandbox import simulated, simulated_moderation, world
from bot.sandbox.acts import Acts
from bot.sandbox.arrival_acts import ArrivalActs
from bot.sandbox.house import ZONE, House
from bot.sandbox.neighbours import PATIENCE, Neighbours
from bot.sandbox.people import BY_KEY, PEOPLE, Part, Person

EXCERPT = 140

UNTIL_WELCOMED = timedelta(seconds=30)
"""Newcomers who come one after another are welcomed in one message; this is longer than the bot waits for the next."""

TEXTS = (
    "sandbox-title",
    "sandbox-subtitle",
    "sandbox-you-are",
    "sandbox-be-newcomer",
    "sandbox-be-member",
    "sandbox-be-moderator",
    "sandbox-be-admin",
    "sandbox-part-newcomer",
    "sandbox-part-member",
    "sandbox-part-moderator",
    "sandbox-part-admin",
    "sandbox-choose-person",
    "sandbox-outside",
    "sandbox-outside-how",
    "sandbox-join",
    "sandbox-screening",
    "sandbox-screening-how",
    "sandbox-accept",
    "sandbox-answer-me",
    "sandbox-answered",
    "sandbox-nothing-to-answer",
    "sandbox-rooms",
    "sandbox-time",
    "sandbox-hour",
    "sandbox-day",
    "sandbox-week",
    "sandbox-waiting",
    "sandbox-posts",
    "sandbox-no-posts",
    "sandbox-all-tags",
    "sandbox-replies",
    "sandbox-archived",
    "sandbox-locked",
    "sandbox-back",
    "sandbox-search",
    "sandbox-new-post",
    "sandbox-new-post-title",
    "sandbox-new-post-body",
    "sandbox-new-post-tags",
    "sandbox-new-post-send",
    "sandbox-cancel",
    "sandbox-ask-hint",
    "sandbox-try",
    "sandbox-try-hide",
    "sandbox-try-show",
    "sandbox-try-go",
    "sandbox-menu",
    "sandbox-menu-none",
    "sandbox-menu-author",
    "sandbox-react",
    "sandbox-no-answer",
    "sandbox-failed",
    "sandbox-offline",
    "sandbox-language",
    "sandbox-frame",
    "sandbox-skip",
    "sandbox-speaks-ja",
    "sandbox-speaks-en",
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something worth trying: who does it, and where. What, is said by `sandbox-try-<key>`."""

    key: str
    person: str
    room: str


SUGGESTIONS = (
    Suggestion("arrive", "chihiro", "welcome"),
    Suggestion("ask", "sakura", "veranda-ja"),
    Suggestion("similar", "claire", "veranda-en"),
    Suggestion("solve", "emeka", world.FORUM),
    Suggestion("convert", "priya", "veranda-en"),
    Suggestion("rank", "sakura", "veranda-ja"),
    Suggestion("perks", "haneul", "veranda-en"),
    Suggestion("event", "claire", "events"),
    Suggestion("survey", "amelia", "surveys"),
    Suggestion("report", "priya", "queue"),
    Suggestion("time", "mio", "queue"),
    Suggestion("lists", "onodera", "veranda-ja"),
    Suggestion("figures", "jonas", "workshop"),
    Suggestion("fair", "saeki", "workshop"),
    Suggestion("admin", "mio", "workshop"),
)


class Page:
    """What the one visitor sees: a person, a place, and the preview that is open for both."""

    def __init__(self, house: House, *, person: str = "sakura") -> None:
        self.house = house
        self.person = BY_KEY[person]
        self.place = house.world.forum
        self.neighbours = Neighbours(house, ArrivalActs(Acts(house)))
        self.version = 0
        self._opened = 0
        self._askers: dict[int, Person | None] = {}
        self._preview: Preview | None = None

    @property
    def actor(self) -> MemberActor | None:
        """Who the visitor is; None for a newcomer who has not joined."""
        return self.house.world.members.get(self.person.key)

    @property
    def _member(self) -> MemberActor:
        """Who the visitor is. Raises SetupError outside of the server, where nothing can be done."""
        if self.actor is None:
            raise SetupError(f"{self.person.name} has not joined")
        return self.actor

    def _sees(self, channel_id: int) -> bool:
        actor = self.actor
        return actor is not None and channel_accessible(self.house.env.backend, channel_id, actor.id, history=True)

    # What is shown ----------------------------------------------------------------------------------------------

    async def state(self, language: Language) -> dict[str, Any]:
        """Return everything the page shows."""
        await self._learn_askers()
        now = self.house.now
        return {
            "version": self.version,
            "language": language.value,
            "texts": {name.removeprefix("sandbox-"): say(language, name) for name in TEXTS},
            "server": self.house.world.guild.name,
            "now": now.isoformat(),
            "me": self.person.key,
            "standing": self._standing,
            "waiting": len(await self.neighbours.waiting()) > 0,
            "people": [self._person(person, language) for person in PEOPLE if self._can_be(person)],
            "names": {str(actor.id): BY_KEY[key].name for key, actor in self.house.world.users.items()},
            "rooms": self._rooms(),
            "place": self._place(),
            "posts": self._posts(),
            "tags": self._tags(),
            "menus": self._menus(),
            "tries": [self._suggestion(suggestion, language) for suggestion in SUGGESTIONS],
        }

    @property
    def _standing(self) -> str:
        """Return how far the person has come: `outside`, `screening` or `here`."""
        if self.actor is None:
            return "outside"
        return "screening" if self.house.world.is_pending(self.person.key) else "here"

    def _can_be(self, person: Person) -> bool:
        return person.part is Part.NEWCOMER or self.house.world.is_here(person.key)

    async def _learn_askers(self) -> None:
        # The bot posts for whoever asks; the list shows who asked, unless that is sealed.
        for thread in self.house.world.forum.threads:
            if thread.id not in self._askers:
                question = await self.house.app.questions.finding.by_thread(
                    guild_id=self._guild_id, thread_id=thread.id
                )
                if question is not None:
                    self._askers[thread.id] = self.house.world.person_of(question.asker_id or 0)

    def _person(self, person: Person, language: Language) -> dict[str, Any]:
        return {
            "key": person.key,
            "name": person.name,
            "part": person.part.value,
            "place": person.place,
            "about": person.about(language),
            "speaks": say(language, f"sandbox-speaks-{person.language}"),
            "picture": f"/sandbox/picture/{person.key}.png",
        }

    def _suggestion(self, suggestion: Suggestion, language: Language) -> dict[str, Any]:
        return {
            "key": suggestion.key,
            "person": suggestion.person,
            "room": str(self.house.world.rooms[suggestion.room].id),
            "title": say(language, f"sandbox-try-{suggestion.key}"),
            "text": say(language, f"sandbox-try-{suggestion.key}.how"),
        }

    def _rooms(self) -> list[dict[str, Any]]:
        """Return the channels the person sees, by category, in Discord's order."""
        backend = self.house.env.backend
        channels = [backend.channels[channel_id] for channel_id in backend.get_guild(self._guild_id).channel_ids]
        actor = self.actor
        channels = [channel for channel in channels if actor and channel_accessible(backend, channel.id, actor.id)]
        by_category: dict[int | None, list[Channel]] = {}
        for channel in channels:
            if channel.type != ChannelType.CATEGORY:
                by_category.setdefault(channel.parent_id, []).append(channel)
        return [
            {
                "category": backend.channels[category_id].name if category_id else None,
                "channels": [
                    {
                        "id": str(channel.id),
                        "name": channel.name,
                        "forum": channel.type == ChannelType.FORUM,
                        "voice": channel.type == ChannelType.VOICE,
                    }
                    for channel in sorted(members, key=lambda channel: channel.position)
                ],
            }
            for category_id, members in by_category.items()
        ]

    def _place(self) -> dict[str, Any]:
        channel = self.place._channel
        parent = self.house.env.backend.channels.get(channel.parent_id or 0)
        metadata = channel.thread_metadata
        preview = self._preview
        return {
            "id": str(channel.id),
            "name": channel.name,
            "topic": channel.topic or "",
            "forum": self._in_forum and self.actor is not None,
            "post": channel.is_thread,
            "parent": {"id": str(parent.id), "name": parent.name} if parent and channel.is_thread else None,
            "tags": self._tags_of(channel),
            "archived": bool(metadata and metadata.archived),
            "locked": bool(metadata and metadata.locked),
            "frame": f"/discord/?at={self._opened}#{preview.capability}" if preview is not None else None,
        }

    @property
    def _in_forum(self) -> bool:
        return bool(self.place._channel.type == ChannelType.FORUM)

    @property
    def _guild_id(self) -> int:
        return self.house.world.guild.id

    def _posts(self) -> list[dict[str, Any]]:
        """Return the forum's posts, the latest to be written in first."""
        posts = [self._post(thread._channel) for thread in self.house.world.forum.threads]
        return sorted(posts, key=lambda post: str(post["active"]), reverse=True)

    def _post(self, thread: Channel) -> dict[str, Any]:
        backend = self.house.env.backend
        messages = sorted(backend.messages[thread.id].values(), key=lambda message: message.id)
        public = [message for message in messages if not message.is_ephemeral]
        first = public[0] if public else None
        last = max(thread.id, *(message.id for message in public)) if public else thread.id
        author = self._askers.get(thread.id) or (self.house.world.person_of(first.author_id) if first else None)
        metadata = thread.thread_metadata
        return {
            "id": str(thread.id),
            "title": thread.name,
            "excerpt": _excerpt(first.content) if first else "",
            "author": author.name if author else "Engawa",
            "picture": f"/sandbox/picture/{author.key if author else 'engawa'}.png",
            "tags": self._tags_of(thread),
            "replies": max(0, len(public) - 1),
            "active": _iso(discord.utils.snowflake_time(last)),
            "archived": bool(metadata and metadata.archived),
            "locked": bool(metadata and metadata.locked),
        }

    def _tags(self) -> list[dict[str, Any]]:
        return [
            {"name": tag["name"], "emoji": tag.get("emoji_name"), "id": str(tag["id"])}
            for tag in self.house.world.forum._channel.available_tags
        ]

    def _tags_of(self, thread: Channel) -> list[dict[str, Any]]:
        applied = {str(tag_id) for tag_id in thread.applied_tags}
        return [tag for tag in self._tags() if tag["id"] in applied]

    def _menus(self) -> list[dict[str, str]]:
        """Return the entries of a message's menu, and of its author's, that the person has here."""
        if self._in_forum or self.actor is None:
            return []
        return [
            {
                "on": on,
                "name": command["name"],
                "label": (command.get("name_localizations") or {}).get(self.person.locale) or command["name"],
            }
            for on, kind in (("message", AppCommandType.MESSAGE), ("author", AppCommandType.USER))
            for command in self.house.env.backend.visible_commands(
                user_id=self.actor.id, channel_id=self.place.id, type=kind
            )
        ]

    # What is done -----------------------------------------------------------------------------------------------

    async def go(self, channel_id: int) -> None:
        """Stand in another channel or post. Raises SetupError where the person can't."""
        if not self._sees(channel_id):
            raise SetupError(f"{self.person.name} can't see that channel")
        channel = self.house.env.backend.channels[channel_id]
        self.place = ChannelHandle(self.house.env, self.house.world.guild, channel)
        await self.open()

    async def be(self, person: str) -> None:
        """Be somebody else, in the same place where they can see it."""
        wanted = BY_KEY[person]
        if not self._can_be(wanted):
            raise KeyError(person)
        self.person = wanted
        if not self._sees(self.place.id):
            self.place = self.house.world.forum
        await self.open()

    async def join(self) -> None:
        """Join the server; what comes next is Discord's own screening."""
        if self._standing != "outside":
            raise SetupError(f"{self.person.name} has joined already")
        await self.house.world.join(self.person.key)
        self.neighbours.watch(self.person.key)
        self.place = self.house.world.rooms["welcome"]
        await self.open()

    async def accept(self) -> None:
        """Accept the rules in Discord's own window, and wait for the welcome."""
        if self._standing != "screening":
            raise SetupError(f"{self.person.name} has nothing to accept")
        await self.house.world.accept_screening(self.person.key)
        await self.house.wait(UNTIL_WELCOMED)
        await self.open()

    async def answer_me(self) -> bool:
        """Let somebody of the story answer what newcomers have said, and look at it; returns whether there was any."""
        places = await self.neighbours.answer(at_once=True)
        if places:
            await self.go(places[-1].id)
        return bool(places)

    async def wait(self, span: timedelta) -> None:
        # People answer early in the time that passes, and the bot does with it what it does.
        first = min(span, PATIENCE)
        await self.house.wait(first, finish=span == first)
        await self.neighbours.answer()
        if span > first:
            await self.house.wait(span - first)
        if self.place.id not in self.house.env.backend.channels:
            self.place = self.house.world.forum
        await self.open()

    async def post(self, title: str, body: str, tags: list[str]) -> None:
        """Post in the forum by hand, and look at the post."""
        made = await simulated.post(self._member, self.place, title, body, tags=tags)
        await self.house.catch_up()
        await self.go(made.id)

    async def menu(self, message_id: int, command: str, *, on: str = "message") -> bool:
        """Choose an entry of a message's menu, or of its author's; returns whether the bot answered at all."""
        message = self._message(message_id)
        if on == "author":
            author = UserHandle(self.house.env, self.house.env.backend.get_user(message.author.id))
            result = await simulated_moderation.user_menu(self._member, self.place, command, author)
        else:
            result = await self._member.context_menu(self.place, command, message)
        if result.modal is not None:
            await self.open()
            assert self._preview is not None
            # A page that is opened now shows the form: SimCord has no other way in from outside.
            await self._preview.show(result)
        else:
            await self._refresh()
        return result.acknowledged

    async def react(self, message_id: int, emoji: str) -> None:
        actor, message = self._member, self._message(message_id)
        stored = self.house.env.backend.get_message(self.place.id, message_id)
        reaction = stored.reaction_for(emoji)
        await actor.set_reaction(message, emoji, reacted=reaction is None or actor.id not in reaction.user_ids)
        await self._refresh()

    def _message(self, message_id: int) -> discord.Message:
        for message in self.place.history(viewer=self._member):
            if message.id == message_id:
                return message
        raise SetupError("that message is gone")

    async def open(self) -> None:
        """Open a preview for the person and the place; there can be only one."""
        await self.close()
        if not self._in_forum and self.actor is not None:
            preview = self.house.env.preview(
                self.place,
                viewers=[self.actor],
                layout="channel",
                locale=self.person.locale,
                timezone=str(ZONE),
                assets=self.house.world.assets,
            )
            await preview.__aenter__()
            self._preview = preview
        self._opened += 1
        self.version += 1

    async def close(self) -> None:
        """Close the preview; while another is opened there is none."""
        preview, self._preview = self._preview, None
        if preview is not None:
            await preview.close()

    @property
    def preview_address(self) -> str | None:
        """Where SimCord serves the preview that is open."""
        return self._preview.url.partition("/#")[0] if self._preview is not None else None

    async def _refresh(self) -> None:
        await self.house.catch_up()
        if self._preview is not None:
            await self._preview.refresh()
        self.version += 1


def _excerpt(content: str) -> str:
    flat = " ".join(content.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def _iso(moment: datetime) -> str:
    return moment.astimezone(ZONE).isoformat()
