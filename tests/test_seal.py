"""Who said something anonymously can be recognised and read with the key, and in no other way."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.seal import Seal, SealBroken, SealKeyInvalid


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "seal.key")


def test_a_sealed_member_can_be_read_again(seal: Seal) -> None:
    assert seal.open(seal.close(guild_id=1, member_id=42), guild_id=1) == 42


def test_a_seal_does_not_contain_the_member_and_is_never_the_same(seal: Seal) -> None:
    first, second = (seal.close(guild_id=1, member_id=123456789012345678) for _ in range(2))
    assert first != second
    assert "123456789012345678" not in first


def test_a_member_has_one_fingerprint_in_a_server_and_another_elsewhere(seal: Seal) -> None:
    here = seal.fingerprint(guild_id=1, member_id=42)
    assert here == seal.fingerprint(guild_id=1, member_id=42)
    assert here != seal.fingerprint(guild_id=2, member_id=42)
    assert here != seal.fingerprint(guild_id=1, member_id=43)


def test_the_key_survives_a_restart(seal: Seal) -> None:
    sealed = seal.close(guild_id=1, member_id=42)
    again = Seal(seal.key_file)
    assert again.open(sealed, guild_id=1) == 42
    assert again.fingerprint(guild_id=1, member_id=42) == seal.fingerprint(guild_id=1, member_id=42)


def test_another_key_reads_nothing_and_recognises_nobody(seal: Seal, tmp_path: Path) -> None:
    other = Seal(tmp_path / "other.key")
    with pytest.raises(SealBroken):
        other.open(seal.close(guild_id=1, member_id=42), guild_id=1)
    assert other.fingerprint(guild_id=1, member_id=42) != seal.fingerprint(guild_id=1, member_id=42)


def test_a_seal_moved_to_another_server_is_not_read(seal: Seal) -> None:
    with pytest.raises(SealBroken):
        seal.open(seal.close(guild_id=1, member_id=42), guild_id=2)


@pytest.mark.parametrize("text", ["", "42", "1:42", "gAAAAA", "名前", "\x00"])
def test_what_was_never_sealed_is_refused(seal: Seal, text: str) -> None:
    with pytest.raises(SealBroken):
        seal.open(text, guild_id=1)


def test_a_sealed_text_can_be_read_again_for_its_purpose_and_server_only(seal: Seal) -> None:
    sealed = seal.close_text("KŌDO:1:ＡＢＣ", guild_id=1, purpose="codes")
    assert seal.open_text(sealed, guild_id=1, purpose="codes") == "KŌDO:1:ＡＢＣ"
    for guild_id, purpose in ((2, "codes"), (1, "notes"), (1, "seal")):
        with pytest.raises(SealBroken):
            seal.open_text(sealed, guild_id=guild_id, purpose=purpose)
    with pytest.raises(SealBroken):
        seal.open(sealed, guild_id=1)


def test_a_text_has_one_fingerprint_for_a_server_and_a_purpose(seal: Seal) -> None:
    here = seal.fingerprint_text("A1", guild_id=1, purpose="codes")
    assert here == seal.fingerprint_text("A1", guild_id=1, purpose="codes") and len(here) == 64
    others = [("A2", 1, "codes"), ("A1", 2, "codes"), ("A1", 1, "notes")]
    assert here not in [seal.fingerprint_text(text, guild_id=guild, purpose=purpose) for text, guild, purpose in others]


def test_a_text_does_not_bring_forth_a_new_key_where_its_own_is_lost(seal: Seal) -> None:
    sealed = seal.close_text("A1", guild_id=1, purpose="codes")
    seal.key_file.unlink()
    with pytest.raises(SealBroken):
        Seal(seal.key_file).open_text(sealed, guild_id=1, purpose="codes")
    assert not seal.key_file.exists()


def test_the_key_file_is_made_at_first_use_for_our_eyes_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "seal.key"
    seal = Seal(path)
    assert not path.exists()
    seal.fingerprint(guild_id=1, member_id=1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["seal.key"]


def test_two_who_start_at_once_get_one_key(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: Seal(path).fingerprint(guild_id=1, member_id=1), range(32)))
    assert len(made) == 1


@pytest.mark.parametrize("content", [b"", b"short", b"!" * 44, b"A" * 40, b"\xff\xfe"])
def test_a_damaged_key_is_named_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seal.key"
    path.write_bytes(content)
    with pytest.raises(SealKeyInvalid, match=r"seal\.key"):
        Seal(path).fingerprint(guild_id=1, member_id=1)
    assert path.read_bytes() == content


def test_a_place_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SealKeyInvalid, match=r"seal\.key"):
        Seal(tmp_path / "file" / "seal.key").fingerprint(guild_id=1, member_id=1)
