"""Knows how a second start finds the window that has these reports open, and brings it forward.

It is a courtesy: who may open the reports, the lock on the database alone decides. The socket is
a local one, which no other computer reaches; one that a crash left behind answers nothing, and
then the start goes on. No other module may talk to another program.
"""

import hashlib
import os
import sys
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from highlight_desktop.errors import StoreBusyError

_PATIENCE_MS = 1_500
"""A window that is at work answers in good time; one that hangs is not waited for."""
_AGAIN_MS, _TIMES = 300, 6
"""Two starts in the same second: the first has the reports before it answers."""
_SHOW, _SHOWN = b"show\n", b"shown\n"


def hand_over(data_folder: Path) -> bool:
    """Ask the window that has a data folder open to come forward; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data_folder))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    if sys.platform == "win32":
        # Windows lets no program come forward unless the one in front allows it.
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    socket.write(_SHOW)
    answered = socket.waitForReadyRead(_PATIENCE_MS) and bytes(socket.readAll().data()) == _SHOWN
    socket.abort()
    return answered


class SecondStart(QObject):
    """In the window that has the reports open, listens; in one that has not, asks once more."""

    asked_for = Signal()
    """Another start wants this window to come forward."""
    handed_over = Signal()
    """The other window came forward, and this one is not needed."""

    def __init__(self, data_folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._data_folder = data_folder
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._left = _TIMES
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def listen(self) -> None:
        """From now on answer; to be called by the one who holds the lock, and by no other."""
        name = _name(self._data_folder)
        if not self._server.isListening() and not self._server.listen(name):
            # Left behind by a crash: whoever listens there holds the lock, and that is us.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def on_refused(self, error: BaseException) -> None:
        """The reports cannot be opened: somebody else may just have begun to listen."""
        if isinstance(error, StoreBusyError) and not self._again.isActive():
            self._left = _TIMES
            self._again.start()

    def _try_again(self) -> None:
        self._left -= 1
        if hand_over(self._data_folder):
            self.handed_over.emit()
        elif self._left:
            self._again.start()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_asked)
            socket.disconnected.connect(socket.deleteLater)
            self._answer(socket)

    def _on_asked(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        """Whatever else is said is not understood, and nothing is done."""
        if socket.canReadLine() and bytes(socket.readLine(len(_SHOW) + 1).data()) == _SHOW:
            socket.write(_SHOWN)
            socket.flush()
            self.asked_for.emit()


def _name(data_folder: Path) -> str:
    """One for each data folder, whichever way it is written, of each user."""
    folder = os.path.normcase(data_folder.resolve())
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    if sys.platform == "win32":
        return f"highlight-desktop-{digest}"
    place = os.environ.get("XDG_RUNTIME_DIR") or gettempdir()
    return str(Path(place, f"highlight-desktop-{os.getuid()}-{digest}"))
