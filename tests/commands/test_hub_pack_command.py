"""The command that makes a pack: hub pack."""

from pathlib import Path

import pytest

from highlight_desktop.store.desk import Desk
from tests.hub import desks


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A data folder with returns of three service areas on its desk."""
    folder = tmp_path / "data"
    with Desk.open(folder) as desk:
        desks.fill(desk, 3, blocks=1)
    return folder


def test_a_pack_of_a_period_is_written_by_section_unless_told_otherwise(
    desk, returned, tmp_path
) -> None:
    said = desk("hub", "pack", "--period", "8-21 June 2020", "--to", tmp_path / "out")

    assert (said.code, said.err) == (0, "")
    names = [Path(line).name for line in said.out.splitlines()[:2]]
    assert names == [
        "highlight-pack_2020-06-08_to_2020-06-21_by-section.pdf",
        "highlight-pack_2020-06-08_to_2020-06-21_by-section.xlsx",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert said.out.splitlines()[2].startswith("3 reports; ")


def test_a_pack_may_go_by_area_and_hold_a_part(desk, returned, tmp_path) -> None:
    out = tmp_path / "out"
    chosen = ("--by", "area", "--council", "CCC", "--topic", "finance", "--topic", "decisions")
    said = desk("hub", "pack", "--period", "8-21 June 2020", "--to", out, *chosen)
    assert said.code == 0
    said = desk("hub", "pack", "--period", "8-21 June 2020", "--to", out, "--words", "van drivers")
    assert said.code == 0
    assert len(list(out.iterdir())) == 4


def test_a_period_without_returns_is_a_no_and_its_pack_says_so(desk, returned, tmp_path) -> None:
    said = desk("hub", "pack", "--period", "December 2021", "--to", tmp_path / "out")
    assert said.code == 1
    assert said.err == "Nothing was returned that could be in this pack.\n"
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(
    "asked",
    [
        ("--period", "8-21 June 2020"),
        ("--period", "the other week", "--to", "out"),
        ("--period", "8-21 June 2020", "--to", "out", "--by", "colour"),
        ("--period", "8-21 June 2020", "--to", "out", "--topic", "weather"),
        ("--period", "8-21 June 2020", "--to", " "),
    ],
)
def test_wrong_use_is_one_sentence(desk, asked) -> None:
    desk("hub", "pack", *asked).one_line_of_trouble()


def test_a_folder_that_cannot_be_written_is_one_sentence(desk, returned, tmp_path) -> None:
    (tmp_path / "out").write_text("a file")
    said = desk("hub", "pack", "--period", "8-21 June 2020", "--to", tmp_path / "out")
    assert "could not be written" in said.one_line_of_trouble()
