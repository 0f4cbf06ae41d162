"""How an attack that is named by a noun stands: told as news, planned, denied, or called to mind."""

from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.modifiers import AGAINST, JUDGING
from streams.analysis.attacks.noun_prepositions import (
    GOVERNED_BACKGROUND,
    INDEFINITE,
    UNSCATHED,
    definite,
    disowned,
    prepositional_status,
    violent,
)
from streams.analysis.attacks.sides import SAFE, blamed_on
from streams.analysis.status.context import (
    FAILING,
    OCCURRED,
    Status,
    clause_start,
    clause_status,
    gerund_status,
    unshown,
    verb_status,
)
from streams.analysis.status.cues import CONDITION, DENIAL, PROOF
from streams.analysis.status.outcomes import RANKED, RESULT, SUPPORT, results, supported, tells_result, toll_here
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.syntax import following, previous

GOVERNED_PLANNED = frozenset(
    (
        "planned planning plan plans plotted plotting plot prepared preparing threatened threaten threatening "
        "threatens warned fear feared fears prevent preventing stop stopping halt end ending cease avoid deter "
        "deterring ordered expected considering mulling weighing urged vowed risk predicts predicted anticipate "
        "anticipated seek ruled"
    ).split()
)
PLOTTING = frozenset(word for word in GOVERNED_PLANNED if word.endswith("ing"))  # "charged with plotting an attack"
LEADING = frozenset("sparked triggered prompted forced follows followed".split())
ENDING = frozenset("end halt stop cease".split())
PREVENTING = frozenset("prevent avert avoid deter forestall thwart".split())
UNREAL = frozenset(
    (
        "anticipated expected feared looming possible potential planned future imminent attempted threatened "
        "further looming any more preparing prepares planning considering considers mulls weighs weighing"
    ).split()
)
DONE = frozenset("launched unleashed launches conducted carried staged mounted made reported suffered".split())


def noun_status(clause: Clause, index: int, back: int, ahead: int) -> Status:
    """How an attack that is named by a noun stands, from what governs it."""
    items = clause.items
    head = items[back] if back >= 0 else None
    if status := by_its_phrase(clause, index, back):
        return status
    if head is not None and head.low.endswith("ing") and back and items[back - 1].low == "of":
        status = gerund_status(items, back - 1)  # "held men accused of carrying out an attack"
        if status.background:
            return status
    if head is not None and head.low.endswith("ing") and back and items[back - 1].low == "from":
        return Status("hypothetical", cue="from")  # "hours from launching an offensive"
    if head is not None and head.low in SAYING and index + 1 < len(items):
        if items[index + 1].tag == "M":
            return Status(background=True, cue=items[index + 1].low)
        if not any(item.tag == "Y" for item in items[index:]) and (cue := spoken_of(clause, index)):
            return Status(background=True, cue=cue)
    if head is not None and head.low in ("survived", "survives") and items[index].units[0].low in ("a", "an"):
        return verb_status(items, back)
    if head is not None and head.tag in "VT" and (status := governed(clause.items, back)):
        return status
    if ahead >= 0 and tells_result(items[ahead]):
        status = verb_status(items, ahead)
        if status.modality != "occurred" or head is None or head.tag not in "PV":
            return status
    if head is None:
        return ungoverned(clause, index, back, ahead)
    if head.tag == "P":
        return prepositional_status(clause, index, back)
    if head.tag == "S":
        return under_conjunction(clause, index, back)
    if head.tag in "VT":
        return Status(background=True, cue=head.low)
    return ungoverned(clause, index, back, ahead)


def done_again(items: Sequence[Item], index: int, back: int) -> bool:
    """Whether "further" attacks are told as done: "launched further raids", "a further raid hit the port", "hit in
    three more raids"."""
    done = back >= 0 and items[back].low in DONE
    hit_in = back > 0 and items[back].low == "in" and items[back - 1].tag == "T"
    return done or hit_in or (index + 1 < len(items) and items[index + 1].tag == "T")


def by_its_phrase(clause: Clause, index: int, back: int) -> Status | None:
    """What the words of the noun itself, or what it is the subject or the topic of, say of it; none: nothing."""
    items = clause.items
    head = items[back] if back >= 0 else None
    units = items[index].units
    words = {unit.low for unit in units}
    if words & UNREAL and not (words & UNREAL <= {"further", "more"} and done_again(items, index, back)):
        return Status("hypothetical", cue=", ".join(sorted(words & UNREAL)))
    if index and items[index - 1].low == "who" and units[0].low in LED:
        return Status(background=True, cue=f"who {units[0].low}")
    if back > 0 and items[back].low in LED and items[back - 1].low == "who":
        return Status(background=True, cue=f"who {items[back].low}")
    if cue := impending(items, index):
        return Status("hypothetical", cue=cue)
    if "no" in words or disowned(items, index):
        return Status("denied", cue="no")
    if unproven(items, index):
        return Status("denied", cue="no evidence")
    if predicate(items, index):
        return Status(background=True, cue="said to be")
    if "recent" in words and head is not None and head.tag == "P" and definite(units, clause, index):
        return Status(background=True, cue="recent")
    if topic(clause, index):
        return Status(background=True, cue="a topic")
    if len(units) > 1 and units[-2].low in JUDGING:
        return Status(background=True, cue=units[-2].low)
    before = items[index - 1].low if index else ""
    if units[0].low in ENDING or before in PREVENTING or (head is not None and head.tag == "N" and head.low in ENDING):
        return Status("hypothetical", cue="end")
    if head is not None and head.tag == "N" and head.low in PLOTTING and items[index - 1] is head:
        return Status("hypothetical", cue=head.low)
    return None


def unproven(items: Sequence[Item], index: int) -> bool:
    """Whether a sentence says that nothing shows it: "no evidence to suggest that he died in an attack", "unable to
    confirm the claim that a strike hit it"."""
    start = clause_start(items, index)
    if any(item.head.low in TAKING_PART for item in items[start:index]):
        return False
    that = any(item.low == "that" for item in items[start:index])
    if that and any(items[at].low in FAILING and unshown(items, at) for at in range(start, index)):
        return True
    return any(
        item.units[0].low in ("no", "little") and item.low in PROOF for item in items[start:index] if item.tag == "N"
    )


TAKING_PART = frozenset("involved involvement behind role linked responsible planned knew directed ordered".split())


def under_conjunction(clause: Clause, index: int, back: int) -> Status:
    """How an attack stands behind "if", "after", "since"."""
    items, conjunction = clause.items, clause.items[back].low
    if conjunction in ("if", "unless", "until", "till", "before"):
        return Status("hypothetical", cue=conjunction)
    struck = clause.title and conjunction == "after" and back and items[back - 1].head.low in STRUCK
    if struck or any(item.low in SAFE for item in items[max(0, back - 3) : back]):
        return OCCURRED
    plural = items[index].head.low.endswith("s")
    known = conjunction == "following" and items[index].units[0].low not in ("a", "an")
    old = plural or known or conjunction == "since" or definite(items[index].units, clause, index)
    return Status(background=True, cue=conjunction) if old else OCCURRED


STRUCK = frozenset("dead killed wounded injured hurt".split())  # "three soldiers dead after a US airstrike"


def ungoverned(clause: Clause, index: int, back: int, ahead: int) -> Status:
    """How an attack stands that no verb or preposition before it governs, from what is told of it."""
    items, bare = clause.items, back < 0
    if (status := clause_status(items, index)).cue in CONDITION:
        return status  # "if there is an attack"
    blame = blamed_on(items, index)
    behind = blame if blame and items[blame - 2].tag != "X" else index
    later = next((item.low for item in items[behind + 1 :] if item.tag in "VT"), "")
    happened = results(items, index, back) and later not in LEADING
    told = bare and later and not clause.title and not happened
    if later in GOVERNED_BACKGROUND or (told and definite(items[index].units, clause, index)):
        return Status(background=True, cue=later)
    if bare and (cue := spoken_of(clause, index)):
        return Status(background=True, cue=cue)
    if any(unit.tag == "s" for unit in items[index].units) and not supported(items, back, ahead):
        return Status(background=True, cue="'s")
    return OCCURRED


def impending(items: Sequence[Item], index: int) -> str:
    """The word that says an attack is still to come: "an assault on the town looms", "an invasion is likely"."""
    for at in range(index + 1, min(len(items), index + 7)):
        item = items[at]
        if item.tag == "M" and item.low in SUPPOSING and items[index].units[0].low in ("a", "an", "another"):
            return item.low
        if loom := next((unit.low for unit in item.units if unit.low in LOOMING), ""):
            return loom
        if item.tag == "M" and at + 1 < len(items) and items[at + 1].low in ENDING:
            return f"{item.low} {items[at + 1].low}"  # "the bombing must stop"
        if item.tag == "X" or item.low in SEEMING:
            said = following(items, at, frozenset("G"))
            return items[said].low if said >= 0 and items[said].units[0].low in TO_COME else ""
        if item.tag == "V" and item.low in AWAITED and not toll_here(items, index):
            return item.low
        if item.tag in "VTMHS;:.BR," or item.trigger is not None:
            return ""
    return ""


LED = frozenset("led planned plotted helped ordered masterminded organised organized".split())
SEEMING = frozenset("appears appear seems seem looks look remains remain".split())
SUPPOSING = frozenset("could might would may can".split())
LOOMING = frozenset("loom looms looming".split())
TO_COME = frozenset(
    "likely imminent inevitable necessary expected possible unlikely feared planned coming unavoidable".split()
)
AWAITED = frozenset("expected anticipated feared".split())  # as headlines write without "is"
COPULA = frozenset("is was are were 's".split())


def predicate(items: Sequence[Item], index: int) -> bool:
    """Whether a noun only says what something was: "the raid was a massacre" (but "there was an attack")."""
    verb = previous(items, index, frozenset("AG"))
    ranked = any(unit.low in RANKED for unit in items[index].units)
    if verb > 0 and ranked and items[verb].low in ("it", "this", "that"):  # "call it the worst attack"
        return items[verb - 1].tag in "VT"
    if verb < 1 or items[verb].low not in COPULA or items[verb].tag != "X":
        return False
    return items[verb - 1].tag == "N" and items[verb - 1].low != "there" and (ranked or items[verb - 1].low != "it")


ASKING = frozenset("what why how who where when could will would can should is".split())


SUSPECTS = frozenset("suspect suspects mastermind accused survivor survivors".split())  # whose news is later


def topic(clause: Clause, index: int) -> bool:
    """Whether a headline names an attack as its topic and tells no harm behind the colon: "Paris attack: what next"."""
    items, units = clause.items, clause.items[index].units
    if not clause.title or index or units[0].low in INDEFINITE or any(one.tag == "#" for one in units):
        return False
    colon = next((at for at in range(1, len(items)) if items[at].tag in "VTXHM:;."), -1)
    if colon < 0 or items[colon].tag != ":":
        return False
    if any(item.low in ASKING or item.head.low in SUSPECTS for item in items[colon + 1 : colon + 2]):
        return True
    return not any(tells_result(one) or (one.low in UNSCATHED) or violent(one) for one in items[colon + 1 :])


def spoken_of(clause: Clause, index: int) -> str:
    """The verb that tells something else of an attack by somebody named: "the X attack on Y puts Z first"."""
    items, units = clause.items, clause.items[index].units
    if units[0].low in INDEFINITE or any(unit.tag == "#" for unit in units):
        return ""
    if units[0].low != "the" and not any(unit.senses and unit.senses.named for unit in units[:-1]):
        return ""
    verb = next((at for at in range(index + 1, len(items)) if items[at].tag in "XHMVTRS;:.B,"), -1)
    if verb < 0 or items[verb].tag not in "XHMVT":
        return headline_verb(clause, index)
    if items[verb - 1].low == "toll":
        return ""
    said = verb if items[verb].tag in "VT" else following(items, verb, frozenset("AGXHM"))
    saying = SAYING - {"reveals", "revealed", "shows"}  # which an attack does where it is talked of
    if said < 0 or tells_result(items[said]) or items[said].low in SUPPORT or items[said].low in saying:
        return ""
    return items[said].low if items[said].tag in "VNW" else ""


def headline_verb(clause: Clause, index: int) -> str:
    """A verb in -s that the grammar does not know, behind the name of who is attacked: "Attack on X Puts Y First"."""
    items = clause.items
    if not clause.title or index + 2 >= len(items) or items[index + 1].low not in AGAINST:
        return ""
    units = items[index + 2].units
    named = next((at for at, unit in enumerate(units) if unit.capital), len(units))
    return next(
        (
            unit.low
            for unit in units[named + 1 : -1]
            if unit.senses is None and unit.low.endswith("s") and unit.low not in RESULT
        ),
        "",
    )


def governed(items: Sequence[Item], back: int) -> Status | None:
    """The status that a governing verb gives, if it is one that tells."""
    head = items[back]
    if (status := clause_status(items, back)).modality == "denied":
        return status
    if head.tag == "T" and head.trigger is not None and head.trigger.kind == "attack":
        return verb_status(items, back)
    if head.low in GOVERNED_PLANNED:
        return Status("threatened" if head.low.startswith("threat") else "hypothetical", cue=head.low)
    if head.low in DENIAL:
        return Status("denied", cue=head.low)
    if head.low in GOVERNED_BACKGROUND:
        return Status(background=True, cue=head.low)
    return verb_status(items, back) if head.low in SUPPORT else None
