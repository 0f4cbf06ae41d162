"""Cues: the words by which what they govern is certain, wished, threatened, denied or conditional."""

CERTAIN = frozenset(
    (
        "managed claimed claims confirmed admitted appears appear seems helped failed-not began begin begins "
        "started continued continue continues continuing proceeded used using went able forced come came getting "
        "ordered sent joined said according reported known believed appeared alleged thought teamed combined seen"
    ).split()
)
WISHING = frozenset(
    (
        "plan plans planned planning intend intends intended prepare prepares prepared preparing set due scheduled "
        "expected expects expect ready poised hope hopes hoped wants want wanted agreed agree agrees decided seek "
        "seeks seeking sought aims aimed offered offer offers proposed considering mulling mulls eyes weighs "
        "looking likely scheduling slated heading willing invited"
    ).split()
)
THREAT = frozenset(
    (
        "threaten threatens threatened threatening vow vows vowed vowing pledge pledged pledges warn warned warns "
        "warning swore promised promises promising"
    ).split()
)
DENIAL = frozenset("deny denies denied denying refute refuted refutes rejected dismissed reject rejects".split())
REJECTING = frozenset(
    (
        "rejected rejects reject refused refuses refuse declined declines decline cancelled canceled cancels "
        "cancel postponed postpones suspended suspends halted called-off ruled scrapped boycotted spurned "
        "dismissed abandoned"
    ).split()
)
CONDITION = frozenset(["if", "unless", "whether", "lest", "in case"])
PROOF = frozenset("evidence proof sign indication indications signs".split())
FUTURE = frozenset(["will", "'ll", "shall"])
