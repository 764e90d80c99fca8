import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import type { FunctionCode } from "../../helpers/function-code";
import { codeOf } from "../../helpers/function-code";
import { captured, handlerFile, handlerFiles, languageOf, runningSources } from "../../helpers/function-handlers";
import { judgeRuntime, runtimesDate } from "../../helpers/lambda-runtimes";

/** Node 18 and later come with version 3 of the SDK alone (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html). */
const FIRST_WITHOUT_SDK_2 = 18;
const SDK_2 = /\b(?:require\(\s*|from\s*|import\s*\(?\s*)["'](aws-sdk(?:\/[^"']*)?)["']/g;
/** A load that may fail: in a `try` that is still open. */
const IN_TRY = /\btry\s*\{[^}]*$/;

export const lambdaRuntime = defineRule({
  id: "lambda-runtime",
  title: "Functions have a runtime that runs their code",
  rationale:
    "Lambda refuses a runtime it does not have or no longer creates, and a function whose handler or SDK is not there fails at every invocation.",
  remediation: "Set `runtime` to one Lambda creates, for example `nodejs22.x` or `python3.13`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: checkedBy("Security Hub Lambda.2"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.lambdaFunction,
  *check(fn, { stack, program }) {
    const runtime = fn.at("runtime");
    if (fn.at("packageType").string === "Image" || (runtime.absent && !fn.at("imageUri").absent)) {
      yield notApplicable("a container image brings its own runtime");
      return;
    }
    const name = runtime.string;
    if (name === undefined) {
      yield runtime.unknown
        ? undecided(runtime, "the runtime is not known yet")
        : notApplicable("the function names no runtime");
      return;
    }
    const verdict = judgeRuntime(name);
    if (verdict.is === "unknown") {
      yield finding(
        runtime,
        `Lambda has no runtime ${runtime.show()}.`,
        verdict.meant === undefined ? {} : { remediation: `Set \`runtime: "${verdict.meant}"\`.` },
      );
      return;
    }
    if (verdict.is === "ended") {
      if (verdict.updates && exists(fn)) {
        yield notApplicable("the function exists, and Lambda still takes updates of its runtime");
        return;
      }
      yield finding(
        runtime,
        `Lambda has not created functions with runtime ${runtime.show()} since ${verdict.since} (as of ${runtimesDate()}).`,
        verdict.successor === undefined ? {} : { remediation: `Set \`runtime: "${verdict.successor}"\`.` },
      );
      return;
    }
    const code = codeOf(fn, stack, program);
    if (code !== undefined) {
      yield* checkCode(fn, code, name);
    }
  },
});

/** Whether the function is there already: a real ARN is known only then. */
function exists(fn: Resource): boolean {
  const arn = fn.at("arn");
  return arn.string !== undefined && !arn.halfKnown;
}

/** A layer can bring modules and handlers, so with one nobody can tell what is missing. */
function* checkCode(fn: Resource, code: FunctionCode, runtime: string): Generator<Yield> {
  const handler = fn.at("handler").string;
  const language = languageOf(runtime);
  const layers = fn.at("layers");
  if (language === undefined || handler === undefined || layers.unknown || layers.items.length > 0) {
    return;
  }
  const file = handlerFile(code, handler, language);
  if (file === undefined && code.complete) {
    yield* missingHandler(fn, code, handler, language);
  }
  if (language === "node" && Number(/\d+/.exec(runtime)?.[0]) >= FIRST_WITHOUT_SDK_2 && !bringsSdk2(code)) {
    for (const source of runningSources(code, handler, "node")) {
      const loads = [...source.text.matchAll(SDK_2)];
      const [module] = captured(new RegExp(SDK_2), source.text);
      if (module !== undefined && loads.some(({ index }) => !IN_TRY.test(source.text.slice(0, index)))) {
        yield finding(
          "runtime",
          `\`${source.file}\` loads \`${module}\`, which ${runtime} does not have: since Node 18 Lambda comes with version 3 of the SDK only, and the function fails at its first invocation.`,
          {
            remediation: "Use the clients of version 3 (`@aws-sdk/client-…`), or put `aws-sdk` into the archive.",
          },
        );
        return;
      }
    }
  }
}

function* missingHandler(
  fn: Resource,
  code: FunctionCode,
  handler: string,
  language: "node" | "python" | "ruby" | "binary",
): Generator<Yield> {
  const [wanted = ""] = handlerFiles(handler, language);
  const source = wanted.replace(/\.js$/, ".ts");
  const files = [...code.files.keys()];
  // A folder that holds the source may be built into before it is packed.
  if (language === "binary" ? files.some((file) => code.files.get(file)?.onDisk === true) : isBuiltFrom(code, source)) {
    yield undecided("handler", `a build may still put \`${wanted}\` into the folder`);
    return;
  }
  const near = files.filter((file) => file.split("/").length <= 2 && !file.startsWith("node_modules")).sort();
  const some = near.slice(0, 3).map((file) => `\`${file}\``);
  const shown = some.length === 0 ? "" : ` It has ${some.join(", ")}${near.length > 3 ? ", …" : ""}.`;
  const why =
    language === "binary"
      ? `A function with runtime ${fn.at("runtime").show()} starts the file \`bootstrap\``
      : `Handler ${fn.at("handler").show()} is in \`${wanted}\``;
  yield finding(
    "handler",
    `${why}, and the archive does not have it: the function fails at every invocation.${shown}`,
    {
      remediation:
        "Name the file as it is called in the archive, without its extension, in `handler`, or put the file there.",
    },
  );
}

function isBuiltFrom(code: FunctionCode, source: string): boolean {
  return [source, source.replace(/\.ts$/, ".mts"), source.replace(/\.ts$/, ".tsx")].some(
    (each) => code.files.get(each)?.onDisk === true,
  );
}

function bringsSdk2(code: FunctionCode): boolean {
  return !code.complete || [...code.files.keys()].some((file) => /(?:^|\/)node_modules\/aws-sdk(?:\/|$)/.test(file));
}
