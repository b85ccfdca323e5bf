// The images of the page in docs/: replay.png, and replay.webp, in which the eye moves around one instant. `npm run images`
// makes them with ffmpeg.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { end, open, run, start } from "./drive.mjs";

const out = new URL("out/images", import.meta.url).pathname;
const docs = new URL("../../../docs", import.meta.url).pathname;
const SHOT_S = 3.4;
const FRAMES = 54;

/** Places the eye at an angle around the centre of play, rad. */
const placeEye = (page, angle, far, high) =>
  page.evaluate(([angle, far, high]) => {
    const { views, renderer } = window.trackside;
    views.set("orbit");
    views.sweep = null;
    views.controls.target.set(9.4, 0.4, 1.3);
    renderer.camera.position.set(9.4 + far * Math.cos(angle), 0.4 + far * Math.sin(angle), high);
    renderer.camera.fov = 40;
    renderer.camera.updateProjectionMatrix();
    views.controls.update();
    // Full resolution and shadows, however slow the drawing is.
    renderer.changed = Number.POSITIVE_INFINITY;
    renderer.ratio = 1;
    renderer.shadow = 4096;
    renderer.sun.shadow.mapSize.set(4096, 4096);
    renderer.resize();
    window.trackside.draw();
  }, [angle, far, high]);

async function shown(url, size) {
  const { page } = await open(`${url}#t=${SHOT_S}&paused&view=orbit`, size);
  await page.waitForFunction(() => window.trackside?.athletes.drawn.size >= 6, null, { timeout: 60000 });
  return page;
}

try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const file = `${out}/game.mcap`;
  run("run", "synth:basketball", "--from", "detections", "--seconds", "12", "--seed", "900001", "--no-publish", "--force", "--record", file);
  const url = await start(/serving at (\S+)/, "serve", file, "--port", "0");
  const page = await shown(url, { width: 1280, height: 720 });
  await page.keyboard.press("x");
  await placeEye(page, -2.15, 9, 2.7);
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `${docs}/replay.png` });
  await page.close();
  const turning = await shown(url, { width: 560, height: 315 });
  await turning.evaluate(() => document.body.classList.add("broadcast-mode"));
  for (let i = 0; i < FRAMES; i++) {
    await placeEye(turning, -2.3 + 0.9 * Math.sin((2 * Math.PI * i) / FRAMES), 8.5, 2.8);
    await turning.waitForTimeout(400);
    await turning.screenshot({ path: `${out}/${String(i).padStart(3, "0")}.png` });
  }
  const ffmpeg = spawnSync("ffmpeg", ["-y", "-framerate", "14", "-i", `${out}/%03d.png`, "-c:v", "libwebp_anim", "-quality", "62", "-loop", "0", `${docs}/replay.webp`]);
  assert.equal(ffmpeg.status, 0, `ffmpeg: ${ffmpeg.stderr}`);
} finally {
  await end();
}
