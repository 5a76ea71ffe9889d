"""HTML from anywhere becomes blocks: no visible word is lost, and nothing hangs or raises."""

from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox.clipboard import marks, markup
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.text import words

PARAGRAPH, BULLET, SUBHEADING = BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.SUBHEADING


def blocks(html: str, text: str = "") -> list[tuple[BlockKind, int, str]]:
    return [(b.kind, b.level, b.text) for b in markup.read(html, text).prose]


def texts(html: str) -> list[str]:
    return [text for _, _, text in blocks(html)]


# What is read


def test_only_the_part_that_was_copied_is_read_but_what_it_stands_in_counts() -> None:
    page = "<ul><li>before</li><!--StartFragment--><li>Parks</li><!--EndFragment--><li>after</ul>"
    assert blocks(page) == [(BULLET, 0, "Parks")]


def test_html_without_words_gives_way_to_the_plain_text() -> None:
    pasted = markup.read("<p><img src='a.png'></p>", "• Parks")
    assert pasted.prose == (Block(BULLET, "Parks"),)
    assert pasted.notes == ("1 picture was left out.",)


@pytest.mark.parametrize(
    ("style", "is_bold"),
    [
        ("font-weight:700", True),
        ("FONT-WEIGHT: Bold !important", True),
        ("font: bold 12px Arial", True),
        ("font-weight:600", True),
        ("font-weight:500", False),
        ("mso-bidi-font-weight:bold", False),
        ("font-weight:99999", False),
        ("font-weight:²00", False),
    ],
)
def test_bold_is_a_weight_of_600_and_more(style: str, is_bold: bool) -> None:
    assert bool(markup.read(f'<span style="{style}">Parks</span>').prose[0].bold) is is_bold


def test_weight_is_that_of_the_innermost_element() -> None:
    html = "<b style='font-weight:normal'>a<b> b</b><strong style='font-weight:400'> c</strong></b>"
    assert markup.read(html).prose[0].bold == ((1, 3),)


def test_levels_begin_at_the_outermost_bullet_that_was_copied() -> None:
    html = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>o</span>{}</p>"
    copied = html.format(3, "in") + html.format(2, "out")
    assert [level for _, level, _ in blocks(copied)] == [1, 0]


def test_a_second_paragraph_of_an_item_has_no_mark() -> None:
    assert blocks("<ul><li><p>Parks</p><p>and paths</p></li></ul>") == [
        (BULLET, 0, "Parks"),
        (PARAGRAPH, 0, "and paths"),
    ]


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [(3, "", "3."), (28, "lower-alpha", "ab."), (4, "I", "IV."), (0, "i", "0."), (5, "none", "")],
)
def test_numbers_are_written_as_browsers_show_them(value: int, style: str, written: str) -> None:
    assert marks.number(value, style) == written


def test_spaces_fold_as_in_a_browser_and_stay_where_they_are_written_out() -> None:
    assert texts("<p> Parks \n\t and\u00a0 \u00a0paths </p>") == ["Parks and paths"]
    assert texts("<p>£4\u00a0million</p>") == ["£4\u00a0million"]
    assert texts("<pre>a  b\nc</pre>") == ["a  b", "c"]


def test_one_line_has_the_spaces_of_its_plain_text() -> None:
    inline = markup.read("<span>and <b>gates</b></span>", " and gates ").inline
    assert inline == Block(PARAGRAPH, " and gates ", bold=((5, 10),))


def test_the_plain_text_tells_whether_the_last_line_was_copied_with_its_end() -> None:
    html = "<p>Parks</p><p>Gates</p>"
    assert markup.read(html, "Parks\r\nGates\r\n").ends_line
    assert not markup.read(html, "Parks\r\nGates").ends_line


def test_what_the_gate_takes_out_is_told() -> None:
    pasted = markup.read("<p>Pa\x00rks\ud800 &#1;</p>")
    assert plain_text(pasted.prose) == "Parks\ufffd"
    assert len(pasted.notes) == 2


# Tables


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def test_an_empty_cell_between_others_keeps_its_place() -> None:
    assert texts(table("<td><td>a<td>b<td>", "<td>c<td><td>d")) == ["— | a | b", "c | — | d"]


def test_a_cell_over_two_rows_is_read_in_both() -> None:
    rows = ("<td rowspan=2>North<td>1<td rowspan=3>x", "<td>2", "<td>South<td>3")
    assert texts(table(*rows)) == ["North | 1 | x", "North | 2 | x", "South | 3 | x"]


def test_a_table_in_a_cell_keeps_its_own_rows() -> None:
    inner = table("<td>a<td>b", "<td>c<td>d")
    assert texts(table(f"<td>{inner}<td>beside")) == ["a | b", "c | d", "beside"]


def test_rows_without_a_table_are_paragraphs() -> None:
    assert texts("<tr><td>a</td><td>b</td></tr>") == ["a", "b"]


# Anything at all

WORDS = st.text("abcdefgh", min_size=1, max_size=6)
TAGS = st.sampled_from(
    "p div span b h2 li ul ol td tr table th a section pre o:p font blockquote".split()
)
STYLES = st.sampled_from(
    ["", "font-weight:700", "mso-list:l0 level2 lfo1", "white-space:pre", "display:block"]
)


@st.composite
def pages(draw: st.DrawFn, depth: int = 4) -> str:
    """A page whose every word is seen."""
    html = ""
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            tag, style = draw(TAGS), draw(STYLES)
            end = f"</{tag}>" if draw(st.integers(0, 4)) else ""
            html += f'<{tag} style="{style}">{draw(pages(depth - 1))}{end}'
        else:
            html += f" {' '.join(draw(st.lists(WORDS, min_size=1, max_size=4)))} "
    return html


def seen(html: str) -> list[str]:
    """The words between the tags."""
    text = ""
    for part in html.split("<"):
        text += part.partition(">")[2] if ">" in part else part
    return words(text)


@settings(max_examples=150, deadline=None)
@given(pages())
@example("<table><p> a <p><th> a <td> a")
def test_no_visible_word_is_lost(html: str) -> None:
    # Numbers of lists, and the colon behind a label, come on top of the words that are there.
    read = [w for w in words(plain_text(markup.read(html).prose)) if not w[0].isdigit()]
    assert sorted(w.rstrip(":") for w in read) == sorted(w.rstrip(":") for w in seen(html))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.text(max_size=8)
        | st.sampled_from(
            "< > </ <!-- --> <![if <![endif]> <p <p> </p> <table> <tr> <td> </td> <td rowspan=9>"
            " </table> <ul> <li> <ol start=-1> <li value=²> <b> <h1> <a href=x: <style> .a{} &#"
            " &#0; &#xD800; &amp <script> <!--StartFragment--> <!--EndFragment--> <br> ' \" = \x00"
            " \ud800 style='font-weight:9"
            " <plaintext> <frameset> <body> <html> <head> <svg> <math>".split()
        ),
        max_size=25,
    ).map("".join)
)
def test_nothing_that_looks_like_html_ever_raises(html: str) -> None:
    for block in markup.read(html, html).prose:
        assert block.text


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_text_written_as_html_is_read_as_that_text(text: str) -> None:
    html = f"<p>{escape(text)}</p>"
    assert words(plain_text(markup.read(html).prose)) == words(
        plain_text(markup.read(html, text).prose)
    )


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "word",
        "<table><tr><td>x" * 30_000 + "word",
        "<ul><li>x" * 60_000 + "word",
        "<a href='http://x.example'>" * 60_000 + "word",
        "<p style='" + "a:b;" * 500_000 + "'>word",
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">word",
        "<!--" * 300_000,
        "<a " * 500_000,
        "<" * 500_000,
        "&amp;" * 500_000,
        "<style>" + "a{" * 500_000 + "</style>word",
        table(*["<td rowspan=999999>" + "x" * 80] * 20_000),
        table("<td rowspan=999999>" * 30_000, *["<td>x"] * 30_000),
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;word",
        "x" * 20_000_001,
    ],
    ids=range(15),
)
def test_a_hostile_page_is_read_or_given_up_and_its_plain_text_taken(html: str) -> None:
    pasted = markup.read(html, "plain words")
    assert pasted.prose
    assert len(plain_text(pasted.prose)) < 10_000_000


def test_too_much_formatting_is_told() -> None:
    pasted = markup.read("<p>x" * 300_000, "• Parks")
    assert pasted.prose == (Block(BULLET, "Parks"),)
    assert "without it" in pasted.notes[0]
    assert "no plain text" in markup.read("<p>x" * 300_000).notes[0]
