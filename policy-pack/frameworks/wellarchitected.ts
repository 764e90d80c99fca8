import type { Framework } from "./framework";

/** The numbers of SEC05 changed between versions: these are those of 2024-11-06, in which BP02 is about traffic flow. */
export const wellarchitected = {
  name: "AWS Well-Architected Framework",
  version: "2024-11-06",
  publisher: "Amazon Web Services",
  source: "https://docs.aws.amazon.com/wellarchitected/latest/framework/appendix.html",
  checked: "2026-11-28",
  notCovered:
    "Most best practices ask how a workload is designed and run, which no program shows; of operational excellence, performance " +
    "and cost hardly any is looked at.",
  controls: {
    "SEC02-BP03": "Secrets are stored and used securely",
    "SEC02-BP05": "Credentials are audited and rotated",
    "SEC03-BP02": "Access is granted by least privilege",
    "SEC03-BP07": "Public and cross-account access is known and reduced",
    "SEC04-BP01": "Services and applications log",
    "SEC05-BP01": "The network has layers, and what needs no internet has none",
    "SEC05-BP02": "Traffic within and between layers is limited to what is needed",
    "SEC05-BP03": "Traffic is inspected, web requests by a web application firewall",
    "SEC08-BP01": "Keys are managed: stored, rotated, access to them controlled",
    "SEC08-BP02": "Data is encrypted at rest",
    "SEC08-BP04": "Access to data at rest is enforced, public access prevented, versions kept",
    "SEC09-BP02": "Data is encrypted in transit",
    "REL05-BP02": "Requests are throttled",
    "REL06-BP01": "All components are monitored",
    "REL06-BP03": "Notifications are sent when something is wrong",
    "REL07-BP01": "Resources are obtained and scaled by automation",
    "REL09-BP03": "Backups are made automatically",
    "REL10-BP01": "The workload is deployed to several locations",
    "REL11-BP01": "Components are monitored to detect failures",
    "REL11-BP03": "Healing is automated",
    "COST03-BP02": "Cost and usage carry the organisation's information: resources are tagged",
    "SUS04-BP03": "Policies manage the lifecycle of data",
  },
  securityControls: /^SEC/,
} as const satisfies Framework;
