#!/bin/bash
# Runs every fuzzer for FUZZ_SECONDS (300) each; exits 1 on a finding, which
# is left in build/fuzz/findings.

set -euo pipefail

cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-300}
out=build/fuzz
san='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

make -s -j2 BUILD=$out CC=clang OPT='-O1 -g' \
    SAN="$san -fsanitize=fuzzer-no-link" lib govctl

# seeds: a generation of a few documents, and the authored ones

mkdir -p $out/findings $out/corpus/{snapshot,content,accept}

if [ ! -s $out/corpus/snapshot/seed ]; then
    tree=$out/tree
    rm -rf $tree
    mkdir -p $tree
    cp -r conf/content/{topics,parameters,towns} $tree
    $out/govctl build --fast --cold -o $tree.gen $tree >/dev/null
    cp $tree.gen $out/corpus/snapshot/seed
    chmod u+w $out/corpus/snapshot/seed
    kinds=$($out/govctl schema | sed -n 's/^  "\([a-z]*\)": {$/\1/p')
    n=0
    for file in conf/content/*/*.json; do
        kind=$(basename "$(dirname "$file")")
        n=$((n + 1))
        number=$(grep -nx "$kind" <<<"$kinds" | cut -d: -f1)
        { printf "\\x$(printf %02x $((number - 1)))"; cat "$file"; } \
            >"$out/corpus/content/seed-$n"
    done
fi

status=0

for source in t/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    name=${name#fuzz_}
    clang -std=gnu11 -D_GNU_SOURCE -O1 -g $san -fsanitize=fuzzer \
        -o $out/fuzz_$name "$source" $out/libgov.a \
        -ljansson -lbrotlienc -lz -lcrypto -lpthread -lm

    if $out/fuzz_$name -max_total_time="$seconds" -timeout=10 \
        -rss_limit_mb=2048 -max_len=200000 -print_final_stats=1 \
        -artifact_prefix=$out/findings/$name- $out/corpus/$name \
        >$out/$name.log 2>&1
    then
        runs=$(sed -n 's/stat::number_of_executed_units: //p' $out/$name.log)
        echo "$name: $runs runs in $seconds s, no finding"
    else
        tail -n 40 $out/$name.log
        echo "$name: a finding, see $out/findings and $out/$name.log"
        status=1
    fi
done

exit $status
