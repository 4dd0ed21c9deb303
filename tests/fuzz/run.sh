#!/bin/sh
# Fuzzes: tests/fuzz/run.sh [--seed N] [SECONDS] [TARGET...]
#
# Builds the targets with clang, ASan, UBSan and libFuzzer, runs each for SECONDS (60), two at a time, and prints what each
# did. What a run finds that is new goes to build/fuzz/corpus/TARGET, where the next one begins; a finding is kept as
# build/fuzz/TARGET-crash-... and printed in base64, and makes this fail. README.md tells what to do with it.
#
# With --seed the run is the same each time and everywhere: it begins with the corpus that is checked in, and ends after as
# many executions as a machine with two cores does in SECONDS.
set -eu
cd "$(dirname "$0")/../.."
build=build/fuzz

# Executions in a second of the first minute, on one of two cores. The decoder and connections of IMAP have the whole minute.
rate() { # target
    case $1 in
    wire) echo 6500 ;;
    response) echo 3300 ;;
    differential) echo 600 ;;
    generate) echo 1800 ;;
    connection) echo 6500 ;;
    pop3) echo 5000 ;;
    pop3_differential) echo 1000 ;;
    session) echo 2500 ;;
    message) echo 400 ;;
    *) echo 20000 ;;
    esac
}

finding() { # target, log
    printf '%-14s FINDING\n' "$1"
    grep -E 'does not hold|differ at|ERROR|runtime error|Test unit written' "$2" | head -n 5
    input=$(sed -n 's/.*Test unit written to //p' "$2" | tail -n 1)
    [ -f "$input" ] || return 0
    echo "its input, for base64 -d:"
    base64 -w 120 "$input"
}

# One target, in the name of the script itself.
fuzz() { # seed or "random", seconds, target
    target=$3
    if [ "$1" = random ]; then
        found=$build/corpus/$target
        set -- -max_total_time="$2"
    else
        found=$build/corpus-seed/$target
        rm -rf "$found"
        # Hints from what is compared hold addresses, and the corpus would be read again by the clock.
        set -- -seed="$1" -runs=$(($(rate "$target") * $2)) -max_total_time=$(($2 * 10)) -use_cmp=0 -reload=0
    fi
    mkdir -p "$found"
    set -- "$@" -max_len=1500 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$build/$target-"
    case $target in
    message | url) ;;
    pop3*) set -- "$@" -dict=tests/fuzz/pop3.dict ;;
    *) set -- "$@" -dict=tests/fuzz/imap.dict ;;
    esac
    log=$build/$target.log
    # Without fake stacks: they cost half of the speed.
    code=0
    ASAN_OPTIONS="${ASAN_OPTIONS:-detect_stack_use_after_return=0}" nice -n 19 \
        "$build/tests/fuzz/fuzz_$target" "$@" "$found" "tests/fuzz/corpus/$target" >"$log" 2>&1 || code=$?
    if [ $code != 0 ]; then
        # In one piece: another target may print at the same time.
        report=$(finding "$target" "$log")
        printf '%s\n' "$report"
        return 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/^#.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    printf '%-14s %10d executions, %5d edges\n' "$target" "$runs" "$edges"
}

if [ "${1:-}" = --one ]; then
    fuzz "$2" "$3" "$4"
    exit
fi

seed=random
if [ "${1:-}" = --seed ]; then
    seed=$2
    shift 2
fi

tests/setup.sh check
eval "$(tests/setup.sh --env)"
seconds=${1:-60}
[ $# = 0 ] || shift

mkdir -p build
quietly() { # command...
    "$@" >$build.log 2>&1 || {
        grep -E 'error|FAILED|warning' $build.log | head -n 20
        tail -n 20 $build.log
        exit 1
    }
}
[ -f $build/build.ninja ] ||
    CC=clang quietly meson setup --werror --buildtype=debugoptimized -Dtests=enabled -Dexamples=false -Dfuzzing=true \
        -Db_sanitize=address,undefined -Db_lundef=false -Dc_args=-fno-sanitize-recover=all $build
quietly ninja -C $build build.ninja
[ $# != 0 ] || set -- $(meson introspect --targets $build | python3 -c '
import json, sys
print(*sorted(t["name"][5:] for t in json.load(sys.stdin) if t["name"].startswith("fuzz_")))')
# The targets alone: they have an engine, while the other tests of this build have none.
quietly ninja -C $build $(printf 'tests/fuzz/fuzz_%s ' "$@")
printf '%s\n' "$@" | xargs -P 2 -n 1 tests/fuzz/run.sh --one "$seed" "$seconds"
