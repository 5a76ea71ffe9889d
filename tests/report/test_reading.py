"""How long a text is to its readers."""

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.reading import WORDS_A_MINUTE, time_in_words, words_sent
from highlight_desktop.report.report import Answer


def test_time_is_told_in_whole_minutes_at_the_measured_rate() -> None:
    assert time_in_words(0) == "less than a minute"
    assert time_in_words(WORDS_A_MINUTE) == "about a minute"
    assert time_in_words(5 * WORDS_A_MINUTE) == "about 5 minutes"


def test_words_that_are_set_aside_are_read_by_nobody() -> None:
    prose, _ = blocks_of("Four words are here")
    assert words_sent(Answer(AnswerKind.ANSWERED, prose)) == 4
    assert words_sent(Answer(AnswerKind.NO_CHANGE, prose)) == 0
