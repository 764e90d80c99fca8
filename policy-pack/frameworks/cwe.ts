import type { Framework } from "./framework";

export const cwe = {
  name: "CWE",
  version: "4.16",
  publisher: "The MITRE Corporation",
  source: "https://cwe.mitre.org/data/index.html",
  checked: "2026-11-28",
  notCovered: "CWE lists weaknesses of software; only the few that a declaration of infrastructure can have are here.",
  controls: {
    "CWE-441": "No confused deputy: nobody acts for a stranger",
    "CWE-798": "No hard-coded credentials",
    "CWE-942": "No cross-domain policy that trusts everybody",
  },
} as const satisfies Framework;
