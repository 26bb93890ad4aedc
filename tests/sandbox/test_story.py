"""The story is data: what it refers to is there, and it shows what the sandbox has to show."""

from collections import Counter

import pytest

from bot.guidelines import model as guidelines
from bot.i18n import Language
from bot.points.model import NAME_MAX, REASON_MAX
from bot.questions.model import TITLE_MAX
from bot.sandbox import story, world
from bot.sandbox.arriving import SOURCES
from bot.sandbox.demo import PERKS
from bot.sandbox.people import BY_KEY, PASSING, PEOPLE, Comes, Part
from bot.sandbox.story import Asked, Deeds, Does, Firsts, Judges
from bot.ui.texts import CONTENT_LIMIT, TAG_NAME_LIMIT

QUESTIONS = {question.key: question for question in story.questions()}


def test_at_least_twelve_people_of_every_part_and_both_languages_live_here() -> None:
    assert len(PEOPLE) >= 12
    assert {person.part for person in PEOPLE} == set(Part)
    assert {person.language for person in PEOPLE} == set(Language)
    assert len(BY_KEY) == len({person.username for person in BY_KEY.values()}) == len(PEOPLE) + len(PASSING)


def test_two_dozen_questions_are_asked_in_both_languages() -> None:
    languages = Counter(question.language for question in QUESTIONS.values())

    assert languages.total() >= 24
    assert min(languages.values()) >= 10


def test_every_kind_of_thing_happens() -> None:
    steps = [step for question in QUESTIONS.values() for step in question.then]

    assert {step.does for step in steps} == set(Does)
    assert {step.how for step in steps if step.does is Does.ACCEPT} == {"menu", "button", "card", "command"}
    assert {question.how for question in QUESTIONS.values()} == {"ask", "post", "message"}
    assert any(question.anonymous for question in QUESTIONS.values())
    assert any(not question.then for question in QUESTIONS.values())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.key)
def test_a_question_fits_discord_and_names_what_is_there(question: Asked) -> None:
    said: set[str] = set()
    asked_before = {key for key, other in QUESTIONS.items() if other.moment < question.moment}

    assert len(question.title) <= TITLE_MAX
    assert question.body
    assert {question.by, question.converted_by or question.by} <= set(BY_KEY)
    assert question.channel is None or question.channel in {room.key for room in world.ROOMS}
    for step in question.then:
        assert len(step.text) <= CONTENT_LIMIT
        assert {step.by, *step.whom} <= set(BY_KEY)
        assert step.on is None or step.on in said
        assert {step.of or step.to} <= {None, *asked_before}
        said |= {step.key} if step.key else set()


def test_nobody_answers_their_own_question_and_only_helpers_are_thanked() -> None:
    for question in QUESTIONS.values():
        answers = {step.by for step in question.then if step.does is Does.ANSWER}
        thanked = {person for step in question.then for person in step.whom}
        assert question.by not in answers
        assert thanked <= answers


def test_what_is_said_elsewhere_names_people_and_rooms_that_are_there() -> None:
    rooms = {room.key for room in world.ROOMS}
    for message in story.talk():
        assert message.by in BY_KEY
        assert message.channel in rooms
        assert {person for _, people in message.reactions for person in people} <= set(BY_KEY)


def test_deeds_name_people_rooms_and_perks_that_are_there() -> None:
    places = {room.key for room in world.ROOMS}
    for deed in sorted(story.deeds(), key=lambda deed: deed.moment):
        assert {deed.by, deed.whom or deed.by} <= set(BY_KEY)
        assert (deed.channel is None) is (deed.does is Deeds.LEAVE)
        assert deed.channel is None or deed.channel in places
        assert (deed.perk in PERKS) is (deed.does is Deeds.CLAIM)
        assert len(deed.reason) <= REASON_MAX
        places |= {deed.key} if deed.key else set()
    assert {deed.does for deed in story.deeds()} == set(Deeds)


def test_who_arrives_is_to_arrive_and_what_they_do_is_there() -> None:
    rooms = {room.key for room in world.ROOMS}
    coming = {person.key for person in BY_KEY.values() if person.comes is Comes.STORY}

    assert {arrival.who for arrival in story.arrivals() if arrival.joins} == coming
    assert {step.does for arrival in story.arrivals() for step in arrival.then} == set(Firsts)
    for arrival in story.arrivals():
        assert arrival.via is None or arrival.via in {*SOURCES, *BY_KEY}
        for step in arrival.then:
            assert step.channel is None or step.channel in rooms
            assert step.by is None or step.by in BY_KEY
            assert all(place < len(world.INTERESTS) for place in step.interests)


def test_people_get_differently_far() -> None:
    done = [
        {step.does for step in arrival.then if step.by is None}
        for arrival in story.arrivals()
        if arrival.joins and arrival.who in BY_KEY
    ]

    assert any(not steps for steps in done)
    for first in (Firsts.AGREE, Firsts.INTERESTS, Firsts.INTRODUCE, Firsts.SAY):
        assert 0 < sum(first in steps for steps in done) < len(done)


def test_an_incident_is_by_people_there_are_and_in_order() -> None:
    rooms = {room.key for room in world.ROOMS}
    written: set[str] = set()

    for one in story.incidents():
        assert one.by in BY_KEY
        if one.does is Judges.WRITES:
            assert one.room in rooms and one.key not in written
            written.add(one.key)
        assert one.key in written
    assert {one.does for one in story.incidents()} == set(Judges)


def test_the_rules_are_written_in_both_languages_and_fit_the_form() -> None:
    for rule in story.house().rule:
        assert all(0 < len(title) <= guidelines.TITLE_MAX for title in (rule.title_en, rule.title_ja))
        assert all(0 < len(text) <= guidelines.TEXT_MAX for text in (rule.text_en, rule.text_ja))
        assert rule.penalty in {penalty.name for penalty in guidelines.PENALTIES}
    assert set(story.house().about) == set(Language)


def test_the_ladder_rises() -> None:
    thresholds = [step.points for step in world.LADDER]

    assert thresholds == sorted(set(thresholds))
    assert all(len(step.name) <= NAME_MAX for step in world.LADDER)


def test_everything_happens_in_order_and_before_the_visitor_comes() -> None:
    moments = [happening.at for happening in story.happenings()]

    assert moments == sorted(moments)
    assert moments[-1] < story.LASTS


def test_tags_and_rooms_keep_to_discords_limits() -> None:
    assert all(len(name) <= TAG_NAME_LIMIT for name, _ in world.TOPICS.values())
    assert set(world.TOPICS) == set(story.Topic)
    assert all(len(room.name) <= 100 and room.name == room.name.lower() for room in world.ROOMS)
