import pytest

from initiatives.actions import delete_actor, delete_tags, merge_tags, rename_tag
from initiatives.models import Actor, ActorListing, Initiative, KeyCount, Listing, Tag, TaggedInitiative
from initiatives.refresh import refresh_actors
from moderation.models import FormerSlug, Revision
from tests import makers

pytestmark = pytest.mark.django_db


def found(words):
    """Return the titles that the public search finds."""
    query = "search @@ plainto_tsquery('french_folded', fold(%s))"
    return sorted(
        listing.initiative.title for listing in Listing.objects.extra(where=[query], params=[words])
    )


def count(tag):
    row = KeyCount.objects.filter(key=f"tag:{tag.pk}").first()
    return row.count if row else 0


def test_merged_tags_give_their_sheets_to_the_one_that_stays():
    makers.make_initiative("A", tags=["agrume"])
    makers.make_initiative("B", tags=["potager"])
    makers.make_initiative("C", tags=["agrume", "potager", "verger"])
    makers.make_initiative("D", tags=["compost"])
    agrume, potager, verger = (Tag.objects.get(name=name) for name in ("agrume", "potager", "verger"))
    assert merge_tags(into=agrume, others=[potager, verger, agrume]) == 2
    tags = {sheet.title: sorted(tag.name for tag in sheet.tags.all()) for sheet in Initiative.objects.all()}
    assert tags == {"A": ["agrume"], "B": ["agrume"], "C": ["agrume"], "D": ["compost"]}
    assert count(agrume) == 3
    assert (count(potager), count(verger)) == (0, 0)
    assert found("potager") == []
    assert found("agrume") == ["A", "B", "C"]


def test_a_sheet_that_had_several_merged_tags_keeps_one_row():
    makers.make_initiative("A", tags=["potager", "verger"])
    jardin = makers.make_tag("jardin")
    merge_tags(into=jardin, others=Tag.objects.exclude(pk=jardin.pk))
    assert TaggedInitiative.objects.count() == 1
    assert Tag.objects.count() == 1
    assert count(jardin) == 1


def test_addresses_of_merged_tags_lead_to_the_one_that_stays():
    old, middle, last = (makers.make_tag(name) for name in ("vieux", "moyen", "dernier"))
    merge_tags(into=middle, others=[old])
    merge_tags(into=last, others=[middle])
    assert FormerSlug.objects.owner_of(Tag, "vieux") == last
    assert FormerSlug.objects.owner_of(Tag, "moyen") == last


def test_sheets_that_are_not_public_change_too_and_count_for_nothing():
    makers.make_initiative("A", tags=["potager"], status="pending")
    jardin = makers.make_tag("jardin")
    merge_tags(into=jardin, others=[Tag.objects.get(name="potager")])
    assert [tag.name for tag in Initiative.objects.get().tags.all()] == ["jardin"]
    assert count(jardin) == 0


def test_the_theme_of_a_merged_tag_is_taken_only_when_there_is_none():
    food, health = makers.make_theme(), makers.make_theme("sante", "Santé")
    into = makers.make_tag("jardin")
    merge_tags(into=into, others=[makers.make_tag("potager", theme=food)])
    into.refresh_from_db()
    assert into.theme == food
    merge_tags(into=into, others=[makers.make_tag("soin", theme=health)])
    into.refresh_from_db()
    assert into.theme == food


def test_merging_into_a_tag_that_is_gone_changes_nothing():
    makers.make_initiative("A", tags=["potager"])
    gone = makers.make_tag("jardin")
    Tag.objects.filter(name="jardin").delete()
    with pytest.raises(KeyError):
        merge_tags(into=gone, others=[Tag.objects.get(name="potager")])
    assert [tag.name for tag in Initiative.objects.get().tags.all()] == ["potager"]


def test_merging_writes_the_listings_once(django_assert_max_num_queries):
    for number in range(30):
        makers.make_initiative(f"Jardin {number}", tags=["potager"])
    with django_assert_max_num_queries(30) as captured:
        merge_tags(into=makers.make_tag("jardin"), others=[Tag.objects.get(name="potager")])
    assert sum("initiatives_refresh" in query["sql"] for query in captured) == 1


def test_a_renamed_tag_is_found_by_its_new_name_and_at_its_former_address():
    makers.make_initiative("A", tags=["potager"])
    tag = Tag.objects.get()
    Tag.objects.filter(pk=tag.pk).update(name="verger", slug="verger")
    rename_tag(tag=Tag.objects.get(), former_slug="potager")
    assert found("verger") == ["A"]
    assert found("potager") == []
    assert FormerSlug.objects.owner_of(Tag, "potager") == tag


def test_a_deleted_tag_leaves_sheets_and_counts_without_it():
    makers.make_initiative("A", tags=["potager", "compost"])
    tag = Tag.objects.get(name="potager")
    number = tag.pk
    delete_tags(tags=[tag])
    assert found("potager") == []
    assert found("compost") == ["A"]
    assert not KeyCount.objects.filter(key=f"tag:{number}").exists()


def test_a_deleted_actor_leaves_sheets_and_counts_without_it():
    actor = makers.make_actor("Les Mains vertes")
    makers.make_initiative("A", actors=[actor])
    assert found("mains vertes") == ["A"]
    delete_actor(actor=actor)
    assert found("mains vertes") == []
    assert not KeyCount.objects.filter(key__startswith="acteur:").exists()
    assert not Actor.objects.exists()
    assert not Revision.objects.filter(content_type__model="actor").exists()


def test_actors_keep_what_they_know_when_tags_are_merged_renamed_and_deleted():
    compost, composter = makers.make_tag("compost"), makers.make_tag("composter")
    one, both = makers.make_actor("Un"), makers.make_actor("Deux")
    one.skills.set([composter]), both.skills.set([compost, composter])
    refresh_actors([one.pk, both.pk])
    assert merge_tags(into=compost, others=[composter]) == 2
    assert all([tag.name for tag in actor.skills.all()] == ["compost"] for actor in (one, both))
    assert ActorListing.objects.filter(keys__contains=[f"tag:{compost.pk}"]).count() == 2
    compost.name = "humus"
    compost.save()
    rename_tag(tag=compost, former_slug=compost.slug)
    assert ActorListing.objects.filter(words__contains=" humus").count() == 2
    delete_tags(tags=[compost])
    assert not ActorListing.objects.filter(words__contains="humus").exists()
