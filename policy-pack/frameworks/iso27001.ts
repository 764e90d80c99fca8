import type { Framework } from "./framework";

/** Prowler's mapping has more; what an auditor would not follow (encryption as data masking, say) is left out. */
export const iso27001 = {
  name: "ISO/IEC 27001",
  version: "2022",
  publisher: "International Organization for Standardization",
  source: "https://www.iso.org/standard/27001",
  checked: "2026-11-28",
  size: 93,
  notCovered:
    "The management system itself (clauses 4 to 10), and of Annex A the organisational, people and physical controls but for " +
    "access rights.",
  controls: {
    "A.5.18": "Access rights are granted by rule, and taken back",
    "A.8.2": "Privileged access is restricted and managed",
    "A.8.3": "Access to information is restricted",
    "A.8.10": "Information is deleted when it is no longer needed",
    "A.8.13": "Information is backed up",
    "A.8.14": "Facilities are redundant",
    "A.8.15": "Activities are logged",
    "A.8.16": "Networks and systems are monitored",
    "A.8.20": "Networks are secured",
    "A.8.24": "Cryptography is used by rule, and keys are managed",
  },
} as const satisfies Framework;
