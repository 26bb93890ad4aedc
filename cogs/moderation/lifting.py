"""*Lift* on a case's card: taking a case back, with what Discord holds of it, and a word on why."""

import discord

from bot.client import Bot
from bot.i18n import Language, say
from bot.moderation import errors
from bot.moderation.ending import ENDED_BY, OVER
from bot.moderation.lifting import check_liftable
from bot.moderation.model import REASON_MAX, Act, Case, State
from bot.ui.actions import Button, open_form
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, CAREFUL, card, layout_of, row
from bot.ui.texts import language_of
from cogs.moderation import people
from cogs.moderation.acting import perform_now
from cogs.moderation.forms import GivingBackForm
from cogs.moderation.here import show_here


class LiftButton(Button):
    """*Lift* on a case's card: asks why."""

    action = "moderation:lift"
    label_id = "moderation-button-lift"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        # One read of our own database before the form, which has to come at once.
        await _liftable(interaction, case_id)
        await open_form(interaction, LiftForm(case_id, language=language_of(interaction)))


async def _liftable(interaction: discord.Interaction[Bot], case_id: int) -> Case:
    """Raises ModeratorsOnly, MayNotBan, CaseNotFound, NotLiftable, AlreadyOver or NotYourself."""
    actor = await actor_of(interaction)
    case = await interaction.client.app.moderation.cases.get(case_id, by=actor)
    check_liftable(case)
    if case.member_id == actor.id:
        raise errors.NotYourself
    await people.moderator_for(interaction, ENDED_BY.get(case.act, Act.NOTE))
    return case


class LiftForm(GivingBackForm):
    """Why a case is taken back; the case's history keeps it."""

    action = "moderation:lift-form"
    title_id = "moderation-lift-title"

    def __init__(self, case_id: int, *, language: Language) -> None:
        super().__init__(case_id, language=language)
        self.why = self.line("why", "moderation-lift-why", most=REASON_MAX, long=True, required=True)

    async def take(self, interaction: discord.Interaction[Bot], case_id: int) -> None:
        bot = interaction.client
        case = await _liftable(interaction, case_id)
        lifted = await bot.app.moderation.lifting.lift(
            by=await actor_of(interaction), case_id=case_id, why=self.why.value
        )
        undone = None if lifted.undoing is None else await perform_now(bot, lifted.undoing)
        said = say(self.language, "moderation-lifted", number=str(case.number))
        if undone is not None:
            key = "moderation-lifted-undone" if undone.state is State.DONE else "moderation-lifted-not-undone"
            said += "\n" + say(self.language, key, number=str(undone.number))
        said += await _steps_left(bot, case, self.language)
        entrance = bot.entrances.get("case")
        door = row(entrance(case_id, self.language)) if entrance is not None else None
        went_well = undone is None or undone.state is State.DONE
        await show_here(interaction, layout_of(card(said, door, colour=CALM if went_well else CAREFUL)))


async def _steps_left(bot: Bot, case: Case, language: Language) -> str:
    """Return a line for what the ladder did because of a case and is in force still: it is a case of its own."""
    lines = [
        say(language, "moderation-lifted-step", number=str(step.number))
        for step in await bot.app.moderation.doing.followed_by(case)
        if step.state not in OVER
    ]
    return "".join(f"\n{one}" for one in lines)


ACTIONS = (LiftButton, LiftForm)
