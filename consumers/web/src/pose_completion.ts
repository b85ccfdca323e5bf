// Pose completion: `consumers/body/src/pose_completion.rs` for the page.

import { Quaternion, Vector3 } from "three";
import webBody from "./body.json";
import { SIDES } from "./bones";
import { JOINT as J, JOINTS } from "./frame";

// The method's parameters have their home in consumers/body/src/pose_completion.rs.
const { LENGTH_NOISE_M, MAX_LENGTH, MAX_PAUSE_S, MIN_LENGTH } = webBody.pose_completion;

const PARENT: number[] = [];
for (const [joint, parent] of [
  [J.hip, -1], [J.neck, J.hip], [J.head, J.neck], [J.nose, J.neck], [J.lEye, J.nose], [J.rEye, J.nose], [J.lEar, J.lEye],
  [J.rEar, J.rEye],
]) PARENT[joint] = parent;
for (const s of SIDES) {
  for (const [joint, parent] of [
    [s.shoulder, J.neck], [s.elbow, s.shoulder], [s.wrist, s.elbow], [s.hip, J.hip], [s.knee, s.hip], [s.ankle, s.knee],
    [s.bigToe, s.ankle], [s.smallToe, s.ankle], [s.heel, s.ankle],
  ]) PARENT[joint] = parent;
}
/** Every joint after its parent. */
const OUTWARDS = [
  J.hip, J.neck, J.lHip, J.rHip, J.lShoulder, J.rShoulder, J.head, J.nose, J.lEye, J.rEye, J.lEar, J.rEar, J.lElbow, J.rElbow,
  J.lWrist, J.rWrist, J.lKnee, J.rKnee, J.lAnkle, J.rAnkle, J.lBigToe, J.rBigToe, J.lSmallToe, J.rSmallToe, J.lHeel, J.rHeel,
];

const sub = (a: Vector3, b: Vector3) => new Vector3().subVectors(a, b);

/** All joints at one instant, and what the completion of the next instant needs. */
export interface Pose {
  joints: Vector3[];
  /** Drawn minus measured position; decays. */
  lag: Vector3[];
  measured: boolean[];
}

/** Completes one athlete's poses, each from the one before it. */
export class PoseCompleter {
  /** `rest` is the pose of joints that were never measured; `easeS` the time constant of joints that return. */
  constructor(private readonly rest: Vector3[], private readonly easeS: number) {}

  /** The completed pose, `dtS` after `before`; null where no joint is measured. */
  next(before: Pose | null, joints: (number[] | null)[], dtS: number): Pose | null {
    const measured = joints.map((p) => (p ? new Vector3(p[0], p[1], p[2]) : null));
    const first = OUTWARDS.find((j) => measured[j]);
    if (first === undefined) return null;
    const old = before && dtS <= MAX_PAUSE_S ? before : null;
    const last = old ? old.joints : this.rest;
    const rotation = trunkRotation(last, measured);
    const now = last.map((p) => p.clone());
    const lag = Array.from({ length: JOINTS }, () => new Vector3());
    now[J.hip].copy(measured[first] as Vector3).sub(sub(last[first], last[J.hip]).applyQuaternion(rotation));
    const left = this.easeS > 0 ? Math.exp(-Math.max(0, dtS) / this.easeS) : 0;
    for (const i of OUTWARDS) {
      const at = measured[i];
      const guess = guessJoint(i, last, now, measured, rotation);
      if (!at) now[i] = guess;
      else {
        if (old) lag[i].copy(old.measured[i] ? old.lag[i] : sub(guess, at)).multiplyScalar(left);
        now[i] = at.clone().add(lag[i]);
      }
      const parent = PARENT[i];
      if (parent >= 0) {
        const from = now[parent];
        now[i] = within(sub(now[i], from), this.length(i, parent), sub(guess, from)).add(from);
      }
      this.limitBreadth(i, now, rotation);
    }
    return { joints: now, lag, measured: measured.map((p) => p !== null) };
  }

  private length(a: number, b: number): number {
    return this.rest[a].distanceTo(this.rest[b]);
  }

  /** Once both hips or both shoulders are placed: limits their distance, about their midpoint. */
  private limitBreadth(joint: number, now: Vector3[], rotation: Quaternion): void {
    const left = joint === J.rHip ? J.lHip : joint === J.rShoulder ? J.lShoulder : -1;
    if (left < 0) return;
    const otherwise = sub(this.rest[left], this.rest[joint]).applyQuaternion(rotation);
    const breadth = within(sub(now[left], now[joint]), this.length(left, joint), otherwise);
    const middle = new Vector3().addVectors(now[left], now[joint]).multiplyScalar(0.5);
    now[left] = middle.clone().addScaledVector(breadth, 0.5);
    now[joint] = middle.addScaledVector(breadth, -0.5);
  }
}

/** `bone` with its length limited to what a bone of `length` can measure; along `otherwise` where it has no direction. */
function within(bone: Vector3, length: number, otherwise: Vector3): Vector3 {
  const current = bone.length();
  const [min, max] = [Math.max(0, MIN_LENGTH * length - LENGTH_NOISE_M), MAX_LENGTH * length + LENGTH_NOISE_M];
  if (current >= min && current <= max) return bone;
  const direction = current > 1e-3 ? bone : otherwise;
  if (direction.length() < 1e-9) direction.set(0, 0, 1);
  return direction.setLength(Math.min(max, Math.max(min, current)));
}

/** The rotation of the trunk about the vertical, from pairs of joints. */
function trunkRotation(last: Vector3[], measured: (Vector3 | null)[]): Quaternion {
  // From right to left; where only one side is measured, from or to the middle.
  const pairs = [
    [J.lHip, J.rHip], [J.lShoulder, J.rShoulder], [J.lHip, J.hip], [J.hip, J.rHip], [J.lShoulder, J.neck], [J.neck, J.rShoulder],
    [J.lEar, J.rEar], [J.lAnkle, J.rAnkle],
  ];
  for (const [l, r] of pairs) {
    const [a, b] = [measured[l], measured[r]];
    if (!a || !b) continue;
    const [was, is] = [sub(last[l], last[r]), sub(a, b)];
    if (Math.hypot(was.x, was.y) <= 1e-3 || Math.hypot(is.x, is.y) <= 1e-3) break;
    const angle = Math.atan2(is.y, is.x) - Math.atan2(was.y, was.x);
    return new Quaternion().setFromAxisAngle(new Vector3(0, 0, 1), angle);
  }
  return new Quaternion();
}

/** The position of an unmeasured joint, given all joints before it in `OUTWARDS`. */
function guessJoint(joint: number, last: Vector3[], now: Vector3[], measured: (Vector3 | null)[], rotation: Quaternion): Vector3 {
  const pair = joint === J.hip ? [J.lHip, J.rHip] : joint === J.neck ? [J.lShoulder, J.rShoulder] : null;
  const [a, b] = pair ? [measured[pair[0]], measured[pair[1]]] : [null, null];
  if (a && b) return new Vector3().addVectors(a, b).multiplyScalar(0.5);
  const parent = PARENT[joint];
  if (parent < 0) return now[joint].clone();
  let rotated = rotation;
  const before = PARENT[parent];
  if (before >= 0) {
    const old = sub(last[parent], last[before]).applyQuaternion(rotation).normalize();
    const is = sub(now[parent], now[before]).normalize();
    if (old.dot(is) > -1 + 1e-12) rotated = new Quaternion().setFromUnitVectors(old, is).multiply(rotation);
  }
  const carried = sub(last[joint], last[parent]).applyQuaternion(rotated).add(now[parent]);
  const side = SIDES.find((s) => joint === s.knee || joint === s.elbow);
  const end = side ? (joint === side.knee ? side.ankle : side.wrist) : -1;
  const to = end < 0 ? null : measured[end];
  if (!to) return carried;
  return bend(now[parent], to, last[joint].distanceTo(last[parent]), last[end].distanceTo(last[joint]), carried);
}

/** Where bones of lengths `a` and `b` from `from` and `to` meet, on the side of `towards`. */
function bend(from: Vector3, to: Vector3, a: number, b: number, towards: Vector3): Vector3 {
  const line = sub(to, from);
  const reach = Math.max(line.length(), 1e-6);
  const along = line.clone().divideScalar(reach);
  const out = sub(towards, from);
  out.addScaledVector(along, -along.dot(out));
  if (out.length() > 1e-6) out.normalize();
  else out.set(0, 0, 0);
  const share = ((a * a - b * b) / (reach * reach) + 1) / 2;
  const height = Math.sqrt(Math.max(0, a * a - (share * reach) ** 2));
  return from.clone().addScaledVector(line, Math.min(1, Math.max(0, share))).addScaledVector(out, height);
}
