"""A program that works in the real window until it is killed, and says what is saved.

    typing_on FOLDER SEED (true | early)

Each line on standard output is a list: what it is about, the id of a report, and what is told:

    led ID PLACE ""           the start led there; without an id, to the list
    opened ID PLACE TEXT      a report is shown, and its text is what is kept
    at ID PLACE ""            an act has ended there; without an id, on another page
    noting ID PLACE ""        the next start is to lead there; without an id, to the list
    noted "" "" ""            one more of these is on the disk
    asked ID PLACE TEXT       this text is about to be kept; said before it is
    said ID PLACE TEXT        the status line calls this text saved
    submitted ID PLACE ""     the page with the three files is shown

TEXT is a hash of all that is written. “early” is the control, which says “saved” too early.
"""

import json
import os
import random
import sys
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State
from tests.durability.month import ACTS, Month
from tests.durability.sitting import Chosen, Faults, application, at_the_window
from tests.hub.year import Year
from ui.acts import left_off
from ui.acts.left_off import LeftOff
from ui.acts.saving import Saving
from ui.confirmation_page import ConfirmationPage
from ui.editor.page import EditorPage

OFTEN = {
    "write": 30, "begin_a_block": 6, "switch_section": 12, "paste": 6, "undo": 6, "redo": 3,
    "rub_out": 5, "answer_without_text": 3, "save": 3, "preview": 1, "find_and_replace": 2,
    "submit": 3, "start_the_next": 3, "receive": 1, "half_an_hour_passes": 2,
}  # fmt: skip


def text_of(answers: Iterable[tuple[str, Answer]]) -> str:
    """A hash of what each section says."""
    said = {key: [each.kind, plain_text(each.prose)] for key, each in answers}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def text_of_report(report: Report) -> str:
    """The same of a report that is kept."""
    return text_of((each.id, report.answer_to(each)) for each in report.edition.sections)


def _shown(page: EditorPage) -> str:
    return text_of((key, panel.answer()) for key, panel in page._sections.items())


def _tell(*words: str) -> None:
    # At once, in one piece, from either thread.
    os.write(1, f"{json.dumps(words)}\n".encode())


def _place(page: EditorPage) -> str:
    return f"{page.place.kind} {page.place.id}"


def listen(*, early: bool) -> None:
    """Have the program tell what it keeps and what it says."""
    window: Any = EditorPage
    saved, writing = EditorPage.saved, EditorPage.start_writing
    keep = Store.save

    def tell_saved(page: EditorPage, at: datetime) -> None:
        saved(page, at)
        if page.all_saved and "All changes saved" in page._top.saved_words:
            _tell("said", page.report.id, _place(page), _shown(page))

    def tell_opened(page: EditorPage) -> None:
        writing(page)
        _tell("opened", page.report.id, _place(page), _shown(page))

    def tell_asked(store: Store, report: Report, places: Iterable[Place], **rest: Any) -> int:
        _tell("asked", report.id, "", text_of_report(report))
        return keep(store, report, places, **rest)

    window.saved, window.start_writing = tell_saved, tell_opened
    store: Any = Store
    store.save = tell_asked
    _listen_to_notes()
    if early:
        _say_saved_too_early()


def _listen_to_notes() -> None:
    following: Any = LeftOff
    working: Any = left_off
    note, forget, write, remove = LeftOff._note, LeftOff.forget, left_off._write, left_off._remove

    def tell_noting(left: LeftOff) -> None:
        if left._page is not None:
            _tell("noting", left._page.report.id, _place(left._page), "")
        note(left)

    def tell_forgetting(left: LeftOff) -> None:
        _tell("noting", "", "", "")
        forget(left)

    def tell_noted(file: Path, report_id: str, place: Place) -> None:
        write(file, report_id, place)
        _tell("noted", "", "", "")

    def tell_forgotten(file: Path) -> None:
        remove(file)
        _tell("noted", "", "", "")

    following._note, following.forget = tell_noting, tell_forgetting
    working._write, working._remove = tell_noted, tell_forgotten


def _say_saved_too_early() -> None:
    road: Any = Saving
    ask, on_saved = Saving._on_save_requested, Saving._on_saved

    def say_and_ask(saving: Saving, report: Report, places: set[Place]) -> None:
        on_saved(saving, 0)
        ask(saving, report, places)

    road._on_save_requested, road._on_saved = say_and_ask, lambda _saving, _revision: None


def work_on(month: Month, seed: str) -> None:
    """Until killed."""
    chance = random.Random(seed)
    _tell("led", *_whereabouts(month), "")
    drafts = month.summaries(State.DRAFT)
    if month.person.window._pages.editor is None and drafts:
        month.open(max(drafts, key=lambda each: each.revision).id)
    while True:
        name = chance.choices(list(OFTEN), list(OFTEN.values()))[0]
        month.chance = chance
        ACTS[name][0](month)
        if name == "submit":
            [page] = month.person.window.findChildren(ConfirmationPage)
            assert page.isVisible()
            _tell("submitted", month.sent, "", "")
        _tell("at", *_whereabouts(month), "")
        if chance.random() < 0.2:
            month.person.wait(partial(_is_saved, month))


def _whereabouts(month: Month) -> tuple[str, str]:
    page = month.person.window._pages.editor
    return (page.report.id, _place(page)) if page is not None else ("", "")


def _is_saved(month: Month) -> bool:
    page = month.person.window._pages.editor
    return page is None or page.all_saved


def main(work: Path, seed: str, control: str) -> None:
    """Sit down at what is there, and work."""
    faults, chosen = Faults(), Chosen()
    app = application(work)
    faults.listen()
    chosen.put_in_place()
    listen(early=control == "early")
    with at_the_window(app, work / "data") as person:
        deliveries = [work / "returns"]
        work_on(Month(person, chosen, work, Year([], [], [], {}), deliveries, []), seed)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(3)
