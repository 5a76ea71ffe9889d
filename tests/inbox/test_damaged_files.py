"""Genuine files with a few things changed are read or refused, and crash nothing (`make fuzz`)."""

from collections import Counter

from tests.inbox.hostile.fuzz import EXPECTED, campaign
from tests.inbox.hostile.mutations import genuine, mutated


def test_three_hundred_damaged_files_are_read_or_refused() -> None:
    found = campaign(range(300), seed=1)
    assert [one for one in found if one[2] not in EXPECTED] == []
    assert Counter(source for _, source, _ in found) == dict.fromkeys(genuine(), 60)
    assert {what for _, _, what in found} == set(EXPECTED)


def test_a_mutation_is_the_same_whenever_it_is_made_and_differs_from_the_others() -> None:
    sources, again = genuine(), genuine()
    first = [mutated(sources, 4, number) for number in range(100)]
    assert first == [mutated(again, 4, number) for number in range(100)]
    assert len(set(first)) > 90
    assert sum(content == sources[name] for name, content in first) < 10
