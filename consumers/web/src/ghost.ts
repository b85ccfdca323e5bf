// A ghost: a translucent copy of an earlier action, aligned with the current one in position and direction.

import * as THREE from "three";
import { createModel, type AthleteModel, type Style } from "./athlete_models";
import type { Frame, Point } from "./frame";
import { kit } from "./athletes";
import { middle, Store } from "./store";

/** An action of one athlete: its start, s, and copies of its frames, kept for as long as the ghost is shown. */
interface Action {
  athlete: number;
  begins: number;
  frames: Frame[];
}

/** Longest action that is kept, s. */
const MAX_ACTION_S = 15;

export class Ghost {
  readonly group = new THREE.Group();
  private action: Action | null = null;
  /** Time shift from playback to the action, and its aligned frames. */
  private aligned: { shift: number; frames: Store } | null = null;
  private drawn: { model: AthleteModel; style: Style } | null = null;

  get state(): "none" | "marked" | "shown" {
    return this.aligned ? "shown" : this.action ? "marked" : "none";
  }

  /** Keeps the action that begins now. */
  mark(store: Store, athlete: number, time: number): void {
    this.clear();
    this.action = { athlete, begins: time, frames: framesOf(store, athlete, time) };
  }

  /** Starts the action now, at the position and heading of `athlete`. False where these are unknown. */
  align(store: Store, athlete: number, time: number): boolean {
    if (!this.action) return false;
    const { action } = this;
    // The store may hold more of the action by now, or less.
    const frames = framesOf(store, action.athlete, action.begins);
    if (frames.length > action.frames.length) action.frames = frames;
    const there = positionAndHeading(storeOf(action.frames), action.athlete, action.begins);
    const here = positionAndHeading(store, athlete, time);
    if (!there || !here) return false;
    const aligning = new THREE.Matrix4().makeTranslation(here.at[0], here.at[1], 0);
    aligning.multiply(new THREE.Matrix4().makeRotationZ(here.heading - there.heading));
    aligning.multiply(new THREE.Matrix4().makeTranslation(-there.at[0], -there.at[1], 0));
    const moved = (p: Point | null): Point | null => p && new THREE.Vector3(...p).applyMatrix4(aligning).toArray();
    const shown = action.frames.map((frame) => {
      const [who] = frame.athletes;
      return { ...frame, athletes: [{ ...who, joints: who.joints.map(moved) }] };
    });
    this.aligned = { shift: action.begins - time, frames: storeOf(shown) };
    return true;
  }

  clear(): void {
    this.action = this.aligned = null;
    this.drawn?.model.dispose();
    this.drawn = null;
    this.group.clear();
  }

  show(time: number, style: Style): void {
    if (!this.action || !this.aligned) return;
    const { frames, shift } = this.aligned;
    const then = time + shift;
    const instant = then >= this.action.begins ? frames.at(then) : null;
    this.group.visible = instant !== null;
    if (!instant) return;
    if (this.drawn?.style !== style) {
      this.drawn?.model.dispose();
      this.group.clear();
      const { athlete } = this.action;
      const worn = kit({ id: athlete, team: null });
      const pale = { ...worn, shirt: "#9fd4ff", shorts: "#6fb6f2", socks: "#9fd4ff", skin: "#cfe8ff", hair: "#88bfee", shoes: "#cfe8ff" };
      this.drawn = { model: createModel(style, pale, "", true), style };
      this.group.add(this.drawn.model.object);
    }
    const [{ id, joints }] = instant.athletes;
    this.drawn.model.pose(joints, frames.around(then).get(id) ?? [], then);
  }
}

/** The frames of one athlete from the start of the action. */
function framesOf(store: Store, athlete: number, begins: number): Frame[] {
  return store.between(begins - 0.1, begins + MAX_ACTION_S).flatMap((frame) => {
    const who = frame.athletes.find((a) => a.id === athlete);
    return who ? [{ ...frame, athletes: [who], ball: null }] : [];
  });
}

function storeOf(frames: Frame[]): Store {
  const store = new Store();
  for (const frame of frames) store.add(frame);
  return store;
}

/** An athlete's position and heading, rad. */
function positionAndHeading(store: Store, athlete: number, time: number): { at: Point; heading: number } | null {
  const of = (t: number) => store.at(t)?.athletes.find((a) => a.id === athlete)?.joints;
  const joints = of(time);
  const at = middle(joints);
  if (!joints || !at) return null;
  const later = middle(of(time + 0.5));
  if (later && Math.hypot(later[0] - at[0], later[1] - at[1]) > 0.4) {
    return { at, heading: Math.atan2(later[1] - at[1], later[0] - at[0]) };
  }
  const [l, r] = [joints[11], joints[12]];
  if (!l || !r) return null;
  return { at, heading: Math.atan2(r[0] - l[0], -(r[1] - l[1])) };
}
