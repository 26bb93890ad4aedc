"""Perks as people use them on Discord: members claim, admins offer, staff see to it, and Discord fails now and then."""

import logging
from collections.abc import Sequence
from typing import Any

import discord
import pytest

from bot.actor import Actor
from bot.due import TryLater
from bot.sandbox import simulated
from bot.settings.model import ServerSettings
from bot.ui import posting
from bot.ui.actions import view_of
from cogs.perks import queue
from tests.perks.acting import (
    CODES,
    NO_LIMIT,
    asked_to_claim,
    balance,
    button_of,
    claimed,
    give,
    offered,
    offered_codes,
    pressed,
    uploaded,
)
from tests.perks.shop import Shop
from tests.questions.acting import mentions_in
from tests.support.cards import answer, buttons, shown, text_of, walk
from tests.support.community import Community


def raw(message: discord.Message) -> Any:
    """Return a public message as `cards.text_of` reads it."""

    class Raw:
        content, embeds = message.content, message.embeds
        components: Sequence[Any] = [component.to_dict() for component in message.components]

    return Raw


def queue_cards(community: Community) -> list[discord.Message]:
    return community.queue.history()


# Looking and claiming ---------------------------------------------------------------------------------------------


async def test_a_member_looks_claims_and_has_the_code(community: Community) -> None:
    await offered_codes(community, *CODES, price=30, description="Ten percent off")
    await give(community, community.asker, 100)

    listed = await community.asker.slash(community.general, "perks list")
    assert answer(listed).ephemeral
    for said in ("You have **100** points", "Coupon", "Ten percent off", "30 points", "3 left"):
        assert said in shown(listed)

    asked = await pressed(community.asker, listed, "perks:claim")
    assert "costs **30 points**" in shown(asked) and "will have 70 left" in shown(asked)
    assert await balance(community, community.asker) == 100

    done = await pressed(community.asker, asked, "perks:confirm")
    assert answer(done).ephemeral
    assert CODES[0] in shown(done) and "You paid 30 points and have 70 left" in shown(done)
    assert await balance(community, community.asker) == 70
    listed = await community.asker.slash(community.general, "perks list")
    assert "You have already claimed this. It can be claimed once." in shown(listed)
    assert "You have claimed this." not in shown(listed)  # it would say so twice


async def test_in_japanese(community: Community) -> None:
    await offered_codes(
        community, *CODES, name="夏のコーヒー豆30%オフクーポン（オンラインストア限定・2026年版）", price=30
    )
    await give(community, community.asker_ja, 100)

    listed = await community.asker_ja.slash(community.general, "perks list")
    assert "いま使えるポイントは **100** です" in shown(listed) and "残り3" in shown(listed)
    asked = await pressed(community.asker_ja, listed, "perks:claim")
    assert "**30ポイント**を使います" in shown(asked) and "はい、受け取ります" in shown(asked)
    done = await pressed(community.asker_ja, asked, "perks:confirm")
    assert "を受け取りました" in shown(done) and CODES[0] in shown(done)
    mine = await community.asker_ja.slash(community.general, "perks mine")
    assert "受け取った特典（1件）" in shown(mine) and CODES[0] not in shown(mine)


async def test_perks_are_claimed_by_name_with_suggestions(community: Community) -> None:
    await offered_codes(community, *CODES)
    await offered(community, "Mug")

    choices = await community.asker.autocomplete(community.general, "perks claim", "perk", "ＣＯＵ")

    assert [choice["name"] for choice in choices] == ["Coupon"]
    by_choice = await asked_to_claim(community, community.asker, choices[0]["value"])
    by_name = await asked_to_claim(community, community.asker, "coupon")
    assert "Coupon" in shown(by_choice) and "Coupon" in shown(by_name)
    assert "can't find this perk" in shown(await asked_to_claim(community, community.asker, "#999"))
    assert "can't find this perk" in shown(await asked_to_claim(community, community.asker, "#9999999999999999999"))


async def test_long_lists_are_turned_and_work_after_a_restart(community: Community) -> None:
    for number in range(6):
        await offered(community, f"Perk {number} " + "名" * 50, description="説" * 300, price=number)
    first = await community.asker.slash(community.general, "perks list")
    assert "Perk 5" not in shown(first)

    await community.restart()
    second = await community.asker.click(answer(first), label="Next")
    assert "Perk 5" in shown(second) and "Page 2 of 2" in shown(second)
    await give(community, community.asker, 5)
    first = await community.asker.slash(community.general, "perks list")
    claim = next(custom_id for custom_id in buttons(answer(first)) if custom_id.startswith("perks:claim:"))
    asked = await community.asker.click(answer(first), custom_id=claim)
    await community.restart()

    assert "The team sees to it" in shown(await pressed(community.asker, asked, "perks:confirm"))


@pytest.mark.parametrize("language", ["en-US", "ja"])
async def test_the_fullest_lists_fit_a_message(community: Community, language: str) -> None:
    simulated.set_locale(community.env, community.asker, language)
    shop = Shop(app=community.app, clock=community.env.now)  # type: ignore[arg-type]
    rank_id = await shop.rank("*" * 39 + "a", threshold=1_000_000, guild_id=community.server.id)
    for number in range(8):
        await offered(
            community,
            f"{number}" + "*_" * 29 + "a",
            description="*" * 299 + "a",
            price=0,
            stock=900_000,
            period="season",
            **{"per-member": 999, "from": "2025-01-01 10:00", "until": "2030-12-24 10:00"},
        )
        await claimed(community, community.asker, f"#{number + 1}")
        claim = number + 1
        admin = await community.admin.slash(community.general, "perks claims")
        assert "Claims" in shown(admin)
        await community.app.perks.fulfilling.refuse(by=_admin(community), claim_id=claim, reason="*" * 199 + "a")
        await claimed(community, community.asker, f"#{number + 1}")
        await community.app.perks.offering.change(by=_admin(community), perk_id=number + 1, rank_id=rank_id)

    for command in ("perks list", "perks mine"):
        looked = await community.asker.slash(community.general, command)
        assert looked.response is not None
        turned = await community.asker.click(looked.response, label="次へ" if language == "ja" else "Next")
        for message in (looked.response, *looked.followups, turned.response):
            assert message is not None
            length = sum(len(part.get("content", "")) for part in walk(message.components)) + len(message.content or "")
            assert 0 < length <= (4000 if message.components else 2000), (command, length)
    assert "\\*" in shown(await community.admin.slash(community.general, "perks claims"))


def _admin(community: Community) -> Actor:
    return Actor(id=community.admin.id, guild_id=community.server.id, manages_server=True)


async def test_a_rank_is_asked_for(community: Community) -> None:
    shop = Shop(app=community.app, clock=community.env)  # type: ignore[arg-type]
    await shop.rank("Regular", threshold=100, guild_id=community.server.id)
    choices = await community.admin.autocomplete(community.general, "perks add", "rank", "reg", name="x", by="staff")
    await offered(community, "Mug", rank=choices[0]["value"])
    await give(community, community.asker, 99)

    refused = await asked_to_claim(community, community.asker, "Mug")

    assert "from the rank “Regular” on. You need 1 more point" in shown(refused)
    await give(community, community.asker, 1)
    assert "The team sees to it" in shown(await claimed(community, community.asker, "Mug"))


async def test_who_has_too_few_points_is_told_so(community: Community) -> None:
    await offered(community, "Mug", price=30)
    listed = await community.asker.slash(community.general, "perks list")
    assert "You have 0 to spend" in shown(listed)
    [button] = [one for one in walk(answer(listed).components) if one.get("custom_id", "").startswith("perks:claim:")]
    assert button["disabled"]
    assert "This costs 30 points" in shown(await asked_to_claim(community, community.asker, "Mug"))


# At once ----------------------------------------------------------------------------------------------------------


async def test_two_who_claim_the_last_code_at_once(community: Community) -> None:
    await offered_codes(community, CODES[0], price=30)
    people = (community.asker, community.helper)
    asked = []
    for who in people:
        await give(community, who, 30)
        asked.append(await asked_to_claim(community, who))

    results = await simulated.at_once(
        community.env,
        *(
            who.click(answer(one), custom_id=button_of(answer(one), "perks:confirm"))
            for who, one in zip(people, asked, strict=True)
        ),
    )

    said = [shown(result) for result in results]
    assert sum(CODES[0] in text for text in said) == 1
    assert sum("no longer available" in text and "paid nothing" in text for text in said) == 1
    assert sorted([await balance(community, who) for who in people]) == [0, 30]


async def test_a_double_click_pays_once(community: Community) -> None:
    await offered_codes(community, *CODES, price=30, **NO_LIMIT)
    await give(community, community.asker, 100)
    asked = await asked_to_claim(community, community.asker)
    custom_id = button_of(answer(asked), "perks:confirm")

    results = await simulated.at_once(
        community.env, *(community.asker.click(answer(asked), custom_id=custom_id) for _ in range(2))
    )

    assert all(CODES[0] in shown(result) for result in results)
    assert await balance(community, community.asker) == 70


async def test_a_changed_price_is_asked_about_again(community: Community) -> None:
    await offered_codes(community, *CODES, price=30)
    await give(community, community.asker, 100)
    asked = await asked_to_claim(community, community.asker)
    await community.admin.slash(community.general, "perks edit", perk="Coupon", price=40)

    again = await pressed(community.asker, asked, "perks:confirm")

    assert "price has changed" in shown(again) and "**40 points**" in shown(again)
    assert await balance(community, community.asker) == 100
    assert CODES[0] in shown(await pressed(community.asker, again, "perks:confirm"))
    assert await balance(community, community.asker) == 60


async def test_what_changed_before_the_click_is_a_clear_no(community: Community) -> None:
    await offered_codes(community, *CODES, price=30)
    await give(community, community.asker, 100)
    await give(community, community.helper, 100)
    asked = await asked_to_claim(community, community.asker)
    await claimed(community, community.helper)
    archiving = await community.admin.slash(community.general, "perks archive", perk="Coupon")
    await pressed(community.admin, archiving, "perks:archive")

    assert "no longer available" in shown(await pressed(community.asker, asked, "perks:confirm"))
    assert await balance(community, community.asker) == 100


# When Discord fails -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_code_discord_did_not_show_is_shown_again(community: Community, status: int) -> None:
    await offered_codes(community, *CODES, price=30)
    await give(community, community.asker, 100)
    asked = await asked_to_claim(community, community.asker)
    community.fails("PATCH", "/webhooks/*/messages/@original", status, times=None)
    community.fails("POST", "/webhooks/*", status, times=None)

    await pressed(community.asker, asked, "perks:confirm")

    community.works_again()
    assert await balance(community, community.asker) == 70
    again = await pressed(community.asker, asked, "perks:confirm")
    assert CODES[0] in shown(again)
    mine = await community.asker.slash(community.general, "perks mine")
    assert CODES[0] not in shown(mine)
    assert CODES[0] in shown(await pressed(community.asker, mine, "perks:show"))
    assert await balance(community, community.asker) == 70


async def test_a_click_discord_no_longer_takes_claims_nothing(community: Community) -> None:
    await offered_codes(community, *CODES, price=30)
    await give(community, community.asker, 100)
    asked = await asked_to_claim(community, community.asker)
    community.fails("POST", "/interactions/*/callback", 404, code=10062)

    await pressed(community.asker, asked, "perks:confirm")

    assert await balance(community, community.asker) == 100
    assert "Nothing yet" in shown(await community.asker.slash(community.general, "perks mine"))


# Codes are their owner's ------------------------------------------------------------------------------------------


async def test_a_saved_code_is_erased_after_a_second_look(community: Community) -> None:
    await offered_codes(community, *CODES)
    done = await claimed(community, community.asker)

    asked = await pressed(community.asker, done, "perks:saved")
    assert "Shall I erase" in shown(asked) and CODES[0] in shown(asked)
    kept = await pressed(community.asker, asked, "perks:keep")
    assert CODES[0] in shown(kept)
    erased = await pressed(community.asker, await pressed(community.asker, kept, "perks:saved"), "perks:erase")

    assert "is erased" in shown(erased) and CODES[0] not in shown(erased)
    mine = await community.asker.slash(community.general, "perks mine")
    assert "it was erased here" in shown(mine) and not buttons(answer(mine))


async def test_forged_buttons_open_nothing(community: Community) -> None:
    await offered_codes(community, *CODES, price=10)
    await give(community, community.asker, 10)
    await claimed(community, community.asker)
    channel: Any = community.bot.get_channel(community.general.id)
    for custom_id, refusal in (
        ("perks:show:1", "can't find this among your claims"),
        ("perks:saved:1", "can't find this among your claims"),
        ("perks:erase:1", "can't find this among your claims"),
        ("perks:keep:1", "can't find this among your claims"),
        ("perks:confirm:1:0:5", "This costs 10 points"),
        ("perks:confirm:999:0:5", "can't find this perk"),
        ("perks:confirm:1:10", "no longer in use"),
        ("perks:claim:-1", "no longer in use"),
        ("perks:add-codes:1", "Only admins"),
        ("perks:drop-codes:1", "Only admins"),
        ("perks:remove-free:1", "Only admins"),
        ("perks:remove-free-yes:1", "Only admins"),
        ("perks:archive:1", "Only admins"),
        ("perks:bring-back:1", "Only admins"),
        ("perks:claims:1:0", "Only admins"),
        ("perks:export:0", "Only admins"),
        ("perks:fulfil:1", "Only staff"),
        ("perks:see:1", "Only staff"),
    ):
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="?", custom_id=custom_id)
        sent = await channel.send("?", view=view_of(button))
        await community.env.settle()
        message = next(one for one in community.general.history() if one.id == sent.id)
        result = await community.helper.click(message, custom_id=custom_id)
        assert refusal in shown(result), (custom_id, shown(result))
        assert all(code not in shown(result) for code in CODES)
    mine = await community.asker.slash(community.general, "perks mine")
    assert CODES[0] in shown(await pressed(community.asker, mine, "perks:show"))


async def test_another_servers_perks_are_not_found(community: Community) -> None:
    await offered_codes(community, *CODES)
    elsewhere = community.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    visitor = elsewhere.add_member(community.asker.user)
    admin = elsewhere.add_member(
        community.admin.user, roles=[elsewhere.create_role("A", permissions=discord.Permissions(manage_guild=True))]
    )
    await community.env.settle()

    assert "no perks here" in shown(await visitor.slash(hall, "perks list"))
    assert "can't find" in shown(await visitor.slash(hall, "perks claim", perk="#1"))
    assert await visitor.autocomplete(hall, "perks claim", "perk", "") == []
    for command in ("perks edit", "perks archive", "perks codes"):
        assert "can't find" in shown(await admin.slash(hall, command, perk="#1"))


async def test_no_code_in_logs_public_messages_or_custom_ids(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("discord").setLevel(logging.WARNING)  # as bot/log.py has it: it logs whole bodies
    try:
        await offered_codes(community, *CODES, price=10)
        await give(community, community.asker, 20)
        done = await claimed(community, community.asker)
        asked = await asked_to_claim(community, community.helper)
        community.fails("PATCH", "/webhooks/*", 500, times=None)
        mine = await community.asker.slash(community.general, "perks mine")
        community.works_again()
        await community.admin.slash(community.general, "perks claims")
        await community.later(minutes=5)
    finally:
        logging.getLogger("discord").setLevel(logging.NOTSET)

    assert CODES[0] in shown(done) and asked and mine
    assert "WINTER" not in caplog.text
    for message in (*community.general.history(), *queue_cards(community)):
        assert "WINTER" not in text_of(raw(message))
    for request in community.env.http_requests:
        assert "WINTER" not in f"{request.path} {request.reason}"
        if "WINTER" in str(request.json):
            assert request.path.endswith("/messages/@original"), "only the answer to its owner has it"
    assert all("WINTER" not in custom_id for custom_id in buttons(answer(done)))


# Admins -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("perks add", {"name": "Mine", "by": "staff"}),
        ("perks edit", {"perk": "Coupon", "price": 0}),
        ("perks archive", {"perk": "Coupon"}),
        ("perks codes", {"perk": "Coupon"}),
        ("perks codes", {"perk": "Coupon", "file": ("a.csv", b"A1")}),
        ("perks claims", {}),
    ],
)
async def test_members_and_moderators_cannot_manage_perks(
    community: Community, command: str, options: dict[str, Any]
) -> None:
    await offered_codes(community, *CODES)
    for who in (community.bystander, community.moderator, community.staff):
        assert "Only admins" in shown(await who.slash(community.general, command, **options))
    assert await community.bystander.autocomplete(community.general, "perks archive", "perk", "") == []


async def test_an_admin_sees_what_a_file_would_add(community: Community) -> None:
    await offered_codes(community, CODES[0])
    content = "\ufeffcode\r\n" + "\r\n".join([*CODES, CODES[1]])

    preview = await community.admin_ja.slash(
        community.general, "perks codes", perk="Coupon", file=("codes.csv", content.encode())
    )
    for said in ("新しいコード：**2**件", "登録済み：1件", "ファイル内の重複：1件"):
        assert said in shown(preview)
    await community.restart()
    added = await pressed(community.admin_ja, preview, "perks:add-codes")

    assert "2件のコードを追加しました。未使用のコードは3件です" in shown(added)
    assert "WINTER" not in shown(preview) + shown(added)


async def test_codes_wait_for_an_hour(community: Community) -> None:
    await offered_codes(community, CODES[0])
    preview = await community.admin.slash(
        community.general, "perks codes", perk="Coupon", file=("codes.csv", CODES[1].encode())
    )

    await community.later(hours=1)

    assert "don't wait any more" in shown(await pressed(community.admin, preview, "perks:add-codes"))


async def test_an_admin_can_say_no_to_a_file(community: Community) -> None:
    await offered_codes(community, CODES[0])
    preview = await community.admin.slash(
        community.general, "perks codes", perk="Coupon", file=("codes.csv", CODES[1].encode())
    )

    assert "No code was added" in shown(await pressed(community.admin, preview, "perks:drop-codes"))
    assert "Not yet claimed: **1**" in shown(
        await community.admin.slash(community.general, "perks codes", perk="Coupon")
    )


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (("book.xlsx", b"PK\x03\x04\x14\x00\x06\x00"), "can't read this file"),
        (("codes.csv", b"code\n"), "no code in this file"),
        (("codes.csv", b"a,b\n1,2"), "several columns"),
        (("codes.csv", b"1.2E+15"), "In line 1 a spreadsheet"),
        (("codes.csv", b"x" * 1_100_000), "too large"),
    ],
)
async def test_a_file_that_is_no_file_of_codes(community: Community, file: tuple[str, bytes], refusal: str) -> None:
    await offered(community, "Coupon", by="code")
    assert refusal in shown(await community.admin.slash(community.general, "perks codes", perk="Coupon", file=file))


async def test_unclaimed_codes_are_deleted_after_a_second_look(community: Community) -> None:
    await offered_codes(community, *CODES)
    await claimed(community, community.asker)

    status = await community.admin.slash(community.general, "perks codes", perk="Coupon")
    assert "Not yet claimed: **2**" in shown(status) and "Claimed: **1**" in shown(status)
    asked = await pressed(community.admin, status, "perks:remove-free")
    assert "2 codes of “Coupon”" in shown(asked)

    assert "2 codes were deleted" in shown(await pressed(community.admin, asked, "perks:remove-free-yes"))
    assert "no longer available" in shown(await asked_to_claim(community, community.helper))


async def test_a_perk_is_edited_and_conditions_are_taken_away_again(community: Community) -> None:
    await offered(community, "Mug", stock=3, **{"from": "2026-01-01", "until": "2030-12-24"})
    edited = await community.admin.slash(
        community.general, "perks edit", perk="Mug", **{"new-name": "Big mug", "price": 15, "per-member": 0}
    )
    assert "Big mug" in shown(edited) and "15 points" in shown(edited) and "3 left" in shown(edited)

    edited = await community.admin.slash(community.general, "perks edit", perk="Big mug", remove="stock")
    assert "left" not in shown(edited)
    assert "named nothing" in shown(await community.admin.slash(community.general, "perks edit", perk="Big mug"))
    wrong = await community.admin.slash(community.general, "perks edit", perk="Big mug", **{"until": "soon"})
    assert "can't read “soon” as a day" in shown(wrong)
    assert "no stock" not in shown(wrong)


async def test_an_archived_perk_comes_back(community: Community) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    asked = await community.admin.slash(community.general, "perks archive", perk="Mug")
    assert "claimed once" in shown(asked)
    archived = await pressed(community.admin, asked, "perks:archive")
    assert "no perks here" in shown(await community.asker.slash(community.general, "perks list"))

    await community.restart()
    assert "in the list again" in shown(await pressed(community.admin, archived, "perks:bring-back"))
    assert "Mug" in shown(await community.asker.slash(community.general, "perks list"))


async def test_a_perk_nobody_claimed_is_deleted(community: Community) -> None:
    await offered_codes(community, *CODES)
    asked = await community.admin.slash(community.general, "perks archive", perk="Coupon")
    assert "deleted, together with 3 codes" in shown(asked)
    assert "Nobody had claimed it" in shown(await pressed(community.admin, asked, "perks:archive"))


async def test_admins_see_who_claimed_what_and_never_a_code(community: Community) -> None:
    await offered_codes(community, *CODES, **NO_LIMIT)
    await offered(community, "Mug")
    for _ in range(3):
        await claimed(community, community.asker)
    await claimed(community, community.helper, "Mug")

    listed = await community.admin.slash(community.general, "perks claims")
    assert "Claims (4)" in shown(listed) and f"<@{community.asker.id}>" in shown(listed)
    assert "code handed over: …AAAA" in shown(listed) and "WINTER" not in shown(listed)
    only = await community.admin.slash(community.general, "perks claims", perk="Mug")
    assert "Claims (1)" in shown(only) and "Coupon" not in shown(only)

    exported = await pressed(community.admin, listed, "perks:export")
    [attachment] = answer(exported).attachments
    assert attachment.filename == "perk-claims.csv"


async def test_long_lists_of_claims_are_turned(community: Community) -> None:
    await offered(community, "Mug " + "名" * 56, **NO_LIMIT)
    for _ in range(9):
        await claimed(community, community.asker, "#1")

    first = await community.admin.slash(community.general, "perks claims")
    await community.restart()
    second = await community.admin.click(answer(first), label="Next")

    assert "Page 2 of 2" in shown(second)
    mine = await community.asker.slash(community.general, "perks mine")
    assert "Page 2 of 2" in shown(await community.asker.click(answer(mine), label="Next"))


# Staff ------------------------------------------------------------------------------------------------------------


async def test_staff_fulfil_a_claim_in_the_queue_and_the_member_is_told_at_the_next_look(community: Community) -> None:
    await offered(community, "Mug", price=30)
    await give(community, community.asker, 30)
    await claimed(community, community.asker, "Mug")
    before = len(community.env.http_requests)
    await community.run_due()
    [card] = queue_cards(community)
    assert "Perk claimed: Mug" in text_of(raw(card)) and f"<@{community.asker.id}>" in text_of(raw(card))
    assert mentions_in(community, before) == []

    await community.moderator.click(card, custom_id="perks:fulfil:1")

    [card] = queue_cards(community)
    assert "Fulfilled by" in text_of(raw(card)) and not buttons(raw(card))
    assert not community.asker.user.dm_channel or not community.asker.user.dm_channel.history()
    listed = await community.asker.slash(community.general, "perks list")
    assert "News about your claims" in shown(listed) and "Mug: ✅ Done by the team" in shown(listed)
    assert "News about" not in shown(await community.asker.slash(community.general, "perks list"))


async def test_staff_refuse_with_a_reason_and_everything_comes_back(community: Community) -> None:
    await offered(community, "Mug", price=30, stock=1)
    await give(community, community.asker, 30)
    await claimed(community, community.asker, "Mug")
    await community.run_due()
    [card, low] = queue_cards(community)
    assert "is used up" in text_of(raw(low))

    form = await community.moderator.click(card, custom_id="perks:refuse:1")
    await community.moderator.submit_modal(form, {"reason": "We can't post to your country."})

    [card, _] = queue_cards(community)
    assert "Refused by" in text_of(raw(card)) and "We can't post" in text_of(raw(card))
    assert await balance(community, community.asker) == 30
    mine = shown(await community.asker.slash(community.general, "perks mine"))
    assert "Your 30 points are back" in mine and "We can't post to your country." in mine
    assert "1 left" in shown(await community.asker.slash(community.general, "perks list"))


async def test_of_two_who_decide_at_once_one_does(community: Community) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    await community.run_due()
    [card] = queue_cards(community)

    results = await simulated.at_once(
        community.env,
        community.moderator.click(card, custom_id="perks:fulfil:1"),
        community.moderator2.click(card, custom_id="perks:fulfil:1"),
    )

    said = "\n".join(shown(result) for result in results)
    assert said.count("Somebody else has decided") == 1
    assert "Fulfilled by" in text_of(raw(queue_cards(community)[0]))


async def test_a_claim_decided_in_the_list_changes_its_card_in_the_queue(community: Community) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    await community.run_due()

    listed = await community.admin.slash(community.general, "perks claims")
    seen = await pressed(community.admin, listed, "perks:see")
    done = await pressed(community.admin, seen, "perks:fulfil")
    await community.run_due()

    assert "Fulfilled by" in shown(done)
    [card] = queue_cards(community)
    assert "Fulfilled by" in text_of(raw(card)) and not buttons(raw(card))


@pytest.mark.parametrize(("status", "code"), [(429, 0), (500, 0)])
async def test_a_card_discord_did_not_take_comes_later_and_once(community: Community, status: int, code: int) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    community.fails("POST", f"/channels/{community.queue.id}/messages", status, code=code)
    await community.run_due()
    assert queue_cards(community) == []

    await community.later(minutes=2)
    await community.later(hours=1)

    assert len(queue_cards(community)) == 1


async def test_a_card_that_was_sent_before_the_process_ended_is_found_again(community: Community) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    fulfilling: Any = community.app.perks.fulfilling
    working = fulfilling.posted

    async def killed(**_: object) -> None:
        raise ConnectionError("as if the process had ended here")

    fulfilling.posted = killed
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.getLogger("bot.due"), "disabled", True)
        await community.run_due()
    fulfilling.posted = working

    await community.later(hours=2)

    assert len(queue_cards(community)) == 1
    await community.moderator.click(queue_cards(community)[0], custom_id="perks:fulfil:1")


@pytest.mark.parametrize("queue", ["none", "forbidden"])
async def test_without_a_queue_admins_learn_of_what_waits(community: Community, queue: str) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    if queue == "none":
        await community.set(ServerSettings, queue_channel_id=None)
    else:
        community.fails("POST", f"/channels/{community.queue.id}/messages", 403, code=50013)
    await community.run_due()

    [due] = await community.app.due.given_up(guild_id=community.server.id)
    assert due.kind == "perks:queue"
    assert "waits for staff" in shown(await community.admin.slash(community.general, "perks claims"))


async def test_staff_are_told_once_that_few_are_left(community: Community) -> None:
    await offered_codes(community, *(f"LOW-{number:04}-XXXX" for number in range(6)), **NO_LIMIT)
    for _ in range(5):
        await claimed(community, community.asker)
        await community.run_due()
    [card] = queue_cards(community)
    assert "Only 1 of the perk “Coupon” is left" in text_of(raw(card))

    await claimed(community, community.asker)
    await community.later(hours=1)

    assert len(queue_cards(community)) == 1
    await uploaded(community, *CODES)


async def test_that_few_are_left_is_told_once_though_the_answer_was_lost(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*given: Any, **message: Any) -> None:
        await posting.post(*given, **message)
        raise TryLater("as if the answer had been lost")

    monkeypatch.setattr(queue, "post", lost)
    await offered_codes(community, *(f"LOW-{number:04}-XXXX" for number in range(6)), **NO_LIMIT)
    for _ in range(5):
        await claimed(community, community.asker)
        await community.run_due()
    monkeypatch.setattr(queue, "post", posting.post)
    await community.later(minutes=2)

    [card] = queue_cards(community)
    assert "is left" in text_of(raw(card))
    await uploaded(community, *CODES)


async def test_a_former_member_is_named_as_such(community: Community) -> None:
    await offered(community, "Mug")
    await claimed(community, community.asker, "Mug")
    await community.run_due()
    app, guild_id = community.app, community.server.id
    async with app.database.write() as connection:
        await app.perks.privacy.forget(connection, guild_id=guild_id, member_id=community.asker.id)
        await connection.exec_driver_sql("UPDATE perk_claim SET member_id = NULL")
    await community.run_due()

    [card] = queue_cards(community)
    assert "former member" in text_of(raw(card)) and not buttons(raw(card))
    assert "former member" in shown(await community.admin.slash(community.general, "perks claims"))
