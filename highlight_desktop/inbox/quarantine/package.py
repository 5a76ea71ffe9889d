"""Knows how the directory of a zip file can lie, and reads no entry further than it declares.

Judged by the central directory alone, before a byte is unpacked. The figures are NCSC's advice
for importing data, with room for the Word files that councils write.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from highlight_desktop.errors import ImportRefusedError

MOST_ENTRIES = 200
MOST_BYTES = 50_000_000
"""Of all entries together, unpacked."""
MOST_RATIO = 100
"""How many times its packed size an entry may have unpacked."""
_RATIO_FROM_BYTES = 2_000_000
"""Smaller entries harm nobody, and a word said ten thousand times is packed better than that."""
_DIRECTORY_LIMIT_BYTES = 64_000
_LONGEST_NAME = 250

_END = struct.Struct("<4s4H2IH")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UTF8 = 0x0800
_STORED, _DEFLATED = 0, 8
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".jar", ".cab", ".iso")
_DAMAGED = "Open it in the program it was written with, save it again, and import that."
_ASK = "Do not open it, and ask its sender what it is."


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the package, as the central directory declares it."""

    name: str
    is_deflated: bool
    crc: int
    packed_bytes: int
    size_bytes: int
    offset: int


@dataclass(frozen=True, slots=True)
class Package:
    """A zip file whose directory has been found to be in order."""

    content: bytes
    entries: dict[str, Entry]
    """By name, in the order of the directory."""

    def part(self, name: str) -> bytes:
        """One entry unpacked. Raises ImportRefusedError if it is not what was declared."""
        entry = self.entries[name]
        start = _data_start(self.content, entry)
        packed = self.content[start : start + entry.packed_bytes]
        unpacked = _inflated(packed, entry.size_bytes) if entry.is_deflated else packed
        if len(unpacked) != entry.size_bytes or zlib.crc32(unpacked) != entry.crc:
            raise ImportRefusedError("The file is damaged.", _DAMAGED)
        return unpacked


def open_package(content: bytes) -> Package:
    """The directory of a zip file. Raises ImportRefusedError, with the next step, if it lies."""
    count, start, end = _extent(content)
    entries = list(_entries(content, count, start, end))
    files = [entry for entry in entries if not entry.name.endswith("/")]
    _judge_names([entry.name for entry in entries])
    _judge_sizes(entries)
    _judge_places(content, entries, start)
    return Package(content, {entry.name: entry for entry in files})


def _extent(content: bytes) -> tuple[int, int, int]:
    """How many entries the directory has, where it begins and where it ends."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(content):
        raise ImportRefusedError(
            "The file is cut short, or damaged.", "Ask its sender for it again."
        )
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, at)
    if here == 0xFFFF or count > MOST_ENTRIES or size > _DIRECTORY_LIMIT_BYTES:
        raise ImportRefusedError(f"The file holds more than {MOST_ENTRIES} files in one.", _DAMAGED)
    whole = at + _END.size + comment == len(content) and start + size == at
    if disk or first_disk or here != count or not whole:
        raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)
    return count, start, at


def _entries(content: bytes, count: int, at: int, end: int) -> Iterator[Entry]:
    for _ in range(count):
        if at + _CENTRAL.size > end:
            raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)
        (mark, _, _, flags, method, _, _, crc, packed, size, name_length, extra, comment, _, _, _,
         offset) = _CENTRAL.unpack_from(content, at)  # fmt: skip
        name_at = at + _CENTRAL.size
        at = name_at + name_length + extra + comment
        if mark != b"PK\x01\x02" or at > end:
            raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)
        if flags & _ENCRYPTED:
            raise ImportRefusedError(
                "The file is protected with a password.",
                "Open it, remove the password, save it, and import that.",
            )
        if method not in (_STORED, _DEFLATED) or (method == _STORED and packed != size):
            raise ImportRefusedError("The file is packed in an unusual way.", _DAMAGED)
        name = _name(content[name_at : name_at + name_length], is_utf8=bool(flags & _UTF8))
        yield Entry(name, method == _DEFLATED, crc, packed, size, offset)
    if at != end:
        raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)


def _name(raw: bytes, *, is_utf8: bool) -> str:
    try:
        return raw.decode("utf-8" if is_utf8 else "cp437")
    except UnicodeDecodeError:
        raise ImportRefusedError("The file has a damaged directory.", _DAMAGED) from None


def _judge_names(names: Sequence[str]) -> None:
    """Names of package parts differ by more than capitals (ECMA-376 part 2, 6.2.2.3)."""
    if len({name.casefold() for name in names}) < len(names):
        raise ImportRefusedError("The file holds two files of one name.", _DAMAGED)
    for name in names:
        steps = name.removesuffix("/").split("/")
        odd = len(name) > _LONGEST_NAME or not name.isprintable() or set('\\:"<>|?*') & set(name)
        if odd or {"", ".", ".."} & set(steps):
            raise ImportRefusedError("The file holds a file with a name that is not safe.", _ASK)
        if name.casefold().endswith(_NESTED):
            raise ImportRefusedError("The file holds an archive within it.", _ASK)


def _judge_sizes(entries: Sequence[Entry]) -> None:
    large = [entry for entry in entries if entry.size_bytes > _RATIO_FROM_BYTES]
    too_tight = any(entry.size_bytes > MOST_RATIO * entry.packed_bytes for entry in large)
    if too_tight or sum(entry.size_bytes for entry in entries) > MOST_BYTES:
        raise ImportRefusedError(
            f"The file would grow to more than {MOST_BYTES // 1_000_000} MB,"
            f" or to {MOST_RATIO} times its size, when it is unpacked.",
            _ASK,
        )


def _judge_places(content: bytes, entries: Sequence[Entry], directory: int) -> None:
    """No entry may lie on another one, or on the directory."""
    placed = sorted(entries, key=lambda entry: entry.offset)
    ends = [_data_start(content, entry) + entry.packed_bytes for entry in placed]
    begins = [*(entry.offset for entry in placed), directory]
    if any(end > begin for end, begin in zip(ends, begins[1:], strict=True)):
        raise ImportRefusedError("The file holds files that lie on top of each other.", _ASK)


def _data_start(content: bytes, entry: Entry) -> int:
    """Where the entry's data begins; its own header must bear the same name."""
    name_at = entry.offset + _LOCAL.size
    if name_at > len(content):
        raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)
    mark, _, flags, _, _, _, _, _, _, name_length, extra = _LOCAL.unpack_from(content, entry.offset)
    raw = content[name_at : name_at + name_length]
    if mark != b"PK\x03\x04" or _name(raw, is_utf8=bool(flags & _UTF8)) != entry.name:
        raise ImportRefusedError("The file has a damaged directory.", _DAMAGED)
    return name_at + int(name_length) + int(extra)


def _inflated(packed: bytes, size_bytes: int) -> bytes:
    """Unpacked, but never further than one byte more than declared."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(packed, size_bytes + 1)
    except zlib.error:
        raise ImportRefusedError("The file is damaged.", _DAMAGED) from None
    if not unpacking.eof or unpacking.unconsumed_tail:
        raise ImportRefusedError("The file is damaged.", _DAMAGED)
    return unpacked
