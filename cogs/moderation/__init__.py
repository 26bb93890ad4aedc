"""How Discord shows moderation: deciding and acting, cases, members' histories, the ladder, channels."""

from bot.client import Bot
from cogs.moderation import cases, editing, figures, history, ladder, lifting, locking, notes, purge, searching
from cogs.moderation.group import mod
from cogs.moderation.history import MemberHistory
from cogs.moderation.holding_back import HoldingBack
from cogs.moderation.logging import Log
from cogs.moderation.menus import Deciding
from cogs.moderation.native import NativeActs
from cogs.moderation.purging import Purging
from cogs.moderation.remove import Removing


async def setup(bot: Bot) -> None:
    """Add every part of the feature."""
    bot.tree.add_command(mod)
    bot.router.add(*cases.ACTIONS, *editing.ACTIONS, *history.ACTIONS, *ladder.ACTIONS, *notes.ACTIONS)
    bot.router.add(*searching.ACTIONS, *figures.ACTIONS)
    bot.entrances |= {
        "case": cases.case_entrance,
        "edit-case": editing.edit_entrance,
        "note-case": editing.note_entrance,
        "lift-case": lambda case_id, language: lifting.LiftButton(case_id, language=language),
        "history": history.history_entrance,
        "note-member": notes.note_member_entrance,
    }
    await bot.add_cog(Deciding(bot))
    await bot.add_cog(MemberHistory(bot))
    await bot.add_cog(Log(bot))
    await bot.add_cog(NativeActs(bot))
    bot.router.add(*locking.ACTIONS, *purge.ACTIONS)
    await bot.add_cog(HoldingBack(bot))
    await bot.add_cog(Purging(bot))
    await bot.add_cog(Removing(bot))
