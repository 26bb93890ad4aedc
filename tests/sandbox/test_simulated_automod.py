"""What the simulated Discord promises of AutoMod: rules with their limits, and what they do to messages."""

from datetime import timedelta

import discord
import pytest
from simcord.backend.errors import BackendError

from bot.sandbox import automod, simulated
from bot.sandbox import simulated_moderation as mod
from tests.sandbox.moderated import Place, Watcher
from tests.support.discord_spec import CHECKS


async def test_a_rule_blocks_times_out_and_alerts(place: Place) -> None:
    await place.rule(
        actions=[
            discord.AutoModRuleAction(custom_message="no"),
            discord.AutoModRuleAction(channel_id=place.alerts.id),
            discord.AutoModRuleAction(duration=timedelta(minutes=5)),
        ]
    )
    await place.ann.send(place.room, "このばか")

    assert place.texts() == []
    assert mod.timed_out_until(place.ann) == place.env.now() + timedelta(minutes=5)
    (alert,) = place.alerts.history()
    assert (alert.type, alert.author.id) == (mod.ALERT_MESSAGE, place.ann.id)
    assert alert.embeds[0].description == "このばか"
    blocked, alerted, timed_out = place.bot.executions
    assert (blocked.content, blocked.matched_keyword, blocked.matched_content) == ("このばか", "*ばか*", "ばか")
    assert blocked.message_id is None
    assert alerted.alert_system_message_id == alert.id
    assert timed_out.action.duration == timedelta(minutes=5)
    names = [entry.action.name for entry in place.bot.entries]
    assert names == ["automod_rule_create", "automod_block_message", "automod_flag_message", "automod_timeout_member"]


async def test_whole_words_are_not_found_inside_japanese_text(place: Place) -> None:
    await place.rule()

    for text in ("concatenate", "猫catです", "a Cat."):
        await place.ann.send(place.room, text)

    assert place.texts() == ["concatenate", "猫catです"]


async def test_allowed_words_roles_channels_and_managers_are_exempt(place: Place) -> None:
    trusted = place.guild.create_role("Trusted")
    await place.rule(
        trigger=discord.AutoModTrigger(keyword_filter=["*ばか*"], allow_list=["おばかさん"]),
        exempt_roles=[discord.Object(trusted.id)],
        exempt_channels=[discord.Object(place.alerts.id)],
    )
    await place.ann.send(place.room, "おばかさん")
    await place.person("tru", trusted).send(place.room, "ばか")
    await place.ann.send(place.alerts, "ばか")
    await place.mod.send(place.room, "ばか")
    await place.ann.send(place.room, "ばか")

    assert place.texts() == ["おばかさん", "ばか", "ばか"]
    assert place.texts(place.alerts) == ["ばか"]


async def test_an_edit_is_judged_as_well(place: Place) -> None:
    await place.rule()
    message = await place.ann.send(place.room, "fine")

    with pytest.raises(BackendError, match="200000"):
        await place.ann.edit(message, "ばか")
    assert place.texts() == ["fine"]


async def test_too_many_mentions_are_blocked(place: Place) -> None:
    await place.rule(trigger=discord.AutoModTrigger(mention_limit=2))
    people = [place.bob, place.mod, place.mod2]

    await place.ann.send(place.room, " ".join(person.mention for person in people[:2]))
    await place.ann.send(place.room, " ".join(person.mention for person in people))

    assert len(place.texts()) == 1


async def test_there_are_six_keyword_rules_and_one_of_each_other_kind(place: Place) -> None:
    for number in range(6):
        await place.rule(name=f"{number}")
    with pytest.raises(discord.HTTPException, match="AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED"):
        await place.rule(name="a seventh")

    spam = discord.AutoModTrigger(type=discord.AutoModRuleTriggerType.spam)
    await place.rule(trigger=spam)
    with pytest.raises(discord.HTTPException, match="AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED"):
        await place.rule(trigger=spam)
    assert len(mod.automod_rules(place.guild)) == 7


@pytest.mark.parametrize(
    "trigger",
    [
        discord.AutoModTrigger(keyword_filter=["x"] * 1001),
        discord.AutoModTrigger(keyword_filter=["x" * 61]),
        discord.AutoModTrigger(regex_patterns=["x"] * 11),
        discord.AutoModTrigger(regex_patterns=["x" * 261]),
        discord.AutoModTrigger(regex_patterns=["(?=looking)ahead"]),
        discord.AutoModTrigger(regex_patterns=[r"(back)\1"]),
        discord.AutoModTrigger(regex_patterns=["(open"]),
    ],
    ids=["words", "long word", "patterns", "long pattern", "look-ahead", "back-reference", "broken"],
)
async def test_a_rule_beyond_discords_limits_is_refused(place: Place, trigger: discord.AutoModTrigger) -> None:
    with CHECKS.expecting_problems(), pytest.raises(discord.HTTPException, match="50035"):
        await place.rule(trigger=trigger)


async def test_an_admins_rules_are_theirs_and_can_be_changed_by_anybody_who_may(place: Place) -> None:
    rule = await mod.native_rule(place.mod, "ours", metadata={"keyword_filter": ["*x*"]})
    await mod.native_edit_rule(place.mod2, rule.id, enabled=False)
    (seen,) = await place.server.fetch_automod_rules()
    await mod.native_delete_rule(place.mod, rule.id)

    assert (seen.creator_id, seen.enabled) == (place.mod.id, False)
    assert await place.server.fetch_automod_rules() == []
    assert [entry.action.name for entry in place.bot.entries] == [
        "automod_rule_create",
        "automod_rule_update",
        "automod_rule_delete",
    ]
    with pytest.raises(BackendError, match="50013"):
        await mod.native_rule(place.ann, "mine", trigger_type=automod.SPAM)


async def test_without_the_content_intent_an_execution_has_no_content() -> None:
    intents = discord.Intents.all()
    intents.message_content = False
    bot = Watcher(intents)
    async with simulated.run(bot, check_errors=False) as env:
        place = Place(env, bot)
        await place.rule()
        await place.ann.send(place.room, "ばか")

        (execution,) = bot.executions
        assert (execution.content, execution.matched_content, execution.matched_keyword) == ("", "", "*ばか*")
