"""Verbs: which words of a sentence stand as verbs, told by the words beside them."""

from streams.analysis.lexicon.entries import Trigger
from streams.analysis.syntax.beside import (
    Beside,
    after_article,
    common_trigger,
    gerund,
    harms_some,
    is_weapon,
    officials,
    only_finite,
    struck,
)
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import LINKS, Unit
from streams.analysis.syntax.quotations import opens_quote, quoted_word
from streams.analysis.syntax.word_tags import BARE, COURSE, SUPPOSED, TALLIED, acts_on_attack, unsure_word

NOMINAL = frozenset("NDW#s")


def decide_triggers(units: list[Unit]) -> list[tuple[str, Trigger | None]]:
    """For each unit its part in the phrase: ("T", verb), ("N", noun trigger or None), or its own tag."""
    return [
        decide(units, at) if unit.tag in UNSURE and undecided(unit) else (unit.tag, None)
        for at, unit in enumerate(units)
    ]


UNSURE = frozenset("NWV")


def undecided(unit: Unit) -> bool:
    """Whether the words beside a unit have a say in what it is."""
    if unit.tag == "N":
        return unit.senses is not None and bool(unit.senses.triggers)
    if unit.tag == "W":
        return (unit.low.endswith(("ed", "ing")) or unit.low in BARE | COURSE) and not unit.capital
    return unit.tag == "V" and (unit.capital or unit.low.endswith("ed") or unit.low in LINKS or unit.low in TALLIED)


def decide(units: list[Unit], index: int) -> tuple[str, Trigger | None]:
    unit = units[index]
    if unit.tag != "N":
        return unsure_word(units, index), None
    hyphened = index > 0 and units[index - 1].text == "-" and units[index - 1].end == unit.start
    verbs, nouns = unit.verbs if not hyphened or unit.low not in HOSTED else [], unit.nouns
    reacting = bool(verbs) and not nouns and verbs[0].form == "base" and index > 0 and acts_on_attack(units, index)
    if verbs and (reacting or is_verb(units, index, verbs[0])):
        return "T", verbs[0]
    return "N", nouns[0] if nouns else None


HOSTED = frozenset(["hosted", "mediated", "brokered", "facilitated"])


def passed_over(units: list[Unit], at: int) -> bool:
    """Whether a unit is an adverb or a mark that opens a quotation, as in: says it 'hit nine camps'."""
    return units[at].tag == "A" or (units[at].text == "'" and opens_quote(units, at))


def before(units: list[Unit], index: int) -> Unit | None:
    """The unit before, adverbs passed over."""
    index -= 1
    while index >= 0 and passed_over(units, index):
        index -= 1
    return units[index] if index >= 0 else None


def is_verb(units: list[Unit], index: int, trigger: Trigger) -> bool:
    """Whether a trigger word stands as a verb, from the words beside it."""
    following = units[index + 1] if index + 1 < len(units) else None
    beside = Beside(before(units, index), following, index > 0 and units[index - 1].text == "-")
    if beside.previous is not None and beside.tag in ("I", "M", "O", "H", "X", "G"):
        noun_behind_be = trigger.form in ("base", "s") and beside.tag in ("X", "H")
        return not noun_behind_be or beside.previous.low in ("do", "does", "did")
    if trigger.form == "ed":
        return past_tells(beside) and not quoted_word(units, index) and not of_the_object(units, index, beside)
    if shares_with_next(units, index, trigger, beside):
        return True
    if trigger.form == "s" and beside.tag == "P":
        return False  # "damage from fires at the camp"
    if (
        beside.hyphened
        or of_two(units, index)
        or related(units, index, trigger)
        or called(units, index)
        or named_so(units, index, trigger, beside)
    ):
        return False
    if trigger.form == "ing":
        return gerund_tells(units, index, trigger, beside)
    if beside.contact_told(units[index], listed=index > 1 and units[index - 2].low in (",", "and")):
        return True
    return present_tells(units[index], trigger, beside)


def related(units: list[Unit], index: int, trigger: Trigger) -> bool:
    """Whether a relative clause follows, so that a base form is a noun: "blamed for the bomb that killed six"."""
    ahead = units[index + 1 : index + 3]
    relative = len(ahead) == 2 and ahead[0].low in ("that", "which") and (ahead[1].tag in "VXHM" or ahead[1].verbs)
    return trigger.form == "base" and bool(relative)


def of_two(units: list[Unit], index: int) -> bool:
    """Whether two names stand right before, joined by a hyphen or, as they open, a comma or "and": "Macron-Xi meeting",
    "Greece, Turkey talks end"."""
    before = units[max(0, index - 3) : index]
    names = [unit for unit in before if unit.senses is not None and unit.senses.named]
    opening = index == 3 and before[1].low in (",", "and") and units[index].low.endswith("s")
    return len(names) == 2 and (before[1].text == "-" or opening) and bool(units[index].nouns)


def called(units: list[Unit], index: int) -> bool:
    """Whether a verb of naming stands before whose attack it is: "calls Hamas attacks a pogrom"."""
    return index > 1 and units[index - 2].low in NAMING and bool(units[index].nouns)


NAMING = frozenset("calls call called labels labelled brands branded dubs dubbed describes described deems".split())


def shares_with_next(units: list[Unit], index: int, trigger: Trigger, beside: Beside) -> bool:
    """Whether a base form shares its object with the verb behind a comma: "migrants attack, injure a guard"."""
    if trigger.form != "base" or not beside.followed_by(",", "and") or index + 2 >= len(units):
        return False
    noun = beside.previous.senses.noun if beside.previous is not None and beside.previous.senses else None
    ahead = units[index + 2].verbs
    return noun is not None and noun.plural and bool(ahead) and ahead[0].form == "base"


def past_tells(beside: Beside) -> bool:
    """Whether a form in -ed tells what was done, rather than describing the noun behind it: "the wounded man"."""
    if beside.hyphened and beside.noun_next:
        return False
    if beside.previous is None:
        return True
    if beside.tag == "P" and beside.previous.low != "by":
        return not beside.noun_next
    if beside.tag == "#" and beside.noun_next:
        return False
    if beside.previous.low == "another":
        return not beside.noun_next  # "and another struck a bus"
    return beside.tag not in ("D", "s") or beside.previous.low in ("that", "this", "all", "each", "some")


def of_the_object(units: list[Unit], index: int, beside: Beside) -> bool:
    """Whether a form in -ed describes the object of the verb right before it: "freed kidnapped girls"."""
    verb = beside.previous
    if verb is None or not beside.noun_next or units[index - 1] is not verb:
        return False
    clause = units[max(0, index - 5) : index]
    finite = (verb.tag == "V" or (verb.tag == "W" and verb.low.endswith("ed"))) and verb.low not in SAYING | SUPPOSED
    named = verb.nouns or (verb.senses is not None and verb.senses.noun is not None)
    doing = bool(verb.verbs) and not named and verb.verbs[0].form in ("ed", "s")
    return (finite or doing) and not any(unit.tag == "R" for unit in clause)


def named_so(units: list[Unit], index: int, trigger: Trigger, beside: Beside) -> bool:
    """Whether "attack" or "attacks" is a noun by the phrase that it ends: "condemning attacks", "Hamas attack puts"."""
    if trigger.form not in ("base", "s"):
        return False
    if not only_finite(units[index]) and (gerund(beside.previous) or struck(beside.previous)):
        return True
    if trigger.form == "s":
        return modified_by_one(units, index) or finite_next(units, index)
    going = trigger.frame == "travel" and beside.followed_by("to") and officials(beside.previous)
    compound = bool(units[index].nouns) and not going and heads_compound(beside.previous, beside.following)
    return compound or after_article(units, index)


def gerund_tells(units: list[Unit], index: int, trigger: Trigger, beside: Beside) -> bool:
    """Whether a form in -ing tells what is done: "shelling the town" (but "the shelling of the town")."""
    guest = beside.previous is not None and (beside.previous.verbs or beside.previous.low in ("with", "by"))
    senses = beside.following.senses if beside.following and beside.previous is None else None
    guest = guest or bool(senses and senses.demonym and all(unit.text != "," for unit in units[index : index + 9]))
    if units[index].low == "visiting" and guest:
        return False  # "received visiting Minister"
    owned = beside.tag == "Y" and beside.previous is not None and beside.previous.low.endswith("'s")
    determined = owned or beside.tag in ("D", "s")  # "Tuesday's fighting"
    if beside.following is not None and (only_finite(beside.following) or harms_some(units, index + 1)):
        return False  # "Lima bombing kills six"
    if trigger.frame in ("act", "harm") and beside.attack_next:
        return False  # "carried out 92 shelling attacks"
    if beside.followed_by("and") and trigger.frame == "harm" and index + 2 < len(units):
        return units[index + 2].low.endswith("ing") and not determined
    if beside.followed_by("of", "in", "on", "at", "by", "near", "and", ",", "."):
        if trigger.frame == "fire-on" and beside.tag == "S":
            return True  # "after opening fire on"
        held = trigger.lemma == "meet" and beside.tag in NOMINAL
        return not (held or determined) and trigger.lemma in TRANSIENT and beside.followed_by("at", "on", "in", "near")
    goes = any(one.frame in ("talk", "travel") for one in units[index].verbs)
    if goes and beside.followed_by("to", "with", "into", "on") and beside.tag == "S":
        return True  # "after speaking to B", "before flying to B"
    if (beside.followed_by("that", "which") and beside.tag in NOMINAL) or beside.followed_by(*COMPOUNDS):
        return False
    return not determined and (beside.object_next or (beside.following is not None and beside.following.tag == "D"))


def present_tells(unit: Unit, trigger: Trigger, beside: Beside) -> bool:
    """Whether a base form, or one in -s, tells what is done, rather than naming it."""
    compound = trigger.frame != "parry" and beside.followed_by(*COMPOUNDS)  # "foils plot"
    if beside.previous is None or beside.tag in ("D", "s", "P", "#", "") or compound:
        return False
    if " " in unit.low and not unit.nouns and beside.tag == "N":
        return True  # "Israel, Hamas trade fire"
    if trigger.lemma in ("strike", "hit") and beside.followed_by("back"):
        return True  # "Iran strikes back: missiles land on bases"
    if trigger.frame == "parry" and not unit.nouns and (trigger.form == "s" or beside.tag == "N"):
        return True  # "Turkey foils attack", "troops repel attack"
    if trigger.frame == "settle" and beside.followed_by("deals"):
        return True
    mailing = trigger.frame in ("send", "host") and trigger.form == "s"  # "receives letters", "exchanges messages"
    if (mailing or trigger.frame == "offer" or trigger.lemma in RENEWING) and not unit.nouns and beside.object_next:
        return True  # "Seoul proposes talks"
    preposition_next = beside.following is not None and beside.following.tag == "P"
    if trigger.frame == "clash" and plural_fighters(beside.previous) and preposition_next:
        return True
    if trigger.frame == "burst" and not unit.nouns and is_weapon(beside.previous):
        return True  # "Car bomb explodes near embassy"
    if trigger.frame == "fire" and is_weapon(beside.previous):
        return False
    if trigger.frame == "fire" and beside.following is not None and is_weapon(beside.following):
        return True  # "Hezbollah fires rockets at"
    if trigger.frame == "travel" and preposition_next and not unit.nouns:
        return unit.low not in LANDS
    going = trigger.frame == "travel" and beside.followed_by("to")
    if going and (officials(beside.previous) or (trigger.form == "s" and beside.tag == "N")):
        return True  # "Rebel delegation travels to"
    if trigger.frame in ("meet", "talk") and beside.followed_by(*MEETING):
        return not unit.nouns
    if trigger.lemma in OPENING and beside.following is not None and common_trigger(beside.following):
        return beside.tag == "N"  # "Army launches offensive"
    counted = trigger.frame == "harm" and beside.following is not None and beside.following.tag == "D"
    return counted or (beside.object_next and not (beside.following is not None and common_trigger(beside.following)))


OPENING = frozenset(["launch", "unleash"])
RENEWING = frozenset("resume restore normalise normalize re-establish conclude".split())
MEETING = tuple("with in on at by via to over after before amid near outside".split())
COMPOUNDS = tuple(
    "survivor survivors victim victims suspect suspects site scene fears probe delay delays lapses lapse failure "
    "failures plan plans aftermath anniversary footage memorial warning warnings response trial death deaths toll plot "
    "campaign case mastermind masterminds handler handlers plotter plotters planner planners ringleader ringleaders "
    "perpetrator perpetrators convict convicts".split()
)
LANDS = frozenset(["land", "lands"])  # "the lands of the tribe"


def plural_fighters(unit: Unit) -> bool:
    """Whether a word is a plural of those who bear arms: "troops clash at the border"."""
    noun = unit.senses.noun if unit.senses else None
    named = unit.senses is not None and unit.senses.actor is not None and unit.low.endswith(FIGHTERS)
    return named or (noun is not None and noun.plural and noun.role in ("armed", "force", "police"))


FIGHTERS = ("troops", "forces", "soldiers", "rebels", "militants", "fighters")


def modified_by_one(units: list[Unit], index: int) -> bool:
    """Whether "attacks" is a plural noun behind a bare singular: "Extremist attacks escalate in"."""
    senses = units[index - 1].senses if index else None
    noun = senses.noun if senses else None
    bare_noun = (
        noun is not None and noun.role == "armed" and not noun.plural and (index < 2 or units[index - 2].tag != "D")
    )
    after = [unit.tag for unit in units[index + 1 : index + 3]]
    return (bare_noun and after[:1] == ["W"] and after[1:] in (["P"], ["S"], ["."], [])) or counted(units, index)


def counted(units: list[Unit], index: int) -> bool:
    """Whether a number before a bare singular counts attacks: "saw 228 militant attacks that", "99 reported rebel
    attacks"."""
    first = index - 3 if units[index - 2].low in TALLIED else index - 2
    if first < 0 or units[first].tag != "#" or units[first].low in ("one", "1"):
        return False
    before = units[index - 1]
    noun = before.senses.noun if before.senses else None
    return before.tag in "NW" and not (noun.plural if noun else before.low.endswith("s") and not before.text.isupper())


def finite_next(units: list[Unit], index: int) -> bool:
    """Whether a verb or auxiliary follows a form in -s, so that it is a plural noun: "the Israeli attacks needed"."""
    if index + 1 >= len(units) or not units[index].nouns:
        return False
    ahead = units[index + 1]
    past = ahead.tag in "VW" and ahead.low.endswith("ed") and not ahead.capital
    object_next = index + 2 < len(units) and units[index + 2].tag in "NWD#"
    return ahead.tag in ("X", "H", "M") or (past and not object_next)


def heads_compound(previous: Unit | None, following: Unit | None) -> bool:
    """Whether a base form is a noun after a bare name and before a verb: "Hamas attack puts", "Taliban attack
    leaves"."""
    actor = previous.senses.actor if previous is not None and previous.senses else None
    return actor is not None and following is not None and following.tag in "WV" and following.low.endswith("s")


TRANSIENT = frozenset(["meet", "fire", "clash", "fight"])
