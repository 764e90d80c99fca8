import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { AlarmSpec } from "./alarm-specs/spec";
import { dashboardBody } from "./dashboard-body";

/** Arguments of {@link Alarms}. */
export interface AlarmsArgs {
  readonly naming: Naming;
  /** Where the alarms, and what they watch, are. */
  readonly region: string;
  /** Names the dashboard, in a word. */
  readonly purpose: string;
  /** Told of every alarm, and of its end; in the alarms' region. */
  readonly topicArn: pulumi.Input<string>;
  readonly specs: readonly AlarmSpec[];
  /** Types of {@link specs} that mean, together, that users see nothing any more: one more alarm, when all of them are on. */
  readonly outage: readonly string[];
}

/** A set of metric alarms that notify one topic, the alarm that means an outage, and a dashboard of all of them. */
export class Alarms extends pulumi.ComponentResource {
  readonly alarmArns: pulumi.Output<string>[];
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Alarms", name, {}, opts);
    const actions = { actionsEnabled: true, alarmActions: [args.topicArn], okActions: [args.topicArn] };
    const alarms = new Map(
      args.specs.map(({ type, ...spec }) => {
        const alarmName = resourceName(args.naming, type);
        const alarm = new aws.cloudwatch.MetricAlarm(
          `${name}-${type}`,
          { ...spec, name: alarmName, ...actions, tags: { Name: alarmName } },
          { parent: this },
        );
        return [type, alarm] as const;
      }),
    );
    this.alarmArns = [...alarms.values()].map(({ arn }) => arn);

    const together = args.outage.flatMap((type) => alarms.get(type) ?? []);
    if (together.length > 0) {
      const alarmName = resourceName(args.naming, `${args.purpose}-outage`);
      const outage = new aws.cloudwatch.CompositeAlarm(
        `${name}-outage`,
        {
          alarmName,
          alarmDescription: `Users see an outage: ${args.outage.join(" and ")} at the same time.`,
          alarmRule: pulumi
            .all(together.map((alarm) => alarm.name))
            .apply((names) => names.map((each) => `ALARM("${each}")`).join(" AND ")),
          ...actions,
          tags: { Name: alarmName },
        },
        { parent: this },
      );
      this.alarmArns.push(outage.arn);
    }
    const dashboard = new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        dashboardName: resourceName(args.naming, args.purpose, { region: args.region }),
        dashboardBody: pulumi
          .all([pulumi.all(this.alarmArns), pulumi.all(args.specs.map((spec) => pulumi.output(spec)))])
          .apply(([arns, specs]) => dashboardBody(args.region, arns, specs)),
      },
      { parent: this },
    );
    this.dashboardName = dashboard.dashboardName;
    this.registerOutputs({ alarmArns: this.alarmArns, dashboardName: this.dashboardName });
  }
}
