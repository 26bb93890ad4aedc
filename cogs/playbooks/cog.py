"""What escalations wait for: due rows and the entrances other features lead to them by."""

from discord.ext import commands

from bot.client import Bot
from bot.playbooks import rules
from cogs.playbooks.escalating import EscalateCaseButton, EscalateReportButton
from cogs.playbooks.evidence import EvidenceButton
from cogs.playbooks.opening import DueWork
from cogs.playbooks.working import BoardButton


class Playbooks(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.work = DueWork(bot)

    async def cog_load(self) -> None:
        due = self.bot.app.due
        due.handle(rules.OPEN, self.work.open)
        due.handle(rules.REFRESH, self.work.refresh)
        due.handle(rules.CALL, self.work.call)
        due.handle(rules.DEADLINE, self.work.deadline)
        self.bot.entrances |= {
            "escalation": lambda row_id, language: BoardButton(row_id, language=language),
            "escalate-case": lambda row_id, language: EscalateCaseButton(row_id, language=language),
            "escalate-report": lambda row_id, language: EscalateReportButton(row_id, language=language),
            "case-evidence": lambda row_id, language: EvidenceButton(row_id, language=language),
        }
