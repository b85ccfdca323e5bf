// The page's bodies are the program's: `node skin.cjs POSES.json`, {"poses", "walks"}, compares vertices and planted
// feet, m, and tells how far feet that lie flat move. Prints {"vertices", "worst_mm", "slides", "half_mm", "most_mm"}. Exits with 3 where esbuild or three cannot be found (set NODE_PATH).
const fs = require('fs');
const os = require('os');
const path = require('path');

let esbuild, three;
try {
  esbuild = require('esbuild');
  three = path.join(path.dirname(require.resolve('three')), '..');
} catch (error) {
  console.error(String(error.message).split('\n')[0]);
  process.exit(3);
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trackside-skin-'));
try {
  const outfile = path.join(folder, 'skin.cjs');
  const source = path.join(__dirname, '../src');
  const contents = 'export * from "./skin"; export { Vector3 } from "three"; export { Whole } from "./whole"; export { Feet, put } from "./feet";';
  esbuild.buildSync({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true, format: 'cjs', platform: 'node', outfile, alias: { three }, logLevel: 'error',
  });
  const { keepHead, posedVertices, Vector3, Whole, Skin, Feet, put: putFoot } = require(outfile);
  const vector = (p) => new Vector3(...p);
  const ears = [3, 4, 17];
  let worst = 0, vertices = 0;
  const { poses, walks } = JSON.parse(fs.readFileSync(process.argv[2]));
  for (const { joints, seen, rest, at, put } of poses) {
    const stood = joints.map(vector);
    const { ankle, bigToe, smallToe } = put.sole;
    putFoot({ ankle: vector(ankle), bigToe: vector(bigToe), smallToe: vector(smallToe) }, put.side, put.stand, put.pitch, stood);
    stood.forEach((p, i) => (worst = Math.max(worst, p.distanceTo(vector(put.joints[i])))));
    // A pose with absent joints is completed from one that has all.
    const whole = new Whole(rest.map(vector), 0.1);
    whole.complete(joints, 0.02);
    whole.complete(seen, 0.02);
    posedVertices(whole.joints).forEach((p, i) => {
      worst = Math.max(worst, p.distanceTo(vector(at[i])));
      vertices += 1;
    });
    // A head that stands as at rest is left alone; one that is torn apart is put together near where it was.
    const [sound, torn] = [0, 1].map(() => rest.map(vector));
    keepHead(sound, 1);
    [[1, 0.5, -0.8], [0, 2, 0], [-1, 0, -1]].forEach((by, i) => torn[ears[i]].add(vector(by)));
    keepHead(torn, 1);
    for (const j of ears) {
      const [kept, moved] = [sound, torn].map((of) => of[j].distanceTo(vector(rest[j])));
      if (kept > 1e-9) throw new Error(`a sound head is left alone: joint ${j} went ${kept} m`);
      if (moved > 0.3) throw new Error(`joint ${j} is ${moved} m off`);
    }
  }
  const slides = [];
  for (const rows of walks) {
    const feet = new Feet();
    const from = [null, null];
    for (const { t, joints, flat } of rows) {
      const shown = joints.map(vector);
      feet.pose(shown, t);
      [24, 25].forEach((heel, i) => {
        if (flat[i]) {
          from[i] ??= { at: shown[heel], far: 0 };
          from[i].far = Math.max(from[i].far, Math.hypot(shown[heel].x - from[i].at.x, shown[heel].y - from[i].at.y));
        } else {
          if (from[i]) slides.push(1000 * from[i].far);
          from[i] = null;
        }
      });
    }
  }
  slides.sort((a, b) => a - b);
  const part = (share) => slides[Math.floor((slides.length - 1) * share)];
  const kit = { shirt: '#c22', shorts: '#fff', socks: '#fff', shoes: '#222', skin: '#c96', hair: '#321', ink: '#fff' };
  const skin = new Skin(kit, '');
  skin.pose(new Array(26).fill(null), 0);
  if (skin.object.visible) throw new Error('nobody is shown');
  skin.dispose();
  console.log(JSON.stringify({ vertices, worst_mm: 1000 * worst, slides: slides.length, half_mm: part(0.5), most_mm: part(0.95) }));
} finally {
  fs.rmSync(folder, { recursive: true });
}
