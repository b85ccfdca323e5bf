// The view through the venue's cameras: the current one, the sweep from one to the next, and all of them in a strip.

import * as THREE from "three";
import { ImageCache, ProjectedImage } from "./camera_images";
import type { Rig } from "./rig";
import type { Camera } from "./server";
import type { Views } from "./views";

/** Duration of a sweep from camera to camera, s. */
const SWEEP_S = 1.7;
/** A tour does not cross a wider angle than this without a camera, rad. */
const MAX_GAP = (150 * Math.PI) / 180;
const STRIP_PX = 192;
/** Requests of the strip that may be pending, of all cameras together. */
const STRIP_AT_ONCE = 2;
const BODIES = [1, 0.5, 0];
/** Largest change of an image's opacity, 1/s. */
const MAX_FADE = 4;

const smoothstep = (from: number, to: number, x: number) => THREE.MathUtils.smoothstep(x, from, to);

interface CameraView {
  camera: Camera;
  projected: ProjectedImage;
  images: ImageCache;
  thumbnails: ImageCache;
  thumbnail: HTMLCanvasElement;
  drawn: unknown;
  /** Opacity of its image now, 0 to 1. */
  opacity: number;
}

export class Cameras {
  readonly group = new THREE.Group();
  /** Opacity of the bodies in the image, 0 to 1. */
  bodies = 1;
  /** The camera whose view is shown or being moved to. */
  current: number | null = null;
  /** Direction of the running tour; 0 without one. */
  private tour: 1 | -1 | 0 = 0;
  private from: number | null = null;
  private pivot = new THREE.Vector3();
  private cameraViews: CameraView[] = [];
  private order: number[] = [];
  private closed = false;
  private reported = new Set<string>();
  private nextThumbnail = 0;
  private open = false;
  private readonly mix: HTMLInputElement;

  constructor(
    private readonly rig: Rig,
    private readonly views: Views,
    private readonly strip: HTMLElement,
    private readonly showMessage: (words: string, bad?: boolean) => void,
  ) {
    this.mix = strip.querySelector("input") as HTMLInputElement;
    this.mix.oninput = () => (this.bodies = Number(this.mix.value) / 100);
    this.mix.onchange = () => this.mix.blur();
  }

  set(cameras: Camera[], live: boolean, field: [number, number]): void {
    const reach = Math.hypot(...field) / 2 + 6;
    for (const { projected, images, thumbnails, thumbnail } of this.cameraViews) {
      projected.dispose();
      images.clear();
      thumbnails.clear();
      thumbnail.parentElement?.remove();
    }
    this.group.clear();
    this.current = this.from = null;
    this.tour = 0;
    const wide = Math.min(2, window.devicePixelRatio) * window.innerWidth;
    this.cameraViews = cameras.map((camera, i) => {
      const fail = (words: string) => this.fail(i, words);
      const none = !camera.has_images && !live;
      const projected = new ProjectedImage(camera, reach);
      this.group.add(projected.group);
      return {
        camera, projected, drawn: null, opacity: 0,
        images: new ImageCache(camera.name, Math.min(camera.size_px[0], wide > 1400 ? 1920 : 1280), none ? 0 : 24, none ? 0 : 3, fail),
        thumbnails: new ImageCache(camera.name, STRIP_PX, none ? 0 : 8, none ? 0 : 1, () => {}),
        thumbnail: this.addThumbnail(camera, i),
      };
    });
    this.show(this.open);
  }

  get any(): boolean {
    return this.cameraViews.some((view) => view.camera.has_images);
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Opens or closes the strip of all cameras. */
  show(open: boolean): void {
    this.open = open;
    this.strip.hidden = !open || this.cameraViews.length === 0;
  }

  private addThumbnail(camera: Camera, i: number): HTMLCanvasElement {
    const [button, canvas, name] = [document.createElement("button"), document.createElement("canvas"), document.createElement("span")];
    canvas.height = 108;
    canvas.width = Math.round((108 * camera.size_px[0]) / camera.size_px[1]);
    name.textContent = `${i + 1} ${camera.name}`;
    button.title = `Through ${camera.name}${i < 9 ? ` (${i + 1})` : ""}`;
    button.append(canvas, name);
    button.onclick = () => {
      this.through(i);
      button.blur();
    };
    this.strip.querySelector("div")?.append(button);
    return canvas;
  }

  private fail(i: number, words: string): void {
    if (i !== this.current || this.reported.has(words)) return;
    this.reported.add(words);
    this.showMessage(words, true);
  }

  /** Cycles the opacity of the bodies: all, half, none. */
  fade(): number {
    const next = BODIES.findIndex((b) => b < this.bodies - 1e-6);
    this.bodies = BODIES[next < 0 ? 0 : next];
    this.mix.value = `${this.bodies * 100}`;
    return this.bodies;
  }

  /** Sorts the cameras by their angle around the action, from one end of the widest gap to the other. */
  private arrange(pivot: THREE.Vector3): void {
    this.pivot.copy(pivot);
    const angle = (i: number) => Math.atan2(this.cameraViews[i].camera.position_m[1] - pivot.y, this.cameraViews[i].camera.position_m[0] - pivot.x);
    const all = this.cameraViews.map((_, i) => i).sort((a, b) => angle(a) - angle(b));
    const gap = (k: number) => {
      const d = angle(all[(k + 1) % all.length]) - angle(all[k]);
      return k + 1 === all.length ? d + 2 * Math.PI : d;
    };
    let widest = 0;
    all.forEach((_, k) => {
      if (gap(k) > gap(widest)) widest = k;
    });
    this.closed = all.length > 2 && gap(widest) < MAX_GAP;
    this.order = all.map((_, k) => all[(widest + 1 + k) % all.length]);
  }

  /** Moves the eye around `pivot` to a camera and shows its view. */
  through(i: number, pivot: THREE.Vector3 = this.views.middle): void {
    if (!this.cameraViews[i] || (this.views.mode === "camera" && this.current === i && !this.tour)) return;
    this.tour = 0;
    this.arrange(pivot);
    this.go(i);
    if (this.cameraViews[i].camera.has_images && !this.open) this.show(true);
    this.showMessage(`Camera ${this.cameraViews[i].camera.name}`);
  }

  private go(i: number): void {
    this.from = this.views.mode === "camera" ? this.current : null;
    if (this.from === i) this.from = null;
    this.current = i;
    this.views.stand(() => this.rig.pose(i, this.pivot), this.pivot, this.tour ? "evenly" : "gently", SWEEP_S);
  }

  /** To the next camera around the action; from elsewhere to the nearest one. */
  next(by: 1 | -1): void {
    this.tour = 0;
    const to = this.after(by);
    if (to === null) return this.showMessage("No camera stands further around on this side");
    this.go(to);
    this.showMessage(`Camera ${this.cameraViews[to].camera.name}`);
  }

  private after(by: 1 | -1): number | null {
    if (this.views.mode !== "camera" || this.current === null) {
      this.arrange(this.views.middle);
      return this.nearest();
    }
    const next = this.order.indexOf(this.current) + by;
    if (this.closed) return this.order[(next + this.order.length) % this.order.length];
    return this.order[next] ?? null;
  }

  private nearest(): number | null {
    const far = (i: number) => this.views.eye.distanceTo(new THREE.Vector3(...this.cameraViews[i].camera.position_m));
    return this.order.reduce<number | null>((best, i) => (best === null || far(i) < far(best) ? i : best), null);
  }

  /** Starts or stops a tour from camera to camera around the instant. True where it started. */
  toggleTour(): boolean {
    if (this.tour) {
      this.tour = 0;
      return false;
    }
    if (this.cameraViews.length < 2) return false;
    this.arrange(this.views.middle);
    this.tour = 1;
    if (this.any && !this.open) this.show(true);
    if (this.views.mode === "camera" && this.current !== null) this.continueTour();
    else {
      const first = this.nearest();
      if (first !== null) this.go(first);
    }
    return true;
  }

  get isTouring(): boolean {
    return this.tour !== 0;
  }

  private continueTour(): void {
    if (!this.tour) return;
    let to = this.after(this.tour);
    if (to === null) {
      this.tour = this.tour === 1 ? -1 : 1;
      to = this.after(this.tour);
    }
    if (to !== null) this.go(to);
  }

  /** Whether an image covers the venue. */
  get covers(): boolean {
    return this.views.mode === "camera" && this.current !== null && this.cameraViews[this.current].projected.group.visible;
  }

  /** Shows the images of an instant. `speed` is 0 where playback is paused; `passed` is the time since the last call, s. */
  update(time: number, speed: number, passed: number): void {
    const through = this.views.mode === "camera" ? this.current : null;
    if (through === null) this.tour = 0;
    const swept = this.views.swept;
    if (through !== null && this.tour && swept >= 1) this.continueTour();
    // During a sweep an image has soft edges and no people; at the camera it is shown as it is.
    const soft = smoothstep(0, 0.1, Math.min(swept, 1 - swept));
    const under = through !== null && this.from !== null ? this.cameraViews[through].projected : null;
    const share = under ? smoothstep(0.3, 0.7, swept) : 1;
    // The image that lies under the other comes first.
    const order = this.cameraViews.map((_, i) => i).sort((a, b) => Number(b === through) - Number(a === through));
    for (const i of order) {
      const view = this.cameraViews[i];
      let target = 0;
      if (i === through) target = under ? smoothstep(0, 0.2, swept) : smoothstep(0.4, 0.95, swept);
      else if (under && i === this.from) target = 1 - smoothstep(0.8, 1, swept);
      // Opacity never jumps.
      view.opacity += THREE.MathUtils.clamp(target - view.opacity, -MAX_FADE * passed, MAX_FADE * passed);
      const wanted = i === through || view.opacity > 0;
      if (wanted) view.images.prefetch(time, speed);
      const image = wanted ? view.images.at(time) ?? view.images.near(time) : view.projected.shown;
      const how = i === through ? { share: 1, under: null } : { share: 1 - share, under };
      view.projected.show(image, { opacity: view.opacity, soft, ...how }, this.bodies);
    }
    // The neighbours' images are requested before the eye moves there.
    if (through !== null && speed === 0) {
      for (const by of [1, -1] as const) {
        const to = this.after(by);
        if (to !== null) this.cameraViews[to].images.prefetch(time, 0);
      }
    }
    if (this.open) this.updateThumbnails(time);
  }

  /** Cuts the people of `scene` out of the images that are drawn from another camera's position. */
  cutOut(renderer: THREE.WebGLRenderer, scene: THREE.Scene): void {
    for (const { projected } of this.cameraViews) projected.cutOut(renderer, scene);
  }

  /** Updates the strip: a few cameras at a time, in turn; all of them once playback is paused. */
  private updateThumbnails(time: number): void {
    let pending = this.cameraViews.reduce((sum, view) => sum + view.thumbnails.pending, 0);
    for (let k = 0; k < this.cameraViews.length && pending < STRIP_AT_ONCE; k++) {
      const { thumbnails } = this.cameraViews[this.nextThumbnail];
      this.nextThumbnail = (this.nextThumbnail + 1) % this.cameraViews.length;
      const before = thumbnails.pending;
      thumbnails.prefetch(time, 0);
      pending += thumbnails.pending - before;
    }
    this.cameraViews.forEach((view, i) => {
      view.thumbnail.parentElement?.classList.toggle("on", i === this.current && this.views.mode === "camera");
      const image = view.thumbnails.at(time) ?? view.thumbnails.near(time);
      if (!image || image === view.drawn) return;
      view.drawn = image;
      view.thumbnail.getContext("2d")?.drawImage(image.bitmap, 0, 0, view.thumbnail.width, view.thumbnail.height);
    });
  }

  /** What is shown of a camera now, for tests of the page. */
  shown(i: number): { time: number; width: number } | null {
    const { projected } = this.cameraViews[i] ?? {};
    return projected?.group.visible && projected.shown ? { time: projected.shown.time, width: projected.shown.size[0] } : null;
  }
}
