"""Word tags: which words are verbs that may be adjectives by their ending, told by the words beside them."""

from streams.analysis.syntax.beside import runs_its_course
from streams.analysis.syntax.phrases import LINKS, Unit


def unsure_word(units: list[Unit], index: int) -> str:
    """The tag of a word that may be a verb or an adjective by its ending and its neighbours."""
    unit = units[index]
    previous = units[index - 1] if index else None
    following = units[index + 1] if index + 1 < len(units) else None
    noun_next = following is not None and following.tag in ("N", "W")
    if previous is not None and previous.text == "-" and (unit.low in LINKS or unit.low in ARRANGED):
        return "W"
    tied = previous is not None and previous.text == "-" and previous.end == unit.start
    if tied and noun_next and unit.low.endswith(("ed", "ing")) and unit.tag == "W":
        return "W"  # "the insurgency-plagued south", "a high-ranking officer"
    if unit.low == "run" and following is not None and following.low == "by":
        return "V"  # "a camp run by rebels"
    if unit.low in COURSE and previous is not None and runs_its_course(previous):
        return "V"
    if unit.low in BARE:
        return "V" if previous is not None and acts_on_attack(units, index) else unit.tag
    if unit.tag == "V":
        described = noun_next and not (following and following.low.endswith("ed"))
        return verb_or_word(unit, previous, noun_next=described)
    if unit.tag != "W" or unit.capital or unit.low in DESCRIBING:
        return unit.tag
    if unit.low.endswith("ed") and previous is not None and previous.low in ("a", "an") and not noun_next:
        return "W"  # "an unprecedented, bloody raid"
    if unit.low.endswith("ed"):
        describing = previous is None or previous.tag in "DPs#,CW" or bool(previous.verbs)
        return "W" if noun_next and describing else "V"
    governs = following is not None and (following.tag in "DPNO#I" or following.low in ("the", "a"))
    tags = [one.tag for one in units[index + 1 : index + 4] if one.tag not in "\"'"][:2]
    opens = previous is not None and previous.low in (",", "instead") and tags[:1] == ["W"] and tags[1:] != ["V"]
    governs = governs or opens  # ", addressing racist attacks", but not ", monitoring groups say"
    free = previous is None or previous.tag not in "DsP"
    return "V" if unit.low.endswith("ing") and governs and free else "W"


def acts_on_attack(units: list[Unit], index: int) -> bool:
    """Whether several stand before a word that may be a verb, and an attack or talks behind it: "Houthis praise drone
    attack", "France, Germany slam attack", "Greece and Turkey open talks"."""
    before = units[index - 1]
    paired = index > 2 and units[index - 2].low in (",", "and") and units[index - 3].tag == "N"
    many = before.tag == "N" and (paired or before.low.endswith(("s", "taliban", "police", "people")))
    if paired and [unit.low for unit in units[index + 1 : index + 2]] == ["to"]:
        return before.tag == "N"  # "A and B plan to meet"
    ahead = [(at, one) for at, unit in enumerate(units[index + 1 : index + 6]) for one in unit.nouns]
    return many and any((at < 2 and one.kind == "attack") or (paired and one.frame == "talks") for at, one in ahead)


def verb_or_word(unit: Unit, previous: Unit | None, *, noun_next: bool) -> str:
    """The tag of a known verb: no verb where it describes the noun behind it, "the alleged raid", or is part of a
    name."""
    if noun_next and unit.low in TALLIED and previous is not None and counts(previous):
        return "W"  # "42 known strikes"
    if unit.low.endswith("ed"):
        governed = previous is None or previous.low in ("by", "of", "on", "against", "with", "at")
        fits = governed or (
            previous is not None and (previous.tag in "#SCV," or previous.low == "old" or bool(previous.verbs))
        )
        supposed = unit.low in SUPPOSED and fits
        if supposed or (previous is not None and previous.tag in ("D", "s")):
            return "W" if noun_next else "V"
    if not unit.capital or unit.text.isupper() or unit.low in COMMON_CAPITAL_VERBS or previous is None:
        return "V"
    return "W" if previous.capital and previous.tag != "." else "V"


def counts(unit: Unit) -> bool:
    """Whether a unit is a number, or an order in figures: "the 21st"."""
    return unit.tag == "#" or (unit.low[:1].isdigit() and unit.low[-2:] in ("st", "nd", "rd", "th"))


BARE = frozenset(  # nouns, too
    "slam protest probe mark plan fear escape blame support hail praise welcome review debate halt stop delay track "
    "watch witness document face counter block run regret question vow pledge seek open end start resume extend "
    "accept".split()
)
COURSE = frozenset("end resume start open stall".split())  # how talks go
DESCRIBING = frozenset("outgoing incoming neighbouring neighboring warring ruling opposing".split())
ARRANGED = frozenset("planned awaited sought delayed expected agreed promised".split())  # "a long-planned meeting"
TALLIED = frozenset(["known", "reported", "recorded", "documented", "confirmed", "verified", "claimed", "attempted"])
SUPPOSED = frozenset(["alleged", "suspected", "presumed", "accused"])
COMMON_CAPITAL_VERBS = frozenset(
    (
        "says said condemns vows claims confirms reports warns denies kills rejects accuses urges blames threatens "
        "hits meets tells told asks warned seeks wants demands announces agrees holds begins joins refuses mulls "
        "weighs considers postpones cancels preps snubs overshadows"
    ).split()
)
