/** Whether the policies of a role allow an action, wherever a program writes them. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { Value } from "../engine/value";
import { readDocument } from "../iam/document";
import { managedPolicyDocuments } from "../iam/managed-policy-documents";
import { awsPolicyFrom, isPartlyKnown } from "../iam/managed-policies";
import { matches } from "../iam/wildcard";
import type { Answer } from "./service-access";
import { valuesAt } from "./values-at";

const ROLE_POLICY: Kind = ["aws:iam/rolePolicy:RolePolicy"];
const POLICY: Kind = ["aws:iam/policy:Policy"];
const ATTACHMENT: Kind = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"];
/** Attach to several roles at once, or to nothing that can be told from here. */
const OTHER_ATTACHMENTS: Kind = [
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
];

/**
 * Whether some policy of a role of the stack allows an action on some resource. `Deny`, conditions and resources are not
 * looked at: "no" tells what nobody allowed.
 */
export function roleAllows(stack: Stack, role: Resource, action: string): Answer {
  const own = (kind: Kind) => stack.companions(role, kinds.role, kind, "role");
  const answers: Answer[] = [
    ...own(ROLE_POLICY).map((each) => documentAllows(each.at("policy"), action)),
    ...valuesAt(role.props, "inlinePolicies[].policy").map((each) => documentAllows(each, action)),
    ...valuesAt(role.props, "managedPolicyArns[]").map((each) => managedAllows(each, action)),
    ...own(ATTACHMENT).map((each) => attachedAllows(stack, each, action)),
  ];
  if (answers.includes("yes")) {
    return "yes";
  }
  const strays = [...ROLE_POLICY, ...ATTACHMENT].flatMap((type) => stack.strays(kinds.role, [type], "role"));
  const open = strays.length > 0 || stack.ofKind(OTHER_ATTACHMENTS).length > 0;
  return open || answers.includes("unknown") ? "unknown" : "no";
}

function attachedAllows(stack: Stack, attachment: Resource, action: string): Answer {
  const { targets, certain } = stack.link(attachment, ["policyArn"], POLICY);
  const [policy] = certain ? targets : [];
  return policy === undefined
    ? managedAllows(attachment.at("policyArn"), action)
    : documentAllows(policy.at("policy"), action);
}

function managedAllows(arn: Value, action: string): Answer {
  const policy = arn.string === undefined ? undefined : awsPolicyFrom(arn.string);
  const documents = managedPolicyDocuments();
  if (policy === undefined || isPartlyKnown(policy) || !Object.hasOwn(documents, policy.path)) {
    return "unknown";
  }
  return documentAllows(new Value({ Statement: documents[policy.path] }, ""), action);
}

function documentAllows(policy: Value, action: string): Answer {
  const document = readDocument(policy);
  const allowing = (document?.statements ?? []).filter(({ effect }) => effect === "Allow");
  if (allowing.some(({ actions }) => actions.known.some(({ text }) => matches(text, action)))) {
    return "yes";
  }
  const open = allowing.some(({ actions, notActions }) => actions.open.length > 0 || notActions.present);
  return open || (document?.open.length ?? 0) > 0 ? "unknown" : "no";
}
