/**
 * What the handlers use of the AWS SDK, which Lambda's Node.js runtimes bring along: declaring it here saves installing it.
 * In a fork that bundles its handlers, install the clients and delete this file.
 */
declare module "@aws-sdk/client-s3" {
  export class CopyObjectCommand {
    readonly input: object;
    constructor(input: { Bucket: string; Key: string; CopySource: string });
  }
  export class S3Client {
    constructor(config: Record<string, never>);
    send(command: CopyObjectCommand): Promise<unknown>;
  }
}

declare module "@aws-sdk/client-secrets-manager" {
  /** Ties a command to what it returns; there is no such property. */
  interface Returns<Output> {
    readonly returns?: Output;
  }
  /** Stages by version id. */
  export interface DescribeSecretOutput {
    RotationEnabled?: boolean;
    VersionIdsToStages?: Record<string, string[]>;
  }
  export interface GetRandomPasswordOutput {
    RandomPassword?: string;
  }
  export interface GetSecretValueOutput {
    SecretString?: string;
  }
  export class DescribeSecretCommand implements Returns<DescribeSecretOutput> {
    readonly returns?: DescribeSecretOutput;
    constructor(input: { SecretId: string });
  }
  export class GetRandomPasswordCommand implements Returns<GetRandomPasswordOutput> {
    readonly returns?: GetRandomPasswordOutput;
    constructor(input: { PasswordLength: number; ExcludePunctuation: boolean });
  }
  export class GetSecretValueCommand implements Returns<GetSecretValueOutput> {
    readonly returns?: GetSecretValueOutput;
    constructor(input: { SecretId: string; VersionId: string; VersionStage: string });
  }
  export class PutSecretValueCommand implements Returns<object> {
    readonly returns?: object;
    constructor(input: { SecretId: string; ClientRequestToken: string; SecretString: string; VersionStages: string[] });
  }
  export class UpdateSecretVersionStageCommand implements Returns<object> {
    readonly returns?: object;
    constructor(input: {
      SecretId: string;
      VersionStage: string;
      MoveToVersionId: string;
      RemoveFromVersionId?: string;
    });
  }
  export class SecretsManagerClient {
    constructor(config: Record<string, never>);
    send<Output>(command: Returns<Output>): Promise<Output>;
  }
}
