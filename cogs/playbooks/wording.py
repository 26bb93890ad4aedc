"""Playbooks in words, in pages that fit a card.

What a server's admins wrote keeps its markup, as their rules do; titles show as they are. A page is measured in bytes,
too: Discord fails with texts of about ten thousand of them, which is 3,400 Japanese characters (discord-api-docs 8554).
"""

from collections.abc import Iterator, Sequence

from bot.i18n import Language, say
from bot.playbooks.model import WHO_MAX, Entry, Playbook, Step
from bot.text import cut
from bot.ui.texts import moment, plain

PAGE_MAX = 3_400
PAGE_BYTES_MAX = 8_400
TITLE_SHOWN = 160

Section = tuple[str, list[str]]
"""A heading and what stands below it."""


def title_of(entry: Entry) -> str:
    return plain(entry.playbook.title, TITLE_SHOWN)


def language_name(language: Language, reader: Language) -> str:
    return say(reader, f"playbooks-language-{language.value}")


def sections(playbook: Playbook, language: Language) -> Iterator[Section]:
    """Yield a playbook's parts as they are needed: headings in the playbook's own language."""
    yield say(language, "playbooks-when"), [playbook.when] if playbook.when else []
    yield say(language, "playbooks-first"), _numbered(playbook.first)
    yield say(language, "playbooks-steps"), [_step(number, one) for number, one in enumerate(playbook.steps, start=1)]
    yield say(language, "playbooks-dont"), [f"- {item}" for item in playbook.dont]
    yield say(language, "playbooks-say"), [f"> {item}" for item in playbook.say]
    yield say(language, "playbooks-call"), [f"- {item}" for item in playbook.call]
    yield say(language, "playbooks-close"), [playbook.close] if playbook.close else []


def pages_of(playbook: Playbook, language: Language) -> list[str]:
    """Return the text of each page, at least one; a heading is never alone at the end of one."""
    pages: list[str] = []
    page = ""
    for heading, items in sections(playbook, language):
        for index, item in enumerate(items):
            text = cut(item, PAGE_MAX // 2)
            added = f"### {heading}\n{text}" if index == 0 else text
            joined = f"{page}\n{added}" if page else added
            if page and (len(joined) > PAGE_MAX or len(joined.encode()) > PAGE_BYTES_MAX):
                pages.append(page)
                joined = added
            page = joined
    return [*pages, page] if page or not pages else pages


def _numbered(items: Sequence[str]) -> list[str]:
    return [f"{number}. {item}" for number, item in enumerate(items, start=1)]


def _step(number: int, step: Step) -> str:
    return f"{number}. {step.do}" + (f" — *{plain(step.who, 2 * WHO_MAX)}*" if step.who else "")


def version_text(entry: Entry, language: Language) -> str:
    """Return who changed it last and when, or that nobody did."""
    if entry.version == 0 or entry.changed_at is None:
        return say(language, "playbooks-built-in")
    at = moment(entry.changed_at, "f")
    if entry.changed_by_id is None:
        return say(language, "playbooks-changed-by-erased", number=entry.version, at=at)
    return say(language, "playbooks-changed-by", number=entry.version, member=f"<@{entry.changed_by_id}>", at=at)
