import type { Framework } from "./framework";

/** Numbers from Security Hub's page on the benchmark and from Prowler's `cis_5.0_aws.json`, which agree. */
export const cis = {
  name: "CIS AWS Foundations Benchmark",
  version: "5.0.0",
  publisher: "Center for Internet Security",
  source: "https://www.cisecurity.org/benchmark/amazon_web_services",
  checked: "2026-11-28",
  size: 63,
  notCovered:
    "Most of the benchmark is about the account, not about a program: root user, IAM users and password policy, " +
    "alarms on CloudTrail events, Security Hub, Macie. Versions 6.0 and 7.0, which Security Hub does not check, number the " +
    "controls anew.",
  controls: {
    "1.15": "No policy with full administrative rights is attached",
    "2.1.1": "Bucket policies refuse plain HTTP",
    "2.1.4": "Buckets and the account block public access",
    "2.2.1": "RDS instances are encrypted at rest",
    "2.2.3": "RDS instances cannot be reached from the internet",
    "2.2.4": "RDS databases are deployed in several availability zones",
    "2.3.1": "EFS file systems are encrypted",
    "3.1": "CloudTrail records every region",
    "3.2": "CloudTrail's log files are validated",
    "3.3": "AWS Config is enabled",
    "3.5": "CloudTrail's logs are encrypted with a KMS key",
    "3.6": "Customer-made symmetric KMS keys rotate",
    "3.7": "Every VPC has flow logs",
    "5.1.1": "EBS volumes are encrypted",
    "5.3": "No security group opens administration ports to all of IPv4",
    "5.4": "No security group opens administration ports to all of IPv6",
    "5.7": "The EC2 metadata service takes IMDSv2 only",
  },
} as const satisfies Framework;
