import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from initiatives.actor_page import parts_of
from initiatives.models import Actor, KeyCount, Listing, Participation, ProjectionRule
from initiatives.relating.visibility import after_migrations, follow_settings
from initiatives.sheet import published_sheet
from initiatives.structured import initiative_data
from places.territory import Territory
from tests import makers, relations

pytestmark = pytest.mark.django_db


def declared():
    """Return an actor at Paris and an initiative at Brest, which alone says that the actor leads it."""
    actor = relations.actor("Les Jardins", commune=makers.make_paris())
    sheet = relations.initiative()
    Participation.objects.create(initiative=sheet, actor=actor, role="porte", declared_by="object")
    return actor, sheet


def shown(actor, sheet):
    """Return all the places where the public, or a moderator's territory, may show that they are bound."""
    sheet.refresh()
    listing = Listing.objects.get(initiative=sheet)
    page = published_sheet(sheet.slug)
    return {
        "list filter": f"acteur:{actor.pk}" in listing.keys,
        "kind filter": "type:association" in listing.keys,
        "card": "Les Jardins" in listing.card["leaders"],
        "search": "jardin" in listing.search and "Les Jardins" not in sheet.title,
        "count": KeyCount.objects.number(f"acteur:{actor.pk}") == 1,
        "page": [part.actor for part in page.public_participations] == [actor],
        "machines": bool(initiative_data(page).get("member")),
        "actor page": bool(parts_of(actor)),
        "territory": actor in Actor.objects.within(Territory.from_tokens(["departement-29"])),
    }


def test_what_one_side_declares_is_shown_everywhere_or_nowhere(settings):
    actor, sheet = declared()
    type(sheet).objects.filter(pk=sheet.pk).update(title="Potager")
    sheet.refresh_from_db()
    assert set(shown(actor, sheet).values()) == {True}
    settings.SHOW_DECLARED_RELATIONS = False
    assert follow_settings() is True
    hidden = shown(actor, sheet)
    hidden.pop("search")  # « jardin » is in its summary too
    assert set(hidden.values()) == {False}
    Participation.objects.update(declared_by="both")
    assert set(shown(actor, sheet).values()) == {True}


def test_who_alone_says_to_lead_an_initiative_is_not_on_its_card():
    actor, sheet = declared()
    Participation.objects.update(declared_by="subject")
    told = shown(actor, sheet)
    assert told["page"] and told["list filter"] and told["actor page"]
    assert not told["card"] and not told["kind filter"] and not told["machines"]
    assert published_sheet(sheet.slug).actor_label == ""


def test_a_change_of_settings_has_lists_written_again_once(settings):
    jobs = ProcrastinateJob.objects.filter(task_name="initiatives.refresh_listings")
    of_actors = ProcrastinateJob.objects.filter(task_name="initiatives.refresh_actor_listings")
    ProjectionRule.objects.all().delete()  # as in a database that was emptied
    after_migrations(sender=None)
    assert ProjectionRule.objects.get().shows_declared is True and not jobs.exists()
    settings.SHOW_DECLARED_RELATIONS = False
    assert follow_settings() is True and follow_settings() is False
    assert jobs.count() == of_actors.count() == 1
    assert ProjectionRule.objects.get().shows_declared is False
