"""Knows how prose is written by hand: keys, actions, clipboard and what they look like."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QKeyCombination,
    QMimeData,
    QPoint,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from highlight_desktop.inbox.clipboard import markup, plain
from highlight_desktop.inbox.clipboard.pasted import LARGEST_PASTE_CHARACTERS, Pasted
from highlight_desktop.report.prose import Block, BlockKind, Prose
from highlight_desktop.report.remark import Edit, Span
from ui import theme
from ui.editor import (
    large_paste_dialog,
    misspelt_words,
    prose_acts,
    prose_document,
    prose_spans,
    spelling_menu,
)
from ui.editor.large_paste_dialog import LargePasteDialog
from ui.editor.prose_look import ProseLook
from ui.spelling import Spelling

UNDO_KEYS = ("Ctrl+Z",)
REDO_KEYS = ("Ctrl+Y", "Ctrl+Shift+Z")
_MARGIN_PX = 12
_TOO_MUCH = (
    "What you pasted has {:,} characters, more than the {:,} that can be taken at once: nothing"
    " was put in. Paste a shorter piece."
)
_MENU_KEYS = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)
_PARAGRAPH_KEYS = (
    QKeySequence.StandardKey.InsertParagraphSeparator,
    # Shift+Enter: a line end inside a block would have no place in prose.
    QKeySequence.StandardKey.InsertLineSeparator,
)


class Steps(Protocol):
    """What undoes and redoes, where that is more than one text alone can do."""

    def undo(self, text: "ProseEditor") -> None:
        """Take back what was done last in a text."""
        ...

    def redo(self, text: "ProseEditor") -> None:
        """Do it again."""
        ...

    def can_undo(self, text: "ProseEditor") -> bool:
        """True when there is something to take back."""
        ...

    def can_redo(self, text: "ProseEditor") -> bool:
        """True when there is something to do again."""
        ...


class ProseEditor(QTextEdit):
    """A text field for one answer. Its document, and so its undo, lives as long as it does.

    Each action has its shortcut only while this editor has the focus. None uses Ctrl+Alt,
    which is AltGr on Windows, where Welsh authors type ŵ and ŷ with it.
    """

    edited = Signal()
    """The content was changed by hand; not sent by `set_prose`."""
    cleaned = Signal(list)
    """Something pasted was changed or left out; a list of sentences that say what."""
    left = Signal()
    """The keyboard has gone elsewhere."""
    spelling_looked_at = Signal()
    """All words have been looked at, or looked at again: there may be other ones to check."""
    zoom_turned = Signal(int)
    """The wheel was turned with Ctrl: 1 for larger text, -1 for smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_being_filled = False
        self._is_moving_own = False
        self._waiting: tuple[Pasted, str] | None = None
        self._zoom_percent = 100
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN_PX)
        self._spelling: Spelling | None = None
        self._steps: Steps | None = None
        self._look = ProseLook(self)
        self._look.looked.connect(self.spelling_looked_at)
        self._make_actions()
        self.set_prose(())
        self.document().contentsChange.connect(self._on_contents_change)
        self.cursorPositionChanged.connect(self._show_state)
        self.currentCharFormatChanged.connect(self._show_state)
        self.undoAvailable.connect(self._show_state)
        self.redoAvailable.connect(self._show_state)

    def prose(self) -> Prose:
        """The content as it stands. Costs a walk through it: ask after a pause, not on each key."""
        return prose_document.read(self.document())

    def set_prose(self, prose: Prose) -> None:
        """Show other content; what was there, and its undo, is gone."""
        self._is_being_filled = True
        prose_document.prepare(self.document())
        prose_document.write(self.document(), prose)
        self._is_being_filled = False
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_state()

    def show_as_one_step(self, before: Prose) -> None:
        """Let what stands here be undone, down to what stood here before; nothing is edited."""
        prose = self.prose()
        self.set_prose(before)
        self._is_being_filled = True
        prose_acts.replace_all(QTextCursor(self.document()), prose)
        self._is_being_filled = False
        self.end_step()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_state()

    def use_spelling(self, spelling: Spelling) -> None:
        """Show misspelt words from now on, as soon as the dictionary is there."""
        self._spelling = spelling
        spelling.changed.connect(self._look_for_misspelt)
        self._look_for_misspelt()

    def words_to_check(self) -> int:
        """How many misspelt words there are, but for the one being typed."""
        if self._spelling is None or self.isReadOnly():
            return 0
        found = self._spelling.misspelt(self.toPlainText())
        return max(0, len(found) - self._look.has_unfinished_word)

    def show_selected(self, word: QTextCursor) -> None:
        """Select a word and bring it into the upper part of what is in sight."""
        self.setTextCursor(word)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 4)

    def select_span(self, span: Span) -> bool:
        """Select some characters and bring them into sight; False when they are not there."""
        cursor = prose_spans.ProseMap(self.document()).cursor(span)
        if cursor is not None:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        return cursor is not None

    def replace_spans(self, edits: Sequence[Edit]) -> int:
        """Put other text in place of some, as one undo step; says how many were there to change."""
        return prose_spans.replace(self.document(), edits)

    def set_zoom(self, percent: int) -> None:
        """Show the text smaller or larger; neither the prose nor its undo knows of it."""
        self._zoom_percent = percent
        self._show_zoom()

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

    def toggle_subheading(self, wanted: bool) -> None:
        """Make the selected blocks sub-headings, or paragraphs again."""
        self._set_kind(BlockKind.SUBHEADING if wanted else BlockKind.PARAGRAPH)

    def toggle_bullet(self, wanted: bool) -> None:
        """Make the selected blocks bullets, or paragraphs again."""
        self._set_kind(BlockKind.BULLET if wanted else BlockKind.PARAGRAPH)

    def toggle_bold(self, wanted: bool) -> None:
        """Make the selected text, or what is typed next, bold or not."""
        self.mergeCurrentCharFormat(prose_document.weight(bold=wanted))

    def move_deeper(self) -> None:
        """Move the selected bullets one level in."""
        prose_acts.shift_level(self.textCursor(), 1)

    def move_shallower(self) -> None:
        """Move the selected bullets one level out."""
        prose_acts.shift_level(self.textCursor(), -1)

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802
        """Keep the text from being changed; it can still be reached and copied by keyboard."""
        super().setReadOnly(read_only)
        if read_only:
            flag = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self._show_state()
        self._look_for_misspelt()

    def add_block(self, block: Block) -> None:
        """Put a whole block where the cursor is, as one step to undo."""
        if not self.isReadOnly():
            self._act(lambda cursor: prose_acts.add_block(cursor, block))

    def replace_all(self, prose: Prose) -> None:
        """Put whole blocks in the place of all there are, as one step to undo."""
        self._act(lambda cursor: prose_acts.replace_all(cursor, prose))

    def add_below(self, prose: Prose) -> None:
        """Put whole blocks below all others, as one step to undo."""
        self._act(lambda cursor: prose_acts.append(cursor, prose))

    def take_out(self) -> Prose:
        """Remove the blocks at the cursor, as one step to undo, and return them."""
        cursor = self.textCursor()
        taken = prose_acts.take_out(cursor)
        self.setTextCursor(cursor)
        return taken

    # Undoing

    def order_steps(self, steps: Steps) -> None:
        """Let what is done here be undone in one order with what is done elsewhere."""
        self._steps = steps

    def undo(self) -> None:
        """Take back what was done last."""
        if self._steps is not None:
            self._steps.undo(self)
        else:
            self.undo_step()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._steps is not None:
            self._steps.redo(self)
        else:
            self.redo_step()

    def undo_step(self) -> None:
        """Take back the last step of this text alone."""
        super().undo()

    def redo_step(self) -> None:
        """Do the next step of this text alone again."""
        super().redo()

    def steps_to_undo(self) -> int:
        """A number that grows with each step, and is what it was when the step is taken back."""
        return self.document().availableUndoSteps()

    def end_step(self) -> None:
        """Let what comes next be a step of its own: Qt joins it only to what was not yet saved."""
        self.document().setModified(False)

    def forget_undone(self) -> None:
        """Nothing can be done again."""
        self.document().clearUndoRedoStacks(QTextDocument.Stacks.RedoStack)

    def steps_changed(self) -> None:
        """There is more or less to undo, though the text is the same perhaps."""
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

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look at the words that could wait until they are seen."""
        super().showEvent(event)
        self._look.go_on()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Qt's menu, and before it what can be done about a misspelt word."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu(self.cursorRect().bottomLeft(), self.textCursor())
        else:
            self._open_menu(event.pos(), self.cursorForPosition(event.pos()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the wheel asks for larger or smaller text, everywhere at once."""
        turned = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif turned:
            self.zoom_turned.emit(1 if turned > 0 else -1)
            event.accept()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Words are taken, no files; of a picture only that it had to be left out."""
        return source.hasFormat("text/plain") or source.hasHtml() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste or drop what was copied here or in another program; nothing is loaded for it."""
        text = source.text() if source.hasFormat("text/plain") else ""
        if source.hasHtml() or text:
            self._take_in(source.html() if source.hasHtml() else "", text)
        elif source.hasImage():
            self.cleaned.emit(["1 picture was left out."])

    def paste_plain(self) -> None:
        """Paste the text alone, without headings, bold and levels that are only in the HTML."""
        source = QGuiApplication.clipboard().mimeData()
        self._take_in("", source.text() if source.hasFormat("text/plain") else "")

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy for other sections and other programs, see `copied_text`."""
        copied = prose_acts.copied(self.textCursor())
        # Qt's own object, emptied: one made in Python outlives Python on the clipboard, and
        # ended the program with a fault as it closed (tried without a screen).
        data = super().createMimeDataFromSelection()
        data.text()  # It fills itself when it is first asked, and would fill itself again.
        for form in data.formats():
            data.removeFormat(form)
        data.setText(copied.text())
        data.setHtml(copied.html())
        return data

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """What is moved within this text is already taken out of it: no question may follow."""
        self._is_moving_own = event.source() in (self, self.viewport())
        super().dropEvent(event)
        self._is_moving_own = False

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

    def loadResource(self, kind: int, name: QUrl | str) -> QByteArray:  # noqa: N802
        """Nothing is ever loaded for a text, no file, no address; at None Qt would look itself."""
        return QByteArray()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The text is Qt's, the marks of bullets are ours."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(-left, -top)
        block = self.cursorForPosition(event.rect().topLeft()).block()
        while block.isValid() and block.layout().position().y() <= top + event.rect().bottom():
            if prose_document.kind_of(block) is BlockKind.BULLET:
                prose_document.paint_bullet(painter, block)
            if prose_document.is_carried(block):
                painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
                prose_document.paint_carried(painter, block)
                painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Keep the text in step with the font, which a change of appearance sets afresh."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_zoom()
        elif event.type() == QEvent.Type.PaletteChange:
            self._look_for_misspelt()

    def _open_menu(self, place: QPoint, cursor: QTextCursor) -> None:
        menu = self.context_menu(place)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        word = self._misspelt_at(cursor.position())
        if word is not None and self._spelling is not None:
            spelling_menu.offer(menu, word, self._spelling)
        menu.popup(self.viewport().mapToGlobal(place))

    def _look_for_misspelt(self) -> None:
        wanted = self._spelling is not None and self._spelling.is_ready and not self.isReadOnly()
        misspelt = self._spelling.misspelt if self._spelling is not None and wanted else None
        self._look.look_for(misspelt, theme.bad(self.palette()))

    def _misspelt_at(self, position: int) -> QTextCursor | None:
        if self._spelling is None or self.isReadOnly():
            return None
        return misspelt_words.at(self.document(), position, self._spelling.misspelt)

    def _take_in(self, html: str, text: str) -> None:
        """Put in what was copied; ask first when it is long, and refuse what is far too long."""
        if self.isReadOnly():
            return
        # What no section can hold is not even read.
        pasted = (
            markup.read(html, text) if html else plain.read(text[: LARGEST_PASTE_CHARACTERS + 1])
        )
        count = pasted.character_count if html else len(text)
        if self._is_moving_own:
            self._put_in(pasted)
        elif count > LARGEST_PASTE_CHARACTERS:
            self.cleaned.emit([_TOO_MUCH.format(count, LARGEST_PASTE_CHARACTERS)])
        elif pasted.is_large:
            self._ask_about(pasted, text if html else "")
        else:
            self._put_in(pasted)

    def _ask_about(self, pasted: Pasted, text: str) -> None:
        """Keep it until it is answered; `text` is its plain text if it has formatting as well."""
        self._waiting = (pasted, text)
        dialog = LargePasteDialog(pasted.character_count, has_formatting=bool(text), parent=self)
        dialog.answered.connect(self._on_large_paste_answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_large_paste_answered(self, answer: large_paste_dialog.Answer) -> None:
        if self._waiting is None or self.isReadOnly():
            return
        pasted, text = self._waiting
        self._put_in(plain.read(text) if answer is large_paste_dialog.Answer.PLAIN else pasted)

    def _put_in(self, pasted: Pasted) -> None:
        self._waiting = None
        if pasted.prose or pasted.inline:
            self._act(lambda cursor: prose_acts.put_in(cursor, pasted))
        if pasted.notes:
            self.cleaned.emit(list(pasted.notes))

    def _show_zoom(self) -> None:
        # The document's font, not the widget's: style sheets take that one back.
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * self._zoom_percent / 100)
        self._is_being_filled = True
        self.document().setDefaultFont(font)
        prose_document.prepare(self.document())
        prose_document.respace(self.document())
        self._is_being_filled = False

    def _act(self, act: Callable[[QTextCursor], object]) -> None:
        cursor = self.textCursor()
        act(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _set_kind(self, kind: BlockKind) -> None:
        prose_acts.set_kind(self.textCursor(), kind)
        self._show_state()

    def _on_contents_change(self) -> None:
        if self._look.is_at_work:
            return
        if not self._is_being_filled:
            self.edited.emit()
        self._show_state()

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
        steps = self._steps
        can_undo = steps.can_undo(self) if steps else self.document().isUndoAvailable()
        can_redo = steps.can_redo(self) if steps else self.document().isRedoAvailable()
        self.undo_action.setEnabled(can_edit and can_undo)
        self.redo_action.setEnabled(can_edit and can_redo)


def _is_one_of(event: QKeyEvent, keys: Sequence[str]) -> bool:
    """Qt's own list of keys for undoing differs between systems."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(each) for each in keys)
