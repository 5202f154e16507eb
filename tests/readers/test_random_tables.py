"""Tables by chance in every layout: each figure is read, and in its year.

Among the figures are those that look like years, among the names those that begin like a heading or a note:
rows were lost to each of them once.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import pytest

from shirube.core.indicator import Actual, Indicator, Target
from shirube.readers.chosen_table import choose_plan
from shirube.readers.grid import Grid, widen_rows
from shirube.readers.grids_as_plans import read_grids_as_plans
from shirube.readers.result import ReadPlan

TABLES = 25
NAMES = """
利用者数 計画策定件数 実績報告数 評価会議の回数 指標の数 年度末在庫数 合計特殊出生率 小計算大会参加者
平均寿命 基準値超過件数 R5開催回数 令和の里来場者数 2025年問題講座数 1人当たりごみ排出量 3歳児健診受診率
A地区入居率 備考欄記入率 単位互換数 担当者会議 進捗会議数 施策評価数 第2期計画数 ①相談件数 (1)講座数
※任意指標 注意喚起件数 満足度 待機児童数 CO2排出量 図書館（本館）貸出数 年間延べ利用者数 累計登録者数
資料3配布数 判定委員会数 中間評価実施率 差異件数 〃商店街数 最終処分量
"""

# What stands in the table: by name, year and kind (目 or 実).
Figures = dict[tuple[str, int, str], str]
Rows = list[list[str]]


class Chance:
    """A table by chance: its names, its years, its figures and how to take further ones."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same tables in every run
        self.names = self.random.sample(NAMES.split(), self.random.randint(2, 6))
        self.years = sorted(self.random.sample([3, 4, 5, 6, 7], self.random.randint(2, 3)))
        self.figures: Figures = {
            (name, year, kind): self.figure() for name in self.names for year in self.years for kind in "目実"
        }

    def figure(self) -> str:
        take = self.random.randint
        kinds = (
            str(take(1, 999)),
            f"{take(1_000, 99_999):,}",
            str(take(1_900, 2_099)),
            str(take(1, 31)),
            f"{take(0, 100)}.{take(0, 9)}",
            f"△{take(1, 500)}",
            "-",
        )
        return self.random.choice(kinds)

    def mark(self) -> str:
        return self.random.choice("SABCD")

    def row(self, name: str, kinds: str = "目実") -> list[str]:
        return [self.figures[name, year, kind] for year in self.years for kind in kinds]


def head(chance: Chance, form: str = "R{}{}") -> list[str]:
    return [form.format(year, kind) for year in chance.years for kind in ("目標", "実績")]


def make_plain(chance: Chance) -> Rows:
    return [["指標", *head(chance)], *([name, *chance.row(name)] for name in chance.names)]


def make_two_headings(chance: Chance) -> Rows:
    years = [text for year in chance.years for text in (f"令和{year}年度", "")]
    kinds = ["目標", "実績"] * len(chance.years)
    body = [[name, "人", *chance.row(name)] for name in chance.names]
    return [["指標", "単位", *years], ["", "", *kinds], *body]


def make_western(chance: Chance) -> Rows:
    years = [text for year in chance.years for text in (str(2018 + year), "")]
    kinds = ["目標値", "実績値"] * len(chance.years)
    return [["指標", *years], ["", *kinds], *([name, *chance.row(name)] for name in chance.names)]


def make_groups(chance: Chance) -> Rows:
    rows: Rows = [["指標", "単位", *head(chance)]]
    for place, name in enumerate(chance.names):
        if place % 3 == 0:
            rows.append([f"基本目標{place // 3 + 1} 暮らし"])
        rows.append([name, "人", *chance.row(name)])
    return rows


def make_marks(chance: Chance) -> Rows:
    heads = [f"R{year}{kind}" for year in chance.years for kind in ("目標", "実績", "達成率", "評価")]
    rows: Rows = [["分野", "指標", "所管課", *heads]]
    for place, name in enumerate(chance.names):
        cells = [
            text
            for year in chance.years
            for text in (
                chance.figures[name, year, "目"],
                chance.figures[name, year, "実"],
                "98%",
                chance.mark(),
            )
        ]
        rows.append(["防災" if place == 0 else "", name, "〃" if place else "企画課", *cells])
    return rows


def make_lines(chance: Chance) -> Rows:
    rows: Rows = [["施策", "指標", "単位", "区分", *(f"R{year}" for year in chance.years)]]
    for place, name in enumerate(chance.names):
        rows.append([f"施策{place}" if place % 2 == 0 else "", name, "人", "目標値", *chance.row(name, "目")])
        rows.append(["", "", "", "実績値", *chance.row(name, "実")])
        rows.append(["", "", "", "達成率", *["98%"] * len(chance.years)])
    return rows


def make_lines_with_final_goal(chance: Chance) -> Rows:
    """Lines in either order below years in any notation, and the goal of the end beside the first of them."""
    form = chance.random.choice(("R{}", "R{}年度", "令和{}年度", "R.{}", "令和{}年度末"))
    final = chance.random.choice(("最終目標({})", "目標値({})", "最終目標値（{}）")).format(form.format(9))
    named = chance.random.choice((["政策", "施策", "項目"], ["施策", "番号", "指標名"]))
    kinds = chance.random.choice((("実", "目"), ("目", "実")))
    words = {"目": chance.random.choice(("目標", "計画値")), "実": chance.random.choice(("実績", "実績値"))}
    rows: Rows = [[*named, "区分", *(form.format(year) for year in chance.years), final]]
    for place, name in enumerate(chance.names):
        goal = str(chance.random.randint(1, 999))
        chance.figures[name, 9, "目"] = goal
        group = [
            f"施策{place}" if place % 2 == 0 else "",
            str(place + 1) if "番号" in named else f"取組{place}",
        ]
        rows.append([*group, name, words[kinds[0]], *chance.row(name, kinds[0]), goal])
        rows.append(["", "", "", words[kinds[1]], *chance.row(name, kinds[1]), ""])
    return rows


def make_upper_and_lower(chance: Chance) -> Rows:
    rows: Rows = [
        ["計画（上段：目標、下段：実績）"],
        ["施策", "指標", *(f"R{year}" for year in chance.years)],
    ]
    for place, name in enumerate(chance.names):
        rows.append([f"施策{place}" if place % 2 == 0 else "", name, *chance.row(name, "目")])
        rows.append(["", "", *chance.row(name, "実")])
    return rows


def make_one_row_a_year(chance: Chance) -> Rows:
    rows: Rows = [["指標", "年度", "目標値", "実績値"]]
    for name in chance.names:
        rows += [
            [name, f"R{year}", *(chance.figures[name, year, kind] for kind in "目実")]
            for year in chance.years
        ]
    return rows


def make_kinds_side_by_side(chance: Chance) -> Rows:
    years = [f"R{year}" for year in chance.years]
    body = [[name, *chance.row(name, "目"), *chance.row(name, "実")] for name in chance.names]
    return [["指標", *["目標値"] * len(years), *["実績値"] * len(years)], ["", *years, *years], *body]


def make_blocks(chance: Chance) -> Rows:
    rows: Rows = []
    for place, name in enumerate(chance.names):
        rows += [
            ["施策名", f"施策{place}", "担当課", "企画課"],
            ["成果指標", name, "単位", "人"],
            ["年度", "", *(f"R{year}" for year in chance.years)],
            ["目標値", "", *chance.row(name, "目")],
            ["実績値", "", *chance.row(name, "実")],
            [],
        ]
    return rows


def make_labels(chance: Chance) -> Rows:
    rows: Rows = []
    for name in chance.names:
        rows += [["指標名", name], ["単位", "人"]]
        for year in chance.years:
            rows.append([f"令和{year}年度 目標値", chance.figures[name, year, "目"]])
            rows.append([f"令和{year}年度 実績値", chance.figures[name, year, "実"]])
    return rows


LAYOUTS: dict[str, Callable[[Chance], Rows]] = {
    name.removeprefix("make_"): make for name, make in list(globals().items()) if name.startswith("make_")
}


def read(rows: Rows) -> ReadPlan:
    grid = Grid(file="表.tsv", name="", rows=widen_rows(rows))
    return choose_plan(read_grids_as_plans([grid], "表.tsv"))


def collect(plan: ReadPlan) -> Iterator[tuple[tuple[str, int, str], Decimal]]:
    """Every figure that was read, by name, year and kind. A baseline counts as the actual of its year."""
    for item in plan.plan.indicators:
        dated: Sequence[tuple[str, Target | Actual]] = [
            *(("目", one) for one in item.targets),
            *(("実", one) for one in item.actuals),
        ]
        for kind, one in dated:
            if one.reading.quantity is not None:
                yield (item.name, one.year.start - 2018, kind), one.reading.quantity.value
        yield from _collect_baseline(item)


def _collect_baseline(item: Indicator) -> Iterator[tuple[tuple[str, int, str], Decimal]]:
    known = item.baseline
    if known is not None and known.year is not None and known.reading.quantity is not None:
        yield (item.name, known.year.start - 2018, "実"), known.reading.quantity.value


def expect(figures: Mapping[tuple[str, int, str], str]) -> dict[tuple[str, int, str], Decimal]:
    return {
        key: Decimal(text.replace(",", "").replace("△", "-")) for key, text in figures.items() if text != "-"
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_of_a_table_of_chance_is_read_in_its_year(layout: str) -> None:
    for number in range(TABLES):
        chance = Chance(f"{layout} {number}")
        title: Rows = [["みどり市計画　令和7年度進捗"]] if number % 2 else []
        notes: Rows = [[], ["※速報値を含む。"]] if number % 3 else []

        found = read([*title, *LAYOUTS[layout](chance), *notes])

        assert dict(collect(found)) == expect(chance.figures), (layout, number)


def test_a_row_left_out_is_noticed() -> None:
    chance = Chance("control")

    found = read(make_plain(chance)[:-1])

    assert dict(collect(found)) != expect(chance.figures)
