"""The pages about the data as a whole: what is due, what was checked, what support gets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from highlight_desktop.policy import Policy, Retention
from highlight_desktop.store.ageing import Copies
from highlight_desktop.store.backup import Backup
from highlight_desktop.store.check import Checked, Finding
from highlight_desktop.store.desk_check import CheckedDesk
from highlight_desktop.store.retention import Due
from ui.dialogs.data_check_dialog import DataCheckDialog
from ui.dialogs.removal_question import RemovalQuestion
from ui.dialogs.removed_dialog import RemovedDialog
from ui.dialogs.support_saved_dialog import SupportSavedDialog
from ui.home.due_dialog import DueDialog
from ui.home.due_model import named

RULES = Policy(Path("/etc/highlight-desktop/policy.toml"), Retention(24, 84, 24, 90, 12, 6, 24))
AREAS = (
    "Parks and Libraries",
    "Libraries, Archives and Local Studies, Registration and Bereavement Services, Parks, Play"
    " Areas and Countryside, Markets, Community Centres and Leisure",
    "",
    "Waste and Recycling",
)
STATES = ("draft", "submitted", "superseded")


def due(count: int) -> list[Due]:
    since = datetime(2019, 3, 3, 14, 2, tzinfo=UTC)
    return [
        Due(
            report_id=f"{number:032x}",
            service_areas=AREAS[number % len(AREAS)],
            period_typed=("8 to 21 June 2018", "1 October 2017 to 31 March 2018")[number % 2],
            state=STATES[number % 3],
            version=1 + number % 3,
            since=since - timedelta(days=number),
            months=(24, 84, 24)[number % 3],
            due_on=date(2026, 3, 3),
            reason="An inquiry into the depot was under way" if number == 1 else "",
        )
        for number in range(count)
    ]


def keeping_house() -> Iterator[tuple[str, QWidget]]:
    """None, one and many that are due; what is asked before they go, and told afterwards."""
    for name, rules, count in (("no-rules", Policy(), 0), ("0", RULES, 0), ("1", RULES, 1)):
        dialog = DueDialog(rules)
        dialog.show_due(due(count))
        yield f"due-{name}", dialog
    many = DueDialog(RULES)
    many.show_due(due(40))
    many._reason.setText("An inquiry is under way")
    many.tell("Kept longer: 2 reports.")
    yield "due-40", many
    hub = DueDialog(RULES)
    kept = due(6)
    kept[1:5:3] = [replace(kept[1], state="returned", months=24)] * 2
    notes = {"service_areas": "notes from the meeting.msg", "period_typed": "", "version": 1}
    kept[2] = replace(kept[2], state="unread", months=24, **notes)
    hub.show_due(kept)
    hub.tell("Removed for good: 2 reports.")
    yield "due-at-the-hub", hub
    for count in (1, 40):
        yield f"removal-question-{count}", RemovalQuestion([named(each) for each in due(count)])
    made = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    held = tuple(
        Backup(Path(f"/home/anna/.local/share/highlight-desktop/backups/{n}.db"), made, 40 - n)
        for n in range(12)
    )
    aside = Path("/home/anna/.local/share/highlight-desktop/reports.db.corrupt-20261121T140231Z")
    yield "removed-none", RemovedDialog(1, Copies((), ()))
    yield "removed-many", RemovedDialog(40, Copies(held, (aside,)))
    yield (
        "removed-not-all",
        RemovedDialog(2, None, "Not all backups could be looked into: the disk reported a fault."),
    )


def checked_data() -> Iterator[tuple[str, QWidget]]:
    """All is well, something was put right, something was not; with and without a desk."""
    mended = Finding("12 rows in “header” belonged to no report.", mended=True)
    broken = [
        Finding(f"The report {number:08x} is not as it was last saved.", mended=False)
        for number in range(30)
    ]
    came = Finding("The file “highlight-report_parks.pdf” is not as it came in.", mended=False)
    yield "data-check-well", DataCheckDialog(Checked(1_204, 986, ()), None)
    yield (
        "data-check-mended",
        DataCheckDialog(Checked(40, 12, (mended,)), CheckedDesk(512, 498, ())),
    )
    yield (
        "data-check-damaged",
        DataCheckDialog(Checked(40, 12, (mended, *broken)), CheckedDesk(512, 498, (came,))),
    )


def support() -> Iterator[tuple[str, QWidget]]:
    """What is told of the file for support."""
    path = Path("/home/anna/Documents/highlight-desktop support 2026-11-22.zip")
    yield "support-saved", SupportSavedDialog(path)
