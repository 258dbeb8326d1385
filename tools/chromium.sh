#!/usr/bin/env bash
# See that a Chromium is there: an installed one, else apt as root, else the browser tool's own download.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${VENV:-.venv}
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
own() {
  "$venv/bin/python" - <<'PY'
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as tool:
    sys.exit(not os.path.exists(tool.chromium.executable_path))
PY
}
if own; then exit 0; fi
echo "正在安装 Chromium…  installing Chromium…" >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then exit 0; fi
fi
if "$venv/bin/python" -m playwright install chromium; then exit 0; fi
echo "✗ 无法安装 Chromium：请手动安装（如 apt install chromium）后重试" >&2
echo "  cannot install Chromium: install it by hand (for example apt install chromium) and run again" >&2
exit 1
