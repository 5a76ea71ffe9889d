"""Knows what somebody wants in a pack: a period, and which councils, topics and words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from highlight_desktop.report import edition, matches
from highlight_desktop.report.edition import Edition, Topic
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import NOT_YET_PLACED
from highlight_desktop.store.expectations import Council


class Arrangement(StrEnum):
    """In which order a pack tells what was returned; the values are those of the command line."""

    SECTION = "section"
    """Under each topic the text of each service area, editions mixed."""
    AREA = "area"
    """Each report whole, one service area after the other."""

    @property
    def in_words(self) -> str:
        """What to call it on paper."""
        if self is Arrangement.SECTION:
            return "By section: under each topic, what each service area wrote"
        return "By service area: each report whole, one after the other"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be in a pack. Without filters: every current return of the period."""

    period: Period
    council: Council | None = None
    """CCC or PCC: the service areas that report to it, alone or to both. BOTH: those that
    report to both."""
    topics: tuple[Topic, ...] = ()
    """None named: all, and the text that belongs to no section."""
    words: str = ""
    """Each of them must stand in a section’s text, in capitals or not; then all of it is shown."""
    added: tuple[Edition, ...] = field(default=(), repr=False)
    """Editions of the form that did not come with the program: the newest names the topics."""

    @property
    def in_words(self) -> str:
        """Which part of the returns this is, for the reader to know; empty when it is all."""
        told = []
        if self.council:
            both = self.council is Council.BOTH
            told.append(
                "service areas of both councils" if both else f"service areas of {self.council}"
            )
        if self.topics:
            told.append(f"sections on {', '.join(map(self.title_of, self.topics))}")
        if self.words.split():
            told.append(f"texts with the words “{' '.join(self.words.split())}”")
        return f"Only {', '.join(told)}" if told else ""

    def title_of(self, topic: Topic | None) -> str:
        """What the newest form that asks for a topic calls it."""
        return title_of(topic, self.added)

    def in_order(self) -> tuple[Topic | None, ...]:
        """The topics as the newest form orders them, then what only earlier ones ask for."""
        return in_order(self.added)

    def has_council(self, council: Council) -> bool:
        """True when service areas that report to this council are wanted."""
        return self.council in (None, council) or (
            council is Council.BOTH and self.council is not None
        )

    def has_topic(self, topic: Topic | None) -> bool:
        """True when sections of this topic are wanted; None for text that belongs to no section."""
        return not self.topics or topic in self.topics

    def has_words(self, texts: Iterable[str]) -> bool:
        """True when each of the words wanted stands in one of the texts."""
        wanted = self.words.split()
        said = "\n".join(texts) if wanted else ""
        return all(matches.find(word, said) for word in wanted)


def title_of(topic: Topic | None, added: Iterable[Edition] = ()) -> str:
    """What the newest form that asks for a topic calls it."""
    if topic is None:
        return NOT_YET_PLACED
    for form in _newest_first(added):
        names = [section.name for section in form.sections if section.topic is topic]
        if names:
            return " / ".join(names)
    return topic.replace("_", " ").capitalize()


def in_order(added: Iterable[Edition] = ()) -> tuple[Topic | None, ...]:
    """The topics as the newest form orders them, then what only earlier ones ask for."""
    asked = (section.topic for form in _newest_first(added) for section in form.sections)
    return (*dict.fromkeys((*asked, *Topic)), None)


def _newest_first(added: Iterable[Edition]) -> list[Edition]:
    forms = (*edition.bundled(), *added)
    return sorted(forms, key=lambda each: each.age, reverse=True)
