// The venue's cameras: their frusta in the hall, and how to look through one.

import * as THREE from "three";
import type { Camera } from "./server";

const REACH_M = 1.6;

export interface Pose {
  at: THREE.Vector3;
  target: THREE.Vector3;
  /** Across the height, degrees. */
  fov: number;
}

export class Rig {
  readonly group = new THREE.Group();
  cameras: Camera[] = [];
  private parts: { at: THREE.Vector3; line: THREE.LineBasicMaterial; group: THREE.Group }[] = [];

  set(cameras: Camera[]): void {
    this.group.clear();
    this.cameras = cameras;
    this.parts = cameras.map((camera) => {
      const [at, right, down, ahead] = [camera.at, camera.right, camera.down, camera.ahead].map((p) => new THREE.Vector3(...p));
      const corner = (px: number, py: number) =>
        at.clone()
          .addScaledVector(ahead, REACH_M)
          .addScaledVector(right, (REACH_M * (px - camera.centre_px[0])) / camera.focal_px[0])
          .addScaledVector(down, (REACH_M * (py - camera.centre_px[1])) / camera.focal_px[1]);
      const [w, h] = camera.size_px;
      const [a, b, c, d] = [corner(0, 0), corner(w, 0), corner(w, h), corner(0, h)];
      const points = [at, a, at, b, at, c, at, d, a, b, b, c, c, d, d, a];
      const material = new THREE.LineBasicMaterial({ color: "#58b4ff", transparent: true, opacity: 0.75, toneMapped: false });
      const group = new THREE.Group();
      group.add(new THREE.LineSegments(new THREE.BufferGeometry().setFromPoints(points), material));
      const box = new THREE.Mesh(
        new THREE.BoxGeometry(0.16, 0.16, 0.3),
        new THREE.MeshStandardMaterial({ color: "#20262f", roughness: 0.4 }),
      );
      box.position.copy(at);
      box.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(right, down, ahead));
      group.add(box);
      this.group.add(group);
      return { at, line: material, group };
    });
  }

  /** Cameras that gave no view are red; one that would stand in the way of the eye is not drawn. */
  show(absent: number[], eye: THREE.Vector3): void {
    this.parts.forEach(({ at, line, group }, i) => {
      line.color.set(absent.includes(i) ? "#ff4d4d" : "#58b4ff");
      group.visible = at.distanceTo(eye) > 14;
    });
  }

  pose(i: number): Pose | null {
    const camera = this.cameras[i];
    if (!camera) return null;
    const at = new THREE.Vector3(...camera.at);
    const fov = (2 * Math.atan(camera.size_px[1] / 2 / camera.focal_px[1]) * 180) / Math.PI;
    // So far ahead that turning about what it looks at feels right: where its axis meets the ground.
    const far = camera.ahead[2] < -0.02 ? Math.min(40, -camera.at[2] / camera.ahead[2]) : 20;
    return { at, target: at.clone().addScaledVector(new THREE.Vector3(...camera.ahead), far), fov };
  }
}
