#!/usr/bin/env bash
# Writes the lock files anew: make lock. With PACKAGE… only these go to a newer version: requirements/lock.sh urllib3
set -euo pipefail
cd "$(dirname "$0")/.."
uv="${UV:-.venv-tools/bin/uv}"

upgrade=()
for name in "$@"; do upgrade+=(--upgrade-package "$name"); done

# One resolution for every system and every Python from 3.11 on, each file with its SHA-256.
lock() {
    local out=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
        --custom-compile-command "make lock" "${upgrade[@]}" --output-file "requirements/$out" "$@"
}

lock dev.txt pyproject.toml requirements/build.in --extra dev
lock run.txt pyproject.toml --extra desk --extra sitrep --extra postgres --extra parquet \
    --constraint requirements/dev.txt
lock cluster.txt pyproject.toml --extra cluster --constraint requirements/dev.txt
lock ftm.txt pyproject.toml --extra ftm --constraint requirements/dev.txt
lock build.txt requirements/build.in --constraint requirements/dev.txt
lock tools.txt requirements/tools.in
