"""`demo` without --to fills a folder to look round in; nothing from it passes for a real report."""

from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import default as email_policy

import pytest

from highlight_desktop import commands, demonstrated, folders, policy, settings
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def laid_down(tmp_path, monkeypatch):
    path = tmp_path / "etc" / policy.FILE_NAME
    path.parent.mkdir()
    monkeypatch.setattr(policy, "places", lambda: [path])
    return path


def ready(marking):
    report = Report(new_id(), edition.find("2020-05"), marking=marking)
    for field in report.edition.header:
        report, _ = report.fill_in(field.id, "8 to 21 June 2020")
    for section in report.edition.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NO_CHANGE))
    return report


def kept(folder, report):
    with Store.open(folder) as store:
        store.create(report, now=NOW)
    return report.id


def test_it_goes_to_a_folder_of_its_own_beside_the_users_reports():
    own, demo = folders.default_data_folder(), commands.parse(["demo"]).data
    assert demo != own
    assert demo.parent == own.parent


def test_it_fills_a_folder_says_what_is_there_and_is_not_done_twice(call, tmp_path, laid_down):
    folder = tmp_path / "look round"
    said = call("--data", folder, "demo")
    assert (said.code, said.err) == (0, "")
    assert f"“{folder}”" in said.out
    assert "every document says so" in said.out
    listed = call("--data", folder, "list")
    assert "Libraries and Archives" in listed.out
    again = call("--data", folder, "demo")
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err


def test_it_is_removed_again_unless_somebody_wrote_in_it(call, tmp_path):
    folder = tmp_path / "look round"
    assert call("--data", folder, "demo").code == 0
    written = kept(folder, ready(demonstrated.MARKING))
    refused = call("--data", folder, "demo", "--remove")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("1 report or return in")
    with Store.open(folder) as store:
        store.discard(written, now=NOW)
        store.purge(now=NOW + timedelta(days=400))
    said = call("--data", folder, "demo", "--remove")
    assert (said.code, said.err) == (0, "")
    assert not folder.exists()


def test_nothing_but_a_demonstration_is_removed(call, tmp_path):
    real = kept(tmp_path, ready(""))
    said = call("--data", tmp_path, "demo", "--remove")
    assert (said.code, said.out) == (2, "")
    assert "holds no demonstration" in said.err
    with Store.open(tmp_path) as store:
        assert store.find(real) == real
    both = call("--data", tmp_path, "demo", "--remove", "--to", tmp_path)
    assert both.code == 2
    assert "--to" in both.err


def test_a_demonstration_that_is_open_is_not_removed(call, tmp_path):
    demonstrated.mark(tmp_path, [])
    with Store.open(tmp_path):
        said = call("--data", tmp_path, "demo", "--remove")
    assert (said.code, said.out) == (2, "")
    assert demonstrated.is_one(tmp_path)


def test_real_reports_are_never_mixed_with_it(call, tmp_path):
    kept(tmp_path, ready(""))
    said = call("--data", tmp_path, "demo")
    assert (said.code, said.out) == (2, "")
    assert "real reports are in it" in said.err
    assert not demonstrated.is_one(tmp_path)


def test_a_report_of_a_demonstration_leaves_only_with_its_mark(call, tmp_path):
    data, out = tmp_path / "data", tmp_path / "out"
    settings.save(Settings(hub_address="hub@fenbridge.example"), data)
    demonstrated.mark(data, [])
    plain, marked = (kept(data, ready(each)) for each in ("OFFICIAL", demonstrated.MARKING))
    checked = call("--data", data, "check", plain)
    assert checked.code == 1
    assert demonstrated.MARKING in checked.out
    refused = call("--data", data, "submit", plain, "--to", out)
    assert refused.code == 1
    assert demonstrated.MARKING in refused.err
    assert not out.exists()
    sent = call("--data", data, "submit", marked, "--to", out)
    assert sent.code == 0
    [draft] = out.glob("*.eml")
    message = BytesParser(policy=email_policy).parsebytes(draft.read_bytes())
    assert message["Subject"].startswith(demonstrated.MARKING)
    body = message.get_body(("plain",))
    assert demonstrated.MARKING in body.get_content()


def test_what_it_lays_down_holds_for_commands_too(call, tmp_path, laid_down):
    data, out = tmp_path / "data", tmp_path / "out"
    laid_down.write_text(
        "[marking]\nlowest = 'OFFICIAL'\n[hub]\naddress = 'hub@council.example'\n", encoding="utf-8"
    )
    plain, marked = (kept(data, ready(each)) for each in ("", "OFFICIAL"))
    assert call("--data", data, "check", plain).code == 1
    assert call("--data", data, "submit", plain, "--to", out).code == 1
    assert call("--data", data, "check", marked).code == 0
    assert call("--data", data, "submit", marked, "--to", out).code == 0
    [draft] = out.glob("*.eml")
    assert b'To: "Coordination Hub"\r\n <hub@council.example>' in draft.read_bytes()


def test_a_fault_in_what_it_lays_down_keeps_a_report_from_leaving(call, tmp_path, laid_down):
    data = tmp_path / "data"
    report = kept(data, ready(""))
    laid_down.write_text("[hub]\naddres = 'hub@council.example'\n", encoding="utf-8")
    for command in (["check", report], ["submit", report, "--to", tmp_path / "out"]):
        said = call("--data", data, *command)
        assert (said.code, said.out) == (2, "")
        assert "hub.addres is not a key of a policy" in said.err
    listed = call("--data", data, "backups")
    assert listed.code == 0
    assert "hub.addres is not a key of a policy" in listed.err
    assert not (tmp_path / "out").exists()
