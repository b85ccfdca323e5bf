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
const MAX_POSES = 250;

/** A frame's pose: `completed`, and with a plausible head as `joints`. */
interface CompletedPose extends TimedPose {
  measured: PoseSample["joints"];
  completed: Pose;
}

export class PoseInterpolator {
  /** The joints as drawn, m. */
  readonly joints = standing.map((p) => p.clone());
  readonly fit: Fit = { girth: 1, lift: 1 };
  private readonly completer = new PoseCompleter(standing, EASE_S);
  private readonly feet = new FootLock();
  private frames: PoseSample[] = [];
  private poses: CompletedPose[] = [];
  private poseCount = 0;

  /** `locksFeet`: whether feet stand still while they bear weight. */
  constructor(private readonly locksFeet = true) {}

  /** Poses the athlete at `atS` from the samples around it. False before the first sample. */
  update(frames: PoseSample[], atS: number): boolean {
    const changed = this.ingest(frames);
    if (this.poses.length === 0) return false;
    this.interpolate(atS);
    if (this.locksFeet) this.feet.lock(this.joints, atS, changed ? this.poses : null);
    return true;
  }

  /** Ingests new samples; false where there are none. */
  private ingest(frames: PoseSample[]): boolean {
    if (frames === this.frames || frames.length === 0) return false;
    this.frames = frames;
    const { poses } = this;
    const earlier = new Map(poses.map((k) => [k.measured, k]));
    const now: CompletedPose[] = [];
    let last = poses.findLast((k) => k.time < frames[0].time) ?? null;
    for (const { time, joints } of frames) {
      const there = earlier.get(joints) ?? this.complete(last, time, joints);
      if (there) now.push((last = there));
    }
    if (now.length > 0) this.poses = now;
    return now.length > 0;
  }

  private complete(last: CompletedPose | null, time: number, measured: PoseSample["joints"]): CompletedPose | null {
    const dtS = last ? time - last.time : Number.POSITIVE_INFINITY;
    const completed = this.completer.next(last?.completed ?? null, measured, dtS);
    if (!completed) return null;
    this.measure(completed.joints);
    // The next pose is completed from this one without the changes to the head.
    const joints = completed.joints.map((p) => p.clone());
    keepHead(joints, this.fit.girth);
    return { time, measured, completed, joints, feet: this.feet.measureFeet(joints, last?.joints ?? null, dtS) };
  }

  private interpolate(atS: number): void {
    const { poses, joints } = this;
    const next = poses.findIndex((k) => k.time > atS);
    if (next <= 0) {
      const [only] = poses.slice(next);
      joints.forEach((p, j) => p.copy(only.joints[j]));
      return;
    }
    const [p, a, b, n] = [-2, -1, 0, 1].map((by) => poses[next + by] as CompletedPose | undefined) as [CompletedPose?, ...CompletedPose[]];
    const times = [p?.time ?? a.time, a.time, b.time, n?.time ?? b.time];
    const w = shares((atS - a.time) / (b.time - a.time), times, !!p, !!n);
    joints.forEach((at, j) => {
      at.copy(a.joints[j]).multiplyScalar(w[1]).addScaledVector(b.joints[j], w[2]);
      if (p) at.addScaledVector(p.joints[j], w[0]);
      if (n) at.addScaledVector(n.joints[j], w[3]);
    });
  }

  /** Updates girth, from the length of the bones, and ankle height; both are steady after about a second. */
  private measure(j: Vector3[]): void {
    const boneLength = (of: Vector3[]) => {
      let sum = of[J.neck].distanceTo(of[J.hip]);
      for (const s of SIDES) sum += of[s.hip].distanceTo(of[s.knee]) + of[s.knee].distanceTo(of[s.ankle]);
      return sum;
    };
    const ankleHeight = (of: Vector3[]) => {
      let sum = 0;
      for (const s of SIDES) {
        const plane = new Plane().setFromCoplanarPoints(of[s.heel], of[s.bigToe], of[s.smallToe]);
        sum += Math.abs(plane.distanceToPoint(of[s.ankle])) / 2;
      }
      return sum;
    };
    const within = (v: number) => (v > 0 ? Math.min(1.4, Math.max(0.7, v)) : 1);
    this.poseCount = Math.min(MAX_POSES, this.poseCount + 1);
    // Girths grow with the square root of stature.
    this.fit.girth += (within(Math.sqrt(boneLength(j) / boneLength(rest))) - this.fit.girth) / this.poseCount;
    this.fit.lift += (within(ankleHeight(j) / ankleHeight(rest)) - this.fit.lift) / this.poseCount;
  }
}
