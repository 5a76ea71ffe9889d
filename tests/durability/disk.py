"""Knows what a power cut may leave on a disk: what was synced, and by chance any of the rest.

What is asked of a disk becomes lasting only with a sync of that file. Until then each sector of
512 bytes of each write may be there, be lost, or (where the cut hit it) be rubbish; so later
writes may be there without earlier ones. The length of a file may lag behind or run ahead of its
content. New names, moves and removals last only once their folder is synced; until then, by a
roll of the dice, either a beginning of them is there (as journalling file systems have it) or
any of them, each whole.
"""

import hashlib
import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("=cii q q".replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Call:
    """One thing asked of the disk."""

    kind: str
    """o(pen), c(lose), w(rite), t(runcate), s(ync), r(ename), u(nlink), m(kdir), a(cknowledged)."""
    fd: int
    number: int
    first: bytes
    second: bytes


def read_log(path: Path) -> list[Call]:
    """The calls that `faulty_disk.c` wrote down."""
    content, at, calls = path.read_bytes(), 0, []
    while at < len(content):
        kind, fd, first, number, second = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        parts = content[at : at + first], content[at + first : at + first + second]
        at += first + second
        calls.append(Call(kind.decode(), fd, number, *parts))
    return calls


@dataclass(slots=True)
class _File:
    lasting: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes of each write since the last sync; None where it was cut to a length."""
    is_folder: bool = False

    def now(self) -> bytes:
        content = bytearray(self.lasting)
        for at, data in self.waiting:
            _put(content, at, data)
        return bytes(content)

    def after_cut(self, chance: random.Random) -> bytes:
        if not self.waiting:
            return self.lasting
        content = bytearray(self.lasting)
        way = chance.random()
        for at, data in self.waiting:
            if way < 0.1 or (way > 0.2 and chance.random() < 0.4):
                continue  # lost
            if data is None or way <= 0.2 or chance.random() < 0.5:
                _put(content, at, data)
                continue
            for start in range(at - at % SECTOR, at + len(data), SECTOR):  # torn
                low, high = max(start, at), min(start + SECTOR, at + len(data))
                fate = chance.random()
                if fate < 0.5:
                    _put(content, low, data[low - at : high - at])
                elif fate < 0.6:
                    _put(content, low, chance.randbytes(high - low))
        return bytes(content)


def _put(content: bytearray, at: int, data: bytes | None) -> None:
    end = at if data is None else at + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[end:]
    else:
        content[at:end] = data


Left = dict[str, bytes | None]
"""What is on a disk: names below its root, each a folder's (None) or a file's with its content."""


def lay_down(left: Left, into: Path) -> None:
    """Make a folder hold this and nothing else."""
    shutil.rmtree(into, ignore_errors=True)
    for name, content in left.items():
        if content is None:
            (into / name).mkdir()
        else:
            (into / name).write_bytes(content)


def digest(left: Left) -> bytes:
    """The same for contents that no program could tell from one another, and for no others."""
    sha = hashlib.sha256()
    for name, content in left.items():
        sha.update(f"{name}\0{-1 if content is None else len(content)}\0".encode())
        sha.update(content or b"")
    return sha.digest()


Names = dict[str, int]
Renaming = tuple[tuple[str, int | None], ...]
"""What one call does to names: each means this file from then on, or none."""


class Disk:
    """A disk as it is being written to; it begins with the files of a folder, all lasting."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._files: list[_File] = []
        self._names: Names = {}
        self._lasting: Names = {}
        self._waiting: list[tuple[str, Renaming]] = []
        """The folders' changes since their last syncs."""
        self._open: dict[int, tuple[int, str]] = {}
        self.acknowledged: list[int] = []
        for path in [root, *sorted(root.rglob("*"))]:
            number = self._new(is_folder=path.is_dir())
            if not path.is_dir():
                self._files[number].lasting = path.read_bytes()
            self._names[str(path)] = self._lasting[str(path)] = number

    def _new(self, *, is_folder: bool = False) -> int:
        self._files.append(_File(is_folder=is_folder))
        return len(self._files) - 1

    def take(self, call: Call) -> bool:
        """Do what was asked; True when that may make a difference to a power cut."""
        match call.kind:
            case "a":
                self.acknowledged.append(call.number)
            case "o":
                return self._opened(call)
            case "c":
                self._open.pop(call.fd, None)
                return False
            case "w":
                self._file(call).waiting.append((call.number, call.second))
            case "t":
                self._file(call).waiting.append((call.number, None))
            case "s":
                self._synced(call)
            case "m":
                self._rename(((_path(call), self._new(is_folder=True)),))
            case "u":
                self._rename(((_path(call), None),))
            case "r":
                self._moved(_path(call), call.second.decode())
        return True

    def _opened(self, call: Call) -> bool:
        path = _path(call)
        if path not in self._names:
            self._rename(((path, self._new()),))
        number = self._names[path]
        self._open[call.fd] = number, path
        if call.number == 2 and self._files[number].now():
            self._files[number].waiting.append((0, None))
            return True
        return call.number == 1

    def _file(self, call: Call) -> _File:
        return self._files[self._open[call.fd][0]]

    def _synced(self, call: Call) -> None:
        number, path = self._open[call.fd]
        file = self._files[number]
        if not file.is_folder:
            file.lasting, file.waiting = file.now(), []
            return
        left = []
        for folder, renaming in self._waiting:
            if folder == path:
                _apply(self._lasting, renaming)
            else:
                left.append((folder, renaming))
        self._waiting = left

    def _moved(self, before: str, after: str) -> None:
        inside = [name for name in self._names if name == before or name.startswith(f"{before}/")]
        renaming = [(name, None) for name in inside]
        renaming += [(after + name[len(before) :], self._names[name]) for name in inside]
        self._rename(tuple(renaming))

    def _rename(self, renaming: Renaming) -> None:
        _apply(self._names, renaming)
        self._waiting.append((str(Path(renaming[-1][0]).parent), renaming))

    def cut(self, chance: random.Random) -> Left:
        """What a power cut now would leave."""
        names = dict(self._lasting)
        way, stop = chance.random(), chance.randrange(len(self._waiting) + 1)
        for number, (_, renaming) in enumerate(self._waiting):
            if way < 0.4 or (number < stop if way < 0.7 else chance.random() < 0.5):
                _apply(names, renaming)
        left: Left = {}
        for name, number in sorted(names.items()):
            path = name[len(self._root) :].lstrip("/")
            if path and left.get(path.rpartition("/")[0], b"") is None:  # else its folder was lost
                file = self._files[number]
                left[path] = None if file.is_folder else file.after_cut(chance)
            elif not path:
                left[""] = None
        return left

    @property
    def is_at_rest(self) -> bool:
        """True when a power cut could leave one thing only."""
        return not self._waiting and not any(
            self._files[number].waiting for number in self._lasting.values()
        )


def _path(call: Call) -> str:
    return call.first.decode()


def _apply(names: Names, renaming: Renaming) -> None:
    for name, number in renaming:
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number


def prefixes(disk: Disk, calls: list[Call]) -> Iterator[int]:
    """Let a disk take one call after the other; the number of each that may make a difference."""
    for number, call in enumerate(calls):
        if disk.take(call):
            yield number
