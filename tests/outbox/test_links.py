"""Addresses can be clicked, as they are typed and without the full stop behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from highlight_desktop.outbox.links import split


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "See https://council.example/parks?a=1&b=2#c.",
            ["https://council.example/parks?a=1&b=2#c"],
        ),
        ("(http://council.example/a_(b))", ["http://council.example/a_(b)"]),
        ("<jo.lee+x@council.example>, or", ["mailto:jo.lee+x@council.example"]),
        ("a@b.example;c@d.example", ["mailto:a@b.example", "mailto:c@d.example"]),
        ("“https://council.example”", ["https://council.example"]),
        ("https://", []),
        ("https://...", []),
        ("name@council", []),
        ("@here and x@ y", []),
        ("javascript:alert(1) file:///etc/passwd council.example", []),
        ("xhttps://council.example", []),
    ],
)
def test_an_address_is_found_where_it_stands(text: str, links: list[str]) -> None:
    assert [link for _, link in split(text) if link] == links


@given(st.lists(st.sampled_from([*"ab@.-:/()s ?é", "https://", "@x.y"])).map("".join))
def test_nothing_but_the_link_is_added_and_nothing_is_lost(text: str) -> None:
    parts = list(split(text))
    assert "".join(part for part, _ in parts) == text
    for part, link in parts:
        assert part
        assert link in ("", part, f"mailto:{part}")


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a." * 100_000, "@a" * 100_000, "https://" * 25_000]
)
def test_a_word_without_end_is_read_once(text: str) -> None:
    """Were it read again from each of its letters, this would take minutes."""
    assert "".join(part for part, _ in split(text)) == text
