// The people in a venue camera's image: the bodies rendered from that camera, dilated.

import * as THREE from "three";
import type { Camera } from "./server";

/** Layer of the objects that the mask contains; they are drawn as usual as well. */
export const MASK_LAYER = 1;
/** Margin for hair, clothing and measurement error, m. */
const DILATION_M = 0.09;
const WIDTH_PX = 480;

/** White; vertices are moved outward along their normals. */
const dilated = new THREE.MeshBasicMaterial({ fog: false, toneMapped: false });
dilated.onBeforeCompile = (shader) => {
  shader.vertexShader = shader.vertexShader.replace(
    "#include <begin_vertex>", `#include <begin_vertex>\n  transformed += normalize(normal) * ${DILATION_M};`,
  );
  shader.fragmentShader = shader.fragmentShader.replace("#include <color_fragment>", "");
};

export class PersonMask {
  /** From world space to the position in the undistorted image, ±1 at its edges. */
  readonly imageFromWorld = new THREE.Matrix4();
  private readonly eye = new THREE.PerspectiveCamera();
  private readonly target: THREE.WebGLRenderTarget;

  constructor(camera: Camera) {
    const ideal = camera.ideal_grid.filter((p) => p !== null);
    const reach = (axis: 0 | 1) => [Math.min(...ideal.map((p) => p[axis])), Math.max(...ideal.map((p) => p[axis]))];
    const [[left, right], [above, below]] = [reach(0), reach(1)];
    const near = 0.1;
    const { eye } = this;
    const [x, y, z] = [camera.right, camera.down.map((v) => -v), camera.forward.map((v) => -v)].map((v) => new THREE.Vector3(...v));
    eye.position.set(...camera.position_m);
    eye.quaternion.setFromRotationMatrix(new THREE.Matrix4().makeBasis(x, y, z));
    eye.updateMatrixWorld();
    eye.projectionMatrix.makePerspective(left * near, right * near, -above * near, -below * near, near, 500);
    eye.projectionMatrixInverse.copy(eye.projectionMatrix).invert();
    eye.layers.set(MASK_LAYER);
    this.imageFromWorld.multiplyMatrices(eye.projectionMatrix, eye.matrixWorldInverse);
    const height = Math.max(1, Math.round((WIDTH_PX * (below - above)) / Math.max(1e-6, right - left)));
    this.target = new THREE.WebGLRenderTarget(WIDTH_PX, Math.min(2 * WIDTH_PX, height));
  }

  get texture(): THREE.Texture {
    return this.target.texture;
  }

  draw(renderer: THREE.WebGLRenderer, scene: THREE.Scene): void {
    const { background, overrideMaterial } = scene;
    const { autoUpdate } = renderer.shadowMap;
    [scene.background, scene.overrideMaterial, renderer.shadowMap.autoUpdate] = [null, dilated, false];
    renderer.setRenderTarget(this.target);
    renderer.setClearColor(0, 1);
    renderer.clear();
    renderer.render(scene, this.eye);
    renderer.setRenderTarget(null);
    [scene.background, scene.overrideMaterial, renderer.shadowMap.autoUpdate] = [background, overrideMaterial, autoUpdate];
  }

  dispose(): void {
    this.target.dispose();
  }
}
