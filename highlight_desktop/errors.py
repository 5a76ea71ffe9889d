"""Every error this program raises on purpose, each with the words the user will read.

HighlightError
├── PeriodError            a reporting period that cannot be understood
├── EditionError           a form edition file with a fault in it
├── NotReadyError          a report with something in its way; outbox.submit says what
├── CancelledError         the user stopped a long piece of work
├── ImportRefusedError     a file nobody here wrote, and cannot be read as a report
├── OutputError            a file that could not be written whole
├── SettingsError          a settings file that cannot be read
└── StoreError             the database of drafts and submitted reports
    ├── StoreBusyError     another program holds it
    ├── StorePasswordError the shared desk wants a password, or another one
    ├── StoreDamagedError  it is there, but not as we left it
    ├── StoreTooNewError   a newer version of this program wrote it
    ├── StoreUnwritableError  its folder is read-only, or closed to this user
    ├── ReportNotFoundError
    └── ReportLockedError  a submitted report is read-only for ever

Anything else that is raised is a fault of the program, not of the user's input.
"""


class HighlightError(Exception):
    """Something the user can understand and act on.

    The message is a whole sentence about what happened; the remedy, where there
    is one, is a whole sentence about what to do next. ``str()`` gives both.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        """What happened, as one sentence."""
        self.remedy = remedy
        """What to do next, as one sentence, or empty."""


class PeriodError(HighlightError):
    """What was typed is not a reporting period; the message says which rule it breaks."""


class EditionError(HighlightError):
    """A form edition that cannot be used; the message names the path of the faulty key."""

    def __init__(self, message: str, remedy: str = "", *, path: str = "") -> None:
        super().__init__(message, remedy)
        self.path = path
        """Of the faulty key, "section[3].topic"; empty where the fault is no key's."""


class NotReadyError(HighlightError):
    """A report that cannot be submitted yet."""


class CancelledError(HighlightError):
    """Long work stopped by the user, at a point where nothing is half done."""


class ImportRefusedError(HighlightError):
    """A file that is not a report we can read, or is too large to be one."""


class OutputError(HighlightError):
    """A file that could not be written and read back; the previous file is still whole."""


class SettingsError(HighlightError):
    """A settings file that is damaged or cannot be written."""


class StoreError(HighlightError):
    """The database could not do what was asked; nothing was changed."""


class StoreBusyError(StoreError):
    """Another program has the database open."""


class StorePasswordError(StoreError):
    """The server of the shared desk wants a password, or another one than was given."""


class StoreDamagedError(StoreError):
    """The database file has been cut short, overwritten or emptied since we last closed it."""


class StoreTooNewError(StoreError):
    """The database was written by a newer version of this program, and was left untouched."""


class StoreUnwritableError(StoreError):
    """Nothing can be written where the database is; perhaps it can still be read."""


class ReportNotFoundError(StoreError):
    """No report, or more than one, has an id that begins so."""


class ReportLockedError(StoreError):
    """A submitted report was asked to change."""
