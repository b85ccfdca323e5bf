// The venue's cameras: their frusta in the venue, and how to look through one.

import * as THREE from "three";
import type { Camera } from "./server";

const REACH_M = 1.6;

export interface Pose {
  at: THREE.Vector3;
  target: THREE.Vector3;
  /** Across the height, degrees. */
  fov: number;
  /** The up direction where it is not the zenith. */
  up?: THREE.Vector3;
}

export class Rig {
  readonly group = new THREE.Group();
  cameras: Camera[] = [];
  private parts: { at: THREE.Vector3; line: THREE.LineBasicMaterial; group: THREE.Group }[] = [];

  set(cameras: Camera[]): void {
    this.group.clear();
    this.cameras = cameras;
    this.parts = cameras.map((camera) => {
      const [at, right, down, ahead] = [camera.position_m, camera.right, camera.down, camera.forward].map((p) => new THREE.Vector3(...p));
      const corner = (px: number, py: number) =>
        at.clone()
          .addScaledVector(ahead, REACH_M)
          .addScaledVector(right, (REACH_M * (px - camera.principal_px[0])) / camera.focal_px[0])
          .addScaledVector(down, (REACH_M * (py - camera.principal_px[1])) / camera.focal_px[1]);
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

  /** Cameras without a view are red. A camera near the eye is not drawn; inside an image none is. */
  show(absent: number[], eye: THREE.Vector3, inImage: boolean): void {
    this.parts.forEach(({ at, line, group }, i) => {
      line.color.set(absent.includes(i) ? "#ff4d4d" : "#58b4ff");
      group.visible = !inImage && at.distanceTo(eye) > 14;
    });
  }

  /** The camera that a ray passes close by. */
  pick(ray: THREE.Ray): number | null {
    let best: [number, number] | null = null;
    this.parts.forEach(({ at, group }, i) => {
      const [miss, far] = [ray.distanceToPoint(at), ray.origin.distanceTo(at)];
      if (group.visible && this.group.visible && miss < 0.3 + far * 0.012 && (!best || far < best[1])) best = [i, far];
    });
    return best ? best[0] : null;
  }

  /** A camera's pose, with the target at the distance of `pivot`; its whole image fits the window. */
  pose(i: number, pivot: THREE.Vector3): Pose | null {
    const camera = this.cameras[i];
    if (!camera) return null;
    const [at, ahead, up] = [new THREE.Vector3(...camera.position_m), new THREE.Vector3(...camera.forward), new THREE.Vector3(...camera.down).negate()];
    const side = Math.round(Math.sqrt(camera.ideal_grid.length));
    const middle = side >> 1;
    const reach = (k: number, axis: 0 | 1) => Math.abs(camera.ideal_grid[k]?.[axis] ?? 0);
    const wide = Math.max(reach(middle * side, 0), reach(middle * side + side - 1, 0));
    const high = Math.max(reach(middle, 1), reach((side - 1) * side + middle, 1));
    const tangent = Math.max(high, wide / (window.innerWidth / window.innerHeight), 0.01);
    const far = Math.max(2, pivot.clone().sub(at).dot(ahead));
    return {
      at, target: at.clone().addScaledVector(ahead, far), fov: Math.min(120, (2 * Math.atan(tangent) * 180) / Math.PI),
      // A camera that lies on its side still shows people upright.
      up: up.z > Math.SQRT1_2 ? up : undefined,
    };
  }
}
