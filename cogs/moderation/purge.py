"""`/mod purge`: what would be deleted is shown first, and nothing else is deleted then."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import discord
from discord import app_commands, ui

from bot.client import Bot
from bot.due import TryLater
from bot.filters.links import find_invites, find_links
from bot.filters.normalising import fold_everything
from bot.i18n import Language, say
from bot.moderation import safety
from bot.moderation.channel_errors import NothingWanted, WordsUnknown
from bot.moderation.model import REASON_MAX, Case, Evidence, Purge, Snapshot, State
from bot.moderation.purging import LOOKED_AT, MOST, MOST_OLD, ONE_BY_ONE, ONE_BY_ONE_EVERY, Found, Looking, Wanted
from bot.moderation.since import since_meant
from bot.settings.model import ServerSettings
from bot.ui.actions import Button, CancelButton
from bot.ui.actors import actor_of, guild_of, member_of
from bot.ui.layout import BAD, CAREFUL, GOOD, card, layout_of, line, row, show
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import excerpt, language_of, moment, text
from cogs.moderation.group import mod
from cogs.moderation.purging import channel_to_purge, purging_of
from cogs.moderation.refusals import failure_of, is_final

TEXT_MAX = 200
SINCE_MAX = 40
AUTHORS_SHOWN = 10
LINES_SHOWN = 3
LINE_MAX = 120

Count = app_commands.Range[int, 1, MOST]
Text = app_commands.Range[str, 1, TEXT_MAX]
Since = app_commands.Range[str, 1, SINCE_MAX]
Reason = app_commands.Range[str, 1, REASON_MAX]


@mod.command(name=text("moderation-command-purge.name"), description=text("moderation-command-purge"))
@app_commands.rename(
    count=text("moderation-option-count.name"),
    member=text("moderation-option-of-member.name"),
    containing=text("moderation-option-containing.name"),
    links=text("moderation-option-links.name"),
    attachments=text("moderation-option-attachments.name"),
    since=text("moderation-option-since.name"),
    pinned=text("moderation-option-pinned.name"),
    reason=text("moderation-option-purge-why.name"),
)
@app_commands.describe(
    count=text("moderation-option-count"),
    member=text("moderation-option-of-member"),
    containing=text("moderation-option-containing"),
    links=text("moderation-option-links"),
    attachments=text("moderation-option-attachments"),
    since=text("moderation-option-since"),
    pinned=text("moderation-option-pinned"),
    reason=text("moderation-option-purge-why"),
)
async def purge(
    interaction: discord.Interaction[Bot],
    count: Count | None = None,
    member: discord.User | None = None,
    containing: Text = "",
    links: bool = False,
    attachments: bool = False,
    since: Since | None = None,
    pinned: bool = False,
    reason: Reason = "",
) -> None:
    await think(interaction)
    actor, bot = await actor_of(interaction), interaction.client
    safety.check_moderator(actor)
    channel = channel_to_purge(interaction.channel)
    wanted = Wanted(
        count=count,
        member_id=None if member is None else member.id,
        text=containing,
        links=links,
        attachments=attachments,
        since=await _since(interaction, since),
        pinned=pinned,
    )
    if wanted.is_everything:
        raise NothingWanted
    if not bot.app.config.message_content and (containing or links or attachments):
        raise WordsUnknown
    looking = Looking(wanted, own_id=channel.guild.me.id, fold=_folded, has_link=_has_link)
    found = await purging_of(bot).look(channel, looking)
    staged = await bot.app.moderation.purges.stage(found, by=actor, channel_id=channel.id, reason=reason)
    await reply(interaction, view=preview(found, staged, language_of(interaction)))


async def _since(interaction: discord.Interaction[Bot], typed: str | None) -> datetime | None:
    if typed is None:
        return None
    zone = (await interaction.client.app.settings.get(guild_of(interaction).id, ServerSettings)).zone
    return await asyncio.to_thread(since_meant, typed, now=interaction.client.app.clock(), zone=zone)


def _folded(written: str) -> str:
    """Return a text as filters read it: whatever its width, kana, look-alikes and invisible characters."""
    return fold_everything(written).text


def _has_link(written: str) -> bool:
    return bool(find_links(written)) or any(True for _ in find_invites(written))


# Looked at --------------------------------------------------------------------------------------------------------


def preview(found: Found, staged: Purge, language: Language) -> ui.LayoutView:
    """Return what would be deleted, in numbers, and its latest lines for the moderator alone."""
    matching = found.matching
    old = len(matching) - len(staged.young)
    newest, oldest = matching[0].snapshot.written_at, matching[-1].snapshot.written_at
    pieces = [
        say(
            language,
            "moderation-purge-preview",
            count=len(matching),
            looked_at=found.looked_at,
            oldest=moment(oldest, "f"),
            newest=moment(newest, "f"),
        ),
        _authors([one.snapshot for one in matching], language),
        *_told(found, staged, old, language),
    ]
    buttons = [PurgeButton(staged.id, language=language, count=len(staged.young))] if staged.young else []
    more = [PurgeAllButton(staged.id, language=language, count=len(staged.young) + len(staged.old))] if old else []
    return layout_of(
        card(
            "\n".join(pieces),
            line(),
            _first_lines([one.snapshot for one in matching[:LINES_SHOWN]], language),
            line(),
            say(language, "moderation-purge-only-these"),
            row(*buttons, *more, CancelButton(language=language)),
            colour=CAREFUL,
        )
    )


def _told(found: Found, staged: Purge, old: int, language: Language) -> list[str]:
    """Return what a moderator should know before it is done."""
    said = []
    if old:
        minutes = minutes_for(len(staged.old))
        said.append(say(language, "moderation-purge-old", count=old, minutes=minutes, most=len(staged.old)))
    if old > len(staged.old):
        said.append(say(language, "moderation-purge-old-most", most=MOST_OLD))
    if threads := sum(one.has_thread for one in found.matching):
        said.append(say(language, "moderation-purge-threads", count=threads))
    for message_id, count in (
        ("moderation-purge-spared-pinned", found.pinned),
        ("moderation-purge-spared-own", found.own),
        ("moderation-purge-spared-starter", found.starters),
    ):
        if count:
            said.append(say(language, message_id, count=count))
    if found.looked_at >= LOOKED_AT:
        said.append(say(language, "moderation-purge-looked-at-most", most=LOOKED_AT))
    return said


def _authors(snapshots: Sequence[Snapshot], language: Language) -> str:
    counted = Counter(one.author_id for one in snapshots).most_common()
    shown = ("、" if language is Language.JA else ", ").join(
        f"<@{author_id}> ({count})" for author_id, count in counted[:AUTHORS_SHOWN]
    )
    return say(language, "moderation-purge-authors", authors=shown, more=max(0, len(counted) - AUTHORS_SHOWN))


def _first_lines(snapshots: Sequence[Snapshot], language: Language) -> str:
    nothing = say(language, "moderation-purge-no-words")
    return "\n".join(
        f"> <@{one.author_id}> {moment(one.written_at, 't')}: {excerpt(one.text, LINE_MAX) or nothing}"
        for one in snapshots
    )


def minutes_for(old: int) -> int:
    """Return about how long it takes to delete so many one by one."""
    return max(1, round(-(-old // ONE_BY_ONE) * ONE_BY_ONE_EVERY.total_seconds() / 60))


class _Confirming(Button):
    """Deletes what was looked at."""

    look = discord.ButtonStyle.danger
    with_old = False

    def __init__(self, purge_id: int, *, language: Language, count: int) -> None:
        super().__init__(purge_id, language=language, label=say(language, self.label_id, count=count))

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], purge_id: int) -> None:
        await think_in_place(interaction)
        actor, bot, language = await actor_of(interaction), interaction.client, language_of(interaction)
        safety.check_moderator(actor)
        case, begun = await bot.app.moderation.purges.begin(
            by=actor, purge_id=purge_id, with_old=cls.with_old, request_id=interaction.id
        )
        await show(interaction, layout_of(card(say(language, "moderation-purge-going", number=case.number))))
        case, ended = await carried_out(bot, case, begun, by=member_of(interaction).name)
        await show(interaction, result_view(case, ended, language))
        await send_file(interaction, case)


class PurgeButton(_Confirming):
    action = "moderation:purge"
    label_id = "moderation-button-purge"


class PurgeAllButton(_Confirming):
    action = "moderation:purge-all"
    label_id = "moderation-button-purge-all"
    with_old = True


async def carried_out(bot: Bot, case: Case, begun: Purge, *, by: str) -> tuple[Case, Purge]:
    """Delete what goes together, and leave the rest to the due row; returns how far it came."""
    purges = bot.app.moderation.purges
    failure: str | None = None
    try:
        ended = await purging_of(bot).carry_out(case, begun, by=by)
    except TryLater:
        return case, await purges.get(guild_id=begun.guild_id, purge_id=begun.id) or begun
    except discord.HTTPException as refused:
        ended = await purges.get(guild_id=begun.guild_id, purge_id=begun.id) or begun
        if not is_final(refused):
            return case, ended
        failure = failure_of(refused)
    if ended.old and failure is None:
        return case, ended
    return await purges.finish(ended, failure=failure), ended


def result_view(case: Case, ended: Purge, language: Language) -> ui.LayoutView:
    if case.state is State.WAITING:
        if ended.young:
            said = say(language, "moderation-purge-later", number=case.number, deleted=ended.deleted)
        else:
            said = say(
                language,
                "moderation-purge-old-going",
                number=case.number,
                deleted=ended.deleted,
                left=len(ended.old),
                minutes=minutes_for(len(ended.old)),
            )
        return layout_of(card(said, row(PurgeFileButton(case.id, language=language)), colour=CAREFUL))
    details = case.details
    said = say(
        language,
        "moderation-purged",
        number=case.number,
        deleted=details["messages"],
        gone=details["gone"],
        failed=details["failed"],
        failure=case.failure or "",
    )
    colour = {State.DONE: GOOD, State.PARTLY: CAREFUL}.get(case.state, BAD)
    return layout_of(card(said, colour=colour))


# What was deleted, for the moderator ---------------------------------------------------------------------------------


class PurgeFileButton(Button):
    """*What was deleted*: the file once more, for any moderator."""

    action = "moderation:purge-file"
    label_id = "moderation-button-purge-file"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], case_id: int) -> None:
        await think(interaction)
        case = await interaction.client.app.moderation.cases.get(case_id, by=await actor_of(interaction))
        if not await send_file(interaction, case):
            await reply(interaction, say(language_of(interaction), "moderation-purge-file-empty"))


async def send_file(interaction: discord.Interaction[Bot], case: Case) -> bool:
    """Give the moderator what was deleted, privately; returns whether anything of it is kept."""
    kept = await interaction.client.app.moderation.purges.evidence(guild_id=case.guild_id, case_id=case.id)
    if kept:
        said = say(language_of(interaction), "moderation-purge-file")
        await reply(interaction, said, files=[file_of(kept, case.number)])
    return bool(kept)


def file_of(kept: Sequence[Evidence], number: int) -> discord.File:
    """Return messages as a text that any editor opens: who by their id, when in UTC, what, and names of files."""
    written = "\n\n".join(_entry(one) for one in kept) + "\n"
    return discord.File(BytesIO(written.encode("utf-8-sig")), filename=f"purge-{number}.txt")


def _entry(one: Evidence) -> str:
    head = f"[{one.written_at:%Y-%m-%d %H:%M:%S} UTC] {one.author_id or '-'} (message {one.message_id})"
    files = [f"+ {file.name} ({file.size} bytes)" for file in one.attachments]
    return "\n".join([head, *([one.text] if one.text else []), *files])


ACTIONS = (PurgeButton, PurgeAllButton, PurgeFileButton)
