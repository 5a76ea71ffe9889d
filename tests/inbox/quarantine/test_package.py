"""A zip file is judged by its directory alone, and unpacked no further than it declares."""

import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import package as gate
from highlight_desktop.inbox.quarantine.package import open_package
from tests.inbox.hostile.packages import DOCUMENT, Member, document, members, package


def refusal(content: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refused:
        open_package(content)
    assert refused.value.remedy
    return refused.value.message


@given(st.dictionaries(st.from_regex(r"[a-z]{1,9}/[a-z]{1,9}\.xml", fullmatch=True), st.binary()))
@settings(deadline=None, max_examples=100)
def test_what_python_packs_is_unpacked_as_it_was(parts: dict[str, bytes]) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    opened = open_package(target.getvalue())
    assert {name: opened.part(name) for name in opened.entries} == parts


def test_what_this_builder_packs_is_what_python_reads() -> None:
    """The hostile files are built by it, so it must be right where it does not lie."""
    with zipfile.ZipFile(BytesIO(document())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == DOCUMENT


def test_a_package_written_to_a_pipe_has_its_sizes_behind_the_data() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    target = Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 1000)
    assert open_package(target.getvalue()).part("word/document.xml") == b"a" * 1000


@pytest.mark.parametrize("comment", [b"", b"x", b"Sent by the museum. " * 3_000, b"x" * 65_535])
def test_a_comment_behind_the_directory_does_no_harm(comment: bytes) -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo("word/document.xml")
        entry.comment, entry.extra = comment[:500], b"\x99\x99\x04\x00more" * bool(comment)
        archive.writestr(entry, b"a" * 1000)
        archive.comment = comment
    assert open_package(target.getvalue()).part("word/document.xml") == b"a" * 1000


@pytest.mark.parametrize("flag", range(16))
def test_of_the_flags_only_those_of_a_password_refuse(flag: int) -> None:
    """PKWARE's APPNOTE 4.4.4: bits 0, 6 and 13; bit 11 says that the name is UTF-8."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", b"a" * 1000)
    content = bytearray(target.getvalue())
    at = content.rindex(b"PK\x01\x02") + 8
    content[at : at + 2] = (1 << flag).to_bytes(2, "little")
    if flag in (0, 6, 13):
        assert "password" in refusal(bytes(content))
    else:
        assert open_package(bytes(content)).part("word/document.xml") == b"a" * 1000


def test_folders_are_let_through_and_not_read() -> None:
    assert list(open_package(package(Member("word/", b""), Member("word/a.xml"))).entries) == [
        "word/a.xml"
    ]


def test_the_limits_are_where_they_are_said_to_be() -> None:
    entries = [Member(f"{number}.xml", b"") for number in range(gate.MOST_ENTRIES)]
    assert len(open_package(package(*entries)).entries) == 200
    assert "more than 200" in refusal(package(*entries, Member("one.xml")))

    def claiming(size_bytes: int, packed_bytes: int) -> bytes:
        data = bytes(packed_bytes)
        return package(Member("a.xml", packed=data, claimed_bytes=size_bytes))

    open_package(claiming(gate.MOST_BYTES, 500_000))
    assert "would grow" in refusal(claiming(gate.MOST_BYTES + 1, 600_000))
    assert "would grow" in refusal(claiming(gate.MOST_BYTES, 499_999))
    longest = "a" * 246 + ".xml"
    open_package(package(Member(longest)))
    assert "not safe" in refusal(package(Member("a" + longest)))
    open_package(claiming(2_000_000, 1))
    assert "would grow" in refusal(claiming(2_000_001, 1))


def test_nothing_is_unpacked_before_the_whole_directory_is_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "_inflated", lambda *_: pytest.fail("an entry was unpacked"))
    refusal(document({}, Member("../a.xml")))
    open_package(document())


@pytest.mark.parametrize("claimed_bytes", [0, 1, 99, 101, 5_000])
def test_an_entry_of_another_size_than_declared_is_damaged(claimed_bytes: int) -> None:
    opened = open_package(package(Member("a.xml", b"a" * 100, claimed_bytes=claimed_bytes)))
    with pytest.raises(ImportRefusedError, match="damaged"):
        opened.part("a.xml")


def test_an_entry_is_unpacked_no_further_than_it_declares() -> None:
    bomb = package(Member("a.xml", bytes(20_000_000), claimed_bytes=1_000))
    opened = open_package(bomb)
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefusedError, match="damaged"):
            opened.part("a.xml")
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_an_entry_that_never_ends_is_damaged() -> None:
    packed = zlib.compress(b"a" * 100, wbits=-15)[:-1]
    opened = open_package(package(Member("a.xml", b"a" * 100, packed=packed)))
    with pytest.raises(ImportRefusedError, match="damaged"):
        opened.part("a.xml")


@pytest.mark.parametrize("at", range(0, 958, 7))
def test_cut_anywhere_it_is_refused(at: int) -> None:
    assert refusal(document()[:at])


@pytest.mark.parametrize("field", ["disk", "first_disk", "here", "size", "start", "comment"])
def test_every_lie_of_the_end_record_is_found(field: str) -> None:
    whole = document()
    at = len(whole) - 22
    values = list(struct.unpack_from("<4H2IH", whole, at + 4))
    place = ["disk", "first_disk", "here", "count", "size", "start", "comment"].index(field)
    values[place] += 1
    assert refusal(whole[: at + 4] + struct.pack("<4H2IH", *values))


def test_entries_beyond_the_end_of_the_file_are_found() -> None:
    assert "directory" in refusal(package(Member("a.xml", offset=9_999_999)))
    assert "lie on top" in refusal(package(Member("a.xml", claimed_packed_bytes=9_999_999)))


def test_a_name_in_the_letters_of_dos_is_read_as_such() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/cafe.xml", b"a" * 1000)
    content = target.getvalue().replace(b"cafe", b"caf\x82")
    assert open_package(content).part("word/café.xml") == b"a" * 1000


def test_a_name_that_is_no_utf_8_is_refused() -> None:
    whole = package(*members({"word/é.xml": b""}))
    assert "directory" in refusal(whole.replace("é".encode(), b"\xff\xff"))


@pytest.mark.parametrize(
    ("of", "at", "value"),
    [
        (b"PK\x05\x06", 8, b"\x02\x00\x02\x00"),  # two entries, of which only one is there
        (b"PK\x05\x06", 8, b"\x00\x00\x00\x00"),  # none, though one is there
        (b"PK\x01\x02", 0, b"PK\x01\x03"),
        (b"PK\x01\x02", 28, b"\x00\x01"),  # a name that goes beyond the directory
        (b"PK\x01\x02", 28, b"\x01\x00"),  # one that ends before it does
        (b"PK\x01\x02", 42, b"\xff\xff\xff\x00"),  # data beyond the end of the file
        (b"PK\x03\x04", 26, b"\x03\x00"),  # another name before the data
        (b"PK\x03\x04", 0, b"PK\x03\x05"),
    ],
)
def test_a_directory_that_does_not_fit_itself_is_damaged(of: bytes, at: int, value: bytes) -> None:
    content = bytearray(package(Member("word/document.xml", b"a" * 1000)))
    start = content.rindex(of) + at
    content[start : start + len(value)] = value
    assert "damaged directory" in refusal(bytes(content))
