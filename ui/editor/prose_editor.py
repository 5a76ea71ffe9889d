"""Knows how prose is written by hand: which keys, buttons and menu entries do what."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QKeyCombination, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QWidget

from highlight_desktop.inbox.clipboard.pasted import Pasted
from highlight_desktop.report.prose import BlockKind
from ui.editor import prose_acts, prose_document, spelling_menu
from ui.editor.pasting import Pasting, fill_with
from ui.editor.writable_prose import WritableProse
from ui.widgets.alt_letters import is_alt_letter

UNDO_KEYS = ("Ctrl+Z",)
REDO_KEYS = ("Ctrl+Y", "Ctrl+Shift+Z")
_MENU_KEYS = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_PARAGRAPH_KEYS = (
    QKeySequence.StandardKey.InsertParagraphSeparator,
    # Shift+Enter: a line end inside a block would have no place in prose.
    QKeySequence.StandardKey.InsertLineSeparator,
)


class ProseEditor(WritableProse):
    """A text field for one answer.

    Each action has its shortcut only while this editor has the focus. None uses Ctrl+Alt,
    which is AltGr on Windows, where Welsh authors type ŵ and ŷ with it.
    """

    cleaned = Signal(list)
    """Something pasted was changed or left out; a list of sentences that say what."""
    left = Signal()
    """The keyboard has gone elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._pasting = Pasting(self, self._put_in, self._may_edit)
        self._pasting.told.connect(self.cleaned)
        self._make_actions()
        self.content_changed.connect(self._show_state)
        self.cursorPositionChanged.connect(self._show_state)
        self.currentCharFormatChanged.connect(self._show_state)
        self.undoAvailable.connect(self._show_state)
        self.redoAvailable.connect(self._show_state)
        self._show_state()

    def actions_for_toolbar(self) -> list[QAction]:
        """The actions in the order of a toolbar."""
        return [
            self.subheading_action,
            self.bullet_action,
            self.bold_action,
            self.shallower_action,
            self.deeper_action,
            self.undo_action,
            self.redo_action,
        ]

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802
        """Keep the text from being changed, and offer nothing that would."""
        super().setReadOnly(read_only)
        self._show_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter, Backspace and a typed bullet mark know about blocks; the rest is Qt's.

        So is the Menu key, and on Windows Shift+F10; elsewhere nobody makes a menu of that.
        """
        if event.keyCombination() == _MENU_KEYS:
            self._open_menu(self.cursorRect().bottomLeft(), self.textCursor())
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo) or _is_one_of(event, UNDO_KEYS):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or _is_one_of(event, REDO_KEYS):
            self.redo()
        elif any(event.matches(key) for key in _PARAGRAPH_KEYS):
            self._act(prose_acts.start_block)
        elif is_alt_letter(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Backspace and prose_acts.leave_list(self.textCursor()):
            event.accept()
        else:
            super().keyPressEvent(event)
            if event.text() == " ":
                self._act(prose_acts.bullet_from_mark)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell that the author has gone on."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._look.finish_word()
        self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Qt's menu, and before it what can be done about a misspelt word."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu(self.cursorRect().bottomLeft(), self.textCursor())
        else:
            self._open_menu(event.pos(), self.cursorForPosition(event.pos()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Words are taken, no files; of a picture only that it had to be left out."""
        return source.hasFormat("text/plain") or source.hasHtml() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste or drop what was copied here or in another program."""
        self._pasting.take_from(source)

    def paste_plain(self) -> None:
        """Paste the text alone, without headings, bold and levels that are only in the HTML."""
        self._pasting.take_plain_from(QGuiApplication.clipboard().mimeData())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy for other sections and other programs, see `copied_text`."""
        data = super().createMimeDataFromSelection()
        fill_with(data, prose_acts.copied(self.textCursor()))
        return data

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell apart what is only moved within this text."""
        self._pasting.is_moving_own = event.source() in (self, self.viewport())
        super().dropEvent(event)
        self._pasting.is_moving_own = False

    def context_menu(self, position: QPoint) -> QMenu:
        """The menu for a place in the viewport."""
        menu = self.createStandardContextMenu(position)
        entries = menu.actions()
        paste = next((n for n, act in enumerate(entries) if act.objectName() == "edit-paste"), None)
        if paste is not None:
            menu.insertAction(entries[paste + 1], self.paste_plain_action)
        for name, own in (("edit-undo", self.undo_action), ("edit-redo", self.redo_action)):
            for qts in (each for each in entries if each.objectName() == name):
                menu.insertAction(qts, own)
                menu.removeAction(qts)
        return menu

    def _open_menu(self, place: QPoint, cursor: QTextCursor) -> None:
        menu = self.context_menu(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        word = self._misspelt_at(cursor.position())
        if word is not None and self._spelling is not None:
            spelling_menu.offer(menu, word, self._spelling)
        menu.popup(self.viewport().mapToGlobal(place))

    def _put_in(self, pasted: Pasted) -> None:
        self._act(lambda cursor: prose_acts.put_in(cursor, pasted))

    def _may_edit(self) -> bool:
        return not self.isReadOnly()

    def _make_actions(self) -> None:
        self.subheading_action = self._action(
            "Sub-heading", "Make this a sub-heading", self.toggle_subheading, "Ctrl+Shift+H"
        )
        self.bullet_action = self._action(
            "Bullet", "Make this a bullet", self.toggle_bullet, "Ctrl+Shift+L", "Ctrl+Shift+8"
        )
        self.bold_action = self._action("Bold", "Bold", self.toggle_bold, "Ctrl+B")
        self.shallower_action = self._action(
            "Outdent", "Move the bullet out", self.move_shallower, "Ctrl+["
        )
        self.deeper_action = self._action(
            "Indent", "Move the bullet in", self.move_deeper, "Ctrl+]"
        )
        self.undo_action = self._action("Undo", "Undo", self.undo, *UNDO_KEYS)
        self.redo_action = self._action("Redo", "Redo", self.redo, *REDO_KEYS)
        self.paste_plain_action = self._action(
            "Paste as plain text", "Paste without formatting", self.paste_plain, "Ctrl+Shift+V"
        )
        for action in (self.undo_action, self.redo_action):
            # Keys of the whole page; Qt hands them to the text that has the focus.
            action.setShortcuts([])
        for action in (self.subheading_action, self.bullet_action, self.bold_action):
            action.setCheckable(True)

    def _action(self, text: str, tip: str, act: Callable[..., None], *shortcuts: str) -> QAction:
        keys = [QKeySequence(shortcut) for shortcut in shortcuts]
        action = QAction(text, self)
        action.setToolTip(f"{tip} ({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})")
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _show_state(self) -> None:
        """Let the actions say what is under the cursor and what can be done there."""
        kind = prose_document.kind_of(self.textCursor().block())
        is_bold = self.currentCharFormat().fontWeight() >= QFont.Weight.DemiBold
        can_edit, is_heading = not self.isReadOnly(), kind is BlockKind.SUBHEADING
        self.subheading_action.setChecked(is_heading)
        self.bullet_action.setChecked(kind is BlockKind.BULLET)
        self.bold_action.setChecked(is_bold and not is_heading)
        self.subheading_action.setEnabled(can_edit)
        self.bullet_action.setEnabled(can_edit)
        self.bold_action.setEnabled(can_edit and not is_heading)
        for action in (self.deeper_action, self.shallower_action):
            action.setEnabled(can_edit and kind is BlockKind.BULLET)
        self.paste_plain_action.setEnabled(can_edit)
        self.undo_action.setEnabled(can_edit and self.can_undo())
        self.redo_action.setEnabled(can_edit and self.can_redo())


def _is_one_of(event: QKeyEvent, keys: Sequence[str]) -> bool:
    """Qt's own list of keys for undoing differs between systems."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(each) for each in keys)
