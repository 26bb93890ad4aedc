"""What the people of the community do: write, react, use commands, press buttons, fill in forms.

Discord's own client is between a person and the bot: an option that does not exist, a required one left out, a disabled button or a text
that is too long never reach the bot. The same is refused here, with an AssertionError, so that no test proves what cannot happen.
"""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from tests.wire.calls import Call
from tests.wire.changes import Changes
from tests.wire.gateway import Gateway
from tests.wire.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from tests.wire.state import World, number_components
from tests.wire.things import JSON, Channel, Member, Message, Role, Thread, Upload, walk

TEXT_INPUT, STRING_SELECT, FILE_UPLOAD, RADIO, CHECKBOX = 4, 3, 19, 21, 23
ENTITY_SELECTS = {5, 6, 7, 8}
INPUTS = {TEXT_INPUT, STRING_SELECT, FILE_UPLOAD, RADIO, 22, CHECKBOX} | ENTITY_SELECTS
STRING, SUBCOMMAND, GROUP, ATTACHMENT = 3, 1, 2, 11
ATTACHMENT_SIZE_LIMIT = 10 * 2**20


class People:
    """The hands of everybody who is not the bot."""

    def __init__(self, *, world: World, gateway: Gateway, changes: Changes) -> None:
        self._world = world
        self._gateway = gateway
        self._changes = changes

    # Writing

    def post_message(
        self,
        member: Member,
        channel: Channel,
        text: str,
        *,
        reply_to: Message | None = None,
        files: Sequence[Upload] = (),
    ) -> Message:
        body: JSON = {"content": text}
        if reply_to:
            body["message_reference"] = {"message_id": str(reply_to.id)}
        return self._world.create_message(channel, member.user, body, files=files)

    def create_forum_post(
        self, member: Member, forum: Channel, title: str, text: str, *, tags: Iterable[str] = ()
    ) -> Thread:
        body: JSON = {"name": title, "message": {"content": text}, "applied_tags": [forum.tag(tag) for tag in tags]}
        return self._world.create_post(forum, member.user, body)

    def start_thread(self, member: Member, channel: Channel, name: str, *, on: Message | None = None) -> Thread:
        return self._world.start_thread(channel, member.user, name=name, id=on.id if on else None)

    def edit_message(self, message: Message, text: str) -> None:
        self._world.edit_message(message, {"content": text})

    def delete_message(self, message: Message) -> None:
        self._world.delete_message(message)

    def react(self, member: Member, message: Message, emoji: str) -> None:
        self._world.react(message, member.user, emoji)

    def unreact(self, member: Member, message: Message, emoji: str) -> None:
        self._world.unreact(message, member.user, emoji)

    # Commands

    def slash(self, member: Member, channel: Channel, command: str, /, **options: Any) -> Interaction:
        """Use a slash command; `command` names its groups too: "questions search". Values are what a person picks: members, roles, …"""
        data, leaf = self._command_data(command)
        resolved: JSON = {}
        leaf["options"] = self._options(command, leaf.pop("declared"), options, member, channel, resolved)
        return self._send(COMMAND, member, channel, data | {"resolved": resolved})

    def autocomplete(
        self, member: Member, channel: Channel, command: str, /, *, focused: str, typed: str, **options: Any
    ) -> Interaction:
        data, leaf = self._command_data(command)
        declared = leaf.pop("declared")
        option = next(item for item in declared if item["name"] == focused)
        assert option.get("autocomplete"), f"/{command} does not autocomplete {focused}"
        given = [item for item in declared if item["name"] in options]
        resolved: JSON = {}
        leaf["options"] = self._options(command, given, options, member, channel, resolved)
        leaf["options"].append({"name": focused, "type": option["type"], "value": typed, "focused": True})
        return self._send(AUTOCOMPLETE, member, channel, data | {"resolved": resolved})

    def message_menu(self, member: Member, message: Message, name: str) -> Interaction:
        command = self._world.find_command(name, type=3)
        resolved = {"messages": {str(message.id): self._world.event_json(message)}}
        return self._send(COMMAND, member, message.channel, self._menu(command, message.id, resolved))

    def user_menu(self, member: Member, channel: Channel, target: Member, name: str) -> Interaction:
        command = self._world.find_command(name, type=2)
        resolved: JSON = {}
        self._resolve(target, member, channel, resolved)
        return self._send(COMMAND, member, channel, self._menu(command, target.id, resolved))

    def _menu(self, command: JSON, target_id: int, resolved: JSON) -> JSON:
        return _named(command) | {"target_id": str(target_id), "resolved": resolved}

    def _command_data(self, path: str) -> tuple[JSON, JSON]:
        """Return the command's data and, inside of it, the level that takes the values (with its declared options)."""
        first, *rest = path.split()
        level = self._world.find_command(first)
        data = leaf = _named(level)
        for name in rest:
            level = next((item for item in level.get("options") or () if item["name"] == name), {})
            assert level.get("type") in (SUBCOMMAND, GROUP), f"the bot has no command /{path}"
            leaf["options"] = [{"name": name, "type": level["type"]}]
            leaf = leaf["options"][0]
        leaf["declared"] = level.get("options") or []
        assert all(item["type"] not in (SUBCOMMAND, GROUP) for item in leaf["declared"]), f"/{path} needs a subcommand"
        return data, leaf

    def _options(
        self, command: str, declared: list[JSON], given: JSON, member: Member, channel: Channel, resolved: JSON
    ) -> list[JSON]:
        by_name = {item["name"]: item for item in declared}
        missing = [name for name, item in by_name.items() if item.get("required") and name not in given]
        assert not missing and set(given) <= set(by_name), f"/{command} takes {by_name}, not {sorted(given)}"
        filled = []
        for name, value in given.items():
            _check_option(command, by_name[name], value)
            raw = self._resolve(value, member, channel, resolved)
            filled.append({"name": name, "type": by_name[name]["type"], "value": raw})
        return filled

    # Components

    def press(self, member: Member, message: Message, button: str) -> Interaction:
        """Press a button, named by its custom id, the beginning of it, or its label."""
        return self._use_component(member, message, button, {})

    def select(self, member: Member, message: Message, menu: str, values: Sequence[Any]) -> Interaction:
        resolved: JSON = {}
        raw = [self._resolve(value, member, message.channel, resolved) for value in values]
        component = message.component(menu)
        if component["type"] == STRING_SELECT:
            raw = [_option_value(component, value) for value in raw]
        return self._use_component(member, message, menu, {"values": raw, "resolved": resolved})

    def _use_component(self, member: Member, message: Message, wanted: str, values: JSON) -> Interaction:
        component = message.component(wanted)
        assert not component.get("disabled"), f"{wanted} is disabled"
        chosen = {"custom_id": component["custom_id"], "component_type": component["type"], "id": component["id"]}
        return self._send(COMPONENT, member, message.channel, chosen | values, source=message)

    def forge(self, member: Member, message: Message, custom_id: str) -> Interaction:
        """Send a button press with a custom id the bot never made, as a modified client can."""
        data = {"custom_id": custom_id, "component_type": 2, "id": 1}
        return self._send(COMPONENT, member, message.channel, data, source=message)

    async def submit_modal(self, opened: Interaction, /, **values: Any) -> Interaction:
        """Fill in the modal that answers an interaction, by custom id or label (spaces as underscores), and send it."""
        modal = await opened.modal()
        resolved: JSON = {}
        components = self._filled(opened, number_components(modal["components"]), dict(values), resolved)
        data = {"custom_id": modal["custom_id"], "components": components, "resolved": resolved}
        return self._send(MODAL_SUBMIT, opened.member, opened.channel, data, source=opened.source, opened_by=opened)

    def _filled(self, opened: Interaction, components: list[JSON], values: JSON, resolved: JSON) -> list[JSON]:
        inputs = {}
        for top in components:
            for component in walk([top]):
                if component["type"] in INPUTS:
                    inputs[component["custom_id"]] = (component, top.get("label") or component.get("label") or "")
        answers = {}
        for custom_id, (component, label) in inputs.items():
            names = [name for name in values if name in (custom_id, label, label.lower().replace(" ", "_"))]
            value = values.pop(names[0]) if names else _default(component)
            answers[custom_id] = self._answer(opened, component, value, resolved)
        assert not values, f"the modal has no fields {sorted(values)}, only {[(key, inputs[key][1]) for key in inputs]}"
        return [_with_answers(top, answers) for top in components]

    def _answer(self, opened: Interaction, component: JSON, value: Any, resolved: JSON) -> JSON:
        kind = component["type"]
        answer: JSON = {"type": kind, "id": component["id"], "custom_id": component["custom_id"]}
        if kind == TEXT_INPUT:
            _check_text(component, value)
            return answer | {"value": value}
        if kind in (RADIO, CHECKBOX):
            return answer | {"value": value}
        chosen = [self._resolve(item, opened.member, opened.channel, resolved) for item in value]
        if kind not in ENTITY_SELECTS | {FILE_UPLOAD}:
            chosen = [_option_value(component, item) for item in chosen]
        needed = component.get("min_values", 1) if component.get("required", True) else 0
        assert len(chosen) >= needed, f"{component['custom_id']} needs {needed} values"
        return answer | {"values": chosen}

    # The payload

    def _resolve(self, value: Any, member: Member, channel: Channel, resolved: JSON) -> Any:
        """Return a value as the payload names it, with the entity behind it put into resolved."""
        guild = member.guild
        if isinstance(value, Member):
            resolved.setdefault("users", {})[str(value.id)] = value.user.json()
            if value.id in guild.members:
                shown = value.json(with_user=False) | {"permissions": str(value.permissions)}
                resolved.setdefault("members", {})[str(value.id)] = shown
        elif isinstance(value, Role):
            resolved.setdefault("roles", {})[str(value.id)] = value.json()
        elif isinstance(value, Channel):
            shown = value.json() | {"permissions": str(member.permissions)}
            resolved.setdefault("channels", {})[str(value.id)] = shown
        elif isinstance(value, Upload):
            stored = self._world.store(channel, value)
            resolved.setdefault("attachments", {})[stored["id"]] = stored
            return stored["id"]
        else:
            return value
        return str(value.id)

    def _send(
        self,
        kind: int,
        member: Member,
        channel: Channel,
        data: JSON,
        *,
        source: Message | None = None,
        opened_by: Interaction | None = None,
    ) -> Interaction:
        assert self._gateway.is_connected, "the bot is not connected: its buttons and commands fail at once"
        interaction = Interaction(
            id=self._world.ids(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            member=member,
            channel=channel,
            changes=self._changes,
            source=source,
            opened_by=opened_by,
        )
        self._world.interactions.add(interaction)
        self._gateway.dispatch("INTERACTION_CREATE", self._payload(interaction, data))
        return interaction

    def _payload(self, interaction: Interaction, data: JSON) -> JSON:
        member, guild = interaction.member, interaction.member.guild
        bot = guild.members[self._world.bot.id]
        payload: JSON = {
            "id": str(interaction.id),
            "application_id": str(self._world.application_id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": data,
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "channel": interaction.channel.json() | {"permissions": str(member.permissions)},
            "channel_id": str(interaction.channel.id),
            "member": member.json() | {"permissions": str(member.permissions)},
            "app_permissions": str(bot.permissions),
            "locale": member.user.locale,
            "guild_locale": guild.locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
            "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        }
        if interaction.source:
            payload["message"] = interaction.source.json(viewer_id=self._world.bot.id)
        return payload


def context_of(world: World, call: Call) -> JSON:
    """Return what the request checker must know beside a callback: which kind of interaction it answers."""
    interaction = world.interactions.known(call.path)
    if interaction is None:
        return {}
    return {"interaction_type": interaction.kind, "via_component": interaction.source is not None}


def _named(command: JSON) -> JSON:
    data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
    return data | {"guild_id": command["guild_id"]} if "guild_id" in command else data


def _check_option(command: str, option: JSON, value: Any) -> None:
    where = f"/{command} {option['name']}"
    choices = [choice["value"] for choice in option.get("choices") or ()]
    assert not choices or value in choices, f"{where} offers {choices}, not {value!r}"
    if option["type"] == STRING:
        length = len(str(value))
        assert option.get("min_length", 0) <= length <= option.get("max_length", 6000), f"{where}: {length} characters"
    elif isinstance(value, int) and not isinstance(value, bool):
        lowest, highest = option.get("min_value"), option.get("max_value")
        assert lowest is None or value >= lowest, f"{where} is at least {lowest}"
        assert highest is None or value <= highest, f"{where} is at most {highest}"


def _check_text(component: JSON, value: str) -> None:
    required = component.get("required", True)
    lowest = max(component.get("min_length") or 0, 1 if required else 0) if value or required else 0
    highest = component.get("max_length") or 4000
    assert lowest <= len(value) <= highest, f"{component['custom_id']} takes {lowest} to {highest} characters"


def _option_value(component: JSON, wanted: str) -> str:
    """Return the value of the option that has this value or this label."""
    for option in component["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise AssertionError(f"{component['custom_id']} offers {[item['label'] for item in component['options']]}")


def _default(component: JSON) -> Any:
    kind = component["type"]
    if kind == TEXT_INPUT:
        return component.get("value") or ""
    if kind == CHECKBOX:
        return bool(component.get("default"))
    chosen = [option["value"] for option in component.get("options") or () if option.get("default")]
    if kind == RADIO:
        return chosen[0] if chosen else None
    return chosen or [item["id"] for item in component.get("default_values") or ()]


def _with_answers(component: JSON, answers: dict[str, JSON]) -> JSON:
    if component.get("custom_id") in answers:
        return answers[component["custom_id"]]
    shell = {"type": component["type"], "id": component["id"]}
    if "component" in component:
        return shell | {"component": _with_answers(component["component"], answers)}
    if "components" in component:
        return shell | {"components": [_with_answers(item, answers) for item in component["components"]]}
    return shell
