"""Dates stand in British English, whatever language the machine speaks."""

import locale
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from highlight_desktop.report.calendar_words import printed_moment
from ui.editor.autosave import saved_on

ROOT = Path(__file__).parents[1]
MOMENT = datetime(2026, 5, 3, 9, 5, tzinfo=UTC)
OTHERS = ("de_DE.UTF-8", "fr_FR.UTF-8", "cy_GB.UTF-8", "pl_PL.UTF-8")


def test_no_name_of_a_day_or_month_is_taken_from_the_machine() -> None:
    # %a, %A, %b, %B, %c, %p, %x and %X follow the locale that Qt sets as it starts.
    named = re.compile(r"(?:strftime|:)[^\n]*%[aAbBcpxX]\b")
    sources = [each for top in ("ui", "highlight_desktop") for each in (ROOT / top).rglob("*.py")]
    assert sources
    assert [each.name for each in sources if named.search(each.read_text(encoding="utf-8"))] == []


@pytest.fixture
def another_language() -> Iterator[None]:
    """The first other language that this machine has."""
    before = locale.setlocale(locale.LC_ALL)
    for language in OTHERS:
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, language)
            yield
            locale.setlocale(locale.LC_ALL, before)
            return
    pytest.skip("this machine speaks English only")


@pytest.mark.usefixtures("another_language")
def test_a_moment_is_in_english_on_a_machine_of_another_language() -> None:
    assert printed_moment(MOMENT) == "3 May 2026, 09:05"
    assert saved_on(MOMENT).words == "All changes saved 3\u00a0May\u00a02026,\u00a009:05"


def test_a_moment_is_told_as_people_write_it() -> None:
    assert printed_moment(MOMENT) == "3 May 2026, 09:05"
