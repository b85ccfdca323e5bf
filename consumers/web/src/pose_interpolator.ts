// One athlete's pose over time: completed, with a plausible head and locked feet. The pose at an instant depends only on the frames
// around it.

import { Plane, Vector3 } from "three";
import { type Fit, SIDES } from "./bones";
import { FootLock, type TimedPose } from "./foot_lock";
import { JOINT as J } from "./frame";
import { keepHead, rest, standing } from "./bind_pose";
import { type PoseSample, shares } from "./store";
import { type Pose, PoseCompleter } from "./pose_completion";

/** Time constant with which a joint that returns reaches its measured position, s. */
const EASE_S = 0.1;
/** Girths are means over at most this many poses. */
const POSES = 250;

/** A frame's pose: as completed, and with a head. */
interface Known extends TimedPose {
  of: PoseSample["joints"];
  whole: Pose;
}

export class PoseInterpolator {
  /** As they are drawn, m. */
  readonly joints = standing.map((p) => p.clone());
  readonly fit: Fit = { girth: 1, lift: 1 };
  private readonly whole = new PoseCompleter(standing, EASE_S);
  private readonly feet = new FootLock();
  private frames: PoseSample[] = [];
  private known: Known[] = [];
  private poses = 0;

  /** `held`: whether feet stand still where they bear. */
  constructor(private readonly held = true) {}

  /** Poses the athlete at `atS` from the samples around it. False before the first sample. */
  update(frames: PoseSample[], atS: number): boolean {
    const changed = this.ingest(frames);
    if (this.known.length === 0) return false;
    this.interpolate(atS);
    if (this.held) this.feet.lock(this.joints, atS, changed ? this.known : null);
    return true;
  }

  /** Ingests new samples; false where there are none. */
  private ingest(frames: PoseSample[]): boolean {
    if (frames === this.frames || frames.length === 0) return false;
    this.frames = frames;
    const { known } = this;
    const were = new Map(known.map((k) => [k.of, k]));
    const now: Known[] = [];
    let last = known.findLast((k) => k.time < frames[0].time) ?? null;
    for (const { time, joints } of frames) {
      const there = were.get(joints) ?? this.complete(last, time, joints);
      if (there) now.push((last = there));
    }
    if (now.length > 0) this.known = now;
    return now.length > 0;
  }

  private complete(last: Known | null, time: number, seen: PoseSample["joints"]): Known | null {
    const dtS = last ? time - last.time : Number.POSITIVE_INFINITY;
    const whole = this.whole.next(last?.whole ?? null, seen, dtS);
    if (!whole) return null;
    this.measure(whole.joints);
    // The next pose is completed from this one as it was seen.
    const joints = whole.joints.map((p) => p.clone());
    keepHead(joints, this.fit.girth);
    return { time, of: seen, whole, joints, feet: this.feet.measureFeet(joints, last?.joints ?? null, dtS) };
  }

  private interpolate(atS: number): void {
    const { known, joints } = this;
    const next = known.findIndex((k) => k.time > atS);
    if (next <= 0) {
      const [only] = known.slice(next);
      joints.forEach((p, j) => p.copy(only.joints[j]));
      return;
    }
    const [p, a, b, n] = [-2, -1, 0, 1].map((by) => known[next + by] as Known | undefined) as [Known?, ...Known[]];
    const times = [p?.time ?? a.time, a.time, b.time, n?.time ?? b.time];
    const w = shares((atS - a.time) / (b.time - a.time), times, !!p, !!n);
    joints.forEach((at, j) => {
      at.copy(a.joints[j]).multiplyScalar(w[1]).addScaledVector(b.joints[j], w[2]);
      if (p) at.addScaledVector(p.joints[j], w[0]);
      if (n) at.addScaledVector(n.joints[j], w[3]);
    });
  }

  /** How stout the body is, by the length of its bones, and how high its ankles are: steady after a second or so. */
  private measure(j: Vector3[]): void {
    const long = (of: Vector3[]) => {
      let sum = of[J.neck].distanceTo(of[J.hip]);
      for (const s of SIDES) sum += of[s.hip].distanceTo(of[s.knee]) + of[s.knee].distanceTo(of[s.ankle]);
      return sum;
    };
    const high = (of: Vector3[]) => {
      let sum = 0;
      for (const s of SIDES) {
        const plane = new Plane().setFromCoplanarPoints(of[s.heel], of[s.bigToe], of[s.smallToe]);
        sum += Math.abs(plane.distanceToPoint(of[s.ankle])) / 2;
      }
      return sum;
    };
    const within = (v: number) => (v > 0 ? Math.min(1.4, Math.max(0.7, v)) : 1);
    this.poses = Math.min(POSES, this.poses + 1);
    // Girths grow with the root of the height.
    this.fit.girth += (within(Math.sqrt(long(j) / long(rest))) - this.fit.girth) / this.poses;
    this.fit.lift += (within(high(j) / high(rest)) - this.fit.lift) / this.poses;
  }
}
