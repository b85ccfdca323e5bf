// Drives the page in a headless Chromium: a recording, a live venue, and what goes wrong. `npm test` runs it; drive.mjs says with
// what. Screenshots go to test/out/. UPDATE=1 writes what they are compared with.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { browser, end, open, run, start } from "./drive.mjs";

const here = new URL(".", import.meta.url).pathname;
const out = `${here}out`;
mkdirSync(out, { recursive: true });

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** An image as 32 × 18 mean colours, 0 to 255. */
async function coarse(page, image) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(32, 18);
    const draw = canvas.getContext("2d");
    draw.imageSmoothingQuality = "high";
    draw.drawImage(image, 0, 0, 32, 18);
    return [...draw.getImageData(0, 0, 32, 18).data].filter((_, i) => i % 4 < 3);
  }, image.toString("base64"));
}

/** Compares a screenshot's mean colours with those of a screenshot that was approved by eye. */
async function assertLooks(page, name) {
  const image = await page.screenshot({ path: `${out}/${name}.png` });
  const golden = `${here}golden/${name}.json`;
  const now = await coarse(page, image);
  if (process.env.UPDATE) {
    mkdirSync(`${here}golden`, { recursive: true });
    writeFileSync(golden, JSON.stringify(now));
  }
  const then = JSON.parse(readFileSync(golden, "utf8"));
  const difference = now.reduce((sum, v, i) => sum + Math.abs(v - then[i]), 0) / now.length;
  console.log(`${name}: ${difference.toFixed(1)} of 255 from how it looked`);
  assert.ok(difference < 12, `${name} looks different: mean colours differ by ${difference.toFixed(1)} of 255; see ${out}/${name}.png`);
}

/** Waits until the eye has come to rest, however slowly images are drawn. */
async function rests(page) {
  let last = null;
  for (let i = 0; i < 120; i++) {
    await page.waitForTimeout(500);
    const eye = (await state(page)).eye;
    if (last && Math.hypot(...eye.map((v, k) => v - last[k])) < 2e-3) return;
    last = eye;
  }
  assert.fail("the eye does not come to rest");
}

const state = (page) =>
  page.evaluate(() => {
    const t = window.trackside;
    return {
      time: t.player.time, playing: t.player.playing, live: t.player.live, speed: t.player.speed, span: t.span,
      athletes: t.athletes.drawn.size, eye: t.renderer.camera.position.toArray(), mode: t.views.mode,
      events: t.timeline.events.length, selected: t.athletes.selected, delay: t.delay, words: document.getElementById("words").textContent,
      hip: t.instant?.athletes[0]?.joints[19] ?? null,
    };
  });

async function until(page, what, holds) {
  for (let i = 0; i < 600; i++) {
    const now = await state(page);
    if (holds(now)) return now;
    await page.waitForTimeout(50);
  }
  throw new Error(`not reached: ${what}; the state is ${JSON.stringify(await state(page))}`);
}

async function aRecording(file) {
  const url = await start(/serving at (\S+)/, "serve", file, "--port", "0");
  const { page, errors } = await open(url);
  await until(page, "loaded", (s) => s.athletes >= 6);
  const begun = await state(page);
  await until(page, "plays", (s) => s.time > begun.time + 0.3);
  await page.keyboard.press(" ");
  const held = await until(page, "holds", (s) => !s.playing);
  assert.ok(held.events > 0, "the recording has events");
  await page.keyboard.press(".");
  const event = await page.evaluate((time) => window.trackside.timeline.events.find((e) => e.time_s > time + 0.06 && e.kind !== "apex").time_s, held.time);
  const there = await state(page);
  assert.ok(Math.abs(there.time - event) < 1e-6, "it scrubs to the next event");
  await until(page, "the event's frames are there", (s) => s.athletes >= 6);
  // Between two frames there is motion: a 16th of a frame on is somewhere else.
  const hips = await page.evaluate(() => {
    const { store, player } = window.trackside;
    return [0, 1, 2, 3, 4].map((i) => store.at(player.time + i * 0.005).athletes.map((a) => a.joints[19]?.[0]).join());
  });
  assert.equal(new Set(hips).size, 5, "slow motion is smooth between frames");
  await page.keyboard.press("ArrowRight");
  const stepped = await state(page);
  assert.ok(stepped.time > there.time && stepped.time < there.time + 0.1, "it steps by a frame");
  await page.evaluate(() => window.trackside.player.seek(window.trackside.span[0] + 2));
  await rests(page);
  await assertLooks(page, "broadcast");
  await page.mouse.move(320, 150);
  await page.mouse.down();
  await page.mouse.move(430, 120, { steps: 4 });
  await page.mouse.up();
  const orbited = await until(page, "orbits", (s) => s.mode === "orbit");
  assert.ok(Math.hypot(...orbited.eye.map((v, i) => v - stepped.eye[i])) > 1, "the eye went around");
  await rests(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("f");
  await until(page, "follows", (s) => s.mode === "follow" && s.selected !== null);
  await rests(page);
  await assertLooks(page, "follow");
  await page.keyboard.press("1");
  await page.keyboard.press("s");
  await rests(page);
  await assertLooks(page, "camera");
  assert.deepEqual(errors, []);
  await page.close();
  const future = await fetch(`${url}api/replay?from=1000000&to=1000001`);
  assert.ok((await future.text()).includes("in the future"));
}

async function aLiveVenue(file) {
  const port = await freePort();
  const endpoint = `tcp/127.0.0.1:${port}`;
  await start(/(publishing)/, "replay", file, "--loop", "--listen", endpoint);
  const url = await start(/serving at (\S+)/, "serve", "--venue", "basketball", "--connect", endpoint, "--listen", "tcp/127.0.0.1:0", "--port", "0");
  const { page, errors } = await open(url, { width: 320, height: 180 });
  await until(page, "live", (s) => s.live && s.athletes >= 6);
  // A page compiles its shaders first; until then frames wait in the queue.
  await page.waitForTimeout(6000);
  const now = await until(page, "a second of it", (s) => s.delay !== null && s.span[1] - s.span[0] > 1);
  console.log(`live: ${(now.delay * 1000).toFixed(1)} ms from the server to the image`);
  assert.ok(now.delay < 0.1, `live frames take ${now.delay} s`);
  // The replayed recording starts over now and then, and the page then returns to live.
  await until(page, "an instant replay", (s) => {
    if (s.live) page.keyboard.press("i");
    return !s.live && s.speed === 0.5 && s.athletes >= 6;
  });
  await page.keyboard.press("l");
  await until(page, "live again", (s) => s.live);
  assert.deepEqual(errors, []);
  await page.close();
}

const OFFSETS = [-48, -36, -24, -12, 0, 12, 24, 36, 48];

/** How much what is drawn stands out from what is left and right of it, so many pixels beside each ankle. */
async function besideAnkles(page) {
  return page.evaluate((offsets) => {
    const t = window.trackside;
    const ratio = t.renderer.ratio;
    t.renderer.ratio = 1280 / window.innerWidth;
    t.renderer.resize();
    t.renderer.renderer.render(t.renderer.scene, t.renderer.camera);
    const { width, height } = t.renderer.renderer.domElement;
    const draw = new OffscreenCanvas(width, height).getContext("2d");
    draw.drawImage(t.renderer.renderer.domElement, 0, 0);
    t.renderer.ratio = ratio;
    t.renderer.resize();
    const colour = (x, y) => {
      const { data } = draw.getImageData(x - 2, y - 2, 5, 5);
      return [0, 1, 2].map((c) => data.filter((_, i) => i % 4 === c).reduce((sum, v) => sum + v / 25, 0));
    };
    const outstanding = (x, y) => {
      const [here, left, right] = [colour(x, y), colour(x - 18, y), colour(x + 18, y)];
      return Math.hypot(...here.map((v, c) => v - (left[c] + right[c]) / 2));
    };
    const ankles = t.instant.athletes.filter((a) => a.state === "confirmed").flatMap((a) => [a.joints[15], a.joints[16]]).filter(Boolean);
    const inImage = ankles.map((p) => {
      const v = t.renderer.camera.position.clone().set(...p).project(t.renderer.camera);
      return [Math.round(((v.x + 1) / 2) * width), Math.round(((1 - v.y) / 2) * height)];
    }).filter(([x, y]) => x > 70 && y > 4 && x < width - 70 && y < height - 4);
    return inImage.map(([x, y]) => offsets.map((d) => outstanding(x + d, y)));
  }, OFFSETS);
}

/** Halfway to the next camera: bodies stand where people were cut out of both images. */
async function halfWay(page) {
  await page.keyboard.press("h");
  await page.keyboard.press("w");
  await page.evaluate(() => {
    const { standing } = window.trackside.views;
    Object.defineProperty(standing, "began", { get: () => performance.now() - 500 * standing.seconds });
  });
  await page.waitForFunction(() => {
    const { cameras } = window.trackside;
    return cameras.shown(cameras.current) && cameras.shown(cameras.from);
  }, null, { timeout: 60000 });
  await page.waitForTimeout(1500);
  await assertLooks(page, "sweep");
  await page.keyboard.press("h");
}

/** The real cameras: images in sync, the bodies' ankles on those of the people in them, and around from one to the next. */
async function realCameras() {
  rmSync(`${out}/case`, { recursive: true, force: true });
  rmSync(`${out}/venue`, { recursive: true, force: true });
  run("synth", "basketball", "--seed", "900001", "--seconds", "1.6", "--set", "cameras.fps=12", "-o", `${out}/case`);
  run("import", "case", `${out}/case`, "-o", `${out}/venue`);
  run("run", `${out}/venue/venue.toml`, "--from", "detections", "--no-publish", "--force", "--record", `${out}/filmed.mcap`);
  const url = await start(/serving at (\S+)/, "serve", `${out}/filmed.mcap`, "--port", "0");
  const { page, errors } = await open(url, { width: 480, height: 270 });
  await until(page, "loaded", (s) => s.athletes >= 5);
  await page.keyboard.press(" ");
  const cameras = await page.evaluate(() => {
    const t = window.trackside;
    // The image alone: no names, no bodies.
    t.athletes.display.names = false;
    while (t.cameras.fade() !== 0);
    return t.rig.cameras.length;
  });
  const ankles = [];
  for (const camera of [1, 4]) {
    await page.keyboard.press(`${camera + 1}`);
    for (const s of [0.35, 1.1]) {
      await page.evaluate((s) => window.trackside.player.seek(window.trackside.span[0] + s), s);
      await page.evaluate(() => (window.trackside.player.playing = false));
      // The image is of the instant that is shown, to half a frame.
      await page.waitForFunction((camera) => {
        const t = window.trackside;
        const shown = t.cameras.shown(camera);
        return t.views.swept === 1 && shown && Math.abs(shown.time - t.player.time) <= 0.5 / 12 + 0.005;
      }, camera, { timeout: 60000 });
      await page.waitForTimeout(700);
      ankles.push(...await besideAnkles(page));
    }
  }
  const mean = OFFSETS.map((_, i) => ankles.reduce((sum, one) => sum + one[i] / ankles.length, 0));
  console.log(`cameras: ${ankles.length} ankles; beside them by ${OFFSETS.join()} px the image stands out by ${mean.map((v) => v.toFixed(0)).join()}`);
  const ankle = OFFSETS.indexOf(0);
  assert.ok(ankles.length >= 20 && mean.every((v, i) => i === ankle || v < 0.75 * mean[ankle]), "people stand where the ankles are drawn");
  await page.evaluate(() => window.trackside.cameras.show(true));
  await page.waitForTimeout(2500);
  await assertLooks(page, "filmed");
  await halfWay(page);
  // Around the instant: it goes on from camera to camera by itself, and stops when the key is pressed again.
  await page.keyboard.press("z");
  const first = await page.evaluate(() => window.trackside.cameras.current);
  await page.waitForFunction((first) => window.trackside.cameras.current !== first && window.trackside.cameras.shown(window.trackside.cameras.current), first, { timeout: 60000 });
  await page.keyboard.press("z");
  assert.equal(await page.evaluate(() => window.trackside.cameras.isTouring), false);
  await page.keyboard.press("q");
  await page.waitForFunction(() => window.trackside.views.swept === 1, null, { timeout: 60000 });
  assert.ok(cameras === 6 && (await state(page)).mode === "camera");
  assert.deepEqual(errors, []);
  await page.close();
}

/** Landmarks, picked by hand on the page of `calibrate pick`: what is saved is where was clicked. */
async function picksLandmarks() {
  const images = ["cam_01", "cam_02"].map((name) => `${name}=${out}/broadcast.png`);
  run("calibrate", "pick", ...images, "--field", "basketball-fiba", "-o", `${out}/pick.html`, "--force");
  const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`file://${out}/pick.html`);
  await page.waitForFunction(() => window.ready);
  const click = async (x, y) => {
    const [u, v] = await page.evaluate(([x, y]) => {
      const box = $("view").getBoundingClientRect();
      return [box.left + view.x + (x + 0.5) * view.scale, box.top + view.y + (y + 0.5) * view.scale];
    }, [x, y]);
    await page.mouse.click(u, v);
  };
  await page.locator("#tabs button").nth(1).click();
  await page.locator('[data-id="point key corner +x -y"]').last().click();
  await click(10, 10);
  await click(300, 200);
  await page.keyboard.press("ArrowRight");
  await page.locator('[data-id="line side line -y"]').last().click();
  await click(100, 50);
  await click(500, 60);
  await click(20, 300);
  await page.keyboard.press("Delete");
  await page.screenshot({ path: `${out}/pick.png` });
  const [saved] = await Promise.all([page.waitForEvent("download"), page.locator("#save").click()]);
  const text = readFileSync(await saved.path(), "utf8");
  const numbers = [...text.matchAll(/-?\d+\.\d+/g)].map((m) => Number(m[0]));
  const expected = [300.25, 200, 100, 50, 500, 60];
  assert.ok(numbers.length === 6 && numbers.every((n, i) => Math.abs(n - expected[i]) < 1), text);
  const words = text.replace(/\[[^a-z]*\]\n/g, "…\n");
  assert.equal(words, 'field = "basketball-fiba"\n\n[[camera]]\nname = "cam_02"\n[[camera.point]]\nname = "key corner +x -y"\nat = …\n[[camera.line]]\nname = "side line -y"\nat = …\n');
  await page.reload();
  await page.waitForFunction(() => window.ready);
  assert.equal(await page.locator("#tabs").textContent(), "cam_01 (0)cam_02 (2)", "what was picked is kept");
  assert.deepEqual(errors, []);
  await page.close();
}

async function whatGoesWrong(file) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto(await start(/serving at (\S+)/, "serve", file, "--port", "0"));
  assert.match(await page.locator("#stop p").innerText(), /no WebGL 2/);
  await page.close();
  const lonely = await open(await start(/serving at (\S+)/, "serve", "--venue", "nobody", "--listen", "tcp/127.0.0.1:0", "--port", "0"));
  await until(lonely.page, "it says that no session is published", (s) => s.words.includes("is not published yet"));
  await lonely.page.close();
}

try {
  const file = `${out}/game.mcap`;
  run("run", "synth:basketball", "--from", "detections", "--seconds", "5", "--seed", "900001", "--no-publish", "--force", "--record", file);
  await aRecording(file);
  await realCameras();
  await picksLandmarks();
  await aLiveVenue(file);
  await whatGoesWrong(file);
  console.log("the page: all well");
} finally {
  await end();
}
