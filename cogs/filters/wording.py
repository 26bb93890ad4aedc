"""Filters and hits in words, for cards and lists."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.filters.handing import Obstacle
from bot.filters.model import (
    FIELDS,
    AutoModRule,
    Filter,
    Finder,
    Handed,
    Hit,
    Judgement,
    Looks,
    Mode,
    Precision,
    Removal,
)
from bot.guidelines.model import Version
from bot.i18n import Language, say
from bot.moderation.model import Evidence
from bot.text import cut
from bot.ui.layout import BAD, CALM, CAREFUL, GOOD, card, layout_of, row
from bot.ui.texts import moment, plain

QUOTE_MAX = 300
QUOTES_MAX = 3

COLOURS: Mapping[Mode, discord.Colour] = {Mode.OFF: CALM, Mode.DRY: CAREFUL, Mode.ON: GOOD}


def kind_of(looks_for: Looks, language: Language) -> str:
    return say(language, f"filters-kind-{looks_for}")


def rule_title(rule_key: int | None, version: Version | None, language: Language) -> str | None:
    """Return a rule's number and title as they are now; None where it is in force no more."""
    rule = None if version is None or rule_key is None else version.with_key(rule_key)
    return None if rule is None else f"{rule.number}. {plain(rule.wording(language).title, 80)}"


def people(member_id: int | None, language: Language) -> str:
    return say(language, "filters-somebody") if member_id is None else f"<@{member_id}>"


# Filters ------------------------------------------------------------------------------------------------------------


def filter_lines(one: Filter, language: Language, *, version: Version | None) -> list[str]:
    """Return what a filter is, in lines."""
    lines = [
        f"### {plain(one.name, 100)}",
        say(
            language,
            "filters-line-kind",
            kind=kind_of(one.looks_for, language),
            mode=say(language, f"filters-mode-{one.mode}"),
        ),
        say(language, f"filters-line-contents-{one.looks_for}", **_numbers(one)),
        say(language, "filters-line-consequence", consequence=say(language, f"filters-consequence-{one.consequence}")),
    ]
    rule = rule_title(one.rule_key, version, language)
    if rule is not None:
        lines.append(say(language, "filters-line-rule", rule=rule))
    if one.exempt_role_ids or one.exempt_channel_ids:
        exempt = [f"<@&{role_id}>" for role_id in sorted(one.exempt_role_ids)]
        exempt += [f"<#{channel_id}>" for channel_id in sorted(one.exempt_channel_ids)]
        lines.append(say(language, "filters-line-exempt", exempt=" ".join(exempt)))
    return lines


def _numbers(one: Filter) -> dict[str, Any]:
    values = {name: getattr(one.contents, name) for name in FIELDS[one.looks_for]}
    counted = {name: len(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: ("yes" if value else "no") if isinstance(value, bool) else value for name, value in counted.items()}


def precision_line(how: Precision | None, language: Language) -> str:
    """Return how a filter has done."""
    how = how or Precision()
    if how.share is None:
        return say(language, "filters-line-hits", hits=how.hits, dry=how.dry)
    return say(
        language,
        "filters-line-precision",
        hits=how.hits,
        dry=how.dry,
        share=round(how.share * 100),
        looked=how.right + how.wrong,
    )


def automod_line(one: Filter, known: AutoModRule | None, obstacle: Obstacle | None, language: Language) -> str:
    """Return how a filter stands with AutoMod."""
    if known is not None and known.state in (Handed.THEIRS, Handed.DELETED):
        return say(language, f"filters-automod-{known.state}")
    if obstacle is not None:
        return say(language, f"filters-automod-not-{obstacle}")
    if one.mode is not Mode.ON:
        return say(language, "filters-automod-later")
    if known is None or (known.rule_id is None and known.state is Handed.OURS):
        return say(language, "filters-automod-soon")
    return say(language, f"filters-automod-{known.state}", failure=known.failure or "")


# Hits ---------------------------------------------------------------------------------------------------------------


def hit_line(hit: Hit, language: Language) -> str:
    """Return a hit in a list."""
    found = say(
        language,
        "filters-hit-line",
        at=moment(hit.hit_at),
        filter=plain(hit.filter_name, 60),
        member=people(hit.member_id, language),
        channel=f"<#{hit.channel_id}>",
        found=plain(hit.found, 60) if hit.found else "–",
    )
    return f"{found}\n-# {outcome(hit, language)}"


def outcome(hit: Hit, language: Language) -> str:
    """Return what was done about a hit, or would have been."""
    if hit.dry:
        said = say(language, "filters-outcome-dry", consequence=say(language, f"filters-would-{hit.consequence}"))
    elif hit.finder is Finder.AUTOMOD:
        said = say(language, "filters-outcome-automod")
    else:
        said = say(language, f"filters-outcome-{hit.removed}")
    parts = [said]
    if hit.edited:
        parts.append(say(language, "filters-outcome-edited"))
    if hit.judgement is not Judgement.NONE:
        parts.append(say(language, f"filters-judgement-{hit.judgement}"))
    return " · ".join(parts)


def alert_text(
    hits: Sequence[Hit], language: Language, *, version: Version | None, evidence: Mapping[int, Evidence]
) -> str:
    """Return what moderators read of hits that belong together."""
    first = hits[0]
    names = dict.fromkeys(plain(hit.filter_name, 60) for hit in hits)
    named = ("、" if language is Language.JA else ", ").join(names)
    lines = [
        f"### {say(language, 'filters-alert-title', filters=named)}",
        say(
            language,
            "filters-alert-who",
            member=people(first.member_id, language),
            channel=f"<#{first.channel_id}>",
            at=moment(first.hit_at),
            count=len({hit.message_id or hit.id for hit in hits}),
        ),
    ]
    found = dict.fromkeys(plain(hit.found, 60) for hit in hits if hit.found)
    if found:
        lines.append(say(language, "filters-alert-found", found=" · ".join(list(found)[:5])))
    rule = next((title for hit in hits if (title := rule_title(hit.rule_key, version, language))), None)
    if rule is not None:
        lines.append(say(language, "filters-line-rule", rule=rule))
    lines.append(_message_line(hits, language))
    quotes = dict.fromkeys(plain(kept.text, QUOTE_MAX) for kept in evidence.values() if kept.text)
    lines += [f"> {quote}" for quote in list(quotes)[:QUOTES_MAX]]
    return "\n".join(lines)


def _message_line(hits: Sequence[Hit], language: Language) -> str:
    """Return what became of the messages: of one that is still there with the way to it."""
    failed = next((hit for hit in hits if hit.removed is Removal.FAILED), None)
    left = next((hit for hit in hits if hit.removed is Removal.NONE), None)
    if failed is not None:
        return say(language, "filters-alert-failed", link=link_to(failed))
    if left is not None:
        return say(language, "filters-alert-stays", link=link_to(left))
    stopped = all(hit.finder is Finder.AUTOMOD for hit in hits)
    return say(language, "filters-alert-automod" if stopped else "filters-alert-removed")


def link_to(hit: Hit) -> str:
    return f"https://discord.com/channels/{hit.guild_id}/{hit.channel_id}/{hit.message_id or ''}"


def judged_line(hits: Sequence[Hit], language: Language) -> str | None:
    """Return what moderators made of hits; None while that is open."""
    first = hits[0]
    if first.judgement is Judgement.WAITING:
        return None
    by = people(first.judged_by_id, language)
    if first.judgement is Judgement.NONE:
        return say(language, "filters-judged-none")
    if first.case_id is not None and first.judgement is Judgement.RIGHT:
        return say(language, "filters-judged-case", by=by)
    return say(language, f"filters-judged-{first.judgement}", by=by)


def alert_view(text: str, buttons: Sequence[ui.Button[Any]], *, judgement: Judgement) -> ui.LayoutView:
    colour = {Judgement.WAITING: CAREFUL, Judgement.WRONG: BAD}.get(judgement, CALM)
    return layout_of(card(cut(text, 3_500), row(*buttons), colour=colour))
