/** A graph in Graphviz' own language (https://graphviz.org/doc/info/lang.html). */
import { printable } from "../report/text";
import { headingOf } from "./mermaid";
import type { Box, StackGraph } from "./stack-graph";

const LINE = "#57606a";
const TEXT = { fontname: "Helvetica,Arial,sans-serif" };
const GRAPH = {
  ...TEXT,
  labelloc: "t",
  rankdir: "LR",
  compound: "true",
  bgcolor: "white",
  fontsize: "16",
  ranksep: "0.8",
};
/** Texts are centred and margins wide: a reader without the font sees one that is wider. */
const NODE = {
  ...TEXT,
  ...{ shape: "box", style: "rounded,filled", fillcolor: "#f6f8fa", color: LINE, fontsize: "11", margin: "0.2,0.08" },
};
const EDGE = { ...TEXT, color: LINE, fontsize: "9", fontcolor: LINE, arrowsize: "0.7" };

/** The whole document. It ends with a line break. */
export function dotGraph({ title, boxes, arrows }: StackGraph): string {
  const clusters = new Set(boxes.flatMap(clustersIn));
  return [
    "digraph stack {",
    `  graph [${attributes({ label: title, ...GRAPH })}];`,
    `  node [${attributes(NODE)}];`,
    `  edge [${attributes(EDGE)}];`,
    ...boxes.flatMap((box) => boxLines(box, "  ")),
    ...arrows.map(({ from, to, count }) => {
      const ends = {
        ...(clusters.has(from) ? { ltail: `cluster_${from}` } : {}),
        ...(clusters.has(to) ? { lhead: `cluster_${to}` } : {}),
        ...(count > 1 ? { label: String(count) } : {}),
      };
      const more = attributes(ends);
      return `  ${from} -> ${to}${more === "" ? "" : ` [${more}]`};`;
    }),
    "}",
    "",
  ].join("\n");
}

function clustersIn({ id, boxes }: Box): readonly string[] {
  return boxes.length === 0 ? [] : [id, ...boxes.flatMap(clustersIn)];
}

function boxLines(box: Box, indent: string): readonly string[] {
  const { id, boxes, contents } = box;
  if (boxes.length === 0) {
    return [`${indent}${id} [${attributes({ label: [headingOf(box), ...contents].join("\n") })}];`];
  }
  // An arrow needs a node for an end, so a component with others in it has one for what is its own.
  const own: Attributes =
    contents.length === 0 ? { label: "", shape: "point", style: "invis" } : { label: contents.join("\n") };
  return [
    `${indent}subgraph cluster_${id} {`,
    `${indent}  graph [${attributes({ label: headingOf(box), style: "rounded", color: LINE, fontsize: "12" })}];`,
    `${indent}  ${id} [${attributes(own)}];`,
    ...boxes.flatMap((each) => boxLines(each, `${indent}  `)),
    `${indent}}`,
  ];
}

type Attributes = Readonly<Record<string, string>>;

function attributes(given: Attributes): string {
  return Object.entries(given)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(", ");
}

/** In a quoted text a backslash begins an escape of Graphviz' own, and `&` an entity. */
function quoted(text: string): string {
  const lines = printable(text).split("\n");
  return `"${lines.map((line) => line.replace(/&/g, "&amp;").replace(/["\\]/g, "\\$&")).join("\\n")}"`;
}
