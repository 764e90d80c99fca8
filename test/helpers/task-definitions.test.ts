import { UNKNOWN } from "../../policy-pack/engine/wire";
import { Value } from "../../policy-pack/engine/value";
import {
  containersOf,
  cpuUnits,
  fargateCpus,
  fargateMemory,
  memoryMib,
} from "../../policy-pack/helpers/task-definitions";
import { resource, stackOf, unknown } from "../support";

const containers = (containerDefinitions: unknown) =>
  containersOf(
    stackOf("up", resource("aws:ecs/taskDefinition:TaskDefinition", "task", { containerDefinitions })).find("task"),
  );

test("containers are read from JSON text", () => {
  const { known, open } = containers('[{"name":"a"},{"name":"b"}]');
  expect(known.map((each) => each.at("name").string)).toEqual(["a", "b"]);
  expect(open).toBe(false);
});

test.each([unknown, "no JSON", "[]", '["a"]'])("there is nothing to judge in %j", (text) => {
  expect(containers(text)).toEqual({ known: [], open: true });
});

test.each<[unknown, number | undefined]>([
  [256, 256],
  ["256", 256],
  [".25 vCPU", 256],
  ["1 vcpu", 1024],
  [UNKNOWN, undefined],
  ["much", undefined],
])("%j are %s CPU units", (raw, units) => {
  expect(cpuUnits(new Value(raw, ""))).toBe(units);
});

test.each<[unknown, number | undefined]>([
  ["512", 512],
  ["0.5GB", 512],
  ["2 GB", 2048],
  ["2 vCPU", undefined],
])("%j are %s MiB", (raw, mib) => {
  expect(memoryMib(new Value(raw, ""))).toBe(mib);
});

test("Fargate's sizes", () => {
  expect(fargateMemory(256)).toEqual([512, 1024, 2048]);
  expect(fargateMemory(8192)).toContain(20480);
  expect(fargateMemory(8192)).not.toContain(18432);
  expect(fargateMemory(300)).toBeUndefined();
  expect(fargateCpus()).toEqual(expect.arrayContaining(["256", "16384"]));
});
