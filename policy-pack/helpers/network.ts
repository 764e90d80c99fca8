/** The network of a stack: which subnet is in which VPC, uses which route table, and reaches what. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Answer } from "../iam/answer";
import { gatewayOf, routesOf, TABLES, type Gateway, type Route } from "./routes";

export const VPCS: Kind = [...kinds.vpc, ...kinds.defaultVpc];
export const SUBNETS: Kind = [...kinds.subnet, ...kinds.defaultSubnet];

/** The resources something may be; surely one of them unless `open`. */
export interface Candidates {
  readonly all: readonly Resource[];
  /** Whether it may also be something else, or something outside the stack. */
  readonly open: boolean;
}

/** The VPC something names in `vpcId`; `undefined` when that is not certain, or it is not of this stack. */
export function vpcOf(stack: Stack, resource: Resource): Resource | undefined {
  const { targets, certain } = stack.link(resource, ["vpcId"], VPCS);
  return certain ? targets[0] : undefined;
}

/** The subnets that are surely in a VPC. `open`: others may be as well. */
export function subnetsOf(stack: Stack, vpc: Resource): Candidates {
  return membersOf(stack, vpc, kinds.subnet);
}

/** The resources of a kind whose `vpcId` surely is this VPC. `open`: others may be as well. */
export function membersOf(stack: Stack, vpc: Resource, kind: Kind): Candidates {
  const possible = stack.companions(vpc, VPCS, kind, "vpcId");
  const all = possible.filter((each) => vpcOf(stack, each) === vpc);
  return { all, open: all.length < possible.length || stack.strays(VPCS, kind, "vpcId").length > 0 };
}

/** The associations that surely give a subnet its route table. `open`: there may be others. */
export function associationsOf(stack: Stack, subnet: Resource): Candidates {
  const possible = stack.companions(subnet, SUBNETS, kinds.routeTableAssociation, "subnetId");
  const all = possible.filter((each) => stack.link(each, ["subnetId"], SUBNETS).certain);
  return {
    all,
    open: all.length < possible.length || stack.strays(SUBNETS, kinds.routeTableAssociation, "subnetId").length > 0,
  };
}

/** Whether the other AWS provider makes network resources in this stack, too. They are not read here. */
export function usesNativeProvider(stack: Stack): boolean {
  return stack.derive(hasNativeResources);
}

function hasNativeResources(stack: Stack): boolean {
  return stack.resources.some(({ type }) => type.startsWith("aws-native:ec2:"));
}

/** The route table a subnet uses: the one it is associated with, or else its VPC's main table. */
export function tablesOf(stack: Stack, subnet: Resource): Candidates {
  if (usesNativeProvider(stack)) {
    return { all: [], open: true };
  }
  const associations = associationsOf(stack, subnet);
  const [association] = associations.all;
  if (association !== undefined) {
    return tablesNamed(stack, association);
  }
  const vpc = vpcOf(stack, subnet);
  if (associations.open || vpc === undefined) {
    return { all: [], open: true };
  }
  return mainTableOf(stack, vpc);
}

/** The table that subnets of a VPC use unless they are associated with another. */
export function mainTableOf(stack: Stack, vpc: Resource): Candidates {
  const replaced = stack.companions(vpc, VPCS, kinds.mainRouteTableAssociation, "vpcId");
  const adopted = stack.companions(vpc, VPCS, kinds.defaultRouteTable, "defaultRouteTableId");
  const strays = [
    ...stack.strays(VPCS, kinds.mainRouteTableAssociation, "vpcId"),
    ...stack.strays(VPCS, kinds.defaultRouteTable, "defaultRouteTableId"),
  ];
  // The default VPC comes with a route to its internet gateway that no program shows.
  if (strays.length > 0 || replaced.length + adopted.length > 1 || vpc.type === kinds.defaultVpc[0]) {
    return { all: [], open: true };
  }
  const [association] = replaced;
  if (association !== undefined) {
    return vpcOf(stack, association) === vpc ? tablesNamed(stack, association) : { all: [], open: true };
  }
  const [table] = adopted;
  if (table !== undefined && !stack.link(table, ["defaultRouteTableId"], VPCS).certain) {
    return { all: [], open: true };
  }
  return { all: [table ?? vpc], open: false };
}

/** All routes a subnet's traffic may follow. `open`: there may be others. */
export function routesFrom(stack: Stack, subnet: Resource): { routes: readonly Route[]; open: boolean } {
  const tables = tablesOf(stack, subnet);
  const each = tables.all.map((table) => tableRoutes(stack, table));
  return { routes: each.flatMap(({ routes }) => routes), open: tables.open || each.some(({ open }) => open) };
}

/**
 * Whether a subnet is public: its route table has a route to an internet gateway
 * (https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types). For any destination: a load
 * balancer for one office's addresses needs no route to all.
 */
export function isPublic(stack: Stack, subnet: Resource): Answer {
  return hasRouteTo(stack, subnet, "internet");
}

/** Whether a subnet's route table has a route that leads to such a gateway. */
export function hasRouteTo(stack: Stack, subnet: Resource, gateway: Gateway): Answer {
  const tables = tablesOf(stack, subnet);
  const answers = tables.all.map((table): Answer => {
    const { routes, open } = tableRoutes(stack, table);
    const leads = routes.map((route) => gatewayOf(stack, route));
    return leads.includes(gateway) ? "yes" : open || leads.includes("unknown") ? "unknown" : "no";
  });
  const [first] = answers;
  return first === undefined || tables.open || answers.some((answer) => answer !== first) ? "unknown" : first;
}

/** Routes of a table, with those that name an adopted main table by its VPC (`vpc.mainRouteTableId`). */
function tableRoutes(stack: Stack, table: Resource): { routes: readonly Route[]; open: boolean } {
  const own = routesOf(stack, table);
  const vpcs =
    table.type === kinds.defaultRouteTable[0] ? stack.link(table, ["defaultRouteTableId"], VPCS).targets : [];
  const named = vpcs.map((vpc) => routesOf(stack, vpc));
  return {
    routes: [...own.routes, ...named.flatMap(({ routes }) => routes)],
    open: own.open || named.some(({ open }) => open),
  };
}

function tablesNamed(stack: Stack, association: Resource): Candidates {
  const { targets, exhaustive } = stack.link(association, ["routeTableId"], TABLES);
  return { all: targets, open: !exhaustive || targets.length === 0 };
}
