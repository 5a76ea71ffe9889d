"""Knows what all the files that came in earlier are to each other today."""

from dataclasses import replace

from highlight_desktop.forms import Forms
from highlight_desktop.hub.receiving import Outcome, Received
from highlight_desktop.store.desk import Arrival, Desk, Returned, Standing, Verdict

_OUTCOMES = {
    Verdict.AS_SUBMITTED: Outcome.AS_SUBMITTED,
    Verdict.ALTERED: Outcome.ALTERED,
    Verdict.NOT_VERIFIED: Outcome.NOT_VERIFIED,
    Verdict.UNREADABLE: Outcome.UNREADABLE,
}


def received_before(desk: Desk, known: Forms) -> tuple[Received, ...]:
    """Every file on the desk, the last that came first; what came together by its name.

    `known` are the editions of the form known today. Raises StoreError.
    """
    found = {each.sha256: each for each in desk.returns()}
    by_name = sorted(desk.arrivals(), key=lambda each: (each.source, each.name.casefold()))
    last_first = sorted(by_name, key=lambda each: each.received_at, reverse=True)
    return tuple(
        _received(
            replace(each, told=known.still_true(each.told)), found.get(each.returned_sha256 or "")
        )
        for each in last_first
    )


def _received(arrival: Arrival, returned: Returned | None) -> Received:
    outcome = _OUTCOMES[arrival.verdict]
    if returned is not None and arrival.verdict is not Verdict.ALTERED:
        if returned.standing is Standing.CONFLICT:
            outcome = Outcome.CONFLICT
        elif returned.standing is Standing.SUPERSEDED:
            outcome = Outcome.OLDER_VERSION
    return Received(
        arrival.name,
        arrival.source,
        arrival.sender,
        outcome,
        arrival.told,
        arrival.sha256,
        arrival.verdict,
        returned,
    )
