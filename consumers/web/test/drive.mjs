// Starts a program that serves the page, and a headless Chromium that opens it.
//
// TRACKSIDE: the program (default: target/debug/trackside). CHROMIUM: the browser (default: /usr/bin/chromium).

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const dist = new URL("../dist", import.meta.url).pathname;
const root = new URL("../../..", import.meta.url).pathname;
const program = process.env.TRACKSIDE ?? `${process.env.CARGO_TARGET_DIR ?? `${root}/target`}/debug/trackside`;
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
for (const [what, path] of [["the program", program], ["Chromium", browserPath]]) {
  if (!existsSync(path)) {
    console.log(`skipped: ${what} was not found (${path})`);
    process.exit(0);
  }
}
const children = [];

export function run(...args) {
  const done = spawnSync(program, args, { encoding: "utf8" });
  assert.equal(done.status, 0, `trackside ${args.join(" ")}: ${done.stderr}`);
}

/** Starts the program and waits until its output matches. */
export function start(match, ...args) {
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (text) => {
      output += text;
      const found = output.match(match);
      if (found) resolve(found[1]);
    });
    child.on("exit", () => reject(new Error(`trackside ${args.join(" ")} ended: ${output}`)));
  });
}

export const browser = await chromium.launch({
  executablePath: browserPath,
  // Chromium cannot know that a page that the test supplies is from this host.
  args: ["--disable-features=LocalNetworkAccessChecks", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking", "--disable-gpu-sandbox"],
});
export const open = async (url, size = { width: 640, height: 360 }) => {
  const page = await browser.newPage({ viewport: size });
  // The page as it was built last; the program may still contain an earlier one.
  await page.route("**/app.js", (route) => route.fulfill({ path: `${dist}/app.js`, contentType: "text/javascript" }));
  await page.route((url) => url.pathname === "/", (route) => route.fulfill({ path: `${dist}/index.html`, contentType: "text/html" }));
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (m) => m.type() === "error" && !m.text().includes("status of") && errors.push(m.text()));
  await page.goto(url);
  return { page, errors };
};

export async function end() {
  for (const child of children) {
    child.removeAllListeners("exit");
    child.kill();
  }
  await browser.close();
}
