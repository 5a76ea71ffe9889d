"""What a demonstration looks like, and what IT has laid down where it would be chosen."""

from collections.abc import Iterator
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from highlight_desktop import demonstrated
from highlight_desktop.demonstration import telling
from highlight_desktop.demonstration.council import councils
from highlight_desktop.demonstration.writing import Calendar
from highlight_desktop.errors import SettingsError
from highlight_desktop.report.report import Place
from highlight_desktop.rules import BY_DEMONSTRATION, Rules
from highlight_desktop.settings import Settings
from ui.demonstrating import DemonstrationStrip
from ui.dialogs.demonstration_question import DemonstrationQuestion
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.submit_dialog import SubmitDialog
from ui.editor.page import EditorPage, OpenReport
from ui.widgets.notice_strip import below

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
IN_DEMONSTRATION = Rules(
    {"marking": demonstrated.MARKING, "hub_address": "hub@fenbridge.example"},
    BY_DEMONSTRATION,
    demonstrated.MARKING,
    is_demonstration=True,
)
BY_POLICY = Rules(
    {
        "hub_name": "Resilience Hub",
        "hub_address": "highlights@council.example",
        "outbox_folder": "/srv/reports/outgoing",
        "backup_folder": "/srv/reports/backups",
    },
    lowest_marking="OFFICIAL",
)


def demonstrations() -> Iterator[tuple[str, QWidget]]:
    """A report in it, the question before it goes; settings and submitting under IT's rules."""
    area = councils().areas[1]
    page = EditorPage(OpenReport(telling.report(Calendar(AT.date()).occasion(area, 25)), AT))
    page.ask_for_marking(IN_DEMONSTRATION.lowest_marking, IN_DEMONSTRATION.on_marking)
    page.show_place(Place("header", "author"))
    strip = DemonstrationStrip()
    strip.show()
    yield "demonstration", below(page, strip)
    yield "demonstration-question", DemonstrationQuestion(3)
    chosen = BY_POLICY.applied_to(Settings())
    yield "settings-laid-down", SettingsDialog(chosen, rules=BY_POLICY)
    fault = SettingsError(
        "The policy file “/etc/highlight-desktop/policy.toml” cannot be used: hub.adress is not a"
        " key of a policy.",
        "Have IT put it right. Until then nothing is submitted, and nothing is removed.",
    )
    yield "settings-no-rules", SettingsDialog(Settings(), rules=Rules(fault=fault))
    title = "Parks, Libraries and Registration · 8 to 21 June 2026"
    yield (
        "submit-laid-down",
        SubmitDialog(
            title,
            chosen,
            [],
            "OFFICIAL",
            against="25 May to 7 June 2026, version 1",
            rules=BY_POLICY,
        ),
    )
