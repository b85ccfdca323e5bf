// The athletes and the ball: a model, a ring, a name plate and a trail for each athlete.

import * as THREE from "three";
import { createModel, type AthleteModel, type Style } from "./athlete_models";
import type { Athlete, Ball, Point } from "./frame";
import { MASK_LAYER } from "./person_mask";
import type { Kit } from "./skinned_body";
import { middle, type InterpolatedFrame, type PoseSample, type Store } from "./store";

export interface DisplayOptions {
  style: Style;
  trails: boolean;
  names: boolean;
  speeds: boolean;
}

const TRAIL_S = 2.5;
const BALL_TRAIL_S = 1;

// Kits of the teams, in the order in which the teams appear; the ink is the number's.
const TEAMS: Pick<Kit, "shirt" | "shorts" | "socks" | "ink">[] = [
  { shirt: "#d9222a", shorts: "#b3151d", socks: "#d9222a", ink: "#ffffff" },
  { shirt: "#f2f4f8", shorts: "#e3e7ee", socks: "#f2f4f8", ink: "#10306b" },
  { shirt: "#f5c21b", shorts: "#20242c", socks: "#20242c", ink: "#20242c" },
];
// Athletes without a team differ by colour.
const SINGLES = ["#1f6fd6", "#e2462f", "#f0b41e", "#2ba35a", "#8d4fd1", "#16a5b5", "#e56ba6", "#8a96a8"];
const SKINS = ["#e0ac86", "#8d5a3b", "#c68a62", "#5c3a28", "#f0c7a5", "#a8734d"];
const HAIRS = ["#2a1c12", "#120d0a", "#5b3a1e", "#0d0b0a", "#8a6a3c"];

const teams: string[] = [];
const kits = new Map<string, Kit>();
export function kit(athlete: { id: number; team: string | null }): Kit {
  const key = `${athlete.id} ${athlete.team ?? ""}`;
  let existing = kits.get(key);
  if (!existing) kits.set(key, (existing = newKit(athlete.id, athlete.team)));
  return existing;
}

function newKit(id: number, team: string | null): Kit {
  const [skin, hair] = [SKINS[(id * 7) % SKINS.length], HAIRS[(id * 3) % HAIRS.length]];
  const rest = { skin, hair, shoes: id % 3 ? "#f5f5f5" : "#1c1f26" };
  if (team !== null) {
    if (!teams.includes(team)) teams.push(team);
    return { ...TEAMS[teams.indexOf(team) % TEAMS.length], ...rest };
  }
  const shirt = SINGLES[id % SINGLES.length];
  const dark = new THREE.Color(shirt).multiplyScalar(0.45);
  return { shirt, shorts: `#${dark.getHexString()}`, socks: "#eef1f5", ink: "#ffffff", ...rest };
}

/** Blue standing, green jogging, yellow running, red from 9 m/s on. */
export function speedColour(m_s: number, out = new THREE.Color()): THREE.Color {
  return out.setHSL(0.62 * (1 - Math.min(1, m_s / 9)), 0.9, 0.52);
}

export function speedOf(athlete: Athlete): number {
  return athlete.velocity ? Math.hypot(athlete.velocity[0], athlete.velocity[1]) : 0;
}

/** A band that is rebuilt at each drawing: on the ground it lies flat, in the air it faces the eye. */
export class Ribbon {
  readonly mesh: THREE.Mesh;
  private readonly position: THREE.BufferAttribute;
  private readonly colour: THREE.BufferAttribute;

  constructor(private readonly maxPoints: number, private readonly width: number) {
    const geometry = new THREE.BufferGeometry();
    this.position = new THREE.BufferAttribute(new Float32Array(maxPoints * 6), 3);
    this.colour = new THREE.BufferAttribute(new Float32Array(maxPoints * 8), 4);
    geometry.setAttribute("position", this.position);
    geometry.setAttribute("color", this.colour);
    const index: number[] = [];
    for (let i = 1; i < maxPoints; i++) index.push(2 * i - 2, 2 * i - 1, 2 * i, 2 * i, 2 * i - 1, 2 * i + 1);
    geometry.setIndex(index);
    const material = new THREE.MeshBasicMaterial({
      vertexColors: true, transparent: true, depthWrite: false, side: THREE.DoubleSide, toneMapped: false,
    });
    this.mesh = new THREE.Mesh(geometry, material);
    this.mesh.frustumCulled = false;
  }

  /** With an `eye` the band faces it; with null it lies on the ground. `paint` gives the colour of each point; opacity falls with age. */
  draw(points: [number, number, number, number][], eye: THREE.Vector3 | null, paint: (i: number, out: THREE.Color) => void): void {
    const from = Math.max(0, points.length - this.maxPoints);
    const n = points.length - from;
    const [at, ahead, side, up] = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3(0, 0, 1)];
    const colour = new THREE.Color();
    for (let i = 0; i < n; i++) {
      const p = points[from + i];
      const [a, b] = [points[Math.max(0, from + i - 1)], points[Math.min(points.length - 1, from + i + 1)]];
      at.set(p[0], p[1], eye ? p[2] : 0.012);
      ahead.set(b[0] - a[0], b[1] - a[1], eye ? b[2] - a[2] : 0);
      side.crossVectors(ahead, eye ? up.copy(eye).sub(at) : up).normalize();
      const age = n > 1 ? i / (n - 1) : 1;
      side.multiplyScalar(this.width * (eye ? 0.15 + 0.85 * age : 1) * 0.5);
      this.position.setXYZ(2 * i, at.x + side.x, at.y + side.y, at.z + side.z);
      this.position.setXYZ(2 * i + 1, at.x - side.x, at.y - side.y, at.z - side.z);
      paint(from + i, colour);
      this.colour.setXYZW(2 * i, colour.r, colour.g, colour.b, 0.75 * age);
      this.colour.setXYZW(2 * i + 1, colour.r, colour.g, colour.b, 0.75 * age);
    }
    this.position.needsUpdate = this.colour.needsUpdate = true;
    this.mesh.geometry.setDrawRange(0, Math.max(0, (n - 1) * 6));
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    (this.mesh.material as THREE.Material).dispose();
  }
}

/** A name on a plate that always faces the eye and keeps its size on the screen. */
class Plate {
  readonly sprite: THREE.Sprite;
  private readonly canvas = document.createElement("canvas");
  private readonly texture: THREE.CanvasTexture;
  private shown = "";

  constructor() {
    [this.canvas.width, this.canvas.height] = [256, 64];
    this.texture = new THREE.CanvasTexture(this.canvas);
    this.texture.colorSpace = THREE.SRGBColorSpace;
    this.sprite = new THREE.Sprite(
      new THREE.SpriteMaterial({ map: this.texture, sizeAttenuation: false, depthTest: false, toneMapped: false, transparent: true }),
    );
    this.sprite.center.set(0.5, 0);
    this.sprite.renderOrder = 10;
  }

  /** `halfHeight`: tangent of half the field of view, so that a plate has one size on the screen in every view. */
  show(name: string, speed: string, colour: string, halfHeight: number): void {
    this.sprite.scale.set(0.25 * halfHeight, 0.0625 * halfHeight, 1);
    const all = `${name}|${speed}|${colour}`;
    if (all === this.shown) return;
    this.shown = all;
    const draw = this.canvas.getContext("2d");
    if (!draw) return;
    draw.clearRect(0, 0, 256, 64);
    draw.font = "bold 36px Arial, sans-serif";
    const left = draw.measureText(name).width + 28;
    draw.font = "32px Arial, sans-serif";
    const right = speed ? draw.measureText(speed).width + 28 : 0;
    const x = (256 - left - right) / 2;
    draw.fillStyle = colour;
    draw.beginPath();
    draw.roundRect(x, 6, left, 50, right ? [10, 0, 0, 10] : 10);
    draw.fill();
    draw.fillStyle = "rgb(8 13 24 / 82%)";
    draw.beginPath();
    draw.roundRect(x + left, 6, right, 50, [0, 10, 10, 0]);
    draw.fill();
    draw.textBaseline = "middle";
    draw.fillStyle = new THREE.Color(colour).getHSL({ h: 0, s: 0, l: 0 }).l > 0.6 ? "#0b1626" : "#ffffff";
    draw.font = "bold 36px Arial, sans-serif";
    draw.fillText(name, x + 14, 33);
    draw.fillStyle = "#e8eef8";
    draw.font = "32px Arial, sans-serif";
    draw.fillText(speed, x + left + 14, 33);
    this.texture.needsUpdate = true;
  }

  dispose(): void {
    this.texture.dispose();
    this.sprite.material.dispose();
  }
}

interface DrawnAthlete {
  model: AthleteModel;
  style: Style;
  number: string;
  team: string | null;
  tinted: number;
  ring: THREE.Mesh;
  plate: Plate;
  trail: Ribbon;
  speed: number;
  at: Point;
}

export class Athletes {
  readonly group = new THREE.Group();
  readonly drawn = new Map<number, DrawnAthlete>();
  display: DisplayOptions = { style: "bodies", trails: false, names: true, speeds: false };
  selected: number | null = null;
  /** The athlete through whose eyes the view is; not drawn. */
  hidden: number | null = null;
  private halfHeight = 0.3;
  private readonly ball = new THREE.Group();
  private readonly ballShadow: THREE.Mesh;
  private readonly ballTrail = new Ribbon(160, 0.2);
  private readonly ringShape = new THREE.RingGeometry(0.4, 0.46, 48);
  private readonly blobShape = new THREE.CircleGeometry(0.55, 32);
  private readonly blob: THREE.MeshBasicMaterial;

  constructor() {
    const skin = new THREE.MeshStandardMaterial({ color: "#e06a1b", roughness: 0.55 });
    const shape = new THREE.Mesh(new THREE.SphereGeometry(0.12, 32, 20), skin);
    shape.castShadow = true;
    shape.layers.enable(MASK_LAYER);
    const seam = new THREE.MeshBasicMaterial({ color: "#1d120a" });
    for (const [x, y] of [[0, 0], [Math.PI / 2, 0], [0, Math.PI / 2]]) {
      const ring = new THREE.Mesh(new THREE.TorusGeometry(0.1195, 0.0022, 6, 48), seam);
      ring.rotation.set(x, y, 0);
      shape.add(ring);
    }
    this.ball.add(shape);
    this.blob = new THREE.MeshBasicMaterial({ map: softSpot(), transparent: true, depthWrite: false, opacity: 0.5, polygonOffset: true, polygonOffsetFactor: -4 });
    this.ballShadow = new THREE.Mesh(this.blobShape, this.blob);
    this.ballShadow.scale.setScalar(0.4);
    this.group.add(this.ball, this.ballShadow, this.ballTrail.mesh);
  }

  /** Shows the ball of that sport. */
  sport(kind: string | undefined): void {
    const shape = this.ball.children[0] as THREE.Mesh;
    const football = kind === "football";
    (shape.material as THREE.MeshStandardMaterial).color.set(football ? "#f4f6f8" : "#e06a1b");
    shape.scale.setScalar(football ? 0.92 : 1);
    for (const seam of shape.children) seam.visible = !football;
  }

  show(instant: InterpolatedFrame | null, store: Store, camera: THREE.PerspectiveCamera): void {
    this.halfHeight = Math.tan((camera.fov * Math.PI) / 360);
    const here = new Set<number>();
    const around = instant ? store.around(instant.time) : null;
    for (const athlete of instant?.athletes ?? []) {
      if (athlete.state === "tentative") continue;
      const at = middle(athlete.joints);
      if (!at) continue;
      here.add(athlete.id);
      this.showAthlete(athlete, at, instant?.time ?? 0, store, around?.get(athlete.id) ?? []);
    }
    for (const id of [...this.drawn.keys()]) if (!here.has(id)) this.drop(id);
    this.showBall(instant?.ball ?? null, instant?.time ?? 0, store, camera.position);
  }

  private showAthlete(athlete: Athlete, at: Point, time: number, store: Store, frames: PoseSample[]): void {
    const player = this.player(athlete);
    const speed = speedOf(athlete);
    player.speed += 0.15 * (speed - player.speed);
    player.at = at;
    player.model.pose(athlete.joints, frames, time);
    player.model.object.visible = athlete.id !== this.hidden;
    const selected = athlete.id === this.selected;
    player.ring.position.set(at[0], at[1], 0.008);
    const ring = player.ring.material as THREE.MeshBasicMaterial;
    if (this.display.speeds) speedColour(player.speed, ring.color);
    else ring.color.set(selected ? "#ffd23e" : kit(athlete).shirt);
    ring.opacity = selected ? 1 : athlete.state === "coasting" ? 0.25 : 0.7;
    player.ring.scale.setScalar(selected ? 1.25 : 1);
    this.tint(player, athlete);
    const top = athlete.joints[17] ?? athlete.joints[0] ?? [at[0], at[1], at[2] + 0.8];
    player.plate.sprite.position.set(top[0], top[1], top[2] + 0.22);
    player.plate.sprite.visible = this.display.names && athlete.id !== this.hidden;
    player.plate.sprite.material.opacity = athlete.state === "coasting" ? 0.45 : 0.95;
    if (player.plate.sprite.visible) {
      const kmh = this.display.speeds || selected ? `${(player.speed * 3.6).toFixed(0)} km/h` : "";
      player.plate.show(athlete.number === null ? `${athlete.id}` : `#${athlete.number}`, kmh, kit(athlete).shirt, this.halfHeight);
    }
    player.trail.mesh.visible = this.display.trails || selected;
    if (player.trail.mesh.visible) {
      const path = store.path(athlete.id, time - TRAIL_S, time);
      player.trail.draw([...path, [at[0], at[1], at[2], time]], null, (i, out) => {
        const [a, b] = [path[Math.max(0, Math.min(i, path.length - 1) - 2)], path[Math.min(i, path.length - 1)]];
        const passed = a && b ? b[3] - a[3] : 0;
        speedColour(passed > 0 && a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) / passed : player.speed, out);
      });
    }
  }

  /** Colours the kit by speed, in steps, so that textures are not redrawn at every frame. */
  private tint(player: DrawnAthlete, athlete: Athlete): void {
    const step = this.display.speeds ? Math.round(player.speed * 2) : -1;
    if (step === player.tinted) return;
    player.tinted = step;
    const own = kit(athlete);
    if (step < 0) player.model.paint?.(own);
    else {
      const colour = `#${speedColour(step / 2).getHexString()}`;
      player.model.paint?.({ ...own, shirt: colour, shorts: colour, ink: "#0b1626" });
    }
  }

  private player(athlete: Athlete): DrawnAthlete {
    const number = `${athlete.number ?? athlete.id}`;
    const existing = this.drawn.get(athlete.id);
    const { style } = this.display;
    if (existing && existing.style === style && existing.number === number && existing.team === athlete.team) return existing;
    if (existing) this.drop(athlete.id);
    const model = createModel(style, kit(athlete), number);
    const flat = { transparent: true, depthWrite: false, polygonOffset: true, polygonOffsetFactor: -4 };
    const ring = new THREE.Mesh(this.ringShape, new THREE.MeshBasicMaterial({ ...flat, toneMapped: false }));
    const blob = new THREE.Mesh(this.blobShape, this.blob);
    ring.add(blob);
    const player: DrawnAthlete = {
      model: model, style, number, team: athlete.team, tinted: -1, ring, plate: new Plate(),
      trail: new Ribbon(200, 0.14), speed: speedOf(athlete), at: [0, 0, 0],
    };
    model.object.userData.athlete = athlete.id;
    this.group.add(model.object, ring, player.plate.sprite, player.trail.mesh);
    this.drawn.set(athlete.id, player);
    return player;
  }

  private drop(id: number): void {
    const player = this.drawn.get(id);
    if (!player) return;
    this.group.remove(player.model.object, player.ring, player.plate.sprite, player.trail.mesh);
    player.model.dispose();
    (player.ring.material as THREE.Material).dispose();
    player.plate.dispose();
    player.trail.dispose();
    this.drawn.delete(id);
  }

  private showBall(ball: Ball | null, time: number, store: Store, eye: THREE.Vector3): void {
    this.ball.visible = this.ballShadow.visible = this.ballTrail.mesh.visible = ball !== null;
    if (!ball) return;
    this.ball.position.set(...ball.at);
    const angle = time * 4;
    this.ball.rotation.set(angle, angle * 0.7, 0);
    this.ballShadow.position.set(ball.at[0], ball.at[1], 0.01);
    const path = store.path("ball", time - BALL_TRAIL_S, time);
    const colour = new THREE.Color(ball.measured ? "#ffb347" : "#9fb2c8");
    this.ballTrail.draw([...path, [...ball.at, time]], eye, (_, out) => out.copy(colour));
  }

  /** The athlete whose body a ray from the eye meets first or passes closely. */
  pick(ray: THREE.Ray): number | null {
    let best: [number, number] | null = null;
    for (const [id, player] of this.drawn) {
      for (const dz of [-0.6, 0, 0.6]) {
        const at = new THREE.Vector3(player.at[0], player.at[1], player.at[2] + dz);
        const [miss, far] = [ray.distanceToPoint(at), ray.origin.distanceTo(at)];
        if (miss < 0.45 + far * 0.008 && (!best || far < best[1])) best = [id, far];
      }
    }
    return best ? best[0] : null;
  }
}

/** A softSpot dark spot: the ambient occlusion between a body and the ground. */
function softSpot(): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const draw = canvas.getContext("2d");
  if (draw) {
    const shade = draw.createRadialGradient(32, 32, 0, 32, 32, 32);
    shade.addColorStop(0, "rgb(0 0 0 / 85%)");
    shade.addColorStop(1, "rgb(0 0 0 / 0%)");
    draw.fillStyle = shade;
    draw.fillRect(0, 0, 64, 64);
  }
  return new THREE.CanvasTexture(canvas);
}
