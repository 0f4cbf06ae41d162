"""Verbs: which words of a sentence stand as verbs, told by the words beside them."""

from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.phrases import LINKS, Unit

NOMINAL = frozenset("NDW#s")


def decide_triggers(units: list[Unit]) -> list[tuple[str, Trigger | None]]:
    """For each unit its part in the phrase: ("T", verb), ("N", noun trigger or None), or its own tag."""
    return [decide(units, at) if undecided(unit) else (unit.tag, None) for at, unit in enumerate(units)]


def undecided(unit: Unit) -> bool:
    """Whether the words beside a unit have a say in what it is."""
    if unit.tag == "N":
        return unit.senses is not None and bool(unit.senses.triggers)
    if unit.tag == "W":
        return unit.low.endswith(("ed", "ing")) and not unit.capital
    return unit.tag == "V" and (unit.capital or unit.low.endswith("ed") or unit.low in LINKS)


def decide(units: list[Unit], index: int) -> tuple[str, Trigger | None]:
    unit = units[index]
    if unit.tag != "N":
        return unsure_word(units, index), None
    hyphened = index > 0 and units[index - 1].text == "-" and units[index - 1].end == unit.start
    verbs, nouns = unit.verbs if not hyphened or unit.low not in HOSTED else [], unit.nouns
    if verbs and is_verb(units, index, verbs[0]):
        return "T", verbs[0]
    return "N", nouns[0] if nouns else None


HOSTED = frozenset(["hosted", "mediated", "brokered", "facilitated"])


def before(units: list[Unit], index: int) -> Unit | None:
    """The unit before, adverbs passed over."""
    index -= 1
    while index >= 0 and units[index].tag in "A" and units[index].tag:
        index -= 1
    return units[index] if index >= 0 else None


def is_verb(units: list[Unit], index: int, trigger: Trigger) -> bool:
    """Whether a trigger word stands as a verb, from the words beside it."""
    previous = before(units, index)
    following = units[index + 1] if index + 1 < len(units) else None
    tag = previous.tag if previous else ""
    nominal_next = following is not None and (following.tag in "NWO#" or following.low in DETERMINERS_NEXT)
    if tag in ("I", "M", "O", "H", "X", "G") and previous is not None:
        return not (trigger.form in ("base", "s") and tag in ("X", "H") and previous.low not in ("do", "does", "did"))
    if trigger.form == "ed":
        if index and units[index - 1].text == "-" and following is not None and following.tag in ("N", "W"):
            return False
        if tag == "P" and previous is not None and previous.low != "by":
            return not (following is not None and following.tag in ("N", "W"))
        if tag == "#" and following is not None and following.tag in ("N", "W"):
            return False
        return not (
            tag in ("D", "s") and previous is not None and previous.low not in ("that", "this", "all", "each", "some")
        )
    if index and units[index - 1].text == "-":
        return False
    if trigger.form in ("base", "s") and (gerund(previous) or struck(previous)):
        return False
    if trigger.form == "s" and modified_by_one(units, index):
        return False
    if trigger.form == "base" and (heads_compound(previous, following) or after_article(units, index)):
        return False
    if trigger.form == "ing":
        if following is not None and following.low == "and" and trigger.frame == "harm" and index + 2 < len(units):
            return units[index + 2].low.endswith("ing") and tag not in ("D", "s")
        if following is not None and following.low in ("of", "in", "on", "at", "by", "near", "and", ",", "."):
            held = trigger.lemma == "meet" and tag in NOMINAL
            return not held and trigger.lemma in TRANSIENT and following.low in ("at", "on", "in", "near")
        if following is not None and following.low in ("that", "which") and tag in NOMINAL:
            return False
        return tag not in ("D", "s") and (nominal_next or (following is not None and following.tag == "D"))
    if tag in ("D", "s", "P", "#", ""):
        return False
    if tag == "A" or previous is None:
        return False
    if " " in units[index].low and not units[index].nouns and tag == "N":
        return True  # "Israel, Hamas trade fire"
    if trigger.frame == "clash" and plural_fighters(previous) and following is not None and following.tag == "P":
        return True
    if (
        previous.senses is not None
        and previous.senses.noun is not None
        and previous.senses.noun.role == "weapon"
        and trigger.frame == "fire"
    ):
        return False
    if trigger.frame == "travel" and not units[index].nouns and following is not None and following.tag == "P":
        return units[index].low not in LANDS
    if trigger.frame in ("meet", "talk") and following is not None and following.low in ("with", "in", "on", "at"):
        return not units[index].nouns
    return nominal_next and not (
        following is not None
        and following.tag == "N"
        and following.senses is not None
        and bool(following.senses.triggers)
        and not following.capital
    )


LANDS = frozenset(["land", "lands"])  # "the lands of the tribe"


def plural_fighters(unit: Unit) -> bool:
    """Whether a word is a plural of those who bear arms: "troops clash at the border"."""
    noun = unit.senses.noun if unit.senses else None
    return noun is not None and noun.plural and noun.role in ("armed", "force", "police")


def modified_by_one(units: list[Unit], index: int) -> bool:
    """Whether "attacks" is a plural noun behind a bare singular: "Extremist attacks escalate in"."""
    senses = units[index - 1].senses if index else None
    noun = senses.noun if senses else None
    bare_noun = (
        noun is not None and noun.role == "armed" and not noun.plural and (index < 2 or units[index - 2].tag != "D")
    )
    after = [unit.tag for unit in units[index + 1 : index + 3]]
    return bare_noun and after[:1] == ["W"] and after[1:] in (["P"], ["S"], ["."], [])


def gerund(unit: Unit | None) -> bool:
    """Whether a word is a verb in -ing."""
    return unit is not None and unit.low.endswith("ing") and (unit.tag == "V" or bool(unit.verbs))


def after_article(units: list[Unit], index: int) -> bool:
    """Whether "a" and words that the lexicon does not know open the phrase that a base form ends: "a coordinated
    attack"."""
    index -= 1
    while index >= 0 and units[index].tag == "W" and not units[index].capital:
        index -= 1
    return index >= 0 and units[index].low in ("a", "an", "another")


def struck(unit: Unit | None) -> bool:
    """Whether a word is a verb in the past that takes what follows as its object: "struck targets belonging to"."""
    return unit is not None and bool(unit.verbs) and not unit.nouns and unit.verbs[0].form == "ed"


def heads_compound(previous: Unit | None, following: Unit | None) -> bool:
    """Whether a base form is a noun after a bare name and before a verb: "Hamas attack puts", "Taliban attack
    leaves"."""
    actor = previous.senses.actor if previous is not None and previous.senses else None
    return actor is not None and following is not None and following.tag in "WV" and following.low.endswith("s")


TRANSIENT = frozenset(["meet", "fire", "clash", "fight"])
DETERMINERS_NEXT = frozenset(
    (
        "a an the its his her their this that these those several some two three four five six seven eight nine ten"
    ).split()
)


def unsure_word(units: list[Unit], index: int) -> str:
    """The tag of a word that may be a verb or an adjective by its ending and its neighbours."""
    unit = units[index]
    if index and units[index - 1].text == "-" and unit.low in LINKS:
        return "W"
    supposed = unit.low in SUPPOSED and (not index or units[index - 1].low == "by")
    after_determiner = index and units[index - 1].tag in ("D", "s")
    if unit.tag == "V" and unit.low.endswith("ed") and (supposed or after_determiner):
        following = units[index + 1] if index + 1 < len(units) else None
        return "W" if following is not None and following.tag in "NW" and following.tag else "V"
    if unit.tag != "W" or unit.capital:
        return (
            "W"
            if unit.tag == "V"
            and unit.capital
            and index
            and units[index - 1].tag != "."
            and unit.text.isupper() is False
            and units[index - 1].capital
            and unit.low not in COMMON_CAPITAL_VERBS
            else unit.tag
        )
    following = units[index + 1] if index + 1 < len(units) else None
    previous = units[index - 1] if index else None
    if unit.low.endswith("ed"):
        after_verb = previous is not None and bool(previous.verbs)
        adjective = (
            following is not None
            and following.tag in ("N", "W")
            and (previous is None or previous.tag in "DPs#,CW" or after_verb)
        )
        return "W" if adjective else "V"
    if (
        unit.low.endswith("ing")
        and following is not None
        and (following.tag in "DPNO#I" or following.low in ("the", "a"))
    ):
        return "V" if previous is None or previous.tag not in "DsP" else "W"
    return "W"


SUPPOSED = frozenset(["alleged", "suspected", "presumed", "accused"])
COMMON_CAPITAL_VERBS = frozenset(
    (
        "says said condemns vows claims confirms reports warns denies kills rejects accuses urges blames threatens "
        "hits meets tells told asks warned seeks wants demands announces agrees holds begins joins refuses"
    ).split()
)
