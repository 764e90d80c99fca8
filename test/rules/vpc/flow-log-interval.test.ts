import { flowLogInterval } from "../../../policy-pack/rules/vpc/flow-log-interval";
import { ref, resource, testRule, unknown } from "../../support";

const flowLog = (props: Record<string, unknown>) =>
  resource("aws:ec2/flowLog:FlowLog", "log", { trafficType: "ALL", logDestination: "arn:aws:s3:::logs", ...props });
const ofVpc = (maxAggregationInterval?: unknown) =>
  flowLog({ vpcId: "vpc-1", ...(maxAggregationInterval === undefined ? {} : { maxAggregationInterval }) });
const PROPERTY = "maxAggregationInterval";
const gateway = resource("aws:ec2transitgateway/transitGateway:TransitGateway", "gateway", {});

testRule(flowLogInterval, {
  invalid: [
    {
      name: "five minutes",
      resources: [ofVpc(300)],
      findings: [{ resource: "log", property: PROPERTY, message: "over 300 seconds", severity: "high" }],
    },
    {
      name: "minutes in place of seconds, as text",
      resources: [ofVpc("10")],
      findings: [{ resource: "log", property: PROPERTY, message: 'over "10" seconds' }],
    },
    { name: "nought", resources: [ofVpc(0)], findings: [{ resource: "log", message: "over 0 seconds" }] },
    {
      name: "a transit gateway with the default",
      resources: [gateway, flowLog({ transitGatewayId: ref("gateway") })],
      findings: [{ resource: "log", property: PROPERTY, message: "the default is 600" }],
    },
    {
      name: "a transit gateway's attachment with ten minutes",
      resources: [flowLog({ transitGatewayAttachmentId: "tgw-attach-1", maxAggregationInterval: 600 })],
      findings: [{ resource: "log", property: PROPERTY, message: "this one has 600" }],
    },
  ],
  valid: [
    { name: "one minute", resources: [ofVpc(60)] },
    { name: "ten minutes, as text", resources: [ofVpc("600")] },
    { name: "the default", resources: [ofVpc()] },
    {
      name: "a transit gateway with one minute",
      resources: [flowLog({ transitGatewayId: "tgw-1", maxAggregationInterval: 60 })],
    },
    { name: "an interval nobody knows", resources: [ofVpc(unknown)], undecided: ["preview", "up", "offline"] },
  ],
});
