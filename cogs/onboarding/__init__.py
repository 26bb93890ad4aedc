"""How Discord shows onboarding."""

from bot.client import Bot
from cogs.onboarding import funnel, invites, native, sources
from cogs.onboarding.about import About
from cogs.onboarding.arrivals import ArrivalsCog
from cogs.onboarding.greeters import Greeters
from cogs.onboarding.group import onboarding
from cogs.onboarding.introductions import Introductions
from cogs.onboarding.invites import InvitesCog
from cogs.onboarding.newcomers import NewcomersCog
from cogs.onboarding.nudges import Nudges
from cogs.onboarding.referrals import ReferralsCog
from cogs.onboarding.start import Start
from cogs.onboarding.tracing import TracingCog
from cogs.onboarding.welcome import WelcomeCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(onboarding)
    bot.tree.add_command(invites.invite)
    bot.router.add(*sources.ACTIONS, *funnel.ACTIONS, *native.ACTIONS)
    await bot.add_cog(InvitesCog(bot))
    arrivals, tracing = ArrivalsCog(bot), TracingCog(bot)
    arrivals.joined.append(lambda member, _arrival: tracing.joined(member.guild.id))
    await bot.add_cog(arrivals)
    await bot.add_cog(WelcomeCog(bot))
    await bot.add_cog(NewcomersCog(bot))
    await bot.add_cog(tracing)
    await bot.add_cog(ReferralsCog(bot))
    await bot.add_cog(Start(bot))
    await bot.add_cog(About(bot))
    await bot.add_cog(Introductions(bot))
    await bot.add_cog(Greeters(bot))
    await bot.add_cog(Nudges(bot))
