// The timeline: available span, events, playback time; drag to scrub, wheel to zoom.

import type { Player } from "./player";
import type { Event } from "./server";

const COLOURS: Record<string, string> = {
  bounce: "#58b4ff", hit: "#ff9f43", kick: "#ff9f43", throw: "#ffd23e", catch: "#7ee081", apex: "#6f7d92", shot: "#ff5c5c",
  jump: "#c792ff", sprint: "#ff6fae", step: "#3c4a60", contact: "#3c4a60",
};
export const colourOf = (kind: string): string => COLOURS[kind] ?? "#b7c2d3";

/** 1:02:03.45, or 02:03.45 below an hour. */
export function clock(seconds: number): string {
  const s = Math.max(0, seconds);
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor((s % 3600) / 60)];
  const rest = (s % 60).toFixed(2).padStart(5, "0");
  return `${hours > 0 ? `${hours}:` : ""}${String(minutes).padStart(2, "0")}:${rest}`;
}

export class Timeline {
  events: Event[] = [];
  private readonly draw2d: CanvasRenderingContext2D | null;
  /** The visible interval, s; null for the whole span. */
  private window: [number, number] | null = null;
  private span: [number, number] = [0, 1];
  private hover: number | null = null;
  private scrubbing = false;

  constructor(private readonly canvas: HTMLCanvasElement, private readonly player: Player) {
    this.draw2d = canvas.getContext("2d");
    canvas.addEventListener("pointerdown", (e) => {
      canvas.setPointerCapture(e.pointerId);
      this.scrubbing = true;
      this.scrub(e);
    });
    canvas.addEventListener("pointermove", (e) => {
      this.hover = e.offsetX;
      if (this.scrubbing) this.scrub(e);
    });
    canvas.addEventListener("pointerup", () => (this.scrubbing = false));
    canvas.addEventListener("pointerleave", () => (this.hover = null));
    canvas.addEventListener("wheel", (e) => this.zoom(e), { passive: false });
  }

  private get shown(): [number, number] {
    return this.window ?? this.span;
  }

  private x(time: number): number {
    const [from, to] = this.shown;
    return ((time - from) / Math.max(1e-6, to - from)) * this.canvas.clientWidth;
  }

  private at(x: number): number {
    const [from, to] = this.shown;
    return from + (x / Math.max(1, this.canvas.clientWidth)) * (to - from);
  }

  /** Snaps to an event nearby. */
  private scrub(e: PointerEvent): void {
    const near = this.near(e.offsetX);
    const time = near && Math.abs(this.x(near.time_s) - e.offsetX) < 5 ? near.time_s : this.at(e.offsetX);
    this.player.seek(Math.min(this.span[1], Math.max(this.span[0], time)));
  }

  private near(x: number): Event | null {
    let best: Event | null = null;
    for (const event of this.events) {
      const away = Math.abs(this.x(event.time_s) - x);
      if (away < 8 && (!best || away < Math.abs(this.x(best.time_s) - x))) best = event;
    }
    return best;
  }

  private zoom(e: WheelEvent): void {
    e.preventDefault();
    const [from, to] = this.shown;
    const here = this.at(e.offsetX);
    const factor = Math.exp(e.deltaY * 0.002);
    const length = Math.max(1, (to - from) * factor);
    if (length >= this.span[1] - this.span[0]) {
      this.window = null;
      return;
    }
    const start = here - ((here - from) / (to - from)) * length;
    this.window = [start, start + length];
  }

  /** The next event in that direction; apexes are left out. */
  next(by: 1 | -1): Event | null {
    const { time } = this.player;
    const candidates = this.events.filter((e) => (by > 0 ? e.time_s > time + 0.06 : e.time_s < time - 0.06) && e.kind !== "apex");
    return (by > 0 ? candidates[0] : candidates[candidates.length - 1]) ?? null;
  }

  render(span: [number, number]): void {
    this.span = span;
    const { canvas, draw2d: draw, player } = this;
    if (!draw) return;
    const ratio = window.devicePixelRatio;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, width, height);
    draw.fillStyle = "rgb(255 255 255 / 8%)";
    draw.beginPath();
    draw.roundRect(0, height - 26, width, 8, 4);
    draw.fill();
    this.ticks(draw, width, height);
    for (const [range, colour] of [[player.loop, "rgb(255 210 62 / 45%)"]] as const) {
      if (!range) continue;
      draw.fillStyle = colour;
      draw.fillRect(this.x(range[0]), height - 28, this.x(range[1]) - this.x(range[0]), 12);
    }
    if (player.loopStart !== null) {
      draw.fillStyle = "#ffd23e";
      draw.fillRect(this.x(player.loopStart) - 1, height - 32, 2, 18);
    }
    const head = this.x(player.time);
    draw.fillStyle = player.live ? "rgb(255 77 77 / 55%)" : "rgb(88 180 255 / 55%)";
    draw.beginPath();
    draw.roundRect(0, height - 26, Math.max(0, Math.min(width, head)), 8, 4);
    draw.fill();
    for (const event of this.events) {
      const x = this.x(event.time_s);
      if (x < 0 || x > width) continue;
      const small = event.kind === "apex" || event.kind === "step";
      draw.fillStyle = colourOf(event.kind);
      draw.fillRect(x - 1, small ? height - 33 : height - 40, 2, small ? 5 : 12);
    }
    draw.fillStyle = "#ffffff";
    draw.fillRect(head - 1, height - 42, 2, 28);
    draw.beginPath();
    draw.arc(head, height - 22, 6.5, 0, 7);
    draw.fill();
    this.label(draw, width, height);
  }

  private ticks(draw: CanvasRenderingContext2D, width: number, height: number): void {
    const [from, to] = this.shown;
    const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
    const step = steps.find((s) => ((to - from) / s) * 70 < width) ?? 3600;
    draw.font = "11px system-ui, sans-serif";
    draw.textAlign = "center";
    for (let t = Math.ceil((from - this.span[0]) / step) * step; t <= to - this.span[0]; t += step) {
      const x = this.x(t + this.span[0]);
      draw.fillStyle = "rgb(255 255 255 / 22%)";
      draw.fillRect(x, height - 16, 1, 4);
      draw.fillStyle = "rgb(255 255 255 / 50%)";
      if (x > 24 && x < width - 24) draw.fillText(step < 1 ? clock(t).slice(-5) : clock(t).slice(0, -3), x, height - 2);
    }
  }

  private label(draw: CanvasRenderingContext2D, width: number, height: number): void {
    if (this.hover === null) return;
    const event = this.near(this.hover);
    const time = event?.time_s ?? this.at(this.hover);
    const who = event?.athlete !== undefined ? `, ${event.athlete}` : "";
    const fast = event?.speed_m_s ? `, ${event.speed_m_s.toFixed(1)} m/s` : "";
    const words = clock(time - this.span[0]) + (event ? ` ${event.kind}${who}${fast}` : "");
    draw.font = "12px system-ui, sans-serif";
    const w = draw.measureText(words).width + 14;
    const x = Math.max(0, Math.min(width - w, this.hover - w / 2));
    draw.fillStyle = "rgb(5 9 18 / 90%)";
    draw.beginPath();
    draw.roundRect(x, height - 66, w, 20, 5);
    draw.fill();
    draw.fillStyle = event ? colourOf(event.kind) : "#e8eef8";
    draw.textAlign = "left";
    draw.fillText(words, x + 7, height - 52);
  }
}
