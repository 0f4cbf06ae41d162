"""Attacks named by a noun: "A's attack on B", "an attack by A on B", "carried out an attack", "the attack killed"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from streams.analysis.actors import Mention, actor_of
from streams.analysis.arms import (
    BY,
    agents,
    combatants,
    exposed,
    miss,
    mode_of,
    weapon_here,
    weapon_here_strict,
    words_of,
)
from streams.analysis.clauses import (
    BASES,
    Clause,
    after,
    dated_between,
    following,
    governor,
    objects,
    passive,
    previous,
    subject,
)
from streams.analysis.context import DENIAL, OCCURRED, Status, clause_status, verb_status
from streams.analysis.entries import Trigger
from streams.analysis.grammar import SAYING
from streams.analysis.phrases import Item, Unit
from streams.analysis.rule import Finding, Miss, people

AGAINST = frozenset(["on", "against", "at", "upon", "targeting", "toward", "towards", "into"])
SUPPORT = frozenset(
    (
        "carried carry carries carrying launched launch launches launching conducted conduct conducts conducting "
        "staged stages stage mounted mount made perpetrated committed led executed waged unleashed ordered stepped "
        "intensified resumed continued continue continues repelled saw opened reported report reports confirmed "
        "faced faces facing suffered survived escaped witnessed recorded kept triggered began started sustained "
        "hit used including include claimed claims said announced detected monitored launched blamed unleashing "
        "staging mounting expanded escalated sparked prompted experienced endured foiled is was were been be are"
    ).split()
)
SUFFER = frozenset("suffered survived faced faces facing escaped experienced endured sustained".split())
COME = frozenset("come came comes coming were are was is remain remains".split())
TRADED = frozenset("trade trades traded trading exchange exchanges exchanged exchanging swapped".split())
QUANTITY = frozenset(
    (
        "series wave waves spate string number round rounds barrage volley dozens scores hundreds hail surge rash "
        "flurry succession campaign kind type lot slew batch handful swarm"
    ).split()
)
COUNTED = frozenset(
    (
        "series wave waves spate string number rounds dozens scores hundreds surge rash flurry succession campaign "
        "uptick increase slew"
    ).split()
)
RESULT = frozenset(
    (
        "killed kills kill killing killings wounded wounds wound wounding injured injures injure injuring left "
        "leaves leaving hit hits struck strikes targeted targets took happened occurred came comes caused causing "
        "causes destroyed destroys damaged damages rocked began lasted claimed continued continue targeting "
        "destroying damaging set resulted ripped forced tore came took sparked triggered prompted follows followed "
        "sent flattened leveled levelled landed hitting died dead"
    ).split()
)


def nominal(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "A's attack on B", "an attack by A on B", "carried out an attack", "the attack killed"."""
    items = clause.items
    back, ahead = governor(items, index), following(items, index, frozenset("AXHMGYR,"))
    head = items[back] if back >= 0 else None
    parried = ahead >= 0 and items[ahead].low in PARRYING and passive(items, ahead)
    if parried or (head is not None and head.low in PARRYING):
        return miss(clause, index, "read with the verb that parries it")
    outer = outside(items, back)
    under = head is not None and head.low == "under" and back > 0 and items[back - 1].low in COME
    actors, targets = sides_of(clause, index, trigger, outer, ahead)
    if under:
        targets = people(clause.mentions(subject(items, back - 1)))
    if under and not targets:
        return miss(clause, index, "nobody under attack is named")
    if GENERIC & {unit.low for unit in items[index].units[:1]} or judged(items, index):
        return miss(clause, index, "attacks in general")
    if trigger.lemma in HAILS and not weapon_here_strict(clause):
        return miss(clause, index, "a barrage of words")
    if not trigger.sure and not armed_noun(clause, index, actors):
        return miss(clause, index, "no armed actor, weapon or toll beside it")
    found = Finding(
        "attack", "attack.nominal", index, trigger, combatants(actors), targets, mode=mode_of(clause, trigger)
    )
    item = items[index]
    found.plural = item.head.low.endswith("s") and not item.head.low.endswith("ss")
    found.supported = supported(items, outer, ahead) or results(items, index, outer)
    going_on = trigger.lemma in CAMPAIGNS or (trigger.lemma == "assault" and possessor(clause, index) is not None)
    lasting = trigger.lemma in CAMPAIGNS and back > 0 and items[previous(items, back, frozenset("AG"))].tag == "H"
    if going_on and (lasting or (not found.supported and not toll_here(items, index))):
        return miss(clause, index, "a campaign that goes on, no incident")
    points_back = item.units[0].low in ("the", "this", "that", "these", "those", "such")
    this = item.units[0].low in ("this", "that", "these", "those")
    found.anaphoric = points_back and (this or not actors) and not named_target(clause, index, trigger)
    if found.plural and back >= 0 and items[back].low in ONGOING and not any(unit.tag == "#" for unit in item.units):
        return miss(clause, index, "a campaign that goes on, no incident")
    found.status = verb_status(items, back - 1) if under else noun_status(clause, index, back, ahead)
    if characterised(items, index) and not (actors or targets or found.supported):
        found.status = Status(background=True, cue="that")
    if head is not None and head.low == "for" and (claimants := blamed(clause, back)):
        found.actors = combatants(claimants) or found.actors
    if head is not None and head.low in ("claimed", "claims", "claiming") and (claimants := claiming(clause, back)):
        found.actors = claimants
        found.status = Status(background=True, cue=head.low) if points_back else found.status
    return found


def claiming(clause: Clause, verb: int) -> list[Mention]:
    """The armed group that claims an attack as its own: "the group claimed the bombing"."""
    doers = clause.mentions(subject(clause.items, verb)) if not passive(clause.items, verb) else []
    return [one for one in doers if one.role in ("armed", "armed-group")]


ONGOING = frozenset(
    "intensified intensify intensifies intensifying escalated escalate escalates expanded expand expands continue "
    "continues continued keep keeps end ends ending stop stops".split()
)


def characterised(items: Sequence[Item], index: int) -> bool:
    """Whether a noun behind a dash or comma only characterises what was named: "- an assault that is testing"."""
    behind = index > 0 and items[index - 1].tag in ("-", ",") and items[index].units[0].low in ("a", "an")
    return behind and index + 1 < len(items) and items[index + 1].tag == "R"


CLAIMING = frozenset("claim claims claimed claiming took takes taken accepted accepts assumed".split())
BLAMING = frozenset("blamed blames blame blaming accused accuses accuse accusing".split())


def blamed(clause: Clause, back: int) -> list[Mention]:
    """Who claimed an attack, or is blamed for it: "A claimed responsibility for", "blamed A for"."""
    items = clause.items
    noun = previous(items, back, frozenset("AGY"))
    verb = previous(items, noun, frozenset("AGY")) if noun > 0 and items[noun].tag == "N" else -1
    if verb < 0:
        return []
    if items[noun].low in ("responsibility", "credit") and items[verb].low in CLAIMING:
        return clause.mentions(subject(items, verb))
    return clause.mentions([noun]) if items[verb].low in BLAMING else []


def claimed(clause: Clause, index: int, trigger: Trigger) -> Finding | Miss:
    """ "The group claimed responsibility": who did what was told before."""
    items = clause.items
    verb = previous(items, index, frozenset("AGY"))
    if verb < 0 or items[verb].low not in CLAIMING or verb_status(items, verb).modality != "occurred":
        return miss(clause, index, "nobody claims it")
    ahead = following(items, index, frozenset("A"))
    if ahead >= 0 and items[ahead].low == "for":
        return miss(clause, index, "read with the attack that is claimed")
    actors = combatants(clause.mentions(subject(items, verb)))
    if not actors:
        return miss(clause, index, "who claims it is not known")
    status = Status(background=True, cue="claimed responsibility")
    return Finding("attack", "attack.claimed", index, trigger, actors, [], status=status, anaphoric=True)


GENERIC = frozenset("all any every such".split())
PLURAL = re.compile(r"[a-z-]*[^s]s")


def judged(items: Sequence[Item], index: int) -> bool:
    """Whether attacks without number or article are only judged: "attacks on aid workers are a crime"."""
    item = items[index]
    if not PLURAL.fullmatch(item.head.low) or any(unit.tag in "D#" for unit in item.units):
        return False
    verb = next((at for at in range(index + 1, len(items)) if items[at].tag in "XHMVTRS;:."), -1)
    if verb < 0 or items[verb].tag not in "XM":
        return False
    said = following(items, verb, frozenset("AGXHM"))
    return said >= 0 and items[said].tag in "NW"


HAILS = frozenset(["barrage", "salvo", "volley"])


def outside(items: Sequence[Item], back: int) -> int:
    """What governs the whole phrase where a quantity stands before the noun: "launched" in "launched a wave of
    strikes"."""
    if back > 0 and items[back].low == "of" and items[back - 1].low in QUANTITY:
        return governor(items, back - 1)
    return back


def results(items: Sequence[Item], index: int, back: int) -> bool:
    """Whether the noun with its phrases is the subject of a verb of harm: "clashes between A and B killed"."""
    if back >= 0 and items[back].tag in "PVT":
        return False
    for item in items[index + 1 :]:
        if item.tag in "VT":
            return item.low in RESULT
        if item.tag in "RS;:B":
            return False
    return False


PARRYING = frozenset("thwarted repelled foiled prevented averted repulsed".split())
CAMPAIGNS = frozenset(
    "offensive onslaught invasion fighting battle bombardment shelling siege war blockade fire".split()
)
TOLL = frozenset(
    "killed kills killing wounded injured dead died wounding injuring deaths casualties toll damaged destroyed".split()
)


def toll_here(items: Sequence[Item], index: int) -> bool:
    """Whether somebody was killed or hurt within a few words of the noun."""
    near = items[max(0, index - 6) : index + 7]
    return any(unit.low in TOLL for item in near for unit in item.units)


def supported(items: Sequence[Item], back: int, ahead: int) -> bool:
    """Whether a verb says that it took place: "launched an attack", "the attack killed"."""
    if back >= 0 and items[back].tag in "VT" and items[back].low in SUPPORT:
        return True
    return ahead >= 0 and tells_result(items[ahead])


def tells_result(item: Item) -> bool:
    """Whether a verb tells what an attack did: "killed", "rocked", or a verb of attacking."""
    violent = item.tag == "T" and item.trigger is not None and item.trigger.kind == "attack"
    return violent or (item.tag in "VT" and item.low in RESULT)


def named_target(clause: Clause, index: int, trigger: Trigger) -> list[Mention]:
    """Whoever stands after "on", "against", or after "of" in "the bombing of"."""
    if trigger.mode in TAKING and (victims := people(clause.mentions(after(clause.items, index, OF, 3)))):
        return victims
    found = people(clause.mentions(after(clause.items, index, AGAINST, 9)))
    if found or trigger.mode not in ("bombing", "killing", "shelling", "abduction", "armed-assault"):
        return found
    return people(clause.mentions(after(clause.items, index, OF, 3)))


OF = frozenset(["of"])
TAKING = frozenset(["killing", "abduction"])  # whose "of", and whose possessor, is the victim: "Palme's murder"


def sides_of(
    clause: Clause, index: int, trigger: Trigger, back: int, ahead: int
) -> tuple[list[Mention], list[Mention]]:
    """Who attacks and who is attacked, from the noun's own phrase, its verb, and the phrases after it."""
    items = clause.items
    before, own = modifiers(clause, index)
    if trigger.mode in TAKING and before and not any(one.role in SLAYERS for one in before):
        before, own = [], before
    actors = perpetrators(clause, index) or before
    targets = named_target(clause, index, trigger) or own
    if back >= 0 and items[back].tag in "VTX" and items[back].low in SUPPORT and not passive(items, back):
        doers = clause.mentions(subject(items, back))
        if items[back].low in SUFFER:
            targets = targets or people(doers)
        elif items[back].low not in SAYING and items[back].tag != "X":
            if not actors:
                actors = combatants(doers)
            elif actors is before and bare_country(clause, index) and combatants(doers) and not targets:
                actors, targets = combatants(doers), before
    if back > 0 and items[back].low == "with" and items[back - 1].low in ANSWERED:
        actors = actors or combatants(clause.mentions(subject(items, back - 1)))
    if (user := used_in(items, back)) >= 0:
        actors = actors or combatants(clause.mentions(subject(items, user)))
    if between := two_sides(clause, index, trigger, back):
        return between
    return actors, targets or harmed(clause, index, back, ahead)


def perpetrators(clause: Clause, index: int) -> list[Mention]:
    """Whoever "by" names after an attack, unless they did something else to it: "was foiled by air defences"."""
    items = clause.items
    by = next(iter(after(items, index, BY)), 0)
    done = [item.low for item in items[index + 1 : by] if item.tag in "VT"]
    return agents(clause, index) if by and all(low in COMMITTED for low in done) else []


COMMITTED = frozenset(
    "carried launched conducted staged mounted made perpetrated committed led executed waged ordered claimed "
    "planned directed blamed".split()
)


def used_in(items: Sequence[Item], back: int) -> int:
    """The verb of "used gas in attacks on", or -1."""
    if back < 2 or items[back].low != "in":
        return -1
    return next((at for at in range(back - 1, max(-1, back - 5), -1) if items[at].low in USED), -1)


ANSWERED = frozenset("replied responded answered retaliated replies responds answers retaliates".split())
USED = frozenset("used use uses using employed deployed fired dropped".split())


def bare_country(clause: Clause, index: int) -> bool:
    """Whether a country's bare name stands before the noun, as in "deadly Israel attack"."""
    units = clause.items[index].units
    last = units[-2] if len(units) > 1 else None
    return bool(last and last.senses and last.senses.actor and last.senses.actor.kind == "country")


def two_sides(clause: Clause, index: int, trigger: Trigger, back: int) -> tuple[list[Mention], list[Mention]] | None:
    """ "clashes between A and B", "A and B traded fire"."""
    items = clause.items
    sides: list[Mention] = []
    if back >= 0 and items[back].low in TRADED:
        sides = clause.mentions(subject(items, back))
    elif trigger.lemma in MUTUAL:
        sides = clause.mentions(between(items, index) or after(items, index, frozenset(["with"]), 6))
    return (combatants(sides[:1]), people(sides[1:])) if len(sides) > 1 else None


def between(items: Sequence[Item], index: int) -> list[int]:
    """The two phrases of "between A and B"."""
    for at in range(index + 1, min(len(items) - 3, index + 6)):
        if items[at].low == "between" and items[at + 1].tag == items[at + 3].tag == "N" and items[at + 2].tag == "C":
            return [at + 1, at + 3]
    return []


MUTUAL = frozenset(
    ["clash", "fighting", "battle", "firefight", "gunfight", "gun battle", "skirmish", "shootout", "exchange of fire"]
)


def harmed(clause: Clause, index: int, back: int, ahead: int) -> list[Mention]:
    """Whom the attack harmed: "B were killed in an attack", "an attack that killed B"."""
    items = clause.items
    if back >= 0 and items[back].low == "in" and items[back].tag == "P":
        verb = previous(items, back)
        trigger = items[verb].trigger if verb >= 0 and items[verb].tag == "T" else None
        if trigger is not None and trigger.frame == "harm":
            return people(clause.mentions(subject(items, verb) or objects(items, verb)))
    follows = items[ahead].trigger if ahead >= 0 and items[ahead].tag == "T" else None
    if follows is not None and follows.frame in ("act", "harm") and not passive(items, ahead):
        return people(clause.mentions(objects(items, ahead, ON)))
    return []


ON = frozenset("on against at upon targeting toward towards near into inside outside".split())
GUNS = frozenset(
    (
        "small sniper machinegun machine heavy tank artillery mortar rocket rifle automatic missile gun hostile enemy "
        "incoming"
    ).split()
)
FIGHTERS = frozenset(
    (
        "troops soldiers militants rebels army fighters insurgents gunmen forces terrorists militia guerrillas armed"
    ).split()
)
NEEDS_WEAPON = frozenset("strike raid offensive onslaught assault invasion hit battle fighting sabotage".split())
CRIMES = frozenset("killing murder stabbing hijacking kidnapping abduction shots".split())
BLASTS = frozenset(["blast", "explosion"])
SHOT = frozenset("killed dead wounded injured gunman gunmen mass died kills injures wounds".split())


def armed_noun(clause: Clause, index: int, actors: list[Mention]) -> bool:
    """Whether a noun that can also be peaceful (strike, raid, fire) is armed here."""
    words = words_of(clause)
    lemma = clause.items[index].trigger.lemma  # type: ignore[union-attr]
    if lemma == "fire":
        return any(unit.low in GUNS for unit in clause.items[index].units)
    if any(one.role in ("armed", "force", "armed-group", "country") for one in actors):
        return True
    if lemma in MUTUAL or lemma.endswith("exchange of fire") or lemma in ("fire exchange", "exchanges of fire"):
        return bool(words & FIGHTERS)
    if lemma in NEEDS_WEAPON:
        return weapon_here(clause)
    if lemma in CRIMES:
        return weapon_here_strict(clause) or bool(words & FIGHTERS) or notable(clause, index)
    if lemma in BLASTS:
        return weapon_here_strict(clause) or bool(words & TERROR) or (clause.cast.embattled and not words & MISHAPS)
    return lemma == "shooting" and bool(words & SHOT) and not words & POLICING


MISHAPS = frozenset("chemical gas boiler volcanic transformer fireworks nitrate factory industrial fuel".split())


def notable(clause: Clause, index: int) -> bool:
    """Whether the victim of a murder holds an office, or is one who is killed for what they stand for."""
    trigger = clause.items[index].trigger
    if trigger is None or trigger.mode not in TAKING:
        return False
    victims = named_target(clause, index, trigger) or modifiers(clause, index)[0]
    official = trigger.lemma == "murder" and bool(words_of(clause) & OFFICIALS)
    return official or exposed(victims) or any(one.role in ("office", "person") for one in victims)


SLAYERS = frozenset(["armed", "armed-group", "force", "country", "police", "alliance"])
OFFICIALS = frozenset(
    "minister president senator judge mayor candidate general jesuits priests bishop archbishop".split()
)
POLICING = frozenset(
    "police cop cops officer officers sheriff deputy deputies fugitive police-involved officer-involved".split()
)


def possessor(clause: Clause, index: int) -> Mention | None:
    """Whoever "its" or "their" means before an attack: "its Oct. 7 attacks"."""
    items = clause.items
    start = index
    while start and (
        items[start - 1].units[0].day is not None or all(unit.tag == "D" for unit in items[start - 1].units)
    ):
        start -= 1
    if items[start].units[0].low not in ("its", "their"):
        return None
    verb = governor(items, start)
    doers = clause.mentions(subject(items, verb)) if verb >= 0 and items[verb].tag in "VT" else []
    return next((one for one in combatants(doers) if not one.pronoun), None) or clause.within(start)


JUDGING = frozenset("calls slams hails details mocks backs".split())


def dated_owner(clause: Clause, index: int) -> list[Mention]:
    """Whose attack it is where a day stands between: "the militants' October 7 attack"."""
    items = clause.items
    if not dated_between(items, index - 2, index):
        return []
    return [one for one in clause.mentions([index - 2]) if one.role in ("armed", "armed-group", "force", "country")]


TERROR = frozenset(
    (
        "explosives consulate "
        "suicide terrorist terror bomb bomber convoy mosque army police checkpoint market militants rebels "
        "soldiers troops targeted targeting shrine bus embassy claimed claims car"
    ).split()
)


def modifiers(clause: Clause, index: int) -> tuple[list[Mention], list[Mention]]:
    """Who stands before the noun: "Hamas attack" acts, "embassy bombing" suffers."""
    units = clause.items[index].units
    if owner := possessor(clause, index):
        return [owner], []
    if len(units) < 2:
        return dated_owner(clause, index), []
    if units[-2].low in JUDGING:
        return [], []
    inner = Item("N", units[:-2] if units[-2].tag == "s" and len(units) > 2 else units[:-1])
    mention = Clause([inner], clause.cast).mention(0)
    if mention is None:
        return [], []
    if mention.role == "weapon":
        return ([replace(mention, role="armed")] if mention.actor.id else []), []
    if mention.role in ("site", "civil", "embassy", "shipping") or mention.hosted or inner.head.low in BASES:
        return [], [mention]
    if units[-2].tag == "N" and (town := clause.cast.lexicon.towns.get(units[-2].low)):
        home = clause.cast.lexicon.countries.get(town[0].country)
        return [], [replace(mention, role="site", actor=actor_of(home, mention.actor.text))] if home else []
    return [mention], []


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
        "further looming any more"
    ).split()
)


def noun_status(clause: Clause, index: int, back: int, ahead: int) -> Status:
    """How an attack that is named by a noun stands, from what governs it."""
    items = clause.items
    head = items[back] if back >= 0 else None
    units = items[index].units
    words = {unit.low for unit in units}
    if words & UNREAL:
        return Status("hypothetical", cue=", ".join(sorted(words & UNREAL)))
    if "no" in words:
        return Status("denied", cue="no")
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
    "emerged escaped survived unscathed unhurt died dead injured wounded killed hurt resulted damaged destroyed "
    "involved perished casualties".split()
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
        if left.low in ("responsibility", "credit", "responsible", "blame"):
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
    if low in WITHIN and any(item.tag == "T" or item.low in UNSCATHED for item in items[max(0, back - 5) : back]):
        return OCCURRED
    if used_in(items, back) >= 0 or (low == "with" and left is not None and left.low in ANSWERED):
        return OCCURRED
    if low == "in" and not definite(items[index].units, clause, index):
        return OCCURRED
    return Status(background=True, cue=low)


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
    return verb_status(clause.items, outer) if item.tag in "VT" else OCCURRED
