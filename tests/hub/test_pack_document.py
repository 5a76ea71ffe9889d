"""The document of a pack: every paragraph once, in order, tagged, traced, and marked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.hub.selection import Arrangement, Selection, in_order, title_of
from highlight_desktop.report import period
from highlight_desktop.report.edition import AnswerKind, FieldId, Topic
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of, runs
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, Report
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Desk, Returned, Standing, Verdict
from highlight_desktop.store.expectations import Absence, Cadence, Council, Expected
from tests.hub import desks
from tests.outbox import tags
from tests.outbox.tags import Tree
from tests.report.strategies import reports

Bound = Callable[..., bytes]
FORTNIGHT = Selection(period.read(desks.period()))
ONE_AREA = "Parks and open spaces"


def chapters(content: bytes) -> dict[str, tuple[Tree, ...]]:
    """What stands in each chapter, under its title, as read back from the tree."""
    back = tags.ReadBack(content)
    assert back.faults == []
    found: dict[str, tuple[Tree, ...]] = {}
    opening, *others = tags.composed(back.tree)[2]
    assert (opening[0], opening[2][0][0]) == ("Sect", "H1")
    for tag, _, (heading, *rest) in others:
        assert (tag, heading[0]) == ("Sect", "H2")
        found[heading[1]] = tuple(rest)
    return found


def document(request: pytest.FixtureRequest, arrangement: Arrangement) -> bytes:
    """The one of the eventful desk."""
    return bytes(request.getfixturevalue(f"by_{arrangement}"))


def levels(tree: Tree) -> Iterator[int]:
    if re.fullmatch(r"H\d", tree[0]):
        yield int(tree[0][1])
    for inside in tree[2]:
        yield from levels(inside)


def words(tree: Tree) -> str:
    """All that is said in an element and in those within."""
    return " ".join([tree[1], *map(words, tree[2])])


def texts(content: bytes) -> str:
    return words(tags.composed(tags.ReadBack(content).tree))


def in_pack(desk: Desk) -> list[tuple[Returned, Snapshot]]:
    """The returns that count, in the order of the pack, by the rules in words."""
    counted = [
        each
        for each in desk.returns(FORTNIGHT.period.start, FORTNIGHT.period.end)
        if each.standing is not Standing.SUPERSEDED
    ]
    counted.sort(
        key=lambda one: (
            one.service_key,
            one.period_start,
            one.period_end,
            one.version,
            one.sha256,
        )
    )
    return [(each, desk.snapshot(each.sha256)) for each in counted]


def composed(trees: list[Tree]) -> list[Tree]:
    return [tags.composed(each) for each in trees]


def proses_by_topic(desk: Desk, topic: Topic | None) -> Iterator[tuple[str, Prose]]:
    """Whom each text on a topic is from."""
    for returned, snapshot in in_pack(desk):
        report = snapshot.report
        if topic is None and report.unplaced:
            yield returned.service_areas, report.unplaced
        for section in report.edition.sections:
            answer = report.answer_to(section)
            if section.topic is topic and answer.kind is AnswerKind.ANSWERED:
                yield returned.service_areas, answer.prose


def each_whole(desk: Desk) -> Iterator[Tree]:
    """The paragraphs of each report, one report after the other."""
    for _, snapshot in in_pack(desk):
        for section in snapshot.report.edition.sections:
            yield from tags.prose_tree(snapshot.report.answer_to(section).as_sent().prose, 4)
        yield from tags.prose_tree(snapshot.report.unplaced, 4)


def decisions(desk: Desk) -> list[Tree]:
    """The one table of the schedule: its cells, whatever stands at their left."""
    return [
        ("TD", tags.printed(*(text for text, _ in runs(block))), ())
        for _, prose in proses_by_topic(desk, Topic.DECISIONS)
        for block in prose
    ]


def is_reference(tree: Tree) -> bool:
    return tree[0] == "P" and re.match(r"R\d+: report \w{8}, version", tree[1]) is not None


def is_nil(tree: Tree) -> bool:
    return tree[0] == "P" and re.match(NIL, tree[1]) is not None


NIL = r"(No change|Nothing to report|Not applicable|Unanswered): .*\(R\d+.*\)\.$"


def is_activity(line: object) -> bool:
    return getattr(line, "title", "") == "New challenges and activity"


def unfolded(found: tuple[Tree, ...]) -> list[Tree]:
    """The cells of the tables in a chapter instead of the tables."""
    told: list[Tree] = []
    for tree in found:
        rows = tree[2] if tree[0] == "Table" else ()
        told += [row[2][1] for row in rows] if rows else [tree]
    return told


def test_by_section_every_paragraph_stands_once_and_in_order(
    eventful: Desk, by_section: bytes
) -> None:
    found = chapters(by_section)
    asked = 0
    for topic in in_order():
        said = list(proses_by_topic(eventful, topic))
        if not said or topic is Topic.DECISIONS:
            continue
        meant: list[Tree] = []
        for area, prose in said:
            meant.append(("H3", area, ()))
            meant += tags.prose_tree(prose, 4)
            asked += len(prose)
        told = [each for each in found[title_of(topic)] if not is_reference(each)]
        assert [each for each in told if not is_nil(each)] == composed(meant)
    told = [each for each in unfolded(found["Schedule of decisions"]) if not is_nil(each)]
    assert told == composed(decisions(eventful))
    assert asked > 150


def test_by_area_every_report_stands_whole_and_in_order(eventful: Desk, by_area: bytes) -> None:
    found = chapters(by_area)
    titles = list(found)[3:-2]
    returned = in_pack(eventful)
    assert [re.split(r", \d", title)[0] for title in titles] == [
        each.service_areas for each, _ in returned
    ]
    for title, (_, snapshot) in zip(titles, returned, strict=True):
        report = snapshot.report
        meant: list[Tree] = []
        for section in report.edition.sections:
            answer = report.answer_to(section)
            meant.append(("H3", section.name, ()))
            meant += tags.prose_tree(answer.prose, 4) or [("P", answer.in_words, ())]
        assert [each for each in found[title] if not is_reference(each)] == composed(meant)


@pytest.mark.parametrize("arrangement", Arrangement)
def test_a_pack_keeps_both_standards_and_leaves_out_no_level_of_headings(
    arrangement: Arrangement, request: pytest.FixtureRequest
) -> None:
    content = document(request, arrangement)
    assert tags.judged(content) == []
    own = list(levels(tags.ReadBack(content).tree))
    assert own[0] == 1
    assert own.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(own))


@pytest.mark.parametrize("arrangement", Arrangement)
def test_the_contents_lead_to_each_chapter_and_name_its_page(
    arrangement: Arrangement, request: pytest.FixtureRequest
) -> None:
    content = document(request, arrangement)
    back = tags.ReadBack(content)
    lines = [item[2][0][1] for tree in back.tree[2][0][2] if tree[0] == "TOC" for item in tree[2]]
    assert [line.rpartition(" ")[0] for line in lines] == list(chapters(content))
    for number, line in enumerate(lines, 1):
        target = back.reader.named_destinations[f"chapter{number}"]
        page = back.reader.get_destination_page_number(target)
        assert page is not None
        assert line.endswith(f" {page + 1}")
    last = len(back.reader.pages)
    for number, page in enumerate(back.artifacts, 1):
        said = [marked.text for marked in page]
        assert any(f"Page {number} of {last}" in text for text in said)
        assert any("Highlight reports, 8 to 21 June 2020" in text for text in said)


def test_the_outline_has_the_chapters_and_in_them_the_service_areas(
    eventful: Desk, by_section: bytes
) -> None:
    content = by_section
    outline = tags.ReadBack(content).reader.outline
    tops = [each.title for each in outline if not isinstance(each, list)]
    assert tops == list(chapters(content))
    under = outline[outline.index(next(each for each in outline if is_activity(each))) + 1]
    areas = [area for area, _ in proses_by_topic(eventful, Topic.ACTIVITY)]
    assert [each.title for each in under] == areas


@pytest.mark.parametrize("arrangement", Arrangement)
def test_each_text_leads_to_the_report_version_and_hash_it_is_from(
    eventful: Desk, arrangement: Arrangement, request: pytest.FixtureRequest
) -> None:
    content = document(request, arrangement)
    back = tags.ReadBack(content)
    rows = chapters(content)["Where each text comes from"]
    sources = [row[2] for table in rows if table[0] == "Table" for row in table[2]]
    pages = [page.extract_text() for page in back.reader.pages]
    for number, ((returned, _), (label, cell)) in enumerate(
        zip(in_pack(eventful), sources, strict=True), 1
    ):
        assert label[1] == f"R{number} {returned.service_areas}"
        assert returned.report_id in cell[1]
        assert f"version {returned.version}," in cell[1]
        assert returned.sha256 in cell[1]
        named = re.search(r"Pages? ([\d, ]+)\.$", cell[1])
        assert named
        for page in map(int, named[1].split(", ")):
            if arrangement is Arrangement.SECTION:
                assert re.search(rf"\bR{number}\b", pages[page - 1])
    links = [where for _, where in back.links if re.fullmatch(r"#R\d+", where)]
    assert {where[1:] for where in links} == {f"R{n}" for n in range(1, len(sources) + 1)}


def test_conflicts_altered_and_unverified_returns_are_included_and_say_so(
    by_section: bytes,
) -> None:
    found = chapters(by_section)
    returns = {
        cell[2][1][1].partition(":")[0]: (cell[2][0][1], cell[2][1][1])
        for table in found["Reports in this pack"]
        if table[0] == "Table"
        for cell in table[2]
    }
    told = dict(returns.values())
    assert told["Leisure centres"].endswith(" – came altered")
    assert told["Children’s centres"].endswith("version 1"), "another file of it was whole"
    assert told["Youth clubs"].endswith(" – not verified")
    conflicts = [text for area, text in returns.values() if area == "Waste and recycling"]
    numbers = [text.partition(":")[0] for text in conflicts]
    assert [text.rpartition(" – ")[2] for text in conflicts] == [
        f"in conflict with {numbers[1]}",
        f"in conflict with {numbers[0]}",
    ]
    told_at = [each[1] for chapter in found.values() for each in chapter if is_reference(each)]
    assert sum(each.endswith(" – came altered") for each in told_at) > 2
    assert sum(each.endswith(" – not verified") for each in told_at) > 2
    assert sum(" – in conflict with " in each for each in told_at) > 4


def test_of_a_return_that_is_not_verified_it_is_not_said_when_it_was_submitted(
    by_section: bytes,
) -> None:
    told = [
        cell[2][1][1]
        for table in chapters(by_section)["Where each text comes from"]
        if table[0] == "Table"
        for cell in table[2]
    ]
    unproved = [each for each in told if "carries nothing to verify it" in each]
    assert unproved
    for each in told:
        not_known = "it is not known when it was submitted" in each
        assert not_known == (each in unproved)
        assert (", submitted " in each) != not_known


def test_only_the_correction_of_a_report_is_in_the_pack(desk: Desk, bound: Bound) -> None:
    first = desks.report(5, areas=ONE_AREA, edition_id="2020-06")
    wrong = blocks_of("Four hundred benches were painted")[0]
    right = blocks_of("Forty benches were painted")[0]
    desks.receive(desk, desks.frozen(first.write("finance", wrong)[0]))
    second = first.write("finance", right)[0]
    desks.receive(desk, desks.corrected(second, "Forty, not four hundred"))
    said = texts(bound(desk))
    assert said.count("Forty benches were painted") == 1
    assert "Four hundred benches" not in said
    assert "version 2, which corrects an earlier one, because: Forty, not four hundred" in said


def test_two_reports_of_an_area_for_the_same_days_are_in_conflict(desk: Desk, bound: Bound) -> None:
    for number in (1, 4):
        desks.receive(desk, desks.frozen(desks.report(number, areas=ONE_AREA)))
    rows = chapters(bound(desk))["Reports in this pack"][1][2]
    assert [row[2][1][1].rpartition(" – ")[2] for row in rows] == [
        "in conflict with R2",
        "in conflict with R1",
    ]


def test_each_report_is_in_one_pack_alone_that_of_its_middle_day(desk: Desk, bound: Bound) -> None:
    slipped = desks.report(1, typed_period="10 to 23 June 2020")
    desks.receive(desk, desks.frozen(slipped))
    here, there = (
        bound(desk, selection=Selection(period.read(desks.period(number)))) for number in (0, 1)
    )
    assert "10 to 23 June 2020" in texts(here)
    assert "No report was returned for this period." in texts(there)


def test_an_area_that_returned_one_week_of_two_is_told_to_lack_the_other(
    desk: Desk, bound: Bound
) -> None:
    desk.expect([Expected(ONE_AREA, cadence=Cadence.WEEKLY)], now=desks.NOW)
    weekly = desks.report(1, areas=ONE_AREA, typed_period="8 to 14 June 2020")
    desks.receive(desk, desks.frozen(weekly))
    table = chapters(bound(desk))["Nothing returned, and answers without text"][1]
    assert words(table).split("  ")[-1].strip() == f"{ONE_AREA} Nothing came for 15 to 21 June 2020"


def test_rivals_that_were_both_corrected_are_not_in_the_pack(desk: Desk, bound: Bound) -> None:
    first = desks.report(5, areas=ONE_AREA)
    for marking in ("", "OFFICIAL"):
        desks.receive(desk, desks.frozen(replace(first, marking=marking)))
    desks.receive(desk, desks.corrected(first))
    found = chapters(bound(desk))["Reports in this pack"]
    [row] = found[1][2]
    assert "version 2" in row[2][1][1]


def test_an_area_with_several_returns_has_each_of_them_with_its_days(
    by_section: bytes, by_area: bytes
) -> None:
    reports = chapters(by_area)
    weekly = [title for title in reports if title.startswith("Testing sites")]
    assert [title.rpartition(" (")[0] for title in weekly] == [
        "Testing sites, 8 to 14 June 2020",
        "Testing sites, 15 to 21 June 2020",
    ]
    changed = chapters(by_section)["What changed since the last period"]
    assert any("compared with 8 to 14 June 2020" in each[1] for each in changed)


@pytest.mark.parametrize("arrangement", Arrangement)
def test_an_empty_period_makes_a_pack_that_says_who_returned_nothing(
    desk: Desk, bound: Bound, arrangement: Arrangement
) -> None:
    desk.expect([Expected("Libraries", "B. Ware"), Expected(ONE_AREA)], now=desks.NOW)
    absence = Absence("libraries", *desks.days(0), "The service is being moved")
    desk.note_absence(absence, now=desks.NOW)
    content = bound(desk, arrangement)
    assert tags.judged(content) == []
    found = chapters(content)
    heading, table = found["Nothing returned, and answers without text"]
    assert heading == ("H3", "Returned nothing", ())
    assert [tuple(cell[1] for cell in row[2]) for row in table[2]] == [
        ("Libraries (B. Ware)", "The service is being moved (noted 22 June 2020)"),
        (ONE_AREA, "No reason was given"),
    ]
    [told] = found["Reports in this pack"]
    assert told[1] == "No report was returned for this period."


def test_a_pack_of_one_return_and_one_of_none_expected(desk: Desk, bound: Bound) -> None:
    desks.receive(desk, desks.frozen(desks.report(1)))
    content = bound(desk)
    assert tags.judged(content) == []
    said = texts(content)
    assert "1 report from 1 service area" in said
    assert "Nobody is listed as expected" in said
    assert "No report before it to compare with: Archives (R1)." in said


def test_who_is_expected_no_more_or_not_yet_is_not_told_to_be_missing(
    desk: Desk, bound: Bound
) -> None:
    start, end = desks.days(0)
    before, after = desks.days(-1)[1], desks.days(1)[0]
    desk.expect(
        [
            Expected("Closed", last_day=before),
            Expected("To come", first_day=after),
            Expected("On its last day", last_day=start),
            Expected("On its first day", first_day=end),
        ],
        now=desks.NOW,
    )
    [_, table] = chapters(bound(desk))["Nothing returned, and answers without text"]
    assert [row[2][0][1] for row in table[2]] == ["On its first day", "On its last day"]


@pytest.mark.parametrize(
    ("markings", "on_each_page"),
    [
        (["", ""], []),
        (["", "OFFICIAL"], ["OFFICIAL"]),
        (["OFFICIAL-SENSITIVE", "official", ""], ["OFFICIAL-SENSITIVE"]),
        (["OFFICIAL", "Council only"], ["Council only · OFFICIAL"]),
    ],
)
def test_the_highest_marking_of_its_parts_stands_on_each_page(
    desk: Desk, bound: Bound, markings: list[str], on_each_page: list[str]
) -> None:
    for number, marking in enumerate(markings):
        desks.receive(desk, desks.frozen(desks.report(number, marking=marking)))
    for page in tags.ReadBack(bound(desk)).artifacts:
        said = [each.text for each in page]
        for marking in on_each_page:
            assert said.count(marking) == 2
        if not on_each_page:
            assert not any("OFFICIAL" in text for text in said)


def test_what_a_pack_quotes_of_the_last_period_counts_for_its_marking(
    desk: Desk, bound: Bound
) -> None:
    before = desks.report(1, fortnight=-1, marking="OFFICIAL-SENSITIVE")
    desks.receive(desk, desks.frozen(before))
    desks.receive(desk, desks.frozen(desks.report(1, marking="OFFICIAL")))
    assert "Protective marking OFFICIAL-SENSITIVE" in " ".join(texts(bound(desk)).split())


def test_more_markings_than_fit_on_a_page_are_all_on_the_first(desk: Desk, bound: Bound) -> None:
    own = [f"Marked by councillors of ward {number} in their own long words" for number in range(9)]
    for number, marking in enumerate(own):
        desks.receive(desk, desks.frozen(desks.report(number, marking=marking)))
    content = bound(desk)
    back = tags.ReadBack(content)
    table = next(each for each in back.tree[2][0][2] if each[0] == "Table")
    assert all(marking in words(table) for marking in own)
    assert "page 1 hold for all pages" in "".join(each.text for each in back.artifacts[5])


def test_what_changed_is_told_by_topic(desk: Desk, bound: Bound) -> None:
    before = desks.report(1, areas=ONE_AREA, edition_id="2020-05", fortnight=-1)
    now = desks.report(1, areas=ONE_AREA, edition_id="2021-01")
    before = before.write("finance", blocks_of("The café lost £400 a week")[0])[0]
    now = now.write("finance", blocks_of("The café lost £300 a week")[0])[0]
    desks.receive(desk, desks.frozen(before))
    desks.receive(desk, desks.frozen(now))
    told = chapters(bound(desk))["What changed since the last period"]
    at = told.index(("H3", title_of(Topic.FINANCE), ()))
    assert told[at + 1] == (
        "H4",
        f"{ONE_AREA} (R1), compared with {desks.period(-1)}",
        (),
    )
    assert "The café lost £ [removed: 400] [added: 300] a week" in words(told[at + 2])


def test_selected_by_council_a_pack_says_so(desk: Desk, bound: Bound) -> None:
    desk.expect(
        [Expected("Early help", council=Council.PCC), Expected("Highways", council=Council.CCC)],
        now=desks.NOW,
    )
    typed_by = {"Libraries": "CCC", "Museums": "Peterborough", "Planning": "CCC, PCC"}
    for area, typed in typed_by.items():
        made = desks.report(2, areas=area, edition_id="2021-01")
        made = made.fill_in(FieldId.LOCAL_AUTHORITY, typed)[0]
        desks.receive(desk, desks.frozen(made))
    desks.receive(desk, desks.frozen(desks.report(0, areas="Highways", edition_id="2020-05")))

    def areas(council: Council) -> list[str]:
        content = bound(desk, selection=replace(FORTNIGHT, council=council))
        found = chapters(content)["Reports in this pack"]
        assert "service areas of" in texts(content)
        return [row[2][0][1] for table in found if table[0] == "Table" for row in table[2]]

    assert areas(Council.CCC) == ["Highways", "Libraries", "Planning"]
    assert areas(Council.PCC) == ["Museums", "Planning"]
    assert areas(Council.BOTH) == ["Planning"]


def test_selected_by_topic_and_words_a_pack_holds_those_texts_alone(
    desk: Desk, bound: Bound
) -> None:
    for area, text in (("Libraries", "A BUDGET for e-books"), ("Museums", "Loans only")):
        made = desks.report(3, areas=area, edition_id="2020-06")
        desks.receive(desk, desks.frozen(made.write("finance", blocks_of(text)[0])[0]))
    chosen = replace(FORTNIGHT, topics=(Topic.FINANCE,), words="budget books")
    found = chapters(bound(desk, selection=chosen))
    assert list(found)[2:-2] == [title_of(Topic.FINANCE)]
    assert [each for each in found[title_of(Topic.FINANCE)] if not is_reference(each)] == [
        ("H3", "Libraries", ()),
        ("P", "A BUDGET for e-books", ()),
    ]


FILTERED = replace(
    FORTNIGHT, topics=(Topic.ACTIVITY, Topic.WORKFORCE, Topic.FINANCE), words="MARKET thirty"
)


def wanted(prose: Prose) -> bool:
    """What the filter is after, by its rule in words."""
    text = " ".join(block.text for block in prose).casefold()
    return "market" in text and "thirty" in text


def test_filtered_by_section_every_paragraph_chosen_stands_once_and_in_order(
    eventful: Desk, bound: Bound
) -> None:
    content = bound(eventful, Arrangement.SECTION, FILTERED)
    assert tags.judged(content) == []
    found = chapters(content)
    held = left_out = 0
    for topic in FILTERED.topics:
        meant: list[Tree] = []
        for area, prose in proses_by_topic(eventful, topic):
            held, left_out = held + wanted(prose), left_out + (not wanted(prose))
            if wanted(prose):
                meant += [("H3", area, ()), *tags.prose_tree(prose, 4)]
        told = [each for each in found.pop(title_of(topic), ()) if not is_reference(each)]
        assert told == composed(meant)
    assert held > 3
    assert left_out > 3
    assert len(found) == 4, "and the chapters that every pack has, but no other topic"


def test_filtered_by_area_every_report_has_the_texts_chosen_alone_and_in_order(
    eventful: Desk, bound: Bound
) -> None:
    content = bound(eventful, Arrangement.AREA, FILTERED)
    assert tags.judged(content) == []
    meant: list[list[Tree]] = []
    for _, snapshot in in_pack(eventful):
        of_one: list[Tree] = []
        for section in snapshot.report.edition.sections:
            prose = snapshot.report.answer_to(section).as_sent().prose
            if section.topic in FILTERED.topics and wanted(prose):
                of_one += [("H3", section.name, ()), *tags.prose_tree(prose, 4)]
        meant += [of_one] if of_one else []
    told = list(chapters(content).values())[2:-2]
    bodies = [[each for each in chapter if not is_reference(each)] for chapter in told]
    assert bodies == [composed(each) for each in meant]
    assert len(bodies) > 3


def test_text_that_belongs_to_no_section_is_in_the_pack(desk: Desk, bound: Bound) -> None:
    prose = (Block(BlockKind.PARAGRAPH, "The fountain is dry"),)
    made = replace(desks.report(2), unplaced=prose)
    desks.receive(desk, desks.frozen(made), Verdict.NOT_VERIFIED)
    for arrangement in Arrangement:
        assert texts(bound(desk, arrangement)).count("The fountain is dry") == 1
    assert NOT_YET_PLACED in chapters(bound(desk))


def test_a_section_that_nobody_answered_is_told_so(desk: Desk, bound: Bound) -> None:
    made = desks.report(2, edition_id="2020-06")
    made = made.answer("finance", Answer())[0]
    desks.receive(desk, desks.frozen(made), Verdict.NOT_VERIFIED)
    assert "Unanswered: Bereavement services (R1)." in texts(bound(desk))


def test_the_same_returns_make_the_same_bytes_whatever_order_they_came_in(
    tmp_path: Path, bound: Bound
) -> None:
    made = [desks.frozen(desks.report(number)) for number in range(4)]
    packs = set()
    for name, order in (("one", made), ("other", made[::-1])):
        with Desk.open(tmp_path / name) as desk:
            for each in order:
                desks.receive(desk, each)
            packs.add(bound(desk))
    assert len(packs) == 1


@settings(max_examples=20, deadline=None)
@given(
    st.lists(reports(), min_size=1, max_size=4, unique_by=lambda one: one.id),
    st.sampled_from(Arrangement),
)
def test_whatever_was_returned_stands_in_the_pack_once(
    bound: Bound, returned: list[Report], arrangement: Arrangement
) -> None:
    with TemporaryDirectory() as folder, Desk.open(Path(folder)) as desk:
        for each in returned:
            dated = each.fill_in(FieldId.PERIOD, desks.period())[0]
            desks.receive(desk, desks.frozen(dated))
        content = bound(desk, arrangement)
        assert tags.judged(content) == []
        found = chapters(content)
        if arrangement is Arrangement.AREA:
            told = [each for tree in list(found.values())[:-2] for each in tree]
            bodies = [each for each in told if each[0] not in ("H3", "Table")]
            of_areas = [each for each in bodies if not is_reference(each)]
            whole = composed([*each_whole(desk)])
            assert [each for each in of_areas if each in whole] == whole
            return
        for topic in in_order():
            meant = [
                each
                for _, prose in proses_by_topic(desk, topic)
                for each in tags.prose_tree(prose, 4)
            ]
            if topic is Topic.DECISIONS:
                if meant:
                    told = unfolded(found["Schedule of decisions"])
                    assert [each for each in told if each[0] == "TD"] == composed(decisions(desk))
            elif meant:
                told = list(found[title_of(topic)])
                bodies = [each for each in told if each[0] != "H3" and not is_reference(each)]
                kept = [each for each in bodies if each in composed(meant)]
                assert kept == composed(meant)
