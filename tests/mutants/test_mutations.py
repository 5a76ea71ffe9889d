"""What the mutation run changes, and that each reason for a survivor says of which."""

import ast
import tomllib
from textwrap import dedent

from tests.mutants.__main__ import all_mutants
from tests.mutants.mutations import mutants
from tests.mutants.page import REASONS, Reasons
from tests.mutants.tree import REPOSITORY

SOURCE = dedent(
    '''
    """Words are left as they are: 1 == 1."""

    LIMIT: int = 40
    """At most 41."""

    def bins(number: int | None, most: int = LIMIT) -> str:
        """True or False."""
        if number is None or number > most:
            raise ValueError(f"more than {most + 1} bins")
        assert number > 0
        with suppress(OSError):
            told(
                number,
                aloud=True,
            )
        return f"{number} bins" if number != 1 else "a bin"
    '''
).encode()


def changes() -> set[str]:
    return {each.key.removeprefix("m.py ") for each in mutants("m.py", SOURCE)}


def test_one_small_thing_is_changed_at_a_time() -> None:
    assert changes() == {
        ": 40 → 41",
        "bins: number is None or number > most → (number is None and number > most)",
        "bins: number is None → number is not None",
        "bins: number > most → number >= most",
        'bins: raise ValueError(f"more than {most + 1} bins") → pass',
        "bins: with suppress(OSError) → if True",
        "bins: told( number, aloud=True, ) → pass",
        "bins: aloud=True → aloud=False",
        'bins: return f"{number} bins" if number != 1 else "a bin" → return None',
        "bins: number != 1 → number == 1",
        "bins: 1 → 2",
    }


def test_each_can_be_compiled_is_no_copy_and_moves_no_line() -> None:
    there = "highlight_desktop/store/history.py"
    for module, source in (("m.py", SOURCE), (there, (REPOSITORY / there).read_bytes())):
        found = mutants(module, source)
        assert len({each.key for each in found}) == len(found)
        for each in found:
            changed = each.applied(source)
            assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(source))
            assert changed.count(b"\n") == source.count(b"\n")


def test_what_runs_when_a_module_is_imported_is_told_apart() -> None:
    at_import = {each.after: each.named for each in mutants("m.py", SOURCE) if not each.runs_later}
    assert at_import == {"41": "LIMIT"}


def explained() -> list[str]:
    given = tomllib.loads(REASONS.read_text(encoding="utf-8"))["reason"]
    return [mutant for each in given for mutant in each["mutants"]]


def test_each_reason_says_why_and_of_which_mutants() -> None:
    named = explained()
    assert len(named) == len(set(named))
    reasons = Reasons(REASONS)
    assert all(reasons.of(mutant) for mutant in named)
    assert all((REPOSITORY / mutant.partition(" ")[0]).is_file() for mutant in named)
    assert reasons.of("highlight_desktop/store/nothing.py : 1 → 2") == ""


def test_no_reason_is_left_over_from_code_that_has_changed() -> None:
    there = [each.key for each in all_mutants([])]
    left_over = {
        name
        for name in explained()
        if not any(key == name or (name[-1] == "*" and key.startswith(name[:-1])) for key in there)
    }
    assert left_over == set()
