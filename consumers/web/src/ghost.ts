// A ghost: a translucent copy of an earlier action, aligned with the current one in position and direction.

import * as THREE from "three";
import { createModel, type AthleteModel, type Style } from "./athlete_models";
import type { Frame, Point } from "./frame";
import { kit } from "./athletes";
import { middle, Store } from "./store";

/** An action of one athlete: when it began, s, and its own frames, kept for as long as the ghost is there. */
interface Action {
  athlete: number;
  begins: number;
  frames: Frame[];
}

const LONGEST_S = 15;

export class Ghost {
  readonly group = new THREE.Group();
  private action: Action | null = null;
  /** Time shift from playback to the action, and its aligned frames. */
  private aligned: { shift: number; frames: Store } | null = null;
  private createModel: { createModel: AthleteModel; style: Style } | null = null;

  get state(): "none" | "marked" | "shown" {
    return this.aligned ? "shown" : this.action ? "marked" : "none";
  }

  /** Takes the action that begins now. */
  mark(store: Store, athlete: number, time: number): void {
    this.clear();
    this.action = { athlete, begins: time, frames: framesOf(store, athlete, time) };
  }

  /** Starts the action now, at the position and heading of `athlete`. False where these are unknown. */
  align(store: Store, athlete: number, time: number): boolean {
    if (!this.action) return false;
    const { action } = this;
    // More of it may have come meanwhile, or less may be left.
    const frames = framesOf(store, action.athlete, action.begins);
    if (frames.length > action.frames.length) action.frames = frames;
    const there = course(filled(action.frames), action.athlete, action.begins);
    const here = course(store, athlete, time);
    if (!there || !here) return false;
    const turn = new THREE.Matrix4().makeTranslation(here.at[0], here.at[1], 0);
    turn.multiply(new THREE.Matrix4().makeRotationZ(here.heading - there.heading));
    turn.multiply(new THREE.Matrix4().makeTranslation(-there.at[0], -there.at[1], 0));
    const moved = (p: Point | null): Point | null => p && new THREE.Vector3(...p).applyMatrix4(turn).toArray();
    const shown = action.frames.map((frame) => {
      const [who] = frame.athletes;
      return { ...frame, athletes: [{ ...who, joints: who.joints.map(moved) }] };
    });
    this.aligned = { shift: action.begins - time, frames: filled(shown) };
    return true;
  }

  clear(): void {
    this.action = this.aligned = null;
    this.createModel?.createModel.dispose();
    this.createModel = null;
    this.group.clear();
  }

  show(time: number, style: Style): void {
    if (!this.action || !this.aligned) return;
    const { frames, shift } = this.aligned;
    const then = time + shift;
    const instant = then >= this.action.begins ? frames.at(then) : null;
    this.group.visible = instant !== null;
    if (!instant) return;
    if (this.createModel?.style !== style) {
      this.createModel?.createModel.dispose();
      this.group.clear();
      const { athlete } = this.action;
      const worn = kit({ id: athlete, team: null });
      const pale = { ...worn, shirt: "#9fd4ff", shorts: "#6fb6f2", socks: "#9fd4ff", skin: "#cfe8ff", hair: "#88bfee", shoes: "#cfe8ff" };
      this.createModel = { createModel: createModel(style, pale, "", true), style };
      this.group.add(this.createModel.createModel.object);
    }
    const [{ id, joints }] = instant.athletes;
    this.createModel.createModel.pose(joints, frames.around(then).get(id) ?? [], then);
  }
}

/** What frames have of one athlete from when the action began. */
function framesOf(store: Store, athlete: number, begins: number): Frame[] {
  return store.between(begins - 0.1, begins + LONGEST_S).flatMap((frame) => {
    const who = frame.athletes.find((a) => a.id === athlete);
    return who ? [{ ...frame, athletes: [who], ball: null }] : [];
  });
}

function filled(frames: Frame[]): Store {
  const store = new Store();
  for (const frame of frames) store.add(frame);
  return store;
}

/** An athlete's position and heading, rad. */
function course(store: Store, athlete: number, time: number): { at: Point; heading: number } | null {
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
