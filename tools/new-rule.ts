/**
 * Scaffolds a rule: its file, its test and its page, all named by its id.
 *
 * `npm run new-rule -- <service> <id> "<Title without full stop>"`
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exportNameOf, ROOT } from "./rule-files";

const USAGE = 'usage: npm run new-rule -- <service> <id> "<Title without full stop>"';

function main(): void {
  const [group, id, title] = process.argv.slice(2);
  if (group === undefined || id === undefined || title === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
    console.error(`${USAGE}\nan id is lower case words joined by dashes, such as s3-no-timestamped-names`);
    process.exitCode = 2;
    return;
  }
  const files = new Map([
    [`policy-pack/rules/${group}/${id}.ts`, ruleFile(id, title)],
    [`test/rules/${group}/${id}.test.ts`, testFile(group, id)],
    [`docs/rules/${id}.md`, pageFile()],
  ]);
  const taken = [...files.keys()].filter((file) => existsSync(path.join(ROOT, file)));
  if (taken.length > 0) {
    console.error(`nothing was written: ${taken.join(", ")} exists already`);
    process.exitCode = 2;
    return;
  }
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
    writeFileSync(path.join(ROOT, file), text);
  }
  console.log(`wrote ${[...files.keys()].join(", ")}\nnext: write the check and its tables, then \`npm run generate\``);
}

function ruleFile(id: string, title: string): string {
  return `import { defineRule, finding, undecided } from "../../engine/rule";

export const ${exportNameOf(id)} = defineRule({
  id: "${id}",
  title: "${title}",
  rationale: "TODO: why AWS refuses it, or an operator regrets it.",
  remediation: "TODO: the change that fixes it.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: [],
  scope: "resource",
  targets: ["TODO"],
  *check(resource) {
    const property = resource.at("TODO");
    if (property.unknown) {
      yield undecided(property, "TODO is not known yet");
    } else if (property.absent) {
      yield finding(property, \`TODO \${property.show()}\`);
    }
  },
});
`;
}

function testFile(group: string, id: string): string {
  return `import { ${exportNameOf(id)} } from "../../../policy-pack/rules/${group}/${id}";
import { resource, testRule } from "../../support";

testRule(${exportNameOf(id)}, {
  valid: [{ name: "TODO", resources: [resource("TODO", "right", {})] }],
  invalid: [
    { name: "TODO", resources: [resource("TODO", "wrong", {})], findings: [{ resource: "wrong", message: "TODO" }] },
  ],
});
`;
}

function pageFile(): string {
  const sections = [
    "What it checks",
    "Bad",
    "Good",
    "When it does not apply",
    "When not to use it",
    "How it decides",
    "Other scanners",
    "Sources",
  ];
  return `<!-- head: generated -->\n<!-- /head -->\n\n${sections.map((section) => `## ${section}\n\nTODO\n`).join("\n")}`;
}

main();
