/**
 * Runs the example programs of the provider's own documentation through the pack, and prints what it says of them.
 *
 * `npx tsx bench/examples.ts [--module NAME]… [--rule ID]… [--family NAME] [--every N]
 * [--errors] [--unknown-outputs] [--json]`
 */
import { parseArgs } from "node:util";
import type { Finding } from "../policy-pack/engine/evaluate";
import { rules } from "../policy-pack/rules";
import { providerExamples } from "../tools/examples/extract";
import { runExample } from "../tools/examples/run";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      module: { type: "string", multiple: true },
      rule: { type: "string", multiple: true },
      family: { type: "string" },
      every: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      errors: { type: "boolean", default: false },
      "unknown-outputs": { type: "boolean", default: false },
    },
  });
  const chosen = rules.filter((rule) => values.rule === undefined || values.rule.includes(rule.id));
  const examples = providerExamples()
    .filter(({ module }) => values.module === undefined || values.module.includes(module))
    .filter((_, index) => index % Number(values.every) === 0);
  let ran = 0;
  const found: { readonly example: string; readonly finding: Finding }[] = [];
  const started = Date.now();
  const print = values.json ? () => undefined : console.log;
  for (const example of examples) {
    const run = await runExample(example, chosen, values["unknown-outputs"]);
    ran += run.error === undefined ? 1 : 0;
    if (run.error !== undefined && values.errors) {
      print(`${example.id}: ${run.error}`);
    }
    for (const finding of run.evaluations.flatMap((each) => each.findings)) {
      if (values.family === undefined || finding.rule.family === values.family || finding.problem !== undefined) {
        found.push({ example: example.id, finding });
        print(
          `${example.id} [${finding.rule.family}] ${finding.rule.id} ${finding.resource.name}  ${finding.property}: ${finding.message}`,
        );
      }
    }
  }
  if (values.json) {
    const findings = found.map(({ example, finding }) => ({
      example,
      rule: finding.rule.id,
      resource: finding.resource.name,
      message: `${finding.property}: ${finding.message}`,
    }));
    console.log(JSON.stringify({ ran, findings }));
    return;
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  print(`${ran} of ${examples.length} examples came to their end, in ${seconds} s`);
  for (const id of [...new Set(found.map(({ finding }) => finding.rule.id))].sort()) {
    print(`  ${id}: ${found.filter(({ finding }) => finding.rule.id === id).length}`);
  }
}

void main();
