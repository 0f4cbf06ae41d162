"""Status: did it happen? Denied, planned, threatened, hypothetical, foiled, background, and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.event import Modality
from streams.analysis.status.cues import CERTAIN, CONDITION, DENIAL, FUTURE, PROOF, THREAT, WISHING
from streams.analysis.status.governors import asked, based, charged, listed, nobody, shared, under_way
from streams.analysis.status.untrue import REPORTS, denies, untrue
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import previous, shortened


@dataclass(frozen=True, slots=True)
class Status:
    """How an event stands: its modality, whether it is background, and the words that made it so."""

    modality: Modality = "occurred"
    background: bool = False
    cue: str = ""

    @property
    def news(self) -> bool:
        """Whether it happened and is told now."""
        return self.modality == "occurred" and not self.background

    @property
    def describes(self) -> bool:
        """Whether it only says who somebody is: "the man who led the raid"."""
        return self.cue.startswith("who ")


OCCURRED = Status()


def clause_start(items: Sequence[Item], index: int) -> int:
    """Where the clause of an item begins: after the last breaker, semicolon or subordinator."""
    for at in range(index - 1, -1, -1):
        if items[at].tag in ("B", ";", ":", "."):
            return at + 1
        if items[at].tag == "S" and items[at].low not in CONDITION:
            return at + 1
    return 0


def verb_status(items: Sequence[Item], index: int) -> Status:
    """The status of a verb from its auxiliaries, its governing verb and the head of its clause."""
    at = index - 1
    negated = ""
    while at >= 0 and items[at].tag in "AGXHM":
        low = items[at].low
        if items[at].tag == "G":
            negated = low
        if items[at].tag == "M":
            return modal_status(items, at, low, negated)
        at -= 1
    if negated or nobody(items, at):
        return Status("denied", cue=negated or "no")
    if shortened(items, index):
        return Status(background=True, cue=items[index - 1].low)
    if at >= 0 and (status := governed_status(items, index, at)):
        return status
    if (opener := shared(items, index)) >= 0:
        return (
            modal_status(items, opener, items[opener].low, "")
            if items[opener].tag == "M"
            else infinitive_status(items, opener)
        )
    return clause_status(items, index)


def governed_status(items: Sequence[Item], index: int, at: int) -> Status | None:
    """The status that the word before a verb and its auxiliaries gives it; none: none of its own."""
    head, verb = items[at], items[index].low
    gerund = verb.split()[0].endswith("ing")
    if head.tag == "I":
        return infinitive_status(items, at)
    if head.tag == "P" and gerund:
        return gerund_status(items, at)
    if gerund and head.low in ("including", "include", "includes") and charged(items[:at]):
        return Status(background=True, cue="accused of")
    if gerund and (governs := listed(items, at)) >= 0:
        return gerund_status(items, governs)
    if head.tag == "S" and head.low == "before" and gerund and under_way(items[:at]):
        return Status("planned", cue="before")
    if head.low in BEGINNING and verb.endswith("ing"):
        return verb_status(items, at)
    if head.tag == "N" and at and (status := behind_noun(items, index, at)):
        return status
    if head.tag == "V" and head.low in DENIAL:
        return Status("denied", cue=head.low)
    if head.low in JUDGING and verb.endswith("ing"):
        return Status(background=True, cue=head.low)
    return Status("hypothetical", cue=head.low) if head.low in HALTING | WEIGHING and gerund else None


def behind_noun(items: Sequence[Item], index: int, noun: int) -> Status | None:
    """The status that a noun before a verb gives it, with what stands before: "the risk of rebels attacking"."""
    before, outer = items[noun - 1], items[noun - 2].low if noun > 1 else ""
    if before.low == "of" and outer in CASES:
        return Status(background=True, cue=f"{outer} of")
    if before.low in ("over", "about") and items[index].low.endswith("ing"):
        return Status(background=True, cue=before.low)  # "rage over the army killing prisoners"
    if before.low == "ahead of" and noun > 1 and items[index].low.endswith("ing"):
        return Status("planned", cue="ahead of")
    if before.tag == "P" and outer in MAYBE:
        return Status("hypothetical", cue=f"{outer} {before.low}")
    if before.low in LETTING and based(items[index]):
        return verb_status(items, noun - 1)
    if before.low == "should":
        return Status("hypothetical", cue="should")
    return Status("hypothetical", cue="a question") if asked(items, noun) else None


JUDGING = frozenset(
    "justified justify justifies justifying defended defends celebrated celebrates celebrating praised praises "
    "condemned condemns condoned condones regretted regrets".split()
)
BEGINNING = frozenset("begin begins began begun start starts started".split())
LETTING = frozenset("help helps helped let lets make makes see seeing have".split())
MAYBE = frozenset(
    "hope hopes possibility prospect risks risk danger chance fear fears threat likelihood idea event".split()
)
CASES = frozenset("cases instances examples history pattern".split())
HALTING = frozenset(
    "stop stops stopping stopped cease ceases ceased avoid quit halt end allow permit authorize authorise".split()
)
WEIGHING = frozenset(
    "consider considers considered contemplated proposed proposes suggested suggests recommended recommends advocated "
    "discussed".split()
)


def modal_status(items: Sequence[Item], at: int, low: str, negated: str) -> Status:
    if negated:
        return Status("denied" if low in ("would", "could") else "hypothetical", cue=f"{low} not")
    if low in FUTURE:
        return Status("planned", cue=low)
    return Status("planned" if low == "would" and not supposed(items) else "hypothetical", cue=low)


def supposed(items: Sequence[Item]) -> bool:
    return any(item.low in ("if", "unless") for item in items)


def infinitive_status(items: Sequence[Item], at: int) -> Status:
    """ "to attack": what the verb or noun before it says of it; what one plans "not to" do one does not."""
    if at + 1 < len(items) and items[at + 1].tag == "H" and [one.tag for one in items[at + 2 : at + 3]] != ["N"]:
        return OCCURRED  # "is said to have met", but not "is expected to have a meeting"
    status = wish(items, at)
    negated = at > 0 and items[at - 1].tag == "G" and status.modality in ("planned", "occurred")
    return Status("denied", cue=f"not {items[at].low}") if negated else status


def wish(items: Sequence[Item], at: int) -> Status:
    """What the verb or noun before "to" says of what it is to do."""
    for back in range(at - 1, max(-1, at - 8), -1):
        item = items[back]
        if item.tag in "VTX" or (item.tag == "N" and item.low in NOMINAL_WISH) or (item.tag == "W"):
            low = item.low
            if low == "used" and back and items[back - 1].tag == "N" and items[back + 1].low in ("by", "to", "in"):
                return Status(background=True, cue="used to")  # "shells used by rebels to attack villages"
            if low in CERTAIN:
                return clause_status(items, back)
            if low in THREAT:
                return Status("threatened", cue=f"{low} to")
            if low == "be" and items[back - 1].low == "would":
                return Status("hypothetical", cue="would be")  # "it would be wrong to attack"
            if item.tag == "V" and low in UNWILLING:
                return Status("denied", cue=f"{low} to")
            return Status(
                "planned" if low in WISHING or low in NOMINAL_WISH or item.tag == "X" else "hypothetical",
                cue=f"{low} to",
            )
    return Status("hypothetical", cue="to")


UNWILLING = frozenset("failed fail fails refused refuse refuses declined decline declines".split())
NOMINAL_WISH = frozenset(
    (
        "plan plans intention decision attempt bid effort efforts plot threat promise agreement offer readiness "
        "willingness right order orders way"
    ).split()
)


AIMING = frozenset(
    (
        "instead planned plan considering help idea possibility threat risk without mission objective intention "
        "capable incapable aim aimed aiming aims goal purpose designed intended meant"
    ).split()
)


KEEPING = frozenset(
    (
        "refrain refrains refrained refraining abstain abstains abstained desist desists desisted stop stops stopped "
        "prevent prevents prevented keep keeps kept bar bars barred ban bans banned deter deters deterred dissuade "
        "dissuaded discourage discouraged prohibit prohibits prohibited"
    ).split()
)


def gerund_status(items: Sequence[Item], at: int) -> Status:
    """ "of attacking", "after meeting": what governs the gerund."""
    low = items[at].low
    before = items[at - 1].low if at else ""
    earlier = items[at - 2].low if at > 1 else ""
    words = {before, earlier, *(item.low for item in items[max(0, at - 4) : at])}
    if words & frozenset(
        "accused accuses accuse accusing suspicion suspected convicted charged guilty blamed blames".split()
    ):
        return Status(background=True, cue="accused of")
    if low == "from" and words & KEEPING:
        return Status("denied", cue=f"{before} from")
    if low == "for" and (claimed := items[previous(items, at, frozenset("AY"))].low) in CLAIMED:
        return Status(background=True, cue=f"{claimed} for")
    negated = at > 0 and items[at - 1].tag == "G"
    if negated or low in ("for", "against", "instead of", "rather than", "without") or words & AIMING:
        return Status("hypothetical", cue=f"{low} -ing")
    return clause_status(items, at)


CLAIMED = frozenset(["responsibility", "credit", "responsible"])


IMAGINED = frozenset(["imagine", "suppose", "supposing", "assume", "assuming"])  # that open a sentence


def clause_status(items: Sequence[Item], index: int) -> Status:
    """The status that the head of the clause gives: a condition, a denial, a governing denial verb."""
    start = clause_start(items, index)
    if items[0].low in IMAGINED:
        return Status("hypothetical", cue=items[0].low)
    if cue := untrue(items, start, index):
        return Status("denied", cue=cue)
    for at in range(start, index):
        low = items[at].low
        if items[at].tag == "S" and low in CONDITION:
            return Status("hypothetical", cue=low)
        if low in ("falsely", "wrongly", "lied", "lying", "debunked", "fabricated"):
            return Status("denied", cue=low)
        units = items[at].units
        if len(units) > 1 and units[0].low in ("every", "any", "each", "next") and units[1].low == "time":
            return Status("hypothetical", cue=f"{units[0].low} time")
        told = at and (items[at - 1].tag == "X" or items[at - 1].low in MARKING)
        if told and ("first", "time") in pairwise([unit.low for unit in units[:4]]):
            return Status(background=True, cue="first time")
        if low in REPORTS and at and items[at - 1].low in ("amid", "over", "despite", "after"):
            return Status(background=True, cue=f"{items[at - 1].low} {low}")
        if units[0].low in ("no", "zero", "little") and any(unit.low in PROOF for unit in units):
            return Status("denied", cue="no evidence")
        if low in FAILING and any(item.low == "that" for item in items[at + 1 : index]) and unshown(items, at):
            return Status("denied", cue=f"{low} to")
        if items[at].tag == "V" and low in DENIAL and denies(items, at, index):
            return Status("denied", cue=low)
        if items[at].tag == "V" and low in BIDDING and any(item.tag == "I" for item in items[at + 1 : index]):
            return Status("hypothetical", cue=f"{low} to")
    return OCCURRED


MARKING = frozenset(["marks", "marked", "marking"])
BIDDING = frozenset("encouraged encourages urged urges called ordered asked asks told incited".split())
FAILING = frozenset("failed fails fail unable".split())


def unshown(items: Sequence[Item], at: int) -> bool:
    """Whether somebody fails to show something: "unable to confirm", "fails to make the case"."""
    ahead = [item.low for item in items[at + 1 : at + 4]]
    return ahead[:1] == ["to"] and bool(SHOWN & set(ahead))


SHOWN = frozenset("make prove show confirm verify substantiate provide establish demonstrate corroborate".split())
