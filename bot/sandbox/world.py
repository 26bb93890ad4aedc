"""The server of the sandbox: its channels, roles and tags, and the people in them. The bot has done nothing yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import discord
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.enums import OverwriteType

from bot.i18n import Language
from bot.sandbox import pictures, simulated
from bot.sandbox.people import BY_KEY, COMPANY, Held, Person
from bot.sandbox.story import Topic
from cogs.points.avatars import SIZE as AVATAR_SIZE

CDN = "https://cdn.simcord.invalid"

FORUM = "questions"

CARD_AVATAR_SIZE = 256
"""Of the pictures on introductions."""

TOPICS: Mapping[Topic, tuple[str, str]] = {
    Topic.GRINDERS: ("ミル・Grinders", "⚙️"),
    Topic.KETTLES: ("ケトル・Kettles", "🫖"),
    Topic.DRIPPERS: ("ドリッパー・Drippers", "🌀"),
    Topic.ESPRESSO: ("エスプレッソ・Espresso", "☕"),
    Topic.SCALES: ("スケール・Scales", "⚖️"),
    Topic.RECIPES: ("レシピ・Recipes", "📖"),
    Topic.REPAIRS: ("修理・Repairs", "🔧"),
}

CATEGORIES = {
    "arrive": "はじめに · Start",
    "veranda": "縁側 · Veranda",
    "workshop": "工房 · Workshop",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A channel: its name and what stands above it.

    `staff_only` hides it, from all but greeters `for_greeters`; in a `read_only` one members only read.
    """

    key: str
    name: str
    topic: str
    category: str
    staff_only: bool = False
    for_greeters: bool = False
    read_only: bool = False
    forum: bool = False
    voice: bool = False


ROOMS = (
    Room(
        key="welcome",
        name="ようこそ-welcome",
        topic="はじめての方は /start から · New here? Type /start",
        category="arrive",
        read_only=True,
    ),
    Room(
        key="rules",
        name="きまり-rules",
        topic="この場所のきまり · What we agree on",
        category="arrive",
        read_only=True,
    ),
    Room(key="news", name="お知らせ-news", topic="工房から · From the workshop", category="arrive", read_only=True),
    Room(
        key="milestones",
        name="お祝い-milestones",
        topic="ランクアップとシーズンの結果 · New ranks, and how seasons end",
        category="arrive",
        read_only=True,
    ),
    Room(
        key="events",
        name="催し-events",
        topic="飲み比べ会など · Tastings and the like. /event list",
        category="arrive",
        read_only=True,
    ),
    Room(
        key="surveys",
        name="声-your-voice",
        topic="お尋ねしたいこと、その結果 · What we’d like to know, and what came of it",
        category="arrive",
        read_only=True,
    ),
    Room(key="hello", name="自己紹介-hello", topic="ひとこと、どうぞ · Say hello", category="arrive"),
    Room(
        key=FORUM,
        name="質問-questions",
        topic="道具と一杯について、なんでも · Anything about tools and cups. /ask",
        category="veranda",
        forum=True,
    ),
    Room(key="veranda-ja", name="縁側-日本語", topic="お茶うけは各自でどうぞ", category="veranda"),
    Room(key="veranda-en", name="veranda-english", topic="Sit down, the kettle is on", category="veranda"),
    Room(key="brew-log", name="今日の一杯-brew-log", topic="豆・量・時間 · Beans, dose, time", category="veranda"),
    Room(key="tasting", name="飲み比べ-tasting", topic="", category="veranda", voice=True),
    Room(key="workshop", name="作業台-workbench", topic="社内 · Staff only", category="workshop", staff_only=True),
    Room(
        key="greeters",
        name="お迎え-greeters",
        topic="お迎え役の部屋 · For greeters",
        category="workshop",
        staff_only=True,
        for_greeters=True,
    ),
    Room(
        key="queue",
        name="当番-queue",
        topic="見落としゼロ · Nothing falls through",
        category="workshop",
        staff_only=True,
    ),
    Room(
        key="cases",
        name="記録-cases",
        topic="何を、なぜ · What was decided, and why",
        category="workshop",
        staff_only=True,
    ),
)

ROLES: Mapping[Held, tuple[str, int, discord.Permissions]] = {
    Held.REGULAR: ("常連 · Regulars", 0xE0BE55, discord.Permissions.none()),
    Held.GREETER: ("お迎え役 · Greeters", 0x8FB573, discord.Permissions.none()),
    Held.STAFF: ("工房 · Workshop", 0xE39A7F, discord.Permissions(manage_messages=True)),
    Held.MODERATOR: (
        "当番 · Moderators",
        0xB3A5E6,
        discord.Permissions(moderate_members=True, manage_messages=True, manage_threads=True),
    ),
    Held.ADMIN: (
        "家主 · Hosts",
        0x7CC4AC,
        discord.Permissions(
            manage_guild=True,
            manage_channels=True,
            manage_roles=True,
            manage_threads=True,
            manage_messages=True,
            moderate_members=True,
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the ladder, from a first hello to the heart of the veranda; its role has its name."""

    name: str
    points: int
    colour: int


LADDER = (
    Step(name="ごあいさつ · Hello", points=3, colour=0x8FA89B),
    Step(name="湯わかし番 · Kettle keeper", points=12, colour=0x5B9279),
    Step(name="豆ひき番 · Bean grinder", points=35, colour=0x3D7EA6),
    Step(name="淹れ手 · Brewer", points=70, colour=0x8A5FBF),
    Step(name="縁側の顔 · Heart of the veranda", points=115, colour=0xD19A2E),
)

MEMBER, NEWCOMER = "member", "newcomer"

MARKS = {MEMBER: ("住人 · Members", 0x9AA5A0), NEWCOMER: ("はじめまして · New here", 0xB9D48B)}
"""Roles the bot gives to those who agreed to the rules, and to newcomers."""

INTERESTS = (
    "ハンドドリップ · Pour-over",
    "ミル · Grinders",
    "エスプレッソ · Espresso",
    "焙煎 · Roasting",
    "豆と水 · Beans and water",
    "道具の手入れ · Repair and care",
)
"""Roles members choose by themselves."""

OPENED_BEFORE = timedelta(days=100)
"""How long before the story the doors were opened, and people came in."""

ACCOUNTS_APART = timedelta(days=131)
ACCOUNT_AGES = 20
"""People have been on Discord for one to eight years."""


@dataclass(slots=True, kw_only=True)
class World:
    """The server with its people, by the keys of `ROOMS` and `PEOPLE`."""

    env: simulated.Simulation
    guild: GuildHandle
    language: Language
    rooms: dict[str, ChannelHandle] = field(default_factory=dict)
    roles: dict[Held, RoleHandle] = field(default_factory=dict)
    ladder: list[RoleHandle] = field(default_factory=list)
    """The roles of `LADDER`."""
    marks: dict[str, RoleHandle] = field(default_factory=dict)
    interests: list[RoleHandle] = field(default_factory=list)
    """The roles of `INTERESTS`."""
    users: dict[str, UserHandle] = field(default_factory=dict)
    """Everybody, also those who have not joined."""
    members: dict[str, MemberActor] = field(default_factory=dict)
    assets: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Pictures by the addresses Discord would have them at."""

    @property
    def forum(self) -> ChannelHandle:
        return self.rooms[FORUM]

    def person_of(self, member_id: int) -> Person | None:
        return next((BY_KEY[key] for key, user in self.users.items() if user.id == member_id), None)

    def is_here(self, person: str) -> bool:
        return person in self.members

    async def join(self, person: str, *, by: str | None = None) -> MemberActor:
        """Let somebody join, by an invite's code if one is given; Discord's screening is still before them."""
        member = self.members[person] = simulated.join_pending(self.guild, self.users[person], by=by)
        await self.env.settle()
        return member

    async def accept_screening(self, person: str) -> None:
        simulated.accept_rules(self.members[person])
        await self.env.settle()

    async def leave(self, person: str) -> None:
        self.guild.remove_member(self.members.pop(person))
        await self.env.settle()

    def is_pending(self, person: str) -> bool:
        """Whether somebody has joined and not been through Discord's screening."""
        if not self.is_here(person):
            return False
        return bool(self.env.backend.get_member(self.guild.id, self.users[person].id).pending)


async def build(env: simulated.Simulation, *, language: Language) -> World:
    """Make the server, with `language` as its own."""
    owner = env.create_user("kazehaya_works", global_name="風早珈琲製作所")
    guild = env.create_guild(COMPANY, preferred_locale="ja" if language is Language.JA else "en-US", owner=owner)
    world = World(env=env, guild=guild, language=language)
    _make_roles(world)
    _make_rooms(world)
    await _make_tags(world)
    _let_people_in(world)
    await env.settle()
    return world


def _make_roles(world: World) -> None:
    for position, step in enumerate(LADDER, start=2):
        world.ladder.append(
            world.guild.create_role(
                step.name, permissions=discord.Permissions.none(), position=position, color=step.colour
            )
        )
    position = 2 + len(LADDER)
    for name in INTERESTS:
        world.interests.append(_plain_role(world, name, 0, position))
        position += 1
    for mark, (name, colour) in MARKS.items():
        world.marks[mark] = _plain_role(world, name, colour, position)
        position += 1
    for held, (name, colour, permissions) in ROLES.items():
        world.roles[held] = world.guild.create_role(
            name,
            permissions=permissions,
            position=position,
            color=colour,
            hoist=held is not Held.GREETER,
            mentionable=held is Held.GREETER,
        )
        position += 1
    # The bot's own role stands above those it may be asked to give.
    backend = world.env.backend
    for role_id in backend.get_guild(world.guild.id).members[backend.bot_user.id].role_ids:
        backend.edit_role(world.guild.id, role_id, {"position": position, "name": "Engawa"})


def _plain_role(world: World, name: str, colour: int, position: int) -> RoleHandle:
    return world.guild.create_role(
        name, permissions=discord.Permissions.none(), position=position, color=colour or None
    )


def _make_rooms(world: World) -> None:
    backend = world.env.backend
    categories = {key: world.guild.create_category(name) for key, name in CATEGORIES.items()}
    for room in ROOMS:
        channel = world.rooms[room.key] = _maker(world.guild, room)(room.name)
        backend.edit_channel(
            channel.id,
            {"topic": room.topic, "parent_id": categories[room.category].id},
            overwrites=_overwrites(world, room),
        )


def _maker(guild: GuildHandle, room: Room) -> Callable[[str], ChannelHandle]:
    if room.voice:
        return guild.create_voice_channel
    return guild.create_forum_channel if room.forum else guild.create_text_channel


def _overwrites(world: World, room: Room) -> list[Overwrite]:
    working = (Held.ADMIN, Held.STAFF, Held.MODERATOR, *((Held.GREETER,) if room.for_greeters else ()))
    everyone, staff = world.guild.default_role.id, [world.roles[held].id for held in working]
    may = discord.Permissions
    ours = Overwrite(
        target_id=world.env.backend.bot_user.id,
        type=OverwriteType.MEMBER,
        allow=may(view_channel=True, send_messages=True).value,
    )
    if room.staff_only:
        hidden = Overwrite(target_id=everyone, type=OverwriteType.ROLE, deny=may(view_channel=True).value)
        shown = may(view_channel=True, send_messages=True).value
        return [
            hidden,
            *(Overwrite(target_id=role_id, type=OverwriteType.ROLE, allow=shown) for role_id in staff),
            ours,
        ]
    if room.read_only:
        quiet = Overwrite(target_id=everyone, type=OverwriteType.ROLE, deny=may(send_messages=True).value)
        speak = may(send_messages=True).value
        return [
            quiet,
            *(Overwrite(target_id=role_id, type=OverwriteType.ROLE, allow=speak) for role_id in staff),
            ours,
        ]
    return []


async def _make_tags(world: World) -> None:
    backend = world.env.backend
    tags = [
        {"id": str(backend.snowflake()), "name": name, "moderated": False, "emoji_id": None, "emoji_name": emoji}
        for name, emoji in TOPICS.values()
    ]
    backend.edit_channel(world.forum.id, {"available_tags": tags})


def _let_people_in(world: World) -> None:
    env, backend = world.env, world.env.backend
    everybody = list(BY_KEY.values())
    faces = pictures.portraits((person.glyph, person.colour) for person in everybody)
    for number, (person, face) in enumerate(zip(everybody, faces, strict=True)):
        user = simulated.create_user(
            env,
            person.username,
            made_at=env.now() - timedelta(days=365) - (number % ACCOUNT_AGES) * ACCOUNTS_APART,
            picture=face,
            global_name=person.name,
            avatar=person.key,
        )
        world.users[person.key] = user
        simulated.set_locale(env, user, person.locale)
        if person.comes is None:
            # Without an event: they were there before the bot, and are no arrivals.
            backend.add_member(world.guild.id, user.id, roles=[world.roles[held].id for held in person.held])
            member = world.members[person.key] = MemberActor(env, world.guild, user)
            simulated.set_joined_at(member, env.now() - OPENED_BEFORE)
        file = f"avatars/{user.id}/{person.key}.png"
        world.assets[f"{CDN}/{file}"] = (f"{person.key}.png", face)
        world.assets[f"{discord.Asset.BASE}/{file}?size={CARD_AVATAR_SIZE}"] = (f"{person.key}.png", face)
        # The bot puts it on rank cards; it asks for it as Discord names it.
        backend.cdn._blobs[f"{discord.Asset.BASE}/{file}?size={AVATAR_SIZE}"] = face
    backend.bot_user.avatar = "engawa"
    world.assets[f"{CDN}/avatars/{backend.bot_user.id}/engawa.png"] = ("engawa.png", pictures.veranda())
