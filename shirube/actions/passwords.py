"""Which passwords are taken: long ones that nobody would try first. No rules of composition, no expiry.

15 characters alone, 8 beside a second factor (NIST SP 800-63B-4). The list of common ones is offline.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import django.contrib.auth

from shirube.store.people import Person

SHORTEST = 15
SHORTEST_WITH_TOTP = 8
LONGEST = 128


def normalize_password(password: str) -> str:
    """The same letters whatever the keyboard sent: full width and half width are one (NFKC)."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


def check_password_rules(password: str, person: Person) -> str:
    """Why a password is not taken, as a Japanese sentence; "" when it is."""
    normal = normalize_password(password)
    shortest = SHORTEST_WITH_TOTP if person.has_totp else SHORTEST
    if len(normal) < shortest:
        return (
            f"パスワードは{shortest}文字以上にしてください（現在{len(normal)}文字）。"
            "覚えやすい言葉をいくつか並べると、長くても打ちやすくなります。"
        )
    if len(normal) > LONGEST:
        return f"パスワードは{LONGEST}文字以内にしてください。"
    folded = normal.casefold()
    if folded in _read_common() or _strip_digits(folded) in _read_common() or _is_monotone(folded):
        return "よく使われる、推測されやすいパスワードです。別のものにしてください。"
    if word := next((word for word in _context(person) if word in folded), ""):
        rest = folded.replace(word, "")
        if len(rest) < SHORTEST_WITH_TOTP:
            return "利用者名、氏名、団体名などから推測できるパスワードです。別のものにしてください。"
    return ""


@cache
def _read_common() -> frozenset[str]:
    # Django brings the 20,000 most common passwords as a file.
    path = Path(django.contrib.auth.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip().casefold() for line in lines)


def _strip_digits(text: str) -> str:
    return text.strip("0123456789!?.-_")


def _is_monotone(text: str) -> bool:
    """A unit repeated (aaaa…, abcabc…), or a run such as 12345678."""
    repeated = any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 5))
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return repeated or steps in ({1}, {-1})


def _context(person: Person) -> tuple[str, ...]:
    words = (
        person.login,
        person.name,
        person.municipality.name,
        person.municipality.code,
        "shirube",
        "しるべ",
    )
    return tuple(word.casefold() for word in words if len(word) >= 2)
