#!/usr/bin/env bash
# Holds the packages to the "may import" column of ARCHITECTURE.md: what each may use of ours, in any build.
set -euo pipefail
cd "$(dirname "$0")/.."

# package: the packages of ours that it may import
ALLOWED="
trackside-schema:
trackside-testkit:
trackside-sports: schema
trackside-body: schema sports
trackside-calibration: schema sports
trackside-models: schema
trackside-fusion: schema sports calibration
trackside-export: schema sports body calibration
trackside-simulation: schema sports body calibration
trackside-rendering: schema sports body calibration simulation
trackside-evaluation: schema sports body calibration simulation
trackside-transport: schema
trackside-recording: schema calibration
trackside-replay: schema sports calibration recording transport
trackside: schema sports body calibration models fusion export simulation rendering evaluation transport recording replay
"
# Arithmetic alone: these may not reach fusion, not even through others.
FUSION_NEVER="zenoh opencv ort mcap tokio ureq crossbeam"

failed=0
complain() {
    echo "check-imports: $*" >&2
    failed=1
}

while IFS=: read -r package allowed; do
    [ -n "$package" ] || continue
    used=$(cargo tree --locked --offline -p "$package" --edges normal,build --all-features --depth 1 --prefix none |
        awk 'NR > 1 { print $1 }' | { grep '^trackside' || true; } | sort -u)
    for name in $used; do
        [[ " $allowed " == *" ${name#trackside-} "* ]] || complain "$package may not import $name"
    done
done <<<"$ALLOWED"

reached=$(cargo tree --locked --offline -p trackside-fusion --edges normal --prefix none | awk '{ print $1 }' | sort -u)
for name in $FUSION_NEVER; do
    ! grep -qx "$name" <<<"$reached" || complain "trackside-fusion may not reach $name"
done

# Threads and channels have one home. Scoped threads that end with an image (bands.rs) or a measurement (throughput.rs) are not of a run.
spawners=$(grep -rlE 'thread::(spawn|scope|Builder)|channel::(un)?bounded|mpsc::' --include='*.rs' \
    tracker/src tracker/fusion/src tracker/transport/src tracker/recording/src schema/src sports/src calibration/src models/src \
    consumers/body/src consumers/export/src consumers/replay/src datasets/*/src |
    grep -vE '^(tracker/src/pipeline|tracker/src/pipeline/throughput|datasets/rendering/src/bands|datasets/rendering/src/tests)\.rs$' || true)
for file in $spawners; do
    complain "$file spawns threads or makes channels; tracker/src/pipeline.rs alone does"
done
exit $failed
