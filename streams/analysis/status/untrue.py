"""Untrue: what a sentence says is false: "it is not true that", "the report that ... is unfounded"."""

from collections.abc import Sequence

from streams.analysis.syntax.phrases import Item

TRUE = frozenset("true case fact correct certain so".split())
FALSE = frozenset(
    "false untrue unfounded baseless groundless wrong incorrect fabricated fabrication lie lies invention nonsense "
    "absurd rumor rumour".split()
)
TOLD = frozenset(
    "report reports claim claims allegation allegations rumor rumors rumour rumours story charge charges accusation "
    "accusations news version versions statement information".split()
)
REPORTS = frozenset("claim claims allegation allegations report reports".split())
NEVER = frozenset("time circumstances point moment occasion".split())
REACH = 4


def untrue(items: Sequence[Item], start: int, index: int) -> str:
    """The words by which the clause of `index`, which begins at `start`, is said to be false; empty if none."""
    for at in range(start, index):
        units = items[at].units
        if units[0].low == "no" and units[-1].low in NEVER:  # "at no time did they shell the town"
            return f"no {units[-1].low}"
        if items[at].low == "that" and items[at].tag == "R" and (cue := judged(items, at, index)):
            return cue
    return ""


def judged(items: Sequence[Item], that: int, index: int) -> str:
    """What is said of a clause that "that" opens, before or behind it."""
    if not that:
        return ""
    before = items[that - 1]
    negated = any(item.tag == "G" or item.low == "cannot" for item in items[max(0, that - REACH) : that - 1])
    passive = before.low in ("said", "claimed") and items[that - 2].low == "be"
    if negated and (before.low in TRUE or passive):
        return f"not {before.low} that"
    if before.low in FALSE and any(item.tag == "X" for item in items[max(0, that - REACH) : that - 1]):
        return f"{before.low} that"
    return behind(items, index) if before.units[-1].low in TOLD else ""


def behind(items: Sequence[Item], index: int) -> str:
    """The word that ends "the report that rebels attacked the town is false"."""
    for at in range(index + 1, len(items) - 1):
        if items[at].tag == "X":
            said = next((item for item in items[at + 1 :] if item.tag not in "AD"), items[at])
            if FALSE & {unit.low for unit in said.units}:
                return said.low
    return ""


def denies(items: Sequence[Item], at: int, index: int) -> bool:
    """Whether what follows a verb of denial is what it denies: "that ...", "it had ...", a verb in -ing, "claims that
    ..."."""
    ahead = at + 1
    while ahead < index and items[ahead].tag in "AYC":
        ahead += 1
    item = items[ahead]
    pronoun = item.tag == "N" and item.units[0].tag == "O"
    clause = (
        item.tag == "N"
        and items[ahead + 1].tag != "R"
        and any(one.tag in "XHM" for one in items[ahead + 1 : ahead + 3])
    )
    trigger = items[index].trigger
    participle = trigger is not None and trigger.form == "ed" and index == ahead + 1
    clause |= item.tag == "N" and participle  # as headlines write: "denies boy killed in raid"
    told = items[ahead : min(index, ahead + 5)]
    report = item.tag in "NV" and any(one.low == "that" or one.low in REPORTS for one in told)
    return item.tag == "R" or pronoun or clause or report or item.low.endswith("ing") or ahead == index
