"""The speller of the running program: loaded late, taught by the author."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from highlight_desktop import own_words
from highlight_desktop.errors import OutputError, SettingsError
from ui.process.spelling import Spelling


def misspelt(spelling: Spelling, text: str) -> list[str]:
    return [text[start:end] for start, end in spelling.misspelt(text)]


def test_no_word_is_misspelt_before_the_dictionary_is_there(unloaded_spelling: Spelling) -> None:
    assert not unloaded_spelling.is_ready
    assert misspelt(unloaded_spelling, "recieve") == []
    assert unloaded_spelling.suggest("recieve") == []


def test_own_words_are_kept_and_there_again_on_the_next_start(
    spelling: Spelling, unloaded_spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    spelling.add("Tarrowby")
    spelling.add("Quennock")
    spelling.remove("Quennock")
    spelling._background.settle()
    assert own_words.load(tmp_path) == ["Tarrowby"]
    tomorrow = Spelling(spelling._background)
    with qtbot.waitSignal(tomorrow.changed):
        tomorrow.load(tmp_path)
    assert tomorrow.own_words == ["Tarrowby"]
    assert misspelt(tomorrow, "Tarrowby and Quennock") == ["Quennock"]


def test_an_ignored_word_is_forgotten_by_the_next_start(
    spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(spelling.changed):
        spelling.ignore("Quennock")
    assert misspelt(spelling, "Quennock") == []
    spelling._background.settle()
    assert own_words.load(tmp_path) == []


def test_own_words_that_cannot_be_read_are_told_of_and_left_alone(
    unloaded_spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / own_words.FILE_NAME
    path.write_bytes(b"\xff\xfe\x00")
    with qtbot.waitSignal(unloaded_spelling.failed) as told:
        unloaded_spelling.load(tmp_path)
    assert isinstance(told.args[0], SettingsError)
    unloaded_spelling.add("Tarrowby")
    unloaded_spelling._background.settle()
    assert path.read_bytes() == b"\xff\xfe\x00"


def test_a_word_that_cannot_be_kept_is_told_of_and_accepted_all_the_same(
    spelling: Spelling, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / own_words.FILE_NAME).mkdir()
    with qtbot.waitSignal(spelling.failed) as told:
        spelling.add("Tarrowby")
    assert isinstance(told.args[0], OutputError)
    assert misspelt(spelling, "Tarrowby") == []
