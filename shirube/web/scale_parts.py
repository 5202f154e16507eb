"""The typed parts of a rule read back: texts of the form → Scale, every mistake noted at its field.

Mistakes stop the saving; oddities of a rule that can be read (gaps, overlaps, order, pale colours) are notes
beside the field, which people may accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from shirube.core.finding import Finding
from shirube.core.fiscal_year import FiscalYear, fold_width
from shirube.core.formulas import find_formula
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding, render_exact_number, render_exact_percent
from shirube.core.scale import Band, Code, Condition, Scale, Subject, Tolerance
from shirube.core.scale_problems import (
    LEAST_CONTRAST,
    check_scale,
    compute_contrast,
    find_gaps,
    find_overlaps,
    is_colour,
)
from shirube.core.scale_words import parse_condition, parse_rounding, parse_tolerance
from shirube.readers.scale_recipe import DIRECTIONS, UNDEFINED_WORDS
from shirube.web.forms import Form, parse_decimal
from shirube.web.scale_form import FORMULA_CHOICES, OR, count_rows

# What check_scale finds that is noted at a field here, in words of its own.
_AT_FIELDS = ("scale-gap", "scale-overlap", "scale-contrast", "scale-mark-twice")


@dataclass(slots=True)
class Written:
    """A rule as written: the scale (None while something cannot be read), and notes by field."""

    scale: Scale | None
    notes: dict[str, list[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def is_odd(self) -> bool:
        """Whether somebody has to say that it is meant like this."""
        return bool(self.notes or self.findings)


def parse_scale_form(form: Form, texts: dict[str, str]) -> Written:
    """The rule of the form, with what is odd about it."""
    form.require("title")
    bands = _parse_bands(form, texts, "bands", "band")
    finals = _parse_bands(form, texts, "finals", "final")
    codes = tuple(_parse_code(form, f"code-{row}") for row in range(count_rows(texts, "codes")))
    rounding, display = _parse_rounding(form, "judge"), _parse_rounding(form, "display")
    tolerance, formulas = _parse_tolerance(form), _parse_formulas(form)
    valid_from, valid_to = _parse_year(form, "valid_from"), _parse_year(form, "valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        form.fail("最初の年度より前です。", "valid_to")
    _refuse_twins(form, "band", bands)
    _refuse_twins(form, "final", finals)
    if not bands and not formulas:
        form.fail("評価区分か計算式を入力してください。")
    if form.errors:
        return Written(None)
    scale = Scale(
        name=form.text("name") or "own",
        title=form.text("title"),
        source=form.text("source"),
        formulas=formulas,
        bands=tuple(band for band in bands if band),
        final_bands=tuple(band for band in finals if band),
        codes=codes,
        tolerance=tolerance,
        rounding=rounding,
        display=display or Rounding(),
        valid_from=valid_from,
        valid_to=valid_to,
        legend_heading=_split(form.text("heading")),
        notes=tuple(line.strip() for line in form.text("notes").splitlines() if line.strip()),
    )
    return _note_oddities(scale)


def _split(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.replace(",", "、").split("、") if word.strip())


def _parse_formulas(form: Form) -> tuple[tuple[Direction, str], ...]:
    found = []
    for key, direction in DIRECTIONS.items():
        for choice in range(FORMULA_CHOICES):
            words = form.text(f"formula-{key}-{choice}")
            formula = find_formula(words) if words else None
            if words and formula is None:
                form.fail("一覧から選んでください。", f"formula-{key}-{choice}")
            elif formula and (direction, formula.name) not in found:
                found.append((direction, formula.name))
    return tuple(found)


def _parse_rounding(form: Form, name: str) -> Rounding | None:
    try:
        return parse_rounding(form.text(name) or "なし")
    except ValueError as wrong:
        form.fail(str(wrong), name)
        return None


def _parse_tolerance(form: Form) -> Tolerance | None:
    text = form.text("tolerance")
    try:
        return parse_tolerance(text if text.startswith("±") else f"±{text}") if text else None
    except ValueError as wrong:
        form.fail(str(wrong), "tolerance")
        return None


def _parse_year(form: Form, name: str) -> FiscalYear | None:
    number = form.number(name)
    try:
        return FiscalYear(number) if number else None
    except ValueError:
        form.fail("年度を選び直してください。", name)
        return None


# ---- bands ----


def _parse_bands(form: Form, texts: dict[str, str], table: str, prefix: str) -> list[Band | None]:
    return [_parse_band(form, f"{prefix}-{row}") for row in range(count_rows(texts, table))]


def _parse_band(form: Form, place: str) -> Band | None:
    before = len(form.errors)
    mark = form.text(f"{place}-mark")
    if not mark:
        form.fail("記号を入力してください。", f"{place}-mark")
    rate, ways = _parse_rate(form, place), _parse_others(form, place)
    points, colour = _parse_points(form, place), _parse_colour(form, place)
    tone = form.number(f"{place}-tone")
    conditions = ((rate,) if rate else ()) + (ways[0] if ways else ())
    if not conditions and len(ways) < 2 and not form.text(f"{place}-judged") and len(form.errors) == before:
        form.fail("範囲かほかの条件を入力するか、「人が判断する」を選んでください。", f"{place}-lower")
    if len(form.errors) > before:
        return None
    return Band(
        mark=mark,
        name=form.text(f"{place}-label"),
        wording=form.text(f"{place}-wording"),
        conditions=conditions,
        alternatives=tuple(way for way in ways[1:] if way),
        points=points,
        tone=tone if tone in (0, 1, 2, 3) else None,
        colour=colour,
    )


def _parse_rate(form: Form, place: str) -> Condition | None:
    words = ""
    for name, usual in (("lower", "以上"), ("upper", "未満")):
        text = form.text(f"{place}-{name}")
        if not text:
            continue
        number = parse_decimal(text)
        if number is None:
            form.fail(
                f"「{text}」を「90」や「92.5」のように数字にしてください。",
                f"{place}-{name}",
            )
            return None
        words += f"{render_exact_number(number)}%{form.text(f'{place}-{name}_side') or usual}"
    if not words:
        return None
    try:
        return parse_condition(words, Subject.RATE)
    except ValueError as wrong:
        form.fail(str(wrong), f"{place}-lower")
        return None


def _parse_others(form: Form, place: str) -> list[tuple[Condition, ...]]:
    """The further conditions, a line each; 「又は」 alone on a line begins another way to the same grade."""
    name = f"{place}-others"
    ways: list[list[Condition]] = [[]]
    for line in form.text(name).splitlines():
        if line.strip() == OR:
            ways.append([])
        elif line.strip():
            try:
                ways[-1].append(parse_condition(line))
            except ValueError as wrong:
                form.fail(str(wrong), name)
    return [tuple(way) for way in ways]


def _parse_points(form: Form, place: str) -> Fraction | None:
    points = parse_decimal(form.text(f"{place}-points"))
    if points is None and form.text(f"{place}-points"):
        form.fail("点数を「3」や「2.5」のように数字にしてください。", f"{place}-points")
    return points


def _parse_colour(form: Form, place: str) -> str:
    text = fold_width(form.text(f"{place}-colour")).upper()
    if text and not is_colour(text):
        form.fail("色を「#1A5FB4」の形で入力してください。", f"{place}-colour")
        return ""
    return text


def _refuse_twins(form: Form, prefix: str, bands: Sequence[Band | None]) -> None:
    seen: set[str] = set()
    for row, band in enumerate(bands):
        if band and band.mark in seen:
            form.fail(f"記号「{band.mark}」が二つあります。", f"{prefix}-{row}-mark")
        if band:
            seen.add(band.mark)


def _parse_code(form: Form, place: str) -> Code:
    if not form.text(f"{place}-mark"):
        form.fail("記号を入力してください。", f"{place}-mark")
    missing = {reason.value: reason for reason in Missing}
    return Code(
        mark=form.text(f"{place}-mark"),
        name=form.text(f"{place}-label"),
        wording=form.text(f"{place}-wording"),
        missing=tuple(missing[word] for word in _split(form.text(f"{place}-missing")) if word in missing),
        undefined=tuple(
            UNDEFINED_WORDS[word]
            for word in _split(form.text(f"{place}-undefined"))
            if word in UNDEFINED_WORDS
        ),
    )


# ---- what is odd ----


def _note_oddities(scale: Scale) -> Written:
    notes: dict[str, list[str]] = {}
    for name, words in _iterate_notes(scale):
        notes.setdefault(name, []).append(words)
    rest = tuple(item for item in check_scale(scale) if item.code not in _AT_FIELDS)
    return Written(scale, notes, rest)


def _iterate_notes(scale: Scale) -> Iterator[tuple[str, str]]:
    for prefix, bands in (("band", scale.bands), ("final", scale.final_bands)):
        yield from _note_gaps(prefix, bands)
        yield from _note_overlaps(prefix, bands)
        yield from _note_order(prefix, bands)
        for row, band in enumerate(bands):
            if band.colour and (contrast := compute_contrast(band.colour)) < LEAST_CONTRAST:
                yield (
                    f"{prefix}-{row}-colour",
                    f"白地との明度の比が{float(contrast):.1f}で、読みにくい色です。4.5以上の濃い色にしてください。",
                )
    marks = {band.mark for band in (*scale.bands, *scale.final_bands)}
    for row, code in enumerate(scale.codes):
        if code.mark in marks:
            yield f"code-{row}-mark", f"「{code.mark}」は評価区分の記号と同じです。別の記号にしてください。"


def _note_gaps(prefix: str, bands: Sequence[Band]) -> Iterator[tuple[str, str]]:
    for low, high in find_gaps(bands):
        at_upper = _find_row(bands, "upper", low)
        at_lower = _find_row(bands, "lower", high)
        words = "達成率に当てはまる評価区分がありません。以上・超・以下・未満か数字を直してください。"
        if at_lower is not None and low != high:
            start = f"{_percent(low)}から" if low is not None else ""
            yield f"{prefix}-{at_lower}-lower", f"すき間：{start}{_percent(high)}までの{words}"
        elif at_lower is not None:
            yield f"{prefix}-{at_lower}-lower", f"すき間：ちょうど{_percent(high)}の{words}"
        elif at_upper is not None:
            yield f"{prefix}-{at_upper}-upper", f"すき間：{_percent(low)}より上の{words}"


def _note_overlaps(prefix: str, bands: Sequence[Band]) -> Iterator[tuple[str, str]]:
    for upper, lower in find_overlaps(bands):
        yield (
            f"{prefix}-{bands.index(lower)}-upper",
            f"重なり：「{upper.mark}」の下限と重なっています。重なる値は、先に書いた「{upper.mark}」になります。",
        )


def _note_order(prefix: str, bands: Sequence[Band]) -> Iterator[tuple[str, str]]:
    """Bands stand from the best down: colours and comparisons go by their order."""
    best: Fraction | None = None
    for row, band in enumerate(bands):
        lower = band.rate.lower if band.rate else None
        if lower and best is not None and lower.value > best:
            yield (
                f"{prefix}-{row}-mark",
                "並び順：良い区分が下にあります。良い方から順に並べてください（「上へ」で動かせます）。",
            )
        if lower:
            best = lower.value if best is None else min(best, lower.value)


def _find_row(bands: Sequence[Band], end: str, value: Fraction | None) -> int | None:
    for row, band in enumerate(bands):
        rate = band.rate
        edge = (rate.lower if end == "lower" else rate.upper) if rate else None
        if edge and edge.value == value:
            return row
    return None


def _percent(value: Fraction | None) -> str:
    return render_exact_percent(value) if value is not None else ""
