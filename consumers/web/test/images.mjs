// The images of the page in docs/: replay.png, and replay.webp, a instant that the eye goes around. `npm run images` makes
// them reset, with ffmpeg.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { end, open, run, start } from "./drive.mjs";

const out = new URL("out/images", import.meta.url).pathname;
const docs = new URL("../../../docs", import.meta.url).pathname;
const SHOT_S = 3.4;
const FRAMES = 54;

/** Stands at an angle around the middle of what happens, rad. */
const stand = (page, angle, far, high) =>
  page.evaluate(([angle, far, high]) => {
    const { views, renderer } = window.trackside;
    views.set("orbit");
    views.sweep = null;
    views.controls.target.set(9.4, 0.4, 1.3);
    stage.camera.position.set(9.4 + far * Math.cos(angle), 0.4 + far * Math.sin(angle), high);
    stage.camera.fov = 40;
    stage.camera.updateProjectionMatrix();
    views.controls.update();
    // Every pixel and shadow, however long it takes.
    stage.changed = Number.POSITIVE_INFINITY;
    stage.ratio = 1;
    stage.shadow = 4096;
    stage.sun.shadow.mapSize.set(4096, 4096);
    stage.resize();
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
  await stand(page, -2.15, 9, 2.7);
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `${docs}/replay.png` });
  await page.close();
  const round = await shown(url, { width: 560, height: 315 });
  await round.evaluate(() => document.body.classList.add("broadcast-mode"));
  for (let i = 0; i < FRAMES; i++) {
    await stand(round, -2.3 + 0.9 * Math.sin((2 * Math.PI * i) / FRAMES), 8.5, 2.8);
    await round.waitForTimeout(400);
    await round.screenshot({ path: `${out}/${String(i).padStart(3, "0")}.png` });
  }
  const made = spawnSync("ffmpeg", ["-y", "-framerate", "14", "-i", `${out}/%03d.png`, "-c:v", "libwebp_anim", "-quality", "62", "-loop", "0", `${docs}/replay.webp`]);
  assert.equal(made.status, 0, `ffmpeg: ${made.stderr}`);
} finally {
  await end();
}
