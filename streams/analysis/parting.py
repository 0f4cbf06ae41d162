"""Parting: signs that two drafts of an article tell of two attacks, not of one."""

import re

from streams.analysis.actors.cast import Mention
from streams.analysis.agreement import means_differ, related
from streams.analysis.attacks.campaigns import STRETCH
from streams.analysis.draft import Draft
from streams.analysis.status.rule import Finding


def crossed(a: Finding, b: Finding) -> bool:
    """Whether those who attacked in the one are fired on by an army in the other: rebels ambush, jets bomb rebels."""
    if not a.actors or not b.actors or b.anaphoric or b.outcome or b.mode == "clash" or b.rule not in OPENED:
        return False
    rebels = all(one.role in REBELS for one in a.actors) and any(rebel(one) for one in b.targets)
    return rebels and all(one.role in ARMIES for one in b.actors) and not any(one.role in REBELS for one in a.targets)


def rebel(one: Mention) -> bool:
    """Whether those hit are fighters, or what is theirs: "rebel positions"; attackers fell in the attack itself."""
    return one.noun not in FALLEN and (one.role in REBELS or bool(THEIRS & set(one.actor.text.lower().split())))


REBELS = frozenset(["armed", "armed-group"])
FALLEN = frozenset("attacker attackers assailant assailants bomber bombers gunman gunmen hijacker hijackers".split())
THEIRS = frozenset("rebel rebels guerrilla guerrillas militant militants insurgent insurgents militia".split())
ARMIES = frozenset(["force", "country", "alliance", "organisation", "police"])
OPENED = frozenset(["attack.actor-active", "attack.opened-fire", "attack.fired-at", "attack.target-passive"])


def passing(one: Draft, other: Draft) -> bool:
    """Whether a later sentence calls another attack to mind than the one told: no side of it is known to be the
    same."""
    a, b = one.finding, other.finding
    here, there = ((draft.sentence.field, draft.sentence.start) for draft in (one, other))
    news = b.status.background and not a.status.background and here != there and not other.dated
    if news and b.status.cue == "accused of" and unrelated(a, b):
        return True
    earlier = (b.status.cue in EARLIER or (b.status.cue in SUMS and not adds_up(one, other))) and any(
        actor.actor.id for actor in b.actors
    )
    return news and unrelated(a, b) and not caused(a, b) and (earlier or means_differ(a, b))


EARLIER = frozenset(["after", "since", "following", "when", "before", "once", "in which", "during which"])


def reply(one: Draft, other: Draft) -> bool:
    """Whether a later sentence tells of the answer to an attack, with a toll of its own."""
    tolls = {one.toll.killed, other.toll.killed} - {None}
    answers = REPLYING.search(other.sentence.text) and not REPLYING.search(one.sentence.text)
    apart = len(tolls) == 2 or means_differ(one.finding, other.finding)
    return bool(answers) and apart and not other.finding.anaphoric


REPLYING = re.compile(r"^\W*(?:retaliatory|in retaliation|in response|in reprisal)\b", re.I)


def recalls_another(a: Finding, b: Finding) -> bool:
    """Whether one is told as news and the other called to mind, and no side of the one is known to be the other's."""
    if a.status.background == b.status.background:
        return False
    return unrelated(a, b) and not caused(a, b)


def caused(a: Finding, b: Finding) -> bool:
    """Whether the second is what the harm that the first tells came of: "were killed following a Saudi airstrike"."""
    harmed = a.rule == "attack.victim-passive" and not a.actors and not a.status.background
    return harmed and b.status.cue == "following" and b.trigger.pos == "noun" and a.mode == b.mode


def unrelated(a: Finding, b: Finding) -> bool:
    """Whether no side of the one is known to be the other's, and neither points back."""
    sides = ((a.actors, b.actors), (a.targets, b.targets))
    return not (a.anaphoric or b.anaphoric or any(known_kin(ones, others) for ones, others in sides))


def rebels_and_army(a: Finding, b: Finding) -> bool:
    """Whether rebels without a name did the one, and the forces of a state the other."""
    if not a.actors or not b.actors or "clash" in (a.mode, b.mode):
        return False
    rebels = all(one.actor.id is None and one.noun in IRREGULAR for one in a.actors)
    return rebels and all(one.role == "force" and one.actor.id for one in b.actors)


IRREGULAR = frozenset("rebels fighters militants insurgents guerrillas gunmen jihadists terrorists".split())


def known_kin(ones: list[Mention], others: list[Mention]) -> bool:
    """Whether two lists share somebody who is known."""
    known = [m.actor for m in ones if m.actor.id or m.actor.country]
    theirs = [m.actor for m in others if m.actor.id or m.actor.country]
    return any(related(a, b) for a in known for b in theirs)


def tolls_apart(one: Draft, other: Draft) -> bool:
    """Whether two attacks killed different numbers, and a story recalls one of them, or both, of which one has a
    day."""
    findings = (one.finding, other.finding)
    killed = {one.toll.killed, other.toll.killed} - {None}
    if len(killed) < 2 or other.finding.anaphoric:
        return False
    old = [finding.status.background for finding in findings]
    looked_back = any(finding.status.background and finding.commemorated for finding in findings)
    return (all(old) and one.dated != other.dated) or (looked_back and not all(old) and not one.finding.anaphoric)


def foreigners_taken(a: Finding, b: Finding) -> bool:
    """Whether people of another country than those attacked are named as kidnapped, in passing."""
    ours, theirs = ({mention.actor.country for mention in one.targets} for one in (a, b))
    return a.mode == "abduction" and a.status.background and None not in ours and bool(theirs) and not ours & theirs


def means_apart(a: Finding, b: Finding) -> bool:
    """Whether one is a fight on the ground, or soldiers shooting, or somebody who blew himself up, and the other a
    strike from the air; neither points back."""
    modes = {a.mode, b.mode}
    by_states = all(one.role == "force" for one in (*a.actors, *b.actors)) and bool(a.actors and b.actors)
    shooters = [one for side in (a, b) if side.mode == "shooting" for one in side.actors if not flies(one)]
    by_hand = modes & BY_HAND or (by_states and shooters and a.targets and b.targets)
    fire = modes & AERIAL if by_hand else modes & EXPLOSIVE if "abduction" in modes else ()
    return bool(fire) and not (a.anaphoric or b.anaphoric)


def flies(one: Mention) -> bool:
    """Whether somebody is in the air, and shoots from there: "helicopters opened fire"."""
    return any(word in FLYING for word in one.actor.text.lower().split())


FLYING = frozenset("helicopter helicopters gunship gunships jet jets plane planes warplane warplanes aircraft".split())
BY_HAND = frozenset(["clash", "suicide-bombing", "stabbing"])
EXPLOSIVE = frozenset(["bombing", "suicide-bombing", "air-strike", "missile", "mine", "shelling"])
AERIAL = frozenset(["air-strike", "drone", "missile"])


def each_its_own(one: Draft, other: Draft) -> bool:
    """Whether two sentences tell of different weapons, each with its own toll: gunmen killed one, a bomb twenty."""
    a, b = one.finding, other.finding
    told = one.sentence.field == other.sentence.field == "text" and one.sentence.start != other.sentence.start
    families = {WEAPONS.get(a.mode, ""), WEAPONS.get(b.mode, "")}
    tolls = {one.toll.killed, other.toll.killed} - {None}
    apart = len(tolls) == 2 and len(families - {""}) == 2 and means_differ(a, b)
    return told and apart and not (a.anaphoric or b.anaphoric)


# Weapons that one attack seldom joins: what explodes on the ground, and what is aimed by hand.
WEAPONS = {
    "bombing": "bomb", "suicide-bombing": "bomb", "mine": "bomb", "shooting": "gun", "stabbing": "knife",
    "drone": "air", "air-strike": "air", "missile": "air", "shelling": "shell",
}  # fmt: skip


def adds_up(one: Draft, other: Draft) -> bool:
    """Whether a text tells that the dead of its headline are a sum: "six killed in raids", "have been since May"."""
    harmed = one.finding.rule == other.finding.rule == "attack.victim-passive"
    told = harmed and one.sentence.field == "title" and not one.dated and other.finding.status.cue in SUMS
    return told and bool(STRETCH.search(other.sentence.text) or SINCE.search(other.sentence.text))


def sums_up(one: Draft, other: Draft) -> bool:
    """Whether the second adds up the dead of many attacks, and the first is news: "they have killed 900 this year"."""
    if other.toll.killed is None and other.toll.injured is None:
        return False
    old, news = other.finding.status, one.finding.status
    exact = other.dated and other.day.precision == "day"
    return old.background and old.cue in SUMS and not (news.background or exact or adds_up(one, other))


def same_harm(one: Draft, other: Draft) -> bool:
    """Whether two drafts tell of as many dead, more than one, and of as many injured."""
    several = (one.toll.killed or 0) > 1
    return several and (one.toll.killed, one.toll.injured) == (other.toll.killed, other.toll.injured)


SINCE = re.compile(r"\bsince\b", re.I)


SUMS = frozenset(["a sum", "a sum over a stretch of time"])


def waged(finding: Finding) -> bool:
    """Whether somebody known is said to attack again and again, which no attack told beside it need be."""
    known = any(one.actor.id for one in finding.actors)
    return known and finding.status.cue in ("a campaign in general", "what goes on")


def incident_apart(draft: Draft) -> bool:
    """Whether a sentence opens with another incident than its text is about: "in a separate incident"."""
    return draft.sentence.number > 0 and bool(APART.match(draft.sentence.text))


APART = re.compile(r"\W*in (?:a separate|another|a similar|yet another) (?:incident|attack|strike|raid)\b", re.I)


def part_of_salvo(one: Draft, other: Draft) -> bool:
    """Whether a text has told of fire on a whole country, of which this is what one town had of it."""
    here, there = one.place, other.place
    fewer = one.toll.killed is not None and (other.toll.killed or 0) < one.toll.killed
    home = here is None or there is None or there.country == here.country
    aerial = one.finding.mode in SALVOES or any(flies(actor) for actor in one.finding.actors)
    return home and fewer and aerial and not one.finding.plural


SALVOES = AERIAL | {"rocket", "shelling"}
