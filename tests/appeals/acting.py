"""What people do with appeals, for tests: cases are opened as the dialogue does, letters read where they arrive."""

from typing import Any

import discord
import simcord
from simcord.results import InteractionResult

from bot.appeals.model import Sheet
from bot.moderation.model import Act, Case, Origin, Subject
from bot.moderation.opening import Decision
from bot.sandbox import simulated_moderation as mod
from tests.reports.acting import raw
from tests.support.cards import buttons
from tests.support.community import Community

WORDS = "I only quoted what somebody else had written."
ANSWER = "You are right, it was a quotation."


async def decided(
    community: Community,
    about: simcord.MemberActor,
    by: simcord.MemberActor,
    *,
    act: Act = Act.WARN,
    minutes: int | None = None,
    reason: str = "Insulting words.",
) -> Case:
    """Have a moderator decide a case, and everything that follows from it happen."""
    case = await community.app.moderation.opening.open(
        Decision(
            guild_id=community.server.id,
            act=act,
            origin=Origin.COMMAND,
            subject=Subject(member_id=about.id),
            moderator_id=by.id,
            minutes=minutes,
            reason=reason,
        ),
        by_itself=True,
    )
    await community.run_due()
    return case


async def appealed(
    community: Community, who: simcord.MemberActor, case: Case, *, text: str = WORDS
) -> InteractionResult:
    """Have a member appeal from the letter: whoever is timed out can use no commands."""
    custom_id = f"appeals:appeal:{case.id}"
    [letter] = [one for one in mod.direct_messages(who) if custom_id in buttons(raw(one))]
    form = await who.user.click(letter, custom_id=custom_id)
    done: InteractionResult = await who.user.submit_modal(form, {"text": text})
    await community.run_due()
    return done


async def answered(
    who: simcord.MemberActor, message: Any, outcome: str, *, answer: str = ANSWER, **further: str
) -> InteractionResult:
    """Have a moderator decide an appeal from a message with its buttons."""
    form = await who.click(message, custom_id=decision_of(message, outcome))
    return await who.submit_modal(form, {"answer": answer, **further})


def decision_of(message: Any, outcome: str) -> str:
    if isinstance(message, discord.Message):
        message = raw(message)
    return next(one for one in buttons(message) if one.startswith("appeals:decide:") and one.endswith(outcome))


async def sheet_of(community: Community, appeal_id: int = 1) -> Sheet:
    found = await community.app.appeals.deciding.find(guild_id=community.server.id, appeal_id=appeal_id)
    assert found is not None
    return found


async def case_now(community: Community, case: Case) -> Case:
    async with community.app.database.read() as connection:
        return await community.app.moderation.desk.case(connection, guild_id=case.guild_id, case_id=case.id)
