"""The editions of the form that are known in a data folder."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop import forms
from highlight_desktop.errors import EditionError, OutputError
from highlight_desktop.report import edition
from tests.report.strategies import new_editions

NEW = replace(edition.newest(), id="2030-01", title="Highlights of the parks")


def dropped(folder: Path, name: str, content: bytes) -> Path:
    """A file somebody puts among the added editions."""
    path = folder / forms.FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_an_added_edition_is_known_from_then_on_and_offered_first(tmp_path: Path) -> None:
    assert forms.load(tmp_path).every == edition.bundled()
    assert forms.add(tmp_path, NEW, "The file") == forms.load(tmp_path)
    known = forms.load(tmp_path)
    assert known.added == (NEW,)
    assert known.newest == known.find("2030-01") == NEW
    assert known.newest_first[0] == NEW
    assert forms.place_of(tmp_path, "2030-01").is_file()


def test_adding_the_same_again_changes_nothing(tmp_path: Path) -> None:
    forms.add(tmp_path, NEW, "The file")
    place = forms.place_of(tmp_path, NEW.id)
    before = place.stat().st_mtime_ns
    assert forms.add(tmp_path, NEW, "The file").added == (NEW,)
    assert forms.add(tmp_path, edition.newest(), "The file").added == (NEW,)
    assert place.stat().st_mtime_ns == before


@pytest.mark.parametrize("taken", ["2030-01", "2021-01"])
def test_another_edition_with_an_id_that_is_taken_is_refused(tmp_path: Path, taken: str) -> None:
    forms.add(tmp_path, NEW, "The file")
    other = replace(NEW, id=taken, title="Something else")
    with pytest.raises(EditionError, match=f"“other.toml” has the id “{taken}”, and another"):
        forms.add(tmp_path, other, "“other.toml”")
    assert forms.load(tmp_path).added == (NEW,)


def test_a_removed_edition_is_no_longer_known(tmp_path: Path) -> None:
    forms.add(tmp_path, NEW, "The file")
    assert forms.remove(tmp_path, NEW.id).added == ()
    assert forms.remove(tmp_path, NEW.id).added == ()
    assert forms.load(tmp_path).known(NEW.id) is None


def test_a_file_put_there_by_hand_is_an_edition_whatever_it_is_called(tmp_path: Path) -> None:
    dropped(
        tmp_path, "From IT.TOML", b"\xef\xbb\xbf" + NEW.to_toml().replace("\n", "\r\n").encode()
    )
    dropped(tmp_path, "read me.txt", b"Nothing for the program.")
    dropped(tmp_path, ".hidden.toml", b"rubbish")
    known = forms.load(tmp_path)
    assert (known.added, known.faults) == ((NEW,), ())
    assert forms.remove(tmp_path, NEW.id).added == ()


def test_what_is_no_edition_there_is_told_and_keeps_no_other_out(tmp_path: Path) -> None:
    forms.add(tmp_path, NEW, "The file")
    dropped(tmp_path, "a.toml", b"")
    dropped(tmp_path, "b.toml", b"title = \xff")
    dropped(tmp_path, "c.toml", b"# " + b"x" * forms.LIMIT_BYTES)
    dropped(tmp_path, "d.toml", replace(NEW, title="Another").to_toml().encode())
    (tmp_path / forms.FOLDER / "e.toml").mkdir()
    dropped(tmp_path, "f.toml", b"a = " + b"[" * 100_000)
    dropped(tmp_path, "g.toml", replace(NEW, id="2021-01").to_toml().encode())
    known = forms.load(tmp_path)
    assert known.added == (NEW,)
    told = [str(each) for each in known.faults]
    assert [each[:7] for each in told] == [f"“{name}.toml" for name in "abcdefg"]
    assert "line 1: there are bytes that are not UTF-8" in told[1]
    assert "too large" in told[2]
    assert "has the id “2030-01”, and another" in told[3]
    assert "nested too deeply" in told[5]


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither, or asks for a right")
def test_a_link_or_a_pipe_there_is_not_followed_nor_waited_for(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    real.write_text(NEW.to_toml(), encoding="utf-8")
    folder = tmp_path / "data" / forms.FOLDER
    folder.mkdir(parents=True)
    (folder / "link.toml").symlink_to(real)
    os.mkfifo(folder / "pipe.toml")
    known = forms.load(tmp_path / "data")
    assert known.added == ()
    assert [each.message for each in known.faults] == [
        "“link.toml” is not a file, and so no edition of the form.",
        "“pipe.toml” is not a file, and so no edition of the form.",
    ]


def test_a_report_on_an_edition_not_known_here_is_remarked_on(tmp_path: Path) -> None:
    known = forms.load(tmp_path)
    assert "“Highlights of the parks” (2030-01)" in known.remark(NEW)
    assert "File, Add a form edition" in known.remark(NEW)
    known = forms.add(tmp_path, NEW, "The file")
    assert known.remark(NEW) == known.remark(edition.newest()) == ""
    first = replace(NEW.sections[0], aliases=("Other words",))
    assert known.remark(replace(NEW, sections=(first, *NEW.sections[1:]))) == ""
    other = replace(NEW, title="Something else")
    assert "has the id “2030-01”, as one known here" in known.remark(other)


def test_where_nothing_can_be_written_adding_says_so(tmp_path: Path) -> None:
    (tmp_path / forms.FOLDER).write_text("in the way")
    with pytest.raises(OutputError, match="could not be written"):
        forms.add(tmp_path, NEW, "The file")
    assert forms.load(tmp_path) == forms.Forms()


def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "iterdir", refused)
    known = forms.load(tmp_path)
    assert known.every == edition.bundled()
    assert "The added editions of the form cannot be read" in known.faults[0].message
    with pytest.raises(OutputError, match="The edition 2030-01 could not be removed"):
        forms.remove(tmp_path, NEW.id)


@given(new_editions())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edition_is_added_known_and_removed(tmp_path: Path, form: edition.Edition) -> None:
    assert forms.add(tmp_path, form, "The file").added == (form,)
    assert forms.remove(tmp_path, form.id).added == ()


@pytest.mark.parametrize("step", ["a", '"a b"', "'.'", '"\\""', "a ", '"" ', "-\t"])
@pytest.mark.parametrize(
    "form", ["{}b = 1", "[{}b]", "[[{}b]]", "id = 1\n{}b = 1\n", "a = {{{}b = 1}}"]
)
def test_a_key_of_many_steps_costs_no_memory(step: str, form: str) -> None:
    content = form.format(f"{step}." * 20_000).encode()
    with pytest.raises(EditionError, match="is nested too deeply to be a form edition"):
        forms.understood(content, "“deep.toml”")


@pytest.mark.parametrize(
    "guidance", ["Name: " + "." * 300, "see www.ashby.example.gov.uk.", "a. b. c. d. e. f. g."]
)
def test_dots_in_a_text_are_no_steps_of_a_key(guidance: str) -> None:
    first = replace(NEW.sections[0], guidance=guidance)
    form = replace(NEW, sections=(first, *NEW.sections[1:]))
    assert forms.understood(form.to_toml().encode(), "“dots.toml”") == form


@given(st.binary(max_size=200))
def test_any_bytes_are_an_edition_or_a_fault_told(content: bytes) -> None:
    with pytest.raises(EditionError):
        forms.understood(content, "“any.toml”")
