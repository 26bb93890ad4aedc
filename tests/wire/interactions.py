"""Interactions: what a person starts, what the bot answers to it, and the routes by which it answers.

Discord's rules about answering are kept: three seconds, one first answer, a deferral that decides who sees the message, a follow-up that
fills the deferred placeholder, ephemeral messages that no channel route knows.
"""

import time
from dataclasses import dataclass, field

from tests.wire.calls import Call
from tests.wire.changes import DEFAULT_SECONDS, Changes
from tests.wire.rest import route, shown
from tests.wire.state import World
from tests.wire.things import (
    EPHEMERAL,
    JSON,
    LOADING,
    MESSAGE_DEFAULT,
    MESSAGE_SLASH_REPLY,
    Channel,
    Member,
    Message,
    Refused,
    unknown,
)

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
SECONDS_TO_ANSWER = 3.0


@dataclass(eq=False, slots=True, kw_only=True)
class Interaction:
    """One thing a person did, and everything the bot answered.

    Tests wait with answered(), reply(), modal() and choices(); milliseconds is how long the bot took for its first answer.
    """

    id: int
    token: str
    kind: int
    member: Member
    channel: Channel
    changes: Changes
    # The message whose component was pressed, also behind the modal that opened from it.
    source: Message | None = None
    # The interaction that the submitted modal answered.
    opened_by: "Interaction | None" = None
    sent_at: float = field(default_factory=time.perf_counter)
    answered_at: float | None = None
    answer: JSON | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    is_loading: bool = False
    deleted: list[Message] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        assert self.answered_at is not None, "the bot has not answered yet"
        return (self.answered_at - self.sent_at) * 1000

    @property
    def answer_type(self) -> int | None:
        return self.answer["type"] if self.answer else None

    @property
    def messages(self) -> list[Message]:
        """What the person was sent by now, in order; a placeholder that still says “thinking” is not."""
        sent = [self.original] if self.original and self.original is not self.source and not self.is_loading else []
        return sent + self.followups

    async def answered(self) -> JSON:
        """Wait for the first answer, whatever it is, and return the callback's body."""
        return await self.changes.until(lambda: self.answer, f"an answer to {self}")

    async def reply(self, number: int = 1, *, within_seconds: float = DEFAULT_SECONDS) -> Message:
        """Wait for the nth message the person is sent, deferred or not."""
        return await self.changes.until(
            lambda: self.messages[number - 1] if len(self.messages) >= number else None,
            f"reply {number} to {self}",
            within_seconds=within_seconds,
        )

    async def modal(self) -> JSON:
        answer = await self.answered()
        assert answer["type"] == MODAL, f"{self} was answered with {answer}, not with a modal"
        return dict(answer["data"])

    async def choices(self) -> list[JSON]:
        answer = await self.answered()
        assert answer["type"] == CHOICES, f"{self} was answered with {answer}, not with choices"
        return list((answer.get("data") or {}).get("choices") or [])

    async def updated(self) -> Message:
        """Wait until the message behind the component was edited by this interaction."""
        assert self.source
        await self.changes.until(
            lambda: self.answer_type == UPDATE or (self.answer_type == DEFER_UPDATE and self.original),
            f"an update of the message by {self}",
        )
        return self.source

    def __str__(self) -> str:
        kind = {COMMAND: "command", COMPONENT: "component", AUTOCOMPLETE: "autocomplete", MODAL_SUBMIT: "modal"}
        return f"the {kind[self.kind]} interaction {self.id} of {self.member.user.name}"


class Interactions:
    """The interactions that still have a token."""

    def __init__(self) -> None:
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        self._by_token[interaction.token] = interaction

    def get(self, token: str, *, error: tuple[int, str]) -> Interaction:
        if token not in self._by_token:
            raise unknown(*error)
        return self._by_token[token]

    def known(self, path: str) -> Interaction | None:
        """Return the interaction that a request's path answers, if any."""
        segments = path.strip("/").split("/")
        if len(segments) == 4 and segments[0] == "interactions":
            return self._by_token.get(segments[2])
        return None


@route("POST", "/interactions/{interaction_id}/{token}/callback")
def answer_interaction(world: World, call: Call, interaction_id: int, token: str) -> JSON:
    interaction = world.interactions.get(token, error=(10062, "interaction"))
    if call.arrived_at - interaction.sent_at > SECONDS_TO_ANSWER:
        raise unknown(10062, "interaction")
    if interaction.answer is not None:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    kind, data = call.body["type"], call.body.get("data") or {}
    if kind in (REPLY, DEFER):
        _send_original(world, interaction, call, data, loading=kind == DEFER)
    elif kind == DEFER_UPDATE:
        pass
    elif kind == UPDATE and interaction.source:
        world.edit_message(interaction.source, data, files=call.files, edited=False)
        interaction.original = interaction.source
    # Only now: an answer that Discord refuses does not use the interaction up.
    interaction.answer, interaction.answered_at = call.body, call.arrived_at
    return _callback_response(world, interaction, kind)


def _send_original(world: World, interaction: Interaction, call: Call, data: JSON, *, loading: bool) -> None:
    flags = (data.get("flags") or 0) | (LOADING if loading else 0)
    interaction.is_loading = loading
    interaction.original = _send(world, interaction, data | {"flags": flags}, call, type=MESSAGE_SLASH_REPLY)


def _send(world: World, interaction: Interaction, body: JSON, call: Call, *, type: int) -> Message:
    extra: JSON = {
        "type": type,
        "webhook_id": str(world.application_id),
        "application_id": str(world.application_id),
        "interaction_metadata": _metadata(interaction),
    }
    return world.create_message(
        interaction.channel,
        world.bot,
        body,
        files=call.files,
        extra=extra,
        ephemeral=bool((body.get("flags") or 0) & EPHEMERAL),
        only_users_by_default=True,
    )


def _metadata(interaction: Interaction) -> JSON:
    """Return what a message says about the interaction it answers; a form's names the command or component before it."""
    data: JSON = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": interaction.member.user.json(),
        "authorizing_integration_owners": {"0": str(interaction.member.guild.id)},
    }
    if interaction.kind == COMPONENT and interaction.source:
        data["interacted_message_id"] = str(interaction.source.id)
    if interaction.opened_by:
        data["triggering_interaction_metadata"] = _metadata(interaction.opened_by)
    return data


def _callback_response(world: World, interaction: Interaction, kind: int) -> JSON:
    described: JSON = {"id": str(interaction.id), "type": interaction.kind}
    response: JSON = {"interaction": described}
    if interaction.original is not None:
        described["response_message_id"] = str(interaction.original.id)
        described["response_message_loading"] = interaction.is_loading
        described["response_message_ephemeral"] = interaction.original.ephemeral
        if kind in (REPLY, UPDATE):
            response["resource"] = {"type": kind, "message": shown(world, interaction.original)}
    return response


@route("POST", "/webhooks/{application_id}/{token}")
def follow_up(world: World, call: Call, application_id: int, token: str) -> JSON | None:
    interaction = _answered_interaction(world, token)
    if interaction.is_loading and interaction.original:
        _fill(world, interaction, call)
        return shown(world, interaction.original)
    message = _send(world, interaction, call.body, call, type=MESSAGE_DEFAULT)
    interaction.followups.append(message)
    return shown(world, message)


@route("GET", "/webhooks/{application_id}/{token}/messages/{which}")
def get_follow_up(world: World, call: Call, application_id: int, token: str, which: str) -> JSON:
    return shown(world, _own_message(world, token, which))


@route("PATCH", "/webhooks/{application_id}/{token}/messages/{which}")
def edit_follow_up(world: World, call: Call, application_id: int, token: str, which: str) -> JSON:
    interaction, message = _answered_interaction(world, token), _own_message(world, token, which)
    if message is interaction.original and interaction.is_loading:
        _fill(world, interaction, call)
    else:
        world.edit_message(message, call.body, files=call.files)
        interaction.original = interaction.original or message
    return shown(world, message)


@route("DELETE", "/webhooks/{application_id}/{token}/messages/{which}")
def delete_follow_up(world: World, call: Call, application_id: int, token: str, which: str) -> None:
    interaction, message = _answered_interaction(world, token), _own_message(world, token, which)
    world.delete_message(message)
    interaction.deleted.append(message)
    if message in interaction.followups:
        interaction.followups.remove(message)
    else:
        interaction.original = None


def _fill(world: World, interaction: Interaction, call: Call) -> None:
    """The first message after a deferral takes the placeholder's place, and its visibility."""
    assert interaction.original
    interaction.is_loading = False
    flags = (call.body.get("flags") or 0) & ~EPHEMERAL
    flags |= interaction.original.data["flags"] & EPHEMERAL
    world.edit_message(interaction.original, call.body | {"flags": flags}, files=call.files, edited=False)


def _answered_interaction(world: World, token: str) -> Interaction:
    interaction = world.interactions.get(token, error=(10015, "Webhook"))
    if interaction.answer is None:
        raise unknown(10015, "Webhook")
    return interaction


def _own_message(world: World, token: str, which: str) -> Message:
    interaction = _answered_interaction(world, token)
    if which == "@original":
        # After a deferred update, the original is the message whose component was pressed.
        found = interaction.original or (interaction.source if interaction.answer_type == DEFER_UPDATE else None)
    else:
        messages = [interaction.original, interaction.source, *interaction.followups]
        found = next((message for message in messages if message and str(message.id) == which), None)
    if found is None:
        raise unknown(10008, "Message")
    return found
