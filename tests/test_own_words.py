"""The author's own words, kept from one day to the next."""

from pathlib import Path

import pytest

from highlight_desktop import own_words
from highlight_desktop.errors import SettingsError


def test_words_are_kept_in_order_and_once(tmp_path: Path) -> None:
    own_words.save(["Tarrowby", "fenlink", "Tarrowby", "Ŵyth"], tmp_path)
    assert own_words.load(tmp_path) == ["fenlink", "Tarrowby", "Ŵyth"]


def test_there_are_none_at_first(tmp_path: Path) -> None:
    assert own_words.load(tmp_path) == []


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / own_words.FILE_NAME).write_bytes(b"\xef\xbb\xbfTarrowby\r\n\r\n  fenlink \r\n")
    assert own_words.load(tmp_path) == ["Tarrowby", "fenlink"]


def test_a_file_that_is_no_text_is_left_as_it_is_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / own_words.FILE_NAME
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read") as told:
        own_words.load(tmp_path)
    assert "remove it" in told.value.remedy
    assert path.read_bytes() == b"\xff\xfe\x00"
