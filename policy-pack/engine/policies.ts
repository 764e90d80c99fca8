import type {
  Policies,
  PolicyComplianceFramework,
  PolicyConfigSchema,
  PolicyCustomTimeouts,
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { programFromEnvironment } from "./context";
import { DeclaredInputs } from "./declared-inputs";
import { Evaluator, type Evaluation, type Finding } from "./evaluate";
import { pageOf } from "./links";
import { engineMessage, levelOf } from "./message";
import { redactorFor } from "./redact";
import { Resource, STACK_TYPE, type ProviderView } from "./resource";
import {
  describeTargets,
  looksAt,
  type FrameworkReference,
  mayRemediate,
  type ProgramRule,
  type ResourceRule,
  type Rule,
  type Settings,
  type StackRule,
} from "./rule";
import { Stack } from "./stack";
import { Value } from "./value";
import { Asset, Secret, SIGNATURE, SIGNATURE_KEY } from "./wire";
import type { ExemptionBook } from "../settings/exemption-book";
import { exemptionTrail, packRules, preflightSettings } from "../settings/pack-rules";
import { PackState } from "../settings/state";

/** The object form of a report; `@pulumi/policy` 1.21 implements it (server.js) and types only the text form. */
type Report = (violation: { message: string; urn?: string; severity?: string; enforcementLevel?: string }) => void;

/** The rules as `@pulumi/policy` policies. This is the plain path; `server.ts` answers faster where the SDK is known. */
export function toPolicies(rules: readonly Rule[], state = new PackState(rules)): Policies {
  // Resource policies see every resource's inputs, and tell the stack policies, which do not.
  const shared: Shared = { state, declared: new DeclaredInputs(), book: bookOf(state) };
  return [
    ...rules.map((rule) => ({ ...metadataOf(rule), ...policyOf(rule, shared), ...remediationOf(rule, shared) })),
    ...packRules.map((rule) => ({ ...metadataOf(rule), ...forPack(rule, shared) })),
  ];
}

/** What all policies of a pack know together. */
interface Shared {
  readonly state: PackState;
  readonly declared: DeclaredInputs;
  /** The exemptions in force. */
  readonly book: () => ExemptionBook;
}

/** One book for as long as the configuration stays the same; it arrives after the policies are made. */
function bookOf(state: PackState): () => ExemptionBook {
  let book = state.openBook();
  let version = state.version;
  return () => {
    if (version !== state.version) {
      version = state.version;
      book = state.openBook();
    }
    return book;
  };
}

function evaluatorOf(rule: Rule, args: { getConfig(): Settings }, shared: Shared): Evaluator {
  const program = programFromEnvironment(process.env);
  const isOtherOff = (id: string) => shared.state.isOff(id);
  return new Evaluator([rule], program, () => args.getConfig(), shared.book(), isOtherOff);
}

function policyOf(
  rule: Rule,
  shared: Shared,
): Pick<ResourceValidationPolicy, "validateResource"> | Pick<StackValidationPolicy, "validateStack"> {
  switch (rule.scope) {
    case "resource":
      return forResource(rule, shared);
    case "stack":
      return forStack(rule, shared);
    case "program":
      return forProgram(rule, shared);
  }
}

/** Why a rule the engine calls says nothing. */
const SWITCHED_OFF = "Rule is disabled by the settings of the pack";

function isOff(rule: Rule, { state }: Shared): boolean {
  return state.levelOf(rule) === "disabled";
}

function metadataOf(rule: Rule): Omit<StackValidationPolicy, "validateStack"> {
  const framework = rule.frameworks[0];
  const url = pageOf(rule);
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.rationale}`,
    enforcementLevel: rule.enforcement,
    severity: rule.severity,
    tags: [rule.family, ...rule.seeds],
    remediationSteps: rule.remediation,
    ...(url === undefined ? {} : { url }),
    ...(framework === undefined ? {} : { framework: sdkFramework(framework) }),
    ...(rule.settings === undefined ? {} : { configSchema: configSchemaOf(rule) }),
  };
}

/** The SDK knows one framework of a rule: its first. */
function sdkFramework({ name, version, reference, specification }: FrameworkReference): PolicyComplianceFramework {
  return { name, version, reference, specification };
}

function configSchemaOf(rule: Rule): PolicyConfigSchema {
  // The SDK types a JSON schema with mutable arrays; ours is the same data, read-only.
  return { properties: { ...rule.settings } as PolicyConfigSchema["properties"] };
}

function forResource(rule: ResourceRule, shared: Shared): Pick<ResourceValidationPolicy, "validateResource"> {
  const validate = async (args: ResourceValidationArgs, report: unknown): Promise<void> => {
    shared.declared.note(args.urn, Object.keys(unproxied(args.props)));
    shared.book().see(resourceFrom(args, {}));
    if (isOff(rule, shared)) {
      args.notApplicable(SWITCHED_OFF);
    }
    const evaluator = evaluatorOf(rule, args, shared);
    if (args.type === STACK_TYPE) {
      // Every stack has exactly one root: the place for what is wrong with the rule's settings.
      reportAll(evaluator, evaluator.settingsFindings(rule, resourceFrom(args, {})), report as Report, shared);
    }
    if (!looksAt(rule, args.type)) {
      args.notApplicable(`Rule looks at ${describeTargets(rule)}`);
    }
    const resource = resourceFrom(args, await decodeProxy(args.props));
    for (const evaluation of evaluator.evaluateResource(resource)) {
      if (evaluation.outcome === "notApplicable") {
        args.notApplicable(evaluation.reasons[0]);
      }
      reportAll(evaluator, evaluation.findings, report as Report, shared);
    }
  };
  return { validateResource: validate };
}

/** A stack policy may have one, too: the SDK asks for it before, resource by resource. */
function remediationOf(rule: Rule, shared: Shared): Pick<ResourceValidationPolicy, "remediateResource"> {
  if (rule.remediate === undefined) {
    return {};
  }
  return {
    remediateResource: async (args) => {
      const { state } = shared;
      if (!mayRemediate(rule, args.type) || (state.isConfigured && state.levelOf(rule) !== "remediate")) {
        return undefined;
      }
      const properties = unproxied(args.props);
      const decoded = (await decodeSdkValue(properties)) as Record<string, unknown>;
      const evaluator = evaluatorOf(rule, args, shared);
      const [made] = evaluator.remediate([rule], properties, () => resourceFrom(args, decoded));
      if (made === undefined) {
        return undefined;
      }
      await spellArchives(properties);
      // Whatever is returned counts as a remediation. A copy would have lost what is secret.
      return args.props;
    },
  };
}

function forStack(rule: StackRule, shared: Shared): Pick<StackValidationPolicy, "validateStack"> {
  const validate = async (args: StackValidationArgs, report: unknown): Promise<void> => {
    if (isOff(rule, shared)) {
      args.notApplicable(SWITCHED_OFF);
    }
    const evaluator = evaluatorOf(rule, args, shared);
    const root = args.resources.find((resource) => resource.type === STACK_TYPE);
    if (root !== undefined) {
      reportAll(evaluator, evaluator.settingsFindings(rule, resourceFrom(root, {})), report as Report, shared);
    }
    const resources = await Promise.all(
      args.resources.map(async (each) => stackResourceFrom(each, await decodeProxy(each.props), shared.declared)),
    );
    const evaluations = evaluator.evaluateStackRule(rule, new Stack(resources));
    const reason = inapplicability(rule, evaluations);
    if (reason !== undefined) {
      args.notApplicable(reason);
    }
    for (const evaluation of evaluations) {
      reportAll(evaluator, evaluation.findings, report as Report, shared);
    }
  };
  return { validateStack: validate };
}

/** Why no program rule applies in the engine. */
export const EVALUATED_ONCE = "Only the offline check evaluates a program twice";

/** A program rule only has its settings looked at: whoever mistypes one hears of it wherever the pack runs. */
function forProgram(rule: ProgramRule, shared: Shared): Pick<StackValidationPolicy, "validateStack"> {
  const validate = (args: StackValidationArgs, report: unknown): void => {
    if (isOff(rule, shared)) {
      args.notApplicable(SWITCHED_OFF);
    }
    const evaluator = evaluatorOf(rule, args, shared);
    const root = args.resources.find((resource) => resource.type === STACK_TYPE);
    if (root !== undefined) {
      reportAll(evaluator, evaluator.settingsFindings(rule, resourceFrom(root, {})), report as Report, shared);
    }
    args.notApplicable(EVALUATED_ONCE);
  };
  return { validateStack: validate };
}

/** Why a stack rule does not apply to a whole stack, or `undefined` when it does. */
export function inapplicability(rule: StackRule, evaluations: readonly Evaluation[]): string | undefined {
  if (evaluations.length === 0) {
    return `Rule looks at ${describeTargets(rule)}; the stack has none`;
  }
  return evaluations.every(({ outcome }) => outcome === "notApplicable")
    ? "Rule applies to none of the stack's resources"
    : undefined;
}

/** A policy of the pack's own: what is wrong with the settings of the whole pack. The engine runs them after all rules. */
function forPack(rule: StackRule, shared: Shared): Pick<StackValidationPolicy, "validateStack"> {
  const validate = async (args: StackValidationArgs, report: unknown): Promise<void> => {
    const root = args.resources.find((resource) => resource.type === STACK_TYPE);
    if (root !== undefined) {
      const findings = await packFindings(rule, args, resourceFrom(root, {}), shared);
      reportAll(new Evaluator([], programFromEnvironment(process.env)), findings, report as Report, shared);
    }
  };
  return { validateStack: validate };
}

async function packFindings(
  rule: StackRule,
  args: StackValidationArgs,
  root: Resource,
  { state, declared, book }: Shared,
): Promise<readonly Finding[]> {
  switch (rule) {
    case preflightSettings:
      return state.mistakeFindings(root);
    case exemptionTrail:
      return book().trail(root);
    default:
      return book().findings(
        await Promise.all(
          args.resources.map(async (each) => stackResourceFrom(each, await decodeProxy(each.props), declared)),
        ),
      );
  }
}

/**
 * The engine knows the levels of its own configuration only, not those the settings of the pack make of them. A pack that
 * could not listen to the configuration leaves the level to the engine, and only ever lowers it.
 */
function reportedLevel(finding: Finding, state: PackState): { readonly enforcementLevel?: string } {
  if (state.isConfigured) {
    return { enforcementLevel: levelOf(finding, state.levelOf(finding.rule)) };
  }
  return levelOf(finding, "mandatory") === "advisory" ? { enforcementLevel: "advisory" } : {};
}

function reportAll(evaluator: Evaluator, findings: readonly Finding[], report: Report, { state }: Shared): void {
  const redactor = redactorFor(evaluator.program);
  for (const finding of findings) {
    report({
      message: redactor.apply(engineMessage(finding)),
      urn: finding.resource.urn,
      severity: finding.severity,
      ...reportedLevel(finding, state),
    });
  }
}

interface Described {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly opts: { readonly parent?: string; readonly customTimeouts: PolicyCustomTimeouts };
  readonly provider?: { type: string; urn: string; name: string; props: Record<string, unknown> };
}

function resourceFrom(described: Described, properties: Record<string, unknown>): Resource {
  return new Resource({
    urn: described.urn,
    type: described.type,
    name: described.name,
    parent: described.opts.parent,
    properties: () => properties,
    provider: () => providerFrom(described.provider),
  });
}

function stackResourceFrom(
  resource: PolicyResource,
  properties: Record<string, unknown>,
  declared: DeclaredInputs,
): Resource {
  return new Resource({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent?.urn ?? resource.opts.parent,
    properties: () => properties,
    provider: () => providerFrom(resource.provider),
    dependencies: resource.dependencies.map((each) => each.urn),
    propertyDependencies: () =>
      declared.complete(
        resource.urn,
        Object.fromEntries(
          Object.entries(resource.propertyDependencies).map(([name, all]) => [name, all.map((each) => each.urn)]),
        ),
      ),
  });
}

function providerFrom(provider: Described["provider"]): ProviderView | undefined {
  if (provider === undefined) {
    return undefined;
  }
  return {
    type: provider.type,
    urn: provider.urn,
    name: provider.name,
    props: new Value(unproxied(provider.props), ""),
  };
}

/**
 * The plain object behind the SDK's proxies: one that throws when an unknown is read, and for remediations another one below
 * it, which hides that something is secret.
 */
function unproxied(props: Record<string, unknown>): Record<string, unknown> {
  const target = props.__getSpecialProxyTarget;
  return typeof target === "object" && target !== null ? unproxied(target as Record<string, unknown>) : props;
}

async function decodeProxy(props: Record<string, unknown>): Promise<Record<string, unknown>> {
  return (await decodeSdkValue(unproxied(props))) as Record<string, unknown>;
}

interface SdkAsset {
  readonly __pulumiAsset?: true;
  readonly __pulumiArchive?: true;
  readonly text?: Promise<string>;
  readonly path?: Promise<string>;
  readonly uri?: Promise<string>;
  readonly assets?: Promise<Record<string, unknown>>;
}

/**
 * Spells archives of assets in place as they are in messages: the SDK's own way back loses the assets, and the engine then
 * fails (`deserialize.js`, serializeProperty). What is spelled as in a message it leaves alone.
 */
async function spellArchives(holder: Record<string, unknown>): Promise<void> {
  for (const [key, value] of Object.entries(holder)) {
    if (typeof value !== "object" || value === null) {
      continue;
    }
    const { __pulumiArchive, assets } = value as SdkAsset;
    if (__pulumiArchive === true && assets !== undefined) {
      const members = await assets;
      await spellArchives(members);
      holder[key] = { [SIGNATURE_KEY]: SIGNATURE.archive, assets: members };
    } else {
      await spellArchives(value as Record<string, unknown>);
    }
  }
}

/** Turns what the SDK deserialized into what `wire.ts` decodes to: its assets hold promises. */
async function decodeSdkValue(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return Promise.all(value.map(decodeSdkValue));
  }
  if ((Object.getPrototypeOf(value) as object | null)?.constructor.name === "Secret") {
    // Only remediations see these. The class is the SDK's, of which nothing is loaded here.
    return new Secret(await decodeSdkValue((value as { readonly value?: unknown }).value));
  }
  if (SIGNATURE_KEY in value) {
    const { assets = {} } = value as { readonly assets?: Record<string, unknown> };
    return new Asset("archive", { assets: await decodeEntries(Object.entries(assets)) });
  }
  const asset = value as SdkAsset;
  if (asset.__pulumiAsset === true || asset.__pulumiArchive === true) {
    const [text, path, uri, assets] = await Promise.all([asset.text, asset.path, asset.uri, asset.assets]);
    return new Asset(asset.__pulumiAsset === true ? "asset" : "archive", {
      text,
      path,
      uri,
      assets: assets === undefined ? undefined : await decodeEntries(Object.entries(assets)),
    });
  }
  return decodeEntries(Object.entries(value).filter(([key, inner]) => inner !== undefined && !key.startsWith("__")));
}

async function decodeEntries(entries: readonly (readonly [string, unknown])[]): Promise<Record<string, unknown>> {
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, inner]) => [key, await decodeSdkValue(inner)] as const)),
  );
}
