"""Earlier reports come in as text without losing a word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.inbox import body as body_of_section
from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.text import Imported, parse, read_report
from highlight_desktop.report.edition import (
    NIL_ANSWERS,
    AnswerKind,
    Edition,
    FieldId,
    bundled,
    find,
)
from highlight_desktop.report.prose import Block, BlockKind, Prose, plain_text
from highlight_desktop.report.report import Report
from highlight_desktop.report.text import words

REPORT_ID = "0" * 32
P, S, B = BlockKind.PARAGRAPH, BlockKind.SUBHEADING, BlockKind.BULLET


def imported(text: str, edition: str = "") -> Imported:
    """What comes in; never a word less than was read."""
    result = parse(text, REPORT_ID, find(edition) if edition else None)
    assert result.words_kept == result.words_read
    assert not [note for note in result.notes if "missing" in note or "twice in" in note]
    return result


def section(result: Imported, section_id: str) -> list[tuple[BlockKind, str]]:
    prose = result.report.answers[section_id].prose
    return [(block.kind, block.text) for block in prose]


def body(text: str) -> tuple[Block, ...]:
    """The blocks of a section with this text."""
    result = imported(f"COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT\n\nCOMMUNICATIONS\n\n{text}")
    assert not result.report.unplaced
    return result.report.answers["communications"].prose


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in body(text)]


WEEKLY = """
COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT

SERVICE AREA:\tWaste and Recycling
REPORT AUTHOR:\tRobin Hale: Director
REPORTING PERIOD:\t4/5/20 – 11/5/20

KEY ACTIVITY HEADLINES (See separate Highlight report for Communications)

Kerbside rounds

- All rounds ran on every day of the week.

RISKS / CHALLENGES (AND MITIGATION)

Key Risks

- Two lorries wait for parts.

Key Challenges

- Keeping two metres apart in a cab for three.

WORKFORCE UPDATE

<ul style="none"> Ten loaders came back to work.
FINANCIAL IMPACT (increase in costs / reduction in income)
<li> Overtime came to £4,200.
RECOVERY ACTIVITY (plans being considered / future steps)
No change.
COMMUNICATIONS
"""


def test_a_weekly_report_comes_in_whole() -> None:
    result = imported(WEEKLY)
    report = result.report
    assert report.edition.id == "2020-05"
    assert report.typed(FieldId.SERVICE_AREAS) == "Waste and Recycling"
    assert report.typed(FieldId.AUTHOR) == "Robin Hale: Director"
    assert report.typed(FieldId.PERIOD) == "4/5/20 – 11/5/20"
    assert section(result, "activity")[0] == (S, "Kerbside rounds")
    assert [text for kind, text in section(result, "risks") if kind is S] == [
        "Key Risks",
        "Key Challenges",
    ]
    assert section(result, "workforce") == [(B, "Ten loaders came back to work.")]
    assert section(result, "finance") == [(B, "Overtime came to £4,200.")]
    assert report.answers["recovery"].kind is AnswerKind.NO_CHANGE
    assert "communications" not in report.answers
    assert not report.unplaced
    assert result.notes == ("2 left-over list tags were left out.",)


def test_the_demonstration_report_comes_in_whole() -> None:
    text = (files("resources") / "demo" / "parks-and-libraries.txt").read_text(encoding="utf-8")
    result = imported(text)
    assert result.report.edition.id == "2021-01"
    assert len(result.report.answers) == 10
    assert all(result.report.typed(field.id) for field in result.report.edition.header)
    assert result.report.answers["communications"].kind is AnswerKind.NO_CHANGE
    assert not result.report.unplaced
    assert not result.notes


def test_the_real_reports_come_in_whole(samples: list[Path]) -> None:
    for path, edition_id in zip(samples, ("2020-05", "2020-06", "2021-01"), strict=True):
        result = read_report(arrive(path), REPORT_ID)
        report = result.report
        assert report.edition.id == edition_id
        assert result.words_read == result.words_kept
        assert list(report.answers) == [section.id for section in report.edition.sections]
        assert not report.unplaced
        # Counted once more without the importer's own account: headings as the form prints them.
        source = re.sub("<ul[^>]*>", "", path.read_text(encoding="utf-8"))
        labels = [field.label for field in report.edition.header]
        parts = [part.heading for part in report.edition.parts]
        headings = [section.heading for section in report.edition.sections]
        texts = [plain_text(answer.prose) for answer in report.answers.values()]
        nils = [each.kind.label for each in report.answers.values() if each.kind.is_nil]
        held = [report.edition.title, *labels, *parts, *headings, *report.header.values()]
        left = Counter(words(source.casefold().replace("postive", "positive").replace(":", " ")))
        have = words("\n".join([*held, *texts, *nils]).casefold().replace(":", " "))
        assert left == Counter(have)


def test_two_nil_answers_of_the_second_real_report_are_no_change(samples: list[Path]) -> None:
    answers = read_report(arrive(samples[1]), REPORT_ID).report.answers
    nil = [key for key, answer in answers.items() if answer.kind is AnswerKind.NO_CHANGE]
    assert nil == ["workforce", "communications"]


def test_sentences_cut_by_a_page_break_are_whole_again(samples: list[Path]) -> None:
    result = read_report(arrive(samples[2]), REPORT_ID)
    assert len([note for note in result.notes if "cut in two" in note]) == 2
    assert not any(block.text[0].islower() for block in result.report.answers["good_news"].prose)


def test_the_edition_is_told_by_title_headings_and_labels() -> None:
    assert imported("NEW GUIDANCE AND IMPACT\n\nNone").report.edition.id == "2021-01"
    assert imported("WORKFORCE CHANGES\n\nNone").report.edition.id == "2020-06"
    assert imported("WORKFORCE UPDATE\n\nNone").report.edition.id == "2020-05"
    tie = imported("COVID-19 emergency planning highlight report\n\nCOMMUNICATIONS\n\nNone")
    assert tie.report.edition.id == "2020-06"
    assert any("could as well be 2020-05" in note for note in tie.notes)
    nothing = imported("Dear all, the geese are back.")
    assert any("Nothing in the text" in note for note in nothing.notes)
    assert plain_text(nothing.report.unplaced) == "Dear all, the geese are back."


def test_a_given_edition_takes_the_text_of_another_by_topic() -> None:
    result = imported(WEEKLY, "2021-01")
    assert result.report.edition.id == "2021-01"
    assert section(result, "finance") == [(B, "Overtime came to £4,200.")]
    assert section(result, "workforce") == [(B, "Ten loaders came back to work.")]
    unplaced = plain_text(result.report.unplaced)
    assert unplaced.startswith("RISKS / CHALLENGES (AND MITIGATION)\nKey Risks\nTwo lorries")
    assert any("no heading of edition 2021-01" in note for note in result.notes)
    assert any("title" in note for note in result.notes)


def test_a_header_field_the_form_lacks_is_kept_and_told() -> None:
    text = (
        "COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT\nLOCAL AUTHORITY: Fenbridge\nREPORT AUTHOR: A"
    )
    result = imported(
        text + "\nDATE OF MEETING: 4 June\n\nWORKFORCE CHANGES\n\nNo change", "2020-06"
    )
    assert (
        plain_text(result.report.unplaced) == "LOCAL AUTHORITY: Fenbridge\nDATE OF MEETING: 4 June"
    )
    assert result.report.typed(FieldId.AUTHOR) == "A"
    assert any("LOCAL AUTHORITY" in note for note in result.notes)


@pytest.mark.parametrize(
    "head",
    [
        "SERVICE AREAS: Parks and Libraries\nREPORT AUTHOR: Jo",
        "service area:Parks and Libraries\nreport author:Jo",
        "Service areas\tParks and Libraries\nReport author\tJo",
        "SERVICE AREAS:\nParks and Libraries\nREPORT AUTHOR:\n\nJo",
        "Service areas – Parks\nand Libraries\nReport author – Jo",
        "SERVICE AREAS Parks and Libraries\nREPORT AUTHOR Jo",
        "REPORT AUTHOR- : Jo\nSERVICE  AREA :  Parks and   Libraries",
        "**Service areas:** Parks and Libraries\n**Report author**: Jo",
    ],
)
def test_header_fields_are_read_however_they_are_laid_out(head: str) -> None:
    result = imported(f"{head}\n\nWORKFORCE CHANGES\nNo change")
    assert result.report.typed(FieldId.SERVICE_AREAS) == "Parks and Libraries"
    assert result.report.typed(FieldId.AUTHOR) == "Jo"
    assert not result.report.unplaced


def test_a_service_area_may_be_called_like_a_section() -> None:
    result = imported(
        "SERVICE AREAS:\nCommunications\nREPORT AUTHOR: Jo\n\nWORKFORCE CHANGES\nNone"
    )
    assert result.report.typed(FieldId.SERVICE_AREAS) == "Communications"
    assert result.report.typed(FieldId.AUTHOR) == "Jo"


def test_a_second_value_for_a_field_is_kept() -> None:
    result = imported("REPORT AUTHOR: Jo\nREPORT AUTHOR: Sam\n\nWORKFORCE CHANGES\nNone")
    assert result.report.typed(FieldId.AUTHOR) == "Jo"
    assert plain_text(result.report.unplaced) == "REPORT AUTHOR: Sam"


@pytest.mark.parametrize(
    "title",
    [
        "Service highlight report – COVID-19 and\nkey service updates",
        "SERVICE HIGHLIGHT REPORT —\nCOVID-19 AND\nKEY SERVICE UPDATES",
        "SERVICE HIGHLIGHT REPORT: COVID-19 AND KEY SERVICE UPDATE",
    ],
)
def test_the_title_is_read_though_it_holds_a_heading(title: str) -> None:
    result = imported(f"{title}\n\nCOMMUNICATIONS\n\nAll is told.")
    assert result.report.edition.id == "2021-01"
    assert list(result.report.answers) == ["communications"]
    assert not result.report.unplaced


@pytest.mark.parametrize(
    ("heading", "section_id"),
    [
        ("FINANCIAL IMPACT", "finance"),
        ("Financial impact (Increase in costs/reduction in income):", "finance"),
        ("4. Financial Impact", "finance"),
        ("3) RISKS/CHALLENGES", "risks"),
        ("Risks & Challenges", "risks"),
        ("WORKFORCE UPDTE", "workforce"),
        ("RECOVERY ACTIVITY\n(plans being considered / future steps)", "recovery"),
        ("FINANCIAL IMPACT\n\n(increase in costs / reduction\nin income)", "finance"),
        ("KEY ACTIVITY\nHEADLINES", "activity"),
        ("COMMUNICATION", "communications"),
        ("Section 6 - COMMUNICATIONS", "communications"),
        ("4 – WORKFORCE UPDATE", "workforce"),
        ("WORKFORCE UPDATE -", "workforce"),
    ],
)
def test_headings_are_read_however_they_are_written(heading: str, section_id: str) -> None:
    result = imported(f"Some preface.\n{heading}\nThe swans nest early.\n", "2020-05")
    assert section(result, section_id) == [(P, "The swans nest early.")]
    assert plain_text(result.report.unplaced) == "Some preface."


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("WORKFORCE CHANGES: Two rangers joined.", "Two rangers joined."),
        ("6. WORKFORCE CHANGES – Two rangers joined.", "Two rangers joined."),
        ("WORKFORCE CHANGES: " + "Two rangers joined. " * 20, "Two rangers joined. " * 20),
        (
            "WORKFORCE CHANGES: Two of the rangers\nand a gardener joined.",
            "Two of the rangers and a",
        ),
    ],
)
def test_text_may_begin_on_the_line_of_its_heading(line: str, text: str) -> None:
    result = imported(f"RECOVERY ACTIVITY: No change\n{line}\nCOMMUNICATIONS\nNone", "2020-06")
    assert result.report.answers["recovery"].kind is AnswerKind.NO_CHANGE
    [(kind, written)] = section(result, "workforce")
    assert kind is P
    assert written.startswith(text.strip())
    assert any("line of the heading “Workforce changes”" in note for note in result.notes)


def test_a_lead_in_capitals_is_no_heading_where_the_section_has_one() -> None:
    text = "NEW CHALLENGES AND ACTIVITY\nCOMMUNICATIONS: A leaflet.\n\nCOMMUNICATIONS\nNone"
    result = imported(text, "2020-06")
    assert section(result, "activity") == [(P, "COMMUNICATIONS: A leaflet.")]
    assert result.report.answers["communications"].kind is AnswerKind.NOTHING_TO_REPORT


def test_headings_may_all_be_in_small_letters() -> None:
    text = (
        "reporting period: june 2020\n\nnew guidance and impact:\nmasks are worn.\n"
        "recovery activity:\nwe plan a slow opening\nworkforce changes:\nno change.\n"
        "communications:\nposters are up"
    )
    result = imported(text, "2020-06")
    assert section(result, "guidance") == [(P, "masks are worn.")]
    assert section(result, "recovery") == [(P, "we plan a slow opening")]
    assert result.report.answers["workforce"].kind is AnswerKind.NO_CHANGE
    assert section(result, "communications") == [(P, "posters are up")]


def test_a_period_that_is_understood_takes_no_more_lines() -> None:
    head = "REPORT AUTHOR: Jo\nREPORTING PERIOD: 8 June 2020\nto 21 June 2020\nWe did a lot."
    result = imported(f"{head}\nThe swans nest early.\n\nCOMMUNICATIONS\nNone", "2020-06")
    assert result.report.typed(FieldId.PERIOD) == "8 June 2020 to 21 June 2020"
    assert plain_text(result.report.unplaced) == "We did a lot.\nThe swans nest early."


def test_changes_and_challenges_are_not_taken_for_each_other() -> None:
    text = "SERVICE HIGHLIGHT REPORT – COVID-19 AND KEY SERVICE UPDATES\n\n"
    result = imported(text + "WORKFORCE CHALLENGES\n\nOne.\n\nWORKFORCE CHANGE\n\nTwo.")
    assert (S, "WORKFORCE CHANGE") in section(result, "workforce")


def test_a_misspelt_heading_is_guessed_and_told() -> None:
    result = imported("WORKFORCE CHNAGES\n\nNone", "2020-06")
    assert result.report.answers["workforce"].kind is AnswerKind.NOTHING_TO_REPORT
    assert any("“WORKFORCE CHNAGES” was guessed" in note for note in result.notes)


def test_words_added_in_brackets_are_kept() -> None:
    result = imported("FINANCIAL IMPACT (car parks only)\nWe lost £900.", "2020-05")
    assert section(result, "finance") == [(P, "(car parks only)"), (P, "We lost £900.")]


def test_a_subheading_may_be_called_like_a_section() -> None:
    text = (
        "NEW CHALLENGES AND ACTIVITY\n\nCommunications:\n\n- A leaflet.\n\nCOMMUNICATIONS\n\nNone"
    )
    result = imported(text, "2020-06")
    assert section(result, "activity") == [(S, "Communications:"), (B, "A leaflet.")]
    assert result.report.answers["communications"].kind is AnswerKind.NOTHING_TO_REPORT


def test_a_heading_in_the_middle_of_a_sentence_is_none() -> None:
    text = "DECISIONS MADE SINCE LAST REPORTING PERIOD\n\nWe shall look at all of recovery,\n"
    result = imported(text + "communications\nand training next month.", "2020-06")
    assert list(result.report.answers) == ["decisions"]


def test_a_line_above_the_title_is_never_guessed_to_be_a_heading() -> None:
    title = "COVID-19 EMERGENCY PLANNING HIGHLIGHT REPORT"
    result = imported(f"WORKFORCE CHNAGES\n\n{title}\n\nCOMMUNICATIONS\n\nNone")
    assert plain_text(result.report.unplaced) == "WORKFORCE CHNAGES"


def test_text_under_a_heading_that_comes_twice_is_joined() -> None:
    result = imported(
        "COMMUNICATIONS\n\nOne.\n\nWORKFORCE CHANGES\n\nNil\n\nCOMMUNICATIONS\n\nTwo."
    )
    assert section(result, "communications") == [(P, "One."), (P, "Two.")]
    assert any("2 times" in note for note in result.notes)


def test_text_between_a_part_and_its_first_heading_is_kept() -> None:
    result = imported(
        "PART TWO – business as usual activity\n\nLoose end.\n\nFINANCIAL ISSUES\nNone"
    )
    assert result.report.edition.id == "2021-01"
    assert plain_text(result.report.unplaced) == "Loose end."
    assert any("Loose end." in note for note in result.notes)


@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        ("No change", AnswerKind.NO_CHANGE, ""),
        ("NO CHANGES.", AnswerKind.NO_CHANGE, ""),
        ("- No change", AnswerKind.NO_CHANGE, ""),
        ("Nothing to report", AnswerKind.NOTHING_TO_REPORT, ""),
        ("Nil", AnswerKind.NOTHING_TO_REPORT, ""),
        ("N/A", AnswerKind.NOT_APPLICABLE, ""),
        ("Not applicable – the pool is closed", AnswerKind.NOT_APPLICABLE, "the pool is closed"),
        ("Not applicable: no staff", AnswerKind.NOT_APPLICABLE, "no staff"),
        ("N/A (no staff)", AnswerKind.NOT_APPLICABLE, "(no staff)"),
    ],
)
def test_nil_answers_are_read(said: str, kind: AnswerKind, reason: str) -> None:
    result = imported(f"WORKFORCE CHANGES\n\n{said}\n", "2020-06")
    answer = result.report.answers["workforce"]
    assert (answer.kind, answer.reason, answer.prose) == (kind, reason, ())
    exact = said.strip("-. ").casefold().startswith(kind.label.casefold())
    assert bool(result.notes) is (not exact or said == "NO CHANGES.")


@pytest.mark.parametrize("said", ["No change to the rounds.", "None\n\nBut see above.", "N/A-team"])
def test_what_only_begins_like_a_nil_answer_is_text(said: str) -> None:
    answer = imported(f"WORKFORCE CHANGES\n\n{said}\n", "2020-06").report.answers["workforce"]
    assert answer.kind is AnswerKind.ANSWERED


def test_a_nil_answer_the_edition_does_not_allow_stays_text() -> None:
    plain = find("2020-06").to_plain()
    sections = plain["section"]
    assert isinstance(sections, list)
    for each in sections:
        each["answers"] = []
    edition = Edition.from_plain(plain, "own")
    result = parse("WORKFORCE CHANGES\n\nNo change\n", REPORT_ID, edition)
    assert section(result, "workforce") == [(P, "No change")]
    assert result.words_kept == result.words_read


def test_bullets_of_any_mark_and_two_levels() -> None:
    blocks = body("- One\n  - Two\n\t• Three\n* Four\n\n▪ Five\n•Six\n• Seven\no\tEight\n– Nine")
    assert all(block.kind is B for block in blocks)
    assert [(block.text, block.level) for block in blocks][:4] == [
        ("One", 0),
        ("Two", 1),
        ("Three", 1),
        ("Four", 0),
    ]
    assert [block.text for block in blocks[4:]] == ["Five", "Six", "Seven", "Eight", "Nine"]
    assert blocks[7].level == 1


def test_a_list_that_is_indented_as_a_whole_has_one_level() -> None:
    assert {block.level for block in body("Intro:\n\n   - One\n   - Two")} == {0}


def test_a_left_over_list_tag_begins_no_inner_list() -> None:
    assert [block.level for block in body("• One\n<ul class='x'> Two\n- One\n<ul> Two")] == [
        0,
        0,
        1,
        0,
    ]


def test_numbers_stay_in_the_text() -> None:
    assert kinds("1. Sweep\n2. Salt") == [(P, "1. Sweep"), (P, "2. Salt")]


def test_the_welsh_word_o_is_not_a_bullet() -> None:
    assert kinds("o Gaerdydd i Fangor.") == [(P, "o Gaerdydd i Fangor.")]


def test_left_over_list_tags_go_and_other_markup_stays() -> None:
    text = '<ul class="x"><li>One <b>two</b></li><LI>a < b & c</LI></ul>\n<img src="file:///etc/passwd">'
    assert kinds(text) == [
        (B, "One <b>two</b>"),
        (B, "a < b & c"),
        (P, '<img src="file:///etc/passwd">'),
    ]
    assert kinds("where x <p and y> z holds.") == [(P, "where x <p and y> z holds.")]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The mowing season began a week early because the spring was mild, and three\n"
        "teams have shared two machines since. We are grateful to the farmers who lent\n"
        "us a tractor.\n"
        "- The first bullet is also broken at the edge of the page, as it is far too\n"
        "  long for it.\n"
        "- Short."
    )
    assert [kind for kind, _ in kinds(text)] == [P, B, B]


def test_a_sentence_cut_by_a_page_break_is_joined_and_told() -> None:
    result = imported("COMMUNICATIONS\n\nWe are still waiting for\n\nnews of the ferry.")
    assert section(result, "communications") == [(P, "We are still waiting for news of the ferry.")]
    assert any("still waiting for … news of" in note for note in result.notes)


def test_a_capital_or_an_end_keeps_paragraphs_apart() -> None:
    assert len(kinds("A third of us work from home today\n\n5 people came back to the depot.")) == 2
    assert len(kinds("All is well.\n\nand so it stays.")) == 2


@pytest.mark.parametrize(
    "line", ["Trees and Hedges", "Trees:", "Play areas (FCC)", "eTickets:", "IT"]
)
def test_a_short_line_above_text_is_a_subheading(line: str) -> None:
    assert kinds(f"{line}\n\nWe planted forty limes.") == [
        (S, line),
        (P, "We planted forty limes."),
    ]
    assert kinds(f"{line}\n- Limes") == [(S, line), (B, "Limes")]


@pytest.mark.parametrize(
    "line", ["We planted forty limes.", "Our work this week has included:", "Limes are in leaf"]
)
def test_a_sentence_above_a_list_is_a_paragraph(line: str) -> None:
    assert kinds(f"{line}\n\n- Limes")[0] == (P, line)


def test_the_last_line_of_a_section_is_no_subheading() -> None:
    assert kinds("Forty limes") == [(P, "Forty limes")]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Transport – the new bus shelter is up.", "Transport"),
        ("SEND - some of the work has paused.", "SEND"),
        ("IT – the lines are up again.", "IT"),
        ("Commercial (CCC) - The lease has been signed.", "Commercial (CCC)"),
        ("Waste collection – all rounds are back.", "Waste collection"),
        ("The biscuit - and I mean it - is stale.", ""),
        ("Biscuits - and I mean it - are stale.", ""),
        ("Guarding against frost – done by covering the beds.", ""),
        ("Well-being is up.", ""),
        ("We met on Monday - all came to it.", ""),
    ],
)
def test_a_lead_is_set_bold_and_only_a_lead(text: str, lead: str) -> None:
    (block,) = body(text)
    assert block.text == text
    assert [text[start:end] for start, end in block.bold] == ([lead] if lead else [])


def test_hostile_text_is_kept_to_the_word() -> None:
    text = "=1+1 \x00NUL \ud800 🙂 ŵ ŷ a < b & c " + "word " * 8000
    (block,) = body(text)
    assert block.text == "=1+1 NUL \ufffd 🙂 ŵ ŷ a < b & c " + ("word " * 8000).strip()


def test_a_word_lost_on_the_way_is_counted_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = body_of_section.read

    def forgetful(lines: Iterable[str], printed: Sequence[str] = ()) -> body_of_section.Body:
        read = whole(lines, printed)
        return replace(read, prose=read.prose[1:])

    monkeypatch.setattr(body_of_section, "read", forgetful)
    result = parse("COMMUNICATIONS\n\nOne swan.\n\nTwo geese.", REPORT_ID)
    assert (result.words_read, result.words_kept) == (5, 3)
    assert result.notes[-1] == "Words missing from the report (2): One, swan.."


def test_there_are_never_more_than_fifty_notes_and_a_last() -> None:
    result = imported("REPORT AUTHOR: A\n" * 99 + "COMMUNICATIONS\nNone")
    assert len(result.notes) == 51
    assert "more notes" in result.notes[-1]


FRAGMENTS = st.sampled_from(
    [
        *("COMMUNICATIONS", "Communications", "WORKFORCE CHANGES", "Workforce challenges"),
        *("Part 1 - COVID-19", "part two", "KEY SERVICE UPDATES", "FINANCIAL IMPACT"),
        *("SERVICE AREA:", "REPORT AUTHOR", "reporting period: 1 May", "LOCAL AUTHORITY:x"),
        *("No change", "N/A - because", '<ul style="x">', "</li>", "<br>", "- ", "• ", "o ", " – "),
        *("1. ", "of the", "Trees:", "ended.", "(and mitigation)", "(other)", "RISKS / CHALLENGES"),
        *("\t", "\n", "\n\n", " ", ":", "\ud800", "\x00", "\x0b", "\u2028", "\xa0", "İß"),
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=25).map("".join)))
@settings(deadline=None, max_examples=150)
def test_any_text_comes_in_without_losing_a_word(text: str) -> None:
    for edition in (None, *bundled()):
        result = parse(text, REPORT_ID, edition)
        assert result.words_kept == result.words_read
        assert not [note for note in result.notes if "twice in" in note]


WORDS = st.lists(
    st.sampled_from("badgers bridge Fenbridge £5 paths walked (FCC) ŵyn Tuesday’s".split()),
    min_size=3,
    max_size=12,
)
SENTENCE = WORDS.map(lambda some: "The " + " ".join(some) + ".")
BLOCK = st.one_of(
    SENTENCE.map(lambda text: Block(P, text)),
    SENTENCE.map(lambda text: Block(B, text)),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report of any edition, of blocks that a text can tell apart."""
    report = Report(REPORT_ID, draw(st.sampled_from(bundled())))
    for field in report.edition.header:
        report, _ = report.fill_in(field.id, " ".join(draw(WORDS)))
    for each in report.edition.sections:
        prose: Prose = tuple(draw(st.lists(BLOCK, max_size=4)))
        if prose and draw(st.booleans()):
            prose = (Block(S, "Ponds and Streams"), *prose)
        if prose:
            report, _ = report.write(each.id, prose)
        elif kind := draw(st.sampled_from([None, *NIL_ANSWERS])):
            answer = report.answer_to(each)
            report, _ = report.answer(each.id, type(answer)(kind))
    return report


def as_text(report: Report) -> str:
    """A report as authors of the form type it."""
    lines = [report.edition.title.upper(), ""]
    lines += [f"{each.label.upper()}:\t{report.typed(each.id)}" for each in report.edition.header]
    part = None
    for each in report.edition.sections:
        if report.edition.part_of(each) not in (None, part):
            part = report.edition.part_of(each)
            lines += ["", part.heading if part else ""]
        lines += ["", each.heading.upper()]
        answer = report.answers.get(each.id)
        if answer and answer.kind.is_nil:
            lines += ["", answer.kind.label]
        for block in answer.prose if answer else ():
            lines += ["", f"- {block.text}" if block.kind is B else block.text]
    return "\n".join(lines)


@given(reports())
@settings(deadline=None, max_examples=60)
def test_a_report_typed_out_comes_back_as_it_was(report: Report) -> None:
    result = imported(as_text(report))
    assert result.report == report
    assert not result.notes
