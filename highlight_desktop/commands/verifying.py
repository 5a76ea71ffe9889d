"""Knows the command that judges documents: verify."""

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from highlight_desktop.commands import console, values
from highlight_desktop.commands.outcome import CANNOT, DONE, NO, Work, sentence_about
from highlight_desktop.inbox.quarantine.arrival import arrive
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.report.text import one_line
from highlight_desktop.verification.documents import verify
from highlight_desktop.verification.verdict import Verdict, Verification

_CODES = MappingProxyType(
    {Verdict.AS_SUBMITTED: DONE, Verdict.ALTERED: NO, Verdict.NOT_OURS: CANNOT}
)


def verify_all(asked: argparse.Namespace) -> int:
    """Is each as it was submitted? The worst of them decides the exit code."""
    checked: list[tuple[str, Verification]] = []
    code = DONE
    with Quarantine() as quarantine:
        for path in asked.files:
            try:
                one = verify(arrive(path), quarantine)
            except Exception as error:
                sentence = sentence_about(error, asked.data)
                name = one_line(path.name)
                console.tell(sentence if name in sentence else f"“{name}”: {sentence}")
                code = CANNOT
            else:
                checked.append((one_line(str(path)), one))
                code = max(code, _CODES[one.verdict])
    if asked.json:
        console.say_json([values.of_verification(file, one) for file, one in checked])
    else:
        for file, one in checked:
            _say(file, one)
    return code


def _say(file: str, checked: Verification) -> None:
    snapshot = checked.snapshot
    about = f" (report {snapshot.report.id}, version {snapshot.version})" if snapshot else ""
    console.say(f"{file}: {checked.verdict.label.lower()}{about}")
    for sentence in (*(each.in_words for each in checked.differences), *checked.notes):
        console.say(f"  {sentence}")


WORK: Mapping[str, Work] = MappingProxyType({"verify": verify_all})
