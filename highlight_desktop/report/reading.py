"""Knows how long a text is to its readers: words, and minutes to read them."""

from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import word_count
from highlight_desktop.report.report import Answer

WORDS_A_MINUTE = 238
"""Adults reading English non-fiction silently, the mean of 190 studies: M. Brysbaert, "How many
words do we read per minute?", Journal of Memory and Language 109 (2019), 104047."""


def words_sent(answer: Answer) -> int:
    """The words of an answer that readers will see: a nil answer's text is kept and not sent."""
    return word_count(answer.prose) if answer.kind is AnswerKind.ANSWERED else 0


def time_in_words(words: int) -> str:
    """How long reading takes: "about 3 minutes"."""
    minutes = round(words / WORDS_A_MINUTE)
    if minutes < 1:
        return "less than a minute"
    return "about a minute" if minutes == 1 else f"about {minutes:,} minutes"
