// The page: connects the server, the controls and the renderer.

import * as THREE from "three";
import { Cameras } from "./cameras";
import { Athletes } from "./athletes";
import * as field from "./field";
import type { Frame } from "./frame";
import { Ghost } from "./ghost";
import { health } from "./health";
import { Player, SPEEDS } from "./player";
import { Rig } from "./rig";
import * as server from "./server";
import { Renderer } from "./renderer";
import { Store, type InterpolatedFrame } from "./store";
import { clock, Timeline } from "./timeline";
import { Views, type Mode } from "./views";

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** Shows, in place of the page, why it cannot run. */
function stop(words: string): void {
  find("stop").hidden = false;
  const paragraph = find("stop").querySelector("p");
  if (paragraph) paragraph.textContent = words;
}

/** Events that are kept; the oldest are dropped first. */
const MAX_EVENTS = 20_000;

class Page {
  readonly store = new Store();
  readonly player = new Player(this.store);
  readonly athletes = new Athletes();
  readonly ghost = new Ghost();
  readonly rig = new Rig();
  readonly renderer: Renderer;
  readonly views: Views;
  readonly cameras: Cameras;
  readonly timeline: Timeline;
  match: server.Match | null = null;
  span: [number, number] = [0, 0];
  instant: InterpolatedFrame | null = null;
  private venue: THREE.Object3D | null = null;
  private transparentParts: THREE.Object3D[] = [];
  private delays: number[] = [];
  /** Computing time of the last images without drawing, ms. */
  private readonly computeMs: number[] = [];
  private lost = 0;
  private counts: server.Health | null = null;
  private connected = false;
  private lastStatus = 0;
  private last = performance.now();
  private wordsUntil = 0;
  private buttons: { button: HTMLButtonElement; on: () => boolean; name?: () => string }[] = [];

  constructor() {
    const canvas = find<HTMLCanvasElement>("scene");
    this.renderer = new Renderer(canvas);
    this.views = new Views(this.renderer.camera, canvas);
    this.cameras = new Cameras(this.rig, this.views, find("strip"), (words, bad) => this.showMessage(words, bad));
    this.timeline = new Timeline(find<HTMLCanvasElement>("timeline"), this.player);
    this.renderer.scene.add(this.athletes.group, this.rig.group, this.ghost.group, this.cameras.group);
    this.store.onFailure = (words) => this.showMessage(words, true);
    this.makeButtons();
    this.makeHelp();
    window.addEventListener("keydown", (e) => this.key(e));
    this.picking(canvas);
    find("onair").onclick = () => this.live();
  }

  showMessage(words: string, bad = false): void {
    find("words").textContent = words;
    find("words").classList.toggle("bad", bad);
    this.wordsUntil = performance.now() + (bad ? 6000 : 2500);
  }

  /** Requests the match until the server has one. */
  async open(): Promise<void> {
    for (;;) {
      try {
        const match = await server.match();
        this.begin(match);
        this.timeline.events = await server.events();
        return;
      } catch (error) {
        this.showMessage((error as Error).message, true);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  private begin(match: server.Match): void {
    const first = this.match === null;
    this.match = match;
    this.store.clear();
    this.player.reset();
    this.ghost.clear();
    find("venue").textContent = match.venue;
    document.title = `${match.venue} · Trackside`;
    this.rig.set(match.cameras);
    this.cameras.set(match.cameras, match.live, match.field?.size_m ?? [16, 10]);
    this.athletes.sport(match.field?.kind);
    if (this.venue) this.renderer.scene.remove(this.venue);
    this.venue = field.build(match.field);
    this.setRenderOrder(this.venue);
    this.renderer.scene.add(this.venue);
    const size = match.field?.size_m ?? null;
    this.renderer.light(size ?? [24, 24]);
    const far = Math.max(60, (size?.[0] ?? 30) * 1.6);
    this.renderer.scene.fog = new THREE.Fog("#0a1120", far, far * 3.2);
    if (match.span_s) this.span = [...match.span_s];
    if (first) this.views.field(size);
    if (match.live) {
      if (first) this.listen();
      this.player.goLive();
    } else {
      this.player.live = false;
      this.player.time = this.span[0];
    }
    this.readAddress();
  }

  /** The venue is drawn first so that images cover it; its transparent parts are hidden inside images. */
  private setRenderOrder(venue: THREE.Object3D): void {
    this.transparentParts = [];
    venue.traverse((part) => {
      part.renderOrder = -2;
      const { material } = part as THREE.Mesh;
      if (material && !Array.isArray(material) && material.transparent) this.transparentParts.push(part);
    });
  }

  /** `#t=12.5&to=17&speed=0.25&athlete=3&view=follow&loop`: a link to an instant, s after the start. */
  private readAddress(): void {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const number = (name: string) => (parameters.has(name) ? Number(parameters.get(name)) : Number.NaN);
    const [t, to, speed] = [number("t"), number("to"), number("speed")];
    const from = parameters.has("absolute") ? 0 : this.span[0];
    if (Number.isFinite(t)) this.player.seek(from + t);
    if (Number.isFinite(t) && Number.isFinite(to) && to > t) this.player.loop = [from + t, from + to];
    if (SPEEDS.includes(speed)) this.player.speed = speed;
    if (parameters.has("paused")) this.player.playing = false;
    if (parameters.has("athlete")) this.athletes.selected = number("athlete");
    if (parameters.has("style") && parameters.get("style") === "sticks") this.athletes.display.style = "sticks";
    if (parameters.has("broadcast-mode")) document.body.classList.add("broadcast-mode");
    const view = parameters.get("view");
    const camera = this.rig.cameras.findIndex((c) => c.name === view);
    if (camera >= 0) this.through(camera);
    else if (view !== null && ["broadcast", "orbit", "follow", "eyes", "ball"].includes(view)) this.views.set(view as Mode);
  }

  private listen(): void {
    server.listen({
      frame: (frame, delay) => this.received(frame, delay),
      event: (event) => {
        this.timeline.events.push(event);
        if (this.timeline.events.length > MAX_EVENTS) this.timeline.events.shift();
      },
      health: (health) => (this.counts = health),
      lost: (messages) => (this.lost += messages),
      reset: () => {
        this.timeline.events = [];
        this.span = [0, 0];
        void this.open();
      },
      connected: (is) => {
        if (this.connected && !is) this.showMessage("The connection to the server was lost; reconnecting", true);
        if (!this.connected && is && this.match && this.store.newest) void this.open();
        this.connected = is;
      },
    });
  }

  private received(frame: Frame, delay: number): void {
    this.store.add(frame);
    if (frame.stream === "smooth") return;
    this.player.received(frame.time);
    this.delays.push(delay);
    if (this.delays.length > 50) this.delays.shift();
    if (this.span[1] === 0 || frame.time < this.span[0]) this.span[0] = frame.time;
    this.span[1] = Math.max(this.span[1], frame.time);
    const keeps = this.match?.buffer_s ?? Number.POSITIVE_INFINITY;
    this.span[0] = Math.max(this.span[0], this.span[1] - keeps);
    const { events } = this.timeline;
    while (events.length > 0 && events[0].time_s < this.span[0]) events.shift();
  }

  // Commands of keys and buttons.

  live(): void {
    if (!this.match?.live) return this.showMessage("This is a recording: there is nothing live");
    this.player.goLive();
  }

  /** Instant replay: the last seconds in slow motion. */
  instantReplay(): void {
    const end = this.player.live ? this.span[1] : this.player.time;
    this.player.loop = null;
    this.player.seek(Math.max(this.span[0], end - 6));
    this.player.speed = 0.5;
    this.player.playing = true;
    this.showMessage("Replay of the last 6 s at half speed");
  }

  private jumpTo(by: 1 | -1): void {
    const event = this.timeline.next(by);
    if (!event) return this.showMessage("There is no other event in that direction");
    this.player.seek(event.time_s);
    this.player.playing = false;
    const who = event.athlete === undefined ? "" : ` by ${event.athlete}`;
    this.showMessage(`${event.kind}${who}`);
  }

  private select(by: number): void {
    const ids = [...this.athletes.drawn.keys()].sort((a, b) => a - b);
    if (ids.length === 0) return;
    const index = this.athletes.selected === null ? -1 : ids.indexOf(this.athletes.selected);
    this.athletes.selected = ids[(index + by + ids.length) % ids.length];
  }

  private view(mode: Mode): void {
    if ((mode === "follow" || mode === "eyes") && this.athletes.selected === null) this.select(1);
    this.views.set(mode);
  }

  through(camera: number): void {
    this.cameras.through(camera);
  }

  private toggleTour(): void {
    if (!this.cameras.toggleTour()) return this.showMessage("A tour needs two cameras or more");
    this.player.playing = false;
    this.player.live = false;
    this.showMessage("Around the instant: Z stops");
  }

  private ghosts(): void {
    if (this.athletes.selected === null) return this.showMessage("Choose an athlete first: click, or Tab");
    if (this.ghost.state === "none") {
      this.ghost.mark(this.store, this.athletes.selected, this.player.time);
      this.showMessage("Ghost: this action is kept. Go to where the action begins again and press G");
    } else if (this.ghost.state === "marked") {
      const there = this.ghost.align(this.store, this.athletes.selected, this.player.time);
      this.showMessage(there ? "Ghost: the kept action starts here. G removes it" : "Ghost: the kept action is no longer loaded, or the athlete is not visible", !there);
    } else {
      this.ghost.clear();
      this.showMessage("No ghost");
    }
  }

  private path(key: string): void {
    if (key === "k") {
      this.views.keep(this.player.time);
      this.showMessage(`Path: point ${this.views.points} added`);
    } else if (key === "K") {
      this.views.forget();
      this.showMessage("Path: empty");
    } else if (this.views.points < 2) this.showMessage("A path needs two points or more: add them with K");
    else if (key === "P") this.writePath();
    else this.views.fly();
  }

  private writePath(): void {
    if (this.match?.live) return this.showMessage("A film needs a recording: open one with `trackside serve FILE.mcap`", true);
    const file = URL.createObjectURL(new Blob([this.views.pathAsJson(this.span[0])], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: file, download: "path.json" }).click();
    URL.revokeObjectURL(file);
    this.showMessage("path.json: for `trackside export FILE.mcap --to mp4 --path path.json`");
  }

  private loop(): void {
    const words = { begins: "Loop: from here. Press again where it ends", set: "Loop", none: "No loop" };
    this.showMessage(words[this.player.loopHere()]);
  }

  private flip(key: "trails" | "names" | "speeds"): void {
    this.athletes.display[key] = !this.athletes.display[key];
  }

  private readonly keys: [keys: string, does: string, act: (e: KeyboardEvent) => void][] = [
    [" ", "Space: play, pause", () => this.player.toggle()],
    ["ArrowLeft", "← →: a frame back, forward; with Shift a second", (e) => this.move(-1, e.shiftKey)],
    ["ArrowRight", "", (e) => this.move(1, e.shiftKey)],
    ["ArrowDown", "↓ ↑: slower (to 1/32), faster", () => this.player.faster(-1)],
    ["ArrowUp", "", () => this.player.faster(1)],
    [",", ", .: the previous event, the next", () => this.jumpTo(-1)],
    [".", "", () => this.jumpTo(1)],
    ["l", "L: live", () => this.live()],
    ["i", "I: instant replay of the last 6 s", () => this.instantReplay()],
    ["r", "R: loop: start, end, off", () => this.loop()],
    ["Tab", "Tab: the next athlete; with Shift the previous one", (e) => this.select(e.shiftKey ? -1 : 1)],
    ["Escape", "Esc: no athlete", () => this.escape()],
    ["t", "T: broadcast view", () => this.view("broadcast")],
    ["o", "O: orbit (drag, pinch, wheel)", () => this.view("orbit")],
    ["f", "F: follow the athlete", () => this.view("follow")],
    ["e", "E: the athlete's eyes", () => this.view("eyes")],
    ["b", "B: follow the ball", () => this.view("ball")],
    ["1-9", "1 … 9: through that venue camera", (e) => this.through(Number(e.key) - 1)],
    ["q", "Q W: sweep to the next camera to the left, to the right", () => this.cameras.next(-1)],
    ["w", "", () => this.cameras.next(1)],
    ["z", "Z: pause, and tour around the instant from camera to camera", () => this.toggleTour()],
    ["d", "D: bodies drawn into the image: all, half, none", () => this.cycleBodies()],
    ["a", "A: all cameras in a strip", () => this.cameras.show(!this.cameras.isOpen)],
    ["k", "K: add the eye's position to the path; Shift: empty it", () => this.path("k")],
    ["K", "", () => this.path("K")],
    ["p", "P: fly along the path; Shift: save it as a file, for a film", () => this.path("p")],
    ["P", "", () => this.path("P")],
    ["g", "G: ghost: keep an action, show it again from here, remove it", () => this.ghosts()],
    ["s", "S: bodies, sticks", () => (this.athletes.display.style = this.athletes.display.style === "bodies" ? "sticks" : "bodies")],
    ["x", "X: trails", () => this.flip("trails")],
    ["v", "V: speed colours", () => this.flip("speeds")],
    ["n", "N: names", () => this.flip("names")],
    ["c", "C: the venue's cameras", () => (this.rig.group.visible = !this.rig.group.visible)],
    ["h", "H: nothing but the image, for broadcast", () => document.body.classList.toggle("broadcast-mode")],
    ["?", "?: this list", () => (find("help").hidden = !find("help").hidden)],
  ];

  private cycleBodies(): void {
    const words = { 1: "Bodies in the image", 0.5: "Bodies half transparent", 0: "The image alone" };
    this.showMessage(words[this.cameras.fade() as 1 | 0.5 | 0]);
  }

  private escape(): void {
    if (!find("help").hidden) find("help").hidden = true;
    else this.athletes.selected = null;
  }

  private move(by: number, far: boolean): void {
    if (far) this.player.seek(Math.max(this.span[0], this.player.time + by));
    else this.player.step(by);
  }

  private key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const key = /^[1-9]$/.test(e.key) ? "1-9" : e.key;
    const found = this.keys.find(([keys]) => keys === key) ?? this.keys.find(([keys]) => keys === key.toLowerCase());
    if (!found) return;
    e.preventDefault();
    found[2](e);
  }

  private makeHelp(): void {
    const list = find("help").querySelector("dl");
    for (const [, does] of this.keys) {
      if (!does) continue;
      const colon = does.indexOf(": ");
      const [term, words] = [document.createElement("dt"), document.createElement("dd")];
      const kbd = document.createElement("kbd");
      kbd.textContent = does.slice(0, colon);
      term.append(kbd);
      words.textContent = does.slice(colon + 2);
      list?.append(term, words);
    }
    find("help").onclick = () => (find("help").hidden = true);
  }

  private makeButtons(): void {
    const bar = find("buttons");
    const add = (name: string, title: string, act: () => void, on: () => boolean = () => false, shown?: () => string, wide = false) => {
      const button = document.createElement("button");
      button.textContent = name;
      button.title = title;
      button.setAttribute("aria-label", title);
      if (wide) button.className = "wide";
      button.onclick = () => {
        act();
        button.blur();
      };
      bar.append(button);
      this.buttons.push({ button, on, name: shown });
    };
    add("❘◂", "The previous event (,)", () => this.jumpTo(-1));
    add("◂", "A frame back (←)", () => this.player.step(-1));
    add("▶", "Play, pause (Space)", () => this.player.toggle(), () => false, () => (this.player.playing ? "❚❚" : "▶"));
    add("▸", "A frame forward (→)", () => this.player.step(1));
    add("▸❘", "The next event (.)", () => this.jumpTo(1));
    add("−", "Slower (↓)", () => this.player.faster(-1));
    add("1×", "Normal speed", () => (this.player.speed = 1), () => this.player.speed !== 1, () => speedName(this.player.speed));
    add("+", "Faster (↑)", () => this.player.faster(1));
    const time = document.createElement("span");
    time.id = "time";
    bar.append(time);
    add("↺ 6 s", "Instant replay (I)", () => this.instantReplay());
    add("Loop", "Loop (R)", () => this.loop(), () => this.player.loop !== null || this.player.loopStart !== null);
    const gap = document.createElement("span");
    gap.className = "gap";
    bar.append(gap);
    for (const [mode, name, title] of [
      ["broadcast", "TV", "Broadcast view (T)"], ["orbit", "Orbit", "Orbit (O)"], ["follow", "Follow", "Follow the athlete (F)"],
      ["eyes", "Eyes", "The athlete's eyes (E)"], ["ball", "Ball", "Follow the ball (B)"],
    ] as const) add(name, title, () => this.view(mode), () => this.views.mode === mode);
    add("Cams", "All cameras (A)", () => this.cameras.show(!this.cameras.isOpen), () => this.cameras.isOpen);
    add("Round", "Around the instant, from camera to camera (Z)", () => this.toggleTour(), () => this.cameras.isTouring, undefined, true);
    add("Path", "Fly along the path (P)", () => this.path("p"), () => this.views.mode === "path", undefined, true);
    add("Ghost", "Ghost (G)", () => this.ghosts(), () => this.ghost.state !== "none", undefined, true);
    add("Trails", "Trails (X)", () => this.flip("trails"), () => this.athletes.display.trails, undefined, true);
    add("Speed", "Speed colours (V)", () => this.flip("speeds"), () => this.athletes.display.speeds, undefined, true);
    add("Sticks", "Bodies, sticks (S)", () => (this.athletes.display.style = this.athletes.display.style === "bodies" ? "sticks" : "bodies"), () => this.athletes.display.style === "sticks", undefined, true);
    add("?", "Keys (?)", () => (find("help").hidden = !find("help").hidden));
  }

  /** A click or tap that did not drag chooses an athlete. */
  private picking(canvas: HTMLCanvasElement): void {
    let down: [number, number] | null = null;
    canvas.addEventListener("pointerdown", (e) => (down = [e.clientX, e.clientY]));
    canvas.addEventListener("pointerup", (e) => {
      if (!down || Math.hypot(e.clientX - down[0], e.clientY - down[1]) > 6) return;
      const ray = new THREE.Raycaster();
      const at = new THREE.Vector2((e.clientX / window.innerWidth) * 2 - 1, 1 - (e.clientY / window.innerHeight) * 2);
      ray.setFromCamera(at, this.renderer.camera);
      const id = this.athletes.pick(ray.ray);
      const camera = id === null ? this.rig.pick(ray.ray) : null;
      if (camera !== null) return this.through(camera);
      this.athletes.selected = id === this.athletes.selected ? null : id;
    });
  }

  draw(): void {
    const now = performance.now();
    const took = now - this.last;
    this.last = now;
    if (this.match) this.player.advance(Math.min(took, 250) / 1000, this.span);
    if (this.match && this.span[1] > this.span[0] && (!this.player.live || !this.match.live)) {
      this.store.prefetch(this.player.time, this.span, this.match.live);
    } else if (this.match?.live) this.store.trim(this.span[1]);
    this.instant = this.store.at(this.player.time) ?? this.instant;
    this.athletes.hidden = this.views.mode === "eyes" ? this.athletes.selected : null;
    this.views.update(this.instant, this.athletes.selected, Math.min(took, 250) / 1000);
    const { player } = this;
    this.cameras.update(player.time, player.live ? 1 : player.playing ? player.speed : 0, Math.min(took, 250) / 1000);
    for (const part of this.transparentParts) part.visible = !this.cameras.covers;
    this.athletes.show(this.instant, this.store, this.renderer.camera);
    this.ghost.show(this.player.time, this.athletes.display.style);
    if (this.instant) this.rig.show(this.instant.frame.absent, this.renderer.camera.position, this.views.mode === "camera");
    this.computeMs.push(performance.now() - now);
    if (this.computeMs.length > 100) this.computeMs.shift();
    this.cameras.cutOut(this.renderer.renderer, this.renderer.scene);
    this.renderer.draw(took);
    this.timeline.render(this.span);
    if (now - this.lastStatus > 200) this.showStatus(now);
  }

  private showStatus(now: number): void {
    this.lastStatus = now;
    if (now > this.wordsUntil) find("words").textContent = "";
    const { player, match } = this;
    const onAir = find("onair");
    onAir.className = player.live ? "live" : "";
    onAir.textContent = match?.live ? (player.live ? "LIVE" : "REPLAY") : "RECORDING";
    const time = find("time");
    time.innerHTML = `${clock(player.time - this.span[0])} <small>/ ${clock(this.span[1] - this.span[0])}</small>`;
    for (const { button, on, name } of this.buttons) {
      button.classList.toggle("on", on());
      if (name && button.textContent !== name()) button.textContent = name();
    }
    this.showHealth();
  }

  private showHealth(): void {
    const rows: [string, string][] = [];
    const frame = this.instant?.frame;
    const delay = this.delay;
    if (this.match?.live) rows.push(["server to image", delay === null ? "–" : `${(delay * 1000).toFixed(0)} ms`]);
    const stages = frame?.latency ?? [];
    if (stages.length > 0) rows.push(["image to frame", `${stages.reduce((sum, s) => sum + s.ms, 0).toFixed(0)} ms`]);
    rows.push(["frames", `${(1 / Math.max(1e-3, this.store.interval())).toFixed(0)} / s`]);
    rows.push(["athletes", `${this.athletes.drawn.size}`]);
    rows.push(["drawn", `${this.renderer.framesPerSecond.toFixed(0)} / s`]);
    rows.push(["computing", `${median(this.computeMs).toFixed(0)} ms`]);
    if (this.lost > 0) rows.push(["messages lost, page too slow", `${this.lost}`]);
    const tooLarge = this.counts?.nodes.reduce((sum, n) => sum + (n.counters.frames_too_large ?? 0), 0) ?? 0;
    if (tooLarge > 0) rows.push(["frames too large", `${tooLarge}`]);
    if (frame?.stream === "smooth") rows.push(["frame", "smooth"]);
    health(find("health"), rows, this.rig.cameras, frame?.absent ?? [], (camera) => this.through(camera));
  }

  /** Median delay from the server to the screen, s. */
  get delay(): number | null {
    return this.delays.length > 0 ? median(this.delays) + this.player.late : null;
  }
}

function median(all: number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0;
}

function speedName(speed: number): string {
  return speed < 1 ? `1/${Math.round(1 / speed)}×` : `${speed}×`;
}

function start(): void {
  if (!document.createElement("canvas").getContext("webgl2")) {
    return stop(
      "This browser has no WebGL 2, which the 3D image needs. Use a current Firefox, Chrome, Edge or Safari, and turn on hardware acceleration in its settings.",
    );
  }
  const page = new Page();
  // For tests and automation of the page.
  (window as unknown as { trackside: Page }).trackside = page;
  void page.open();
  const draw = () => {
    page.draw();
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
}

try {
  start();
} catch (error) {
  stop(`The page cannot run here: ${(error as Error).message}`);
}
