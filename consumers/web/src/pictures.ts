// The real cameras' pictures: fetched around the instant that is shown, and drawn where their light came from.
//
// A picture lies in the hall as a sheet, on the floor and up the stands. Every pixel of the sheet lies on the ray that the
// lens sent there, so from the camera's place it covers what the camera saw, to the pixel, whatever the eye's own lens;
// from elsewhere the floor is still where it is.

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

type Mesh = THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>;

/** One camera's sheet. */
export class Sheet {
  readonly group = new THREE.Group();
  private readonly texture = new THREE.Texture();
  private readonly behind: Mesh;
  private readonly before: Mesh;
  shown: Picture | null = null;

  /** `reach`: from the middle of the field to the stands, m. */
  constructor(camera: Camera, reach: number) {
    const shape = sheet(camera, reach);
    this.texture.colorSpace = THREE.SRGBColorSpace;
    this.texture.flipY = false;
    this.texture.generateMipmaps = false;
    this.texture.minFilter = THREE.LinearFilter;
    // Blended, and yet drawn among what is not: after the hall, before the bodies.
    this.behind = new THREE.Mesh(shape, paper(this.texture, {
      blending: THREE.CustomBlending, blendSrc: THREE.SrcAlphaFactor, blendDst: THREE.OneMinusSrcAlphaFactor,
    }));
    this.before = new THREE.Mesh(shape, paper(this.texture, { transparent: true }));
    this.behind.frustumCulled = this.before.frustumCulled = false;
    this.group.add(this.behind, this.before);
    this.group.visible = false;
  }

  /** `opacity`: of the picture; `soft`: of its edges, 0 to 1; `bodies`: how much of the bodies is seen in it. */
  show(picture: Picture | null, opacity: number, soft: number, bodies: number, above: boolean): void {
    this.group.visible = picture !== null && opacity > 0.001;
    if (picture && picture !== this.shown) {
      if (this.shown && this.shown.size.join() !== picture.size.join()) this.texture.dispose();
      this.texture.image = picture.bitmap;
      this.texture.needsUpdate = true;
      this.shown = picture;
    }
    this.behind.renderOrder = BEHIND + (above ? 0.5 : 0);
    this.before.renderOrder = BEFORE + (above ? 0.5 : 0);
    this.behind.material.uniforms.opacity.value = opacity;
    this.before.material.uniforms.opacity.value = opacity * (1 - bodies);
    for (const { material } of [this.behind, this.before]) material.uniforms.soft.value = soft;
    this.before.visible = bodies < 0.999;
  }

  dispose(): void {
    this.texture.dispose();
    this.behind.geometry.dispose();
    this.behind.material.dispose();
    this.before.material.dispose();
  }
}

/** `place` is the place in the picture times the depth, and the depth: divided again, it is straight as the lens had it. */
function paper(map: THREE.Texture, how: Partial<THREE.ShaderMaterialParameters>): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    uniforms: { map: { value: map }, opacity: { value: 1 }, soft: { value: 0 } },
    vertexShader: `
      attribute vec3 place;
      varying vec3 at;
      void main() {
        at = place;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: `
      uniform sampler2D map;
      uniform float opacity, soft;
      varying vec3 at;
      void main() {
        vec2 uv = at.xy / at.z;
        vec2 edge = min(uv, 1.0 - uv);
        float inside = smoothstep(0.0, 0.12, min(edge.x, edge.y));
        gl_FragColor = vec4(texture2D(map, uv).rgb, opacity * mix(1.0, inside, soft));
        #include <colorspace_fragment>
      }`,
    depthTest: false, depthWrite: false, side: THREE.DoubleSide, ...how,
  });
}

/** The lens's grid, every point as far away as the floor or the stands are there; cells that see no light are left out. */
function sheet(camera: Camera, reach: number): THREE.BufferGeometry {
  const { lens } = camera;
  const side = Math.round(Math.sqrt(lens.length));
  const [at, right, down, ahead] = [camera.at, camera.right, camera.down, camera.ahead].map((p) => new THREE.Vector3(...p));
  const [points, place]: [number[], number[]] = [[], []];
  lens.forEach((ideal, k) => {
    const ray = ahead.clone().addScaledVector(right, ideal?.[0] ?? 0).addScaledVector(down, ideal?.[1] ?? 0);
    const depth = Math.max(1, Math.min(toFloor(at, ray), toStands(at, ray, reach)));
    points.push(...at.clone().addScaledVector(ray, depth).toArray());
    place.push(((k % side) / (side - 1)) * depth, (Math.floor(k / side) / (side - 1)) * depth, depth);
  });
  const index: number[] = [];
  for (let j = 0; j + 1 < side; j++) {
    for (let i = 0; i + 1 < side; i++) {
      const [a, b, c, d] = [j * side + i, j * side + i + 1, (j + 1) * side + i, (j + 1) * side + i + 1];
      if (lens[a] && lens[b] && lens[c] && lens[d]) index.push(a, b, d, a, d, c);
    }
  }
  const shape = new THREE.BufferGeometry();
  shape.setAttribute("position", new THREE.Float32BufferAttribute(points, 3));
  shape.setAttribute("place", new THREE.Float32BufferAttribute(place, 3));
  shape.setIndex(index);
  return shape;
}

function toFloor(at: THREE.Vector3, ray: THREE.Vector3): number {
  return ray.z < -1e-6 && at.z > 0 ? -at.z / ray.z : Number.POSITIVE_INFINITY;
}

/** To where the ray leaves the ring of the stands; where it never enters it, as far as the ring's middle is. */
function toStands(at: THREE.Vector3, ray: THREE.Vector3, reach: number): number {
  const a = ray.x * ray.x + ray.y * ray.y;
  const b = at.x * ray.x + at.y * ray.y;
  const left = b * b - a * (at.x * at.x + at.y * at.y - reach * reach);
  const out = a > 1e-9 && left > 0 ? (-b + Math.sqrt(left)) / a : -1;
  return out > 0 ? out : Math.max(reach, Math.hypot(at.x, at.y));
}
