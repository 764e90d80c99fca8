import { alarmTopicDelivers } from "../../../policy-pack/rules/cloudwatch/alarm-topic-delivers";
import { component, json, ref, resource, testRule, unknown } from "../../support";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const TOPIC = "aws:sns/topic:Topic";
const KEY = "aws:kms/key:Key";

const alarm = (more: Readonly<Record<string, unknown>> = {}, name = "alarm", options = {}) =>
  resource(ALARM, name, { namespace: "AWS/SQS", alarmActions: [ref("alerts", "arn")], ...more }, options);
const topic = (props: Readonly<Record<string, unknown>> = {}, options = {}) =>
  resource(TOPIC, "alerts", props, options);
const topicPolicy = (policy: unknown, arn: unknown = ref("alerts", "arn")) =>
  resource("aws:sns/topicPolicy:TopicPolicy", "policy", { arn, policy });
const document = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const publish = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "sns:Publish",
  Resource: "*",
  ...more,
});
const cloudwatch = { Service: "cloudwatch.amazonaws.com" };
const events = { Service: "events.amazonaws.com" };
const root = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "kms:*", Resource: "*" };
const use = (Principal: unknown, Action: unknown = ["kms:Decrypt", "kms:GenerateDataKey*"]) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
});
const key = (policy?: unknown, name = "key") => resource(KEY, name, { description: "alerts", policy });
const provider = (region: string) => ({ provider: { name: region, props: { region } } });

testRule(alarmTopicDelivers, {
  valid: [
    {
      name: "a topic in a region, the alarm's own coming from the environment",
      resources: [alarm({ alarmActions: ["arn:aws:sns:eu-west-1:210987654321:alerts"] })],
      modes: ["preview", "offline"],
    },
    { name: "a topic with the default policy and no key", resources: [topic(), alarm()] },
    {
      name: "a policy that lets CloudWatch publish, among others, with a condition",
      resources: [
        topic(),
        topicPolicy(
          document(
            publish(events),
            publish(
              { Service: ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"] },
              { Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } },
            ),
          ),
        ),
        alarm(),
      ],
    },
    {
      name: "the topic's own policy, an object in capitals",
      resources: [topic({ policy: document({ ...publish(cloudwatch), Action: ["SNS:*"] }) }), alarm()],
    },
    {
      name: "a policy written like the default one",
      resources: [
        topic(),
        topicPolicy(
          document(publish({ AWS: "*" }, { Condition: { StringEquals: { "AWS:SourceOwner": "210987654321" } } })),
        ),
        alarm(),
      ],
    },
    {
      name: "a policy for the account alone, and one for everybody under another condition",
      resources: [
        topic(),
        topicPolicy(
          document(
            publish({ AWS: "210987654321" }),
            publish("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
          ),
        ),
        alarm(),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy built from the topic's ARN, unknown as a whole before it is there",
      resources: [
        topic(),
        topicPolicy(
          json({ Version: "2012-10-17", Statement: [{ ...publish(cloudwatch), Resource: ref("alerts", "arn") }] }),
        ),
        alarm(),
      ],
      undecided: ["preview"],
    },
    {
      name: "the policy of another topic",
      resources: [
        topic(),
        resource(TOPIC, "other", { name: "other" }),
        topicPolicy(document(publish(events)), ref("other", "arn")),
        alarm(),
      ],
    },
    {
      name: "a policy of an unknown topic",
      resources: [topic(), topicPolicy(document(publish(events)), unknown), alarm()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a key that lets CloudWatch in, named by ARN, id or alias",
      resources: [
        key(document(root, use(cloudwatch))),
        topic({ kmsMasterKeyId: ref("key", "id") }),
        alarm(),
        resource("aws:kms/alias:Alias", "alias", { name: "alias/alerts", targetKeyId: ref("key", "id") }),
        resource(TOPIC, "second", { kmsMasterKeyId: "alias/alerts" }),
        resource(COMPOSITE, "all", { alarmRule: 'ALARM("x")', alarmActions: [ref("second", "arn")] }),
      ],
    },
    {
      name: "a key whose policy comes in two statements and a resource of its own",
      resources: [
        key(document(root)),
        resource("aws:kms/keyPolicy:KeyPolicy", "keyPolicy", {
          keyId: ref("key", "id"),
          policy: document(root, use(cloudwatch, "kms:Decrypt"), use(cloudwatch, "kms:Generate*")),
        }),
        topic({ kmsMasterKeyId: ref("key", "arn") }),
        alarm(),
      ],
    },
    {
      name: "a key nobody knows, a key of another stack",
      resources: [
        topic({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab" }),
        alarm(),
      ],
    },
    {
      name: "an unknown key",
      resources: [topic({ kmsMasterKeyId: unknown }), alarm()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an encrypted topic no alarm notifies",
      resources: [topic({ kmsMasterKeyId: "alias/aws/sns" }), alarm({ alarmActions: [] })],
    },
    {
      name: "an encrypted topic of an alarm whose actions are off",
      resources: [topic({ kmsMasterKeyId: "alias/aws/sns" }), alarm({ actionsEnabled: false })],
    },
    {
      name: "a topic in the alarm's own region, given by ARN and by provider",
      resources: [
        topic({}, provider("eu-west-1")),
        alarm({ okActions: ["arn:aws:sns:eu-west-1:210987654321:elsewhere"] }, "alarm", provider("eu-west-1")),
      ],
      modes: ["preview"],
    },
    {
      name: "a topic nothing subscribes to, which is not asked",
      resources: [topic(), alarm()],
      settings: { requireSubscription: false },
    },
    {
      name: "subscriptions where they are asked for: by resource, by chat",
      resources: [
        topic(),
        resource("aws:sns/topicSubscription:TopicSubscription", "mail", {
          topic: ref("alerts", "arn"),
          protocol: "email",
          endpoint: "ops@shop.test",
        }),
        resource(TOPIC, "chat", { name: "chat" }),
        resource("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration", "slack", {
          snsTopicArns: [ref("chat", "arn")],
        }),
        alarm({ okActions: [ref("chat", "arn")] }),
      ],
      settings: { requireSubscription: true },
    },
  ],
  invalid: [
    {
      name: "the key AWS manages, for two alarms once, in a component",
      resources: [
        component("monitoring"),
        topic({ kmsMasterKeyId: "alias/aws/sns" }, { parent: "monitoring" }),
        alarm(),
        alarm({ alarmActions: [], okActions: [ref("alerts", "arn")] }, "second"),
      ],
      findings: [
        {
          resource: "alerts",
          property: "kmsMasterKeyId",
          message: /"alias\/aws\/sns".*"alarm" \(`alarmActions`\) and "second" \(`okActions`\)/,
          severity: "high",
        },
      ],
    },
    {
      name: "the key AWS manages, by its ARN, of a composite alarm's topic",
      resources: [
        topic({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:210987654321:alias/aws/sns" }),
        resource(COMPOSITE, "all", { alarmRule: 'ALARM("x")', alarmActions: [ref("alerts", "arn")] }),
      ],
      findings: [{ resource: "alerts", property: "kmsMasterKeyId", message: "nobody can change the policy" }],
    },
    {
      name: "a key with the default policy, found in a first preview",
      resources: [key(), topic({ kmsMasterKeyId: ref("key", "arn") }), alarm()],
      findings: [{ resource: "key", property: "policy", message: "the default key policy does not let" }],
    },
    {
      name: "a key that lets SNS and the account in, not CloudWatch",
      resources: [
        key(document(root, use({ Service: "sns.amazonaws.com" }))),
        topic({ kmsMasterKeyId: ref("key", "id") }),
        alarm(),
      ],
      findings: [{ resource: "key", property: "policy", message: "no statement of its policy lets" }],
    },
    {
      name: "a key CloudWatch may only decrypt with",
      resources: [
        key(document(root, use(cloudwatch, "kms:Decrypt"))),
        topic({ kmsMasterKeyId: ref("key", "id") }),
        alarm(),
      ],
      findings: [{ resource: "key", property: "policy", message: "`cloudwatch.amazonaws.com` use it" }],
    },
    {
      name: "the key behind an alias",
      resources: [
        key(document(root)),
        resource("aws:kms/alias:Alias", "alias", { name: "alias/alerts", targetKeyId: ref("key", "id") }),
        topic({ kmsMasterKeyId: ref("alias", "name") }),
        alarm(),
      ],
      findings: [{ resource: "key", property: "policy", message: 'topic "alerts"' }],
    },
    {
      name: "a key policy of its own that leaves CloudWatch out",
      resources: [
        key(),
        resource("aws:kms/keyPolicy:KeyPolicy", "keyPolicy", { keyId: ref("key", "id"), policy: document(root) }),
        topic({ kmsMasterKeyId: ref("key", "arn") }),
        alarm(),
      ],
      findings: [{ resource: "keyPolicy", property: "policy", message: "no statement of its policy" }],
    },
    {
      name: "a topic policy for EventBridge alone",
      resources: [topic(), topicPolicy(document(publish(events))), alarm()],
      findings: [{ resource: "policy", property: "policy", message: "replaces the topic's default" }],
    },
    {
      name: "the topic's own policy, which lets CloudWatch do something else, or denies",
      resources: [
        topic({
          policy: document(publish(cloudwatch, { Action: "sns:GetTopicAttributes" }), {
            ...publish(cloudwatch),
            Effect: "Deny",
          }),
        }),
        alarm(),
      ],
      findings: [{ resource: "alerts", property: "policy", message: "no statement lets" }],
    },
    {
      name: "a topic by its literal ARN",
      resources: [
        topic({ name: "alerts", policy: document(publish(events)) }),
        alarm({ alarmActions: ["arn:aws:sns:us-east-1:210987654321:alerts"] }),
      ],
      modes: ["up"],
      findings: [{ resource: "alerts", property: "policy", message: '"alarm" (`alarmActions`)' }],
    },
    {
      name: "a topic in another region, its ARN not known yet",
      resources: [topic({}, provider("us-east-1")), alarm({}, "alarm", provider("eu-west-1"))],
      modes: ["preview", "offline"],
      findings: [{ resource: "alarm", property: "alarmActions", message: "in us-east-1, the alarm in eu-west-1" }],
    },
    {
      name: "a topic in another region by its ARN",
      resources: [alarm({ region: "eu-west-1", alarmActions: ["arn:aws:sns:us-east-1:210987654321:alerts"] })],
      findings: [{ resource: "alarm", property: "alarmActions[0]", message: "in us-east-1, the alarm in eu-west-1" }],
    },
    {
      name: "a topic nothing subscribes to, once",
      resources: [topic(), alarm(), alarm({}, "second")],
      settings: { requireSubscription: true },
      findings: [{ resource: "alerts", property: "", message: "nothing in the stack subscribes", severity: "low" }],
    },
  ],
});
