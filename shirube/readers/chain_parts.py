"""One part of a chain as it would usually be written: 目標:50人(R12) for R12 50人(目標) and R12:50人.

Chains are read by chain_layout.py; what stands before the first figure of a cell may name the indicator.
"""

from __future__ import annotations

from shirube.core.fiscal_year import find_fiscal_years, fold_width
from shirube.core.form import AIMS, FIGURES, Role
from shirube.core.pattern import late_pattern
from shirube.readers.headings import match_heading

# What stands between the parts of a chain. A single sign;
ARROWS = "⇒→➡⇨"
# or one typed as two. Sought from where spaces begin: from each of thousands of them it would take minutes.
ARROW = late_pattern(rf"(?<!\s)\s*(?:[{ARROWS}]|->|=>)\s*")
_LABELS = {
    Role.BASELINE: "従前値",
    Role.TARGET: "目標値",
    Role.FINAL_TARGET: "目標値",
    Role.ACTUAL: "実績値",
}
_WORD_BEHIND = late_pattern(
    r"(?P<value>[^()（）]*(?:[(（][^()（）]*[)）])?)[(（](?P<word>[^()（）\d]{2,8})[)）]"
)
_HALFWAY = late_pattern(r"中間(?:年度?)?(?:の?目標)?(?:値)?")
# A year and what sets it off from the figure behind it: H26:25人, R1 31万m3.
_YEAR_BEFORE = late_pattern(
    r"(?P<year>(?:[HRS]\d{1,2}|(?:平成|令和|昭和)(?:\d{1,2}|元)|20\d\d)(?:年度?末?)?)(?:\s*[:：]\s*|\s+)(?P<value>[約▲△-]?\d.*)"
)
# 目標設定時(H25):446億円, H28到達目標:454億円
_DATED_LABEL = late_pattern(r"(?P<label>[^:：]{2,16})[:：]\s*(?P<value>[約▲△-]?\d[^:：]*)")
# 新規就農者数:25人(平成26年度)
_NAME_AND_COLON = late_pattern(r"(?P<name>[^:：]{2,60})[:：]\s*(?P<rest>[約▲△-]?\d.*)")
_NAME = late_pattern(r"(?P<name>[^\s]*[^\s\d→⇒:：])(?:\s+|\s*[:：]\s*)(?P<rest>\S.*)")


def has_arrow(text: str) -> bool:
    """True for a text with one of the signs ⇒ → ➡ ⇨: a quick look."""
    return any(map(text.__contains__, ARROWS))


def set_out_part(part: str) -> str:
    """A part of a chain with its word before the figure and its year behind; any other part as it is."""
    folded = fold_width(part).strip()
    if set_out := _read_dated_label(folded):
        return set_out
    match = _WORD_BEHIND.fullmatch(folded)
    word = match["word"] if match else ""
    role = _find_role(word) if word else None
    value = match["value"].strip() if match and role else folded
    dated = _YEAR_BEFORE.fullmatch(value)
    if dated and not any(find_fiscal_years(dated["value"])):
        value = f"{dated['value']}({dated['year']})"
    elif role is None:
        return part
    return f"{_label(word, role)}:{value}" if role else value


def split_first_part(part: str) -> tuple[str, str]:
    """The name before the first figure of a chain, with a year between them: 生産量 R1 31万m3(現状)."""
    folded = fold_width(part).strip()
    match = _NAME_AND_COLON.fullmatch(folded)
    if match and not match_heading(match["name"]) and not any(find_fiscal_years(match["name"])):
        return match["name"].strip(), match["rest"]
    match = _NAME.fullmatch(folded)
    if match is None or not _YEAR_BEFORE.fullmatch(match["rest"]) or _YEAR_BEFORE.fullmatch(folded):
        return "", part
    return match["name"], match["rest"]


def _read_dated_label(folded: str) -> str:
    """従前値:446億円(H25) for 目標設定時(H25):446億円; "" for any other part."""
    match = _DATED_LABEL.fullmatch(folded)
    mentions = list(find_fiscal_years(match["label"])) if match else []
    if match is None or len(mentions) != 1 or any(find_fiscal_years(match["value"])):
        return ""
    role = _find_role(match["label"])
    year = match["label"][mentions[0].start : mentions[0].end]
    return f"{_LABELS[role]}:{match['value'].strip()}({year})" if role else ""


def _find_role(word: str) -> Role | None:
    if _HALFWAY.fullmatch(word):
        return Role.TARGET
    known = match_heading(word)
    return known.role if known and known.role in FIGURES else None


def _label(word: str, role: Role) -> str:
    return "目標" if role in AIMS else word
