"""No reports are begun on a share, in a cloud or in a roaming profile that somebody names (S6)."""

from pathlib import Path, PurePath, PureWindowsPath

import pytest

from highlight_desktop import commands
from highlight_desktop.errors import StoreError
from highlight_desktop.store.reports import Store
from highlight_desktop.whereabouts import beginning, place
from highlight_desktop.whereabouts.probing import Probes
from highlight_desktop.whereabouts.trial import Trial


def windows(drive: int = 3, attributes: int = 0x10) -> Probes:
    """A Windows that answers as it is told to."""
    return Probes(
        environment={
            "APPDATA": r"C:\Users\ann\AppData\Roaming",
            "OneDriveCommercial": r"C:\Users\ann\Council files",
        },
        drive=lambda path: (place.windows_drive(path, drive), ""),
        attributes=lambda _path: attributes,
        resolved=lambda path: path,
        free_bytes=lambda _path: 10**10,
        names=lambda _path: 1,
        trial=lambda _path: Trial(locks=True),
    )


@pytest.mark.parametrize(
    ("folder", "probes", "why"),
    [
        (r"C:\Users\ann\AppData\Local\highlight-desktop", windows(), ""),
        (r"E:\reports", windows(drive=2), ""),
        (r"\\server\home\ann", windows(), "across the network"),
        (r"H:\ann", windows(drive=4), "across the network"),
        (r"C:\Users\ann\Council files\x", windows(), "OneDrive copies it"),
        (r"C:\Users\ann\Documents", windows(attributes=0x400010), "in the cloud"),
        (r"C:\Users\ann\AppData\Roaming\x", windows(), "copied from computer to computer"),
    ],
)
def test_a_place_is_judged_by_what_is_known_at_once(folder: str, probes: Probes, why: str) -> None:
    said = beginning.unfit(PureWindowsPath(folder), probes)
    assert why in said
    assert bool(said) is bool(why)


def test_a_system_that_gives_no_answer_is_not_held_against_a_folder() -> None:
    def refuse(_path: PurePath) -> PurePath:
        raise OSError("gone")

    silent = Probes({}, refuse, refuse, refuse, refuse, refuse, refuse)  # type: ignore[arg-type]
    assert beginning.unfit(PureWindowsPath(r"D:\reports"), silent) == ""


def test_where_reports_are_kept_already_they_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(tmp_path / "before").close()
    monkeypatch.setenv("OneDrive", str(tmp_path))
    beginning.allow(tmp_path / "before")
    with pytest.raises(StoreError, match="OneDrive copies it") as told:
        beginning.allow(tmp_path / "new")
    assert "Backups may go there" in told.value.remedy


def test_the_usual_folder_is_never_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by the doctor: else a computer set up so could not be used at all."""
    monkeypatch.setenv("OneDrive", str(tmp_path))
    beginning.allow(home)


def test_a_command_begins_nothing_there_and_says_why_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    folder = tmp_path / "reports"
    assert commands.run(commands.parse(["--data", str(folder), "list"])) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "No reports can be begun" in line
    assert not folder.exists()
