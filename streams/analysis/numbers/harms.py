"""Harms: the expressions by which the dead and hurt of a sentence are found, and what is no toll is told from them."""

import re

SIGNS = (
    "kill", "dead", "die", "dying", "death", "wound", "injur", "hurt", "casualt", "massacr", "murder",
    "slaughter", "slain", "slay", "lives", "life", "toll", "fatal", "throat", "assassinat", "execut", "gunned",
    "perish", "martyr", "behead", "maim", "harmed", "unscathed", "hospital",
)  # fmt: skip
_TO_DEATH = "(?:stabbed|hacked|beaten|burn(?:ed|t)|clubbed|stoned|shot|bludgeoned|trampled)"
HARM = re.compile(
    rf"\b(?:(?P<both>{_TO_DEATH}\sto\sdeath|killed|massacred|murdered|slaughtered|assassinated|executed|gunned\sdown|shot\sdead|beheaded"
    r"|slain|martyred|(?:mortally|fatally)\s(?:wounded|injured|shot|stabbed|hurt))"
    r"|(?P<object>kills?|killing|massacring|murdering|slaughtering|assassinating|executing|gunning\sdown"
    r"|shooting\sdead|beheading|shot(?=\s(?:(?!at\b|and\b)[\w-]{1,20}\s){1,4}dead\b)"
    rf"|{_TO_DEATH}(?=\s(?:(?!at\b|and\b)[\w-]{{1,20}}\s){{1,4}}to\sdeath\b)"
    r"|(?:slit|slashed|cut|slitting|slashing|cutting)\sthe\sthroats\sof)"
    r"|(?P<subject>dead|died|dies|die|dying|perished|deaths|fatalities|lost\s(?:their|his|her)\s(?:lives|life)|(?:embraced|attained)\smartyrdom|lives"
    r"|succumbed\sto\s(?:his|her|their)\s(?:injuries|wounds))"
    r"|(?P<hurt_both>wounded|injured|hurt|maimed|hospitali[sz]ed|(?:rushed|taken|brought|admitted|evacuated)\sto\s(?:the\s|a\s)?"
    r"(?:nearby\s|local\s)?hospitals?)|(?P<hurt_object>wounding|injuring|wounds?|injures|injure|maiming"
    r"|hurting|injuries\sto|sen(?:t|ds|ding)(?=\s(?:(?!and\b)[\w-]{1,20}\s){1,4}to\s(?:the\s)?hospital\b))"
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
USED_TO = re.compile(r"\bused\s(?:[\w'\u2019-]{1,20}\s){1,4}to\s$")  # "used axes to kill two"
NOT_DEAD = re.compile(r"\s(?:sea|zone|ends?|heat|or\salive|on\sarrival)\b")
OBJECT_GAP = re.compile(
    r"(?:\son\s\w{3,6}day)?\s(?!(?:and|or)\b)(?:(?!(?:and\s\w{2,16}ing|in|on|at|by|when|after|as|during|near|since|while|for|from|with|were|was|are|is"
    r"|that|which|who|until|before"
    r"|but|because|where|if|than)\b)[\w'\u2019.-]{1,24}\s){0,5}"
)
_BE = (
    r"(?:was|were|been|be|being|are|is|got|lay|left|found|feared|confirmed|reported|reportedly|also"
    r"|later|have|has|had|who|shot|presumed)"
)
_NP = (
    r"(?:\s(?!(?:which|whose|that|when|where|while|after|before|but"
    r"|as(?<!identified\sas)(?<!known\sas)|because|was|were|fired|hit|said|struck|attacked)\b)"
    r"[\w'\u2019/.-]{1,24})"
)
PASSIVE_GAP = re.compile(
    rf"{_NP}{{0,9}}?(?:,[^,.;()]{{1,70}})?,?(?:\s(?:that|who)\s(?:was|were)(?:\s[\w'\u2019-]{{1,20}}){{1,8}}?)?(?:\s(?:who|that))?\s(?:was|were|been|being|are|is|got|have|has|had)(?:\s[\w'\u2019-]{{1,20}}){{0,3}}\s"
)
BARE_GAP = re.compile(rf"{_NP}{{0,5}}?(?:\s{_BE}){{0,2}}\s")
LONG_GAP = re.compile(rf"{_NP}{{0,12}}?\s")  # "villagers sheltering in a church in the north-west died"
PASSIVE_AFTER = re.compile(
    r"\s*(?:[.,;:)!?\]\"\u201d]|--|—|\u2013|$)|\s(?:in|on|by|when|after|as|near|during|since|while|at|and|from"
    r"|with|this|last|today|yesterday|overnight|so"
    r"|outside|inside|amid|over|per|between|across|along|around|if|but|including|early|late|before|or|there|here"
    r"|dead|for|because|under"
    r"|\w{3,6}day)\b"
)
PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w{1,14}\s)?$")
TOLL_GAP = re.compile(r"(?:\s(?!in\b|from\b|for\b)[\w'\u2019-]{1,20}){0,7}\s")
TOLL_END = re.compile(
    r"\b(?:to|at|of|is|was|now|reached|reaching|passed|exceeded|topped|hit|above|surpassed|crossed)\s$"
)
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
    r"|,\s(?:\d{1,5}|[a-z-]{3,12})\sof\s(?:them|whom)(?!\s(?:later\s|have\s|since\s|subsequently\s){0,2}(?:died|succumbed)))\s"
    r"(?:(?!\s(?:and\s(?:wound|injur|kill|left|hurt|at\sleast)|were\s|was\s|have\s|had\s|has\s))[^,.;()]){1,70},?"
    r"|\((?![^()]{0,60}(?:dead|kill|wound|injur|hurt))[^()]{0,70}\)"
)
COORDINATED = re.compile(
    r"(?:\s(?!(?:were|was|are|is|been|had|have|has)\b)(?:[\w'\u2019-]|\.(?=\w|\s[a-z])){1,20}){1,7}(?:,|,?\sand|\salong\swith|\sas\swell\sas)\s(?:(?:his|her|their|its|the|another)\s)?"
)
OWN_CLAUSE = re.compile(
    r"\s(?!family|elderly)\w{3,12}ly\b|(?:\s[\w'\u2019-]{1,20}){0,5}?\s(?:are|were|was|is|remain\w{0,3}|missing|injured|wounded|hurt|dead|killed"
    r"|arrested|captured|detained|kidnapped|abducted"
    r"|taken|seized|fled|escaped|survived|died|had|have|has)\b"
    r"|(?:\s[\w'\u2019.-]{1,20}){0,9}?\s(?:said|says|told|reported|reports)\b"  # ", a source in the army said"
    r"|(?:\s[\w'\u2019-]{1,20}){0,2}?\s(?:hit|struck|blew|exploded|detonated|attacked|ambushed|targeted|stormed|opened)\b"
)
CLAUSE_START = re.compile(
    r"(?:^|[.,;:\"\u201c(\]—\u2013-]|\b(?:that|said|says|when|where|as|after|and|while|which|but|reported|least"
    r"|left|leaving|leaves))\s{0,3}[\"\u201c'(]?$"
)
THINGS = re.compile(
    r"(?:\s(?!(?:were|was|are|is|have|had|has|in|on|at|to|near|outside|inside|from|as|and|or|by|of|when|after|killed|dead|wounded|injured|hurt"
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
    r"(?:s|es)?\b(?!\s(?:[a-z]{1,12}\s)?(?:drivers?|guards?|workers?|crews?|passengers?|residents?|commanders?"
    r"|leaders?|members?|staff|pilots?|chiefs?|heads?|elders?|councill?ors?|teachers?|mayors?|managers?|owners?"
    r"|officers?|police\w{0,3}|troopers?|soldiers?))"
    r"|\s(?:family|crew|team|party)\sof\s|\sas\smany\b"
)
WHOLE_WAR = 5000
TOTAL = re.compile(
    r"\b(?:(?<!time\s)since|so\sfar|this\syear|to\sdate|in\stotal|overall|over\sthe\s(?:past|last)|in\sthe\s(?:war|conflict))\b"
)
PERFECT = re.compile(r"\b(?:has|have|had)\s(?:\w{1,12}\s){0,3}$")
LEFT_DEAD = re.compile(r"\b(?:left|leaving|leaves)\b")
AFTER_PREPOSITION = re.compile(r"\b(?:at|in|on|near|from|of|to|with|by|into|outside|inside|for|against)\s$")
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
    rf"(?:(?<=,\s)|(?<=\sand\s)|(?<=\swith\s))(?:his|her|their)(?=\s(?:[\w-]{{1,20}}\s){{0,2}}?{_KIN}\b)"
    rf"|(?:(?<=\sand\s)|(?<=\swith\s))(?:the|its|his|her|their)(?=\s(?:[\w-]{{1,20}}\s){{0,2}}?{_PERSON}\b(?!['\u2019-]))"
)
ONE_AND = re.compile(  # "[commander Ahmed Saleh and] three of his men"
    rf"(?:^|(?<!\ba)(?<!\ban)\s)(?:(?!(?:and|an?|\w{{2,12}}ed)\b)[\w'\u2019.-]{{1,24}}\s){{0,4}}?(?:{_PERSON}|{_KIN})(?:\s(?!and\b)[\w'\u2019.-]{{1,24}}){{0,3}}\sand\s$"
)
FURTHER = re.compile(r"\b(?:another|an?\sfurther|an?\sadditional)\s$")
