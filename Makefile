# The only door. Needs Python 3.11 or newer and make; everything else is set up in .venv by the first command.
.DEFAULT_GOAL := help
.PHONY: help demo serve test check format bench screenshots lock setup setup-test

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
RUN := .venv/bin
PORT ?= 8000

help: ## what can be done here
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

demo: setup ## set up, load the illustrative programme, analyse, report, serve
	@$(RUN)/coproduce demo --port $(PORT)

serve: setup ## serve what is in ./data, on this machine alone
	@$(RUN)/coproduce serve --port $(PORT)

test: setup-test ## set up and run every test, browser and PostgreSQL included (ARGS="tests/themes" runs a part)
	@$(RUN)/python scripts/run_tests.py $(ARGS)

check: setup-test ## lint, types, arrows of the house, migrations, licences, sizes
	@$(RUN)/python scripts/check.py

format: setup-test ## put the code into the house's layout
	@$(RUN)/ruff check --fix --quiet . ; $(RUN)/ruff format --quiet .

bench: setup-test ## measure how long the demo's steps take
	@$(RUN)/python scripts/bench.py

screenshots: setup-test ## pictures of every page into ./screenshots
	@$(RUN)/python scripts/screenshots.py

lock: setup-test ## resolve the dependencies anew into requirements.lock
	@$(RUN)/python scripts/lock.py --upgrade

setup:
	@$(PYTHON) scripts/setup.py

setup-test:
	@$(PYTHON) scripts/setup.py --test
