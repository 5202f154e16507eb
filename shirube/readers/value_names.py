"""Names of indicators that stand before their figures in one cell: 口座振替率:45%, 利用者数 30人."""

from __future__ import annotations

import re

from shirube.core.notation import parse_compound, split_name_and_quantity


def split_name(text: str) -> tuple[str, str]:
    """The name and the rest of a cell of values; ("", text) where there is no name."""
    try:
        name, quantity = split_name_and_quantity(text)
    except ValueError:
        pass
    else:
        return name, quantity.raw
    try:
        parts = parse_compound(text)
    except ValueError:
        return "", text
    label = parts[0][0]
    names = "、".join(part for part, _ in parts if part)
    return (names, re.sub(rf"^{re.escape(label)}\s*[:：]?\s*", "", text)) if label else ("", text)
