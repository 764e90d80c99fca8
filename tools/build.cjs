// Compiles what runs at run time into dist/, puts the data files beside it, and makes one file of what the engine loads.
// Plain JavaScript, because every `npm ci` runs it (the script `dependencies` in package.json; not `prepare`, see
// docs/releasing.md). Built aside and put in place at the end, so that whoever runs meanwhile never sees half a build.
const { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const path = require("node:path");
const esbuild = require("esbuild");

const root = path.join(__dirname, "..");
const target = path.join(root, "dist");
const fresh = path.join(root, "node_modules", ".cache", `preflight-build-${process.pid}`);
const tsc = require.resolve("typescript/bin/tsc", { paths: [root] });

rmSync(fresh, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", fresh], {
  cwd: root,
  stdio: "inherit",
});
if (status !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  process.exit(status ?? 1);
}
for (const data of ["policy-pack/data", "preflight/data"]) {
  if (existsSync(path.join(root, data))) {
    cpSync(path.join(root, data), path.join(fresh, data), {
      recursive: true,
      filter: (source) => !source.endsWith(".ts"),
    });
  }
}
// `pulumi-preflight/rules/ID`: rules are imported by their id, wherever they lie.
const rules = path.join(fresh, "policy-pack", "rules");
mkdirSync(path.join(fresh, "rules"));
for (const file of readdirSync(rules, { recursive: true })) {
  const parts = file.split(path.sep);
  if (parts.length === 2 && file.endsWith(".js")) {
    const id = path.basename(file, ".js");
    const from = `../policy-pack/rules/${parts[0]}/${id}`;
    writeFileSync(path.join(fresh, "rules", `${id}.js`), `module.exports = require("${from}");\n`);
    writeFileSync(path.join(fresh, "rules", `${id}.d.ts`), `export * from "${from}";\n`);
  }
}

/** Data files stay beside the modules; the bundle finds them from where it lies. */
const dataOutside = {
  name: "data-outside",
  setup(build) {
    build.onResolve({ filter: /\.json$/ }, ({ path: asked, resolveDir }) => {
      const fromEntry = path.relative(path.dirname(entry), path.join(resolveDir, asked));
      return { path: `./${fromEntry.split(path.sep).join("/")}`, external: true };
    });
  },
};

/**
 * The engine starts the pack anew for every preview, and finding, reading and compiling some three hundred small files is a
 * good part of that (`npm run bench`). So what it loads holds all of them in one; packages stay outside. Whoever imports
 * single modules gets the single files.
 */
const entry = path.join(fresh, "policy-pack", "index.js");
esbuild
  .build({
    entryPoints: [entry],
    outfile: entry,
    allowOverwrite: true,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [dataOutside],
    logLevel: "error",
  })
  .then(
    () => {
      rmSync(target, { recursive: true, force: true });
      renameSync(fresh, target);
    },
    () => {
      rmSync(fresh, { recursive: true, force: true });
      process.exitCode = 1;
    },
  );
