"""What happened in the sandbox's community before the visitor came: who asked what, when, and what became of it.

Only words, people and times are here and in `story/*.toml`; `demo.py` makes the people do it through the bot's own
commands, buttons and forms. A step of a question is one of:

    answer       write in the post; `key` names the message       say        the same, when it is no answer
    upvote       react to a message with the upvote emoji          claim      take the question
    accept       by `how`: menu (on the message), button (under the first answer), card (of the question), command
    move         accept another message instead                    thank      thank other helpers
    close        the asker withdraws it, or a moderator closes it with a reason
    reopen       open it again                                     duplicate  close it as asked before
    deflect      “this solved it”, on the similar question shown after asking
    faq          make it a FAQ under a name

What is done for points and perks (`story/points.toml`) is one of:

    thank        `/thank`, several `times` where it is said so    thread     open one, to be named by its `key`
    join, leave  sit down at the voice channel, and get up        claim      a perk
    fulfil       a claim that waits in the queue                  adjust     points by hand, with a reason

What newcomers do, and what is done about them (`story/arrivals.toml`), is one of:

    agree        to the rules, page by page                       interests  choose some roles, by their place
    introduce    oneself, on a card                               greet      answer that card
    say          something in a channel                           reply      to what they said last
    leave        the server

What becomes of events and surveys (`story/gatherings.toml`) is one of:

    create       an event, and publish it                          propose    one, for moderators to decide
    approve      the proposal                                      take       the place that was offered
    going, maybe, cannot  answer, each of `who`
    come, go     into the event's voice channel, and out of it     survey     make one, and open it
    nps          open a round of the NPS                           answer     one of both

What goes wrong, and what is done about it (`story/incidents.toml`), is one of:

    writes       what somebody should not have                     reports    it, by its menu
    decides      a moderator, from the report's card               appeals    whoever it is about, from the letter
    answers      another moderator, from the appeal's card

What the host writes before anybody comes, and what some say of themselves, is in `story/house.toml`.
"""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.i18n import Language

FOLDER = Path(__file__).parent / "story"

LASTS = timedelta(days=36, hours=9)
"""From the first day's midnight in Japan to the visitor's morning."""


class Topic(StrEnum):
    """The forum's tags for topics."""

    GRINDERS = "grinders"
    KETTLES = "kettles"
    DRIPPERS = "drippers"
    ESPRESSO = "espresso"
    SCALES = "scales"
    RECIPES = "recipes"
    REPAIRS = "repairs"


class Does(StrEnum):
    ANSWER = "answer"
    SAY = "say"
    UPVOTE = "upvote"
    CLAIM = "claim"
    ACCEPT = "accept"
    MOVE = "move"
    THANK = "thank"
    CLOSE = "close"
    REOPEN = "reopen"
    DUPLICATE = "duplicate"
    DEFLECT = "deflect"
    FAQ = "faq"


class Deeds(StrEnum):
    THANK = "thank"
    THREAD = "thread"
    JOIN = "join"
    LEAVE = "leave"
    CLAIM = "claim"
    FULFIL = "fulfil"
    ADJUST = "adjust"


class Meets(StrEnum):
    CREATE = "create"
    PROPOSE = "propose"
    APPROVE = "approve"
    GOING = "going"
    MAYBE = "maybe"
    CANNOT = "cannot"
    TAKE = "take"
    COME = "come"
    GO = "go"
    SURVEY = "survey"
    ANSWER = "answer"
    NPS = "nps"


class Judges(StrEnum):
    WRITES = "writes"
    REPORTS = "reports"
    DECIDES = "decides"
    APPEALS = "appeals"
    ANSWERS = "answers"


class Firsts(StrEnum):
    AGREE = "agree"
    INTERESTS = "interests"
    INTRODUCE = "introduce"
    GREET = "greet"
    SAY = "say"
    REPLY = "reply"
    LEAVE = "leave"


def _span(written: str) -> timedelta:
    """Read `1d2h30m`."""
    units = {"d": "days", "h": "hours", "m": "minutes"}
    parts: dict[str, float] = {}
    number = ""
    for letter in written:
        if letter.isdigit():
            number += letter
        else:
            parts[units[letter]] = float(number)
            number = ""
    return timedelta(**parts)


def _clock_time(written: str) -> timedelta:
    """Read `20:14` as the time since midnight."""
    hours, minutes = written.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


Span = Annotated[timedelta, BeforeValidator(_span)]
TimeOfDay = Annotated[timedelta, BeforeValidator(_clock_time)]
Text = Annotated[str, BeforeValidator(str.strip)]


class Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Told):
    """Something that happens to a question, `after` the step before it."""

    by: str
    after: Span
    does: Does
    key: str | None = None
    text: Text = ""
    on: str | None = None
    how: Literal["menu", "button", "card", "command"] | None = None
    whom: tuple[str, ...] = ()
    reason: Text = ""
    of: str | None = None
    to: str | None = None
    name: str | None = None


class Asked(Told):
    """A question: asked by `/ask`, posted by hand, or made of a message somebody wrote in `channel`."""

    key: str
    by: str
    day: int
    at: TimeOfDay
    title: str
    body: Text
    tags: tuple[Topic, ...] = ()
    how: Literal["ask", "post", "message"] = "ask"
    anonymous: bool = False
    channel: str | None = None
    converted_by: str | None = None
    then: tuple[Step, ...] = ()
    language: Language = Language.EN

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class Message(Told):
    """Something said in a channel, and who reacted to it."""

    by: str
    day: int
    at: TimeOfDay
    channel: str
    text: Text
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class Deed(Told):
    """Something somebody does for points or with them; what it needs depends on what it is."""

    does: Deeds
    by: str
    day: int
    at: TimeOfDay
    channel: str | None = None
    """A room, or the key of a thread that was opened before."""
    whom: str | None = None
    reason: Text = ""
    times: int = 1
    key: str | None = None
    name: str | None = None
    perk: str | None = None
    points: int = 0

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class FirstStep(Told):
    """Something a newcomer does, or somebody else (`by`) about them, `after` the step before it."""

    after: Span
    does: Firsts
    by: str | None = None
    interests: tuple[int, ...] = ()
    called: str = ""
    about: Text = ""
    hope: Text = ""
    channel: str | None = None
    text: Text = ""


class Arrival(Told):
    """Somebody who joins (or who was there before), and what they do first."""

    who: str
    day: int
    at: TimeOfDay
    joins: bool = True
    via: str | None = None
    screened: Span | None = None
    then: tuple[FirstStep, ...] = ()

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class Ask(Told):
    """A question of a survey."""

    kind: str
    text: str
    options: tuple[str, ...] = ()
    lowest: str = ""
    highest: str = ""
    optional: bool = False


class Reply(Told):
    """What somebody answers: an option's place from 1, several, a number, a text, or an empty text to skip."""

    who: str
    given: tuple[int | str | tuple[int, ...], ...]


class Gathering(Told):
    """Something about an event or a survey, which it names by its `key`."""

    does: Meets
    key: str
    by: str | None = None
    day: int
    at: TimeOfDay
    who: tuple[str, ...] = ()
    title: str = ""
    text: Text = ""
    start_day: int = 0
    start: str = ""
    duration: str = ""
    voice: str | None = None
    place: str = ""
    capacity: int | None = None
    preset: str = ""
    host: str | None = None
    price: str = ""
    glyph: str = ""
    colour: str = "#2f5d50"
    named: bool = False
    concept: bool = False
    closes_day: int = 0
    published: bool = False
    ask: tuple[Ask, ...] = ()
    reply: tuple[Reply, ...] = ()

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class Incident(Told):
    """Something of an incident, which it names by its `key`; `text` is what is written, said or answered."""

    does: Judges
    key: str
    by: str
    day: int
    at: TimeOfDay
    text: Text
    room: str = ""
    concern: str = ""
    rule: int = 0
    act: str = ""
    why: str = ""
    outcome: str = ""
    length: str = ""

    @property
    def moment(self) -> timedelta:
        return timedelta(days=self.day - 1) + self.at


class RuleText(Told):
    """A rule, with the name of its default action."""

    penalty: str
    title_ja: str
    text_ja: Text
    title_en: str
    text_en: Text


class AboutText(Told):
    purpose: Text
    benefits: Text
    hopes: Text


class PrivacyText(Told):
    text: Text


class ProfileText(Told):
    who: str
    called: str = ""
    about: Text = ""
    products: str = ""
    place: str = ""
    skills: str = ""


class HouseTexts(Told):
    rule: tuple[RuleText, ...]
    about: dict[Language, AboutText]
    privacy: PrivacyText
    profile: tuple[ProfileText, ...]


class _ArrivalFile(Told):
    arrival: tuple[Arrival, ...] = Field(min_length=1)


class _IncidentFile(Told):
    incident: tuple[Incident, ...]


class _GatheringFile(Told):
    gathering: tuple[Gathering, ...] = Field(min_length=1)


class _QuestionFile(Told):
    question: tuple[Asked, ...] = Field(min_length=1)


class _TalkFile(Told):
    message: tuple[Message, ...] = Field(min_length=1)


class _DeedFile(Told):
    deed: tuple[Deed, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happens: a message, a deed, of a gathering, of an incident, a question, an arrival, or a step."""

    at: timedelta
    message: Message | None = None
    deed: Deed | None = None
    asked: Asked | None = None
    step: Step | None = None
    incident: Incident | None = None
    gathering: Gathering | None = None
    arrival: Arrival | None = None
    screening: bool = False
    """Whether the one who arrives is through Discord's screening now."""
    first: FirstStep | None = None


@cache
def questions() -> tuple[Asked, ...]:
    """Return all questions, in the order they are asked."""
    told: list[Asked] = []
    for language in Language:
        for question in _QuestionFile.model_validate(_read(f"questions_{language}.toml")).question:
            told.append(question.model_copy(update={"language": language}))
    return tuple(sorted(told, key=lambda question: question.moment))


@cache
def talk() -> tuple[Message, ...]:
    return _TalkFile.model_validate(_read("talk.toml")).message


@cache
def deeds() -> tuple[Deed, ...]:
    return _DeedFile.model_validate(_read("points.toml")).deed


@cache
def arrivals() -> tuple[Arrival, ...]:
    return _ArrivalFile.model_validate(_read("arrivals.toml")).arrival


@cache
def gatherings() -> tuple[Gathering, ...]:
    return _GatheringFile.model_validate(_read("gatherings.toml")).gathering


@cache
def incidents() -> tuple[Incident, ...]:
    return _IncidentFile.model_validate(_read("incidents.toml")).incident


@cache
def house() -> HouseTexts:
    return HouseTexts.model_validate(_read("house.toml"))


def happenings() -> list[Happening]:
    """Return everything that happens, in order of time."""
    told = [Happening(at=message.moment, message=message) for message in talk()]
    told += [Happening(at=deed.moment, deed=deed) for deed in deeds()]
    told += [Happening(at=one.moment, gathering=one) for one in gatherings()]
    told += [Happening(at=one.moment, incident=one) for one in incidents()]
    for question in questions():
        moment = question.moment
        told.append(Happening(at=moment, asked=question))
        for step in question.then:
            moment += step.after
            told.append(Happening(at=moment, asked=question, step=step))
    for arrival in arrivals():
        told += _of_arrival(arrival)
    return sorted(told, key=lambda happening: happening.at)


def _of_arrival(arrival: Arrival) -> list[Happening]:
    moment = arrival.moment
    told = [Happening(at=moment, arrival=arrival)] if arrival.joins else []
    if arrival.screened is not None:
        moment += arrival.screened
        told.append(Happening(at=moment, arrival=arrival, screening=True))
    for step in arrival.then:
        moment += step.after
        told.append(Happening(at=moment, arrival=arrival, first=step))
    return told


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
