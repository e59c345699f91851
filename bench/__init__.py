"""The benchmark behind `make bench`: what each page costs, at COUNT/100 sheets and at COUNT (docs/performance.md)."""

SITE = "http://127.0.0.1"  # by which it is named, whatever its port: in what is asked of oEmbed
