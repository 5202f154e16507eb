"""Rules kept as TOML files (recipes/scales): file → Scale with its examples, strictly, and the shipped ones.

The format is described in docs/scales.md. What the words inside mean belongs to core/scale_words.py, the
examples to readers/scale_spec_table.py. A mistake is a finding that names file, line and key.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from shirube.core.finding import Finding, Level, Place
from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.core.formulas import FORMULAS, find_formula
from shirube.core.indicator import Direction
from shirube.core.reading import Missing
from shirube.core.rounding import Rounding
from shirube.core.scale import Band, Code, Condition, Scale, Subject
from shirube.core.scale_problems import check_scale, is_colour
from shirube.core.scale_spec import SpecCase, check_spec
from shirube.core.scale_words import parse_condition, parse_rounding, parse_tolerance
from shirube.core.undefined import Undefined
from shirube.readers.recipe_folder import RECIPES
from shirube.readers.recipe_lines import RecipeLines
from shirube.readers.scale_spec_table import parse_spec_table

DIRECTIONS: dict[str, Direction] = {
    "up": Direction.UP,
    "down": Direction.DOWN,
    "keep": Direction.KEEP,
    "range": Direction.RANGE,
    "state": Direction.STATE,
    "reference": Direction.REFERENCE,
}

# Short words for reasons why there is no rate, as a rule would name them.
UNDEFINED_WORDS: dict[str, Undefined] = {
    "目標値が0": Undefined.ZERO_TARGET,
    "目標値が負": Undefined.NEGATIVE_TARGET,
    "目標値が範囲": Undefined.RANGE_TARGET,
    "実績値が0": Undefined.ZERO_ACTUAL,
    "実績値が負": Undefined.NEGATIVE_ACTUAL,
    "基準値なし": Undefined.NO_BASELINE,
    "基準値が0": Undefined.ZERO_BASELINE,
    "目標値と基準値が同じ": Undefined.TARGET_IS_BASELINE,
    "最終目標値なし": Undefined.NO_FINAL_TARGET,
    "前年度実績なし": Undefined.NO_PREVIOUS,
    "前年度実績が0": Undefined.ZERO_PREVIOUS,
    "数値でない": Undefined.NO_NUMBER,
    "計算式なし": Undefined.NO_FORMULA,
    "人の判断": Undefined.JUDGED,
    "文言が異なる": Undefined.STATE_DIFFERS,
    "手入力が未入力": Undefined.NO_FACT,
}

TOP_KEYS = (
    "name", "title", "source", "notes", "legend_heading", "valid_from", "valid_to", "tolerance",
    "formula", "rounding", "band", "final_band", "code", "spec",
)  # fmt: skip
BAND_KEYS = ("mark", "name", "wording", "rate", "when", "or", "judged", "points", "tone", "colour")
CODE_KEYS = ("mark", "name", "wording", "missing", "undefined")
ROUNDING_KEYS = ("judge", "display")
SPEC_KEYS = ("table",)

Read = TypeVar("Read")


class ScaleRecipe(Struct, frozen=True):
    """A rule as read: the scale (None where it cannot be built), its examples, and every mistake found."""

    scale: Scale | None
    spec: tuple[SpecCase, ...]
    findings: tuple[Finding, ...]


class RecipeError(ValueError):
    """A rule that cannot be used, with the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(
            "\n".join(f"{item.place.render()}：{item.message}{item.remedy}" for item in findings)
        )


def read_scale(path: Path) -> Scale:
    """The rule in a TOML file. Raises RecipeError with every grave mistake in it; OSError as usual."""
    recipe = parse_scale_recipe(path.read_text(encoding="utf-8-sig"), file=path.name)
    grave = tuple(item for item in recipe.findings if item.level is Level.GRAVE)
    if recipe.scale is None or grave:
        raise RecipeError(grave)
    return recipe.scale


def find_scale(name: str) -> Scale:
    """A shipped rule by its name or its title. Raises ValueError that names the nearest ones."""
    known = load_scales()
    for scale in known:
        if name in (scale.name, scale.title):
            return scale
    near = difflib.get_close_matches(name, [scale.name for scale in known], n=3, cutoff=0.4)
    hint = f"「{'」「'.join(near)}」のことでしょうか。" if near else ""
    raise ValueError(
        f"評価基準「{name}」は登録されていません。{hint}一覧は「shirube scales」で確認できます。"
    )


def load_scales() -> tuple[Scale, ...]:
    """Every shipped rule, by name."""
    return tuple(recipe.scale for recipe in load_recipes() if recipe.scale)


@cache
def load_recipes() -> tuple[ScaleRecipe, ...]:
    """Every shipped rule with its examples, by file name. Read once."""
    folder = RECIPES / "scales"
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name
    )
    return tuple(parse_scale_recipe(item.read_text(encoding="utf-8"), file=item.name) for item in found)


def parse_scale_recipe(text: str, *, file: str = "") -> ScaleRecipe:
    """A rule from the text of its TOML file; never raises: every mistake is a finding."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"TOMLとして読み取れません（{error}）。"
        remedy = '引用符「"」や括弧の閉じ忘れがないか、確かめてください。'
        return ScaleRecipe(None, (), (Finding(
            code="recipe-toml", level=Level.GRAVE, message=message, remedy=remedy, place=Place(file=file)
        ),))  # fmt: skip
    builder = _Builder(raw, RecipeLines(text), file)
    scale = builder.build()
    spec = builder.build_spec()
    findings = list(builder.findings)
    if scale:
        findings += check_scale(scale)
        findings += check_spec(scale, spec, file)
    return ScaleRecipe(scale, spec, tuple(findings))


class _Builder:
    """Turns the tables of one file into values and collects what is wrong with them."""

    def __init__(self, raw: Mapping[str, Any], lines: RecipeLines, file: str) -> None:
        self.raw = raw
        self.lines = lines
        self.file = file
        self.findings: list[Finding] = []

    def build(self) -> Scale | None:
        """The scale, None where something grave stands in the way."""
        self._check_keys(self.raw, TOP_KEYS, ())
        name = self._text(self.raw, "name", (), required=True)
        rounding = self._table("rounding", ROUNDING_KEYS)
        values: dict[str, Any] = {
            "name": name,
            "title": self._text(self.raw, "title", (), required=True),
            "source": self._text(self.raw, "source", (), required=True),
            "notes": self._texts(self.raw, "notes", ()),
            "legend_heading": self._texts(self.raw, "legend_heading", ()),
            "valid_from": self._year("valid_from"),
            "valid_to": self._year("valid_to"),
            "tolerance": self._parsed(self.raw, "tolerance", (), parse_tolerance),
            "formulas": self._formulas(),
            "rounding": self._parsed(rounding, "judge", ("rounding", 0), parse_rounding),
            "display": self._parsed(rounding, "display", ("rounding", 0), parse_rounding) or Rounding(),
            "bands": self._bands("band"),
            "final_bands": self._bands("final_band"),
            "codes": self._codes(),
        }
        if any(item.level is Level.GRAVE for item in self.findings):
            return None
        try:
            return Scale(**values)
        except ValueError:
            self._complain(
                (), "band", "同じ記号の評価区分が二つあります。", "記号は区分ごとに変えてください。"
            )
            return None

    def build_spec(self) -> tuple[SpecCase, ...]:
        """The examples, without those that cannot be read."""
        table = self._table("spec", SPEC_KEYS)
        text = self._text(table, "table", ("spec", 0))
        if not text:
            return ()
        first = self.lines.find(("spec", 0), "table")
        cases, problems = parse_spec_table(text, first_line=first)
        for line, message in problems:
            self._find(message, "表の見出しと列の数を確かめてください。", line)
        return cases

    def _formulas(self) -> tuple[tuple[Direction, str], ...]:
        table = self._table("formula", tuple(DIRECTIONS))
        found = []
        for key, direction in DIRECTIONS.items():
            for words in self._texts(table, key, ("formula", 0)):
                formula = find_formula(words)
                if formula:
                    found.append((direction, formula.name))
                else:
                    known = "、".join(f"「{item.words}」" for item in FORMULAS.values())
                    self._complain(
                        ("formula", 0),
                        key,
                        f"計算式「{words}」はありません。",
                        f"使える計算式は、{known}です。",
                    )
        return tuple(found)

    def _bands(self, table: str) -> tuple[Band, ...]:
        return tuple(self._band(raw, (table, index)) for index, raw in enumerate(self._tables(table)))

    def _band(self, raw: Mapping[str, Any], place: tuple[str, int]) -> Band:
        self._check_keys(raw, BAND_KEYS, place)
        conditions = self._conditions(raw, place)
        alternatives = self._alternatives(raw, place)
        if not conditions and not alternatives and raw.get("judged") is not True:
            self._complain(
                place, "mark", "評価区分に条件がありません。",
                "rate 又は when に条件を書くか、人が判断する区分なら judged = true と書いてください。",
            )  # fmt: skip
        tone = raw.get("tone")
        if tone is not None and tone not in (0, 1, 2, 3):
            self._complain(
                place, "tone", f"tone「{tone}」は使えません。", "0（最も良い）から3までの数にしてください。"
            )
        colour = self._text(raw, "colour", place)
        if colour and not is_colour(colour):
            self._complain(
                place, "colour", f"色「{colour}」が読み取れません。", "「#1A5FB4」の形で書いてください。"
            )
            colour = ""
        return Band(
            mark=self._text(raw, "mark", place, required=True),
            name=self._text(raw, "name", place),
            wording=self._text(raw, "wording", place),
            conditions=conditions,
            alternatives=alternatives,
            points=self._points(raw, place),
            tone=tone if tone in (0, 1, 2, 3) else None,
            colour=colour,
        )

    def _conditions(self, raw: Mapping[str, Any], place: tuple[str, int]) -> tuple[Condition, ...]:
        rate = self._parsed(raw, "rate", place, lambda text: parse_condition(text, Subject.RATE))
        others = self._parse_all(self._texts(raw, "when", place), place, "when")
        return ((rate,) if rate else ()) + others

    def _alternatives(
        self, raw: Mapping[str, Any], place: tuple[str, int]
    ) -> tuple[tuple[Condition, ...], ...]:
        ways = raw.get("or", [])
        if not isinstance(ways, list):
            self._complain(
                place, "or", "or は一覧で書いてください。", '例：or = [["目標値 100以上", "達成率 100%以上"]]'
            )
            return ()
        found = []
        for way in ways:
            words = [way] if isinstance(way, str) else way
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                self._complain(place, "or", "or の中は条件の文にしてください。", "")
                continue
            found.append(self._parse_all(tuple(words), place, "or"))
        return tuple(way for way in found if way)

    def _parse_all(self, words: tuple[str, ...], place: tuple[str, int], key: str) -> tuple[Condition, ...]:
        found = []
        for word in words:
            try:
                found.append(parse_condition(word))
            except ValueError as error:
                self._complain(place, key, str(error), "")
        return tuple(found)

    def _points(self, raw: Mapping[str, Any], place: tuple[str, int]) -> Any:
        from fractions import Fraction

        points = raw.get("points")
        if points is None:
            return None
        if isinstance(points, bool) or not isinstance(points, int | str):
            self._complain(place, "points", "点数は整数か、「2.5」のような文字で書いてください。", "")
            return None
        try:
            return Fraction(points)
        except ValueError:
            self._complain(place, "points", f"点数「{points}」が読み取れません。", "")
            return None

    def _codes(self) -> tuple[Code, ...]:
        return tuple(self._code(raw, ("code", index)) for index, raw in enumerate(self._tables("code")))

    def _code(self, raw: Mapping[str, Any], place: tuple[str, int]) -> Code:
        self._check_keys(raw, CODE_KEYS, place)
        missing = {reason.value: reason for reason in Missing}
        return Code(
            mark=self._text(raw, "mark", place, required=True),
            name=self._text(raw, "name", place),
            wording=self._text(raw, "wording", place),
            missing=self._words(raw, "missing", place, missing),
            undefined=self._words(raw, "undefined", place, UNDEFINED_WORDS),
        )

    def _words(
        self, raw: Mapping[str, Any], key: str, place: tuple[str, int], known: Mapping[str, Read]
    ) -> tuple[Read, ...]:
        found = []
        for word in self._texts(raw, key, place):
            if word in known:
                found.append(known[word])
            else:
                self._complain(
                    place, key, f"理由「{word}」はありません。", f"使える理由は、{'、'.join(known)}です。"
                )
        return tuple(found)

    # ---- plain values -------------------------------------------------------------------------------

    def _table(self, key: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        table = self.raw.get(key, {})
        if not isinstance(table, dict):
            self._complain(
                (), key, f"「{key}」は表にしてください。", f"[{key}] と書いた行の下に並べてください。"
            )
            return {}
        self._check_keys(table, known, (key, 0))
        return table

    def _tables(self, key: str) -> list[Mapping[str, Any]]:
        tables = self.raw.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
            self._complain(
                (), key, f"「{key}」の書き方が違います。", f"[[{key}]] と二重の角括弧で書いてください。"
            )
            return []
        return tables

    def _text(
        self, raw: Mapping[str, Any], key: str, place: tuple[str, int] | tuple[()], *, required: bool = False
    ) -> str:
        value = raw.get(key, "")
        if not isinstance(value, str):
            self._complain(place, key, f"「{key}」は文字で書いてください。", '引用符「"」で囲んでください。')
            return ""
        if required and not value.strip():
            self._complain(place, key, f"「{key}」がありません。", f'{key} = "…" の行を加えてください。')
        return value.strip("\n")

    def _texts(self, raw: Mapping[str, Any], key: str, place: tuple[str, int] | tuple[()]) -> tuple[str, ...]:
        value = raw.get(key, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            self._complain(place, key, f"「{key}」は文字か、文字の一覧で書いてください。", '例：["…", "…"]')
            return ()
        return tuple(listed)

    def _parsed(
        self,
        raw: Mapping[str, Any],
        key: str,
        place: tuple[str, int] | tuple[()],
        parse: Callable[[str], Read],
    ) -> Read | None:
        text = self._text(raw, key, place)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            self._complain(place, key, str(error), "")
            return None

    def _year(self, key: str) -> FiscalYear | None:
        return self._parsed(self.raw, key, (), parse_fiscal_year)

    def _check_keys(
        self, raw: Mapping[str, Any], known: tuple[str, ...], place: tuple[str, int] | tuple[()]
    ) -> None:
        for key in raw:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"「{near[0]}」のことでしょうか。" if near else ""
                self._complain(
                    place,
                    key,
                    f"「{key}」という項目はありません。{hint}",
                    f"使える項目は、{'、'.join(known)}です。",
                )

    def _complain(self, place: tuple[str, int] | tuple[()], key: str, message: str, remedy: str) -> None:
        self._find(message, remedy, self.lines.find(place, key))

    def _find(self, message: str, remedy: str, line: int) -> None:
        where = Place(file=self.file, cell=f"{line}行目" if line else "")
        self.findings.append(
            Finding(code="recipe-mistake", level=Level.GRAVE, message=message, remedy=remedy, place=where)
        )
