"""Names written slightly differently in a text: るるのカード for るのカード, 事業継承 for 事業承継.

Made for names of four and more characters, of which one is doubled, missing, extra, other, or swapped with
its neighbour. What looks alike but is legitimate stays silent: longer names, particles between nouns,
numbers, and words that end as the name begins. Which names and which texts are compared is for the check.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Set
from enum import Enum
from itertools import chain

from msgspec import Struct

from shirube.core.fiscal_year import fold_width

SHORTEST = 4
# From here on one kanji more, less or other is a slip; in shorter names it makes another word (事業相談).
_LONG = 8

_PARTICLES = frozenset("のにとはをへでがもやか")
# Those that cannot begin a verb's ending behind kanji, as が (上がる) and も (積もる) can.
_PARTICLES_AFTER_NOUNS = frozenset("のにとはでへ")
_VERB_ENDS = frozenset("うくぐすつぬぶむる")
_E_ROW = frozenset("えけげせぜてでねべめれ")
# Kanji that are put into or before a name without making it another one.
_MODIFIERS = frozenset("等各新旧前次本同全第")


_SMALL, _LARGE = "ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ"
_SOUNDS = {
    **{code: code - 0x60 for code in range(ord("ァ"), ord("ヶ"))},
    **{ord(small): ord(large) for small, large in zip(_SMALL, _LARGE, strict=True)},
    **{ord(small) + 0x60: ord(large) for small, large in zip(_SMALL, _LARGE, strict=True)},
}


class _Kind(Enum):
    """Kinds of characters, as far as words in Japanese begin and end with a change of kind."""

    KANJI = "kanji"
    HIRAGANA = "hiragana"
    KATAKANA = "katakana"
    LATIN = "latin"
    DIGIT = "digit"
    OTHER = "other"


def _kind_of(character: str) -> _Kind:
    if "ぁ" <= character <= "ゖ":
        return _Kind.HIRAGANA
    if character in "々〆ヶ" or unicodedata.name(character, "").startswith("CJK"):
        return _Kind.KANJI
    if "ァ" <= character <= "ヺ" or character in "ーヽヾ":
        return _Kind.KATAKANA
    if character.isdigit():
        return _Kind.DIGIT
    # @ and & stand inside the names of bodies.
    return _Kind.LATIN if character.isalpha() or character in "@&" else _Kind.OTHER


class Variant(Struct, frozen=True):
    """A spelling found in a text, the name it is near to, and its place in ``fold_width(text)``."""

    spelling: str
    name: str
    start: int


class _Name:
    """A name with its two ends, of which one is intact in every slip that counts, and its sound."""

    __slots__ = ("ends", "head", "sound", "tail", "text")

    def __init__(self, text: str) -> None:
        half = len(text) // 2
        self.text = text
        self.head = text[:half]
        # Shorter by one: two neighbours swapped may touch both halves.
        self.tail = text[-max(2, len(text) - half - 1) :]
        self.sound = fold_kana(text)
        # Most stretches end in another character than any slip does: that is quicker to see than the slip.
        self.ends = f"{text[-2:]}ー"

    def may_occur(self, text: str, spoken: str) -> bool:
        """Quickly whether looking closer is worth it."""
        return self.head in text or self.tail in text or self.sound in spoken

    def find_candidates(self, text: str, spoken: str) -> Iterator[tuple[int, str]]:
        """Stretches of a text that begin, end or sound as the name does and are one slip away from it."""
        yield from self._stretch_forward(text)
        yield from self._stretch_backward(text)
        for start in _find_all(spoken, self.sound):
            spelling = text[start : start + len(self.sound)]
            if spelling != self.text:
                yield start, spelling

    def _stretch_forward(self, text: str) -> Iterator[tuple[int, str]]:
        for start in _find_all(text, self.head):
            usual = start + len(self.text)
            # Where the name itself stands, only one character more is a slip.
            is_exact = text.startswith(self.text, start)
            for end in (usual + 1,) if is_exact else (usual - 1, usual, usual + 1):
                spelling = text[start:end]
                if spelling[-1] in self.ends and is_one_slip_away(spelling, self.text):
                    yield start, spelling

    def _stretch_backward(self, text: str) -> Iterator[tuple[int, str]]:
        for place in _find_all(text, self.tail):
            end = place + len(self.tail)
            usual = end - len(self.text)
            is_exact = text.endswith(self.text, 0, end)
            for start in (usual - 1,) if is_exact else (usual - 1, usual, usual + 1):
                if start < 0 or text[start] != self.text[0]:
                    continue
                if is_one_slip_away(text[start:end], self.text):
                    yield start, text[start:end]


class NameSearch:
    """Names prepared to look for slips of them in texts.

    ``known`` are further names, in one width, that are right though near to one of ``names``. A search costs
    as many steps as there are names: who has thousands of them chooses those that a text may speak of.
    """

    def __init__(self, names: Iterable[str], known: Set[str] = frozenset()) -> None:
        # The longest first: a slip may be near to two names of which one contains the other.
        folded = sorted(set(map(_fold, names)), key=lambda name: (-len(name), name))
        self._names = [_Name(name) for name in folded if len(name) >= SHORTEST]
        self._own = {name.text for name in self._names}
        self._known = known

    def find_variants(self, text: str) -> Iterator[Variant]:
        """Every near spelling in a text, in order of place; nothing that is itself one of the names."""
        folded = fold_width(text)
        spoken = fold_kana(folded)
        found: dict[tuple[int, str], Variant] = {}
        near = (name for name in self._names if name.may_occur(folded, spoken))
        for name in near:
            for start, spelling in name.find_candidates(folded, spoken):
                if self._is_slip(folded, start, spelling, name.text) and not self._is_known(
                    spelling, name.text
                ):
                    found.setdefault((start, spelling), Variant(spelling, name.text, start))
        yield from _drop_nested(sorted(found.values(), key=lambda item: (item.start, -len(item.spelling))))

    def _is_known(self, spelling: str, name: str) -> bool:
        """Whether a spelling is, or is part of, another name."""
        return any(spelling in other for other in chain(self._own, self._known) if other != name)

    def _is_slip(self, text: str, start: int, spelling: str, name: str) -> bool:
        """Whether a near spelling is a slip and not another word."""
        if fold_kana(spelling) == fold_kana(name):
            return True
        before, after = text[:start], text[start + len(spelling) :]
        if len(spelling) > len(name):
            if spelling[1:] == name:
                return _is_stray_before(before, name[0])
            if spelling[:-1] == name:
                return _is_stray_behind(name, spelling[-1], after)
        elif spelling == name[:-1]:
            return name[-1] == "ー" and _kind_at(after, 0) is not _Kind.KATAKANA
        edit = _compare(spelling, name)
        is_sure = _is_anchored(edit, before, after, spelling) and _is_unusual(edit, name)
        return is_sure and not self._lies_in_a_name(text, start + edit.place)

    def _lies_in_a_name(self, text: str, place: int) -> bool:
        """Whether the differing character belongs to another name that stands there correctly."""
        for name in chain(self._own, self._known):
            begin = text.find(name, max(0, place - len(name)))
            if 0 <= begin < place < begin + len(name):
                return True
        return False


def fold_kana(text: str) -> str:
    """Hiragana and katakana, small and large, as one: まちゼミ and まちぜみ sound alike. Keeps the length."""
    return text.translate(_SOUNDS)


def is_one_slip_away(one: str, other: str) -> bool:
    """Whether one character more, less or other, or two neighbours swapped, make one text the other."""
    if one == other:
        return False
    edit = _compare(one, other)
    return (len(edit.one) <= 1 and len(edit.other) <= 1) or edit.is_swap


class _Edit(Struct, frozen=True):
    """Where two texts begin to differ, what each has there, and what both have before and behind it."""

    place: int
    one: str
    other: str
    before: str
    behind: str

    @property
    def is_swap(self) -> bool:
        return len(self.one) == 2 and self.one == self.other[::-1]

    @property
    def is_doubling(self) -> bool:
        """One character more that its neighbour has already."""
        more = self.one or self.other
        return bool(self.one) != bool(self.other) and more == self.before[-1:]


def _compare(one: str, other: str) -> _Edit:
    shortest = min(len(one), len(other))
    head = next((i for i in range(shortest) if one[i] != other[i]), shortest)
    tail = next((i for i in range(shortest - head) if one[-1 - i] != other[-1 - i]), shortest - head)
    return _Edit(
        head, one[head : len(one) - tail], other[head : len(other) - tail], one[:head], one[len(one) - tail :]
    )


def _fold(name: str) -> str:
    return fold_width(name).strip()


def _find_all(text: str, piece: str) -> Iterator[int]:
    start = text.find(piece)
    while start >= 0:
        yield start
        start = text.find(piece, start + 1)


def _drop_nested(found: list[Variant]) -> Iterator[Variant]:
    """One slip may be seen through several names: the longest spelling over a place is kept."""
    end = 0
    for variant in found:
        if variant.start + len(variant.spelling) > end:
            yield variant
            end = variant.start + len(variant.spelling)


def _is_stray_before(before: str, character: str) -> bool:
    """Whether a character that doubles the first one of a name cannot end the word before it.

    「作成し、るるのカード」 and 「含めたるるのカード」 are slips; 「連携によるるのカード」 is not.
    """
    kind, previous, second = _kind_of(character), before[-1:], before[-2:-1]
    if kind is _Kind.KANJI:  # あきる野市市民まつり
        return False
    if not previous or _kind_of(previous) is _Kind.OTHER:
        return True
    if kind is not _Kind.HIRAGANA:
        return _kind_of(previous) is not kind
    if previous == "を":
        return True
    if character not in _VERB_ENDS:
        return False
    if previous == "た":
        return second in _E_ROW or second in ("し", "っ")
    return previous in _PARTICLES_AFTER_NOUNS and _kind_at(second, 0) in (
        _Kind.KANJI,
        _Kind.KATAKANA,
        _Kind.LATIN,
    )


def _is_stray_behind(name: str, character: str, after: str) -> bool:
    """Whether a character behind a name doubles its last one, or lengthens it, and begins no other word."""
    kind = _kind_of(character)
    if kind is _Kind.HIRAGANA or _kind_at(after, 0) is kind:
        return False
    return character == name[-1] or (character == "ー" and _kind_of(name[-1]) is _Kind.KATAKANA)


def _is_anchored(edit: _Edit, before: str, after: str, spelling: str) -> bool:
    """Whether enough of the name stands unchanged on both sides: two characters, or one at a word's edge."""
    if len(edit.before) < 2 and not (edit.before and _begins_word(before, spelling[0])):
        return False
    if edit.is_swap:
        return True
    return len(edit.behind) >= 2 or bool(edit.behind and _kind_at(after, 0) is not _kind_of(spelling[-1]))


def _begins_word(before: str, first: str) -> bool:
    """Hiragana behind kanji may be the ending of a word (図る), so that only punctuation parts it."""
    kind = _kind_at(before, -1)
    if _kind_of(first) is _Kind.HIRAGANA:
        return kind in (None, _Kind.OTHER)
    return kind is not _kind_of(first)


def _is_unusual(edit: _Edit, name: str) -> bool:
    """Whether the characters that differ would not differ in ordinary wording."""
    kinds = {_kind_of(character) for character in edit.one + edit.other}
    if kinds & {_Kind.DIGIT, _Kind.OTHER}:
        return False
    if edit.is_swap:
        return kinds in ({_Kind.KANJI}, {_Kind.KATAKANA})
    if edit.is_doubling:
        return True
    if set(edit.one + edit.other) <= _PARTICLES:
        # A particle put in, left out or changed beside a noun is wording: 産学連携の支援, 産学連携支援.
        return _kind_of(edit.before[-1]) is _Kind.HIRAGANA is _kind_of(edit.behind[0])
    if _Kind.KANJI in kinds:
        is_long = len(name) >= _LONG and len(edit.before) >= 2 and len(edit.behind) >= 2
        return is_long and not set(edit.one + edit.other) & _MODIFIERS
    return True


def _kind_at(text: str, place: int) -> _Kind | None:
    """The kind of one character of a text, None where the text is empty."""
    return _kind_of(text[place]) if text else None
