"""How far a word is from another, as fingers err."""


def distance(one: str, other: str) -> int:
    """Return how many letters to add, take away, change or swap with the next lead from one word to the other.

    Optimal string alignment, the restricted distance of Damerau and Levenshtein: « fabalb » is at 1 from « fablab ».
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, facing in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]


def tolerance(word: str) -> int:
    """Return how far from a typed word one that was meant may be: short words have too many neighbours."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2
