import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

/**
 * The code of a function, from a handler beside this file. A handler is one file that imports nothing but what Lambda's
 * Node.js runtime has, so it needs no bundler: its types are taken off and the rest is the same, whoever deploys it.
 */
export function handlerCode(handler: string): pulumi.asset.AssetArchive {
  const fileName = join(__dirname, `${handler}.ts`);
  const { outputText } = transpileModule(readFileSync(fileName, "utf8"), {
    fileName,
    compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS, removeComments: true },
  });
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(outputText) });
}
