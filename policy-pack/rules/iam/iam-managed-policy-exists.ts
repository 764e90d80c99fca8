import { defineRule, finding, notApplicable, undecided, type SettingsSchema, type Yield } from "../../engine/rule";
import { attachingTypes, attachmentsOf, type Attachment } from "../../iam/attachments";
import {
  awsPolicyFrom,
  isPartlyKnown,
  isServiceLinked,
  managedPolicies,
  nearestPolicy,
  type ManagedPolicyArn,
} from "../../iam/managed-policies";
import { notKnown, partlyKnown, undecidedFor } from "../../iam/open-question";
import { showElement } from "../../iam/show";
import { maskUnknown } from "../../engine/made-up";

const LIST = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html";

const settings = {
  additionalPolicies: {
    type: "array",
    items: { type: "string", pattern: "^/" },
    description:
      "Policies AWS has added since the list of this pack was made, as they follow `arn:aws:iam::aws:policy`: `/service-role/NewPolicy`.",
    default: [],
  },
} as const satisfies SettingsSchema;

export const iamManagedPolicyExists = defineRule({
  id: "iam-managed-policy-exists",
  title: "Attached AWS-managed policies exist",
  rationale:
    "IAM refuses to attach a policy that does not exist (`NoSuchEntity`), and a preview does not ask it: the deployment stops half way.",
  remediation: `Take the ARN from AWS's list (${LIST}), path included.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings,
  scope: "resource",
  targets: attachingTypes,
  *check(resource, context) {
    const attachments = attachmentsOf(resource);
    if (attachments.length === 0) {
      yield notApplicable("It attaches no managed policy");
    }
    const additional = context.settings.additionalPolicies as readonly string[];
    for (const attachment of attachments) {
      yield* judge(attachment, additional);
    }
  },
});

function* judge({ value, use }: Attachment, additional: readonly string[]): Generator<Yield> {
  if (value.unknown) {
    yield* undecidedFor([notKnown(value)]);
    return;
  }
  const policy = awsPolicyFrom(value.string ?? "");
  if (policy === undefined || additional.includes(policy.path)) {
    return;
  }
  const { paths, source, date } = managedPolicies();
  const element = { value, text: maskUnknown(value.string ?? "") };
  if (isPartlyKnown(policy)) {
    yield* undecidedFor([partlyKnown(value)]);
  } else if (isServiceLinked(policy.path) && use === "grant") {
    yield finding(
      value,
      `${showElement(element)} belongs to a service-linked role. Only AWS attaches it, and refuses anybody else (\`PolicyNotAttachable\`).`,
      { remediation: serviceLinkedRemedy() },
    );
  } else if (!paths.has(policy.path)) {
    if (policy.partition === "aws") {
      yield finding(
        value,
        `${showElement(element)} is not among AWS's managed policies (list of ${date}, ${source}). IAM refuses to attach it (\`NoSuchEntity\`).`,
        value.secret ? {} : { remediation: remedy(policy) },
      );
    } else {
      yield undecided(value, `\`${value.path}\` is not a policy of the partition \`aws\`, and the list is of that one`);
    }
  }
}

function remedy(policy: ManagedPolicyArn): string {
  const near = nearestPolicy(policy.path);
  return near === undefined
    ? `AWS has no managed policy of a like name (${LIST}). Grant the actions with a policy of this program (\`aws.iam.RolePolicy\`).`
    : `The nearest one is \`arn:aws:iam::aws:policy${near}\`.`;
}

function serviceLinkedRemedy(): string {
  return "Leave the policy out: AWS creates the role with it when the service is first used, or with `aws.iam.ServiceLinkedRole`. Give a role of your own a policy of its own.";
}
