"""Loading the library that values are made with, and no more: for processes that do one thing and end."""

from __future__ import annotations

import sys

_HINTS = "typing_extensions"


def load_structs() -> None:
    """Loads msgspec without typing_extensions; does nothing where one of them is loaded already.

    msgspec asks it for hints of types, which it needs to decode into values, and is content with typing where
    nobody has installed it. Where another package has, it comes with inspect, ast and tokenize: 20 ms, a
    tenth of the time that a command takes for a small table. Whoever needs it later finds it as ever.
    """
    if "msgspec" in sys.modules or _HINTS in sys.modules:
        return
    sys.modules[_HINTS] = None  # type: ignore[assignment]  # says that there is none
    try:
        import msgspec  # noqa: F401 - for those who come after
    finally:
        del sys.modules[_HINTS]
