/** The offline check reads a function's code from the program's folder. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkProgram } from "../../preflight/check";
import { ROOT } from "../support/programs";

const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const common = { role: "arn:aws:iam::111122223333:role/fn", runtime: "nodejs22.x", handler: "index.handler" };
export const right = new aws.lambda.Function("right", { ...common, code: new pulumi.asset.FileArchive("./right") });
export const wrong = new aws.lambda.Function("wrong", { ...common, code: new pulumi.asset.FileArchive("./wrong") });
export const needy = new aws.lambda.Function("needy", {
  ...common,
  code: new pulumi.asset.AssetArchive({ ".": new pulumi.asset.FileArchive("./needy") }),
});
export const elsewhere = new aws.lambda.Function("elsewhere", {
  ...common,
  code: new pulumi.asset.FileArchive("./built-later"),
});
`;

test("paths are seen from the program", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "preflight-code-"));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  };
  try {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"), "dir");
    write("Pulumi.yaml", "name: example\nruntime: nodejs\nmain: infra/index.ts\n");
    write("infra/index.ts", PROGRAM);
    write("infra/right/index.js", "exports.handler = async () => 1;");
    write("infra/wrong/main.js", "exports.handler = async () => 1;");
    write("infra/needy/index.js", "exports.handler = async () => process.env.ORIGINS.split(',');");
    const { error, findings } = await checkProgram({ directory });
    expect(error).toBeNull();
    const ofLambda = findings.filter(({ rule }) => /^lambda-(?:runtime|environment-complete)$/.test(rule));
    expect(ofLambda.map((each) => `${each.rule} ${each.name}`).sort()).toEqual([
      "lambda-environment-complete needy",
      "lambda-runtime wrong",
    ]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
