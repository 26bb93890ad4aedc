"""Saying what tables hold."""

from bot.i18n import Language, say
from bot.privacy.catalogue import MemberTable, member_tables


def named(table: str) -> MemberTable:
    return next(entry for entry in member_tables() if entry.name == table)


def erased_text(entry: MemberTable, language: Language) -> str:
    """Say what erasing does to the rows of a table."""
    if entry.erased_by("keep"):
        return say(language, "privacy-erased-keep")
    if entry.erased_by("delete") and entry.erased_by("forget"):
        return say(language, "privacy-erased-both")
    return say(language, "privacy-erased-delete" if entry.erased_by("delete") else "privacy-erased-forget")


def kept_lines(language: Language, message_id: str) -> list[str]:
    """Say of every table in which a name stays what it is and why."""
    return [
        say(language, message_id, what=say(language, entry.message_id), why=say(language, f"{entry.message_id}.kept"))
        for entry in member_tables()
        if entry.erased_by("keep")
    ]
