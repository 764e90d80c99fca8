/**
 * Holds a release against its tag, the changelog and the release before. The release workflow runs it; before tagging, run it
 * yourself: `npm run release-check -- v1.2.3`
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../policy-pack/rules";
import { mistakesIn, previousTag } from "./release/check";
import { contractOf, type Contract } from "./release/contract";
import { ROOT } from "./rule-files";

const CONTRACT_FILE = "docs/rule-contract.json";

function git(...args: readonly string[]): string {
  return execFileSync("git", [...args], { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), "utf8");
}

function versionIn(file: string): string {
  return (JSON.parse(read(file)) as { readonly version: string }).version;
}

function main(tag: string | undefined): void {
  if (tag === undefined || !/^v\d+\.\d+\.\d+$/.test(tag)) {
    console.error(`release-check takes a tag like v1.2.3, not ${JSON.stringify(tag ?? "")}.`);
    process.exitCode = 2;
    return;
  }
  const before = previousTag(git("tag", "--list", "v*").split("\n"), tag);
  const mistakes = mistakesIn({
    tag,
    version: versionIn("package.json"),
    lockedVersion: versionIn("package-lock.json"),
    changelog: read("CHANGELOG.md"),
    today: new Date().toISOString().slice(0, "2027-01-31".length),
    contract: contractOf(rules),
    previous:
      before === undefined
        ? undefined
        : {
            version: before.slice(1),
            contract: JSON.parse(git("show", `${before}:${CONTRACT_FILE}`)) as Contract,
          },
  });
  if (mistakes.length > 0) {
    console.error(`${tag} cannot be released:\n${mistakes.map((mistake) => `  - ${mistake}`).join("\n")}`);
    console.error("docs/releasing.md says what a release needs.");
    process.exitCode = 1;
  } else {
    console.log(`${tag} is ready to be released; it was held against ${before ?? "nothing, as the first one"}.`);
  }
}

main(process.argv[2]);
