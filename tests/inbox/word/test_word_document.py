"""A Word document is read as its reader sees it: nothing twice, nothing lost without a word."""

from typing import Any

import pytest

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.word.account import notes
from highlight_desktop.inbox.word.document import read
from tests.inbox.word.word_packages import (
    box,
    control,
    docx,
    field,
    item,
    p,
    run,
    styled,
    table,
)


def blocks(body: str, **parts: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(docx(body, parts=parts))["blocks"]
    return found


def texts(body: str, **parts: str) -> list[str]:
    """The paragraphs with something in them; a table as its rows, cells between bars."""
    return list(_flat(blocks(body, **parts)))


def _flat(found: list[dict[str, Any]]) -> list[str]:
    lines = []
    for block in found:
        if "rows" in block:
            lines += [" | ".join(" / ".join(_flat(cell)) for cell in row) for row in block["rows"]]
        elif block["text"]:
            lines.append(block["text"])
    return lines


def left_out(body: str, **parts: str) -> list[tuple[str, str]]:
    entries = read(docx(body, parts=parts))["left_out"]
    return [(entry["what"], entry["text"].strip()) for entry in entries]


def bold(body: str) -> list[str]:
    return [
        block["text"][start:end] for block in blocks(body) for start, end in block.get("bold", ())
    ]


def test_paragraphs_are_read_in_order_with_their_spaces() -> None:
    body = p(run("The ") + run("bins ") + run("were emptied.")) + p("") + p("On time.")
    assert texts(body) == ["The bins were emptied.", "On time."]


def test_spaces_at_the_ends_of_a_run_count_only_if_it_says_so() -> None:
    loose = "<w:r><w:t> Parks\n and </w:t></w:r><w:r><w:t xml:space='preserve'> trees</w:t></w:r>"
    assert texts(p(loose)) == ["Parks  and trees"]


@pytest.mark.parametrize("strict", [False, True])
def test_both_dialects_of_the_format_are_read(*, strict: bool) -> None:
    body = styled("Grounds", "Heading1") + item("Mown") + p(run("Bold", "<w:b/>"))
    found = read(docx(body, strict=strict))["blocks"]
    assert [(b["text"], b["heading"], b["level"]) for b in found] == [
        ("Grounds", True, -1),
        ("Mown", False, 0),
        ("Bold", False, -1),
    ]
    assert found[2]["bold"] == [[0, 4]]


def test_inserted_text_is_kept_and_deleted_text_is_named() -> None:
    body = p(
        run("Rounds ran ")
        + f"<w:ins>{run('every day')}</w:ins>"
        + "<w:del><w:r><w:delText>on Mondays</w:delText></w:r></w:del>"
        + f"<w:moveFrom>{run('moved off')}</w:moveFrom><w:moveTo>{run(' moved on')}</w:moveTo>"
    )
    assert texts(body) == ["Rounds ran every day moved on"]
    assert left_out(body) == [("deleted", "on Mondays"), ("deleted", "moved off")]


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next() -> None:
    body = p("Two ", "<w:rPr><w:del/></w:rPr>") + p("halves.") + p("Apart.")
    assert texts(body) == ["Two halves.", "Apart."]
    assert texts(p("The last", "<w:rPr><w:del/></w:rPr>")) == ["The last"]


def test_deleted_and_hidden_rows_and_cells_are_named() -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr>".format(p("Old row"))
    hidden = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{}</w:tc></w:tr>".format(p("Hidden row"))
    cell = "<w:tc><w:tcPr><w:cellDel/></w:tcPr>{}</w:tc>".format(p("Old cell"))
    body = f"<w:tbl>{row}{hidden}<w:tr>{cell}<w:tc>{p('Kept')}</w:tc></w:tr></w:tbl>"
    assert texts(body) == ["Kept"]
    assert left_out(body) == [
        ("deleted", "Old row"),
        ("hidden", "Hidden row"),
        ("deleted", "Old cell"),
    ]


def test_tables_are_read_cell_by_cell_inside_one_another() -> None:
    inner = table(["Inner A", "Inner B"])
    body = table(["Site", "Open"], ["Ashby", p("From") + inner + p("")])
    assert texts(body) == ["Site | Open", "Ashby | From / Inner A | Inner B"]


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    cell = control(f"<w:tc>{p('In a control')}</w:tc>")
    row = control(f"<w:tr>{cell}<w:tc>{p('Beside')}</w:tc></w:tr>")
    assert texts(f"<w:tbl>{row}</w:tbl>") == ["In a control | Beside"]


def test_text_in_controls_is_read_and_their_placeholders_are_named() -> None:
    body = control(p("A block")) + p(run("In ") + control(run("a line")))
    body += p(run("Author: ") + control(run("Click here"), "<w:showingPlcHdr/>"))
    assert texts(body) == ["A block", "In a line", "Author: "]
    assert left_out(body) == [("placeholder", "Click here")]
    assert texts(control(p("Filled"), '<w:showingPlcHdr w:val="0"/>')) == ["Filled"]


def test_a_text_box_is_read_once_below_the_paragraph_it_hangs_on() -> None:
    body = p(run("Beside the box.") + box(p("In the box.") + item("An item"))) + p("After.")
    assert texts(body) == ["Beside the box.", "In the box.", "An item", "After."]


def test_the_text_box_of_an_older_word_is_read_too() -> None:
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('Old')}</w:txbxContent></v:textbox>"
    assert texts(p(f"<w:r>{old}</v:shape></w:pict></w:r>")) == ["Old"]
    picture = "<mc:Choice Requires='new'><w:drawing/></mc:Choice>"
    both = f"<mc:AlternateContent>{picture}<mc:Fallback>{old}</v:shape></w:pict></mc:Fallback>"
    assert texts(p(f"<w:r>{both}</mc:AlternateContent></w:r>")) == ["Old"]


def test_a_field_gives_its_result_and_not_its_instruction() -> None:
    inner = field("REF bins", run("Ignored"))
    nested = field(f"IF </w:instrText></w:r>{inner}<w:r><w:instrText> = 1", run("shown"))
    body = p(run("It is ") + nested + run(" here. ")) + p(
        f'<w:fldSimple w:instr="AUTHOR">{run("Robin Hale")}</w:fldSimple>'
    )
    assert texts(body) == ["It is shown here. ", "Robin Hale"]
    assert left_out(body) == [("field", "Ignored")]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(p(begin + run("Still here.")) + p("And this.")) == ["Still here.", "And this."]


def test_a_table_of_contents_is_left_out_and_named() -> None:
    toc = field('TOC \\o "1-3"', run("Bins 4"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = p(toc) + control(p("Contents") + p("Parks 7"), gallery) + p("The text.")
    assert texts(body) == ["The text."]
    assert [what for what, _ in left_out(body)] == ["contents", "contents"]
    simple = p(f'<w:fldSimple w:instr=" TOC \\h ">{run("Bins 4")}</w:fldSimple>')
    assert left_out(simple) == [("contents", "Bins 4")]


def test_old_form_fields_show_their_choice() -> None:
    tick = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    empty = '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'
    choice = (
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/>'
        '<w:listEntry w:val="Amber"/></w:ddList></w:ffData>'
    )
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for data in (tick, empty, choice)
    )
    assert texts(p(marks)) == ["☒☐Amber"]


def test_hidden_text_is_named_however_it_is_hidden() -> None:
    body = p(
        run("Seen ")
        + run("direct", "<w:vanish/>")
        + run("by style", '<w:rStyle w:val="Secret"/>')
        + run("shown", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
    )
    assert texts(body) == ["Seen shown"]
    assert left_out(body) == [("hidden", "directby style")]
    hidden_box = box(p("boxed")).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    hidden_note = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    footnotes = f'<w:footnote w:id="1">{p("noted")}</w:footnote>'
    assert texts(p(hidden_box + hidden_note), footnotes=footnotes) == []
    assert left_out(p(hidden_box + hidden_note), footnotes=footnotes) == [
        ("hidden", "boxed"),
        ("hidden", "noted"),
    ]


def test_text_struck_through_is_kept_and_told() -> None:
    body = p(run("Closed ") + run("on Monday", "<w:strike/>") + run(", open", "<w:dstrike/>"))
    assert texts(body) == ["Closed on Monday, open"]
    assert notes(read(docx(body))["left_out"]) == [
        "Text that is struck through was kept like any other (3 words): “on Monday”; “, open”."
    ]


def test_bold_is_told_directly_and_by_both_kinds_of_style() -> None:
    body = styled("By paragraph", "Loud")
    body += p(run("by run ", '<w:rStyle w:val="Strong"/>') + run("not"))
    body += p(run("off", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'))
    body += p(run("cancelled", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="Loud"/>')
    body += p(run("one ", "<w:b/>") + run("piece", '<w:b w:val="1"/>'))
    assert bold(body) == ["By paragraph", "by run ", "one piece"]


def test_a_document_may_be_bold_by_default() -> None:
    look = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
    body = p(run("bold ") + run("not", '<w:b w:val="0"/>'))
    found = read(docx(body, parts={"styles": look}))["blocks"]
    assert found[0]["bold"] == [[0, 5]]


@pytest.mark.parametrize(
    ("style", "is_heading"),
    [
        ("Heading1", True),
        ("Top", True),
        ("Ours", True),
        ("Outlined", True),
        ("Quiet", False),
        ("Loud", False),
    ],
)
def test_headings_are_told_by_style(style: str, *, is_heading: bool) -> None:
    assert blocks(styled("Parks", style))[0]["heading"] is is_heading
    outlined = blocks(p("Parks", '<w:outlineLvl w:val="1"/>'))
    assert outlined[0]["heading"]


def test_bullets_have_their_levels_also_by_style() -> None:
    body = item("one") + item("two", level=1) + item("three", level=2)
    body += styled("by style", "ListBullet") + styled("second", "ListBullet2")
    body += styled("named by the list", "Deep")
    body += p("none", '<w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += item("no mark", 4) + item("no list", 99)
    found = [(block["text"], block["level"], block["mark"]) for block in blocks(body)]
    assert found == [
        ("one", 0, ""),
        ("two", 1, ""),
        ("three", 2, ""),
        ("by style", 0, ""),
        ("second", 1, ""),
        ("named by the list", 1, ""),
        ("none", -1, ""),
        ("no mark", -1, ""),
        ("no list", -1, ""),
    ]


def test_numbers_are_counted_as_word_counts_them() -> None:
    body = item("a", 2) + item("b", 2) + item("c", 2, 1) + item("d", 2, 1) + item("e", 2, 2)
    body += item("f", 2) + item("g", 2, 1) + item("h", 5) + item("i", 5)
    assert [block["mark"] for block in blocks(body)] == [
        "1.", "2.", "(a)", "(b)", "2.IV", "3.", "(a)", "7.", "8."
    ]  # fmt: skip
    legal = item("a", 2, 2) + item("b", 2, 3) + item("c", 6)
    assert [block["mark"] for block in blocks(legal)] == ["1.IV", "4.1", "A)"]


def test_an_item_that_is_hidden_is_not_counted() -> None:
    numbered = '<w:numPr><w:numId w:val="2"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    body = item("a", 2) + p(run("b", "<w:vanish/>"), numbered) + item("c", 2)
    assert [block["mark"] for block in blocks(body)] == ["1.", "", "2."]


def test_breaks_tabs_and_special_characters_are_read() -> None:
    body = p(
        "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/>"
        "<w:t>stop</w:t><w:softHyphen/><w:t>ping</w:t><w:cr/><w:t>so\u00adft</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    )
    assert texts(body) == ["A\tB\nnon-stopping\nsoft✓≥"]


def test_a_symbol_nobody_knows_is_named() -> None:
    body = p(run("Icon ") + '<w:r><w:sym w:font="Webdings" w:char="F052"/></w:r>')
    assert left_out(body) == [("symbol", "Webdings F052")]


def test_smart_tags_and_readings_above_words_are_read() -> None:
    tagged = f"<w:smartTag><w:smartTag>{run('Fenbridge')}</w:smartTag></w:smartTag>"
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"
    )
    assert texts(p(tagged + run(" ") + ruby)) == ["Fenbridge 漢 (kan)"]


def test_notes_stand_below_their_paragraph_and_comments_are_counted() -> None:
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{p("Rule")}</w:footnote>'
        f'<w:footnote w:id="1">{p("See the bin policy.")}</w:footnote>'
    )
    body = p(
        run("Collected")
        + '<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="0"/></w:r>'
        + run(" on time.")
        + '<w:r><w:commentReference w:id="5"/></w:r>'
    )
    assert texts(body, footnotes=footnotes) == ["Collected on time.", "See the bin policy."]
    told = notes(read(docx(body, parts={"footnotes": footnotes}))["left_out"])
    assert told == [
        "1 footnote was put below the paragraph it belongs to.",
        "1 comment was left out.",
    ]


def test_notes_that_point_at_one_another_are_read_once() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    footnotes = "".join(
        f'<w:footnote w:id="{at}">{p(run(f"Note {at}.") + 2 * mark.format(at % 9 + 1))}'
        "</w:footnote>"
        for at in range(1, 10)
    )
    read_once = texts(p(run("Text.") + mark.format(1)), footnotes=footnotes)
    assert read_once == ["Text.", *(f"Note {at}." for at in range(1, 10))]


def test_pictures_charts_and_equations_are_named_with_their_place() -> None:
    picture = '<w:r><w:drawing><wp:docPr descr="A heron"/><a:blip/></w:drawing></w:r>'
    chart = "<w:r><w:drawing><c:chart/></w:drawing></w:r>"
    thing = "<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"
    sum_ = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r>"
    body = p(run("The pond") + picture) + p(chart + thing + f"{sum_}</m:den></m:f></m:oMath>")
    body += p("<w:r><w:drawing><a:p><a:r><a:t>North</a:t></a:r></a:p></w:drawing></w:r>")
    body += p('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')
    assert texts(body) == ["The pond", "a/b"]
    assert notes(read(docx(body))["left_out"]) == [
        "A picture was left out (A heron) after “The pond”.",
        "A chart was left out after “The pond”.",
        "An embedded object was left out after “The pond”.",
        "An equation was kept as a line of text (a/b) after “The pond”.",
        "The words in a drawing were left out (1 word): “North”.",
        "A watermark was left out (1 word): “DRAFT”.",
    ]


def test_a_link_without_its_address_in_the_text_is_counted() -> None:
    body = p(f'<w:hyperlink r:id="away">{run("our page")}</w:hyperlink>')
    shown = p(f'<w:hyperlink r:id="away">{run("www.fenbridge.example/bins")}</w:hyperlink>')
    assert texts(body) == ["our page"]
    assert notes(read(docx(body))["left_out"]) == ["1 link was kept as words, without the address."]
    assert left_out(shown) == []


def test_page_headers_and_footers_are_told_apart_from_the_text() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    section += '<w:footerReference w:type="first" r:id="footer"/></w:sectPr>'
    found = read(
        docx(
            p("Text.") + section,
            parts={"header": p("OFFICIAL") + p("OFFICIAL"), "footer": p("Never shown")},
        )
    )
    assert (found["headers"], found["footers"]) == (["OFFICIAL"], [])
    assert texts(p("Text.") + section) == ["Text."]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and no more",
        docx(p("Torn"))[:-40],
        docx("<w:p>"),
        docx("", doctype="<!DOCTYPE w:document>"),
        docx("").replace(b"word/document.xml", b"word/document.xmx"),
    ],
)
def test_a_damaged_document_is_refused_with_the_next_step(content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match=r"Word document.*save it as"):
        read(content)
