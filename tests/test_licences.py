"""Whoever gets the program gets the licence of every part that is in it."""

import re
from pathlib import Path

import pytest

from highlight_desktop import licences

TOP = Path(licences.__file__).parents[1]


def locked(*names: str) -> set[str]:
    found = set()
    for name in names:
        found |= set(re.findall(r"^([a-z][a-z0-9_.-]*)==", (TOP / name).read_text(), re.MULTILINE))
    return found


def test_every_package_of_the_lock_is_told_of() -> None:
    of_qt = {"pyside6-essentials", "pyside6-addons", "pyside6-pdf", "shiboken6"}
    for_the_hub = set(licences.FOR_THE_HUB)
    assert locked("requirements.lock") | for_the_hub == set(licences.PACKAGES) | of_qt
    assert for_the_hub <= locked("requirements-build.lock")


@pytest.mark.parametrize("part", licences.parts(), ids=lambda part: part.name)
def test_each_part_comes_with_the_text_of_its_licence(part: licences.Part) -> None:
    assert part.purpose
    assert len(part.licence) > 50
    assert re.search(r"licen[cs]e|public domain|copyright|MIT", part.licence, re.IGNORECASE)


def test_the_program_shows_its_own_licence_as_it_is_published() -> None:
    assert licences.parts()[0].licence == (TOP / "LICENSE").read_text()


def test_every_licence_file_among_the_resources_is_shown() -> None:
    shown = {part.licence for part in licences.parts()}
    for file in (TOP / "resources").rglob("*.txt"):
        if "LICENSE" in file.name or file.parent.name == "licences":
            assert file.read_text() in shown, file.name


def test_qt_may_be_replaced_and_its_source_is_told() -> None:
    [qt] = [part for part in licences.parts() if part.name.startswith("Qt")]
    assert "Lesser General Public License" in qt.licence
    assert "You may replace them" in qt.licence
    assert "https://download.qt.io/" in qt.licence
