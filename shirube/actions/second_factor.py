"""One-time codes (TOTP) as second factor: secrets encrypted at rest, each code good for one login."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from shirube.store.people import Person

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

STEP_SECONDS = 30
ISSUER = "しるべ"


def make_secret(person: Person) -> tuple[str, str]:
    """A new secret: encrypted for the database, and as address for an authenticator app."""
    import pyotp

    secret = pyotp.random_base32()
    return _cipher().encrypt(secret.encode()).decode(), make_address(person, secret)


def make_address(person: Person, secret: str) -> str:
    """A secret as address for an authenticator app (otpauth), which a QR code can carry."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=person.login, issuer_name=ISSUER)


def read_secret(person: Person) -> str:
    """The secret of a person, decrypted. Raises cryptography's InvalidToken under another server key."""
    return _cipher().decrypt(person.totp_secret.encode()).decode()


def check_code(secret: str, code: str, last_counter: int) -> int | None:
    """The time step of a right code, None for a wrong or used one. A step early or late is allowed for."""
    import pyotp

    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdecimal():
        return None
    generator = pyotp.TOTP(secret)
    now = int(timezone.now().timestamp()) // STEP_SECONDS
    for counter in (now, now - 1, now + 1):
        if counter > last_counter and hmac.compare_digest(generator.generate_otp(counter), digits):
            return counter
    return None


def _cipher() -> Fernet:
    from cryptography.fernet import Fernet

    key = hmac.digest(settings.SECRET_KEY.encode(), b"shirube totp 1", hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))
