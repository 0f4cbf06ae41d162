"""Claiming: who says that an attack named by a noun was theirs, or is blamed for it."""

from collections.abc import Sequence

from streams.analysis.actors.cast import Mention
from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.arms import combatants, miss
from streams.analysis.lexicon.entries import Trigger
from streams.analysis.status.context import Status, verb_status
from streams.analysis.status.rule import Finding, Miss
from streams.analysis.syntax.grammar import BLAMING
from streams.analysis.syntax.phrases import Item
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import following, passive, previous


def attribute(clause: Clause, found: Finding, back: int, *, points_back: bool) -> None:
    """Gives an attack to whoever is blamed for it or claims it."""
    low = clause.items[back].low
    if low == "of" and not found.actors and clause.items[back - 1].head.low in FOOTAGE:
        found.actors = combatants(clause.mentions(subject(clause.items, releasing(clause.items, back - 1))))
    if low == "behind" and not found.actors and clause.items[found.at].units[0].low in ("a", "an"):
        found.actors = [one for one in clause.mentions([back - 1]) if one.role in ("armed", "armed-group")]
    if low in ("for", "behind") and (claimants := blamed(clause, back)):
        found.actors = combatants(claimants) or found.actors
    claims = low in ("claim", "claimed", "claims", "claiming") and not found.actors
    if claims and (claimants := claiming(clause, found, back)):
        found.actors = claimants
        found.status = Status(background=True, cue=low) if points_back else found.status


def releasing(items: Sequence[Item], footage: int) -> int:
    """The verb of "released footage of an airstrike", whose subject made it; the footage itself where it is another."""
    verb = previous(items, footage)
    return verb if verb > 0 and items[verb].low in RELEASED and not passive(items, verb) else footage


RELEASED = frozenset("releases released release publishes published posts posted shares shared".split())


FOOTAGE = frozenset("footage video videos clip clips images".split())


def claiming(clause: Clause, found: Finding, verb: int) -> list[Mention]:
    """Whoever claims an attack as their own: "the group claimed the bombing"; a state one on others."""
    doers = clause.mentions(subject(clause.items, verb)) if not passive(clause.items, verb) else []
    return [one for one in doers if one.role in ("armed", "armed-group") or (one.role in STATES and foes(one, found))]


STATES = frozenset(["country", "force"])


def foes(one: Mention, found: Finding) -> bool:
    """Whether a state claims a strike on somebody else's: "Ukraine claims a strike on Russian airfields"."""
    hit = {target.actor.country for target in found.targets}
    return bool(hit) and not hit & {None, one.actor.country}


def blamed(clause: Clause, back: int) -> list[Mention]:
    """Who claimed an attack, or is blamed for it: "A claimed responsibility for", "A was blamed for", "was behind"."""
    items = clause.items
    noun = previous(items, back, frozenset("AGY"))
    being = items[noun].tag == "X" and items[back].low == "behind"
    if noun > 0 and (being or (items[noun].low in ("blamed", "responsible") and items[noun - 1].tag == "X")):
        return clause.mentions(subject(items, noun))
    verb = previous(items, noun, frozenset("AGY")) if noun > 0 and items[noun].tag == "N" else -1
    if verb < 0:
        return []
    if items[noun].low in ("responsibility", "credit") and items[verb].low in CLAIMING:
        return clause.mentions(subject(items, verb))
    return clause.mentions([noun]) if items[verb].low in CHARGING else []


CLAIMING = frozenset("claim claims claimed claiming took takes taken accepted accepts assumed".split())


CHARGING = BLAMING | frozenset("accused accuses accuse accusing".split())


def claimed(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "The group claimed responsibility": who did what was told before."""
    items = clause.items
    verb = previous(items, index, frozenset("AGY"))
    if verb < 0 or items[verb].low not in CLAIMING or verb_status(items, verb).modality != "occurred":
        return miss(clause, index, "nobody claims it")
    ahead = following(items, index, frozenset("A"))
    both = [item.low for item in items[ahead + 1 : ahead + 2]] in (["both"], ["it"], ["them"], ["that"], ["this"])
    if ahead >= 0 and items[ahead].low == "for" and not both:
        return miss(clause, index, "read with the attack that is claimed")
    actors = combatants(clause.mentions(subject(items, verb)))
    if not actors:
        return miss(clause, index, "who claims it is not known")
    status = Status(background=True, cue="claimed responsibility")
    return Finding("attack", "attack.claimed", index, trigger, actors, [], status=status, anaphoric=True)
