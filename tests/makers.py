"""Objects for tests, made the way the site makes them: sheets go through `moderation.actions`.

Plain functions, each with defaults that are believable at Brest; what a test is about is what it gives.
"""

from collections.abc import Iterable
from datetime import time, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from PIL import Image

from articles.models import Article
from contributors.consent_texts import PERSON_ACTOR
from contributors.models import Consent, Contributor, User
from events.models import Event
from initiatives.models import Actor, Call, Initiative, Location, Participation, Tag, Theme
from moderation import actions
from moderation.authors import Author
from moderation.models import Scope, Sheet, Status
from photos.actions import take_in
from photos.models import Photo
from places.models import Commune, Department, Intercommunality, Region

BREST = (48.3904, -4.4861)  # degrees WGS 84: latitude, longitude
PASSWORD = "un mot de passe bien long"
numbers = count(1)


def make_region(code: str = "53", name: str = "Bretagne") -> Region:
    return Region.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_department(
    code: str = "29",
    name: str = "Finistère",
    region: Region | None = None,
    position: tuple[float, float] = (48.26, -4.06),
) -> Department:
    latitude, longitude = position
    defaults = {
        "name": name,
        "region": region or make_region(),
        "latitude": latitude,
        "longitude": longitude,
    }
    return Department.objects.get_or_create(code=code, defaults=defaults)[0]


def make_intercommunality(
    code: str = "242900314",
    name: str = "Brest Métropole",
    department: Department | None = None,
    kind: str = "METRO",
) -> Intercommunality:
    defaults = {
        "name": name,
        "department": department or make_department(),
        "kind": kind,
        "population": 210_000,
    }
    return Intercommunality.objects.get_or_create(code=code, defaults=defaults)[0]


def make_commune(
    code: str = "29019",
    name: str = "Brest",
    position: tuple[float, float] = BREST,
    *,
    department: Department | None = None,
    intercommunality: Intercommunality | None = None,
    **fields: Any,
) -> Commune:
    department = department or (intercommunality.department if intercommunality else make_department())
    if intercommunality is None and code == "29019":
        intercommunality = make_intercommunality(department=department)
    defaults = {
        "name": name,
        "department": department,
        "intercommunality": intercommunality,
        "population": 140_000,
        "postcodes": ["29200"],
        "latitude": position[0],
        "longitude": position[1],
        "position_exact": True,
        **fields,
    }
    return Commune.objects.get_or_create(code=code, defaults=defaults)[0]


def make_paris() -> Commune:
    region = make_region("11", "Île-de-France")
    department = make_department("75", "Paris", region, (48.86, 2.34))
    return make_commune("75056", "Paris", (48.8566, 2.3522), department=department, postcodes=["75001"])


def make_theme(slug: str = "alimentation", name: str = "Alimentation et agriculture", **fields: Any) -> Theme:
    """Return the theme of this slug, with a colour and a shape that no other has."""
    existing = Theme.objects.filter(slug=slug).first()
    if existing:
        return existing
    taken = Theme.objects.values_list("colour", "shape")
    colours, shapes = ({row[0] for row in taken}, {row[1] for row in taken})
    free = {
        "colour": next(value for value in Theme.Colour.values if value not in colours),
        "shape": next(value for value in Theme.Shape.values if value not in shapes),
        "icon": "leaf",
        "rank": len(taken),
    }
    return Theme.objects.create(slug=slug, name=name, **free | fields)


def make_tag(name: str = "jardin", theme: Theme | None = None) -> Tag:
    (tag,) = Tag.objects.named([name])
    if theme:
        tag.theme = theme
        tag.save()
    return tag


def make_contributor(email: str = "", name: str = "Camille Le Goff") -> Contributor:
    email = email or f"personne{next(numbers)}@exemple.fr"
    return Contributor.objects.create(email=email, name=name, confirmed_at=timezone.now())


def make_photo(
    alt: str = "Des bacs de légumes au pied d’un immeuble", size: tuple[int, int] = (800, 600)
) -> Photo:
    return take_in(content=picture(size), alt=alt, credit="Camille Le Goff")


def picture(size: tuple[int, int] = (800, 600), kind: str = "JPEG") -> bytes:
    """Return the bytes of a plain green picture of `size` pixels."""
    content = BytesIO()
    Image.new("RGB", size, (60, 120, 70)).save(content, kind)
    return content.getvalue()


def make_actor(
    name: str = "Les Jardins du Bouguen", *, status: str = Status.PUBLISHED, **fields: Any
) -> Actor:
    fields = {"kind": Actor.Kind.ASSOCIATION, "commune": None} | fields
    actor = Actor.objects.create(name=name, **fields)
    if actor.kind == Actor.Kind.PERSON:  # such a page is only there because the person asked for it
        Consent.objects.keep(
            sheet=actor,
            contributor=actor.submitted_by or make_contributor(),
            purpose=Consent.Purpose.PERSON_ACTOR,
            text=PERSON_ACTOR,
        )
    return bring_to(actor, status)


def make_initiative(
    title: str = "Jardin partagé du Bouguen",
    *,
    status: str = Status.PUBLISHED,
    theme: Theme | None = None,
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    actors: Iterable[Actor] = (),
    photos: Iterable[Photo] = (),
    commune: Commune | None = None,
    position: tuple[float, float] | None = BREST,
    locations: Iterable[dict[str, Any]] | None = None,
    contributor: Contributor | None = None,
    **fields: Any,
) -> Initiative:
    """Return an initiative brought to `status` by the actions of the site.

    It has one point at `position` in `commune` (Brest by default), or the whole commune when `position` is None;
    or the `locations` given, each as the fields of one: `[]` for none.
    """
    defaults = {
        "summary": "Un jardin cultivé à plusieurs derrière la bibliothèque universitaire.",
        "description": "Chaque samedi matin, on y plante, on y arrose et on y partage les récoltes.",
        "stage": "activite",
        "scale": "quartier",
        "since": 2019,
    }
    initiative = Initiative.objects.create(
        title=title, main_theme=theme or make_theme(), submitted_by=contributor, **defaults | fields
    )
    initiative.themes.set(themes)
    initiative.tags.set(Tag.objects.named(tags))
    initiative.photos.set(photos)
    for actor in actors:
        Participation.objects.create(initiative=initiative, actor=actor, role=Participation.Role.LEADS)
    for location in one_place(commune, position) if locations is None else locations:
        Location.objects.create(initiative=initiative, **location)
    return bring_to(initiative, status)


def make_call(
    title: str = "Deux personnes pour arroser en août",
    *,
    initiative: Initiative | None = None,
    status: str = Status.PUBLISHED,
    days: int = 30,
    contributor: Contributor | None = None,
    **fields: Any,
) -> Call:
    """Return a call brought to `status`, that ends so many days from now."""
    defaults = {
        "kind": Call.Kind.PEOPLE,
        "text": "Deux heures par semaine, le soir, quand il fait moins chaud. Personne n’a besoin de s’y connaître.",
        "until": timezone.localdate() + timedelta(days=days),
    }
    call = Call.objects.create(
        title=title, initiative=initiative or make_initiative(), submitted_by=contributor, **defaults | fields
    )
    return bring_to(call, status)


def make_event(
    title: str = "Portes ouvertes du jardin",
    *,
    status: str = Status.PUBLISHED,
    days: int = 10,
    contributor: Contributor | None = None,
    initiatives: Iterable[Initiative] = (),
    organisers: Iterable[Actor] = (),
    themes: Iterable[Theme] = (),
    **fields: Any,
) -> Event:
    """Return a meeting brought to `status`, from 18:00 to 20:00 so many days from now, at Brest unless it is online."""
    day = fields.pop("day", timezone.localdate() + timedelta(days=days))
    defaults = {
        "summary": "Visite, goûter et plantations, pour qui veut voir comment ça marche.",
        "description": "Venez comme vous êtes. Nous prêtons gants et outils.",
        "day": day,
        "starts": time(18),
        "end_day": day,
        "ends": time(20),
        "commune": None if "online_url" in fields else make_commune(),
    }
    event = Event.objects.create(title=title, submitted_by=contributor, **defaults | fields)
    event.initiatives.set(initiatives)
    event.organisers.set(organisers)
    event.themes.set(themes)
    event.refresh()
    return bring_to(event, status)


def make_article(
    title: str = "Ce que le jardin nous a appris",
    *,
    status: str = Status.PUBLISHED,
    contributor: Contributor | None = None,
    initiatives: Iterable[Initiative] = (),
    authors: Iterable[Actor] = (),
    events: Iterable[Event] = (),
    themes: Iterable[Theme] = (),
    photos: Iterable[Photo] = (),
    **fields: Any,
) -> Article:
    """Return an analysis brought to `status`: feedback, unless another kind is told."""
    defaults = {
        "kind": Article.Kind.FEEDBACK,
        "summary": "Trois ans de jardin partagé\u00a0: ce qui a marché, et ce que nous ferions autrement.",
        "text": "## Commencer petit\n\nDix carrés suffisent la première année.\n\n"
        "## Décider ensemble\n\nUne réunion par saison, pas davantage.\n\n"
        "## Passer la main\n\nDeux personnes pour chaque tâche.",
    }
    article = Article.objects.create(title=title, submitted_by=contributor, **defaults | fields)
    named = {
        "initiatives": initiatives,
        "authors": authors,
        "events": events,
        "themes": themes,
        "photos": photos,
    }
    for name, sheets in named.items():
        getattr(article, name).set(sheets)
    return bring_to(article, status)


def one_place(commune: Commune | None, position: tuple[float, float] | None) -> list[dict[str, Any]]:
    commune = commune or make_commune()
    if position is None:
        return [{"kind": Location.Kind.COMMUNE, "commune": commune}]
    return [
        {"kind": Location.Kind.POINT, "commune": commune, "latitude": position[0], "longitude": position[1]}
    ]


def bring_to(sheet: Sheet, status: str) -> Any:
    """Bring a sheet just made to a status, through the actions that lead there."""
    by = Author.system()
    if status == Status.UNCONFIRMED:
        return sheet
    if status in (Status.PENDING, Status.REFUSED):
        waiting = actions.enqueue(sheet=sheet, by=by)
        return (
            waiting
            if status == Status.PENDING
            else actions.refuse(sheet=waiting, by=by, reason="Hors sujet.")
        )
    published = actions.import_published(sheet=sheet, by=by)
    if status == Status.ARCHIVED:
        return actions.archive(sheet=published, by=by)
    if status == Status.WITHDRAWN:
        return actions.withdraw(sheet=published, by=by)
    return published


def make_moderator(username: str = "moderation", territories: Iterable[str] = ()) -> User:
    """Return a member of the team who may moderate: in these territories (`departement-29`), or everywhere."""
    user = User.objects.create_user(username, f"{username}@exemple.fr", PASSWORD, is_staff=True)
    group, _ = Group.objects.get_or_create(name=f"groupe de {username}")
    group.permissions.set(
        Permission.objects.filter(
            content_type__app_label__in=[
                "articles",
                "events",
                "initiatives",
                "moderation",
                "contact",
                "contributors",
                "photos",
                "places",
            ]
        )
    )
    for territory in territories:
        Scope.objects.create(group=group, territory=territory)
    user.groups.add(group)
    return user


def make_administrator(username: str = "administration") -> User:
    return User.objects.create_superuser(username, f"{username}@exemple.fr", PASSWORD)
