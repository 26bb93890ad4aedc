"""Perks and claims in words: the same sentences in lists, confirmations and the queue."""

from collections.abc import Sequence

import discord

from bot.i18n import Language, say
from bot.perks.errors import ClaimedEnough
from bot.perks.model import DESCRIPTION_MAX, REASON_MAX, Claim, Gives, Offer, Perk, State
from bot.ui.texts import moment, plain

# What a list of the fullest perks shows must fit the 4,000 characters of a card, escapes included.
NAME_SHOWN = 80
RANK_SHOWN = 50
DESCRIPTION_LISTED = 150


def name_of(perk: Perk | Claim) -> str:
    return plain(perk.perk_name if isinstance(perk, Claim) else perk.name, NAME_SHOWN)


def joined(parts: Sequence[str], language: Language) -> str:
    return ("・" if language is Language.JA else " · ").join(parts)


def perk_text(perk: Perk, language: Language, *, status: str | None = None, described: int = DESCRIPTION_MAX) -> str:
    """Return a perk: name, description, what it asks for, and how it stands for the reader."""
    lines = [f"### {name_of(perk)}"]
    if perk.description:
        lines.append(plain(perk.description, described))
    lines.append(f"-# {joined(facts(perk, language), language)}")
    if status:
        lines.append(status)
    return "\n".join(lines)


def facts(perk: Perk, language: Language) -> list[str]:
    """Return what a perk asks for and how much of it there is."""
    found = [say(language, "perks-fact-price", price=perk.price)]
    if perk.rank is not None:
        rank, points = plain(perk.rank.name, RANK_SHOWN), perk.rank.threshold
        found.append(say(language, "perks-fact-rank", rank=rank, points=points))
    elif perk.needs_rank:
        found.append(say(language, "perks-fact-rank-gone"))
    if perk.left is not None:
        found.append(say(language, "perks-fact-left", left=perk.left))
    if perk.per_member is not None:
        found.append(say(language, "perks-fact-limit", limit=perk.per_member, period=perk.period.value))
    if perk.opens_at is not None:
        found.append(say(language, "perks-fact-opens", at=moment(perk.opens_at, "f")))
    if perk.closes_at is not None:
        found.append(say(language, "perks-fact-closes", at=moment(perk.closes_at, "f")))
    found.append(say(language, f"perks-fact-gives-{perk.gives.value}"))
    return found


def offer_text(offer: Offer, language: Language) -> str:
    """Return a perk as the reader finds it in a list: what they have had of it, and why they can't have it now."""
    status = []
    if offer.ever and not isinstance(offer.obstacle, ClaimedEnough):  # which says so itself
        status.append(say(language, "perks-status-claimed", count=offer.ever))
    if offer.obstacle is not None:
        status.append(obstacle_text(offer, language))
    said = "\n".join(f"> {line}" for line in status)
    return perk_text(offer.perk, language, status=said, described=DESCRIPTION_LISTED)


def obstacle_text(offer: Offer, language: Language) -> str:
    assert offer.obstacle is not None
    params = dict(offer.obstacle.params)
    if "rank" in params:
        params["rank"] = plain(str(params["rank"]), RANK_SHOWN)
    return say(language, offer.obstacle.message, **params)


# Claims


def state_text(claim: Claim, language: Language) -> str:
    """Return what became of a claim, for its owner."""
    if claim.state is State.HANDED:
        return say(language, "perks-state-handed" if claim.code_ending is not None else "perks-state-erased")
    said = say(language, f"perks-state-{claim.state.value}", price=claim.price)
    if claim.state is State.REFUSED and claim.reason:
        said += "\n" + say(language, "perks-reason", reason=plain(claim.reason, REASON_MAX))
    return said


def claim_text(claim: Claim, language: Language) -> str:
    """Return one of the reader's own claims."""
    head = say(language, "perks-mine-line", perk=name_of(claim), at=moment(claim.claimed_at, "D"), price=claim.price)
    return f"{head}\n{state_text(claim, language)}"


def code_block(code: str) -> str:
    """Return a code so that it shows as it is and can be copied with one tap; no code has the fence in it."""
    return f"```\n{code}\n```"


def member_text(claim: Claim, language: Language) -> str:
    return say(language, "perks-former-member") if claim.member_id is None else f"<@{claim.member_id}>"


def staff_line(claim: Claim, language: Language) -> str:
    """Return a claim in an admin's list. Of a code, only the end."""
    said = say(
        language,
        "perks-claims-line",
        number=str(claim.id),
        perk=name_of(claim),
        member=member_text(claim, language),
        at=moment(claim.claimed_at, "f"),
        price=claim.price,
    )
    state = say(language, f"perks-claims-state-{claim.state.value}")
    if claim.gives is Gives.CODE:
        ending = claim.code_ending
        state = say(language, "perks-claims-code", ending=plain(ending, 8)) if ending else state
    if claim.reason:
        state = (
            f"{state}: {plain(claim.reason, 80)}" if language is Language.EN else f"{state}：{plain(claim.reason, 80)}"
        )
    return f"{said}\n-# {state}"


def queue_text(claim: Claim, language: Language) -> str:
    """Return a claim as its card in the queue shows it: what is to do, or who decided what."""
    said = say(
        language,
        "perks-queue-claim",
        number=str(claim.id),
        perk=name_of(claim),
        member=member_text(claim, language),
        at=moment(claim.claimed_at, "f"),
        price=claim.price,
    )
    if claim.state is State.WAITING:
        return said
    assert claim.decided_at is not None
    decided = say(
        language,
        f"perks-queue-{claim.state.value}",
        member=f"<@{claim.decided_by_id}>" if claim.decided_by_id else say(language, "perks-former-member"),
        at=moment(claim.decided_at, "f"),
        price=claim.price,
    )
    reason = say(language, "perks-reason", reason=plain(claim.reason, REASON_MAX)) if claim.reason else ""
    return "\n".join(filter(None, (said, decided, reason)))


def news_text(news: Sequence[Claim], language: Language) -> str:
    """Return what staff decided meanwhile."""
    lines = [f"{name_of(claim)}: {state_text(claim, language)}" for claim in news]
    if language is Language.JA:
        lines = [f"{name_of(claim)}：{state_text(claim, language)}" for claim in news]
    return "\n".join([say(language, "perks-news"), *lines])


COLOUR = discord.Colour(0xC98A2B)
