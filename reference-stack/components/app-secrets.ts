import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { Place } from "../documents/policy";
import { rotationStatements } from "../documents/roles";
import { WorkerFunction } from "./worker-function";

/** Arguments of {@link AppSecrets}. */
export interface AppSecretsArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Encrypts the secret. */
  readonly keyArn: pulumi.Input<string>;
  /** What the application has to know at run time and is no secret, by the last part of the parameter's name. */
  readonly parameters: Readonly<Record<string, pulumi.Input<string>>>;
  readonly rotationDays: number;
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
  /** Whether the secret can be had back for a month after `pulumi destroy`, or goes at once. */
  readonly deletionProtection: boolean;
}

/**
 * What the application reads when it starts: a signing key that only Secrets Manager has ever seen, made and renewed by
 * `functions/rotate-secret.ts`, and parameters below one path.
 */
export class AppSecrets extends pulumi.ComponentResource {
  readonly signingKeyArn: pulumi.Output<string>;
  /** Where the parameters are: `/preflight-app-dev`. */
  readonly parameterPath: string;
  readonly rotation: WorkerFunction;

  constructor(name: string, args: AppSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:AppSecrets", name, {}, opts);
    const parent = { parent: this };
    const { naming, place } = args;
    const secretName = resourceName(naming, "signing-key");
    const secret = new aws.secretsmanager.Secret(
      `${name}-signing-key`,
      {
        name: secretName,
        description: "Signs the sessions of the application's users",
        kmsKeyId: args.keyArn,
        // Without a window the name is free at once, so that a stack that is made again finds it free.
        recoveryWindowInDays: args.deletionProtection ? 30 : 0,
        tags: { Name: secretName },
      },
      parent,
    );
    this.rotation = new WorkerFunction(
      `${name}-rotation`,
      {
        naming,
        place,
        type: "rotate-secret",
        description: "Renews the application's signing key",
        handler: "rotate-secret",
        statements: pulumi
          .all([secret.arn, args.keyArn])
          .apply(([secretArn, keyArn]) => rotationStatements(secretArn, keyArn)),
        timeoutSeconds: 30,
        logKeyArn: args.logKeyArn,
        logRetentionDays: args.logRetentionDays,
      },
      parent,
    );
    const permission = new aws.lambda.Permission(
      `${name}-rotation-permission`,
      {
        action: "lambda:InvokeFunction",
        function: this.rotation.functionName,
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secret.arn,
        sourceAccount: place.accountId,
      },
      parent,
    );
    new aws.secretsmanager.SecretRotation(
      `${name}-rotation`,
      {
        secretId: secret.id,
        rotationLambdaArn: this.rotation.functionArn,
        rotationRules: { automaticallyAfterDays: args.rotationDays },
      },
      // Secrets Manager rotates at once, which makes the first value.
      { ...parent, dependsOn: permission },
    );
    this.parameterPath = `/${resourceName(naming, "app")}`;
    for (const [key, value] of Object.entries(args.parameters)) {
      new aws.ssm.Parameter(
        `${name}-${key}`,
        {
          name: `${this.parameterPath}/${key}`,
          description: `Read by the application: ${key}`,
          // No secret: whoever may see the stack knows these.
          type: "String",
          value,
          tags: { Name: `${resourceName(naming, "app")}/${key}` },
        },
        parent,
      );
    }
    this.signingKeyArn = secret.arn;
    this.registerOutputs({ signingKeyArn: this.signingKeyArn, parameterPath: this.parameterPath });
  }
}
