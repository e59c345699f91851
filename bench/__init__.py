"""The benchmark behind `make bench`: what each page costs, at COUNT/100 sheets and at COUNT (docs/performance.md)."""
