"""What was written here and what was received, found together."""

from datetime import timedelta
from pathlib import Path

import pytest

from highlight_desktop.errors import StoreBusyError, StoreError
from highlight_desktop.hub import finding
from highlight_desktop.hub.desk_door import DeskDoor, there_is_a_desk
from highlight_desktop.hub.reading import read
from highlight_desktop.hub.through_periods import of_areas
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import Place
from highlight_desktop.report.search_words import Excerpt
from highlight_desktop.settings import Settings
from highlight_desktop.store.desk import Desk, Standing, Verdict
from highlight_desktop.store.expectations import Expected, service_key
from highlight_desktop.store.hits import Hit, Hits
from tests.hub import desks


def hits(*names: str, total: int = 0) -> Hits:
    best = tuple(
        Hit(
            name,
            name,
            "",
            "draft",
            1,
            Place("section", "a"),
            "A",
            "",
            Excerpt("", (), (0, 0)),
            Span(0, 0, 0),
        )
        for name in names
    )
    return Hits(total or len(best), best)


def test_the_best_of_each_stand_beside_each_other_and_all_are_counted() -> None:
    found = finding.together(hits("a", "b", "c", total=70), hits("1", total=9))
    assert [hit.report_id for hit in found.best] == ["a", "1", "b", "c"]
    assert found.total == 79
    found = finding.together(hits("a", "b"), hits("1", "2", "3"), at_most=3)
    assert [hit.report_id for hit in found.best] == ["a", "1", "b"]


def test_what_is_wrong_with_the_desk_costs_its_own_places_alone() -> None:
    def refuse() -> Hits:
        raise StoreError("The server is away.", "Try again.")

    found, why = finding.on_the_desk(refuse)
    assert (found, str(why)) == (finding.NOWHERE, "The server is away. Try again.")


def test_looking_whether_there_is_a_desk_makes_none(tmp_path: Path) -> None:
    assert not there_is_a_desk(tmp_path, Settings())
    assert list(tmp_path.iterdir()) == []
    Desk.open(tmp_path).close()
    assert there_is_a_desk(tmp_path, Settings())
    assert there_is_a_desk(tmp_path / "other", Settings(desk_address="postgresql+psycopg://a@b/c"))


def test_the_door_opens_one_desk_for_all_and_lets_go_of_it(tmp_path: Path) -> None:
    door = DeskDoor(tmp_path)
    desk = door.open(Settings())
    assert door.open(Settings()) is desk
    with pytest.raises(StoreBusyError):
        Desk.open(tmp_path)
    door.close()
    Desk.open(tmp_path).close()


def test_a_return_is_read_with_its_files_its_versions_and_the_one_before(tmp_path: Path) -> None:
    first = desks.report(2, areas="Parks", fortnight=0)
    made = desks.report(2, areas="Parks", fortnight=1)
    frozen, corrected = desks.frozen(made), desks.corrected(made)
    with Desk.open(tmp_path) as desk:
        desks.receive(desk, desks.frozen(first))
        desks.receive(desk, frozen, Verdict.ALTERED, "altered.pdf")
        desks.receive(desk, frozen, Verdict.AS_SUBMITTED, "well.xlsx")
        desks.receive(desk, corrected)
        earlier, later = read(desk, frozen.sha256), read(desk, corrected.sha256)
    assert earlier.verdict is Verdict.AS_SUBMITTED
    assert [each.name for each in earlier.files] == ["well.xlsx", "altered.pdf"]
    assert [each.version for each in earlier.others] == [2]
    assert [each.standing for each in later.others] == [Standing.SUPERSEDED]
    assert later.before is not None
    assert later.before.report.id == first.id
    assert later.report.id == corrected.report.id


def test_the_returns_of_an_area_come_by_period_without_what_was_corrected(tmp_path: Path) -> None:
    with Desk.open(tmp_path) as desk:
        for fortnight in (2, 0, 1):
            made = desks.report(fortnight, areas="Parks", fortnight=fortnight)
            desks.receive(desk, desks.frozen(made))
            desks.receive(desk, desks.frozen(desks.report(7, areas="Waste", fortnight=fortnight)))
        desks.receive(desk, desks.corrected(desks.report(1, areas="Parks", fortnight=1)))
        both = desks.report(4, areas="Parks and Rivers", fortnight=3)
        desks.receive(desk, desks.frozen(both))
        desk.expect([Expected("Parks", "A"), Expected("Rivers", "B")], now=desks.NOW)
        found = of_areas(desk, {service_key("Parks")})
    assert [each.returned.version for each in found] == [1, 2, 1, 1]
    starts = [each.returned.period_start for each in found]
    assert starts == [desks.START + timedelta(days=14 * number) for number in range(4)]
    assert found[-1].report.id == both.id
