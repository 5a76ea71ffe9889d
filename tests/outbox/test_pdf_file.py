"""A PDF's objects stand where its table says, whatever is in them."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from highlight_desktop.outbox.pdf_file import PdfFile, literal, name, reference, text_string
from highlight_desktop.outbox.tagged import Tag, TaggedPages
from highlight_desktop.outbox.typefaces import Letters, typeface


def written(*bodies: bytes, streams: tuple[bytes, ...] = ()) -> PdfReader:
    """A file without pages; its information dictionary holds whatever is to be read back."""
    output = BytesIO()
    file = PdfFile(output)
    for content in streams:
        file.write_stream(content, packed=False)
    info = file.write(b"<<%b>>" % b"".join(bodies))
    root = file.write(b"<</Type/Catalog>>")
    file.finish(root, info, b"0123456789abcdef")
    return PdfReader(BytesIO(output.getvalue()), strict=True)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_back_as_it_was(text: str) -> None:
    assert written(b"/Title", text_string(text)).trailer["/Info"]["/Title"] == text


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_bytes_in_brackets_come_back_as_they_were(content: bytes) -> None:
    read = written(b"/Title", literal(content)).trailer["/Info"].raw_get("/Title")
    assert read.original_bytes == content


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), min_size=1))
def test_a_name_comes_back_as_it_was(text: str) -> None:
    assert written(b"/Title", name(text)).trailer["/Info"]["/Title"] == f"/{text}"


@pytest.mark.parametrize("end", [b"", b"\n", b"\r", b"\r\n", b"endstream"])
def test_a_stream_comes_back_however_it_ends(end: bytes) -> None:
    reader = written(b"/Title(x)", streams=(b"some data" + end, b"more"))
    assert [reader.get_object(number).get_data() for number in (1, 2)] == [
        b"some data" + end,
        b"more",
    ]


def test_an_object_that_was_promised_and_not_written_is_a_fault() -> None:
    file = PdfFile(BytesIO())
    promised = file.allot()
    info = file.write(b"<</Promised %b>>" % reference(promised))
    with pytest.raises(ValueError, match="never written"):
        file.finish(info, info, b"0" * 16)


def test_nothing_can_be_put_into_an_element_that_is_written() -> None:
    pages = TaggedPages(PdfFile(BytesIO()), 100, 100, 1)
    part = pages.element(Tag.SECT, pages.document)
    pages.close(part)
    with pytest.raises(ValueError, match="closed"):
        pages.element(Tag.PARAGRAPH, part)


def test_a_letter_that_a_font_lacks_is_refused_and_no_empty_box_is_drawn() -> None:
    with pytest.raises(ValueError, match=r"U\+6F22"):
        list(Letters(typeface("NotoSans")).encode("a漢"))


def test_more_letters_than_a_byte_can_name_make_more_sets() -> None:
    letters = Letters(typeface("NotoSans"))
    known = [char for char in typeface("NotoSans").widths if char.isalpha()][:700]
    shown = [
        (number, code) for char in known for number, codes in letters.encode(char) for code in codes
    ]
    assert len(set(shown)) == len(known)
    assert len(letters.sets) > 2
    assert all(
        letters.sets[number][code] == ord(char)
        for (number, code), char in zip(shown, known, strict=True)
    )
    assert all(len(codes) <= 256 for codes in letters.sets)
