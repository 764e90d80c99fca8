import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { AlarmSpec } from "./alarm-specs";

/** Arguments of {@link Alarms}. */
export interface AlarmsArgs {
  readonly naming: Naming;
  /** Told of every alarm, and of its end; in the alarms' region. */
  readonly topicArn: pulumi.Input<string>;
  readonly specs: readonly AlarmSpec[];
}

/** A set of metric alarms that all notify one topic. */
export class Alarms extends pulumi.ComponentResource {
  readonly alarmArns: pulumi.Output<string>[];

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Alarms", name, {}, opts);
    this.alarmArns = args.specs.map(({ type, ...spec }) => {
      const alarm = new aws.cloudwatch.MetricAlarm(
        `${name}-${type}`,
        {
          ...spec,
          name: resourceName(args.naming, type),
          actionsEnabled: true,
          alarmActions: [args.topicArn],
          okActions: [args.topicArn],
        },
        { parent: this },
      );
      return alarm.arn;
    });
    this.registerOutputs({ alarmArns: this.alarmArns });
  }
}
