"""How Discord shows guidelines: reading and agreeing, the draft, the posted rules, and who is asked to agree."""

from bot.client import Bot
from cogs.guidelines import beginning, differing, drafting, history, reading
from cogs.guidelines.asking import AskingToAgree
from cogs.guidelines.checks import RulesCheck
from cogs.guidelines.group import rules
from cogs.guidelines.posting import PostedRules
from cogs.guidelines.roles import MemberRoles


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(rules)
    bot.router.add(*reading.ACTIONS, *differing.ACTIONS, *history.ACTIONS, *beginning.ACTIONS, *drafting.ACTIONS)
    await bot.add_cog(PostedRules(bot))
    await bot.add_cog(MemberRoles(bot))
    await bot.add_cog(AskingToAgree(bot))
    await bot.add_cog(RulesCheck(bot))
