// The field of play: its ground, the lines that the server gives, and what stands on it.

import * as THREE from "three";
import type { Field, Shape, Structure } from "./server";

/** A seeded generator of random numbers from 0 to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function canvasTexture(width: number, height: number, paint: (draw: CanvasRenderingContext2D) => void): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const draw = canvas.getContext("2d");
  if (draw) paint(draw);
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 16;
  texture.wrapS = texture.wrapT = THREE.RepeatWrapping;
  return texture;
}

/** Maple planks, laid lengthways; the texture covers 4 m × 2 m. */
function wood(): THREE.CanvasTexture {
  return canvasTexture(1024, 512, (draw) => {
    const random = randomNumbers(7);
    for (let row = 0; row < 28; row++) {
      const [y, height] = [(row * 512) / 28, 512 / 28 + 1];
      for (let x = -random() * 300; x < 1024; ) {
        const length = 160 + random() * 260;
        const light = 52 + random() * 7;
        draw.fillStyle = `hsl(${29 + random() * 5} ${48 + random() * 8}% ${light}%)`;
        draw.fillRect(x, y, length, height);
        draw.globalAlpha = 0.1;
        for (let grain = 0; grain < 7; grain++) {
          draw.fillStyle = random() < 0.5 ? "#7a4a1c" : "#fff0d6";
          draw.fillRect(x, y + random() * height, length, 0.8);
        }
        draw.globalAlpha = 0.35;
        draw.fillStyle = "#6b4520";
        draw.fillRect(x, y, 1, height);
        draw.globalAlpha = 1;
        x += length;
      }
      draw.fillStyle = "rgb(90 55 25 / 28%)";
      draw.fillRect(0, y, 1024, 0.8);
    }
  });
}

function speckled(base: string, dots: [string, string], seed: number): THREE.CanvasTexture {
  return canvasTexture(512, 512, (draw) => {
    const random = randomNumbers(seed);
    draw.fillStyle = base;
    draw.fillRect(0, 0, 512, 512);
    for (let i = 0; i < 22000; i++) {
      draw.globalAlpha = 0.05 + random() * 0.16;
      draw.fillStyle = dots[random() < 0.5 ? 0 : 1];
      draw.fillRect(random() * 512, random() * 512, 1 + random() * 1.6, 1 + random() * 2.4);
    }
    draw.globalAlpha = 1;
  });
}

function floor(
  size: [number, number], texture: THREE.Texture | null, tile: [number, number], material: THREE.MeshStandardMaterialParameters, z: number,
): THREE.Mesh {
  if (texture) texture.repeat.set(size[0] / tile[0], size[1] / tile[1]);
  const mesh = new THREE.Mesh(
    new THREE.PlaneGeometry(size[0], size[1]),
    new THREE.MeshStandardMaterial({ map: texture, metalness: 0, roughness: 0.9, ...material }),
  );
  mesh.position.z = z;
  mesh.receiveShadow = true;
  return mesh;
}

/** The points along a line. */
function pointsOf(shape: Shape): [number, number][] {
  if ("polyline" in shape) return shape.polyline;
  if ("disc" in shape) return [];
  const { centre, radius_m, from, to } = shape.arc;
  const steps = Math.max(16, Math.ceil(((to - from) * radius_m) / 0.12));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + ((to - from) * i) / steps;
    return [centre[0] + radius_m * Math.cos(angle), centre[1] + radius_m * Math.sin(angle)];
  });
}

/** A flat band along points, its corners mitred and its ends square. */
function band(points: [number, number][], width: number): THREE.BufferGeometry {
  const half = width / 2;
  const closed = points.length > 3 && Math.hypot(points[0][0] - points[points.length - 1][0], points[0][1] - points[points.length - 1][1]) < 1e-6;
  const position: number[] = [];
  const index: number[] = [];
  const direction = (a: [number, number], b: [number, number]): [number, number] => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  };
  const last = points.length - 1;
  points.forEach((p, i) => {
    const before = i > 0 ? direction(points[i - 1], p) : closed ? direction(points[last - 1], p) : direction(p, points[1]);
    const after = i < last ? direction(p, points[i + 1]) : closed ? direction(p, points[1]) : before;
    const middle: [number, number] = [before[0] + after[0], before[1] + after[1]];
    const length = Math.hypot(middle[0], middle[1]) || 1;
    const normal = [-middle[1] / length, middle[0] / length];
    const reach = half / Math.max(0.3, normal[0] * -after[1] + normal[1] * after[0]);
    const end = closed ? 0 : i === 0 ? -half : i === last ? half : 0;
    const at = [p[0] + after[0] * end, p[1] + after[1] * end];
    position.push(at[0] + normal[0] * reach, at[1] + normal[1] * reach, 0, at[0] - normal[0] * reach, at[1] - normal[1] * reach, 0);
    if (i > 0) {
      const q = 2 * i;
      index.push(q - 2, q - 1, q, q, q - 1, q + 1);
    }
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(position, 3));
  geometry.setAttribute("normal", new THREE.Float32BufferAttribute(position.map((_, i) => (i % 3 === 2 ? 1 : 0)), 3));
  geometry.setIndex(index);
  return geometry;
}

function lines(field: Field): THREE.Group {
  const group = new THREE.Group();
  const paint = new THREE.MeshStandardMaterial({
    color: "#f6f5f0", roughness: 0.7, side: THREE.DoubleSide, polygonOffset: true, polygonOffsetFactor: -3, polygonOffsetUnits: -3,
  });
  for (const { shape, width_m } of field.markings) {
    const flat = "disc" in shape
      ? new THREE.CircleGeometry(shape.disc.radius_m, 24).translate(shape.disc.centre[0], shape.disc.centre[1], 0)
      : band(pointsOf(shape), width_m);
    const mesh = new THREE.Mesh(flat, paint);
    mesh.position.z = 0.003;
    mesh.receiveShadow = true;
    group.add(mesh);
  }
  return group;
}

function pole(from: THREE.Vector3, to: THREE.Vector3, radius: number, material: THREE.Material): THREE.Mesh {
  const mesh = new THREE.Mesh(new THREE.CylinderGeometry(radius, radius, from.distanceTo(to), 16), material);
  mesh.position.addVectors(from, to).multiplyScalar(0.5);
  mesh.quaternion.setFromUnitVectors(new THREE.Vector3(0, 1, 0), new THREE.Vector3().subVectors(to, from).normalize());
  mesh.castShadow = true;
  return mesh;
}

/** Threads between corners: rows along the first and columns along the second direction. */
function net(corners: THREE.Vector3[], mesh_m: number): THREE.LineSegments {
  const [a, b, c, d] = corners;
  const points: THREE.Vector3[] = [];
  const mix = (p: THREE.Vector3, q: THREE.Vector3, t: number) => new THREE.Vector3().lerpVectors(p, q, t);
  const [columns, rows] = [Math.ceil(a.distanceTo(b) / mesh_m), Math.ceil(a.distanceTo(d) / mesh_m)];
  for (let i = 0; i <= columns; i++) points.push(mix(a, b, i / columns), mix(d, c, i / columns));
  for (let i = 0; i <= rows; i++) points.push(mix(a, d, i / rows), mix(b, c, i / rows));
  const thread = new THREE.LineBasicMaterial({ color: "#ffffff", transparent: true, opacity: 0.32 });
  return new THREE.LineSegments(new THREE.BufferGeometry().setFromPoints(points), thread);
}

function structure(what: Structure): THREE.Group {
  const group = new THREE.Group();
  const at = (x: number, y: number, z: number) => new THREE.Vector3(x, y, z);
  if ("goal" in what) {
    const white = new THREE.MeshStandardMaterial({ color: "#ffffff", roughness: 0.35 });
    const { at: [x, y], width_m, height_m, depth_m } = what.goal;
    const half = width_m / 2 + 0.06;
    const [l, r, lt, rt] = [at(x, y - half, 0), at(x, y + half, 0), at(x, y - half, height_m + 0.06), at(x, y + half, height_m + 0.06)];
    group.add(pole(l, lt, 0.06, white), pole(r, rt, 0.06, white), pole(lt, rt, 0.06, white));
    const [lb, rb] = [at(x + depth_m, y - half, 0), at(x + depth_m, y + half, 0)];
    const [lm, rm] = [at(x + depth_m * 0.45, y - half, height_m), at(x + depth_m * 0.45, y + half, height_m)];
    group.add(net([lt, rt, rm, lm], 0.16), net([lm, rm, rb, lb], 0.16), net([lt, lm, lb, l], 0.16), net([rt, rm, rb, r], 0.16));
    return group;
  }
  const { ring, radius_m, board, board_m, towards } = what.basket;
  const orange = new THREE.MeshStandardMaterial({ color: "#e8501c", roughness: 0.35, metalness: 0.3 });
  const dark = new THREE.MeshStandardMaterial({ color: "#1b2a45", roughness: 0.5 });
  const glass = new THREE.MeshPhysicalMaterial({ color: "#dfeaf5", transparent: true, opacity: 0.28, roughness: 0.08, side: THREE.DoubleSide });
  const torus = new THREE.Mesh(new THREE.TorusGeometry(radius_m + 0.009, 0.012, 10, 48), orange);
  torus.position.set(...ring);
  torus.castShadow = true;
  const pane = new THREE.Mesh(new THREE.BoxGeometry(0.03, board_m[0], board_m[1]), glass);
  pane.position.set(board[0] + 0.015 * towards, board[1], board[2]);
  group.add(torus, pane);
  // The board's frame, and the square above the ring.
  const edge = new THREE.MeshStandardMaterial({ color: "#ffffff", roughness: 0.4 });
  const outline = (width: number, height: number, z: number) => {
    const [y0, y1, z0, z1] = [-width / 2, width / 2, z, z + height];
    const x = board[0] - 0.004 * towards;
    for (const [p, q] of [[[y0, z0], [y1, z0]], [[y1, z0], [y1, z1]], [[y1, z1], [y0, z1]], [[y0, z1], [y0, z0]]]) {
      group.add(pole(at(x, board[1] + p[0], p[1]), at(x, board[1] + q[0], q[1]), 0.02, edge));
    }
  };
  outline(board_m[0], board_m[1], board[2] - board_m[1] / 2);
  outline(0.59, 0.45, ring[2] + 0.02);
  const back = board[0] + towards * 2.2;
  const neck = at(board[0] + towards * 0.03, board[1], board[2] - 0.25);
  group.add(pole(at(ring[0] + towards * (radius_m + 0.01), ring[1], ring[2]), at(board[0], ring[1], ring[2]), 0.03, orange));
  group.add(pole(neck, at(back, board[1], 2.2), 0.08, dark), pole(at(back, board[1], 0), at(back, board[1], 2.4), 0.16, dark));
  const base = new THREE.Mesh(new THREE.BoxGeometry(1.5, 1.1, 0.35), dark);
  base.position.set(back + 0.2 * towards, board[1], 0.175);
  base.castShadow = true;
  group.add(base);
  const threads: THREE.Vector3[] = [];
  for (let i = 0; i < 12; i++) {
    for (const winding of [1, -1]) {
      for (let row = 0; row < 4; row++) {
        const point = (k: number) => {
          const angle = ((i + (winding * k) / 2) / 12) * 2 * Math.PI;
          const radius = radius_m * (1 - 0.42 * Math.sqrt(k / 4));
          return at(ring[0] + radius * Math.cos(angle), ring[1] + radius * Math.sin(angle), ring[2] - (0.42 * k) / 4);
        };
        threads.push(point(row), point(row + 1));
      }
    }
  }
  const thread = new THREE.LineBasicMaterial({ color: "#ffffff", transparent: true, opacity: 0.85 });
  group.add(new THREE.LineSegments(new THREE.BufferGeometry().setFromPoints(threads), thread));
  return group;
}

/** Advertising boards along the sides, `away` metres from the field. */
function boards(size: [number, number], away: number): THREE.Group {
  const texture = canvasTexture(1024, 64, (draw) => {
    const shade = draw.createLinearGradient(0, 0, 1024, 0);
    shade.addColorStop(0, "#08204f");
    shade.addColorStop(0.5, "#0d3a86");
    shade.addColorStop(1, "#08204f");
    draw.fillStyle = shade;
    draw.fillRect(0, 0, 1024, 64);
    draw.font = "bold 40px Arial, sans-serif";
    draw.textBaseline = "middle";
    draw.textAlign = "center";
    draw.fillStyle = "#eaf2ff";
    draw.fillText("T R A C K S I D E", 256, 34);
    draw.fillStyle = "#ffb02e";
    for (let i = 0; i < 5; i++) {
      draw.beginPath();
      draw.moveTo(700 + i * 40, 14);
      draw.lineTo(722 + i * 40, 14);
      draw.lineTo(706 + i * 40, 50);
      draw.lineTo(684 + i * 40, 50);
      draw.fill();
    }
  });
  const group = new THREE.Group();
  const [hx, hy] = [size[0] / 2 + away, size[1] / 2 + away];
  for (const [x, y, length, turn] of [[0, hy, 2 * hx, 0], [0, -hy, 2 * hx, Math.PI], [hx, 0, 2 * hy, -Math.PI / 2], [-hx, 0, 2 * hy, Math.PI / 2]]) {
    const map = texture.clone();
    map.repeat.set(Math.max(1, Math.round(length / 9)), 1);
    // Drawn from the field's side only: a camera behind a board looks through it.
    const board = new THREE.Mesh(
      new THREE.PlaneGeometry(length, 0.8),
      new THREE.MeshStandardMaterial({ map, emissive: "#ffffff", emissiveMap: map, emissiveIntensity: 0.35, roughness: 0.5 }),
    );
    board.rotation.set(Math.PI / 2, turn, 0);
    board.position.set(x, y, 0.4);
    group.add(board);
  }
  return group;
}

/** Rows of seats that fade into the dark. */
function stands(size: [number, number], away: number): THREE.Mesh {
  const seats = canvasTexture(512, 256, (draw) => {
    const random = randomNumbers(3);
    draw.fillStyle = "#070b14";
    draw.fillRect(0, 0, 512, 256);
    for (let row = 0; row < 16; row++) {
      for (let seat = 0; seat < 42; seat++) {
        const light = 9 + random() * 15 * (1 - row / 22);
        draw.fillStyle = `hsl(${205 + random() * 40} ${18 + random() * 25}% ${light}%)`;
        const [x, y] = [seat * 12.2 + (row % 2) * 6, 250 - row * 16];
        draw.fillRect(x + 2, y - 9, 8, 9);
        draw.beginPath();
        draw.arc(x + 6, y - 11, 3, 0, 7);
        draw.fill();
      }
    }
  });
  const [hx, hy] = [size[0] / 2 + away, size[1] / 2 + away];
  const radius = 4;
  const outline: [number, number][] = [];
  for (const [cx, cy, from] of [[hx, hy, 0], [-hx, hy, 1], [-hx, -hy, 2], [hx, -hy, 3]]) {
    for (let i = 0; i <= 8; i++) {
      const angle = ((from + i / 8) * Math.PI) / 2;
      outline.push([cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)]);
    }
  }
  outline.push(outline[0]);
  const rise = Math.max(9, size[1] * 0.28);
  const position: number[] = [];
  const uv: number[] = [];
  const index: number[] = [];
  let along = 0;
  outline.forEach(([x, y], i) => {
    if (i > 0) along += Math.hypot(x - outline[i - 1][0], y - outline[i - 1][1]);
    const out = 1 + (rise * 1.5) / Math.hypot(x, y);
    position.push(x, y, 0.9, x * out, y * out, rise);
    uv.push(along / 14, 0, along / 14, 1);
    if (i > 0) index.push(2 * i - 2, 2 * i - 1, 2 * i, 2 * i, 2 * i - 1, 2 * i + 1);
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(position, 3));
  geometry.setAttribute("uv", new THREE.Float32BufferAttribute(uv, 2));
  geometry.setIndex(index);
  // Unlit, and from the inside alone, so that venue cameras outside are not hidden.
  return new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ map: seats, fog: true, side: THREE.FrontSide }));
}

/** The venue around a field; without a field, a floor with a grid of metres. */
export function build(field: Field | null): THREE.Group {
  const group = new THREE.Group();
  if (!field) {
    const grid = new THREE.GridHelper(40, 40, "#3d5575", "#22324a").rotateX(Math.PI / 2);
    grid.position.z = 0.002;
    group.add(floor([400, 400], null, [1, 1], { color: "#141c2a" }, -0.02), grid);
    return group;
  }
  const size = field.size_m;
  const around = (margin: number): [number, number] => [size[0] + 2 * margin, size[1] + 2 * margin];
  const far = around(180);
  if (field.kind === "basketball") {
    group.add(floor(far, null, [1, 1], { color: "#10151f" }, -0.03));
    group.add(floor(around(2.2), null, [1, 1], { color: "#12305f", roughness: 0.55 }, -0.012));
    group.add(floor(size, wood(), [4, 2], { roughness: 0.5 }, 0));
    for (const s of [-1, 1]) {
      const key = floor([5.8, 4.9], null, [1, 1], { color: "#163c7c", roughness: 0.55, polygonOffset: true, polygonOffsetFactor: -1 }, 0.001);
      key.position.x = s * (size[0] / 2 - 2.9);
      group.add(key);
    }
    const disc = new THREE.Mesh(new THREE.CircleGeometry(1.8, 64), new THREE.MeshStandardMaterial({ color: "#163c7c", roughness: 0.55, polygonOffset: true, polygonOffsetFactor: -1 }));
    disc.position.z = 0.001;
    disc.receiveShadow = true;
    group.add(disc, boards(size, 3), stands(size, 6));
  } else if (field.kind === "football") {
    group.add(floor(far, null, [1, 1], { color: "#0d1512" }, -0.03));
    group.add(floor(around(5), speckled("#274f20", ["#1a3d15", "#3f6a2c"], 11), [3, 3], {}, -0.01));
    const width = size[0] / 18;
    for (let i = 0; i < 18; i++) {
      const grass = i % 2 ? speckled("#2f5f26", ["#1f4718", "#4a7a35"], 12) : speckled("#386e2c", ["#26561d", "#578a3e"], 13);
      const stripe = floor([width, size[1]], grass, [3, 3], {}, 0);
      stripe.position.x = -size[0] / 2 + (i + 0.5) * width;
      group.add(stripe);
    }
    group.add(boards(size, 5.5), stands(size, 10));
  } else {
    group.add(floor(far, speckled("#31562a", ["#203f1b", "#4d7437"], 21), [3, 3], {}, -0.03));
    const track = speckled("#a8452f", ["#8a3524", "#c2583d"], 22);
    group.add(floor([size[0] + 40, size[1] + 1.6], track, [2, 2], {}, 0));
    group.add(boards([size[0] + 40, size[1]], 4), stands([size[0] + 40, size[1]], 9));
  }
  group.add(lines(field));
  for (const what of field.structures) group.add(structure(what));
  return group;
}
