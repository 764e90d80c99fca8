/**
 * Before the end-to-end tests: the pack they load is the compiled one, so it is built when it is older than its sources;
 * and where no Pulumi CLI is found, it says which tests are left out and how to get them.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { findCli } from "../../../tools/engine/cli";
import { LEFT_OUT_VARIABLE, mustRun } from "./gate";

const ROOT = path.join(__dirname, "..", "..", "..");

export default function setup(): void {
  const search = findCli();
  if (search.cli === undefined) {
    // Where they must run, each test says so itself (gate.ts).
    process.env[LEFT_OUT_VARIABLE] = search.reason;
    if (!mustRun()) {
      const files = readdirSync(path.join(ROOT, "test", "e2e")).map((file) => `test/e2e/${file}`);
      process.stderr.write(
        `\nLeft out, because ${search.reason}: ${files.join(", ")}.\n` +
          "They drive the real Pulumi engine. To get them, install Pulumi (https://www.pulumi.com/docs/iac/download-install/),\n" +
          "or build its CLI with Go: npm run engine. No account is needed.\n\n",
      );
    }
    return;
  }
  if (isStale()) {
    const { status } = spawnSync(process.execPath, [path.join(ROOT, "tools", "build.cjs")], { stdio: "inherit" });
    if (status !== 0) {
      throw new Error("the policy pack does not compile, so the end-to-end tests have nothing to load: npm run build");
    }
  }
}

function isStale(): boolean {
  const built = path.join(ROOT, "dist", "policy-pack", "index.js");
  const sources = ["policy-pack", "preflight", "kit"].map((each) => newest(path.join(ROOT, each)));
  return !existsSync(built) || Math.max(...sources) > statSync(built).mtimeMs;
}

function newest(directory: string): number {
  return Math.max(
    0,
    ...readdirSync(directory, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
  );
}
