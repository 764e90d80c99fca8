/** What a check found out. Every text in it is fit to be printed: no secret is in it. */
import type { Severity } from "../policy-pack/engine/rule";
import type { RuleCount } from "./evaluate";
import type { FrameLine } from "./report/code-frame";

/** A place in the user's source; the file seen from the working directory. */
export interface Location {
  readonly file: string;
  /** From one. */
  readonly line: number;
  /** From one. */
  readonly column: number;
}

/** A resource in a report. */
export interface Named {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

/** A violation. */
export interface ReportedFinding extends Named {
  readonly rule: string;
  readonly level: "advisory" | "mandatory";
  readonly severity: Severity;
  /** What must hold, in one line. */
  readonly title: string;
  /** Property path; empty when something is missing altogether. */
  readonly property: string;
  readonly message: string;
  /** Why it matters. */
  readonly rationale: string;
  readonly remediation: string;
  /** Address of the page about the rule; `null` for a rule of somebody else's that names none. */
  readonly page: string | null;
  /** URNs of all resources it stands for; its own is one of them. */
  readonly about: readonly string[];
  /** Where the resource is made; `null` when no line of the user's makes it. */
  readonly location: Location | null;
  readonly frame: readonly FrameLine[];
}

/** A violation that may stay as it is for now. */
export interface ReportedExemption extends Omit<ReportedFinding, "frame"> {
  readonly exemption: {
    readonly reason: string;
    readonly owner: string | null;
    /** Last day on which it holds, as `2027-01-31`; `null` without an end. */
    readonly expires: string | null;
    /** Where it stands: `exemptions[3]` of the settings, or a tag of the resource. */
    readonly source: string;
  };
}

/** What a rule changes when the program is deployed, its level being `remediate`. Not a violation any more. */
export interface ReportedRemediation extends Named {
  readonly rule: string;
  /** Paths of the properties it sets; their values are the rule's page's. */
  readonly properties: readonly string[];
  /** What the rule does in such a case, in one sentence. */
  readonly does: string;
  readonly location: Location | null;
}

/** A rule that could not tell, and why. Not a violation. */
export interface Undecided extends Named {
  readonly rule: string;
  readonly reason: string;
}

/** A rule that a resource complies with. */
export interface Complied extends Named {
  readonly rule: string;
}

/**
 * Why a check came to no verdict: what was given is wrong (`input`), the program failed (`program`) or did not end
 * (`timeout`), or the check itself has a mistake (`internal`).
 */
export interface Failure {
  readonly kind: "input" | "program" | "timeout" | "internal";
  readonly message: string;
  /** What to do about it. */
  readonly hint: string | null;
  /** The user's own frames of the program's stack trace, innermost first. */
  readonly stack: readonly Location[];
  readonly frame: readonly FrameLine[];
}

/** The outcome of a check. */
export interface CheckResult {
  /** Empty when the input did not get that far. */
  readonly project: string;
  readonly stack: string;
  /** `Pulumi.yaml`, seen from the working directory: the place of what has none. `null` when there is no project. */
  readonly projectFile: string | null;
  /** How many resources the program registered, components and explicit providers included. */
  readonly resources: number;
  readonly rules: readonly RuleCount[];
  /** By file, line and rule. */
  readonly findings: readonly ReportedFinding[];
  /** What would be findings without an exemption, in the same order. */
  readonly exempted: readonly ReportedExemption[];
  /** What rules remediate in flight; of what they cannot remediate there are findings. */
  readonly remediated: readonly ReportedRemediation[];
  readonly undecided: readonly Undecided[];
  readonly complied: readonly Complied[];
  /** What could not be seen offline, and the program's own warnings. */
  readonly notes: readonly string[];
  /** `null` when the program ran to its end. */
  readonly error: Failure | null;
  /** What the program printed. */
  readonly output: string;
}

/** From which level on findings make a check fail. */
export type FailOn = "mandatory" | "advisory" | "never";

/** The exit code: 0 clean, 1 findings at or above the level, 2 program or input failed. */
export function exitCodeOf({ error, findings }: Pick<CheckResult, "error" | "findings">, failOn: FailOn): 0 | 1 | 2 {
  if (error !== null) {
    return 2;
  }
  return findings.some(({ level }) => failsCheck(level, failOn)) ? 1 : 0;
}

/** Whether a finding of this level makes a check fail. */
export function failsCheck(level: ReportedFinding["level"], failOn: FailOn): boolean {
  return failOn === "advisory" || (failOn === "mandatory" && level === "mandatory");
}
