import { lambdaEnvironmentComplete } from "../../../policy-pack/rules/lambda/lambda-environment-complete";
import { archive, fileArchive, ref, resource, testRule, unknown } from "../../support";

const fn = (code: unknown, variables?: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", "fn", {
    role: "arn:aws:iam::210987654321:role/fn",
    runtime: "nodejs22.x",
    handler: "index.handler",
    code,
    ...(variables === undefined ? {} : { environment: { variables } }),
    ...more,
  });
const node = (body: string) => archive({ "index.js": `exports.handler = async () => {\n${body}\n};` });
const python = { runtime: "python3.13", handler: "app.handler" };
const PUT = node("  await db.send(new PutCommand({ TableName: process.env.TABLE, Item: {} }));");
const table = resource("aws:dynamodb/table:Table", "orders");

testRule(lambdaEnvironmentComplete, {
  valid: [
    { name: "a variable that is defined", resources: [fn(PUT, { TABLE: "orders" })] },
    { name: "a variable whose value is an output", resources: [table, fn(PUT, { TABLE: ref("orders", "name") })] },
    { name: "a default", resources: [fn(node('  put({ TableName: process.env.TABLE ?? "orders" });'))] },
    { name: "a variable the runtime defines", resources: [fn(node("  process.env.AWS_REGION.split('-');"))] },
    { name: "a read in a comment", resources: [fn(node("  // put({ TableName: process.env.TABLE })"))] },
    { name: "a switch that is off", resources: [fn(node("  if (process.env.DEBUG) console.log(1);"))] },
    {
      name: "a file nothing loads",
      resources: [fn(archive({ "index.js": "exports.handler = 1", "old.js": "process.env.X.trim()" }))],
    },
    {
      name: "Python with a default",
      resources: [fn(archive({ "app.py": 'import os\nT = os.environ.get("TABLE", "orders")' }), undefined, python)],
    },
    {
      name: "code on a disk elsewhere",
      resources: [fn(fileArchive("./no-such-folder"))],
      outcome: "notApplicable",
    },
    {
      name: "a runtime whose code is not text",
      resources: [fn(archive({ "app.jar": "x" }), undefined, { runtime: "java21", handler: "com.acme.App" })],
      outcome: "notApplicable",
    },
    { name: "variables nobody knows yet", resources: [fn(PUT, unknown)], undecided: ["preview", "up", "offline"] },
    {
      name: "a wrapper that may define it",
      resources: [fn(PUT, { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrapper" })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a table's name, beside a variable that is not known yet",
      resources: [table, fn(PUT, { TABLE_ARN: ref("orders", "arn") })],
      findings: [{ resource: "fn", property: "environment.variables", message: "needs the variable `TABLE`" }],
    },
    {
      name: "a table's name",
      resources: [fn(PUT)],
      findings: [
        {
          resource: "fn",
          property: "environment.variables",
          message: /\(`index\.js`\) needs the variable `TABLE`, and the function does not define it: .* AWS/,
          severity: "high",
        },
      ],
    },
    {
      name: "a name that differs by a letter",
      resources: [table, fn(PUT, { TABLES: ref("orders", "name") })],
      findings: [{ resource: "fn", property: "environment.variables", message: "needs the variable `TABLE`" }],
    },
    {
      name: "several, in files the handler loads",
      resources: [
        fn(
          archive({
            "index.js": 'const store = require("./store");\nif (!process.env.QUEUE_URL) throw new Error("no queue");',
            "store.js": "const bucket = process.env.BUCKET;\nput({ Bucket: bucket, Key: 'x' });",
          }),
          { OTHER: "x" },
        ),
      ],
      findings: [
        { resource: "fn", message: /\(`index\.js` and `store\.js`\) needs the variables `QUEUE_URL` and `BUCKET`/ },
      ],
    },
    {
      name: "a Python module",
      resources: [fn(archive({ "app.py": 'import os\nTABLE = os.environ["TABLE"]' }), undefined, python)],
      findings: [{ resource: "fn", message: '`os.environ["TABLE"]` raises KeyError' }],
    },
    {
      name: "a method of what is not there",
      resources: [fn(node("  return process.env.ORIGINS.split(',');"), {})],
      findings: [{ resource: "fn", message: "the code calls a method of it" }],
    },
  ],
});
