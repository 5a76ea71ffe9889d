"""The commands about reports that are kept: import, list, show, check."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, blocks_of, to_plain
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def keep(tmp_path):
    """Put a report into this test's data folder."""

    def kept(report: Report, *, submitted: bool = False) -> str:
        with Store.open(tmp_path / "data") as store:
            store.create(report, now=NOW)
            if submitted:
                frozen = freeze(
                    report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", "")
                )
                store.record(report.id, frozen, now=NOW)
        return report.id

    return kept


def test_an_imported_file_is_a_draft_that_keeps_every_word(desk, report_file, report):
    said = desk("import", report_file, "--json")
    assert (said.code, said.err) == (0, "")
    (value,) = json.loads(said.out)
    assert list(value) == ["file", "report", "edition", "words_read", "words_kept", "notes"]
    assert value["file"] == str(report_file)
    assert value["edition"] == "2020-06"
    assert value["words_read"] == value["words_kept"] > 80
    shown = json.loads(desk("show", value["report"], "--json").out)
    assert [one["prose"] for one in shown["sections"]] == [
        to_plain(report.answer_to(section).prose) for section in report.edition.sections
    ]


def test_an_import_is_told_to_people_with_its_notes(desk, tmp_path):
    stray = tmp_path / "stray.txt"
    stray.write_text("Somebody left this on the desk of the library.\n", encoding="utf-8")
    said = desk("import", stray, "--edition", "2021-01")
    assert said.code == 0
    first, *notes = said.out.splitlines()
    assert first.startswith(f"{stray}: report ")
    assert "edition 2021-01, 9 of 9 words kept" in first
    assert notes
    assert all(note.startswith("  ") for note in notes)


def test_a_bad_file_does_not_stop_the_others(desk, tmp_path, report_file):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(bytes(range(256)) * 9)
    said = desk("import", bad, tmp_path / "absent.txt", tmp_path, report_file, "--json")
    assert said.code == 2
    assert [value["file"] for value in json.loads(said.out)] == [str(report_file)]
    lines = said.err.splitlines()
    assert len(lines) == 3
    for line, name in zip(lines, ("bad.txt", "absent.txt", tmp_path.name), strict=True):
        assert name in line
        assert line.endswith(".")


def test_an_unknown_edition_stops_an_import_before_anything_is_read(desk, report_file, tmp_path):
    said = desk("import", "--edition", "1999-01", report_file).one_line_of_trouble()
    assert f"Choose from: {', '.join(one.id for one in edition.bundled())}." in said
    assert not (tmp_path / "data").exists()


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode()))
def test_any_bytes_are_a_draft_or_a_sentence(desk, tmp_path, content):
    path = tmp_path / "found.txt"
    path.write_bytes(content)
    said = desk("import", path, "--json")
    assert said.code in {0, 2}
    assert "made a mistake" not in said.err
    values = json.loads(said.out)
    assert len(values) + said.err.count("\n") == 1
    for value in values:
        assert value["words_read"] == value["words_kept"]
        assert desk("show", value["report"], "--json").code == 0


def test_no_reports_are_an_empty_list_and_a_friendly_sentence(desk):
    assert desk("list").out == "There are no reports yet.\n"
    assert desk("list").code == 0
    assert json.loads(desk("list", "--json").out) == []


def test_the_list_has_each_report_with_its_state(desk, keep, report):
    draft = Report("cd" * 16, edition.find("2021-01"))
    keep(report, submitted=True)
    keep(draft)
    rows = desk("list").out.splitlines()
    assert [row.split()[:3] for row in rows[1:]] == [
        ["cdcdcdcd", "draft", "2021-01"],
        ["abababab", "submitted", "2020-06"],
    ]
    assert rows[2].endswith("8-21 June 2020                    Parks and Libraries (Östervale)")
    assert json.loads(desk("list", "--json").out)[1] == {
        "id": report.id,
        "edition": "2020-06",
        "state": "submitted",
        "version": 1,
        "service_areas": "Parks and Libraries (Östervale)",
        "period": "8-21 June 2020",
        "edited_at": "2026-03-02T09:30:00+00:00",
        "submitted_at": "2026-03-02T09:30:00+00:00",
    }


def test_a_report_is_shown_in_exactly_the_shape_of_the_interface(desk, keep, report):
    bold = Block(BlockKind.PARAGRAPH, "Branches: all open", bold=((0, 9),))
    report, _ = report.answer("guidance", Answer(AnswerKind.ANSWERED, (bold,)))
    shown = json.loads(desk("show", keep(report)[:5], "--json").out)
    sections = shown.pop("sections")
    assert shown == {
        "id": report.id,
        "edition": "2020-06",
        "state": "draft",
        "version": 1,
        "supersedes": None,
        "header": {
            "service_areas": "Parks and Libraries (Östervale)",
            "author": "Ŵyn Llŷr",
            "local_authority": None,
            "period": {"typed": "8-21 June 2020", "start": "2020-06-08", "end": "2020-06-21"},
        },
        "sha256": None,
    }
    assert [one["id"] for one in sections] == [one.id for one in report.edition.sections]
    assert sections[0] == {
        "id": "guidance",
        "part": None,
        "heading": "New guidance and impact",
        "topic": "guidance",
        "answer": "answered",
        "completed": False,
        "prose": [
            {"kind": "paragraph", "level": 0, "text": "Branches: all open", "bold": [[0, 9]]}
        ],
    }


def test_answers_without_text_are_shown_as_what_they_are(desk, keep, report):
    set_aside, _ = blocks_of("Written first and then set aside")
    by_id = {
        "guidance": Answer(AnswerKind.NOT_APPLICABLE, reason="No branch here"),
        "activity": Answer(AnswerKind.NO_CHANGE, set_aside, completed=True),
        "recovery": Answer(),
    }
    sections = report.edition.sections
    for section, answer in zip(sections, by_id.values(), strict=False):
        report, _ = report.answer(section.id, answer)
    shown = json.loads(desk("show", keep(report), "--json").out)["sections"]
    first, second, third, *_ = shown
    assert (first["answer"], first["reason"], first["prose"]) == (
        "not_applicable",
        "No branch here",
        [],
    )
    assert (second["answer"], second["completed"], second["prose"]) == ("no_change", True, [])
    assert (third["answer"], third["prose"]) == ("unanswered", [])
    assert "reason" not in second


def test_text_without_a_section_is_shown_beside_them(desk, keep, report):
    stray, _ = blocks_of("Left on the counter")
    report, _ = report.set_aside(stray)
    assert json.loads(desk("show", keep(report), "--json").out)["unplaced"] == to_plain(stray)


def test_a_form_with_local_authority_has_it_and_parts_and_a_period_not_understood(desk, keep):
    report = Report("ef" * 16, edition.find("2021-01"))
    report, _ = report.fill_in(FieldId.PERIOD, "in spring")
    shown = json.loads(desk("show", keep(report), "--json").out)
    assert shown["header"]["local_authority"] == ""
    assert shown["header"]["period"] == {"typed": "in spring", "start": None, "end": None}
    assert [one["part"] for one in shown["sections"]] == ["Part 1 - COVID-19"] * 6 + [
        "Part 2 – Business as usual activity"
    ] * 4


def test_a_submitted_report_is_shown_with_its_hash(desk, keep, report):
    shown = json.loads(desk("show", keep(report, submitted=True), "--json").out)
    assert shown["state"] == "submitted"
    assert len(shown["sha256"]) == 64


def test_a_report_shown_as_text_can_be_imported_again(desk, keep, report, report_file):
    said = desk("show", keep(report))
    assert said.code == 0
    assert said.out == report_file.read_text(encoding="utf-8")


def test_check_says_what_to_do_and_its_answer_is_no(desk, keep):
    report_id = keep(Report("cd" * 16, edition.find("2020-06")))
    said = desk("check", report_id)
    assert (said.code, said.err) == (1, "")
    *findings, verdict = said.out.splitlines()
    assert len(findings) == 10
    assert all(line.startswith("To do: ") for line in findings)
    assert verdict == "10 things stand in the way of submitting."
    value = json.loads(desk("check", report_id, "--json").out)
    assert (value["id"], value["state"], value["ready"]) == (report_id, "draft", False)
    assert value["findings"][0] == {
        "place": "header",
        "id": "service_areas",
        "code": "missing-field",
        "message": "Fill in “Service areas”.",
        "blocks": True,
    }


def test_one_thing_in_the_way_is_counted_as_one(desk, keep, report):
    report, _ = report.fill_in(FieldId.PERIOD, "in spring")
    said = desk("check", keep(report))
    assert said.code == 1
    assert said.out.endswith("\nOne thing stands in the way of submitting.\n")


def test_hints_alone_are_a_yes(desk, keep, report):
    report, _ = report.set_aside(blocks_of("Left on the counter")[0])
    said = desk("check", keep(report))
    assert said.code == 0
    assert said.out.startswith("Hint: Some text belongs to no section yet.")
    assert said.out.endswith("\nNothing stands in the way of submitting: hints never do.\n")
    assert json.loads(desk("check", report.id, "--json").out)["ready"] is True


def test_a_report_with_nothing_found_is_a_yes(desk, keep, report):
    assert desk("check", keep(report)).out == "Nothing stands in the way of submitting.\n"
    assert json.loads(desk("check", report.id, "--json").out)["findings"] == []


def test_checking_a_submitted_report_says_that_it_is_one(desk, keep, report):
    said = desk("check", keep(report, submitted=True))
    assert (said.code, said.out) == (0, "This report has been submitted.\n")


@pytest.mark.parametrize("command", ["show", "check"])
@pytest.mark.parametrize("named", ["0", "%", "", "abz", "\udcff"])
def test_an_id_nobody_has_cannot_be_shown(desk, keep, report, command, named):
    keep(report)
    assert "There is no report with the id" in desk(command, named).one_line_of_trouble()


def test_a_beginning_of_two_ids_names_both(desk, keep, report):
    keep(report)
    keep(Report("ab12" * 8, edition.find("2021-01")))
    said = desk("show", "ab").one_line_of_trouble()
    assert report.id in said
    assert "ab12ab12" in said
    assert desk("show", "aba").code == 0
