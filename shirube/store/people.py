"""Tables of people: municipality > body (section or outside) > post > person, and their ways in.

A post has the role and owns indicators; people come and go, posts stay (人事異動). Making and changing rows
belongs to the actions.
"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from shirube.core.roles import Role
from shirube.store.scoping import ScopedManager

ROLE_CHOICES = [(role.name.lower(), role.value) for role in Role]


class Municipality(models.Model):
    """A city, town or village (or a body of several); ``code`` is its 全国地方公共団体コード."""

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A section of the city hall or a body outside it (実施主体). ``aliases`` are names in printed tables.

    One that was ended (廃止) stays, with the day and the reason: figures and the history name it.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=100)
    is_outside = models.BooleanField(default=False)
    aliases = models.TextField(blank=True, default="", help_text="one a line")
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["municipality", "name"], name="body_name")]
        ordering: ClassVar = ["is_outside", "pk"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post (担当) of a body with one role. It owns indicators, so that they are never without an owner."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True, default="")

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "name"], name="post_name")]
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.body.name} {self.name}"

    @property
    def role_value(self) -> Role:
        """The role as core knows it."""
        return Role[self.role.upper()]


class Person(AbstractBaseUser):
    """Somebody who logs in. ``account`` (code/login) is unique in the whole system, ``login`` in the city.

    Raising ``epoch`` ends every session of the person. The TOTP secret is encrypted; ``totp_counter`` is the
    last step used, so that a code works once.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="people")
    account = models.CharField(max_length=80, unique=True)
    login = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)
    totp_secret = models.TextField(blank=True, default="")
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()

    USERNAME_FIELD = "account"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_totp(self) -> bool:
        """Whether a second factor has been set up and confirmed."""
        return self.totp_confirmed_at is not None

    def get_session_auth_hash(self) -> str:
        """Django's hash of the password, and the epoch: either changing ends the sessions."""
        return hashlib.sha256(f"{super().get_session_auth_hash()}:{self.epoch}".encode()).hexdigest()


class Assignment(models.Model):
    """Who holds which post since when; ``until`` is None while it lasts, and the past stays on record."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "person"], condition=Q(until=None), name="assignment_lasting"
            )
        ]


class EntryLink(models.Model):
    """A link that lets one person in once: an invitation, a new password, the first administrator.

    Only the hash of its token is kept: who reads the database cannot use it.
    """

    class Kind(models.TextChoices):
        """What the link is for."""

        INVITATION = "invitation", "招待"
        RESET = "reset", "パスワードの再設定"
        MAIL = "mail", "メールでの再設定"
        FIRST = "first", "最初の管理者"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=12, choices=Kind)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()


class RecoveryCode(models.Model):
    """One of the ten codes that stand in for the second factor once; only its keyed hash is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_once")
        ]


class LoginFailures(models.Model):
    """How often logging in failed lately, by bucket (account and address, account, device): all hashed.

    No municipality: what is typed at the door may be the name of nobody.
    """

    bucket = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
