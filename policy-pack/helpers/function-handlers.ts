/** Which file of a Lambda function's code holds its handler, and what else runs with it. */
import path from "node:path";
import type { CodeFile, FunctionCode } from "./function-code";

/** Languages whose handlers are looked up in files. */
export type Language = "node" | "python" | "ruby" | "binary";

/** The language of a runtime: `nodejs22.x`, `python3.13`, `ruby3.4`, `provided.al2023`. */
export function languageOf(runtime: string): Language | undefined {
  const [family = ""] = /^[a-z]+/.exec(runtime) ?? [];
  return ({ nodejs: "node", python: "python", ruby: "ruby", provided: "binary" } as const)[family];
}

/**
 * The paths at which a runtime looks for a handler's file, best first.
 *
 * Sources: `_moduleHandler` in aws-lambda-nodejs-runtime-interface-client (`src/UserFunction.js`), `_get_handler` in
 * aws-lambda-python-runtime-interface-client (`awslambdaric/bootstrap.py`), aws-lambda-ruby-runtime-interface-client
 * (`lambda_handler.rb`), https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
 */
export function handlerFiles(handler: string, language: Language): readonly string[] {
  switch (language) {
    case "node": {
      const folder = path.posix.dirname(handler);
      const [name = ""] = path.posix.basename(handler).split(".");
      const file = path.posix.join(folder, name);
      return [`${file}.js`, `${file}.mjs`, `${file}.cjs`, file];
    }
    case "python": {
      const file = handler.slice(0, Math.max(handler.lastIndexOf("."), 0)).replace(/\./g, "/");
      return [`${file}.py`, `${file}/__init__.py`, `${file}.pyc`, `${file}.so`];
    }
    case "ruby":
      return [`${handler.split(".")[0] ?? ""}.rb`];
    case "binary":
      return ["bootstrap"];
  }
}

/** The file with the handler, if it can be found. */
export function handlerFile(code: FunctionCode, handler: string, language: Language): string | undefined {
  const found = handlerFiles(handler, language).find((file) => code.files.has(file));
  if (found !== undefined || language !== "node") {
    return found;
  }
  // Node also takes a folder with an index, or a package; of a package on disk the folder alone is listed.
  const [wanted = ""] = handlerFiles(handler, language).slice(-1);
  return [...code.files.keys()].find(
    (file) =>
      file.startsWith(`${wanted}/`) ||
      file === `node_modules/${wanted}` ||
      (/(?:^|\/)node_modules\/[^/]+$/.test(file) && wanted.startsWith(`${file}/`)),
  );
}

/** A source file that runs: comments are blanked, so that every match is code. */
export interface RunningSource {
  readonly file: string;
  readonly text: string;
}

const MOST_SOURCES = 50;

/** The handler's file and the files of the archive it loads by name, directly or through one another. */
export function runningSources(
  code: FunctionCode,
  handler: string,
  language: "node" | "python",
): readonly RunningSource[] {
  const first = handlerFile(code, handler, language);
  const found = new Set(first === undefined ? [] : [first]);
  const sources: RunningSource[] = [];
  // A set is walked in the order of insertion, and what is added on the way is walked too.
  for (const file of found) {
    const text = textOf(code.files.get(file), language);
    if (text !== undefined && sources.length < MOST_SOURCES) {
      sources.push({ file, text });
      loadedBy(text, file, language)
        .filter((each) => code.files.has(each))
        .forEach((each) => found.add(each));
    }
  }
  return sources;
}

function textOf(file: CodeFile | undefined, language: "node" | "python"): string | undefined {
  const text = file?.text();
  return text === undefined ? undefined : language === "node" ? withoutComments(text) : withoutPythonComments(text);
}

function loadedBy(text: string, file: string, language: "node" | "python"): readonly string[] {
  const folder = path.posix.dirname(file);
  const place = (name: string) => path.posix.join(folder, name);
  if (language === "node") {
    return captured(/\b(?:require\(\s*|from\s*|import\s*\(?\s*)["'](\.{1,2}\/[^"']+)["']/g, text).flatMap((name) =>
      ["", ".js", ".mjs", ".cjs", "/index.js"].map((end) => place(name + end)),
    );
  }
  return captured(/^\s*(?:from|import)\s+([\w.]+)/gm, text).flatMap((name) => {
    const module = name.replace(/^\.+/, "").replace(/\./g, "/");
    return [`${module}.py`, `${module}/__init__.py`, place(`${module}.py`)];
  });
}

/** The first group of every match. */
export function captured(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
}

/** JavaScript with its comments blanked, and everything else where it was. Texts are left as they are. */
export function withoutComments(text: string): string {
  return text.replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (match) => (match.startsWith("/") ? blank(match) : match),
  );
}

/** Python with its comments, docstrings and other texts of three quotes blanked. */
export function withoutPythonComments(text: string): string {
  return text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, (match) =>
    match.startsWith("#") || /^("""|''')/.test(match) ? blank(match) : match,
  );
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
