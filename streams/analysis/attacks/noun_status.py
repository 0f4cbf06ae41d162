"""How an attack that is named by a noun stands: told as news, planned, denied, or called to mind."""

from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.sides import (
    AGAINST,
    ANSWERED,
    JUDGING,
    SAFE,
    TAKING,
    harmed,
    made_target,
    possessor,
    used_in,
)
from streams.analysis.status.context import DENIAL, OCCURRED, Status, clause_status, verb_status
from streams.analysis.status.outcomes import QUANTITY, RESULT, SUPPORT, results, supported, tells_result
from streams.analysis.syntax.grammar import SAYING
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.syntax import following, governor, previous

GOVERNED_BACKGROUND = frozenset(
    (
        "condemned condemns condemn condemning denounced denounces mourned marked commemorated investigating "
        "investigate probing blamed avenge described recalled discussed discuss celebrated praised hailed defended "
        "justified called welcomed deplored decried slammed criticised criticized addressed mentioned following "
        "watched remember remembers remembered remembering recall recalls mark marks marking commemorate commemorates "
        "mourn mourns survived"
    ).split()
)


GOVERNED_PLANNED = frozenset(
    (
        "planned planning plan plans plotted plotting plot prepared preparing threatened threaten threatening "
        "threatens warned fear feared fears prevent preventing stop stopping halt end ending cease avoid deter "
        "deterring ordered expected considering mulling weighing urged vowed risk predicts predicted anticipate "
        "anticipated seek ruled"
    ).split()
)


QUALIFYING = frozenset(
    (
        "deadly major massive surprise brutal big new fresh deadliest unprecedented military ground aerial "
        "night morning "
        "overnight revenge retaliatory large heavy intense recent cross-border terrorist terror deadly "
        "cruise lone-wolf "
        "coordinated barbaric horrific early mass separate fatal bloody precision lethal complex second third first"
    ).split()
)


def definite(units: list[Unit], clause: Clause, index: int) -> bool:
    """Whether a phrase points at an attack that is known: "the attack", "Hamas's attack", "its attack"."""
    first = units[0]
    if first.tag == "D":
        return first.low not in INDEFINITE
    if any(unit.senses and unit.senses.named for unit in units[:-1]) and not any(unit.tag == "#" for unit in units):
        return governs(clause, index)
    before = clause.items[index - 1] if index else None
    dated = before is not None and before.units[0].day is not None
    return any(unit.tag == "s" for unit in units) or dated or possessor(clause, index) is not None


def governs(clause: Clause, index: int) -> bool:
    """Whether "after", "since" or the like governs a phrase without a determiner, as headlines write "after Hamas
    attack"."""
    back = governor(clause.items, index)
    return back >= 0 and clause.items[back].low in ("after", "since", "following", "amid", "over", "despite", "from")


INDEFINITE = frozenset("a an another some several many few numerous two three each every at-least".split())


LEADING = frozenset("sparked triggered prompted forced follows followed".split())


ENDING = frozenset("end halt stop cease".split())


UNREAL = frozenset(
    (
        "anticipated expected feared looming possible potential planned future imminent attempted threatened "
        "further looming any more preparing prepares planning considering considers mulls weighs weighing"
    ).split()
)


DONE = frozenset("launched conducted carried staged mounted made reported suffered".split())


def noun_status(clause: Clause, index: int, back: int, ahead: int) -> Status:
    """How an attack that is named by a noun stands, from what governs it."""
    items = clause.items
    head = items[back] if back >= 0 else None
    units = items[index].units
    words = {unit.low for unit in units}
    if words & UNREAL and not (words & UNREAL == {"further"} and head is not None and head.low in DONE):
        return Status("hypothetical", cue=", ".join(sorted(words & UNREAL)))
    if "no" in words:
        return Status("denied", cue="no")
    if predicate(items, index):
        return Status(background=True, cue="said to be")
    if "recent" in words and head is not None and head.tag == "P" and definite(units, clause, index):
        return Status(background=True, cue="recent")
    if topic(clause, index):
        return Status(background=True, cue="a topic")
    if len(units) > 1 and units[-2].low in JUDGING:
        return Status(background=True, cue=units[-2].low)
    if units[0].low in ENDING or (head is not None and head.tag == "N" and head.low in ENDING):
        return Status("hypothetical", cue="end")
    if head is not None and head.tag in "VT" and (status := governed(clause, index, back)):
        return status
    if ahead >= 0 and tells_result(items[ahead]):
        status = verb_status(items, ahead)
        if status.modality != "occurred" or head is None or head.tag not in "PV":
            return status
    if head is not None and head.tag == "P":
        return prepositional_status(clause, index, back)
    known = definite(units, clause, index)
    if head is not None and head.tag == "S":
        if head.low in ("if", "unless", "until", "till", "before"):
            return Status("hypothetical", cue=head.low)
        if any(item.low in SAFE for item in items[max(0, back - 3) : back]):
            return OCCURRED
        old = known or head.low in ("since", "following") or items[index].head.low.endswith("s")
        return Status(background=True, cue=head.low) if old else OCCURRED
    if head is not None and head.tag in "VT":
        return Status(background=True, cue=head.low)
    later = next((item.low for item in items[index + 1 :] if item.tag in "VT"), "")
    happened = results(items, index, back) and later not in LEADING
    told = known and head is None and later and not clause.title and not happened
    if later in GOVERNED_BACKGROUND or told:
        return Status(background=True, cue=later)
    if head is None and (cue := spoken_of(clause, index)):
        return Status(background=True, cue=cue)
    if any(unit.tag == "s" for unit in units) and not supported(items, back, ahead):
        return Status(background=True, cue="'s")
    return OCCURRED


COPULA = frozenset("is was are were".split())


def predicate(items: Sequence[Item], index: int) -> bool:
    """Whether a noun only says what something was: "the raid was a massacre" (but "there was an attack")."""
    verb = previous(items, index, frozenset("AG"))
    if verb < 1 or items[verb].low not in COPULA or items[verb].tag != "X":
        return False
    return items[verb - 1].tag == "N" and items[verb - 1].low not in ("there", "it")


def topic(clause: Clause, index: int) -> bool:
    """Whether a headline names an attack as its topic and tells no harm behind the colon: "Paris attack: what next"."""
    items, units = clause.items, clause.items[index].units
    if not clause.title or index or units[0].low in INDEFINITE or any(one.tag == "#" for one in units):
        return False
    colon = next((at for at in range(1, len(items)) if items[at].tag in "VTXHM:;."), -1)
    if colon < 0 or items[colon].tag != ":":
        return False
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
    said = verb if items[verb].tag in "VT" else following(items, verb, frozenset("AGXHM"))
    if said < 0 or tells_result(items[said]) or items[said].low in SUPPORT or items[said].low in SAYING:
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


def governed(clause: Clause, index: int, back: int) -> Status | None:
    """The status that a governing verb gives, if it is one that tells."""
    items = clause.items
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


TOLD = frozenset("reports report news claim claims word".split())


PLOTS = frozenset(["plot", "plots", "plan", "plans", "attempt", "attempts", "bid", "scheme"])


FEARED = PLOTS | frozenset("threat threats risk fear fears possibility warning warnings prospect danger".split())


UNSCATHED = frozenset(
    "emerged escaped survived unscathed unhurt unharmed uninjured safe died dead injured "
    "wounded killed hurt resulted damaged destroyed "
    "involved perished casualties".split()
)


# Who or what an attack has left behind, so that their news is later than it.
CONCERNED = frozenset(
    (
        "suspect suspects accused survivor survivors witness witnesses families family relatives mourners widow "
        "orphans investigation inquiry probe arrest arrests role part hand involvement anger outrage vigil memorial "
        "tribute tributes"
    ).split()
)


WITHIN = frozenset(["in", "during", "by", "with", "from"])


def prepositional_status(clause: Clause, index: int, back: int) -> Status:
    """The status of an attack after a preposition, from the noun or verb before it."""
    items = clause.items
    low = items[back].low
    before = previous(items, back, frozenset("AGY"))
    left = items[before] if before >= 0 else None
    trigger = items[index].trigger
    crime = trigger is not None and trigger.mode in TAKING and trigger.lemma != "massacre"
    if crime and low in ("in", "for", "with") and not harmed(clause, index, back, -1):
        return Status(background=True, cue=low)
    if left is not None and left.tag == "N":
        if low == "of" and left.low in QUANTITY:
            return noun_status_outer(clause, governor(items, before))
        if left.low in OUTCOMES and low == "of" and harm_before(items, before):
            return OCCURRED
        if low == "of" and (being := made_target(items, before)) >= 0:
            return verb_status(items, being)
        if left.low in ("responsibility", "credit", "responsible", "blame"):
            return Status(background=True, cue=f"{left.low} {low}")
        if left.low in CONCERNED and low in WITHIN:
            return Status(background=True, cue=f"{left.low} {low}")
        if left.low in FEARED:
            return Status("hypothetical", cue=left.low)
        if left.low in TOLD and low == "of":
            return OCCURRED
    if left is not None and left.tag in "TV" and low in WITHIN:
        if left.tag == "T":
            return verb_status(items, before)
        if left.low in UNSCATHED:
            return OCCURRED
    near = range(max(0, back - 5), back)
    if low in WITHIN and (verbs := [at for at in near if items[at].tag == "T" and violent(items[at])]):
        return verb_status(items, verbs[-1])
    if low in WITHIN and any(items[at].low in UNSCATHED for at in near):
        return OCCURRED
    if used_in(items, back) >= 0 or (low == "with" and left is not None and left.low in ANSWERED):
        return OCCURRED
    if low == "in" and not definite(items[index].units, clause, index):
        return OCCURRED
    return Status(background=True, cue=low)


def violent(item: Item) -> bool:
    return item.trigger is not None and item.trigger.kind == "attack"


OUTCOMES = frozenset("result results consequence consequences victim victims".split())


def harm_before(items: Sequence[Item], at: int) -> bool:
    """Whether somebody came to harm in the words before: "died as a result of", "was wounded, the victim of"."""
    near = items[max(0, at - 7) : at]
    return any(item.low in UNSCATHED or (item.trigger is not None and item.trigger.frame == "harm") for item in near)


def noun_status_outer(clause: Clause, outer: int) -> Status:
    if outer < 0:
        return OCCURRED
    item = clause.items[outer]
    if (
        item.low in GOVERNED_BACKGROUND
        or (item.tag == "P" and item.low in ("after", "following", "since", "despite"))
        or item.tag == "S"
    ):
        return Status(background=True, cue=item.low)
    if item.tag == "P":
        return prepositional_status(clause, outer + 1, outer)
    return verb_status(clause.items, outer) if item.tag in "VT" else OCCURRED
