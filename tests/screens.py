"""Gives Qt a screen of a chosen size where there is none."""

import json
from pathlib import Path


def offscreen(width_px: int, height_px: int, folder: Path) -> str:
    """The value of QT_QPA_PLATFORM for such a screen; its description is written to `folder`.

    Qt's own one is 800 pixels square, whatever the scale: at 300 % no dialog would fit.
    """
    screen = {
        "name": "screen",
        "x": 0,
        "y": 0,
        "width": width_px,
        "height": height_px,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    path = folder / f"screen-{width_px}-{height_px}.json"
    path.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return f"offscreen:configfile={path}"
