import { lambdaReservedEnvironment } from "../../../policy-pack/rules/lambda/lambda-reserved-environment";
import { ref, resource, secret, testRule, unknown } from "../../support";

const fn = (variables: unknown) =>
  resource("aws:lambda/function:Function", "fn", {
    role: "arn:aws:iam::210987654321:role/fn",
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...(variables === undefined ? {} : { environment: { variables } }),
  });
const bucket = resource("aws:s3/bucket:Bucket", "logs");

testRule(lambdaReservedEnvironment, {
  valid: [
    { name: "no variables", resources: [fn(undefined)] },
    {
      name: "variables of one's own",
      resources: [fn({ TABLE: "orders", REGION: "eu-west-1", aws_region: "x", X2: "" })],
    },
    {
      name: "variables that may be extended",
      resources: [
        fn({
          PATH: "/opt/bin",
          LD_LIBRARY_PATH: "/opt/lib",
          NODE_PATH: "/opt/nodejs",
          PYTHONPATH: "/opt/python",
          TZ: "Europe/Vienna",
          AWS_LAMBDA_EXEC_WRAPPER: "/opt/otel-handler",
          AWS_NODEJS_CONNECTION_REUSE_ENABLED: "1",
          AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
        }),
      ],
    },
    { name: "a value that is an output", resources: [bucket, fn({ BUCKET: ref("logs") })] },
    { name: "names close to reserved ones", resources: [fn({ MY_AWS_REGION: "x", AWS_REGIONS: "x", HANDLER: "x" })] },
    { name: "4,000 bytes", resources: [fn({ DATA: "x".repeat(4000) })] },
    {
      name: "variables nobody knows yet",
      resources: [fn(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "the region",
      resources: [fn({ AWS_REGION: "us-east-1", TABLE: "orders" })],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.AWS_REGION",
          message: /`AWS_REGION` is a name Lambda keeps to itself/,
          severity: "high",
        },
      ],
    },
    {
      name: "several, told once",
      resources: [
        fn({ AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: secret("hidden-canary"), LAMBDA_TASK_ROOT: "/" }),
      ],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.AWS_ACCESS_KEY_ID",
          message: /`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `LAMBDA_TASK_ROOT` are names/,
        },
      ],
    },
    {
      name: "a reserved name with a value of the stack",
      resources: [bucket, fn({ _HANDLER: ref("logs"), OTHER: ref("logs", "arn") })],
      findings: [{ resource: "fn", property: "environment.variables._HANDLER", message: "`_HANDLER` is a name" }],
    },
    ...[
      ["db-host", 'environment.variables["db-host"]'],
      ["1ST", 'environment.variables["1ST"]'],
      ["X", "environment.variables.X"],
      ["_PRIVATE", "environment.variables._PRIVATE"],
    ].map(([name = "", property]) => ({
      name: `the name ${name}`,
      resources: [fn({ [name]: "1" })],
      findings: [{ resource: "fn", property, message: `\`${name}\` is no name of a variable` }],
    })),
    {
      name: "too much of them",
      resources: [fn({ FIRST: "x".repeat(2100), SECOND: "y".repeat(2100) })],
      findings: [
        { resource: "fn", property: "environment.variables", message: /4224 bytes together; Lambda takes 4096/ },
      ],
    },
  ],
});
