"""Each clipboard of the corpus becomes the blocks that are written beside it."""

import pytest

from highlight_desktop.inbox.clipboard import markup
from tests.inbox.clipboard import corpus


@pytest.mark.parametrize("name", corpus.NAMES)
def test_a_clipboard_keeps_its_paragraphs_headings_lists_and_bold(name: str) -> None:
    pasted = markup.read(corpus.html(name))
    prose, notes = corpus.expected(name)
    assert corpus.written(pasted.prose) == corpus.written(prose)
    assert pasted.prose == prose
    assert list(pasted.notes) == notes


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(corpus.NAMES) >= 20
