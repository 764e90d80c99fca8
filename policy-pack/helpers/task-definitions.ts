/** What an ECS task definition says, its containers included. */
import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";
import { readJson } from "../iam/json";
import type * as sizes from "../data/fargate-sizes.json";

/** The containers of a task definition as far as they can be read. */
export interface Containers {
  readonly known: readonly Value[];
  /** Whether the text, or the place of a container in it, is not known yet. */
  readonly open: boolean;
}

/** Reads `containerDefinitions`, a JSON text. One that is not JSON has no containers: AWS will say so itself. */
export function containersOf(taskDefinition: Resource): Containers {
  const text = taskDefinition.at("containerDefinitions");
  if (text.unknown) {
    return { known: [], open: true };
  }
  const read = readJson(text);
  const known = "value" in read ? read.value.items.filter((each) => each.object !== undefined) : [];
  return { known, open: known.length === 0 };
}

let loaded: typeof sizes | undefined;

/** Memory in MiB that Fargate takes for some CPU units; `undefined` when it does not take those. */
export function fargateMemory(cpu: number): readonly number[] | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  loaded ??= require("../data/fargate-sizes.json") as typeof sizes;
  return (loaded.sizes as Readonly<Record<string, readonly number[] | undefined>>)[String(cpu)];
}

/** All CPU units Fargate takes. */
export function fargateCpus(): readonly string[] {
  fargateMemory(0);
  return Object.keys(loaded?.sizes ?? {});
}

/**
 * CPU units of a task: `256`, `"256"`, `".25 vCPU"`
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size).
 */
export function cpuUnits(value: Value): number | undefined {
  return sizeOf(value, /^([\d.]+)\s*vcpu$/i);
}

/** Memory of a task in MiB: `512`, `"512"`, `"0.5 GB"`. */
export function memoryMib(value: Value): number | undefined {
  return sizeOf(value, /^([\d.]+)\s*gb$/i);
}

function sizeOf(value: Value, unit: RegExp): number | undefined {
  const written = unit.exec(value.string?.trim() ?? "")?.[1];
  return written === undefined ? value.number : Number(written) * 1024;
}
