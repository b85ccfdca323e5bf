// The frame store: frames fetched in pieces around the playback time or received live. Its size is bounded.

import { JOINTS, type Athlete, type Ball, type Frame, type Point } from "./frame";
import * as server from "./server";

/** Clips are fetched in pieces of this length, s. */
const PIECE_S = 8;
/** Frames further than this from the playback time are evicted, s. */
const KEEP_S = 60;
/** Frames are not interpolated across a longer gap, s. */
const GAP_S = 0.5;
/** The window of samples around an instant, s, cut at pauses of an athlete. */
const BEFORE_S = 0.5;
const AFTER_S = 1.2;
const PAUSE_S = 0.25;

/** The interpolated frame of one instant. */
export interface InterpolatedFrame {
  time: number;
  athletes: Athlete[];
  ball: Ball | null;
  /** The frame at or before `time`. */
  frame: Frame;
}

/** One athlete's joints in one frame. */
export interface PoseSample {
  time: number;
  joints: (Point | null)[];
}

export class Store {
  /** In the order of time. */
  private frames: Frame[] = [];
  /** Pieces that were fetched or requested, by number. */
  private pieces = new Map<number, "pending" | "there" | "failed">();
  /** The samples around the last requested instant, cached while its frames do not change. */
  private near: { frames: Frame[]; all: Map<number, PoseSample[]> } = { frames: [], all: new Map() };
  /** Reports what could not be fetched. */
  onFailure: (words: string) => void = () => {};

  clear(): void {
    this.frames = [];
    this.pieces.clear();
  }

  get newest(): Frame | null {
    return this.frames[this.frames.length - 1] ?? null;
  }

  /** The index of the first frame after `time`. */
  private after(time: number): number {
    let low = 0;
    let high = this.frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.frames[middle].time <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(frame: Frame): void {
    const last = this.newest;
    if (!last || frame.time > last.time) {
      this.frames.push(frame);
      return;
    }
    const index = this.after(frame.time);
    const before = this.frames[index - 1];
    if (before && Math.abs(before.time - frame.time) < 1e-4) {
      if (frame.stream === "smooth" || before.stream === "live") this.frames[index - 1] = frame;
    } else this.frames.splice(index, 0, frame);
  }

  /** Fetches missing pieces near `time` within the server's span, and evicts distant ones. */
  prefetch(time: number, span: [number, number], live: boolean): void {
    const first = Math.floor((time - 2) / PIECE_S);
    const last = Math.floor((time + PIECE_S) / PIECE_S);
    for (let piece = first; piece <= last; piece++) {
      if (this.pieces.has(piece)) continue;
      const from = Math.max(piece * PIECE_S, span[0]);
      // Live frames arrive by themselves.
      const to = Math.min((piece + 1) * PIECE_S, span[1]);
      if (to <= from) continue;
      this.pieces.set(piece, "pending");
      server.clip(from, to).then(
        (frames) => {
          for (const frame of frames) this.add(frame);
          this.pieces.set(piece, "there");
        },
        (error: Error) => {
          this.pieces.set(piece, "failed");
          setTimeout(() => this.pieces.delete(piece), 2000);
          this.onFailure(error.message);
        },
      );
    }
    this.evict(time, span[1], live);
  }

  /** Evicts old frames during live playback. */
  trim(end: number): void {
    this.evict(end, end, true);
  }

  private evict(time: number, end: number, live: boolean): void {
    const far = (t: number) => Math.abs(t - time) > KEEP_S && !(live && end - t < KEEP_S);
    if (this.frames.length > 0 && (far(this.frames[0].time) || far(this.newest?.time ?? time))) {
      this.frames = this.frames.filter((f) => !far(f.time));
      for (const [piece, state] of this.pieces) {
        // A piece that was evicted in part is fetched again when it is needed.
        if (state !== "pending" && (far(piece * PIECE_S) || far((piece + 1) * PIECE_S))) this.pieces.delete(piece);
      }
    }
  }

  /** The time of the frame `by` frames after the one at `time`. */
  step(time: number, by: number): number | null {
    const here = this.after(time + 1e-4) - 1;
    const there = this.frames[here + by];
    return there ? there.time : null;
  }

  /** Mean interval between the newest frames, s. */
  interval(): number {
    const tail = this.frames.slice(-12);
    if (tail.length < 3) return 0.04;
    return (tail[tail.length - 1].time - tail[0].time) / (tail.length - 1);
  }

  /** The frame interpolated at `time` (Catmull–Rom between frames); null where there is none. */
  at(time: number): InterpolatedFrame | null {
    const index = this.after(time) - 1;
    const a = this.frames[index];
    if (!a) return null;
    const b = this.frames[index + 1];
    if (!b || b.time - a.time > GAP_S) {
      return time - a.time > GAP_S ? null : { time, athletes: a.athletes, ball: a.ball, frame: a };
    }
    const near = (f: Frame | undefined) => (f && Math.abs(f.time - a.time) < GAP_S ? f : undefined);
    const before = near(this.frames[index - 1]);
    const next = near(this.frames[index + 2]);
    const u = (time - a.time) / (b.time - a.time);
    const times = [before?.time ?? a.time, a.time, b.time, next?.time ?? b.time];
    const of = (f: Frame | undefined, id: number) => f?.athletes.find((o) => o.id === id);
    const athletes = a.athletes.map((athlete) => {
      const then = of(b, athlete.id);
      if (!then) return athlete;
      return between(of(before, athlete.id), athlete, then, of(next, athlete.id), u, times);
    });
    return { time, athletes, ball: ballBetween(before?.ball, a.ball, b.ball, next?.ball, u, times), frame: a };
  }

  /** The frames from `from` to `to`. */
  between(from: number, to: number): Frame[] {
    return this.frames.slice(this.after(from), this.after(to));
  }

  /** The samples of each athlete around `time`, in order, by id. */
  around(time: number): Map<number, PoseSample[]> {
    const frames = this.between(time - BEFORE_S, time + AFTER_S);
    const { near } = this;
    if (frames.length === near.frames.length && frames.every((f, i) => f === near.frames[i])) return near.all;
    const all = new Map<number, PoseSample[]>();
    this.near = { frames, all };
    for (const frame of frames) {
      for (const { id, joints } of frame.athletes) {
        const samples = all.get(id);
        const last = samples?.[samples.length - 1];
        if (!samples || !last) all.set(id, [{ time: frame.time, joints }]);
        else if (frame.time - last.time <= PAUSE_S) samples.push({ time: frame.time, joints });
        // Of the samples on both sides of a pause, those on the instant's side are kept.
        else if (frame.time <= time) all.set(id, [{ time: frame.time, joints }]);
      }
    }
    return all;
  }

  /** The ball's path, or an athlete's hip's, as [x, y, z, time] from `from` to `to`. */
  path(who: "ball" | number, from: number, to: number): [number, number, number, number][] {
    const out: [number, number, number, number][] = [];
    for (let index = this.after(from); index < this.frames.length && this.frames[index].time <= to; index++) {
      const frame = this.frames[index];
      const at = who === "ball" ? frame.ball?.at : middle(frame.athletes.find((o) => o.id === who)?.joints);
      if (at) out.push([at[0], at[1], at[2], frame.time]);
    }
    return out;
  }
}

/** The mid-hip, or the available joint that is nearest to it. */
export function middle(joints: (Point | null)[] | undefined): Point | null {
  if (!joints) return null;
  const [l, r] = [joints[11], joints[12]];
  if (l && r) return [(l[0] + r[0]) / 2, (l[1] + r[1]) / 2, (l[2] + r[2]) / 2];
  return joints[19] ?? l ?? r ?? joints[18] ?? joints.find((j) => j !== null) ?? null;
}

/**
 * The weights of four points at times `t` in the point at fraction `u` between the second and the third (Catmull–Rom with uneven
 * knots); the first or the last may be missing.
 */
export function shares(u: number, t: number[], before: boolean, next: boolean): [number, number, number, number] {
  const [u2, u3, width] = [u * u, u * u * u, t[2] - t[1]];
  const [a, b, into, out] = [2 * u3 - 3 * u2 + 1, 3 * u2 - 2 * u3, u3 - 2 * u2 + u, u3 - u2];
  // The slope at both: from neighbour to neighbour, or of the straight line where there is no neighbour.
  const m = before && t[1] > t[0] ? (into * width) / (t[2] - t[0]) : null;
  const n = next && t[3] > t[2] ? (out * width) / (t[3] - t[1]) : null;
  const [straight, end] = [m === null ? into : 0, n === null ? out : 0];
  return [-(m ?? 0), a - straight - end - (n ?? 0), b + straight + end + (m ?? 0), n ?? 0];
}

function curve(p: (Point | undefined | null)[], a: Point, b: Point, u: number, t: number[]): Point {
  const [before, next] = p;
  const w = shares(u, t, !!before, !!next);
  const of = (i: 0 | 1 | 2) => w[0] * (before?.[i] ?? 0) + w[1] * a[i] + w[2] * b[i] + w[3] * (next?.[i] ?? 0);
  return [of(0), of(1), of(2)];
}

function between(
  before: Athlete | undefined, a: Athlete, b: Athlete, next: Athlete | undefined, u: number, t: number[],
): Athlete {
  const joints: (Point | null)[] = new Array(JOINTS);
  for (let j = 0; j < JOINTS; j++) {
    const [p, q] = [a.joints[j], b.joints[j]];
    joints[j] = p && q ? curve([before?.joints[j], next?.joints[j]], p, q, u, t) : p;
  }
  return { ...a, joints };
}

function ballBetween(
  before: Ball | null | undefined, a: Ball | null, b: Ball | null, next: Ball | null | undefined, u: number, t: number[],
): Ball | null {
  if (!a || !b) return a;
  // A ball that turns sharply was hit: a curve through it would overshoot.
  const isSmooth = (p: Ball | null | undefined, q: Ball) => p && p.velocity && q.velocity && dot(p.velocity, q.velocity) > 0;
  const at = curve([isSmooth(before, a) ? before?.at : null, isSmooth(next, b) ? next?.at : null], a.at, b.at, u, t);
  return { ...a, at };
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
