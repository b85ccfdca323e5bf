// A ghost: an action that happened before, shown again beside the one that is shown now, from the same place and direction.

import * as THREE from "three";
import { figure, type Figure, type Style } from "./figures";
import { JOINTS, type Point } from "./frame";
import { kit } from "./cast";
import { middle, type Store } from "./store";

/** An action of one athlete, as it began, s. */
interface Action {
  athlete: number;
  begins: number;
}

export class Ghost {
  readonly group = new THREE.Group();
  private action: Action | null = null;
  /** From the action's time and place to those of now. */
  private aligned: { shift: number; turn: THREE.Matrix4 } | null = null;
  private figure: { figure: Figure; style: Style } | null = null;
  /** The action's own frames. */
  private joints: { time: number; joints: (Point | null)[] }[] = [];
  private static readonly LONGEST_S = 15;

  get state(): "none" | "marked" | "shown" {
    return this.aligned ? "shown" : this.action ? "marked" : "none";
  }

  /** Takes the action that begins now. */
  mark(athlete: number, time: number): void {
    this.clear();
    this.action = { athlete, begins: time };
  }

  /** Begins it again now, where `athlete` is, in the direction in which that one goes. False where it is not known. */
  align(store: Store, athlete: number, time: number): boolean {
    if (!this.action) return false;
    this.remember(store);
    const there = course(store, this.action.athlete, this.action.begins);
    const here = course(store, athlete, time);
    if (!there || !here) return false;
    const turn = new THREE.Matrix4().makeTranslation(here.at[0], here.at[1], 0);
    turn.multiply(new THREE.Matrix4().makeRotationZ(here.heading - there.heading));
    turn.multiply(new THREE.Matrix4().makeTranslation(-there.at[0], -there.at[1], 0));
    this.aligned = { shift: this.action.begins - time, turn };
    return true;
  }

  clear(): void {
    this.action = this.aligned = null;
    this.joints = [];
    this.figure?.figure.dispose();
    this.figure = null;
    this.group.clear();
  }

  /** The frames of the action, kept for as long as the ghost is there. */
  private remember(store: Store): void {
    if (!this.action || this.joints.length > 0) return;
    const { athlete, begins } = this.action;
    for (let time = begins; time < begins + Ghost.LONGEST_S; time += 1 / 50) {
      const found = store.at(time)?.athletes.find((a) => a.id === athlete);
      if (found) this.joints.push({ time, joints: found.joints });
    }
  }

  show(store: Store, time: number, style: Style): void {
    if (!this.action || !this.aligned) return;
    this.remember(store);
    const then = time + this.aligned.shift;
    const frame = this.joints.findLast((f) => f.time <= then);
    this.group.visible = frame !== undefined && then - frame.time < 0.1;
    if (!frame || !this.group.visible) return;
    if (this.figure?.style !== style) {
      this.figure?.figure.dispose();
      this.group.clear();
      const { athlete } = this.action;
      const worn = kit({ id: athlete, team: null });
      const pale = { ...worn, shirt: "#9fd4ff", shorts: "#6fb6f2", socks: "#9fd4ff", skin: "#cfe8ff", hair: "#88bfee", shoes: "#cfe8ff" };
      this.figure = { figure: figure(style, pale, "", true), style };
      this.group.add(this.figure.figure.object);
    }
    const at = new THREE.Vector3();
    const moved: (Point | null)[] = new Array(JOINTS).fill(null);
    frame.joints.forEach((p, j) => {
      if (p && this.aligned) moved[j] = at.set(...p).applyMatrix4(this.aligned.turn).toArray();
    });
    this.figure.figure.pose(moved, frame.time);
  }
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
