/**
 * Rotates a secret that only the application uses: a new random value, which the application reads the next time it asks.
 * Secrets Manager calls it four times for each rotation.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

/** What Secrets Manager sends. */
export interface RotationEvent {
  readonly Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  readonly SecretId: string;
  /** The id of the version that is being made. */
  readonly ClientRequestToken: string;
}

/** 64 letters and digits: some 380 bits. */
const LENGTH = 64;

const secrets = new SecretsManagerClient({});

/** One step. Each may be repeated: what is done already is left alone. */
export async function handler(event: RotationEvent): Promise<void> {
  const { SecretId, ClientRequestToken: version, Step } = event;
  const { RotationEnabled, VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  const stages = VersionIdsToStages?.[version];
  if (RotationEnabled !== true || stages === undefined) {
    throw new Error(`${SecretId} is not being rotated to version ${version}`);
  }
  if (stages.includes("AWSCURRENT")) {
    return;
  }
  if (!stages.includes("AWSPENDING")) {
    throw new Error(`Version ${version} of ${SecretId} is neither current nor pending`);
  }
  switch (Step) {
    case "createSecret":
      await create(SecretId, version);
      return;
    case "setSecret":
      // Nothing but the secret knows the value, so there is nowhere to set it.
      return;
    case "testSecret":
      await test(SecretId, version);
      return;
    case "finishSecret": {
      const current = Object.entries(VersionIdsToStages ?? {}).find(([, names]) => names.includes("AWSCURRENT"));
      await secrets.send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: "AWSCURRENT",
          MoveToVersionId: version,
          // The very first version replaces none.
          ...(current === undefined ? {} : { RemoveFromVersionId: current[0] }),
        }),
      );
    }
  }
}

async function create(SecretId: string, version: string): Promise<void> {
  if ((await pending(SecretId, version)) !== undefined) {
    return;
  }
  const { RandomPassword } = await secrets.send(
    new GetRandomPasswordCommand({ PasswordLength: LENGTH, ExcludePunctuation: true }),
  );
  if (RandomPassword === undefined) {
    throw new Error("Secrets Manager made no random value");
  }
  await secrets.send(
    new PutSecretValueCommand({
      SecretId,
      ClientRequestToken: version,
      SecretString: RandomPassword,
      VersionStages: ["AWSPENDING"],
    }),
  );
}

async function test(SecretId: string, version: string): Promise<void> {
  const value = await pending(SecretId, version);
  // Its length only: the value itself must not reach a log.
  if (value?.length !== LENGTH) {
    throw new Error(`Version ${version} of ${SecretId} has ${value?.length ?? 0} characters; expected ${LENGTH}`);
  }
}

async function pending(SecretId: string, version: string): Promise<string | undefined> {
  try {
    const command = new GetSecretValueCommand({ SecretId, VersionId: version, VersionStage: "AWSPENDING" });
    return (await secrets.send(command)).SecretString;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") {
      return undefined;
    }
    throw error;
  }
}
