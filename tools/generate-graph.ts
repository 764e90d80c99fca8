/** The picture of the reference stack: docs/reference-stack.svg, and as Mermaid in docs/reference-stack.md. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { registerProgram } from "../preflight/check";
import { drawStack } from "../preflight/graph/graph";
import { replaceBetween } from "./generate-docs";
import { ROOT } from "./rule-files";

const START = "<!-- graph: generated -->";
const END = "<!-- /graph -->";

/** Path, relative to the repository root, to content. */
export async function generateGraph(): Promise<ReadonlyMap<string, string>> {
  const { PATH, HOME, TMPDIR } = process.env;
  const registration = await registerProgram({
    directory: "reference-stack",
    cwd: ROOT,
    stack: "prod",
    // Nothing of the machine's is in the picture.
    environment: { PATH, HOME, TMPDIR },
  });
  if (registration.error !== null) {
    throw new Error(`the reference stack cannot be drawn: ${registration.error.message}`);
  }
  const page = "docs/reference-stack.md";
  const filepath = path.join(ROOT, page);
  const block = `\`\`\`mermaid\n${await drawStack(registration, "mermaid")}\`\`\``;
  const text = replaceBetween(readFileSync(filepath, "utf8"), START, END, block, page);
  return new Map([
    [page, await format(text, { ...(await resolveConfig(filepath)), filepath })],
    ["docs/reference-stack.svg", await drawStack(registration, "svg")],
  ]);
}
