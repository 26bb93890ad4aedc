"""What differs between two versions, so that one can see it: texts stand below each other, what changed in bold."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import discord
from discord import ui

from bot.client import Bot
from bot.guidelines.model import Changed, Difference, Rule, Version
from bot.i18n import Language, say
from bot.text import cut, one_line
from bot.ui.actions import Button
from bot.ui.actors import guild_of
from bot.ui.layout import card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import reply, think, think_in_place
from bot.ui.texts import language_of, plain
from cogs.guidelines.wording import listed, packed, penalty_text, title_of, version_line

TEXT_SHOWN = 1_100
"""Of a rule's text with its escapes and marks: the longest of two must fit a page together."""

_WORDS = re.compile(r"[a-zA-Z0-9\u00c0-\u024f'’-]+|[一-鿿々]+|[ァ-ヴー]+|[ぁ-ん]+|\s+|.")

ALIKE = 0.5
"""Texts that have less in common than this are shown without marks: nobody finds their way in shreds."""


def summary(difference: Difference, language: Language) -> str:
    """Return in one line how much differs."""
    counts = {
        "added": len(difference.added),
        "changed": len(difference.changed),
        "removed": len(difference.removed),
        "renumbered": len(difference.renumbered),
    }
    parts = [say(language, f"guidelines-count-{what}", count=count) for what, count in counts.items() if count]
    return listed(parts, language)


def for_admins(difference: Difference, language: Language) -> list[str]:
    """Return everything that differs, in both languages, with default actions."""
    order = (language, *(other for other in Language if other is not language))
    return [
        *(text for rule in difference.added for text in _whole(rule, "added", order, language)),
        *(text for rule in difference.removed for text in _whole(rule, "removed", (language,), language)),
        *(text for changed in difference.changed for text in _changes(changed, order, language)),
        *_renumbered(difference, language),
    ]


def for_members(difference: Difference, language: Language) -> list[str]:
    """Return what differs as it reads in one language: nothing about default actions."""
    return [
        *(text for rule in difference.added for text in _whole(rule, "added", (language,), language, penalty=False)),
        *(
            text
            for rule in difference.removed
            for text in _whole(rule, "removed", (language,), language, penalty=False)
        ),
        *(text for changed in difference.changed for text in _reworded(changed, language, language)),
        *_renumbered(difference, language),
    ]


def _whole(
    rule: Rule, what: str, languages: Sequence[Language], language: Language, *, penalty: bool = True
) -> Iterator[str]:
    head = say(language, f"guidelines-difference-{what}", number=str(rule.number), title=title_of(rule, language))
    wordings = [rule.wordings[one] for one in languages if one in rule.wordings] or [rule.wording(language)]
    for place, wording in enumerate(wordings):
        first = head if place == 0 else f"**{plain(wording.title)}**"
        last = ""
        if penalty and what == "added" and place == len(wordings) - 1:
            last = f"\n-# {say(language, 'guidelines-penalty-line', penalty=penalty_text(rule.penalty, language))}"
        yield f"{first}\n{_quoted(_shown(wording.text))}{last}"


def _changes(changed: Changed, languages: Sequence[Language], language: Language) -> Iterator[str]:
    for one in languages:
        yield from _reworded(changed, one, language, strictly=True)
    old, new = changed.old.penalty, changed.new.penalty
    if old != new:
        said = say(
            language,
            "guidelines-difference-penalty",
            old=penalty_text(old, language),
            new=penalty_text(new, language),
        )
        yield f"{_head(changed.new, language)}\n{said}"


def _reworded(changed: Changed, wanted: Language, language: Language, *, strictly: bool = False) -> Iterator[str]:
    """Yield how a rule reads now and before in one language; `strictly`: only what there is in that language."""
    was, now = (rule.wordings.get(wanted) if strictly else rule.wording(wanted) for rule in (changed.old, changed.new))
    if was == now:
        return
    named = say(language, f"guidelines-language-{wanted}") if strictly else ""
    head = _head(changed.new, language) + (say(language, "guidelines-difference-language", name=named) if named else "")
    if was is None or now is None:
        there = was or now
        assert there is not None
        said = say(language, "guidelines-difference-no-more" if now is None else "guidelines-difference-translated")
        yield f"{head}\n{said}\n{_quoted(f'**{plain(there.title)}**')}\n{_quoted(_shown(there.text))}"
        return
    parts = []
    if was.title != now.title:
        old_title, new_title = marked(was.title, now.title)
        parts.append(_before_and_now(old_title, new_title, language))
    if was.text != now.text:
        old_text, new_text = marked(was.text, now.text)
        parts.append(_before_and_now(old_text, new_text, language))
    yield "\n".join([head, *parts])


def _head(rule: Rule, language: Language) -> str:
    return say(language, "guidelines-difference-changed", number=str(rule.number), title=title_of(rule, language))


def _before_and_now(old: str, new: str, language: Language) -> str:
    before, now = say(language, "guidelines-difference-before"), say(language, "guidelines-difference-now")
    return f"{before}\n{_quoted(old)}\n{now}\n{_quoted(new)}"


def _renumbered(difference: Difference, language: Language) -> Iterator[str]:
    moves = [f"{was.number} → {now.number}" for was, now in difference.renumbered]
    if moves:
        yield say(language, "guidelines-difference-renumbered", moves=listed(moves, language))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _shown(text: str) -> str:
    return plain(text, TEXT_SHOWN)


def marked(old: str, new: str) -> tuple[str, str]:
    """Return both texts in one line each: what is gone struck through, what is new in bold."""
    before, after = (_WORDS.findall(one_line(text)) for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _shown(old), _shown(new)
    was, now = [], []
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        gone, come = "".join(before[from_old:to_old]), "".join(after[from_new:to_new])
        was.append(_escaped(gone) if kind == "equal" else _between("~~", gone))
        now.append(_escaped(come) if kind == "equal" else _between("**", come))
    return cut("".join(was), TEXT_SHOWN), cut("".join(now), TEXT_SHOWN)


def _between(mark: str, text: str) -> str:
    """Return text with marks around it, white space outside: Discord shows the marks as signs otherwise."""
    bare = text.strip()
    if not bare:
        return text
    start = text.index(bare)
    return f"{text[:start]}{mark}{_escaped(bare)}{mark}{text[start + len(bare) :]}"


def _escaped(text: str) -> str:
    return discord.utils.escape_mentions(discord.utils.escape_markdown(text))


# What a member sees of it -----------------------------------------------------------------------------------------


async def changes_view(
    interaction: discord.Interaction[Bot], *, before: int, after: int, page: int = 1
) -> ui.LayoutView:
    """Return what a published version changed of an earlier one; admins see all of it. Raises VersionNotFound."""
    language, reader = language_of(interaction), interaction.client.app.guidelines.reader
    version, difference = await reader.changes(guild_id=guild_of(interaction).id, before=before, after=after)
    manages = interaction.permissions.manage_guild or interaction.permissions.administrator
    texts = for_admins(difference, language) if manages else for_members(difference, language)
    return pages_view(
        texts or [say(language, "guidelines-difference-unseen")],
        language,
        heading=_changes_heading(version, before, language),
        page=page,
        button=ChangesPageButton,
        arguments=(before, after),
    )


def _changes_heading(version: Version, before: int, language: Language) -> str:
    title = say(language, "guidelines-changes-title", before=str(before), after=str(version.number))
    return f"## {title}\n{version_line(version, language)}"


def pages_view(
    texts: Sequence[str],
    language: Language,
    *,
    heading: str,
    page: int,
    button: type[PageButton],
    arguments: tuple[int, ...] = (),
    more: Sequence[Button] = (),
) -> ui.LayoutView:
    """Return a page of texts with *Back* and *Next*; `more` buttons stand after these."""
    pages = packed(texts)
    page = min(max(1, page), len(pages))
    buttons = [*page_buttons(button, *arguments, page=page, pages=len(pages), language=language), *more]
    foot = [f"-# {position(page, len(pages), language)}"] if len(pages) > 1 else []
    return layout_of(card(heading, line(), *pages[page - 1], *foot, row(*buttons)))


class SeeChangesButton(Button):
    """*What has changed*, between two published versions; 0 is before the first."""

    action = "guidelines:see-changes"
    arguments = (int, int)
    label_id = "guidelines-button-changes"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], before: int, after: int) -> None:
        await think(interaction)
        await reply(interaction, view=await changes_view(interaction, before=before, after=after))


class ChangesPageButton(PageButton):
    action = "guidelines:changes-page"
    arguments = (int, int, int)

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int, before: int, after: int) -> None:
        await think_in_place(interaction)
        await show(interaction, await changes_view(interaction, before=before, after=after, page=page))


ACTIONS = (SeeChangesButton, ChangesPageButton)
