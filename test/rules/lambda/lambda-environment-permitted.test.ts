import { lambdaEnvironmentPermitted } from "../../../policy-pack/rules/lambda/lambda-environment-permitted";
import { json, ref, resource, testRule } from "../../support";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const role = resource("aws:iam/role:Role", "role", { assumeRolePolicy: TRUST });
const attached = (policy: string) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
    role: ref("role", "name"),
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
  });
const basic = attached("service-role/AWSLambdaBasicExecutionRole");
const policy = (statement: Readonly<Record<string, unknown>>) =>
  resource("aws:iam/rolePolicy:RolePolicy", "policy", {
    role: ref("role"),
    policy: json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
  });
const fn = (variables: Readonly<Record<string, unknown>>, props: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", "fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: ref("role", "arn"),
    environment: { variables },
    ...props,
  });
const table = resource("aws:dynamodb/table:Table", "orders", { name: "orders-prod" });
const topic = resource("aws:sns/topic:Topic", "alerts");
const queue = resource("aws:sqs/queue:Queue", "jobs");
const secret = resource("aws:secretsmanager/secret:Secret", "credentials");
const bucket = resource("aws:s3/bucket:Bucket", "files");
const usesTable = fn({ TABLE_NAME: "orders-prod" });
const usesQueue = fn({ QUEUE_URL: ref("jobs", "url") });

testRule(lambdaEnvironmentPermitted, {
  valid: [
    { name: "no environment", resources: [role, basic, fn({})], outcome: "notApplicable" },
    {
      name: "variables that name nothing of the stack",
      resources: [role, basic, table, fn({ LOG_LEVEL: "debug", TABLE_NAME: "elsewhere" })],
      outcome: "notApplicable",
    },
    {
      name: "a role that may read the table",
      resources: [role, basic, table, policy({ Action: ["dynamodb:GetItem"] }), usesTable],
    },
    { name: "a role that may do anything", resources: [role, table, policy({ Action: "*" }), usesTable] },
    {
      name: "a role that may do anything but something else",
      resources: [role, table, policy({ NotAction: "iam:*" }), usesTable],
    },
    { name: "a policy of AWS's", resources: [role, table, attached("AmazonDynamoDBReadOnlyAccess"), usesTable] },
    {
      name: "a document that is not known yet",
      resources: [
        role,
        basic,
        table,
        policy({ Action: "sqs:SendMessage", Resource: ref("jobs", "arn") }),
        queue,
        usesTable,
      ],
      undecided: ["preview"],
      modes: ["preview"],
    },
    {
      name: "a role that takes another role",
      resources: [role, table, policy({ Action: "sts:AssumeRole" }), usesTable],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a role of another stack",
      resources: [table, fn({ TABLE_NAME: "orders-prod" }, { role: "arn:aws:iam::210987654321:role/elsewhere" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a queue whose own policy may let the role in",
      resources: [
        role,
        basic,
        queue,
        resource("aws:sqs/queuePolicy:QueuePolicy", "open", { queueUrl: ref("jobs", "url"), policy: "{}" }),
        usesQueue,
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a word that a table happens to be called, too",
      resources: [role, basic, table, fn({ POWERTOOLS_SERVICE_NAME: "orders-prod" })],
      outcome: "notApplicable",
    },
    {
      name: "a bucket's domain, which browsers use",
      resources: [role, basic, bucket, fn({ ASSETS_URL: ref("files", "bucketRegionalDomainName") })],
      outcome: "notApplicable",
      modes: ["preview"],
    },
    {
      name: "what is in a secret",
      resources: [
        role,
        basic,
        secret,
        resource("aws:secretsmanager/secretVersion:SecretVersion", "version", {
          secretId: ref("credentials"),
          secretString: "x",
        }),
        fn({ PASSWORD: ref("version", "secretString") }),
      ],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "a table, and a role that may only log",
      resources: [role, basic, table, usesTable],
      findings: [
        {
          resource: "fn",
          property: "environment.variables.TABLE_NAME",
          message:
            'The function\'s environment names "orders", and its role "role" is allowed nothing of `dynamodb`: its calls',
          severity: "medium",
        },
      ],
    },
    {
      name: "a table by its output, under a name that says nothing",
      resources: [role, basic, table, fn({ SERVICE_NAME: ref("orders", "name") })],
      findings: [{ resource: "fn", property: "environment.variables.SERVICE_NAME", message: 'names "orders"' }],
    },
    {
      name: "a table and a topic, and a role that may only log",
      resources: [role, basic, table, topic, fn({ TABLE_NAME: "orders-prod", TOPIC_ARN: ref("alerts", "arn") })],
      findings: [
        {
          resource: "fn",
          message: 'names "orders" and "alerts", and its role "role" is allowed nothing of `dynamodb` or `sns`',
        },
      ],
    },
    {
      name: "a queue, and a role for tables",
      resources: [role, queue, policy({ Action: ["dynamodb:*"] }), usesQueue],
      findings: [{ resource: "fn", property: "environment.variables.QUEUE_URL", message: "nothing of `sqs`" }],
    },
    {
      name: "a secret's ARN, and a role without any policy",
      resources: [role, secret, fn({ DB_SECRET_ARN: ref("credentials", "arn") })],
      findings: [
        { resource: "fn", message: 'names "credentials", and its role "role" is allowed nothing of `secretsmanager`' },
      ],
    },
    {
      name: "a bucket's name",
      resources: [role, basic, bucket, fn({ BUCKET: ref("files", "bucket") })],
      findings: [{ resource: "fn", message: "nothing of `s3`" }],
    },
  ],
});
