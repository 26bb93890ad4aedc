"""`/doctor`: what it finds, what it says to do, and what its buttons mend."""

from datetime import datetime, timedelta

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.due import CannotBeDone, Due, plan
from bot.guidelines.model import GuidelineSettings
from bot.i18n import Language, say
from bot.onboarding.model import OnboardingSettings
from bot.operations.backup import backup_now
from bot.operations.doctor import Finding, fine, hint, problem, warning
from bot.points.model import PointsSettings
from bot.privacy.model import PrivacySettings
from bot.questions.model import QuestionSettings
from bot.reduced import REDUCTIONS, Intent
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from cogs.doctor import checks
from tests.support.cards import answer, buttons, shown
from tests.support.community import Community, private_text


async def doctor(community: Community, *, japanese: bool = False) -> InteractionResult:
    return await (community.admin_ja if japanese else community.admin).slash(community.general, "doctor")


async def mend(community: Community, checkup: InteractionResult, custom_id: str) -> InteractionResult:
    return await community.admin.click(answer(checkup), custom_id=custom_id)


async def make_well(community: Community) -> None:
    """Give the server what it lacks, and the process its backup."""
    await simulated.set_tags(community.forum, "Open", "Solved", "Closed")
    general = community.general.id
    await community.set(PointsSettings, announcement_channel_id=general)
    await community.set(GuidelineSettings, channel_id=general)
    await community.set(OnboardingSettings, welcome_channel_id=general, introductions_channel_id=general)
    await community.set(PrivacySettings, operator_text="Kazehaya, privacy@example.com")
    backup_now(community.config)


async def deny_bot(community: Community, channel_id: int, *permissions: str) -> None:
    env = community.env
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    member_id = env.backend.bot_user.id
    env.backend.set_overwrite(
        channel_id, Overwrite(target_id=member_id, type=OverwriteType.MEMBER, allow=0, deny=denied)
    )
    await env.settle()


def allowed(community: Community, channel_id: int) -> discord.Permissions:
    guild = community.bot.get_guild(community.server.id)
    assert guild is not None
    channel = guild.get_channel(channel_id)
    assert channel is not None
    return channel.permissions_for(guild.me)


async def test_a_healthy_server_is_told_so_and_what_was_looked_at(community: Community) -> None:
    await make_well(community)
    await deny_nothing_in_queue(community)
    with_all_intents(community)

    english, japanese = await doctor(community), await doctor(community, japanese=True)

    text = shown(english)
    assert english.ephemeral
    assert "Everything is in order" in text and "→" not in text.partition("**Not used yet**")[0]
    assert "members, message content" in text
    assert f"Questions and answers: I have all permissions I need in <#{community.forum.id}>" in text
    assert "commands are known to Discord" in text
    assert "The database works" in text and "The newest backup is" in text
    assert "すべて正常です" in shown(japanese) and "最新のバックアップは" in shown(japanese)


async def deny_nothing_in_queue(community: Community) -> None:
    """Let the bot into the queue, which the community keeps private."""
    env = community.env
    allow = discord.Permissions(view_channel=True).value
    env.backend.set_overwrite(
        community.queue.id,
        Overwrite(target_id=env.backend.bot_user.id, type=OverwriteType.MEMBER, allow=allow, deny=0),
    )
    await env.settle()


async def test_missing_permissions_are_named_and_the_bot_takes_them_where_it_may(community: Community) -> None:
    await deny_bot(community, community.forum.id, "embed_links", "add_reactions")

    checkup = await doctor(community)
    assert f"in <#{community.forum.id}> I lack **Embed Links, Add Reactions**" in shown(checkup)
    mended = await mend(community, checkup, "doctor:access:questions")

    assert "I gave myself what was missing" in shown(mended)
    assert allowed(community, community.forum.id).embed_links
    assert "I lack **Embed Links" not in shown(mended)


async def test_missing_permissions_are_named_in_japanese(community: Community) -> None:
    await deny_bot(community, community.forum.id, "embed_links")

    assert "**埋め込みリンク** の権限がありません" in shown(await doctor(community, japanese=True))


async def test_there_is_no_button_where_the_bot_may_not_help_itself(community: Community) -> None:
    await deny_bot(community, community.forum.id, "embed_links", "manage_roles")

    checkup = await doctor(community)

    assert "I lack **Embed Links**" in shown(checkup)
    assert "doctor:access:questions" not in buttons(answer(checkup))


async def test_a_permission_missing_on_the_server_is_a_warning_with_the_place_to_give_it(community: Community) -> None:
    await simulated.take_from_bot(community.server, "manage_channels")

    text = shown(await doctor(community))

    assert "Setting up: I lack **Manage Channels**" in text
    assert "Server settings → Roles →" in text


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (404, 10003), (429, 0), (500, 0)])
async def test_a_mending_that_discord_refuses_is_told(community: Community, status: int, code: int) -> None:
    await deny_bot(community, community.forum.id, "embed_links")
    checkup = await doctor(community)
    community.fails("PUT", f"/channels/{community.forum.id}/permissions/*", status, code=code)

    result = await mend(community, checkup, "doctor:access:questions")

    assert private_text(result)
    assert not allowed(community, community.forum.id).embed_links


async def test_settings_that_name_deleted_things_are_found_and_forgotten(community: Community) -> None:
    gone = community.server.create_role("Old")
    await community.set(ServerSettings, staff_role_ids=[community.roles["staff"].id, gone.id], queue_channel_id=12345)
    community.env.backend.delete_role(community.server.id, gone.id)
    await community.env.settle()

    checkup = await doctor(community)
    assert "“Staff” (Server) names something that was deleted" in shown(checkup)
    assert "“Moderation queue” (Server) names something that was deleted" in shown(checkup)
    mended = await mend(community, checkup, "doctor:forget:server:staff_role_ids")
    mended = await mend(community, mended, "doctor:forget:server:queue_channel_id")

    settings = await community.app.settings.get(community.server.id, ServerSettings)
    assert (settings.staff_role_ids, settings.queue_channel_id) == (frozenset({community.roles["staff"].id}), None)
    assert "Moderation queue: no channel is set" in shown(mended)


async def test_missing_tags_lead_to_the_setup_that_adds_them(community: Community) -> None:
    checkup = await doctor(community)
    assert f"<#{community.forum.id}> lacks tags" in shown(checkup)

    wizard = await mend(community, checkup, "setup:again")

    assert "Add the tags **Open**, **Solved**, **Closed**" in shown(wizard)


async def test_a_forum_with_room_for_some_tags_is_told_which_have_none(community: Community) -> None:
    await simulated.set_tags(community.forum, *(f"topic {number}" for number in range(19)))

    text = shown(await doctor(community))

    assert f"<#{community.forum.id}> lacks tags that show how a question stands: Open" in text
    assert "lacks the tags Solved, Closed and has no room for them" in text


async def let_mention_staff(community: Community) -> None:
    community.env.backend.edit_role(community.server.id, community.roles["staff"].id, {"mentionable": True})
    await community.env.settle()


async def test_staff_that_no_mention_reaches_are_pointed_out_with_both_remedies(community: Community) -> None:
    await simulated.take_from_bot(community.server, "mention_everyone")
    role = community.roles["staff"]
    english, japanese = shown(await doctor(community)), shown(await doctor(community, japanese=True))
    assert f"<@&{role.id}>" in english and "Allow anyone to @mention this role" in english
    assert "@everyone" in english  # the permission's name
    assert "このロールに対して@mentionを許可する" in japanese

    await let_mention_staff(community)

    assert "won't be notified" not in shown(await doctor(community))


async def test_staff_are_reached_with_the_permission_to_mention_all_roles(community: Community) -> None:
    await simulated.take_from_bot(community.server, "mention_everyone")
    allow = discord.Permissions(mention_everyone=True).value
    me = community.env.backend.bot_user.id
    community.env.backend.set_overwrite(
        community.forum.id, Overwrite(target_id=me, type=OverwriteType.MEMBER, allow=allow, deny=0)
    )
    await community.env.settle()

    assert "won't be notified" not in shown(await doctor(community))


async def test_a_queue_that_everybody_sees_is_a_problem(community: Community) -> None:
    await community.set(ServerSettings, queue_channel_id=community.general.id)

    assert f"Everybody can see <#{community.general.id}>" in shown(await doctor(community))


async def test_a_role_to_give_that_stands_above_the_bots_is_a_problem(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No feature gives roles yet; the first one that does adds its setting to this list.
    high = community.server.create_role("High")
    community.env.backend.edit_role(community.server.id, high.id, {"position": 90})
    await community.set(ServerSettings, staff_role_ids=[high.id])
    monkeypatch.setattr(checks, "GIVEN_ROLES", ((ServerSettings.section, "staff_role_ids"),))
    assert f"<@&{high.id}> stands above my role" in shown(await doctor(community))

    await community.set(ServerSettings, staff_role_ids=[])

    assert "No role that I give to members stands above mine" in shown(await doctor(community))


def with_all_intents(community: Community) -> None:
    """Let the operator have both privileged intents, whatever these tests are run without."""
    community.app.config.members = community.app.config.message_content = True
    community.env.backend.approve(discord.Intents.all())


async def test_an_intent_that_is_off_in_the_portal_is_a_problem(community: Community) -> None:
    with_all_intents(community)
    community.env.backend.application_flags = discord.ApplicationFlags(gateway_guild_members=True).value

    text = shown(await doctor(community))

    assert "“Message Content Intent” is not switched on" in text
    assert "“Server Members Intent” is not" not in text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("setting", "intent"), [("members", Intent.MEMBERS), ("message_content", Intent.CONTENT)])
async def test_without_an_intent_it_is_said_of_each_feature_what_is_missing(
    community: Community, setting: str, intent: Intent, language: Language
) -> None:
    with_all_intents(community)
    setattr(community.app.config, setting, False)

    text = shown(await doctor(community, japanese=language is Language.JA))

    declared = [reduction for reduction in REDUCTIONS if reduction.intent is intent]
    assert declared
    for reduction in REDUCTIONS:
        assert (say(language, reduction.message_id) in text) == (reduction in declared)


async def test_with_all_intents_nothing_is_said_to_be_missing(community: Community) -> None:
    with_all_intents(community)

    text = shown(await doctor(community))

    assert not any(say(Language.EN, reduction.message_id) in text for reduction in REDUCTIONS)


async def test_commands_that_discord_does_not_know_are_sent_again(community: Community) -> None:
    known = community.env.backend.commands[None]
    community.env.backend.commands[None] = {key: known[key] for key in known if key[0] == "doctor"}

    checkup = await doctor(community)
    assert "Discord doesn't know my commands as they are now" in shown(checkup)
    mended = await mend(community, checkup, "doctor:sync")

    assert "The commands were sent" in shown(mended)
    assert "settings open" in community.admin.available_commands(community.general)


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10002), (429, 0), (500, 0)])
async def test_commands_that_discord_does_not_take_are_told(community: Community, status: int, code: int) -> None:
    community.env.backend.commands[None] = {
        key: command for key, command in community.env.backend.commands[None].items() if key[0] == "doctor"
    }
    checkup = await doctor(community)
    community.fails("PUT", "/applications/*/commands", status, code=code)

    assert private_text(await mend(community, checkup, "doctor:sync"))
    assert "The commands were sent" in shown(await mend(community, checkup, "doctor:sync"))


async def test_what_was_given_up_is_shown_with_its_reason_and_tried_again(community: Community) -> None:
    done: list[int] = []
    refusing = True

    async def handler(due: Due) -> None:
        if refusing:
            raise CannotBeDone("the channel was @everyone **deleted**")
        done.append(due.subject_id)

    community.app.due.handle("test", handler)
    async with community.app.database.write() as connection:
        for server_id, subject in ((community.server.id, 1), (community.server.id, 2), (999, 3)):
            await plan(connection, guild_id=server_id, kind="test", subject_id=subject, due_at=community.env.now())
    await community.run_due()

    checkup = await doctor(community)
    assert "2 things were given up" in shown(checkup) and r"\*\*deleted\*\*" in shown(checkup)
    refusing = False
    mended = await mend(community, checkup, "doctor:retry")
    assert "2 things will be tried again" in shown(mended)
    await community.run_due()

    assert done == [1, 2]


async def test_what_is_late_is_shown(community: Community) -> None:
    await community.run_due()  # what every start has to do
    async with community.app.database.write() as connection:
        await plan(connection, guild_id=community.server.id, kind="nobody", subject_id=1, due_at=community.env.now())
    await community.env.advance_time(3600)

    text = shown(await doctor(community))

    assert "One thing that was due has not been done yet" in text
    assert "“due” has not run for too long" in text


@pytest.mark.expects_errors
async def test_a_job_that_failed_is_shown_with_its_reference(community: Community) -> None:
    async def sweep() -> None:
        raise RuntimeError("broken")

    job = next(job for job in community.app.jobs.all() if job.name == "due")
    job.sweep = sweep
    with pytest.raises(ExceptionGroup):
        await community.app.jobs.run_due()

    assert f"“due” failed when it last ran (code {job.failure})" in shown(await doctor(community))


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10002), (429, 0), (500, 0)])
@pytest.mark.parametrize("path", ["/oauth2/applications/@me", "/applications/*/commands"])
async def test_the_rest_is_shown_though_discord_does_not_answer(
    community: Community, path: str, status: int, code: int
) -> None:
    community.fails("GET", path, status, code=code)

    text = shown(await doctor(community))

    assert "Discord didn't answer when I asked" in text
    assert "The database works" in text


async def test_a_database_that_does_not_answer_is_the_one_finding(community: Community) -> None:
    checkup = await doctor(community)
    await community.app.database.close()

    again = await mend(community, checkup, "doctor:again")

    assert "The database doesn't answer" in shown(again)


async def test_folders_of_the_machine_are_not_shown(community: Community) -> None:
    text = shown(await doctor(community))

    assert "There is no backup in backups yet" in text
    assert str(community.config.backup_dir.parent) not in text


async def test_many_troubles_fit_on_one_card(community: Community) -> None:
    await community.set(
        ServerSettings, staff_role_ids=[1], moderator_role_ids=[2], queue_channel_id=community.general.id
    )
    await community.set(QuestionSettings, trusted_role_ids=[3])
    await deny_bot(community, community.forum.id, *(name for name, _ in discord.Permissions.text()))
    await simulated.take_from_bot(community.server, "manage_channels", "manage_roles")
    community.app.config.members = community.app.config.message_content = False

    checkup = await doctor(community)

    assert "more: mend these first" in shown(checkup)


async def test_the_check_up_works_after_a_restart(community: Community) -> None:
    checkup = await doctor(community)

    await community.restart()
    again = await mend(community, checkup, "doctor:again")

    assert "Check-up: Veranda" in shown(again)


async def test_it_says_what_is_encrypted_and_what_is_not(community: Community) -> None:
    english, japanese = shown(await doctor(community)), shown(await doctor(community, japanese=True))

    assert "Backups are not encrypted" in english and "バックアップは暗号化されていません" in japanese
    assert "The disk below" in english or "can't be seen from here" in english
    assert str(community.config.backup_dir.parent) not in english


async def findings(community: Community, language: Language, *, asked_at: datetime | None = None) -> str:
    """Everything that is found, also what a full card has no room for."""
    reader = await community.bot.get_guild(community.server.id).fetch_member(community.admin.id)  # type: ignore[union-attr]
    found = await checks.examine(
        community.bot, reader, language, asked_at=asked_at if asked_at is not None else community.env.now()
    )
    return "\n".join(f"{one.finding.said(language)} {one.finding.remedy_said(language)}" for one in found)


async def test_a_clock_that_differs_from_discords_is_shown(community: Community) -> None:
    earlier = community.env.now() - timedelta(minutes=5)

    assert "The clock is 300 seconds from Discord's" in await findings(community, Language.EN, asked_at=earlier)
    assert "300秒ずれています" in await findings(community, Language.JA, asked_at=earlier)
    assert "from Discord's" not in await findings(community, Language.EN)


async def test_the_moment_of_asking_is_discords(community: Community) -> None:
    assert "from Discord's" not in shown(await doctor(community))


async def test_figures_that_cannot_be_served_are_shown(community: Community) -> None:
    community.app.tally.page_fault = "Address already in use"

    assert "can't be served (Address already in use)" in await findings(community, Language.EN)
    assert "公開できていません（Address already in use）" in await findings(community, Language.JA)


async def test_what_is_not_used_is_a_hint_and_no_fault(community: Community) -> None:
    await make_well(community)
    await deny_nothing_in_queue(community)
    with_all_intents(community)
    await community.set(OnboardingSettings, welcome_channel_id=None, introductions_channel_id=None)

    text = shown(await doctor(community))

    assert "Everything is in order" in text
    assert "**Not used yet**" in text
    assert "💡 Without a channel as yet: Welcome, Introductions, Events, Surveys" in text


async def test_however_much_there_is_to_say_the_card_holds_it(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def many(_reader: discord.Member, _language: Language) -> list[Finding]:
        return [each("doctor-database", size=10**12) for each in (fine, hint, warning, problem) for _ in range(60)]

    monkeypatch.setattr(community.bot, "checks", [many])

    text = shown(await doctor(community))

    assert len(text) < 4100
    assert "more that are fine" in text and "more: mend these first" in text
