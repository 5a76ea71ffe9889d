"""Knows what a service that does not exist has to tell in a fortnight: no two tell the same.

Works and changes go on from phase to phase through the year, sentences about anything else come in
turn. Nothing is drawn by lot: the same service says the same of the same days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from highlight_desktop import demonstrated
from highlight_desktop.demonstration.council import Area, councils
from highlight_desktop.report import edition
from highlight_desktop.report.calendar_words import MONTHS, printed
from highlight_desktop.report.edition import AnswerKind, Edition, FieldId, Section, Topic
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.report import Answer, Report

PERIODS = 26
"""Fortnights: a year."""
_STRIDE = 7
"""Has no divisor in common with the number of sentences of a topic, so each has its turn."""
_WORKS_LAST, _CHANGES_LAST = 22, 14
"""Fortnights from the first phase to the last."""
_BEGINS = (0, 4)
"""In which fortnight the first and the second undertaking of a kind begin."""
_NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One service area in one reporting period."""

    area: Area
    number: int
    """Of the fortnight, from 0."""
    start: date
    end: date

    @property
    def form(self) -> Edition:
        """All editions have their time, in the order they were issued."""
        forms = edition.bundled()
        return forms[min(self.number * len(forms) // PERIODS, len(forms) - 1)]

    def lot(self, of: int, about: str) -> int:
        """A number below `of` that seems to be drawn, and is always the same."""
        drawn = sha256(f"{self.area.name}/{self.number}/{about}".encode()).digest()
        return int.from_bytes(drawn[:4], "big") % of


def report(on: Occasion, *, only_no_change: bool = False) -> Report:
    """What it reports, whole; or that nothing has changed at all."""
    identity = sha256(f"demonstration/{on.area.name}/{on.start}".encode()).hexdigest()[:32]
    made = Report(identity, on.form, marking=demonstrated.MARKING, header={}, answers={})
    typed = {
        FieldId.SERVICE_AREAS: on.area.name,
        FieldId.AUTHOR: on.area.author,
        FieldId.PERIOD: printed(on.start, on.end),
        FieldId.LOCAL_AUTHORITY: councils().local_authority,
    }
    for field in on.form.header:
        made, _ = made.fill_in(field.id, typed[field.id])
    for place, section in enumerate(on.form.sections):
        answer = Answer(AnswerKind.NO_CHANGE) if only_no_change else _answer(on, section, place)
        made, _ = made.answer(section.id, answer)
    return made


def corrected(before: Report, which: int) -> Report:
    """The same with a sentence that puts something right."""
    section = next(each for each in before.edition.sections if before.answer_to(each).prose)
    answer = before.answer_to(section)
    said = councils().said["corrected"]
    more = Block(BlockKind.PARAGRAPH, said[which % len(said)])
    return before.answer(section.id, Answer(AnswerKind.ANSWERED, (*answer.prose, more)))[0]


def _answer(on: Occasion, section: Section, place: int) -> Answer:
    """Text, or an answer instead of it in about one section of five; never in the activities."""
    turn = (on.number * 2 + on.area.number * 3 + place * 4) % 19
    if section.topic is not Topic.ACTIVITY and turn in (3, 8, 15):
        return Answer(AnswerKind.NO_CHANGE)
    if section.topic is not Topic.ACTIVITY and turn == 11:
        return Answer(AnswerKind.NOTHING_TO_REPORT)
    if section.topic is Topic.WORKFORCE and turn == 17:
        reasons = councils().said["not_applicable"]
        return Answer(AnswerKind.NOT_APPLICABLE, reason=reasons[on.number % len(reasons)])
    if section.topic is Topic.ACTIVITY:
        return Answer(AnswerKind.ANSWERED, _activities(on))
    if section.topic is Topic.RISKS:
        return Answer(AnswerKind.ANSWERED, _risks(on, section))
    return Answer(AnswerKind.ANSWERED, tuple(_paragraphs(on, str(section.topic))))


def _activities(on: Occasion) -> Prose:
    """Works and changes as bullets, the days' business as paragraphs; each service in its way."""
    heads = councils().said["subheads"]
    works, changes = list(_undertakings(on, works=True)), list(_undertakings(on, works=False))
    daily = list(_paragraphs(on, "activity"))
    if on.area.number % 3 == 1:
        return (*daily, *map(_bullet, (*works, *changes)))
    if on.area.number % 3 == 2:
        return (*map(_paragraph, (*works, *changes)), *daily)
    parts = ((heads[0], [*map(_bullet, works)]), (heads[1], [*map(_bullet, changes)]))
    told = [
        block for head, blocks in (*parts, (heads[2], daily)) for block in _headed(head, blocks)
    ]
    return tuple(told)


def _headed(head: str, blocks: Sequence[Block]) -> Iterator[Block]:
    if blocks:
        yield Block(BlockKind.SUBHEADING, head)
        yield from blocks


def _undertakings(on: Occasion, *, works: bool) -> Iterator[str]:
    """A sentence on each that has something new in this fortnight."""
    phases = list((councils().works if works else councils().changes).values())
    lasts = _WORKS_LAST if works else _CHANGES_LAST
    for begins, project in zip(_BEGINS, on.area.works if works else on.area.changes, strict=True):
        since = on.number - begins - (0 if works else 3) - on.area.number % 2
        if not 0 <= since < lasts:
            continue
        phase = since * len(phases) // lasts
        first = -(-phase * lasts // len(phases))
        if since - first < len(phases[phase]):
            which = (since - first + on.area.number) % len(phases[phase])
            yield _filled(on, phases[phase][which], project)


def _risks(on: Occasion, section: Section) -> Prose:
    """One of the service's risks below each of the form's own sub-headings."""
    risks = on.area.risks
    heads = [Block(BlockKind.SUBHEADING, each) for each in section.subheadings]
    own = [_bullet(risks[(on.number // 3 + more) % len(risks)]) for more in range(len(heads))]
    return tuple(block for both in zip(heads, own, strict=True) for block in both)


def _paragraphs(on: Occasion, topic: str) -> Iterator[Block]:
    """Two of its sentences in most fortnights, one in the others."""
    sentences = councils().topics[topic]
    step = (on.number * 2 * _STRIDE + on.area.number * 5) % len(sentences)
    for more in range(2 if on.lot(3, topic) else 1):
        which = (step + more * _STRIDE) % len(sentences)
        project = on.area.works[on.lot(len(on.area.works), f"{topic} project")]
        yield _paragraph(_filled(on, sentences[which], project, aspect=f"{topic} {more}"))


def _filled(on: Occasion, sentence: str, project: str, *, aspect: str = "") -> str:
    """A sentence with what this service calls things, and figures that fit it."""
    about = f"{aspect} {sentence}"
    measure, usual = on.area.measures[on.lot(len(on.area.measures), about)]
    if "{measure}" in sentence.casefold():
        many, before = (usual * (80 + on.lot(41, f"{about} {each}")) // 100 for each in ("n", "m"))
    else:
        many, before = 110 + on.lot(870, about), 0
    day = on.end - timedelta(days=on.lot(10, f"day {about}"))
    day -= timedelta(days=max(0, day.weekday() - 4))
    slots = {
        "project": project,
        "place": on.area.places[on.lot(len(on.area.places), f"place {about}")],
        "people": on.area.people,
        "partner": on.area.partner,
        "measure": measure,
        "n": f"{many:,}",
        "m": f"{before:,}",
        "few": str(12 + on.lot(48, f"few {about}")),
        "some": _NUMBERS[on.lot(len(_NUMBERS), f"some {about}")],
        "weeks": str(9 + on.lot(16, f"weeks {about}")),
        "money": f"£{(32 + on.lot(830, f'money {about}')) * 100:,}",
        "day": f"{day.day} {MONTHS[day.month - 1]}",
    }
    slots |= {key.capitalize(): _capitalised(text) for key, text in slots.items()}
    return sentence.format_map(slots)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def _bullet(text: str) -> Block:
    return Block(BlockKind.BULLET, text)
