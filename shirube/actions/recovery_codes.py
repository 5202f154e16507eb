"""Recovery codes: ten one-time words on paper for whoever has lost the phone of the second factor.

Only keyed hashes are kept: who reads the database alone cannot even try to guess. Who may make or use them is
decided in accounts.py.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from shirube.store.people import Person, RecoveryCode

NUMBER = 10
LENGTH = 10
# Without 0, 1, I and O, which look alike on paper. 32 letters: 50 bits a code.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# So long the home page tells that a code was used, and from so few left on that new ones should be made.
TOLD_FOR = timedelta(days=14)
FEW = 3


def make_codes(person: Person) -> tuple[str, ...]:
    """Ten fresh codes in place of all earlier ones, to be shown once. Within the caller's transaction."""
    forget_codes(person)
    codes = tuple("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(NUMBER))
    now = timezone.now()
    RecoveryCode.objects.of(person.municipality_id).bulk_create(
        RecoveryCode(
            municipality_id=person.municipality_id,
            person=person,
            code_hash=_hash(person, code),
            made_at=now,
        )
        for code in codes
    )
    return tuple(f"{code[:5]}-{code[5:]}" for code in codes)


def forget_codes(person: Person) -> None:
    """Makes every code of a person worthless. The history still tells of those that were used."""
    RecoveryCode.objects.of(person.municipality_id).filter(person=person).delete()


def use_code(person: Person, typed: str) -> bool:
    """Uses a code up; False where it is wrong or was used before. Of two who send it at once one gets in."""
    clean = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())
    if len(clean) != LENGTH:
        return False
    unused = RecoveryCode.objects.of(person.municipality_id).filter(person=person, used_at=None)
    return bool(unused.filter(code_hash=_hash(person, clean)).update(used_at=timezone.now()))


def count_codes(person: Person) -> int:
    """How many codes are still good."""
    return RecoveryCode.objects.of(person.municipality_id).filter(person=person, used_at=None).count()


def find_last_use(person: Person) -> datetime | None:
    """When a code of the present set was last used."""
    used = RecoveryCode.objects.of(person.municipality_id).filter(person=person, used_at__isnull=False)
    return used.order_by("-used_at").values_list("used_at", flat=True).first()


def _hash(person: Person, code: str) -> str:
    key = hmac.digest(settings.SECRET_KEY.encode(), b"shirube recovery 1", hashlib.sha256)
    text = f"{person.pk}:{code}".encode("utf-8", "replace")
    return hmac.new(key, text, hashlib.sha256).hexdigest()
