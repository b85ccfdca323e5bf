// Compares the page's bodies with the program's: `node skinned_body.cjs POSES.json DRAWN.json`. POSES.json has {"poses", "worlds"}.
// Compares vertices and placed feet, prints {"vertices", "worst_mm"}, and writes to DRAWN.json where the page draws soles and knees at
// the requested times, twice: with all frames available, and live. Exits with 3 where esbuild or three is not found (set NODE_PATH).
const fs = require('fs');
const os = require('os');
const path = require('path');

/** As in player.ts. */
const LIVE_S = 0.06;

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
  const outfile = path.join(folder, 'skinned_body.cjs');
  const source = path.join(__dirname, '../src');
  const contents = 'export * from "./skinned_body"; export { Vector3 } from "three"; export { PoseCompleter } from "./pose_completion"; export { placeFoot } from "./foot_lock"; export { keepHead } from "./bind_pose"; export { Store } from "./store"; export { PoseInterpolator } from "./pose_interpolator";';
  esbuild.buildSync({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true, format: 'cjs', platform: 'node', outfile, alias: { three }, logLevel: 'error',
  });
  const { keepHead, posedVertices, Vector3, PoseCompleter, SkinnedBody, Store, PoseInterpolator, placeFoot } = require(outfile);
  const vector = (p) => new Vector3(...p);
  const ears = [3, 4, 17];
  let worst = 0, vertices = 0;
  const { poses, worlds } = JSON.parse(fs.readFileSync(process.argv[2]));
  for (const { joints, seen, rest, at, put } of poses) {
    const stood = joints.map(vector);
    const { ankle, bigToe, smallToe } = put.sole;
    placeFoot({ ankle: vector(ankle), bigToe: vector(bigToe), smallToe: vector(smallToe) }, put.side, put.stand, put.pitch, stood);
    stood.forEach((p, i) => (worst = Math.max(worst, p.distanceTo(vector(put.joints[i])))));
    // A pose with missing joints is completed from one that has all.
    const completer = new PoseCompleter(rest.map(vector), 0.1);
    const first = completer.next(null, joints, 0.02);
    posedVertices(completer.next(first, seen, 0.02).joints).forEach((p, i) => {
      worst = Math.max(worst, p.distanceTo(vector(at[i])));
      vertices += 1;
    });
    // A head in its bind pose is left as it is; a distorted one is corrected to near where it was.
    const [sound, distorted] = [0, 1].map(() => rest.map(vector));
    keepHead(sound, 1);
    [[1, 0.5, -0.8], [0, 2, 0], [-1, 0, -1]].forEach((by, i) => distorted[ears[i]].add(vector(by)));
    keepHead(distorted, 1);
    for (const j of ears) {
      const [kept, moved] = [sound, distorted].map((of) => of[j].distanceTo(vector(rest[j])));
      if (kept > 1e-9) throw new Error(`a head in its bind pose must not move: joint ${j} moved by ${kept} m`);
      if (moved > 0.3) throw new Error(`joint ${j} is ${moved} m from its bind pose`);
    }
  }
  const knees = (interpolator) => [13, 14].map((j) => interpolator.joints[j].toArray());
  // As the page draws it: from all frames, or only from those that have arrived live.
  const drawn = worlds.map(({ frames, times, soles }) => [Infinity, LIVE_S].map((aheadS) => {
    const [store, interpolators, rows] = [new Store(), new Map(), []];
    let received = 0;
    for (const t of times) {
      for (; received < frames.length && frames[received].time <= t + aheadS; received++) store.add(frames[received]);
      const around = store.around(t);
      const athletes = (store.at(t)?.athletes ?? []).map(({ id }) => {
        if (!interpolators.has(id)) interpolators.set(id, [new PoseInterpolator(), new PoseInterpolator(false)]);
        const [locked, free] = interpolators.get(id);
        for (const w of [locked, free]) w.update(around.get(id) ?? [], t);
        const at = posedVertices(locked.joints, locked.fit);
        return {
          id, hip: locked.joints[19].toArray(), knees: knees(locked), free: knees(free),
          soles: soles.map((sole) => sole.map((v) => at[v].toArray())),
        };
      });
      rows.push({ t, athletes });
    }
    return rows;
  }));
  fs.writeFileSync(process.argv[3], JSON.stringify(drawn));
  const kit = { shirt: '#c22', shorts: '#fff', socks: '#fff', shoes: '#222', skin: '#c96', hair: '#321', ink: '#fff' };
  const skin = new SkinnedBody(kit, '');
  skin.pose([], [{ time: 0, joints: new Array(26).fill(null) }], 0);
  if (skin.object.visible) throw new Error('a body without joints must not be shown');
  skin.dispose();
  console.log(JSON.stringify({ vertices, worst_mm: 1000 * worst }));
} finally {
  fs.rmSync(folder, { recursive: true });
}
