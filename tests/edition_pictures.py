"""The dialogs about editions of the form: one looked at, refused, listed, and drafts that move."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from highlight_desktop.errors import EditionError
from highlight_desktop.forms import Forms
from highlight_desktop.report import edition
from highlight_desktop.report.edition import Edition, FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.store.stored import Summary
from ui.acts.edition_preview import EditionPreview
from ui.acts.form_editions import printed
from ui.dialogs.editions_dialog import EditionsDialog
from ui.dialogs.move_drafts_dialog import MoveDraftsDialog
from ui.dialogs.moved_dialog import Moved, MovedDialog
from ui.dialogs.problem_dialog import ProblemDialog

LONG = replace(
    edition.newest(),
    id="2027-04",
    title="Highlight report on outdoor services, libraries, community centres and leisure",
)
TWISTED = EditionError(
    "“Outdoor services highlight report, final (2).toml”, line 38: section[2].topic is “money”; it"
    " must be one of guidance, activity, risks, recovery, decisions, finance, workforce,"
    " communications, services, performance, good_news."
)
UNKNOWN = EditionError(
    "“outdoor.toml”, line 41: section[2].heading is not a key of a form edition.",
    "The keys in this place are: id, topic, name, aliases, part, guidance, scope, pointer,"
    " subheadings, answers.",
)


def form_editions(summaries: Sequence[Summary]) -> Iterator[tuple[str, QWidget]]:
    """A short form and a long one; faults; the list; one draft and many that could move."""
    for name, form, adding in (("add", edition.find("2020-05"), True), ("show", LONG, False)):
        yield f"edition-{name}", EditionPreview(form, printed(form), adding=adding)
    for name, error in (("topic", TWISTED), ("key", UNKNOWN)):
        yield f"edition-fault-{name}", ProblemDialog(error.message, error.remedy)
    for name, known, uses in (
        ("none-added", Forms(), {}),
        ("added", Forms(added=(LONG,)), {"2021-01": 1, "2020-06": 12_345}),
        ("fault", Forms(faults=(TWISTED,)), {"2021-01": 3}),
    ):
        dialog = EditionsDialog()
        dialog.show_forms(known, uses)
        yield f"editions-{name}", dialog
    yield "move-drafts-1", MoveDraftsDialog(LONG, summaries[:1])
    many = MoveDraftsDialog(LONG, summaries)
    many._tick_all()
    yield f"move-drafts-{len(summaries)}", many
    yield "moved-1", MovedDialog([_moved(LONG)])
    note = "This edition has no section like “Positive news stories”: its text is kept under “Not"
    notes = (f"{note} yet placed”.", "This edition does not ask for “Local authority”.")
    yield "moved-30", MovedDialog([_moved(LONG, notes) for _ in range(30)])


def _moved(form: Edition, notes: Sequence[str] = ()) -> Moved:
    header = {FieldId.SERVICE_AREAS: "Parks and Libraries", FieldId.PERIOD: "8 to 21 June 2026"}
    return Moved("1" * 32, Report("0" * 32, form, header), notes)
