"""Tolls: each number of dead or hurt that a clause states, and what it stands beside."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from streams.analysis.numbers.numbers import NumberHit, find_numbers

Kind = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of killed or injured, as it stands in the text."""

    kind: Kind
    start: int
    end: int
    value: int
    low: int
    high: int | None
    cumulative: bool = False
    further: bool = False


SIGNS = (
    "kill", "dead", "die", "dying", "death", "wound", "injur", "hurt", "casualt", "massacr", "murder",
    "slaughter", "slain", "slay", "lives", "life", "toll", "fatalit", "assassinat", "execut", "gunned", "perish",
    "martyr", "behead", "maim", "harmed", "unscathed",
)  # fmt: skip
HARM = re.compile(
    r"\b(?:(?P<both>killed|massacred|murdered|slaughtered|assassinated|executed|gunned\sdown|shot\sdead|beheaded"
    r"|slain|martyred)"
    r"|(?P<object>kills?|killing|massacring|murdering|slaughtering|assassinating|executing|gunning\sdown"
    r"|shooting\sdead|beheading)"
    r"|(?P<subject>dead|died|dies|die|dying|perished|deaths|fatalities|lost\s(?:their|his|her)\s(?:lives|life)|lives)"
    r"|(?P<hurt_both>wounded|injured|hurt|maimed)|(?P<hurt_object>wounding|injuring|wounds|injures|injure|maiming"
    r"|hurting|injuries\sto)"
    r"|(?P<hurt_subject>injuries)"
    r"|(?P<noun>(?:the\s)(?:killing|murder|death|massacre|assassination|slaying)s?|deaths|lives)(?=\sof\b)"
    r"|(?P<toll>(?:death\s)?toll|number\sof\s(?:the\s)?dead|number\sof\sdeaths"
    r"|number\sof\s(?:those|people|victims)\skilled))\b"
)
NOUN = re.compile(r"(?:killing|murder|death|massacre|assassination|slaying|live)s?\sof\b")
MIXED = re.compile(r"(?:\s(?:and|or)\s|/)(?:wounded|injured|wounding|injuring|killed|hurt|maimed|missing)\b")
NOT_REAL = re.compile(
    r"\b(?:(?:would|could|might|may|should|will|can|must|cannot)\s(?:not\s)?(?:have\s|be\s|have\sbeen\s)?|to\sbe\s"
    r"|not\s(?:been\s|be\s)?"
    r"|never\s|nearly\s|almost\s|the\s|if\s)$|n['\u2019]t\s(?:been\s)?$"
)
BARE = re.compile(r"\b(?:to|not|would|could|might|may|should|will|can|must|shall|and|or)\s$")
NOT_DEAD = re.compile(r"\s(?:sea|zone|ends?|heat|or\salive|on\sarrival)\b")
OBJECT_GAP = re.compile(
    r"\s(?!(?:and|or)\b)(?:(?!(?:in|on|at|by|when|after|as|during|near|since|while|for|from|with|were|was|are|is"
    r"|that|which|who|until|before"
    r"|but|because|where|if|than)\b)[\w'\u2019.-]{1,24}\s){0,5}"
)
_BE = (
    r"(?:was|were|been|be|being|are|is|got|lay|left|found|feared|confirmed|reported|reportedly|also"
    r"|later|have|has|had|who|shot|presumed)"
)
_NP = (
    r"(?:\s(?!(?:which|whose|that|when|where|while|after|before|but|as|because|was|were|fired|hit|said|struck|attacked)\b)"
    r"[\w'\u2019/.-]{1,24})"
)
PASSIVE_GAP = re.compile(
    rf"{_NP}{{0,9}}?(?:,[^,.;()]{{1,70}})?,?(?:\s(?:who|that))?\s(?:was|were|been|being|are|is|got|have|has|had)(?:\s[\w'\u2019-]{{1,20}}){{0,3}}\s"
)
BARE_GAP = re.compile(rf"{_NP}{{0,5}}?(?:\s{_BE}){{0,2}}\s")
LONG_GAP = re.compile(rf"{_NP}{{0,12}}?\s")  # "villagers sheltering in a church in the north-west died"
PASSIVE_AFTER = re.compile(
    r"\s?(?:[.,;:)!?\]\"\u201d]|--|—|\u2013|$)|\s(?:in|on|by|when|after|as|near|during|since|while|at|and|from"
    r"|with|this|last|today|yesterday|overnight|so"
    r"|outside|inside|amid|over|per|between|across|along|around|if|but|including|early|late|before|or|there|here"
    r"|dead|for|because|under"
    r"|\w{3,6}day)\b"
)
PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w{1,14}\s)?$")
TOLL_GAP = re.compile(r"(?:\s(?!in\b|from\b|for\b)[\w'\u2019-]{1,20}){0,7}\s")
TOLL_END = re.compile(r"\b(?:to|at|of|is|was|now|reached|passed|exceeded|topped|hit|above|surpassed|crossed)\s$")
RISEN = re.compile(  # "toll from Tuesday's bombing at the market had climbed to"
    r"[^.;]{0,160}\b(?:rose|risen|rises|climb(?:ed|s)|jump(?:ed|s)|increas(?:ed|es)|gr(?:ew|own)|(?:went|gone)\sup|reach(?:ed|es)"
    r"|pass(?:ed|es)|exceed(?:ed|s)|top(?:ped|s)|st(?:ood|ands)|surpass(?:ed|es)|soar(?:ed|s)|hits?)\s"
    r"(?:(?:to|at|above|past|beyond|nearly|almost|about|around|least|more|than|over|from\s[\w-]{1,12})\s){0,4}"
)
RAISED = re.compile(r"[^.;]{0,160}\sto\s(?:(?:at|least|more|than|about|nearly)\s){0,2}")
RAISING = re.compile(
    r"\b(?:rais(?:ed|ing|es)|br(?:ought|ings?|inging)|tak(?:es|ing)|took|push(?:ed|ing|es)|put|lift(?:ed|ing))\s(?:the\s)?$"
)
INSERTED = re.compile(
    r"(?:(?:,\s?|\s)(?:including|among\s(?:them|whom)|mostly|mainly|some\sof\sthem|one\sof\sthem|most\sof\sthem)"
    r"|,\s(?:\d{1,5}|[a-z-]{3,12})\sof\s(?:them|whom))\s"
    r"(?:(?!\s(?:and\s(?:wound|injur|kill|left|hurt|at\sleast)|were\s|was\s|have\s|had\s|has\s))[^,.;()]){1,70},?"
    r"|\((?![^()]{0,60}(?:dead|kill|wound|injur|hurt))[^()]{0,70}\)"
)
COORDINATED = re.compile(
    r"(?:\s(?!(?:were|was|are|is|been|had|have|has)\b)(?:[\w'\u2019-]|\.(?=\w|\s[a-z])){1,20}){1,5}(?:,|,?\sand|\salong\swith|\sas\swell\sas)\s(?:(?:his|her|their|its|the|another)\s)?"
)
OWN_CLAUSE = re.compile(
    r"(?:\s[\w'\u2019-]{1,20}){0,5}?\s(?:are|were|was|is|remain\w{0,3}|missing|injured|wounded|hurt|dead|killed"
    r"|arrested|captured|detained|kidnapped"
    r"|taken|seized|fled|escaped|survived|died|had|have|has)\b"
    r"|(?:\s[\w'\u2019.-]{1,20}){0,9}?\s(?:said|says|told|reported|reports)\b"  # ", a source in the army said"
)
CLAUSE_START = re.compile(
    r"(?:^|[.,;:\"\u201c(\]—\u2013-]|\b(?:that|said|says|when|where|as|after|and|while|which|but|reported|least"
    r"|left|leaving|leaves))\s{0,3}[\"\u201c'(]?$"
)
THINGS = re.compile(
    r"(?:\s(?!(?:were|was|are|is|have|had|has|in|on|at|as|and|or|by|of|when|after|killed|dead|wounded|injured|hurt"
    r"|shot|last|this|that|next|late|early|earlier)\b)[\w'\u2019-]{1,20}){0,2}?\s(?:(?:air|drone|rocket|missile)?(?:attack|strike)|raid|rocket|missile"
    r"|drone|bomb|bombing|blast|explosion|car|truck"
    r"|vehicle|house|home|building|tank|aircraft|plane|jet|helicopter|base|town|village|city|province|district"
    r"|department|time|prison|state|court|area|region|jail"
    r"|country|border|street|market|restaurant|hotel|stadium|airport|festival|collision|seal|lion|bear|bird|whale"
    r"|elephant"
    r"|round|shell|ship|boat|place|location|incident|case|plan|order|warrant|contract|strategy|operation|bridge"
    r"|road|store|shop|bank|hospital"
    r"|school|church|mosque|clash|ambush|mine|grenade|pylon|tower|bus|train|group|number|lot|series|total|cow|dog"
    r"|sheep|camel|horse|goat"
    r"|bullet|crash|fire|flood|storm|earthquake|day|week|month|year|hour|minute|decade|mile|percent|shooting"
    r"|result|statement|report)"
    r"(?:s|es)?\b(?!\s(?:drivers?|guards?|workers?|crews?|passengers?|residents?|commanders?|leaders?|members?"
    r"|staff|pilots?))"
)
WHOLE_WAR = 5000
TOTAL = re.compile(
    r"\b(?:(?<!time\s)since|so\sfar|this\syear|to\sdate|in\stotal|overall|over\sthe\s(?:past|last)|in\sthe\s(?:war|conflict))\b"
)
PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w{1,12}\s){0,3}$")
LEFT_DEAD = re.compile(r"\b(?:left|leaving|leaves)\b")
AFTER_PREPOSITION = re.compile(r"\b(?:at|in|on|near|from|of|to|with|by|into|outside|inside|for|against)\s$")
FURTHER = re.compile(r"\b(?:another|an?\sfurther|an?\sadditional)\s$")


def find_tolls(low: str, text: str) -> Iterator[Toll]:
    harms = list(HARM.finditer(low))
    if not harms:
        return
    blanked = (
        "".join(char if keep != " " else " " for char, keep in zip(text, low, strict=True)) if "  " in low else text
    )
    numbers = [
        hit for hit in find_numbers(blanked, articles=True) if hit.unit is None and not THINGS.match(low, hit.end)
    ]
    skip = -1
    for match in harms:
        if match.start() < skip or not _real(match, low):
            continue
        if mixed := MIXED.match(low, match.end()):
            skip = mixed.end()
            continue
        if toll := _toll(match, numbers, low):
            yield toll


def _real(match: re.Match[str], low: str) -> bool:
    """Not "would have killed", "to kill", "the wounded", "Dead Sea"."""
    start = match.start()
    window = max(0, start - 24)
    if match["noun"] or match["toll"] or NOUN.match(low, start):
        return True
    if match[0] in ("kill", "wound", "injure", "die", "executing") and BARE.search(low, window, start):
        return False
    if match[0] == "dead" and (NOT_DEAD.match(low, match.end()) or THINGS.match(low, match.end())):
        return False
    return not NOT_REAL.search(low, window, start)


def _toll(match: re.Match[str], numbers: list[NumberHit], low: str) -> Toll | None:
    kind: Kind = "injured" if (match.lastgroup or "").startswith("hurt") else "killed"
    role = (match.lastgroup or "").removeprefix("hurt_")
    hits: list[NumberHit] = []
    if role == "toll":
        hits = _after_toll(match, numbers, low)
    elif role == "noun" or NOUN.match(low, match.start()):
        hits = _objects(match, numbers, low)
    if (
        not hits
        and role in ("object", "both")
        and not PASSIVE_BEFORE.search(low, max(0, match.start() - 24), match.start())
    ):
        hits = _objects(match, numbers, low)
    if not hits and role in ("subject", "both", "toll") and role != "toll":
        hits = _subjects(match, numbers, low)
    if not hits:
        return None
    total = _total(kind, hits, match)
    return replace(
        total,
        cumulative=_cumulative(match, total, low),
        further=bool(FURTHER.search(low, max(0, hits[0].start - 16), hits[0].start)),
    )


def _total(kind: Kind, hits: list[NumberHit], match: re.Match[str]) -> Toll:
    high = sum(hit.high or 0 for hit in hits) if all(hit.high is not None for hit in hits) else None
    start = min(match.start(), *(hit.start for hit in hits))
    end = max(match.end(), *(hit.end for hit in hits))
    return Toll(kind, start, end, sum(hit.value for hit in hits), sum(hit.low for hit in hits), high)


def _window(numbers: list[NumberHit], offset: int) -> list[NumberHit]:
    """The next few numbers after an offset."""
    position = bisect_left(numbers, offset, key=_start)
    return numbers[position : position + 8]


def _start(hit: NumberHit) -> int:
    return hit.start


def _cumulative(match: re.Match[str], toll: Toll, low: str) -> bool:
    if toll.value >= WHOLE_WAR:
        return True
    if not TOTAL.search(low, max(0, toll.start - 200), toll.end + 200):
        return False
    return (
        toll.value >= 1000
        or bool(match["toll"])
        or bool(PERFECT.search(low, max(0, match.start() - 40), match.start()))
    )


def _after_toll(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    for hit in _window(numbers, match.end()):
        if low[hit.start : hit.start + 2] not in ("a ", "an"):
            between = low[match.end() : hit.start]
            if TOLL_GAP.fullmatch(between) and TOLL_END.search(between):
                return [hit]
            break
    return _risen(match, numbers, low)


def _risen(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The number to which the toll of an attack that is told at length has risen, or was raised."""
    raised = RAISING.search(low, max(0, match.start() - 20), match.start())
    pattern = RAISED if raised else RISEN
    risen = (hit for hit in _window(numbers, match.end()) if pattern.fullmatch(low, match.end(), hit.start))
    return [hit for hit in (next(risen, None),) if hit is not None]


def _objects(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The numbers after a verb that are its object: "killing two soldiers and a civilian"."""
    following = _window(numbers, match.end())
    if (
        not following
        or not OBJECT_GAP.fullmatch(low, match.end(), following[0].start)
        or HARM.search(low, match.end(), following[0].start)
    ):
        return []
    hits = [following[0]]
    for hit in following[1:]:
        if not COORDINATED.fullmatch(low, hits[-1].end, hit.start) or OWN_CLAUSE.match(low, hit.end):
            break
        hits.append(hit)
    return hits


def _subjects(match: re.Match[str], numbers: list[NumberHit], low: str) -> list[NumberHit]:
    """The numbers before a verb that are its subject: "a woman and her two children were killed", "12 dead"."""
    position = bisect_left(numbers, match.start(), key=_start)
    preceding = numbers[max(0, position - 8) : position]
    if not preceding or not _governs(preceding[-1], match, low):
        return []
    hits = [preceding[-1]]
    for hit in reversed(preceding[:-1]):
        if not COORDINATED.fullmatch(low, hit.end, hits[0].start) or HARM.search(low, hit.end, hits[0].start):
            break
        if not CLAUSE_START.search(low, max(0, hit.start - 12), hit.start):
            break
        hits.insert(0, hit)
    return hits


def _governs(hit: NumberHit, match: re.Match[str], low: str) -> bool:
    """The number's noun is what was killed: "12 of its men were", "12 people [killed]", not "12 rockets hit and"."""
    start, end = hit.end, match.start()
    if HARM.search(low, start, end):
        return False
    article = low[start - 2 : start].strip() in ("a", "an")
    joined = low.endswith("and ", 0, hit.start)
    if article and AFTER_PREPOSITION.search(low, max(0, hit.start - 10), hit.start):
        return False
    gap = f" {' '.join(low[start:end].split())} ".replace("  ", " ")
    if PASSIVE_GAP.fullmatch(gap):
        return True
    if (
        article
        and not joined
        and match[0] not in ("died", "dies", "dying")
        and not LEFT_DEAD.search(low, max(0, hit.start - 60), start)
    ):
        return False
    if match[0] == "died" and not article and LONG_GAP.fullmatch(gap):
        return True
    return bool(BARE_GAP.fullmatch(gap)) and (
        bool(match["subject"] or match["hurt_subject"]) or bool(PASSIVE_AFTER.match(low, match.end()))
    )


def kinds_of(word: str) -> tuple[Kind, ...]:
    if word.startswith(("casualt", "victim", "harmed")):
        return ("killed", "injured")
    return ("injured",) if word.startswith(("injur", "hurt", "wound")) else ("killed",)
