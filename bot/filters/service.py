"""Filters, as the rest of the program uses them."""

from bot.clock import Clock
from bot.db import Database
from bot.filters.behaviour import Behaviour
from bot.filters.desk import Desk
from bot.filters.exchanging import Exchanging
from bot.filters.handing import Handing
from bot.filters.hitting import TOPIC, Hitting
from bot.filters.judging import WRONG_TOPIC, Judging, WaitingHits
from bot.filters.making import Making
from bot.filters.privacy import FilterPrivacy
from bot.filters.screens import Screens
from bot.filters.telling import Telling
from bot.filters.trying import Trying
from bot.inbox.service import Inbox
from bot.moderation.model import Origin
from bot.moderation.service import Moderation
from bot.settings.service import Settings


class Filters:
    def __init__(
        self, *, database: Database, clock: Clock, settings: Settings, moderation: Moderation, inbox: Inbox
    ) -> None:
        desk = Desk(database=database, clock=clock, settings=settings, moderation=moderation, inbox=inbox)
        self.behaviour = Behaviour()
        self.screens = Screens(desk, self.behaviour)
        self.making = Making(desk, self.screens)
        self.hitting = Hitting(desk)
        self.judging = Judging(desk)
        self.waiting = WaitingHits(self.judging)
        self.handing = Handing(desk)
        self.exchanging = Exchanging(desk, self.making)
        self.trying = Trying(desk)
        self.privacy = FilterPrivacy(desk)
        telling = Telling(desk)
        inbox.renderers[TOPIC] = telling.removed
        inbox.renderers[WRONG_TOPIC] = telling.wrong
        moderation.desk.origins[Origin.FILTER] = self.judging
        moderation.desk.after_case.append(self.judging.after_case)
        moderation.evidence.holders.append(self.judging.held)
        settings.followers.append(self.handing.follow_settings)

    async def load(self) -> None:
        """Compile the filters of every server. Before the first event comes."""
        await self.screens.load()

    def forget(self, guild_id: int, member_id: int) -> None:
        """Drop what is in memory of a member whose rows were erased."""
        self.behaviour.forget(guild_id, member_id)

    def forget_server(self, guild_id: int) -> None:
        """Drop what is in memory of a server whose rows were deleted."""
        self.screens.forget_server(guild_id)
        self.behaviour.forget_server(guild_id)
