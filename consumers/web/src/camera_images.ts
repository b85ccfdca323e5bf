// The venue cameras' images: prefetched around the playback time and projected onto the venue.
//
// An image is drawn onto the venue: on the floor and up the stands. Every pixel lies on the ray through which the lens saw it,
// so from the camera's position the image covers what the camera saw, to the pixel, whatever the eye's own lens. From elsewhere
// the floor is still right, but people would lie flat on it. During a sweep from camera to camera people are therefore cut out
// of the images, bodies are drawn in their stead, and what they hide from one camera comes from the other.

import * as THREE from "three";
import * as server from "./server";
import { PersonMask } from "./person_mask";
import type { Camera, Image } from "./server";

/** Pause after a refused request, ms. */
const PAUSE_MS = 2000;
/** Render orders of an image behind and in front of the bodies, which have 0. */
const BEHIND = -1;
const BEFORE = 9;

/** One camera's images of one size. */
export class ImageCache {
  private images: Image[] = [];
  private requested: number[] = [];
  private quietUntil = 0;
  /** Estimated interval between images, s. */
  private step = 0.04;

  constructor(
    readonly camera: string,
    private readonly width: number,
    private readonly capacity: number,
    private readonly atOnce: number,
    private readonly onFailure: (words: string) => void,
  ) {}

  /** Number of images that were requested and have not arrived. */
  get pending(): number {
    return this.requested.length;
  }

  /** The image of an instant; null until it has arrived. */
  at(time: number): Image | null {
    return this.images.find((p) => time >= p.from && time < p.until) ?? null;
  }

  /** The cached image nearest to an instant. */
  near(time: number): Image | null {
    let best: Image | null = null;
    for (const p of this.images) if (!best || Math.abs(p.time - time) < Math.abs(best.time - time)) best = p;
    return best && Math.abs(best.time - time) < 0.5 ? best : null;
  }

  /** Requests the image of an instant, and the next ones where playback goes on at that speed. False where requests have to wait. */
  prefetch(time: number, speed: number): boolean {
    const instants = speed > 0 ? [0, 1, 2, 3].map((i) => time + i * Math.max(this.step, speed / 40)) : [time];
    for (const instant of instants) {
      if (this.at(instant) || this.requested.some((t) => Math.abs(t - instant) < this.step * 0.6)) continue;
      if (this.requested.length >= this.atOnce || performance.now() < this.quietUntil) return false;
      void this.request(instant);
    }
    return true;
  }

  private async request(instant: number): Promise<void> {
    this.requested.push(instant);
    try {
      this.store(await server.image(this.camera, instant, this.width), instant);
    } catch (error) {
      this.quietUntil = performance.now() + PAUSE_MS;
      this.onFailure((error as Error).message);
    } finally {
      this.requested.splice(this.requested.indexOf(instant), 1);
    }
  }

  /** Evicts the images furthest from the last request. */
  private store(image: Image, instant: number): void {
    const same = this.images.findIndex((p) => p.time === image.time);
    if (same >= 0) this.images.splice(same, 1)[0].bitmap.close();
    this.images.push(image);
    const width = image.until - image.from;
    if (width > 1e-3 && width < 0.3) this.step = width;
    while (this.images.length > this.capacity) {
      const far = (p: Image) => Math.abs(p.time - instant);
      const last = this.images.reduce((a, b) => (far(b) > far(a) ? b : a));
      this.images.splice(this.images.indexOf(last), 1);
      last.bitmap.close();
    }
  }

  clear(): void {
    for (const image of this.images) image.bitmap.close();
    this.images = [];
  }
}

type Mesh = THREE.Mesh<THREE.BufferGeometry, THREE.ShaderMaterial>;

/** How an image is drawn. */
export interface ImageProjection {
  opacity: number;
  /** How soft the edges are, and how far people are cut out, 0 to 1. */
  soft: number;
  /** Weight of this image where a second image lies under it. */
  share: number;
  under: ProjectedImage | null;
}

/** One camera's image, drawn onto the venue. */
export class ProjectedImage {
  readonly group = new THREE.Group();
  private readonly texture = new THREE.Texture();
  private readonly behind: Mesh;
  private readonly before: Mesh;
  private readonly mask: PersonMask;
  shown: Image | null = null;

  /** `reach`: distance from the centre of the field to the stands, m. */
  constructor(camera: Camera, reach: number) {
    const shape = projectionSurface(camera, reach);
    this.mask = new PersonMask(camera);
    this.texture.colorSpace = THREE.SRGBColorSpace;
    this.texture.flipY = false;
    this.texture.generateMipmaps = false;
    this.texture.minFilter = THREE.LinearFilter;
    // Blended, yet drawn among the opaque objects: after the venue, before the bodies.
    this.behind = new THREE.Mesh(shape, projectionMaterial(this.texture, this.mask, {
      blending: THREE.CustomBlending, blendSrc: THREE.SrcAlphaFactor, blendDst: THREE.OneMinusSrcAlphaFactor,
    }));
    this.before = new THREE.Mesh(shape, projectionMaterial(this.texture, this.mask, { transparent: true }));
    this.behind.frustumCulled = this.before.frustumCulled = false;
    this.group.add(this.behind, this.before);
    this.group.visible = false;
  }

  /** Hidden before the first image and where its opacity is next to 0. `bodies`: opacity of the bodies in the image, 0 to 1. */
  show(image: Image | null, how: ImageProjection, bodies: number): void {
    this.group.visible = image !== null && how.opacity > 0.001;
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
      if (under) [uniforms.otherImageFromWorld.value, uniforms.otherMask.value] = [under.mask.imageFromWorld, under.mask.texture];
    }
    this.behind.material.uniforms.opacity.value = how.opacity;
    // During a sweep bodies are drawn in place of the people who were cut out.
    this.before.material.uniforms.opacity.value = how.opacity * (1 - bodies) * (1 - how.soft);
    this.before.visible = bodies < 0.999;
  }

  /** Draws the mask of the people in the image: the objects of `scene` on the mask layer. */
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

/** `imagePoint` is the position in the image times the depth, and the depth: divided by it in the shader, the image has the lens's perspective. */
function projectionMaterial(map: THREE.Texture, mask: PersonMask, how: Partial<THREE.ShaderMaterialParameters>): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    uniforms: {
      map: { value: map }, opacity: { value: 1 }, soft: { value: 0 }, share: { value: 1 }, others: { value: 0 },
      imageFromWorld: { value: mask.imageFromWorld }, mask: { value: mask.texture },
      otherImageFromWorld: { value: mask.imageFromWorld }, otherMask: { value: mask.texture },
    },
    vertexShader: `
      attribute vec3 imagePoint;
      uniform mat4 imageFromWorld, otherImageFromWorld;
      varying vec3 at;
      varying vec4 own, other;
      void main() {
        at = imagePoint;
        own = imageFromWorld * vec4(position, 1.0);
        other = otherImageFromWorld * vec4(position, 1.0);
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: `
      uniform sampler2D map, mask, otherMask;
      uniform float opacity, soft, share, others;
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
        float both = others * (other.w > 0.0 ? within(0.5 + 0.5 * other.xy / other.w) * free(otherMask, other) : 0.0);
        float part = max(share, 0.02);
        gl_FragColor = vec4(texture2D(map, uv).rgb, opacity * clear * part / (part + both));
        #include <colorspace_fragment>
      }`,
    depthTest: false, depthWrite: false, side: THREE.DoubleSide, ...how,
  });
}

/** The lens's grid, each point at the depth of the floor or the stands; cells outside the lens's image are left out. */
function projectionSurface(camera: Camera, reach: number): THREE.BufferGeometry {
  const grid = camera.ideal_grid;
  const side = Math.round(Math.sqrt(grid.length));
  const [at, right, down, ahead] = [camera.position_m, camera.right, camera.down, camera.forward].map((p) => new THREE.Vector3(...p));
  const [points, imagePoints]: [number[], number[]] = [[], []];
  grid.forEach((ideal, k) => {
    const ray = ahead.clone().addScaledVector(right, ideal?.[0] ?? 0).addScaledVector(down, ideal?.[1] ?? 0);
    const depth = Math.max(1, Math.min(toFloor(at, ray), toStands(at, ray, reach)));
    points.push(...at.clone().addScaledVector(ray, depth).toArray());
    imagePoints.push(((k % side) / (side - 1)) * depth, (Math.floor(k / side) / (side - 1)) * depth, depth);
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
  shape.setAttribute("imagePoint", new THREE.Float32BufferAttribute(imagePoints, 3));
  shape.setIndex(index);
  return shape;
}

function toFloor(at: THREE.Vector3, ray: THREE.Vector3): number {
  return ray.z < -1e-6 && at.z > 0 ? -at.z / ray.z : Number.POSITIVE_INFINITY;
}

/** Depth at which the ray leaves the ring of the stands; where it never enters the ring, the distance of the ring's centre. */
function toStands(at: THREE.Vector3, ray: THREE.Vector3, reach: number): number {
  const a = ray.x * ray.x + ray.y * ray.y;
  const b = at.x * ray.x + at.y * ray.y;
  const left = b * b - a * (at.x * at.x + at.y * at.y - reach * reach);
  const out = a > 1e-9 && left > 0 ? (-b + Math.sqrt(left)) / a : -1;
  return out > 0 ? out : Math.max(reach, Math.hypot(at.x, at.y));
}
