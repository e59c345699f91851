"""One sheet joins another, and leaves it again."""

from threading import Thread

import pytest
from django.db import connection

from initiatives.models import Actor, Initiative, Listing
from moderation import actions, erasure, merging
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.erasure import erase
from moderation.exporting import export_of
from moderation.models import Distinct, FormerSlug, Merge, Revision, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def pair(status=Status.PUBLISHED, **fields):
    """Return a sheet that stays and one that is to join it, each with its author."""
    winner = makers.make_initiative("Jardin du Bouguen", contributor=makers.make_contributor("a@exemple.fr"))
    loser = makers.make_initiative(
        "Le jardin partagé du Bouguen",
        status=status,
        contributor=makers.make_contributor("b@exemple.fr"),
        **fields,
    )
    return winner, loser


def merge(winner, loser, by=SYSTEM, **choices):
    return merging.merge(winner=winner, loser=loser, choices=choices, by=by)


def again(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_the_loser_joins_the_winner_which_takes_what_was_chosen(status):
    winner, loser = pair(status, tags=["verger"], summary="Un verger ouvert.")
    merged, left = merge(winner, loser, title="loser", summary="winner", tags="both")
    winner, loser = again(winner), again(loser)
    assert left == []
    assert (winner.status, loser.status, loser.merged_into) == (Status.PUBLISHED, Status.MERGED, winner)
    assert winner.title == "Le jardin partagé du Bouguen" and winner.summary != "Un verger ouvert."
    assert "verger" in {tag.name for tag in winner.tags.all()}
    assert (merged.loser_status, merged.undone_at) == (status, None)
    assert list(Listing.objects.values_list("initiative", flat=True)) == [winner.pk]
    for sheet in (winner, loser):
        newest = Revision.objects.about(sheet).first()
        assert (newest.action, newest.data) == ("merge", sheet.snapshot())


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_undone_both_are_what_they_were(status, client):
    winner, loser = pair(status, tags=["verger"], summary="Un verger ouvert.")
    before = winner.snapshot(), loser.snapshot()
    merged, _ = merge(
        winner, loser, title="loser", summary="loser", tags="both", locations="both", since="loser"
    )
    assert merging.undo(merged=merged, by=SYSTEM) == []
    winner, loser = again(winner), again(loser)
    assert (winner.snapshot(), loser.snapshot()) == before
    assert (winner.status, loser.status, loser.merged_into) == (Status.PUBLISHED, status, None)
    shown = set(Listing.objects.values_list("initiative", flat=True))
    assert shown == ({winner.pk, loser.pk} if status == Status.PUBLISHED else {winner.pk})
    merged.refresh_from_db()
    assert merged.undone_at and not (merged.winner_before or merged.winner_after or merged.loser_before)
    assert Revision.objects.about(loser).first().action == "unmerge"
    for sheet in (winner, loser):
        found = client.get(sheet.get_history_url())
        assert found.status_code == (200 if sheet.is_published else 404)


def test_its_addresses_lead_to_the_winner_and_come_back(client):
    winner, loser = pair()
    first = loser.get_absolute_url()
    loser.rename("autre-adresse")
    loser.save()
    merged, _ = merge(winner, loser)
    for address in (first, loser.get_absolute_url()):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (301, winner.get_absolute_url())
        assert response.headers["Cache-Control"] == "no-cache"  # it may be undone
    assert client.get(f"{first}historique/").headers["Location"] == winner.get_history_url()
    actions.archive(sheet=again(winner), by=SYSTEM)
    assert client.get(first).status_code == client.get(loser.get_absolute_url()).status_code == 404
    actions.restore(sheet=again(winner), by=SYSTEM)
    merging.undo(merged=merged, by=SYSTEM)
    assert client.get(loser.get_absolute_url()).status_code == 200
    assert client.get(first).headers["Location"] == loser.get_absolute_url()
    assert FormerSlug.objects.owner_of(Initiative, "le-jardin-partage-du-bouguen") == loser


def test_what_had_joined_the_loser_goes_on_to_the_winner_and_back():
    last, middle = pair()
    first = makers.make_initiative("Jardin")
    merge(middle, first)
    merged, _ = merge(last, middle)
    assert again(first).merged_into == last
    with pytest.raises(TransitionRefused, match="défaites d’abord"):
        merging.undo(merged=Merge.objects.of_loser(first), by=SYSTEM)
    merging.undo(merged=merged, by=SYSTEM)
    assert again(first).merged_into == middle
    merging.undo(merged=Merge.objects.of_loser(first), by=SYSTEM)
    assert again(first).status == Status.PUBLISHED


def test_authors_of_both_are_told_and_the_link_of_the_loser_goes_on_working(client):
    winner, loser = pair()
    merged, _ = merge(winner, loser)
    lost, won = (Message.objects.get(to=to) for to in ("b@exemple.fr", "a@exemple.fr"))
    assert "en rejoint une autre" in lost.subject and winner.get_absolute_url() in lost.body
    assert "a rejoint la vôtre" in won.subject and loser.title not in won.body
    follow = next(line for line in lost.body.splitlines() if "/suivi/" in line)
    page = client.get(follow[follow.index("/suivi/") :]).content.decode()
    assert "La fiche a rejoint une autre fiche" in page
    assert f'href="{winner.get_absolute_url()}"' in page
    (told,) = (sheet for sheet in export_of(loser.submitted_by)["fiches"])
    assert told["fusionnée dans"] == winner.title
    merging.undo(merged=merged, by=SYSTEM)
    subjects = [message.subject for message in Message.objects.order_by("pk")[2:]]
    assert [subject.split("\u00a0:")[0] for subject in subjects] == [
        "De nouveau une fiche à part",
        "L’autre fiche a quitté la vôtre",
    ]


def test_who_wrote_both_gets_one_mail():
    one = makers.make_contributor("a@exemple.fr")
    winner, loser = (makers.make_initiative(title, contributor=one) for title in ("Un", "Deux"))
    merge(winner, loser)
    assert Message.objects.get().subject.startswith("Votre fiche en rejoint une autre")


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.PUBLISHED, Status.MERGED)])
def test_only_a_published_sheet_wins(status):
    winner, loser = makers.make_initiative(status=status), makers.make_initiative("Autre")
    with pytest.raises(TransitionRefused, match="doit être publiée"):
        merge(winner, loser)
    assert again(loser).status == Status.PUBLISHED and not Merge.objects.exists()


@pytest.mark.parametrize("status", [s for s in Status if s not in (*merging.LOSES_FROM, Status.MERGED)])
def test_only_a_published_or_waiting_sheet_loses(status):
    winner, loser = makers.make_initiative(), makers.make_initiative("Autre", status=status)
    with pytest.raises(TransitionRefused, match="«\u00a0Autre\u00a0» est"):
        merge(winner, loser)
    assert again(loser).status == status and not Merge.objects.exists()


def test_itself_a_circle_another_kind_and_what_is_gone_are_refused():
    winner, loser = pair()
    with pytest.raises(TransitionRefused, match="avec elle-même"):
        merge(winner, winner)
    with pytest.raises(TransitionRefused, match="sortes différentes"):
        merge(winner, makers.make_actor())
    merge(winner, loser)
    with pytest.raises(TransitionRefused, match="est fusionnée"):
        merge(again(loser), again(winner))
    with pytest.raises(TransitionRefused, match="est fusionnée"):
        merge(again(winner), again(loser))
    with pytest.raises(TransitionRefused, match="est fusionnée"):
        merge(loser, winner)  # read before it lost
    other = makers.make_initiative("Autre")
    Initiative.objects.filter(pk=other.pk).delete()
    with pytest.raises(TransitionRefused, match="n’existe plus"):
        merge(winner, other)


def test_a_change_since_the_choice_is_shown_first():
    winner, loser = pair()
    seen = merging.newest_of(winner, loser)
    actions.amend(sheet=loser, by=SYSTEM)
    with pytest.raises(merging.ChangedMeanwhile):
        merging.merge(winner=winner, loser=loser, choices={}, by=SYSTEM, seen=seen)
    seen = merging.newest_of(winner, loser)
    merged, _ = merging.merge(winner=winner, loser=loser, choices={}, by=SYSTEM, seen=seen)
    with pytest.raises(merging.ChangedMeanwhile):
        merging.undo(merged=merged, by=SYSTEM, seen=seen)


def test_outside_ones_territories_it_is_refused():
    winner, loser = pair()
    by = Author.moderator(makers.make_moderator("paris", ["departement-75"]))
    with pytest.raises(TransitionRefused, match="hors des territoires"):
        merge(winner, loser, by=by)
    merged, _ = merge(winner, loser)
    with pytest.raises(TransitionRefused, match="hors des territoires"):
        merging.undo(merged=merged, by=by)
    assert again(loser).status == Status.MERGED


def test_undoing_leaves_what_was_changed_since_and_says_so():
    winner, loser = pair(tags=["verger"], summary="Un verger ouvert.")
    own = winner.summary
    merged, _ = merge(winner, loser, title="loser", summary="loser", tags="both")
    Initiative.objects.filter(pk=winner.pk).update(title="Titre corrigé")
    winner = again(winner)
    winner.tags.add(makers.make_tag("compost"))
    assert merging.to_undo(merged, winner)[1] == ["title"]
    merging.undo(merged=merged, by=SYSTEM)
    winner = again(winner)
    assert (winner.title, winner.summary) == ("Titre corrigé", own)
    names = {tag.name for tag in winner.tags.all()}
    assert "compost" in names and "verger" not in names


def test_undone_twice_is_undone_once():
    merged, _ = merge(*pair())
    merging.undo(merged=merged, by=SYSTEM)
    with pytest.raises(TransitionRefused, match="déjà défaite"):
        merging.undo(merged=merged, by=SYSTEM)
    merge(merged.winner, again(merged.loser))  # and may be done again
    assert Merge.objects.standing().count() == 1


def test_choices_that_do_not_go_together_change_nothing():
    winner, loser = pair()
    Initiative.objects.filter(pk=loser.pk).update(since=3000)
    with pytest.raises(TransitionRefused, match="ne vont pas ensemble"):
        merge(winner, again(loser), since="loser")
    assert again(loser).status == Status.PUBLISHED and not Message.objects.exists()


def test_addresses_and_sources_stay_each_with_its_sheet():
    winner, loser = pair(source="Carte", source_id="12")
    slug = loser.slug
    merge(winner, loser, slug="loser", source="loser", source_id="loser", inconnu="loser", title="jaune")
    winner = again(winner)
    assert (winner.source_id, winner.title) == ("", "Jardin du Bouguen") and winner.slug != slug


@pytest.mark.parametrize("gone", ["winner", "loser"])
def test_erasure_leaves_nothing_of_merges_and_pairs(gone):
    winner, loser = pair()
    Distinct.objects.remember(winner, loser)
    merge(winner, loser)
    erase(sheet=again(winner if gone == "winner" else loser))
    assert not Merge.objects.exists() and not Distinct.objects.exists()
    assert [sheet.status for sheet in Initiative.objects.all()] == [Status.PUBLISHED]


def test_who_erases_a_sheet_does_not_erase_what_others_wrote():
    winner, loser = pair()
    own = makers.make_initiative("Jardin, encore", contributor=winner.submitted_by)
    merge(winner, loser)
    merge(again(winner), own)
    erasure.erase_for_author(sheet=again(winner), contributor=winner.submitted_by)
    assert list(Initiative.objects.all()) == [loser]
    assert again(loser).status == Status.PUBLISHED and again(loser).snapshot() == loser.snapshot()
    assert {message.to for message in Message.objects.filter(body__contains=loser.title)} == {"b@exemple.fr"}


def test_the_public_history_of_the_winner_goes_on(client):
    winner, loser = pair(tags=["verger"])
    merge(winner, loser, tags="both")
    actions.amend(sheet=again(winner), by=SYSTEM)
    page = client.get(winner.get_history_url()).content.decode()
    assert "Fusion" in page and "verger" in page
    assert loser.title not in page


def test_reports_and_questions_stay_with_their_sheet():
    from moderation import reports

    winner, loser = pair()
    report = reports.send(sheet=loser, kind="duplicate", text="Deux fois la même.")
    merge(winner, loser)
    report.refresh_from_db()
    assert report.sheet == again(loser)


def test_the_database_refuses_two_standing_merges_and_a_pair_in_disorder():
    from django.db import IntegrityError, transaction

    winner, loser = pair()
    merged, _ = merge(winner, loser)
    for made in (
        Merge(
            content_type=merged.content_type, winner_number=9, loser_number=loser.pk, loser_status="pending"
        ),
        Merge(content_type=merged.content_type, winner_number=9, loser_number=9, loser_status="pending"),
        Merge(content_type=merged.content_type, winner_number=9, loser_number=8, loser_status="refused"),
        Distinct(content_type=merged.content_type, first_number=2, second_number=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()


def test_queries_do_not_grow_with_what_stays(django_assert_max_num_queries):
    places = [{"kind": "commune", "commune": makers.make_commune()}] * 20
    winner, loser = pair(locations=places, photos=[makers.make_photo() for _ in range(3)])
    with django_assert_max_num_queries(150):  # half of them are the checks of `full_clean`
        merge(winner, loser, title="loser")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crossed", [False, True], ids=["the same", "one into the other"])
def test_of_two_merges_at_once_one_wins_and_the_other_is_told(crossed):
    winner, loser = pair()
    other = winner if crossed else makers.make_initiative("Un troisième jardin")
    pairs = [(winner, loser), (loser, other) if crossed else (other, loser)]
    told = []

    def run(one, two):
        try:
            merge(one, two)
        except TransitionRefused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=run, args=names) for names in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(told) == 1 and "fusionnée" in told[0]
    assert Merge.objects.standing().count() == 1
    assert Initiative.objects.filter(status=Status.MERGED).count() == 1


def test_actors_merge_too(client):
    winner, loser = makers.make_actor("Les jardins du Bouguen"), makers.make_actor("Jardins du Bouguen")
    merged, _ = merge(winner, loser, name="loser")
    assert again(winner).name == "Jardins du Bouguen"
    assert client.get(loser.get_absolute_url()).headers["Location"] == winner.get_absolute_url()
    merging.undo(merged=merged, by=SYSTEM)
    assert Actor.objects.published().count() == 2
