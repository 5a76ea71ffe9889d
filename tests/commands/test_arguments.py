"""What may be typed, and what is said of everything else."""

from pathlib import Path

import pytest

from highlight_desktop import __version__, commands, folders
from highlight_desktop.commands import arguments
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.report.edition import Topic

NOW = (
    *("demo", "editions", "period", "import", "list", "show", "check", "submit", "export"),
    *("changes", "verify", "search", "hub", "backup", "backups", "restore"),
    "self-test",
)


def test_no_command_is_the_window():
    asked = commands.parse([])
    assert (asked.command, asked.exit_when) == (None, None)
    assert asked.data == folders.default_data_folder()


@pytest.mark.parametrize("moment", ["painted", "ready"])
def test_the_window_can_be_told_when_to_leave(moment):
    assert commands.parse(["--exit-when", moment]).exit_when == moment


def test_the_data_folder_is_the_one_named_then_the_environments_then_the_users(monkeypatch):
    monkeypatch.setenv("HIGHLIGHT_DATA", "from-environment")
    assert commands.parse(["--data", "named", "list"]).data == Path("named")
    assert commands.parse(["list"]).data == Path("from-environment")
    monkeypatch.setenv("HIGHLIGHT_DATA", "")
    assert commands.parse(["list"]).data == folders.default_data_folder()


def test_a_demonstration_keeps_clear_of_the_users_reports_unless_a_folder_is_named(monkeypatch):
    assert commands.parse(["demo", "--to", "out"]).data == Path("out/data")
    assert commands.parse(["--data", "named", "demo", "--to", "out"]).data == Path("named")
    monkeypatch.setenv("HIGHLIGHT_DATA", "from-environment")
    assert commands.parse(["demo", "--to", "out"]).data == Path("from-environment")


def test_help_names_every_command(call):
    said = call("--help")
    assert said.code == 0
    assert said.err == ""
    names = {line.split()[0] for line in said.out.splitlines() if line.startswith("    ")}
    assert names >= set(NOW)


def test_each_document_can_be_exported_alone():
    for kind in Kind:
        asked = vars(commands.parse(["export", "3f2a", "--to", "out", f"--{kind}"]))
        assert [each for each in Kind if asked[each]] == [kind]


def test_each_topic_can_be_asked_for():
    assert tuple(Topic) == arguments._TOPICS


def test_a_script_can_ask_which_version_this_is(call):
    said = call("--version")
    assert (said.code, said.out, said.err) == (0, f"highlight-desktop {__version__}\n", "")


@pytest.mark.parametrize("command", NOW)
def test_each_command_has_its_own_help(call, command):
    said = call(command, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: highlight-desktop {command}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("reports x", "There is no command “reports”."),
        ("hub", "This is missing: ACT."),
        ("hub x", "“x” cannot follow ACT."),
        ("hub receive", "This is missing: PATH."),
        ("hub returns", "This is missing: --period."),
        ("period", "This is missing: TEXT."),
        ("period 8 to 21", "“to 21” has no place here."),
        ("import", "This is missing: FILE."),
        ("submit abc", "This is missing: --to."),
        ("export abc --to out --word", "“--word” has no place here."),
        ("list --data x", "“--data x” has no place here."),
        ("import --edi 2020-06 a.txt", "“--edi” has no place here."),
        ("list --json=yes", "Nothing can follow --json."),
        ("--data", "Something must follow --data."),
        ("--exit-when later", "“later” cannot follow --exit-when."),
        ("--exit-when ready list", "--exit-when is for the window"),
    ],
)
def test_wrong_use_is_told_in_one_line(call, arguments, said):
    assert said in call(*arguments.split()).one_line_of_trouble()


def test_a_folder_without_a_name_is_wrong_use(call):
    assert "a folder has a name" in call("--data", "", "list").one_line_of_trouble()


def test_a_broken_character_in_an_unknown_command_is_still_told_in_one_line(call):
    assert "There is no command" in call("\udcff\nlist").one_line_of_trouble()
