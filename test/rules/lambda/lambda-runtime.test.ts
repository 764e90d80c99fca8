import { lambdaRuntime } from "../../../policy-pack/rules/lambda/lambda-runtime";
import { archive, fileArchive, ref, resource, testRule, unknown } from "../../support";

const fn = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:lambda/function:Function", "fn", {
    role: "arn:aws:iam::210987654321:role/fn",
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...props,
  });
const HANDLER = "exports.handler = async () => 1;";
const SDK_2 = `const AWS = require("aws-sdk");\n${HANDLER}`;

testRule(lambdaRuntime, {
  valid: [
    ...["nodejs20.x", "nodejs24.x", "python3.10", "python3.14", "java21", "dotnet8", "ruby3.4", "provided.al2023"].map(
      (runtime) => ({ name: `runtime ${runtime}`, resources: [fn({ runtime })] }),
    ),
    ...["nodejs26.x", "python3.16", "java29", "dotnet12", "provided.al2027"].map((runtime) => ({
      name: `runtime ${runtime}, which may have come since`,
      resources: [fn({ runtime })],
    })),
    {
      name: "a runtime AWS means to block later",
      resources: [fn({ runtime: "python3.9" })],
    },
    {
      name: "an old function whose runtime is still updated",
      resources: [fn({ runtime: "nodejs14.x" })],
      modes: ["up"],
      outcome: "notApplicable",
    },
    {
      name: "a container image",
      resources: [fn({ runtime: undefined, handler: undefined, packageType: "Image", imageUri: "x" })],
      outcome: "notApplicable",
    },
    {
      name: "a runtime nobody knows yet",
      resources: [fn({ runtime: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "the handler's file", resources: [fn({ code: archive({ "index.js": HANDLER }) })] },
    { name: "a module", resources: [fn({ code: archive({ "index.mjs": "export const handler = 1" }) })] },
    {
      name: "a file in a folder",
      resources: [fn({ handler: "src/app.run", code: archive({ src: archive({ "app.js": HANDLER }) }) })],
    },
    { name: "a folder put at the top", resources: [fn({ code: archive({ ".": archive({ "index.js": HANDLER }) }) })] },
    {
      name: "a handler with dots behind the file",
      resources: [fn({ handler: "index.api.handler", code: archive({ "index.js": HANDLER }) })],
    },
    {
      name: "a folder with an index",
      resources: [fn({ handler: "app.run", code: archive({ "app/index.js": HANDLER }) })],
    },
    {
      name: "Pulumi's own archive",
      resources: [fn({ handler: "__index.handler", code: archive({ "__index.js": HANDLER }) })],
    },
    {
      name: "Python modules",
      resources: [
        fn({ runtime: "python3.13", handler: "pkg.app.run", code: archive({ "pkg/app.py": "def run(e, c): pass" }) }),
      ],
    },
    {
      name: "a Ruby handler in a class",
      resources: [fn({ runtime: "ruby3.4", handler: "app.Handler.run", code: archive({ "app.rb": "x" }) })],
    },
    {
      name: "Java, whose handlers are classes",
      resources: [fn({ runtime: "java21", handler: "com.acme.App", code: archive({ "lib/app.jar": "x" }) })],
    },
    {
      name: "a handler a layer may bring",
      resources: [fn({ code: archive({ "app.js": SDK_2 }), layers: ["arn:aws:lambda:eu-west-1:1:layer:x:1"] })],
    },
    { name: "an archive on a disk elsewhere", resources: [fn({ code: fileArchive("./no-such-folder") })] },
    {
      name: "an archive half of which is elsewhere",
      resources: [fn({ code: archive({ "x.js": "x", ".": fileArchive("./no-such-folder") }) })],
    },
    { name: "SDK 2 on Node 16", resources: [fn({ runtime: "nodejs16.x", code: archive({ "index.js": SDK_2 }) })] },
    {
      name: "SDK 3",
      resources: [fn({ code: archive({ "index.js": `const s3 = require("@aws-sdk/client-s3");\n${HANDLER}` }) })],
    },
    {
      name: "SDK 2 in the archive",
      resources: [fn({ code: archive({ "index.js": SDK_2, "node_modules/aws-sdk/index.js": "x" }) })],
    },
    {
      name: "SDK 2 in a comment, and in a file nothing loads",
      resources: [
        fn({
          code: archive({
            "index.js": `// require("aws-sdk")\n/* import x from "aws-sdk" */\n${HANDLER}`,
            "old.js": SDK_2,
          }),
        }),
      ],
    },
    {
      name: "SDK 2 if it is there",
      resources: [fn({ code: archive({ "index.js": `let a; try { a = require("aws-sdk"); } catch {}\n${HANDLER}` }) })],
    },
  ],
  invalid: [
    {
      name: "a runtime that never was, of a role that does not exist yet",
      resources: [
        resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" }),
        fn({ runtime: "nodejs20", role: ref("role", "arn") }),
      ],
      findings: [{ resource: "fn", property: "runtime", message: 'Lambda has no runtime "nodejs20"' }],
    },
    ...(
      [
        ["nodejs20", "nodejs20.x"],
        ["node22.x", "nodejs22.x"],
        ["nodejs19.x", "nodejs1"],
        ["python3.5", "python3.1"],
        ["Python3.12", "python3.12"],
        ["java18", "java1"],
      ] as const
    ).map(([runtime]) => ({
      name: `runtime ${runtime}`,
      resources: [fn({ runtime })],
      findings: [
        {
          resource: "fn",
          property: "runtime",
          message: `Lambda has no runtime "${runtime}"`,
          severity: "high" as const,
        },
      ],
    })),
    {
      name: "a runtime AWS does not even update",
      resources: [fn({ runtime: "python2.7" })],
      findings: [
        { resource: "fn", property: "runtime", message: /"python2\.7" since 2021-07-15 \(as of 20\d\d-\d\d-\d\d\)/ },
      ],
    },
    {
      name: "a new function with an old runtime",
      resources: [fn({ runtime: "nodejs14.x" })],
      modes: ["preview", "offline"],
      findings: [{ resource: "fn", property: "runtime", message: /"nodejs14\.x" since 2024-01-09/ }],
    },
    {
      name: "a file of another name",
      resources: [fn({ code: archive({ "main.js": HANDLER, "package.json": "{}" }) })],
      findings: [
        {
          resource: "fn",
          property: "handler",
          message:
            /Handler "index\.handler" is in `index\.js`, and the archive does not have it: .* It has `main\.js`, `package\.json`\./,
        },
      ],
    },
    {
      name: "a folder that is not in the handler",
      resources: [fn({ code: archive({ "src/index.js": HANDLER }) })],
      findings: [{ resource: "fn", property: "handler", message: "It has `src/index.js`" }],
    },
    {
      name: "TypeScript, which Lambda does not compile",
      resources: [fn({ code: archive({ "index.ts": "export const handler = 1" }) })],
      findings: [{ resource: "fn", property: "handler", message: "It has `index.ts`" }],
    },
    {
      name: "a Python file of another name",
      resources: [
        fn({ runtime: "python3.13", handler: "lambda_function.lambda_handler", code: archive({ "index.py": "x" }) }),
      ],
      findings: [{ resource: "fn", property: "handler", message: "is in `lambda_function.py`" }],
    },
    {
      name: "a runtime of one's own without its start file",
      resources: [fn({ runtime: "provided.al2023", handler: "main", code: archive({ main: "x" }) })],
      findings: [{ resource: "fn", property: "handler", message: "starts the file `bootstrap`" }],
    },
    {
      name: "SDK 2 on Node 22",
      resources: [fn({ code: archive({ "index.js": SDK_2 }) })],
      findings: [
        {
          resource: "fn",
          property: "runtime",
          message: /`index\.js` loads `aws-sdk`, which nodejs22\.x does not have/,
        },
      ],
    },
    {
      name: "a part of SDK 2, imported by a file the handler loads",
      resources: [
        fn({
          runtime: "nodejs18.x",
          code: archive({
            "index.mjs": 'import { put } from "./lib/store.mjs";\nexport const handler = put;',
            "lib/store.mjs": 'import S3 from "aws-sdk/clients/s3.js";\nexport const put = S3;',
          }),
        }),
      ],
      findings: [{ resource: "fn", property: "runtime", message: "`lib/store.mjs` loads `aws-sdk/clients/s3.js`" }],
    },
  ],
});
