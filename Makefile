# One definition of each task: a person, a commit hook and CI all run these.
# Needs python3 3.11 or newer and make; everything else is installed into .venv.

PYTHON ?= python3

# pip speaks of errors only
export PIP_QUIET := 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# what is imported is compiled then, and most of what is installed never is
export PIP_COMPILE := no
# Chromium comes while slakit is installed, and types are checked beside the style
MAKEFLAGS += --jobs=2
# Some containers forbid Python to keep what it compiled; each of the hundreds of programs that the tests start would
# compile slakit anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help venv demo test lint types layers generated browser schemas fuzz docs format clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

venv: .venv/.installed ## install slakit and the tools of its developers into .venv

demo: .venv/.runtime ## check a year of events against the agreement of 1398; findings are no failure
	.venv/bin/slakit check agreements/hamadan-governorate/1398 examples/hamadan-1398/year.jsonl --at 1399/02/01 || test $$? -eq 1

test: lint types layers generated browser ## everything that must hold before a change is merged
	.venv/bin/python -m pytest -n 2

lint: .venv/.installed ## style of the Python files
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: .venv/.installed ## static types, strict
	.venv/bin/mypy

layers: .venv/.installed ## a module imports only from layers below its own
	.venv/bin/lint-imports

generated: .venv/.installed ## generated files are current
	.venv/bin/python -m slakit.schema_generation --check
	.venv/bin/python -m slakit.rule_pages --check
	.venv/bin/python -m slakit.fault_pages --check
	.venv/bin/python -m slakit.review.lint.pages --check

browser: ## Chromium for the tests of pages, where it is missing and can be installed
	@.ci/chromium

schemas: .venv/.installed ## write the JSON Schemas and the pages of rule kinds, faults and lint rules anew
	.venv/bin/python -m slakit.schema_generation
	.venv/bin/python -m slakit.rule_pages
	.venv/bin/python -m slakit.fault_pages
	.venv/bin/python -m slakit.review.lint.pages

fuzz: .venv/.installed ## ten thousand mutated documents: no crash, no hang, always a place; about ten minutes
	.venv/bin/python benchmarks/mutations.py

docs: .venv/.installed ## the links, commands and examples of the documentation hold
	.venv/bin/python -m pytest tests/test_repository.py tests/test_documentation.py

site: .venv/.installed ## the documentation as a site in build/site, which opens from disk
	.venv/bin/python -m pip install --editable '.[docs]'
	PATH="$(CURDIR)/.venv/bin:$$PATH" .ci/site

format: .venv/.installed ## lay out the Python files and repair what can be repaired
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

clean: ## remove what the tasks made
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# pip would say so less plainly, and with developers' tools only after minutes
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "slakit needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv

# The runtime alone, for the demo; the environment itself does not age, so it is an order-only need.
.venv/.runtime: pyproject.toml | .venv/bin/python
	.venv/bin/python -m pip install --editable '.[report]'
	@touch $@

# The developers' tools contain the runtime, so one installation serves both.
.venv/.installed: pyproject.toml | .venv/bin/python
	.venv/bin/python -m pip install --editable '.[dev]'
	@touch .venv/.runtime $@
