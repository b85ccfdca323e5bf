// The skinned body, posed from 26 joints.

import * as THREE from "three";
import { AS_AT_REST, BONES, type Fit, frames, newFrames } from "./bones";
import { MASK_LAYER } from "./person_mask";
import { rest, template } from "./bind_pose";
import type { PoseSample } from "./store";
import { PoseInterpolator } from "./pose_interpolator";

/** The kit as CSS colours; `ink` is the number's. */
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

const restFromPosed = newFrames();
frames(rest, restFromPosed);
for (const m of restFromPosed) m.invert();

/** Writes each bone's transform from the bind pose to the pose of `joints`. */
export function posedFromRest(joints: THREE.Vector3[], out: THREE.Matrix4[], fit: Fit = AS_AT_REST): void {
  frames(joints, out, fit);
  out.forEach((m, i) => m.multiply(restFromPosed[i]));
}

/** The template's vertices in a pose, m: what the graphics card computes, for tests. */
export function posedVertices(joints: THREE.Vector3[], fit: Fit = AS_AT_REST): THREE.Vector3[] {
  const bones = newFrames();
  posedFromRest(joints, bones, fit);
  return template.skin.map(([a, b, share], i) => {
    const at = new THREE.Vector3().fromArray(template.at, 3 * i).multiplyScalar(1e-4);
    const second = at.clone().applyMatrix4(bones[b]);
    return at.applyMatrix4(bones[a]).lerp(second, share);
  });
}

interface Shape {
  body: THREE.BufferGeometry;
  number: THREE.BufferGeometry;
  /** Each vertex's material, and how much ambient light reaches it, 0 to 1. */
  cloth: Cloth[];
  shade: number[];
}

let shape: Shape | null = null;

/** The surface in the bind pose. Where two materials meet, each has vertices of its own, so that colours do not blend. */
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
    const copies = new Map<number, number>();
    const vertexOf = (v: number): number => {
      const existing = copies.get(v);
      if (existing !== undefined) return existing;
      const [a, b, share] = template.skin[v];
      const print = template.print[v] ?? [9, 9];
      position.push(at.getX(v), at.getY(v), at.getZ(v));
      normal.push(normals.getX(v), normals.getY(v), normals.getZ(v));
      bones.push(a, b, 0, 0);
      shares.push(1 - share, share, 0, 0);
      uv.push(print[0] / 2 + 0.5, print[1] / 2 + 0.5);
      cloth.push(material);
      shade.push(template.shade[v] / 255);
      copies.set(v, cloth.length - 1);
      return cloth.length - 1;
    };
    for (let t = 0; t < triangles.length; t += 3) {
      const three = [0, 1, 2].map((i) => vertexOf(triangles[t + i]));
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

/** Bones that are set as matrices: nothing is computed from a scene graph. */
class Bones extends THREE.Skeleton {
  readonly matrices = newFrames();

  constructor() {
    super(Array.from({ length: BONES }, () => new THREE.Bone()), newFrames());
  }

  override update(): void {
    this.matrices.forEach((m, i) => m.toArray(this.boneMatrices as Float32Array, 16 * i));
    if (this.boneTexture) this.boneTexture.needsUpdate = true;
  }
}

/** A body in a kit. */
export class SkinnedBody {
  readonly object = new THREE.Group();
  private readonly skeleton = new Bones();
  private readonly body: THREE.SkinnedMesh;
  private readonly number: THREE.SkinnedMesh;
  private readonly colours: THREE.BufferAttribute;
  private readonly interpolator = new PoseInterpolator();

  constructor(kit: Kit, private readonly label: string, ghost = false) {
    const { body, number, cloth } = surface();
    const translucency = ghost ? { transparent: true, opacity: 0.4, depthWrite: false } : {};
    const own = body.clone();
    this.colours = new THREE.BufferAttribute(new Float32Array(3 * cloth.length), 3);
    own.setAttribute("color", this.colours);
    this.body = new THREE.SkinnedMesh(own, new THREE.MeshStandardMaterial({ vertexColors: true, roughness: 0.7, ...translucency }));
    const ink = { transparent: true, roughness: 0.8, polygonOffset: true, polygonOffsetFactor: -2 };
    this.number = new THREE.SkinnedMesh(number, new THREE.MeshStandardMaterial(ink));
    for (const mesh of [this.body, this.number]) {
      mesh.bindMode = THREE.DetachedBindMode;
      mesh.bind(this.skeleton, new THREE.Matrix4());
      mesh.frustumCulled = false;
      this.object.add(mesh);
    }
    if (!ghost) this.body.layers.enable(MASK_LAYER);
    this.body.castShadow = this.body.receiveShadow = !ghost;
    this.number.visible = label !== "" && !ghost;
    this.object.visible = false;
    this.paint(kit);
  }

  /** Changes the colours of the kit. */
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

  /** Poses the body at `atS`, s, from the samples around it. */
  pose(_: PoseSample["joints"], frames: PoseSample[], atS: number): void {
    this.object.visible = this.interpolator.update(frames, atS) || this.object.visible;
    posedFromRest(this.interpolator.joints, this.skeleton.matrices, this.interpolator.fit);
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
