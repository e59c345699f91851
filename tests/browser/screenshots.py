"""Screenshots of every page: `python -m tests.browser.screenshots [--base URL] [--out FOLDER] [--only NAME]`.

Takes each at 360 and 1280 px, light and dark, into var/screenshots, and two for the README into docs/images. The site
must run: `make run` in another window. Nothing is fetched from elsewhere: the map shows its own outlines.
"""

import argparse
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.visit import DESKTOP, PHONE, Visit, visiting

ROOT = Path(__file__).resolve().parent.parent.parent
ROBOT_TRAP = 3_500  # milliseconds: a form sent faster is asked again
SETTLED = 600  # milliseconds: for the markers of the map

CHOSEN = "wiki-garrigues"  # one of the founding entries, which every demonstration has
# Name of the picture → address. An address in two parts is that of the first link under the second in the first.
PAGES: dict[str, str | tuple[str, str]] = {
    "accueil": "/",
    "accueil-pres-de-brest": "/?pres=29019",
    "carte": "/carte/",
    "carte-brest": "/carte/?bbox=-4.55,48.36,-4.42,48.43",
    "initiatives": "/initiatives/",
    "initiatives-filtrees": "/initiatives/?theme=alimentation&q=jardin",
    "initiatives-aucune": "/initiatives/?q=xyzzy",
    "initiative": ("/initiatives/", "/initiatives/"),
    "acteurs": "/acteurs/",
    "acteur": ("/acteurs/", "/acteurs/"),
    "reseau": "/reseau/",
    "appels": "/appels/",
    "rencontres": "/rencontres/",
    "rencontres-aucune": "/rencontres/?q=xyzzy",
    "rencontres-passees": "/rencontres/?quand=passees",
    "rencontres-mois": ("/rencontres/", "/rencontres/mois/"),
    "rencontre": ("/rencontres/", "/rencontres/"),
    "annoncer": "/rencontres/proposer/",
    "analyses": "/analyses/",
    "analyses-aucune": "/analyses/?q=xyzzy",
    "analyse": ("/analyses/", "/analyses/"),
    "ecrire-une-analyse": "/analyses/proposer/",
    "partenaires": "/analyses/partenaires/",
    "themes": "/themes/",
    "theme": "/themes/alimentation/",
    "etiquettes": "/etiquettes/",
    "etiquette": ("/etiquettes/", "/etiquettes/"),
    "territoires": "/territoires/",
    "region": "/territoires/region/53/",
    "departement": "/territoires/departement/29/",
    "commune": "/territoires/commune/29019/",
    "portrait": "/territoires/departement/29/portrait/",
    "donnees": "/donnees/",
    "flux": "/flux/?territoire=departement-29",
    "lettre": "/lettre/",
    "lettre-s-abonner": "/lettre/s-abonner/",
    "lettre-demandee": "/lettre/s-abonner/?envoye",
    "integrer": "/integrer/",
    "integrer-fiche": f"/integrer/?forme=fiche&f=initiatives/{CHOSEN}",
    "cadre-carte": "/integrer/carte/",
    "cadre-liste": "/integrer/liste/",
    "cadre-liste-aucune": "/integrer/liste/?q=xyzzy",
    "cadre-appels": "/integrer/appels/",
    "cadre-agenda": "/integrer/agenda/",
    "cadre-fiche": f"/integrer/fiche/?f=initiatives/{CHOSEN}",
    "kit": "/kit/",
    "kit-choisi": f"/kit/?f={CHOSEN}&titre=Rencontres+des+communs",
    "livret": f"/kit/livret/?f={CHOSEN}&titre=Rencontres+des+communs",
    "diapositives": f"/kit/diapos/?f={CHOSEN}&titre=Rencontres+des+communs",
    "emargement": "/kit/emargement/",
    "badges": "/kit/badges/",
    "affiche": f"/initiatives/{CHOSEN}/affiche/",
    "proposer": "/initiatives/proposer/",
    "demarrer": "/demarrer/",
    "demarrer-trouve": "/demarrer/?texte=compost+et+jardin+partag%C3%A9&commune=Brest",
    "mes-fiches": "/mes-fiches/",
    "cercle": "/cercle/",
    "plan": "/plan-du-site/",
    "a-propos": "/a-propos/",
    "charte": "/charte/",
    "mentions-legales": "/mentions-legales/",
    "confidentialite": "/confidentialite/",
    "accessibilite": "/accessibilite/",
    "guide-de-style": "/guide-de-style/",
    "admin-connexion": "/admin/login/",
}
OTHERS = re.compile("/(proposer|partenaires)/$")  # what lists lead to besides their rows
ERRORS = [400, 403, 404, 410, 429, 500, 503]
README = {"carte": "/carte/", "initiative": PAGES["initiative"]}


def main() -> None:
    """Take the screenshots that the command line asks for."""
    parser = argparse.ArgumentParser(description="Screenshots of every page of a running site.")
    parser.add_argument("--base", default="http://127.0.0.1:8000", help="address of the site")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "var" / "screenshots", help="folder of the pictures"
    )
    parser.add_argument("--only", default="", help="pages whose name begins so")
    options = parser.parse_args()
    base = options.base.rstrip("/")
    program = find_chromium()
    if program is None:
        sys.exit("Chromium is not installed: as root, apt-get install chromium.")
    try:
        urllib.request.urlopen(
            f"{base}/sante/vivant", timeout=5
        ).close()  # http, whose address was typed here
    except (urllib.error.URLError, OSError):
        sys.exit(f"Nothing answers at {base}: start the site with `make run`.")
    options.out.mkdir(parents=True, exist_ok=True)
    errors = error_pages()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        for width in (PHONE, DESKTOP):
            for dark in (False, True):
                with visiting(browser, base, width=width, dark=dark) as visit:
                    suffix = f"{width}-{'dark' if dark else 'light'}.png"
                    take_all(visit, naming(options.out, suffix), options.only, errors)
                    report(visit, suffix)
        if not options.only:
            for_readme(browser, base)
        browser.close()
    print(f"{len(list(options.out.glob('*.png')))} pictures in {options.out}")


def naming(folder: Path, suffix: str) -> Callable[[str], Path]:
    """Return what gives the file of a picture from its name."""
    return lambda name: folder / f"{name}-{suffix}"


def take_all(visit: Visit, path_of: Callable[[str], Path], only: str, errors: dict[int, str]) -> None:
    """Take every page in one window."""
    page = visit.page
    for name, address in PAGES.items():
        if name.startswith(only):
            go(visit, address)
            shoot(page, path_of(name))
    if "proposer".startswith(only) or only.startswith("proposer"):
        take_form(visit, path_of)
    for code, html in errors.items():
        if f"erreur-{code}".startswith(only):
            address = f"{visit.site}/erreur-{code}"
            page.route(address, answering(html))
            page.goto(address)
            shoot(page, path_of(f"erreur-{code}"))


def answering(html: str) -> Callable[[Route], None]:
    """Return what answers a request with this page."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def go(visit: Visit, address: str | tuple[str, str]) -> None:
    """Open a page, or the first page under an address that a list links to."""
    path = address if isinstance(address, str) else first_link(visit, *address)
    visit.page.goto(visit.site + path)
    visit.page.wait_for_load_state("networkidle")
    if path.startswith("/carte/"):
        visit.page.wait_for_timeout(SETTLED)


def first_link(visit: Visit, page: str, under: str) -> str:
    """Return the first address just under `under` to which a page links."""
    visit.page.goto(visit.site + page)
    links = visit.page.locator(f"main a[href^='{under}']").evaluate_all(
        "all => all.flatMap(a => a.pathname ?? [])"
    )
    return next(link for link in links if link.count("/") == under.count("/") + 1 and not OTHERS.search(link))


def shoot(page: Page, path: Path) -> None:
    """Take the whole page; the map is as high as its window."""
    page.screenshot(path=path, full_page=True, animations="disabled")


def take_form(visit: Visit, path_of: Callable[[str], Path]) -> None:
    """Take the form with its errors, then the look before sending. Nothing is sent; the draft is purged in a day."""
    page = visit.page
    page.goto(visit.site + "/initiatives/proposer/")
    page.wait_for_timeout(ROBOT_TRAP)
    form = page.locator("form[data-tc-submit]")
    form.locator("[name=title]").fill("Bibliothèque d’objets de Recouvrance")
    form.get_by_role("button", name="Relire avant d’envoyer").last.click()
    shoot(page, path_of("proposer-erreurs"))
    form.locator("[name=summary]").fill(
        "On y emprunte ce qui ne sert qu’une fois l’an\u00a0: perceuse, tente, appareil à raclette."
    )
    form.locator("[name=description]").fill(
        "Ouverte le samedi matin.\n\n## Comment emprunter\n\n- adhérer\n- venir\n- rapporter"
    )
    for control in ("main_theme", "stage", "scale"):
        form.locator(f"[name={control}]").first.check(force=True)
    form.locator("[name=lieu-0-kind][value=commune]").check(force=True)
    form.locator("[name=lieu-0-commune]").fill("Brest (29)")
    form.locator("[name=carrier][value=person]").check(force=True)
    form.locator("[name=contributor_name]").fill("Camille Le Goff")
    form.locator("[name=contributor_email]").fill("camille@exemple.fr")
    form.locator("[name=publication_consent]").check(force=True)
    form.get_by_role("button", name="Relire avant d’envoyer").last.click()
    page.wait_for_url("**/relecture/**")
    shoot(page, path_of("relecture"))


def error_pages() -> dict[int, str]:
    """Return the HTML of each error page, by its status: most cannot be had for the asking."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "territoires.settings")
    import django
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    django.setup()
    request = RequestFactory().get("/")
    return {
        code: render_to_string(
            f"territoires/errors/{code}.html",
            {"minutes": 12, "resend_url": "/mes-fiches/"},
            request,
        )
        for code in ERRORS
    }


def for_readme(browser: Browser, base: str) -> None:
    """Take the two pictures of the README, of one window each."""
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name, address in README.items():
        with visiting(browser, base, width=DESKTOP) as visit:
            go(visit, address)
            picture = Image.open(BytesIO(visit.page.screenshot(animations="disabled")))
            # 256 colours are enough for flat drawings, and a quarter of the weight in every clone.
            picture.convert("RGB").quantize(256).save(folder / f"{name}.png", optimize=True)


def report(visit: Visit, suffix: str) -> None:
    """Say what the browser complained of."""
    for error in dict.fromkeys(visit.errors):
        if "net::ERR_FAILED" not in error:  # tiles and other origins, kept out on purpose
            print(f"{suffix}: {error}")


if __name__ == "__main__":
    main()
