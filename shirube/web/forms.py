"""What a person sent in a form: the text of each field as typed, and what is wrong with it.

Checking what the text means belongs to the actions; here it only has to be there, and of bearable length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.http import HttpRequest

from shirube.core.fiscal_year import fold_width

LONGEST = 20_000
# So many digits fit every column of the database; a number of more is none that a page has offered.
_MOST_DIGITS = 9
_FORM_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d[\d,]{0,15}(?:\.\d{1,9})?", re.ASCII)


@dataclass(slots=True)
class Field:
    """One field as shown: its name in the form, its label, its text, and what is wrong with it."""

    name: str
    label: str
    value: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"field-{self.name}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the summary; ``id`` leads to the field, "" where the mistake is the whole form's."""

    message: str
    label: str = ""
    id: str = ""


@dataclass(slots=True)
class Form:
    """The fields of one form. ``labels`` gives their names and labels in order."""

    labels: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    fields: dict[str, Field] = field(init=False)
    general: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.fields = {
            name: Field(name, label, str(self.texts.get(name, "")).replace("\r\n", "\n")[:LONGEST])
            for name, label in self.labels.items()
        }

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def text(self, name: str) -> str:
        """What was typed, without blanks around it."""
        return self.fields[name].value.strip()

    def fail(self, message: str, name: str = "") -> None:
        """Notes a mistake of a field, or of the form as a whole."""
        if name:
            self.fields[name].error = message
        else:
            self.general.append(message)

    def require(self, *names: str) -> bool:
        """Notes every field that was left empty; True when nothing is wrong so far."""
        for name in names:
            if not self.text(name) and not self.fields[name].error:
                self.fail(f"{self.fields[name].label}を入力してください。", name)
        return not self.errors

    def number(self, name: str) -> int | None:
        """A whole number such as the id of a chosen row; None, with a note, for anything else."""
        number = parse_number(self.text(name))
        if number is None and self.text(name):
            self.fail("選び直してください。", name)
        return number

    def day(self, name: str) -> date | None:
        """A date as browsers send it (2026-05-29); None, with a note, for anything else."""
        text = self.text(name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fail("日付を「2026-05-29」のように入力してください。", name)
            return None

    @property
    def errors(self) -> list[Mistake]:
        """Everything that is wrong, for the summary on top."""
        wrong = [Mistake(item.error, item.label, item.id) for item in self.fields.values() if item.error]
        return [*(Mistake(message) for message in self.general), *wrong]


def read_form(request: HttpRequest, labels: Mapping[str, str]) -> Form:
    """The form as sent, or an empty one on a page that is only looked at."""
    return Form(labels, request.POST.dict() if request.method == "POST" else {})


def parse_number(text: str) -> int | None:
    """A whole number as forms and addresses send it: an id, a version, a year. None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def parse_decimal(text: str) -> Fraction | None:
    """A number as people type it: 「92.5」, 「１，０００」, 「80%」 as 80. None for anything else.

    Powers (1e9) are none: a short text must not become a number that takes minutes to write out.
    """
    plain = fold_width(text).strip().removesuffix("%").strip()
    return Fraction(plain.replace(",", "")) if _DECIMAL.fullmatch(plain) else None


def read_form_key(request: HttpRequest) -> str:
    """By what a form sent twice is known; "" where none of our pages has made it."""
    text = request.POST.get("form_key", "")
    return text if _FORM_KEY.fullmatch(text) else ""
