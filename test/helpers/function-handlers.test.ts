import { Asset } from "../../policy-pack/engine/wire";
import { readCode } from "../../policy-pack/helpers/function-code";
import {
  handlerFile,
  handlerFiles,
  languageOf,
  runningSources,
  withoutComments,
  withoutPythonComments,
} from "../../policy-pack/helpers/function-handlers";

function code(files: Readonly<Record<string, string>>) {
  const assets = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new Asset("asset", { text })]));
  const read = readCode(new Asset("archive", { assets }), undefined);
  if (read === undefined) {
    throw new Error("nothing to read");
  }
  return read;
}

test.each([
  ["nodejs22.x", "node"],
  ["python3.13", "python"],
  ["ruby3.4", "ruby"],
  ["provided.al2023", "binary"],
  ["java21", undefined],
  ["", undefined],
])("the language of %s is %s", (runtime, language) => {
  expect(languageOf(runtime)).toBe(language);
});

test("handlers stand where the runtimes look for them", () => {
  expect(handlerFiles("index.handler", "node")[0]).toBe("index.js");
  expect(handlerFiles("src/app.api.get", "node")[0]).toBe("src/app.js");
  expect(handlerFiles("pkg.app.run", "python")[0]).toBe("pkg/app.py");
  expect(handlerFiles("pkg/app.run", "python")[0]).toBe("pkg/app.py");
  expect(handlerFiles("app.Handler.run", "ruby")).toEqual(["app.rb"]);
  expect(handlerFiles("anything", "binary")).toEqual(["bootstrap"]);
});

test.each([
  [{ "index.cjs": "" }, "index.handler", "index.cjs"],
  [{ "index/index.js": "" }, "index.handler", "index/index.js"],
  [{ "indexes.js": "" }, "index.handler", undefined],
  [{ "node_modules/wrapper": "" }, "node_modules/wrapper/dist/handler.run", "node_modules/wrapper"],
  [{ "node_modules/wrapper": "" }, "wrapper.run", "node_modules/wrapper"],
  [{ "node_modules/wrapper": "" }, "node_modules/other/handler.run", undefined],
])("finds the handler's file in %j", (files, handler, expected) => {
  expect(handlerFile(code(files), handler, "node")).toBe(expected);
});

test("follows what the handler loads, and nothing else", () => {
  const all = code({
    "index.js": 'const a = require("./lib/a");\nconst x = require("lodash"); // require("./dead")',
    "lib/a.js": 'import b from "../b.mjs"',
    "b.mjs": "export default require('./index.js')",
    "dead.js": "",
  });
  expect(runningSources(all, "index.handler", "node").map(({ file }) => file)).toEqual([
    "index.js",
    "lib/a.js",
    "b.mjs",
  ]);
  const python = code({ "app.py": "import os\nfrom store import put", "store.py": "", "dead.py": "" });
  expect(runningSources(python, "app.run", "python").map(({ file }) => file)).toEqual(["app.py", "store.py"]);
  expect(runningSources(python, "gone.run", "python")).toEqual([]);
});

test("blanks comments and keeps places", () => {
  expect(withoutComments('a = "// no"; // yes\nb /* x\ny */ c')).toBe('a = "// no";       \nb     \n     c');
  expect(withoutPythonComments('a = "# no" # yes\n"""doc\n"""\nb')).toBe('a = "# no"      \n      \n   \nb');
});
