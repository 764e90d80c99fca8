import { vpcFlowLogs } from "../../../policy-pack/rules/vpc/vpc-flow-logs";
import { derived, ref, resource, testRule, unknown } from "../../support";

const vpc = (name = "vpc") => resource("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" });
const subnet = (name: string) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const flowLog = (props: Record<string, unknown>, name = "log") =>
  resource("aws:ec2/flowLog:FlowLog", name, {
    logDestinationType: "s3",
    logDestination: "arn:aws:s3:::logs",
    trafficType: "ALL",
    ...props,
  });
const ofVpc = (trafficType: unknown = "ALL", name = "log") => flowLog({ vpcId: ref("vpc"), trafficType }, name);

testRule(vpcFlowLogs, {
  judgedByCompanions: ["aws:ec2/vpc:Vpc"],
  invalid: [
    {
      name: "no flow log",
      resources: [vpc()],
      findings: [{ resource: "vpc", property: "", message: 'VPC "vpc" has no flow log', severity: "medium" }],
    },
    {
      name: "a flow log of another VPC",
      resources: [vpc(), vpc("other"), ofVpc()],
      findings: [{ resource: "other", message: 'VPC "other" has no flow log' }],
    },
    {
      name: "rejected traffic only",
      resources: [vpc(), ofVpc("REJECT")],
      findings: [{ resource: "vpc", message: 'flow log "log" records only "REJECT"' }],
    },
    {
      name: "one subnet of two",
      resources: [vpc(), subnet("a"), subnet("b"), flowLog({ subnetId: ref("a") })],
      findings: [{ resource: "vpc", message: "has no flow log" }],
    },
    {
      name: "a network interface",
      resources: [vpc(), flowLog({ eniId: "eni-1" })],
      findings: [{ resource: "vpc", message: "has no flow log" }],
    },
    {
      name: "a VPC outside the stack",
      resources: [vpc(), flowLog({ vpcId: derived("vpc-1", "vpc") })],
      findings: [{ resource: "vpc", message: "has no flow log" }],
    },
  ],
  valid: [
    { name: "all traffic", resources: [vpc(), ofVpc()] },
    { name: "accepted and rejected in two logs", resources: [vpc(), ofVpc("ACCEPT"), ofVpc("REJECT", "second")] },
    { name: "every subnet", resources: [vpc(), subnet("a"), flowLog({ subnetId: ref("a") })] },
    {
      name: "by a gateway that repeats the VPC's id",
      resources: [
        vpc(),
        resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") }),
        flowLog({ vpcId: ref("internet", "vpcId") }),
      ],
    },
    {
      name: "a kind of traffic nobody knows",
      resources: [vpc(), ofVpc(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the other AWS provider at work",
      resources: [vpc(), resource("aws-native:ec2:FlowLog", "native", { resourceId: ref("vpc") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a VPC nobody knows",
      resources: [vpc(), flowLog({ vpcId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
