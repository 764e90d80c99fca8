/** `preflight graph`: every form a picture of a stack can take. */
import type { Registration } from "../check";
import { dotGraph } from "./dot";
import { mermaidGraph } from "./mermaid";
import { stackGraph } from "./stack-graph";
import { svgOf } from "./svg";

export const GRAPH_FORMATS = ["mermaid", "svg", "dot"] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

/** What a program registered, as a picture, ready to be written. */
export async function drawStack(registration: Registration, format: GraphFormat): Promise<string> {
  const graph = stackGraph(registration);
  switch (format) {
    case "mermaid":
      return mermaidGraph(graph);
    case "dot":
      return dotGraph(graph);
    case "svg":
      return svgOf(dotGraph(graph));
  }
}
