"""How Discord shows onboarding."""

from bot.client import Bot
from cogs.onboarding import funnel, invites, sources
from cogs.onboarding.about import About
from cogs.onboarding.greeters import Greeters
from cogs.onboarding.group import onboarding
from cogs.onboarding.introductions import Introductions
from cogs.onboarding.invites import InvitesCog
from cogs.onboarding.nudges import Nudges
from cogs.onboarding.referrals import ReferralsCog
from cogs.onboarding.start import Start
from cogs.onboarding.tracing import TracingCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(onboarding)
    bot.tree.add_command(invites.invite)
    bot.router.add(*sources.ACTIONS, *funnel.ACTIONS)
    await bot.add_cog(InvitesCog(bot))
    await bot.add_cog(TracingCog(bot))
    await bot.add_cog(ReferralsCog(bot))
    await bot.add_cog(Start(bot))
    await bot.add_cog(About(bot))
    await bot.add_cog(Introductions(bot))
    await bot.add_cog(Greeters(bot))
    await bot.add_cog(Nudges(bot))
