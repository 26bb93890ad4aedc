"""The doctor asks Discord; here that is the wire server."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from discord.http import Route
from pydantic import SecretStr

from bot.config import Config
from bot.i18n import Language
from bot.operations import portal
from bot.operations.doctor import Finding, Severity
from tests.support.discord_spec import check_call
from tests.wire.gateway import MEMBERS, MESSAGE_CONTENT
from tests.wire.server import Wire


@pytest_asyncio.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    monkeypatch.setattr(Route, "BASE", Route.BASE)  # online_findings moves it; here it moves back
    async with Wire(observe=check_call) as wire:
        yield wire
    assert not wire.complaints()


@pytest.fixture
def online(fresh: Config, wire: Wire) -> Config:
    return fresh.model_copy(update={"discord_token": SecretStr(wire.token), "discord_api_url": wire.api_url})


async def ask(config: Config) -> dict[str, Finding]:
    return {finding.message: finding for finding in await portal.online_findings(config)}


@pytest.mark.parametrize("language", Language)
async def test_a_bot_that_is_set_up(wire: Wire, online: Config, language: Language) -> None:
    wire.world.add_guild()

    findings = await ask(online)

    assert {"operations-portal-login", "operations-portal-members", "operations-portal-content"} <= findings.keys()
    assert "operations-portal-servers" in findings
    assert findings["operations-portal-clock"].severity is Severity.FINE
    assert not wire.gateway.identifies, "the gateway session of the running bot must not be touched"
    for finding in findings.values():
        assert finding.said(language)
        assert (finding.severity is Severity.FINE) is (finding.remedy_said(language) is None), finding


async def test_intents_that_are_switched_off(wire: Wire, online: Config) -> None:
    wire.world.enabled_intents &= ~(MEMBERS | MESSAGE_CONTENT)

    findings = await ask(online)

    assert findings["operations-portal-members-off"].severity is Severity.PROBLEM
    assert findings["operations-portal-content-off"].severity is Severity.PROBLEM


async def test_intents_the_operator_does_without(wire: Wire, online: Config) -> None:
    wire.world.enabled_intents = 0

    findings = await ask(online.model_copy(update={"members": False, "message_content": False}))

    assert findings["operations-portal-members-without"].severity is Severity.FINE
    assert findings["operations-portal-content-without"].severity is Severity.FINE


async def test_a_bot_in_no_server_is_given_the_invite_link(wire: Wire, online: Config) -> None:
    finding = (await ask(online))["operations-portal-servers-none"]

    assert f"client_id={wire.world.application_id}" in str(finding.remedy_said(Language.EN))


async def test_the_operators_channel_must_be_there(wire: Wire, online: Config) -> None:
    channel = wire.world.add_channel(wire.world.add_guild(), "operators")

    there = await ask(online.model_copy(update={"operator_channel_id": channel.id}))
    gone = await ask(online.model_copy(update={"operator_channel_id": 12345}))

    assert "operators" in there["operations-portal-channel"].said(Language.EN)
    assert gone["operations-portal-channel-gone"].severity is Severity.PROBLEM
    assert "OPERATOR_CHANNEL_ID" in str(gone["operations-portal-channel-gone"].remedy_said(Language.JA))


async def test_a_refused_token(online: Config) -> None:
    findings = await portal.online_findings(online.model_copy(update={"discord_token": SecretStr("wrong")}))

    assert [finding.message for finding in findings] == ["operations-portal-token-refused"]


@pytest.mark.usefixtures("wire")
async def test_no_network(online: Config) -> None:
    findings = await portal.online_findings(online.model_copy(update={"discord_api_url": "http://127.0.0.1:9/api"}))

    assert [finding.message for finding in findings] == ["operations-portal-unreachable"]
    assert "http://127.0.0.1:9/api" in findings[0].said(Language.EN)


async def test_commands_that_were_never_sent(online: Config) -> None:
    finding = (await ask(online))["operations-portal-commands-differ"]

    assert finding.severity is Severity.WARNING


def test_commands_that_were_sent_are_fine() -> None:
    assert portal.commands_finding({"ask", "faq"}, {"faq", "ask"}).severity is Severity.FINE
    assert portal.commands_finding({"ask", "old"}, {"ask", "new"}).params == {"names": "new, old"}
