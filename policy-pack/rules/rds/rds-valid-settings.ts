import { kinds, type Kind } from "../../engine/kinds";
import { defineRule } from "../../engine/rule";
import { besideOthers, missingFamily, staticParameters, subnetZones } from "../../helpers/rds/companions";
import { ownSettings } from "../../helpers/rds/settings";

const DATABASES: Kind = [
  ...kinds.rdsInstance,
  ...kinds.rdsCluster,
  ...kinds.rdsClusterInstance,
  ...kinds.documentCluster,
  ...kinds.documentClusterInstance,
  ...kinds.neptuneCluster,
  ...kinds.neptuneClusterInstance,
];
const SUBNET_GROUPS: Kind = [...kinds.dbSubnetGroup, ...kinds.documentSubnetGroup, ...kinds.neptuneSubnetGroup];
const PARAMETER_GROUPS: Kind = [...kinds.dbParameterGroup, ...kinds.dbClusterParameterGroup];

export const rdsValidSettings = defineRule({
  id: "rds-valid-settings",
  title: "RDS accepts the settings of databases, their parameter groups and their subnet groups",
  rationale:
    "RDS checks these settings only when it creates the database. A preview does not ask it: the deployment stops there, " +
    "with half of the stack in place.",
  remediation: "Change the setting as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...DATABASES, ...PARAMETER_GROUPS, ...SUBNET_GROUPS],
  *check(resource, { stack }) {
    if (resource.is(SUBNET_GROUPS)) {
      yield* subnetZones(stack, resource);
    } else if (resource.is(PARAMETER_GROUPS)) {
      yield* missingFamily(resource);
      if (resource.is(kinds.dbParameterGroup)) {
        yield* staticParameters(resource);
      }
    } else {
      yield* ownSettings(stack, resource);
      yield* besideOthers(stack, resource);
    }
  },
});
