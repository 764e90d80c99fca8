/** Who publishes checks that are related to controls, where, and which edition was read. */
export interface Publisher {
  /** What the names of its checks begin with. */
  readonly prefix: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  /** The day it was read, as `2026-11-28`. */
  readonly checked: string;
}

export const PUBLISHERS: readonly Publisher[] = [
  {
    prefix: "Security Hub ",
    name: "AWS Security Hub, the related requirements of each control",
    edition: "the user guide as of the day it was read",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html",
    checked: "2026-11-28",
  },
  {
    prefix: "Prowler ",
    name: "Prowler, its compliance files",
    edition: "5.46.0",
    source: "https://github.com/prowler-cloud/prowler/tree/5.46.0/prowler/compliance/aws",
    checked: "2026-11-28",
  },
  {
    prefix: "Powerpipe ",
    name: "Turbot's AWS Compliance mod for Powerpipe, its SOC 2 benchmark",
    edition: "commit 0a1eaab4",
    source:
      "https://github.com/turbot/steampipe-mod-aws-compliance/tree/0a1eaab4f042e932c6ac32cf4140e9b8c59a8712/soc_2",
    checked: "2026-11-28",
  },
  {
    prefix: "text of ",
    name: "The control's own text",
    edition: "the version of its framework",
    source: "the framework's own source",
    checked: "2026-11-28",
  },
];
