"""What a person sent in a form: the text of each field as typed, and what is wrong with it.

Checking what the text means belongs to the actions; here it only has to be there, and of bearable length.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest

LONGEST = 20_000


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
        text = self.text(name)
        if text.isascii() and text.isdecimal() and len(text) < 18:
            return int(text)
        if text:
            self.fail("選び直してください。", name)
        return None

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
