"""Knows how plain values cross the pipe to and from the reading process: framed, as JSON.

JSON and not pickle: reading a pickle runs what is in it. A frame is its length, four bytes,
and so many bytes. JSON has no bytes: they travel as ``{"$": "<base64>"}``, and a key that
itself begins with "$" with one more of it.
"""

import base64
import json
import struct
from typing import BinaryIO, NoReturn

Plain = str | int | float | bool | bytes | None | list["Plain"] | dict[str, "Plain"]
"""What a reader may return, and nothing else."""

MOST_BYTES = 20_000_000
"""Of one frame: the largest file, in base64, with room for its account."""
_LENGTH = struct.Struct("!I")
_BYTES = "$"


def write(stream: BinaryIO, content: bytes) -> None:
    """One frame, sent off. Raises OSError when nobody takes it."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read(stream: BinaryIO) -> bytes:
    """The next frame, whole. Raises EOFError when there is none, ValueError when it is too long."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > MOST_BYTES:
        raise ValueError(f"a frame of {length:,} bytes")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


def packed(value: Plain) -> bytes:
    """Plain values as bytes. Raises TypeError or ValueError for any other, and for too many."""
    content = json.dumps(_as_json(value), allow_nan=False).encode("ascii")
    if len(content) > MOST_BYTES:
        raise ValueError(f"{len(content):,} bytes of values")
    return content


def unpacked(content: bytes) -> Plain:
    """The values again. Raises ValueError for anything that `packed` does not write."""
    try:
        values: Plain = json.loads(content, parse_constant=_no_number, object_hook=_as_plain)
    except RecursionError:
        raise ValueError("values nested too deeply") from None
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _as_json(value: Plain) -> object:
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key that is no text")
        return {_escaped(key): _as_json(each) for key, each in value.items()}
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(f"{type(value).__name__} is no plain value")
    return value


def _escaped(key: str) -> str:
    return _BYTES + key if key.startswith(_BYTES) else key


def _as_plain(values: dict[str, Plain]) -> Plain:
    """What an object of JSON stands for: bytes, or a dictionary."""
    if values.keys() != {_BYTES}:
        return {key.removeprefix(_BYTES): each for key, each in values.items()}
    text = values[_BYTES]
    if not isinstance(text, str):
        raise ValueError("bytes that are no text")
    return base64.b64decode(text, validate=True)
