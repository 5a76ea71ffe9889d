"""A system that has no font of its own: the window's own ones show every sign it uses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{0}/none</dir><cachedir>{0}/cache</cachedir></fontconfig>
"""
STORY = """
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from ui import theme

app = QApplication([])
theme.load_fonts(app)
for sign in "aŵ✓✗→":
    layout = QTextLayout(sign, app.font())
    layout.beginLayout(), layout.createLine(), layout.endLayout()
    drawn = layout.glyphRuns()[0]
    print(drawn.rawFont().familyName(), drawn.glyphIndexes()[0] != 0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems never lack fonts")
def test_the_tick_and_its_like_are_drawn_where_the_system_has_no_fonts(tmp_path):
    settings = tmp_path / "fonts.conf"
    settings.write_text(NO_FONTS.format(tmp_path), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", STORY],
        env={**os.environ, "FONTCONFIG_FILE": str(settings), "QT_QPA_PLATFORM": "offscreen"},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        *(["Noto Sans True"] * 2),
        *(["DejaVu Sans True"] * 3),
    ]
