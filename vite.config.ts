import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

// Every script and style sheet that lies directly in frontend/ is an entry; templates name it by its file name.
const entries = readdirSync("frontend").filter((name) => /\.(ts|css)$/.test(name) && !name.endsWith(".d.ts"));

export default defineConfig({
  root: "frontend",
  base: "/static/",
  build: {
    outDir: "../build/frontend",
    emptyOutDir: true,
    manifest: "manifest.json",
    // Pictures stay files: the browser caches them, and style sheets stay small.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: entries.map((name) => `frontend/${name}`) },
  },
});
