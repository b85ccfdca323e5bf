// The real cameras' pictures: fetched around the instant that is shown, and drawn where their light came from.
//
// A picture hangs in the hall as a sheet in front of its camera. Every pixel of the sheet lies on the ray that the lens
// sent there, so from the camera's place it covers what the camera saw, to the pixel, whatever the eye's own lens.

import * as THREE from "three";
import * as server from "./server";
import type { Camera, Picture } from "./server";

/** After a refusal nothing is asked for so long, ms. */
const PAUSE_MS = 2000;
/** Where bodies are drawn is 0. */
const BEHIND = -1;
const BEFORE = 9;

/** One camera's pictures of one size. */
export class Reel {
  private kept: Picture[] = [];
  private asked: number[] = [];
  private quietUntil = 0;
  /** Seconds from picture to picture, as far as it is known. */
  private step = 0.04;

  constructor(
    readonly camera: string,
    private readonly width: number,
    private readonly most: number,
    private readonly atOnce: number,
    private readonly onfail: (words: string) => void,
  ) {}

  /** How many were asked for and are not here yet. */
  get coming(): number {
    return this.asked.length;
  }

  /** The picture of an instant; null while it is not here. */
  at(time: number): Picture | null {
    return this.kept.find((p) => time >= p.from && time < p.until) ?? null;
  }

  /** The one nearest to an instant, of those that are here. */
  near(time: number): Picture | null {
    let best: Picture | null = null;
    for (const p of this.kept) if (!best || Math.abs(p.time - time) < Math.abs(best.time - time)) best = p;
    return best && Math.abs(best.time - time) < 0.5 ? best : null;
  }

  /** Asks for the picture of an instant, and for the next ones where it plays on at that speed. False where it has to wait. */
  want(time: number, speed: number): boolean {
    const instants = speed > 0 ? [0, 1, 2, 3].map((i) => time + i * Math.max(this.step, speed / 40)) : [time];
    for (const instant of instants) {
      if (this.at(instant) || this.asked.some((t) => Math.abs(t - instant) < this.step * 0.6)) continue;
      if (this.asked.length >= this.atOnce || performance.now() < this.quietUntil) return false;
      void this.ask(instant);
    }
    return true;
  }

  private async ask(instant: number): Promise<void> {
    this.asked.push(instant);
    try {
      this.keep(await server.picture(this.camera, instant, this.width), instant);
    } catch (error) {
      this.quietUntil = performance.now() + PAUSE_MS;
      this.onfail((error as Error).message);
    } finally {
      this.asked.splice(this.asked.indexOf(instant), 1);
    }
  }

  /** Lets go of those that are furthest from what was asked for last. */
  private keep(picture: Picture, instant: number): void {
    const same = this.kept.findIndex((p) => p.time === picture.time);
    if (same >= 0) this.kept.splice(same, 1)[0].bitmap.close();
    this.kept.push(picture);
    const width = picture.until - picture.from;
    if (width > 1e-3 && width < 0.3) this.step = width;
    while (this.kept.length > this.most) {
      const far = (p: Picture) => Math.abs(p.time - instant);
      const last = this.kept.reduce((a, b) => (far(b) > far(a) ? b : a));
      this.kept.splice(this.kept.indexOf(last), 1);
      last.bitmap.close();
    }
  }

  clear(): void {
    for (const picture of this.kept) picture.bitmap.close();
    this.kept = [];
  }
}

/** One camera's sheet. */
export class Sheet {
  readonly group = new THREE.Group();
  private readonly texture = new THREE.Texture();
  private readonly behind: THREE.Mesh<THREE.BufferGeometry, THREE.MeshBasicMaterial>;
  private readonly before: THREE.Mesh<THREE.BufferGeometry, THREE.MeshBasicMaterial>;
  shown: Picture | null = null;

  constructor(camera: Camera) {
    const shape = sheet(camera.lens);
    this.texture.colorSpace = THREE.SRGBColorSpace;
    this.texture.flipY = false;
    this.texture.generateMipmaps = false;
    this.texture.minFilter = THREE.LinearFilter;
    const look = { map: this.texture, toneMapped: false, fog: false, depthTest: false, depthWrite: false, side: THREE.DoubleSide };
    // Blended, and yet drawn among what is not: after the hall, before the bodies.
    this.behind = new THREE.Mesh(shape, new THREE.MeshBasicMaterial({
      ...look, blending: THREE.CustomBlending, blendSrc: THREE.SrcAlphaFactor, blendDst: THREE.OneMinusSrcAlphaFactor,
    }));
    this.before = new THREE.Mesh(shape, new THREE.MeshBasicMaterial({ ...look, transparent: true }));
    this.behind.frustumCulled = this.before.frustumCulled = false;
    this.group.add(this.behind, this.before);
    const [right, down, ahead] = [camera.right, camera.down, camera.ahead].map((p) => new THREE.Vector3(...p));
    this.group.position.set(...camera.at);
    this.group.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(right, down, ahead));
    this.group.visible = false;
  }

  /** `far`: m before the camera. `opacity`: of the picture. `bodies`: how much of the bodies is seen in front of it. */
  show(picture: Picture | null, far: number, opacity: number, bodies: number, above: boolean): void {
    this.group.visible = picture !== null && opacity > 0.001;
    if (picture && picture !== this.shown) {
      if (this.shown && this.shown.size.join() !== picture.size.join()) this.texture.dispose();
      this.texture.image = picture.bitmap;
      this.texture.needsUpdate = true;
      this.shown = picture;
    }
    this.group.scale.setScalar(far);
    this.behind.material.opacity = opacity;
    this.behind.renderOrder = BEHIND + (above ? 0.5 : 0);
    this.before.renderOrder = BEFORE + (above ? 0.5 : 0);
    this.before.material.opacity = opacity * (1 - bodies);
    this.before.visible = bodies < 0.999;
  }

  dispose(): void {
    this.texture.dispose();
    this.behind.geometry.dispose();
    this.behind.material.dispose();
    this.before.material.dispose();
  }
}

/** The grid at 1 m before the camera; cells of which the lens shows no light are left out. */
function sheet(lens: Camera["lens"]): THREE.BufferGeometry {
  const side = Math.round(Math.sqrt(lens.length));
  const points = lens.flatMap((p) => (p ? [p[0], p[1], 1] : [0, 0, 0]));
  const uv = lens.flatMap((_, k) => [(k % side) / (side - 1), Math.floor(k / side) / (side - 1)]);
  const index: number[] = [];
  for (let j = 0; j + 1 < side; j++) {
    for (let i = 0; i + 1 < side; i++) {
      const [a, b, c, d] = [j * side + i, j * side + i + 1, (j + 1) * side + i, (j + 1) * side + i + 1];
      if (lens[a] && lens[b] && lens[c] && lens[d]) index.push(a, b, d, a, d, c);
    }
  }
  const shape = new THREE.BufferGeometry();
  shape.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
  shape.setAttribute("uv", new THREE.Float32BufferAttribute(uv, 2));
  shape.setIndex(index);
  return shape;
}
