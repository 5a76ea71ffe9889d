"""Knows the second place: where text goes that the database cannot take, and how it comes back.

One small file for each report, in the data folder; where that cannot be written, among the
user's documents or in a private folder for temporary files. It holds a report and no more. It is
removed once the database has it.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from highlight_desktop import files, folders
from highlight_desktop.errors import EditionError, OutputError
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.prose import from_plain, to_kept
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.report.text import gate

_FORMAT = "highlight-desktop/unsaved/1"
_LIMIT_BYTES = 50_000_000
"""Twenty times the largest report; a larger file is somebody else's."""
_NOT_OURS = (OSError, ValueError, KeyError, TypeError, AttributeError, EditionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A report as it stood in a window that could not save it."""

    report: Report
    places: frozenset[Place]
    """What is not in the database; the rest is as it was saved."""
    written_at: datetime
    session: str
    """Whose it is, in hexadecimal digits: one session never overwrites what another left."""

    def put_into(self, stored: Report) -> Report:
        """A report as it is stored, with what was not saved in its places."""
        mine = self.report
        header, answers = dict(stored.header), dict(stored.answers)
        for place in self.places:
            if place.kind == "header":
                header[FieldId(place.id)] = mine.typed(FieldId(place.id))
            elif place.kind == "section" and place.id in mine.answers:
                answers[place.id] = mine.answers[place.id]
        kinds = {place.kind for place in self.places}
        return replace(
            stored,
            header=header,
            answers=answers,
            unplaced=mine.unplaced if "unplaced" in kinds else stored.unplaced,
            marking=mine.marking if "marking" in kinds else stored.marking,
        )


def keep(unsaved: Unsaved, data_folder: Path) -> Path:
    """Write it where it can be written; the file. Raises OutputError when that is nowhere."""
    content = json.dumps(_plain(unsaved), ensure_ascii=True).encode("ascii")
    refused: OutputError | None = None
    for folder in _folders(data_folder):
        path = folder / _name(unsaved.report.id, unsaved.session, data_folder)
        try:
            files.write_whole(path, content)
        except OutputError as error:
            refused = refused or error
        else:
            return path
    raise refused or OutputError("There is no folder that could be written to.")


def keep_for(unsaved: Unsaved, data_folder: Path, *, into: Path) -> None:
    """Write it into a folder that is to become this data folder. Raises OutputError."""
    content = json.dumps(_plain(unsaved), ensure_ascii=True).encode("ascii")
    files.write_whole(into / _name(unsaved.report.id, unsaved.session, data_folder), content)


def found(data_folder: Path) -> list[Unsaved]:
    """What was left by earlier sessions, the last state of each report in each; oldest first.

    A file that cannot be understood is left where it is.
    """
    newest: dict[tuple[str, str], Unsaved] = {}
    for folder in _folders(data_folder):
        for path in _there(folder, data_folder):
            with suppress(*_NOT_OURS):
                one = _read(path)
                key = (one.report.id, one.session)
                if key not in newest or newest[key].written_at < one.written_at:
                    newest[key] = one
    return sorted(newest.values(), key=lambda each: each.written_at)


def drop(report_id: str, session: str, data_folder: Path) -> None:
    """Remove what was written of a report: the database has it, or its author let it go."""
    for folder in _folders(data_folder):
        with suppress(OSError):
            (folder / _name(report_id, session, data_folder)).unlink()


def forget(report_id: str, data_folder: Path) -> None:
    """Remove what any session wrote of a report: it has been removed for good."""
    for folder in _folders(data_folder):
        with suppress(OSError):
            for path in sorted(folder.glob(_name(report_id, "*", data_folder))):
                files.overwrite(path)


def _there(folder: Path, data_folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.glob(_name("*", "*", data_folder)))
    return []


def _folders(data_folder: Path) -> Iterator[Path]:
    if data_folder.is_dir():
        # Made anew, it would hide behind the disk that was pulled out, once that is back.
        yield data_folder
    yield folders.default_outbox_folder()
    private = folders.private_temporary_folder()
    if private is not None:
        yield private


def _name(report_id: str, session: str, data_folder: Path) -> str:
    """Other data folders of the same user have files of their own."""
    folder = os.fsencode(os.path.normcase(data_folder.resolve()))
    return f"unsaved-{hashlib.sha256(folder).hexdigest()[:8]}-{report_id}-{session}.json"


def _plain(unsaved: Unsaved) -> dict[str, object]:
    report = unsaved.report
    return {
        "format": _FORMAT,
        "written_at": unsaved.written_at.isoformat(),
        "session": unsaved.session,
        "places": [[place.kind, place.id] for place in sorted(unsaved.places, key=str)],
        "report": {
            "id": report.id,
            "edition": report.edition.to_plain(),
            "header": {str(key): typed for key, typed in report.header.items()},
            "answers": {key: _answer(each) for key, each in report.answers.items()},
            "unplaced": to_kept(report.unplaced),
            "marking": report.marking,
        },
    }


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "kind": answer.kind,
        "prose": to_kept(answer.prose),
        "reason": answer.reason,
        "completed": answer.completed,
    }


def _read(path: Path) -> Unsaved:
    """Raises one of _NOT_OURS for anything but what `keep` writes."""
    with path.open("rb") as file:
        content = file.read(_LIMIT_BYTES + 1)
    if len(content) > _LIMIT_BYTES:
        raise ValueError("too large")
    values = json.loads(content)
    if values["format"] != _FORMAT:
        raise ValueError("another format")
    written_at = datetime.fromisoformat(values["written_at"])
    if written_at.tzinfo is None:
        raise ValueError("a time must know its time zone")
    report = _report(values["report"])
    places = frozenset(Place(kind, one) for kind, one in values["places"])
    for place in places:
        _check(place, report)
    if not re.fullmatch("[0-9a-f]{1,32}", values["session"]):
        raise ValueError("no session")
    return Unsaved(report, places, written_at, values["session"])


def _report(values: dict[str, Any]) -> Report:
    edition = Edition.from_plain(values["edition"], "edition")
    report_id = values["id"]
    if not re.fullmatch("[0-9a-f]{32}", report_id):
        raise ValueError("no id")
    return Report(
        report_id,
        edition,
        {FieldId(key): gate(text).text for key, text in values["header"].items()},
        {
            edition.section(key).id: Answer(
                AnswerKind(one["kind"]),
                from_plain(one["prose"]),
                gate(one["reason"]).text,
                one["completed"] is True,
            )
            for key, one in values["answers"].items()
        },
        from_plain(values["unplaced"]),
        gate(values["marking"]).text,
    )


def _check(place: Place, report: Report) -> None:
    """Raises ValueError or KeyError for a place that no report of this form has."""
    if place.kind == "header":
        FieldId(place.id)
    elif place.kind == "section":
        report.edition.section(place.id)
    elif place.kind not in ("unplaced", "marking"):
        raise ValueError(place.kind)
