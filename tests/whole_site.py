"""A small site with something of every kind on it, and the addresses of its public pages."""

from django.urls import reverse
from django.utils import timezone

from events.models import Registering
from initiatives.calling.endings import find
from initiatives.models import Actor, Initiative, Location, Membership, Tag
from moderation import actions
from moderation.authors import Author
from newsletter.models import Issue, MailingList
from newsletter.periods import Period, Rhythm
from tests import makers
from tests.partners import make_entry

PRIVATE_EMAIL = "camille.le-goff@courriel-prive.fr"


def make_whole_site() -> list[str]:
    """Make one of each thing; return one address for each public page, the home page first."""
    brest, paris = makers.make_commune(), makers.make_paris()
    garden = makers.make_theme()
    digital = makers.make_theme("numerique", "Numérique et communs")
    network = makers.make_actor("Réseau des jardins", kind="reseau")
    actor = makers.make_actor(commune=brest, summary="Une association d’habitantes et d’habitants.")
    actor.skills.set(Tag.objects.named(["animation"]))
    actor.themes.set([garden])
    Membership.objects.create(actor=actor, network=network)
    contributor = makers.make_contributor(PRIVATE_EMAIL, "Camille Le Goff")
    initiative = makers.make_initiative(
        theme=garden,
        themes=[digital],
        tags=["Jardin partagé", "compost"],
        actors=[actor],
        photos=[makers.make_photo()],
        contributor=contributor,
        links=[{"url": "https://exemple.fr/jardin", "title": "Le site du jardin"}],
        opening_hours="Samedi de 10 h à 12 h",
    )
    makers.make_initiative("Wiki des communs", theme=digital, commune=paris, position=None)
    makers.make_initiative("Atelier itinérant", theme=digital, locations=[{"kind": Location.Kind.ONLINE}])
    for number in range(30):
        makers.make_initiative(f"Composteur de quartier n° {number}", theme=garden, tags=["compost"])
    call = makers.make_call("Des bras pour arroser", initiative=initiative, contributor=contributor)
    ended = makers.make_call("Une brouette", initiative=initiative, kind="materiel")
    find(sheet=ended, by=Author.system(), outcome="Merci à la voisine.")
    calls = [call.get_absolute_url(), ended.get_absolute_url(), call.get_history_url()]
    event = makers.make_event(
        themes=[garden],
        initiatives=[initiative],
        organisers=[actor],
        rhythm="semaine",
        times=5,
        contributor=contributor,
    )
    Registering.objects.create(event=event, is_open=True, capacity=4)
    calls += [event.get_absolute_url(), event.get_history_url(), f"/rencontres/mois/{event.day:%Y-%m}/"]
    article = makers.make_article(
        themes=[garden],
        initiatives=[initiative],
        authors=[actor],
        events=[event],
        photos=[makers.make_photo()],
        kind="methode",
        is_open=True,
        contributor=contributor,
    )
    calls += [article.get_absolute_url(), article.get_history_url()]
    make_entry(themes=[garden], initiatives=[initiative])
    calls += ["/analyses/partenaires/", make_letter(initiative)]
    idea = "/demarrer/?texte=jardin+compost&commune=Brest"
    return [
        *pages_of(initiative),
        *histories(initiative),
        *calls,
        idea,
        *FIXED_PAGES,
        *BARE_LISTS,
        *EMBEDS,
        *HANDOUTS,
    ]


def make_letter(initiative: Initiative) -> str:
    """Make a letter that was sent to a mailing list, about an initiative; return the address of its page."""
    period = Period.last(Rhythm.WEEKLY, timezone.localdate())
    issue = Issue.objects.create(
        mailing_list=MailingList.objects.create(name="Les jardins", address="jardins@listes.exemple.fr"),
        rhythm=period.rhythm,
        start=period.start,
        introduction="Bonjour à toutes et à tous.",
        contents={"initiatives": [initiative.pk]},
        sent_at=timezone.now(),
        year=timezone.localdate().year,
        number=1,
    )
    return issue.get_absolute_url()


def histories(initiative: Initiative) -> list[str]:
    """Change an initiative and its actor so that much is to be read, nothing of it private; return where it is told."""
    actor = initiative.actors.get()
    Initiative.objects.filter(pk=initiative.pk).update(
        title="Jardin partagé et verger du Bouguen",
        description=f"Écrivez à {PRIVATE_EMAIL}, ou venez. {initiative.description}",
        email=PRIVATE_EMAIL,
        carried_by="Camille Le Goff",
    )
    initiative.tags.add(*Tag.objects.named(["verger"]))
    initiative.photos.clear()
    actions.amend(sheet=initiative, by=Author.system())
    photos = [makers.make_photo("Des pommes dans une cagette.")]
    initiative.photos.set(photos)
    Initiative.objects.filter(pk=initiative.pk).update(
        description=initiative.description, email="", carried_by=""
    )
    actions.amend(sheet=initiative, by=Author.system())
    Actor.objects.filter(pk=actor.pk).update(summary="Une association ouverte à tout le monde.")
    actions.amend(sheet=actor, by=Author.system())
    return [sheet.get_history_url() for sheet in (initiative, actor)]


def pages_of(initiative: Initiative) -> list[str]:
    """Return the addresses of the pages that show this initiative, from the home page to its sheet."""
    actor = initiative.actors.get()
    tag = initiative.tags.get(name="compost")
    place = initiative.locations.get()
    holders = [place.region, place.department, place.intercommunality, place.commune]
    return [
        reverse("home"),
        reverse("map"),
        reverse("initiative_list"),
        *(sheet.get_absolute_url() for sheet in (initiative, actor, initiative.main_theme, tag)),
        *(holder.get_absolute_url() for holder in holders if holder),
        *(f"{holder.get_absolute_url()}portrait/" for holder in holders[1:2] if holder),
    ]


FIXED_PAGES = [
    "/demarrer/",
    "/acteurs/",
    "/appels/",
    "/rencontres/",
    "/rencontres/carte/",
    "/analyses/",
    "/reseau/",
    "/themes/",
    "/etiquettes/",
    "/territoires/",
    "/a-propos/",
    "/charte/",
    "/cercle/",
    "/plan-du-site/",
    "/mentions-legales/",
    "/confidentialite/",
    "/accessibilite/",
    "/guide-de-style/",
    "/donnees/",
    "/lettre/",
    "/flux/",
    "/kit/",
]
# Where one makes a frame for another site, and what such a frame shows.
EMBEDS = [
    "/integrer/",
    "/integrer/?forme=fiche",
    "/integrer/carte/",
    "/integrer/liste/",
    "/integrer/appels/",
    "/integrer/agenda/",
    "/integrer/fiche/?f=initiatives/jardin-partage-du-bouguen",
    "/integrer/fiche/?f=acteurs/les-jardins-du-bouguen",
    "/integrer/fiche/?f=appels/des-bras-pour-arroser",
    "/integrer/fiche/?f=rencontres/portes-ouvertes-du-jardin",
    "/integrer/fiche/?f=analyses/ce-que-le-jardin-nous-a-appris",
]
# Lists of nothing, and of what is over.
BARE_LISTS = ["/rencontres/?q=xyzzy", "/rencontres/?quand=passees", "/analyses/?q=xyzzy"]
# What is printed or shown at a meeting.
HANDOUTS = [
    "/kit/?f=jardin-partage-du-bouguen",
    "/kit/livret/?f=jardin-partage-du-bouguen",
    "/kit/diapos/?f=jardin-partage-du-bouguen",
    "/kit/emargement/",
    "/kit/badges/",
    "/initiatives/jardin-partage-du-bouguen/affiche/",
]
# The only pages for visitors that set a cookie.
FORM_PAGES = [
    "/initiatives/proposer/",
    "/initiatives/proposer/depuis-un-message/",
    "/acteurs/proposer/",
    "/mes-fiches/",
    "/initiatives/jardin-partage-du-bouguen/modifier/",
    "/acteurs/les-jardins-du-bouguen/modifier/",
    "/initiatives/jardin-partage-du-bouguen/lier/",
    "/acteurs/les-jardins-du-bouguen/lier/",
    "/initiatives/jardin-partage-du-bouguen/appel/",
    "/appels/des-bras-pour-arroser/modifier/",
    "/appels/des-bras-pour-arroser/signaler/",
    "/initiatives/jardin-partage-du-bouguen/ecrire/",
    "/acteurs/les-jardins-du-bouguen/ecrire/",
    "/lettre/s-abonner/",
    "/mettre-en-relation/",
    "/analyses/proposer/",
    "/analyses/ce-que-le-jardin-nous-a-appris/modifier/",
    "/analyses/ce-que-le-jardin-nous-a-appris/ecrire/",
    "/analyses/ce-que-le-jardin-nous-a-appris/signaler/",
    "/rencontres/proposer/",
    "/rencontres/portes-ouvertes-du-jardin/modifier/",
    "/rencontres/portes-ouvertes-du-jardin/ecrire/",
    "/rencontres/portes-ouvertes-du-jardin/signaler/",
    "/rencontres/portes-ouvertes-du-jardin/inscription/",
    "/rencontres/portes-ouvertes-du-jardin/inscription/?envoye",
    "/initiatives/jardin-partage-du-bouguen/signaler/",
    "/initiatives/jardin-partage-du-bouguen/signaler/?envoye",
]
