#!/bin/bash
# make bench: server CPU per request against peers, in alternating rounds.
#
#   BENCH_ROUNDS=7     rounds; in each, every target is loaded once
#   BENCH_SECONDS=1    of load on one target in one round
#   BENCH_SEED=1       of the sample content and of the order of requests
#   BENCH_BUILD=1      times the large builds as well (ten minutes)
#
# Prints tables and writes build/bench/result.md.  Being over a target does
# not fail a benchmark; a part that does not run, or a wrong reply, does.

set -euo pipefail

cd "$(dirname "$0")/../.."

build=$(realpath -m "${BUILD:-build}")

export BENCH=$build/bench
export GOVCTL MODULE
GOVCTL=$(realpath -m "${GOVCTL:-$build/govctl}")
MODULE=$(realpath -m "${MODULE:-$build/ngx_http_gov_module.so}")
export NGINX_BIN=${NGINX_BIN:-/usr/sbin/nginx}
export BENCH_SEED=${BENCH_SEED:-1}
export BENCH_ROUNDS=${BENCH_ROUNDS:-7}
export BENCH_SECONDS=${BENCH_SECONDS:-1}

mkdir -p "$BENCH"

# one run at a time: another one would be measured, too

exec 9>"$BENCH/lock"
flock -n 9 || { echo "bench: already running in $BENCH" >&2; exit 1; }

# copies: a build meanwhile must not change what is being measured

mkdir -p "$BENCH/bin"
cp --remove-destination "$MODULE" "$BENCH/bin/ngx_http_gov_module.so"
cp --remove-destination "$GOVCTL" "$BENCH/bin/govctl"
MODULE=$BENCH/bin/ngx_http_gov_module.so
GOVCTL=$BENCH/bin/govctl

t/bench/prepare.sh 9>&-
rc=0
perl t/bench/serving.pl 9>&- || rc=1

t/bench/build.sh 9>&- || rc=1

exit "$rc"
