import type { Framework } from "./framework";

export const soc2 = {
  name: "SOC 2",
  version: "TSC 2017 (2022)",
  publisher: "American Institute of Certified Public Accountants",
  source:
    "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022",
  checked: "2026-11-28",
  notCovered:
    "The criteria ask how an organisation works; a rule shows that a setting which supports one is made, never that the criterion " +
    "is met. Control environment, risk assessment, vendors, incident response and privacy are outside.",
  controls: {
    "CC6.1": "Logical access to information is restricted, by encryption among others",
    "CC6.3": "Access follows roles and least privilege",
    "CC6.6": "What is outside the system's boundary is kept out",
    "CC6.7": "Data is protected while it moves",
    "CC7.2": "Components are monitored for anomalies",
    "A1.2": "Backups and recovery infrastructure are there",
  },
} as const satisfies Framework;
