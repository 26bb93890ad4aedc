"""How Discord shows playbooks, escalated cases and bundles of evidence."""

from bot.client import Bot
from cogs.playbooks import editing, escalating, evidence, showing, working
from cogs.playbooks.cog import Playbooks
from cogs.playbooks.group import playbook


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(playbook)
    bot.router.add(*showing.ACTIONS, *editing.ACTIONS, *escalating.ACTIONS, *working.ACTIONS, *evidence.ACTIONS)
    await bot.add_cog(Playbooks(bot))
