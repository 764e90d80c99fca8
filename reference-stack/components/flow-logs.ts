import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import type { Place } from "../documents/policy";
import { flowLogPolicy, flowLogTrust } from "../documents/roles";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs {
  readonly naming: Naming;
  readonly place: Place;
  readonly vpcId: pulumi.Input<string>;
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly keyArn: pulumi.Input<string>;
  readonly retentionDays: number;
}

/** The record of every connection in a VPC, accepted or refused, in a retained and encrypted log group. */
export class FlowLogs extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:FlowLogs", name, {}, opts);
    const { naming, place } = args;
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { ...named(resourceName(naming, "flow-logs")), retentionInDays: args.retentionDays, kmsKeyId: args.keyArn },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        // Roles are shared by all regions of an account, hence the region in the name.
        ...named(resourceName(naming, "flow-logs", place)),
        description: "Delivers the VPC's flow logs to CloudWatch Logs",
        assumeRolePolicy: flowLogTrust(place),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      { role: role.id, name: "write-flow-logs", policy: logGroup.arn.apply(flowLogPolicy) },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      `${name}-flow-log`,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 60,
        tags: { Name: resourceName(naming, "flow-log") },
      },
      // Without it the first records could meet a role that may not write yet.
      { parent: this, dependsOn: policy },
    );
    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}
