import { rdsMonitoringRole } from "../../../policy-pack/rules/rds/rds-monitoring-role";
import { json, ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const instance = (props: Props, type = "aws:rds/instance:Instance") => resource(type, "db", props);
const trust = (service: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
});
const role = (assumeRolePolicy: unknown) => resource("aws:iam/role:Role", "monitor", { assumeRolePolicy });
const RDS = "monitoring.rds.amazonaws.com";
const ARN = "arn:aws:iam::111122223333:role/monitor";
const MISSING = {
  resource: "db",
  property: "monitoringRoleArn",
  message: "and no `monitoringRoleArn`",
  severity: "high",
} as const;
const WRONG = {
  resource: "monitor",
  property: "assumeRolePolicy",
  message: `does not let \`${RDS}\` assume it`,
} as const;

testRule(rdsMonitoringRole, {
  invalid: [
    { name: "an interval alone", resources: [instance({ monitoringInterval: 60 })], findings: [MISSING] },
    {
      name: "an interval alone, of a cluster's instance",
      resources: [instance({ monitoringInterval: 5 }, "aws:rds/clusterInstance:ClusterInstance")],
      findings: [MISSING],
    },
    {
      name: "an interval alone, of a cluster",
      resources: [instance({ monitoringInterval: 60 }, "aws:rds/cluster:Cluster")],
      findings: [MISSING],
    },
    {
      name: "a role alone",
      resources: [instance({ monitoringRoleArn: ARN })],
      findings: [{ resource: "db", property: "monitoringInterval", message: "`monitoringInterval` is not" }],
    },
    {
      name: "a role and no interval on purpose",
      resources: [instance({ monitoringInterval: 0, monitoringRoleArn: ARN })],
      findings: [{ resource: "db", property: "monitoringInterval", message: "`monitoringInterval` is 0" }],
    },
    {
      name: "a role that trusts RDS itself",
      resources: [
        role(JSON.stringify(trust("rds.amazonaws.com"))),
        instance({ monitoringInterval: 60, monitoringRoleArn: ref("monitor", "arn") }),
      ],
      findings: [WRONG],
    },
    {
      name: "a role for functions",
      resources: [
        role(json(trust("lambda.amazonaws.com"))),
        instance({ monitoringInterval: 60, monitoringRoleArn: ref("monitor", "arn") }),
      ],
      findings: [WRONG],
    },
  ],
  valid: [
    { name: "no monitoring", resources: [instance({})] },
    { name: "off on purpose", resources: [instance({ monitoringInterval: 0 })] },
    {
      name: "a role that trusts the service",
      resources: [
        role(JSON.stringify(trust(["rds.amazonaws.com", RDS]))),
        instance({ monitoringInterval: 60, monitoringRoleArn: ref("monitor", "arn") }),
      ],
    },
    { name: "a role of another stack", resources: [instance({ monitoringInterval: 60, monitoringRoleArn: ARN })] },
    {
      name: "a role of another stack, by reference",
      resources: [instance({ monitoringInterval: 60, monitoringRoleArn: unknown })],
    },
    {
      name: "a trust policy that is not known yet",
      resources: [role(unknown), instance({ monitoringInterval: 60, monitoringRoleArn: ref("monitor", "arn") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an interval from elsewhere",
      resources: [instance({ monitoringInterval: unknown, monitoringRoleArn: ARN })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
