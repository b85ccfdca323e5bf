// Tracking frames: the wire's protobuf to plain objects. schema/proto/trackside/v1/frame.proto is the contract.

/** HALPE_26, by name. */
export const JOINT = {
  nose: 0, lEye: 1, rEye: 2, lEar: 3, rEar: 4, lShoulder: 5, rShoulder: 6, lElbow: 7, rElbow: 8, lWrist: 9,
  rWrist: 10, lHip: 11, rHip: 12, lKnee: 13, rKnee: 14, lAnkle: 15, rAnkle: 16, head: 17, neck: 18, hip: 19,
  lBigToe: 20, rBigToe: 21, lSmallToe: 22, rSmallToe: 23, lHeel: 24, rHeel: 25,
} as const;
export const JOINTS = 26;

/** World space, m. */
export type Point = [number, number, number];

export type State = "tentative" | "confirmed" | "coasting";
const STATES: State[] = ["tentative", "tentative", "confirmed", "coasting"];

export interface Athlete {
  id: number;
  team: string | null;
  number: number | null;
  state: State;
  /** By HALPE_26; null where absent. */
  joints: (Point | null)[];
  /** m/s */
  velocity: Point | null;
}

export interface Ball {
  at: Point;
  velocity: Point | null;
  /** Whether a view of this frame took part; else it is predicted. */
  measured: boolean;
}

export type Stream = "live" | "smooth";

export interface Frame {
  tick: number;
  /** Seconds since 1970-01-01 UTC. */
  time: number;
  session: string;
  athletes: Athlete[];
  ball: Ball | null;
  /** Cameras without a view, by their index in the rig. */
  absent: number[];
  /** Latency by stage, ms. */
  latency: { stage: string; ms: number }[];
  /** A smooth frame uses views from after its time, and replaces the live frame. */
  stream: Stream;
}

const text = new TextDecoder();

/** Reads the fields of one message. */
class Reader {
  private at: number;
  readonly view: DataView;
  constructor(readonly bytes: Uint8Array, start = 0, readonly end = bytes.length) {
    this.at = start;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  get done(): boolean {
    return this.at >= this.end;
  }
  get position(): number {
    return this.at;
  }
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      if (this.at >= this.end) throw new Error("a frame is cut off");
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }
  float(): number {
    const value = this.view.getFloat32(this.at, true);
    this.at += 4;
    return value;
  }
  /** Nanoseconds to seconds. */
  time(): number {
    const ns = this.view.getBigInt64(this.at, true);
    this.at += 8;
    // Whole seconds and the rest are converted apart, so that no digit is lost.
    const billion = 1_000_000_000n;
    return Number(ns / billion) + Number(ns % billion) * 1e-9;
  }
  part(): Reader {
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new Error("a frame is cut off");
    return new Reader(this.bytes, start, this.at);
  }
  string(): string {
    const part = this.part();
    return text.decode(this.bytes.subarray(part.at, part.end));
  }
  skip(kind: number): void {
    if (kind === 0) this.varint();
    else if (kind === 1) this.at += 8;
    else if (kind === 2) this.part();
    else if (kind === 5) this.at += 4;
    else throw new Error(`a frame has a field of an unknown kind (${kind})`);
  }
  /** Calls `take` with each field's number and wire type; a field for which it returns false is skipped. */
  fields(take: (field: number, kind: number) => boolean): void {
    while (!this.done) {
      const tag = this.varint();
      if (!take(tag >>> 3, tag & 7)) this.skip(tag & 7);
    }
  }
}

function point(reader: Reader): Point {
  const at: Point = [0, 0, 0];
  reader.fields((field) => {
    if (field < 1 || field > 3) return false;
    at[field - 1] = reader.float();
    return true;
  });
  return at;
}

function joint(reader: Reader, joints: (Point | null)[]): void {
  let index = 0;
  const at: Point = [0, 0, 0];
  reader.fields((field) => {
    if (field === 1) index = reader.varint();
    else if (field >= 2 && field <= 4) at[field - 2] = reader.float();
    else return false;
    return true;
  });
  if (index < JOINTS) joints[index] = at;
}

function athlete(reader: Reader): Athlete {
  const joints = new Array<Point | null>(JOINTS).fill(null);
  const found: Athlete = { id: 0, team: null, number: null, state: "tentative", joints, velocity: null };
  reader.fields((field) => {
    if (field === 1) found.id = reader.varint();
    else if (field === 2) found.team = reader.string();
    else if (field === 3) found.number = reader.varint();
    else if (field === 4) found.state = STATES[reader.varint()] ?? "tentative";
    else if (field === 5) joint(reader.part(), joints);
    else if (field === 6) found.velocity = point(reader.part());
    else return false;
    return true;
  });
  return found;
}

function ball(reader: Reader): Ball {
  const found: Ball = { at: [0, 0, 0], velocity: null, measured: false };
  reader.fields((field) => {
    if (field === 1) found.at = point(reader.part());
    else if (field === 2) found.velocity = point(reader.part());
    else if (field === 5) found.measured = reader.varint() === 1;
    else return false;
    return true;
  });
  return found;
}

function stage(reader: Reader): { stage: string; ms: number } {
  const found = { stage: "", ms: 0 };
  reader.fields((field) => {
    if (field === 1) found.stage = reader.string();
    else if (field === 2) found.ms = reader.varint() * 1e-6;
    else return false;
    return true;
  });
  return found;
}

/** Decodes one `TrackingFrame`. Throws where the bytes are not one. */
export function decode(bytes: Uint8Array, stream: Stream): Frame {
  const reader = new Reader(bytes);
  const frame: Frame = {
    tick: 0, time: 0, session: "", athletes: [], ball: null, absent: [], latency: [], stream,
  };
  reader.fields((field, kind) => {
    if (field === 3) frame.session = reader.string();
    else if (field === 5) frame.tick = reader.varint();
    else if (field === 6) frame.time = reader.time();
    else if (field === 7) frame.athletes.push(athlete(reader.part()));
    else if (field === 8) frame.ball = ball(reader.part());
    else if (field === 9 && kind === 2) {
      const packed = reader.part();
      while (!packed.done) frame.absent.push(packed.varint());
    } else if (field === 9) frame.absent.push(reader.varint());
    else if (field === 10) frame.latency.push(stage(reader.part()));
    else return false;
    return true;
  });
  return frame;
}

/** Frames in protobuf's delimited form, as `/api/replay` gives them. */
export function decodeClip(bytes: Uint8Array): Frame[] {
  const reader = new Reader(bytes);
  const frames: Frame[] = [];
  while (!reader.done) {
    const part = reader.part();
    frames.push(decode(bytes.subarray(part.position, part.end), "live"));
  }
  return frames;
}
