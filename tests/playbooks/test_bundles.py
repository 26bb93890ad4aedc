"""Evidence bundles: whoever has one can prove that nothing in it was changed, and nobody else has one."""

import hashlib
import io
import json
import os
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.actor import Actor
from bot.moderation.errors import ModeratorsOnly
from bot.moderation.model import Severity
from bot.playbooks import bundling, errors
from bot.playbooks.bundling import Contents
from bot.playbooks.model import File
from bot.playbooks.tables import playbook_bundle
from bot.seal import Seal
from tests.playbooks.desk import ADMIN, GUILD, LAWYER, MEMBER, MODERATOR, STRANGER, Desk

WANTED = {
    "README.txt",
    "SHA256SUMS",
    "case.json",
    "changes.json",
    "escalation.json",
    "evidence.json",
    "manifest.json",
    "rules.json",
}


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(content: bytes, name: str) -> Any:
    return json.loads(unzipped(content)[name])


async def made(desk: Desk, case_id: int, *, by: Actor = MODERATOR, request_id: int = 1) -> File:
    return await desk.app.playbooks.bundles.make(by=by, case_id=case_id, request_id=request_id)


async def full_case(desk: Desk) -> int:
    """A case with a rule, evidence, an escalation, ticks, notes."""
    await desk.rules()
    case = await desk.case("you fool", "いいかげんにしろ", rule_number=1)
    escalation = await desk.escalated(case, severity=Severity.LEGAL, key="legal-demand")
    escalating = desk.app.playbooks.escalating
    await escalating.tick(by=MODERATOR, escalation_id=escalation.id, done={1})
    await escalating.note(by=MODERATOR, escalation_id=escalation.id, text="A letter came on Monday.")
    return case.id


# What is in it


async def test_every_hash_in_it_is_right_and_the_row_has_the_hash_of_it_all(desk: Desk) -> None:
    file = await made(desk, await full_case(desk))
    files = unzipped(file.content)

    assert set(files) == WANTED
    manifest = json.loads(files["manifest.json"])
    assert {one["name"]: (one["sha256"], one["size"]) for one in manifest["files"]} == {
        name: (hashlib.sha256(content).hexdigest(), len(content))
        for name, content in files.items()
        if name not in ("manifest.json", "SHA256SUMS")
    }
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    async with desk.app.database.read() as connection:
        row = (await connection.execute(select(playbook_bundle))).one()
    assert row.sha256 == hashlib.sha256(file.content).hexdigest() and row.size == len(file.content)
    assert file.bundle.sha256 == row.sha256


async def test_the_commands_in_its_readme_check_it_and_notice_a_single_letter(desk: Desk, tmp_path: Path) -> None:
    file = await made(desk, await full_case(desk))
    (tmp_path / file.name).write_bytes(file.content)
    readme = unzipped(file.content)["README.txt"].decode()
    assert f"sha256sum {file.name}" in readme and f"unzip {file.name}" in readme
    with zipfile.ZipFile(tmp_path / file.name) as archive:
        archive.extractall(tmp_path / "bundle")

    def check() -> int:
        command = ["sha256sum", "--status", "-c", "SHA256SUMS"]
        return subprocess.run(
            command, cwd=tmp_path / "bundle", check=False, env={"PATH": os.environ["PATH"]}
        ).returncode

    assert check() == 0
    evidence = tmp_path / "bundle" / "evidence.json"
    evidence.write_text(evidence.read_text(encoding="utf-8").replace("you fool", "you pool"), encoding="utf-8")
    assert check() != 0


async def test_it_says_what_was_written_done_and_noted_and_which_rule_was_cited(desk: Desk) -> None:
    case_id = await full_case(desk)
    content = (await made(desk, case_id)).content

    evidence = parsed(content, "evidence.json")
    assert [one["text"] for one in evidence] == ["you fool", "いいかげんにしろ"]
    assert evidence[0]["author_id"] == str(MEMBER.id) and evidence[0]["written_at"] == "2026-01-04T08:30:00Z"
    assert evidence[0]["attachments"] == [{"name": "図.png", "size": 1234, "content_type": "image/png"}]
    case = parsed(content, "case.json")
    assert (case["number"], case["member_id"], case["severity"]) == (1, str(MEMBER.id), "legal")
    escalation = parsed(content, "escalation.json")
    assert escalation["playbook"]["key"] == "legal-demand" and escalation["severity"] == "legal"
    assert escalation["steps"][0]["done_by_id"] == str(MODERATOR.id) and escalation["steps"][1]["done_at"] is None
    assert [note["text"] for note in escalation["notes"]] == ["A letter came on Monday."]
    cited = parsed(content, "rules.json")
    assert cited["wordings"]["en"]["title"] == "Be kind" and cited["wordings"]["ja"]["title"] == "思いやり"
    assert [one["field"] for one in parsed(content, "changes.json")] == ["escalation", "severity"]
    manifest = parsed(content, "manifest.json")
    assert (manifest["schema"], manifest["server_id"], manifest["made_by"]) == (1, str(GUILD), str(MODERATOR.id))
    assert manifest["made_at"] == "2026-01-05T09:00:00Z" and manifest["messages_left_out"] == 0


async def test_a_plain_case_can_have_one_too(desk: Desk) -> None:
    case = await desk.case()
    content = (await made(desk, case.id)).content
    assert parsed(content, "escalation.json") is None and parsed(content, "rules.json") is None
    assert parsed(content, "evidence.json") == []


async def test_evidence_of_another_case_is_not_in_it(desk: Desk) -> None:
    case = await desk.case("mine")
    await desk.case("not mine")
    assert [one["text"] for one in parsed((await made(desk, case.id)).content, "evidence.json")] == ["mine"]


# The same bytes


def contents(**changed: Any) -> Contents:
    plain = Contents(
        guild_id=1,
        case_number=7,
        made_by_id=8,
        made_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
        case={"number": 7, "details": {"b": 1, "a": 2}},
        changes=[],
        evidence=[{"text": "あ" * 100, "author_id": 2**63 - 1}],
        escalation=None,
        rules=None,
    )
    return replace(plain, **changed)


def test_the_same_contents_are_the_same_bytes() -> None:
    one, other = bundling.build(contents()), bundling.build(contents(case={"details": {"a": 2, "b": 1}, "number": 7}))
    assert one == other
    assert bundling.build(contents(made_by_id=9)) != one
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == sorted(WANTED)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_big_ids_are_text_so_that_no_program_rounds_them() -> None:
    assert parsed(bundling.build(contents()), "evidence.json")[0]["author_id"] == str(2**63 - 1)


async def test_it_can_be_had_again_as_the_very_same_file(desk: Desk) -> None:
    file = await made(desk, await full_case(desk))
    desk.clock.advance(days=3)
    again = await desk.app.playbooks.bundles.fetch(by=ADMIN, bundle_id=file.bundle.id)
    assert (again.content, again.name) == (file.content, file.name)


async def test_the_same_press_makes_one_only(desk: Desk) -> None:
    case = await desk.case("x")
    one, other = await made(desk, case.id, request_id=5), await made(desk, case.id, request_id=5)
    assert one.bundle.id == other.bundle.id and one.content == other.content
    assert [one.field for one in await desk.history(case.id)] == ["bundle"]
    assert (await made(desk, case.id, request_id=6)).bundle.id != one.bundle.id


async def test_its_hash_is_in_the_cases_history(desk: Desk) -> None:
    case = await desk.case("x")
    file = await made(desk, case.id)
    [change] = await desk.history(case.id)
    assert (change.field, change.after, change.changed_by_id) == ("bundle", file.bundle.sha256, MODERATOR.id)


# Kept, sealed, and gone


async def test_nothing_of_it_can_be_read_in_the_database(desk: Desk) -> None:
    case = await desk.case("a secret sentence")
    file = await made(desk, case.id)
    async with desk.app.database.read() as connection:
        sealed = str(await connection.scalar(select(playbook_bundle.c.sealed)))
    assert "secret" not in sealed and file.content.hex() not in sealed


@pytest.mark.expects_errors
async def test_what_was_tampered_with_is_not_given_out(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    case = await desk.case("x")
    one, other = await made(desk, case.id, request_id=1), await made(desk, case.id, request_id=2)
    async with desk.app.database.write() as connection:
        sealed = await connection.scalar(
            select(playbook_bundle.c.sealed).where(playbook_bundle.c.id == other.bundle.id)
        )
        await connection.execute(
            update(playbook_bundle).where(playbook_bundle.c.id == one.bundle.id).values(sealed=sealed, sha256="0" * 64)
        )
        await connection.execute(
            update(playbook_bundle).where(playbook_bundle.c.id == other.bundle.id).values(sealed="gAAAAA-nonsense")
        )
    for bundle in (one.bundle, other.bundle):
        with pytest.raises(errors.BundleDamaged):
            await desk.app.playbooks.bundles.fetch(by=MODERATOR, bundle_id=bundle.id)
    assert "its hash is another one" in caplog.text and "SealBroken" in caplog.text


@pytest.mark.expects_errors
async def test_with_another_key_it_stays_closed(desk: Desk, tmp_path: Path) -> None:
    case = await desk.case("x")
    file = await made(desk, case.id)
    other = Seal(tmp_path / "other.key")
    other.fingerprint(guild_id=1, member_id=1)  # makes the key
    object.__setattr__(desk.app.playbooks.bundles._desk, "seal", other)
    with pytest.raises(errors.BundleDamaged):
        await desk.app.playbooks.bundles.fetch(by=MODERATOR, bundle_id=file.bundle.id)


async def test_after_its_time_the_file_goes_and_the_hash_stays(desk: Desk) -> None:
    case = await desk.case("x")
    file = await made(desk, case.id)
    desk.clock.advance(days=29)
    assert await desk.app.playbooks.bundles.expire(GUILD, desk.clock()) == 0
    desk.clock.advance(days=1)
    with pytest.raises(errors.BundleExpired) as refused:  # before anybody took it away, too
        await desk.app.playbooks.bundles.fetch(by=MODERATOR, bundle_id=file.bundle.id)
    assert refused.value.params == {"sha256": file.bundle.sha256}

    gone = await desk.app.privacy.retention.run(guild_id=GUILD, names={"bundles"})
    assert gone == {"bundles": 1}
    _, [left] = await desk.app.playbooks.bundles.of_case(by=MODERATOR, case_id=case.id)
    assert (left.is_kept, left.sha256) == (False, file.bundle.sha256)
    assert (await desk.history(case.id))[0].after == file.bundle.sha256


async def test_a_member_who_is_erased_is_in_no_file_any_more(desk: Desk) -> None:
    about, written, other = await desk.case("x"), await desk.case("y", member_id=200), await desk.case(member_id=201)
    for number, case in enumerate((about, written, other)):
        await made(desk, case.id, request_id=number)
    async with desk.app.database.write() as connection:
        await desk.app.playbooks.privacy.forget(connection, guild_id=GUILD, member_id=MEMBER.id)
    kept = [
        bundle.is_kept
        for case in (about, written, other)
        for bundle in (await desk.app.playbooks.bundles.of_case(by=MODERATOR, case_id=case.id))[1]
    ]
    assert kept == [False, False, True]


# Size


async def test_what_does_not_fit_is_left_out_and_counted(desk: Desk) -> None:
    texts = [os.urandom(1500).hex() for _ in range(12)]
    case = await desk.case(*texts)
    file = await desk.app.playbooks.bundles.make(by=MODERATOR, case_id=case.id, request_id=1, size_max=12_000)

    assert len(file.content) <= 12_000
    kept = parsed(file.content, "evidence.json")
    assert [one["text"] for one in kept] == texts[: len(kept)], "the oldest are kept"
    assert file.bundle.left_out == 12 - len(kept) > 0
    assert parsed(file.content, "manifest.json")["messages_left_out"] == file.bundle.left_out


# For whom


async def test_who_may_have_one(desk: Desk) -> None:
    await desk.roles()
    case = await desk.case("x")
    bundles = desk.app.playbooks.bundles
    file = await made(desk, case.id)
    for who in (MEMBER, LAWYER):
        with pytest.raises((ModeratorsOnly, errors.NotInvolved)):
            await made(desk, case.id, by=who, request_id=9)
        with pytest.raises((ModeratorsOnly, errors.NotInvolved)):
            await bundles.fetch(by=who, bundle_id=file.bundle.id)
    with pytest.raises(errors.CaseNotFound):
        await made(desk, case.id, by=STRANGER, request_id=9)
    with pytest.raises(errors.BundleNotFound):
        await bundles.fetch(by=STRANGER, bundle_id=file.bundle.id)

    await desk.escalated(case, severity=Severity.LEGAL)
    assert (await bundles.fetch(by=LAWYER, bundle_id=file.bundle.id)).content == file.content


async def test_a_moderator_gets_none_of_a_case_about_themself(desk: Desk) -> None:
    case = await desk.case("x", member_id=MODERATOR.id)
    with pytest.raises(errors.NotInvolved):
        await made(desk, case.id)


def test_the_readme_is_in_both_languages() -> None:
    readme = unzipped(bundling.build(contents()))["README.txt"].decode()
    assert "EVIDENCE BUNDLE OF CASE 7" in readme and "ケース7の証拠のまとめ" in readme
    assert "{" not in readme
