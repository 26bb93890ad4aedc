"""What newcomers do, and what hosts do to receive them: rules, interests, introductions, links.

As in `acts.py`: commands, buttons and forms as a person finds them, and `ActFailed` where the bot refuses.
"""

from collections.abc import Sequence
from typing import Any

import discord
from simcord.builders import ChannelHandle, RoleHandle

from bot.i18n import Language
from bot.sandbox.acts import ActFailed, Acts, Shown, custom_id_of, text_of
from bot.sandbox.point_acts import PointActs, command, options
from bot.sandbox.story import AboutText, ProfileText, RuleText

PAGES_MAX = 12


class ArrivalActs:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.typing = PointActs(acts)

    def _room(self, key: str) -> ChannelHandle:
        return self.acts.house.world.rooms[key]

    async def run(self, person: str, typed: str, *, room: str = "welcome", **given: Any) -> Shown:
        """Type a command and return what came of it, whatever that is."""
        return await self.typing.run(person, self._room(room), typed, options(**given))

    async def _form(self, person: str, typed: str, values: dict[str, str], *, room: str, **given: Any) -> Shown:
        """Type a command that opens a form, and send it."""
        form = await self.acts.actor(person).slash(self._room(room), typed, **options(**given))
        return await self.acts.submit(person, form, values)

    # Newcomers --------------------------------------------------------------------------------------------------

    def welcome(self, person: str) -> discord.Message:
        """Return the latest message in the welcome channel that mentions somebody."""
        member = self.acts.actor(person)
        for message in reversed(self._room("welcome").history()):
            if member.id in message.raw_mentions:
                return message
        raise ActFailed(f"{person} was not welcomed")

    async def read_rules(self, person: str) -> Shown:
        """Read all pages of the rules; returns the last one."""
        page = await self.run(person, command("guidelines-command", "guidelines-command-show"))
        for _ in range(PAGES_MAX):
            if self._has(page, "guidelines:agree"):
                return page
            page = await self._next(person, page)
        return page

    async def _next(self, person: str, page: Shown) -> Shown:
        onward = [
            component["custom_id"]
            for component in _buttons(self.acts.components(page))
            if component["custom_id"].startswith("guidelines:page:") and not component.get("disabled")
        ]
        if not onward:
            raise ActFailed(f"{person} finds neither a further page nor “I agree”: {text_of(page)}")
        return self.acts.answer(person, await self.acts.actor(person).click(page, custom_id=onward[-1]))

    async def agree(self, person: str) -> Shown:
        return await self.acts.press(person, await self.read_rules(person), "guidelines:agree")

    async def choose_interests(self, person: str, roles: Sequence[RoleHandle]) -> Shown:
        shown = await self.run(person, command("profiles-command", "profiles-command-interests"))
        return await self.acts.choose(person, shown, "profiles:interest", [str(role.id) for role in roles])

    async def introduce(self, person: str, *, called: str, about: str, hope: str) -> discord.Message:
        """Introduce oneself; returns the card."""
        values = {"called": called, "about": about, "hope": hope}
        answer = await self._form(person, command("onboarding-command-introduce"), values, room="welcome")
        card = self.introduction(person)
        if card is None:
            raise ActFailed(f"{person} introduced themselves and was told: {text_of(answer)}")
        return card

    def introduction(self, person: str) -> discord.Message | None:
        """Return somebody's card in the channel for introductions."""
        own = str(self.acts.actor(person).id)
        for message in reversed(self._room("hello").history()):
            found = custom_id_of(self.acts.components(message), "onboarding:introduce-edit")
            if found is not None and found.endswith(f":{own}"):
                return message
        return None

    async def start(self, person: str) -> Shown:
        return await self.run(person, command("onboarding-command-start"))

    async def invite(self, person: str) -> tuple[Shown, str]:
        """Ask for one's own link; returns the code, too."""
        shown = await self.run(person, command("onboarding-command-invite"), room="veranda-en")
        return shown, _code_in(shown)

    async def fill_profile(self, text: ProfileText) -> Shown:
        values = text.model_dump(exclude={"who"})
        return await self._form(
            text.who, command("profiles-command", "profiles-command-edit"), values, room="veranda-en"
        )

    # Hosts ------------------------------------------------------------------------------------------------------

    async def write_rules(self, person: str, rules: Sequence[RuleText]) -> Shown:
        """Write the first rules and publish them."""
        draft = await self.open_draft(person)
        draft = await self.acts.press(person, draft, "guidelines:begin:empty")
        for rule in rules:
            form = await self.acts.press_raw(person, draft, "guidelines:add")
            draft = await self.acts.submit(person, form, rule_values(rule))
        return await self.publish(person, draft, "material")

    async def open_draft(self, person: str) -> Shown:
        return await self.run(person, command("guidelines-command", "guidelines-command-edit"), room="workshop")

    async def publish(self, person: str, draft: Shown, kind: str) -> Shown:
        asked = await self.acts.press(person, draft, "guidelines:ask-publish")
        return await self.acts.press(person, asked, f"guidelines:publish:{kind}")

    async def write_about(self, person: str, text: AboutText, language: Language) -> Shown:
        typed = command("onboarding-command", "onboarding-command-about")
        return await self._form(
            person, typed, text.model_dump(), room="workshop", onboarding_option_language=language.value
        )

    async def add_source(self, person: str, label: str) -> str:
        """Make a link for a source; returns its code."""
        typed = command("onboarding-command", "onboarding-command-source", "onboarding-command-source-add")
        return _code_in(await self.run(person, typed, room="workshop", onboarding_option_label=label))

    def _has(self, shown: Shown, action: str) -> bool:
        return custom_id_of(self.acts.components(shown), action) is not None


def rule_values(rule: RuleText) -> dict[str, Any]:
    return {**rule.model_dump(exclude={"penalty"}), "penalty": [rule.penalty]} | {
        f"{what}-{language}": getattr(rule, f"{what}_{language}") for what in ("title", "text") for language in Language
    }


def _buttons(components: Sequence[Any]) -> list[dict[str, Any]]:
    found = []
    for component in components:
        if component.get("type") == discord.ComponentType.button.value and component.get("custom_id"):
            found.append(component)
        found += _buttons(component.get("components") or [])
    return found


def _code_in(shown: Shown) -> str:
    text = text_of(shown)
    _, found, rest = text.partition("discord.gg/")
    code = "".join(letter for letter in rest.split()[0] if letter.isalnum() or letter == "-") if found else ""
    if not code:
        raise ActFailed(f"no invite in: {text}")
    return code
