// Compiles what runs at run time into dist/, and puts the data files beside it. Plain JavaScript, because every `npm ci`
// runs it (the script `dependencies` in package.json; not `prepare`, see docs/releasing.md). Built aside and put in place at
// the end, so that whoever runs meanwhile never sees half a build.
const { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");
const path = require("node:path");

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
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
