// Feet that stand where they stand: what `body/src/feet.rs` does, for the page. It knows what came before and not what comes:
// a foot is held where it touched down, and goes over to what is measured once it has left the ground.

import { Quaternion, Vector3 } from "three";
import { SIDES } from "./bones";
import { JOINT as J } from "./frame";

/** How soon a foot has gone two thirds of the way from measured to held, and back, s. */
const EASE_S = 0.04;
/** Of this much of the past a foot's speed is told, s. */
const LOOK_S = 0.06;
/** After a pause longer than this, s, or back in time, nothing is known of the past. */
const PAUSE_S = 0.15;
/** How soon the shape of the feet is learned, s. */
const LEARN_S = 0.5;
// As in feet.rs.
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

interface Past {
  atS: number;
  heel: Vector3;
  toes: Vector3;
  hip: Vector3;
}

class Foot {
  private past: Past[] = [];
  private stand: Stand | null = null;
  /** From where the foot is meant to be to where it is shown; runs out. */
  private readonly lag = [0, 1, 2, 3].map(() => new Vector3());
  /** From where it was measured to where it was shown. */
  private readonly off = [0, 1, 2, 3].map(() => new Vector3());

  constructor(private readonly side: Side) {}

  forget(): void {
    this.past = [];
    this.stand = null;
    for (const v of [...this.lag, ...this.off]) v.set(0, 0, 0);
  }

  pose(sole: Sole, j: Vector3[], atS: number, dtS: number): void {
    const s = this.side;
    const now = { atS, heel: j[s.heel].clone(), toes: toesOf(s, j), hip: j[J.hip].clone() };
    while (this.past.length > 1 && atS - this.past[1].atS >= LOOK_S) this.past.shift();
    const shown = j.slice();
    foot(s).forEach((joint, i) => (shown[joint] = j[joint].clone().add(this.off[i])));
    const before = this.stand;
    if (!this.bears(now, before ? GOES_ON : 1)) this.stand = null;
    else if (!before) this.stand = standOf(sole, s, shown);
    if (dtS > 0) this.past.push(now);
    const measured = foot(s).map((joint) => j[joint].clone());
    const pitch = this.stand && pitchAt(sole, s, this.stand, j);
    let meant = this.stand && pitch !== null ? placed(sole, s, this.stand, pitch) : measured;
    if (pitch === null || meant.some((p, i) => p.distanceTo(measured[i]) > FURTHEST_M)) [this.stand, meant] = [null, measured];
    const left = Math.exp(-dtS / EASE_S);
    foot(s).forEach((joint, i) => {
      if (this.stand !== before) this.lag[i].subVectors(shown[joint], meant[i]);
      meant[i].add(this.lag[i].multiplyScalar(left));
      this.off[i].subVectors(meant[i], j[joint]);
      if (i > 0) j[joint] = meant[i];
    });
    if (this.off[0].lengthSq() > 0) follow(s, meant[0], j);
  }

  private bears(now: Past, factor: number): boolean {
    const then = this.past[0];
    if (!then || now.atS - then.atS < 0.2 * LOOK_S) return factor > 1 && this.stand !== null;
    const pace = (a: Vector3, b: Vector3) => Math.hypot(a.x - b.x, a.y - b.y) / (now.atS - then.atS);
    const still = factor * (STILL_M_S + STILL_SHARE * Math.min(15, pace(now.hip, then.hip)));
    return (now.heel.z < LOW_M && pace(now.heel, then.heel) < still) || (now.toes.z < LOW_M && pace(now.toes, then.toes) < still);
  }
}

/** Holds the feet of one athlete, pose after pose. */
export class Feet {
  private readonly feet = SIDES.map((s) => new Foot(s));
  private sole: Sole | null = null;
  private then = Number.NaN;

  /** Moves feet and knees of a pose at `atS`, s. */
  pose(j: Vector3[], atS: number): void {
    const dtS = atS - this.then;
    this.then = atS;
    const goesOn = dtS >= 0 && dtS <= PAUSE_S;
    if (!goesOn) for (const f of this.feet) f.forget();
    this.learn(j, goesOn ? dtS : 0);
    for (const f of this.feet) if (this.sole) f.pose(this.sole, j, atS, goesOn ? dtS : 0);
  }

  private learn(j: Vector3[], dtS: number): void {
    const [l, r] = SIDES.map((s) => soleOf(s, j));
    const share = this.sole ? (1 - Math.exp(-dtS / LEARN_S)) / 2 : 0.5;
    if (!this.sole) this.sole = soleOf(SIDES[0], j);
    for (const of of [l, r]) {
      for (const part of ["ankle", "bigToe", "smallToe"] as const) this.sole[part].lerp(of[part], share);
    }
  }
}
