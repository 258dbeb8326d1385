#!/usr/bin/env bash
# Write requirements/*.txt from pyproject.toml: exact versions and hashes, no addresses. Run by `make lock`.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --no-annotate --no-header \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options "$@" pyproject.toml
}
compile --output-file requirements/runtime.txt
compile --extra build --constraint requirements/runtime.txt --output-file requirements/setup.txt
compile --extra build --extra dev --constraint requirements/setup.txt --output-file requirements/dev.txt
sed -i.bak "/^#/d" requirements/*.txt && rm requirements/*.bak
