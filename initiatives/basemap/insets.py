"""What a drawn map of the country shows apart: overseas departments and collectivities, and Paris."""

from initiatives.basemap.outlines import Bounds

# Where each overseas department or collectivity is looked at; those of INSETS_ALWAYS are drawn even when empty.
OVERSEAS: dict[str, Bounds] = {
    "971": Bounds(-61.95, 15.75, -60.95, 16.6),
    "972": Bounds(-61.35, 14.3, -60.7, 14.95),
    "973": Bounds(-54.9, 2.0, -51.3, 6.0),
    "974": Bounds(55.1, -21.5, 55.95, -20.75),
    "976": Bounds(44.9, -13.1, 45.4, -12.55),
    "975": Bounds(-56.6, 46.65, -56.0, 47.2),
    "977": Bounds(-62.95, 17.8, -62.7, 18.0),
    "978": Bounds(-63.2, 17.95, -62.95, 18.15),
    "986": Bounds(-178.4, -14.5, -176.0, -13.0),
    "987": Bounds(-150.0, -18.0, -149.0, -17.3),
    "988": Bounds(163.4, -23.0, 168.2, -19.4),
}
INSETS_ALWAYS = ("971", "972", "973", "974", "976")

# Paris and its three neighbours would hide one another: they are drawn in an inset of their own.
PARIS_CODES = ("75", "92", "93", "94")
PARIS = Bounds(2.1, 48.68, 2.62, 49.02)

# The insets stand where the main frame has only sea, Cornwall or Spain.
PARIS_BOX = (12, 12, 210, 208)  # x, y, width, height in units
OVERSEAS_BOXES = [
    *((12 + 116 * (i % 2), 474 + 116 * (i // 2), 106, 106) for i in range(8)),  # the Bay of Biscay, Spain
    *((882, 392 + 116 * i, 106, 106) for i in range(3)),  # Switzerland, Italy
]
# What fits in a box.
SHORT_NAMES = {
    "975": "St-Pierre-et-M.",
    "977": "St-Barthélemy",
    "986": "Wallis-et-Fut.",
    "987": "Polynésie fr.",
    "988": "Nlle-Calédonie",
}
