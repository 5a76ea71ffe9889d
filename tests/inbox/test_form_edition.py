"""The file of a form edition comes in through the quarantine, or is refused with its fault."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.errors import CancelledError, EditionError, ImportRefusedError
from highlight_desktop.inbox import form_edition
from highlight_desktop.inbox.quarantine.arrival import Arrival
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.isolation import Contents, Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.text import parse
from highlight_desktop.report import edition
from highlight_desktop.report.edition import Edition

NEW = replace(edition.find("2020-06"), id="2030-01", title="Highlights of the parks")
TEXT = NEW.to_toml()


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as opened:
        yield opened


def came(folder: Path, content: bytes | str, name: str = "new form.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("form", edition.bundled(), ids=lambda form: form.id)
def test_the_file_of_an_edition_is_read_as_it(
    form: Edition, quarantine: Quarantine, tmp_path: Path
) -> None:
    assert form_edition.take_in(came(tmp_path, form.to_toml()), quarantine) == form


def test_as_saved_by_windows_with_a_mark_in_front_it_is_the_same(
    quarantine: Quarantine, tmp_path: Path
) -> None:
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    assert form_edition.take_in(came(tmp_path, content), quarantine) == NEW


HOSTILE = {
    "empty": (b"", "“new form.toml” is empty. Choose the file of a form edition"),
    "only comments": (b"# nothing\n", "“new form.toml”: id is missing."),
    "no end": (TEXT.replace('title = "', 'title = ["'), "is not TOML: line 4, column 1: a “[”"),
    "a table for a text": ("title = {a = 1}\n" + TEXT.partition("\n")[0], "title must be text"),
    "a number as id": (TEXT.replace('id = "2030-01"', "id = 2030"), "line 1: id must be text"),
    "ids twice": (
        TEXT.replace('id = "decisions"', 'id = "recovery"', 1),
        "is “recovery”, and so is section[3].id; each has its own",
    ),
    "a key twice": ('id = "a"\nid = "b"', "is not TOML: its end: a key is given twice"),
    "an unknown key": (TEXT + 'colour = "red"\n', "section[7].colour is not a key of a form"),
    "no UTF-8": (b'id = "2030-01"\ntitle = "Caf\xe9"', "line 2: there are bytes that are not"),
    "UTF-16": (TEXT.encode("utf-16"), "line 1: there are bytes that are not UTF-8"),
    "a NUL": (TEXT.replace("Highlights", "High\0lights"), "is not TOML: line 2"),
    "an escaped NUL": (TEXT.replace("Highlights", "High\\u0000lights"), "line 2: title must be"),
    "a turn of writing": (TEXT.replace("2030-01", "2030-\u202e01"), "line 1: id is “2030-"),
    "deep lists": ("a = " + "[" * 50_000, "is nested too deeply"),
    "deep tables": ("a." * 5_000 + "b = 1", "is nested too deeply"),
    "a deep header": (f"[{'a.' * 20_000}b]", "is nested too deeply"),
    "an endless number": ("a = " + "9" * 100_000, "a number or a date in it is none"),
    "large": ("# " + "x" * 250_000, "is larger than 200 kB, too large for an edition"),
    "very large": (b"#" * 10_500_000, "is larger than 10 MB"),
    "many sections": (TEXT + "".join(
        f'\n[[section]]\nid = "s{n}"\ntopic = "finance"\nname = "Name {n}"\n' for n in range(60)
    ), "section is there 67 times; a form has at most 60"),
    "a long title": (TEXT.replace("Highlights", "H" * 5_000), "title has 5,013 characters; there"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is a picture, which cannot be imported. Choose the file"),
    "a PDF": (b"%PDF-1.7 id = 1", "is not the file of a form edition"),
    "a package": (b"PK\x03\x04 id = 1", "is not the file of a form edition"),
    "a web page": (b"<!doctype html><p>id = 1", "is a web page"),
    "JSON": ('{"id": "2030-01"}', "is not TOML: line 1, column 1"),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_a_file_with_a_fault_is_refused_with_its_place(
    which: str, quarantine: Quarantine, tmp_path: Path
) -> None:
    content, told = HOSTILE[which]
    with pytest.raises(EditionError) as raised:
        form_edition.take_in(came(tmp_path, content), quarantine)
    assert told in str(raised.value)
    assert raised.value.message.startswith("“new form.toml”")
    assert "report" not in raised.value.remedy
    assert len(str(raised.value)) < 800


def test_what_is_no_file_is_refused(quarantine: Quarantine, tmp_path: Path) -> None:
    for path, told in ((tmp_path / "gone.toml", "there is no such file"), (tmp_path, "a folder")):
        with pytest.raises(EditionError, match=told):
            form_edition.take_in(path, quarantine)


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither, or asks for a right")
def test_a_link_is_followed_to_a_file_and_a_pipe_is_not_waited_for(
    quarantine: Quarantine, tmp_path: Path
) -> None:
    (tmp_path / "link.toml").symlink_to(came(tmp_path, TEXT))
    assert form_edition.take_in(tmp_path / "link.toml", quarantine) == NEW
    (tmp_path / "round.toml").symlink_to("round.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("pipe.toml", "round.toml"):
        with pytest.raises(EditionError, match=f"“{name}"):
            form_edition.take_in(tmp_path / name, quarantine)


def test_what_the_process_answers_is_not_believed(tmp_path: Path) -> None:
    lies: list[Plain] = []

    class Lying(Quarantine):
        """Answers what a process that was taken over could answer."""

        def read(self, arrival: Arrival, readers: Mapping[Kind, str] | None = None) -> Contents:
            assert readers is not None
            assert set(readers) == {Kind.TEXT}
            return replace(super().read(arrival, readers), values=lies[-1])

    with Lying() as liar:
        for lie in (
            None, "x", {}, {**NEW.to_plain(), "id": "../up"}, {**NEW.to_plain(), "more": 1},
            {**NEW.to_plain(), "title": "x" * 9_999},
        ):  # fmt: skip
            lies.append(lie)
            with pytest.raises(EditionError):
                form_edition.take_in(came(tmp_path, TEXT), liar)


def test_a_stopped_quarantine_reads_nothing(tmp_path: Path) -> None:
    with Quarantine() as stopped:
        stopped.cancel()
        with pytest.raises(CancelledError):
            form_edition.take_in(came(tmp_path, TEXT), stopped)


@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode()))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_an_edition_or_a_refusal(content: bytes) -> None:
    with pytest.raises(ImportRefusedError, match="The file"):
        form_edition.read(content)


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=12))
def test_a_file_altered_anywhere_is_an_edition_or_a_refusal(at: int, less: int, more: str) -> None:
    content = (TEXT[:at] + more + TEXT[at + less :]).encode()
    try:
        values = form_edition.read(content)
    except ImportRefusedError as error:
        assert error.message.startswith("The file")  # noqa: PT017 - both ends are right
    else:
        assert Edition.from_plain(values, "again").to_plain() == values


def test_a_text_on_an_added_edition_is_read_as_one() -> None:
    sections = [replace(each, name=f"Word from the {each.id}") for each in NEW.sections]
    form = replace(NEW, title="News from the allotments", sections=tuple(sections))
    text = f"{form.title}\nReport author: Jo Wren\n\n" + "".join(
        f"{each.name.upper()}\nAll is well, says {each.id}.\n\n" for each in form.sections
    )
    read = parse(text, "0" * 32, added=[form])
    assert read.report.edition == form
    assert len(read.report.answers) == len(form.sections)
    assert read.words_kept == read.words_read
    assert parse(text, "0" * 32).report.edition != form


def test_a_text_of_no_known_form_says_how_to_have_its_own() -> None:
    read = parse("All is well.", "0" * 32, added=[NEW])
    assert read.report.edition == NEW
    assert "add that one’s file first, with File, Add a form edition" in read.notes[0]
