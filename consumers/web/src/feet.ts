// Feet that stand where they stand: what `consumers/body/src/feet.rs` does, for the page, with the frames that it has around the moment
// that is shown. A contact that is being shown keeps its place, whatever comes to be known later.

import { Quaternion, Vector3 } from "three";
import { SIDES } from "./bones";
import { JOINT as J } from "./frame";

/** Of so many poses of both feet is the shape of a foot the mean. */
const POSES = 500;
/** How soon a foot has gone two thirds of the way where something new is known of what is shown, s. */
const EASE_S = 0.04;
/** After a leap longer than this nothing is being shown, s. */
const LEAP_S = 0.5;
/** Contacts that begin later than so much after what is shown are left for later, s. */
const SOON_S = 0.3;
// As in feet.rs.
const BLEND_S = 0.08;
const SHORTEST_S = 0.06;
const LOW_M = 0.09;
const STILL_M_S = 0.3;
const STILL_SHARE = 0.1;
const GOES_ON = 2;
const FURTHEST_M = 0.1;
const FLAT = 0.06;
const GIVES = 0.04;
const AHEAD_M = 0.05;
const LONGEST = 0.99;
const RISES = 0.6;

/** The shape of somebody's feet. Ahead of the heel, outwards, up, m. */
export interface Sole {
  ankle: Vector3;
  bigToe: Vector3;
  smallToe: Vector3;
}

/** Where a foot stands: its heel when it lies flat, m, and where its toes point, rad. */
export interface Stand {
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
export function soleOf(s: Side, j: Vector3[]): Sole {
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

/** What a foot with that pitch rolls over, ahead of the heel, m. */
const pivotOf = (sole: Sole, pitch: number) => (pitch >= 0 ? Math.max(sole.bigToe.x, sole.smallToe.x) : 0);

function pitchOf(s: Side, j: Vector3[]): number {
  const ahead = sub(toesOf(s, j), j[s.heel]);
  const pitch = Math.atan2(-ahead.z, Math.hypot(ahead.x, ahead.y));
  // A little pitch is none.
  return pitch - Math.min(FLAT, Math.max(-FLAT, pitch));
}

/** Where a foot stands, as one pose has it. */
function standOf(sole: Sole, s: Side, j: Vector3[]): Stand {
  const [heel, toes, pitch] = [j[s.heel], toesOf(s, j), pitchOf(s, j)];
  const [yaw, pivot] = [Math.atan2(toes.y - heel.y, toes.x - heel.x), pivotOf(sole, pitch)];
  const middle = (sole.bigToe.x + sole.smallToe.x) / 4;
  const back = pivot + (middle - pivot) * Math.cos(pitch);
  return { x: (heel.x + toes.x) / 2 - back * Math.cos(yaw), y: (heel.y + toes.y) / 2 - back * Math.sin(yaw), yaw };
}

/** Ankle, heel, big toe and small toe of a foot that stands there with that pitch. */
function placed(sole: Sole, s: Side, stand: Stand, pitch: number): Vector3[] {
  const [sin, cos, pivot] = [Math.sin(pitch), Math.cos(pitch), pivotOf(sole, pitch)];
  const [ax, ay] = [Math.cos(stand.yaw), Math.sin(stand.yaw)];
  return [sole.ankle, new Vector3(), sole.bigToe, sole.smallToe].map((p) => {
    const along = pivot + (p.x - pivot) * cos + p.z * sin;
    const out = p.y * s.sign;
    return new Vector3(stand.x + ax * along - ay * out, stand.y + ay * along + ax * out, (pivot - p.x) * sin + p.z * cos);
  });
}

/** The pitch with which a pose's foot stands there: as measured; where the leg would not reach, the heel rises; null where not even that helps. */
function pitchAt(sole: Sole, s: Side, stand: Stand, j: Vector3[]): number | null {
  const pitch = pitchOf(s, j);
  const bones = j[s.hip].distanceTo(j[s.knee]) + j[s.knee].distanceTo(j[s.ankle]);
  const longest = Math.max(LONGEST * bones, j[s.hip].distanceTo(j[s.ankle]));
  const far = (p: number) => placed(sole, s, stand, p)[0].distanceTo(j[s.hip]) > longest;
  if (!far(pitch)) return pitch;
  if (far(pitch + RISES)) return null;
  let [low, high] = [pitch, pitch + RISES];
  for (let i = 0; i < 10; i++) {
    const middle = (low + high) / 2;
    if (far(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Moves the ankle and the knee to where the leg has it then: it turns about the hip and gives a little; for the rest the knee
 * bends. A leg that is nearly straight bends the way the toes point.
 */
function follow(s: Side, ankle: Vector3, j: Vector3[]): void {
  const [hip, knee, was] = [j[s.hip], j[s.knee], j[s.ankle]];
  const [old, line] = [sub(was, hip), sub(ankle, hip)];
  const reach = Math.max(line.length(), 1e-6);
  const stretch = Math.min(1 + GIVES, Math.max(1 - GIVES, reach / Math.max(1e-6, old.length())));
  const along = line.divideScalar(reach);
  const turn = new Quaternion().setFromUnitVectors(old.normalize(), along);
  const bone = sub(knee, hip).applyQuaternion(turn).multiplyScalar(stretch);
  const [a, b] = [knee.distanceTo(hip) * stretch, was.distanceTo(knee) * stretch];
  const share = Math.min(1, Math.max(0, ((a * a - b * b) / (reach * reach) + 1) / 2));
  const out = bone.clone().addScaledVector(along, -along.dot(bone));
  const ahead = unit(sub(toesOf(s, j), j[s.heel]), new Vector3(1, 0, 0)).multiplyScalar(AHEAD_M);
  const way = unit(ahead.addScaledVector(along, -along.dot(ahead)).add(out), new Vector3());
  const more = Math.sqrt(Math.max(0, a * a - (share * reach) ** 2)) - out.length();
  j[s.knee] = hip.clone().addScaledVector(along, share * reach).add(out).addScaledVector(way, more);
  j[s.ankle] = ankle.clone();
}

/** Puts the foot of `side` where it stands, with that pitch, and has the leg follow: `Sole::put`. */
export function put(sole: Sole, side: number, stand: Stand, pitch: number, j: Vector3[]): void {
  const s = SIDES[side];
  const at = placed(sole, s, stand, pitch);
  foot(s).forEach((joint, i) => (i > 0 ? (j[joint] = at[i]) : null));
  follow(s, at[0], j);
}

/** Somebody's joints at one moment, and what is told of both feet. */
export interface Timed {
  time: number;
  joints: Vector3[];
  feet: Step[];
}

/** Heel and toes of a foot: their heights, m, how fast they and the hip went there from the pose before, m/s, and where it
 * stands if it does. */
interface Step {
  heights: [number, number];
  speeds: [number, number, number];
  stand: Stand | null;
}

/** From when to when a foot stands where. */
interface Contact {
  from: Timed;
  to: Timed;
  stand: Stand;
}

/** From where to where a foot bears, and where it stands meanwhile. */
interface Span {
  first: Timed;
  last: Timed;
  contacts: Contact[];
}

/** By how much ankle, heel, big toe and small toe are moved. */
type Offset = Vector3[];
const none = (): Offset => [0, 1, 2, 3].map(() => new Vector3());

/** By how much a foot that stands there is moved; null where the leg does not reach that far. */
function offset(sole: Sole, s: Side, stand: Stand, j: Vector3[]): Offset | null {
  const pitch = pitchAt(sole, s, stand, j);
  return pitch === null ? null : placed(sole, s, stand, pitch).map((p, i) => p.sub(j[foot(s)[i]]));
}

function middle(of: number[]): number {
  return of.sort((a, b) => a - b)[of.length >> 1];
}

/** The median of where poses have a foot. */
function median(all: Stand[]): Stand {
  // Angles are counted from the first, so that none jumps by a whole turn.
  const { yaw } = all[0];
  const turned = (s: Stand) => Math.atan2(Math.sin(s.yaw - yaw), Math.cos(s.yaw - yaw));
  return { x: middle(all.map((s) => s.x)), y: middle(all.map((s) => s.y)), yaw: yaw + middle(all.map(turned)) };
}

const shownAt = (c: Contact, atS: number) => c.from.time - BLEND_S <= atS && atS <= c.to.time + BLEND_S;

class Foot {
  /** In the order of time. */
  private spans: Span[] = [];
  private contacts: Contact[] = [];
  /** From where the foot is meant to be to where it was shown before more was known; runs out. */
  private lag = none();
  /** Nothing was shown yet. */
  private fresh = true;

  constructor(private readonly side: 0 | 1) {}

  forget(): void {
    this.fresh = true;
    this.spans = [];
    this.contacts = [];
    this.lag = none();
  }

  /** Finds the contacts of these poses; those that are shown at `atS` keep their places. `j` is the pose that is shown. */
  know(sole: Sole, poses: Timed[], j: Vector3[], atS: number): void {
    const was = this.meant(sole, j, atS);
    const found: Span[] = [];
    for (let k = 0, done = 0; k < poses.length; k++) {
      if (!this.bears(poses, k, 1)) continue;
      let [from, to] = [k, k];
      while (from > done && this.bears(poses, from - 1, GOES_ON)) from--;
      while (to + 1 < poses.length && this.bears(poses, to + 1, GOES_ON)) to++;
      k = done = to + 1;
      const [first, last] = [poses[from], poses[to]];
      if (first.time > atS + SOON_S) break;
      // Nothing new is known of one whose beginning is only too long ago by now.
      const known = this.spans.find((s) => s.last === last && (s.first === first || (from === 0 && s.first.time < first.time)));
      const contacts: Contact[] = [];
      if (!known) this.hold(sole, poses.slice(from, to + 1), atS, contacts);
      found.push(known ?? { first, last, contacts });
    }
    this.spans = found;
    this.contacts = found.flatMap((s) => s.contacts);
    if (!this.fresh) this.meant(sole, j, atS).forEach((by, i) => this.lag[i].add(was[i]).sub(by));
    this.fresh = false;
  }

  /** Appends the contacts within poses of a bearing foot: further than a foot can be moved, it stands somewhere else. */
  private hold(sole: Sole, poses: Timed[], atS: number, out: Contact[]): void {
    if (poses.length < 2) return;
    const [first, last] = [poses[0], poses[poses.length - 1]];
    if (last.time - first.time < SHORTEST_S) return;
    const s = SIDES[this.side];
    const kept = this.contacts.find((c) => shownAt(c, atS) && c.from.time <= last.time && c.to.time >= first.time);
    const standing = (p: Timed) => (p.feet[this.side].stand ??= standOf(sole, s, p.joints));
    const stand = kept?.stand ?? median(poses.map(standing));
    const near = (p: Timed | undefined) => {
      if (!p) return false;
      if (kept && kept.from.time <= p.time && p.time <= kept.to.time) return true;
      return offset(sole, s, stand, p.joints)?.every((by) => by.length() <= FURTHEST_M) ?? false;
    };
    const begin = poses.findIndex((p) => (!kept || p.time >= kept.from.time) && near(p));
    if (begin < 0) return;
    let [from, to] = [begin, begin];
    while (near(poses[from - 1])) from--;
    while (near(poses[to + 1])) to++;
    const apart = (a: Timed, b: Timed) => b.time - a.time >= BLEND_S;
    if (kept) this.hold(sole, poses.filter((p) => apart(p, poses[from])), atS, out);
    out.push({ from: poses[from], to: poses[to], stand });
    this.hold(sole, poses.filter((p) => apart(poses[to], p)), atS, out);
  }

  /** How much the foot is moved at `atS`, in pose `j`, as far as is known. */
  private meant(sole: Sole, j: Vector3[], atS: number): Offset {
    const [s, all] = [SIDES[this.side], this.contacts];
    const at = all.findIndex((c) => c.to.time >= atS);
    const [before, next] = at < 0 ? [all[all.length - 1], undefined] : [all[at - 1], all[at]];
    if (next && next.from.time <= atS) return offset(sole, s, next.stand, j) ?? none();
    // What a contact moved the foot by runs out before the next one begins.
    const room = before && next ? Math.min(BLEND_S, next.from.time - before.to.time) : BLEND_S;
    const sum = none();
    for (const [contact, edge] of [[before, before?.to], [next, next?.from]] as const) {
      const away = edge ? Math.abs(atS - edge.time) / room : 1;
      if (!contact || !edge || away >= 1) continue;
      const left = 1 - away * away * (3 - 2 * away);
      offset(sole, s, contact.stand, edge.joints)?.forEach((by, i) => sum[i].addScaledVector(by, left));
    }
    return sum;
  }

  /** Moves the foot and the leg of a pose at `atS`, `dtS` after the last one. */
  plant(sole: Sole, j: Vector3[], atS: number, dtS: number): void {
    const left = Math.exp(-dtS / EASE_S);
    const by = this.meant(sole, j, atS);
    by.forEach((b, i) => b.add(this.lag[i].multiplyScalar(left)));
    if (by.every((b) => b.lengthSq() < 1e-12)) return;
    const [ankle, ...rest] = foot(SIDES[this.side]);
    rest.forEach((joint, i) => (j[joint] = j[joint].clone().add(by[i + 1])));
    follow(SIDES[this.side], j[ankle].clone().add(by[0]), j);
  }

  /** Whether heel or toes of a pose are low and still; `factor` times as fast is still still. */
  private bears(poses: Timed[], k: number, factor: number): boolean {
    const [now, next] = [poses[k], poses[k + 1]].map((p) => p?.feet[this.side]);
    // What has just come to rest is at rest.
    const pace = (i: number) => Math.min(now.speeds[i], next?.speeds[i] ?? Number.POSITIVE_INFINITY);
    const still = factor * (STILL_M_S + STILL_SHARE * Math.min(15, pace(2)));
    return now.heights.some((z, i) => z < LOW_M && pace(i) < still);
  }
}

/** Holds the feet of one athlete. */
export class Feet {
  private readonly feet = [new Foot(0), new Foot(1)];
  private sole: Sole | null = null;
  private poses = 0;
  private then = Number.NaN;

  /** What is told of both feet by a pose `dtS` after `before`. */
  steps(j: Vector3[], before: Vector3[] | null, dtS: number): Step[] {
    return SIDES.map((s) => {
      const of = soleOf(s, j);
      this.sole ??= of;
      this.poses = Math.min(POSES, this.poses + 1);
      for (const part of ["ankle", "bigToe", "smallToe"] as const) this.sole[part].lerp(of[part], 1 / this.poses);
      const spots = (of: Vector3[]) => [of[s.heel], toesOf(s, of), of[J.hip]];
      const [now, then] = [spots(j), before && spots(before)];
      const speed = (i: number) => (then ? Math.sqrt((now[i].x - then[i].x) ** 2 + (now[i].y - then[i].y) ** 2) / dtS : Number.POSITIVE_INFINITY);
      return { heights: [now[0].z, now[1].z], speeds: [speed(0), speed(1), speed(2)], stand: null };
    });
  }

  /** Moves feet and knees of the pose `j` at `atS`, s. `poses`: those around it, where they are others than the last time. */
  plant(j: Vector3[], atS: number, poses: Timed[] | null): void {
    const { sole } = this;
    if (!sole) return;
    const dtS = Math.abs(atS - this.then);
    const goesOn = dtS <= LEAP_S;
    this.then = atS;
    for (const f of this.feet) {
      if (!goesOn) f.forget();
      if (poses) f.know(sole, poses, j, atS);
      f.plant(sole, j, atS, goesOn ? dtS : 0);
    }
  }
}
