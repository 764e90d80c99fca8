/**
 * AWS services that use a KMS key in their own name, so that the key's policy has to let them in.
 *
 * Not here: services that use the key with the permissions of the caller or of a role, directly or by a grant the caller
 * makes (DynamoDB, RDS, EBS of single instances, EFS, Lambda, Secrets Manager, Kinesis, ECR, Backup): for those the
 * account's own IAM policies are enough. CloudWatch alarms are `alarm-topic-delivers`' business.
 */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { keyAt, keyPropertiesOf } from "./keys";
import { certainRegion } from "./place";
import { segmentsOf, valuesAt } from "./values-at";

/** What a service needs of a key's policy. */
export interface KeyNeed {
  /** The service principal, as a message prints it. */
  readonly service: string;
  /** Patterns of principals that are it, see {@link admitsService}. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  /** What does not work without it; completes "…: ". */
  readonly consequence: string;
  /** Whether AWS tries the key when it makes the user, so that the policy has to be there before. */
  readonly triedAtOnce: boolean;
}

/** A resource whose service uses a key. */
export interface KeyUse {
  readonly key: Resource;
  /** Whether it surely is this key. */
  readonly certain: boolean;
  readonly user: Resource;
  readonly via: Value;
  readonly need: KeyNeed;
}

type Need = Omit<KeyNeed, "principals"> & { readonly principals?: readonly string[] };

/** What is encrypted with a key that its own service uses. */
const DIRECT: readonly { readonly kind: Kind; readonly property: string; readonly need: (user: Resource) => Need }[] = [
  {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    kind: kinds.logGroup,
    property: "kmsKeyId",
    need: (group) => {
      const region = certainRegion(group);
      return {
        service: `logs.${region ?? "<region>"}.amazonaws.com`,
        principals: [
          "logs.amazonaws.com",
          `logs.${region ?? "*"}.amazonaws.com`,
          `logs.${region ?? "*"}.amazonaws.com.cn`,
        ],
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        consequence: "CloudWatch Logs tries the key, and refuses the log group",
        triedAtOnce: true,
      };
    },
  },
  {
    // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
    kind: kinds.trail,
    property: "kmsKeyId",
    need: () => ({
      service: "cloudtrail.amazonaws.com",
      actions: ["kms:GenerateDataKey"],
      consequence: "CloudTrail refuses the trail (`InsufficientEncryptionPolicyException`)",
      triedAtOnce: true,
    }),
  },
];

/** Services that send something to what is encrypted. */
interface Sender {
  readonly kind: Kind;
  readonly path: string;
  readonly target: Kind;
  readonly service: string;
  readonly actions: readonly string[];
  readonly consequence: string;
  readonly triedAtOnce?: boolean;
  /** Whether this very sender uses the key, by what stands beside the path's end; by default all do. */
  readonly applies?: (beside: Value, sender: Resource) => boolean;
}

const SEND = ["kms:Decrypt", "kms:GenerateDataKey"];
const TRIED = "S3 tries a delivery when the notification is made, and refuses it";

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html,
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
 */
const SENDERS: readonly Sender[] = [
  {
    kind: kinds.topicSubscription,
    path: "endpoint",
    target: kinds.queue,
    service: "sns.amazonaws.com",
    actions: SEND,
    consequence: "what is published to the topic never arrives in the queue",
    applies: (subscription) => subscription.at("protocol").string === "sqs",
  },
  {
    kind: kinds.bucketNotification,
    path: "queues[].queueArn",
    target: kinds.queue,
    service: "s3.amazonaws.com",
    actions: SEND,
    consequence: TRIED,
    triedAtOnce: true,
  },
  {
    kind: kinds.bucketNotification,
    path: "topics[].topicArn",
    target: kinds.topic,
    service: "s3.amazonaws.com",
    actions: SEND,
    consequence: TRIED,
    triedAtOnce: true,
  },
  ...[kinds.queue, kinds.topic].map((target) => ({
    kind: kinds.eventTarget,
    path: "arn",
    target,
    service: "events.amazonaws.com",
    actions: SEND,
    consequence: "EventBridge's events are lost",
    // With a role EventBridge uses the key as that role.
    applies: (eventTarget: Value) => eventTarget.at("roleArn").absent,
  })),
  {
    kind: kinds.eventTarget,
    path: "deadLetterConfig.arn",
    target: kinds.queue,
    service: "events.amazonaws.com",
    actions: SEND,
    consequence: "events that could not be delivered are lost",
  },
  {
    kind: kinds.distribution,
    path: "origins[].domainName",
    target: kinds.bucket,
    service: "cloudfront.amazonaws.com",
    actions: ["kms:Decrypt"],
    consequence: "CloudFront answers 403 for every object",
    // Without origin access control it comes as nobody, or as an identity that KMS does not know.
    applies: (origin) => !origin.at("originAccessControlId").absent && origin.at("originAccessControlId").string !== "",
  },
  {
    kind: kinds.flowLog,
    path: "logDestination",
    target: kinds.bucket,
    service: "delivery.logs.amazonaws.com",
    actions: ["kms:GenerateDataKey"],
    consequence: "the flow log's records are not delivered",
    applies: (flowLog) => flowLog.at("logDestinationType").string === "s3",
  },
  {
    kind: kinds.loadBalancer,
    path: "accessLogs.bucket",
    target: kinds.bucket,
    service: "delivery.logs.amazonaws.com",
    actions: ["kms:GenerateDataKey"],
    consequence: "access logs are not delivered",
    // Application Load Balancers cannot deliver to such a bucket at all; alb-log-bucket-no-kms tells.
    applies: (logs, balancer) =>
      balancer.at("loadBalancerType").string === "network" && logs.at("enabled").boolean === true,
  },
];

/** Every use of a key of the stack by a service in its own name. */
export function usesOfKeys(stack: Stack): readonly KeyUse[] {
  return [...directUses(stack), ...senderUses(stack), ...scalingUses(stack)];
}

function directUses(stack: Stack): readonly KeyUse[] {
  return DIRECT.flatMap(({ kind, property, need }) =>
    stack.ofKind(kind).flatMap((user) => {
      const via = user.at(property);
      return usesOf(stack, { user, via, holder: user, value: via, certain: true }, need(user));
    }),
  );
}

function senderUses(stack: Stack): readonly KeyUse[] {
  return SENDERS.flatMap((sender) =>
    stack.ofKind(sender.kind).flatMap((user) =>
      valuesAt(user.props, sender.path).flatMap((via) => {
        const path = segmentsOf(via);
        if (sender.applies?.(user.at(...path.slice(0, -1)), user) === false) {
          return [];
        }
        const { targets, certain } = stack.link(user, path, sender.target);
        const need = { ...sender, triedAtOnce: sender.triedAtOnce ?? false };
        return targets.flatMap((target) =>
          keyPropertiesOf(stack, target).flatMap(({ resource: holder, value }) =>
            usesOf(stack, { user, via, holder, value, certain }, need),
          ),
        );
      }),
    ),
  );
}

/**
 * Auto Scaling starts instances as its service-linked role, whose own policy knows no customer keys and cannot be changed
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
 */
export const SCALING_ROLE = "AWSServiceRoleForAutoScaling";
const SCALING: Need = {
  service: SCALING_ROLE,
  principals: [`arn:*:iam::*:role/aws-service-role/autoscaling.amazonaws.com/${SCALING_ROLE}*`],
  actions: ["kms:CreateGrant"],
  consequence: "instances are terminated as soon as they start (`Client.InternalError`)",
  triedAtOnce: false,
};
const SPECIFICATION = "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification";
const TEMPLATES = [
  "launchTemplate.id",
  "launchTemplate.name",
  `${SPECIFICATION}.launchTemplateId`,
  `${SPECIFICATION}.launchTemplateName`,
];

/** Node groups of EKS are Auto Scaling groups. */
const SCALED: Kind = [...kinds.autoScalingGroup, "aws:eks/nodeGroup:NodeGroup"];

function scalingUses(stack: Stack): readonly KeyUse[] {
  return stack.ofKind(SCALED).flatMap((user) =>
    TEMPLATES.flatMap((path) => valuesAt(user.props, path)).flatMap((via) => {
      const { targets, certain } = stack.link(user, segmentsOf(via), kinds.launchTemplate);
      return targets.flatMap((holder) =>
        valuesAt(holder.props, "blockDeviceMappings[].ebs.kmsKeyId").flatMap((value) =>
          usesOf(stack, { user, via, holder, value, certain }, SCALING),
        ),
      );
    }),
  );
}

interface Place {
  readonly user: Resource;
  readonly via: Value;
  /** The resource whose property names the key, and that property. */
  readonly holder: Resource;
  readonly value: Value;
  readonly certain: boolean;
}

function usesOf(stack: Stack, place: Place, need: Need): readonly KeyUse[] {
  const { service, principals, actions, consequence, triedAtOnce } = need;
  const link = keyAt(stack, place.holder, place.value);
  return link.targets.map((key) => ({
    key,
    certain: link.certain && place.certain,
    user: place.user,
    via: place.via,
    need: { service, principals: principals ?? [service], actions, consequence, triedAtOnce },
  }));
}
