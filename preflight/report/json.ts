/** The machine-readable report: a contract, documented in docs/json-report.md with its schema beside it. */
import type { CheckResult, Location, ReportedExemption, ReportedFinding, ReportedRemediation } from "../result";

/**
 * Version of the contract. It changes when a field is taken away or changes its meaning; new fields may come without.
 */
export const JSON_REPORT_VERSION = 1;

/** A finding in the contract's form. */
export type JsonFinding = Pick<
  ReportedFinding,
  | "rule"
  | "level"
  | "severity"
  | "urn"
  | "type"
  | "name"
  | "about"
  | "property"
  | "message"
  | "remediation"
  | "location"
>;

/** An exempt finding in the contract's form. */
export type JsonExempted = JsonFinding & Pick<ReportedExemption, "exemption">;

/** The report as data. */
export interface JsonReport extends Pick<
  CheckResult,
  "project" | "stack" | "resources" | "rules" | "undecided" | "notes"
> {
  readonly version: typeof JSON_REPORT_VERSION;
  readonly findings: readonly JsonFinding[];
  readonly exempted: readonly JsonExempted[];
  readonly remediated: readonly ReportedRemediation[];
  readonly error: {
    readonly kind: string;
    readonly message: string;
    readonly hint: string | null;
    readonly stack: readonly Location[];
  } | null;
}

/** A result in the contract's form. */
export function jsonReport(result: CheckResult): JsonReport {
  const { project, stack, resources, rules, findings, exempted, remediated, undecided, notes, error } = result;
  return {
    version: JSON_REPORT_VERSION,
    project,
    stack,
    resources,
    rules: rules.map(({ id, level, evaluated, notApplicable, undecided: open }) => ({
      ...{ id, level, evaluated, notApplicable },
      undecided: open,
    })),
    findings: findings.map(jsonFinding),
    exempted: exempted.map(jsonExempted),
    remediated: remediated.map(jsonRemediated),
    undecided,
    notes,
    error: error === null ? null : { kind: error.kind, message: error.message, hint: error.hint, stack: error.stack },
  };
}

/** The part of a remediation that is in the contract. */
export function jsonRemediated(remediation: ReportedRemediation): ReportedRemediation {
  const { rule, urn, type, name, properties, does, location } = remediation;
  return { rule, urn, type, name, properties, does, location };
}

/** The part of a finding that is in the contract. */
export function jsonFinding(finding: JsonFinding): JsonFinding {
  const { rule, level, severity, urn, type, name, about, property, message, remediation, location } = finding;
  return { rule, level, severity, urn, type, name, about, property, message, remediation, location };
}

/** The part of an exempt finding that is in the contract. */
export function jsonExempted(exempted: JsonExempted): JsonExempted {
  return { ...jsonFinding(exempted), exemption: exempted.exemption };
}
