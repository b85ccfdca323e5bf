// The health panel: counters, and a button for each camera.

import type { Camera } from "./server";

/** Rewrites the panel where something changed. */
export function health(
  corner: HTMLElement, rows: [string, string][], cameras: Camera[], absent: number[], through: (camera: number) => void,
): void {
  const key = JSON.stringify([rows, absent, cameras.length]);
  if (corner.dataset.key === key) return;
  corner.dataset.key = key;
  corner.replaceChildren(...rows.map(([what, value]) => {
    const row = document.createElement("div");
    for (const words of [what, value]) row.append(Object.assign(document.createElement("span"), { textContent: words }));
    return row;
  }));
  const all = document.createElement("div");
  all.id = "cameras";
  cameras.forEach((camera, i) => {
    const button = document.createElement("button");
    button.textContent = `${i + 1}`;
    const gone = absent.includes(i);
    button.title = `${camera.name}: ${gone ? "no view in this frame" : "has a view"}`;
    button.className = gone ? "absent" : "";
    button.onclick = () => through(i);
    all.append(button);
  });
  corner.append(all);
}
