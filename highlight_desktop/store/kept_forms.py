"""Knows how added editions of the form travel in the database, so that a backup has them too.

Their files are what counts; the rows are a copy of them, made with each backup and read when one
is restored. A report has its edition with it in any case.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, text

from highlight_desktop import forms
from highlight_desktop.errors import EditionError, OutputError
from highlight_desktop.report.edition import Edition
from highlight_desktop.store import rows, schema
from highlight_desktop.store.database import Database


def take_along(database: Database) -> None:
    """Have the editions that were added to the data folder in its database."""
    added = forms.load(database.path.parent).added
    wanted = {rows.edition_row(each)["sha256"]: each for each in added}
    with database.reading() as connection:
        here = set(connection.scalars(select(schema.edition.c.sha256)))
    if missing := wanted.keys() - here:
        with database.transaction() as connection:
            for sha256 in missing:
                rows.keep_edition(connection, wanted[sha256])


def bring_back(database: Database, data_folder: Path) -> None:
    """Have the editions in a database in the data folder, but for those whose ids are known."""
    with database.reading() as connection:
        editions = list(_editions(connection))
    # The reports are in place; an edition that cannot be written is added again from its file.
    with suppress(OutputError, EditionError):
        forms.bring_back(data_folder, editions)


def reports_on(connection: Connection, edition: Edition) -> int:
    """How many reports are written on an edition, those in the bin too."""
    own = schema.report.c.edition_sha256
    query = select(func.count()).where(own == rows.edition_row(edition)["sha256"])
    return connection.scalar(query) or 0


def forget(connection: Connection, edition: Edition) -> None:
    """Let go of an edition that no report is written on."""
    if not reports_on(connection, edition):
        own = schema.edition
        sha256 = rows.edition_row(edition)["sha256"]
        connection.execute(delete(own).where(own.c.sha256 == sha256))


def _editions(connection: Connection) -> Iterator[Edition]:
    """The newest first. One that is not as it was kept is for the check of all data to tell."""
    query = select(schema.edition.c.definition, schema.edition.c.sha256)
    for row in connection.execute(query.order_by(text("rowid DESC"))).all():
        with suppress(ValueError, EditionError):
            yield rows.edition(row.definition, row.sha256)
