"""Questions and answers, as cogs use them: `bot.app.questions.solving.accept(…)`.

Each part is about one thing people do and lives in a module of that name; this one only puts them together.
"""

from bot.clock import Clock
from bot.db import Database
from bot.points.ledger import Ledger
from bot.questions.answering import Answering
from bot.questions.asking import Asking
from bot.questions.claims import Claims
from bot.questions.closing import Closing
from bot.questions.desk import Desk
from bot.questions.experts import Experts
from bot.questions.faq import Faq
from bot.questions.figures import FiguresDesk
from bot.questions.finding import Finding
from bot.questions.privacy import QuestionPrivacy
from bot.questions.reminders import Reminders
from bot.questions.rewards import Rewards
from bot.questions.sealing import Sealing
from bot.questions.solving import Solving
from bot.questions.taking_part import TakingPart
from bot.seal import Seal
from bot.search.index import SearchIndex
from bot.settings.service import Settings


class Questions:
    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        settings: Settings,
        seal: Seal,
        index: SearchIndex,
        points: Ledger,
    ) -> None:
        desk = Desk(
            database=database,
            clock=clock,
            settings=settings,
            seal=seal,
            index=index,
            rewards=Rewards(points, clock),
        )
        self.asking = Asking(desk)
        self.answers = Answering(desk)
        self.solving = Solving(desk, self.answers)
        self.closing = Closing(desk, self.solving)
        self.claims = Claims(desk)
        self.experts = Experts(desk)
        self.reminders = Reminders(desk)
        self.sealing = Sealing(desk)
        self.finding = Finding(desk)
        self.faq = Faq(desk)
        self.figures = FiguresDesk(desk)
        self.taking_part = TakingPart(settings)
        self.privacy = QuestionPrivacy(desk)
