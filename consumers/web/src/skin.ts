// The skinned body: that of the synthetic venue (`body/`), posed from 26 joints. `body.json` is its surface at rest, written by
// `trackside-consumers` (src/template.rs).

import * as THREE from "three";
import template from "./body.json";
import { AS_AT_REST, BONES, type Fit, frames, newFrames, SIDES } from "./bones";
import { Feet } from "./feet";
import { JOINT as J } from "./frame";
import { Whole } from "./whole";

/** What somebody wears, as CSS colours; `ink` is the number's. */
export interface Kit {
  shirt: string;
  shorts: string;
  socks: string;
  shoes: string;
  skin: string;
  hair: string;
  ink: string;
}
type Cloth = Exclude<keyof Kit, "ink">;

/** How soon a joint that comes back is where it was seen, s. */
const EASE_S = 0.1;
/** How much a pose tells of how tall somebody is. */
const LEARN = 0.03;

const rest = template.joints.map(([x, y, z]) => new THREE.Vector3(x, y, z));
/** At rest, but with the arms down: for joints that were never seen. */
const standing = rest.map((p) => p.clone());
for (const s of SIDES) {
  const down = new THREE.Vector3(0, 0.1 * s.sign, -1).normalize();
  const [upper, fore] = [rest[s.elbow].distanceTo(rest[s.shoulder]), rest[s.wrist].distanceTo(rest[s.elbow])];
  standing[s.elbow].copy(rest[s.shoulder]).addScaledVector(down, upper);
  standing[s.wrist].copy(rest[s.shoulder]).addScaledVector(down, upper + fore);
}
const restFromPosed = newFrames();
frames(rest, restFromPosed);
for (const m of restFromPosed) m.invert();

/** Writes what takes each bone's vertices from rest to where `joints` are. */
export function posedFromRest(joints: THREE.Vector3[], out: THREE.Matrix4[], fit: Fit = AS_AT_REST): void {
  frames(joints, out, fit);
  out.forEach((m, i) => m.multiply(restFromPosed[i]));
}

/** A face's parts: from the neck to between the ears, from ear to ear, from between the ears to the crown. */
function face(of: THREE.Vector3[]): [THREE.Vector3, THREE.Vector3, THREE.Vector3] {
  const middle = new THREE.Vector3().addVectors(of[J.lEar], of[J.rEar]).multiplyScalar(0.5);
  const from = (b: number, a: THREE.Vector3) => new THREE.Vector3().subVectors(of[b], a);
  return [middle.clone().sub(of[J.neck]), from(J.lEar, of[J.rEar]), from(J.head, middle)];
}
const restFace = face(rest).map((part) => part.length());

/** `part` within a quarter of its length at rest; straight along `otherwise` where it is turned off too far. */
function within(part: THREE.Vector3, length: number, otherwise: THREE.Vector3): THREE.Vector3 {
  const likely = part.dot(otherwise) > 0.3 * part.length() * otherwise.length();
  const direction = (likely ? part : otherwise).clone();
  if (direction.length() < 1e-9) direction.set(0, 0, 1);
  return direction.setLength(Math.min(1.25 * length, Math.max(0.8 * length, part.length())));
}

/**
 * Moves ears and crown where a head `size` times that of the template could not have them: a face's joints are the least
 * sure of all, and a skin that followed them would fold.
 */
export function keepHead(joints: THREE.Vector3[], size: number): void {
  const [up, breadth, tall] = face(joints);
  const neck = joints[J.neck];
  const spine = new THREE.Vector3().subVectors(neck, joints[J.hip]);
  const across = new THREE.Vector3().subVectors(joints[J.lShoulder], joints[J.rShoulder]);
  const neckUp = within(up, size * restFace[0], spine);
  const earToEar = within(breadth, size * restFace[1], across);
  const middle = new THREE.Vector3().addVectors(neck, neckUp);
  joints[J.lEar].copy(middle).addScaledVector(earToEar, 0.5);
  joints[J.rEar].copy(middle).addScaledVector(earToEar, -0.5);
  joints[J.head].copy(middle).add(within(tall, size * restFace[2], neckUp));
}

/** Where the template's vertices are in a pose, m: what the graphics card does, for tests. */
export function posedVertices(joints: THREE.Vector3[]): THREE.Vector3[] {
  const bones = newFrames();
  posedFromRest(joints, bones);
  return template.skin.map(([a, b, share], i) => {
    const at = new THREE.Vector3().fromArray(template.at, 3 * i).multiplyScalar(1e-4);
    const second = at.clone().applyMatrix4(bones[b]);
    return at.applyMatrix4(bones[a]).lerp(second, share);
  });
}

interface Shape {
  body: THREE.BufferGeometry;
  number: THREE.BufferGeometry;
  /** What each vertex is made of, and how much light gets there. */
  cloth: Cloth[];
  shade: number[];
}

let shape: Shape | null = null;

/** The surface at rest. Where two materials meet, each has vertices of its own: colours do not run. */
function surface(): Shape {
  if (shape) return shape;
  const smooth = new THREE.BufferGeometry();
  smooth.setAttribute("position", new THREE.Float32BufferAttribute(template.at.map((v) => v * 1e-4), 3));
  smooth.setIndex(Object.values(template.triangles).flat());
  smooth.computeVertexNormals();
  const [at, normals] = [smooth.getAttribute("position"), smooth.getAttribute("normal")];
  const [position, normal, bones, shares, uv]: number[][] = [[], [], [], [], []];
  const [index, printed]: number[][] = [[], []];
  const [cloth, shade]: [Cloth[], number[]] = [[], []];
  for (const [material, triangles] of Object.entries(template.triangles) as [Cloth, number[]][]) {
    const known = new Map<number, number>();
    const place = (v: number): number => {
      const there = known.get(v);
      if (there !== undefined) return there;
      const [a, b, share] = template.skin[v];
      const print = template.print[v] ?? [9, 9];
      position.push(at.getX(v), at.getY(v), at.getZ(v));
      normal.push(normals.getX(v), normals.getY(v), normals.getZ(v));
      bones.push(a, b, 0, 0);
      shares.push(1 - share, share, 0, 0);
      uv.push(print[0] / 2 + 0.5, print[1] / 2 + 0.5);
      cloth.push(material);
      shade.push(template.shade[v] / 255);
      known.set(v, cloth.length - 1);
      return cloth.length - 1;
    };
    for (let t = 0; t < triangles.length; t += 3) {
      const three = [0, 1, 2].map((i) => place(triangles[t + i]));
      index.push(...three);
      if (material === "shirt" && [0, 1, 2].every((i) => template.print[triangles[t + i]])) printed.push(...three);
    }
  }
  const geometry = (triangles: number[]) => {
    const g = new THREE.BufferGeometry();
    g.setAttribute("position", new THREE.Float32BufferAttribute(position, 3));
    g.setAttribute("normal", new THREE.Float32BufferAttribute(normal, 3));
    g.setAttribute("skinIndex", new THREE.Uint16BufferAttribute(bones, 4));
    g.setAttribute("skinWeight", new THREE.Float32BufferAttribute(shares, 4));
    g.setAttribute("uv", new THREE.Float32BufferAttribute(uv, 2));
    g.setIndex(triangles);
    return g;
  };
  shape = { body: geometry(index), number: geometry(printed), cloth, shade };
  return shape;
}

/** Bones that are given as matrices: nothing is computed from a scene graph. */
class Bones extends THREE.Skeleton {
  readonly given = newFrames();

  constructor() {
    super(Array.from({ length: BONES }, () => new THREE.Bone()), newFrames());
  }

  override update(): void {
    this.given.forEach((m, i) => m.toArray(this.boneMatrices as Float32Array, 16 * i));
    if (this.boneTexture) this.boneTexture.needsUpdate = true;
  }
}

/** A whole body in a kit. Joints are in world space, m, HALPE_26 order; null where they are not known. */
export class Skin {
  readonly object = new THREE.Group();
  private readonly skeleton = new Bones();
  private readonly body: THREE.SkinnedMesh;
  private readonly number: THREE.SkinnedMesh;
  private readonly colours: THREE.BufferAttribute;
  private readonly whole = new Whole(standing, EASE_S);
  private readonly feet = new Feet();
  private readonly joints = standing.map((p) => p.clone());
  private readonly fit: Fit = { girth: 0, lift: 0 };
  private then = Number.NaN;

  constructor(kit: Kit, private readonly label: string, ghost = false) {
    const { body, number, cloth } = surface();
    const look = ghost ? { transparent: true, opacity: 0.4, depthWrite: false } : {};
    const own = body.clone();
    this.colours = new THREE.BufferAttribute(new Float32Array(3 * cloth.length), 3);
    own.setAttribute("color", this.colours);
    this.body = new THREE.SkinnedMesh(own, new THREE.MeshStandardMaterial({ vertexColors: true, roughness: 0.7, ...look }));
    const ink = { transparent: true, roughness: 0.8, polygonOffset: true, polygonOffsetFactor: -2 };
    this.number = new THREE.SkinnedMesh(number, new THREE.MeshStandardMaterial(ink));
    for (const mesh of [this.body, this.number]) {
      mesh.bindMode = THREE.DetachedBindMode;
      mesh.bind(this.skeleton, new THREE.Matrix4());
      mesh.frustumCulled = false;
      this.object.add(mesh);
    }
    this.body.castShadow = this.body.receiveShadow = !ghost;
    this.number.visible = label !== "" && !ghost;
    this.object.visible = false;
    this.paint(kit);
  }

  /** Wears other colours. */
  paint(kit: Kit): void {
    const { cloth, shade } = surface();
    const colour = new THREE.Color();
    cloth.forEach((c, i) => {
      colour.set(kit[c]);
      this.colours.setXYZ(i, colour.r * shade[i], colour.g * shade[i], colour.b * shade[i]);
    });
    this.colours.needsUpdate = true;
    if (!this.number.visible || typeof document === "undefined") return;
    const material = this.number.material as THREE.MeshStandardMaterial;
    material.map?.dispose();
    material.map = numberTexture(this.label, kit.ink);
    material.needsUpdate = true;
  }

  /** Takes up a pose; `atS` is its time, s. */
  pose(joints: (number[] | null)[], atS: number): void {
    const dt = Math.abs(atS - this.then);
    this.then = atS;
    this.object.visible = this.whole.complete(joints, dt) || this.object.visible;
    this.measure(this.whole.joints);
    // The next pose is completed from this one as it was seen.
    this.joints.forEach((p, i) => p.copy(this.whole.joints[i]));
    keepHead(this.joints, this.fit.girth);
    this.feet.pose(this.joints, atS);
    posedFromRest(this.joints, this.skeleton.given, this.fit);
  }

  /** How stout the body is, by the length of its bones, and how high its ankles are: steady after a second or so. */
  private measure(j: THREE.Vector3[]): void {
    const long = (of: THREE.Vector3[]) => {
      let sum = of[J.neck].distanceTo(of[J.hip]);
      for (const s of SIDES) sum += of[s.hip].distanceTo(of[s.knee]) + of[s.knee].distanceTo(of[s.ankle]);
      return sum;
    };
    const high = (of: THREE.Vector3[]) => {
      let sum = 0;
      for (const s of SIDES) {
        const plane = new THREE.Plane().setFromCoplanarPoints(of[s.heel], of[s.bigToe], of[s.smallToe]);
        sum += Math.abs(plane.distanceToPoint(of[s.ankle])) / 2;
      }
      return sum;
    };
    const within = (v: number) => (v > 0 ? Math.min(1.4, Math.max(0.7, v)) : 1);
    // Girths grow with the root of the height.
    const girth = within(Math.sqrt(long(j) / long(rest)));
    const lift = within(high(j) / high(rest));
    const share = this.fit.girth === 0 ? 1 : LEARN;
    this.fit.girth += share * (girth - this.fit.girth);
    this.fit.lift += share * (lift - this.fit.lift);
  }

  dispose(): void {
    this.body.geometry.dispose();
    for (const mesh of [this.body, this.number]) {
      const material = mesh.material as THREE.MeshStandardMaterial;
      material.map?.dispose();
      material.dispose();
    }
    this.skeleton.dispose();
  }
}

function numberTexture(label: string, ink: string): THREE.Texture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 128;
  const draw = canvas.getContext("2d");
  if (draw) {
    draw.font = 'bold 104px "Arial Narrow", "Liberation Sans Narrow", Arial, sans-serif';
    draw.textAlign = "center";
    draw.textBaseline = "middle";
    draw.fillStyle = ink;
    draw.fillText(label, 64, 70, 116);
  }
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 4;
  return texture;
}
