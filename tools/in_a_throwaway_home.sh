#!/usr/bin/env bash
# Run one command of the house with a home of its own, which is removed afterwards.
set -euo pipefail
home=$(mktemp -d "${TMPDIR:-/tmp}/qingmiao-XXXXXX")
chmod 711 "$home"
trap 'rm -rf "$home"' EXIT
QINGMIAO_HOME=$home "$@"
