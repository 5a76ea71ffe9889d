"""Knows how the figures are written down in docs/durability.md."""

import platform
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

from tests.durability.faulty_disk import REPOSITORY
from tests.durability.figures import Figure, Ledger

_COLUMNS = ("tried", "distinct", "faults")


def write(path: Path, figures: list[Figure], ledger: Ledger, share: float) -> None:
    """Write what has been done so far."""
    tried = [row for each in figures if not each.must_fail for row in each.rows]
    controls = [row for each in figures if each.must_fail for row in each.rows]
    path.write_text(
        TEXT.format(
            rows="\n".join(_row(ledger, row) for row in tried),
            controls="\n".join(_row(ledger, row) for row in controls),
            found="\n".join(f"- {row}: {_first(ledger, row)}" for row in controls),
            faults="\n".join(f"- {each}" for row in tried for each in _faults(ledger, row))
            or "None.",
            share=f"{share:.1%}",
            commit=commit(),
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
            alchemy=version("SQLAlchemy"),
            qt=version("PySide6_Essentials"),
            system=f"{platform.system()} {platform.release()}",
        ),
        encoding="utf-8",
    )


def _row(ledger: Ledger, row: str) -> str:
    rounds, counted = ledger.of(row), ledger.counted(row)
    if not rounds:
        return f"| {row} | not run | | | | | | |"
    of = ", ".join(f"{word} {counted[word]:,}" for word in sorted(counted) if word not in _COLUMNS)
    took_s = sum(each.took_s for each in rounds.values())
    distinct = f"{counted['distinct']:,}" if counted["distinct"] else ""
    return (
        f"| {row} | {counted['tried']:,} | {distinct} | {counted['faults']:,} | {of} |"
        f" {len(rounds):,} | {took_s / 60:,.0f} min | `{ledger.key(row)}` |"
    )


def _faults(ledger: Ledger, row: str) -> list[str]:
    return [fault for each in ledger.of(row).values() for fault in each.faults]


def _first(ledger: Ledger, row: str) -> str:
    found = _faults(ledger, row)
    return f"“{found[0]}”" if found else "nothing, which it should have"


def commit() -> str:
    """Of the working copy, with a plus when it was changed since."""
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12"],
            cwd=REPOSITORY, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "not known"
    return said.stdout.strip()


TEXT = """# What survives

Written by `make durability`; do not edit. It says what was tried, not what is hoped.

Share of the whole run: {share}. Commit {commit}. Python {python}, SQLite {sqlite},
SQLAlchemy {alchemy}, PySide6 {qt}, {system}.

| Figure | Tried | Distinct | Faults | What came of them | Rounds | One core | Code |
|---|---:|---:|---:|---|---:|---:|---|
{rows}

*Distinct*: of two states of the disk that are the same to a byte only one is opened and read; both
count as tried. *Code*: a hash of the source that decides over the row, and of SQLite's version.
A round's seed is the number in its name; a fault names its act, seed, call and way.

## Faults

{faults}

## The controls, which must fail

| Control | Tried | Distinct | Faults | What came of them | Rounds | One core | Code |
|---|---:|---:|---:|---|---:|---:|---|
{controls}

If a program with `synchronous=NORMAL` or `OFF`, or one that says “saved” before it is, were not
found out, the harness would prove nothing. The first that was found of each:

{found}

## How

- **Power cut.** The real program does an act (autosave, submit, correct, receive at the hub's desk,
  backup and restore of the reports and of the desk, removal for good, migration, first start,
  rescue) with a C library before libc, which writes down every write, cut, sync, move and removal.
  The record is cut off at every call; what was not synced by then is lost, kept, torn by sectors of
  512 bytes, or rubbish, in any order. Names of files last once their folder is synced. The result
  is opened with the program (where it refuses a damaged file: after a rescue), and read: integrity,
  foreign keys, every text, snapshot, tombstone, document and backup, and the desk; and whether any
  file still holds a word of a report that was removed.
- **SIGKILL.** At random moments while the storage process saves, submits, receives, backs up,
  restores, removes or rescues; and at every call to the disk, a write when half of it is done.
- **Errors.** ENOSPC, EDQUOT, EIO, EACCES, EROFS, EMFILE at the k-th call that can give that error,
  once and for ever, for every k (a share of them in a share of the run). The same library fails
  the call. Wanted: a sentence and a next step, nothing acknowledged lost, nothing half done.
- **Damage.** Sectors and pages of rubbish or zeros, swapped, shifted and cut, single bits and
  bytes, in the reports' database, in the desk's, and in logs and journals that a crash left, that
  are missing, another database's or rubbish; every twentieth of the reports' that is refused is
  rescued as well. And the database cut short at every single byte.
"""
