// A ghost: an action that happened before, shown again beside the one that is shown now, from the same place and direction.

import * as THREE from "three";
import { figure, type Figure, type Style } from "./figures";
import type { Frame, Point } from "./frame";
import { kit } from "./cast";
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
  /** From the action's time to that of now; its frames, where they are shown. */
  private aligned: { shift: number; frames: Store } | null = null;
  private figure: { figure: Figure; style: Style } | null = null;

  get state(): "none" | "marked" | "shown" {
    return this.aligned ? "shown" : this.action ? "marked" : "none";
  }

  /** Takes the action that begins now. */
  mark(store: Store, athlete: number, time: number): void {
    this.clear();
    this.action = { athlete, begins: time, frames: framesOf(store, athlete, time) };
  }

  /** Begins it again now, where `athlete` is, in the direction in which that one goes. False where it is not known. */
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
    this.figure?.figure.dispose();
    this.figure = null;
    this.group.clear();
  }

  show(time: number, style: Style): void {
    if (!this.action || !this.aligned) return;
    const { frames, shift } = this.aligned;
    const then = time + shift;
    const moment = then >= this.action.begins ? frames.at(then) : null;
    this.group.visible = moment !== null;
    if (!moment) return;
    if (this.figure?.style !== style) {
      this.figure?.figure.dispose();
      this.group.clear();
      const { athlete } = this.action;
      const worn = kit({ id: athlete, team: null });
      const pale = { ...worn, shirt: "#9fd4ff", shorts: "#6fb6f2", socks: "#9fd4ff", skin: "#cfe8ff", hair: "#88bfee", shoes: "#cfe8ff" };
      this.figure = { figure: figure(style, pale, "", true), style };
      this.group.add(this.figure.figure.object);
    }
    const [{ id, joints }] = moment.athletes;
    this.figure.figure.pose(joints, frames.around(then).get(id) ?? [], then);
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

/** Where somebody is, and where they go or face, rad. */
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
