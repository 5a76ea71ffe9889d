"""Knows the fields of the preferences, which the first start and the settings both show."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from highlight_desktop import address, folders
from highlight_desktop.report.marking import covers
from highlight_desktop.rules import Rules
from highlight_desktop.settings import Settings
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.checked_field import CheckedField, FolderField
from ui.widgets.marking_box import MarkingBox, MarkingField
from ui.widgets.sight import bring_into_sight


class PreferencesForm(QWidget):
    """What new reports begin with, and where submitted ones go."""

    def __init__(self, settings: Settings, rules: Rules | None = None) -> None:
        """`rules`: what is not the user's to choose is shown, and cannot be changed."""
        super().__init__()
        self._settings = settings
        self._rules = rules or Rules()
        default = str(folders.default_outbox_folder())
        backups = str(folders.usual_backup_folders()[0])
        self._fields: dict[str, CheckedField] = {
            "author": CheckedField("&Your name and role", "New reports begin with these three."),
            "service_areas": CheckedField("Your ser&vice areas"),
            "local_authority": CheckedField("&Local authority"),
            "hub_name": CheckedField("Name of the &hub", "The e-mail begins by greeting it."),
            "hub_address": CheckedField(
                "E-mail &address of the hub",
                "Reports are addressed to it. Leave it empty to fill it in in each e-mail.",
                address.problem,
            ),
            "outbox_folder": FolderField(
                "&Folder for outgoing files",
                f"Leave it empty for {default}",
                folders.folder_problem,
                default,
            ),
            "backup_folder": FolderField(
                "Folder for a second copy of &backups",
                "Backups are always kept with your reports. A copy elsewhere also survives a lost"
                f" computer or profile: in Documents or OneDrive, for example {backups}",
                folders.folder_problem,
                str(folders.usual_backup_folders()[0].parent),
                "Ch&oose…",
            ),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GAP_PX)
        for name, field in self._fields.items():
            field.set_text(getattr(settings, name))
            layout.addWidget(field)
            if name in self._rules.fixed:
                field.fix(self._rules.why)
        self._marking = MarkingBox(settings.marking)
        self._marking.offer_from(self._rules.lowest_marking)
        is_fixed = "marking" in self._rules.fixed
        self._marking.setEnabled(not is_fixed)
        marked = MarkingField("Protective &marking of new reports", self._marking)
        marked.tell_rule(self._rules.why if is_fixed else self._rules.on_marking)
        layout.addWidget(marked)
        layout.addStretch(1)

    def settings(self) -> Settings:
        """The settings it was made with, and in them what stands in the fields."""
        typed = {name: field.text() for name, field in self._fields.items()}
        return replace(
            self._settings,
            author=typed["author"],
            service_areas=typed["service_areas"],
            local_authority=typed["local_authority"],
            hub_name=typed["hub_name"],
            hub_address=typed["hub_address"],
            outbox_folder=typed["outbox_folder"],
            backup_folder=typed["backup_folder"],
            marking=self._marking.marking(),
        )

    def complain(self) -> bool:
        """Go to the first field with a fault and say what it is; False when there is none."""
        for field in self._fields.values():
            if field.problem():
                field.complain()
                return True
        if not covers(self._marking.marking(), self._rules.lowest_marking):
            announce(self._marking, self._rules.on_marking)
            self._marking.setFocus()
            bring_into_sight(self._marking)
            return True
        return False
