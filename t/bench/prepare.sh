#!/bin/bash
# Makes what a run of the bench reads, unless an earlier run has made it: the
# generations, and the files of the Lua peer.  Called by run.sh.

set -euo pipefail

# Serving is the same whatever compressed the bodies, and 100,000 documents
# take minutes at full strength: hence --fast.

generation() {
    local gen=$BENCH/$1-$BENCH_SEED.gen dir=$BENCH/content-$1

    if [ -s "$gen" ] && timeout 60 "$GOVCTL" verify "$gen" >/dev/null 2>&1
    then
        return
    fi

    rm -rf "$dir" "$gen"
    timeout 60 "$GOVCTL" sample --knowledge "$1" --seed "$BENCH_SEED" "$dir"
    timeout 600 "$GOVCTL" build --fast -o "$gen" "$dir"
    rm -rf "$dir"
}

# Debian's Lua module wants a LuaJIT that conflicts with the packaged one: it
# is unpacked here, never installed.

lua_peer() {
    local dir=$BENCH/lua-peer

    [ ! -s "$dir/ready" ] || return 0

    rm -rf "$dir"
    mkdir -p "$dir"

    (
        cd "$dir"
        timeout 120 apt-get -q download libnginx-mod-http-lua \
            libnginx-mod-http-ndk lua-resty-core lua-resty-lrucache \
            libluajit2-5.1-2
        for deb in *.deb; do
            dpkg -x "$deb" .
        done
        echo yes >ready
    ) >"$dir/log" 2>&1 || echo "bench: no Lua peer, see $dir/log" >&2
}

generation 3000
generation 100000
lua_peer
