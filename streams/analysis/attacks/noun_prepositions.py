"""How an attack that a preposition names stands: "killed in an attack", "after the attack", "a plot of attack"."""

from collections.abc import Sequence

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import is_weapon
from streams.analysis.attacks.modifiers import possessor
from streams.analysis.attacks.sides import ANSWERED, TAKING, harmed, made_target, used_in
from streams.analysis.status.context import OCCURRED, Status, verb_status
from streams.analysis.status.cues import DENIAL
from streams.analysis.status.outcomes import QUANTITY
from streams.analysis.syntax.phrases import Item, Unit
from streams.analysis.syntax.syntax import governor, previous

GOVERNED_BACKGROUND = frozenset(
    (
        "condemned condemns condemn condemning denounced denounces mourned marked commemorated investigating "
        "investigate probing blamed avenge described recalled discussed discuss celebrated praised hailed defended "
        "justified called welcomed deplored decried slammed criticised criticized addressed mentioned following "
        "watched remember remembers remembered remembering recall recalls mark marks marking commemorate commemorates "
        "mourn mourns survived reviewing examining explained explains highlights highlighted "
        "commends decries decried include includes"
    ).split()
)


def definite(units: list[Unit], clause: Clause, index: int) -> bool:
    """Whether a phrase points at an attack that is known: "the attack", "Hamas's attack", "its attack"."""
    first = units[0]
    if first.tag == "D":
        return first.low not in INDEFINITE and not of_a_weapon(clause, index)
    if any(unit.senses and (unit.senses.named or unit.senses.site) for unit in units[:-1]) and not any(
        unit.tag == "#" for unit in units
    ):
        return governs(clause, index)
    before = clause.items[index - 1] if index else None
    dated = before is not None and before.units[0].day is not None
    return any(unit.tag == "s" for unit in units) or dated or possessor(clause, index) is not None


def of_a_weapon(clause: Clause, index: int) -> bool:
    """Whether a phrase first tells what went off: "the explosion of a car bomb"."""
    items = clause.items
    told = index + 2 < len(items) and items[index + 1].low == "of" and items[index + 2].units[0].low in INDEFINITE
    return told and is_weapon(clause, index + 2)


def governs(clause: Clause, index: int) -> bool:
    """Whether "after", "since" or the like governs a phrase without a determiner, as headlines write "after Hamas
    attack"."""
    back = governor(clause.items, index)
    return back >= 0 and clause.items[back].low in ("after", "since", "following", "amid", "over", "despite", "from")


def disowned(items: Sequence[Item], index: int) -> bool:
    """Whether somebody says that an attack was not theirs, and nothing else is told of it: "denied carrying out a
    raid"."""
    at = index - 1
    while at > 0 and (items[at].tag in "AP" or items[at].head.low in DOING):
        at -= 1
    return at >= 0 and items[index].units[0].low in ("a", "an", "any") and items[at].low in DENIAL


DOING = frozenset(
    "carrying conducting launching staging mounting making ordering being involvement responsibility role part".split()
)
INDEFINITE = frozenset("a an another some several many few numerous two three each every at-least".split())


TOLD = frozenset("reports report news claim claims word".split())


PLOTS = frozenset(["plot", "plots", "plan", "plans", "attempt", "attempts", "bid", "scheme"])


FEARED = PLOTS | frozenset("threat threats risk fear fears possibility warning warnings prospect danger".split())


# Of what there is more or less than there was, so that no one attack is meant: "a rise in attacks on churches".
GROWTH = frozenset(
    "rise increase surge spike uptick jump escalation growth upsurge drop decline fall decrease lull resurgence".split()
)


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
        "tribute tributes gunman gunmen shooter shooters killer killers attacker attackers assailant assailants "
        "perpetrator perpetrators mastermind masterminds"
    ).split()
)


REMAINS = frozenset("cause causes aftermath scene site anniversary origin memory memories".split())
WITHIN = frozenset(["in", "during", "by", "with", "from"])


def prepositional_status(clause: Clause, index: int, back: int) -> Status:
    """The status of an attack after a preposition, from the noun or verb before it."""
    items = clause.items
    low = items[back].low
    before = previous(items, back, frozenset("AGY"))
    left = items[before] if before >= 0 else None
    trigger = items[index].trigger
    crime = trigger is not None and trigger.mode in TAKING and trigger.lemma != "massacre"
    if crime and low in ("in", "for", "with") and not harmed(clause, back, -1):
        return Status(background=True, cue=low)
    if low in ("to", "into") and left is not None and left.tag in "VT":
        led = verb_status(items, before)
        if led.modality != "occurred":
            return led
    loose = left is not None and left.low in INVOLVED and items[before - 1].tag in "N,"  # those who were in it
    if low in ("in", "over", "for") and left is not None and (loose or left.units[-1].low in SOUGHT):
        return Status(background=True, cue=f"{left.low} {low}")
    if low == "for" and left is not None and left.tag == "V" and left.low in READYING:
        return Status("hypothetical", cue=f"{left.low} for")
    if low == "of" and left is not None and left.low in EMERGED and items[before - 1].low in TOLD:
        return OCCURRED  # "reports emerged of an attack"
    if low == "by" and left is not None and left.low in SCARRED:
        return Status(background=True, cue=f"{left.low} by")
    if left is not None and left.tag == "N" and (status := behind_noun(clause, before, low)):
        return status
    if low in WITHIN and (status := harm_within(items, before, back)):
        return status
    if used_in(items, back) >= 0 or (low == "with" and left is not None and left.low in ANSWERED):
        return OCCURRED
    if low == "in" and not definite(items[index].units, clause, index):
        return OCCURRED
    return Status(background=True, cue=low)


SOUGHT = frozenset("wanted sought arrested charged detained questioned identified held accused convicted".split())
INVOLVED = frozenset(["involved", "implicated"])
READYING = frozenset(
    "plan plans planning planned prepare prepares preparing train trains training rehearse rehearsing brace braces "
    "bracing gearing readying waiting pushing pressing".split()
)
EMERGED = frozenset("emerged surfaced came arrived".split())
SCARRED = frozenset("marked overshadowed scarred haunted traumatised traumatized defined inspired".split())


def behind_noun(clause: Clause, noun: int, preposition: str) -> Status | None:
    """The status of an attack that a noun governs: "responsibility for", "the aftermath of", "reports of"; none: its
    own."""
    items, low = clause.items, clause.items[noun].low
    if low == "toll" and preposition in ("from", "in", "of"):
        return OCCURRED  # that it rises is news of the attack
    if preposition == "of":
        if low in QUANTITY:
            return noun_status_outer(clause, governor(items, noun))
        if low in OUTCOMES and (harm_before(items, noun) or of_a_weapon(clause, noun + 2)):
            return OCCURRED
        if (being := made_target(items, noun)) >= 0:
            return verb_status(items, being)
    if low in ("responsibility", "credit", "responsible", "blame"):
        return Status(background=True, cue=f"{low} {preposition}")
    if (low in CONCERNED and preposition in WITHIN) or (low in REMAINS and preposition == "of"):
        return Status(background=True, cue=f"{low} {preposition}")
    if low in GROWTH and preposition == "in":
        return Status(background=True, cue=f"{low} in")
    if low in FEARED:
        return Status("hypothetical", cue=low)
    return OCCURRED if low in TOLD and preposition == "of" else None


def harm_within(items: Sequence[Item], before: int, preposition: int) -> Status | None:
    """The status of an attack in which somebody came to harm: "wounded in", "escaped unhurt from"; none: nobody did."""
    if before >= 0 and items[before].tag == "T":
        return verb_status(items, before)
    if before >= 0 and items[before].tag == "V" and items[before].low in UNSCATHED:
        return OCCURRED
    near = range(max(0, preposition - 5), preposition)
    if verbs := [at for at in near if items[at].tag == "T" and violent(items[at])]:
        return verb_status(items, verbs[-1])
    return OCCURRED if any(items[at].low in UNSCATHED for at in near) else None


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
