"""A PDF that comes back: saved again, commented on, altered, painted over, or another's."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import FreeText, Link
from pypdf.generic import DecodedStreamObject, NameObject

from highlight_desktop import __version__
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.verification.verdict import Alteration, Verdict
from tests.verification.conftest import as_pdf, frozen, hard, verified, with_attachment, written

Change = Callable[[PdfWriter], object]


@pytest.fixture(scope="module")
def genuine(snapshot: Snapshot) -> bytes:
    return as_pdf(snapshot)


def edited(content: bytes, change: Change) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def rewritten(was: bytes, now: bytes) -> Change:
    """Change what the first page draws."""

    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        contents = page.get_contents()
        assert contents is not None
        assert was in contents.get_data()
        stream = DecodedStreamObject()
        stream.set_data(contents.get_data().replace(was, now, 1))
        page[NameObject("/Contents")] = writer._add_object(stream)

    return change


def paint_over(writer: PdfWriter) -> None:
    rewritten(b"", b"")(writer)
    page = writer.pages[0]
    contents = page.get_contents()
    assert contents is not None
    stream = DecodedStreamObject()
    stream.set_data(contents.get_data() + b"\nq 1 g 60 300 400 40 re f Q\n")
    page[NameObject("/Contents")] = writer._add_object(stream)


def comment(writer: PdfWriter) -> None:
    writer.add_annotation(1, FreeText(text="Seen by the hub", rect=(50, 550, 200, 650)))


def drop_page(writer: PdfWriter) -> None:
    writer.remove_page(1)


def test_as_it_was_made_it_is_as_submitted(genuine: bytes, snapshot: Snapshot) -> None:
    checked = verified(genuine)
    assert (checked.verdict, checked.differences, checked.notes) == (Verdict.AS_SUBMITTED, (), ())
    assert checked.snapshot == snapshot


def test_saved_again_by_another_program_it_is_as_submitted(genuine: bytes) -> None:
    checked = verified(edited(genuine, lambda _writer: None))
    assert (checked.verdict, checked.differences) == (Verdict.AS_SUBMITTED, ())
    [note] = checked.notes
    assert "saved again" in note


@pytest.mark.parametrize(
    "options",
    [
        ["--linearize", "--object-streams=generate"],
        ["--stream-data=uncompress", "--object-streams=disable"],
        ["--recompress-flate", "--compression-level=9"],
    ],
)
def test_qpdf_may_rewrite_it(genuine: bytes, tmp_path: Path, options: list[str]) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "report.pdf").write_bytes(genuine)
    subprocess.run(["qpdf", *options, "report.pdf", "out.pdf"], cwd=tmp_path, check=True)
    checked = verified((tmp_path / "out.pdf").read_bytes())
    assert (checked.verdict, checked.differences) == (Verdict.AS_SUBMITTED, ())


def test_a_comment_is_noted_with_its_page_and_does_no_harm(genuine: bytes) -> None:
    checked = verified(edited(genuine, comment))
    assert checked.verdict is Verdict.AS_SUBMITTED
    assert "On page 2 lies something that was put there later" in checked.notes[1]


def test_text_that_was_covered_is_found(genuine: bytes) -> None:
    checked = verified(edited(genuine, paint_over))
    [found] = checked.differences
    assert (found.place, found.alteration) == ("Page 1", Alteration.REDRAWN)
    assert found.in_words == "Page 1: says the same, but is drawn otherwise; look at it."


def test_letters_that_were_pushed_off_the_page_are_found(genuine: bytes) -> None:
    def change(writer: PdfWriter) -> None:
        writer.pages[0].add_transformation(Transformation().translate(5_000))

    assert verified(edited(genuine, change)).verdict is Verdict.ALTERED


def test_a_page_that_is_gone_is_named_by_what_it_said(genuine: bytes) -> None:
    checked = verified(edited(genuine, drop_page))
    assert checked.verdict is Verdict.ALTERED
    assert Alteration.REMOVED in {each.alteration for each in checked.differences}


def test_a_page_without_words_that_was_put_in_is_found(genuine: bytes) -> None:
    checked = verified(edited(genuine, lambda writer: writer.add_blank_page(595, 842)))
    assert checked.verdict is Verdict.ALTERED
    [found] = checked.differences
    assert found.in_words.endswith(": “a page without words” was added.")


def lead_elsewhere(writer: PdfWriter) -> None:
    writer.add_annotation(0, Link(rect=(50, 50, 500, 800), url="https://elsewhere.example/"))


def test_a_link_that_leads_elsewhere_is_named(genuine: bytes) -> None:
    checked = verified(edited(genuine, lead_elsewhere))
    [found] = checked.differences
    assert found.in_words == "Page 1, a link: “https://elsewhere.example/” was added."


def test_other_pages_than_the_report_inside_has_are_told_line_by_line(snapshot: Snapshot) -> None:
    other = frozen(written().write("guidance", snapshot.report.answers["guidance"].prose[1:])[0])
    checked = verified(with_attachment(as_pdf(other), snapshot.content))
    assert checked.verdict is Verdict.ALTERED
    said = [each.in_words for each in checked.differences]
    assert any("Libraries: all nine branches" in each and "was removed" in each for each in said)
    assert any("New guidance and impact" in each.place for each in checked.differences)


@pytest.mark.parametrize(("was", "now"), [(b"Two vans", b"Six vans"), (b"hub@cou", b"hub@kou")])
def test_another_report_inside_is_found_even_where_no_page_shows_it(
    genuine: bytes, snapshot: Snapshot, was: bytes, now: bytes
) -> None:
    checked = verified(with_attachment(genuine, snapshot.content.replace(was, now)))
    assert checked.verdict is Verdict.ALTERED
    assert any("content " in each.now for each in checked.differences)


def test_a_report_inside_that_is_none_any_more_is_altered(
    genuine: bytes, snapshot: Snapshot
) -> None:
    checked = verified(with_attachment(genuine, snapshot.content[:-1]))
    assert (checked.verdict, checked.snapshot) == (Verdict.ALTERED, None)


def test_without_a_report_inside_it_is_not_one_of_ours(genuine: bytes) -> None:
    writer = PdfWriter()
    for page in PdfReader(BytesIO(genuine)).pages:
        writer.add_page(page)
    target = BytesIO()
    writer.write(target)
    checked = verified(target.getvalue())
    assert (checked.verdict, checked.notes) == (
        Verdict.NOT_OURS,
        ("No report is attached to the PDF.",),
    )


def test_of_another_versions_pages_only_the_text_is_looked_for(snapshot: Snapshot) -> None:
    older = frozen(written(), app_version="0.0.9")
    assert older.app_version != __version__
    laid_out = frozen(hard(), app_version="0.0.9")
    same = verified(with_attachment(as_pdf(older), older.content))
    assert (same.verdict, same.differences) == (Verdict.AS_SUBMITTED, ())
    checked = verified(with_attachment(as_pdf(laid_out), older.content))
    assert checked.verdict is Verdict.ALTERED
    assert "version 0.0.9" in checked.notes[0]
    assert "Parks and service areas" in checked.differences[0].was


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_what_only_begins_like_a_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="damaged"):
        verified(content)


def test_one_with_a_password_is_refused(genuine: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="password"):
        verified(edited(genuine, lambda writer: writer.encrypt("secret")))


@pytest.mark.parametrize("password", ["secret", ""])
def test_so_is_one_locked_in_the_newest_way(genuine: bytes, tmp_path: Path, password: str) -> None:
    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not installed")
    (tmp_path / "report.pdf").write_bytes(genuine)
    command = ["qpdf", "--encrypt", password, "owner", "256", "--", "report.pdf", "out.pdf"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with pytest.raises(ImportRefusedError, match="locked with a password"):
        verified((tmp_path / "out.pdf").read_bytes())
