#!/bin/bash
# What govctl build takes at full strength: 3,000 knowledge points with what
# they name, cold, after ten edits, and that the two ways give the same bytes.
# With BENCH_BUILD=1 also a whole city and 100,000 knowledge points, which takes
# ten minutes.  Called by run.sh.

set -euo pipefail

result=$BENCH/result.md
dir=$BENCH/build
rm -rf "$dir"
mkdir -p "$dir"
trap 'rm -rf "$dir"' EXIT

say() {
    printf '%-44s %s\n' "$1" "$2"
    printf '| %s | %s |\n' "$1" "$2" >>"$result"
}

# seconds that a build took; what it printed is in $dir/log

build() {
    local start=$EPOCHREALTIME

    timeout "$1" "$GOVCTL" build "${@:2}" >"$dir/log" 2>&1 \
        || { cat "$dir/log" >&2; exit 1; }

    perl -e 'printf "%.2f s", $ARGV[1] - $ARGV[0]' \
        "$start" "$EPOCHREALTIME"
}

reused() {
    sed -nE 's/.*\(([0-9]+) reused\).*/\1/p' "$dir/log"
}

documents() {
    sed -nE 's/.* ([0-9]+) documents,.*/\1/p' "$dir/log"
}

sample() {
    timeout 60 "$GOVCTL" sample --knowledge "$1" --seed "$BENCH_SEED" \
        "${@:2}" "$dir/$1" >"$dir/log"
}

printf '\n'
printf '\n| build, %s threads | |\n|---|---|\n' "$(nproc)" >>"$result"

sample 3000 --checklists 0 --items 0 --places 0
took=$(build 600 --cold -o "$dir/cold.gen" "$dir/3000")
say "3,000 knowledge points, cold" "$took, $(documents) documents"

# one document in each of ten files gets another version

n=0
for file in "$dir"/3000/knowledge/*.json; do
    perl -0pi -e 's/("version": )(\d+)/$1 . ($2 + 1)/e' "$file"
    n=$((n + 1))
    [ "$n" -lt 10 ] || break
done

cp "$dir/cold.gen" "$dir/warm.gen"
took=$(build 600 -o "$dir/warm.gen" "$dir/3000")
say "after $n edits" "$took, $(reused) variants reused"

took=$(build 600 --cold -o "$dir/again.gen" "$dir/3000")

if ! cmp "$dir/warm.gen" "$dir/again.gen"; then
    echo "bench: the incremental build differs from the cold one" >&2
    exit 1
fi

say "the same, cold" "$took, byte for byte the same"

[ "${BENCH_BUILD:-0}" != 0 ] || exit 0

rm -rf "$dir/3000" "$dir"/*.gen
sample 3000
took=$(build 600 --cold -o "$dir/cold.gen" "$dir/3000")
say "a whole city, cold" "$took, $(documents) documents"
took=$(build 600 -o "$dir/cold.gen" "$dir/3000")
say "a whole city, nothing edited" "$took, $(reused) variants reused"

rm -rf "$dir/3000" "$dir"/*.gen
sample 100000
took=$(build 3600 --cold -o "$dir/cold.gen" "$dir/100000")
say "100,000 knowledge points, cold" \
    "$took, $(stat -c %s "$dir/cold.gen") bytes"
took=$(build 600 -o "$dir/cold.gen" "$dir/100000")
say "100,000 knowledge points, nothing edited" "$took, $(reused) variants reused"
