"""Sheets whose authors answer, and what binds them."""

import re

from initiatives.models import Agreement
from initiatives.relating import actions
from initiatives.relating.bonds import OBJECT, SUBJECT, Bond
from moderation.authors import Author
from outbox.models import Message
from tests import makers

LINK = re.compile(r"/relations/[\w-]{43}/")
Kind = Agreement.Kind


def actor(name="Les Jardins", email="actrice@exemple.fr", **fields):
    """Return a published actor; with an address, somebody answers for it."""
    contributor = makers.make_contributor(email) if email else None
    return makers.make_actor(name, submitted_by=contributor, **fields)


def initiative(title="Jardin", email="jardin@exemple.fr", **fields):
    contributor = makers.make_contributor(email) if email else None
    return makers.make_initiative(title, contributor=contributor, **fields)


def leads(subject, other):
    return Bond(Kind.PARTICIPATION, "porte", subject, other)


def member(subject, network):
    return Bond(Kind.MEMBERSHIP, "", subject, network)


def kin(subject, other, kind="inspiree"):
    return Bond(Kind.KINSHIP, kind, subject, other)


def author_of(sheet):
    return Author.contributing(sheet.submitted_by) if sheet.submitted_by else Author.system()


def propose(bond, side=SUBJECT, by=None):
    return actions.propose(bond=bond, side=side, by=by or author_of(bond.sheet(side)))


def answer(bond, side=OBJECT, *, yes=True, by=None):
    return actions.answer(bond=bond, side=side, yes=yes, by=by or author_of(bond.sheet(side)))


def withdraw(bond, side=SUBJECT):
    return actions.withdraw(bond=bond, side=side, by=author_of(bond.sheet(side)))


def said(bond):
    """Return who declares a relation, or None when nobody does."""
    return bond.rows().values_list("declared_by", flat=True).first()


def mails(to):
    return list(Message.objects.filter(to=to).order_by("pk"))


def link_in_last_mail(to):
    return LINK.search(mails(to)[-1].body)[0]
