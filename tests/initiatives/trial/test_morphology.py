import pytest

from initiatives.trial import morphology


@pytest.mark.parametrize(
    ("word", "expected"),
    [("jardin", "jardins"), ("tableau", "tableaux"), ("feu", "feux"), ("local", "locaux"), ("repas", "repas"),
     ("bail", "baux"), ("bal", "bals"), ("prix", "prix"), ("tiers-lieu", "tiers-lieux")],
)  # fmt: skip
def test_plural(word, expected):
    assert morphology.plural(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("partagé", "partagée"), ("local", "locale"), ("citoyen", "citoyenne"), ("précieux", "précieuse"),
     ("participatif", "participative"), ("rural", "rurale"), ("rare", "rare"), ("public", "publique"),
     ("printanier", "printanière"), ("annuel", "annuelle"), ("breton", "bretonne"), ("discret", "discrète")],
)  # fmt: skip
def test_feminine(word, expected):
    assert morphology.feminine(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("atelier", True), ("école", True), ("habitat", True), ("hameau", False), ("haie", False), ("pain", False),
     ("Étang", True)],
)  # fmt: skip
def test_elision(word, expected):
    assert morphology.elides(word) is expected


@pytest.mark.parametrize(
    ("prefix", "word", "expected"),
    [("re", "planter", "replanter"), ("re", "ouvrir", "réouvrir"), ("re", "éclairer", "rééclairer"),
     ("re", "semer", "ressemer"), ("re", "scier", "rescier"), ("co", "animer", "coanimer")],
)  # fmt: skip
def test_prefixes(prefix, word, expected):
    assert morphology.prefixed(prefix, word) == expected


def test_derived_words():
    nouns = morphology.derived_nouns(["planter"], morphology.ACTIVITY_SUFFIXES)
    assert nouns[0] == morphology.Noun("plantage", "plantages", False, False)
    assert "replantation" in [noun.singular for noun in nouns]
    adjectives = morphology.derived_adjectives(["planter"])
    assert adjectives[0] == morphology.Adjective("plantable", "plantables", "plantable", "plantables")
    assert "coplanter" in morphology.derived_verbs(["planter"])
    assert morphology.derived_families(["Martin"])[:2] == ["Martineau", "Martinet"]
    assert morphology.hamlets(["Martin", "Aubert"])[:2] == ["de la Martinière", "de l’Aubertière"]


def test_stems_leave_out_verbs_whose_stem_changes():
    assert morphology.stems(["planter", "partager", "nettoyer", "cueillir", "trier"]) == ["plant"]
