// From joints to bones: what `consumers/body/src/bones.rs` does, for the page. Joints are those of HALPE_26, in its order, m, z up.

import { Matrix4, Quaternion, Vector3 } from "three";
import { JOINT as J } from "./frame";

export const BONES = 13;

/** The joints of one side; `sign` is +1 on the left. `bones` are upper arm, forearm, thigh, shank, foot. */
export const SIDES = [
  {
    sign: 1, ear: J.lEar, shoulder: J.lShoulder, elbow: J.lElbow, wrist: J.lWrist, hip: J.lHip, knee: J.lKnee,
    ankle: J.lAnkle, bigToe: J.lBigToe, smallToe: J.lSmallToe, heel: J.lHeel, bones: [3, 4, 5, 6, 7],
  },
  {
    sign: -1, ear: J.rEar, shoulder: J.rShoulder, elbow: J.rElbow, wrist: J.rWrist, hip: J.rHip, knee: J.rKnee,
    ankle: J.rAnkle, bigToe: J.rBigToe, smallToe: J.rSmallToe, heel: J.rHeel, bones: [8, 9, 10, 11, 12],
  },
] as const;

/** How much wider than at rest bodies are across their bones, and how much higher ankles are above soles. */
export interface Fit {
  girth: number;
  lift: number;
}
export const AS_AT_REST: Fit = { girth: 1, lift: 1 };

const X = new Vector3(1, 0, 0);
const Y = new Vector3(0, 1, 0);
const Z = new Vector3(0, 0, 1);
const sub = (a: Vector3, b: Vector3) => new Vector3().subVectors(a, b);
const cross = (a: Vector3, b: Vector3) => new Vector3().crossVectors(a, b);

function unit(of: Vector3, otherwise: Vector3): Vector3 {
  const length = of.length();
  return length > 1e-9 ? of.clone().divideScalar(length) : otherwise.clone();
}

/** The component of `of` across `axis`, at unit length. */
function across(of: Vector3, axis: Vector3): Vector3 {
  const any = Math.abs(axis.z) < 0.9 ? Z : X;
  const rejected = (v: Vector3) => v.clone().addScaledVector(axis, -axis.dot(v));
  return unit(rejected(of), unit(rejected(any), Y));
}

/** The smallest rotation from one direction to another; half a rotation is about `hinge`. */
function shortest(from: Vector3, to: Vector3, hinge: Vector3): Quaternion {
  const [a, b] = [from.clone().normalize(), to.clone().normalize()];
  if (a.dot(b) < -1 + 1e-12) return new Quaternion().setFromAxisAngle(hinge, Math.PI);
  return new Quaternion().setFromUnitVectors(a, b);
}

function put(out: Matrix4, at: Vector3, x: Vector3, y: Vector3, z: Vector3): void {
  out.makeBasis(x, y, z).setPosition(at);
}

/** Writes the frames of all bones of a pose: axes with the lengths that they stretch by, and origins. */
export function frames(j: Vector3[], out: Matrix4[], fit: Fit = AS_AT_REST): void {
  const g = fit.girth;
  const spine = sub(j[J.neck], j[J.hip]);
  const up = unit(spine, Z);
  for (const [bone, left, right, origin] of [[0, J.lHip, J.rHip, J.hip], [1, J.lShoulder, J.rShoulder, J.neck]] as const) {
    const breadth = sub(j[left], j[right]);
    const y = across(breadth, up);
    put(out[bone], j[origin], cross(y, up).multiplyScalar(g), y.multiplyScalar(breadth.length()), spine);
  }
  const breadth = sub(j[J.lEar], j[J.rEar]);
  const between = new Vector3().addVectors(j[J.lEar], j[J.rEar]).multiplyScalar(0.5);
  const y = unit(breadth, Y);
  const tall = sub(j[J.head], between);
  const z = across(tall, y);
  const ahead = cross(y, z).multiplyScalar(g);
  put(out[2], between, ahead, y.clone().multiplyScalar(breadth.length()), z.clone().multiplyScalar(tall.length()));

  const chest = [0, 1, 2].map((i) => unit(new Vector3().setFromMatrixColumn(out[1], i), Z));
  for (const s of SIDES) {
    // Arms rotate with the chest by the smallest rotation: joints do not determine their twist.
    const axes = chest.map((a) => a.clone());
    for (const [bone, from, to] of [[s.bones[0], s.shoulder, s.elbow], [s.bones[1], s.elbow, s.wrist]] as const) {
      const along = sub(j[to], j[from]);
      const rotation = shortest(axes[1].clone().multiplyScalar(s.sign), along, axes[2]);
      for (const a of axes) a.applyQuaternion(rotation);
      const [x, y, z] = axes.map((a) => a.clone());
      put(out[bone], j[from], x.multiplyScalar(g), y.multiplyScalar(along.length()), z.multiplyScalar(g));
    }
    // Legs are hinges across the foot's own left and right.
    const toes = new Vector3().addVectors(j[s.bigToe], j[s.smallToe]).multiplyScalar(0.5);
    const sole = sub(toes, j[s.heel]);
    const front = unit(sole, X);
    const left = across(sub(j[s.smallToe], j[s.bigToe]).multiplyScalar(s.sign), front);
    const above = cross(front, left).multiplyScalar(fit.lift);
    put(out[s.bones[4]], j[s.ankle], sole, left.clone().multiplyScalar(g), above);
    for (const [bone, from, to] of [[s.bones[3], s.knee, s.ankle], [s.bones[2], s.hip, s.knee]] as const) {
      const along = sub(j[from], j[to]);
      const up = unit(along, Z);
      const y = across(left, up);
      put(out[bone], j[from], cross(y, up).multiplyScalar(g), y.clone().multiplyScalar(g), along);
    }
  }
}

export const newFrames = (): Matrix4[] => Array.from({ length: BONES }, () => new Matrix4());
