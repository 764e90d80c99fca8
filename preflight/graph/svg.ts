/** A graph as a picture, drawn by Graphviz compiled to WebAssembly: no network, no browser, nothing installed. */
import { InputError } from "../errors";

/**
 * Draws a document in Graphviz' language.
 *
 * @throws InputError when the package that draws was left out of the installation.
 */
export async function svgOf(dot: string): Promise<string> {
  const { instance } = await loadViz();
  const viz = await instance();
  return viz.renderString(dot, { format: "svg" });
}

async function loadViz() {
  try {
    return await import("@viz-js/viz");
  } catch {
    throw new InputError(
      "SVG needs the package @viz-js/viz, which is not installed.",
      "Install it (npm install @viz-js/viz), or take --format mermaid or dot.",
    );
  }
}
