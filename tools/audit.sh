#!/usr/bin/env bash
# Looks for known vulnerabilities of the locked packages: tools/audit.sh [PIP_AUDIT]  (make audit)
# Ends with 0: none known; 1: some; 3: no advisory database could be asked, so nothing is known.
set -uo pipefail
cd "$(dirname "$0")/.."
tool="${1:-pip-audit}"

asked() { # NAME OF THE SERVICE
    "$tool" --vulnerability-service "$1" --strict --disable-pip --require-hashes --progress-spinner off \
        --requirement requirements/run.txt --requirement requirements/cluster.txt --requirement requirements/dev.txt \
        --requirement requirements/tools.txt 2>&1
}

# The second is asked where the first does not answer.
for service in osv pypi; do
    told=$(timeout 300 bash -c "$(declare -f asked); tool='$tool' asked $service")
    status=$?
    if [ "$status" = 0 ]; then
        echo "no known vulnerability in what is locked (asked: $service)"
        exit 0
    fi
    if ! grep -qE "ConnectionError|could not be audited|not found on|Timeout|ServiceError|Max retries" <<<"$told"; then
        echo "$told"
        exit 1
    fi
done
echo "NOT AUDITED: no advisory database can be reached from here, so nothing is known of vulnerabilities." >&2
echo "Run it where there is a network: make audit" >&2
exit 3
