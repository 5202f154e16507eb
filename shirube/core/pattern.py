"""Patterns that are compiled when they are first asked.

The readers know over a hundred of them. Compiling all would cost a command 20 ms, and a usual table asks a
third of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic


class LatePattern(Generic[AnyStr]):
    """Stands in for a compiled pattern until one of its methods is asked."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self._text: AnyStr = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        # Kept here, the method is found without this detour from now on.
        setattr(self, name, found)
        return found


def late_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as ``re.compile``, at the first use. A wrong pattern raises then: tests ask every one."""
    late: Any = LatePattern(text, flags)
    pattern: re.Pattern[AnyStr] = late
    return pattern
