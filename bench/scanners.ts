/**
 * Runs another scanner over the reference stack and holds what it reports against the list of what is known and why
 * (`bench/scanners/`). Ends with exit code 1 when there is more, or less.
 *
 * `npx tsx bench/scanners.ts checkov`
 *
 * Checkov is installed from PyPI into a virtual environment in the cache at the first call, in half a minute. awsguard is
 * run by `test/e2e/reference-stack.test.ts`, over what was deployed.
 */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { registerProgram } from "../preflight/check";
import { cacheDirectory } from "../tools/engine/cli";
import { CHECKOV, CHECKOV_VERSION } from "./scanners/checkov";
import { reportedAt } from "./scanners/reported";
import { terraformResource } from "./scanners/terraform";

const ROOT = path.join(__dirname, "..");
const LONGEST_MS = 300_000;

function run(command: string, ...parameters: readonly string[]): SpawnSyncReturns<string> {
  const ended = spawnSync(command, [...parameters], {
    encoding: "utf8",
    timeout: LONGEST_MS,
    maxBuffer: 2 ** 28,
    // Without a key it asks nobody for anything.
    env: { ...process.env, BC_API_KEY: undefined, LOG_LEVEL: "ERROR" },
  });
  if (ended.error !== undefined) {
    throw new Error(`${command} cannot be run: ${ended.error.message}`);
  }
  return ended;
}

/** The executable, installed when it is not there yet. */
function checkov(): string {
  const directory = path.join(path.dirname(cacheDirectory()), `checkov-${CHECKOV_VERSION}`);
  const executable = path.join(directory, "bin", "checkov");
  const complete = path.join(directory, "complete");
  if (!existsSync(complete)) {
    // A virtual environment cannot be moved, so a mark says that it is whole.
    rmSync(directory, { recursive: true, force: true });
    for (const [command, ...parameters] of [
      ["python3", "-m", "venv", directory],
      [path.join(directory, "bin", "pip"), "install", "--quiet", `checkov==${CHECKOV_VERSION}`],
    ] as const) {
      const { status, stderr } = run(command, ...parameters);
      if (status !== 0) {
        throw new Error(`installing Checkov ${CHECKOV_VERSION} failed: ${stderr}`);
      }
    }
    writeFileSync(complete, "");
  }
  return executable;
}

/** Writes the stack as Terraform, a file for each resource, and says how many there are. */
async function writeTerraform(directory: string): Promise<number> {
  const { PATH, HOME, TMPDIR } = process.env;
  const { registry, error } = await registerProgram({
    directory: "reference-stack",
    cwd: ROOT,
    stack: "prod",
    environment: { PATH, HOME, TMPDIR },
  });
  if (error !== null) {
    throw new Error(`the reference stack cannot be run: ${error.message}`);
  }
  const resources = registry.resources.filter(({ type }) => type.startsWith("aws:"));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  mkdirSync(directory);
  for (const [index, resource] of resources.entries()) {
    writeFileSync(path.join(directory, `${index}-${resource.name}.tf`), terraformResource(resource, byUrn));
  }
  return resources.length;
}

interface CheckovReport {
  readonly summary: { readonly passed: number; readonly failed: number; readonly resource_count: number };
  readonly results: {
    readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[];
    readonly parsing_errors: readonly string[];
  };
}

async function runCheckov(): Promise<boolean> {
  const executable = checkov();
  const temporary = mkdtempSync(path.join(os.tmpdir(), "preflight-scanners-"));
  try {
    const directory = path.join(temporary, "terraform");
    const written = await writeTerraform(directory);
    const options = ["--framework", "terraform", "--output", "json", "--compact", "--skip-download"];
    const { stdout, stderr } = run(executable, "--directory", directory, ...options);
    if (!stdout.startsWith("{")) {
      throw new Error(`Checkov reported nothing: ${stderr}`);
    }
    const { summary, results } = JSON.parse(stdout) as CheckovReport;
    if (results.parsing_errors.length > 0 || summary.resource_count !== written) {
      const unread = results.parsing_errors.map((file) => path.basename(file)).join(", ");
      throw new Error(`Checkov read ${summary.resource_count} of ${written} resources: ${unread}`);
    }
    console.log(
      `Checkov ${CHECKOV_VERSION}: ${written} resources, ${summary.passed} results passed, ${summary.failed} did not.`,
    );
    const found = results.failed_checks.map(
      ({ check_id: check, resource }) => `${check} ${resource.slice(resource.indexOf(".") + 1)}`,
    );
    return compare(found, reportedAt(CHECKOV));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Prints what is not as listed. */
function compare(found: readonly string[], listed: readonly string[]): boolean {
  const more = found.filter((each) => !listed.includes(each)).sort();
  const less = listed.filter((each) => !found.includes(each));
  for (const [what, each] of [
    ["reported, and not listed with a reason", more],
    ["listed, and no longer reported", less],
  ] as const) {
    if (each.length > 0) {
      console.error(`${what}:\n${each.map((line) => `  ${line}`).join("\n")}`);
    }
  }
  return more.length === 0 && less.length === 0;
}

async function main(): Promise<void> {
  const [scanner] = process.argv.slice(2);
  if (scanner !== "checkov") {
    throw new Error(`expected the name of a scanner, checkov, and got ${scanner ?? "none"}`);
  }
  if (!(await runCheckov())) {
    console.error("Fix the stack, or list it with its reason in bench/scanners/checkov.ts and run `npm run generate`.");
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
