"""A share of the damaged databases of `make durability`."""

from collections import Counter
from pathlib import Path

from highlight_desktop.store.database import FILE_NAME
from tests.durability import damage


def test_no_damaged_database_opens_empty_or_shows_wrong_text_as_good() -> None:
    counted, faults = damage.campaign(range(400), seed=2)
    assert counted["refused"] > 100
    assert counted["rescued"] > 5
    assert counted["of the desk"] > 50
    assert faults == []


def test_damage_that_only_reading_shows_is_told_before_anything_is_written() -> None:
    counted, faults = damage.unnoticed(range(400), seed=3)
    assert counted["told before a write"] > 50
    assert faults == []


def test_a_database_cut_short_anywhere_is_refused() -> None:
    counted, faults = damage.cut_short(range(0, 1_000_000, 977))
    assert counted == Counter(tried=counted["tried"], refused=counted["tried"])
    assert faults == []


def test_what_the_harness_looks_for_would_be_found(tmp_path: Path) -> None:
    folder, states = damage.originals(tmp_path)
    assert damage.tried(folder, states, with_rescue=False) == ("opened", "")
    states["f" * 32] = []
    assert "silently without" in damage.tried(folder, states, with_rescue=False)[1]
    del states["f" * 32]
    for seen in states.values():
        seen.clear()
    assert "wrong text" in damage.tried(folder, states, with_rescue=False)[1]
    (folder / FILE_NAME).write_bytes(b"no database")
    assert damage.tried(folder, states, with_rescue=True)[0] == "rescued"
