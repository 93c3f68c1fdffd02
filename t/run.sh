#!/bin/bash
# All tests, in this order: lint; unit tests under ASan+UBSan; HTTP tests and
# fault drills against the packaged nginx; the HTTP tests once more with the
# sanitized module; a minute of fuzzing.  `soak` runs drills and fuzzers at
# full counts.

set -uo pipefail

cd "$(dirname "$0")/.."
mode=${1:-test}
san='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

[ "$mode" = soak ] && export GOV_SOAK=1

say() { printf '\n== %s\n' "$*"; }

export GOV_MODULE=$PWD/build/ngx_http_gov_module.so
export GOVCTL=$PWD/build/govctl

say "building with the sanitizers"
make -s -j2 BUILD=build/asan SAN="$san" OPT='-O1 -g' \
    lib unit module govctl || exit 1

failed=0

say "lint, unit tests, HTTP tests, drills, fuzzers"
prove t/[0-9]*-*/ || failed=1

say "HTTP tests, with the sanitized module"
GOV_MODULE=$PWD/build/asan/ngx_http_gov_module.so \
GOVCTL=$PWD/build/asan/govctl \
GOV_PRELOAD="$(gcc -print-file-name=libasan.so)" \
ASAN_OPTIONS=detect_leaks=0 \
    prove t/05-config t/10-http t/20-admin || failed=1

exit $failed
