"""The form in which a rule is written (評価基準を書く): the rule as texts of fields, and the fields' rows.

Reading the texts back as a rule belongs to scale_parts.py. Rows are added, removed and moved here, as texts:
whatever else was typed stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.http import QueryDict

from shirube.core.formulas import FORMULAS
from shirube.core.indicator import Direction
from shirube.core.rounding import Rounding, RoundingMode, render_exact_number, render_exact_percent
from shirube.core.scale import Band, Code, Condition, Edge, Scale
from shirube.core.scale_words import OPEN_NOTE, render_condition
from shirube.readers.scale_recipe import DIRECTIONS, UNDEFINED_WORDS
from shirube.web.forms import Form, parse_number

Texts = dict[str, str]

MOST_ROWS = 30
OR = "又は"
NO_ROUNDING = "なし"
LOWER_SIDES = ("以上", "超", f"以上{OPEN_NOTE}", f"超{OPEN_NOTE}")
UPPER_SIDES = ("未満", "以下", f"未満{OPEN_NOTE}", f"以下{OPEN_NOTE}")
TONES = (("", "並び順による"), ("0", "最も良い"), ("1", "良い"), ("2", "注意"), ("3", "悪い"))
ROUNDINGS = tuple(Rounding(mode, digits).render() for digits in (0, 1, 2) for mode in RoundingMode)
# So many formulas can be chosen for one direction; the second is for when the first gives nothing.
FORMULA_CHOICES = 2

HEAD = {
    "title": "名称",
    "source": "出典",
    "valid_from": "適用する最初の年度",
    "valid_to": "適用する最後の年度",
    "tolerance": "「維持」の許容の幅",
    "judge": "判定の前の端数処理",
    "display": "表示の端数処理",
    "heading": "凡例の見出し",
    "notes": "注",
    "name": "短い名前",
    "version": "計画の版",
    "reason": "理由",
    "accept": "指摘の確認",
    "bands": "評価区分の数",
    "finals": "最終年度の評価区分の数",
    "codes": "記号の数",
}
BAND = {
    "mark": "記号",
    "label": "名称",
    "wording": "説明",
    "lower": "下限",
    "lower_side": "下限の含み方",
    "upper": "上限",
    "upper_side": "上限の含み方",
    "others": "ほかの条件",
    "judged": "人が判断する",
    "tone": "色の段階",
    "colour": "色",
    "points": "点数",
}
CODE = {
    "mark": "記号",
    "label": "名称",
    "wording": "説明",
    "missing": "数値がない理由",
    "undefined": "計算できない理由",
}
# The rows of a table: the field that counts them, the prefix of their fields, and what they are called.
TABLES = {
    "bands": ("band", BAND, "評価区分"),
    "finals": ("final", BAND, "最終年度の区分"),
    "codes": ("code", CODE, "記号"),
}


def make_form(texts: Mapping[str, str]) -> Form:
    """The form with a field for everything the texts count."""
    return Form(dict(_iterate_labels(texts)), texts)


def _iterate_labels(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from HEAD.items()
    for key, direction in DIRECTIONS.items():
        for choice in range(FORMULA_CHOICES):
            yield f"formula-{key}-{choice}", f"計算式（{direction.value}）"
    for table, (prefix, labels, called) in TABLES.items():
        for row in range(count_rows(texts, table)):
            for name, label in labels.items():
                yield f"{prefix}-{row}-{name}", f"{called}{row + 1} {label}"


def count_rows(texts: Mapping[str, str], table: str) -> int:
    """How many rows a table of the form has."""
    return min(parse_number(texts.get(table, "")) or 0, MOST_ROWS)


def read_texts(post: QueryDict) -> Texts:
    """The texts as sent; of boxes that are ticked together all the words, with commas between them."""
    texts = {name: text.replace("\r\n", "\n") for name, text in post.dict().items() if isinstance(text, str)}
    for name in texts:
        if name.startswith("code-") and name.endswith(("-missing", "-undefined")):
            texts[name] = "、".join(str(word) for word in post.getlist(name))
    return texts


# ---- rows ----


def change_rows(texts: Texts, wish: str) -> Texts:
    """The texts with a row added, removed or moved up: 「add-bands」, 「remove-bands-2」, 「up-bands-2」.

    Anything else changes nothing.
    """
    verb, _, rest = wish.partition("-")
    table, _, number = rest.partition("-")
    if table not in TABLES:
        return texts
    rows = _take_rows(texts, table)
    chosen = parse_number(number)
    at = -1 if chosen is None else chosen
    if verb == "add" and len(rows) < MOST_ROWS:
        rows.append({})
    elif verb == "remove" and 0 <= at < len(rows):
        del rows[at]
    elif verb == "up" and 0 < at < len(rows):
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return _put_rows(texts, table, rows)


def _take_rows(texts: Mapping[str, str], table: str) -> list[Texts]:
    prefix, labels, _ = TABLES[table]
    return [
        {name: texts.get(f"{prefix}-{row}-{name}", "") for name in labels}
        for row in range(count_rows(texts, table))
    ]


def _put_rows(texts: Mapping[str, str], table: str, rows: Sequence[Texts]) -> Texts:
    prefix = TABLES[table][0]
    kept = {name: text for name, text in texts.items() if not name.startswith(f"{prefix}-")}
    kept[table] = str(len(rows))
    for at, row in enumerate(rows):
        kept |= {f"{prefix}-{at}-{name}": text for name, text in row.items()}
    return kept


# ---- a rule as texts ----


def fill_texts(scale: Scale | None) -> Texts:
    """The texts of a rule; without one those of an empty form with four grades to be named."""
    if scale is None:
        return {
            "bands": "4",
            "finals": "0",
            "codes": "1",
            "judge": NO_ROUNDING,
            "display": Rounding().render(),
        } | {
            "formula-up-0": FORMULAS["ratio"].words,
            "code-0-mark": "－",
            "code-0-missing": "未公表、集計中、未入力",
        }
    texts = {
        "name": scale.name,
        "title": scale.title,
        "source": scale.source,
        "valid_from": str(scale.valid_from.start) if scale.valid_from else "",
        "valid_to": str(scale.valid_to.start) if scale.valid_to else "",
        "tolerance": scale.tolerance.render() if scale.tolerance else "",
        "judge": scale.rounding.render() if scale.rounding else NO_ROUNDING,
        "display": scale.display.render(),
        "heading": "、".join(scale.legend_heading),
        "notes": "\n".join(scale.notes),
    }
    for key, direction in DIRECTIONS.items():
        texts |= _fill_formulas(scale, key, direction)
    texts = _put_rows(texts, "bands", [_fill_band(band) for band in scale.bands])
    texts = _put_rows(texts, "finals", [_fill_band(band) for band in scale.final_bands])
    return _put_rows(texts, "codes", [_fill_code(code) for code in scale.codes])


def _fill_formulas(scale: Scale, key: str, direction: Direction) -> Texts:
    names = scale.formulas_for(direction)[:FORMULA_CHOICES]
    return {f"formula-{key}-{choice}": FORMULAS[name].words for choice, name in enumerate(names)}


def _fill_band(band: Band) -> Texts:
    rate = band.rate
    first = [item for item in band.conditions if item is not rate]
    ways = [[render_condition(item) for item in way] for way in (first, *band.alternatives)]
    texts = {
        "mark": band.mark,
        "label": band.name,
        "wording": band.wording,
        "others": f"\n{OR}\n".join("\n".join(way) for way in ways).strip("\n"),
        "judged": "yes" if not band.conditions and not band.alternatives else "",
        "tone": "" if band.tone is None else str(band.tone),
        "colour": band.colour,
        "points": "" if band.points is None else render_exact_number(band.points),
    }
    return texts | _fill_rate(rate)


def _fill_rate(rate: Condition | None) -> Texts:
    texts = {}
    for name, edge, sides in (
        ("lower", rate.lower if rate else None, LOWER_SIDES),
        ("upper", rate.upper if rate else None, UPPER_SIDES),
    ):
        if edge:
            texts[name] = render_exact_percent(edge.value).removesuffix("%")
            texts[f"{name}_side"] = _name_side(edge, is_lower=sides is LOWER_SIDES)
    return texts


def _name_side(edge: Edge, *, is_lower: bool) -> str:
    inside, outside = ("以上", "超") if is_lower else ("以下", "未満")
    return (inside if edge.inclusive else outside) + ("" if edge.is_confirmed else OPEN_NOTE)


def _fill_code(code: Code) -> Texts:
    words = {reason: word for word, reason in UNDEFINED_WORDS.items()}
    return {
        "mark": code.mark,
        "label": code.name,
        "wording": code.wording,
        "missing": "、".join(reason.value for reason in code.missing),
        "undefined": "、".join(words[reason] for reason in code.undefined if reason in words),
    }
