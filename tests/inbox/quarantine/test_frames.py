"""Plain values cross the pipe as they are; anything else does not cross it."""

import json
import struct
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox.quarantine import frames
from highlight_desktop.inbox.quarantine.frames import Plain, packed, unpacked

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters())
    | st.binary()
)
KEYS = st.text(st.characters()) | st.sampled_from(["$", "$$", "$$$", ""])
PLAIN = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(PLAIN)
@settings(deadline=None, max_examples=100)
def test_every_plain_value_comes_back_as_it_was(value: Plain) -> None:
    assert unpacked(packed(value)) == value


@given(st.lists(st.binary(), max_size=5))
@settings(deadline=None, max_examples=50)
def test_frames_come_out_as_they_went_in(contents: list[bytes]) -> None:
    pipe = BytesIO()
    for content in contents:
        frames.write(pipe, content)
    pipe.seek(0)
    assert [frames.read(pipe) for _ in contents] == contents
    with pytest.raises(EOFError):
        frames.read(pipe)


@pytest.mark.parametrize(
    "value", [{1: 2}, (1,), {1}, Path(), object(), float("nan"), float("inf"), [b"", {"a": {3}}]]
)
def test_what_is_not_plain_does_not_cross(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        packed(value)  # type: ignore[arg-type]


def test_too_much_does_not_cross() -> None:
    with pytest.raises(ValueError, match="bytes of values"):
        packed("a" * frames.MOST_BYTES)
    with pytest.raises(ValueError, match="a frame of"):
        frames.read(BytesIO(struct.pack("!I", frames.MOST_BYTES + 1)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"NaN",
        b"[Infinity]",
        b"\xff\xfe",
        b'{"$": 3}',
        b'{"$": "no base64"}',
        b'{"$": "\xc5\xb5"}',
        b"[" * 100_000,
        b"9" * 10_000,
    ],
)
def test_what_no_reader_writes_is_not_believed(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever kind
        unpacked(content)


@given(st.binary() | st.text().map(lambda text: json.dumps({"$": text}).encode()))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_values_or_not_believed(content: bytes) -> None:
    try:
        unpacked(content)
    except ValueError:
        return
