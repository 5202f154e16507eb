"""A text that speaks of success (順調) beside a low grade."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.checks.context import CheckContext, shorten
from shirube.checks.low_grade_without_issue import SETBACK
from shirube.core.finding import Finding, Level
from shirube.core.fiscal_year import fold_width
from shirube.core.indicator import Status
from shirube.core.pattern import late_pattern

CODE = "success-words-with-low-grade"
LEVELS = (Level.ODD,)

# 「計画どおり実施した」 is left out: an activity may well go as planned while its indicator does not.
_SUCCESS = late_pattern(
    r"順調|好調|良好"
    r"|目標(?:値)?を(?:大きく|大幅に|おおむね|概ね)?(?:達成(?:し|済|でき(?!な|ず|ま?せん)|。|、)|上回(?:っ|り|る))"
)
# What stands behind the word and takes it back, or makes it a wish.
_TAKEN_BACK = late_pattern(
    r"^[^、]{0,14}?(?:な(?:い|かった|く)|ず(?:$|に|、)|ません|とは(?:言|い)|とまでは|に至ら"
    r"|よう(?!になっ|やく)|ため(?:$|に|、|の)|たい|べく|を目指|目標とする|を図)"
)
_BUT = late_pattern(r"が、|(?:る|た|す|だ|い)が|ものの|けれど|一方|しかし|ただし|にもかかわらず|だが|反面")
# The success of earlier years is no claim about this one.
_EARLIER = late_pattern(r"(?:前年度|昨年度|前回|これまで|当初|以前).{0,12}$")
_SENTENCE = late_pattern(r"[。\n]")


def check_success_words_with_low_grade(context: CheckContext) -> Iterator[Finding]:
    """Each text of a year with a low grade whose narrative claims success without a reservation.

    Silent when the word is negated or a wish, when the sentence goes on with 「が、」「一方」, when the
    narrative owns a setback anywhere, and for the success of earlier years.
    """
    for row, status, year, mark in context.iterate_low_grades():
        sentence = _find_claim(status)
        if sentence:
            yield Finding(
                code=CODE,
                level=Level.ODD,
                place=row.place(year),
                message=f"評価は「{mark}」ですが、実施状況には「{shorten(sentence)}」と書かれています。"
                "評価と文章が食い違って見えます。",
                remedy="何が順調で何が目標に届いていないのかが分かるように、文章を見直してください。",
            )


def _find_claim(status: Status) -> str:
    """The sentence that claims success, "" where none does or the narrative has a reservation."""
    narrative = fold_width(status.narrative or status.text)
    if not _SUCCESS.search(narrative) or SETBACK.search(narrative):
        return ""
    for sentence in _SENTENCE.split(narrative):
        for match in _SUCCESS.finditer(sentence):
            before, after = sentence[: match.start()], sentence[match.end() :]
            taken_back = _TAKEN_BACK.search(after) or _BUT.search(after) or _EARLIER.search(before)
            if not taken_back:
                return sentence
    return ""
