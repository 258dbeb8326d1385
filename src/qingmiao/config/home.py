"""One folder holds all that a running system owns: database, keys, uploads, exports.

Two homes are two independent systems on one machine. Nothing here needs Django, because settings
are computed from it.
"""

import hashlib
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # sockaddr_un holds 107 bytes on Linux and 103 on macOS


@dataclass(frozen=True, slots=True)
class Place:
    """Where the embedded cluster of a home lives. Usually inside it, see `Home.place`."""

    root: Path
    socket_dir: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def socket(self) -> Path:
        return self.socket_dir / SOCKET_NAME

    @property
    def log(self) -> Path:
        return self.root / "postgresql.log"


@dataclass(frozen=True, slots=True)
class Home:
    root: Path

    @classmethod
    def from_environment(cls) -> "Home":
        """``QINGMIAO_HOME``; without it ``var/`` in a checkout, the user's data folder elsewhere."""
        if named := os.environ.get("QINGMIAO_HOME"):
            return cls(Path(named).expanduser().resolve())
        if (CHECKOUT / "pyproject.toml").is_file() and PACKAGE.parent.name == "src":
            return cls(CHECKOUT / "var")
        shared = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
        return cls(Path(shared).expanduser().resolve() / "qingmiao")

    @property
    def uploads(self) -> Path:
        return self.root / "uploads"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @property
    def heads(self) -> Path:
        return self.root / "ledger-heads.txt"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    def prepare(self) -> None:
        """Create what is missing. The home may be passed through by others, its folders may not."""
        if not self.root.exists():
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(0o711)
        for folder in (self.keys, self.uploads, self.exports):
            folder.mkdir(mode=0o700, exist_ok=True)

    def secret(self, name: str) -> str:
        """A random secret of 32 bytes in hex, made once and readable by its owner only.

        Written aside and linked into place, so that two processes starting together agree on one.
        """
        path = self.keys / name
        if not path.exists():
            self.prepare()
            descriptor, draft = tempfile.mkstemp(dir=self.keys, prefix=f".{name}.")
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                Path(draft).unlink()
        return path.read_text().strip()

    def place(self) -> Place:
        """Decided once and written down, so that a later start finds the same cluster."""
        record = self.root / "cluster.json"
        if not record.exists():
            self.prepare()
            place = self._decided_place()
            draft = record.with_suffix(f".{os.getpid()}")
            draft.write_text(
                json.dumps({"root": str(place.root), "socket_dir": str(place.socket_dir)})
            )
            draft.replace(record)
        paths = json.loads(record.read_text())
        return Place(root=Path(paths["root"]), socket_dir=Path(paths["socket_dir"]))

    def _decided_place(self) -> Place:
        """As root the cluster runs under another account, which must be able to reach its folder;
        and the address of a socket may not be long."""
        mark = hashlib.sha256(str(self.root).encode()).hexdigest()[:12]
        root = self.root / "pg"
        if os.geteuid() == 0 and not passable(self.root):
            root = Path("/var/lib") / f"qingmiao-{mark}"
        socket_dir = root / "run"
        if len(str(socket_dir / SOCKET_NAME).encode()) > LONGEST_SOCKET_PATH:
            base = Path("/run" if os.geteuid() == 0 else os.environ.get("XDG_RUNTIME_DIR", "/tmp"))  # noqa: S108 -- created 0700 and its owner is checked
            socket_dir = base / f"qingmiao-{os.geteuid()}-{mark}"
        return Place(root=root, socket_dir=socket_dir)


def passable(path: Path) -> bool:
    """Whether every account may walk through the folder and all above it."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))
