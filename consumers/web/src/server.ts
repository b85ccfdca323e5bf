// The replay server's API: match, clips, images and the live stream. docs/reference/replay.md is the contract.

import { decode, decodeClip, type Frame, type Point } from "./frame";

export interface Camera {
  name: string;
  size_px: [number, number];
  focal_px: [number, number];
  principal_px: [number, number];
  position_m: Point;
  right: Point;
  down: Point;
  forward: Point;
  /** Whether there are images of it. */
  has_images: boolean;
  /** The ideal points (x/z, y/z) of a square grid of its pixels, row after row from the top. */
  ideal_grid: ([number, number] | null)[];
}

/** A camera's image, and the interval of instants to which it is the nearest one, s. */
export interface Image {
  time: number;
  from: number;
  until: number;
  size: [number, number];
  bitmap: ImageBitmap;
}

export type Shape =
  | { polyline: [number, number][] }
  | { arc: { centre: [number, number]; radius_m: number; from: number; to: number } }
  | { disc: { centre: [number, number]; radius_m: number } };

export type Structure =
  | { basket: { ring: Point; radius_m: number; board: Point; board_m: [number, number]; towards: number } }
  | { goal: { at: [number, number]; width_m: number; height_m: number; depth_m: number } };

export interface Field {
  kind: "basketball" | "athletics" | "football";
  size_m: [number, number];
  markings: { shape: Shape; width_m: number }[];
  structures: Structure[];
}

export interface Match {
  venue: string;
  session: string;
  live: boolean;
  buffer_s: number | null;
  span_s: [number, number] | null;
  field: Field | null;
  cameras: Camera[];
}

export interface Event {
  time_s: number;
  kind: string;
  athlete?: number;
  position_m?: Point;
  speed_m_s?: number;
  score: number;
}

export interface Health {
  nodes: { node: string; time_s: number; counters: Record<string, number> }[];
  pages: number;
  lost_by_pages: number;
  unusable: number;
}

/** Throws the server's error text. */
async function request(path: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path);
  } catch {
    throw new Error("The server does not answer: is `trackside serve` running?");
  }
  if (!response.ok) throw new Error(await response.text());
  return response;
}

export async function match(): Promise<Match> {
  return (await request("/api/match")).json() as Promise<Match>;
}

export async function events(): Promise<Event[]> {
  return (await request("/api/events")).json() as Promise<Event[]>;
}

export async function clip(from: number, to: number): Promise<Frame[]> {
  const response = await request(`/api/replay?from=${from.toFixed(6)}&to=${to.toFixed(6)}`);
  return decodeClip(new Uint8Array(await response.arrayBuffer()));
}

/** The image of a camera that is nearest to an instant. */
export async function image(camera: string, time: number, width: number): Promise<Image> {
  const response = await request(`/api/image?camera=${encodeURIComponent(camera)}&t=${time.toFixed(6)}&width=${width}`);
  const seconds = (name: string) => Number(response.headers.get(`trackside-${name}`));
  const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: "none" });
  return { time: seconds("time"), from: seconds("from"), until: seconds("until"), size: [bitmap.width, bitmap.height], bitmap };
}

export interface Listener {
  /** `delay` is from the frame's arrival at the server to now, s, by two clocks that agree on one host. */
  frame(frame: Frame, delay: number): void;
  event(event: Event): void;
  health(health: Health): void;
  lost(messages: number): void;
  /** Another session, or a replay that starts over. */
  reset(): void;
  connected(is: boolean): void;
}

/** Subscribes to the live stream and reconnects for ever. */
export function listen(listener: Listener): void {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => listener.connected(true);
  socket.onclose = () => {
    listener.connected(false);
    setTimeout(() => listen(listener), 1000);
  };
  socket.onmessage = (message: MessageEvent<ArrayBuffer | string>) => {
    if (typeof message.data === "string") {
      const content = JSON.parse(message.data) as Record<string, unknown>;
      if ("event" in content) listener.event(content.event as Event);
      else if ("health" in content) listener.health(content.health as Health);
      else if ("lost" in content) listener.lost(content.lost as number);
      else if ("reset" in content) listener.reset();
      return;
    }
    const head = new DataView(message.data);
    const delay = Date.now() / 1000 - head.getFloat64(0, true);
    try {
      listener.frame(decode(new Uint8Array(message.data, 9), head.getUint8(8) === 1 ? "smooth" : "live"), delay);
    } catch (error) {
      console.warn(error);
    }
  };
}
