/**
 * `npm start`: the main job on what the repository brings along. Checks the reference stack, which is clean, and then a
 * faulty sample program, so that the reader sees both reports. Exits 0 when each gave the verdict it should.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "./rule-files";

const CLI = path.join(ROOT, "dist", "preflight", "cli.js");

/** Program directory, and the exit code its check must have. */
const CHECKS: readonly (readonly [string, number])[] = [
  ["reference-stack", 0],
  ["test/fixtures/programs/faulty", 1],
];

for (const [directory, expected] of CHECKS) {
  console.log(`\n$ npx preflight check ${directory}\n`);
  const { status, error } = spawnSync(process.execPath, [CLI, "check", directory], { cwd: ROOT, stdio: "inherit" });
  if (error !== undefined || status !== expected) {
    console.error(`expected exit code ${expected}, got ${String(status ?? error?.message)}`);
    process.exitCode = 1;
  }
}
if (process.exitCode === undefined) {
  console.log("\nBoth as they should be: the reference stack is clean, and the faulty sample is caught.");
}
