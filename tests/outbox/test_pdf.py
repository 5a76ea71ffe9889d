"""The report on paper: every word is there, whatever was typed, and the bytes never change."""

import os
import re
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from highlight_desktop.outbox import compositor, pdf
from highlight_desktop.outbox.compositor import lettering
from highlight_desktop.outbox.story import story
from highlight_desktop.outbox.typeset import Line, Run, Widths
from highlight_desktop.report import edition
from highlight_desktop.report.prose import Block, BlockKind, blocks_of
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Snapshot, proof
from highlight_desktop.report.text import words
from tests.outbox.effort import calls

Frozen = Callable[..., Snapshot]
ReadPdf = Callable[[bytes], str]
REPOSITORY = Path(__file__).parents[2]
NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@here",
    "#N/A",
    '<img src="file:///etc/passwd">',
    "a < b & c",
    "H&S and R&D; so on",
    "<amanda@x.gov.uk>",
    '<ul style="list-style-type: none">',
    "<b>unclosed",
    "_x0041_",
    "Ŵŵ Ŷŷ żółć ελληνικά Привет ✔ ✗ → ≤ ½ •",
    "(back\\slash) and (round brackets",
    "%PDF-1.4 endstream endobj",
]


def letters(text: str) -> str:
    """Text without its white space: where lines break is not part of what is said.

    Without hyphens too: pdftotext takes one at the end of a line for a word cut in two.
    """
    return "".join(unicodedata.normalize("NFC", text).replace("-", "").split())


def body(text: str) -> str:
    """The letters of a PDF's text, without what stands above and below the text of each page."""
    lines = (line for page in text.split("\f") for line in page.splitlines())
    beside = re.compile(
        r"Page \d+ of \d+|8 to 21 June 2020 · .*|Two councils together · .*|Report \w{32}, .*"
    )
    return letters("".join(line for line in lines if not beside.fullmatch(line)))


def pages(text: str) -> int:
    return text.count("\f")


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_every_word_of_a_report_is_on_paper(
    frozen: Frozen, read_pdf: ReadPdf, form: edition.Edition
) -> None:
    snapshot = frozen(edition_id=form.id, unplaced=blocks_of("Found between two pages")[0])
    found = words(read_pdf(pdf.render(snapshot)))
    for piece in story(snapshot):
        for word in words(f"{piece.label} {piece.text}"):
            assert word in found
    for section in form.sections:
        assert set(words(section.heading)) <= set(found)
    for heading in (*(part.heading for part in form.parts), form.title, "Not yet placed"):
        assert set(words(heading)) <= set(found)


def test_the_header_says_the_period_as_understood_and_as_typed(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    text = read_pdf(pdf.render(frozen(period="8-21 st June 2020")))
    assert "8 to 21 June 2020, typed as 8-21 st June 2020\n" in text
    same = read_pdf(pdf.render(frozen(period="8 to 21 june 2020")))
    assert "typed" not in same


def test_answers_other_than_text_are_printed_in_words(frozen: Frozen, read_pdf: ReadPdf) -> None:
    text = read_pdf(pdf.render(frozen()))
    for answer in ("No change", "Nothing to report", "Not applicable – the depot is let"):
        assert answer in text


def test_the_version_line_says_when_and_what_it_corrects(frozen: Frozen, read_pdf: ReadPdf) -> None:
    before, why = "1a2b3c4d" + "0" * 24, "April’s figures were those of March"
    text = read_pdf(pdf.render(frozen(supersedes=before, correction=why)))
    line = (
        "Report 3f2a9c1b, version 2, submitted 22 June 2020 at 09:15 UTC. It corrects and"
        f" replaces version 1 (report 1a2b3c4d), because: {why}"
    )
    assert line in " ".join(text.split())
    assert "corrects" not in read_pdf(pdf.render(frozen()))


@pytest.mark.parametrize("marking", ["OFFICIAL-SENSITIVE", "W" * 39 + " " + "W" * 40])
def test_the_marking_stands_at_the_head_and_the_foot_of_every_page(
    marking: str, frozen: Frozen, read_pdf: ReadPdf
) -> None:
    text = read_pdf(pdf.render(frozen("A line of text.\n" * 200, marking=marking)))
    pages = [" ".join(page.split()) for page in text.split("\f")[:-1]]
    assert len(pages) > 2
    # The first page has it among the fields of the head too.
    assert [page.count(marking) for page in pages[1:]] == [2] * (len(pages) - 1)
    assert pages[0].startswith(marking)
    assert marking in pages[0][-len(marking) - 60 :]
    assert "marking" not in read_pdf(pdf.render(frozen()))


@pytest.mark.parametrize("text", NASTY)
def test_nothing_typed_is_read_as_markup(frozen: Frozen, read_pdf: ReadPdf, text: str) -> None:
    # pdftotext takes single letters with even gaps for one spaced-out word, so words go round.
    assert f"the {text} there" in read_pdf(pdf.render(frozen(f"See the {text} there.")))
    heading = (Block(BlockKind.SUBHEADING, text), Block(BlockKind.BULLET, text, level=1))
    assert letters(read_pdf(pdf.render(frozen(heading, areas=text)))).count(letters(text)) >= 3


def test_a_paragraph_of_40_000_characters_runs_over_pages_whole(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    text = " ".join(f"park{number}" for number in range(5_000))
    found = read_pdf(pdf.render(frozen(text)))
    assert letters(text) in body(found)
    assert set(text.split()) <= set(found.split())
    assert pages(found) > 10


def test_a_word_of_40_000_characters_runs_over_pages_whole(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    word = "".join(f"{number:05}" for number in range(8_000))
    assert word in body(read_pdf(pdf.render(frozen(word))))


@pytest.mark.parametrize("unit", ["park ", "pa✔rk Ελ gа✗ ", "park", "https://a.example/b "])
def test_a_letter_costs_no_more_in_a_longer_paragraph(frozen: Frozen, unit: str) -> None:
    short, long = (frozen(unit * count, edition_id="2020-05") for count in (400, 3_200))
    pdf.render(short)
    assert calls(lambda: pdf.render(long)) < 9 * calls(lambda: pdf.render(short))


def test_a_header_field_taller_than_the_page_runs_over_pages_whole(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    areas = " ".join(f"area{number}" for number in range(2_000))
    found = read_pdf(pdf.render(frozen(areas=areas)))
    assert letters(areas) in body(found)
    assert pages(found) > 3


def test_a_long_header_field_is_not_set_anew_for_the_foot_of_each_page(
    frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = " ".join(f"area{number}" for number in range(5_000))
    really_break, characters = compositor.break_lines, [0]

    def break_lines(runs: Sequence[Run], width: float, widths: Widths) -> list[Line]:
        characters[0] += sum(len(run.text) for run in runs)
        return really_break(runs, width, widths)

    monkeypatch.setattr(compositor, "break_lines", break_lines)
    pdf.render(frozen(areas=areas))
    assert characters[0] < 3 * len(areas)


def test_a_sub_heading_taller_than_the_page_runs_over_pages_whole(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    text = " ".join(f"heading{number}" for number in range(2_000))
    assert letters(text) in body(read_pdf(pdf.render(frozen((Block(BlockKind.SUBHEADING, text),)))))


def test_every_page_says_which_it_is_and_of_what(frozen: Frozen, read_pdf: ReadPdf) -> None:
    text = read_pdf(pdf.render(frozen("Bins were emptied. " * 2_000)))
    last = pages(text)
    assert re.findall(r"Page (\d+) of (\d+)", text) == [
        (str(number), str(last)) for number in range(1, last + 1)
    ]
    assert text.count("8 to 21 June 2020 · Parks and libraries") == last


def test_an_emoji_is_printed_by_name_and_its_neighbours_kept(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    snapshot = frozen("Opened🎉on Monday 漢", areas="Parks 🌳")
    text = " ".join(read_pdf(pdf.render(snapshot)).split())
    assert "Opened [party popper] on Monday [cjk unified ideograph 6f22]" in text
    assert "Parks [deciduous tree]" in text


@settings(max_examples=60, deadline=None)
@example(text="0-\r0")
@given(text=st.text(max_size=400))
def test_whatever_is_typed_prints_and_comes_back(
    frozen: Frozen, read_pdf: ReadPdf, text: str
) -> None:
    snapshot = frozen(text or ".")
    found = body(read_pdf(pdf.render(snapshot)))
    letters_known = lettering()
    for piece in story(snapshot):
        printed = "".join(part for run, _ in piece.runs for part, _ in letters_known.spell(run))
        if not any(unicodedata.combining(char) for char in printed):
            assert letters(printed) in found


def test_the_document_tells_readers_its_title_author_language_and_outline(frozen: Frozen) -> None:
    content = pdf.render(frozen())
    assert content.startswith(b"%PDF-1.7")
    assert b"/Lang(en-GB)" in content
    assert b"/DisplayDocTitle true" in content
    assert "Siân Cŵper".encode("utf-16-be") in unescaped(content)
    assert "Service highlight report – COVID-19".encode("utf-16-be") in unescaped(content)
    assert b"(D:20200622091500+00'00')" in unescaped(content)
    titles = re.findall(rb"/Title\(", content)
    parts_and_sections = 2 + 10
    assert len(titles) == parts_and_sections + 1


def test_only_the_bundled_fonts_are_used_and_all_of_them_embedded(frozen: Frozen) -> None:
    content = pdf.render(frozen(NASTY[12]))
    fonts = set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?(\S+)", content))
    assert fonts <= {b"NotoSans-Regular", b"NotoSans-Bold", b"DejaVuSans", b"DejaVuSans-Bold"}
    assert content.count(b"/FontFile2") == content.count(b"/BaseFont")


def test_no_letter_is_printed_as_an_empty_box(frozen: Frozen) -> None:
    """Glyph 0 is the box: with ReportLab's encoding it would stand as byte 0 in a string."""
    content = pdf.render(frozen(" ".join(NASTY) + "😀漢ا\ue000\u0378"))
    drawn = 0
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        page = _inflated(stream)
        if page is None or b" Tf " not in page:
            continue
        drawn += 1
        for shown in re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", page, re.DOTALL):
            assert b"\x00" not in shown
            assert b"\\000" not in shown
    assert drawn


def test_the_same_snapshot_gives_the_same_bytes_in_any_process(
    frozen: Frozen, tmp_path: Path
) -> None:
    snapshot = frozen(" ".join(NASTY))
    (tmp_path / "snapshot.json").write_bytes(snapshot.content)
    program = (
        "import hashlib, pathlib, sys\n"
        "from highlight_desktop.outbox import mail, pdf, workbook\n"
        "from highlight_desktop.report.snapshot import Snapshot\n"
        "snapshot = Snapshot(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "made = [pdf.render(snapshot), workbook.render(snapshot)]\n"
        "made.append(mail.render(snapshot, *made))\n"
        "print([hashlib.sha256(one).hexdigest() for one in made])\n"
    )
    found = set()
    for seed, zone, language, epoch in (
        ("1", "Pacific/Kiritimati", "C", "0"),
        ("2", "America/New_York", "fr_FR.UTF-8", "1700000000"),
        ("3", "UTC", "en_GB.UTF-8", ""),
    ):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LANG": language,
            "SOURCE_DATE_EPOCH": epoch,
        }
        command = [sys.executable, "-c", program, str(tmp_path / "snapshot.json")]
        done = subprocess.run(
            command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_two_renderings_in_one_process_are_the_same(frozen: Frozen) -> None:
    snapshot = frozen()
    first = pdf.render(snapshot)
    pdf.render(frozen("something else ✔"))
    assert pdf.render(snapshot) == first


def test_the_bundled_fonts_have_what_council_reports_need() -> None:
    wanted = "ŵŷŴŶ áéíóúàèìòù żółćęąśń šžčěř șțăîâ åäöøæ ελληνικά Кириллица £€ ‘’“” –— … •"
    wanted += " ✓✔✗☐☑ ←→↑↓ ½¼¾ ≤≥≠± ²³ °"
    assert lettering().unprintable(wanted) == []


def test_each_bundled_font_comes_with_its_licence() -> None:
    names = {entry.name for entry in (files("resources") / "fonts").iterdir()}
    assert {"NotoSans-LICENSE.txt", "DejaVuSans-LICENSE.txt"} <= names


def unescaped(content: bytes) -> bytes:
    """PDF strings with their escapes undone."""
    simple = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def undo(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8)]) if code[0] in b"01234567" else simple.get(code, code)

    return re.sub(rb"\\([0-7]{3}|.)", undo, content, flags=re.DOTALL)


def _inflated(stream: bytes) -> bytes | None:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return None


def test_every_page_of_a_draft_says_that_it_was_not_submitted(
    report_of: Callable[..., Report], read_pdf: ReadPdf
) -> None:
    report = report_of(" ".join(f"park{number}" for number in range(2_000)), period="next June")
    drafted = proof(report, proofed_at=datetime(2020, 6, 22, 9, 15, tzinfo=UTC), app_version="0")
    text = read_pdf(pdf.render(drafted))
    *each_page, _ = text.split("\f")
    assert len(each_page) > 3
    # At the head and at the foot.
    assert all(page.count("DRAFT – not submitted") >= 2 for page in each_page)
    assert "submitted 22" not in text
    assert "next June" in text


def test_no_page_of_a_submitted_report_says_that_it_is_a_draft(
    frozen: Frozen, read_pdf: ReadPdf
) -> None:
    assert "DRAFT" not in read_pdf(pdf.render(frozen()))
