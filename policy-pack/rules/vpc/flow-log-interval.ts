import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";

/** Seconds EC2 takes (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html, `MaxAggregationInterval`). */
const INTERVALS = [60, 600];
const TRANSIT_GATEWAY = ["transitGatewayId", "transitGatewayAttachmentId"];

export const flowLogInterval = defineRule({
  id: "flow-log-interval",
  title: "Flow logs aggregate over 60 or 600 seconds",
  rationale: "EC2 knows no other interval, and for a transit gateway only 60 seconds: it refuses the flow log.",
  remediation: "Set `maxAggregationInterval` to 60 or 600, or leave it out for 600.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.flowLog,
  *check(flowLog) {
    const interval = flowLog.at("maxAggregationInterval");
    const ofTransitGateway = TRANSIT_GATEWAY.find((name) => !flowLog.at(name).absent && flowLog.at(name).raw !== "");
    if (interval.unknown) {
      yield undecided(interval, "the interval is not known yet");
    } else if (interval.number !== undefined && !INTERVALS.includes(interval.number)) {
      yield finding(interval, `Flow logs cannot aggregate over ${interval.show()} seconds: EC2 takes 60 or 600.`);
    } else if (ofTransitGateway !== undefined && interval.number !== 60) {
      yield finding(
        interval,
        `A flow log with \`${ofTransitGateway}\` aggregates over 60 seconds only; ` +
          `${interval.absent ? "the default is 600" : `this one has ${interval.show()}`}, which EC2 refuses.`,
        { remediation: "Set `maxAggregationInterval: 60`." },
      );
    }
  },
});
