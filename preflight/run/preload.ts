import { CLOCK_SHIFT_MS } from "../../policy-pack/helpers/evaluated-twice";

/** Which of two evaluations that are compared. */
export type Evaluated = "first" | "second";

/**
 * A node argument that prepares the program's process before anything of it is loaded. One thing is for speed: the SDK loads
 * npm's `@npmcli/arborist`, 450 files, when it is loaded itself, and needs it only to pack the code of a function
 * (`runtime/closure/codePaths.js`); here it is loaded then. Two are for reports:
 *
 * - The SDK reads the position of a resource from a stack trace, but only from frames of the form
 *   `at name (file:line:column)`. A resource that is made directly in an arrow function
 *   (`.map(() => new aws.s3.Bucket(…))`) or at the top of an ES module has the form `at file:line:column` and would get
 *   the position of some caller, or none. So the expression is replaced. Older SDKs (3.150, for one) take a single position
 *   with an expression of their own, which fails in the same places; for those the method is replaced.
 * - The SDK formats errors in colour. That is of no use here, and Node 20.20 needs half a minute and then gives up when a
 *   frame's path is `node_modules/@scope/file`, as the source maps of `@pulumi/pulumi` have it
 *   (`markNodeModules` in Node's lib/internal/util/inspect.js never advances).
 *
 * It is passed as text because the program's process runs plain JavaScript.
 *
 * @param evaluated given, the process gets a clock and random numbers that surely differ between the two evaluations.
 */
export function preload(sdkDirectory: string, evaluated?: Evaluated): string {
  const source = `
    import module, { createRequire } from "node:module";
    import { pathToFileURL } from "node:url";
    import util from "node:util";

    // Loading the SDKs is most of a run; Node 22 and later can keep what they compiled (in the temporary directory).
    module.enableCompileCache?.();

    const load = module._load;
    module._load = function (request, parent, isMain) {
      const real = () => load.call(this, request, parent, isMain);
      if (request !== "@npmcli/arborist" || !/[\\\\/]codePaths\\.js$/.test(parent?.filename ?? "")) {
        return real();
      }
      // A class that is made when it is used: what the SDK imports it copies at once.
      return { Arborist: new Proxy(class {}, { construct: (_, args) => new (real().Arborist)(...args) }) };
    };

    const coloured = util.inspect;
    const inspect = (value, options, depth) =>
      coloured(value, typeof options === "object" && options !== null ? { ...options, colors: false } : options, depth);
    util.inspect = Object.defineProperties(inspect, Object.getOwnPropertyDescriptors(coloured));

    ${evaluated === undefined ? "" : otherWorld(evaluated)}
    const FRAME_POSITION = ${String(FRAME_POSITION)};
    // This function, Resource, CustomResource or ComponentResource, and the resource's own class.
    const FRAMES_OF_CONSTRUCTORS = 4;
    const sourcePosition = () => {
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = Number.POSITIVE_INFINITY;
      const frames = (new Error().stack ?? "").split("\\n").filter((line) => /^\\s+at /.test(line));
      Error.stackTraceLimit = limit;
      for (const frame of frames.slice(FRAMES_OF_CONSTRUCTORS)) {
        const { file, line, column } = FRAME_POSITION.exec(frame)?.groups ?? {};
        if (file !== undefined && !file.startsWith("node:") && !/[\\\\/]node_modules[\\\\/]/.test(file)) {
          return { uri: pathToFileURL(file).toString(), line: Number(line), column: Number(column) };
        }
      }
      return undefined;
    };
    try {
      const { Resource } = createRequire(${JSON.stringify(`${sdkDirectory}/index.js`)})("./resource");
      if (Resource.framePositionRegExp instanceof RegExp) {
        Resource.framePositionRegExp = FRAME_POSITION;
      } else if (typeof Resource.sourcePosition === "function") {
        Resource.sourcePosition = sourcePosition;
      }
    } catch {
      // Another SDK than we know: it keeps its own positions.
    }`;
  // One argument, not two: the SDK leaves ES modules in TypeScript alone when it sees a separate \`--import\`.
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
}

/**
 * Small random numbers (`Math.floor(Math.random() * 10)`) may come out alike twice by chance. So one evaluation draws from the
 * lower third and the other from the upper: then no two are alike, whatever they are multiplied with. Not for ever (loading the SDK
 * alone takes thirty thousand), so that whoever draws until a number suits gets one. What is long (bytes, UUIDs) differs by
 * itself.
 */
function otherWorld(evaluated: Evaluated): string {
  const isSecond = evaluated === "second";
  return `
    import crypto from "node:crypto";
    const { random } = Math;
    const { randomInt } = crypto;
    let left = 1_000_000;
    const drawn = () => (left-- > 0 ? (random() + ${isSecond ? 2 : 0}) / 3 : random());
    Math.random = drawn;
    crypto.randomInt = (min, max, callback) => {
      const [from, to, done] = typeof max === "number" ? [min, max, callback] : [0, min, max];
      if (left <= 0 || !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to <= from) {
        return randomInt(min, max, callback);
      }
      const value = from + Math.floor(drawn() * (to - from));
      return typeof done === "function" ? void queueMicrotask(() => done(null, value)) : value;
    };
    module.syncBuiltinESMExports();
    ${isSecond ? SHIFTED_CLOCK : ""}`;
}

const SHIFTED_CLOCK = `
    const RealDate = Date;
    const realNow = RealDate.now.bind(RealDate);
    const shiftedNow = () => realNow() + ${CLOCK_SHIFT_MS};
    RealDate.now = shiftedNow;
    globalThis.Date = new Proxy(RealDate, {
      apply: () => new RealDate(shiftedNow()).toString(),
      construct: (target, given, newTarget) =>
        Reflect.construct(target, given.length === 0 ? [shiftedNow()] : given, newTarget === Date ? target : newTarget),
    });
    RealDate.prototype.constructor = Date;
    const origin = performance.timeOrigin + ${CLOCK_SHIFT_MS};
    Object.defineProperty(performance, "timeOrigin", { get: () => origin, configurable: true });`;

/** One line of a stack trace with a position in a file. */
export const FRAME_POSITION =
  /^\s*at (?:async )?(?:(?=.*\)$).*? \()?(?:file:\/\/)?(?<file>[^<>]+?):(?<line>\d+):(?<column>\d+)\)?$/;
