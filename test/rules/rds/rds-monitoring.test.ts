import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { rdsMonitoring } from "../../../policy-pack/rules/rds/rds-monitoring";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const program = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const instance = (props: Props = {}, name = "db") => resource("aws:rds/instance:Instance", name, props);
const cluster = (props: Props = {}) => resource("aws:rds/cluster:Cluster", "cluster", props);
const member = (props: Props = {}) =>
  resource("aws:rds/clusterInstance:ClusterInstance", "db", { clusterIdentifier: ref("cluster"), ...props });
const FOUND = {
  resource: "db",
  property: "monitoringInterval",
  message: "no Enhanced Monitoring",
  severity: "low",
} as const;

testRule(rdsMonitoring, {
  invalid: [
    { name: "nothing said", resources: [instance()], program, findings: [FOUND] },
    { name: "off on purpose", resources: [instance({ monitoringInterval: 0 })], program, findings: [FOUND] },
    {
      name: "two of them, reported once",
      resources: [instance(), instance({}, "second")],
      program,
      findings: [{ ...FOUND, message: 'nor have "second"' }],
    },
    { name: "an instance of a cluster", resources: [cluster(), member()], program, findings: [FOUND] },
    { name: "production by tag", resources: [instance({ tags: { Environment: "prod" } })], findings: [FOUND] },
  ],
  valid: [
    { name: "on", resources: [instance({ monitoringInterval: 60 })], program },
    { name: "on for the cluster", resources: [cluster({ monitoringInterval: 60 }), member()], program },
    { name: "not production", resources: [instance()], outcome: "notApplicable" },
    { name: "nonprod", resources: [instance({ tags: { Environment: "nonprod" } })], outcome: "notApplicable" },
    {
      name: "an interval from elsewhere",
      resources: [instance({ monitoringInterval: unknown })],
      program,
      undecided: ["preview", "up", "offline"],
    },
  ],
});
