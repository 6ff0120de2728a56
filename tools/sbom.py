"""What the program is made of, as CycloneDX: every package that it runs with, its version, licence, dependencies.

    python tools/sbom.py --with .venv-tools/bin/cyclonedx-py       # make sbom

cyclonedx-py describes this environment. Of that is kept what is locked for running (run.txt and cluster.txt in
requirements/, which have the hashes of the files), with licences by the rules of licences.yaml there. The same lock
gives the same bill.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from locked import REQUIREMENTS, canonical, licence_of, locked, rules

OUT = REQUIREMENTS / "sbom.cdx.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--with", dest="tool", default="cyclonedx-py", help="the program cyclonedx-py")
    parser.add_argument("--output", type=Path, default=OUT)
    args = parser.parse_args()
    doc = narrowed(described(args.tool))
    args.output.write_text(json.dumps(doc, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{args.output.name}: {len(doc['components'])} packages", file=sys.stderr)


def described(tool: str) -> dict[str, Any]:
    """What cyclonedx-py tells of this environment."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "all.json"
        project = str(REQUIREMENTS.parent / "pyproject.toml")
        command = [tool, "environment", "--output-reproducible", "--short-PURLs", "--pyproject", project]
        subprocess.run([*command, "-o", str(out), sys.executable], check=True)
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def narrowed(doc: dict[str, Any]) -> dict[str, Any]:
    """Only what is locked for running. Addresses of projects are left out: a bill names parts, not shops."""
    pinned = {(one.name, one.version) for file in ("run.txt", "cluster.txt") for one in locked(file)}
    given, kept = rules(), []
    for part in doc["components"]:
        if (canonical(part["name"]), part["version"]) in pinned:
            licence = licence_of(distribution(part["name"]), given)
            told = {
                key: part[key] for key in ("bom-ref", "description", "name", "purl", "type", "version") if key in part
            }
            kept.append({**told, **({"licenses": [{"expression": licence}]} if licence else {})})
    refs = {part["bom-ref"] for part in kept} | {"root-component"}
    depends = [
        {"ref": one["ref"], "dependsOn": sorted(refs & {*one.get("dependsOn", ())})}
        for one in doc["dependencies"]
        if one["ref"] in refs
    ]
    metadata = {"component": doc["metadata"]["component"], "properties": doc["metadata"].get("properties", [])}
    return {**doc, "metadata": metadata, "components": kept, "dependencies": depends}


if __name__ == "__main__":
    main()
