"""How long to wait after failed logins: nothing at first, then longer and longer, never for good.

Counting failures belongs to the actions.
"""

from __future__ import annotations

from datetime import timedelta

FREE_FAILURES = 4
FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(days=30)


def compute_delay(failures: int) -> timedelta:
    """The wait after so many failures in a row. At most some 80 guesses in 30 days (test_lockout.py)."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    doublings: int = min(failures - FREE_FAILURES, 30)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def render_wait(wait: timedelta) -> str:
    """「30秒」「5分」「2時間」: rounded up, so that trying then succeeds."""
    seconds = -(-wait // timedelta(seconds=1))
    if seconds < 60:
        return f"{max(seconds, 1)}秒"
    if seconds < 3600:
        return f"{-(-seconds // 60)}分"
    return f"{-(-seconds // 3600)}時間"
