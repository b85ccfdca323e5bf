// Figures: what stands for an athlete. A figure is posed from the 26 joints of HALPE_26 and knows nothing of time.

import * as THREE from "three";
import { JOINT, JOINTS, type Point } from "./frame";

/** What stands for one athlete. Joints are in world space, m; null where they are not known. */
export interface Figure {
  object: THREE.Object3D;
  pose(joints: (number[] | null)[]): void;
  /** Wears other colours, where it can. */
  paint?(kit: Kit): void;
  dispose(): void;
}

/** What somebody wears, as CSS colours. */
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

/** A ring of a part: how far along, half width, half depth, what it is made of, and how far to the front it lies. */
type Ring = [along: number, width: number, depth: number, cloth: Cloth, front?: number];
const AROUND = 18;
const { PI, cos, sin, abs, sign, sqrt, max, min } = Math;

// Half widths and depths are those of somebody 1.80 m tall, m; along is in lengths of the bone.
const TORSO: Ring[] = [
  [-0.17, 0.001, 0.001, "shorts"], [-0.15, 0.1, 0.085, "shorts"], [-0.08, 0.152, 0.115, "shorts"],
  [0.02, 0.165, 0.122, "shorts"], [0.11, 0.158, 0.116, "shorts"], [0.11, 0.164, 0.122, "shirt"],
  [0.22, 0.146, 0.108, "shirt"], [0.36, 0.143, 0.105, "shirt"], [0.55, 0.158, 0.115, "shirt", 0.006],
  [0.72, 0.175, 0.122, "shirt", 0.01], [0.84, 0.18, 0.118, "shirt", 0.004], [0.93, 0.165, 0.098, "shirt", -0.006],
  [0.99, 0.125, 0.078, "shirt", -0.012], [1.04, 0.07, 0.06, "shirt", -0.012], [1.06, 0.05, 0.05, "skin", -0.01],
];
const THIGH: Ring[] = [
  [-0.12, 0.001, 0.001, "shorts"], [-0.1, 0.06, 0.065, "shorts"], [-0.03, 0.088, 0.095, "shorts"],
  [0.15, 0.098, 0.104, "shorts"], [0.4, 0.094, 0.1, "shorts"], [0.58, 0.09, 0.094, "shorts"],
  [0.58, 0.07, 0.074, "skin"], [0.8, 0.06, 0.063, "skin"], [0.95, 0.054, 0.056, "skin"],
  [1.02, 0.05, 0.054, "skin", 0.004], [1.09, 0.03, 0.03, "skin"], [1.11, 0.005, 0.005, "skin"],
];
const SHIN: Ring[] = [
  [-0.07, 0.001, 0.001, "skin"], [-0.05, 0.034, 0.036, "skin"], [0.04, 0.05, 0.052, "skin"],
  [0.2, 0.055, 0.06, "skin", -0.012], [0.33, 0.054, 0.058, "skin", -0.014], [0.45, 0.05, 0.053, "socks", -0.009],
  [0.7, 0.04, 0.042, "socks", -0.003], [0.9, 0.034, 0.036, "socks"], [1.02, 0.036, 0.038, "socks"],
  [1.07, 0.02, 0.02, "socks"], [1.09, 0.002, 0.002, "socks"],
];
const FOOT: Ring[] = [
  [-0.17, 0.004, 0.004, "shoes"], [-0.15, 0.022, 0.026, "shoes", 0.012], [-0.04, 0.036, 0.044, "shoes", 0.02],
  [0.2, 0.039, 0.05, "shoes", 0.026], [0.45, 0.042, 0.042, "shoes", 0.016], [0.8, 0.047, 0.03, "shoes", 0.004],
  [1.05, 0.043, 0.026, "shoes"], [1.22, 0.028, 0.018, "shoes"], [1.28, 0.004, 0.004, "shoes"],
];
const UPPER_ARM: Ring[] = [
  [-0.2, 0.001, 0.001, "shirt"], [-0.17, 0.04, 0.042, "shirt"], [-0.04, 0.064, 0.066, "shirt"],
  [0.15, 0.066, 0.068, "shirt"], [0.48, 0.064, 0.066, "shirt"], [0.48, 0.046, 0.049, "skin"],
  [0.75, 0.042, 0.044, "skin"], [0.98, 0.037, 0.039, "skin"], [1.08, 0.022, 0.022, "skin"], [1.1, 0.003, 0.003, "skin"],
];
const FOREARM: Ring[] = [
  [-0.08, 0.001, 0.001, "skin"], [-0.04, 0.03, 0.03, "skin"], [0.08, 0.039, 0.041, "skin"],
  [0.28, 0.041, 0.043, "skin"], [0.65, 0.033, 0.032, "skin"], [0.97, 0.027, 0.024, "skin"], [1.06, 0.02, 0.02, "skin"],
  [1.08, 0.003, 0.003, "skin"],
];
const HAND: Ring[] = [
  [-0.1, 0.001, 0.001, "skin"], [0, 0.024, 0.02, "skin"], [0.3, 0.042, 0.022, "skin"], [0.6, 0.042, 0.019, "skin"],
  [0.9, 0.032, 0.014, "skin"], [1, 0.006, 0.004, "skin"],
];
const NECK: Ring[] = [
  [-0.35, 0.07, 0.065, "skin"], [0, 0.058, 0.058, "skin"], [0.5, 0.053, 0.055, "skin"], [1.3, 0.052, 0.055, "skin"],
];

/** A part and the bones that move it. */
const PARTS = [
  "pelvis", "chest", "lThigh", "rThigh", "lShin", "rShin", "lFoot", "rFoot", "lUpperArm", "rUpperArm", "lForearm",
  "rForearm", "lHand", "rHand", "neck", "head",
] as const;
type Part = (typeof PARTS)[number];
const bone = (part: Part) => PARTS.indexOf(part);

/** Gathers the triangles of all parts. */
class Mould {
  readonly position: number[] = [];
  readonly normal: number[] = [];
  readonly cloth: Cloth[] = [];
  readonly skin: number[] = [];
  readonly weight: number[] = [];
  readonly uv: number[] = [];
  readonly index: number[] = [];

  /** Rings of vertices one after another, closed around; `box` above 2 makes them squarer. */
  tube(rings: Ring[], box: number, move: (along: number) => [number, number, number]): void {
    for (let r = 0; r < rings.length; r++) {
      const [along, width, depth, cloth, front = 0] = rings[r];
      const [first, second, share] = move(along);
      const start = this.position.length / 3;
      // The slope along the part, from the neighbours of the same cloth.
      const below = rings[max(0, r - 1)];
      const above = rings[min(rings.length - 1, r + 1)];
      const rise = max(above[0] - below[0], 0.02) * 0.4;
      const slope = -((above[1] + above[2] - below[1] - below[2]) / 2) / rise;
      for (let i = 0; i <= AROUND; i++) {
        const angle = (i / AROUND) * 2 * PI;
        const [c, s] = [cos(angle), sin(angle)];
        const power = 2 / box;
        this.position.push(width * sign(c) * abs(c) ** power, front + depth * sign(s) * abs(s) ** power, along);
        const n = new THREE.Vector3(c / width, s / depth, 0).normalize();
        const length = sqrt(1 + slope * slope);
        this.normal.push(n.x / length, n.y / length, slope / length);
        this.cloth.push(cloth);
        this.skin.push(first, second, 0, 0);
        this.weight.push(1 - share, share, 0, 0);
        this.uv.push(i / AROUND, along);
        if (r > 0 && i > 0) {
          const [a, b, d] = [start + i, start + i - 1, AROUND + 1];
          this.index.push(a, b, b - d, a, b - d, a - d);
        }
      }
    }
  }

  head(): void {
    const start = this.position.length / 3;
    const rows = 14;
    for (let r = 0; r <= rows; r++) {
      const tilt = (r / rows) * PI;
      for (let i = 0; i <= AROUND; i++) {
        const angle = (i / AROUND) * 2 * PI;
        const n = new THREE.Vector3(cos(angle) * sin(tilt), sin(angle) * sin(tilt), cos(tilt));
        // The jaw is narrower than the skull and lies further to the front.
        const jaw = max(0, -n.z);
        const hair = n.z > 0.42 || (n.y < -0.05 && n.z > -0.38) || (abs(n.x) > 0.75 && n.z > 0.1);
        const thick = hair ? 1.05 : 1;
        this.position.push(
          n.x * 0.077 * (1 - 0.25 * jaw) * thick,
          n.y * 0.098 * (1 - 0.1 * jaw) * thick + 0.012 * jaw,
          n.z * 0.122 * thick,
        );
        this.normal.push(n.x, n.y, n.z);
        this.cloth.push(hair ? "hair" : "skin");
        this.skin.push(bone("head"), 0, 0, 0);
        this.weight.push(1, 0, 0, 0);
        this.uv.push(0, 0);
        if (r > 0 && i > 0) {
          const [a, b, d] = [start + r * (AROUND + 1) + i, start + r * (AROUND + 1) + i - 1, AROUND + 1];
          this.index.push(a, b - d, b, a, a - d, b - d);
        }
      }
    }
  }

  geometry(): THREE.BufferGeometry {
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(this.position, 3));
    geometry.setAttribute("normal", new THREE.Float32BufferAttribute(this.normal, 3));
    geometry.setAttribute("uv", new THREE.Float32BufferAttribute(this.uv, 2));
    geometry.setAttribute("skinIndex", new THREE.Uint16BufferAttribute(this.skin, 4));
    geometry.setAttribute("skinWeight", new THREE.Float32BufferAttribute(this.weight, 4));
    geometry.setIndex(this.index);
    return geometry;
  }
}

/** The trunk bends and turns between pelvis and chest. */
function trunk(along: number): [number, number, number] {
  const t = min(1, max(0, (along - 0.1) / 0.6));
  return [bone("pelvis"), bone("chest"), t * t * (3 - 2 * t)];
}

let mould: Mould | null = null;
function body(): Mould {
  if (mould) return mould;
  mould = new Mould();
  mould.tube(TORSO, 2.5, trunk);
  const limb = (rings: Ring[], part: Part) => mould?.tube(rings, 2, () => [bone(part), 0, 0]);
  for (const side of ["l", "r"] as const) {
    limb(THIGH, `${side}Thigh`);
    limb(SHIN, `${side}Shin`);
    limb(FOOT, `${side}Foot`);
    limb(UPPER_ARM, `${side}UpperArm`);
    limb(FOREARM, `${side}Forearm`);
    limb(HAND, `${side}Hand`);
  }
  limb(NECK, "neck");
  mould.head();
  return mould;
}

/** The number's place: a patch of the trunk on the back, and a smaller one on the chest. */
let patches: THREE.BufferGeometry | null = null;
function numberPatches(): THREE.BufferGeometry {
  if (patches) return patches;
  const mould = new Mould();
  for (const [middle, low, high, half] of [[-PI / 2, 0.34, 0.84, 0.62], [PI / 2, 0.5, 0.8, 0.38]] as const) {
    const [rows, columns] = [10, 10];
    const start = mould.position.length / 3;
    for (let r = 0; r <= rows; r++) {
      const along = low + ((high - low) * r) / rows;
      const above = TORSO.findIndex((ring) => ring[0] > along);
      const [a, b] = [TORSO[above - 1], TORSO[above]];
      const t = (along - a[0]) / (b[0] - a[0]);
      const mix = (i: 1 | 2) => a[i] + (b[i] - a[i]) * t + 0.003;
      const front = (a[4] ?? 0) + ((b[4] ?? 0) - (a[4] ?? 0)) * t;
      for (let i = 0; i <= columns; i++) {
        const angle = middle + half * ((2 * i) / columns - 1);
        const [c, s] = [cos(angle), sin(angle)];
        mould.position.push(mix(1) * sign(c) * abs(c) ** 0.8, front + mix(2) * sign(s) * abs(s) ** 0.8, along);
        mould.normal.push(c, s, 0);
        // Seen from outside, angles grow to the left on the back and on the chest alike.
        mould.uv.push(i / columns, r / rows);
        const [first, second, share] = trunk(along);
        mould.skin.push(first, second, 0, 0);
        mould.weight.push(1 - share, share, 0, 0);
        if (r > 0 && i > 0) {
          const [q, d] = [start + r * (columns + 1) + i, columns + 1];
          mould.index.push(q, q - 1, q - 1 - d, q, q - 1 - d, q - d);
        }
      }
    }
  }
  patches = mould.geometry();
  return patches;
}

function numberTexture(label: string, ink: string): THREE.Texture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 128;
  const draw = canvas.getContext("2d");
  if (draw) {
    draw.font = `bold ${label.length > 2 ? 70 : 104}px "Arial Narrow", "Liberation Sans Narrow", Arial, sans-serif`;
    draw.textAlign = "center";
    draw.textBaseline = "middle";
    draw.fillStyle = ink;
    draw.fillText(label, 64, 70, 120);
  }
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 4;
  return texture;
}

const v = () => new THREE.Vector3();

/** Somebody upright, hands down, at the origin and facing +y: what is not known at first. m */
const STANDING: Point[] = (() => {
  const half: [number, Point][] = [
    [JOINT.lEye, [-0.03, 0.09, 1.68]], [JOINT.lEar, [-0.075, 0, 1.67]], [JOINT.lShoulder, [-0.18, 0, 1.47]],
    [JOINT.lElbow, [-0.23, -0.02, 1.17]], [JOINT.lWrist, [-0.24, 0.06, 0.92]], [JOINT.lHip, [-0.09, 0, 0.95]],
    [JOINT.lKnee, [-0.1, 0.02, 0.51]], [JOINT.lAnkle, [-0.1, -0.02, 0.09]], [JOINT.lBigToe, [-0.1, 0.16, 0.03]],
    [JOINT.lSmallToe, [-0.16, 0.13, 0.03]], [JOINT.lHeel, [-0.1, -0.07, 0.03]],
  ];
  const joints: Point[] = new Array(JOINTS).fill([0, 0, 1]);
  for (const [joint, [x, y, z]] of half) {
    joints[joint] = [x, y, z];
    joints[joint + 1] = [-x, y, z];
  }
  joints[JOINT.nose] = [0, 0.11, 1.65];
  joints[JOINT.head] = [0, 0, 1.8];
  joints[JOINT.neck] = [0, -0.01, 1.5];
  joints[JOINT.hip] = [0, 0, 0.97];
  return joints;
})();

/** Fills in what is not known from how it last stood to the middle of the body, or from somebody standing. */
export class Memory {
  private readonly offset: THREE.Vector3[] = STANDING.map(([x, y, z]) => new THREE.Vector3(x, y, z - 0.95));
  readonly joints: THREE.Vector3[] = Array.from({ length: JOINTS }, v);

  fill(joints: (number[] | null)[]): THREE.Vector3[] {
    const known = (j: number) => joints[j];
    const [l, r] = [known(JOINT.lHip), known(JOINT.rHip)];
    const root = v();
    if (l && r) root.set((l[0] + r[0]) / 2, (l[1] + r[1]) / 2, (l[2] + r[2]) / 2);
    else {
      const any = joints.findIndex((j) => j !== null);
      const at = known(any);
      if (at) root.set(at[0], at[1], at[2]).sub(this.offset[any]);
    }
    for (let j = 0; j < JOINTS; j++) {
      const at = known(j);
      if (at) {
        this.joints[j].set(at[0], at[1], at[2]);
        this.offset[j].copy(this.joints[j]).sub(root);
      } else this.joints[j].copy(root).add(this.offset[j]);
    }
    return this.joints;
  }
}

/** A body of soft parts, one draw call and one for the number. */
class Body implements Figure {
  readonly object = new THREE.Group();
  private readonly mesh: THREE.SkinnedMesh;
  private readonly bones = PARTS.map(() => new THREE.Bone());
  private readonly colours: THREE.BufferAttribute;
  private readonly number: THREE.SkinnedMesh;
  private readonly memory = new Memory();
  private scale = 0;

  constructor(kit: Kit, private readonly label: string, ghost: boolean) {
    const shape = body();
    const geometry = shape.geometry();
    this.colours = new THREE.BufferAttribute(new Float32Array(shape.cloth.length * 3), 3);
    geometry.setAttribute("color", this.colours);
    const look = ghost ? { transparent: true, opacity: 0.4, depthWrite: false } : {};
    const material = new THREE.MeshStandardMaterial({ vertexColors: true, roughness: 0.68, metalness: 0, ...look });
    this.mesh = new THREE.SkinnedMesh(geometry, material);
    this.number = new THREE.SkinnedMesh(
      numberPatches(),
      new THREE.MeshStandardMaterial({ transparent: true, roughness: 0.8, polygonOffset: true, polygonOffsetFactor: -2 }),
    );
    const skeleton = new THREE.Skeleton(this.bones, this.bones.map(() => new THREE.Matrix4()));
    for (const mesh of [this.mesh, this.number]) {
      mesh.bind(skeleton, new THREE.Matrix4());
      mesh.frustumCulled = false;
      this.object.add(mesh);
    }
    for (const b of this.bones) b.matrixAutoUpdate = b.matrixWorldAutoUpdate = false;
    this.mesh.castShadow = !ghost;
    this.mesh.receiveShadow = !ghost;
    this.number.visible = label !== "" && !ghost;
    this.paint(kit);
  }

  paint(kit: Kit): void {
    const colour = new THREE.Color();
    const known = new Map<Cloth, [number, number, number]>();
    for (const cloth of ["shirt", "shorts", "socks", "shoes", "skin", "hair"] as const) {
      colour.set(kit[cloth]);
      known.set(cloth, [colour.r, colour.g, colour.b]);
    }
    body().cloth.forEach((cloth, i) => this.colours.setXYZ(i, ...(known.get(cloth) ?? [1, 1, 1])));
    this.colours.needsUpdate = true;
    const material = this.number.material as THREE.MeshStandardMaterial;
    material.map?.dispose();
    material.map = numberTexture(this.label, kit.ink);
    material.needsUpdate = true;
  }

  pose(joints: (number[] | null)[]): void {
    const j = this.memory.fill(joints);
    const at = (name: keyof typeof JOINT) => j[JOINT[name]];
    this.measure(j);
    const s = this.scale;
    const hips = v().addVectors(at("lHip"), at("rHip")).multiplyScalar(0.5);
    const shoulders = v().addVectors(at("lShoulder"), at("rShoulder")).multiplyScalar(0.5);
    const top = v().copy(shoulders).addScaledVector(v().subVectors(shoulders, hips).normalize(), 0.035 * s);
    const up = v().subVectors(top, hips);
    // x of every part is to the body's right, y to its front, so that the left hand lies at -x.
    const hipSide = v().subVectors(at("rHip"), at("lHip"));
    const side = v().subVectors(at("rShoulder"), at("lShoulder"));
    const hipWidth = s * min(1.15, max(0.88, hipSide.length() / (0.19 * s)));
    const width = s * min(1.2, max(0.85, side.length() / (0.36 * s)));
    this.set("pelvis", hips, up, hipSide, hipWidth, s);
    this.set("chest", hips, up, side, width, s);
    for (const a of ["l", "r"] as const) {
      const of = (name: string) => at((a + name) as keyof typeof JOINT);
      this.set(`${a}Thigh`, of("Hip"), v().subVectors(of("Knee"), of("Hip")), hipSide, s, s, true);
      this.set(`${a}Shin`, of("Knee"), v().subVectors(of("Ankle"), of("Knee")), hipSide, s, s, true);
      const toes = v().addVectors(of("BigToe"), of("SmallToe")).multiplyScalar(0.5);
      this.foot(`${a}Foot`, of("Heel"), toes, of("Ankle"), s);
      this.set(`${a}UpperArm`, of("Shoulder"), v().subVectors(of("Elbow"), of("Shoulder")), side, s, s, true);
      const fore = v().subVectors(of("Wrist"), of("Elbow"));
      this.set(`${a}Forearm`, of("Elbow"), fore, side, s, s, true);
      // The palm faces the body.
      const palm = v().crossVectors(fore, side);
      this.set(`${a}Hand`, of("Wrist"), v().copy(fore).normalize().multiplyScalar(0.17 * s), palm, s, s, true);
    }
    this.head(at("head"), at("neck"), at("nose"), top, side, s);
    this.mesh.skeleton.update();
  }

  /** How large the body is against one of 1.80 m, by its legs; steady after the first second or so. */
  private measure(j: THREE.Vector3[]): void {
    const leg = (hip: number) => j[hip].distanceTo(j[hip + 2]) + j[hip + 2].distanceTo(j[hip + 4]);
    const now = min(1.3, max(0.75, (leg(JOINT.lHip) + leg(JOINT.rHip)) / 2 / 0.87));
    this.scale = this.scale === 0 ? now : this.scale + 0.03 * (now - this.scale);
  }

  /** Puts a part where it is: `along` is its z with its length, `side` roughly its x. */
  private set(
    part: Part, from: THREE.Vector3, along: THREE.Vector3, side: THREE.Vector3, width: number, depth: number, down = false,
  ): void {
    const z = v().copy(along);
    const y = v().crossVectors(z, side);
    // Where the side lies along the part, any other direction does: the part is round.
    if (y.lengthSq() < 1e-8) y.crossVectors(z, v().set(0.3, 0.5, 0.8));
    y.normalize();
    // Parts that hang down have their z pointing down: the front stays the front.
    if (down) y.negate();
    const x = v().crossVectors(y, z).normalize();
    const matrix = this.bones[bone(part)].matrixWorld;
    matrix.makeBasis(x.multiplyScalar(width), y.multiplyScalar(depth), z).setPosition(from);
  }

  private foot(part: Part, heel: THREE.Vector3, toes: THREE.Vector3, ankle: THREE.Vector3, s: number): void {
    const z = v().subVectors(toes, heel);
    const up = v().subVectors(ankle, heel);
    const x = v().crossVectors(up, z).normalize();
    const y = v().crossVectors(z, x).normalize();
    const matrix = this.bones[bone(part)].matrixWorld;
    matrix.makeBasis(x.multiplyScalar(s), y.multiplyScalar(s), z).setPosition(heel);
  }

  private head(
    crown: THREE.Vector3, neck: THREE.Vector3, nose: THREE.Vector3, top: THREE.Vector3, side: THREE.Vector3, s: number,
  ): void {
    const up = v().subVectors(crown, neck).normalize();
    const centre = v().copy(crown).addScaledVector(up, -0.118 * s);
    const front = v().subVectors(nose, centre);
    front.addScaledVector(up, -front.dot(up));
    if (front.lengthSq() < 1e-4) front.crossVectors(up, side);
    front.normalize();
    const x = v().crossVectors(front, up);
    const matrix = this.bones[bone("head")].matrixWorld;
    matrix.makeBasis(x.multiplyScalar(s), front.clone().multiplyScalar(s), up.clone().multiplyScalar(s)).setPosition(centre);
    const along = v().copy(centre).addScaledVector(up, -0.07 * s).sub(top);
    this.set("neck", top, along, side, s, s);
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    for (const mesh of [this.mesh, this.number]) {
      const material = mesh.material as THREE.MeshStandardMaterial;
      material.map?.dispose();
      material.dispose();
    }
    this.mesh.skeleton.dispose();
  }
}

/** The limbs of HALPE_26. */
const LIMBS: [number, number][] = [
  [0, 1], [0, 2], [1, 3], [2, 4], [17, 18], [18, 5], [18, 6], [5, 7], [7, 9], [6, 8], [8, 10], [18, 19], [19, 11], [19, 12],
  [11, 13], [13, 15], [12, 14], [14, 16], [15, 24], [24, 20], [20, 22], [16, 25], [25, 21], [21, 23],
];

/** Bones and joints as they were measured; nothing is filled in. Blue is the left, orange the right. */
class Sticks implements Figure {
  readonly object = new THREE.Group();
  private readonly limbs: THREE.InstancedMesh;
  private readonly dots: THREE.InstancedMesh;

  constructor(kit: Kit, ghost: boolean) {
    const look = ghost ? { transparent: true, opacity: 0.4 } : {};
    const material = new THREE.MeshStandardMaterial({ roughness: 0.5, ...look });
    const stick = new THREE.CylinderGeometry(0.018, 0.018, 1, 8).rotateX(PI / 2);
    this.limbs = new THREE.InstancedMesh(stick, material, LIMBS.length);
    this.dots = new THREE.InstancedMesh(new THREE.SphereGeometry(0.032, 12, 8), material, JOINTS);
    const colour = (name: number) => new THREE.Color(name === 0 ? kit.shirt : name < 0 ? "#3f8cff" : "#ff8a2b");
    const side = (j: number) => (j >= 17 && j <= 19) || j === 0 ? 0 : (j < 17 ? j % 2 === 1 : j % 2 === 0) ? -1 : 1;
    LIMBS.forEach(([a, b], i) => this.limbs.setColorAt(i, colour(side(a) || side(b))));
    for (let j = 0; j < JOINTS; j++) this.dots.setColorAt(j, colour(side(j)));
    for (const mesh of [this.limbs, this.dots]) {
      mesh.frustumCulled = false;
      mesh.castShadow = !ghost;
      this.object.add(mesh);
    }
  }

  pose(joints: (number[] | null)[]): void {
    const hidden = new THREE.Matrix4().makeScale(0, 0, 0);
    const matrix = new THREE.Matrix4();
    const at = joints.map((j) => (j ? new THREE.Vector3(j[0], j[1], j[2]) : null));
    LIMBS.forEach(([from, to], i) => {
      const [a, b] = [at[from], at[to]];
      if (!a || !b) {
        this.limbs.setMatrixAt(i, hidden);
        return;
      }
      const turn = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 0, 1), v().subVectors(b, a).normalize());
      matrix.compose(v().addVectors(a, b).multiplyScalar(0.5), turn, new THREE.Vector3(1, 1, a.distanceTo(b)));
      this.limbs.setMatrixAt(i, matrix);
    });
    at.forEach((p, j) => this.dots.setMatrixAt(j, p ? matrix.makeTranslation(p) : hidden));
    this.limbs.instanceMatrix.needsUpdate = this.dots.instanceMatrix.needsUpdate = true;
  }

  dispose(): void {
    for (const mesh of [this.limbs, this.dots]) {
      mesh.geometry.dispose();
      mesh.dispose();
    }
    (this.limbs.material as THREE.Material).dispose();
  }
}

export type Style = "bodies" | "sticks";

/** Somebody in that kit, with that number on the shirt. */
export function figure(style: Style, kit: Kit, number: string, ghost = false): Figure {
  return style === "sticks" ? new Sticks(kit, ghost) : new Body(kit, number, ghost);
}
