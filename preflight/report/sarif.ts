/**
 * The report in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for code scanning and for
 * viewers in editors. What GitHub makes of it:
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import { createHash } from "node:crypto";
import type { Location, Log, Notification, ReportingDescriptor, Result, Suppression } from "sarif";
import { HOMEPAGE, pageOf } from "../../policy-pack/engine/links";
import type { Rule, Severity } from "../../policy-pack/engine/rule";
import { isSecurityControl } from "../../policy-pack/frameworks/catalogue";
import {
  exitCodeOf,
  type CheckResult,
  type Failure,
  type FailOn,
  type ReportedExemption,
  type ReportedRemediation,
  type ReportedFinding,
} from "../result";
import type { Level } from "../project/pack-config";
import { taxonomiesOf, type Taxonomies } from "./sarif-taxonomies";
import { headline } from "./text";

export interface SarifOptions {
  /** What is known of the rules; those that are switched off are left out. */
  readonly rules: readonly Rule[];
  /** Of this package. */
  readonly version: string;
  /** Decides the exit code in the report. */
  readonly failOn: FailOn;
}

/** The directory the check was started in: what all paths are seen from. */
const BASE = "%SRCROOT%";

/** GitHub: over 9.0 is critical, from 7.0 high, from 4.0 medium, below low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.5",
};

/** A result as a SARIF log. */
export function sarifReport(result: CheckResult, options: SarifOptions): Log {
  const levels = new Map(result.rules.map(({ id, level }) => [id, level]));
  const reported = new Set([...result.findings, ...result.exempted, ...result.undecided].map(({ rule }) => rule));
  const rules = options.rules.filter(({ id }) => reported.has(id) || (levels.get(id) ?? "disabled") !== "disabled");
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints();
  const taxonomies = taxonomiesOf(rules);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pulumi-preflight",
            version: options.version,
            semanticVersion: options.version,
            informationUri: HOMEPAGE,
            rules: rules.map((rule) => descriptor(rule, levels.get(rule.id), taxonomies)),
            ...(taxonomies.components.length === 0 ? {} : { supportedTaxonomies: taxonomies.supported }),
            notifications: NOTIFICATIONS,
          },
        },
        ...(taxonomies.components.length === 0 ? {} : { taxonomies: taxonomies.components }),
        // Results of several stacks of one commit stand side by side instead of replacing each other.
        automationDetails: {
          id: ["preflight", result.project, result.stack, ""]
            .filter((part, index) => part !== "" || index === 3)
            .join("/"),
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [BASE]: { description: { text: "The directory the check was started in." } } },
        invocations: [
          {
            executionSuccessful: result.error === null,
            exitCode: exitCodeOf(result, options.failOn),
            exitCodeDescription: exitDescription(result, options.failOn),
            toolExecutionNotifications: notifications(result, indexOf),
          },
        ],
        results: [
          ...result.findings.map((finding) => resultOf(finding, result.projectFile, indexOf, fingerprint(finding))),
          // Viewers hide what is suppressed and keep the reason; GitHub closes the alert.
          ...result.exempted.map((each) => ({
            ...resultOf(each, result.projectFile, indexOf, fingerprint(each)),
            suppressions: [suppressionOf(each)],
          })),
        ],
        // No results: nothing is to be done about them, and a viewer would show them as alerts.
        ...(result.remediated.length === 0 ? {} : { properties: { remediated: result.remediated.map(remediationOf) } }),
      },
    ],
  };
}

function remediationOf({ rule, urn, name, properties }: ReportedRemediation) {
  return { rule, urn, name, properties };
}

function descriptor(rule: Rule, level: Level | undefined, taxonomies: Taxonomies): ReportingDescriptor {
  const { id, title, rationale, remediation, severity, family, frameworks, enforcement } = rule;
  const isSecurity = frameworks.some(isSecurityControl);
  const controls = frameworks.map(({ name, version, reference }) => `${name} ${version}: ${reference}`);
  const page = pageOf(rule);
  const configured = level === undefined || level === "disabled" ? enforcement : level;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: rationale },
    help: {
      text: `${rationale}\n\nFix: ${remediation}${page === undefined ? "" : `\n\nMore: ${page}`}`,
      markdown: [
        `**${title}.** ${rationale}`,
        `**Fix:** ${remediation}`,
        ...(controls.length === 0 ? [] : [controls.map((control) => `- ${control}`).join("\n")]),
        ...(page === undefined ? [] : [`[When it does not apply, and examples](${page})`]),
      ].join("\n\n"),
    },
    ...(page === undefined ? {} : { helpUri: page }),
    defaultConfiguration: { level: sarifLevel(configured, severity) },
    ...(controls.length === 0 ? {} : { relationships: taxonomies.relationshipsOf(rule) }),
    properties: {
      tags: ["aws", "pulumi", family, ...(isSecurity ? ["security"] : [])],
      precision: "high",
      "problem.severity": { error: "error", warning: "warning", note: "recommendation" }[
        sarifLevel(configured, severity)
      ],
      // With this number GitHub takes a rule for one of security. Only what a control about security asks for is.
      ...(isSecurity ? { "security-severity": SECURITY_SEVERITY[severity] } : {}),
      ...(controls.length === 0 ? {} : { frameworks: controls }),
    },
  };
}

type SarifLevel = "error" | "warning" | "note";

/** What stops a deployment is an error. The rest is a warning, and a note when it is of low severity. */
function sarifLevel(level: "mandatory" | "advisory", severity: Severity): SarifLevel {
  return level === "mandatory" ? "error" : severity === "low" ? "note" : "warning";
}

function suppressionOf({ exemption: { reason, owner, expires, source } }: ReportedExemption): Suppression {
  const by = owner === null ? "" : ` (${owner}).`;
  const until = expires === null ? "" : ` Until ${expires}.`;
  return { kind: "external", status: "accepted", justification: `${reason}${by}${until} From ${source}.` };
}

function resultOf(
  finding: Omit<ReportedFinding, "frame">,
  projectFile: string | null,
  indexOf: ReadonlyMap<string, number>,
  fingerprint: string,
): Result {
  const { rule, level, severity, name, type, property, message, remediation, urn } = finding;
  const where = property === "" ? "" : `\`${property}\`: `;
  return {
    ruleId: rule,
    ...ruleIndex(rule, indexOf),
    kind: "fail",
    level: sarifLevel(level, severity),
    message: { text: literal(`${name} (${type}): ${where}${message}\nFix: ${remediation}`) },
    locations: [
      {
        ...physical(finding.location, projectFile),
        logicalLocations: [{ name, fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // GitHub looks at the first one only.
    partialFingerprints: { primaryLocationLineHash: fingerprint, "preflightIdentity/v1": fingerprint },
    properties: { level, severity, type, ...(property === "" ? {} : { property }) },
  };
}

/**
 * What a finding is known by from run to run: rule, resource (its URN) and property, whatever line they stand in. Several
 * of one property are numbered in the order of the report.
 */
function fingerprints(): (finding: Pick<ReportedFinding, "rule" | "urn" | "property">) => string {
  const seen = new Map<string, number>();
  return ({ rule, urn, property }) => {
    const hash = createHash("sha256").update([rule, urn, property].join("\0")).digest("hex").slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}

/** A place in the source; without one, the project's file, which is where a reader of the repository starts. */
function physical(
  location: ReportedFinding["location"],
  projectFile: string | null,
): Pick<Location, "physicalLocation"> | undefined {
  const file = location?.file ?? projectFile;
  if (file === null) {
    return undefined;
  }
  const region =
    location === null
      ? { startLine: 1, startColumn: 1 }
      : { startLine: location.line, startColumn: Math.max(1, location.column) };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: BASE }, region } };
}

function uriOf(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}

const NOTIFICATIONS: ReportingDescriptor[] = [
  { id: "undecided", shortDescription: { text: "A rule could not tell; neither passed nor failed." } },
  { id: "note", shortDescription: { text: "What could not be seen offline, and the program's own warnings." } },
  { id: "no-verdict", shortDescription: { text: "The program failed or did not end, or the input is wrong." } },
];

/** Undecided ones are no results: whoever reads results takes each for an alert. */
function notifications(result: CheckResult, indexOf: ReadonlyMap<string, number>): Notification[] {
  return [
    ...(result.error === null ? [] : [errorNotification(result.error)]),
    ...result.undecided.map(({ rule, name, type, urn, reason }): Notification => ({
      descriptor: { id: "undecided", index: 0 },
      associatedRule: { id: rule, ...index(rule, indexOf) },
      level: "note",
      message: { text: literal(`${name} (${type}): undecided, ${reason}`) },
      locations: [{ logicalLocations: [{ name, fullyQualifiedName: urn, kind: "resource" }] }],
    })),
    ...result.notes.map((note): Notification => ({
      descriptor: { id: "note", index: 1 },
      level: "note",
      message: { text: literal(note) },
    })),
  ];
}

function errorNotification(error: Failure): Notification {
  const { kind, message, hint, stack } = error;
  return {
    descriptor: { id: "no-verdict", index: 2 },
    level: "error",
    message: { text: literal(`${headline(error)}: ${message}${hint === null ? "" : `\n${hint}`}`) },
    ...(stack.length === 0 ? {} : { locations: stack.map((place) => ({ ...physical(place, null) })) }),
    properties: { kind },
  };
}

function exitDescription(result: CheckResult, failOn: FailOn): string {
  switch (exitCodeOf(result, failOn)) {
    case 0:
      return failOn === "never" ? "No finding makes the check fail." : "No findings at or above the level.";
    case 1:
      return `Findings, ${failOn} or stronger.`;
    case 2:
      return "No verdict.";
  }
}

function ruleIndex(rule: string, indexOf: ReadonlyMap<string, number>): { ruleIndex?: number } {
  const found = indexOf.get(rule);
  return found === undefined ? {} : { ruleIndex: found };
}

function index(rule: string, indexOf: ReadonlyMap<string, number>): { index?: number } {
  const found = indexOf.get(rule);
  return found === undefined ? {} : { index: found };
}

/** In a SARIF message `{0}` is a placeholder and `[text](1)` a link; a text of the program's is neither (§3.11.5, 3.11.6). */
function literal(text: string): string {
  return text.replace(/\{(\d+)\}/g, "{{$1}}").replace(/\]\(/g, "] (");
}

/** SARIF wants names to read like identifiers: `s3-versioning` is `S3Versioning`. */
function pascalCase(id: string): string {
  return id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
