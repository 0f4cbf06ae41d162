"""Consequences: verbs that tell what an attack named before them did, so that both are one."""

from streams.analysis.actors.clauses import Clause
from streams.analysis.attacks.striking import nominal_subject
from streams.analysis.status.retrospect import carrier
from streams.analysis.status.rule import Finding
from streams.analysis.syntax.subjects import subject
from streams.analysis.syntax.syntax import passive, previous


def brought_down(clause: Clause, finding: Finding) -> bool:
    """Whether those who attack are killed as they do: "stabbed a guard and were shot dead"."""
    if finding.rule not in ("attack.target-passive", "attack.victim-passive"):
        return False
    items, at = clause.items, finding.at
    if at < 2 or items[at - 1].tag != "X" or items[at - 2].low not in JOINING or finding.trigger.lemma not in DOWN:
        return False
    killed = set(subject(items, at))
    earlier = (
        one for one in range(at) if items[one].tag == "T" and (told := items[one].trigger) and told.kind == "attack"
    )
    return any(killed & set(subject(items, one)) for one in earlier)


JOINING = frozenset("and but then before".split())
DOWN = frozenset(["kill", "shoot", "shot", "shot dead", "shoot dead", "gun down", "gunned down"])


def follows(clause: Clause, finding: Finding) -> bool:
    """Whether a participle behind a comma tells what the attack before it did: "struck the port, hitting a ship"."""
    items = clause.items
    if finding.trigger.form == "ing" and finding.at > 1 and items[finding.at - 1].tag == ",":
        return True
    return done_by_attack(clause, finding)


def brought_death(clause: Clause, finding: Finding) -> bool:
    """Whether an attack is that in which somebody is told to have died: "were killed when rebels attacked the port"."""
    items = clause.items
    if finding.trigger.pos == "noun" or finding.at < 3 or items[finding.at - 2].low != "when":
        return False
    verb = previous(items, finding.at - 2, frozenset("APNYG"))
    harm = items[verb].trigger if verb > 0 and items[verb].tag == "T" else None
    return harm is not None and harm.frame == "harm" and passive(items, verb)


def done_by_attack(clause: Clause, finding: Finding) -> bool:
    """Whether a verb tells what an attack named before it did: "the shelling killed two", "a raid, saying it killed
    him", "strikes they said were targeting rebels"."""
    items, trigger = clause.items, finding.trigger
    if finding.rule == "attack.nominal":
        return harm_told(clause, finding)
    before = [item for item in items[: finding.at] if item.tag in "NT" and item.trigger is not None]
    if trigger.pos != "verb" or not any(item.trigger and item.trigger.kind == "attack" for item in before):
        return False
    done = subject(items, finding.at)
    if finding.rule == "attack.killer-active":
        return nominal_subject(clause, finding.at) or any(items[at].low in ("it", "which") for at in done)
    near = items[max(0, finding.at - 4) : finding.at]
    blow = any(item.tag == "N" and item.trigger is not None and item.trigger.kind == "attack" for item in near)
    return trigger.lemma == "target" and trigger.form == "ing" and blow


def harm_told(clause: Clause, finding: Finding) -> bool:
    """Whether an attack is named behind those it harmed: "two Danes were killed in an attack on the port"."""
    at = carrier(clause.items, finding)
    harm = clause.items[at].trigger
    return at != finding.at and harm is not None and harm.frame == "harm"
