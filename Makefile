# What a newcomer, a developer or a machine runs. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin
# Tests have their files and their database under var/test: a running demonstration does not notice them.
TESTS := DJANGO_SETTINGS_MODULE=tests.settings

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run stop test lint format screenshots bench requirements

help: ## List what make can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 \2/p' Makefile | while read -r make name what; do printf '%-18s %s\n' "$$make $$name" "$$what"; done

run: .venv/.site-installed ## Run the demonstration on http://127.0.0.1:8000 (PORT=8001 changes it), Ctrl-C stops it
	@exec $(BIN)/python manage.py run

stop: .venv/.site-installed ## Stop `make run` and the embedded PostgreSQL
	@$(BIN)/python manage.py stop
	@$(TESTS) $(BIN)/python manage.py stop

test: .venv/.tests-installed ## Run linters, types, unit tests and browser journeys
	@.ci/chromium
	@$(MAKE) --no-print-directory lint
	@status=0; $(BIN)/python -m pytest -n 2 || status=$$?; \
	$(TESTS) $(BIN)/python manage.py stop > /dev/null || status=$$?; exit $$status

lint: .venv/.tests-installed ## Check style, templates, types and migrations
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'Some files are not formatted: make format'; exit 1; }
	@find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	@$(BIN)/mypy .
	@$(TESTS) $(BIN)/python manage.py makemigrations --check --dry-run

format: .venv/.tests-installed ## Format Python and templates
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

screenshots: .venv/.tests-installed ## Make the screenshots of every page
	@.ci/chromium
	@$(BIN)/python -m tests.browser.screenshots

# Databases stay in var/bench. Options of `python -m bench --help`: make bench BENCH='--only list --no-browser'.
COUNT ?= 1500000
bench: .venv/.tests-installed ## Measure every page at COUNT/100 and COUNT sheets (1500000), and compare with targets
	@.ci/chromium
	@$(BIN)/python -m bench --count $(COUNT) $(BENCH)

# Versions are chosen anew, with hashes, by whoever runs this; nobody else resolves anything.
COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
requirements: .venv/.tests-installed ## Pin the newest versions that requirements*.in allow
	@$(COMPILE) --output-file requirements.txt requirements.in
	@$(COMPILE) --output-file requirements-dev.txt requirements-dev.in

.venv/bin/python:
	@.ci/venv $(PYTHON)

.venv/.site-installed: requirements.txt .venv/bin/python
	@echo 'Installing what the site needs …'
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.txt
	@touch $@

.venv/.tests-installed: requirements-dev.txt .venv/.site-installed
	@echo 'Installing what the tests need …'
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@
