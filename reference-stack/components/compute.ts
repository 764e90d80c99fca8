import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { defaultTags } from "../tags";
import { EncryptionKey } from "./keys";
import type { Place } from "../documents/policy";
import { volumeKeyPolicy } from "../documents/keys";
import type { ScalingRole } from "./app-role";
import { userData } from "../documents/user-data";

/** The newest Amazon Linux 2023, resolved by EC2 whenever an instance starts: no id of an image that is retired one day. */
const IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
/** Seconds an instance has to start the application before its health counts. */
const GRACE = 180;

/** Arguments of {@link Compute}. */
export interface ComputeArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly instanceProfileArn: pulumi.Input<string>;
  /** Of the arm64 architecture. */
  readonly instanceType: string;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly targetGroupArn: pulumi.Input<string>;
  /** `app/name/id/targetgroup/name/id`: what Auto Scaling counts requests by. */
  readonly requestCountLabel: pulumi.Input<string>;
  readonly appPort: number;
  readonly healthCheckPath: string;
  /** In whose name the instances are started. */
  readonly scalingRole: ScalingRole;
  /** What has to be there before the first instance starts: the way out, the rights of its role. */
  readonly startAfter: readonly pulumi.Resource[];
  readonly deletionProtection: boolean;
}

/** The application's instances: replaced when they fail their health check, spread over the zones, as many as the load asks for. */
export class Compute extends pulumi.ComponentResource {
  readonly groupName: pulumi.Output<string>;

  constructor(name: string, args: ComputeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Compute", name, {}, opts);
    const { naming, place } = args;
    const parent = { parent: this };
    const groupName = resourceName(naming, "app");
    const key = new EncryptionKey(
      `${name}-volume-key`,
      {
        naming,
        purpose: "volumes",
        policy: volumeKeyPolicy(place, args.scalingRole.roleArn),
        deletionProtection: args.deletionProtection,
      },
      // KMS refuses a policy that names a role which does not exist.
      { ...parent, dependsOn: args.scalingRole },
    );
    const tags = { ...defaultTags(naming), Name: groupName };
    const template = new aws.ec2.LaunchTemplate(
      `${name}-template`,
      {
        name: groupName,
        description: "An instance of the application",
        imageId: IMAGE,
        instanceType: args.instanceType,
        iamInstanceProfile: { arn: args.instanceProfileArn },
        vpcSecurityGroupIds: [args.securityGroupId],
        ebsOptimized: "true",
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: {
              volumeType: "gp3",
              volumeSize: 20,
              encrypted: "true",
              kmsKeyId: key.keyArn,
              deleteOnTermination: "true",
            },
          },
        ],
        // Credentials only for requests with a session token, and only from the instance itself.
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        monitoring: { enabled: true },
        userData: Buffer.from(userData(args.appPort, args.healthCheckPath)).toString("base64"),
        updateDefaultVersion: true,
        // The provider's default tags reach the template, and not what is started from it.
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
        tags: { Name: groupName },
      },
      parent,
    );
    const group = new aws.autoscaling.Group(
      `${name}-group`,
      {
        name: groupName,
        vpcZoneIdentifiers: args.subnetIds,
        minSize: args.minInstances,
        maxSize: args.maxInstances,
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
        serviceLinkedRoleArn: args.scalingRole.roleArn,
        targetGroupArns: [args.targetGroupArn],
        healthCheckType: "ELB",
        healthCheckGracePeriod: GRACE,
        defaultInstanceWarmup: GRACE,
        // A month at most: instances start from the newest image.
        maxInstanceLifetime: 30 * 24 * 60 * 60,
        instanceRefresh: {
          strategy: "Rolling",
          preferences: { minHealthyPercentage: 100, maxHealthyPercentage: 150, autoRollback: true },
        },
        enabledMetrics: ["GroupInServiceInstances", "GroupDesiredCapacity", "GroupTotalInstances"],
        tags: Object.entries(tags).map(([tag, value]) => ({ key: tag, value, propagateAtLaunch: true })),
      },
      { ...parent, dependsOn: [...args.startAfter] },
    );
    const follow = (type: string, target: aws.types.input.autoscaling.PolicyTargetTrackingConfiguration) =>
      new aws.autoscaling.Policy(
        `${name}-${type}`,
        {
          name: resourceName(naming, `app-${type}`),
          autoscalingGroupName: group.name,
          policyType: "TargetTrackingScaling",
          targetTrackingConfiguration: target,
        },
        parent,
      );
    follow("cpu", {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    });
    follow("requests", {
      targetValue: 1000,
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: args.requestCountLabel,
      },
    });
    this.groupName = group.name;
    this.registerOutputs({ groupName: this.groupName });
  }
}
