"""Knows the copy of the repository in which modules are changed, and how one is changed there."""

import itertools
import os
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


class Tree:
    """A copy with all that git knows or would, as it stands now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seconds = itertools.count(1_000_000_000)
        shutil.rmtree(folder, ignore_errors=True)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY, capture_output=True, check=True,
        ).stdout  # fmt: skip
        for name in filter(None, listed.decode().split("\0")):
            if (REPOSITORY / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(REPOSITORY / name, folder / name)

    def write(self, module: str, source: bytes) -> None:
        """Put a module's source in place, with a time that no compiled file was made from."""
        path = self.folder / module
        second = next(self._seconds)
        beside = path.with_suffix(".new")
        beside.write_bytes(source)
        os.utime(beside, (second, second))
        beside.replace(path)
