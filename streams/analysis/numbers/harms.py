"""Harms: the expressions by which the dead and hurt of a sentence are found, and what is no toll is told from them."""

import re

SIGNS = (
    "kill", "dead", "die", "dying", "death", "wound", "injur", "hurt", "casualt", "massacr", "murder",
    "slaughter", "slain", "slay", "lives", "life", "toll", "fatal", "throat", "assassinat", "execut", "gunned", "lost ",
    "perish", "martyr", "behead", "maim", "harmed", "unscathed", "hospital", "bodies", "corpse", "laid to rest",
)  # fmt: skip

_WORD = r"[\w'\u2019-]{1,20}"
_NAME = r"[\w'\u2019.-]{1,24}"  # a word that may be an initial
_HURT_THEN_DIED = "(?:stabbed|hacked|beaten|burn(?:ed|t)|clubbed|stoned|shot|bludgeoned|trampled)"

HARM = re.compile(
    rf"""\b(?:
    (?P<both>  # whoever suffers it stands before (passive) or behind (active)
        {_HURT_THEN_DIED}\sto\sdeath | killed | massacred | murdered | slaughtered | assassinated | executed
        | gunned\sdown | shot\sdead | beheaded | slain | martyred
        | (?:mortally|fatally)\s(?:wounded|injured|shot|stabbed|hurt) )
    | (?P<object>  # behind
        kills? | killing | massacring | murdering | slaughtering | assassinating | executing | gunning\sdown
        | shooting\sdead | beheading
        | shot (?= \s(?:(?!at\b|and\b)[\w-]{{1,20}}\s){{1,4}} dead\b )
        | lost (?= \s(?:(?!and\b)[\w-]{{1,20}}\s){{1,3}}? (?:men|soldiers|troops|fighters|policemen)\b )
        | {_HURT_THEN_DIED} (?= \s(?:(?!at\b|and\b)[\w-]{{1,20}}\s){{1,4}} to\sdeath\b )
        | (?:slit|slashed|cut|slitting|slashing|cutting)\sthe\sthroats\sof )
    | (?P<subject>  # before
        dead | died | dies | die | dying | perished | deaths | fatalities | lost\s(?:their|his|her)\s(?:lives|life)
        | (?:embraced|attained)\smartyrdom | lives | succumbed\sto\s(?:his|her|their)\s(?:injuries|wounds) )
    | (?P<hurt_both>
        wounded | injured | hurt | maimed | hospitali[sz]ed
        | (?:rushed|taken|brought|admitted|evacuated)\sto\s(?:the\s|a\s)?(?:nearby\s|local\s)?hospitals? )
    | (?P<hurt_object>
        wounding | injuring | wounds? | injures | injure | maiming | hurting | injuries\sto
        | sen(?:t|ds|ding) (?= \s(?:(?!and\b)[\w-]{{1,20}}\s){{1,4}} to\s(?:the\s)?hospital\b ) )
    | (?P<hurt_subject> injuries )
    | (?P<noun>  # "the killing of"
        (?: (?:the\s)(?:killing|murder|death|massacre|assassination|slaying)s? | deaths | lives ) (?=\sof\b) )
    | (?P<toll>
        (?:death\s)?toll | number\sof\s(?:the\s)?dead | number\sof\sdeaths
        | number\sof\s(?:{_WORD}\s){{1,3}}?killed )
    )\b""",
    re.X,
)
BODIES = re.compile(  # behind a number: "recovered 13 bodies", "13 miners were laid to rest"
    rf"""\s(?:(?!more\b|other\b|further\b)[\w-]{{1,20}}\s)??(?:bodies|corpses)\b
    | (?:\s{_WORD}){{1,4}}?\s(?:was|were)\slaid\sto\srest\b""",
    re.X,
)
BODIES_OF = re.compile(r"\b(?:bodies|corpses|coffins)\sof\s$")
NOUN = re.compile(r"(?:killing|murder|death|massacre|assassination|slaying|live)s?\sof\b")
MIXED = re.compile(  # "killed or wounded": nobody says how many of each
    r"(?:\s(?:and|or)\s|/)(?:wounded|injured|wounding|injuring|killed|hurt|maimed|missing)\b"
)

# What stands before a harm that nobody suffered, or that is no verb of its own.
NOT_REAL = re.compile(
    r"""\b(?:
    (?:would|could|might|may|should|will|can|must|cannot)\s(?:not\s)?(?:have\s|be\s|have\sbeen\s)?
    | to\sbe\s | not\s(?:been\s|be\s)? | never\s | nearly\s | almost\s | the\s | if\s )$
    | n['\u2019]t\s(?:been\s)?$""",
    re.X,
)
BARE = re.compile(r"\b(?:to|not|would|could|might|may|should|will|can|must|shall|and|or)\s$")
USED_TO = re.compile(rf"\bused\s(?:{_WORD}\s){{1,4}}to\s$")  # "used axes to kill two"
NOT_DEAD = re.compile(r"\s(?:sea|zone|ends?|heat|or\salive|on\sarrival)\b")

# What may stand between a harm and the number of those it befell.
OBJECT_GAP = re.compile(  # "killed [on Monday several of] 12 soldiers"
    rf"""(?:\son\s\w{{3,6}}day)?\s(?!(?:and|or)\b)
    (?:(?!(?:and\s\w{{2,16}}ing|in|on|at|by|when|after|as|during|near|since|while|for|from|with|were|was|are|is|that|which|who
            |until|before|but|because|where|if|than)\b)
       {_NAME}\s){{0,5}}""",
    re.X,
)
_BE = (
    r"(?:was|were|been|be|being|are|is|got|lay|left|found|feared|confirmed|reported|reportedly|also"
    r"|later|have|has|had|who|shot|presumed)"
)
_NOUN_PHRASE = (
    r"(?:\s(?!(?:which|whose|that|when|where|while|after|before|but|as(?<!identified\sas)(?<!known\sas)|because|was|were|fired"
    r"|hit|said|struck|attacked)\b)[\w'\u2019/.-]{1,24})"
)
PASSIVE_GAP = re.compile(  # "12 [villagers, most of them women, who had fled were] killed"
    rf"""{_NOUN_PHRASE}{{0,9}}?(?:,[^,.;()]{{1,70}})?,?
    (?:\s(?:that|who)\s(?:was|were)(?:\s{_WORD}){{1,8}}?)?(?:\s(?:who|that))?
    \s(?:was|were|been|being|are|is|got|have|has|had)(?:\s{_WORD}){{0,3}}\s""",
    re.X,
)
BARE_GAP = re.compile(rf"{_NOUN_PHRASE}{{0,5}}?(?:\s{_BE}){{0,2}}\s")
RELATED = re.compile(  # "12 drivers who were searching for [two men were killed]"
    rf"""(?:\s(?!(?:was|were|has|have|had|that)\b){_WORD}){{1,3}}\s(?:who(?:\s(?:were|was|(?:had|have)(?:\sbeen)?))?
        |(?!includ|dur|leav|be)\w{{2,12}}ing|(?!kill|wound|injur)\w{{2,12}}(?:ed|en)|sent)
    \s(?:(?!(?:were|was|are|and|that)\s)[^,.;]){{1,90}}""",
    re.X,
)
LONG_GAP = re.compile(rf"{_NOUN_PHRASE}{{0,12}}?\s")  # "villagers sheltering in a church in the north-west died"
PASSIVE_AFTER = re.compile(  # "12 people killed [in]", where no object follows
    r"""\s*(?:[.,;:)!?\]\"\u201d]|--|—|\u2013|$)
    | \s(?:in|on|by|when|after|as|near|during|since|while|at|and|from|with|this|last|today|yesterday|overnight|so
        |outside|inside|amid|over|per|between|across|along|around|if|but|including|early|late|before|or|there|here|dead
        |for|because|under|\w{3,6}day)\b""",
    re.X,
)
PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w{1,14}\s)?$")

# A toll that is told as such: "the toll rose to 12", "which raised the toll to 12".
TOLL_GAP = re.compile(rf"(?:\s(?!in\b|from\b|for\b){_WORD}){{0,7}}\s")
TOLL_END = re.compile(
    r"\b(?:to|at|of|is|was|now|reached|reaching|passed|exceeded|topped|hit|above|surpassed|crossed)\s$"
)
RISEN = re.compile(  # "toll from Tuesday's bombing at the market had climbed to"
    r"""[^.;]{0,160}\b
    (?:rose|risen|rises|climb(?:ed|s)|jump(?:ed|s)|increas(?:ed|es)|gr(?:ew|own)|(?:went|gone)\sup|reach(?:ed|es)|pass(?:ed|es)
      |exceed(?:ed|s)|top(?:ped|s)|st(?:ood|ands)|surpass(?:ed|es)|soar(?:ed|s)|hits?)\s
    (?:(?:to|at|above|past|beyond|nearly|almost|about|around|least|more|than|over|from\s[\w-]{1,12})\s){0,4}""",
    re.X,
)
RAISED = re.compile(r"[^.;]{0,160}\sto\s(?:(?:at|least|more|than|about|nearly)\s){0,2}")
RAISING = re.compile(
    r"\b(?:rais(?:ed|ing|es)|br(?:ought|ings?|inging)|tak(?:es|ing)|took|push(?:ed|ing|es)|put|lift(?:ed|ing))\s(?:the\s)?$"
)

# What is said of some of the victims, or of more of them.
INSERTED = re.compile(  # "12 people[, including two children,] were", "12[ (most of them women)] were"
    r"""(?<=[a-z]),\s(?:including|who|\w{2,12}ing)\s
        (?:(?!kill|wound|injur|hurt|dead|died)[^.;()]){1,120}?,(?=\s(?:were|was|have|had|has|are)\s)
    | (?: (?:,\s?|\s)(?:including|among\s(?:them|whom)|mostly|mainly|some\sof\sthem|one\sof\sthem|most\sof\sthem)
        | ,\s(?:\d{1,5}|[a-z-]{3,12})\sof\s(?:them|whom)
            (?!\s(?:later\s|have\s|since\s|subsequently\s){0,2}(?:died|succumbed)) )
    \s(?:(?!\s(?:and\s(?:wound|injur|kill|left|hurt|at\sleast)|were\s|was\s|have\s|had\s|has\s))[^,.;()]){1,70},?
    | \((?![^()]{0,60}(?:dead|kill|wound|injur|hurt))[^()]{0,70}\)""",
    re.X,
)
COORDINATED = re.compile(  # "killed 12 [soldiers and their] two guides"
    r"""(?:\s(?!(?:were|was|are|is|been|had|have|has)\b)(?:[\w'\u2019-]|\.(?=\w|\s[a-z])){1,20}){1,7}
    (?:,|,?\sand|\salong\swith|\sas\swell\sas)\s(?:(?:his|her|their|its|the|another)\s)?""",
    re.X,
)
OWN_CLAUSE = re.compile(  # "killed 12 soldiers and two [were captured]": the second number is of something else
    rf"""\s(?!family|elderly)\w{{3,12}}ly\b
    | (?:\s{_WORD}){{0,5}}?\s(?:are|were|was|is|remain\w{{0,3}}|missing|injured|wounded|hurt|dead|killed|arrested
        |captured|detained|kidnapped|abducted|taken|seized|fled|escaped|survived|died|had|have|has)\b
    | (?:\s{_NAME}){{0,9}}?\s(?:said|says|told|reported|reports)\b  # ", a source in the army said"
    | (?:\s{_WORD}){{0,2}}?\s(?:hit|struck|blew|exploded|detonated|attacked|ambushed|targeted|stormed|opened)\b""",
    re.X,
)
CLAUSE_START = re.compile(
    r"""(?:^|[.,;:\"\u201c(\]—\u2013-]
        |\b(?:that|said|says|when|where|as|after|and|while|which|but|reported|least|left|leaving|leaves))
    \s{0,3}[\"\u201c'(]?$""",
    re.X,
)

THINGS = re.compile(  # "killed in two [attacks]", "after 12 [days]": a number of something that cannot die
    rf"""(?:\s(?!(?:an?|were|was|are|is|have|had|has|in|on|at|to|near|outside|inside|from|as|and|or|by|of|when|after|killed|dead|wounded
            |injured|hurt|shot|took|last|this|that|next|late|early|earlier)\b){_WORD}){{0,2}}?
    \s(?:(?:air|drone|rocket|missile)?(?:attack|strike)|raid|rocket|missile|drone|bomb|bombing|blast|explosion|clash|ambush|mine
        |grenade|bullet|round|shell|shooting|fire|operation|incident
        |car|truck|vehicle|tank|aircraft|plane|jet|helicopter|ship|boat|bus|train|crash|collision
        |house|home|building|base|prison|jail|court|bridge|road|street|market|restaurant|hotel|stadium|airport|store|shop|bank
        |hospital|school|church|mosque|pylon|tower
        |town|village|city|province|district|department|state|area|region|country|border|place|location
        |seal|lion|bear|bird|whale|elephant|cow|dog|sheep|camel|horse|goat
        |flood|storm|earthquake|festival|case|plan|order|warrant|contract|strategy|group|number|lot|series|total|result|statement
        |report|time|day|week|month|year|hour|minute|decade|mile|percent)
    (?:s|es)?\b
    (?!\s(?:(?!of\b)[a-z]{{1,12}}\s)?(?:drivers?|guards?|workers?|crews?|passengers?|residents?|commanders?|leaders?|members?|staff|pilots?
        |chiefs?|heads?|elders?|councill?ors?|teachers?|mayors?|managers?|owners?|officers?|police\w{{0,3}}|troopers?|soldiers?))
    | \s(?:family|crew|team|party)\sof\s
    | \sas\smany\b""",
    re.X,
)
_HIT = r"(?:(?:had|has|also)\s){0,2}(?:killed|stabbed|shot|wounded|injured|hacked)\b"
CULPRIT = re.compile(  # "[a] gunman who killed two": he is none of the dead of his attack
    rf"""(?:\s{_WORD}){{0,2}}?
    \s(?:gunm[ae]n|attackers?|assailants?|bombers?|m[ae]n|wom[ae]n|suspects?|militants?|teenagers?|youths?)
    (?:\swho\s{_HIT} | \s(?:was|were)\s(?:shot|killed)[^.;]{{0,80}}?\safter\s(?:he|she|they)\s{_HIT})""",
    re.X,
)
FOES = re.compile(rf"\s(?:of\sthe\s)(?:{_WORD}\s)?(?:attackers|assailants|raiders|ambushers)\b")
WHOLE_WAR = 5000
TOTAL = re.compile(
    r"\b(?:(?<!time\s)since|so\sfar|this\syear|to\sdate|in\stotal|overall|over\sthe\s(?:past|last)|in\sthe\s(?:war|conflict))\b"
)
PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w{1,12}\s){0,3}$")
LEFT_DEAD = re.compile(r"\b(?:left|leaving|leaves)\b")
AFTER_PREPOSITION = re.compile(r"\b(?:at|in|on|near|from|of|to|with|by|into|outside|inside|for|against)\s$")

# Who is told of but not counted.
_PERSON = (
    r"(?:driver|pilot|commander|leader|chief|head|mayor|governor|deputy|aide|assistant|colleague|conductor|bodyguard|guard"
    r"|officer|imam|priest|bishop|pastor|teacher|owner|cook|nurse|doctor|journalist|cameraman|interpreter|translator"
    r"|soldier|policeman|colonel|general|captain|major|lieutenant|sergeant|judge|prosecutor|minister|councill?or"
    r"|spokesman|operative|fighter|militant|woman|man|boy|girl|child|baby)"
)
_KIN = (
    r"(?:wife|husband|son|daughter|mother|father|brother|sister|grand(?:mother|father|son|daughter)|niece|nephew|cousin"
    r"|uncle|aunt|fianc[eé]e?)"
)
ONE_MORE = re.compile(  # "a man, [his] wife and two children", "11 passengers and [the] driver"
    rf"""(?:(?<=,\s)|(?<=\sand\s)|(?<=\swith\s))(?:his|her|their)(?=\s(?:[\w-]{{1,20}}\s){{0,2}}?{_KIN}\b)
    | (?:(?<=\sand\s)|(?<=\swith\s))(?:the|its|his|her|their)
        (?=\s(?:[\w-]{{1,20}}\s){{0,2}}?{_PERSON}\b(?!['\u2019-]))""",
    re.X,
)
ONE_AND = re.compile(  # "[commander Ahmed Saleh and] three of his men"
    rf"""(?:^|(?<!\ba)(?<!\ban)\s)(?:(?!(?:and|an?|\w{{2,12}}ed)\b){_NAME}\s){{0,4}}?
    (?:{_PERSON}|{_KIN})(?:\s(?!and\b){_NAME}){{0,3}}\sand\s$""",
    re.X,
)
SECOND = re.compile(r"\bthe\sfirst\b[^.;]{1,80}\b(?:the\ssecond|the\sother)\b[^.;]{0,60}$")
LATE = re.compile(r"\b(?:more|another)\b|\bsuccumbed\b|\bdied\s(?:of|from|in\s(?:a\s|the\s)?hospital)\b")
FURTHER = re.compile(r"\b(?:another|an?\sfurther|an?\sadditional)\s$")
