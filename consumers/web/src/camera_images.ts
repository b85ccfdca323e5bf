// The venue cameras' images: prefetched around the playback time and projected onto the venue.
//
// An image lies in the venue as a sheet, on the floor and up the stands. Every pixel of the sheet lies on the ray that the
// lens sent there, so from the camera's place it covers what the camera saw, to the pixel, whatever the eye's own lens;
// from elsewhere the floor is still where it is, and mask would lie on it: on the way from camera to camera they are cut out of
// the images, bodies stand for them, and what one camera could not see behind them comes from the other.

import * as THREE from "three";
import * as server from "./server";
import { PersonMask } from "./person_mask";
import type { Camera, Image } from "./server";

/** After a refusal nothing is asked for so long, ms. */
const PAUSE_MS = 2000;
/** Where bodies are drawn is 0. */
const BEHIND = -1;
const BEFORE = 9;

/** One camera's images of one size. */
export class ImageCache {
  private kept: Image[] = [];
  private asked: number[] = [];
  private quietUntil = 0;
  /** Estimated interval between images, s. */
  private step = 0.04;

  constructor(
    readonly camera: string,
    private readonly width: number,
    private readonly most: number,
    private readonly atOnce: number,
    private readonly onFailure: (words: string) => void,
  ) {}

  /** How many were asked for and are not here yet. */
  get pending(): number {
    return this.asked.length;
  }

  /** The image of an instant; null while it is not here. */
  at(time: number): Image | null {
    return this.kept.find((p) => time >= p.from && time < p.until) ?? null;
  }

  /** The one nearest to an instant, of those that are here. */
  near(time: number): Image | null {
    let best: Image | null = null;
    for (const p of this.kept) if (!best || Math.abs(p.time - time) < Math.abs(best.time - time)) best = p;
    return best && Math.abs(best.time - time) < 0.5 ? best : null;
  }

  /** Asks for the image of an instant, and for the next ones where it plays on at that speed. False where it has to wait. */
  prefetch(time: number, speed: number): boolean {
    const instants = speed > 0 ? [0, 1, 2, 3].map((i) => time + i * Math.max(this.step, speed / 40)) : [time];
    for (const instant of instants) {
      if (this.at(instant) || this.asked.some((t) => Math.abs(t - instant) < this.step * 0.6)) continue;
      if (this.asked.length >= this.atOnce || performance.now() < this.quietUntil) return false;
      void this.request(instant);
    }
    return true;
  }

  private async request(instant: number): Promise<void> {
    this.asked.push(instant);
    try {
      this.store(await server.image(this.camera, instant, this.width), instant);
    } catch (error) {
      this.quietUntil = performance.now() + PAUSE_MS;
      this.onFailure((error as Error).message);
    } finally {
      this.asked.splice(this.asked.indexOf(instant), 1);
    }
  }

  /** Evicts the images furthest from the last request. */
  private store(image: Image, instant: number): void {
    const same = this.kept.findIndex((p) => p.time === image.time);
    if (same >= 0) this.kept.splice(same, 1)[0].bitmap.close();
    this.kept.push(image);
    const width = image.until - image.from;
    if (width > 1e-3 && width < 0.3) this.step = width;
    while (this.kept.length > this.most) {
      const far = (p: Image) => Math.abs(p.time - instant);
      const last = this.kept.reduce((a, b) => (far(b) > far(a) ? b : a));
      this.kept.splice(this.kept.indexOf(last), 1);
      last.bitmap.close();
    }
  }

  clear(): void {
    for (const image of this.kept) image.bitmap.close();
    this.kept = [];
  }
}

type Mesh = THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>;

/** How an image is seen: how much of it; how soft its edges and how well mask are cut out, 0 to 1; what part in the two it has
 * where a second image of the same place lies under it. */
export interface ImageProjection {
  seen: number;
  soft: number;
  share: number;
  under: ProjectedImage | null;
}

/** One camera's sheet. */
export class ProjectedImage {
  readonly group = new THREE.Group();
  private readonly texture = new THREE.Texture();
  private readonly behind: Mesh;
  private readonly before: Mesh;
  private readonly mask: PersonMask;
  shown: Image | null = null;

  /** `reach`: from the middle of the field to the stands, m. */
  constructor(camera: Camera, reach: number) {
    const shape = sheet(camera, reach);
    this.mask = new PersonMask(camera);
    this.texture.colorSpace = THREE.SRGBColorSpace;
    this.texture.flipY = false;
    this.texture.generateMipmaps = false;
    this.texture.minFilter = THREE.LinearFilter;
    // Blended, and yet drawn among what is not: after the venue, before the bodies.
    this.behind = new THREE.Mesh(shape, paper(this.texture, this.mask, {
      blending: THREE.CustomBlending, blendSrc: THREE.SrcAlphaFactor, blendDst: THREE.OneMinusSrcAlphaFactor,
    }));
    this.before = new THREE.Mesh(shape, paper(this.texture, this.mask, { transparent: true }));
    this.behind.frustumCulled = this.before.frustumCulled = false;
    this.group.add(this.behind, this.before);
    this.group.visible = false;
  }

  /** Nothing is shown before the first image, nor where `seen` is next to nothing. `bodies`: how much of them is seen in it. */
  show(image: Image | null, how: ImageProjection, bodies: number): void {
    this.group.visible = image !== null && how.seen > 0.001;
    if (image && image !== this.shown) {
      if (this.shown && this.shown.size.join() !== image.size.join()) this.texture.dispose();
      this.texture.image = image.bitmap;
      this.texture.needsUpdate = true;
      this.shown = image;
    }
    const under = how.under?.group.visible ? how.under : null;
    this.behind.renderOrder = BEHIND - (how.under ? 0 : 0.5);
    this.before.renderOrder = BEFORE - (how.under ? 0 : 0.5);
    for (const { material } of [this.behind, this.before]) {
      const { uniforms } = material;
      uniforms.soft.value = how.soft;
      uniforms.share.value = how.share;
      uniforms.others.value = under ? 1 - how.share : 0;
      if (under) [uniforms.otherSees.value, uniforms.otherPeople.value] = [under.mask.imageFromWorld, under.mask.texture];
    }
    this.behind.material.uniforms.seen.value = how.seen;
    // On the way bodies stand for the mask who were cut out.
    this.before.material.uniforms.seen.value = how.seen * (1 - bodies) * (1 - how.soft);
    this.before.visible = bodies < 0.999;
  }

  /** Draws where mask stand in the image: those of `scene` on the layer of mask. */
  cutOut(renderer: THREE.WebGLRenderer, scene: THREE.Scene): void {
    if (this.group.visible && this.behind.material.uniforms.soft.value > 0) this.mask.draw(renderer, scene);
  }

  dispose(): void {
    this.texture.dispose();
    this.behind.geometry.dispose();
    this.behind.material.dispose();
    this.before.material.dispose();
    this.mask.dispose();
  }
}

/** `place` is the place in the image times the depth, and the depth: divided again, it is straight as the lens had it. */
function paper(map: THREE.Texture, mask: PersonMask, how: Partial<THREE.ShaderMaterialParameters>): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    uniforms: {
      map: { value: map }, seen: { value: 1 }, soft: { value: 0 }, share: { value: 1 }, others: { value: 0 },
      imageFromWorld: { value: mask.imageFromWorld }, mask: { value: mask.texture },
      otherSees: { value: mask.imageFromWorld }, otherPeople: { value: mask.texture },
    },
    vertexShader: `
      attribute vec3 place;
      uniform mat4 imageFromWorld, otherSees;
      varying vec3 at;
      varying vec4 own, other;
      void main() {
        at = place;
        own = imageFromWorld * vec4(position, 1.0);
        other = otherSees * vec4(position, 1.0);
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: `
      uniform sampler2D map, mask, otherPeople;
      uniform float seen, soft, share, others;
      varying vec3 at;
      varying vec4 own, other;
      float within(vec2 uv) {
        vec2 edge = min(uv, 1.0 - uv);
        return smoothstep(0.0, 0.12, min(edge.x, edge.y));
      }
      float free(sampler2D drawn, vec4 there) {
        return 1.0 - texture2D(drawn, 0.5 + 0.5 * there.xy / there.w).r;
      }
      void main() {
        vec2 uv = at.xy / at.z;
        float clear = mix(1.0, within(uv) * free(mask, own), soft);
        // What both cameras see is blended from both.
        float both = others * (other.w > 0.0 ? within(0.5 + 0.5 * other.xy / other.w) * free(otherPeople, other) : 0.0);
        float part = max(share, 0.02);
        gl_FragColor = vec4(texture2D(map, uv).rgb, seen * clear * part / (part + both));
        #include <colorspace_fragment>
      }`,
    depthTest: false, depthWrite: false, side: THREE.DoubleSide, ...how,
  });
}

/** The lens's grid, every point as far away as the floor or the stands are there; cells that see no light are left out. */
function sheet(camera: Camera, reach: number): THREE.BufferGeometry {
  const grid = camera.ideal_grid;
  const side = Math.round(Math.sqrt(grid.length));
  const [at, right, down, ahead] = [camera.position_m, camera.right, camera.down, camera.forward].map((p) => new THREE.Vector3(...p));
  const [points, place]: [number[], number[]] = [[], []];
  grid.forEach((ideal, k) => {
    const ray = ahead.clone().addScaledVector(right, ideal?.[0] ?? 0).addScaledVector(down, ideal?.[1] ?? 0);
    const depth = Math.max(1, Math.min(toFloor(at, ray), toStands(at, ray, reach)));
    points.push(...at.clone().addScaledVector(ray, depth).toArray());
    place.push(((k % side) / (side - 1)) * depth, (Math.floor(k / side) / (side - 1)) * depth, depth);
  });
  const index: number[] = [];
  for (let j = 0; j + 1 < side; j++) {
    for (let i = 0; i + 1 < side; i++) {
      const [a, b, c, d] = [j * side + i, j * side + i + 1, (j + 1) * side + i, (j + 1) * side + i + 1];
      if (grid[a] && grid[b] && grid[c] && grid[d]) index.push(a, b, d, a, d, c);
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
