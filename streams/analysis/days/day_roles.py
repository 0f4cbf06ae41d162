"""What part a day plays: it dates its clause, the noun beside it, or a stretch that begins or ends with it."""

import re
from datetime import timedelta

from streams.analysis.days.days import DETERMINER, EVENT_NOUN, MODIFIED, TIME_FORM, DayHit, Page, Role

LEAD = re.compile(
    r"(?:\b(?:at\s)?(?:(?:about|around)\s)?(?:\d{4}|\d{1,2}[:.]\d\d|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?|noon"
    r"|midnight|dawn)\s(?:(?:gmt|local\stime"
    r"|hours)\s)?)?(?:\b(?:late|early|earlier|later)\s)?(?:\b(?:about|around|some|nearly|almost|just|more\sthan"
    r"|over|less\sthan)\s)?"
    r"(?:\b(?:on|in|at|during|over)\s)?(?:\b(?:late|early)\s)?(?:\bthe\s(?:early\s)?(?:night|morning|evening"
    r"|afternoon|hours|dawn)\s(?:of|on)"
    r"\s)?(?:\bthe\s)?$"
)
TRAIL = re.compile(
    rf"(?:\sat\s(?:(?:about|around)\s)?(?:\d{{4}}|\d{{1,2}}[:.]\d\d"
    rf"|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\.?)(?:\s(?:gmt|local\stime|hours))?\b|{TIME_FORM}\b)"
)
ROLES: dict[str, Role] = {
    "since": "since",
    "from": "since",
    "after": "after",
    "following": "after",
    "in the wake of": "after",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "until",
    "before": "before",
    "ahead of": "before",
    "prior to": "before",
    "of": "of",
}
ROLE_BEFORE = re.compile(rf"\b(?<!\bas\s)({'|'.join(ROLES)})\s(?:the\s)?$")
ROLE_ENDS = frozenset(words.split()[-1] for words in ROLES) | {"the"}
HOUR = re.compile(r"(?:(?:about|around)\s)?(?:dawn|noon|midnight|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b)")
LEAD_WORDS = {
    "on", "in", "at", "during", "over", "late", "early", "earlier", "later", "the", "about", "around", "nearly",
    "almost", "some",
}  # fmt: skip
CLOCK_WORDS = frozenset(["noon", "midnight", "dawn", "gmt", "hours", "time", "am", "pm", "a.m.", "p.m."])
GOVERNED = re.compile(
    r"\b(since|after|following|in\sthe\swake\sof|in\sresponse\sto|in\sretaliation\sfor|triggered\sby|sparked\sby"
    r"|prompted\sby)"
    r"(?:\s[\w'\u2019.-]{1,30}){1,9}\s$"
)
SINCE = re.compile(r"\bsince(?!\s(?:\d|(?:early|late|mid)\b))(?:\s[\w'\u2019.()-]{1,30}){1,18}\s$")
DATED_NOUN = re.compile(rf"\b{EVENT_NOUN}\s(?:(?:on|in|against)\s[\w'\u2019-]{{1,30}}\s)?$")
CLAUSE_NOUN = re.compile(r"\b(?:in|during|by)\s(?:an?\s)?(?:[\w'\u2019-]{1,30}\s){0,3}$")
OLD = timedelta(days=4)


def placed(hit: DayHit, page: Page) -> DayHit:
    """The hit with the words about it taken in, and its role."""
    low = page.low
    named = low.startswith("the ", hit.start - 4) and MODIFIED.match(low, hit.end)
    start = hit.start if named else _lead(hit.start, low)
    trail = TRAIL.match(low, hit.end) if low[hit.end : hit.end + 1] == " " else None
    end = trail.end() if trail else hit.end
    role = _role(hit, start, page)
    day = hit.first if role == "since" and hit.first else hit.date
    return DayHit(start, end, day, hit.precision, hit.basis, role, hit.first)


def _lead(start: int, low: str) -> int:
    """Where the words that belong to a day begin: "late on", "at 2200 on", "on the night of"."""
    lead = start
    while (word := _word_before(lead, low)) in LEAD_WORDS:
        lead -= len(word) + 1
    if word == "of" or word in CLOCK_WORDS or (lead < start and word[:1].isdigit()):
        longer = LEAD.search(low, max(0, start - 48), start)
        return min(lead, longer.start()) if longer else lead
    return lead


def _word_before(start: int, low: str) -> str:
    if start < 2 or low[start - 1] != " ":
        return ""
    return low[low.rfind(" ", 0, start - 1) + 1 : start - 1].lstrip("\"'(\u201c\u2018")


def _role(hit: DayHit, start: int, page: Page) -> Role:
    low = page.low
    if hit.role != "at":
        return hit.role
    if low.startswith(("'s", "\u2019s"), hit.end) or low.endswith(("'s", "\u2019s"), start, hit.end):
        return "modifier"
    word = _word_before(start, low)
    if (
        word in ROLE_ENDS
        and not low.startswith("on ", start)
        and (match := ROLE_BEFORE.search(low, max(0, start - 20), start))
    ):
        role = ROLES[match[1]]
        hour = start < hit.start and role in ("before", "after") and HOUR.match(low, start)
        span = match[1] == "from" and hit.first and hit.precision in ("day", "week")
        return "at" if hour or span else role  # "before dawn on Thursday", "from Sunday to Monday", "from 3 to 9 June"
    prepositional = low.startswith(("on ", "in ", "at ", "during ", "over ", "late ", "early "), start)
    window = max(0, start - 90)
    modified = not prepositional and MODIFIED.match(low, hit.end)
    if modified and (hit.basis == "explicit" or DETERMINER.search(low, max(0, hit.start - 40), hit.start)):
        return "modifier"
    old = hit.basis != "weekday" and hit.date < page.published - OLD
    since = low.find("since ", 0, start) >= 0
    if since and hit.basis == "explicit" and SINCE.search(low, max(0, start - 160), start):
        return "since"
    governed = GOVERNED.search(low, window, start) if old or since else None
    if governed and (old or governed[1] == "since"):
        return "since" if governed[1] == "since" else "after"
    if old and prepositional and (noun := DATED_NOUN.search(low, window, start)):
        return "at" if CLAUSE_NOUN.search(low, window, noun.start()) else "modifier"
    return "at"
