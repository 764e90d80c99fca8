/** `preflight graph`: what is drawn of a program, and in which forms. */
import { SaxesParser } from "saxes";
import { registerProgram } from "../../preflight/check";
import { drawStack } from "../../preflight/graph/graph";
import { dotGraph } from "../../preflight/graph/dot";
import { mermaidGraph } from "../../preflight/graph/mermaid";
import { stackGraph, type Box, type StackGraph } from "../../preflight/graph/stack-graph";
import { svgOf } from "../../preflight/graph/svg";
import { HOSTILE } from "./results";
import { cleanUp, ENVIRONMENT, program, run } from "./support";

afterAll(cleanUp);

/** Two components, one in the other, and resources beside them. */
const SMALL = `
const { pulumi, Alarm, Bucket, BucketPolicy, Topic } = require("./kit");
class Storage extends pulumi.ComponentResource {
  constructor(name, args) {
    super("acme:storage:Storage", name, {}, args.options);
    this.bucket = new Bucket("data", {}, { parent: this });
    new BucketPolicy("data", { bucket: this.bucket.bucket, policy: "{}" }, { parent: this.bucket });
    if (args.logs) new Storage("logs", { options: { parent: this } });
  }
}
const storage = new Storage("storage", { logs: true });
const topic = new Topic("alerts");
new Alarm("a", { alarmActions: [topic.arn], dimensions: { BucketName: storage.bucket.bucket } });
`;

/** Forty resources, some in a component. */
const LARGE = `
const { pulumi, Alarm, Bucket, Topic } = require("./kit");
class Alarms extends pulumi.ComponentResource {
  constructor(name, topic) {
    super("acme:index:Alarms", name);
    for (let i = 0; i < 9; i++) new Alarm(name + i, { alarmActions: [topic.arn] }, { parent: this });
  }
}
const topic = new Topic("alerts");
for (const name of ["web", "alarms"]) new Alarms(name, topic);
for (let i = 0; i < 21; i++) new Bucket("b" + i, i > 18 ? { tags: { topic: topic.name } } : {});
`;

async function graphOf(source: string): Promise<StackGraph> {
  const registration = await registerProgram({ cwd: program({ "index.js": source }), environment: ENVIRONMENT });
  expect(registration.error).toBeNull();
  return stackGraph(registration);
}

/** A box in one line: name, type, contents, boxes in it. */
function told({ name, type, contents, boxes }: Box): string {
  const inside = [...contents, ...boxes.map(told)];
  return `${name}:${type}${inside.length === 0 ? "" : `[${inside.join(", ")}]`}`;
}

function arrows({ boxes, arrows: all }: StackGraph): readonly string[] {
  const names = new Map<string, string>();
  const name = (prefix: string) => (box: Box) => {
    names.set(box.id, `${prefix}${box.name}`);
    box.boxes.forEach(name(`${prefix}${box.name}/`));
  };
  boxes.forEach(name(""));
  return all.map(({ from, to, count }) => `${names.get(from) ?? ""} > ${names.get(to) ?? ""} ${count}`).sort();
}

test.concurrent("a small stack: every resource, in its component, whatever resource it has for a parent", async () => {
  const graph = await graphOf(SMALL);
  expect(graph.title).toBe("shop, stack dev");
  expect(graph.boxes.map(told)).toEqual([
    "storage:Storage[logs:Storage[data:s3.BucketPolicy, data:s3.Bucket], data:s3.BucketPolicy, data:s3.Bucket]",
    "a:cloudwatch.MetricAlarm",
    "alerts:sns.Topic",
  ]);
  expect(arrows(graph)).toEqual([
    "a > alerts 1",
    "a > storage/data 1",
    "storage/data > storage/data 1",
    "storage/logs/data > storage/logs/data 1",
  ]);
});

test.concurrent("a large one: components and services, with counts by type, and arrows between them", async () => {
  const graph = await graphOf(LARGE);
  expect(graph.boxes.map(told).sort()).toEqual([
    "alarms:Alarms[9 × cloudwatch.MetricAlarm]",
    "s3:[21 × s3.Bucket]",
    "sns:[sns.Topic]",
    "web:Alarms[9 × cloudwatch.MetricAlarm]",
  ]);
  expect(arrows(graph)).toEqual(["alarms > sns 9", "s3 > sns 2", "web > sns 9"]);
});

test.concurrent("the same program gives the same text, in whatever order it registers", async () => {
  const lines = SMALL.trim().split("\n");
  const [alarm = "", topic = ""] = [lines.at(-1), lines.at(-2)];
  const other = [...lines.slice(0, -3), topic, lines.at(-3), alarm].join("\n");
  const [one, two] = await Promise.all([graphOf(SMALL), graphOf(other)]);
  expect(mermaidGraph(two)).toBe(mermaidGraph(one));
  expect(dotGraph(two)).toBe(dotGraph(one));
});

const box = (id: string, name: string, more: Partial<Box> = {}): Box => ({
  ...{ id, name, type: "", contents: [], boxes: [] },
  ...more,
});
const DRAWN: StackGraph = {
  title: `a "title"`,
  boxes: [
    box("n0", "network", { type: "Network", contents: ["9 × ec2.Subnet", "ec2.Vpc"] }),
    box("n1", "database", { type: "Postgres", contents: ["rds.Instance"], boxes: [box("n2", "key", { type: "Key" })] }),
    box("n3", "empty", { boxes: [box("n4", HOSTILE, { contents: [HOSTILE] })] }),
  ],
  arrows: [
    { from: "n1", to: "n0", count: 3 },
    { from: "n2", to: "n3", count: 1 },
  ],
};

test("as Mermaid", () => {
  const text = mermaidGraph(DRAWN);
  expect(text.replace(HOSTILE_LABEL, "HOSTILE")).toBe(`---
title: "a \\"title\\""
---
flowchart LR
  n0["network<br/>9 × ec2.Subnet<br/>ec2.Vpc"]
  subgraph n1["database (Postgres)"]
    n1_own["rds.Instance"]
    n2["key"]
  end
  subgraph n3["empty"]
    n4["HOSTILE"]
  end
  n1 -->|3| n0
  n2 --> n3
`);
  // Nothing in a label that Mermaid or HTML would read as more than text.
  const [hostile = ""] = HOSTILE_LABEL.exec(text) ?? [];
  expect(hostile.replace("<br/>", "")).toMatch(/^[\p{L}\p{N} .,:()×/_#;-]+$/u);
});

const HOSTILE_LABEL = /(?<=n4\[")[^"]*(?="\])/;

test("as DOT and, by Graphviz itself, as SVG: well-formed, every box and arrow in it, the same every time", async () => {
  const dot = dotGraph(DRAWN);
  expect(dot).toContain(`n1 -> n0 [ltail="cluster_n1", label="3"];`);
  expect(dot).toContain(`n2 -> n3 [lhead="cluster_n3"];`);
  const svg = await svgOf(dot);
  const texts: string[] = [];
  const elements: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => texts.push(text));
  parser.on("opentag", ({ name, attributes }) => elements.push(`${name} ${attributes.class ?? ""}`));
  parser.write(svg).close();
  expect(texts).toEqual(expect.arrayContaining([`a "title"`, "network", "9 × ec2.Subnet", "database (Postgres)", "3"]));
  expect(texts.filter((text) => text.includes("</failure>]]><script>&amp;"))).toHaveLength(2);
  expect(elements.filter((each) => each === "g cluster")).toHaveLength(2);
  expect(elements.filter((each) => each === "g edge")).toHaveLength(2);
  expect(elements).not.toContain("script ");
  expect(await svgOf(dot)).toBe(svg);
});

test("without the package that draws, the way out is said", async () => {
  await jest.isolateModulesAsync(async () => {
    jest.doMock("@viz-js/viz", () => {
      throw new Error("Cannot find module");
    });
    const { svgOf: withoutPackage } = await import("../../preflight/graph/svg");
    await expect(withoutPackage("digraph {}")).rejects.toMatchObject({
      message: "SVG needs the package @viz-js/viz, which is not installed.",
      hint: "Install it (npm install @viz-js/viz), or take --format mermaid or dot.",
    });
    jest.dontMock("@viz-js/viz");
  });
});

test("no secret is in it", async () => {
  const source = `
    const { pulumi, Bucket, Database } = require("./kit");
    const secret = new pulumi.Config().require("dbPassword");
    new Bucket("for-" + secret); new Database("db", { password: "canary-hardcoded" }); new Bucket("canary-hardcoded");`;
  const cwd = program({ "index.js": source });
  const config = ["dbPassword=canary-config"];
  const registration = await registerProgram({ cwd, config, environment: ENVIRONMENT });
  for (const format of ["mermaid", "dot", "svg"] as const) {
    expect(await drawStack(registration, format)).not.toMatch(/canary/);
  }
  expect(stackGraph(registration).boxes.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["for-[secret]", "db"]),
  );
});

describe("the command", () => {
  const graph = (directory: string, ...args: readonly string[]) => run(directory, "graph", ...args);

  test.concurrent("writes the picture to standard output, or to a file", async () => {
    const directory = program({ "index.js": SMALL });
    const shown = await graph(directory);
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toMatch(/^---\ntitle: "shop, stack dev"\n---\nflowchart LR\n/);
    expect(await graph(directory, ".", "--format", "svg", "--output", "stack.svg")).toEqual({
      code: 0,
      out: "",
      err: "",
    });
    expect((await graph(directory, "--output", "no/such.svg")).code).toBe(2);
  });

  test.concurrent("draws nothing of a program that fails", async () => {
    const failed = await graph(program({ "index.js": `${SMALL}\nthrow new Error("no way");` }));
    expect(failed).toMatchObject({ code: 2, out: "" });
    expect(failed.err).toMatch(/index\.js:\d+:\d+ {2}the program failed\n {2}Error: no way/);
    const nowhere = await graph(program({}), "nowhere");
    expect(nowhere).toMatchObject({ code: 2, out: "" });
    expect(nowhere.err).toContain("The directory nowhere cannot be read");
  });
});
