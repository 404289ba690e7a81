"""Take the newest versions the ranges in pyproject.toml allow, and pin every package to them.

    uv run packaging/pin.py

Resolves for every supported Python and system, without the present pins, and writes the result between the
two `pins` lines of pyproject.toml. A lock file would do the same, but spells out where it was downloaded from.
"""

import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "pyproject.toml"
DOUBLE, SINGLE = '"', "'"
BLOCK = re.compile(r"(?<=# pins: written by packaging/pin.py\n).*?(?=# end of pins\n)", re.DOTALL)


def main() -> None:
    text = PROJECT.read_text(encoding="utf-8")
    unpinned = BLOCK.sub("", text)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "pyproject.toml").write_text(unpinned, encoding="utf-8")
        for name in ("README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy)
        shutil.copytree(ROOT / "designer", copy / "designer", ignore=shutil.ignore_patterns("__pycache__"))
        packages = requirements(["export", "--no-hashes", "--no-emit-project", "--all-groups", "--all-extras"], copy)
        backend = tomllib.loads(unpinned)["build-system"]["requires"]
        (copy / "build.in").write_text("\n".join(backend), encoding="utf-8")
        tools = requirements(["pip", "compile", "--universal", "build.in"], copy)
    pinned = f"{table('constraint-dependencies', packages)}{table('build-constraint-dependencies', tools)}"
    PROJECT.write_text(BLOCK.sub(lambda _: pinned, text), encoding="utf-8")
    print(f"Pinned {len(packages)} packages and {len(tools)} for building.")


def requirements(command: list[str], folder: Path) -> list[str]:
    """What uv resolves, one `name==version` each; with its marker only where versions differ by it."""
    done = subprocess.run(["uv", "-q", *command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"uv {' '.join(command)} failed:\n{done.stderr}")
    lines = [line.split(" ;") for line in done.stdout.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    names = [line[0].split("==")[0] for line in lines]
    return [
        line[0].strip() if names.count(name) == 1 else " ;".join(line).strip()
        for name, line in zip(names, lines, strict=True)
    ]


def table(key: str, rows: list[str]) -> str:
    return f"{key} = [\n" + "".join(f'    "{row.replace(DOUBLE, SINGLE)}",\n' for row in rows) + "]\n"


if __name__ == "__main__":
    main()
