"""What the sandbox's tests share."""

from bot.onboarding.model import OnboardingSettings
from bot.questions.model import QuestionSettings
from bot.sandbox.house import House
from bot.sandbox.people import Held
from bot.settings.model import ServerSettings


async def moved_in(house: House) -> None:
    """Set the bot up as the story's host does, without the time that takes."""
    world, settings = house.world, house.app.settings
    roles = {"staff_role_ids": Held.STAFF, "moderator_role_ids": Held.MODERATOR}
    values: dict[str, object] = {name: [world.roles[held].id] for name, held in roles.items()}
    values["queue_channel_id"] = world.rooms["queue"].id
    host = world.members["mio"].id
    await settings.change(world.guild.id, ServerSettings, values, by=host)
    await settings.change(world.guild.id, QuestionSettings, {"forum_channel_id": world.forum.id}, by=host)
    rooms = {"welcome_channel_id": world.rooms["welcome"].id, "introductions_channel_id": world.rooms["hello"].id}
    await settings.change(world.guild.id, OnboardingSettings, rooms, by=host)
