"""Layout recipes: what a person knows about the form of a table that the table itself does not say, as TOML.

A recipe overrules the inference where it speaks, and leaves the rest to it. The format is described in
docs/layouts.md; a mistake is one Japanese line that names file, key and remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.core.form import Role
from shirube.readers.layout_names import LAYOUTS
from shirube.readers.recipe_folder import RECIPES
from shirube.readers.recipe_lines import RecipePlaces

ROLES: dict[str, Role] = {role.value: role for role in Role}
_TOP = (
    "name", "title", "source", "sheet", "layout", "year", "heading_rows", "skip_rows", "insert", "columns",
    "labels",
)  # fmt: skip
_INSERT = ("before", "cells")
_COLUMN = ("role", "year")


class LayoutError(Exception):
    """A recipe that cannot be used; ``str()`` is one Japanese line: which, what, and what to do."""


class ColumnRule(Struct, frozen=True):
    """What the column with a certain heading holds, and of which year, where the heading does not say it."""

    role: Role
    year: FiscalYear | None = None


class InsertedRow(Struct, frozen=True):
    """A row that the file lacks, such as its years; ``before`` counts rows of the file from 1."""

    before: int
    cells: tuple[str, ...]


class LayoutRecipe(Struct, frozen=True, kw_only=True):
    """One recipe. Empty parts are left to the inference.

    ``heading_rows`` are first and last heading row, from 1; ``columns`` are keyed by the heading's text, its
    rows joined by a space; ``labels`` replace the words of lines (期待値 = 目標値). ``places`` names the line
    in which something is said.
    """

    name: str
    title: str = ""
    source: str = ""
    sheet: str = ""
    layout: str = ""
    year: FiscalYear | None = None
    heading_rows: tuple[int, int] | None = None
    skip_rows: frozenset[int] = frozenset()
    inserts: tuple[InsertedRow, ...] = ()
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    labels: Mapping[str, Role] = field(default_factory=dict)
    places: RecipePlaces = field(default_factory=RecipePlaces)


# Nothing said: all is left to inference.
NO_RECIPE = LayoutRecipe(name="")


def parse_layout_recipe(text: str, file: str) -> LayoutRecipe:
    """A recipe from its TOML text. Raises LayoutError at the first thing that is wrong."""
    # Every reading knows what a recipe is, few have one: what reads it is loaded here.
    import tomllib

    places = RecipePlaces(file, text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"{places.name()}をTOMLとして読めません。{_explain_broken(error, text)}") from error
    _refuse_unknown(data, _TOP, places.name, "")
    layout = _parse_text(data, "layout", places)
    if layout and layout not in LAYOUTS:
        raise LayoutError(
            f"{places.name('layout')}：layout「{layout}」はありません。使えるもの：{'、'.join(LAYOUTS)}"
        )
    rows = data.get("heading_rows")
    columns, labels = (_parse_table(data, key, places) for key in ("columns", "labels"))
    return LayoutRecipe(
        name=_parse_text(data, "name", places) or Path(file).stem,
        title=_parse_text(data, "title", places),
        source=_parse_text(data, "source", places),
        sheet=_parse_text(data, "sheet", places),
        layout=layout,
        year=_parse_year(data["year"], places.name("year"), "year") if "year" in data else None,
        heading_rows=_parse_heading_rows(rows, places) if rows is not None else None,
        skip_rows=frozenset(_parse_numbers(data.get("skip_rows", []), places.name("skip_rows"), "skip_rows")),
        inserts=_parse_inserts(data.get("insert", []), places),
        columns={key: _parse_column(key, value, places) for key, value in columns.items()},
        labels={key: _parse_role(value, places.name(key, "labels"), key) for key, value in labels.items()},
        places=places,
    )


def read_layout_recipe(path: str | Path) -> LayoutRecipe:
    """The recipe in a file. Raises LayoutError when it is not there or not usable."""
    path = Path(path)
    try:
        return parse_layout_recipe(path.read_text(encoding="utf-8-sig"), path.name)
    except OSError as error:
        raise LayoutError(f"読み取り設定 {path} を開けません。場所と名前を確認してください。") from error
    except UnicodeDecodeError as error:
        raise LayoutError(f"読み取り設定 {path} の文字コードがUTF-8ではありません。") from error


def load_layout_recipes() -> list[LayoutRecipe]:
    """The recipes shipped with the package, by name."""
    folder = RECIPES / "layouts"
    found = [item for item in folder.iterdir() if item.name.endswith(".toml")]
    return [
        parse_layout_recipe(item.read_text(encoding="utf-8"), item.name)
        for item in sorted(found, key=lambda item: item.name)
    ]


def find_layout_recipe(name: str) -> LayoutRecipe:
    """A shipped recipe by its name. Raises LayoutError with the nearest names when there is none."""
    recipes = {recipe.name: recipe for recipe in load_layout_recipes()}
    if name in recipes:
        return recipes[name]
    from difflib import get_close_matches

    near = get_close_matches(name, recipes, n=3, cutoff=0.4)
    hint = f"近い名前：{'、'.join(near)}" if near else f"使える名前：{'、'.join(recipes) or 'なし'}"
    raise LayoutError(f"読み取り設定「{name}」はありません。{hint}")


def render_layout_recipe(recipe: LayoutRecipe) -> str:
    """The recipe as TOML with a word of explanation for each part, ready to be edited."""
    lines = [
        "# しるべの読み取り設定です。違うところを直して、次のように使います。",
        "#   shirube check 表.xlsx --layout この設定.toml",
        f"name = {_quote(recipe.name)}",
    ]
    if recipe.title:
        lines.append(f"title = {_quote(recipe.title)}")
    if recipe.sheet:
        lines.append(f"sheet = {_quote(recipe.sheet)}")
    if recipe.layout:
        lines += [f"# 表の形：{LAYOUTS[recipe.layout]}", f"layout = {_quote(recipe.layout)}"]
    if recipe.year:
        lines += ["# 年度の書かれていない値の年度", f"year = {_quote(recipe.year.render())}"]
    if recipe.heading_rows:
        first, last = recipe.heading_rows
        lines += ["# 見出しの最初の行と最後の行（1から数えます）", f"heading_rows = [{first}, {last}]"]
    if recipe.skip_rows:
        lines += ["# 読まない行", f"skip_rows = {sorted(recipe.skip_rows)}"]
    for item in recipe.inserts:
        cells = ", ".join(map(_quote, item.cells))
        lines += ["", "# 表にない行を補います", "[[insert]]", f"before = {item.before}", f"cells = [{cells}]"]
    if recipe.columns:
        lines += ["", "# 見出し = 列の内容。使える言葉：" + "、".join(ROLES), "[columns]"]
        lines += [f"{_quote(title)} = {_render_column(rule)}" for title, rule in recipe.columns.items()]
    if recipe.labels:
        lines += ["", "# 行の名前 = 行の内容", "[labels]"]
        lines += [f"{_quote(label)} = {_quote(role.value)}" for label, role in recipe.labels.items()]
    return "\n".join(lines) + "\n"


def _render_column(rule: ColumnRule) -> str:
    if rule.year is None:
        return _quote(rule.role.value)
    return f"{{ role = {_quote(rule.role.value)}, year = {_quote(rule.year.render())} }}"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _explain_broken(error: ValueError, text: str) -> str:
    """The parser speaks English; what counts is the place."""
    import re

    told = re.search(r"at line (\d+), column (\d+)", str(error))
    last = len(text.rstrip().splitlines())
    return (
        f"{told[1]}行目の{told[2]}文字目" if told else f"最後の行（{last}行目）"
    ) + 'を確認してください。見出しは "…" で囲み、「=」の右も "…" で囲みます。同じ見出しは1回だけ書けます。'


def _refuse_unknown(
    data: Mapping[str, Any], known: Sequence[str], name: Callable[[str], str], where: str
) -> None:
    from difflib import get_close_matches

    for key in data:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"「{near[0]}」ではありませんか。" if near else f"使えるもの：{'、'.join(known)}"
            raise LayoutError(f"{name(key)}：{where}「{key}」は使えません。{hint}")


def _parse_text(data: Mapping[str, Any], key: str, places: RecipePlaces) -> str:
    value = data.get(key, "")
    if not isinstance(value, (str, int, float)):
        raise LayoutError(f'{places.name(key)}：{key} は、{key} = "…" のように書いてください。')
    return str(value)


def _parse_table(data: Mapping[str, Any], key: str, places: RecipePlaces) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise LayoutError(
            f'{places.name(key)}：{key} は、[{key}] の行の下に "見出し" = "内容" のように書いてください。'
        )
    return value


def _parse_year(value: object, place: str, key: str) -> FiscalYear:
    try:
        return parse_fiscal_year(str(value))
    except ValueError as error:
        raise LayoutError(f"{place}：{key}：{error}") from error


def _parse_role(value: object, place: str, key: str) -> Role:
    role = ROLES.get(str(value))
    if role is None:
        from difflib import get_close_matches

        near = get_close_matches(str(value), ROLES, n=1)
        hint = f"「{near[0]}」ではありませんか。" if near else ""
        said = f"「{value}」は使えません" if value else "内容がありません"
        raise LayoutError(f"{place}「{key}」：{said}。{hint}使えるもの：{'、'.join(ROLES)}")
    return role


def _parse_column(key: str, value: object, places: RecipePlaces) -> ColumnRule:
    place = places.name(key, "columns")
    if not isinstance(value, dict):
        return ColumnRule(_parse_role(value, place, key))
    _refuse_unknown(value, _COLUMN, lambda _: place, f"「{key}」の")
    year = _parse_year(value["year"], place, f"「{key}」の year") if "year" in value else None
    return ColumnRule(_parse_role(value.get("role", ""), place, key), year)


def _parse_numbers(value: object, place: str, key: str) -> list[int]:
    if not isinstance(value, list) or not all(_is_count(item) for item in value):
        raise LayoutError(f"{place}：{key} は、1以上の行番号を [2, 3] のように並べてください。")
    return [int(item) for item in value]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _parse_heading_rows(value: object, places: RecipePlaces) -> tuple[int, int]:
    place = places.name("heading_rows")
    numbers = _parse_numbers(value, place, "heading_rows")
    if len(numbers) != 2 or not 0 <= numbers[1] - numbers[0] < 6:
        raise LayoutError(f"{place}：heading_rows は、見出しの最初と最後の行を [2, 3] のように書きます。")
    return numbers[0], numbers[1]


def _parse_inserts(value: object, places: RecipePlaces) -> tuple[InsertedRow, ...]:
    if not isinstance(value, list):
        raise LayoutError(f"{places.name('insert')}：insert は、[[insert]] の行の下に書いてください。")
    return tuple(
        _parse_insert(item, places.name("before", "insert", index)) for index, item in enumerate(value)
    )


def _parse_insert(value: object, place: str) -> InsertedRow:
    said = value if isinstance(value, dict) else {}
    if not _is_count(said.get("before")) or not isinstance(said.get("cells"), list):
        raise LayoutError(f"{place}：insert には、before（行番号）と cells（セルの並び）が必要です。")
    _refuse_unknown(said, _INSERT, lambda _: place, "insert の")
    return InsertedRow(int(said["before"]), tuple(str(cell) for cell in said["cells"]))
