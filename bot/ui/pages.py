"""Paged lists: the page is in the buttons' custom ids, so a list can be turned for ever."""

from typing import ClassVar

from bot.i18n import Language, say
from bot.ui.actions import Argument, Button


class PageButton(Button):
    """*Back* or *Next*; the page to show is the first argument, `press` shows it."""

    arguments: ClassVar[tuple[type[int] | type[str], ...]] = (int,)

    def __init__(self, page: int, *arguments: Argument, language: Language, forward: bool, disabled: bool) -> None:
        said = say(language, "pages-next" if forward else "pages-previous")
        super().__init__(page, *arguments, language=language, disabled=disabled, label=said)


def page_buttons(
    button: type[PageButton], *arguments: Argument, page: int, pages: int, language: Language
) -> list[Button]:
    """Return *Back* and *Next* around `page` (counted from 1), none where there is one page only."""
    if pages <= 1:
        return []
    # Custom ids must differ within a message, also when both ends are disabled: 0 is before the first page.
    return [
        button(page - 1, *arguments, language=language, forward=False, disabled=page <= 1),
        button(page + 1, *arguments, language=language, forward=True, disabled=page >= pages),
    ]


def pages_for(count: int, per_page: int) -> int:
    """Return how many pages `count` entries take, at least one."""
    return max(1, -(-count // per_page))


def position(page: int, pages: int, language: Language) -> str:
    return say(language, "pages-position", page=page, pages=pages)
