#!/usr/bin/env bash
# tools/setup.sh product|development: the virtual environment, ready to use. Picks up a half-finished run.
#
# The stamp is written last and names what was installed, so that a second call costs milliseconds.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}

say() { printf '%s\n' "$*" >&2; }
die() {
  say "✗ $1"
  say "  $2"
  exit 1
}

case $kind in
  product) requirements=requirements/setup.txt ;;
  development) requirements=requirements/dev.txt ;;
  *) die "tools/setup.sh product|development" "" ;;
esac
digest() {
  "$venv/bin/python" - "$@" <<'PY'
import hashlib, pathlib, sys
print(hashlib.sha256(b"\0".join(pathlib.Path(p).read_bytes() for p in sys.argv[1:])).hexdigest())
PY
}
sources=(pyproject.toml requirements/dev.txt requirements/setup.txt hatch_build.py frontend/package-lock.json
  frontend/build.mjs frontend/icons.txt frontend/assets.py)
stamp=$venv/.ready-$kind
if [ -x "$venv/bin/qingmiao" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(digest "${sources[@]}")" ]; then
  mo=src/qingmiao/locale/en/LC_MESSAGES/django.mo
  if [ ! -f "$mo" ] || [ "$(find src/qingmiao/locale -name '*.po' -newer "$mo")" ]; then
    "$venv/bin/python" tools/translations.py compile >/dev/null
  fi
  exit 0
fi

command -v "$python" >/dev/null ||
  die "没有 python3：请安装 Python 3.11 以上版本（如 apt install python3 python3-venv）" \
    "no python3: install Python 3.11 or newer (for example apt install python3 python3-venv)"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  die "Python 版本过旧：需要 3.11 以上，可用 make setup PYTHON=python3.12 指定" \
    "this Python is too old: 3.11 or newer is needed; name one with make setup PYTHON=python3.12"
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then # none yet, or half of one
  rm -rf "$venv"
  "$python" -m venv "$venv" >/dev/null 2>&1 || {
    rm -rf "$venv"
    die "无法建立虚拟环境：请安装 venv 组件（如 apt install python3-venv）后重试" \
      "cannot create the virtual environment: install venv (for example apt install python3-venv) and run again"
  }
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
  if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" >"$log" 2>&1; then
    if grep -qi 'NOT MATCH THE HASHES' "$log"; then
      die "软件包与锁定的哈希不符：软件源可能损坏，请换源后重试" \
        "a package does not match its hash: the index may be damaged, choose another one and run again"
    elif grep -qiE "command '?[^ ]*(gcc|cc|clang|g\+\+)'? failed|unable to (find|execute) .*(compiler|cc|clang)|unknown compiler|can.t find a suitable compiler|linker .* not found|error: linker|No such file or directory: '?(gcc|cc|clang)|Microsoft Visual C" "$log"; then
      die "缺少编译器：请安装（如 apt install build-essential python3-dev），或改用有现成软件包的 Python 3.11 至 3.13" \
        "no compiler: install one (for example apt install build-essential python3-dev), or use Python 3.11 to 3.13, which have ready-made packages"
    elif grep -qiE 'NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|Temporary failure|ProxyError|SSLError|Max retries|Could not find a version|No matching distribution' "$log"; then
      die "无法从 Python 软件源取得软件包：请检查网络，或设置 PIP_INDEX_URL 指向可用的镜像后重试" \
        "cannot fetch packages from the Python index: check the network, or set PIP_INDEX_URL to a mirror and run again"
    elif grep -q 'npm_config_registry' "$log"; then
      grep -m2 'npm_config_registry' "$log" | sed 's/^ *//' >&2
      exit 1
    elif grep -qi 'No space left' "$log"; then
      die "磁盘空间不足：请清理后重试" "no space left on the disk: free some and run again"
    fi
    tail -n 20 "$log" >&2
    die "安装失败，原因见上" "the installation failed for the reason above"
  fi
}
say "正在准备运行环境（首次约需几分钟）…  setting up, the first time takes some minutes…"
install --require-hashes --requirement "$requirements"
install --no-deps --no-build-isolation --editable .
[ -f src/qingmiao/webkit/static/vendor/.stamp ] || "$venv/bin/python" frontend/assets.py
digest "${sources[@]}" >"$stamp.part"
mv "$stamp.part" "$stamp"
[ "$kind" = product ] || cp "$stamp" "$venv/.ready-product"
