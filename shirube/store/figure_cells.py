"""A reading as the columns of a figure, and back, without loss.

Which cell a figure stands in belongs to load.py and save.py.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from shirube.core.exchange import find_codec
from shirube.core.quantity import Quantity
from shirube.core.reading import Missing, Reading, Standing

# In the order in which load.py asks for them.
COLUMNS = (
    "number",
    "places",
    "unit",
    "missing",
    "state",
    "standing",
    "text",
    "as_of",
    "source",
    "note",
    "exact",
)
LARGEST = 2**63 - 1
MOST_PLACES = 40

_CODEC = find_codec(Reading)
_MISSING = {item.name.lower(): item for item in Missing}
_STANDING = {item.name.lower(): item for item in Standing}


def split_reading(reading: Reading) -> dict[str, Any]:
    """The columns of a reading. What they cannot say goes into ``exact`` as a whole, so nothing is lost."""
    number, places = _scale(reading.quantity)
    columns: dict[str, Any] = {
        "number": number,
        "places": places,
        "unit": reading.quantity.unit if reading.quantity else "",
        "missing": reading.missing.name.lower() if reading.missing else "",
        "state": reading.state,
        "standing": "" if reading.standing is Standing.UNSTATED else reading.standing.name.lower(),
        "text": reading.text,
        "as_of": reading.as_of,
        "source": reading.source,
        "note": reading.note,
        "exact": "",
    }
    # Held against the original and not against a list of fields: a field that core gets later is kept too.
    if (reading.quantity and number is None) or join_reading(*columns.values()) != reading:
        columns["exact"] = json.dumps(_CODEC.encode(reading), ensure_ascii=False)
    return columns


def join_reading(  # noqa: PLR0917 - the columns of a row in their order
    number: int | None,
    places: int,
    unit: str,
    missing: str,
    state: str,
    standing: str,
    text: str,
    as_of: date | None,
    source: str,
    note: str,
    exact: str,
) -> Reading:
    """The reading that the columns stand for."""
    if exact:
        reading: Reading = _CODEC.decode(json.loads(exact), "exact")
        return reading
    quantity = None
    if number is not None:
        quantity = Quantity(Decimal(number).scaleb(-places), unit, raw=text)
        if not (standing or as_of or source or note):
            return Reading(quantity=quantity, text=text)
    return Reading(
        quantity=quantity,
        missing=_MISSING[missing] if missing else None,
        state=state,
        standing=_STANDING[standing] if standing else Standing.UNSTATED,
        text=text,
        as_of=as_of,
        source=source,
        note=note,
    )


def _scale(quantity: Quantity | None) -> tuple[int | None, int]:
    """The number as an integer and a count of decimal places; None where it does not fit into 64 bits."""
    if quantity is None:
        return None, 0
    sign, digits, exponent = quantity.value.as_tuple()
    if not isinstance(exponent, int) or exponent < -MOST_PLACES or exponent > len(str(LARGEST)):
        return None, 0
    number = int("".join(map(str, digits))) * 10 ** max(exponent, 0)
    if number > LARGEST or (sign and not number):
        return None, 0
    return -number if sign else number, max(-exponent, 0)
