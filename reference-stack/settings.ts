/** What can be configured, one key each. All have defaults; docs/reference-stack.md lists them. */
export interface Settings {
  /** Starts every name and is the tag `Project`. */
  readonly project: string;
  /** Ends every name and is the tag `Environment`. Default: the stack's name. */
  readonly environment: string;
  /** Chooses the defaults below: `dev` is small and can be destroyed, `prod` is neither. */
  readonly profile: "dev" | "prod";
  readonly region: string;
  /** The zones to use; without it the first three the region offers. Changing them replaces subnets. */
  readonly zones: readonly string[] | undefined;
  /** A second region that stands by, with everything but the database; without it there is one region. */
  readonly secondaryRegion: string | undefined;
  readonly vpcCidr: string;
  /** The range of the second region's VPC. */
  readonly secondaryVpcCidr: string;
  /** One NAT gateway for each zone, or one for all: cheaper, and an outage of its zone cuts off the others. */
  readonly natGateways: "per-zone" | "single";
  /** Whether AWS's own APIs are reached without leaving the network: each endpoint costs by the hour and zone. */
  readonly interfaceEndpoints: boolean;
  /** The name users reach the stack under. */
  readonly domainName: string;
  /** The public Route 53 zone that holds {@link domainName}; without it the stack creates one. */
  readonly hostedZoneId: string | undefined;
  /** Receives the alarms. Amazon asks the address to confirm. */
  readonly alarmEmail: string | undefined;
  /** Port the application listens on. */
  readonly appPort: number;
  /** Path that answers 200 while the application is healthy. */
  readonly healthCheckPath: string;
  /** Of the arm64 architecture. */
  readonly instanceType: string;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly databaseInstanceClass: string;
  readonly databaseStorageGiB: number;
  readonly databaseBackupDays: number;
  /** Days the nightly backups in the vault are kept. */
  readonly backupKeepDays: number;
  /** Days for which replaced and deleted objects can be had back. */
  readonly keepOldVersionsDays: number;
  readonly secretRotationDays: number;
  /** Requests one address may send within five minutes. */
  readonly requestsPerAddress: number;
  /** For log groups and log buckets alike. */
  readonly logRetentionDays: number;
  /** Guards the database, the load balancer and the contents of buckets and zones against `pulumi destroy`. */
  readonly deletionProtection: boolean;
}
