import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";

/** Role names have 64 characters, and this service's begin with `AWSServiceRoleForAutoScaling_`. */
const LONGEST_SUFFIX = 35;

/** Arguments of {@link ScalingRole}. */
export interface ScalingRoleArgs {
  readonly naming: Naming;
  readonly accountId: string;
}

/**
 * The role in which Auto Scaling starts this stack's instances, in every region. One of its own: the one that all of an
 * account's groups share need not exist yet, and KMS refuses a key policy that names nobody.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
 */
export class ScalingRole extends pulumi.ComponentResource {
  /** Known before the role exists, so that key policies can be read in a preview. */
  readonly roleArn: string;

  constructor(name: string, args: ScalingRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:ScalingRole", name, {}, opts);
    const customSuffix = resourceName(args.naming, "app", { maxLength: LONGEST_SUFFIX });
    new aws.iam.ServiceLinkedRole(
      `${name}-role`,
      {
        awsServiceName: "autoscaling.amazonaws.com",
        customSuffix,
        description: `Starts the instances of ${args.naming.project} ${args.naming.environment}`,
      },
      { parent: this },
    );
    const path = "aws-service-role/autoscaling.amazonaws.com";
    this.roleArn = `arn:aws:iam::${args.accountId}:role/${path}/AWSServiceRoleForAutoScaling_${customSuffix}`;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
