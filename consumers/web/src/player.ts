// The playback time: at the live edge, or playing at a speed, paused, stepped, scrubbed or looped.

import type { Store } from "./store";

/** Minimum playback delay of live frames, s: bodies are interpolated with the frames that follow. */
const LATE_S = 0.06;

export const SPEEDS = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4];

export class Player {
  time = 0;
  playing = true;
  live = false;
  speed = 1;
  loop: [number, number] | null = null;
  private mark: number | null = null;
  /** This computer's clock minus the frames' time, s. */
  private offset: number | null = null;

  constructor(private readonly store: Store) {}

  /** Records that a frame of that time was received just now. */
  received(time: number): void {
    const offset = performance.now() / 1000 - time;
    if (this.offset === null || Math.abs(offset - this.offset) > 1) this.offset = offset;
    else this.offset += 0.08 * (offset - this.offset);
  }

  /** Playback delay of live frames, s, such that a next frame is always there. */
  get late(): number {
    return Math.max(LATE_S, this.store.interval());
  }

  reset(): void {
    this.offset = null;
    this.loop = this.mark = null;
  }

  /** Advances by `passed` s within the available span. */
  advance(passed: number, span: [number, number]): void {
    if (this.live) {
      const newest = this.store.newest;
      if (!newest || this.offset === null) return;
      const head = performance.now() / 1000 - this.offset - this.late;
      this.time = Math.min(newest.time, Math.max(head, Math.min(this.time, newest.time)));
      if (newest.time - this.time > 0.5) this.time = newest.time;
      return;
    }
    if (this.playing) this.time += passed * this.speed;
    if (this.loop && (this.time > this.loop[1] || this.time < this.loop[0] - 0.5)) this.time = this.loop[0];
    if (this.time >= span[1]) {
      this.time = span[1];
      if (this.offset === null) this.playing = false;
      else if (this.playing && this.speed >= 1 && !this.loop) this.goLive();
    }
    this.time = Math.max(this.time, span[0]);
  }

  goLive(): void {
    this.live = true;
    this.playing = true;
    this.speed = 1;
    this.loop = null;
  }

  seek(time: number): void {
    this.live = false;
    this.time = time;
  }

  toggle(): void {
    if (this.live) {
      this.live = false;
      this.playing = false;
    } else this.playing = !this.playing;
  }

  faster(by: number): void {
    const index = SPEEDS.indexOf(this.speed);
    this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index + by))];
    if (by < 0) this.live = false;
  }

  step(by: number): void {
    this.live = false;
    this.playing = false;
    this.time = this.store.step(this.time, by) ?? this.time;
  }

  /** The first call sets the start of the loop, the second its end, the third clears it. */
  loopHere(): "begins" | "set" | "none" {
    if (this.loop) {
      this.loop = null;
      return "none";
    }
    if (this.mark === null || this.time <= this.mark + 0.05) {
      this.mark = this.time;
      return "begins";
    }
    this.loop = [this.mark, this.time];
    this.mark = null;
    this.live = false;
    this.playing = true;
    return "set";
  }

  get loopStart(): number | null {
    return this.mark;
  }
}
