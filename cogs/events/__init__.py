"""How Discord shows events."""

from bot.client import Bot
from cogs.events import answering, calendar, checkin, creating, details, editing, ending, forms, moving, preview
from cogs.events.attendance import AttendanceCog
from cogs.events.following_up import FollowUps
from cogs.events.group import event
from cogs.events.lifecycle import LifecycleCog
from cogs.events.live import LiveCog
from cogs.events.native import NativeCog
from cogs.events.native_asking import NativeQuestions
from cogs.events.posting import Posting
from cogs.events.proposing import Proposals
from cogs.events.reminding import Reminders
from cogs.events.waiting import WaitingCog


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(event)
    bot.router.add(*answering.ACTIONS, *calendar.ACTIONS)
    await bot.add_cog(Posting(bot))
    await bot.add_cog(WaitingCog(bot))
    await bot.add_cog(LifecycleCog(bot))
    await bot.add_cog(Reminders(bot))
    await bot.add_cog(FollowUps(bot))
    await bot.add_cog(NativeCog(bot))
    await bot.add_cog(NativeQuestions(bot))
    bot.tree.add_command(checkin.checkin)
    bot.router.add(*checkin.ACTIONS)
    await bot.add_cog(AttendanceCog(bot))
    await bot.add_cog(LiveCog(bot))
    bot.router.add(
        *preview.ACTIONS,
        *forms.ACTIONS,
        *ending.ACTIONS,
        *creating.ACTIONS,
        *editing.ACTIONS,
        *moving.ACTIONS,
        *details.ACTIONS,
    )
    await bot.add_cog(Proposals(bot))
