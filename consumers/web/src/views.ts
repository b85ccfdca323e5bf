// Where the eye is: broadcast, orbit, following, through an athlete's eyes, through a venue camera, along a saved path.

import * as THREE from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { JOINT, type Point } from "./frame";
import type { Pose } from "./rig";
import type { InterpolatedFrame } from "./store";
import { middle } from "./store";

export type Mode = "broadcast" | "orbit" | "follow" | "eyes" | "ball" | "path" | "camera";

const SWEEP_S = 1.1;
/** Duration of a path's leg from key to key, s. */
const LEG_S = 2;
const STORE = "trackside.path";

const ZENITH = new THREE.Vector3(0, 0, 1);

/** Slow at both ends. */
const ease = (t: number) => t * t * t * (t * (6 * t - 15) + 10);

/** The point at `share` of a motion around `pivot`, the shorter way: distance, angle and height are interpolated. */
function around(from: THREE.Vector3, to: THREE.Vector3, pivot: THREE.Vector3, share: number): THREE.Vector3 {
  const [a, b] = [from.clone().sub(pivot), to.clone().sub(pivot)];
  const turn = Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
  const angle = Math.atan2(a.y, a.x) + turn * share;
  const far = THREE.MathUtils.lerp(Math.hypot(a.x, a.y), Math.hypot(b.x, b.y), share);
  return new THREE.Vector3(far * Math.cos(angle), far * Math.sin(angle), THREE.MathUtils.lerp(a.z, b.z, share)).add(pivot);
}

export class Views {
  mode: Mode = "broadcast";
  readonly controls: OrbitControls;
  private sweep: { from: Pose; to: Pose; began: number } | null = null;
  /** The keys of the camera path, each with the playback time that it shows, s. */
  private path: (Pose & { shows: number })[] = [];
  private playing: { began: number; seconds: number } | null = null;
  private readonly focus = new THREE.Vector3(0, 0, 1);
  private readonly facing = new THREE.Vector3(1, 0, 0);
  private home: { size: [number, number] } = { size: [28, 15] };
  private followed: THREE.Vector3 | null = null;
  private hasFocus = false;
  /** The move to a venue camera. */
  private standing: { pose: () => Pose | null; from: Pose; pivot: THREE.Vector3; evenly: boolean; began: number; seconds: number } | null = null;
  private share = 1;
  /** The target: the selected athlete, or the centre of play. */
  readonly middle = new THREE.Vector3(0, 0, 1);

  constructor(private readonly camera: THREE.PerspectiveCamera, canvas: HTMLElement) {
    this.controls = new OrbitControls(camera, canvas);
    this.controls.enableDamping = true;
    this.controls.dampingFactor = 0.08;
    this.controls.maxPolarAngle = Math.PI / 2 - 0.02;
    this.controls.minDistance = 0.6;
    this.controls.maxDistance = 250;
    this.controls.zoomToCursor = true;
    // Dragging the image leaves a moving view for the orbit.
    this.controls.addEventListener("start", () => {
      this.sweep = this.playing = null;
      if (this.mode === "broadcast" || this.mode === "eyes" || this.mode === "path" || this.mode === "camera") this.set("orbit");
    });
    try {
      this.path = (JSON.parse(localStorage.getItem(STORE) ?? "[]") as [Point, Point, number, number?][]).map(([at, target, fov, shows]) => ({
        at: new THREE.Vector3(...at), target: new THREE.Vector3(...target), fov, shows: shows ?? 0,
      }));
    } catch {
      this.path = [];
    }
  }

  field(size: [number, number] | null): void {
    this.home = { size: size ?? [16, 10] };
    const pose = this.broadcastPose();
    this.jump(pose);
  }

  set(mode: Mode): void {
    this.mode = mode;
    this.followed = null;
    this.camera.up.copy(ZENITH);
    if (mode !== "camera") this.standing = null;
    if (mode !== "path") this.playing = null;
    if (mode === "orbit" || mode === "follow" || mode === "ball") this.camera.fov = Math.min(this.camera.fov, 50);
    if (mode === "broadcast") this.to(this.broadcastPose());
    this.camera.updateProjectionMatrix();
  }

  /** Moves smoothly to that pose, independent of playback. */
  to(pose: Pose): void {
    this.sweep = { from: this.here(), to: pose, began: performance.now() };
  }

  /** Moves around `pivot` to a venue camera and stays there. */
  stand(pose: () => Pose | null, pivot: THREE.Vector3, how: "gently" | "evenly", seconds: number): void {
    const from = this.here();
    this.set("camera");
    this.sweep = null;
    this.share = 0;
    this.standing = { pose, from, pivot: pivot.clone(), evenly: how === "evenly", began: performance.now(), seconds };
  }

  /** Progress of the move to a camera, 0 to 1. */
  get swept(): number {
    return this.share;
  }

  get eye(): THREE.Vector3 {
    return this.camera.position;
  }

  private jump(pose: Pose): void {
    this.camera.up.copy(pose.up ?? ZENITH);
    this.camera.position.copy(pose.at);
    this.controls.target.copy(pose.target);
    this.camera.fov = pose.fov;
    this.camera.lookAt(pose.target);
    this.camera.updateProjectionMatrix();
  }

  private here(): Pose {
    return { at: this.camera.position.clone(), target: this.controls.target.clone(), fov: this.camera.fov, up: this.camera.up.clone() };
  }

  /** High on the long side, as a television camera; it pans with the play. */
  private broadcastPose(): Pose {
    const [length, width] = this.home.size;
    const away = Math.max(8, width * 0.5) + Math.min(length, 60) * 0.22;
    const half = Math.max(0, length / 2 - 7);
    const x = Math.max(-half, Math.min(half, this.focus.x));
    return {
      at: new THREE.Vector3(x * 0.55, -width / 2 - away, 3.2 + away * 0.42),
      target: new THREE.Vector3(x, this.focus.y * 0.45, 0.9),
      fov: length > 60 ? 19 : 34,
    };
  }

  get points(): number {
    return this.path.length;
  }

  /** Adds the current view to the path as a key that shows the playback time `shows`, s. */
  keep(shows: number): void {
    this.path.push({ ...this.here(), shows });
    this.save();
  }

  /** The path as `trackside export --path` reads it, of a recording that begins at `first`, s. */
  pathAsJson(first: number): string {
    const round = (v: number) => Math.round(v * 1e4) / 1e4;
    const keys = this.path.map((p, i) => ({
      t_s: LEG_S * i, shows_s: round(Math.max(0, p.shows - first)),
      position: p.at.toArray().map(round), target: p.target.toArray().map(round), fov_deg: round(p.fov),
    }));
    return `{"keys": [\n  ${keys.map((k) => JSON.stringify(k)).join(",\n  ")}\n]}\n`;
  }

  forget(): void {
    this.path = [];
    this.save();
  }

  private save(): void {
    localStorage.setItem(STORE, JSON.stringify(this.path.map((p) => [p.at.toArray(), p.target.toArray(), p.fov, p.shows])));
  }

  /** Flies along the path, which has two points or more. */
  fly(): void {
    this.set("path");
    this.sweep = null;
    this.playing = { began: performance.now(), seconds: LEG_S * (this.path.length - 1) };
  }

  update(instant: InterpolatedFrame | null, selected: number | null, passed: number): void {
    const now = performance.now();
    this.updateFocus(instant, passed);
    const target = middle(instant?.athletes.find((a) => a.id === selected)?.joints);
    if (target) this.middle.set(...target);
    else this.middle.copy(this.focus);
    if (this.standing) return this.toCamera(now);
    if (this.sweep) {
      const t = Math.min(1, (now - this.sweep.began) / 1000 / SWEEP_S);
      // Only the broadcast view's goal moves meanwhile.
      const to = this.mode === "broadcast" ? this.broadcastPose() : this.sweep.to;
      const { from } = this.sweep;
      const e = ease(t);
      const fov = from.fov + (to.fov - from.fov) * e;
      this.jump({ at: from.at.clone().lerp(to.at, e), target: from.target.clone().lerp(to.target, e), fov });
      if (t === 1) this.sweep = null;
      return;
    }
    if (this.mode === "path" && this.playing) return this.along(now);
    if (this.mode === "broadcast") return this.jump(this.broadcastPose());
    if (this.mode === "eyes") {
      const eyes = this.eyes(instant, selected);
      if (eyes) return this.jump(eyes);
    }
    if (this.mode === "follow" || this.mode === "ball") this.follow(instant, selected);
    this.controls.update();
  }

  private toCamera(now: number): void {
    const to = this.standing?.pose();
    if (!this.standing || !to) return;
    const { from, pivot, evenly, began, seconds } = this.standing;
    const t = Math.min(1, (now - began) / 1000 / seconds);
    const e = evenly ? t : ease(t);
    this.share = e;
    this.jump({
      at: around(from.at, to.at, pivot, e), target: from.target.clone().lerp(to.target, e), fov: from.fov + (to.fov - from.fov) * e,
      up: (from.up ?? ZENITH).clone().lerp(to.up ?? ZENITH, e).normalize(),
    });
  }

  private along(now: number): void {
    if (!this.playing) return;
    const t = Math.min(1, (now - this.playing.began) / 1000 / this.playing.seconds);
    const pointOn = (of: (p: Pose) => THREE.Vector3) => new THREE.CatmullRomCurve3(this.path.map(of), false, "centripetal").getPoint(ease(t));
    const k = Math.min(this.path.length - 2, Math.floor(ease(t) * (this.path.length - 1)));
    const share = ease(t) * (this.path.length - 1) - k;
    const fov = this.path[k].fov + (this.path[k + 1].fov - this.path[k].fov) * share;
    this.jump({ at: pointOn((p) => p.at), target: pointOn((p) => p.target), fov });
    if (t === 1) {
      this.playing = null;
      this.mode = "orbit";
    }
  }

  /** The low-pass filtered centre of play: the ball and the athletes. */
  private updateFocus(instant: InterpolatedFrame | null, passed: number): void {
    if (!instant) return;
    const sum = new THREE.Vector3();
    let weight = 0;
    for (const athlete of instant.athletes) {
      const at = athlete.state === "tentative" ? null : middle(athlete.joints);
      if (at) {
        sum.add(new THREE.Vector3(...at));
        weight += 1;
      }
    }
    if (instant.ball) {
      sum.addScaledVector(new THREE.Vector3(...instant.ball.at), 3);
      weight += 3;
    }
    if (weight === 0) return;
    sum.divideScalar(weight);
    // A leap far away is a cut, not a pan.
    if (!this.hasFocus || this.focus.distanceTo(sum) > 12) this.focus.copy(sum);
    else this.focus.lerp(sum, 1 - Math.exp(-1.2 * passed));
    this.hasFocus = true;
  }

  private follow(instant: InterpolatedFrame | null, selected: number | null): void {
    const athlete = instant?.athletes.find((a) => a.id === selected);
    const at = this.mode === "ball" ? instant?.ball?.at : middle(athlete?.joints);
    if (!at) return;
    const goal = new THREE.Vector3(...at);
    if (!this.followed) {
      this.followed = this.controls.target.clone();
      const far = this.camera.position.distanceTo(this.controls.target);
      const direction = this.camera.position.clone().sub(this.controls.target).normalize();
      direction.z = Math.max(direction.z, 0.18);
      this.to({ at: goal.clone().addScaledVector(direction.normalize(), Math.min(far, 6)), target: goal, fov: 40 });
      this.followed = goal;
      return;
    }
    const moved = goal.clone().sub(this.controls.target).multiplyScalar(0.25);
    this.controls.target.add(moved);
    this.camera.position.add(moved);
  }

  private eyes(instant: InterpolatedFrame | null, selected: number | null): Pose | null {
    const joints = instant?.athletes.find((a) => a.id === selected)?.joints;
    const [head, neck, nose] = [joints?.[JOINT.head], joints?.[JOINT.neck], joints?.[JOINT.nose]];
    if (!head || !neck || !nose) return null;
    const [top, bottom] = [new THREE.Vector3(...head), new THREE.Vector3(...neck)];
    const centre = top.clone().lerp(bottom, 0.4);
    const ahead = new THREE.Vector3(...nose).sub(centre);
    ahead.z = ahead.z * 0.3;
    this.facing.lerp(ahead.normalize(), 0.15).normalize();
    const at = centre.addScaledVector(this.facing, 0.12);
    return { at, target: at.clone().addScaledVector(this.facing, 6).setZ(at.z - 0.5), fov: 75 };
  }
}
