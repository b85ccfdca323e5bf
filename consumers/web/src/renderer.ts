// The venue: renderer, light, shadow, and how much detail this computer can show smoothly.

import * as THREE from "three";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";

THREE.Object3D.DEFAULT_UP.set(0, 0, 1);

/** Detail is reduced above this average frame time and raised below the other, ms. */
const SLOW_MS = 22;
const FAST_MS = 12;
/** Bounds of the side of the shadow map, px. */
const MAX_SHADOW_PX = 4096;
const MIN_SHADOW_PX = 512;

export class Renderer {
  readonly scene = new THREE.Scene();
  readonly camera = new THREE.PerspectiveCamera(38, 1, 0.1, 600);
  readonly renderer: THREE.WebGLRenderer;
  private readonly sun = new THREE.DirectionalLight("#fff3e0", 2.3);
  private ratio = Math.min(window.devicePixelRatio, 2);
  private shadow = MAX_SHADOW_PX;
  private average = 16;
  /** When the detail was last changed, ms. */
  private changed = performance.now();

  constructor(canvas: HTMLCanvasElement) {
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true, powerPreference: "high-performance" });
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = THREE.PCFShadowMap;
    this.renderer.toneMapping = THREE.ACESFilmicToneMapping;
    this.renderer.toneMappingExposure = 0.86;
    const room = new THREE.PMREMGenerator(this.renderer);
    this.scene.environment = room.fromScene(new RoomEnvironment(), 0.04).texture;
    this.scene.environmentIntensity = 0.24;
    this.scene.environmentRotation.set(Math.PI / 2, 0, 0);
    room.dispose();
    this.scene.background = sky();
    this.scene.add(new THREE.HemisphereLight("#cfe2ff", "#4a3a2a", 0.6));
    const rim = new THREE.DirectionalLight("#8fb8ff", 0.9);
    rim.position.set(-30, 45, 25);
    const fill = new THREE.DirectionalLight("#ffffff", 0.3);
    fill.position.set(30, 30, 40);
    this.scene.add(rim, fill, this.sun, this.sun.target);
    this.sun.castShadow = true;
    this.sun.shadow.mapSize.set(this.shadow, this.shadow);
    this.sun.shadow.radius = 3;
    this.sun.shadow.bias = -0.0004;
    this.light([30, 17]);
    this.resize();
    window.addEventListener("resize", () => this.resize());
  }

  /** Fits the light to a field of that size, m: the shadow map's detail is spread over what is lit. */
  light(size: [number, number]): void {
    const reach = Math.hypot(size[0], size[1]) / 2 + 3;
    this.sun.position.set(-0.35 * reach, -0.55 * reach, 1.35 * reach);
    const camera = this.sun.shadow.camera;
    [camera.left, camera.right, camera.bottom, camera.top] = [-reach, reach, -reach, reach];
    camera.near = 0.1;
    camera.far = 3.5 * reach;
    camera.updateProjectionMatrix();
    this.setShadowBias();
  }

  /** Bodies shade themselves in stripes unless the shadow's bias is at least a pixel of the shadow map, m. */
  private setShadowBias(): void {
    this.sun.shadow.normalBias = Math.max(0.02, (2 * this.sun.shadow.camera.right) / this.shadow);
  }

  resize(): void {
    const [width, height] = [window.innerWidth, window.innerHeight];
    this.renderer.setPixelRatio(this.ratio);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  /** Draws; where that is too slow, later frames have fewer pixels and coarser shadows. */
  draw(took: number): void {
    this.renderer.render(this.scene, this.camera);
    // A mean over about the last half second.
    this.average += (1 - Math.exp(-took / 500)) * (Math.min(took, 500) - this.average);
    if (performance.now() - this.changed < 1500) return;
    const maxRatio = Math.min(window.devicePixelRatio, 2);
    if (this.average > SLOW_MS && (this.ratio > 0.5 || this.shadow > MIN_SHADOW_PX)) {
      this.setDetail(Math.max(0.5, this.ratio * 0.75), Math.max(MIN_SHADOW_PX, this.shadow / 2));
    } else if (this.average < FAST_MS && (this.ratio < maxRatio || this.shadow < MAX_SHADOW_PX)) {
      this.setDetail(Math.min(maxRatio, this.ratio * 1.2), Math.min(MAX_SHADOW_PX, this.shadow * 2));
    }
  }

  private setDetail(ratio: number, shadow: number): void {
    this.ratio = ratio;
    this.changed = performance.now();
    if (shadow !== this.shadow) {
      this.shadow = shadow;
      this.sun.shadow.mapSize.set(shadow, shadow);
      this.sun.shadow.map?.dispose();
      this.sun.shadow.map = null;
      this.setShadowBias();
    }
    this.resize();
  }

  get framesPerSecond(): number {
    return 1000 / this.average;
  }
}

/** The dark above the stands. */
function sky(): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [4, 256];
  const draw = canvas.getContext("2d");
  if (draw) {
    const shade = draw.createLinearGradient(0, 0, 0, 256);
    shade.addColorStop(0, "#050912");
    shade.addColorStop(0.55, "#0d1728");
    shade.addColorStop(1, "#0a1120");
    draw.fillStyle = shade;
    draw.fillRect(0, 0, 4, 256);
  }
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  return texture;
}
