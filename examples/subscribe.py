#!/usr/bin/env python3
"""Prints the athletes of a venue live. Needs: pip install eclipse-zenoh

    trackside run venue.toml &          # or: trackside replay out.mcap --loop
    python3 examples/subscribe.py       # this host; elsewhere: --connect tcp/HOST:7447
"""

import argparse
import json
import time

import zenoh

KEYS = {"live": "track/json", "smooth": "track/smooth/json"}
HIP = 19  # index in `skeleton`, HALPE_26 order


def show(sample: zenoh.Sample) -> None:
    frame = json.loads(sample.payload.to_string())
    print(f"tick {frame['tick']}  {frame['time'] * 1e-9:.3f} s  {len(frame['athletes'])} athletes")
    for athlete in frame["athletes"]:
        known = sum(joint is not None for joint in athlete["skeleton"])
        hip = athlete["skeleton"][HIP]
        position = "hip at ({:.2f}, {:.2f}, {:.2f}) m".format(*hip["at"]) if hip else "hip unknown"
        print(f"  athlete {athlete['id']:3}  {athlete['state']:9}  {position}  {known} joints", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Prints the athletes of a venue live.")
    parser.add_argument("--venue", default="*", help="the venue's name (default: every venue)")
    parser.add_argument("--stream", choices=["live", "smooth"], default="live", help="live, or smoothed 0.25 s later")
    parser.add_argument("--connect", default="tcp/127.0.0.1:7447", help="a Zenoh endpoint of the tracker")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this long")
    args = parser.parse_args()

    config = zenoh.Config()
    config.insert_json5("connect/endpoints", json.dumps([args.connect]))
    config.insert_json5("listen/endpoints", json.dumps(["tcp/127.0.0.1:0"]))
    config.insert_json5("scouting/multicast/enabled", "false")
    with zenoh.open(config) as session:
        subscriber = session.declare_subscriber(f"trackside/v1/{args.venue}/{KEYS[args.stream]}", show)
        end = time.monotonic() + args.seconds
        try:
            while time.monotonic() < end:
                time.sleep(0.1)
        except KeyboardInterrupt:
            pass
        subscriber.undeclare()


if __name__ == "__main__":
    main()
