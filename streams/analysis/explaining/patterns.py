"""The rules by name, each with the sentence it reads: what `explain` shows, and what the corpus must cover."""

# By frame of the trigger: the rules that its reading can end in.
PATTERNS: dict[str, dict[str, str]] = {
    "act": {"attack.actor-active": "A attacked B", "attack.target-passive": "B was attacked by A"},
    "harm": {"attack.killer-active": "A killed B", "attack.victim-passive": "B were killed in an attack"},
    "fire": {"attack.fired-at": "A fired rockets at B", "attack.fired-passive": "rockets were fired at B by A"},
    "fire-on": {"attack.opened-fire": "A opened fire on B"},
    "mine": {"attack.mined": "B ran over a mine"},
    "ram": {"attack.rammed": "A drove a car bomb into B"},
    "seize": {"attack.seized": "A kidnapped B, B was hijacked by A"},
    "burst": {"attack.exploded": "a bomb exploded at B", "attack.detonated": "A detonated a bomb at B"},
    "clash": {"attack.clash": "A clashed with B"},
    "parry": {"attack.parried": "B shot down a drone of A", "attack.shot-down": "A shot down an aircraft of B"},
    "suffer": {"attack.under-fire": "B came under fire from A"},
    "attack": {"attack.nominal": "an attack by A on B"},
    "claim": {"attack.claimed": "A claimed responsibility for an attack on B"},
    "meet": {"outreach.met": "A met B"},
    "talk": {"outreach.spoke": "A spoke to B"},
    "call": {"outreach.called": "A called B by telephone"},
    "tell": {"outreach.told": "A told B in a call"},
    "see": {"outreach.met": "A saw B in Geneva"},
    "raise": {"outreach.raised": "A raised it with B"},
    "host": {"outreach.hosted": "A received B"},
    "visit": {"outreach.visited": "A visited B", "outreach.visit": "A's visit to B"},
    "travel": {"outreach.travelled": "A travelled to B for talks"},
    "invite": {"outreach.invited": "A invited B"},
    "reach": {"outreach.reached-out": "A reached out to B"},
    "send": {"outreach.sent": "A sent an envoy to B"},
    "mediate": {"outreach.mediated": "A mediated between B and C"},
    "offer": {"outreach.offered": "A offered talks to B"},
    "talks": {
        "outreach.talks-with": "A held talks with B",
        "outreach.talks-between": "talks between A and B",
        "outreach.talks-within": "A-B talks",
        "outreach.talks-joint": "A and B held talks",
        "outreach.talks-to": "A's call to B",
        "outreach.talks-of": "a meeting of A and B",
        "outreach.talks-attended": "A attended the summit of B",
        "outreach.talks-settled": "A and B agreed after talks",
    },
    "settle": {"outreach.agreed": "A and B signed an agreement"},
    "agree": {"outreach.agreed": "A and B agreed to do it"},
    "message": {"outreach.message": "a letter from A to B"},
}
# Whatever the trigger: a contact beside the meeting that is planned.
BESIDE = {"outreach.announced": "A announced that B will visit"}
RULES: dict[str, str] = {rule: text for rules in PATTERNS.values() for rule, text in rules.items()} | BESIDE
