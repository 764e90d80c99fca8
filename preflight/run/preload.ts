/**
 * A node argument that prepares the program's process before anything of it is loaded. Two things, both for reports:
 *
 * - The SDK reads the position of a resource from a stack trace, but only from frames of the form
 *   `at name (file:line:column)`. A resource that is made directly in an arrow function
 *   (`.map(() => new aws.s3.Bucket(…))`) or at the top of an ES module has the form `at file:line:column` and would get
 *   the position of some caller, or none. So the expression is replaced, where the SDK has one.
 * - The SDK formats errors in colour. That is of no use here, and Node 20.20 needs half a minute and then gives up when a
 *   frame's path is `node_modules/@scope/file`, as the source maps of `@pulumi/pulumi` have it
 *   (`markNodeModules` in Node's lib/internal/util/inspect.js never advances).
 *
 * It is passed as text because the program's process runs plain JavaScript.
 */
export function preload(sdkDirectory: string): string {
  const source = `
    import { createRequire } from "node:module";
    import util from "node:util";
    const coloured = util.inspect;
    const inspect = (value, options, depth) =>
      coloured(value, typeof options === "object" && options !== null ? { ...options, colors: false } : options, depth);
    util.inspect = Object.defineProperties(inspect, Object.getOwnPropertyDescriptors(coloured));
    try {
      const { Resource } = createRequire(${JSON.stringify(`${sdkDirectory}/index.js`)})("./resource");
      if (Resource.framePositionRegExp instanceof RegExp) {
        Resource.framePositionRegExp = ${String(FRAME_POSITION)};
      }
    } catch {
      // Another SDK than we know: it keeps its own positions.
    }`;
  // One argument, not two: the SDK leaves ES modules in TypeScript alone when it sees a separate \`--import\`.
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}

/** One line of a stack trace with a position in a file. */
export const FRAME_POSITION =
  /^\s*at (?:async )?(?:(?=.*\)$).*? \()?(?:file:\/\/)?(?<file>[^<>]+?):(?<line>\d+):(?<column>\d+)\)?$/;
