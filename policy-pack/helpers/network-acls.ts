/** Network ACLs: their rules in both spellings, and the subnets they apply to. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";
import { membersOf, SUBNETS, VPCS } from "./network";
import { placementOf } from "./placement";

const ACLS: Kind = [...kinds.networkAcl, ...kinds.defaultNetworkAcl];

export type Direction = "ingress" | "egress";

/** One rule. What is not known of it is `undefined`. */
export interface AclRule {
  readonly direction: Direction | undefined;
  readonly allows: boolean | undefined;
  /** The TCP ports it is for, lowest and highest; none for other protocols. */
  readonly tcp: readonly [number, number] | "none" | undefined;
  /** The `NetworkAclRule`; `undefined` for a rule inside the ACL. */
  readonly separate: Resource | undefined;
}

export interface AclRules {
  readonly rules: readonly AclRule[];
  /** Whether there may be more. */
  readonly open: boolean;
}

/** The rules of an ACL, those inside it first. */
export function rulesOf(stack: Stack, acl: Resource): AclRules {
  const inline = (["ingress", "egress"] as const).map((direction) => {
    const list = isDeclared(stack, acl, direction) ? acl.at(direction) : acl.at("");
    return {
      open: list.unknown || list.items.some((item) => item.unknown),
      rules: list.items.filter((item) => !item.unknown && !item.absent).map((item) => inlineRule(item, direction)),
    };
  });
  const possible = stack.companions(acl, ACLS, kinds.networkAclRule, "networkAclId");
  const sure = possible.filter((rule) => stack.link(rule, ["networkAclId"], ACLS).certain);
  return {
    rules: [...inline.flatMap(({ rules }) => rules), ...sure.map(separateRule)],
    open:
      inline.some(({ open }) => open) ||
      sure.length < possible.length ||
      stack.strays(ACLS, kinds.networkAclRule, "networkAclId").length > 0,
  };
}

function inlineRule(block: Value, direction: Direction): AclRule {
  return { direction, allows: allowing(block.at("action")), tcp: portsOf(block), separate: undefined };
}

function separateRule(rule: Resource): AclRule {
  const egress = rule.at("egress");
  const direction = egress.unknown ? undefined : egress.boolean === true ? "egress" : "ingress";
  return { direction, allows: allowing(rule.at("ruleAction")), tcp: portsOf(rule.props), separate: rule };
}

function allowing(action: Value): boolean | undefined {
  return action.string === undefined ? undefined : action.string.toLowerCase() === "allow";
}

const ALL_PORTS = [0, 65535] as const;

function portsOf(rule: Value): AclRule["tcp"] {
  const protocol = rule.at("protocol");
  const name = typeof protocol.raw === "number" ? String(protocol.raw) : protocol.string?.toLowerCase();
  if (name === undefined) {
    return undefined;
  }
  if (name === "-1" || name === "all") {
    return ALL_PORTS;
  }
  if (name !== "tcp" && name !== "6") {
    return "none";
  }
  const [from, to] = [rule.at("fromPort"), rule.at("toPort")];
  if (from.unknown || to.unknown) {
    return undefined;
  }
  return [from.number ?? 0, to.number ?? 65535];
}

/** Where an ACL applies. */
export interface AclSubnets {
  /** Subnets it surely applies to. */
  readonly subnets: readonly Resource[];
  /** Whether it may apply to others of the stack. */
  readonly open: boolean;
  /** Whether it surely applies to something, of this stack or not. */
  readonly used: boolean;
}

/** The subnets of an ACL, by its own list and by associations. */
export function subnetsWith(stack: Stack, acl: Resource): AclSubnets {
  const own = placementOf(stack, acl, "subnetIds");
  const possible = stack.companions(acl, ACLS, kinds.networkAclAssociation, "networkAclId");
  const associations = possible.filter((each) => stack.link(each, ["networkAclId"], ACLS).certain);
  const links = associations.map((each) => stack.link(each, ["subnetId"], SUBNETS));
  return {
    subnets: [...own.subnets, ...links.flatMap(({ targets, certain }) => (certain ? targets : []))],
    open:
      own.possible.length > own.subnets.length ||
      (!own.at.absent && !own.confined) ||
      associations.length < possible.length ||
      links.some(({ targets, certain }) => !certain || targets.length === 0) ||
      stack.strays(ACLS, kinds.networkAclAssociation, "networkAclId").length > 0,
    used: own.at.unknown || (own.count ?? 0) > 0 || associations.length > 0,
  };
}

/** Whether the program takes a VPC's default ACL into its own hands. */
export function adoptsDefaultAcl(stack: Stack, vpc: Resource): "yes" | "no" | "unknown" {
  const adopted = stack.companions(vpc, VPCS, kinds.defaultNetworkAcl, "defaultNetworkAclId");
  if (adopted.some((acl) => stack.link(acl, ["defaultNetworkAclId"], VPCS).certain)) {
    return "yes";
  }
  const isOpen = adopted.length > 0 || stack.strays(VPCS, kinds.defaultNetworkAcl, "defaultNetworkAclId").length > 0;
  return isOpen ? "unknown" : "no";
}

/** The ACLs of a VPC that are not its default one. */
export function aclsOf(stack: Stack, vpc: Resource): { readonly all: readonly Resource[]; readonly open: boolean } {
  return membersOf(stack, vpc, kinds.networkAcl);
}
