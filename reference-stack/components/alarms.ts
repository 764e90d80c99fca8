import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../alarm-specs/spec";
import { dashboardBody } from "../documents/dashboard";
import { alarmKeyPolicy } from "../documents/keys";
import type { Place } from "../documents/policy";
import { alarmTopicPolicy } from "../documents/topics";
import { resourceName, type Naming } from "../naming";
import { EncryptionKey } from "./keys";

/** Arguments of {@link Alarms}. */
export interface AlarmsArgs {
  readonly naming: Naming;
  /** Where the alarms, and what they watch, are: CloudWatch publishes to topics of its own region only. */
  readonly place: Place;
  /** Names the topic, its key and the dashboard, in a word or two. */
  readonly purpose: string;
  /** Told of every alarm, and of its end, once it has confirmed. */
  readonly email: string | undefined;
  readonly specs: readonly AlarmSpec[];
  /** Types of {@link specs} that mean, together, that users see nothing any more: one more alarm, when all of them are on. */
  readonly outage: readonly string[];
  readonly deletionProtection: boolean;
}

/**
 * The alarms of a region, the encrypted topic that they, and nothing else, publish to, the alarm that means an outage, and a
 * dashboard of all of it.
 */
export class Alarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Alarms", name, {}, opts);
    const { naming, place, purpose, specs } = args;
    const parent = { parent: this };
    this.topicArn = this.topic(name, args);
    const actions = { actionsEnabled: true, alarmActions: [this.topicArn], okActions: [this.topicArn] };
    const alarms = new Map(
      specs.map(({ type, ...spec }) => {
        const alarmName = resourceName(naming, type);
        const alarm = new aws.cloudwatch.MetricAlarm(
          `${name}-${type}`,
          { ...spec, name: alarmName, ...actions, tags: { Name: alarmName } },
          parent,
        );
        return [type, alarm] as const;
      }),
    );
    const outageName = resourceName(naming, `${purpose}-outage`);
    const outage = new aws.cloudwatch.CompositeAlarm(
      `${name}-outage`,
      {
        alarmName: outageName,
        alarmDescription: `Users see an outage: ${args.outage.join(" and ")} at the same time.`,
        alarmRule: pulumi
          .all(args.outage.map((type) => alarmOf(alarms, type).name))
          .apply((names) => names.map((each) => `ALARM("${each}")`).join(" AND ")),
        ...actions,
        tags: { Name: outageName },
      },
      parent,
    );
    const alarmArns = [...[...alarms.values()].map(({ arn }) => arn), outage.arn];
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        // Dashboards are shared by all regions of an account, hence the region in the name.
        dashboardName: resourceName(naming, purpose, place),
        dashboardBody: pulumi
          .all([pulumi.all(alarmArns), pulumi.all(specs.map((spec) => pulumi.output(spec)))])
          .apply(([arns, known]) => dashboardBody(place.region, arns, known)),
      },
      parent,
    );
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ topicArn: this.topicArn, dashboardName: this.dashboardName });
  }

  private topic(
    name: string,
    { naming, place, purpose, email, deletionProtection }: AlarmsArgs,
  ): pulumi.Output<string> {
    const parent = { parent: this };
    const keyArgs = { naming, purpose, policy: alarmKeyPolicy(place), deletionProtection };
    const key = new EncryptionKey(`${name}-key`, keyArgs, parent);
    const topicName = resourceName(naming, purpose);
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { name: topicName, kmsMasterKeyId: key.keyArn, signatureVersion: 2, tags: { Name: topicName } },
      parent,
    );
    new aws.sns.TopicPolicy(
      `${name}-topic-policy`,
      { arn: topic.arn, policy: topic.arn.apply((arn) => alarmTopicPolicy(arn, place)) },
      parent,
    );
    if (email !== undefined) {
      new aws.sns.TopicSubscription(`${name}-email`, { topic: topic.arn, protocol: "email", endpoint: email }, parent);
    }
    return topic.arn;
  }
}

function alarmOf(alarms: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>, type: string): aws.cloudwatch.MetricAlarm {
  const alarm = alarms.get(type);
  if (alarm === undefined) {
    throw new Error(`the outage is made of alarms that exist, and there is no ${type}`);
  }
  return alarm;
}
