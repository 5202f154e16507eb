"""What a page of a PDF paints, as operands and operators: the tokens of its content in one pass of a pattern.

pdfminer takes two thirds of the time of a page for them, letter by letter, so that a report of thirty dense
pages did not end within the limits of a stranger's file. What programs for offices write is told here at
once and becomes the very objects that pdfminer would make; a content with anything else in it (pictures
within the text, comments, brackets within texts) is left to pdfminer as a whole.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.psparser import KWD, LIT, PSKeyword, PSLiteral, literal_name

from shirube.core.pattern import late_pattern

# Larger contents are drawings; read one after the other they take less room.
_LARGEST = 20_000_000
_PICTURE = (KWD(b"BI"), KWD(b"ID"))

# A text: letters, signs behind a stroke, and pairs of brackets that need none, three deep.
_LETTERS = rb"[^()\\]++|\\(?:[nrtbf()\\\n]|\r\n?+|[0-3][0-7]{2}|[0-7]{1,2}+(?![0-7]))"
_TEXT = rb"(?:" + _LETTERS + rb")*+"
for _depth in range(3):
    _TEXT = rb"(?:" + _LETTERS + rb"|\(" + _TEXT + rb"\))*+"

_TOKEN = late_pattern(
    rb"\s*+(?:"
    rb"(?P<real>[-+]?+(?:\d{1,20}+\.\d{0,20}+|\.\d{1,20}+))(?=[\s/\[\]()<>]|\Z)"
    rb"|(?P<whole>[-+]?+\d{1,20}+)(?=[\s/\[\]()<>]|\Z)"
    rb"|(?P<word>[A-Za-z][^#/%\[\]()<>{}\s\0]*+(?!#)|['\"])"
    rb"|/(?P<name>[^#/%\[\]()<>{}\s\0]*+)(?![#\0])"
    rb"|(?P<open>\[|<<)"
    rb"|(?P<close>\]|>>)"
    rb"|<(?P<digits>[0-9A-Fa-f\s]*+)>"
    rb"|\((?P<text>" + _TEXT + rb")\)"
    rb"|(?P<odd>.)|\Z)",
    re.DOTALL,
)
_ESCAPE = late_pattern(rb"\\([nrtbf()\\\n]|\r\n?|[0-7]{1,3})")
_ESCAPED = {
    **{b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"},
    **{sign: sign for sign in (b"(", b")", b"\\")},
}
_CONSTANTS = {b"true": True, b"false": False}
_CLOSES = {b"]": b"[", b">>": b"<<"}


def list_operations(data: bytes) -> list[Any] | None:
    """The objects of a content in their order, operators as PSKeyword; None where pdfminer must read it.

    Numbers are int and float, names PSLiteral, texts bytes, arrays list, dictionaries dict, as in pdfminer.
    """
    if len(data) > _LARGEST:
        return None
    try:
        return _Reader().read(data)
    except _UnusualError:
        return None


class _UnusualError(Exception):
    """Something in a content that is left to pdfminer."""


class _Reader:
    """The objects found so far, and the arrays and dictionaries that are still open."""

    def __init__(self) -> None:
        self.objects: list[Any] = []
        self.outer: list[tuple[bytes, list[Any]]] = []
        self.names: dict[bytes, PSLiteral] = {}
        self.words: dict[bytes, PSKeyword] = {}

    def read(self, data: bytes) -> list[Any]:
        """All objects; raises _UnusualError."""
        # Each token begins where the one before it ended, for any sign is at least an odd one.
        for match in _TOKEN.finditer(data):
            kind = match.lastgroup
            if kind is None:
                continue  # the end
            token = match[kind]
            if kind == "real":
                # A place on paper, as pdfminer has it; the figures of a plan are texts, read exactly later.
                self.objects.append(float(token))
            elif kind == "whole":
                self.objects.append(int(token))
            elif kind == "word" and not self.outer and token in self.words:
                self.objects.append(self.words[token])
            else:
                self._add(kind, token)
        if self.outer:
            raise _UnusualError
        return self.objects

    def _add(self, kind: str, token: bytes) -> None:
        if kind == "word":
            self._add_word(token)
        elif kind == "text":
            self.objects.append(_ESCAPE.sub(_unescape, token) if b"\\" in token else token)
        elif kind == "digits":
            self.objects.append(_read_digits(token))
        elif kind == "name":
            self.objects.append(self.names.get(token) or self._name(token))
        elif kind == "open":
            self.outer.append((token, self.objects))
            self.objects = []
        elif kind == "close":
            self._close(token)
        else:
            raise _UnusualError

    def _add_word(self, token: bytes) -> None:
        if token in _CONSTANTS:
            self.objects.append(_CONSTANTS[token])
            return
        word = KWD(token)
        # An operator ends whatever is open.
        if self.outer or word in _PICTURE:
            raise _UnusualError
        self.words[token] = word
        self.objects.append(word)

    def _name(self, token: bytes) -> PSLiteral:
        try:
            name: str | bytes = token.decode()
        except UnicodeDecodeError:
            name = token
        self.names[token] = LIT(name)
        return self.names[token]

    def _close(self, token: bytes) -> None:
        if not self.outer or self.outer[-1][0] != _CLOSES[token]:
            raise _UnusualError
        inner = self.objects
        _, self.objects = self.outer.pop()
        if token == b"]":
            self.objects.append(inner)
            return
        keys, values = inner[::2], inner[1::2]
        if len(keys) != len(values) or not all(isinstance(key, PSLiteral) for key in keys):
            raise _UnusualError
        self.objects.append({literal_name(key): value for key, value in zip(keys, values, strict=True)})


def _unescape(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign in _ESCAPED:
        return _ESCAPED[sign]
    return bytes((int(sign, 8),)) if sign.isdigit() else b""


def _read_digits(token: bytes) -> bytes:
    """Pairs of hexadecimal digits; the last may stand alone, and pdfminer takes it for itself."""
    digits = b"".join(token.split())
    pairs, last = (digits, b"") if len(digits) % 2 == 0 else (digits[:-1], digits[-1:])
    return bytes.fromhex(pairs.decode()) + (bytes((int(last, 16),)) if last else b"")
