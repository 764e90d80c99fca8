/** Queues, topics, streams, events, logs, alarms, audit. */
import { dnsSuffixOf } from "../../../policy-pack/helpers/place";
import type { Form, Forms } from "../maker";

const topic: Form = (make) => {
  const name = fifo(make.physical(), make.inputs.fifoTopic, make.text("name"));
  const arn = make.arn("sns", name);
  return { id: arn, arn, name, owner: make.account, beginningArchiveTime: "" };
};

const queue: Form = (make) => {
  const name = fifo(make.physical(), make.inputs.fifoQueue, make.text("name"));
  const url = `https://sqs.${make.region}.${dnsSuffixOf(make.partition)}/${make.account}/${name}`;
  return { id: url, url, name, arn: make.arn("sqs", name) };
};

/** The provider appends `.fifo` to a name it makes itself. */
function fifo(name: string, isFifo: unknown, given: string | undefined): string {
  return isFifo === true && given === undefined ? `${name}.fifo` : name;
}

/** `service:kind` + separator + name, with the id being the name. */
const byName =
  (service: string, prefix: string, property = "name"): Form =>
  (make) => {
    const name = make.physical(property);
    return { id: name, [property]: name, arn: make.arn(service, `${prefix}${name}`) };
  };

/** The same, with the id being the ARN. */
const byArn =
  (service: string, prefix: string): Form =>
  (make) => {
    const name = make.physical();
    const arn = make.arn(service, `${prefix}${name}`);
    return { id: arn, arn, name };
  };

const eventRule: Form = (make) => {
  const name = make.physical();
  const bus = (make.text("eventBusName") ?? "default").split("/").at(-1) ?? "default";
  const onDefault = bus === "default";
  return {
    id: onDefault ? name : `${bus}/${name}`,
    name,
    arn: make.arn("events", `rule/${onDefault ? "" : `${bus}/`}${name}`),
  };
};

export const messagingForms: Forms = {
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicPolicy:TopicPolicy": (make) => ({
    id: make.text("arn") ?? make.arn("sns", make.named("topic-")),
    owner: make.account,
  }),
  "aws:sns/topicSubscription:TopicSubscription": (make) => {
    const arn = `${make.text("topic") ?? make.arn("sns", make.named("topic-"))}:${make.uuid()}`;
    const pending = /^(?:email|email-json|http|https)$/.test(make.text("protocol") ?? "");
    return {
      id: arn,
      arn,
      ownerId: make.account,
      pendingConfirmation: pending,
      confirmationWasAuthenticated: !pending,
    };
  },
  "aws:sqs/queue:Queue": queue,
  "aws:sqs/queuePolicy:QueuePolicy": (make) => ({ id: make.text("queueUrl") ?? make.named("queue-") }),
  "aws:kinesis/stream:Stream": byArn("kinesis", "stream/"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": (make) => ({
    ...byArn("firehose", "deliverystream/")(make),
    destinationId: "destinationId-000000000001",
    versionId: "1",
  }),
  "aws:cloudwatch/logGroup:LogGroup": byName("logs", "log-group:"),
  "aws:cloudwatch/logStream:LogStream": (make) => {
    const name = make.physical();
    const group = make.text("logGroupName") ?? make.named("group-");
    return { id: name, name, arn: make.arn("logs", `log-group:${group}:log-stream:${name}`) };
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": (make) => ({ id: make.physical(), name: make.physical() }),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": (make) => ({
    id: `cwlsf-${make.hex(10)}`,
    name: make.physical(),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": byName("cloudwatch", "alarm:"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": byName("cloudwatch", "alarm:", "alarmName"),
  "aws:cloudwatch/dashboard:Dashboard": (make) => {
    const name = make.text("dashboardName") ?? make.named(`${make.name}-`);
    return { id: name, dashboardArn: make.globalArn("cloudwatch", `dashboard/${name}`) };
  },
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventBus:EventBus": byName("events", "event-bus/"),
  "aws:cloudwatch/eventTarget:EventTarget": (make) => {
    const targetId = make.text("targetId") ?? make.named(`${make.name}-`);
    return { id: `${make.text("rule") ?? ""}-${targetId}`, targetId };
  },
  "aws:cloudwatch/eventConnection:EventConnection": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("events", `connection/${name}/${make.uuid()}`),
      secretArn: make.arn("secretsmanager", `secret:events!connection/${name}/${make.uuid("secret")}`),
    };
  },
  "aws:cloudwatch/eventArchive:EventArchive": byName("events", "archive/"),
  "aws:scheduler/schedule:Schedule": (make) => {
    const group = make.text("groupName") ?? "default";
    const name = make.physical();
    return { id: `${group}/${name}`, name, groupName: group, arn: make.arn("scheduler", `schedule/${group}/${name}`) };
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": byName("scheduler", "schedule-group/"),
  "aws:sfn/stateMachine:StateMachine": (make) => ({
    ...byArn("states", "stateMachine:")(make),
    revisionId: "",
    stateMachineVersionArn: "",
    status: "ACTIVE",
    creationDate: "2020-01-01T00:00:00Z",
    versionDescription: "",
    description: "",
  }),
  "aws:sfn/activity:Activity": byArn("states", "activity:"),
  "aws:ssm/parameter:Parameter": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`),
      version: 1,
      hasValueWo: false,
    };
  },
  "aws:ssm/document:Document": byName("ssm", "document/"),
  "aws:ssm/patchBaseline:PatchBaseline": (make) => {
    const id = `pb-${make.hex(17)}`;
    return { id, arn: make.arn("ssm", `patchbaseline/${id}`) };
  },
  "aws:cloudtrail/trail:Trail": (make) => {
    const arn = make.arn("cloudtrail", `trail/${make.physical()}`);
    return { id: arn, arn, name: make.physical(), homeRegion: make.region, snsTopicArn: "" };
  },
  "aws:cfg/rule:Rule": (make) => {
    const ruleId = `config-rule-${make.hex(6)}`;
    return { id: make.physical(), name: make.physical(), ruleId, arn: make.arn("config", `config-rule/${ruleId}`) };
  },
  "aws:cfg/recorder:Recorder": (make) => ({ id: make.text("name") ?? "default", name: make.text("name") ?? "default" }),
  "aws:cfg/deliveryChannel:DeliveryChannel": (make) => ({
    id: make.text("name") ?? "default",
    name: make.text("name") ?? "default",
  }),
  "aws:guardduty/detector:Detector": (make) => {
    const id = make.hex(32);
    return { id, accountId: make.account, arn: make.arn("guardduty", `detector/${id}`) };
  },
  "aws:sesv2/emailIdentity:EmailIdentity": (make) => {
    const identity = make.text("emailIdentity") ?? make.named("identity-");
    return { id: identity, arn: make.arn("ses", `identity/${identity}`) };
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (make) => {
    const id = `ns-${make.hex(16)}`;
    return { id, arn: make.arn("servicediscovery", `namespace/${id}`), hostedZone: `Z${make.upper(20)}` };
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": (make) => {
    const id = `ns-${make.hex(16)}`;
    return { id, arn: make.arn("servicediscovery", `namespace/${id}`), httpName: make.physical() };
  },
  "aws:servicediscovery/service:Service": (make) => {
    const id = `srv-${make.hex(16)}`;
    return { id, name: make.physical(), arn: make.arn("servicediscovery", `service/${id}`) };
  },
  "aws:athena/workgroup:Workgroup": byName("athena", "workgroup/"),
  "aws:kinesisanalyticsv2/application:Application": (make) => ({
    ...byArn("kinesisanalytics", "application/")(make),
    status: "READY",
    version: 1,
  }),
  "aws:xray/group:Group": (make) => {
    const arn = make.arn("xray", `group/${make.text("groupName") ?? make.name}/${make.upper(52)}`);
    return { id: arn, arn };
  },
};
