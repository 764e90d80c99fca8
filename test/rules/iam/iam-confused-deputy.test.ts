import { iamConfusedDeputy } from "../../../policy-pack/rules/iam/iam-confused-deputy";
import { component, interpolate, json, ref, resource, resolveStack, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const QUEUE = "aws:sqs/queue:Queue";
const KEY = "aws:kms/key:Key";
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const allow = (Service: unknown, Action: string, more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service },
  Action,
  Resource: "*",
  ...more,
});
const account = { Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } };
const publish = (more: object = {}) => allow("cloudwatch.amazonaws.com", "sns:Publish", more);
const put = (more: object = {}) => allow("cloudtrail.amazonaws.com", "s3:PutObject", more);
const acl = { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } };

testRule(iamConfusedDeputy, {
  invalid: [
    {
      name: "a topic for every alarm of the world",
      resources: [resource(TOPIC_POLICY, "alarms", { policy: text(publish()) })],
      findings: [
        {
          resource: "alarms",
          property: "policy.Statement[0].Principal.Service",
          message: "`cloudwatch.amazonaws.com` may do `sns:Publish` here for any customer of AWS",
          severity: "medium",
        },
      ],
    },
    {
      name: "a bucket for every trail, under a condition on something else",
      resources: [resource(BUCKET_POLICY, "logs", { policy: text(put({ Condition: acl })) })],
      findings: [{ resource: "logs", message: "`cloudtrail.amazonaws.com`" }],
    },
    {
      name: "a trail of any account",
      resources: [
        resource(BUCKET_POLICY, "logs", {
          policy: text(put({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" } } })),
        }),
      ],
      findings: [{ resource: "logs", message: "`cloudtrail.amazonaws.com`" }],
    },
    {
      name: "two services in one statement, one of them unable to say",
      resources: [
        resource(KEY, "data", {
          policy: text(
            allow(["rds.amazonaws.com", "logs.eu-west-1.amazonaws.com", "config.amazonaws.com"], "kms:Decrypt"),
          ),
        }),
      ],
      findings: [
        {
          resource: "data",
          property: "policy.Statement[0].Principal.Service[1]",
          message: "`logs.eu-west-1.amazonaws.com` and `config.amazonaws.com` may do `kms:Decrypt`",
        },
      ],
    },
    {
      name: "inline in a queue",
      resources: [resource(QUEUE, "jobs", { policy: text(allow("s3.amazonaws.com", "sqs:SendMessage")) })],
      findings: [
        { resource: "jobs", property: "policy.Statement[0].Principal.Service", message: "`s3.amazonaws.com`" },
      ],
    },
    {
      name: "the second statement of a new topic's policy, in a first preview",
      resources: [
        resource("aws:sns/topic:Topic", "topic"),
        resource(TOPIC_POLICY, "alarms", {
          policy: document(
            publish({ ...account, Resource: ref("topic", "arn") }),
            publish({ Resource: ref("topic", "arn") }),
          ),
        }),
      ],
      findings: [{ resource: "alarms", property: "policy.Statement[1].Principal.Service", message: "any customer" }],
    },
    {
      name: "the same as JSON text",
      resources: [
        resource("aws:sns/topic:Topic", "topic"),
        resource(TOPIC_POLICY, "alarms", { policy: json(document(publish({ Resource: ref("topic", "arn") }))) }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "alarms", message: "any customer" }],
    },
    {
      name: "in a component",
      resources: [component("box"), resource(TOPIC_POLICY, "alarms", { policy: text(publish()) }, { parent: "box" })],
      findings: [{ resource: "alarms", message: "any customer" }],
    },
  ],

  valid: [
    { name: "one's own account", resources: [resource(TOPIC_POLICY, "alarms", { policy: text(publish(account)) })] },
    {
      name: "a new trail",
      resources: [
        resource("aws:cloudtrail/trail:Trail", "trail"),
        resource(BUCKET_POLICY, "logs", {
          policy: document(put({ Condition: { ...acl, ArnEquals: { "aws:SourceArn": ref("trail", "arn") } } })),
        }),
      ],
    },
    {
      name: "alarms of one account, its id not known yet",
      resources: [
        resource("aws:iam/role:Role", "app"),
        resource(TOPIC_POLICY, "alarms", {
          policy: document(
            publish({
              Condition: {
                ArnLike: { "aws:SourceArn": interpolate`arn:aws:cloudwatch:*:${ref("app", "id")}:alarm:*` },
              },
            }),
          ),
        }),
      ],
    },
    {
      name: "log groups of one account, by the encryption context",
      resources: [
        resource(KEY, "data", {
          policy: text(
            allow("logs.eu-west-1.amazonaws.com", "kms:Decrypt", {
              Condition: {
                ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*" },
              },
            }),
          ),
        }),
      ],
    },
    {
      name: "CloudTrail asking whether a key is there",
      resources: [resource(KEY, "data", { policy: text(allow("cloudtrail.amazonaws.com", "kms:DescribeKey")) })],
    },
    {
      name: "a service that does not say for whom it comes",
      resources: [
        resource(BUCKET_POLICY, "logs", {
          policy: text(allow("logdelivery.elasticloadbalancing.amazonaws.com", "s3:PutObject")),
        }),
      ],
    },
    { name: "Deny", resources: [resource(TOPIC_POLICY, "alarms", { policy: text(publish({ Effect: "Deny" })) })] },
    {
      name: "a role",
      resources: [
        resource(BUCKET_POLICY, "logs", {
          policy: text(put({ Principal: { AWS: "arn:aws:iam::123456789012:role/app" } })),
        }),
      ],
    },
    {
      name: "a key policy for the account root",
      resources: [
        resource(KEY, "data", {
          policy: text(allow(undefined, "kms:*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
        }),
      ],
    },
    {
      name: "a trust policy",
      resources: [
        resource("aws:iam/role:Role", "app", {
          assumeRolePolicy: text(allow("lambda.amazonaws.com", "sts:AssumeRole")),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a condition that is not known yet",
      resources: [resource(TOPIC_POLICY, "alarms", { policy: document(publish({ Condition: unknown })) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a service that is not known yet",
      resources: [resource(TOPIC_POLICY, "alarms", { policy: document(allow(unknown, "sns:Publish")) })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "no policy", resources: [resource(QUEUE, "jobs")], outcome: "notApplicable" },
  ],
});

test.each([
  [KEY, "logs.eu-west-1.amazonaws.com", "kms:Decrypt", "kms:EncryptionContext:aws:logs:arn"],
  [KEY, "cloudtrail.amazonaws.com", "kms:Decrypt", "aws:SourceAccount"],
])("the fix in %s for %s", (type, service, action, fix) => {
  const given = resource(type, "x", { policy: text(allow(service, action)) });
  const [evaluation] = inProcess([iamConfusedDeputy], resolveStack([given], "up"));
  expect(evaluation?.findings.map((each) => each.remediation)).toEqual([expect.stringContaining(fix)]);
});
