/** Runs whole programs through the offline check: the samples of `test/fixtures`, and the examples of the rule pages. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { transformSync } from "esbuild";
import { checkProgram, type CheckOptions } from "../../preflight/check";
import type { CheckResult } from "../../preflight/result";

export const ROOT = path.join(__dirname, "..", "..");

const PROJECT = "name: example\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n";

/**
 * Runs a TypeScript program given as text, with this repository's SDK. Said to be JavaScript, it starts without loading the
 * compiler, which saves a quarter of the time; its lines are not those of the text.
 *
 * @param packConfig text of the pack's configuration file.
 */
export async function checkText(
  program: string,
  options: CheckOptions = {},
  packConfig?: string,
): Promise<CheckResult> {
  const directory = mkdtempSync(path.join(tmpdir(), "preflight-example-"));
  try {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"), "dir");
    writeFileSync(path.join(directory, "Pulumi.yaml"), PROJECT);
    writeFileSync(path.join(directory, "index.js"), transformSync(program, { loader: "ts", format: "cjs" }).code);
    mkdirSync(path.join(directory, "handler"));
    if (packConfig === undefined) {
      return await checkProgram({ ...options, directory });
    }
    const packConfigFile = path.join(directory, "pack.json");
    writeFileSync(packConfigFile, packConfig);
    return await checkProgram({ ...options, directory, packConfigFile });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * `line rule` of the mandatory findings, each once and sorted; what {@link expectedIn} reads from a program's text. A
 * sample is about what stops a merge; of every resource it declares the pack has some advice besides.
 */
export function foundIn(result: CheckResult): readonly string[] {
  return [
    ...new Set(
      result.findings
        .filter(({ level }) => level === "mandatory")
        .map((each) => `${String(each.location?.line)} ${each.rule}`),
    ),
  ].sort();
}

/**
 * What a sample program says must be found: `// expect: rule, rule` stands at the line of the constructor call, or
 * alone on the line before it.
 */
export function expectedIn(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      const [, before = "", rules = ""] = /^(.*)\/\/ expect: (.+)$/.exec(line) ?? [];
      const at = before.trim() === "" ? index + 2 : index + 1;
      return rules === "" ? [] : rules.split(",").map((rule) => `${at} ${rule.trim()}`);
    })
    .sort();
}
