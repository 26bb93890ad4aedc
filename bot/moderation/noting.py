"""Notes about members: cases that do nothing, tell nobody, and count no strikes."""

from bot.actor import Actor
from bot.moderation import errors, safety
from bot.moderation.editing import NOTE_MAX
from bot.moderation.model import Act, Case, Origin, Subject
from bot.moderation.opening import Decision, Opening
from bot.text import clean, letters


class Noting:
    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    async def note(self, text: str, *, by: Actor, member_id: int, request_id: int) -> Case:
        """Note something about a member; submitted twice, it is one note.

        Raises ModeratorsOnly, NotYourself or NoteEmpty.
        """
        safety.check_moderator(by)
        if member_id == by.id:
            raise errors.NotYourself
        written = clean(text, limit=NOTE_MAX)
        if not letters(written):
            raise errors.NoteEmpty
        return await self._opening.open(
            Decision(
                guild_id=by.guild_id,
                act=Act.NOTE,
                origin=Origin.COMMAND,
                subject=Subject(member_id=member_id),
                moderator_id=by.id,
                reason=written,
                request_id=request_id,
            )
        )
