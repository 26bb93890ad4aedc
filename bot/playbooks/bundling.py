"""Making the ZIP of an evidence bundle: pure, and the same bytes for the same contents.

Files stand in a fixed order with a fixed time, so that nothing but the contents decides. `manifest.json` has the hash
of every other file, `SHA256SUMS` those of all, for `sha256sum -c`. Of attachments there are names and sizes: the bot
keeps no files. Who reported something is in none of it.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import orjson

SCHEMA = 1
_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP can hold: when it was made stands in the manifest."""
_FILE_MODE = 0o100644 << 16

SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
README = "README.txt"

README_TEXT = """\
EVIDENCE BUNDLE OF CASE {number}
Made by Engawa. Server {guild_id}, {made_at} (UTC). Format {schema}.

What is in it
  case.json        the case as it was then
  changes.json     every change of it, with who made it, when and why
  evidence.json    messages as they were when they were kept; of files only name, size and type
  escalation.json  severity, playbook, steps with who ticked them, notes, outcome
  rules.json       the rules in the version the case cites, in every language there is
  manifest.json    who made this, when, and the SHA-256 of each file

How to check that nothing was changed
  1. The file itself:  sha256sum {name}
     It must be the hash that Engawa shows in the case's history.
  2. What is in it:    unzip {name} -d bundle && cd bundle && sha256sum -c SHA256SUMS
     On macOS: shasum -a 256 -c SHA256SUMS. On Windows: Get-FileHash FILE -Algorithm SHA256

It holds personal data. Give it only to those who need it, and delete it when they don't any more.
Words that had been deleted after their time before this was made are not in it ("text": null).

------------------------------------------------------------

ケース{number}の証拠のまとめ
Engawaで作成。サーバー {guild_id}、{made_at}（UTC）。形式 {schema}。

内容
  case.json        作成時点のケース
  changes.json     ケースの変更すべて（だれが、いつ、なぜ）
  evidence.json    保存した時点の投稿。添付ファイルは名前・大きさ・種類のみ
  escalation.json  重大度、対応手順、手順を完了にした人、メモ、結果
  rules.json       ケースが引用する版のルール（登録されているすべての言語）
  manifest.json    作成者、作成日時、各ファイルのSHA-256

改変がないことの確かめ方
  1. ファイル全体：sha256sum {name}
     ケースの履歴に表示されるハッシュ値と一致すれば、改変はありません。
  2. 中のファイル：unzip {name} -d bundle && cd bundle && sha256sum -c SHA256SUMS
     macOSでは shasum -a 256 -c SHA256SUMS、Windowsでは Get-FileHash ファイル名 -Algorithm SHA256

個人情報が含まれています。必要な方だけに渡し、不要になったら削除してください。
作成前に保存期間が過ぎて消えた投稿は、本文が入っていません（"text": null）。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes into a bundle, as plain values or dataclasses of them."""

    guild_id: int
    case_number: int
    made_by_id: int
    made_at: datetime
    case: Any
    changes: Sequence[Any]
    evidence: Sequence[Any]
    escalation: Any
    rules: Any
    left_out: int = 0


def name_of(case_number: int, bundle_made_at: datetime) -> str:
    """Return the name of the file."""
    return f"case-{case_number}-{bundle_made_at.astimezone(UTC):%Y%m%d-%H%M%S}.zip"


def build(contents: Contents) -> bytes:
    """Return the ZIP."""
    name = name_of(contents.case_number, contents.made_at)
    files = {
        README: README_TEXT.format(
            number=contents.case_number,
            guild_id=contents.guild_id,
            made_at=_plain(contents.made_at),
            schema=SCHEMA,
            name=name,
        ).encode(),
        "case.json": _json(contents.case),
        "changes.json": _json(contents.changes),
        "escalation.json": _json(contents.escalation),
        "evidence.json": _json(contents.evidence),
        "rules.json": _json(contents.rules),
    }
    files[MANIFEST] = _json(_manifest(contents, files))
    files[SUMS] = "".join(f"{sha256(files[one])}  {one}\n" for one in sorted(files)).encode()
    return _zip(files)


def _manifest(contents: Contents, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "program": "engawa",
        "server_id": str(contents.guild_id),
        "case": contents.case_number,
        "made_by": str(contents.made_by_id),
        "made_at": _plain(contents.made_at),
        "messages": len(contents.evidence),
        "messages_left_out": contents.left_out,
        "files": [{"name": name, "size": len(files[name]), "sha256": sha256(files[name])} for name in sorted(files)],
    }


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = _FILE_MODE
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(value: Any) -> bytes:
    return orjson.dumps(_plain(value), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def _plain(value: Any, key: str = "") -> Any:  # noqa: PLR0911 - a table of cases reads best as one
    """Return plain values: ids as text (many programs lose the last digits of such numbers), moments in UTC."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), field.name) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(_plain(name)): _plain(one, str(name)) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one, key) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and key.endswith("_id"):
        return str(value)
    return value
