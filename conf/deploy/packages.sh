#!/bin/bash
# Installs what is missing of the named sets of Debian packages, and says which.
#
#   conf/deploy/packages.sh run [test] [bench]

set -euo pipefail

run="gcc make libc6-dev nginx nginx-dev libjansson-dev libbrotli-dev
     zlib1g-dev libssl-dev openssl ca-certificates"
test="perl libmojolicious-perl libio-socket-ssl-perl libcmocka-dev curl brotli
      clang libclang-rt-14-dev llvm clang-format cppcheck valgrind python3 wrk
      procps git"
bench="wrk memcached libcmocka-dev"

missing=

for set in "$@"; do
    case $set in
    run) names=$run ;;
    test) names=$test ;;
    bench) names=$bench ;;
    *) echo "packages: no such set: $set" >&2; exit 2 ;;
    esac

    for name in $names; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) \
            || status=none
        [ "$status" = installed ] || missing="$missing $name"
    done
done

[ -n "$missing" ] || exit 0

echo "packages: installing$missing"

sudo=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        echo "packages: not root, and no sudo: ask for these:$missing" >&2
        exit 1
    fi
    sudo=sudo
fi

# the packaged services are not wanted: ports 80 and 11211 stay as they are

quietly() {
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get -q -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1 \
        || { tail -n 20 "$log" >&2; return 1; }
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly update
quietly install -y --no-install-recommends $missing
