"""Finding words in everything that is kept: with FTS5, and looking one by one without it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store import search
from highlight_desktop.store.database import FILE_NAME
from highlight_desktop.store.hits import Hits
from highlight_desktop.store.reports import Store
from highlight_desktop.store.search import Narrowing

Written = Callable[..., Report]


@pytest.fixture(params=["FTS5", "one by one"])
def either(
    request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A store on a Python with FTS5, and one on a Python whose SQLite was built without it."""
    if request.param == "one by one":
        monkeypatch.setattr(search, "has_full_text", lambda _connection: False)
    with Store.open(folder) as store:
        yield store


def saying(report: Report, text: str, section: int = 3) -> Report:
    return report.write(report.edition.sections[section].id, blocks_of(text)[0])[0]


def found(store: Store, typed: str, within: Narrowing | None = None) -> list[str]:
    hits = store.search(typed, within) if within else store.search(typed)
    assert hits.total == len(hits.best)
    return [hit.excerpt.text for hit in hits.best]


@pytest.mark.parametrize("kept", ["C19", "C-19", "Covid 19", "COVID-19"])
@pytest.mark.parametrize("asked", ["c19", "c-19", '"covid 19"', "COVID-19"])
def test_spellings_of_the_pandemic_find_each_other(
    store: Store, written: Written, now: datetime, kept: str, asked: str
) -> None:
    store.create(saying(written(), f"The {kept} helpline closed."), now=now)

    [hit] = store.search(asked).best

    [(start, end)] = hit.excerpt.marks
    assert hit.excerpt.text[start:end] == kept
    assert hit.span == Span(0, 4, 4 + len(kept))


def test_a_hit_tells_where_it_is(either: Store, written: Written, now: datetime) -> None:
    report = saying(written(), "Nothing yet.\nThe Dŵr depot’s van costs £12,500 re-opened.")
    either.create(report, now=now)

    for asked in ("dwr", "depots van", "£12500", "£12,500", "reopened van", "re-opened van"):
        [hit] = either.search(asked).best

        assert (hit.report_id, hit.service_areas) == (report.id, "Libraries")
        assert hit.place == Place("section", report.edition.sections[3].id)
        assert hit.heading == report.edition.sections[3].heading
        assert hit.span.block == 1
        assert hit.excerpt.marks


def test_all_words_must_stand_in_one_place_and_phrases_in_their_order(
    either: Store, written: Written, now: datetime
) -> None:
    either.create(saying(written(), "Blue bins went out late."), now=now)

    assert found(either, "late bins") == ["Blue bins went out late."]
    assert found(either, '"blue bins" late')
    assert found(either, "bins zebra") == []
    assert found(either, '"bins blue"') == []
    assert found(either, "") == []


def test_a_plural_finds_its_singular(either: Store, written: Written, now: datetime) -> None:
    either.create(saying(written(), "One lorry has a puncture."), now=now)
    assert found(either, "punctures")


def test_a_save_changes_what_is_found_and_leaves_the_rest(
    either: Store, written: Written, now: datetime
) -> None:
    report = saying(written(), "Blue bins went out late.")
    either.create(report, now=now)
    place = Place("section", report.edition.sections[3].id)

    either.save(saying(report, "Green bins went out late."), [place], now=now)
    assert (found(either, "blue"), len(found(either, "green"))) == ([], 1)
    either.save(saying(report, ""), [place], now=now)
    assert found(either, "green") == []
    assert len(found(either, '"talking books"')) == len(report.edition.sections) - 3


def test_headers_reasons_and_text_that_belongs_nowhere_are_found(
    either: Store, written: Written, now: datetime
) -> None:
    report = replace(written("Waste"), unplaced=blocks_of("A loose pigeon.")[0])
    either.create(report, now=now)

    kinds = [either.search(asked).best[0].place.kind for asked in ("waste", "depot", "pigeon")]

    assert kinds == ["header", "section", "unplaced"]


def test_a_search_is_narrowed_by_service_area_period_and_topic(
    either: Store, written: Written, now: datetime
) -> None:
    for areas, period in (
        ("Parks and Libraries", "8 to 21 June 2020"),
        ("Waste", "22 June to 5 July 2020"),
        ("Parklands", "soon"),
    ):
        report = written(areas, period)
        topic = report.edition.sections[3].topic
        either.create(saying(report, "A zebra crossing.").fill_in(FieldId.AUTHOR, "")[0], now=now)

    def areas(**narrowed: object) -> set[str]:
        within = Narrowing(**narrowed)  # type: ignore[arg-type]
        return {hit.service_areas for hit in either.search("zebra", within).best}

    assert areas(service_area="parks") == {"Parks and Libraries"}
    assert areas(start=date(2020, 6, 22)) == {"Waste"}
    assert areas(end=date(2020, 6, 21)) == {"Parks and Libraries"}
    assert areas(start=date(2020, 7, 5)) == {"Waste"}
    assert areas(end=date(2020, 6, 8)) == {"Parks and Libraries"}
    assert areas(start=date(2020, 7, 6)) == areas(end=date(2020, 6, 7)) == set()
    assert len(areas(topic=str(topic))) == 3
    assert areas(topic="finance" if topic != "finance" else "risks") == set()


def test_a_changed_header_changes_what_narrows(
    either: Store, written: Written, now: datetime
) -> None:
    report = saying(written(), "A zebra crossing.")
    either.create(report, now=now)
    report, change = report.fill_in(FieldId.SERVICE_AREAS, "Highways")
    either.save(report, [change.place], now=now)
    assert found(either, "zebra", Narrowing(service_area="highways"))
    assert not found(either, "zebra", Narrowing(service_area="libraries"))


def test_submitted_reports_are_found_and_those_in_the_bin_are_not(
    either: Store, written: Written, now: datetime
) -> None:
    submitted = saying(written("Parks"), "A zebra crossing.")
    either.create(submitted, now=now)
    snapshot = freeze(submitted, submitted_at=now, app_version="1", recipient=Recipient("Hub", ""))
    either.record(submitted.id, snapshot, now=now)
    binned = saying(written("Waste"), "A zebra crossing.")
    either.create(binned, now=now)
    either.discard(binned.id, now=now)
    assert [hit.state for hit in either.search("zebra").best] == ["submitted"]

    either.bring_back(binned.id)
    assert len(found(either, "zebra")) == 2
    either.discard(binned.id, now=now)
    assert either.purge(now=now + timedelta(days=31)) == 1
    assert len(found(either, "zebra")) == 1


def test_the_place_with_most_of_the_words_comes_first(
    store: Store, written: Written, now: datetime
) -> None:
    for text in ("Bins. " + "Other things went on. " * 20, "Bins, bins and more bins."):
        store.create(saying(written(), text), now=now)
    assert found(store, "bins")[0] == "Bins, bins and more bins."


def test_only_so_many_are_read_and_all_are_counted(
    either: Store, written: Written, now: datetime
) -> None:
    either.create(written(), now=now)
    hits = either.search("mobile", at_most=2)
    assert (hits.total, len(hits.best)) == (len(written().edition.sections) - 2, 2)


def test_an_earlier_version_brought_back_is_what_is_found(
    either: Store, written: Written, now: datetime
) -> None:
    report = saying(written(), "A zebra crossing.")
    either.create(report, now=now)
    place = Place("section", report.edition.sections[3].id)
    either.save(saying(report, "A puffin crossing."), [place], now=now, after_break=True)

    either.restore(report.id, either.history(report.id)[0].revision, now=now)

    assert (len(found(either, "zebra")), found(either, "puffin")) == (1, [])


def test_what_a_build_without_fts5_wrote_is_found_by_one_that_has_it(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = saying(written(), "A zebra crossing.")
    with Store.open(folder) as store:
        store.create(first, now=now)
    with monkeypatch.context() as without:
        without.setattr(search, "has_full_text", lambda _connection: False)
        with Store.open(folder) as store:
            place = Place("section", first.edition.sections[3].id)
            store.save(saying(first, "A puffin crossing."), [place], now=now)
            store.create(saying(written(), "A pelican crossing."), now=now)
            assert len(found(store, "crossing")) == 2
        assert not is_indexed(folder), "nobody keeps it in step now"
    with Store.open(folder) as store:
        assert found(store, "zebra") == []
        assert len(found(store, "crossings")) == 2


def test_a_build_without_fts5_makes_no_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "has_full_text", lambda _connection: False)
    Store.open(folder).close()
    assert not is_indexed(folder)
    monkeypatch.undo()
    Store.open(folder).close()
    assert is_indexed(folder)


def test_an_index_that_was_left_behind_is_made_again_when_it_is_asked_what_is_unread(
    folder: Path, written: Written, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(search, "has_full_text", lambda _connection: False)
        with Store.open(folder) as store:
            store.create(saying(written(), "A zebra crossing."), now=now)
    with Store.open(folder, at_leisure=True) as store:
        assert store.unread_for_search() == []
        assert len(found(store, "zebra")) == 1
    assert is_indexed(folder)


def test_what_an_earlier_version_read_is_unread_and_what_cannot_be_loaded_is_left_out(
    folder: Path, written: Written, now: datetime
) -> None:
    good, altered = (saying(written(), "A zebra crossing.") for _ in range(2))
    with Store.open(folder) as store:
        for report in (good, altered):
            store.create(report, now=now)
        assert store.unread_for_search() == []
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE subject SET words_version = words_version - 1")
        connection.execute("DELETE FROM passage")
        connection.execute("UPDATE passage_index_state SET is_current = 0")
        connection.execute("UPDATE answer SET reason = 'x' WHERE report_id = ?", [altered.id])
    with Store.open(folder, at_leisure=True) as store:
        assert sorted(store.unread_for_search()) == sorted((good.id, altered.id))
        store.read_for_search(["0" * 32, altered.id, good.id])
        assert [each.report_id for each in store.search("zebra").best] == [good.id]
        assert store.unread_for_search() == [altered.id]


def test_where_nothing_is_asked_nothing_is_found_and_nothing_left_out(store: Store) -> None:
    assert store.search("…") == Hits(0, (), has_older=False) == Hits(0, ())


def is_indexed(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return bool(connection.execute("SELECT is_current FROM passage_index_state").fetchone()[0])


def test_a_report_that_is_not_set_aside_text_says_it_all(
    either: Store, written: Written, now: datetime
) -> None:
    report = written()
    kept = Answer(AnswerKind.NO_CHANGE, blocks_of("A zebra crossing.")[0])
    report, _ = report.answer(report.edition.sections[3].id, kept)
    either.create(report, now=now)
    assert found(either, "zebra") == ["A zebra crossing."]


TYPED = st.text() | st.text(alphabet="ab\"'*()^:-+{}<>&|!\\~ ORANDNEAR,.%_[]")


@given(TYPED)
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_no_error(either: Store, typed: str) -> None:
    assert either.search(typed).total == 0


@given(text=st.text(min_size=1, max_size=60), number=st.integers(min_value=0))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_word_of_a_text_finds_it(
    store: Store, written: Written, now: datetime, text: str, number: int
) -> None:
    prose = blocks_of(text)[0]
    words = [word for block in prose for word in block.text.split()]
    report = saying(written(), "\n".join(block.text for block in prose))
    store.create(report, now=now)
    word = words[number % len(words)] if words else ""
    if search.to_index(word) and '"' not in word:
        hits = store.search(word, at_most=10_000).best
        assert report.id in {hit.report_id for hit in hits}


def test_of_a_word_that_stands_nearly_everywhere_the_newest_places_are_ranked_and_that_is_said(
    store: Store, written: Written, now: datetime
) -> None:
    for number in range(6):
        text = "The bins. " * (6 - number) + f"Street {number}."
        store.create(saying(written(), text), now=now)
    both = [store.search("bins street", newest=each) for each in (3, 6, None)]
    assert [(each.total, each.has_older) for each in both] == [(3, True), (6, False), (6, False)]
    assert {hit.excerpt.text[-9:] for hit in both[0].best} == {f"Street {n}." for n in (3, 4, 5)}
    assert both[1].best == both[2].best, "in the same order, however they were ranked"


def test_what_is_in_the_bin_is_not_found_among_the_newest_either(
    store: Store, written: Written, now: datetime
) -> None:
    kept = [store.create(saying(written(), f"Bins {n}."), now=now) for n in range(3)]
    store.discard(kept[2].report.id, now=now)
    assert store.search("bins", newest=2).total == 2
    assert not store.search("bins", newest=2).has_older


def test_three_letters_are_looked_for_as_they_are(
    either: Store, written: Written, now: datetime
) -> None:
    """The s of a gas makes no plural; that of buses does."""
    either.create(saying(written(), "A gale took a roof. The bus was late."), now=now)
    assert found(either, "gas") == []
    assert len(found(either, "bus")) == 1
