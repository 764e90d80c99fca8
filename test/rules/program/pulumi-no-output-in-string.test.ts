import { pulumiNoOutputInString } from "../../../policy-pack/rules/program/pulumi-no-output-in-string";
import { component, interpolate, json, ref, resource, secret, testRule, unknown } from "../../support";

const TO_STRING = "Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> …";
const TO_JSON = "Calling [toJSON] on an [Output<T>] is not supported.\n\nTo get the value of an Output …";
const POLICY = "aws:iam/policy:Policy";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const allow = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

testRule(pulumiNoOutputInString, {
  invalid: [
    {
      name: "an Output in a template literal",
      resources: [resource(LOG_GROUP, "logs", { name: `/aws/lambda/${TO_STRING}` })],
      findings: [
        {
          resource: "logs",
          property: "name",
          message: '`name` holds the text of an Output in place of its value: "Calling [toString] on an [Output',
          severity: "critical",
        },
      ],
    },
    {
      name: "an Output in a JSON document, beside one that is unknown",
      resources: [
        resource("aws:s3/bucket:Bucket", "data"),
        resource(POLICY, "app", {
          path: ref("data", "arn"),
          policy: allow({ Action: "s3:GetObject", Resource: [TO_JSON] }),
        }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[0]", message: "Calling [toJSON]" }],
    },
    {
      name: "several places of one resource, once",
      resources: [
        resource(TASK, "task", {
          containerDefinitions: JSON.stringify([
            { name: "app", image: TO_STRING, logConfiguration: { options: { "awslogs-group": TO_JSON } } },
          ]),
          family: `app-${TO_STRING}`,
        }),
      ],
      findings: [
        {
          resource: "task",
          property: "containerDefinitions[0].image",
          message:
            /So do `containerDefinitions\[0\]\.logConfiguration\.options\["awslogs-group"\]` and `family`\.$|So do .* and `family`/,
        },
      ],
    },
    {
      name: "a key of tags",
      resources: [
        resource("aws:eks/nodeGroup:NodeGroup", "nodes", { tags: { [`k8s.io/autoscaler/${TO_STRING}`]: "owned" } }),
      ],
      findings: [{ resource: "nodes", property: "tags", message: "A key of `tags` holds the text of an Output" }],
    },
    {
      name: "the resource's own name, and what is derived from it",
      resources: [resource(LOG_GROUP, `logs-${TO_STRING}`, { retentionInDays: 7 })],
      findings: [
        { resource: `logs-${TO_STRING}`, property: "", message: /The resource's own name, .* holds .* So does `name`/ },
      ],
    },
    {
      name: "user data in base64",
      resources: [resource(TEMPLATE, "web", { userData: base64(`#!/bin/sh\nexport BUCKET=${TO_STRING}\n`) })],
      findings: [
        { resource: "web", property: "userData", message: "`userData`, in base64, holds the text of an Output" },
      ],
    },
    {
      name: "a secret, which is not shown",
      resources: [
        resource("aws:secretsmanager/secretVersion:SecretVersion", "db", {
          secretString: secret(JSON.stringify({ username: "hunter2", password: TO_JSON })),
        }),
      ],
      findings: [{ resource: "db", property: "secretString.password", message: /^(?!.*hunter2)/ }],
    },
    {
      name: "another provider's resource, a provider and a component",
      resources: [
        resource(CONFIG_MAP, "settings", { data: { BUCKET: "<pulumi.output.Output object at 0x7f00aa11bb22>" } }),
        resource("pulumi:providers:aws", "west", { region: "[object Promise]" }),
        component("part", { queue: "Calling __str__ on an Output[T] is not supported." }),
      ],
      findings: [
        { resource: "settings", property: "data.BUCKET", message: "<pulumi.output.Output object" },
        { resource: "west", property: "region", message: "an object or a Promise" },
        { resource: "part", property: "queue", message: "Calling __str__" },
      ],
    },
    {
      name: "an object in place of its ARN, in a policy too",
      resources: [
        resource(ALARM, "errors", { alarmActions: ["[object Object]"] }),
        resource(POLICY, "app", { policy: allow({ Action: "s3:GetObject", Resource: "[object Object]" }) }),
      ],
      findings: [
        { resource: "errors", property: "alarmActions[0]", message: '"[object Object]"' },
        { resource: "app", property: "policy.Statement[0].Resource", message: '"[object Object]"' },
      ],
    },
    {
      name: "values that are not there, each kind once",
      resources: [
        resource("aws:lambda/permission:Permission", "invoke", {
          sourceArn: "arn:aws:events:us-east-1:undefined:rule/tick",
          principal: "[object Object]",
          function: "jobs-undefined",
        }),
        resource("aws:s3/bucket:Bucket", "undefined-logs"),
        resource("aws:lambda/function:Function", "api", {
          environment: { variables: { API: "https://undefined/v1", PORT: "NaN" } },
        }),
      ],
      findings: [
        { resource: "invoke", property: "sourceArn", message: "a value that is not there" },
        { resource: "invoke", property: "principal", message: "an object" },
        { resource: "undefined-logs", property: "", message: '"undefined"' },
        { resource: "api", property: "environment.variables.API", message: "So does `environment.variables.PORT`" },
      ],
    },
    {
      name: "a list in an ARN",
      resources: [
        resource(ALARM, "errors", { alarmActions: ["arn:aws:sns:us-east-1:1,2:alerts"] }),
        resource("aws:cloudwatch/eventTarget:EventTarget", "t", {
          roleArn: "arn:aws:iam::1:role/a,arn:aws:iam::1:role/b",
        }),
      ],
      findings: [
        { resource: "errors", property: "alarmActions[0]", message: "the text of a list" },
        { resource: "t", property: "roleArn", message: "the text of a list" },
      ],
    },
  ],
  valid: [
    {
      name: "texts put together as they should be",
      resources: [
        resource("aws:s3/bucket:Bucket", "data"),
        resource(POLICY, "app", {
          policy: json({
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: interpolate`${ref("data", "arn")}/*` }],
          }),
        }),
      ],
      undecided: ["preview"],
    },
    {
      name: "an unknown name",
      resources: [resource(LOG_GROUP, "logs", { name: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "source code that knows these texts",
      resources: [
        resource("aws:cloudfront/function:Function", "edge", {
          code: "if (Object.prototype.toString.call(x) !== '[object Object]') { throw new Error('[object Object]') }",
        }),
        resource(CONFIG_MAP, "scripts", { data: { "check.js": "return '[object Array]'" } }),
      ],
    },
    {
      name: "alarms and filters named by what they look for, and prose",
      resources: [
        resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "undefined-in-log", {
          name: "log-undefined",
          pattern: '"undefined"',
          logGroupName: "app",
        }),
        resource(ALARM, "web", { alarmDescription: "a value is undefined or NaN", name: "web-undefined" }),
      ],
    },
    {
      name: "lists of ARNs where lists belong",
      resources: [
        resource("aws:lambda/function:Function", "fan", {
          environment: { variables: { TOPICS: "arn:aws:sns:us-east-1:1:a,arn:aws:sns:us-east-1:1:b" } },
        }),
      ],
    },
    {
      name: "`undefined` in the ARN of a policy, which `iam-valid-document` reports",
      resources: [resource(POLICY, "app", { policy: allow({ Action: "s3:*", Resource: "arn:aws:s3:::undefined/*" }) })],
    },
    {
      name: "a name that ends in a made-up part",
      resources: [
        resource("aws:sns/topic:Topic", "alerts"),
        resource(LOG_GROUP, "logs", { name: interpolate`/alerts/${ref("alerts", "name")}` }),
      ],
    },
    { name: "the stack alone", resources: [], outcome: "notApplicable" },
  ],
});
