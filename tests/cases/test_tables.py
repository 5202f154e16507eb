"""Sixteen published tables read from the text as published: every value, year, unit and mark.

The tables hold figures, labels and marks of the bodies; explanatory sentences were replaced by our own words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from shirube.core.fiscal_year import FiscalYear, fold_width, parse_fiscal_year
from shirube.core.indicator import Indicator
from shirube.core.notation import parse_reading
from shirube.core.reading import Reading
from shirube.readers.layout_recipe import NO_RECIPE, find_layout_recipe
from shirube.readers.read import ReadOptions, read_plans
from shirube.readers.result import ReadPlan

HERE = Path(__file__).parent

# The recipe that a table needs because it names no year at all; all others are read by inference alone.
RECIPES = {
    "arao_gyokaku3": "arao_gyokaku3",
    "kurihara_shuchukaikaku2_h22": "kurihara_shuchukaikaku2_h22",
    "shimane_pref_jimujigyo": "shimane_jimujigyo_h17",
}
LAYOUTS = {
    "arao_gyokaku3": ["columns"],
    "bizen_chiikijutaku": ["chain"],
    "hyogo_pref_shika": ["lines"],
    "ibaraki_pref_sogosenryaku": ["lines"],
    "kagawa_pref_library_2023_2024": ["columns"],
    "kurihara_shuchukaikaku2_h22": ["columns"],
    "maebashi_chukatsu_r3": ["columns"],
    "nagasaki_kihonsesaku": ["lines", "lines"],
    "national_danjo5_range": ["columns", "columns", "columns"],
    "nisshin_shokuiku1": ["columns"],
    "osakicho_sogosenryaku": ["columns"],
    "sado_manifest": ["columns", "columns", "columns", "lines", "lines"],
    "shimane_pref_jimujigyo": ["lines", "lines", "lines", "lines"],
    "tochigi_pref_kankyo": ["columns", "columns"],
    "tsu_cci_hattatsu_h27": ["columns"],
    "uda_sogosenryaku": ["lines"],
}
# Sheets that name their indicator only by a title: the list of facts gives them names of its own.
TITLES = {
    "H17シートの指標": "平成17年度 事務事業評価シート",
    "CIQシートの指標": "(CIQ)",
    "交通安全推進の指標": "(交通安全推進)",
}
# Rows of a sheet whose years are counted from the first one.
COUNTED_YEARS = {"1年目": 2003, "2年目": 2004, "3年目": 2005}
NO_YEAR_OF_ITS_OWN = ""
# Words that only say what stands beside or below them; what they say is in the plan.
STRUCTURE = {
    *("H", "26", "31", "32"),  # years, kept in another notation
    *("区分", "年度", "時期", "策定時", "成果指標", "活動指標", "指標①", "指標②", "指標③", "従前値"),
    *("KPI", "KPI所管課", "評価欄は"),
}


@dataclass(frozen=True)
class Fact:
    """One published row: what must be found in the plan."""

    case: str
    name: str
    year: str
    target: str
    actual: str
    baseline: str
    rate: str
    mark: str


def read_facts() -> Iterator[Fact]:
    for case in LAYOUTS:
        with (HERE / f"{case}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Fact(
                    case,
                    TITLES.get(row["指標"], row["指標"].removesuffix(" 達成項目数")),
                    row["年度"],
                    row["目標値"],
                    row["実績値"],
                    row["基準値"],
                    row["公表達成率"],
                    row["公表評価"],
                )


FACTS = list(read_facts())


@cache
def read_case(case: str) -> tuple[ReadPlan, ...]:
    recipe = find_layout_recipe(RECIPES[case]) if case in RECIPES else NO_RECIPE
    path = HERE / "tables" / f"{case}.tsv"
    return tuple(read_plans(path, ReadOptions(trusted=True, layout=recipe)))


def bare(text: str) -> str:
    return re.sub(r"[\s()]", "", fold_width(text))


def find_indicators(fact: Fact) -> list[Indicator]:
    """Every indicator whose name, with those of the nodes above it, holds all words of the fact's name."""
    words = [bare(word) for word in fact.name.split()]
    found = []
    for read in read_case(fact.case):
        named = [("".join(node.name for node in path) + item.name, item) for path, item in read.plan.rows]
        named += [(item.name, item) for item in read.totals]
        found += [item for name, item in named if all(word in bare(name) for word in words)]
    return found


def parse_year(fact: Fact) -> FiscalYear | None:
    if fact.year in COUNTED_YEARS:
        return FiscalYear(COUNTED_YEARS[fact.year])
    if fact.year == NO_YEAR_OF_ITS_OWN:
        return None
    mentioned = re.findall(r"\d+", fold_width(fact.year))
    last = f"平成{mentioned[-1]}年度" if "~" in fact.year else fact.year.removesuffix("以降")
    return parse_fiscal_year(last, FiscalYear(2015))


def same(found: Reading | None, published: str) -> bool:
    """The same text, or the same figure where the fact leaves out what stood around it."""
    if found is None or not published:
        return found is None or not published or found.is_missing
    if bare(found.text).startswith(bare(published)):
        return True
    if found.quantity is None:  # several figures, or words: the fact gives the part that counts
        return bare(published) in bare(found.text)
    wanted = parse_reading(published)
    return wanted.quantity is not None and found.quantity is not None and wanted.quantity == found.quantity


def holds(fact: Fact, item: Indicator, year: FiscalYear) -> list[str]:
    """What of a fact is not found in an indicator and year."""
    missing = []
    targets = [target.reading for target in item.targets if target.year == year] or [
        target.reading for target in item.targets
    ]
    targets += [revision.before for target in item.targets for revision in target.revisions]
    wanted = fact.target.partition(" (H22")[0]
    if wanted and not any(same(reading, wanted) or wanted in reading.text for reading in targets):
        missing.append(f"目標値 {wanted}")
    actual = item.actual(year)
    if not same(actual.reading if actual else None, fact.actual) or (fact.actual and actual is None):
        missing.append(f"実績値 {fact.actual}")
    published = item.published_in(year)
    extras = [text for _, text in item.extras]
    if fact.rate and (published is None or published.rate != fact.rate) and fact.rate not in extras:
        missing.append(f"達成率 {fact.rate}")
    if fact.mark and (published is None or published.mark != fact.mark):
        missing.append(f"評価 {fact.mark}")
    return missing


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact.case}-{fact.name}-{fact.year}" for fact in FACTS])
def test_every_published_figure_is_found_where_it_belongs(fact: Fact) -> None:
    found = find_indicators(fact)
    year = parse_year(fact)
    tried = [(item, when) for item in found for when in ([year] if year else item.years)]

    problems = [holds(fact, item, when) for item, when in tried]

    assert [] in problems, f"{fact}: {problems or '指標が見つからない'}"


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if fact.baseline], ids=lambda fact: f"{fact.case}-{fact.name}-{fact.year}"
)
def test_every_baseline_is_found(fact: Fact) -> None:
    baselines = [item.baseline.reading for item in find_indicators(fact) if item.baseline]

    assert any(same(reading, fact.baseline) for reading in baselines), [item.text for item in baselines]


@pytest.mark.parametrize("case", LAYOUTS)
def test_every_table_of_the_file_is_found_and_told_as_what_it_is(case: str) -> None:
    assert [read.layout for read in read_case(case)] == LAYOUTS[case]


@pytest.mark.parametrize("case", LAYOUTS)
def test_no_word_of_the_file_is_lost(case: str) -> None:
    """Each word of the file stands somewhere in the plans: as a value, a name, a heading or a line around."""
    text = (HERE / "tables" / f"{case}.tsv").read_text(encoding="utf-8")
    kept = bare("".join(repr((read.plan, read.totals, read.source_roles)) for read in read_case(case)))

    lost = {word for word in split_words(text) if bare(word) not in kept}

    assert sorted(lost - STRUCTURE) == []


def split_words(text: str) -> list[str]:
    """Figures and words, taken apart since names and figures may be kept in different places."""
    return re.findall(r"\d[\d,.]*|[^\d\s⇒::()。、「」*]+", text)


def test_a_table_without_any_year_is_asked_about_and_not_guessed() -> None:
    path = HERE / "tables" / "arao_gyokaku3.tsv"

    (read,) = read_plans(path, ReadOptions(trusted=True))

    assert "year-unknown" in [finding.code for finding in read.findings]
    unknown = [item for item in read.plan.indicators if item.name == "公債費比率"]
    assert [item.targets for item in unknown] == [()]
    assert [text for _, text in unknown[0].extras] == ["15%台に抑える", "9.8%", "目標達成"]
