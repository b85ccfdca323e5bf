// Foot lock: `consumers/body/src/foot_lock.rs` for the page, with the frames around the playback time.
// A contact that is on screen keeps its position, whatever later frames add.

import { Quaternion, Vector3 } from "three";
import webBody from "./body.json";
import { SIDES } from "./bones";
import { JOINT as J } from "./frame";

/** The shape of a foot is the mean over at most this many poses of both feet together. */
const SHAPE_POSES = 500;
/** Time constant with which a foot moves to a corrected contact, s. */
const EASE_S = 0.04;
/** A jump of the playback time beyond this resets the lock, s. */
const MAX_STEP_S = 0.5;
/** Contacts that begin later than this after the playback time are not considered yet, s. */
const LOOKAHEAD_S = 0.3;
// The method's parameters have their home in consumers/body/src/foot_lock.rs.
const {
  BLEND_S, FLAT_RAD, HIP_SPEED_FRACTION, KNEE_BIAS_M, MAX_CONTACT_HEIGHT_M, MAX_CONTACT_SPEED_M_S, MAX_DISPLACEMENT_M,
  MAX_HEEL_RISE_RAD, MAX_LEG_EXTENSION, MAX_STRETCH, MIN_CONTACT_S, SPEED_HYSTERESIS,
} = webBody.foot_lock;

/** The shape of a foot: forward of the heel, outward, up, m. */
export interface FootShape {
  ankle: Vector3;
  bigToe: Vector3;
  smallToe: Vector3;
}

/** A foot's placement: its heel when flat, m, and the direction of its toes, rad. */
export interface FootPlacement {
  x: number;
  y: number;
  yaw: number;
}

type Side = (typeof SIDES)[number];
const sub = (a: Vector3, b: Vector3) => new Vector3().subVectors(a, b);
const foot = (s: Side) => [s.ankle, s.heel, s.bigToe, s.smallToe] as const;
const toesOf = (s: Side, j: Vector3[]) => new Vector3().addVectors(j[s.bigToe], j[s.smallToe]).multiplyScalar(0.5);
const unit = (v: Vector3, otherwise: Vector3) => (v.length() > 1e-9 ? v.normalize() : otherwise);

/** The shape that one foot shows. */
export function footShapeOf(s: Side, j: Vector3[]): FootShape {
  const heel = j[s.heel];
  const ahead = unit(sub(toesOf(s, j), heel), new Vector3(1, 0, 0));
  const across = sub(j[s.smallToe], j[s.bigToe]);
  const out = unit(across.addScaledVector(ahead, -ahead.dot(across)), new Vector3(0, s.sign, 0));
  const up = new Vector3().crossVectors(ahead, out).multiplyScalar(s.sign);
  const own = (p: Vector3) => {
    const v = sub(p, heel);
    return new Vector3(v.dot(ahead), v.dot(out), v.dot(up));
  };
  return { ankle: own(j[s.ankle]), bigToe: own(j[s.bigToe]).setZ(0), smallToe: own(j[s.smallToe]).setZ(0) };
}

/** The pivot of a foot at that pitch, forward of the heel, m. */
const pivotOf = (sole: FootShape, pitch: number) => (pitch >= 0 ? Math.max(sole.bigToe.x, sole.smallToe.x) : 0);

function pitchOf(s: Side, j: Vector3[]): number {
  const ahead = sub(toesOf(s, j), j[s.heel]);
  const pitch = Math.atan2(-ahead.z, Math.hypot(ahead.x, ahead.y));
  // A small pitch counts as none.
  return pitch - Math.min(FLAT_RAD, Math.max(-FLAT_RAD, pitch));
}

/** The placement of a foot in one pose. */
function footPlacementOf(sole: FootShape, s: Side, j: Vector3[]): FootPlacement {
  const [heel, toes, pitch] = [j[s.heel], toesOf(s, j), pitchOf(s, j)];
  const [yaw, pivot] = [Math.atan2(toes.y - heel.y, toes.x - heel.x), pivotOf(sole, pitch)];
  const middle = (sole.bigToe.x + sole.smallToe.x) / 4;
  const back = pivot + (middle - pivot) * Math.cos(pitch);
  return { x: (heel.x + toes.x) / 2 - back * Math.cos(yaw), y: (heel.y + toes.y) / 2 - back * Math.sin(yaw), yaw };
}

/** Ankle, heel, big toe and small toe of a foot with that placement and pitch. */
function footJoints(sole: FootShape, s: Side, placement: FootPlacement, pitch: number): Vector3[] {
  const [sin, cos, pivot] = [Math.sin(pitch), Math.cos(pitch), pivotOf(sole, pitch)];
  const [ax, ay] = [Math.cos(placement.yaw), Math.sin(placement.yaw)];
  return [sole.ankle, new Vector3(), sole.bigToe, sole.smallToe].map((p) => {
    const along = pivot + (p.x - pivot) * cos + p.z * sin;
    const out = p.y * s.sign;
    return new Vector3(placement.x + ax * along - ay * out, placement.y + ay * along + ax * out, (pivot - p.x) * sin + p.z * cos);
  });
}

/** The pitch of a pose's foot at that placement: as measured, or with a raised heel where the leg would not reach; null where it cannot reach. */
function pitchAt(sole: FootShape, s: Side, placement: FootPlacement, j: Vector3[]): number | null {
  const pitch = pitchOf(s, j);
  const bones = j[s.hip].distanceTo(j[s.knee]) + j[s.knee].distanceTo(j[s.ankle]);
  const longest = Math.max(MAX_LEG_EXTENSION * bones, j[s.hip].distanceTo(j[s.ankle]));
  const far = (p: number) => footJoints(sole, s, placement, p)[0].distanceTo(j[s.hip]) > longest;
  if (!far(pitch)) return pitch;
  if (far(pitch + MAX_HEEL_RISE_RAD)) return null;
  let [low, high] = [pitch, pitch + MAX_HEEL_RISE_RAD];
  for (let i = 0; i < 10; i++) {
    const middle = (low + high) / 2;
    if (far(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Moves the ankle, and the knee with it: the leg rotates about the hip and its bones stretch a little; the knee's bend makes up
 * the rest. A leg that is nearly straight bends in the direction of the toes.
 */
function solveLegIk(s: Side, ankle: Vector3, j: Vector3[]): void {
  const [hip, knee, was] = [j[s.hip], j[s.knee], j[s.ankle]];
  const [old, line] = [sub(was, hip), sub(ankle, hip)];
  const reach = Math.max(line.length(), 1e-6);
  const stretch = Math.min(1 + MAX_STRETCH, Math.max(1 - MAX_STRETCH, reach / Math.max(1e-6, old.length())));
  const along = line.divideScalar(reach);
  const turn = new Quaternion().setFromUnitVectors(old.normalize(), along);
  const bone = sub(knee, hip).applyQuaternion(turn).multiplyScalar(stretch);
  const [a, b] = [knee.distanceTo(hip) * stretch, was.distanceTo(knee) * stretch];
  const share = Math.min(1, Math.max(0, ((a * a - b * b) / (reach * reach) + 1) / 2));
  const out = bone.clone().addScaledVector(along, -along.dot(bone));
  const ahead = unit(sub(toesOf(s, j), j[s.heel]), new Vector3(1, 0, 0)).multiplyScalar(KNEE_BIAS_M);
  const bend = unit(ahead.addScaledVector(along, -along.dot(ahead)).add(out), new Vector3());
  const more = Math.sqrt(Math.max(0, a * a - (share * reach) ** 2)) - out.length();
  j[s.knee] = hip.clone().addScaledVector(along, share * reach).add(out).addScaledVector(bend, more);
  j[s.ankle] = ankle.clone();
}

/** Places the foot of `side` with that pitch and solves the leg. */
export function placeFoot(sole: FootShape, side: number, placement: FootPlacement, pitch: number, j: Vector3[]): void {
  const s = SIDES[side];
  const at = footJoints(sole, s, placement, pitch);
  foot(s).forEach((joint, i) => (i > 0 ? (j[joint] = at[i]) : null));
  solveLegIk(s, at[0], j);
}

/** A pose at one time with the motion of both feet. */
export interface TimedPose {
  time: number;
  joints: Vector3[];
  feet: FootMotion[];
}

/** Motion of one foot in a pose. */
interface FootMotion {
  /** Heel and toes, m. */
  heights: [number, number];
  /** Horizontal speeds of heel, toes and mid-hip since the pose before, m/s. */
  speeds: [number, number, number];
  /** The placement in this pose; null until it is computed. */
  placement: FootPlacement | null;
}

/** The interval and the placement of a contact. */
interface Contact {
  from: TimedPose;
  to: TimedPose;
  placement: FootPlacement;
}

/** An interval in which a foot bears weight, with its contacts. */
interface Span {
  first: TimedPose;
  last: TimedPose;
  contacts: Contact[];
}

/** Displacements of ankle, heel, big toe and small toe, m. */
type Offset = Vector3[];
const none = (): Offset => [0, 1, 2, 3].map(() => new Vector3());

/** The displacement of a pose's foot to that placement; null where the leg does not reach. */
function offset(sole: FootShape, s: Side, placement: FootPlacement, j: Vector3[]): Offset | null {
  const pitch = pitchAt(sole, s, placement, j);
  return pitch === null ? null : footJoints(sole, s, placement, pitch).map((p, i) => p.sub(j[foot(s)[i]]));
}

function medianOf(of: number[]): number {
  return of.sort((a, b) => a - b)[of.length >> 1];
}

/** The median of placements. */
function median(all: FootPlacement[]): FootPlacement {
  // Angles are taken relative to the first, so that none jumps by a whole turn.
  const { yaw } = all[0];
  const relativeYaw = (s: FootPlacement) => Math.atan2(Math.sin(s.yaw - yaw), Math.cos(s.yaw - yaw));
  return { x: medianOf(all.map((s) => s.x)), y: medianOf(all.map((s) => s.y)), yaw: yaw + medianOf(all.map(relativeYaw)) };
}

const shownAt = (c: Contact, atS: number) => c.from.time - BLEND_S <= atS && atS <= c.to.time + BLEND_S;

class LockedFoot {
  /** In the order of time. */
  private spans: Span[] = [];
  private contacts: Contact[] = [];
  /** Remaining difference between the drawn and the target offset; decays. */
  private lag = none();
  /** Whether nothing was drawn since the last reset. */
  private isFirst = true;

  constructor(private readonly side: 0 | 1) {}

  reset(): void {
    this.isFirst = true;
    this.spans = [];
    this.contacts = [];
    this.lag = none();
  }

  /** Finds the contacts of these poses; contacts on screen at `atS` keep their placement. `j` is the drawn pose. */
  update(sole: FootShape, poses: TimedPose[], j: Vector3[], atS: number): void {
    const was = this.targetOffset(sole, j, atS);
    const found: Span[] = [];
    for (let k = 0, done = 0; k < poses.length; k++) {
      if (!this.isBearing(poses, k, 1)) continue;
      let [from, to] = [k, k];
      while (from > done && this.isBearing(poses, from - 1, SPEED_HYSTERESIS)) from--;
      while (to + 1 < poses.length && this.isBearing(poses, to + 1, SPEED_HYSTERESIS)) to++;
      k = done = to + 1;
      const [first, last] = [poses[from], poses[to]];
      if (first.time > atS + LOOKAHEAD_S) break;
      // A span whose start merely left the window is unchanged.
      const unchanged = this.spans.find((s) => s.last === last && (s.first === first || (from === 0 && s.first.time < first.time)));
      const contacts: Contact[] = [];
      if (!unchanged) this.addContacts(sole, poses.slice(from, to + 1), atS, contacts);
      found.push(unchanged ?? { first, last, contacts });
    }
    this.spans = found;
    this.contacts = found.flatMap((s) => s.contacts);
    if (!this.isFirst) this.targetOffset(sole, j, atS).forEach((by, i) => this.lag[i].add(was[i]).sub(by));
    this.isFirst = false;
  }

  /** Appends the contacts of a bearing foot: beyond the maximum displacement a new contact begins. */
  private addContacts(sole: FootShape, poses: TimedPose[], atS: number, out: Contact[]): void {
    if (poses.length < 2) return;
    const [first, last] = [poses[0], poses[poses.length - 1]];
    if (last.time - first.time < MIN_CONTACT_S) return;
    const s = SIDES[this.side];
    const kept = this.contacts.find((c) => shownAt(c, atS) && c.from.time <= last.time && c.to.time >= first.time);
    const placementOf = (p: TimedPose) => (p.feet[this.side].placement ??= footPlacementOf(sole, s, p.joints));
    const placement = kept?.placement ?? median(poses.map(placementOf));
    const near = (p: TimedPose | undefined) => {
      if (!p) return false;
      if (kept && kept.from.time <= p.time && p.time <= kept.to.time) return true;
      return offset(sole, s, placement, p.joints)?.every((by) => by.length() <= MAX_DISPLACEMENT_M) ?? false;
    };
    const begin = poses.findIndex((p) => (!kept || p.time >= kept.from.time) && near(p));
    if (begin < 0) return;
    let [from, to] = [begin, begin];
    while (near(poses[from - 1])) from--;
    while (near(poses[to + 1])) to++;
    const apart = (a: TimedPose, b: TimedPose) => b.time - a.time >= BLEND_S;
    if (kept) this.addContacts(sole, poses.filter((p) => apart(p, poses[from])), atS, out);
    out.push({ from: poses[from], to: poses[to], placement });
    this.addContacts(sole, poses.filter((p) => apart(poses[to], p)), atS, out);
  }

  /** The target displacement of the foot at `atS` in pose `j`. */
  private targetOffset(sole: FootShape, j: Vector3[], atS: number): Offset {
    const [s, all] = [SIDES[this.side], this.contacts];
    const at = all.findIndex((c) => c.to.time >= atS);
    const [before, next] = at < 0 ? [all[all.length - 1], undefined] : [all[at - 1], all[at]];
    if (next && next.from.time <= atS) return offset(sole, s, next.placement, j) ?? none();
    // The displacement of a contact fades before the next one begins.
    const room = before && next ? Math.min(BLEND_S, next.from.time - before.to.time) : BLEND_S;
    const sum = none();
    for (const [contact, edge] of [[before, before?.to], [next, next?.from]] as const) {
      const away = edge ? Math.abs(atS - edge.time) / room : 1;
      if (!contact || !edge || away >= 1) continue;
      const left = 1 - away * away * (3 - 2 * away);
      offset(sole, s, contact.placement, edge.joints)?.forEach((by, i) => sum[i].addScaledVector(by, left));
    }
    return sum;
  }

  /** Moves the foot and the leg of a pose at `atS`, `dtS` after the last one. */
  lock(sole: FootShape, j: Vector3[], atS: number, dtS: number): void {
    const left = Math.exp(-dtS / EASE_S);
    const by = this.targetOffset(sole, j, atS);
    by.forEach((b, i) => b.add(this.lag[i].multiplyScalar(left)));
    if (by.every((b) => b.lengthSq() < 1e-12)) return;
    const [ankle, ...rest] = foot(SIDES[this.side]);
    rest.forEach((joint, i) => (j[joint] = j[joint].clone().add(by[i + 1])));
    solveLegIk(SIDES[this.side], j[ankle].clone().add(by[0]), j);
  }

  /** Whether heel or toes of a pose are low and still; `factor` scales the speed below which they count as still. */
  private isBearing(poses: TimedPose[], k: number, factor: number): boolean {
    const [now, next] = [poses[k], poses[k + 1]].map((p) => p?.feet[this.side]);
    // The lower of the speeds before and after counts, so that a contact includes the pose in which the foot comes to rest.
    const pace = (i: number) => Math.min(now.speeds[i], next?.speeds[i] ?? Number.POSITIVE_INFINITY);
    const still = factor * (MAX_CONTACT_SPEED_M_S + HIP_SPEED_FRACTION * Math.min(15, pace(2)));
    return now.heights.some((z, i) => z < MAX_CONTACT_HEIGHT_M && pace(i) < still);
  }
}

/** Holds the feet of one athlete. */
export class FootLock {
  private readonly feet = [new LockedFoot(0), new LockedFoot(1)];
  private sole: FootShape | null = null;
  private poses = 0;
  private then = Number.NaN;

  /** The motion of both feet in a pose `dtS` after `before`. */
  measureFeet(j: Vector3[], before: Vector3[] | null, dtS: number): FootMotion[] {
    return SIDES.map((s) => {
      const of = footShapeOf(s, j);
      this.sole ??= of;
      this.poses = Math.min(SHAPE_POSES, this.poses + 1);
      for (const part of ["ankle", "bigToe", "smallToe"] as const) this.sole[part].lerp(of[part], 1 / this.poses);
      const points = (of: Vector3[]) => [of[s.heel], toesOf(s, of), of[J.hip]];
      const [now, then] = [points(j), before && points(before)];
      const speed = (i: number) => (then ? Math.sqrt((now[i].x - then[i].x) ** 2 + (now[i].y - then[i].y) ** 2) / dtS : Number.POSITIVE_INFINITY);
      return { heights: [now[0].z, now[1].z], speeds: [speed(0), speed(1), speed(2)], placement: null };
    });
  }

  /** Moves feet and knees of the pose `j` at `atS`, s. `poses`: the poses around it if they changed since the last call, else null. */
  lock(j: Vector3[], atS: number, poses: TimedPose[] | null): void {
    const { sole } = this;
    if (!sole) return;
    const dtS = Math.abs(atS - this.then);
    const continues = dtS <= MAX_STEP_S;
    this.then = atS;
    for (const f of this.feet) {
      if (!continues) f.reset();
      if (poses) f.update(sole, poses, j, atS);
      f.lock(sole, j, atS, continues ? dtS : 0);
    }
  }
}
