"""Codes that other event data uses: PLOVER event types and CAMEO codes, by the mode of an event."""

# CAMEO codebook 1.1b3 (Schrodt 2012); PLOVER codebook (Open Event Data Alliance).
CAMEO = {
    "drone": "195", "missile": "195", "rocket": "194", "air-strike": "195", "shelling": "194", "bombing": "183",
    "suicide-bombing": "1831", "grenade": "183", "chemical": "204", "shooting": "193", "stabbing": "182",
    "arson": "180",
    "armed-assault": "190", "killing": "186", "abduction": "181", "hijacking": "181", "clash": "190",
    "meeting": "040", "call": "041", "visit": "042", "invitation": "036", "contact": "040", "message": "040",
    "mediation": "045", "agreement": "030",
}  # fmt: skip
PLOVER = {"attack": "ASSAULT", "outreach": "CONSULT"}

# CAMEO's sectors of those who are killed for what they stand for: courts, press, church, unions, aid, politics.
EXPOSED = frozenset(["JUD", "MED", "REL", "LAB", "NGO", "ELI"])
RULERS = frozenset("mayor mayors governor governors senator senators congressman".split())
