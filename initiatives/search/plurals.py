"""The other number of a word, for those whose plural has another stem in French: « vélos », « vergers », « lieux »."""

SHORTEST = 3  # letters
IN_X = ("au", "eu")


def other_number(text: str) -> str:
    """Return folded words with the last one in the plural if it is in the singular, or the other way round.

    "" where that makes no sense. It is a guess: « paris » gives « pari ».
    """
    if len(text.split()[-1]) < SHORTEST or not text[-SHORTEST:].isalpha():
        return ""
    if text[-1] in "sx":
        return text[:-1]
    return text + ("x" if text.endswith(IN_X) else "s")
