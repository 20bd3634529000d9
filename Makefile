# Each target does all of its own set-up: it needs Python 3.11 or newer, git and make, nothing else.
#   make demo            the whole salon on this machine, and a page to look at it; PLAY=S1 plays
#                        a scenario's customer, with WATCH=1 on the page
#   make test            every test; ARGS="tests/unit -k deposit" runs a selection instead
#   make chaos           what must survive is broken, and survives; ALL=1 everything once, with the
#                        table of docs/reliability.md; SEEDS=200 that many random stories
#   make lint            format, rules, types, import contracts, secrets
#   make audit           known weaknesses of what we install; needs the public databases
#   make eval            every conversation and date of evals/, into docs/evaluation.md
#   make conversations   docs/conversations.md and the notebook of examples/, as they really run
#   make screenshots     docs/images: the page as it really looks (needs Chromium)
#   make locks           requirements/*.txt again, from pyproject.toml (UPGRADE=1: newest versions)
# PYTHON=/path/to/python3 chooses the Python.

SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready
# mypy has to see `apps/` under the name it is installed by; the folder holds a link to it.
TYPED := src tests scripts/typing/atrevete_apps

.PHONY: audit chaos conversations demo eval locks screenshots test \
        lint lint-format lint-rules lint-types lint-imports lint-security
.DEFAULT_GOAL := test

demo: $(READY)
	@$(BIN)/atrevete demo $(if $(PLAY),--play $(PLAY))$(if $(WATCH), --watch)

ifdef ARGS
test: $(READY)
	$(BIN)/pytest $(ARGS)
else
test: $(READY)
	@scripts/test
endif

# ARGS="--storage memory" is quicker; the answer is the same.
eval: $(READY)
	@$(BIN)/atrevete eval evals --summary docs/evaluation.md $(ARGS)

CHAOS := $(BIN)/pytest tests/chaos --numprocesses=2 --dist=worksteal --timeout=150
chaos: $(READY)
	$(CHAOS) $(if $(ALL),--every-fault --table docs/reliability.md) \
		$(if $(SEEDS),--seeds=$(SEEDS)) $(if $(STORM),--storm=$(STORM)) \
		$(if $(KILLS),--kills=$(KILLS)) $(ARGS)

conversations: $(READY)
	@$(BIN)/atrevete transcripts docs/conversations.md
	@scripts/notebook 2>/dev/null

screenshots: $(READY)
	@$(BIN)/python scripts/screenshots.py
	@$(BIN)/python scripts/panel_screenshots.py

# `make --keep-going lint` tells everything at once.
lint: lint-format lint-rules lint-types lint-imports lint-security

lint-format: $(READY)
	$(BIN)/ruff format --check --quiet

lint-rules: $(READY)
	$(BIN)/ruff check --output-format=concise

lint-types: $(READY)
	$(BIN)/mypy $(TYPED)

lint-imports: $(READY)
	$(BIN)/lint-imports

lint-security: $(READY)
	$(BIN)/bandit --quiet --recursive --severity-level medium src apps
	$(BIN)/python scripts/find-secrets

# Asks the public databases of known weaknesses; what could not be asked was not audited.
audit: $(READY)
	@scripts/audit

locks:
	@scripts/locks $(if $(UPGRADE),--upgrade)

# Whoever names a Python gets it, also when there is an environment already.
ifneq ($(PYTHON),)
.PHONY: $(READY)
endif

$(READY): requirements/dev.txt pyproject.toml scripts/prepare
	@scripts/prepare
