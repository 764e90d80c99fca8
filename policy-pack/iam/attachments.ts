import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";
import { valuesAt } from "../helpers/values-at";

/**
 * What an attached managed policy does where it stands: it grants, or it only limits what other policies grant (a
 * permissions boundary, a session policy).
 */
export type AttachmentUse = "grant" | "limit";

/** A property that takes ARNs of managed policies. */
export interface AttachmentPlace {
  readonly type: string;
  /** Property path; `[]` stands for every element of a list. */
  readonly property: string;
  readonly use: AttachmentUse;
}

/** One ARN of a managed policy that a resource attaches. */
export interface Attachment {
  readonly value: Value;
  readonly use: AttachmentUse;
}

const GRANTING: readonly (readonly [type: string, property: string])[] = [
  ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn"],
  ["aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", "policyArns[]"],
  ["aws:iam/policyAttachment:PolicyAttachment", "policyArn"],
  ["aws:iam/role:Role", "managedPolicyArns[]"],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn"],
  ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "policyArns[]"],
  ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn"],
  ["aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", "policyArns[]"],
  ["aws:quicksight/iamPolicyAssignment:IamPolicyAssignment", "policyArn"],
  ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "managedPolicyArn"],
  ["aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive", "managedPolicyArns[]"],
];

/**
 * Boundaries (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html) and the session policies of
 * Roles Anywhere (https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html).
 */
const LIMITING: readonly (readonly [type: string, property: string])[] = [
  ["aws:iam/role:Role", "permissionsBoundary"],
  ["aws:iam/user:User", "permissionsBoundary"],
  ["aws:rolesanywhere/profile:Profile", "managedPolicyArns[]"],
  ["aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment", "permissionsBoundary.managedPolicyArn"],
];

/**
 * Every property of `@pulumi/aws` 6 and 7 that takes the ARN of a managed policy. `test/iam/attachments.test.ts` holds
 * each against the installed SDK, and fails when the SDK gains one that is not here.
 */
export const attachmentPlaces: readonly AttachmentPlace[] = [
  ...GRANTING.map(([type, property]) => ({ type, property, use: "grant" as const })),
  ...LIMITING.map(([type, property]) => ({ type, property, use: "limit" as const })),
];

/** The ARNs of managed policies a resource attaches; properties that are not set are left out, unknown ones are not. */
export function attachmentsOf(resource: Resource): readonly Attachment[] {
  return attachmentPlaces
    .filter((place) => place.type === resource.type)
    .flatMap(({ property, use }) => valuesAt(resource.props, property).map((value) => ({ value, use })));
}

/** Type tokens of everything that may attach a managed policy. */
export const attachingTypes: readonly string[] = [...new Set(attachmentPlaces.map((place) => place.type))];
