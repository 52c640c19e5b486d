# Sourced by .ci/run: installs and starts what the sandbox tests need, and builds the base image with the product's own
# code. Leaves DOCKER_HOST exported if it had to start an engine, and stops that engine when the shell ends.
# Debian and root only; elsewhere it says so and goes on, and the tests say what they skip.

touchstone_install_sandboxes() {
  local missing=() program package
  for program in bwrap:bubblewrap mmdebstrap:mmdebstrap dockerd:docker.io iptables:iptables zstd:zstd; do
    package=${program#*:}
    command -v "${program%%:*}" >/dev/null || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "start-services: ${missing[*]} missing, and only root on Debian can install them here" >&2
    return 0
  fi
  echo "start-services: installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

touchstone_start_docker() {
  docker version >/dev/null 2>&1 && return 0
  command -v dockerd >/dev/null && [ "$(id -u)" = 0 ] || return 0
  TOUCHSTONE_DOCKER=$(mktemp -d)
  # The flags keep the engine away from the machine's network: sandboxes have none.
  setsid dockerd --data-root "$TOUCHSTONE_DOCKER/root" --exec-root "$TOUCHSTONE_DOCKER/exec" \
    -H "unix://$TOUCHSTONE_DOCKER/docker.sock" -p "$TOUCHSTONE_DOCKER/pid" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --log-level=warn >"$TOUCHSTONE_DOCKER/log" 2>&1 &
  trap touchstone_stop_docker EXIT
  local socket=$TOUCHSTONE_DOCKER/docker.sock attempt
  for attempt in $(seq 300); do
    if DOCKER_HOST=unix://$socket docker version >/dev/null 2>&1; then
      export DOCKER_HOST=unix://$socket
      echo "start-services: Docker engine at $DOCKER_HOST"
      return 0
    fi
    sleep 0.1
  done
  echo "start-services: the Docker engine did not start:" >&2
  tail -n 20 "$TOUCHSTONE_DOCKER/log" >&2
  return 1
}

touchstone_stop_docker() {
  local pid
  pid=$(cat "$TOUCHSTONE_DOCKER/pid" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  rm -rf "$TOUCHSTONE_DOCKER"
}

# By the program's own code, into its own cache; without the locked dependencies it is the tests that build it.
touchstone_build_image() {
  [ -x node_modules/.bin/node ] && [ "$(id -u)" = 0 ] && command -v mmdebstrap >/dev/null || return 0
  node_modules/.bin/node --input-type=module -e '
    import { homedir } from "node:os";
    import { buildBaseImage } from "@touchstone/sandboxes";
    const home = process.env.TOUCHSTONE_HOME ?? `${homedir()}/.cache/touchstone`;
    const report = ({ step, detail }) => console.log(`start-services: ${step}: ${detail}`);
    await buildBaseImage({ home, onProgress: report });
  '
}

# Of the peers' readers the one that runs on every Python that we do; the others are `scripts/install-readers.sh`.
touchstone_install_readers() {
  [ -z "${TOUCHSTONE_READERS:-}" ] || return 0
  local folder=${TOUCHSTONE_HOME:-$HOME/.cache/touchstone}/readers
  if bash scripts/install-readers.sh "$folder" datasets; then export TOUCHSTONE_READERS=$folder
  else echo "start-services: the reader \"datasets\" could not be installed: the tests that need it say NOT RUN" >&2; fi
}

touchstone_install_sandboxes
touchstone_start_docker
touchstone_build_image
touchstone_install_readers
