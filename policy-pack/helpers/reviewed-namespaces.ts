/**
 * What AWS's documentation says of a namespace beyond `policy-pack/data/cloudwatch-metrics.json`. That file lists what the
 * CloudWatch console graphs: all true, not always complete. Only what was held against the documentation is judged.
 */
import type { DimensionSet } from "./published-metrics";

interface Review {
  /** The page it was held against. */
  readonly page: string;
  /** Sets that every metric has one of; for metrics the data does not list. */
  readonly everyMetric?: readonly DimensionSet[];
  /** Sets beyond the data's, by metric; the key is a pattern of the whole name. */
  readonly furtherSets?: Readonly<Record<string, readonly DimensionSet[]>>;
  /** Where the data's sets are right for these metrics alone. */
  readonly onlyMetrics?: RegExp;
  /** All dimensions, where they are all known. */
  readonly dimensions?: DimensionSet;
  /** Metrics the data does not list and another namespace has too. */
  readonly furtherMetrics?: readonly string[];
  /** Whether a metric of another service, neither in the data nor in `furtherMetrics`, is surely not here. */
  readonly metricsKnown?: boolean;
}

const LOAD_BALANCER = ["AvailabilityZone", "LoadBalancer", "TargetGroup"];

const S3_REQUESTS =
  "AllRequests|GetRequests|PutRequests|DeleteRequests|HeadRequests|PostRequests|SelectRequests|ListRequests|" +
  "Select(?:Scanned|Returned)Bytes|Bytes(?:Down|Up)loaded|[45]xxErrors|FirstByteLatency|TotalRequestLatency";

/** By namespace. */
export const REVIEWED: Readonly<Record<string, Review | undefined>> = {
  "AWS/ApiGateway": {
    page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
    everyMetric: [["ApiName"], ["ApiId"]],
    metricsKnown: true,
  },
  "AWS/ApplicationELB": {
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    everyMetric: [["LoadBalancer"], ["TargetGroup"]],
    furtherSets: { "(?:Dropped|Forwarded)InvalidHeaderRequestCount": [["LoadBalancer"]] },
    dimensions: LOAD_BALANCER,
    metricsKnown: true,
  },
  "AWS/AutoScaling": {
    page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html",
    metricsKnown: true,
  },
  "AWS/Billing": {
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
    everyMetric: [["Currency"]],
  },
  "AWS/CertificateManager": {
    page: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
    furtherSets: { DaysToExpiry: [["CertificateArn"]] },
  },
  "AWS/CloudFront": {
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
    everyMetric: [
      ["DistributionId", "Region"],
      ["FunctionName", "Region"],
    ],
    dimensions: ["DistributionId", "FunctionName", "Region"],
    furtherMetrics: ["CacheHitRate"],
    metricsKnown: true,
  },
  "AWS/DMS": {
    // Of the host metrics the page and the data name different dimensions; so only those of tasks.
    page: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Monitoring.html",
    onlyMetrics: /^(?:CDC|FullLoad)/,
  },
  "AWS/DynamoDB": {
    page: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html",
    metricsKnown: true,
  },
  "AWS/EC2": {
    // No sets: instance metrics are published by Auto Scaling group, too, in ways the page does not list.
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html",
    onlyMetrics: /^$/,
    metricsKnown: true,
  },
  "AWS/ECS": {
    // Not all metrics: those of Service Connect are called like a load balancer's.
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html",
  },
  "AWS/EFS": {
    page: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
    everyMetric: [["FileSystemId"]],
    metricsKnown: true,
  },
  "AWS/ELB": {
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html",
    furtherSets: { ".*": [[], ["AvailabilityZone"]] },
    dimensions: ["AvailabilityZone", "LoadBalancerName"],
    metricsKnown: true,
  },
  "AWS/ES": {
    page: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html",
    everyMetric: [["ClientId", "DomainName"]],
  },
  "AWS/GatewayELB": {
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/cloudwatch-metrics.html",
    everyMetric: [["LoadBalancer"], ["TargetGroup"]],
  },
  "AWS/Kafka": {
    page: "https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html",
    everyMetric: [["Cluster Name"]],
  },
  "AWS/Kinesis": {
    page: "https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html",
    everyMetric: [["StreamName"]],
  },
  "AWS/Lambda": {
    page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
    furtherSets: {
      // Functions on managed instances publish by capacity provider, pollers by event source mapping. Not these two: one is
      // of the whole account, the other of a version or an alias, and so needs `Resource`.
      "(?!UnreservedConcurrentExecutions|ProvisionedConcurrencyUtilization).*": [
        [],
        ["FunctionName"],
        ["CapacityProviderName"],
        ["EventSourceMappingUUID"],
      ],
    },
  },
  "AWS/NATGateway": {
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
    everyMetric: [["NatGatewayId"]],
    metricsKnown: true,
  },
  "AWS/NetworkELB": {
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html",
    everyMetric: [["LoadBalancer"], ["TargetGroup"]],
    dimensions: LOAD_BALANCER,
    metricsKnown: true,
  },
  "AWS/RDS": {
    // Also over all databases, without dimensions. Too many metrics, by engine, to know them all.
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/dimensions.html",
    furtherSets: {
      ".*": [
        [],
        ["DBInstanceIdentifier"],
        ["DBClusterIdentifier"],
        ["DbClusterIdentifier"],
        ["DatabaseClass"],
        ["EngineName"],
        ["EndpointName"],
        ["GlobalDbDBClusterIdentifier"],
        ["ProxyName"],
        ["SecondaryRegion"],
        ["SourceRegion"],
        ["Target"],
        ["TargetGroup"],
      ],
    },
  },
  "AWS/Route53": {
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html",
  },
  "AWS/S3": {
    page: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html",
    furtherSets: {
      [S3_REQUESTS]: [["BucketName", "FilterId"]],
      "ReplicationLatency|BytesPendingReplication|Operations(?:Pending|Failed)Replication": [
        ["DestinationBucket", "RuleId", "SourceBucket"],
      ],
    },
    furtherMetrics: ["BytesDownloaded", "BytesUploaded", "ReplicationLatency"],
    metricsKnown: true,
  },
  "AWS/SNS": {
    page: "https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html",
    furtherSets: {
      "NumberOf.*|PublishSize": [["Application"], ["Country"], ["PhoneNumber"], ["Platform"], ["SMSType"]],
      SMSSuccessRate: [["Country"], ["SMSType"], ["PhoneNumber"]],
    },
    metricsKnown: true,
  },
  "AWS/SQS": {
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
    everyMetric: [["QueueName"]],
    dimensions: ["QueueName"],
    metricsKnown: true,
  },
  "AWS/States": {
    page: "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html",
  },
};
