/**
 * Runs the example programs of the provider's own documentation through the pack, and prints what it says of them.
 *
 * `npx tsx bench/examples.ts [--module NAME]… [--rule ID]… [--family NAME] [--limit N] [--errors] [--unknown-outputs]`
 */
import { parseArgs } from "node:util";
import { rules } from "../policy-pack/rules";
import { providerExamples } from "../tools/examples/extract";
import { runExample } from "../tools/examples/run";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      module: { type: "string", multiple: true },
      rule: { type: "string", multiple: true },
      family: { type: "string" },
      limit: { type: "string", default: "Infinity" },
      errors: { type: "boolean", default: false },
      "unknown-outputs": { type: "boolean", default: false },
    },
  });
  const chosen = rules.filter((rule) => values.rule === undefined || values.rule.includes(rule.id));
  const examples = providerExamples()
    .filter(({ module }) => values.module === undefined || values.module.includes(module))
    .slice(0, Number(values.limit));
  let ran = 0;
  const findings = new Map<string, number>();
  const started = Date.now();
  for (const example of examples) {
    const run = await runExample(example, chosen, values["unknown-outputs"]);
    ran += run.error === undefined ? 1 : 0;
    if (run.error !== undefined && values.errors) {
      console.log(`${example.id}: ${run.error}`);
    }
    for (const finding of run.evaluations.flatMap((each) => each.findings)) {
      findings.set(finding.rule.id, (findings.get(finding.rule.id) ?? 0) + 1);
      if (values.family === undefined || finding.rule.family === values.family || finding.problem !== undefined) {
        console.log(
          `${example.id} [${finding.rule.family}] ${finding.rule.id} ${finding.resource.name}  ${finding.property}: ${finding.message}`,
        );
      }
    }
  }
  console.log(
    `${ran} of ${examples.length} examples came to their end, in ${((Date.now() - started) / 1000).toFixed(0)} s`,
  );
  for (const [rule, count] of [...findings].sort()) {
    console.log(`  ${rule}: ${count}`);
  }
}

void main();
