"""Trades: the words of sport, markets, disasters, computers, courts and nature, which are no sign of an attack."""

UNARMED = frozenset(
    (
        "tariff tariffs sanction sanctions market markets economy film movie album song sales inflation virus pandemic "
        "covid "
        "leak leaks gantry scaffold scaffolding crane beam "
        "quake quakes earthquakes hurricanes cyclones typhoons storms landslides tremors aftershocks crashed crashing "
        "disease cancer earthquake storm hurricane cyclone typhoon flood floods wildfire wildfires tornado landslide "
        "crash collision derailment accident lightning rainfall drought deals vaccine vaccines box-office netflix "
        "heatwave volcano avalanche colliery mine mines coal crashes roblox gamers flips "
        "flipped overturned capsized drowned traffic motorway pedestrian pedestrians cyclist motorist "
        "union unions rmt walkout ballot pay criticism criticisms condemnation backlash criticised critics "
        "walkouts autoworkers screenwriters"
    ).split()
)
# What one plays with words of war, so that they are no sign against a death.
GAMES = frozenset(
    (
        "goal goals match game season coach league cup championship tennis cricket football striker chess strikeout "
        "inning nfl nba playoff quarterback touchdown scorer penalty midfielder defender goalkeeper player players "
        "medal medals gymnasts gymnast athletes tailender batsman batter spinner wicket wickets odi icc fifa uefa rugby"
    ).split()
)
MALWARE = frozenset(
    "malicious vulnerability vulnerabilities malware malware-laced "
    "ransomware spyware backdoor phishing ddos botnet".split()
)
ACTORS = frozenset(["actor", "actors"])  # with "threat": who breaks into computers
CYBER = frozenset(
    (
        "cyber cyberattack cyberattacks hackers hacker hacked website websites ransomware malware phishing ddos "
        "network networks online computer computers backdoor spyware botnet server servers brute "
        "apt impersonated impersonating credentials exploit exploits exploited trojanized zero-day"
    ).split()
)
VERBAL = frozenset(
    (
        "scathing stinging blistering withering virulent verbal verbally rhetorical charm panic asthma "
        "shark bear dog dogs snake lion crocodile elephant "
        "leopard tiger wolf hunger advert ad advertisement teachers' drill drills simulated simulation "
        "bite bites biting bitten "
        "bobcat cougar alligator alligators sharks bears lions tigers leopards crocodiles elephants wolves hippos "
        "snakes monkey monkeys baboon baboons hornets wasps jellyfish pitbull pitbulls kangaroo moose orca orcas "
        "rottweiler rottweilers hyena hyenas boar boars "
        "cow cows bull bulls buffalo buffaloes goat goats wasp ostrich rhino rhinos hippo "
        "cat cats puppy feline bees coyote wargame wargames"
    ).split()
)
# Of attacks and strikes, but not of deaths: a bitter strike, an attack on personal freedom, a heart attack.
FEELING = frozenset("bitter harsh personal labour labor humanity".split())
BODILY = frozenset(["heart", "panic", "asthma", "anxiety"])  # "heart attack"
DEMOLITION = frozenset(["demolition", "implosion"])
# What a state targets others with that hurts nobody.
MEASURES = frozenset(
    "sanction sanctions sanctioned sanctioning program programs programme programmes treasury tariff tariffs exports "
    "designations blacklist blacklisted espionage linkedin".split()
)
HOAXES = frozenset("prank pranks pranksters hoax hoaxes".split())
FICTION = frozenset("novel film movie play drama comic videogame thriller opera book story".split())
SATIRE = frozenset("satire satirical satirist spoof parody".split())
FALSE = frozenset(["fake", "false"])  # of threats and alarms
CRAFT = frozenset("spacecraft spaceport spacex starship astronaut astronauts".split())
SPACE = CRAFT | frozenset("orbit satellite satellites space lunar nasa".split())
FIREWORKS = frozenset("firework fireworks firecracker firecrackers".split())
REHEARSED = frozenset(
    "practises practices practised practiced practising practicing rehearses rehearsed rehearsing simulated simulates "
    "simulating mock live-fire".split()
)
EXERCISES = frozenset("exercise exercises wargame wargames manoeuvres maneuvers".split())
HARMED = frozenset(
    "killed wounded injured dead died kills wounds injures killing wounding injuring machine-gunned "
    "machinegunned strafed".split()
)
AGENCIES = frozenset(["SPY", "COP", "JUD"])
BOWLED = frozenset("spin pace seam bowling batting front-three".split())
SEPARATE = frozenset("second another separate third fresh new other further".split())
COURTS = frozenset("court inquiry jury judge".split())  # in a headline: what is told under it is not of today
TRIALS = frozenset(
    (
        "inquest inquiry tribunal pleaded pleads trial "
        "convicted sentenced sentencing sues sued lawsuit indicted acquitted verdict jailed testified"
    ).split()
)
CIVIL = frozenset(["civil", "site", "person", "weapon", "office"])
