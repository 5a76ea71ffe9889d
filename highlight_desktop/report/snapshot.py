"""Knows the frozen form of a report: canonical bytes, their SHA-256, and a draft's proof.

Canonical means: JSON (RFC 8259) in UTF-8, keys sorted, no white space between, text as it
is and not escaped. The edition travels inside. Everything that leaves is made from these
bytes alone, so it can be made again when the edition, the settings and the draft are gone.

Keys that came later (`marking`, `correction`, `since`) are optional: where one is missing,
nothing was said of it. So the name of the schema stays, and a snapshot of any age is read,
and keeps its bytes and its hash.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from highlight_desktop.report.edition import AnswerKind, Edition, FieldId
from highlight_desktop.report.period import Period
from highlight_desktop.report.prose import from_plain, to_plain, without_blanks
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.since import Since
from highlight_desktop.report.text import one_line

SCHEMA = "highlight-desktop/snapshot/1"
_PROOF_SCHEMA = "highlight-desktop/proof/1"

CORRECTION_LIMIT = 300
"""Letters in the reason for a correction: it stands in one line of the documents."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who the report is addressed to: the hub, as set when the report was submitted."""

    name: str
    address: str
    """An e-mail address, or empty when none was set."""


@dataclass(frozen=True)
class Printable:
    """A report as it stood at one moment, with all that paper says of it."""

    schema: ClassVar[str]
    """Names the form of the content. A proof's is not a snapshot's: neither is read as the other.
    """
    is_draft: ClassVar[bool]
    """True when it was never submitted, which each of its pages must say."""
    content: bytes
    """The canonical JSON."""

    @cached_property
    def sha256(self) -> str:
        """64 hexadecimal digits that change when a single character of the content does."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def _values(self) -> Mapping[str, Any]:
        values = json.loads(self.content)
        if not isinstance(values, dict) or values.get("schema") != self.schema:
            raise ValueError("not a snapshot of a highlight report")
        return values

    @cached_property
    def report(self) -> Report:
        """The report as it stood at that moment."""
        values = self._values
        edition = _edition(json.dumps(values["edition"]))
        header = {FieldId(key): str(text) for key, text in values["header"].items()}
        answers = {str(key): _answer(value) for key, value in values["sections"].items()}
        unplaced = from_plain(values["unplaced"])
        marking = str(values.get("marking", ""))
        return Report(str(values["id"]), edition, header, answers, unplaced, marking)

    def typed(self, field: FieldId) -> str:
        """What a header field says; the rest of the report is not read for it."""
        return str(self._values["header"].get(field, ""))

    @property
    def period_in_words(self) -> str:
        """The reporting period as people read it."""
        raise NotImplementedError

    @property
    def made_at(self) -> datetime:
        """The moment it shows, in UTC."""
        raise NotImplementedError

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

    @cached_property
    def since(self) -> Since | None:
        """What changed since the last report, or None when the author did not want it told."""
        values = self._values.get("since")
        return None if values is None else Since.from_plain(values)

    @property
    def app_version(self) -> str:
        """The version of the program that froze it."""
        return str(self._values["app_version"])


@dataclass(frozen=True)
class Snapshot(Printable):
    """A report frozen for ever."""

    schema = SCHEMA
    is_draft = False

    @property
    def period(self) -> Period:
        """The reporting period as it was understood on that day."""
        start, end = (date.fromisoformat(self._values["period"][key]) for key in ("start", "end"))
        return Period(self.report.typed(FieldId.PERIOD), start, end)

    @property
    def period_in_words(self) -> str:
        """The reporting period as people read it."""
        return self.period.label

    @property
    def submitted_at(self) -> datetime:
        """When it was submitted, in UTC."""
        return datetime.fromisoformat(self._values["submitted_at"])

    @property
    def made_at(self) -> datetime:
        """When it was submitted, in UTC."""
        return self.submitted_at

    @property
    def recipient(self) -> Recipient:
        """Who it is addressed to."""
        return Recipient(**self._values["recipient"])


@dataclass(frozen=True)
class Proof(Printable):
    """A draft to look at before it is submitted; whatever is missing in it, it can be printed."""

    schema = _PROOF_SCHEMA
    is_draft = True

    @property
    def period_in_words(self) -> str:
        """The reporting period, or what was typed while that is not understood."""
        understood = self.report.period_if_understood()
        return understood.label if understood else self.report.typed(FieldId.PERIOD)

    @property
    def made_at(self) -> datetime:
        """When the draft stood like this, in UTC."""
        return datetime.fromisoformat(self._values["proofed_at"])


def freeze(
    report: Report,
    *,
    submitted_at: datetime,
    app_version: str,
    recipient: Recipient,
    version: int = 1,
    supersedes: str | None = None,
    correction: str = "",
    since: Since | None = None,
) -> Snapshot:
    """Freeze a report. Text set aside by a nil answer and blank lines stay behind.

    With `since` its documents tell what changed since the last report.
    `submitted_at` must know its time zone; it is kept in UTC to the second. Raises
    PeriodError when the reporting period is not understood.
    """
    return Snapshot(
        _canonical(
            _plain(report, version, supersedes, correction, app_version)
            | _sent(submitted_at, recipient, report.period(), since)
        )
    )


def refrozen(snapshot: Snapshot) -> bytes:
    """The content, written again from what this version understands of it.

    The same bytes, unless there is something in them that it does not understand. Snapshots
    made before there were markings and corrections lack both keys. Raises KeyError,
    TypeError, ValueError, AttributeError or EditionError where a value is not what it should be.
    """
    values = _plain(
        snapshot.report,
        snapshot.version,
        snapshot.supersedes,
        snapshot.correction,
        snapshot.app_version,
    ) | _sent(snapshot.submitted_at, snapshot.recipient, snapshot.period, snapshot.since)
    known = json.loads(snapshot.content)
    for key in ("marking", "correction"):
        if key not in known:
            values.pop(key)
    return _canonical(values)


def proof(
    report: Report,
    *,
    proofed_at: datetime,
    app_version: str,
    version: int = 1,
    supersedes: str | None = None,
    correction: str = "",
    since: Since | None = None,
) -> Proof:
    """A draft as it would be frozen now. Nothing need be filled in.

    With `since` it tells what changed since the last report, as its documents will.
    `proofed_at` must know its time zone; it is kept in UTC to the second.
    """
    values = _plain(report, version, supersedes, correction, app_version)
    values |= {"since": since.to_plain()} if since else {}
    values |= {"schema": Proof.schema, "proofed_at": _to_the_second(proofed_at)}
    return Proof(_canonical(values))


def _plain(
    report: Report, version: int, supersedes: str | None, correction: str, app_version: str
) -> dict[str, object]:
    """What every printable report has."""
    return {
        "id": report.id,
        "version": version,
        "supersedes": supersedes,
        "correction": one_line(correction),
        "marking": one_line(report.marking),
        "app_version": app_version,
        "edition": report.edition.to_plain(),
        "header": {
            str(field.id): one_line(report.typed(field.id)) for field in report.edition.header
        },
        "sections": {
            section.id: _answer_plain(report.answer_to(section).as_sent())
            for section in report.edition.sections
        },
        "unplaced": to_plain(without_blanks(report.unplaced)),
    }


def _sent(
    submitted_at: datetime, recipient: Recipient, period: Period, since: Since | None
) -> dict[str, object]:
    """What a snapshot has beside."""
    told = {"since": since.to_plain()} if since else {}
    return told | {
        "schema": Snapshot.schema,
        "submitted_at": _to_the_second(submitted_at),
        "recipient": {"name": one_line(recipient.name), "address": one_line(recipient.address)},
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
    }


def _canonical(values: Mapping[str, object]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def _to_the_second(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _answer_plain(answer: Answer) -> dict[str, object]:
    return {
        "answer": str(answer.kind),
        "prose": to_plain(answer.prose),
        "reason": answer.reason,
        "completed": answer.completed,
    }


@lru_cache(maxsize=32)
def _edition(written: str) -> Edition:
    """The edition in a snapshot; hundreds of reports have the same one, which is read once."""
    return Edition.from_plain(json.loads(written), "snapshot: edition")


def _answer(values: Mapping[str, Any]) -> Answer:
    return Answer(
        kind=AnswerKind(values["answer"]),
        prose=from_plain(values["prose"]),
        reason=str(values["reason"]),
        completed=bool(values["completed"]),
    )
