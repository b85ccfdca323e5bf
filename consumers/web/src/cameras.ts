// Through the venue's cameras: the one that is looked through, the sweep from one to the next, and all of them in a strip.

import * as THREE from "three";
import { ImageCache, ProjectedImage } from "./camera_images";
import type { Rig } from "./rig";
import type { Camera } from "./server";
import type { Views } from "./views";

/** From camera to camera, s. */
const SWEEP_S = 1.7;
/** Where no camera stands over a wider angle than this, nobody is led around there. */
const GAP = (150 * Math.PI) / 180;
const STRIP_PX = 192;
/** So many images of the strip are asked for at a time, of all cameras together. */
const STRIP_AT_ONCE = 2;
const BODIES = [1, 0.5, 0];
/** How fast an image comes and goes at most, a second. */
const FADE = 4;

const step = (from: number, to: number, x: number) => THREE.MathUtils.smoothstep(x, from, to);

interface Eye {
  camera: Camera;
  sheet: ProjectedImage;
  reel: ImageCache;
  small: ImageCache;
  thumb: HTMLCanvasElement;
  drawn: unknown;
  /** How much of its image is seen now, 0 to 1. */
  seen: number;
}

export class Cameras {
  readonly group = new THREE.Group();
  /** How much of the bodies is seen in the image, 0 to 1. */
  bodies = 1;
  /** The camera that is looked through, or that is being moved to. */
  current: number | null = null;
  /** Led around by itself, this way. */
  private rounding: 1 | -1 | 0 = 0;
  private from: number | null = null;
  private pivot = new THREE.Vector3();
  private eyes: Eye[] = [];
  private order: number[] = [];
  private closed = false;
  private reported = new Set<string>();
  private turn = 0;
  private open = false;
  private readonly mix: HTMLInputElement;

  constructor(
    private readonly rig: Rig,
    private readonly views: Views,
    private readonly strip: HTMLElement,
    private readonly say: (words: string, bad?: boolean) => void,
  ) {
    this.mix = strip.querySelector("input") as HTMLInputElement;
    this.mix.oninput = () => (this.bodies = Number(this.mix.value) / 100);
    this.mix.onchange = () => this.mix.blur();
  }

  set(cameras: Camera[], live: boolean, field: [number, number]): void {
    const reach = Math.hypot(...field) / 2 + 6;
    for (const { sheet, reel, small, thumb } of this.eyes) {
      sheet.dispose();
      reel.clear();
      small.clear();
      thumb.parentElement?.remove();
    }
    this.group.clear();
    this.current = this.from = null;
    this.rounding = 0;
    const wide = Math.min(2, window.devicePixelRatio) * window.innerWidth;
    this.eyes = cameras.map((camera, i) => {
      const fail = (words: string) => this.fail(i, words);
      const none = !camera.has_images && !live;
      const sheet = new ProjectedImage(camera, reach);
      this.group.add(sheet.group);
      return {
        camera, sheet, drawn: null, seen: 0,
        reel: new ImageCache(camera.name, Math.min(camera.size_px[0], wide > 1400 ? 1920 : 1280), none ? 0 : 24, none ? 0 : 3, fail),
        small: new ImageCache(camera.name, STRIP_PX, none ? 0 : 8, none ? 0 : 1, () => {}),
        thumb: this.thumb(camera, i),
      };
    });
    this.show(this.open);
  }

  get any(): boolean {
    return this.eyes.some((eye) => eye.camera.has_images);
  }

  get seen(): boolean {
    return this.open;
  }

  /** The strip of all cameras. */
  show(open: boolean): void {
    this.open = open;
    this.strip.hidden = !open || this.eyes.length === 0;
  }

  private thumb(camera: Camera, i: number): HTMLCanvasElement {
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
    this.say(words, true);
  }

  /** How much of the bodies is seen: all, half, none. */
  fade(): number {
    const place = BODIES.findIndex((b) => b < this.bodies - 1e-6);
    this.bodies = BODIES[place < 0 ? 0 : place];
    this.mix.value = `${this.bodies * 100}`;
    return this.bodies;
  }

  /** Cameras as they stand around the action, from one end of the widest gap to the other. */
  private arrange(pivot: THREE.Vector3): void {
    this.pivot.copy(pivot);
    const angle = (i: number) => Math.atan2(this.eyes[i].camera.position_m[1] - pivot.y, this.eyes[i].camera.position_m[0] - pivot.x);
    const all = this.eyes.map((_, i) => i).sort((a, b) => angle(a) - angle(b));
    const gap = (k: number) => {
      const d = angle(all[(k + 1) % all.length]) - angle(all[k]);
      return k + 1 === all.length ? d + 2 * Math.PI : d;
    };
    let widest = 0;
    all.forEach((_, k) => {
      if (gap(k) > gap(widest)) widest = k;
    });
    this.closed = all.length > 2 && gap(widest) < GAP;
    this.order = all.map((_, k) => all[(widest + 1 + k) % all.length]);
  }

  /** Looks through a camera; the eye goes there around what is looked at. */
  through(i: number, pivot: THREE.Vector3 = this.views.middle): void {
    if (!this.eyes[i] || (this.views.mode === "camera" && this.current === i && !this.rounding)) return;
    this.rounding = 0;
    this.arrange(pivot);
    this.go(i);
    if (this.eyes[i].camera.has_images && !this.open) this.show(true);
    this.say(`Camera ${this.eyes[i].camera.name}`);
  }

  private go(i: number): void {
    this.from = this.views.mode === "camera" ? this.current : null;
    if (this.from === i) this.from = null;
    this.current = i;
    this.views.stand(() => this.rig.pose(i, this.pivot), this.pivot, this.rounding ? "evenly" : "gently", SWEEP_S);
  }

  /** To the next camera around the action; from elsewhere to the nearest one. */
  next(by: 1 | -1): void {
    this.rounding = 0;
    const to = this.after(by);
    if (to === null) return this.say("No camera stands further around on this side");
    this.go(to);
    this.say(`Camera ${this.eyes[to].camera.name}`);
  }

  private after(by: 1 | -1): number | null {
    if (this.views.mode !== "camera" || this.current === null) {
      this.arrange(this.views.middle);
      return this.nearest();
    }
    const place = this.order.indexOf(this.current) + by;
    if (this.closed) return this.order[(place + this.order.length) % this.order.length];
    return this.order[place] ?? null;
  }

  private nearest(): number | null {
    const far = (i: number) => this.views.eye.distanceTo(new THREE.Vector3(...this.eyes[i].camera.position_m));
    return this.order.reduce<number | null>((best, i) => (best === null || far(i) < far(best) ? i : best), null);
  }

  /** Around the instant, from camera to camera, until it is called again. True where it began. */
  round(): boolean {
    if (this.rounding) {
      this.rounding = 0;
      return false;
    }
    if (this.eyes.length < 2) return false;
    this.arrange(this.views.middle);
    this.rounding = 1;
    if (this.any && !this.open) this.show(true);
    if (this.views.mode === "camera" && this.current !== null) this.on();
    else {
      const first = this.nearest();
      if (first !== null) this.go(first);
    }
    return true;
  }

  get leading(): boolean {
    return this.rounding !== 0;
  }

  private on(): void {
    if (!this.rounding) return;
    let to = this.after(this.rounding);
    if (to === null) {
      this.rounding = this.rounding === 1 ? -1 : 1;
      to = this.after(this.rounding);
    }
    if (to !== null) this.go(to);
  }

  /** Whether an image covers the venue. */
  get covers(): boolean {
    return this.views.mode === "camera" && this.current !== null && this.eyes[this.current].sheet.group.visible;
  }

  /** Shows the images of that instant; `speed` is 0 where it stands still, `passed` s since the last time. */
  update(time: number, speed: number, passed: number): void {
    const through = this.views.mode === "camera" ? this.current : null;
    if (through === null) this.rounding = 0;
    const swept = this.views.swept;
    if (through !== null && this.rounding && swept >= 1) this.on();
    // On the way soft at the edges and without people, and as the camera has it where it stands.
    const soft = step(0, 0.1, Math.min(swept, 1 - swept));
    const under = through !== null && this.from !== null ? this.eyes[through].sheet : null;
    const share = under ? step(0.3, 0.7, swept) : 1;
    // The one that lies under the other comes first.
    const order = this.eyes.map((_, i) => i).sort((a, b) => Number(b === through) - Number(a === through));
    for (const i of order) {
      const eye = this.eyes[i];
      let seen = 0;
      if (i === through) seen = under ? step(0, 0.2, swept) : step(0.4, 0.95, swept);
      else if (under && i === this.from) seen = 1 - step(0.8, 1, swept);
      // Whatever comes to pass, nothing is cut off at once.
      eye.seen += THREE.MathUtils.clamp(seen - eye.seen, -FADE * passed, FADE * passed);
      const wanted = i === through || eye.seen > 0;
      if (wanted) eye.reel.prefetch(time, speed);
      const image = wanted ? eye.reel.at(time) ?? eye.reel.near(time) : eye.sheet.shown;
      const how = i === through ? { share: 1, under: null } : { share: 1 - share, under };
      eye.sheet.show(image, { seen: eye.seen, soft, ...how }, this.bodies);
    }
    // Where it may go next is asked for before it is there.
    if (through !== null && speed === 0) {
      for (const by of [1, -1] as const) {
        const to = this.after(by);
        if (to !== null) this.eyes[to].reel.prefetch(time, 0);
      }
    }
    if (this.open) this.thumbs(time);
  }

  /** Cuts the people of `scene` out of the images that are seen from elsewhere. */
  cutOut(renderer: THREE.WebGLRenderer, scene: THREE.Scene): void {
    for (const { sheet } of this.eyes) sheet.cutOut(renderer, scene);
  }

  /** As many as there is time for, in turn; all of them once the instant is held. */
  private thumbs(time: number): void {
    let pending = this.eyes.reduce((sum, eye) => sum + eye.small.pending, 0);
    for (let k = 0; k < this.eyes.length && pending < STRIP_AT_ONCE; k++) {
      const { small } = this.eyes[this.turn];
      this.turn = (this.turn + 1) % this.eyes.length;
      const before = small.pending;
      small.prefetch(time, 0);
      pending += small.pending - before;
    }
    this.eyes.forEach((eye, i) => {
      eye.thumb.parentElement?.classList.toggle("on", i === this.current && this.views.mode === "camera");
      const image = eye.small.at(time) ?? eye.small.near(time);
      if (!image || image === eye.drawn) return;
      eye.drawn = image;
      eye.thumb.getContext("2d")?.drawImage(image.bitmap, 0, 0, eye.thumb.width, eye.thumb.height);
    });
  }

  /** What is shown of a camera now, for those who test the page. */
  shown(i: number): { time: number; width: number } | null {
    const { sheet } = this.eyes[i] ?? {};
    return sheet?.group.visible && sheet.shown ? { time: sheet.shown.time, width: sheet.shown.size[0] } : null;
  }
}
