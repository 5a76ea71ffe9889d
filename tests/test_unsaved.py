"""The second place for text: whatever was typed comes back, and only that."""

import contextlib
import json
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop import folders, unsaved
from highlight_desktop.errors import OutputError
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.unsaved import Unsaved

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
REPORT = Report(
    "ab" * 16,
    edition.newest(),
    {FieldId.AUTHOR: "Robin"},
    {
        "activity": Answer(
            AnswerKind.ANSWERED, blocks_of("Bins were late.")[0], "why", completed=True
        )
    },
    blocks_of("Left over.")[0],
    "OFFICIAL",
)
PLACES = frozenset({Place("section", "activity"), Place("header", "author"), Place("marking")})
ONE = Unsaved(REPORT, PLACES, NOW, "a1")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The places after the data folder, away from anybody's own."""
    monkeypatch.setattr(folders, "default_outbox_folder", lambda: tmp_path / "Documents")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    return tmp_path


def barred(folder: Path) -> Path:
    """A folder that cannot be made: there is a file in its place."""
    folder.write_bytes(b"")
    return folder


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    assert unsaved.keep(ONE, tmp_path).parent == tmp_path
    assert unsaved.found(tmp_path) == [ONE]


def test_a_data_folder_that_cannot_be_written_leaves_the_documents(tmp_path: Path) -> None:
    data = barred(tmp_path / "data")
    assert unsaved.keep(ONE, data).parent == tmp_path / "Documents"
    assert unsaved.found(data) == [ONE]
    unsaved.drop(REPORT.id, "a1", data)
    assert unsaved.found(data) == []


@pytest.mark.skipif(os.name != "posix", reason="temporary files are each user's own there")
def test_and_then_a_folder_of_temporary_files_that_nobody_else_can_read(tmp_path: Path) -> None:
    data = barred(tmp_path / "data")
    barred(tmp_path / "Documents")
    path = unsaved.keep(ONE, data)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert unsaved.found(data) == [ONE]


@pytest.mark.skipif(os.name != "posix", reason="temporary files are each user's own there")
def test_a_temporary_folder_that_others_can_read_or_that_is_a_link_is_not_used(
    tmp_path: Path,
) -> None:
    data = barred(tmp_path / "data")
    barred(tmp_path / "Documents")
    private = folders.private_temporary_folder()
    assert private is not None
    private.chmod(0o755)
    with pytest.raises(OutputError):
        unsaved.keep(ONE, data)
    private.rmdir()
    private.symlink_to(tmp_path)
    with pytest.raises(OutputError):
        unsaved.keep(ONE, data)


def test_the_last_state_of_a_session_counts_and_no_session_overwrites_another(
    tmp_path: Path,
) -> None:
    later = replace(ONE, written_at=NOW + timedelta(minutes=1))
    other = replace(ONE, written_at=NOW + timedelta(days=1), session="b2")
    for each in (ONE, later, other):
        unsaved.keep(each, tmp_path)
    assert unsaved.found(tmp_path) == [later, other]
    unsaved.drop(REPORT.id, "b2", tmp_path)
    assert unsaved.found(tmp_path) == [later]


def test_another_data_folder_has_its_own(tmp_path: Path) -> None:
    unsaved.keep(ONE, barred(tmp_path / "one"))
    assert unsaved.found(barred(tmp_path / "two")) == []


def test_only_the_places_that_were_not_saved_are_put_into_what_is_stored() -> None:
    stored = Report(
        REPORT.id,
        REPORT.edition,
        {FieldId.AUTHOR: "Before", FieldId.PERIOD: "June 2020"},
        {"finance": Answer(AnswerKind.NO_CHANGE)},
        blocks_of("Newer than that.")[0],
    )
    joined = ONE.put_into(stored)
    assert joined.header == {FieldId.AUTHOR: "Robin", FieldId.PERIOD: "June 2020"}
    assert joined.answers == {**stored.answers, **REPORT.answers}
    assert (joined.unplaced, joined.marking) == (stored.unplaced, "OFFICIAL")


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = unsaved.keep(ONE, tmp_path)
    for content in (b"", b"{}", b"[]", b"null", b'{"format": "other"}', b"\xff\xfe", b"[" * 90_000):
        path.write_bytes(content)
        assert unsaved.found(tmp_path) == []
        assert path.read_bytes() == content


_PLAIN = json.loads(json.dumps(unsaved._plain(ONE)))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(st.sampled_from(["report", "places", "id", "answers", "activity", "prose", 0])),
    instead=st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text())),
)
def test_whatever_stands_in_the_file_nothing_but_a_report_comes_of_it(
    tmp_path: Path, keys: list[str | int], instead: object
) -> None:
    values = json.loads(json.dumps(_PLAIN))
    inside = values
    for key in keys[:-1]:
        with contextlib.suppress(KeyError, IndexError, TypeError):
            inside = inside[key]
    with contextlib.suppress(KeyError, IndexError, TypeError):
        inside[keys[-1] if keys else "format"] = instead
    path = unsaved.keep(ONE, tmp_path)
    path.write_text(json.dumps(values), encoding="utf-8")
    for each in unsaved.found(tmp_path):
        assert each.put_into(REPORT).id == REPORT.id
