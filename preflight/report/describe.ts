/** Puts verdicts into words fit to be printed: every text of the program's passes the redactor here. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Evaluation, Finding } from "../../policy-pack/engine/evaluate";
import { pageOf } from "../../policy-pack/engine/links";
import { levelOf } from "../../policy-pack/engine/message";
import type { Redactor } from "../../policy-pack/engine/redact";
import type { ExemptedFinding } from "../../policy-pack/settings/exemption-book";
import type { Remediated, Verdicts } from "../evaluate";
import type { Position } from "../model/location";
import type { Registry } from "../model/registry";
import type { PackConfig } from "../project/pack-config";
import type {
  CheckResult,
  Failure,
  Location,
  Named,
  ReportedExemption,
  ReportedFinding,
  ReportedRemediation,
  Undecided,
} from "../result";
import type { LogEntry } from "../run/engine";
import type { RunEnd } from "../run/run-program";
import { codeFrame } from "./code-frame";
import { hasLoggedError } from "./failure";

/** A failure before its texts are fit to be printed. */
export interface RawFailure {
  readonly kind: Failure["kind"];
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** Where in the user's files, innermost first. */
  readonly positions: readonly Position[];
}

export interface Raw {
  readonly cwd: string;
  readonly project: string;
  readonly stack: string;
  readonly projectFile: string | null;
  readonly redactor: Redactor;
  readonly registry: Registry;
  readonly verdicts: Verdicts;
  readonly packConfig: PackConfig;
  readonly failure: RawFailure | undefined;
  readonly notes: readonly string[];
  readonly log: readonly LogEntry[];
  readonly end: Pick<RunEnd, "stdout" | "stderr">;
}

/** How many of a program's own warnings are repeated. */
const MOST_WARNINGS = 20;
const LONGEST_WARNING = 500;
const LONGEST_MESSAGE = 4_000;

/** The result of a check whose program was run. */
export function describe(raw: Raw): CheckResult {
  const { cwd, registry, redactor, verdicts, failure } = raw;
  return {
    project: redactor.apply(raw.project),
    stack: redactor.apply(raw.stack),
    projectFile: raw.projectFile,
    resources: registry.resources.filter(({ byProgram }) => byProgram).length,
    rules: verdicts.counts,
    findings: verdicts.evaluations
      .flatMap(({ findings }) => findings.map((each) => describeFinding(each, raw)))
      .sort(byPlace),
    exempted: verdicts.evaluations
      .flatMap(({ exempted }) => exempted.map((each) => describeExempted(each, raw)))
      .sort(byPlace),
    remediated: verdicts.remediated
      .map((each) => describeRemediated(each, raw))
      .sort((a, b) => byPlace({ ...a, property: "" }, { ...b, property: "" })),
    undecided: verdicts.evaluations
      .filter(({ outcome }) => outcome === "undecided")
      .flatMap((each) => open(each, redactor)),
    complied: verdicts.evaluations
      .filter(({ outcome }) => outcome === "complies")
      .map(({ rule, resource }) => ({ rule: rule.id, ...named(resource, redactor) })),
    notes: [...raw.notes.map((note) => redactor.apply(note)), ...warnings(raw)],
    error: failure === undefined ? null : describeFailure(failure, cwd, redactor),
    output: redactor.apply(stripVTControlCharacters(outputOf(raw))),
  };
}

/** A failure in words. */
export function describeFailure(
  { kind, message, hint, positions }: RawFailure,
  cwd: string,
  redactor: Redactor,
): Failure {
  const [first] = positions;
  return {
    kind,
    message: cut(redactor.apply(message), LONGEST_MESSAGE),
    hint: hint === undefined ? null : redactor.apply(hint),
    stack: positions.map((position) => locationOf(position, cwd)),
    frame: first === undefined ? [] : codeFrame(first, redactor),
  };
}

function describeFinding(finding: Finding, raw: Raw): ReportedFinding {
  const position = positionOf(finding, raw);
  return {
    ...describeUnframed(finding, raw),
    frame: position === undefined ? [] : codeFrame(position, raw.redactor),
  };
}

/** All but the lines of the source. */
function describeUnframed(finding: Finding, raw: Raw): Omit<ReportedFinding, "frame"> {
  const { cwd, redactor, packConfig } = raw;
  const { rule, resource } = finding;
  const level = levelOf(finding, packConfig.levelOf(rule) === "mandatory" ? "mandatory" : "advisory");
  const position = positionOf(finding, raw);
  return {
    ...named(resource, redactor),
    rule: rule.id,
    level,
    severity: finding.severity,
    title: rule.title,
    property: finding.property,
    about: (finding.about ?? [resource]).map(({ urn }) => redactor.apply(urn)),
    message: redactor.apply(finding.message),
    rationale: rule.rationale,
    remediation: finding.remediation === rule.remediation ? rule.remediation : redactor.apply(finding.remediation),
    page: pageOf(rule) ?? null,
    location: position === undefined ? null : locationOf(position, cwd),
  };
}

function positionOf({ resource }: Finding, { registry }: Raw): Position | undefined {
  return registry.get(resource.urn)?.position;
}

function describeExempted({ finding, exemption }: ExemptedFinding, raw: Raw): ReportedExemption {
  const { reason, owner, expires, source } = exemption;
  const text = (given: string | undefined) => (given === undefined ? null : raw.redactor.apply(given));
  return {
    ...describeUnframed(finding, raw),
    exemption: {
      reason: raw.redactor.apply(reason),
      owner: text(owner),
      expires: text(expires),
      source: raw.redactor.apply(source),
    },
  };
}

function describeRemediated({ rule, resource, edits }: Remediated, raw: Raw): ReportedRemediation {
  const position = raw.registry.get(resource.urn)?.position;
  const properties = edits.map(({ property }) => raw.redactor.apply(property));
  return {
    rule: rule.id,
    ...named(resource, raw.redactor),
    properties,
    does: rule.remediate?.does ?? "",
    location: position === undefined ? null : locationOf(position, raw.cwd),
  };
}

function open({ rule, resource, reasons }: Evaluation, redactor: Redactor): readonly Undecided[] {
  return [...new Set(reasons)].map((reason) => ({
    rule: rule.id,
    ...named(resource, redactor),
    reason: redactor.apply(reason),
  }));
}

function named({ urn, type, name }: Named, redactor: Redactor): Named {
  return { urn: redactor.apply(urn), type, name: redactor.apply(name) };
}

function locationOf({ file, line, column }: Position, cwd: string): Location {
  return { file: pathFrom(cwd, file), line, column };
}

/** A file as reports call it. */
export function pathFrom(cwd: string, file: string): string {
  return path.relative(cwd, file).split(path.sep).join("/");
}

type Placed = Pick<ReportedFinding, "location" | "rule" | "urn" | "property">;

/** By place in the source, those without one last; then by rule, resource and property, so that runs can be compared. */
function byPlace(a: Placed, b: Placed): number {
  if (a.location === null || b.location === null) {
    return a.location === b.location ? byName(a, b) : a.location === null ? 1 : -1;
  }
  return (
    compare(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    byName(a, b)
  );
}

function byName(a: Placed, b: Placed): number {
  return compare(a.rule, b.rule) || compare(a.urn, b.urn) || compare(a.property, b.property);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function warnings({ log, failure, redactor }: Raw): readonly string[] {
  const wanted = failure === undefined ? ["warning", "error"] : ["warning"];
  const said = new Set(
    log
      .filter(({ severity }) => wanted.includes(severity))
      .map(({ severity, message }) => `The program's own ${severity}: ${stripVTControlCharacters(message).trim()}`),
  );
  const shown = [...said].map((text) => cut(redactor.apply(text), LONGEST_WARNING));
  return shown.length > MOST_WARNINGS
    ? [...shown.slice(0, MOST_WARNINGS), `… and ${shown.length - MOST_WARNINGS} more warnings of the program.`]
    : shown;
}

/** Only ever after redaction: half a secret would not be recognised. */
function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What the program printed, without what is the error's message already. */
function outputOf({ log, end, failure }: Raw): string {
  const infos = log.filter(({ severity }) => severity === "info").map(({ message }) => `${message}\n`);
  const isMessage = failure?.kind === "program" && !hasLoggedError(log);
  return [end.stdout, isMessage ? "" : end.stderr, ...infos].join("");
}
