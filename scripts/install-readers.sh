#!/usr/bin/env bash
# Installs the peers' own packages that tests read our exports with, each in a virtual environment of its own.
# Usage: scripts/install-readers.sh FOLDER [NAME...]      then: TOUCHSTONE_READERS=FOLDER npm test
# TRL (with torch 6 GB) is left out: python -m venv FOLDER/trl && FOLDER/trl/bin/python -m pip install 'apps/python[trl]'
# PYTHON may name the Python to use. Versions are pinned: these packages break monthly.
set -euo pipefail
folder=${1:?give the folder to install into}
shift
wanted=${*:-harbor datasets verifiers}
# Name, version, the reader's own floor of Python.
readers='harbor 0.24.0 3.12
datasets 5.2.0 3.11
verifiers 0.4.0 3.11'

python_from() {
  local candidate
  for candidate in ${PYTHON:-python3.13 python3.12 python3.14 python3}; do
    "$candidate" -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$1'.split('.'))))" 2>/dev/null || continue
    echo "$candidate"
    return 0
  done
  return 1
}

mkdir -p "$folder"
failed=0
while read -r name version floor; do
  [[ " $wanted " == *" $name "* ]] || continue
  if ! python=$(python_from "$floor"); then
    echo "$name: not installed, no Python $floor or newer was found; PYTHON may name one." >&2
    failed=1
    continue
  fi
  [ -x "$folder/$name/bin/python" ] || "$python" -m venv "$folder/$name"
  "$folder/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$name==$version"
  echo "$name: $folder/$name"
done <<<"$readers"
exit "$failed"
