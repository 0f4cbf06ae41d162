"""The closed word classes of English, as far as the reader needs them: tables, and one look-up."""

DETERMINERS = frozenset(
    (
        "a an the this that these those its his her their our my your some any each every both all another other "
        "several many few no most such same various numerous more fewer least"
    ).split()
)
PREPOSITIONS = frozenset(
    (
        "of in on at by with from to into against near over under through during between among amid around across "
        "along toward towards upon within outside inside beyond for about above behind beside besides beneath "
        "despite off onto via per like including alongside aboard throughout versus involving regarding concerning "
        "targeting without"
    ).split()
)
CONJUNCTIONS = frozenset(["and", "or", "as-well-as", "plus"])
BREAKERS = frozenset(["but", "however", "although", "though", "whereas", "yet", "nor", "instead"])
SUBORDINATORS = frozenset(
    (
        "when why while after before because since until till if unless once where as whether so lest whenever "
        "following"
    ).split()
)
PARTING = frozenset(["after", "before", "since", "while", "until"])  # what they join are two events
REPLIES = frozenset("retaliatory retribution retaliation reprisal reprisals revenge punitive tit-for-tat".split())
RELATIVES = frozenset(["who", "which", "whom", "whose", "that"])
MODALS = frozenset("will would shall should may might could can cannot must 'll".split())
HAVE = frozenset("have has had having 've 'd".split())
BE = frozenset("is are was were be been being am 's 're 'm".split())
DO = frozenset(["do", "does", "did"])
AUXILIARIES = HAVE | BE | DO | frozenset(["get", "got", "gets", "getting"])
CONTRACTED = frozenset(
    (
        "won't didn't don't doesn't wouldn't can't couldn't isn't wasn't aren't weren't hasn't haven't hadn't shouldn't"
    ).split()
)
PRONOUNS = frozenset(
    (
        "i he she it they we you him them us me himself herself itself themselves there one nobody someone anyone "
        "everyone who others"
    ).split()
)
ADVERBS = frozenset(
    (
        "also then now just still again already soon later earlier ago recently reportedly allegedly apparently "
        "currently finally first twice once only even too very separately meanwhile furthermore moreover additionally "
        "immediately successfully "
        "repeatedly directly jointly simultaneously initially previously formerly together personally officially "
        "briefly yet ever far back away down up out there here today yesterday tomorrow tonight overnight nearly "
        "almost about approximately roughly"
    ).split()
)
SAYING = frozenset(
    (
        "said say says saying told tell tells announced announce announces reported report reports reporting "
        "confirmed confirm confirms stated states claimed claim claims added adds according warned warns wrote "
        "writes declared declares noted insisted insists alleged alleges acknowledged acknowledges disclosed "
        "revealed reveals explained tweeted posted believe believes quoted cited indicated informed"
    ).split()
)
BLAMING = frozenset("blame blamed blames blaming".split())
VERBS = SAYING | frozenset(
    (
        "accused accuse accuses agreed agree agrees aimed aims allowed appeared appears appealed approved arrested "
        "asked asks became become becomes began begin begins begun blamed blames blocked broke brought build built "
        "called calls came come comes caused causes causing carried carry carries carrying condemned condemns "
        "condemning continued continue continues convicted criticised criticized cut decided decides defended "
        "defends denied denies deny denying demanded demands died die dies dying directed discussed displaced "
        "driven drove ended ends entered enter expressed expresses faced faces failed fails fell fallen fall falls "
        "fled flee followed follows focused focuses forced forces found finds gave give gives given giving goes held "
        "hold holds holding helped hoped hopes imposed includes include included including injured joined joins kept "
        "keeps killed kills killing know known knows leaving leaves left let led leads lives living lost loses made "
        "make makes making marked mediated meant moved moves needs offered offers opened opens ordered orders paid "
        "passed planned plans pledged pledges prepared prevented promised promises provided provides pushed put refuse "
        "raised raises ran reached refused refuses rejected rejects released releases remained remains removed "
        "responded responds returned returns rose runs saw says seen sees seized seek seeks sought sent served "
        "shows showed shown signed signs spoke stands started starts stopped stops suffered suffers supported "
        "supports surrounded suspected threatened threatens took take takes taken taking tried tries turned urged "
        "urges urging use used uses using visited vowed vows voted wanted wants welcomed won works wounded urged "
        "sparked triggered prompted prompting sparking raising leaving damaging destroying forcing injuring "
        "wounding sending marking ending following sustained sustaining conducted conducts conduct conducting "
        "staged stages mounted mount launched launches launch launching attended attends attend attending happened "
        "happens occurred occurs survived survives lies lie arrived arrives travelled traveled resulted results "
        "prevents responding deployed deploys rocked stormed bashed denounced praised vowing remain deserve "
        "deserves emerged retaliated regarded escalated intensified erupted erupts flared increased increases "
        "increase linked blaming dealt deals hails hailed praises join stresses stressed emphasised emphasized "
        "refute refutes refuted decline declines declined scrapped spurned mulls weighs "
        "underscored underscores reaffirmed reaffirms reiterated reiterates slams embarks embarked defies thanked urge "
        "went goes gone grew grows wrote stood spent understood understands thought thinks flew flies sat sits drew "
        "bought sold taught wore wears withdrew withdraws risen sank sinks shook shakes swept sweeps swore tore threw "
        "throws rode rang bore bears became chose chooses clung fed felt feels forgot froze hid hung lent overcame "
        "initialled initialed clinched sealed considers postpones cancels preps snubs overshadows overshadowed "
        "overthrew proved proves quit rebuilt shrank slept slid speaks spread stole swung remembers recall recalls "
        "recalled reminded reminds commemorates mourns sets ignites ignited intensifies escalates deepens "
        "mounts unleashes unleashed resumes resumed identify identifies laid caught posing masquerading "
        "rises climbs climbed condemn denounce decry deplore mourn reject criticize criticise lament discuss "
        "investigate commemorate expect prepare survive oppose applaud admit weigh mull approve authorize "
        "authorise suspend postpone cancel avoid await predict anticipate describe endure avenge withstand "
        "wraps wrapped pays accepts accepted extends extended reopens reopened remember downplay link deny threaten "
        "accuse prevent avert"
    ).split()
)


def tag_of(word: str) -> str:
    """The class of a lower-case word as one letter: D determiner, P preposition, C and/or, B but, S subordinator, R
    relative,
    M modal, H have, X be/do/get, G negation, O pronoun, A adverb, V verb, I "to", W any other word."""
    return CLASSES.get(word) or ("A" if word.endswith("ly") and len(word) > 4 and word not in LY_NOUNS else "W")


LY_NOUNS = frozenset(
    (
        "family italy july assembly ally rally supply reply monopoly anomaly billy sicily deadly weekly daily "
        "early friendly elderly likely ghastly grisly hourly monthly yearly"
    ).split()
)

CLASSES: dict[str, str] = {
    word: letter
    for letter, words in (
        ("V", VERBS),
        ("A", ADVERBS),
        ("O", PRONOUNS),
        ("S", SUBORDINATORS),
        ("D", DETERMINERS),
        ("P", PREPOSITIONS),
        ("R", RELATIVES),
        ("C", CONJUNCTIONS),
        ("B", BREAKERS),
        ("M", MODALS),
        ("X", AUXILIARIES),
        ("H", HAVE),
        ("G", frozenset(["not", "never", "n't", "neither"]) | CONTRACTED),
        ("I", frozenset(["to"])),
    )
    for word in words
}
