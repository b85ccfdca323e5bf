// The bind pose of the body from `consumers/body`. `body.json` holds its surface and is written by `trackside-export`
// (src/web_body.rs).

import { Vector3 } from "three";
import template from "./body.json";
import { SIDES } from "./bones";
import { JOINT as J } from "./frame";

export { template };
export const rest = template.joints.map(([x, y, z]) => new Vector3(x, y, z));
/** The bind pose with the arms down: the default of joints that were never measured. */
export const standing = rest.map((p) => p.clone());
for (const s of SIDES) {
  const down = new Vector3(0, 0.1 * s.sign, -1).normalize();
  const [upper, fore] = [rest[s.elbow].distanceTo(rest[s.shoulder]), rest[s.wrist].distanceTo(rest[s.elbow])];
  standing[s.elbow].copy(rest[s.shoulder]).addScaledVector(down, upper);
  standing[s.wrist].copy(rest[s.shoulder]).addScaledVector(down, upper + fore);
}
/** A face's parts: from the neck to between the ears, from ear to ear, from between the ears to the crown. */
function face(of: Vector3[]): [Vector3, Vector3, Vector3] {
  const middle = new Vector3().addVectors(of[J.lEar], of[J.rEar]).multiplyScalar(0.5);
  const from = (b: number, a: Vector3) => new Vector3().subVectors(of[b], a);
  return [middle.clone().sub(of[J.neck]), from(J.lEar, of[J.rEar]), from(J.head, middle)];
}
const restFace = face(rest).map((part) => part.length());

/** `part` within a quarter of its length at rest; along `otherwise` where their directions differ by more than about 73°. */
function within(part: Vector3, length: number, otherwise: Vector3): Vector3 {
  const likely = part.dot(otherwise) > 0.3 * part.length() * otherwise.length();
  const direction = (likely ? part : otherwise).clone();
  if (direction.length() < 1e-9) direction.set(0, 0, 1);
  return direction.setLength(Math.min(1.25 * length, Math.max(0.8 * length, part.length())));
}

/**
 * Moves ears and crown where a head `size` times that of the template could not have them: a face's joints are the least
 * sure of all, and a skin that followed them would fold.
 */
export function keepHead(joints: Vector3[], size: number): void {
  const [up, breadth, tall] = face(joints);
  const neck = joints[J.neck];
  const spine = new Vector3().subVectors(neck, joints[J.hip]);
  const across = new Vector3().subVectors(joints[J.lShoulder], joints[J.rShoulder]);
  const neckUp = within(up, size * restFace[0], spine);
  const earToEar = within(breadth, size * restFace[1], across);
  const middle = new Vector3().addVectors(neck, neckUp);
  joints[J.lEar].copy(middle).addScaledVector(earToEar, 0.5);
  joints[J.rEar].copy(middle).addScaledVector(earToEar, -0.5);
  joints[J.head].copy(middle).add(within(tall, size * restFace[2], neckUp));
}
