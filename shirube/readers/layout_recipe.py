"""Layout recipes: what a person knows about the form of a table that the table itself does not say, as TOML.

A recipe overrules the inference where it speaks, and leaves the rest to it. The format is described in
docs/layouts.md; a mistake is one Japanese line that names file, key and remedy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from shirube.core.fiscal_year import FiscalYear, parse_fiscal_year
from shirube.core.form import Role
from shirube.readers.layout_names import LAYOUTS
from shirube.readers.recipe_folder import RECIPES

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
    rows joined by a space; ``labels`` replace the words of lines (期待値 = 目標値).
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


# Nothing said: all is left to inference.
NO_RECIPE = LayoutRecipe(name="")


def parse_layout_recipe(text: str, file: str) -> LayoutRecipe:
    """A recipe from its TOML text. Raises LayoutError at the first thing that is wrong."""
    # Every reading knows what a recipe is, few have one: what reads it is loaded here.
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"読み取り設定 {file} をTOMLとして読めません。{error}") from error
    _refuse_unknown(data, _TOP, file, "")
    layout = str(data.get("layout", ""))
    if layout and layout not in LAYOUTS:
        raise LayoutError(
            f"読み取り設定 {file} の layout「{layout}」はありません。使えるもの：{'、'.join(LAYOUTS)}"
        )
    rows = data.get("heading_rows")
    return LayoutRecipe(
        name=str(data.get("name", Path(file).stem)),
        title=str(data.get("title", "")),
        source=str(data.get("source", "")),
        sheet=str(data.get("sheet", "")),
        layout=layout,
        year=_parse_year(data["year"], file, "year") if "year" in data else None,
        heading_rows=_parse_heading_rows(rows, file) if rows is not None else None,
        skip_rows=frozenset(_parse_numbers(data.get("skip_rows", []), file, "skip_rows")),
        inserts=tuple(_parse_insert(item, file) for item in data.get("insert", [])),
        columns={key: _parse_column(key, value, file) for key, value in data.get("columns", {}).items()},
        labels={key: _parse_role(value, file, key) for key, value in data.get("labels", {}).items()},
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


def _refuse_unknown(data: Mapping[str, Any], known: Sequence[str], file: str, where: str) -> None:
    from difflib import get_close_matches

    for key in data:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"「{near[0]}」ではありませんか。" if near else f"使えるもの：{'、'.join(known)}"
            raise LayoutError(f"読み取り設定 {file} の{where}「{key}」は使えません。{hint}")


def _parse_year(value: object, file: str, key: str) -> FiscalYear:
    try:
        return parse_fiscal_year(str(value))
    except ValueError as error:
        raise LayoutError(f"読み取り設定 {file} の {key}：{error}") from error


def _parse_role(value: object, file: str, key: str) -> Role:
    role = ROLES.get(str(value))
    if role is None:
        known = "、".join(ROLES)
        raise LayoutError(f"読み取り設定 {file} の「{key}」：「{value}」は使えません。使えるもの：{known}")
    return role


def _parse_column(key: str, value: object, file: str) -> ColumnRule:
    if not isinstance(value, dict):
        return ColumnRule(_parse_role(value, file, key))
    _refuse_unknown(value, _COLUMN, file, f"「{key}」の")
    year = _parse_year(value["year"], file, key) if "year" in value else None
    return ColumnRule(_parse_role(value.get("role", ""), file, key), year)


def _parse_numbers(value: object, file: str, key: str) -> list[int]:
    if not isinstance(value, list) or not all(isinstance(item, int) and item > 0 for item in value):
        raise LayoutError(f"読み取り設定 {file} の {key} は、1以上の行番号を [2, 3] のように並べてください。")
    return [int(item) for item in value]


def _parse_heading_rows(value: object, file: str) -> tuple[int, int]:
    numbers = _parse_numbers(value, file, "heading_rows")
    if len(numbers) != 2 or not 0 <= numbers[1] - numbers[0] < 6:
        raise LayoutError(
            f"読み取り設定 {file} の heading_rows は、見出しの最初と最後の行を [2, 3] のように書きます。"
        )
    return numbers[0], numbers[1]


def _parse_insert(value: object, file: str) -> InsertedRow:
    if not isinstance(value, dict) or not isinstance(value.get("before"), int) or "cells" not in value:
        raise LayoutError(
            f"読み取り設定 {file} の insert には、before（行番号）と cells（セルの並び）が必要です。"
        )
    _refuse_unknown(value, _INSERT, file, "insert の")
    return InsertedRow(int(value["before"]), tuple(str(cell) for cell in value["cells"]))
