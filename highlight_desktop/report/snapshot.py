"""Knows the frozen form of a submitted report: canonical bytes, and their SHA-256.

Canonical means: JSON (RFC 8259) in UTF-8, keys sorted, no white space between, text as it
is and not escaped. The edition travels inside. Everything that leaves is made from these
bytes alone, so it can be made again when the edition, the settings and the draft are gone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.prose import from_plain, to_plain, without_blanks
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.text import one_line

SCHEMA = "highlight-desktop/snapshot/1"

CORRECTION_LIMIT = 300
"""Letters in the reason for a correction: it stands in one line of the documents."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who the report is addressed to: the hub, as set when the report was submitted."""

    name: str
    address: str
    """An e-mail address, or empty when none was set."""


@dataclass(frozen=True)
class Snapshot:
    """A report frozen for ever."""

    content: bytes
    """The canonical JSON."""

    @cached_property
    def sha256(self) -> str:
        """64 hexadecimal digits that change when a single character of the content does."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        values = json.loads(self.content)
        if not isinstance(values, dict) or values.get("schema") != SCHEMA:
            raise ValueError("not a snapshot of a highlight report")
        return values

    @cached_property
    def report(self) -> Report:
        """The report as it was submitted."""
        values = self._values
        edition = Edition.from_plain(values["edition"], "snapshot: edition")
        header = {FieldId(key): str(text) for key, text in values["header"].items()}
        answers = {str(key): _answer(value) for key, value in values["sections"].items()}
        unplaced = from_plain(values["unplaced"])
        marking = str(values.get("marking", ""))
        return Report(str(values["id"]), edition, header, answers, unplaced, marking)

    @property
    def period(self) -> Period:
        """The reporting period as it was understood on that day."""
        start, end = (date.fromisoformat(self._values["period"][key]) for key in ("start", "end"))
        return Period(self.report.typed(FieldId.PERIOD), start, end)

    @property
    def version(self) -> int:
        """1 for the first submission, one more for each correction."""
        return int(self._values["version"])

    @property
    def supersedes(self) -> str | None:
        """The id of the report this one corrects, or None."""
        supersedes = self._values["supersedes"]
        return None if supersedes is None else str(supersedes)

    @property
    def correction(self) -> str:
        """Why it corrects the report it supersedes, in the author's words; empty for a first."""
        return str(self._values.get("correction", ""))

    @property
    def submitted_at(self) -> datetime:
        """When it was submitted, in UTC."""
        return datetime.fromisoformat(self._values["submitted_at"])

    @property
    def app_version(self) -> str:
        """The version of the program that froze it."""
        return str(self._values["app_version"])

    @property
    def recipient(self) -> Recipient:
        """Who it is addressed to."""
        return Recipient(**self._values["recipient"])


def freeze(
    report: Report,
    *,
    submitted_at: datetime,
    app_version: str,
    recipient: Recipient,
    version: int = 1,
    supersedes: str | None = None,
    correction: str = "",
) -> Snapshot:
    """Freeze a report. Text set aside by a nil answer and blank lines stay behind.

    `submitted_at` must know its time zone; it is kept in UTC to the second. Raises
    PeriodError when the reporting period is not understood.
    """
    period = report.period()
    header = {str(field.id): one_line(report.typed(field.id)) for field in report.edition.header}
    sections = {
        section.id: _answer_plain(report.answer_to(section).as_sent())
        for section in report.edition.sections
    }
    values = {
        "schema": SCHEMA,
        "id": report.id,
        "version": version,
        "supersedes": supersedes,
        "correction": one_line(correction),
        "marking": one_line(report.marking),
        "submitted_at": submitted_at.astimezone(UTC).isoformat(timespec="seconds"),
        "app_version": app_version,
        "recipient": {"name": one_line(recipient.name), "address": one_line(recipient.address)},
        "edition": report.edition.to_plain(),
        "header": header,
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "sections": sections,
        "unplaced": to_plain(without_blanks(report.unplaced)),
    }
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Snapshot(text.encode("utf-8"))


def _answer_plain(answer: Answer) -> dict[str, object]:
    return {
        "answer": str(answer.kind),
        "prose": to_plain(answer.prose),
        "reason": answer.reason,
        "completed": answer.completed,
    }


def _answer(values: Mapping[str, Any]) -> Answer:
    return Answer(
        kind=AnswerKind(values["answer"]),
        prose=from_plain(values["prose"]),
        reason=str(values["reason"]),
        completed=bool(values["completed"]),
    )
