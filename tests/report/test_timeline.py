"""One topic through all periods, with the words that changed each time."""

from highlight_desktop.report import edition
from highlight_desktop.report.changes import BlockState
from highlight_desktop.report.edition import AnswerKind, Topic
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.timeline import timeline
from highlight_desktop.report.word_changes import PieceState


def saying(text: str, form: str = "2020-06") -> Report:
    report = Report("0" * 32, edition.find(form))
    [section] = [each for each in report.edition.sections if each.topic is Topic.ACTIVITY][:1]
    if not text:
        return report.answer(section.id, Answer(AnswerKind.NO_CHANGE))[0]
    return report.write(section.id, blocks_of(text)[0])[0]


def states(reports: list[Report]) -> list[list[BlockState]]:
    return [[each.state for each in at.blocks] for at in timeline(reports, Topic.ACTIVITY)]


def test_each_period_tells_the_words_that_changed() -> None:
    first = saying("Two gates were mended.\nThe pond froze.")
    second = saying("Three gates were mended.\nA swan came.")

    begun, then = timeline([first, second], Topic.ACTIVITY)

    assert [each.state for each in begun.blocks] == [BlockState.ADDED] * 2
    assert (begun.report, then.report) == (first, second)
    edited = next(each for each in then.blocks if each.state is BlockState.EDITED)
    assert [piece.text for piece in edited.pieces if piece.state is PieceState.ADDED] == ["Three"]
    assert {each.state for each in then.blocks} == {
        BlockState.EDITED,
        BlockState.ADDED,
        BlockState.REMOVED,
    }


def test_no_change_lets_stand_what_was_written_before() -> None:
    text = "Two gates were mended."
    assert states([saying(text), saying(""), saying(""), saying(text)]) == [
        [BlockState.ADDED],
        *[[BlockState.SAME]] * 3,
    ]


def test_another_answer_takes_the_text_away() -> None:
    nothing, _ = saying("").answer("activity", Answer(AnswerKind.NOTHING_TO_REPORT))
    assert states([saying("The pond froze."), nothing]) == [
        [BlockState.ADDED],
        [BlockState.REMOVED],
    ]


def test_it_goes_on_from_one_form_to_the_next_and_leaves_out_what_is_not_answered() -> None:
    unanswered = Report("1" * 32, edition.newest())
    reports = [saying("The pond froze."), unanswered, saying("The pond froze.", "2021-01")]
    assert states(reports) == [[BlockState.ADDED], [BlockState.SAME]]
    assert timeline([], Topic.ACTIVITY) == ()
