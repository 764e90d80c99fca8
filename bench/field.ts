/**
 * Runs the pack over a folder of captured programs and measures it: labelled failures caught, by code, and what it says
 * of programs their authors had fixed.
 *
 * `npx tsx bench/field.ts FOLDER [--rule ID]… [--sample N] [--seed N] [--blockers] [--side faulty|fixed] [--missed]`
 *
 * The folder holds `<id>.json` (`{id, faulty?, fixed?}`, each a list of registered resources) and `labels.json`.
 * Nothing of it enters the project.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ProgramContext } from "../policy-pack/engine/context";
import { Evaluator, type Evaluation, type Finding } from "../policy-pack/engine/evaluate";
import { Resource, type ProviderView } from "../policy-pack/engine/resource";
import { Value } from "../policy-pack/engine/value";
import { Asset, ResourceReference, Secret, UNKNOWN } from "../policy-pack/engine/wire";
import { rules } from "../policy-pack/rules";
import { CODES_OF_RULES } from "./field-codes";

interface CapturedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>> | null;
  readonly provider: string | null;
  readonly version?: string | null;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly at: string | null;
}
interface Side {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly CapturedResource[];
}
interface Captured {
  readonly id: string;
  readonly faulty?: Side;
  readonly fixed?: Side;
}
interface Labels {
  readonly id: string;
  readonly confirmed: readonly string[];
}
interface Located {
  readonly program: string;
  readonly at: string;
  readonly finding: Finding;
}

/** What the capture put in the place of source texts; nobody knows them any more. */
const LEFT_OUT = /^\(source text of \d+ characters left out\)$/;

function decodeCaptured(value: unknown): unknown {
  if (typeof value === "string" && LEFT_OUT.test(value)) {
    return UNKNOWN;
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(decodeCaptured);
  }
  const object = value as Record<string, unknown>;
  if ("$unknown" in object) {
    return UNKNOWN;
  }
  if ("$secret" in object) {
    return new Secret(decodeCaptured(object.$secret));
  }
  if ("$asset" in object || "$archive" in object) {
    return new Asset("$asset" in object ? "asset" : "archive", {});
  }
  if ("$resource" in object) {
    return new ResourceReference(String(object.$resource));
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, decodeCaptured(inner)]));
}

/** As the engine shows it: with the version among the inputs, and in the name of a default provider. */
function providerOf(
  { provider, version, type }: CapturedResource,
  byUrn: ReadonlyMap<string, CapturedResource>,
): ProviderView | undefined {
  const explicit = byUrn.get((provider ?? "").split("::").slice(0, -1).join("::"));
  if (explicit !== undefined) {
    const inputs = decodeCaptured({ ...explicit.inputs, version: version ?? explicit.version }) as object;
    return { type: explicit.type, urn: explicit.urn, name: explicit.name, props: new Value(inputs, "") };
  }
  const [, pkg = ""] = /^(\w+):/.exec(type) ?? [];
  return typeof version === "string" && pkg !== "pulumi"
    ? {
        type: `pulumi:providers:${pkg}`,
        urn: "",
        name: `default_${version.replaceAll(".", "_")}`,
        props: new Value({ version }, ""),
      }
    : undefined;
}

function evaluate(side: Side): readonly { evaluation: Evaluation; at: string }[] {
  const program: ProgramContext = { project: side.project, stack: side.stack, config: new Map(), environment: {} };
  const evaluator = new Evaluator(rules, program);
  const byUrn = new Map(side.resources.map((each) => [each.urn, each]));
  const asResource = (each: CapturedResource, props: Readonly<Record<string, unknown>>) =>
    new Resource({
      urn: each.urn,
      type: each.type,
      name: each.name,
      parent: each.parent ?? undefined,
      properties: () => decodeCaptured(props) as Record<string, unknown>,
      dependencies: each.dependencies,
      propertyDependencies: () => each.propertyDependencies,
      provider: () => providerOf(each, byUrn),
    });
  const evaluations = [
    ...side.resources.flatMap((each) => evaluator.evaluateResource(asResource(each, each.inputs))),
    ...evaluator.evaluateStack(side.resources.map((each) => asResource(each, { ...each.inputs, ...each.outputs }))),
  ];
  return evaluations.map((evaluation) => ({ evaluation, at: byUrn.get(evaluation.resource.urn)?.at ?? "?" }));
}

/** A small deterministic generator (mulberry32), so that a sample can be drawn again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function print({ program, at, finding }: Located): void {
  console.log(
    `\n${program} ${at}  [${finding.rule.family}/${finding.severity}] ${finding.rule.id}  ${finding.resource.type} ${finding.resource.name}`,
  );
  console.log(`  ${finding.property}: ${finding.message}\n  Fix: ${finding.remediation}`);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rule: { type: "string", multiple: true },
      sample: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      side: { type: "string", default: "fixed" },
      blockers: { type: "boolean", default: false },
      missed: { type: "boolean", default: false },
    },
  });
  const folder = positionals[0];
  if (folder === undefined) {
    console.error(
      "usage: tsx bench/field.ts FOLDER [--rule ID]… [--sample N] [--seed N] [--blockers] [--side faulty|fixed] [--missed]",
    );
    process.exitCode = 2;
    return;
  }
  const labels = JSON.parse(readFileSync(path.join(folder, "labels.json"), "utf8")) as readonly Labels[];
  const confirmed = new Map(labels.map((each) => [each.id, each.confirmed]));
  const caught = new Map<string, { total: number; caught: number; missed: string[] }>();
  const found: Record<"faulty" | "fixed", Located[]> = { faulty: [], fixed: [] };
  const outcomes = new Map<string, Map<string, number>>();

  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json") && name !== "labels.json")
    .sort()) {
    const captured = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Captured;
    for (const name of ["faulty", "fixed"] as const) {
      const side = captured[name];
      if (side === undefined) {
        continue;
      }
      const here = evaluate(side);
      for (const { evaluation, at } of here) {
        const counts = outcomes.get(evaluation.rule.id) ?? new Map<string, number>();
        outcomes.set(evaluation.rule.id, counts.set(evaluation.outcome, (counts.get(evaluation.outcome) ?? 0) + 1));
        found[name].push(...evaluation.findings.map((finding) => ({ program: captured.id, at, finding })));
      }
      if (name === "faulty") {
        const reported = new Set(
          here.flatMap(({ evaluation }) => evaluation.findings.map((finding) => finding.rule.id)),
        );
        for (const code of new Set(confirmed.get(captured.id))) {
          const entry = caught.get(code) ?? { total: 0, caught: 0, missed: [] };
          caught.set(code, entry);
          entry.total++;
          if ([...reported].some((rule) => CODES_OF_RULES[rule]?.includes(code))) {
            entry.caught++;
          } else {
            entry.missed.push(captured.id);
          }
        }
      }
    }
  }

  console.log("Labelled failures (one per program and code) caught by a rule that answers the code:");
  const covered = new Set(rules.flatMap((rule) => CODES_OF_RULES[rule.id] ?? []));
  for (const [code, entry] of [...caught].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (covered.has(code)) {
      console.log(
        `  ${code.padEnd(36)} ${entry.caught}/${entry.total}${values.missed ? `  missed: ${entry.missed.join(" ")}` : ""}`,
      );
    }
  }
  const answered = [...caught].filter(([code]) => covered.has(code)).map(([, entry]) => entry);
  const sum = (of: (entry: { total: number; caught: number }) => number) =>
    answered.reduce((all, entry) => all + of(entry), 0);
  console.log(`  all codes some rule answers: ${sum((entry) => entry.caught)}/${sum((entry) => entry.total)}`);
  console.log(
    "\nFindings and outcomes by rule (faulty findings, fixed findings; resources complying, undecided, not applicable):",
  );
  for (const rule of rules) {
    const of = (all: readonly Located[]) => all.filter(({ finding }) => finding.rule.id === rule.id).length;
    const counts = outcomes.get(rule.id);
    const count = (outcome: string) => counts?.get(outcome) ?? 0;
    console.log(
      `  ${rule.id.padEnd(36)} ${of(found.faulty)} ${of(found.fixed)}; ${count("complies")} ${count("undecided")} ${count("notApplicable")}`,
    );
  }
  const internal = [...found.faulty, ...found.fixed].filter(({ finding }) => finding.problem !== undefined);
  console.log(`\nErrors inside rules: ${internal.length}`);
  internal.forEach(print);

  const side = values.side === "faulty" ? found.faulty : found.fixed;
  const chosen = side.filter(({ finding }) => values.rule === undefined || values.rule.includes(finding.rule.id));
  if (values.blockers) {
    chosen.filter(({ finding }) => finding.rule.family === "blocker").forEach(print);
  }
  const random = generator(Number(values.seed));
  const rest = chosen.filter(({ finding }) => !values.blockers || finding.rule.family !== "blocker");
  for (let left = Math.min(Number(values.sample), rest.length); left > 0; left--) {
    rest.splice(Math.floor(random() * rest.length), 1).forEach(print);
  }
}

main();
