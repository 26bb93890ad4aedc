"""Asking anonymously, as the asker, helpers and bystanders meet it on Discord."""

import json
import logging

import pytest

from bot.questions.model import QuestionSettings, State
from bot.sandbox import simulated
from cogs.questions import pictures
from tests.questions.acting import answer as answer_of
from tests.questions.acting import asked, card_of, forged, labels, row_of
from tests.support.community import Community, private_text, text_of

REPLY = "Reply as the asker"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of these chunks (their checksums are not looked at)."""
    body = b"".join(len(data).to_bytes(4, "big") + kind + data + b"\0\0\0\0" for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


async def test_nothing_public_names_who_asked(community: Community) -> None:
    post = await asked(community, anonymous=True)

    [card] = post.history()
    assert "Asked anonymously" in text_of(card)
    assert community.asker.id not in post._channel.thread_members
    since = next(i for i, request in enumerate(community.env.http_requests) if request.path.endswith("/threads"))
    public = [request for request in community.env.http_requests[since:] if "/webhooks/" not in request.path]
    assert str(community.asker.id) not in json.dumps([[request.path, str(request.json)] for request in public])
    assert (await row_of(community, post)).asker_id is None


async def test_what_everybody_sees_after_a_message_does_not_tell_whether_it_is_the_askers(community: Community) -> None:
    by_helper = await asked(community, "First", anonymous=True)
    by_asker = await asked(community, "Second", anonymous=True)
    await community.helper.send(by_helper, "The same here.")
    await community.asker.send(by_asker, "The same here.")

    shown = [text_of(await card_of(community, post)) for post in (by_helper, by_asker)]
    listed = private_text(await community.bystander.slash(community.general, "questions open"))
    await community.later(hours=5)

    assert shown[0] == shown[1]
    assert "no answer yet" not in listed
    assert len(by_helper.history()) == len(by_asker.history())


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_no_log_line_ties_an_asker_to_their_question(
    community: Community, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.INFO)
    community.fails("POST", "/webhooks/*", status, times=1)
    post = await asked(community, anonymous=True)
    community.works_again()
    form = await community.asker.click(await card_of(community, post), label=REPLY)
    community.fails("POST", f"/channels/{post.id}/messages", status)
    await community.asker.submit_modal(form, {"text": "Still beeping."})

    assert caplog.records
    assert str(community.asker.id) not in caplog.text


async def test_the_asker_is_warned_that_their_own_messages_show_their_name(community: Community) -> None:
    shown = await community.asker_ja.slash(community.general, "ask", title="匿名で聞きたいです")
    answer = await community.asker_ja.submit_modal(shown, {"title": "匿名で聞きたいです", "anonymous": True})

    assert "ご自身で書き込むと名前が表示されます" in private_text(answer)
    assert labels(answer_of(answer)) == ["質問者として返信"]


async def test_the_asker_replies_under_the_bots_name_also_after_a_restart(community: Community) -> None:
    post = await asked(community, anonymous=True)
    await community.helper.send(post, "Which model is it?")
    await community.restart()

    form = await community.asker.click(await card_of(community, post), label=REPLY)
    done = await community.asker.submit_modal(form, {"text": "The ``` second @everyone one"})

    reply = post.history()[-1]
    assert reply.author.bot
    assert reply.content == "🎭 **The asker writes:**\nThe ``` second @everyone one"
    assert not reply.mention_everyone
    assert str(reply.id) in private_text(done)


async def test_a_reply_keeps_the_question_from_being_called_quiet(community: Community) -> None:
    post = await asked(community, anonymous=True)
    before = (await row_of(community, post)).last_activity_at
    await community.env.advance_time(3_600)

    form = await community.asker.click(await card_of(community, post), label=REPLY)
    await community.asker.submit_modal(form, {"text": "Still beeping."})

    assert (await row_of(community, post)).last_activity_at > before


async def test_nobody_else_replies_as_the_asker(community: Community) -> None:
    post = await asked(community, anonymous=True)

    refused = await community.helper.click(await card_of(community, post), label=REPLY)

    assert refused.modal is None
    assert private_text(refused)
    assert len(post.history()) == 1


async def test_a_named_question_has_no_such_button_and_a_forged_one_does_nothing(community: Community) -> None:
    post = await asked(community)
    question = await row_of(community, post)
    button = await forged(community, post, f"questions:reply:{question.id}")

    refused = await community.asker.click(button, label="?")

    assert REPLY not in labels(await card_of(community, post))
    assert refused.modal is None
    assert private_text(refused)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
async def test_a_reply_that_discord_refuses_is_given_back(community: Community, status: int) -> None:
    post = await asked(community, anonymous=True)
    form = await community.asker.click(await card_of(community, post), label=REPLY)
    community.fails("POST", f"/channels/{post.id}/messages", status)

    answer = await community.asker.submit_modal(form, {"text": "Please don't lose me"})

    assert "Please don't lose me" in private_text(answer)


async def test_replies_have_a_limit_of_their_own_and_then_go_on(community: Community) -> None:
    post = await asked(community, anonymous=True)
    card = await card_of(community, post)
    for number in range(6):
        form = await community.asker.click(card, label=REPLY)
        answer = await community.asker.submit_modal(form, {"text": f"reply {number}"})
    assert "reply 5" in private_text(answer)
    assert len(post.history()) == 6

    await community.env.advance_time(601)
    form = await community.asker.click(card, label=REPLY)
    await community.asker.submit_modal(form, {"text": "at last"})

    assert post.history()[-1].content.endswith("at last")


async def test_a_locked_thread_takes_no_reply(community: Community) -> None:
    post = await asked(community, anonymous=True)
    form = await community.asker.click(await card_of(community, post), label=REPLY)
    await simulated.set_thread(community.env, post, locked=True)

    answer = await community.asker.submit_modal(form, {"text": "Hello?"})

    assert "locked" in private_text(answer)
    assert "Hello?" in private_text(answer)


async def test_only_the_asker_closes_with_the_cards_own_button(community: Community) -> None:
    post = await asked(community, anonymous=True)

    refused = await community.bystander.click(await card_of(community, post), label="Close…")

    assert answer_of(refused)
    assert (await row_of(community, post)).state is State.OPEN


async def test_where_it_is_switched_off_the_form_has_no_such_box(community: Community) -> None:
    await community.set(QuestionSettings, anonymous_allowed=False)

    shown = await community.asker.slash(community.general, "ask")

    assert shown.modal is not None
    assert "anonymous" not in {label["component"]["custom_id"] for label in shown.modal["components"]}


async def test_switched_off_while_the_form_was_open_it_is_refused_and_given_back(community: Community) -> None:
    shown = await community.asker.slash(community.general, "ask")
    await community.set(QuestionSettings, anonymous_allowed=False)

    answer = await community.asker.submit_modal(shown, {"title": "A delicate question", "anonymous": True})

    assert "A delicate question" in private_text(answer)
    assert not community.forum.threads


async def test_anonymous_questions_have_a_limit_of_their_own(community: Community) -> None:
    await community.set(QuestionSettings, anonymous_per_day=1)
    await asked(community, anonymous=True)
    shown = await community.asker.slash(community.general, "ask")

    answer = await community.asker.submit_modal(shown, {"title": "Another delicate one", "anonymous": True})

    assert "Another delicate one" in private_text(answer)
    assert len(community.forum.threads) == 1


def test_an_anonymous_picture_says_nothing_of_who_made_it() -> None:
    ihdr, idat = (b"IHDR", b"\0" * 13), (b"IDAT", b"pixels")
    assert pictures.without_metadata(
        png(ihdr, (b"tEXt", b"Author\0Yuki"), (b"eXIf", b"35.68N"), idat, (b"IEND", b"")), pictures.Format.PNG
    ) == png(ihdr, idat, (b"IEND", b""))


def test_a_jpegs_camera_data_is_left_out_and_its_colours_kept() -> None:
    def segment(marker: int, data: bytes) -> bytes:
        return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data

    jfif, exif, profile = segment(0xE0, b"JFIF"), segment(0xE1, b"Exif GPS"), segment(0xE2, b"ICC_PROFILE")
    table, scan = segment(0xDB, b"\1" * 64), b"\xff\xda\x00\x02pixels\xff\xd9"
    whole = b"\xff\xd8" + jfif + exif + profile + segment(0xFE, b"by Yuki") + table + scan
    assert pictures.without_metadata(whole, pictures.Format.JPEG) == b"\xff\xd8" + jfif + profile + table + scan


def test_what_phones_append_to_a_picture_is_left_out() -> None:
    # A moving picture's film stands behind the end, with the place it was taken at.
    end = (b"IEND", b"")
    assert pictures.without_metadata(png(end) + b"film" * 9, pictures.Format.PNG) == png(end)
    still = b"\xff\xd8\xff\xda\x00\x02pix\xff\x00els\xff\xd0more\xff\xd9"
    assert pictures.without_metadata(still + b"ftypmp42 35.68N", pictures.Format.JPEG) == still


def test_a_jpeg_with_padding_and_data_between_its_scans_is_cleaned_too() -> None:
    exif = b"\xff\xe1\x00\x08GPS..."
    scan = b"\xff\xda\x00\x02pixels"
    whole = b"\xff\xd8" + b"\xff\xff" + exif + scan + exif + scan + b"\xff\xd9"
    cleaned = pictures.without_metadata(whole, pictures.Format.JPEG)
    assert b"GPS" not in cleaned
    assert cleaned.count(scan) == 2 and cleaned.endswith(b"\xff\xd9")


def test_a_gifs_comments_are_left_out_and_it_still_moves() -> None:
    head = b"GIF89a" + b"\x01\x00\x01\x00\x80\x00\x00" + b"\0" * 6
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    xmp = b"\x21\xff\x0bXMP DataXMP\x04Yuki\x00"
    comment = b"\x21\xfe\x04Yuki\x00"
    timing = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    image = b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00" + b"\x02\x02\x44\x01\x00"
    whole = head + loop + xmp + comment + timing + image + b"\x3b" + b"Yuki"
    assert pictures.without_metadata(whole, pictures.Format.GIF) == head + loop + timing + image + b"\x3b"


def test_a_webps_camera_data_is_left_out() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)

    def webp(body: bytes) -> bytes:
        return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body

    pixels = chunk(b"VP8 ", b"pixel")
    assert pictures.without_metadata(webp(pixels + chunk(b"EXIF", b"GPS")), pictures.Format.WEBP) == webp(pixels)


@pytest.mark.parametrize("format", list(pictures.Format))
@pytest.mark.parametrize("length", range(40))
def test_a_broken_picture_is_no_error(format: pictures.Format, length: int) -> None:
    whole = {
        pictures.Format.PNG: png((b"IHDR", b"\0" * 13)),
        pictures.Format.JPEG: b"\xff\xd8\xff\xe1\xff\xff" + b"\xff" * 40,
        pictures.Format.GIF: b"GIF89a" + b"\0" * 40,
        pictures.Format.WEBP: b"RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff" + b"\0" * 40,
    }[format]
    assert len(pictures.without_metadata(whole[:length], format)) <= length + 12
