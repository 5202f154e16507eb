"""A rule in words, both ways: conditions and roundings as offices write them, and a whole rule to print.

「50%超90%未満」, 「基準値との差 0未満」, 「予定どおりの進捗」: what recipes hold is what is printed. Reading
a recipe file belongs to readers/scale_recipe.py, holding a rule to scale.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from shirube.core.fiscal_year import fold_width
from shirube.core.formulas import FORMULAS
from shirube.core.pattern import late_pattern
from shirube.core.rounding import Rounding, RoundingMode
from shirube.core.scale import (
    NO,
    PERCENT_SUBJECTS,
    YES,
    Band,
    Code,
    Condition,
    Edge,
    Evidence,
    Scale,
    Subject,
    Tolerance,
)

OPEN_NOTE = "（未確認）"
_NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?"
_BOUND = late_pattern(
    rf"(?P<number>{_NUMBER})(?P<percent>%?)(?P<side>以上|超|以下|未満)(?P<open>\(未確認\))?"
)
_ROUNDING = late_pattern(r"小数第(\d+)位を?(四捨五入|切捨て|切り捨て|切上げ|切り上げ|五捨六入)")
_TOLERANCE = late_pattern(rf"±(?P<number>{_NUMBER})(?P<percent>%?)")
_MODES = {"切り捨て": "切捨て", "切り上げ": "切上げ"}
# These are answered by はい or いいえ; 「ではない」 behind the name means いいえ.
_QUESTIONS = (
    Subject.MET,
    Subject.FINAL_MET,
    Subject.FINAL_YEAR,
    Subject.ON_SCHEDULE,
    Subject.OTHERWISE,
)
# Longer names first, so that 「目標達成」 is not taken for 「目標値」 and 「最終目標達成」 for neither.
_SUBJECTS = sorted(Subject, key=lambda subject: -len(subject.value))


def parse_condition(text: str, subject: Subject | None = None) -> Condition:
    """A condition from its words: 「基準値からの変化率 -10%以上」, 「目標達成ではない」, 「状態：完了」.

    With ``subject`` the words are its edges alone (「50%超90%未満」). A question that a person answers by
    hand is written 「手入力『質問』：答え」. An edge marked 「（未確認）」 is open. Raises ValueError with a
    Japanese sentence for anything else.
    """
    folded = fold_width(text).strip()
    if subject is not None:
        return _parse_range(folded, subject, text)
    if folded.startswith(f"{Subject.FACT.value}『"):
        return _parse_fact(folded, text)
    for known in _SUBJECTS:
        if folded.startswith(known.value):
            return _parse_rest(folded[len(known.value) :].strip(), known, text)
    names = "、".join(item.value for item in Subject)
    raise ValueError(f"条件「{text}」の対象が分かりません。使える対象は、{names}です。")


def render_condition(condition: Condition) -> str:
    """The words of a condition with its subject, in the form that parse_condition reads."""
    name = condition.subject.value
    if condition.subject is Subject.FACT:
        return f"{name}『{condition.fact}』：{'、'.join(condition.words)}"
    if condition.words in ((YES,), (NO,)) and condition.subject in _QUESTIONS:
        return name if condition.words == (YES,) else f"{name}ではない"
    if condition.words:
        return f"{name}：{'、'.join(condition.words)}"
    if condition.is_judged:
        return name
    return f"{name} {render_edges(condition)}"


def render_edges(condition: Condition) -> str:
    """The edges in words with a note at those that nobody has settled: 90%以上（未確認）120%未満."""
    parts = []
    for lower, upper in ((condition.lower, None), (None, condition.upper)):
        edge = lower or upper
        if edge:
            alone = Condition(condition.subject, lower, upper).render()
            parts.append(alone if edge.is_confirmed else alone + OPEN_NOTE)
    return "".join(parts) or condition.render()


def parse_rounding(text: str) -> Rounding | None:
    """小数第2位を四捨五入 → one decimal, halves up; None for 「なし」. Raises ValueError for others."""
    folded = fold_width(text).strip()
    if folded == "なし":
        return None
    match = _ROUNDING.fullmatch(folded)
    if not match or not 1 <= int(match[1]) <= 11:
        raise ValueError(
            f"端数処理「{text}」が読み取れません。「小数第2位を四捨五入」又は「なし」のように書いてください。"
        )
    return Rounding(RoundingMode(_MODES.get(match[2], match[2])), int(match[1]) - 1)


def parse_tolerance(text: str) -> Tolerance:
    """±10% → a tenth of the target; ±3 → three of the unit. Raises ValueError for anything else."""
    match = _TOLERANCE.fullmatch(fold_width(text).strip())
    if not match:
        raise ValueError(f"許容の幅「{text}」が読み取れません。「±10%」又は「±3」のように書いてください。")
    value = Fraction(match["number"].replace(",", ""))
    return Tolerance(value / 100, is_relative=True) if match["percent"] else Tolerance(value)


def render_scale(scale: Scale) -> str:
    """A whole rule in words, for people who want to see what Shirube applies."""
    return "\n".join(_render_lines(scale))


def render_band(band: Band) -> str:
    """When a grade is given: 達成率 90%以上120%未満、かつ…、又は…."""
    if band.is_judged:
        return "人の判断による"
    ways = ["、かつ ".join(render_condition(item) for item in way) for way in band.ways]
    return "、又は ".join(ways)


def render_code(code: Code) -> str:
    """What leads to a code without a grade."""
    reasons = [reason.value for reason in code.missing]
    reasons += [reason.value for reason in code.undefined]
    return "、".join(reasons) or "人が入力したとき"


def _render_lines(scale: Scale) -> Iterator[str]:
    yield scale.title or scale.name
    if scale.source:
        yield f"出典：{scale.source}"
    if scale.valid_from or scale.valid_to:
        start = scale.valid_from.render() if scale.valid_from else ""
        end = scale.valid_to.render() if scale.valid_to else ""
        yield f"適用する年度：{start}～{end}"
    yield from _render_formulas(scale)
    yield f"判定前の端数処理：{scale.rounding.render() if scale.rounding else 'なし（正確な値で判定）'}"
    yield f"表示の端数処理：{scale.display.render()}"
    if scale.tolerance:
        yield f"維持の許容の幅：目標値{scale.tolerance.render()}"
    for heading, bands in (("評価区分", scale.bands), ("最終年度の評価区分", scale.final_bands)):
        if bands:
            yield f"{heading}（上から順に当てはめ、最初に当てはまったものとします）"
            yield from (_render_mark(item, render_band(item)) for item in bands)
    if scale.codes:
        yield "評価しない場合の記号"
        yield from (_render_mark(item, render_code(item)) for item in scale.codes)
    if any(True for _ in scale.find_open_edges()):
        yield "「（未確認）」の境目は、その値がどちらの区分に入るかを示す記載や実例がありません。"
    yield from (f"注：{note}" for note in scale.notes)


def _render_formulas(scale: Scale) -> Iterator[str]:
    directions = dict.fromkeys(direction for direction, _ in scale.formulas)
    for direction in directions:
        words = [FORMULAS[name].words for name in scale.formulas_for(direction)]
        yield f"計算式（{direction.value}）：{'、計算できないときは '.join(words)}"


def _render_mark(item: Band | Code, reason: str) -> str:
    name = f"（{item.name}）" if item.name else ""
    return f"  {item.mark}{name}：{reason}"


def _parse_rest(rest: str, subject: Subject, text: str) -> Condition:
    if subject in _QUESTIONS:
        if rest in ("", "である"):
            return Condition(subject, words=(YES,))
        if rest == "ではない":
            return Condition(subject, words=(NO,))
        raise ValueError(
            f"条件「{text}」が読み取れません。「{subject.value}」又は「{subject.value}ではない」と書いてください。"
        )
    if subject in (Subject.STATE, Subject.UNIT):
        words = _split_words(rest.removeprefix(":"))
        if not words and subject is Subject.UNIT:
            raise ValueError(f"条件「{text}」が読み取れません。「単位：%」のように書いてください。")
        return Condition(subject, words=words)
    return _parse_range(rest, subject, text)


def _parse_fact(folded: str, text: str) -> Condition:
    name, separator, answers = folded.removeprefix(f"{Subject.FACT.value}『").partition("』:")
    words = _split_words(answers)
    if not separator or not name or not words:
        raise ValueError(f"条件「{text}」が読み取れません。「手入力『質問』：答え」のように書いてください。")
    return Condition(Subject.FACT, fact=name, words=words)


def _parse_range(folded: str, subject: Subject, text: str) -> Condition:
    lower: Edge | None = None
    upper: Edge | None = None
    place = 0
    for match in _BOUND.finditer(folded):
        if folded[place : match.start()].strip(" 、,"):
            break
        place = match.end()
        edge = _parse_edge(match, subject, text)
        if match["side"] in ("以上", "超") and lower is None:
            lower = edge
        elif match["side"] in ("以下", "未満") and upper is None:
            upper = edge
        else:
            raise ValueError(f"条件「{text}」には、同じ側の境目が二つあります。")
    if place == 0 or folded[place:].strip():
        raise ValueError(
            f"条件「{text}」が読み取れません。「90%以上120%未満」のように、以上・超・以下・未満で書いてください。"
        )
    if lower and upper and lower.value > upper.value:
        raise ValueError(f"条件「{text}」は、下の境目が上の境目より大きくなっています。")
    return Condition(subject, lower, upper)


def _parse_edge(match: re.Match[str], subject: Subject, text: str) -> Edge:
    value = Fraction(match["number"].replace(",", ""))
    if bool(match["percent"]) != (subject in PERCENT_SUBJECTS):
        need = "%を付けて" if subject in PERCENT_SUBJECTS else "%を付けずに"
        raise ValueError(f"条件「{text}」の境目は、{need}書いてください。")
    if match["percent"]:
        value /= 100
    evidence = Evidence.OPEN if match["open"] else Evidence.STATED
    return Edge(value, match["side"] in ("以上", "以下"), evidence)


def _split_words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in re.split("[、,]", text) if word.strip())
