/**
 * The two ratios the pack must keep, measured side by side on this machine:
 *
 * - start-up against an empty pack on the same SDK: at most 1.15;
 * - AnalyzeStack of 1,000 and 10,000 resources with forty stack rules against one no-op stack rule: at most 1.5.
 *
 * `npm run bench [-- --runs N] [-- --check]`; with `--check` a ratio over its limit exits 1. Needs `npm run build`.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { boot, median } from "./analyzer-client";
import { benchmarkStack } from "./stack";

const START_UP_LIMIT = 1.15;
const ANALYZE_STACK_LIMIT = 1.5;

interface Ratio {
  readonly what: string;
  readonly base: number;
  readonly ours: number;
  readonly limit: number;
}

const packOf = (name: string) => path.join(__dirname, "packs", name);
const OURS = path.join(__dirname, "..");

/** Alternates the packs, so that a change in the machine's load meets both. */
async function startUp(runs: number): Promise<Ratio> {
  const base: number[] = [];
  const ours: number[] = [];
  for (let run = 0; run < runs; run++) {
    for (const [directory, times] of [
      [packOf("empty"), base],
      [OURS, ours],
    ] as const) {
      const pack = await boot(directory);
      times.push(pack.bootMs);
      await pack.stop();
    }
  }
  return { what: "start-up (ms)", base: median(base), ours: median(ours), limit: START_UP_LIMIT };
}

async function analyzeStack(size: number, runs: number): Promise<Ratio> {
  const request = benchmarkStack(size);
  const base = await boot(packOf("noop"));
  const ours = await boot(packOf("forty"));
  const baseTimes: number[] = [];
  const ourTimes: number[] = [];
  // One call of each before measuring: the first one of a process pays for loading and compiling.
  for (let run = 0; run <= runs; run++) {
    for (const [pack, times] of [
      [base, baseTimes],
      [ours, ourTimes],
    ] as const) {
      const start = performance.now();
      await pack.analyzeStack(request);
      if (run > 0) {
        times.push(performance.now() - start);
      }
    }
  }
  await base.stop();
  await ours.stop();
  return {
    what: `AnalyzeStack of ${size} resources, ${ours.policies} rules (ms)`,
    base: median(baseTimes),
    ours: median(ourTimes),
    limit: ANALYZE_STACK_LIMIT,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "7" }, check: { type: "boolean", default: false } },
  });
  const runs = Number(values.runs);
  const ratios = [await startUp(runs), await analyzeStack(1_000, runs), await analyzeStack(10_000, Math.min(runs, 5))];
  for (const { what, base, ours, limit } of ratios) {
    console.log(
      `${what.padEnd(52)} base ${base.toFixed(0).padStart(5)}  ours ${ours.toFixed(0).padStart(5)}  ratio ${(ours / base).toFixed(2)} (limit ${limit})`,
    );
  }
  if (values.check && ratios.some(({ base, ours, limit }) => ours / base > limit)) {
    process.exitCode = 1;
  }
}

void main();
