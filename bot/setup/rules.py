"""What is proposed for a server, and what exactly would happen: pure."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.i18n import Language, say
from bot.setup.model import Channel, Choice, Need, NeedKind, Role, Server, Step, StepKind, TagNeed, Way
from bot.setup.needs import required_for

FORUM_TAGS_MAX = 20  # Discord's limit


def propose(need: Need, server: Server, set_ids: Sequence[int]) -> Choice:
    """Return how to meet a need: with what is set and there, with one that is named for it, or with a new one.

    What is optional is left out where nothing is named for it.
    """
    for id_ in set_ids:
        if suits(need, server, id_):
            return Choice(way=Way.KEEP, id=id_)
    found = lookalike(need, server)
    if found is not None:
        return Choice(way=Way.USE, id=found)
    return Choice(way=Way.SKIP if need.optional else Way.MAKE)


def lookalike(need: Need, server: Server) -> int | None:
    """Return the first channel or role that by its name is what the need is for, or that Discord itself calls so."""
    if need.kind is NeedKind.ROLE:
        # A role that must not be everybody's is none the bot should offer to give to everybody.
        usable = (role for role in server.roles if role.assignable and not (need.given and role.powerful))
        return _first_named(need, usable)
    channels = [channel for channel in server.channels if channel.kind is need.kind]
    called = next((channel.id for channel in channels if need.is_rules_channel and channel.is_rules_channel), None)
    return _first_named(need, channels) if called is None else called


def _first_named(need: Need, candidates: Iterable[Channel | Role]) -> int | None:
    names = {*need.known_as, *(folded(made_name(need, language)) for language in Language)}
    return next((candidate.id for candidate in candidates if folded(candidate.name) in names), None)


def folded(name: str) -> str:
    """Return a name without case, spaces, dashes, emoji and full-width forms: `❓┃Q&A` and `q-a` are one."""
    normal = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in normal if unicodedata.category(character)[0] in "LN")


def made_name(need: Need, language: Language) -> str:
    return say(language, f"{need.message_id}.made")


def suits(need: Need, server: Server, id_: int) -> bool:
    """Whether a channel or role of the server can meet the need."""
    if need.kind is NeedKind.ROLE:
        role = server.role(id_)
        return role is not None and role.assignable
    channel = server.channel(id_)
    # A text channel can stand in for a forum: each question is a thread then. The other way round it can't.
    return channel is not None and (channel.kind is need.kind or need.kind is NeedKind.FORUM)


def steps(
    need: Need, choice: Choice, server: Server, *, language: Language, role_ids: Mapping[str, Sequence[int]]
) -> list[Step]:
    """Return what would happen for a need, in order; the first step is what becomes of it.

    `role_ids` are the roles of the needs before it, by their names.
    """
    match choice.way:
        case Way.SKIP:
            return [Step(kind=StepKind.SKIP)]
        case Way.MAKE | Way.ANEW:
            return _making(need, server, language)
        case Way.KEEP:
            first = StepKind.ALREADY
        case Way.USE:
            first = StepKind.USE
    if not suits(need, server, choice.id):
        return _making(need, server, language)
    if need.kind is NeedKind.ROLE:
        return [Step(kind=first, id=choice.id), *_on_role(need, server, choice.id)]
    seers = [id_ for name in need.shown_to for id_ in role_ids.get(name, ())]
    following = _on_channel(need, server, choice.id, seers)
    return [Step(kind=first, id=choice.id), *following, *_not_allowed(need, server, choice.id)]


def _on_role(need: Need, server: Server, role_id: int) -> list[Step]:
    role = server.role(role_id)
    if role is None or not need.given:
        return []
    worth_saying = ((StepKind.ABOVE_BOT, role.above_bot), (StepKind.POWERFUL, role.powerful))
    return [Step(kind=kind, id=role_id) for kind, is_so in worth_saying if is_so]


def _making(need: Need, server: Server, language: Language) -> list[Step]:
    name = made_name(need, language)
    match need.kind:
        case NeedKind.ROLE:
            return [Step(kind=StepKind.MAKE_ROLE, name=name)]
        case NeedKind.TEXT:
            return [Step(kind=_way_of_making(need), name=name)]
    forum = Step(kind=StepKind.MAKE_FORUM, name=name, tags=need.tags)
    return [forum] if server.has_community else [forum, Step(kind=StepKind.MAYBE_NO_FORUM)]


def _way_of_making(need: Need) -> StepKind:
    if need.shown_to:
        return StepKind.MAKE_PRIVATE
    return StepKind.MAKE_READ_ONLY if need.denied else StepKind.MAKE_TEXT


def _on_channel(need: Need, server: Server, channel_id: int, seers: Sequence[int]) -> list[Step]:
    channel = server.channel(channel_id)
    assert channel is not None, "`suits` was asked before"
    if not channel.bot_sees:
        return [Step(kind=StepKind.HIDDEN_FROM_BOT, id=channel_id)]
    if need.shown_to:
        return _on_private_channel(need, channel, server, seers)
    if channel.kind is not NeedKind.FORUM:
        return [Step(kind=StepKind.PLAIN_CHANNEL, id=channel_id)] if need.kind is NeedKind.FORUM else []
    lacking = missing_tags(need, channel.tag_names)
    fitting, left = parted_by_room(lacking, taken=len(channel.tag_names))
    following = [(StepKind.ADD_TAGS, fitting), (StepKind.NO_ROOM_FOR_TAGS, left)]
    return [Step(kind=kind, id=channel_id, tags=tags) for kind, tags in following if tags]


def _not_allowed(need: Need, server: Server, channel_id: int) -> list[Step]:
    channel = server.channel(channel_id)
    if channel is None or not channel.bot_sees:  # where nothing is seen, nothing else counts
        return []
    lacking = tuple(name for name in required_for(need) if name in channel.denied)
    return [Step(kind=StepKind.NOT_ALLOWED, id=channel_id, lacking=lacking)] if lacking else []


def parted_by_room(lacking: tuple[TagNeed, ...], *, taken: int) -> tuple[tuple[TagNeed, ...], tuple[TagNeed, ...]]:
    """Return the tags a forum with `taken` tags has room for, and those it has not."""
    room = max(0, FORUM_TAGS_MAX - taken)
    return lacking[:room], lacking[room:]


def _on_private_channel(need: Need, channel: Channel, server: Server, seers: Sequence[int]) -> list[Step]:
    if channel.everyone_sees:
        return [Step(kind=StepKind.SEEN_BY_EVERYONE, id=channel.id)] if need.moderators_only else []
    blind = [id_ for id_ in seers if server.role(id_) is not None and id_ not in channel.seen_by]
    return [Step(kind=StepKind.LET_SEE, id=channel.id)] if blind else []


def missing_tags(need: Need, tag_names: Sequence[str]) -> tuple[TagNeed, ...]:
    """Return the tags that are lacking, whichever language the others are in."""
    present = {name.strip().casefold() for name in tag_names}
    names: Callable[[TagNeed], set[str]] = lambda tag: {say(language, tag.name).casefold() for language in Language}  # noqa: E731
    return tuple(tag for tag in need.tags if present.isdisjoint(names(tag)))


def written(choice: Choice) -> str:
    """Return a choice as a word for a custom id."""
    return f"{choice.way}-{choice.id}"


def read(word: str) -> Choice | None:
    """Return the choice a word stands for, None for what `written` can't have made."""
    way, _, number = word.partition("-")
    if way not in set(Way) or not (number.isascii() and number.isdigit()) or len(number) > 19:
        return None
    return Choice(way=Way(way), id=int(number))


# What was chosen in the other parts -------------------------------------------------------------------------------

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_DIGITS = 11
"""Digits of base 62 for an id of Discord's: a custom id has to hold the choices of a whole part."""

_SIGNS = {Way.ANEW: "+", Way.SKIP: "-"}


def packed(chosen: Mapping[str, Choice], needs: Sequence[Need]) -> str:
    """Return what was chosen for these needs as a word for a custom id; what a look at the server says isn't in it."""
    return "".join(
        f"{_DIGITS[number]}{_SIGNS.get(choice.way) or _in_digits(choice.id)}"
        for number, need in enumerate(needs)
        if (choice := chosen.get(need.name)) is not None and choice.way in (Way.USE, Way.ANEW, Way.SKIP)
    )


def unpacked(word: str, needs: Sequence[Need]) -> dict[str, Choice]:
    """Return the choices a word stands for; what `packed` can't have made is left out."""
    chosen: dict[str, Choice] = {}
    while word:
        number, rest = _DIGITS.find(word[0]), word[1:]
        way = next((way for way, sign in _SIGNS.items() if rest.startswith(sign)), Way.USE)
        written, word = (rest[:_ID_DIGITS], rest[_ID_DIGITS:]) if way is Way.USE else ("", rest[1:])
        id_ = _of_digits(written)
        if 0 <= number < len(needs) and id_ is not None and (way is not Way.USE or 0 < id_ < 2**63):
            chosen[needs[number].name] = Choice(way=way, id=id_)
    return chosen


def _in_digits(number: int) -> str:
    digits = ""
    for _ in range(_ID_DIGITS):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits


def _of_digits(written: str) -> int | None:
    number = 0
    for digit in written:
        value = _DIGITS.find(digit)
        if value < 0:
            return None
        number = number * len(_DIGITS) + value
    return number
