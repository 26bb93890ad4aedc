"""`/perks list|claim|mine`: looking, claiming after a look at the price, and seeing one's codes again.

Everything here is private. A code is in an answer to its owner and nowhere else: no custom id, no log, no message that
anybody else can open has one.
"""

from typing import Any

import discord
from discord import app_commands, ui

from bot.actor import Actor
from bot.client import Bot
from bot.i18n import Language, say
from bot.perks.model import Claimed, Gives, Offer, State
from bot.ui.actions import Button, CancelButton
from bot.ui.actors import actor_of
from bot.ui.layout import CALM, GOOD, beside, card, layout_of, line, row, show
from bot.ui.pages import PageButton, page_buttons, position
from bot.ui.replies import edit_in_place, reply, think, think_in_place
from bot.ui.texts import language_of, text
from cogs.perks import cards
from cogs.perks.group import perks
from cogs.perks.here import PerkName, complete_perk, offer_named

# The list ---------------------------------------------------------------------------------------------------------


async def list_view(interaction: discord.Interaction[Bot], page: int, *, by: Actor) -> ui.LayoutView:
    language = language_of(interaction)
    offers = await interaction.client.app.perks.claiming.offers(by=by, page=page)
    balance = offers.items[0].balance if offers.items else 0
    head = say(language, "perks-list-title", balance=balance) if offers.items else say(language, "perks-list-empty")
    pieces: list[ui.Item[Any] | str | None] = [head]
    for offer in offers.items:
        button = ClaimButton(offer.perk.id, language=language, disabled=offer.obstacle is not None)
        pieces += [line(), beside(cards.offer_text(offer, language), button)]
    if offers.pages > 1:
        pieces += [line(), position(offers.number, offers.pages, language)]
    pieces.append(row(*page_buttons(ListPage, page=offers.number, pages=offers.pages, language=language)))
    return layout_of(card(*pieces, colour=cards.COLOUR))


class ListPage(PageButton):
    action = "perks:list"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        view = await list_view(interaction, page, by=await actor_of(interaction))
        await edit_in_place(interaction, view=view)


# Claiming ---------------------------------------------------------------------------------------------------------


class ClaimButton(Button):
    """*Claim* beside a perk: asks once more, with the price as it is now."""

    action = "perks:claim"
    label_id = "perks-button-claim"
    look = discord.ButtonStyle.primary

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int) -> None:
        await think(interaction)
        offer = await interaction.client.app.perks.claiming.offer(by=await actor_of(interaction), perk_id=perk_id)
        await reply(interaction, view=confirmation(interaction, offer))


def confirmation(interaction: discord.Interaction[Bot], offer: Offer, *, changed: bool = False) -> ui.LayoutView:
    """Return the question whether somebody really wants it. Raises what keeps them from it."""
    if offer.obstacle is not None:
        raise offer.obstacle
    language, perk = language_of(interaction), offer.perk
    asked = say(
        language, "perks-confirm", price=perk.price, balance=offer.balance, after=max(0, offer.balance - perk.price)
    )
    return layout_of(
        card(
            say(language, "perks-confirm-changed") if changed else None,
            cards.perk_text(perk, language),
            line(),
            asked,
            # The interaction's id makes this confirmation one of its own: pressed twice, it claims once.
            row(ConfirmButton(perk.id, perk.price, interaction.id, language=language), CancelButton(language=language)),
            colour=cards.COLOUR,
        )
    )


class ConfirmButton(Button):
    action = "perks:confirm"
    arguments = (int, int, int)
    label_id = "perks-button-confirm"
    look = discord.ButtonStyle.success

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], perk_id: int, price: int, request_id: int) -> None:
        await think_in_place(interaction)
        claimed = await interaction.client.app.perks.claiming.claim(
            by=await actor_of(interaction), perk_id=perk_id, price=price, request_id=request_id
        )
        if isinstance(claimed, Offer):
            await edit_in_place(interaction, view=confirmation(interaction, claimed, changed=True))
        else:
            await edit_in_place(interaction, view=claimed_view(claimed, language_of(interaction)))


def claimed_view(claimed: Claimed, language: Language, *, note: str | None = None) -> ui.LayoutView:
    """Return somebody's own claim: with its code, or with what happens now."""
    claim = claimed.claim
    head = say(
        language,
        "perks-done",
        perk=cards.name_of(claim),
        gives=claim.gives.value,
        price=claim.price,
        balance=claimed.balance,
    )
    if claim.state is State.WAITING:
        return layout_of(card(head, say(language, "perks-done-waiting"), colour=GOOD))
    if claimed.code is None:
        return layout_of(card(f"### {cards.name_of(claim)}", cards.state_text(claim, language), colour=CALM))
    return layout_of(
        card(
            head,
            say(language, "perks-done-code"),
            cards.code_block(claimed.code),
            note or say(language, "perks-done-code-note"),
            row(SavedButton(claim.id, language=language)) if note is None else None,
            row(EraseButton(claim.id, language=language), KeepButton(claim.id, language=language)) if note else None,
            colour=GOOD,
        )
    )


class SavedButton(Button):
    """*I have saved it*: asks before the code is erased, which nobody can undo."""

    action = "perks:saved"
    label_id = "perks-button-saved"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think_in_place(interaction)
        claimed = await interaction.client.app.perks.claiming.show(by=await actor_of(interaction), claim_id=claim_id)
        language = language_of(interaction)
        view = claimed_view(claimed, language, note=say(language, "perks-erase-ask"))
        await edit_in_place(interaction, view=view)


class EraseButton(Button):
    action = "perks:erase"
    label_id = "perks-button-erase"
    look = discord.ButtonStyle.danger

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think_in_place(interaction)
        claim = await interaction.client.app.perks.claiming.erase(by=await actor_of(interaction), claim_id=claim_id)
        said = say(language_of(interaction), "perks-erased", perk=cards.name_of(claim))
        await show(interaction, layout_of(card(said)))


class KeepButton(Button):
    action = "perks:keep"
    label_id = "perks-button-keep"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think_in_place(interaction)
        claimed = await interaction.client.app.perks.claiming.show(by=await actor_of(interaction), claim_id=claim_id)
        await edit_in_place(interaction, view=claimed_view(claimed, language_of(interaction)))


# One's own claims -------------------------------------------------------------------------------------------------


async def mine_view(interaction: discord.Interaction[Bot], page: int, *, by: Actor) -> ui.LayoutView:
    language = language_of(interaction)
    mine = await interaction.client.app.perks.claiming.mine(by=by, page=page)
    pieces: list[ui.Item[Any] | str | None] = [
        say(language, "perks-mine-title", count=mine.total) if mine.items else say(language, "perks-mine-empty")
    ]
    for claim in mine.items:
        said = cards.claim_text(claim, language)
        readable = claim.gives is Gives.CODE and claim.code_ending is not None
        pieces += [line(), beside(said, ShowButton(claim.id, language=language)) if readable else said]
    if mine.pages > 1:
        pieces.append(line())
        pieces.append(position(mine.number, mine.pages, language))
    pieces.append(row(*page_buttons(MinePage, page=mine.number, pages=mine.pages, language=language)))
    return layout_of(card(*pieces, colour=CALM))


class MinePage(PageButton):
    action = "perks:mine"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], page: int) -> None:
        await think_in_place(interaction)
        await edit_in_place(interaction, view=await mine_view(interaction, page, by=await actor_of(interaction)))


class ShowButton(Button):
    """Shows a code again, to its owner."""

    action = "perks:show"
    label_id = "perks-button-show"

    @classmethod
    async def press(cls, interaction: discord.Interaction[Bot], claim_id: int) -> None:
        await think(interaction)
        claimed = await interaction.client.app.perks.claiming.show(by=await actor_of(interaction), claim_id=claim_id)
        await reply(interaction, view=claimed_view(claimed, language_of(interaction)))


# Commands ---------------------------------------------------------------------------------------------------------


@perks.command(name=text("perks-command-list.name"), description=text("perks-command-list"))
async def perks_list(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    actor = await actor_of(interaction)
    await reply(interaction, view=await list_view(interaction, 1, by=actor))
    await tell_news(interaction, by=actor)


async def tell_news(interaction: discord.Interaction[Bot], *, by: Actor) -> None:
    """Tell somebody who is looking what staff decided on their claims since they last did."""
    claiming = interaction.client.app.perks.claiming
    news = await claiming.news(by=by)
    if news:
        await reply(interaction, cards.news_text(news, language_of(interaction)))
        await claiming.told(news, by=by)


@perks.command(name=text("perks-command-claim.name"), description=text("perks-command-claim"))
@app_commands.rename(perk=text("perks-option-perk.name"))
@app_commands.describe(perk=text("perks-option-perk"))
@app_commands.autocomplete(perk=complete_perk)
async def perks_claim(interaction: discord.Interaction[Bot], perk: PerkName) -> None:
    await think(interaction)
    await reply(interaction, view=confirmation(interaction, await offer_named(interaction, perk)))


@perks.command(name=text("perks-command-mine.name"), description=text("perks-command-mine"))
async def perks_mine(interaction: discord.Interaction[Bot]) -> None:
    await think(interaction)
    actor = await actor_of(interaction)
    await reply(interaction, view=await mine_view(interaction, 1, by=actor))
    await tell_news(interaction, by=actor)


ACTIONS = (ListPage, ClaimButton, ConfirmButton, SavedButton, EraseButton, KeepButton, MinePage, ShowButton)
