"""A server that the wizard has not seen yet, with its admin, for tests of `/setup`."""

from dataclasses import dataclass
from typing import Any

import simcord
from simcord.results import InteractionResult

from bot.guidelines.model import GuidelineSettings
from bot.onboarding.model import OnboardingSettings
from bot.questions.model import QuestionSettings
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from tests.support.cards import answer, buttons
from tests.support.community import ADMIN_PERMISSIONS, Community

FAILURES = [
    (403, 50013, "I lack the permission **Manage"),
    (404, 10004, "was deleted in the meantime"),
    (429, 0, "Discord didn't answer"),
    (500, 0, "Discord didn't answer"),
    (400, 99999, "Discord refused (code 99999)"),
]


def button_of(card: InteractionResult, beginning: str) -> str:
    """Return the custom id of a card's button."""
    found = [custom_id for custom_id in buttons(answer(card)) if custom_id.startswith(beginning)]
    assert found, f"no button {beginning}… on the card"
    return found[0]


@dataclass
class Place:
    """Another server with the bot in it, and its admin."""

    community: Community
    server: simcord.GuildHandle
    lobby: simcord.ChannelHandle
    admin: simcord.MemberActor
    member: simcord.MemberActor

    async def setup(self) -> InteractionResult:
        return await self.admin.slash(self.lobby, "setup")

    async def apply(self, proposal: InteractionResult) -> InteractionResult:
        custom_id = button_of(proposal, "setup:apply:")
        return await self.admin.click(answer(proposal), custom_id=custom_id)

    async def choose(self, proposal: InteractionResult, need: str, way: str, *picked: Any) -> InteractionResult:
        custom_id = button_of(proposal, f"setup:change:{need}:")
        form = await self.admin.click(answer(proposal), custom_id=custom_id)
        return await self.admin.submit_modal(form, {"way": way, **({"pick": list(picked)} if picked else {})})

    async def turn(self, card: InteractionResult, part: int) -> InteractionResult:
        """Go to another part of the wizard, counted from 0."""
        custom_id = button_of(card, f"setup:part:{part}:")
        return await self.admin.click(answer(card), custom_id=custom_id)

    async def newcomers(self) -> InteractionResult:
        return await self.turn(await self.setup(), 1)

    async def onboarding(self) -> OnboardingSettings:
        return await self.community.app.settings.get(self.server.id, OnboardingSettings)

    async def guidelines(self) -> GuidelineSettings:
        return await self.community.app.settings.get(self.server.id, GuidelineSettings)

    async def shared(self) -> ServerSettings:
        return await self.community.app.settings.get(self.server.id, ServerSettings)

    async def questions(self) -> QuestionSettings:
        return await self.community.app.settings.get(self.server.id, QuestionSettings)

    def names(self) -> list[str]:
        guild = self.community.env.backend.get_guild(self.server.id)
        channels = [self.community.env.backend.channels[id_] for id_ in guild.channel_ids]
        return sorted([str(channel.name) for channel in channels] + [role.name for role in guild.roles.values()])

    def made(self) -> list[tuple[str, str]]:
        """Return the requests that made or changed something."""
        return [
            (request.method, request.path.replace(str(self.server.id), "server"))
            for request in self.community.env.http_requests
            if request.method in ("POST", "PATCH", "PUT") and request.path.startswith(("/guilds", "/channels"))
        ]

    def channel(self, name: str) -> Any:
        guild = self.community.env.backend.get_guild(self.server.id)
        channels = [self.community.env.backend.channels[id_] for id_ in guild.channel_ids]
        return next(channel for channel in channels if channel.name == name)

    def tags(self, name: str) -> list[str]:
        return [tag["name"] for tag in self.channel(name).available_tags]


async def place(community: Community, *, locale: str = "en-US", name: str = "Bare") -> Place:
    env = community.env
    server = env.create_guild(name, preferred_locale=locale)
    lobby = server.create_text_channel("lobby")
    admin = server.add_member(
        env.create_user("boss"), roles=[server.create_role("Boss", permissions=ADMIN_PERMISSIONS)]
    )
    member = server.add_member(env.create_user("somebody"))
    simulated.set_locale(env, admin, locale)
    await env.settle()
    return Place(community, server, lobby, admin, member)
