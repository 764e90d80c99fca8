import type { ConfigValue, ProgramContext } from "../../../policy-pack/engine/context";
import { secretsNoPlaintext } from "../../../policy-pack/rules/secrets/secrets-no-plaintext";
import { component, interpolate, json, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";
import { inProcess, throughFastPath, throughSdk } from "../../../kit/testing/engine-calls";

/** Stands for a credential; no output may hold it. */
const CANARY = "hunter2-canary!";
/** Put together here, so that nobody's scanner takes it for a real one. */
const TOKEN = `ghp_${"a1B2c3".repeat(6)}`;
const KEY = "8f14e45fceea167a5a36dedd4bea2543";

const generator = resource("random:index/randomPassword:RandomPassword", "password", { length: 24 });
const bucket = resource("aws:s3/bucket:Bucket", "logs");
const container = resource("aws:secretsmanager/secret:Secret", "container", { name: "prod/db" });
const version = (secretString: unknown) =>
  resource("aws:secretsmanager/secretVersion:SecretVersion", "version", { secretId: ref("container"), secretString });
const parameter = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:ssm/parameter:Parameter", "parameter", { name: "/app/setting", type: "String", ...props });
const fn = (variables: unknown) =>
  resource("aws:lambda/function:Function", "fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    environment: { variables },
  });
const task = (environment: unknown) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
    family: "web",
    containerDefinitions: json([{ name: "web", image: "web:1", environment }]),
  });

function program(config?: Readonly<Record<string, ConfigValue>>, more: Partial<ProgramContext> = {}): ProgramContext {
  return {
    project: "flight",
    stack: "dev",
    config: config === undefined ? undefined : new Map(Object.entries(config)),
    environment: {},
    ...more,
  };
}

testRule(secretsNoPlaintext, {
  valid: [
    { name: "a generated secret", resources: [container, generator, version(ref("password", "result"))] },
    {
      name: "a document with a generated password",
      resources: [container, generator, version(json({ username: "admin", password: ref("password", "result") }))],
    },
    {
      name: "a generated password, marked secret",
      resources: [container, generator, version(secret(ref("password", "result")))],
    },
    { name: "a placeholder somebody fills in", resources: [container, version("CHANGE_ME")] },
    {
      name: "a document of placeholders",
      resources: [container, version('{"apiKey":"<api key>","password":"placeholder"}')],
    },
    { name: "a document without secrets", resources: [container, version('{"host":"db.internal","port":"5432"}')] },
    {
      name: "secret configuration",
      resources: [container, version(CANARY)],
      program: program({ "flight:dbPassword": { value: CANARY, secret: true } }),
    },
    {
      name: "secret configuration among variables",
      resources: [bucket, fn({ DB_PASSWORD: CANARY, BUCKET: ref("logs") })],
      program: program({ "flight:dbPassword": { value: CANARY, secret: true } }),
    },
    {
      name: "a generated password among variables",
      resources: [bucket, generator, fn({ DB_PASSWORD: ref("password", "result"), BUCKET: ref("logs") })],
    },
    {
      name: "an address with a generated password",
      resources: [
        generator,
        fn({ DATABASE_URL: interpolate`postgres://app:${ref("password", "result")}@db.internal/x` }),
      ],
    },
    {
      name: "variables that say where the secret is",
      resources: [
        container,
        fn({
          SECRET_ARN: ref("container", "arn"),
          SECRET_NAME: "prod/db",
          DB_SECRET: "prod-db-secret",
          DB_PASSWORD_PARAMETER: "/app/db/password",
          PASSWORD_MIN_LENGTH: "12",
          TOKEN_URL: "https://auth.example.com/token",
          API_KEY: "/app/api-key",
        }),
      ],
    },
    { name: "an address without a password", resources: [fn({ DATABASE_URL: "postgres://db.internal:5432/orders" })] },
    { name: "a plain parameter", resources: [parameter({ value: "dark" })] },
    {
      name: "an encrypted parameter from a generator",
      resources: [generator, parameter({ type: "SecureString", value: ref("password", "result") })],
    },
    {
      name: "a container with a secret's ARN",
      resources: [container, task([{ name: "SECRET_ARN", value: ref("container", "arn") }])],
    },
    {
      name: "a build that reads the secret itself",
      resources: [
        resource("aws:codebuild/project:Project", "build", {
          environment: {
            environmentVariables: [
              { name: "NPM_TOKEN", value: "build:token-1234567890abcdef", type: "SECRETS_MANAGER" },
            ],
          },
        }),
      ],
    },
    {
      name: "user data that fetches it",
      resources: [
        resource("aws:ec2/instance:Instance", "web", { userData: "export DB_PASSWORD=$(aws ssm get-parameter)" }),
      ],
    },
    {
      name: "an Output that became a text, which is told elsewhere",
      resources: [container, version('{"password":"Calling [toJSON] on an [Output<T>] is not supported."}')],
    },
    {
      name: "a secret nobody knows, from outside the stack",
      resources: [container, version(unknown)],
      modes: ["preview"],
    },
    {
      name: "a text beside what a component knows",
      resources: [component("app"), fn({ DB_PASSWORD: CANARY, OTHER: ref("app", "name") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a text, while the setting trusts what cannot be told",
      resources: [container, version(CANARY)],
      settings: { trustUnverifiable: true },
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a secret",
      resources: [container, version(CANARY)],
      findings: [
        {
          resource: "version",
          property: "secretString",
          message:
            /^The secret is a credential that the program itself provides: no resource made it, so it stands in the code, or differs at every run\. .*`trustUnverifiable`/,
          severity: "critical",
        },
      ],
    },
    {
      name: "a document with a password",
      resources: [
        container,
        version(secret(JSON.stringify({ username: "admin", password: CANARY, api_key: "secret-api-key" }))),
      ],
      findings: [
        {
          resource: "version",
          property: "secretString",
          message: "The key `password` of the secret and the key `api_key` of the secret are credentials",
        },
      ],
    },
    {
      name: "a password among a function's variables",
      resources: [bucket, fn({ DB_PASSWORD: CANARY, BUCKET: ref("logs") })],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.DB_PASSWORD",
          message: "The environment variable `DB_PASSWORD` is a credential",
        },
      ],
    },
    {
      name: "a password beside a generated one",
      resources: [generator, fn({ DB_PASSWORD: CANARY, OTHER_PASSWORD: ref("password", "result") })],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.DB_PASSWORD",
          message: "environment variable `DB_PASSWORD`",
        },
      ],
    },
    {
      name: "a token, whatever the variable is called",
      resources: [fn({ SETTING: TOKEN })],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.SETTING",
          message: /`SETTING` is a credential .*secretlint's rule `github`/,
        },
      ],
    },
    {
      name: "an address with a password",
      resources: [fn({ DATABASE_URL: "postgres://app:s3cr3tValue9@db.internal:5432/orders" })],
      findings: [
        { resource: "fn", property: "environment.variables.DATABASE_URL", message: "`database-connection-string`" },
      ],
    },
    {
      name: "a key by its name",
      resources: [fn({ STRIPE_SECRET_KEY: KEY })],
      findings: [
        { resource: "fn", property: "environment.variables.STRIPE_SECRET_KEY", message: "`STRIPE_SECRET_KEY`" },
      ],
    },
    {
      name: "a container's variable",
      resources: [task([{ name: "DB_PASSWORD", value: CANARY }])],
      findings: [{ resource: "task", property: "containerDefinitions", message: "environment variable `DB_PASSWORD`" }],
    },
    {
      name: "a build's variable",
      resources: [
        resource("aws:codebuild/project:Project", "build", {
          environment: { environmentVariables: [{ name: "NPM_TOKEN", value: KEY }] },
        }),
      ],
      findings: [{ resource: "build", property: "environment.environmentVariables[0].value", message: "`NPM_TOKEN`" }],
    },
    {
      name: "an encrypted parameter written in the program",
      resources: [parameter({ type: "SecureString", value: CANARY })],
      findings: [{ resource: "parameter", property: "value", message: "The parameter is a credential" }],
    },
    {
      name: "a password in a plain parameter",
      resources: [parameter({ name: "/app/db/password", value: CANARY })],
      findings: [{ resource: "parameter", property: "value", message: "The parameter is a credential" }],
    },
    {
      name: "user data",
      resources: [
        resource("aws:ec2/instance:Instance", "web", { userData: `#!/bin/sh\nexport DB_PASSWORD=${CANARY}\n` }),
      ],
      findings: [{ resource: "web", property: "userData", message: "variable `DB_PASSWORD` in the user data" }],
    },
    {
      name: "the properties of a connection",
      resources: [
        resource("aws:glue/connection:Connection", "warehouse", {
          connectionProperties: { JDBC_CONNECTION_URL: "jdbc:mysql://db/x", USERNAME: "app", PASSWORD: CANARY },
        }),
      ],
      findings: [
        { resource: "warehouse", property: "connectionProperties.PASSWORD", message: "connection property `PASSWORD`" },
      ],
    },
    {
      name: "plain configuration",
      resources: [container, version(CANARY)],
      program: program({ "flight:dbPassword": { value: CANARY, secret: false } }),
      needsSecretKeys: true,
      findings: [
        {
          resource: "version",
          property: "secretString",
          message: "configuration value `flight:dbPassword`, which is stored in the clear",
        },
      ],
    },
    {
      name: "a text that no configuration holds, where all else is marked",
      resources: [container, version(CANARY)],
      program: program({}, { marksDataSources: true }),
      findings: [{ resource: "version", property: "secretString", message: /differs at every run\.$/ }],
    },
  ],
});

test("no credential is in any output", async () => {
  const everywhere = [
    container,
    version(JSON.stringify({ password: CANARY })),
    fn({ DB_PASSWORD: CANARY, TOKEN }),
    parameter({ type: "SecureString", value: CANARY }),
    task([{ name: "DB_PASSWORD", value: CANARY }]),
  ];
  const stack = resolveStack(everywhere, "up");
  const evaluations = inProcess([secretsNoPlaintext], stack);
  const reported = [
    ...(await throughFastPath([secretsNoPlaintext], stack)),
    ...(await throughSdk([secretsNoPlaintext], stack)),
  ];
  const text = JSON.stringify([
    evaluations.map(({ findings, reasons }) => [
      findings.map(({ message, remediation, property }) => [message, remediation, property]),
      reasons,
    ]),
    reported,
  ]);
  expect(reported.length).toBeGreaterThan(6);
  expect(text).not.toMatch(/canary|ghp_/);
});
