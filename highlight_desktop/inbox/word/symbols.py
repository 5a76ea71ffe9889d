"""Knows which characters stand behind Word's symbols, which are places in a font."""

_PRIVATE = 0xF000
"""Word adds this to the place in a symbol font."""
_WINGDINGS = {
    0x4A: "☺", 0x4C: "☹", 0x28: "☎", 0x2A: "✉", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0xA3: "□", 0x97: "●"}
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
    0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xAB: "↔", 0xB0: "°", 0xB7: "•", 0xD6: "√",
    0xE5: "∑", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xBC: "…", 0xA2: "′", 0xB2: "″",
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **{place: chr(place) for place in range(0x30, 0x3A)},
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def character(font: str, place: str) -> str | None:
    """The character at a place (hexadecimal) of a font; None when it is not known."""
    try:
        code = int(place, 16)
    except ValueError:
        return None
    if not 0x20 <= code <= 0xFFFF:
        return None
    table = _FONTS.get(font.casefold().strip())
    if table is not None:
        return table.get(code - _PRIVATE if code >= _PRIVATE else code)
    if 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000:
        return None
    return chr(code)
