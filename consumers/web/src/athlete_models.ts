// Models of athletes, posed from the 26 joints of HALPE_26.

import * as THREE from "three";
import { JOINTS } from "./frame";
import { MASK_LAYER } from "./person_mask";
import { SkinnedBody, type Kit } from "./skinned_body";
import type { PoseSample } from "./store";

/** The model of one athlete. Joints are in world space, m; null where absent. */
export interface AthleteModel {
  object: THREE.Object3D;
  /** Poses the model at `atS`, s: `joints` are those of that time, `frames` the samples around it. */
  pose(joints: PoseSample["joints"], frames: PoseSample[], atS: number): void;
  /** Changes the colours of the kit; a stick figure has none. */
  paint?(kit: Kit): void;
  dispose(): void;
}

/** The limbs of HALPE_26. */
const LIMBS: [number, number][] = [
  [0, 1], [0, 2], [1, 3], [2, 4], [17, 18], [18, 5], [18, 6], [5, 7], [7, 9], [6, 8], [8, 10], [18, 19], [19, 11], [19, 12],
  [11, 13], [13, 15], [12, 14], [14, 16], [15, 24], [24, 20], [20, 22], [16, 25], [25, 21], [21, 23],
];

/** Bones and joints as they were measured; nothing is filled in. Blue is the left, orange the right. */
class StickFigure implements AthleteModel {
  readonly object = new THREE.Group();
  private readonly limbs: THREE.InstancedMesh;
  private readonly dots: THREE.InstancedMesh;

  constructor(kit: Kit, ghost: boolean) {
    const translucency = ghost ? { transparent: true, opacity: 0.4 } : {};
    const material = new THREE.MeshStandardMaterial({ roughness: 0.5, ...translucency });
    const stick = new THREE.CylinderGeometry(0.018, 0.018, 1, 8).rotateX(Math.PI / 2);
    this.limbs = new THREE.InstancedMesh(stick, material, LIMBS.length);
    this.dots = new THREE.InstancedMesh(new THREE.SphereGeometry(0.032, 12, 8), material, JOINTS);
    const colour = (side: number) => new THREE.Color(side === 0 ? kit.shirt : side < 0 ? "#3f8cff" : "#ff8a2b");
    const sideOf = (j: number) => (j >= 17 && j <= 19) || j === 0 ? 0 : (j < 17 ? j % 2 === 1 : j % 2 === 0) ? -1 : 1;
    LIMBS.forEach(([a, b], i) => this.limbs.setColorAt(i, colour(sideOf(a) || sideOf(b))));
    for (let j = 0; j < JOINTS; j++) this.dots.setColorAt(j, colour(sideOf(j)));
    for (const mesh of [this.limbs, this.dots]) {
      mesh.frustumCulled = false;
      mesh.castShadow = !ghost;
      if (!ghost) mesh.layers.enable(MASK_LAYER);
      this.object.add(mesh);
    }
  }

  pose(joints: PoseSample["joints"]): void {
    const hidden = new THREE.Matrix4().makeScale(0, 0, 0);
    const matrix = new THREE.Matrix4();
    const at = joints.map((j) => (j ? new THREE.Vector3(j[0], j[1], j[2]) : null));
    LIMBS.forEach(([from, to], i) => {
      const [a, b] = [at[from], at[to]];
      if (!a || !b) {
        this.limbs.setMatrixAt(i, hidden);
        return;
      }
      const rotation = new THREE.Quaternion().setFromUnitVectors(new THREE.Vector3(0, 0, 1), new THREE.Vector3().subVectors(b, a).normalize());
      matrix.compose(new THREE.Vector3().addVectors(a, b).multiplyScalar(0.5), rotation, new THREE.Vector3(1, 1, a.distanceTo(b)));
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

/** A model in that kit, with that number on the shirt. */
export function createModel(style: Style, kit: Kit, number: string, ghost = false): AthleteModel {
  return style === "sticks" ? new StickFigure(kit, ghost) : new SkinnedBody(kit, number, ghost);
}
