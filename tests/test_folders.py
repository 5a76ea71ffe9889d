"""Where files usually go, and which folders they cannot go to."""

from pathlib import Path

from highlight_desktop import folders


def test_a_folder_may_be_new_but_not_a_file_nor_half_a_path(tmp_path: Path) -> None:
    taken = tmp_path / "notes.txt"
    taken.write_text("kept")

    assert folders.folder_problem("") == ""
    assert folders.folder_problem(str(tmp_path)) == ""
    assert folders.folder_problem(str(tmp_path / "new" / "newer")) == ""
    assert "not a folder" in folders.folder_problem(str(taken))
    assert "not a folder" in folders.folder_problem(str(taken / "below"))
    assert "whole path" in folders.folder_problem("Reports")
    assert "cannot be used" in folders.folder_problem(f"{tmp_path}/a\0b")
