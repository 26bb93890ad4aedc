"""What people do for events and surveys: making them, answering, coming, and deciding.

As in `acts.py`: commands, buttons and forms as a person finds them, and `ActFailed` where the bot refuses.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from simcord.builders import ChannelHandle
from simcord.components import walk_components
from simcord.results import InteractionResult

from bot.sandbox.acts import ActFailed, Acts, Shown, custom_id_of, text_of
from bot.sandbox.point_acts import command
from bot.sandbox.story import Ask, Reply

Given = int | str | tuple[int, ...]


class GatheringActs:
    def __init__(self, acts: Acts) -> None:
        self.acts = acts

    # Events -----------------------------------------------------------------------------------------------------

    async def draft_event(
        self, person: str, room: ChannelHandle, words: Mapping[str, str], *, proposed: bool = False
    ) -> Shown:
        """Fill in the form of a new event; returns the editor."""
        typed = command("events-command", "events-command-propose" if proposed else "events-command-create")
        form = await self.acts.actor(person).slash(room, typed)
        return await self.acts.submit(person, form, dict(words))

    async def fill_in(self, person: str, editor: Shown, part: str, **values: Any) -> Shown:
        """Fill in one of the editor's forms; what isn't given stays as it is."""
        form = await self.acts.actor(person).click(editor, custom_id=self._button(editor, "events:edit-open", part))
        shown = {
            component["custom_id"]: component["value"]
            for component in walk_components((form.modal or {}).get("components", []))
            if component.get("custom_id") and component.get("value")
        }
        return await self.acts.submit(person, form, shown | values)

    async def end(self, person: str, editor: Shown, what: str) -> Shown:
        """Publish or propose what the editor shows."""
        return self.acts.answer(
            person,
            await self.acts.actor(person).click(editor, custom_id=self._button(editor, "events:editor-end", what)),
        )

    def announcement(self, title: str) -> discord.Message:
        """Return the latest announcement of an event."""
        for message in reversed(self.acts.house.world.rooms["events"].history()):
            if self._has(message, "rsvp:going") and title in text_of(message):
                return message
        raise ActFailed(f"“{title}” is not announced")

    async def respond(self, person: str, title: str, wish: str) -> Shown:
        """Press *Going*, *Maybe* or *Can't* on an announcement."""
        return await self.acts.press(person, self.announcement(title), f"rsvp:{wish}")

    async def take_offer(self, person: str, title: str) -> Shown:
        """Take the place that became free, in the event's thread."""
        return await self.acts.press(person, self.thread_message(title, "rsvp:take"), "rsvp:take")

    def thread(self, title: str) -> ChannelHandle:
        """Return the thread below an event's latest announcement."""
        announced = self.announcement(title)
        for thread in self.acts.house.world.rooms["events"].threads:
            if thread.id == announced.id:
                return thread
        raise ActFailed(f"“{title}” has no thread")

    def thread_message(self, title: str, action: str) -> discord.Message:
        return self.acts.message_with(self.thread(title), action)

    async def approve(self, person: str, title: str) -> Shown:
        """Approve the proposal that waits in the queue."""
        for message in reversed(self.acts.house.world.rooms["queue"].history()):
            if self._has(message, "events:approve") and title in text_of(message):
                return await self.acts.press(person, message, "events:approve")
        raise ActFailed(f"“{title}” is not in the queue")

    # Surveys ----------------------------------------------------------------------------------------------------

    async def draft_survey(self, person: str, room: ChannelHandle, values: Mapping[str, Any]) -> Shown:
        form = await self.acts.actor(person).slash(room, command("surveys-command", "surveys-command-create"))
        return await self.acts.submit(person, form, dict(values))

    async def add_question(self, person: str, shown: Shown, ask: Ask, *, pictures: Sequence[bytes] = ()) -> Shown:
        """Add a question from the editor or another question's card; returns the new question's card."""
        kinds = await self.acts.press(person, shown, "surveys:question-add")
        form = await self.acts.actor(person).click(
            kinds, custom_id=self._button(kinds, "surveys:question-kind", ask.kind)
        )
        values: dict[str, Any] = {"text": ask.text, "optional": ask.optional}
        options = "\n".join(ask.options)
        values |= {"options": options, "concepts": options} if options else {}
        values |= {"scale": ["1-5"], "lowest": ask.lowest, "highest": ask.highest} if ask.kind == "scale" else {}
        if pictures:
            values["pictures"] = [(f"{number}.png", data) for number, data in enumerate(pictures, start=1)]
        return await self.acts.submit(person, form, values)

    async def set_closing(self, person: str, editor: Shown, moment: str) -> Shown:
        when = await self.acts.press(person, editor, "surveys:when")
        form = await self.acts.actor(person).click(when, custom_id=self._button(when, "surveys:when-ask", "closes"))
        return await self.acts.submit(person, form, {"moment": moment})

    async def back(self, person: str, shown: Shown) -> Shown:
        """Go back to a survey's editor."""
        return await self.acts.press(person, shown, "surveys:draft")

    async def open_survey(self, person: str, editor: Shown) -> Shown:
        asked = await self.acts.press(person, editor, "surveys:ask-open")
        return await self.acts.press(person, asked, "surveys:open")

    async def start_nps(self, person: str, room: ChannelHandle) -> str:
        """Open a round of the NPS by hand; returns what its post is called."""
        room_of_surveys = self.acts.house.world.rooms["surveys"]
        before = {message.id for message in room_of_surveys.history()}
        shown = self.acts.answer(
            person,
            await self.acts.actor(person).slash(room, command("surveys-nps-command", "surveys-nps-command-start")),
        )
        await self.acts.house.catch_up()
        for message in room_of_surveys.history():
            if message.id not in before and self._has(message, "surveys:enter") and text_of(message).startswith("#"):
                return text_of(message).splitlines()[0].lstrip("# ")
        raise ActFailed(f"{person} opened a round, and nothing is posted: {text_of(shown)}")

    def survey_post(self, title: str) -> discord.Message:
        """Return a survey's post with its button."""
        for message in reversed(self.acts.house.world.rooms["surveys"].history()):
            if self._has(message, "surveys:enter") and title in text_of(message):
                return message
        raise ActFailed(f"“{title}” is not posted")

    async def reply(self, reply: Reply, title: str) -> Shown:
        """Answer a survey page by page, and send it."""
        person = reply.who
        entered = await self.acts.press_raw(person, self.survey_post(title), "surveys:enter")
        page = await self.acts.press(person, self._page_in(person, entered), "surveys:answer-start")
        for given in reply.given:
            page = await self._answer(person, page, given)
        return await self.acts.press(person, page, "surveys:answer-send")

    def _page_in(self, person: str, result: InteractionResult) -> Shown:
        """Return the survey's page: something else may be said below it."""
        last = self.acts.answer(person, result)
        shown = [*([result.response] if result.response else []), *result.followups]
        return next((one for one in shown if self._has(one, "surveys:answer-start")), last)

    async def _answer(self, person: str, page: Shown, given: Given) -> Shown:
        actor = self.acts.actor(person)
        if isinstance(given, str):
            if not given:
                return await self.acts.press(person, page, "surveys:answer-skip")
            form = await self.acts.press_raw(person, page, "surveys:answer-write")
            return await self.acts.submit(person, form, {"text": given})
        if isinstance(given, tuple):
            options = self._options(page)
            page = await self.acts.choose(person, page, "surveys:answer-choose", [options[one - 1] for one in given])
            return self.acts.answer(person, await actor.click(page, custom_id=self._pages(page)[-1]))
        if self._has(page, "surveys:answer-number"):
            number = self._button(page, "surveys:answer-number", str(given))
            return self.acts.answer(person, await actor.click(page, custom_id=number))
        if self._has(page, "surveys:answer-choose"):
            return await self.acts.choose(person, page, "surveys:answer-choose", [self._options(page)[given - 1]])
        picks = self._buttons(page, "surveys:answer-pick")
        return self.acts.answer(person, await actor.click(page, custom_id=picks[given - 1]))

    async def turn(self, person: str, shown: Shown, action: str) -> Shown:
        """Turn to the next page: the last button of an action of pages."""
        return self.acts.answer(
            person, await self.acts.actor(person).click(shown, custom_id=self._buttons(shown, action)[-1])
        )

    # Pieces -----------------------------------------------------------------------------------------------------

    def _has(self, message: Shown, action: str) -> bool:
        return custom_id_of(self.acts.components(message), action) is not None

    def _buttons(self, message: Shown, action: str) -> list[str]:
        found = (str(part.get("custom_id") or "") for part in walk_components(self.acts.components(message)))
        return [one for one in found if one.startswith(f"{action}:")]

    def _button(self, message: Shown, action: str, last: str) -> str:
        found = [one for one in self._buttons(message, action) if one.endswith(f":{last}")]
        if len(found) != 1:
            raise ActFailed(f"{len(found)} buttons are {action}…{last}: {text_of(message)}")
        return found[0]

    def _pages(self, message: Shown) -> list[str]:
        return self._buttons(message, "surveys:answer-page")

    def _options(self, message: Shown) -> list[str]:
        for part in walk_components(self.acts.components(message)):
            if str(part.get("custom_id") or "").startswith("surveys:answer-choose:"):
                return [str(option["value"]) for option in part["options"]]
        raise ActFailed(f"there is nothing to choose: {text_of(message)}")
