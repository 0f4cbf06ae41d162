"""Inflection: the regular forms of English verbs and nouns."""

VOWELS = "aeiou"


def inflect(phrase: str) -> dict[str, str]:
    """The regular forms of a verb phrase (its first word inflects) as form -> base, s, ed or ing."""
    verb, _, rest = phrase.partition(" ")
    rest = f" {rest}" if rest else ""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if verb.endswith("y") and verb[-2] not in VOWELS:
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past = stem + "ed"
    one_vowel = sum(letter in VOWELS for letter in verb) == 1
    doubled = len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in VOWELS and one_vowel and len(verb) <= 5
    if doubled:
        past, stem = f"{verb}{verb[-1]}ed", verb + verb[-1]
    return {verb + rest: "base", third + rest: "s", past + rest: "ed", stem + "ing" + rest: "ing"}


def pluralise(phrase: str) -> str:
    """The regular plural of a noun phrase (its last word, or the word before "of")."""
    head, of, rest = phrase.partition(" of ")
    first, _, last = head.rpartition(" ")
    if last.endswith("y") and last[-2] not in VOWELS:
        last = last[:-1] + "ies"
    else:
        last += "es" if last.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return f"{first} {last}".strip() + of + rest
