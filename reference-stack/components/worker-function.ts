import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { handlerCode } from "../functions/handler-code";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import { policyDocument, trustPolicy, type Place, type Statement } from "../documents/policy";
import { functionStatements } from "../documents/roles";

/** Lets a function have network interfaces. AWS made it for this and it reaches nothing else. */
const VPC_ACCESS = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";
const FOURTEEN_DAYS = 14 * 24 * 60 * 60;

/** The variables a handler reads. */
export interface WorkerEnvironment {
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Encrypts them; {@link WorkerFunctionArgs.statements} let the function open it. */
  readonly keyArn: pulumi.Input<string>;
}

/** Arguments of {@link WorkerFunction}. */
export interface WorkerFunctionArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Part of its name, and of its role's. */
  readonly type: string;
  readonly description: string;
  /** The file in `functions/` that exports `handler`, without its ending. */
  readonly handler: string;
  readonly environment?: WorkerEnvironment;
  /** What it may do besides writing its own logs, traces and dead letters. */
  readonly statements: pulumi.Input<readonly Statement[]>;
  readonly timeoutSeconds: number;
  /** Private subnets to run in; without them it runs outside of any VPC, and reaches AWS's own APIs only. */
  readonly subnetIds?: pulumi.Input<string>[];
  readonly securityGroupIds?: pulumi.Input<string>[];
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** A Lambda function with a role of its own, traces, a log group with an end, and a queue for the events it failed on. */
export class WorkerFunction extends pulumi.ComponentResource {
  readonly functionArn: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly deadLetterQueueName: pulumi.Output<string>;
  readonly timeoutSeconds: number;

  constructor(name: string, args: WorkerFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:WorkerFunction", name, {}, opts);
    const parent = { parent: this };
    const functionName = resourceName(args.naming, args.type);
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      // Lambda makes one itself when it is missing: without retention and without the key.
      { ...named(`/aws/lambda/${functionName}`), retentionInDays: args.logRetentionDays, kmsKeyId: args.logKeyArn },
      parent,
    );
    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        name: resourceName(args.naming, `${args.type}-dead`),
        sqsManagedSseEnabled: true,
        // The longest there is: somebody has to look, and that may be after a holiday.
        messageRetentionSeconds: FOURTEEN_DAYS,
        tags: { Name: resourceName(args.naming, `${args.type}-dead`) },
      },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(resourceName(args.naming, args.type, args.place)),
        description: args.description,
        assumeRolePolicy: trustPolicy("lambda.amazonaws.com"),
      },
      parent,
    );
    const rights: pulumi.Resource[] = [
      new aws.iam.RolePolicy(
        `${name}-role-policy`,
        {
          role: role.id,
          name: `run-${args.type}`,
          policy: pulumi
            .all([logGroup.arn, deadLetters.arn, args.statements])
            .apply(([logGroupArn, queueArn, statements]) =>
              policyDocument(...functionStatements(logGroupArn, queueArn), ...statements),
            ),
        },
        parent,
      ),
    ];
    if (args.subnetIds !== undefined) {
      const attachment = { role: role.name, policyArn: VPC_ACCESS };
      rights.push(new aws.iam.RolePolicyAttachment(`${name}-vpc-access`, attachment, parent));
    }
    const fn = new aws.lambda.Function(
      `${name}-function`,
      {
        name: functionName,
        description: args.description,
        role: role.arn,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        handler: "index.handler",
        code: handlerCode(args.handler),
        memorySize: 256,
        timeout: args.timeoutSeconds,
        ...(args.environment && {
          environment: { variables: args.environment.variables },
          kmsKeyArn: args.environment.keyArn,
        }),
        tracingConfig: { mode: "Active" },
        deadLetterConfig: { targetArn: deadLetters.arn },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        ...(args.subnetIds === undefined
          ? {}
          : { vpcConfig: { subnetIds: args.subnetIds, securityGroupIds: args.securityGroupIds ?? [] } }),
        tags: { Name: functionName },
      },
      // Lambda tries the queue and the subnets when the function is made.
      { ...parent, dependsOn: rights },
    );
    this.functionArn = fn.arn;
    this.functionName = fn.name;
    this.deadLetterQueueName = deadLetters.name;
    this.timeoutSeconds = args.timeoutSeconds;
    this.registerOutputs({ functionArn: this.functionArn, deadLetterQueueName: this.deadLetterQueueName });
  }
}
