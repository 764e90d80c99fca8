/** A graph as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), which GitHub and GitLab draw in Markdown. */
import { printable } from "../report/text";
import type { Box, StackGraph } from "./stack-graph";

/** The text of a `mermaid` block. It ends with a line break. */
export function mermaidGraph({ title, boxes, arrows }: StackGraph): string {
  return [
    "---",
    `title: ${JSON.stringify(printable(title))}`,
    "---",
    "flowchart LR",
    ...boxes.flatMap((box) => boxLines(box, "  ")),
    ...arrows.map(({ from, to, count }) => `  ${from} -->${count > 1 ? `|${count}|` : ""} ${to}`),
    "",
  ].join("\n");
}

function boxLines(box: Box, indent: string): readonly string[] {
  const { id, boxes, contents } = box;
  if (boxes.length === 0) {
    return [`${indent}${id}["${[escape(headingOf(box)), ...contents.map(escape)].join("<br/>")}"]`];
  }
  return [
    `${indent}subgraph ${id}["${escape(headingOf(box))}"]`,
    ...(contents.length === 0 ? [] : [`${indent}  ${id}_own["${contents.map(escape).join("<br/>")}"]`]),
    ...boxes.flatMap((each) => boxLines(each, `${indent}  `)),
    `${indent}end`,
  ];
}

/** Name, and type where it says more: `network` is a Network. */
export function headingOf({ name, type }: Box): string {
  return type === "" || type.toLowerCase() === name.toLowerCase() ? name : `${name} (${type})`;
}

/** Everything but letters, digits and what is harmless as an entity, as Mermaid writes them. */
function escape(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} .,:()×/_-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
