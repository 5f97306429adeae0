# Shared by the scripts: where things are, which tools they find, how they speak. Sourced, never run.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Compiled files are shared between clones: paths below the project count relative to it.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root}
export CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-1}
export CCACHE_DIR=${CCACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/ccache}

# The machine's own PATH runs npm; everything else runs on the project's Node.js where there is one.
system_path=$PATH
project_node=$root/.node/bin
use_project_node() {
    [ ! -x "$project_node/node" ] || export PATH=$project_node:$system_path
}
use_project_node

say() {
    printf '\n== %s\n' "$*"
}

die() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || die "needs root or sudo to run: $*"
        sudo "$@"
    fi
}

# The tests' and examples' npm tools need this one.
needed_node=22.19
has_needed_node() {
    local version
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    [ "$(printf '%s\n' "$needed_node" "$version" | sort -V | head -n 1)" = "$needed_node" ]
}
