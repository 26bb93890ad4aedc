"""`/doctor`: what works on a server, what doesn't, and how to mend it."""

from bot.client import Bot
from cogs.doctor.cog import DoctorCog


async def setup(bot: Bot) -> None:
    await bot.add_cog(DoctorCog(bot))
