/** The rules as files: the directory is the list, and everything else is generated from or checked against it. */
import { readdirSync } from "node:fs";
import path from "node:path";
import type { Rule } from "../policy-pack/engine/rule";

export const ROOT = path.join(__dirname, "..");
export const RULES_DIRECTORY = path.join(ROOT, "policy-pack", "rules");

export interface RuleFile {
  readonly id: string;
  /** Directory under `policy-pack/rules`: the service, or `program`. */
  readonly group: string;
  /** Name of the exported constant. */
  readonly exportName: string;
}

/** `s3-no-timestamped-names` → `s3NoTimestampedNames`. */
export function exportNameOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Every rule file, sorted by id. */
export function ruleFiles(): readonly RuleFile[] {
  return readdirSync(RULES_DIRECTORY, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((group) =>
      readdirSync(path.join(RULES_DIRECTORY, group.name))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => path.basename(file, ".ts"))
        .map((id) => ({ id, group: group.name, exportName: exportNameOf(id) })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** @throws when a file does not export exactly one rule, with the name and id its file name says. */
export function loadRule(file: RuleFile): Rule {
  const where = path.join(RULES_DIRECTORY, file.group, `${file.id}.ts`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the directory decides what is loaded
  const exported = require(where) as Record<string, Rule>;
  const rule = exported[file.exportName];
  if (rule?.id !== file.id || Object.keys(exported).length !== 1) {
    throw new Error(`${where} must export one thing, \`${file.exportName}\`, a rule with id "${file.id}"`);
  }
  return rule;
}
