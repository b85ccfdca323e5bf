// Checks a GLB file with Khronos's validator and with three.js: `node glb.cjs FILE.glb EXPECTED.json`.
// EXPECTED: [{"node", "t_s", "at": [x, y, z]}], world space, m. Prints {"errors", "warnings", "nodes", "worst_mm"}.
// Exits with 3 where gltf-validator or three cannot be found (set NODE_PATH).
const fs = require('fs');
const path = require('path');

let validator, three;
try {
  validator = require('gltf-validator');
  three = path.join(path.dirname(require.resolve('three')), '..');
} catch (error) {
  console.error(String(error.message).split('\n')[0]);
  process.exit(3);
}

async function main() {
  const bytes = fs.readFileSync(process.argv[2]);
  const expected = JSON.parse(fs.readFileSync(process.argv[3]));
  const report = await validator.validateBytes(new Uint8Array(bytes), { maxIssues: 20 });
  const { numErrors, numWarnings, messages } = report.issues;
  for (const m of messages) console.error(m.code, m.message, m.pointer);

  const THREE = await import(path.join(three, 'build/three.module.js'));
  const { GLTFLoader } = await import(path.join(three, 'examples/jsm/loaders/GLTFLoader.js'));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const gltf = await new GLTFLoader().parseAsync(buffer, '');
  const mixer = new THREE.AnimationMixer(gltf.scene);
  mixer.clipAction(gltf.animations[0]).setLoop(THREE.LoopOnce).play();
  const at = new THREE.Vector3();
  let worst = 0, nodes = 0;
  for (const e of expected) {
    mixer.setTime(e.t_s);
    gltf.scene.updateMatrixWorld(true);
    const node = gltf.scene.getObjectByName(THREE.PropertyBinding.sanitizeNodeName(e.node));
    if (!node) throw new Error('no node ' + e.node);
    node.getWorldPosition(at);
    const off = Math.hypot(at.x - e.at[0], -at.z - e.at[1], at.y - e.at[2]);
    worst = Math.max(worst, 1000 * off);
    nodes += 1;
  }
  console.log(JSON.stringify({ errors: numErrors, warnings: numWarnings, nodes, worst_mm: worst }));
}
main().catch((error) => { console.error(error); process.exit(1); });
