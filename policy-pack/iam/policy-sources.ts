/** Which policies a role, user or group of the stack has, wherever the program writes and attaches them. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { shorten, type Value } from "../engine/value";
import { isDeclared } from "../helpers/declared";
import { segmentsOf, valuesAt } from "../helpers/values-at";
import { readDocument } from "./document";
import { managedStatements } from "./managed-documents";
import { awsPolicyFrom, isPartlyKnown } from "./managed-policies";
import type { OpenQuestion } from "./open-question";
import type { Statement } from "./statement";
import type { DocumentHolder } from "./targets";

/** A policy document of a principal. */
export interface PolicySource {
  /** The resource that holds the document or, of one AWS wrote, attaches it. */
  readonly resource: Resource;
  /** What follows `arn:aws:iam::aws:policy` in the ARN of one AWS wrote: `/AmazonS3FullAccess`. */
  readonly managed: string | undefined;
  /** For messages: `"worker-policy"`, `AmazonS3FullAccess`. */
  readonly label: string;
}

/** A statement, and the policy it belongs to. */
export interface PlacedStatement {
  readonly statement: Statement;
  readonly source: PolicySource;
  /** What the document's unknown parts are made of; `undefined` for one AWS wrote. */
  readonly holder: DocumentHolder | undefined;
}

/** Policies, taken together. */
export interface PolicySet {
  readonly statements: readonly PlacedStatement[];
  /** Documents or attachments that cannot be read: unknown yet, of another stack, not attached for sure. */
  readonly open: readonly OpenQuestion[];
  /** Customer-managed policies of the stack among them. */
  readonly policies: readonly Resource[];
  /** Of a user: the groups of the stack it is in, whose policies are among them. */
  readonly groups: readonly Resource[];
}

type Holder = "role" | "user" | "group";
type Row = readonly [type: string, principal: string, policies: string];

/** Inline policies: the property that names the principal, and the document. */
const INLINE: Readonly<Record<Holder, readonly Row[]>> = {
  role: [["aws:iam/rolePolicy:RolePolicy", "role", "policy"]],
  user: [["aws:iam/userPolicy:UserPolicy", "user", "policy"]],
  group: [["aws:iam/groupPolicy:GroupPolicy", "group", "policy"]],
};
/** Attachments: the property that names the principal, or several, and the ARNs. */
const ATTACHED: Readonly<Record<Holder, readonly Row[]>> = {
  role: [
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role", "policyArn"],
    ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "roleName", "policyArns[]"],
    ["aws:iam/policyAttachment:PolicyAttachment", "roles[]", "policyArn"],
  ],
  user: [
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "user", "policyArn"],
    ["aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", "userName", "policyArns[]"],
    ["aws:iam/policyAttachment:PolicyAttachment", "users[]", "policyArn"],
  ],
  group: [
    ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "group", "policyArn"],
    ["aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", "groupName", "policyArns[]"],
    ["aws:iam/policyAttachment:PolicyAttachment", "groups[]", "policyArn"],
  ],
};
/** Names of the inline policies a principal has and no others: one the stack does not have is known by name only. */
const EXCLUSIVE: Readonly<Record<Holder, Row>> = {
  role: ["aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "roleName", "policyNames[]"],
  user: ["aws:iam/userPoliciesExclusive:UserPoliciesExclusive", "userName", "policyNames[]"],
  group: ["aws:iam/groupPoliciesExclusive:GroupPoliciesExclusive", "groupName", "policyNames[]"],
};
/** How users come into groups: the user, the group. */
const MEMBERSHIPS: readonly (readonly [type: string, user: string, group: string])[] = [
  ["aws:iam/userGroupMembership:UserGroupMembership", "user", "groups[]"],
  ["aws:iam/groupMembership:GroupMembership", "users[]", "group"],
];
const KINDS: Readonly<Record<Holder, Kind>> = { role: kinds.role, user: kinds.iamUser, group: kinds.iamGroup };

class Gathered implements PolicySet {
  readonly statements: PlacedStatement[] = [];
  readonly open: OpenQuestion[] = [];
  readonly policies: Resource[] = [];
  readonly groups: Resource[] = [];
}

/** What a principal's policies grant: inline, attached, and a user's through groups. */
export function grantedTo(principal: Resource, stack: Stack): PolicySet {
  const found = new Gathered();
  gather(principal, stack, found);
  return found;
}

/** The permissions boundary of a role or user; `undefined` without one. */
export function boundaryOf(principal: Resource, stack: Stack): PolicySet | undefined {
  const value = principal.at("permissionsBoundary");
  if (value.absent || value.string === "" || (value.unknown && !isDeclared(stack, principal, "permissionsBoundary"))) {
    return undefined;
  }
  const found = new Gathered();
  addByArns(principal, "permissionsBoundary", stack, found);
  return found;
}

function gather(principal: Resource, stack: Stack, found: Gathered): void {
  const holder = holderOf(principal);
  if (holder === undefined) {
    return;
  }
  const inlineNames = new Set<string>();
  if (holder === "role") {
    addOwn(principal, stack, found, inlineNames);
  }
  for (const [type, to, document] of INLINE[holder]) {
    for (const each of referring(principal, KINDS[holder], type, to, stack, found)) {
      addDocument(each, each.at(document), found);
      inlineNames.add(each.at("name").string ?? "");
    }
  }
  for (const [type, to, arns] of ATTACHED[holder]) {
    for (const each of referring(principal, KINDS[holder], type, to, stack, found)) {
      addByArns(each, arns, stack, found);
    }
  }
  const [type, to, names] = EXCLUSIVE[holder];
  for (const each of referring(principal, KINDS[holder], type, to, stack, found)) {
    const strange = valuesAt(each.props, names).filter(
      (name) => !name.halfKnown && !inlineNames.has(name.string ?? ""),
    );
    found.open.push(...strange.map((name) => outside(each, name.path, "is an inline policy of another stack")));
  }
  if (holder === "user") {
    MEMBERSHIPS.forEach(([membership, user, group]) => {
      for (const each of referring(principal, kinds.iamUser, membership, user, stack, found)) {
        gatherGroups(each, group, stack, found);
      }
    });
  }
}

function gatherGroups(membership: Resource, property: string, stack: Stack, found: Gathered): void {
  const { sure, possible, strays, outside: others } = namedBy(membership, property, kinds.iamGroup, stack);
  sure.forEach((group) => {
    found.groups.push(group);
    gather(group, stack, found);
  });
  if (possible.size > sure.size || strays.length > 0 || others.length > 0) {
    found.open.push(outside(membership, property.replace("[]", ""), "names a group whose policies are not known"));
  }
}

function holderOf({ type }: Resource): Holder | undefined {
  return (Object.keys(KINDS) as Holder[]).find((holder) => KINDS[holder].includes(type));
}

/**
 * The policies a role spells itself. Stack rules see what AWS has beside what the program gave, so only what it gave
 * counts: the rest comes from attachments, and is found there.
 */
function addOwn(role: Resource, stack: Stack, found: Gathered, names: Set<string>): void {
  if (isDeclared(stack, role, "inlinePolicies")) {
    const list = role.at("inlinePolicies");
    if (list.unknown) {
      addDocument(role, list, found);
    }
    for (const each of list.items) {
      addDocument(role, each.at("policy"), found);
      names.add(each.at("name").string ?? "");
    }
  }
  if (isDeclared(stack, role, "managedPolicyArns")) {
    addByArns(role, "managedPolicyArns[]", stack, found);
  }
}

/** Resources of a type that surely name the principal; those that only may leave a question open. */
function referring(
  principal: Resource,
  kind: Kind,
  type: string,
  property: string,
  stack: Stack,
  found: Gathered,
): readonly Resource[] {
  return stack.ofKind([type]).filter((each) => {
    const { sure, possible, strays } = namedBy(each, property, kind, stack);
    if (!sure.has(principal) && (possible.has(principal) || strays.length > 0)) {
      found.open.push(outside(each, property.replace("[]", ""), `may be for "${principal.name}"`));
    }
    return sure.has(principal);
  });
}

interface Named {
  readonly sure: ReadonlySet<Resource>;
  readonly possible: ReadonlySet<Resource>;
  /** Values that may name anything. */
  readonly strays: readonly Value[];
  /** Values that name something of another stack. */
  readonly outside: readonly Value[];
}

/** Which resources of a kind a property names, one or a list. */
function namedBy(resource: Resource, property: string, kind: Kind, stack: Stack): Named {
  const links = valuesAt(resource.props, property).map((value) => ({
    value,
    ...stack.link(resource, segmentsOf(value), kind),
  }));
  const leading = links.filter(({ targets }) => targets.length > 0);
  const candidates = new Set(leading.flatMap(({ targets }) => targets));
  // A list of as many unknowns as there are candidates names each of them: nobody writes one twice.
  const each =
    leading.every(({ exhaustive, value }) => exhaustive && value.path.endsWith("]")) &&
    leading.length >= candidates.size;
  const certain = leading.flatMap((link) => (link.certain ? link.targets : []));
  const nowhere = links.filter(({ targets }) => targets.length === 0);
  return {
    sure: each ? candidates : new Set(certain),
    possible: candidates,
    strays: nowhere.filter(({ exhaustive }) => !exhaustive).map(({ value }) => value),
    outside: nowhere.filter(({ exhaustive }) => exhaustive).map(({ value }) => value),
  };
}

function addByArns(attaching: Resource, property: string, stack: Stack, found: Gathered): void {
  const named = namedBy(attaching, property, kinds.iamPolicy, stack);
  for (const policy of named.sure) {
    found.policies.push(policy);
    addDocument(policy, policy.at("policy"), found);
  }
  for (const policy of named.possible) {
    if (!named.sure.has(policy)) {
      found.open.push(outside(attaching, property.replace("[]", ""), `may attach "${policy.name}"`));
    }
  }
  for (const arn of [...named.outside, ...named.strays]) {
    const managed = awsPolicyFrom(arn.string ?? "");
    if (managed !== undefined && !isPartlyKnown(managed)) {
      addManaged(attaching, managed.path, arn, found);
    } else {
      found.open.push(outside(attaching, arn.path, "is a policy whose document is not known"));
    }
  }
}

function addDocument(resource: Resource, value: Value, found: Gathered): void {
  const read = readDocument(value);
  const source = { resource, managed: undefined, label: `"${shorten(resource.name)}"` };
  const holder = { resource, property: String(segmentsOf(value)[0] ?? "") };
  found.open.push(...(read?.open ?? []).map((each) => ({ ...each, reason: `in "${resource.name}", ${each.reason}` })));
  found.statements.push(...(read?.statements ?? []).map((statement) => ({ statement, source, holder })));
}

function addManaged(resource: Resource, path: string, arn: Value, found: Gathered): void {
  const statements = managedStatements(path);
  if (statements === undefined) {
    found.open.push(outside(resource, arn.path, "is a policy of AWS whose document is not known"));
    return;
  }
  const source = { resource, managed: path, label: path.slice(path.lastIndexOf("/") + 1) };
  found.statements.push(...statements.map((statement) => ({ statement, source, holder: undefined })));
}

function outside(resource: Resource, property: string, what: string): OpenQuestion {
  return { kind: "unknown", property, reason: `\`${property}\` of "${resource.name}" ${what}` };
}
