#!/usr/bin/env bash
# Installs the peers' own packages that tests read our exports with, each in a virtual environment of its own.
# Usage: scripts/install-readers.sh FOLDER      then: TOUCHSTONE_READERS=FOLDER npm test
# TRL (with torch 6 GB) is left out: python -m venv FOLDER/trl && FOLDER/trl/bin/python -m pip install 'apps/python[trl]'
# Needs Python 3.12 or newer (Harbor's own floor); PYTHON may name it. Versions are pinned: these packages break monthly.
set -euo pipefail
folder=${1:?give the folder to install into}
python=${PYTHON:-}
for candidate in python3.13 python3.12 python3.14 python3; do
  [ -n "$python" ] && break
  if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then python=$candidate; fi
done
[ -n "$python" ] || { echo 'No Python 3.12 or newer was found; PYTHON may name one.' >&2; exit 1; }
mkdir -p "$folder"
for reader in harbor==0.24.0 datasets==5.2.0 verifiers==0.4.0; do
  name=${reader%%==*}
  [ -x "$folder/$name/bin/python" ] || "$python" -m venv "$folder/$name"
  "$folder/$name/bin/python" -m pip install --quiet --disable-pip-version-check "$reader"
  echo "$name: $folder/$name"
done
