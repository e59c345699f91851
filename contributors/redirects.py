"""Where a browser goes once a form did what it had to."""

from django.http import HttpResponseRedirect


def see(address: str) -> HttpResponseRedirect:
    """Send the browser on with a GET: reloading the page it comes to sends nothing again."""
    return HttpResponseRedirect(address, status=303)
