"""Knows one edition of the form: its title, header fields, parts, sections and topics.

An edition is data: one TOML file, in ``resources/editions/`` or added by the user. The same plain
values travel inside every snapshot, so a report can be read when its edition is long gone. Unknown
keys are errors that name their path, because a misspelt key would otherwise be lost in silence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Self

from highlight_desktop.errors import EditionError
from highlight_desktop.report import issuing
from highlight_desktop.report.table import Table, fault, quoted

_DATED = re.compile(r"\d{4}-\d{2}(?!\d)")


class AnswerKind(StrEnum):
    """How a section is answered; the values are those of the command line's JSON."""

    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    NO_CHANGE = "no_change"
    NOTHING_TO_REPORT = "nothing_to_report"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        """The answer in words, as documents print it: "No change"."""
        return self.value.replace("_", " ").capitalize()

    @property
    def is_nil(self) -> bool:
        """True for the answers given instead of text."""
        return self in NIL_ANSWERS


NIL_ANSWERS = (AnswerKind.NO_CHANGE, AnswerKind.NOTHING_TO_REPORT, AnswerKind.NOT_APPLICABLE)


class FieldId(StrEnum):
    """The header fields a form may have."""

    SERVICE_AREAS = "service_areas"
    AUTHOR = "author"
    PERIOD = "period"
    LOCAL_AUTHORITY = "local_authority"


class Topic(StrEnum):
    """What a section is about, shared by all editions: how text finds its way between them."""

    GUIDANCE = "guidance"
    ACTIVITY = "activity"
    RISKS = "risks"
    RECOVERY = "recovery"
    DECISIONS = "decisions"
    FINANCE = "finance"
    WORKFORCE = "workforce"
    COMMUNICATIONS = "communications"
    SERVICES = "services"
    PERFORMANCE = "performance"
    GOOD_NEWS = "good_news"


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One labelled field at the head of the form."""

    id: FieldId
    label: str
    """As printed, in sentence case."""
    aliases: tuple[str, ...] = ()
    """Other labels under which it has been written."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form, holding some of its sections."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the form: a heading and what belongs under it."""

    id: str
    """Permanent; the same in every later edition that keeps the section."""
    topic: Topic
    name: str
    """The heading without the text in brackets, in sentence case."""
    aliases: tuple[str, ...] = ()
    """Other headings under which it has been written, by earlier editions or by authors."""
    part: str = ""
    """The id of its part, empty in a form without parts."""
    guidance: str = ""
    """Printed in brackets behind the name: what to write."""
    scope: str = ""
    """Printed in brackets behind the name: what the section also covers."""
    pointer: str = ""
    """Printed in brackets behind the name: which other report to look at."""
    subheadings: tuple[str, ...] = ()
    """Sub-headings that the form itself prints in this section."""
    answers: tuple[AnswerKind, ...] = NIL_ANSWERS
    """The answers allowed instead of text."""

    @property
    def heading(self) -> str:
        """The heading as printed, with its text in brackets."""
        return self.name + "".join(f" ({text})" for text in self._brackets)

    @property
    def advice(self) -> str:
        """The form's words in brackets as a line of their own, for beside the field."""
        return ". ".join(text[0].upper() + text[1:] for text in self._brackets)

    @property
    def _brackets(self) -> list[str]:
        return [text for text in (self.scope, self.guidance, self.pointer) if text]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the form."""

    id: str
    """Permanent: the year and month it came into use, "2020-06"."""
    title: str
    header: tuple[HeaderField, ...]
    sections: tuple[Section, ...]
    """In the order of the form."""
    parts: tuple[Part, ...] = ()

    def section(self, section_id: str) -> Section:
        """The section with this id. Raises KeyError if the edition has none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def part_of(self, section: Section) -> Part | None:
        """The part a section belongs to, or None in a form without parts."""
        return next((part for part in self.parts if part.id == section.part), None)

    def has_field(self, field_id: FieldId) -> bool:
        """True when the form's header asks for this field."""
        return any(field.id == field_id for field in self.header)

    @property
    def age(self) -> tuple[bool, str]:
        """Orders editions, the oldest first; one without a year and month in its id comes first."""
        return bool(_DATED.match(self.id)), self.id

    @classmethod
    def from_toml(cls, text: str, name: str) -> Self:
        """Read an edition file, as it is issued.

        Raises EditionError naming the path of the first fault, and its line where it is known.
        More is asked of it than `from_plain` asks of what was kept: whoever issues a form can
        still mend it.
        """
        try:
            edition = cls.from_plain(issuing.values(text, name), name)
            issuing.check(edition.to_plain(), name)
        except EditionError as error:
            raise issuing.with_line(error, text, name) from error
        return edition

    @classmethod
    def from_plain(cls, values: object, name: str) -> Self:
        """Read an edition from plain values. Raises EditionError naming the path of a fault."""
        top = Table(values, name)
        edition = cls(
            id=top.identifier("id"),
            title=top.text("title"),
            header=tuple(_header_field(table) for table in top.tables("header")),
            parts=tuple(_part(table) for table in top.tables("part", required=False)),
            sections=tuple(_section(table) for table in top.tables("section")),
        )
        top.close()
        _check_references(edition, name)
        return edition

    def to_toml(self) -> str:
        """The edition as a file that `from_toml` reads; what need not be said is left out."""
        plain = self.to_plain()
        for section, values in zip(self.sections, plain["section"], strict=True):
            if section.answers == NIL_ANSWERS:
                del values["answers"]
        return issuing.written(plain)

    def to_plain(self) -> dict[str, Any]:
        """The edition as JSON values, every key written out."""
        return {
            "id": self.id,
            "title": self.title,
            "header": [
                {"id": str(field.id), "label": field.label, "aliases": list(field.aliases)}
                for field in self.header
            ],
            "part": [{"id": part.id, "heading": part.heading} for part in self.parts],
            "section": [
                {
                    "id": section.id,
                    "topic": str(section.topic),
                    "name": section.name,
                    "aliases": list(section.aliases),
                    "part": section.part,
                    "guidance": section.guidance,
                    "scope": section.scope,
                    "pointer": section.pointer,
                    "subheadings": list(section.subheadings),
                    "answers": [str(kind) for kind in section.answers],
                }
                for section in self.sections
            ],
        }


@cache
def bundled() -> tuple[Edition, ...]:
    """The editions that come with the program, oldest first."""
    folder = files("resources") / "editions"
    return tuple(
        Edition.from_toml(entry.read_text(encoding="utf-8"), entry.name)
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    )


def newest(editions: Iterable[Edition] = ()) -> Edition:
    """The edition to offer first for a new report: of these, or of those that are bundled."""
    return max(tuple(editions) or bundled(), key=lambda each: each.age)


def find(edition_id: str, editions: Iterable[Edition] = ()) -> Edition:
    """The edition with this id: of these, or of those that are bundled.

    Raises EditionError listing those there are.
    """
    there = tuple(editions) or bundled()
    for edition in there:
        if edition.id == edition_id:
            return edition
    known = ", ".join(edition.id for edition in there)
    raise EditionError(
        f"There is no edition {quoted(edition_id)} of the form.",
        f"Choose from: {known}. Another one is added from its file, with File, Add a form edition.",
    )


def _header_field(table: Table) -> HeaderField:
    field = HeaderField(
        id=FieldId(table.choice("id", FieldId)),
        label=table.text("label"),
        aliases=table.texts("aliases"),
    )
    table.close()
    return field


def _part(table: Table) -> Part:
    part = Part(id=table.identifier("id"), heading=table.text("heading"))
    table.close()
    return part


def _section(table: Table) -> Section:
    section = Section(
        id=table.identifier("id"),
        topic=Topic(table.choice("topic", Topic)),
        name=table.text("name"),
        aliases=table.texts("aliases"),
        part=table.text("part", required=False),
        guidance=table.text("guidance", required=False),
        scope=table.text("scope", required=False),
        pointer=table.text("pointer", required=False),
        subheadings=table.texts("subheadings"),
        answers=tuple(AnswerKind(kind) for kind in table.choices("answers", NIL_ANSWERS)),
    )
    table.close()
    return section


def _check_references(edition: Edition, name: str) -> None:
    """Ids are unique, every part named exists, and the fields every report needs are there."""
    for key, ids in (
        ("header", [str(field.id) for field in edition.header]),
        ("part", [part.id for part in edition.parts]),
        ("section", [section.id for section in edition.sections]),
    ):
        for number, one in enumerate(ids):
            if one in ids[:number]:
                twice = f"is “{one}”, and so is {key}[{ids.index(one) + 1}].id"
                raise fault(name, f"{key}[{number + 1}].id", f"{twice}; each has its own")
    parts = {part.id for part in edition.parts}
    for number, section in enumerate(edition.sections, 1):
        if section.part not in (parts or {""}):
            what = f"is {quoted(section.part)}, which is not among the parts"
            if not section.part:
                what = "is missing; in a form with parts each section has one"
            raise fault(name, f"section[{number}].part", what)
    for field_id in (FieldId.SERVICE_AREAS, FieldId.AUTHOR, FieldId.PERIOD):
        if not edition.has_field(field_id):
            raise fault(name, "header", f"has no field “{field_id}”, which every form needs")
