"""Placeholder until the submission views land."""

from django.http import Http404


def submit(request):
    raise Http404


def review(request, token):
    raise Http404


def receipt(request, token):
    raise Http404
