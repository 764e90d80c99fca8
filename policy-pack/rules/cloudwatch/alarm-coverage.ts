import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isWatched, type Watchable } from "../../helpers/watched";

interface Row extends Watchable {
  /** What the setting calls it. */
  readonly kind: string;
  /** What it is, for people. */
  readonly label: string;
  /** A metric worth an alarm, as a program writes it. */
  readonly metric: string;
}

const LOAD_BALANCING = ["AWS/ApplicationELB", "AWS/NetworkELB", "AWS/GatewayELB", "AWS/ELB"];

const ROWS: readonly Row[] = [
  {
    kind: "database",
    label: "database",
    types: kinds.rdsInstance,
    namespaces: ["AWS/RDS"],
    name: "identifier",
    metric: "`FreeStorageSpace` or `CPUUtilization` of `AWS/RDS`, `{ DBInstanceIdentifier: db.identifier }`",
  },
  {
    kind: "database",
    label: "database cluster",
    types: kinds.rdsCluster,
    namespaces: ["AWS/RDS"],
    name: "clusterIdentifier",
    members: { types: kinds.rdsClusterInstance, property: "clusterIdentifier" },
    metric: "`CPUUtilization` of `AWS/RDS`, `{ DBClusterIdentifier: cluster.clusterIdentifier }`",
  },
  {
    kind: "database",
    label: "database cluster",
    types: kinds.documentCluster,
    namespaces: ["AWS/DocDB"],
    name: "clusterIdentifier",
    members: { types: kinds.documentClusterInstance, property: "clusterIdentifier" },
    metric: "`CPUUtilization` of `AWS/DocDB`, `{ DBClusterIdentifier: cluster.clusterIdentifier }`",
  },
  {
    kind: "database",
    label: "database cluster",
    types: kinds.neptuneCluster,
    namespaces: ["AWS/Neptune"],
    name: "clusterIdentifier",
    members: { types: kinds.neptuneClusterInstance, property: "clusterIdentifier" },
    metric: "`CPUUtilization` of `AWS/Neptune`, `{ DBClusterIdentifier: cluster.clusterIdentifier }`",
  },
  {
    kind: "table",
    label: "table",
    types: kinds.dynamodbTable,
    namespaces: ["AWS/DynamoDB"],
    name: "name",
    metric: "`WriteThrottleEvents` of `AWS/DynamoDB`, `{ TableName: table.name }`",
  },
  {
    kind: "loadBalancer",
    label: "load balancer",
    types: kinds.loadBalancer,
    namespaces: LOAD_BALANCING,
    name: "name",
    names: ["arnSuffix"],
    metric: "`HTTPCode_Target_5XX_Count` of `AWS/ApplicationELB`, `{ LoadBalancer: lb.arnSuffix }`",
  },
  {
    kind: "loadBalancer",
    label: "load balancer",
    types: kinds.classicLoadBalancer,
    namespaces: LOAD_BALANCING,
    name: "name",
    metric: "`HTTPCode_Backend_5XX` of `AWS/ELB`, `{ LoadBalancerName: lb.name }`",
  },
  {
    kind: "group",
    label: "Auto Scaling group",
    types: kinds.autoScalingGroup,
    namespaces: ["AWS/EC2", "AWS/AutoScaling"],
    name: "name",
    metric: "`CPUUtilization` of `AWS/EC2`, `{ AutoScalingGroupName: group.name }`",
  },
  {
    kind: "function",
    label: "function",
    types: kinds.lambdaFunction,
    namespaces: ["AWS/Lambda"],
    name: "name",
    metric: "`Errors` of `AWS/Lambda`, `{ FunctionName: fn.name }`",
  },
  {
    kind: "queue",
    label: "queue",
    types: kinds.queue,
    namespaces: ["AWS/SQS"],
    name: "name",
    metric: "`ApproximateAgeOfOldestMessage` of `AWS/SQS`, `{ QueueName: queue.name }`",
  },
  {
    kind: "stream",
    label: "stream",
    types: kinds.stream,
    namespaces: ["AWS/Kinesis"],
    name: "name",
    metric: "`GetRecords.IteratorAgeMilliseconds` of `AWS/Kinesis`, `{ StreamName: stream.name }`",
  },
];

const KINDS = [...new Set(ROWS.map(({ kind }) => kind))];

export const alarmCoverage = defineRule({
  id: "alarm-coverage",
  title: "Databases, load balancers, groups, functions, queues and streams have an alarm",
  rationale: "What nothing watches fails until a customer says so.",
  remediation: "Add a metric alarm on the resource, with an SNS topic among its actions.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of REL06-BP01", "text of REL06-BP03"),
  seeds: ["S2-7", "F"],
  settings: {
    kinds: {
      type: "array",
      description: `Which resources need an alarm: ${KINDS.join(", ")}.`,
      default: KINDS.filter((kind) => kind !== "table"),
      items: { type: "string", pattern: `^(?:${KINDS.join("|")})$` },
    },
  },
  scope: "stack",
  targets: ROWS.flatMap(({ types }) => types),
  *check(resource, { stack, settings }) {
    const row = ROWS.find(({ types }) => types.includes(resource.type));
    if (row === undefined || !(settings.kinds as readonly string[]).includes(row.kind)) {
      return;
    }
    const answer = isWatched(resource, row, stack);
    if (answer === "unknown") {
      yield undecided("", `what an alarm of the stack watches is not known yet, and may be this ${row.label}`);
    } else if (answer === "no") {
      yield finding("", `No alarm of the stack watches this ${row.label}: when it fails, nobody hears of it.`, {
        remediation: `Add a metric alarm, for example on ${row.metric}, with an SNS topic among its \`alarmActions\`.`,
      });
    }
  },
});
