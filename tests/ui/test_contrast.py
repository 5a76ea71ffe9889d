"""Words and marks stand out from their ground in every appearance (WCAG 2.2, 1.4.3 and 1.4.11)."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtGui import QColor

from ui.theme import COLOURS, Appearance, Colours

TEXT_AT_LEAST = 4.5
EDGE_AT_LEAST = 3.0
GROUNDS = ("window", "base", "panel")
WORDS = ("text", "muted", "unavailable", "accent", "good", "bad")
"""The last three are marks as well: the ring of the focus, the sign of a problem."""
TEXT_PAIRS = [*product(WORDS, GROUNDS), ("on_accent", "accent")]
EDGE_PAIRS = [("edge", ground) for ground in GROUNDS]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(colours: Colours, pairs: list[tuple[str, str]], at_least: float) -> list[str]:
    found = {
        f"{mark} on {ground}": contrast(getattr(colours, mark), getattr(colours, ground))
        for mark, ground in pairs
    }
    return [f"{pair}: {ratio:.2f}" for pair, ratio in found.items() if ratio < at_least]


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_appearance_but_that_of_the_system_has_its_colours() -> None:
    assert set(COLOURS) == set(Appearance) - {Appearance.SYSTEM}


@pytest.mark.parametrize("appearance", COLOURS)
def test_all_words_stand_out_from_every_ground(appearance: Appearance) -> None:
    assert too_weak(COLOURS[appearance], TEXT_PAIRS, TEXT_AT_LEAST) == []


@pytest.mark.parametrize("appearance", COLOURS)
def test_the_edge_of_every_control_can_be_seen(appearance: Appearance) -> None:
    assert too_weak(COLOURS[appearance], EDGE_PAIRS, EDGE_AT_LEAST) == []


@pytest.mark.parametrize("weakened", [*WORDS, "on_accent", "edge"])
def test_a_weakened_colour_is_found(weakened: str) -> None:
    colours = COLOURS[Appearance.LIGHT]
    ground = colours.accent if weakened == "on_accent" else colours.window
    pairs, at_least = (
        (EDGE_PAIRS, EDGE_AT_LEAST) if weakened == "edge" else (TEXT_PAIRS, TEXT_AT_LEAST)
    )
    assert too_weak(replace(colours, **{weakened: ground}), pairs, at_least)
