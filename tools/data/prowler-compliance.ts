/** To which requirements Prowler's compliance files relate the checks that `policy-pack/frameworks/checks/prowler.ts` names. */
import { readFileSync } from "node:fs";
import type { FrameworkId } from "../../policy-pack/frameworks/catalogue";
import { PROWLER } from "../../policy-pack/frameworks/checks/prowler";
import type { Sources } from "./sources";

interface Requirement {
  readonly Id: string;
  readonly Name?: string;
  readonly Checks: readonly string[];
}

interface ComplianceFile {
  readonly file: string;
  /** The framework's number of a requirement. */
  readonly numberOf: (requirement: Requirement) => string;
}

const FILES: Readonly<Partial<Record<FrameworkId, readonly ComplianceFile[]>>> = {
  cis: [{ file: "cis_5.0_aws", numberOf: ({ Id }) => Id }],
  nist: [{ file: "nist_800_53_revision_5_aws", numberOf: nistNumber }],
  // One entry a check: the number of the requirement, and a running one.
  pci: [{ file: "pci_4.0_aws", numberOf: ({ Id }) => Id.split(".").slice(0, -1).join(".") }],
  // The file's ids are not the criteria's (`cc_a_1_1` is A1.2); the names begin with those.
  soc2: [{ file: "soc2_aws", numberOf: ({ Name = "" }) => Name.split(" ")[0] ?? "" }],
  iso27001: [{ file: "iso27001_2022_aws", numberOf: ({ Id }) => Id }],
  wellarchitected: [
    { file: "aws_well_architected_framework_security_pillar_aws", numberOf: ({ Id }) => Id },
    { file: "aws_well_architected_framework_reliability_pillar_aws", numberOf: ({ Id }) => Id },
  ],
};

/** `sc_28_1` is SC-28(1); parts of a control (`sc_13_a`) count as the control. */
function nistNumber({ Id }: Requirement): string {
  const [family = "", control = "", ...rest] = Id.split("_");
  const enhancement = /^\d+$/.test(rest[0] ?? "") ? `(${rest[0] ?? ""})` : "";
  return `${family.toUpperCase()}-${control}${enhancement}`;
}

/** `checks`: controls by check and framework; `sizes`: how many requirements the file of a framework has. */
export function prowlerCompliance(sources: Sources): Record<string, unknown> {
  const wanted = new Set(Object.keys(PROWLER).map((name) => name.replace(/^Prowler /, "")));
  const checks = new Map([...wanted].sort().map((check) => [check, new Map<string, Set<string>>()]));
  const sizes: Record<string, number> = {};
  for (const [framework, files] of Object.entries(FILES)) {
    for (const { file, numberOf } of files) {
      const path = sources.file(`prowler/compliance/aws/${file}.json`);
      const { Requirements: all } = JSON.parse(readFileSync(path, "utf8")) as { Requirements: readonly Requirement[] };
      sizes[framework] = (sizes[framework] ?? 0) + new Set(all.map(numberOf)).size;
      for (const requirement of all) {
        for (const check of requirement.Checks) {
          const related = checks.get(check);
          related?.set(framework, (related.get(framework) ?? new Set()).add(numberOf(requirement)));
        }
      }
    }
  }
  const missing = [...checks].filter(([, related]) => related.size === 0).map(([check]) => check);
  if (missing.length > 0) {
    throw new Error(`Prowler's compliance files do not name ${missing.join(", ")}`);
  }
  return {
    sizes,
    checks: Object.fromEntries(
      [...checks].map(([check, related]) => [
        check,
        Object.fromEntries([...related].map(([framework, numbers]) => [framework, [...numbers].sort()])),
      ]),
    ),
  };
}
