/** What the harness and its worker process say to each other. Plain data only: it travels as JSON. */

/** A finding of the pack, as the engine reported it. */
export interface EngineFinding {
  readonly rule: string;
  readonly urn: string;
  /** Logical name. */
  readonly resource: string;
  readonly level: "advisory" | "mandatory";
  /** As the pack gives it; the engine's events carry it since 3.229. */
  readonly severity: string;
  /** Description and message, without colour codes. */
  readonly message: string;
}

/** What a rule changed of a resource, as the engine reported it. */
export interface EngineRemediation {
  readonly rule: string;
  /** Logical name. */
  readonly resource: string;
}

/** How an operation ended. */
export interface EngineRun {
  readonly succeeded: boolean;
  /** Of the CLI. */
  readonly exitCode: number;
  /** In the order of rules, then of URNs: the engine's own order is random. */
  readonly findings: readonly EngineFinding[];
  /** In the same order. */
  readonly remediations: readonly EngineRemediation[];
  /** Resources by what was done with them: `create`, `same`, `update` … */
  readonly changes: Readonly<Record<string, number>>;
  /** Stack policies the engine counts as passed. */
  readonly passedStackPolicies: readonly string[];
  /** The engine's and the providers' error messages. */
  readonly errors: readonly string[];
  /** URNs of the resources the engine took a step for. */
  readonly resources: readonly string[];
  /** All the CLI printed. */
  readonly output: string;
}

/** A stack to run operations on. */
export interface StackOptions {
  /** Directory of the program; its `Pulumi.yaml` may name `main`. */
  readonly program: string;
  readonly project: string;
  readonly stack: string;
  /** Directory for the project's files; exists. */
  readonly workDirectory: string;
  /** By full key. */
  readonly config: Readonly<Record<string, string>>;
  /** By full key; stored encrypted. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly policyPacks: readonly string[];
  /** File of settings for the pack. */
  readonly policyPackConfig?: string;
  /** For the CLI, the stand-in providers and the pack. */
  readonly environment: Readonly<Record<string, string>>;
  readonly backend: string;
  readonly home: string;
}

export type Operation = "preview" | "up" | "destroy" | "export";

export interface Request {
  readonly id: number;
  readonly operation: Operation;
  readonly stack: StackOptions;
}

export type Response =
  | { readonly id: number; readonly run: EngineRun }
  | { readonly id: number; readonly state: unknown }
  | { readonly id: number; readonly failure: string };
