"""Stories of drafts: made, saved place by place, listed and found again."""

import sqlite3
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import ReportNotFoundError, StoreDamagedError, StoreError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of, tidy_spans
from highlight_desktop.report.report import Answer, Change, Place, Report
from highlight_desktop.report.text import gate
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, new_id

Written = Callable[..., Report]


def test_a_draft_is_there_before_the_first_keystroke(folder: Path, now: datetime) -> None:
    empty = Report(new_id(), edition.newest())
    with Store.open(folder) as store:
        store.create(empty, now=now)
    with Store.open(folder) as store:
        stored = store.load(empty.id)
    assert stored.report == empty
    assert (stored.state, stored.version, stored.revision) == (State.DRAFT, 1, 1)
    assert (stored.created_at, stored.edited_at, stored.submitted_at) == (now, now, None)
    assert (stored.sha256, stored.supersedes, stored.notes) == (None, None, ())


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_an_import_is_kept_whole_with_its_notes(
    form: edition.Edition, store: Store, now: datetime
) -> None:
    report = Report(new_id(), form)
    for section in form.sections:
        report, _ = report.answer(
            section.id, Answer(AnswerKind.ANSWERED, blocks_of(f"Bins: {section.name} ŵ ŷ 🌳")[0])
        )
    report, _ = report.set_aside(blocks_of("A line that has no home.")[0])
    notes = ["One heading was guessed.", "A table became 4 rows."]
    stored = store.create(report, now=now, notes=notes)
    assert stored == store.load(report.id)
    assert stored.report == report
    assert stored.notes == tuple(notes)


def test_a_save_writes_only_the_places_it_is_given(
    store: Store, now: datetime, written: Written
) -> None:
    before = written()
    store.create(before, now=now)
    first, second, third = before.edition.sections[:3]
    after = before
    for section in (first, second, third):
        after, _ = after.answer(
            section.id, Answer(AnswerKind.ANSWERED, blocks_of("Allotment plots were let.")[0])
        )
    after, _ = after.fill_in(FieldId.AUTHOR, "B. Writer")
    after, _ = after.fill_in(FieldId.PERIOD, "22 June to 5 July 2020")
    after, _ = after.set_aside(blocks_of("Left over.")[0])
    later = now + timedelta(minutes=1)

    revision = store.save(
        after, [Place("section", second.id), Place("header", FieldId.AUTHOR)], now=later
    )

    expected, _ = before.answer(second.id, after.answers[second.id])
    expected, _ = expected.fill_in(FieldId.AUTHOR, "B. Writer")
    stored = store.load(before.id)
    assert stored.report == expected
    assert (stored.revision, stored.edited_at, stored.created_at) == (revision, later, now)
    store.save(after, [Place("unplaced")], now=later)
    assert store.load(before.id).report == replace(expected, unplaced=after.unplaced)


def test_revisions_grow_whatever_the_clock_says(
    store: Store, now: datetime, written: Written
) -> None:
    report = written()
    place = [Place("header", FieldId.AUTHOR)]
    revisions = [store.create(report, now=now).revision]
    revisions += [
        store.save(report, place, now=now + timedelta(days=days)) for days in (1, -20_000, 30_000)
    ]
    assert revisions == sorted(set(revisions))


def test_the_list_shows_drafts_first_and_then_what_was_saved_last(
    store: Store, now: datetime, written: Written
) -> None:
    reports = [written(name, "1 to 14 May 2020") for name in ("Parks", "Waste", "Markets")]
    for days, report in enumerate(reports):
        store.create(report, now=now - timedelta(days=days))
    changed, change = reports[0].fill_in(FieldId.SERVICE_AREAS, "Parks and trees")
    store.save(changed, [change.place], now=now - timedelta(days=900))
    listed = store.summaries()
    assert [summary.service_areas for summary in listed] == ["Parks and trees", "Markets", "Waste"]
    first = listed[0]
    assert (first.id, first.state, first.version) == (reports[0].id, State.DRAFT, 1)
    assert (first.edition_id, first.title) == (changed.edition.id, changed.edition.title)
    assert (first.period_typed, first.submitted_at) == ("1 to 14 May 2020", None)


def test_a_report_is_listed_while_its_header_is_empty(store: Store, now: datetime) -> None:
    store.create(Report(new_id(), edition.newest()), now=now)
    (only,) = store.summaries()
    assert (only.service_areas, only.period_typed) == ("", "")


def test_a_report_is_found_by_any_unique_beginning(store: Store, now: datetime) -> None:
    ids = ["ab12" + "0" * 28, "ab13" + "0" * 28, "cd" + "0" * 30]
    for report_id in ids:
        store.create(Report(report_id, edition.newest()), now=now)
    assert store.find("c") == ids[2]
    assert store.find(" AB13 ") == ids[1]
    assert store.find(ids[0]) == ids[0]
    with pytest.raises(ReportNotFoundError, match=f"{ids[0]}, {ids[1]}") as several:
        store.find("ab1")
    assert several.value.remedy


@pytest.mark.parametrize("beginning", ["", "e", "ab%", "_", "\udc80", "ab12" + "0" * 29])
def test_what_begins_no_report_is_not_found(beginning: str, store: Store, now: datetime) -> None:
    store.create(Report("ab12" + "0" * 28, edition.newest()), now=now)
    with pytest.raises(ReportNotFoundError, match="no report"):
        store.find(beginning)


def test_reports_that_are_not_there_are_said_to_be_missing(
    store: Store, now: datetime, written: Written
) -> None:
    missing = written()
    for act in (
        lambda: store.load(missing.id),
        lambda: store.snapshot(missing.id),
        lambda: store.save(missing, [Place("unplaced")], now=now),
    ):
        with pytest.raises(ReportNotFoundError, match=missing.id):
            act()


def test_text_that_came_past_the_gate_is_gated_at_the_last_moment(
    store: Store, now: datetime
) -> None:
    report = Report(
        new_id(),
        edition.newest(),
        header={FieldId.AUTHOR: "A\x00B \udc80"},
        answers={"activity": Answer(AnswerKind.NOT_APPLICABLE, reason="why\udfff\x0b")},
    )
    assert report.edition.section("activity")
    stored = store.create(report, now=now, notes=["a note \ud800"])
    assert stored.report.typed(FieldId.AUTHOR) == "AB \N{REPLACEMENT CHARACTER}"
    assert stored.report.answers["activity"].reason == "why\N{REPLACEMENT CHARACTER}\n"
    assert stored.notes == ("a note \N{REPLACEMENT CHARACTER}",)


def test_times_come_back_in_utc_and_must_know_their_zone(
    store: Store, written: Written, folder: Path
) -> None:
    summer = timezone(timedelta(hours=1))
    report = written()
    stored = store.create(report, now=datetime(2026, 10, 25, 1, 30, tzinfo=summer))
    assert stored.created_at.isoformat() == "2026-10-25T00:30:00+00:00"
    with pytest.raises(Exception, match="time zone"):
        store.create(written(), now=datetime(2026, 10, 25, 1, 30))  # noqa: DTZ001
    assert len(store.summaries()) == 1


def test_a_draft_outlives_its_edition(folder: Path, now: datetime, written: Written) -> None:
    report = written()
    retired = replace(report.edition, id="1999-01", title="A form nobody remembers")
    report = replace(report, edition=retired)
    with Store.open(folder) as store:
        store.create(report, now=now)
        store.create(replace(report, id=new_id()), now=now)
    with Store.open(folder) as store:
        assert store.load(report.id).report.edition == retired
    with sqlite3.connect(folder / "reports.db") as raw:
        assert raw.execute("SELECT count(*) FROM edition").fetchone() == (1,)
    raw.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE answer SET prose = '[{}]'",
        "UPDATE answer SET prose = '{'",
        "UPDATE answer SET prose = '3'",
        "UPDATE answer SET kind = 'perhaps'",
        "UPDATE answer SET reason = 'cut' || char(0)",
        "UPDATE header SET field_id = 'shoe_size' WHERE field_id = 'author'",
        "UPDATE header SET typed = 'cut' || char(0)",
        "UPDATE header SET typed = CAST(x'ff41' AS TEXT)",
        "UPDATE report SET edited_at = 'yesterday'",
        "UPDATE report SET notes = 'null'",
        "DROP TRIGGER edition_update; UPDATE edition SET definition = '{}'",
    ],
)
def test_a_report_that_is_not_as_we_wrote_it_is_damage(
    damage: str, folder: Path, now: datetime, written: Written
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)
    raw = sqlite3.connect(folder / "reports.db")
    raw.executescript(damage)
    raw.close()
    with Store.open(folder) as store, pytest.raises(StoreDamagedError, match=r"reports\.db"):
        store.load(report.id)


def test_several_threads_may_save_at_once(store: Store, now: datetime, written: Written) -> None:
    report = written()
    store.create(report, now=now)
    sections = report.edition.sections[:4]
    revisions: list[int] = []

    def type_in(section_id: str) -> None:
        for number in range(25):
            edited, change = report.answer(
                section_id, Answer(AnswerKind.ANSWERED, blocks_of(f"Kerb {number} mended.")[0])
            )
            revisions.append(store.save(edited, [change.place], now=now))

    threads = [threading.Thread(target=type_in, args=(section.id,)) for section in sections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(revisions) == list(range(2, 102))
    stored = store.load(report.id).report
    for section in sections:
        assert stored.answers[section.id].prose == blocks_of("Kerb 24 mended.")[0]


def test_errors_do_not_carry_the_text_of_a_report(
    store: Store, now: datetime, written: Written
) -> None:
    report, _ = written().set_aside(blocks_of("Confidential rehousing")[0])
    store.create(report, now=now)
    with pytest.raises(StoreError, match="refused") as twice:
        store.create(report, now=now)
    assert "rehousing" not in f"{twice.value}{twice.value.__cause__}"


ANY_TEXT = st.text(st.characters(), max_size=60)


@st.composite
def proses(draw: st.DrawFn) -> Prose:
    blocks: list[Block] = []
    for text in draw(st.lists(ANY_TEXT, max_size=4)):
        kind = draw(st.sampled_from(BlockKind))
        level = draw(st.integers(0, 1)) if kind is BlockKind.BULLET else 0
        for block in blocks_of(text, kind, level=level)[0]:
            edges = st.integers(0, len(block.text))
            spans = draw(st.lists(st.tuples(edges, edges), max_size=3))
            blocks.append(replace(block, bold=tidy_spans(spans, len(block.text))))
    return tuple(blocks)


@st.composite
def edits(draw: st.DrawFn, report: Report) -> tuple[Report, Change]:
    match draw(st.sampled_from(["header", "section", "answer", "unplaced"])):
        case "header":
            field = draw(st.sampled_from(report.edition.header))
            return report.fill_in(field.id, gate(draw(ANY_TEXT)).text)
        case "section":
            section = draw(st.sampled_from(report.edition.sections))
            return report.answer(section.id, Answer(AnswerKind.ANSWERED, draw(proses())))
        case "answer":
            section = draw(st.sampled_from(report.edition.sections))
            answer = Answer(
                draw(st.sampled_from(AnswerKind)),
                draw(proses()),
                reason=gate(draw(ANY_TEXT)).text,
                completed=draw(st.booleans()),
            )
            return report.answer(section.id, answer)
        case _:
            return report.set_aside(draw(proses()))


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_whatever_is_edited_and_saved_comes_back_the_same(data: st.DataObject) -> None:
    report = Report(new_id(), data.draw(st.sampled_from(edition.bundled())))
    moments = st.datetimes(datetime(1970, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001
    with tempfile.TemporaryDirectory() as name:
        with Store.open(Path(name)) as store:
            store.create(report, now=data.draw(moments))
            for _ in range(data.draw(st.integers(1, 6))):
                places = []
                for _ in range(data.draw(st.integers(1, 3))):
                    report, change = data.draw(edits(report))
                    places.append(change.place)
                now = data.draw(moments)
                revision = store.save(report, places, now=now)
        with Store.open(Path(name)) as store:
            stored = store.load(report.id)
    assert stored.report == report
    assert (stored.revision, stored.edited_at) == (revision, now)


@pytest.mark.parametrize(("number", "ends"), [(2, ""), (5, ""), (6, ", …"), (9, ", …")])
def test_of_many_reports_whose_ids_begin_alike_five_are_named(
    store: Store, written: Written, now: datetime, number: int, ends: str
) -> None:
    ids = [f"ab{each}{new_id()[3:]}" for each in range(number)]
    for report_id in ids:
        store.create(replace(written(), id=report_id), now=now)
    with pytest.raises(ReportNotFoundError) as refused:
        store.find("AB")
    said = f"More than one report has an id that begins with “ab”: {', '.join(ids[:5])}{ends}."
    assert refused.value.message == said
    assert store.find(ids[1][:3]) == ids[1]


def test_the_report_worked_on_last_is_the_one_saved_last_and_not_in_the_bin(
    store: Store, written: Written, now: datetime
) -> None:
    assert store.last_worked_on() is None
    first, second, third = written("Parks"), written("Waste"), written("Museums")
    for report in (first, second, third):
        store.create(report, now=now)
    yesterday = now - timedelta(days=1)  # what the clock says does not count
    store.save(first, [Place("header", FieldId.AUTHOR)], now=yesterday)
    store.discard(third.id, now=now + timedelta(days=2))
    last = store.last_worked_on()
    assert last is not None
    assert last.report == first


def test_a_start_that_is_stopped_leaves_nothing_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_store: Store) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as while_starting:
        while_starting.setattr(Store, "_bring_search_up_to_date", stopped)
        with pytest.raises(KeyboardInterrupt):
            Store.open(folder)
    Store.open(folder).close()


def test_reports_whose_search_cannot_be_made_are_opened_all_the_same(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = written()
    with Store.open(folder) as store:
        store.create(report, now=now)

    def full(_store: Store) -> None:
        raise StoreError("The disk is full.", "Make room on it and try again.")

    monkeypatch.setattr(Store, "_bring_search_up_to_date", full)
    with Store.open(folder) as store:
        assert store.load(report.id).report == report
