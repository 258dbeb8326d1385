SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
PORT ?= 8000
PYTHON ?= python3
export PATH := $(abspath $(VENV)/bin):$(PATH)
export PYTHON VENV

.PHONY: help setup setup-dev demo test check format lint floors types migrations translations walls fmt openapi assets \
  bench openapi wheel lock clean

help: ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## virtual environment, packages, front-end assets
	@tools/setup.sh product

setup-dev:
	@tools/setup.sh development

demo: setup ## the demo district, served on http://127.0.0.1:8000 (another port: make demo PORT=8001)
	@exec qingmiao serve --demo --with-worker --port $(PORT)

test: setup-dev ## all tests, in a browser too (some of them: make test ARGS=tests/access)
	@tools/chromium.sh
	@python tools/translations.py compile > /dev/null
	$(VENV)/bin/python -m pytest -n auto --dist loadfile $(ARGS)

check: setup-dev format lint floors types migrations translations walls ## all that needs no running page, fastest to fail first

format: setup-dev
	ruff format --check .

lint: setup-dev
	ruff check .

floors: setup-dev ## the floors, the rooms, the insides
	lint-imports --no-logo

types: setup-dev ## mypy
	mypy

migrations: setup-dev ## no model without its migration
	tools/in_a_throwaway_home.sh qingmiao manage makemigrations --check --dry-run

translations: setup-dev ## every sentence in both languages
	python tools/translations.py check

walls: setup-dev ## lean on every wall once
	python tools/prove_walls.py

fmt: setup-dev ## format, and fix what can be fixed
	ruff format .
	ruff check --fix .

assets: setup ## bring the front-end assets again
	python frontend/assets.py
	python tools/translations.py compile

openapi: setup-dev ## write what the API promises to docs/reference/openapi.json
	python tools/openapi.py

bench: setup-dev ## how fast, at 2,000 and 100,000 cadres, beside the floor
	python -m benchmarks $(ARGS)

wheel: setup-dev ## build the wheel into dist/
	rm -rf dist
	python -m hatchling build -t wheel

lock: setup-dev ## write requirements/*.txt from pyproject.toml
	tools/lock.sh

clean: ## remove caches and builds; the virtual environment and var/ stay
	rm -rf dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
