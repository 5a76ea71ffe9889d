"""A Word document gives the report that its text would, with what only Word knows of it."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox import word_report
from highlight_desktop.inbox.quarantine.isolation import Contents
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.text import Imported, parse
from highlight_desktop.inbox.word import document
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.report import Report
from tests.inbox.word.word_packages import box, control, docx, field, item, p, run, styled, table

REPORT_ID = "0" * 32
P, S, B = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.BULLET
TITLE = p("COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT")
DEMO = files("resources") / "demo" / "parks-and-libraries.txt"


def reported(content: bytes) -> Imported:
    return word_report.read(contents(document.read(content)), "“report.docx”", REPORT_ID)


def contents(values: dict[str, Any]) -> Contents:
    return Contents(Kind.WORD, values, ())


def imported(body: str, **parts: str) -> Imported:
    """What comes in; never a word less than was read."""
    result = reported(docx(body, parts=parts))
    assert result.words_kept == result.words_read
    assert not [note for note in result.notes if "missing" in note or "twice in" in note]
    return result


def body(xml: str) -> tuple[Block, ...]:
    """The blocks of a section with this text."""
    report = imported(TITLE + p("COMMUNICATIONS") + xml).report
    assert not report.unplaced
    return report.answers["communications"].prose


def kinds(xml: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in body(xml)]


def without_format(report: Report) -> Report:
    answers = {
        key: replace(answer, prose=tuple(replace(block, bold=()) for block in answer.prose))
        for key, answer in report.answers.items()
    }
    return replace(report, answers=answers)


def as_paragraphs(text: str) -> str:
    return "".join(p(line.replace("&", "&amp;").replace("<", "&lt;")) for line in text.split("\n"))


def test_the_demonstration_report_is_the_same_as_its_text() -> None:
    text = DEMO.read_text(encoding="utf-8")
    from_text = parse(text, REPORT_ID)
    from_word = imported(as_paragraphs(text.replace("\t", " ")))
    assert from_word == from_text


def test_the_real_reports_are_the_same_as_their_texts(samples: list[Path]) -> None:
    for path in samples:
        text = path.read_text(encoding="utf-8")
        from_text = parse(text, REPORT_ID)
        xml = "".join(
            p("<w:r>" + "<w:tab/>".join(f"<w:t xml:space='preserve'>{part}</w:t>" for part in parts)
              + "</w:r>")
            for line in text.replace("&", "&amp;").replace("<", "&lt;").split("\n")
            for parts in [line.split("\t")]
        )  # fmt: skip
        assert imported(xml) == from_text


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice to work in."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    return tmp_path_factory.mktemp("office")


def converted(office: Path, sources: list[Path], to: str, *more: str) -> list[Path]:
    """The files as LibreOffice writes them in another format."""
    profile = f"-env:UserInstallation={(office / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *more, "--convert-to", to]
    command += ["--outdir", str(office), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [office / f"{path.stem}.{to}" for path in sources]


def test_what_libreoffice_writes_of_a_text_is_the_same_report(
    office: Path, samples: list[Path]
) -> None:
    demo = office / "demo.txt"
    demo.write_bytes(DEMO.read_bytes())
    sources = [demo, *samples]
    written = converted(office, sources, "docx", "--infilter=Text (encoded):UTF8")
    for source, word in zip(sources, written, strict=True):
        from_text = parse(source.read_text(encoding="utf-8"), REPORT_ID)
        assert reported(word.read_bytes()) == from_text


PAGE = """<!DOCTYPE html><html><body>
<h1>COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT</h1>
<table border="1"><tr><td><b>SERVICE AREA:</b></td><td>Parks</td></tr>
<tr><td><b>REPORT AUTHOR:</b></td><td>Robin Hale</td></tr></table>
<h2>COMMUNICATIONS</h2>
<p>We wrote to <b>every allotment</b> holder.</p>
<ul><li>Posters at the gates<ul><li>also in Welsh: ŵ ŷ</li></ul></li><li>A newsletter</li></ul>
<ol><li>First</li><li>Second</li></ol>
<h3>What is planned for the playing fields next</h3><p>Goal posts return in May.</p>
</body></html>"""


def test_what_libreoffice_writes_of_a_page_keeps_headings_lists_tables_and_bold(
    office: Path,
) -> None:
    page = office / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    (word,) = converted(office, [page], "docx", "--infilter=HTML (StarWriter)")
    report = reported(word.read_bytes()).report
    assert report.typed(FieldId.SERVICE_AREAS) == "Parks"
    assert report.typed(FieldId.AUTHOR) == "Robin Hale"
    assert not report.unplaced
    prose = report.answers["communications"].prose
    assert [(block.kind, block.level, block.text) for block in prose] == [
        (P, 0, "We wrote to every allotment holder."),
        (B, 0, "Posters at the gates"),
        (B, 1, "also in Welsh: ŵ ŷ"),
        (B, 0, "A newsletter"),
        (P, 0, "1. First"),
        (P, 0, "2. Second"),
        (S, 0, "What is planned for the playing fields next"),
        (P, 0, "Goal posts return in May."),
    ]
    assert prose[0].bold == ((12, 27),)


def test_what_libreoffice_writes_of_everything_else_is_read_or_named(office: Path) -> None:
    everything = Path(__file__).with_name("every_kind.fodt")
    (word,) = converted(office, [everything], "docx")
    result = reported(word.read_bytes())
    assert result.words_kept == result.words_read
    assert result.report.typed(FieldId.SERVICE_AREAS) == "Parks and Libraries"
    assert result.report.marking == "OFFICIAL"
    assert kinds_of(result.report, "communications") == [
        (P, "Rounds ran each weekday as planned."),
        (P, "See the policy."),
        (P, "A box hangs here."),
        (P, "Inside the box."),
        (P, "1. First thing"),
        (B, "detail"),
        (P, "2. Second thing"),
        (P, "A comment and a link, a tab and softhyphen, non-breaking, no break\xa0space."),
    ]
    assert result.notes == (
        "At the foot of the pages stands “Page 1”: it is not in the report.",
        "The marking OFFICIAL was read from the head or foot of the pages.",
        "A table of contents was left out (3 words): “Contents Communications 1”.",
        "Text deleted as a tracked change was left out (2 words): “on Mondays”.",
        "Hidden text was left out (1 word): “secretly”.",
        "1 footnote was put below the paragraph it belongs to.",
        "1 comment was left out.",
        "1 link was kept as words, without the address.",
    )


@pytest.mark.parametrize(
    "head",
    [
        table(["SERVICE AREA:", "Parks"], ["REPORT AUTHOR:", "Jo Hale"]),
        table(["SERVICE AREA", "Parks", "REPORT AUTHOR", "Jo Hale"]),
        table(["SERVICE AREA: Parks", "REPORT AUTHOR: Jo Hale"]),
        table(["SERVICE AREA", "REPORT AUTHOR"], ["Parks", "Jo Hale"]),
        table([table(["Service area", "Parks"]) + p("")], ["Report author", control(p("Jo Hale"))]),
        p("<w:r><w:t>SERVICE AREA:</w:t><w:tab/><w:t>Parks</w:t></w:r>")
        + p(run("REPORT AUTHOR: ") + control(run("Jo Hale"))),
        p(box(p("Service area: Parks") + p("Report author: Jo Hale"))),
        table(["SERVICE AREA:", p("") + p("Parks")], [p(""), p("REPORT AUTHOR: Jo Hale")]),
    ],
)
def test_the_header_is_read_however_it_is_laid_out(head: str) -> None:
    report = imported(TITLE + head + p("COMMUNICATIONS") + p("We wrote.")).report
    assert report.typed(FieldId.SERVICE_AREAS) == "Parks"
    assert report.typed(FieldId.AUTHOR) == "Jo Hale"
    assert not report.unplaced


def test_a_row_of_labels_without_values_loses_no_word() -> None:
    labels = ["SERVICE AREA", "REPORT AUTHOR"]
    for head in (table(labels), table(labels, ["Parks"]), table(labels, labels)):
        imported(TITLE + head + p("COMMUNICATIONS") + p("We wrote."))


def test_a_value_of_several_paragraphs_is_one_value() -> None:
    head = table(["SERVICE AREA:", p("Parks and") + p("Libraries")], ["REPORT AUTHOR:", "Jo"])
    report = imported(TITLE + head + p("COMMUNICATIONS") + p("We wrote.")).report
    assert report.typed(FieldId.SERVICE_AREAS) == "Parks and Libraries"


def test_a_report_that_is_one_table_is_read_section_by_section() -> None:
    form = table(
        ["COMMUNICATIONS", p("We wrote to all.") + item("A poster")],
        ["WORKFORCE UPDATE"],
        ["No change"],
    )
    report = imported(TITLE + form).report
    assert kinds_of(report, "communications") == [(P, "We wrote to all."), (B, "A poster")]
    assert report.answers["workforce"].kind is AnswerKind.NO_CHANGE


def kinds_of(report: Report, section_id: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in report.answers[section_id].prose]


def test_rows_of_other_tables_are_lines_that_nothing_runs_into() -> None:
    xml = p("Visitors by site and") + table(["Site", "visitors"], ["ashby", ""], ["Elm", "1,200"])
    assert kinds(xml) == [
        (P, "Visitors by site and"),
        (P, "Site | visitors"),
        (P, "ashby"),
        (P, "Elm | 1,200"),
    ]


def test_a_team_in_a_table_is_no_heading_of_the_form() -> None:
    xml = table(["Team", "Absent"], ["Workforce", "2"], ["Communications", "none"])
    assert kinds(xml) == [
        (P, "Team | Absent"),
        (P, "Workforce | 2"),
        (P, "Communications | none"),
    ]


def test_marks_typed_by_hand_are_read_as_in_a_text() -> None:
    xml = p("- first") + p("<w:r><w:tab/><w:t xml:space='preserve'>- inner</w:t></w:r>")
    xml += p("<w:r><w:tab/></w:r>" + run("Indented ") + run("and bold", "<w:b/>") + run("."))
    prose = body(xml)
    assert [(block.kind, block.level, block.text) for block in prose] == [
        (B, 0, "first"),
        (B, 1, "inner"),
        (P, 0, "Indented and bold."),
    ]
    assert prose[2].bold == ((9, 17),)


def test_cells_that_were_merged_down_are_read_once() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    first = merged.format(' w:val="restart"', p("North"))
    rows = f"<w:tr>{first}<w:tc>{p('Ashby')}</w:tc></w:tr>"
    rows += f"<w:tr>{merged.format('', p(''))}<w:tc>{p('Elm')}</w:tc></w:tr>"
    assert kinds(f"<w:tbl>{rows}</w:tbl>") == [(P, "North | Ashby"), (P, "Elm")]


def test_headings_by_style_are_subheadings_whatever_their_wording() -> None:
    xml = p("We wrote to all.") + styled("What we are going to do about the geese", "Ours")
    xml += p("they were fed by hand.") + styled("Last words", "Heading1")
    assert kinds(xml) == [
        (P, "We wrote to all."),
        (S, "What we are going to do about the geese"),
        (P, "they were fed by hand."),
        (S, "Last words"),
    ]


def test_a_bold_line_above_a_text_is_a_subheading_and_stress_is_not() -> None:
    xml = p(run("what is to come", "<w:b/>")) + p("The geese are back.")
    xml += p(run("No geese at all.", "<w:b/>")) + p(run("we are waiting", "<w:b/>"))
    xml += p(run("and they are late", "<w:b/>"))
    assert kinds(xml) == [
        (S, "what is to come"),
        (P, "The geese are back."),
        (P, "No geese at all."),
        (P, "we are waiting"),
        (P, "and they are late"),
    ]


def test_headings_of_the_form_are_found_by_style_or_capitals_alike() -> None:
    xml = TITLE + styled("Communications", "Heading1") + p("We wrote.")
    xml += styled("1. Workforce update", "Ours") + p("None")
    report = imported(xml).report
    assert kinds_of(report, "communications") == [(P, "We wrote.")]
    assert report.answers["workforce"].kind is AnswerKind.NOTHING_TO_REPORT


def test_bold_words_stay_bold_in_paragraphs_and_bullets() -> None:
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    xml = p(run("The ") + run("old mill", "<w:b/>") + run(" reopened."))
    xml += item("Outer") + p(run("all ") + run("free", "<w:b/>"), numbered)
    prose = body(xml)
    assert [(block.level, block.bold) for block in prose] == [
        (0, ((4, 12),)),
        (0, ()),
        (1, ((4, 8),)),
    ]


def test_a_bullet_named_like_a_heading_stays_a_bullet() -> None:
    xml = item("Libraries") + item("Parks") + styled("Libraries", "Heading1") + p("All open.")
    assert kinds(xml) == [(B, "Libraries"), (B, "Parks"), (S, "Libraries"), (P, "All open.")]


def test_paragraphs_are_not_joined_as_the_lines_of_a_narrow_page_are() -> None:
    lines = ["The libraries have opened on Monday for fewer hours", "Parks are open and are clean"]
    assert kinds("".join(map(p, lines))) == [(P, line) for line in lines]


def test_a_title_and_labels_in_the_page_header_are_read_from_there() -> None:
    section = '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/>'
    header = p("Covid-19 emergency planning highlight report") + p("Service area: Parks")
    result = imported(
        p("COMMUNICATIONS") + p("We wrote.") + f"{section}</w:sectPr>",
        header=header + p("Official – Sensitive"),
        footer=p("Page 1 of 2"),
    )
    assert result.report.typed(FieldId.SERVICE_AREAS) == "Parks"
    assert plain_text(result.report.answers["communications"].prose) == "We wrote."
    assert result.report.marking == "OFFICIAL-SENSITIVE"
    assert "The marking OFFICIAL-SENSITIVE was read from the head or foot of the pages." in (
        result.notes
    )
    assert "At the foot of the pages stands “Page 1 of 2”: it is not in the report." in result.notes


def test_what_a_page_header_repeats_is_read_once_and_not_told() -> None:
    head = p("COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT") + p("Service area: Parks")
    section = '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    result = imported(head + p("COMMUNICATIONS") + p("We wrote.") + section, header=head)
    assert result.report.typed(FieldId.SERVICE_AREAS) == "Parks"
    assert not result.report.unplaced
    assert not [note for note in result.notes if "pages" in note]


def test_a_line_break_in_an_item_does_not_end_it() -> None:
    assert kinds(item("<w:r><w:t>Keys are</w:t><w:br/><w:t>At the gate</w:t></w:r>")) == [
        (B, "Keys are At the gate")
    ]


def test_a_table_in_a_cell_keeps_its_rows() -> None:
    inner = table(["Ashby", "14"], ["Elm", "9"]) + p("")
    assert kinds(table(["Depots", inner], ["Parks", "all open"])) == [
        (P, "Depots"),
        (P, "Ashby | 14"),
        (P, "Elm | 9"),
        (P, "Parks | all open"),
    ]


def test_left_over_list_tags_are_taken_out_of_word_too() -> None:
    result = imported(TITLE + p("COMMUNICATIONS") + p('&lt;ul style="none"&gt; A poster went up.'))
    assert kinds_of(result.report, "communications") == [(B, "A poster went up.")]
    assert "1 left-over list tag was left out." in result.notes


@pytest.mark.parametrize(
    "values", [{}, [], {"blocks": [{"text": 1}]}, {"blocks": [7]}, {"blocks": [{"rows": [[[3]]]}]}]
)
def test_values_of_another_shape_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ImportRefusedError, match=r"“a\.docx” is a damaged Word document"):
        word_report.read(contents(values), "“a.docx”", REPORT_ID)


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="no text in it"):
        reported(docx(p("")))


def test_a_document_far_too_long_for_a_report_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="more than 2,000,000 characters"):
        reported(docx(p("bins " * 100_000) * 5))


# Every word of a document is in the report, or is named as left out.

WORDS = iter(range(1_000_000))


def _word(stem: str) -> str:
    return f"{stem}{next(WORDS)}x"


SHOWN = st.builds(lambda: run(_word("shown") + " "))
INLINE = st.one_of(
    SHOWN,
    st.builds(lambda: run(_word("bold") + " ", "<w:b/>")),
    st.builds(lambda: f"<w:ins>{run(_word('inserted') + ' ')}</w:ins>"),
    st.builds(lambda: f"<w:del><w:r><w:delText>{_word('deleted')} </w:delText></w:r></w:del>"),
    st.builds(lambda: f"<w:moveFrom>{run(_word('moved') + ' ')}</w:moveFrom>"),
    st.builds(lambda: run(_word("hidden") + " ", "<w:vanish/>")),
    st.builds(lambda: field("REF here", run(_word("result") + " "))),
    st.builds(lambda: field("TOC here", run(_word("contents") + " "))),
    st.builds(lambda: control(run(_word("control") + " "))),
    st.builds(lambda: control(run(_word("placeholder") + " "), "<w:showingPlcHdr/>")),
    st.builds(lambda: f'<w:hyperlink r:id="away">{run(_word("link") + " ")}</w:hyperlink>'),
    st.builds(lambda: f"<w:smartTag>{run(_word('tagged') + ' ')}</w:smartTag>"),
    st.builds(lambda: "<w:r><w:br/></w:r>"),
    st.builds(lambda: "<w:r><w:tab/></w:r>"),
    st.builds(lambda: box(p(_word("boxed")) + item(_word("item")))),
)
MARKS = ("", "<w:rPr><w:del/></w:rPr>", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Loud"/>')
PARAGRAPHS = st.builds(
    lambda inner, mark: p("".join(inner) or run(""), mark),
    st.lists(INLINE, max_size=5),
    st.sampled_from(MARKS),
)
ITEMS = st.builds(
    lambda numbered, level: item(_word("item"), numbered, level),
    st.sampled_from((1, 2, 3)),
    st.integers(0, 2),
)
BLOCKS = st.recursive(
    st.one_of(PARAGRAPHS, ITEMS, st.just(p("COMMUNICATIONS")), st.just(p("Workforce update"))),
    lambda inner: st.one_of(
        st.builds(
            lambda rows: table(*([c + p("") for c in row] for row in rows)),
            st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3),
        ),
        st.builds(control, inner),
        st.builds(lambda xml: f"<w:customXml>{xml}</w:customXml>", inner),
    ),
    max_leaves=6,
)


@given(st.lists(BLOCKS, max_size=6))
@settings(deadline=None, max_examples=100)
def test_every_word_is_in_the_report_or_named_as_left_out(found: list[str]) -> None:
    xml = TITLE + "".join(found)
    values = document.read(docx(xml))
    result = word_report.read(contents(values), "“report.docx”", REPORT_ID)
    assert result.words_kept == result.words_read
    report = result.report
    prose = [block for answer in report.answers.values() for block in answer.prose]
    kept = plain_text((*prose, *report.unplaced)) + " ".join(report.header.values())
    gone = " ".join(entry["text"] for entry in values["left_out"])
    have, named = Counter(_MADE.findall(kept)), Counter(_MADE.findall(gone))
    made = set(_MADE.findall(xml))  # once each, although text boxes stand there twice
    assert named == Counter(word for word in made if word.startswith(_GONE))
    assert have == Counter(word for word in made if not word.startswith(_GONE))


_GONE = ("deleted", "moved", "hidden", "contents", "placeholder")
_MADE = re.compile(r"[a-z]+\d+x")
