import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { Asset, Secret } from "../../policy-pack/engine/wire";
import { readCode } from "../../policy-pack/helpers/function-code";

const directory = mkdtempSync(path.join(tmpdir(), "function-code-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), content);
  }
}

const text = (content: string) => new Asset("asset", { text: content });
const folder = (place: string) => new Asset("archive", { path: place });
const archive = (assets: Readonly<Record<string, unknown>>) => new Asset("archive", { assets });

function shown(code: Asset | undefined, from: string | undefined = directory) {
  const read = readCode(code, from);
  return (
    read && {
      complete: read.complete,
      files: Object.fromEntries([...read.files].map(([name, file]) => [name, file.text()])),
    }
  );
}

write({
  "app/index.js": "app",
  "app/logo.png": "png",
  "app/node_modules/aws-sdk/index.js": "sdk",
  "app/lib/store.py": "store",
  "bundle.zip": zipSync({
    "index.js": strToU8("zipped"),
    "node_modules/x/index.js": strToU8("x"),
    "src/": new Uint8Array(),
    "src/a.mjs": strToU8("a"),
    "data.bin": strToU8("data"),
  }),
  "broken.zip": "no zip",
});

test("reads texts, nested archives and secret members", () => {
  const nested = archive({ "a.js": text("a"), "deep//b.js": text("b") });
  const code = archive({ "index.js": text("i"), "./x.js": new Secret(text("x")), ".": nested, lib: nested });
  expect(shown(code)).toEqual({
    complete: true,
    files: { "index.js": "i", "x.js": "x", "a.js": "a", "deep/b.js": "b", "lib/a.js": "a", "lib/deep/b.js": "b" },
  });
});

test("reads a folder, and leaves what is in its packages", () => {
  const files = {
    "index.js": "app",
    "logo.png": undefined,
    "node_modules/aws-sdk": undefined,
    "lib/store.py": "store",
  };
  expect(shown(folder("./app"))).toEqual({ complete: true, files });
  expect(shown(folder(path.join(directory, "app")), undefined)).toEqual({ complete: true, files });
  expect(shown(archive({ ".": folder("app"), "config.js": text("c") }))?.files).toEqual({ ...files, "config.js": "c" });
});

test("reads a zip file, as archive and as file", () => {
  const files = { "index.js": "zipped", "node_modules/x/index.js": undefined, "src/a.mjs": "a", "data.bin": undefined };
  expect(shown(folder("bundle.zip"))).toEqual({ complete: true, files });
  expect(shown(new Asset("asset", { path: "bundle.zip" }))).toEqual({ complete: true, files });
});

test("reads files the archive is made of", () => {
  const code = archive({
    "main.js": new Asset("asset", { path: "app/index.js" }),
    "gone.js": new Asset("asset", { path: "gone.js" }),
  });
  expect(shown(code)).toEqual({ complete: true, files: { "main.js": "app", "gone.js": undefined } });
});

test.each([
  ["a folder that is not there", folder("nowhere")],
  ["a zip file that is none", folder("broken.zip")],
  ["a file that is no archive", folder("app/logo.png")],
  ["an address", new Asset("archive", { uri: "https://example.com/code.zip" })],
  ["a member nobody knows", archive({ "index.js": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" })],
  ["an empty source", new Asset("archive", {})],
])("reads nothing of %s", (_, code) => {
  expect(shown(code)).toBeUndefined();
});

test("is not complete when a part cannot be read", () => {
  expect(shown(archive({ "index.js": text("i"), lib: folder("nowhere") }))).toEqual({
    complete: false,
    files: { "index.js": "i" },
  });
  expect(readCode(folder("app"), undefined)).toBeUndefined();
  expect(readCode(undefined, directory)).toBeUndefined();
});

test("gives up on endless archives", () => {
  let endless = archive({ "index.js": text("i") });
  for (let depth = 0; depth < 20; depth++) {
    endless = archive({ x: endless });
  }
  expect(readCode(endless, directory)).toBeUndefined();
  const many = archive(Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`${index}.js`, text("")])));
  expect(readCode(many, directory)?.complete).toBe(false);
});
