// The frames that the page has: fetched in pieces around the moment that is shown, or come live. Its size is bounded.

import { JOINTS, type Athlete, type Ball, type Frame, type Point } from "./frame";
import * as server from "./server";

/** Clips are fetched in pieces of this length, s. */
const PIECE_S = 8;
/** Frames further than this from what is shown are let go, s. */
const KEEP_S = 60;
/** Across a longer gap nothing is interpolated, s. */
const GAP_S = 0.5;

/** What is to be seen at one instant. */
export interface Moment {
  time: number;
  athletes: Athlete[];
  ball: Ball | null;
  /** The frame at or before it. */
  frame: Frame;
}

export class Store {
  /** In the order of time. */
  private frames: Frame[] = [];
  /** Pieces that were fetched or are under way, by number. */
  private pieces = new Map<number, "coming" | "there" | "failed">();
  /** Tells in words what could not be fetched. */
  onfail: (words: string) => void = () => {};

  clear(): void {
    this.frames = [];
    this.pieces.clear();
  }

  get newest(): Frame | null {
    return this.frames[this.frames.length - 1] ?? null;
  }

  /** The place of the first frame after `time`. */
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
    const place = this.after(frame.time);
    const known = this.frames[place - 1];
    if (known && Math.abs(known.time - frame.time) < 1e-4) {
      if (frame.refined || !known.refined) this.frames[place - 1] = frame;
    } else this.frames.splice(place, 0, frame);
  }

  /** Fetches what is near `time` and not there, within what the server has, and lets go of what is far. */
  want(time: number, span: [number, number], live: boolean): void {
    const first = Math.floor((time - 2) / PIECE_S);
    const last = Math.floor((time + PIECE_S) / PIECE_S);
    for (let piece = first; piece <= last; piece++) {
      if (this.pieces.has(piece)) continue;
      const from = Math.max(piece * PIECE_S, span[0]);
      // What is still to come arrives by itself.
      const to = Math.min((piece + 1) * PIECE_S, span[1]);
      if (to <= from) continue;
      this.pieces.set(piece, "coming");
      server.clip(from, to).then(
        (frames) => {
          for (const frame of frames) this.add(frame);
          this.pieces.set(piece, "there");
        },
        (error: Error) => {
          this.pieces.set(piece, "failed");
          setTimeout(() => this.pieces.delete(piece), 2000);
          this.onfail(error.message);
        },
      );
    }
    this.shed(time, span[1], live);
  }

  /** Lets go of what is long past, while only what is live is shown. */
  trim(end: number): void {
    this.shed(end, end, true);
  }

  private shed(time: number, end: number, live: boolean): void {
    const far = (t: number) => Math.abs(t - time) > KEEP_S && !(live && end - t < KEEP_S);
    if (this.frames.length > 0 && (far(this.frames[0].time) || far(this.newest?.time ?? time))) {
      this.frames = this.frames.filter((f) => !far(f.time));
      for (const [piece, state] of this.pieces) {
        // A piece of which any part was let go is fetched again when it is wanted.
        if (state !== "coming" && (far(piece * PIECE_S) || far((piece + 1) * PIECE_S))) this.pieces.delete(piece);
      }
    }
  }

  /** The time of the frame so many frames away from `time`. */
  step(time: number, by: number): number | null {
    const here = this.after(time + 1e-4) - 1;
    const there = this.frames[here + by];
    return there ? there.time : null;
  }

  /** Typical seconds from frame to frame near the end. */
  interval(): number {
    const tail = this.frames.slice(-12);
    if (tail.length < 3) return 0.04;
    return (tail[tail.length - 1].time - tail[0].time) / (tail.length - 1);
  }

  /** What is to be seen at `time`: between frames joints move on Catmull–Rom curves; null where nothing is there. */
  at(time: number): Moment | null {
    const place = this.after(time) - 1;
    const a = this.frames[place];
    if (!a) return null;
    const b = this.frames[place + 1];
    if (!b || b.time - a.time > GAP_S) {
      return time - a.time > GAP_S ? null : { time, athletes: a.athletes, ball: a.ball, frame: a };
    }
    const near = (f: Frame | undefined) => (f && Math.abs(f.time - a.time) < GAP_S ? f : undefined);
    const before = near(this.frames[place - 1]);
    const next = near(this.frames[place + 2]);
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

  /** The ball's path, or an athlete's hip's, as [x, y, z, time] from `from` to `to`. */
  path(who: "ball" | number, from: number, to: number): [number, number, number, number][] {
    const out: [number, number, number, number][] = [];
    for (let place = this.after(from); place < this.frames.length && this.frames[place].time <= to; place++) {
      const frame = this.frames[place];
      const at = who === "ball" ? frame.ball?.at : middle(frame.athletes.find((o) => o.id === who)?.joints);
      if (at) out.push([at[0], at[1], at[2], frame.time]);
    }
    return out;
  }
}

/** The middle of the hips, or what is nearest to it. */
export function middle(joints: (Point | null)[] | undefined): Point | null {
  if (!joints) return null;
  const [l, r] = [joints[11], joints[12]];
  if (l && r) return [(l[0] + r[0]) / 2, (l[1] + r[1]) / 2, (l[2] + r[2]) / 2];
  return joints[19] ?? l ?? r ?? joints[18] ?? joints.find((j) => j !== null) ?? null;
}

/** On the curve through four points at four times (Catmull–Rom with uneven knots), between the second and the third. */
function curve(p: (Point | undefined | null)[], a: Point, b: Point, u: number, t: number[]): Point {
  const width = t[2] - t[1];
  const out: Point = [0, 0, 0];
  for (let i = 0; i < 3; i++) {
    const slope = b[i] - a[i];
    const before = p[0];
    const next = p[1];
    const m0 = before && t[1] > t[0] ? ((b[i] - before[i]) / (t[2] - t[0])) * width : slope;
    const m1 = next && t[3] > t[2] ? ((next[i] - a[i]) / (t[3] - t[1])) * width : slope;
    const u2 = u * u;
    const u3 = u2 * u;
    out[i] = (2 * u3 - 3 * u2 + 1) * a[i] + (u3 - 2 * u2 + u) * m0 + (3 * u2 - 2 * u3) * b[i] + (u3 - u2) * m1;
  }
  return out;
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
  // A ball that is seen turning sharply was hit: a curve through it would overshoot.
  const slow = (p: Ball | null | undefined, q: Ball) => p && p.velocity && q.velocity && dot(p.velocity, q.velocity) > 0;
  const at = curve([slow(before, a) ? before?.at : null, slow(next, b) ? next?.at : null], a.at, b.at, u, t);
  return { ...a, at };
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
