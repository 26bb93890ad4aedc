"""Whether the disk below a file is encrypted, as far as Linux says so.

Seen are dm-crypt (LUKS), also below LVM, and eCryptfs. Not to be seen from a running system, or not everywhere: ZFS
datasets, FileVault, a cloud's encrypted disks, and the machine below a virtual one. So the answer is yes or unknown,
never no.
"""

import os
from pathlib import Path

ROOT = Path("/")
CRYPT = "CRYPT-"
"""How device mapper begins the uuid of what it encrypts."""

Device = tuple[int, int]


def seen_encrypted(path: Path, *, root: Path = ROOT, device: Device | None = None) -> bool:
    """Whether `path` is known to be on an encrypted volume. `root` holds `proc` and `sys`; `device` is the path's."""
    number = path.stat().st_dev if device is None else os.makedev(*device)
    mounted = _mounted(root, (os.major(number), os.minor(number)))
    if mounted is not None and mounted[1] == "ecryptfs":
        return True
    devices = [(os.major(number), os.minor(number))]
    if mounted is not None and (below := _device_of(mounted[0])) is not None:
        devices.append(below)  # Btrfs and overlays have a number of their own, which no disk has
    return any(_is_crypt(root / "sys" / "dev" / "block" / f"{major}:{minor}") for major, minor in devices)


def _mounted(root: Path, device: Device) -> tuple[str, str] | None:
    """Return what is mounted there and the kind of its file system (proc_pid_mountinfo(5))."""
    try:
        lines = (root / "proc" / "self" / "mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, about = before.split(), after.split()
        if len(fields) > 2 and len(about) > 1 and fields[2] == f"{device[0]}:{device[1]}":
            return about[1], about[0]
    return None


def _device_of(source: str) -> Device | None:
    if not source.startswith("/dev/"):
        return None
    try:
        number = Path(source).stat().st_rdev
    except OSError:
        return None
    return (os.major(number), os.minor(number)) if number else None


def _is_crypt(block: Path) -> bool:
    """Whether a block device, or anything it lies on, is dm-crypt's."""
    try:
        if (block / "dm" / "uuid").read_text(encoding="ascii").startswith(CRYPT):
            return True
    except (OSError, UnicodeDecodeError):
        pass
    try:
        below = list((block / "slaves").iterdir())
        if (block / "partition").exists():
            below.append(block.resolve().parent)
    except OSError:
        return False
    return any(map(_is_crypt, below))
