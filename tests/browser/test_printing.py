"""The kit for a meeting, printed by a browser and shown on a wall: right pages, whatever the texts; keys of slides."""

import re

from playwright.sync_api import expect

from tests import makers

MILLIMETRES = 25.4 / 72  # in a point of PDF
LONG = [
    ("W" * 120, "m" * 280),
    ("Une longue phrase, " * 6, "Un résumé de plusieurs mots. " * 9),
    ("🥕" * 60, "é" * 280),
]
# What stands below the foot of a page made for paper would be cut.
CUT = """() => [...document.querySelectorAll(".leaf, .slide")].flatMap((page) => {
  const end = page.getBoundingClientRect().bottom + 1;
  const inside = page.querySelectorAll("h1, h2, p:not(.leaf-text p), img, figcaption, dd, .qr, td");
  return [...inside].filter((one) => one.getBoundingClientRect().bottom > end).map((one) => one.outerHTML.slice(0, 80));
})"""


def pages_of(page):
    """Return the sizes of the printed pages, in whole millimetres."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True).decode("latin-1")
    boxes = re.findall(r"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(r"/Type\s*/Page\b", pdf))
    return [tuple(round(float(side) * MILLIMETRES) for side in box) for box in boxes]


def make_long():
    return [
        makers.make_initiative(
            title,
            summary=summary[:280],
            description="- une ligne\n" * 80 + "\n\n" + "Une phrase. " * 500,
            actors=[makers.make_actor(title[:90])],
            phone="02 98 00 00 00",
            email="bonjour@exemple.fr",
            opening_hours="tous les jours " * 20,
            photos=[makers.make_photo()] if number == 1 else [],
        )
        for number, (title, summary) in enumerate(LONG)
    ]


def test_each_thing_is_printed_on_its_pages_whatever_the_texts(visit):
    sheets = make_long()
    for sheet in sheets:
        for number in range(3):
            makers.make_call(f"{number} " + "Q" * 90, initiative=sheet)
    numbers = ".".join(str(sheet.pk) for sheet in sheets)
    words = f"titre={'W' * 120}&soustitre={'M' * 120}&lieu={'L' * 120}&date=2027-03-13"
    sizes = {}
    addresses = {
        "booklet": f"/kit/livret/?n={numbers}&{words}",
        "slides": f"/kit/diapos/?n={numbers}&{words}",
        "attendance": f"/kit/emargement/?lignes=25&{words}",
        **{f"poster {sheet.pk}": f"/initiatives/{sheet.slug}/affiche/" for sheet in sheets},
    }
    cut = {}
    for name, address in addresses.items():
        page = visit.open(address)
        page.set_viewport_size({"width": 1240, "height": 900})
        page.emulate_media(media="print")
        sizes[name] = pages_of(page)
        if found := page.evaluate(CUT):
            cut[name] = found
    posters = {f"poster {sheet.pk}": [(297, 420)] for sheet in sheets}
    assert (
        sizes
        == {
            "booklet": [(210, 297)] * 7,
            "slides": [(320, 180)] * 6,
            "attendance": [(297, 210)] * 3,
        }
        | posters
    )
    assert cut == {}


def test_names_become_badges_ten_to_a_page(visit):
    page = visit.open("/kit/badges/?titre=Forum")
    page.get_by_label("Les noms").fill("\n".join(["W" * 100, "Awa Diop, Jardin", *["Jo"] * 8]))
    page.get_by_label("Badges à remplir à la main").fill("1")
    page.get_by_role("button", name="Voir les badges").click()
    expect(page.locator(".badge")).to_have_count(11)
    assert page.url.endswith("/kit/badges/")
    assert pages_of(page) == [(210, 297)] * 2


def test_slides_go_by_keys_and_the_address_follows(visit):
    sheets = [makers.make_initiative(f"Jardin {number}") for number in (1, 2)]
    page = visit.open(f"/kit/diapos/?n={sheets[0].pk}.{sheets[1].pk}&titre=Forum")
    expect(page.get_by_role("button", name="Plein écran")).to_be_visible()
    top = "document.querySelector('#d{}').getBoundingClientRect().top"
    for key, number in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("ArrowLeft", 2),
        ("End", 5),
        ("ArrowDown", 5),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        page.wait_for_function(f"Math.abs({top.format(number)}) < 2")
        assert page.url.endswith(f"#d{number}"), key
        assert page.evaluate("scrollX") == 0
    page.keyboard.press(" ")
    expect(page.locator("[data-tc-slide-status]")).to_have_text("Diapositive 2 sur 5\u00a0: Où elles sont")
    page.get_by_role("link", name="Diapositive suivante").nth(1).click()
    page.wait_for_url("**#d3")
    page.reload()
    page.wait_for_function(f"Math.abs({top.format(3)}) < 2")


def test_slides_need_no_script(visitor):
    sheet = makers.make_initiative("Jardin")
    page = visitor(javascript=False).open(f"/kit/diapos/?n={sheet.pk}")
    page.get_by_role("link", name="Diapositive suivante").first.click()
    page.wait_for_url("**#d2")
    expect(page.get_by_role("button", name="Plein écran")).to_be_hidden()
