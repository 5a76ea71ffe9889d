"""Knows what holds for a whole Word document while its stories are read one after the other."""

from dataclasses import dataclass, field

from highlight_desktop.inbox.word.account import Account
from highlight_desktop.inbox.word.names import Element
from highlight_desktop.inbox.word.numbering import Numbering
from highlight_desktop.inbox.word.styles import Styles


@dataclass
class Context:
    """What holds for the whole document."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    """Footnotes and endnotes by kind and id."""
    links: dict[str, str]
    """Addresses by the id of their relationship."""
    account: Account
    trusts_fields: bool = True
    """False when fields are begun and never ended, so that their marks mean nothing."""
    has_open_field: bool = False
    gate_notes: dict[str, None] = field(default_factory=dict)
    last: str = ""
    """The last text read: the place of what comes next."""
