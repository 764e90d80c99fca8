import type { Framework } from "./framework";

/** 4.0.1 corrected texts of 4.0 and renumbered nothing, so Prowler's mapping of 4.0 holds for it. */
export const pci = {
  name: "PCI DSS",
  version: "4.0.1",
  publisher: "PCI Security Standards Council",
  source: "https://www.pcisecuritystandards.org/document_library/",
  checked: "2026-11-28",
  notCovered:
    "What concerns card data itself, people, premises, scans, tests and policies. Encryption of whole disks is not named for " +
    "requirement 3.5.1: 3.5.1.2 does not accept it alone.",
  controls: {
    "1.3.1": "Only needed traffic enters the cardholder data environment",
    "1.4.4": "What stores cardholder data cannot be reached from untrusted networks",
    "2.2.6": "Security parameters are set so that systems cannot be misused",
    "3.7.4": "Keys are changed at the end of their cryptoperiod",
    "4.2.1": "Card numbers are encrypted strongly on open, public networks",
    "6.4.2": "Something automated detects and prevents attacks on public web applications",
    "7.2.1": "Access follows a model of who needs what",
    "7.2.5": "Application and system accounts have the least privileges they need",
    "8.3.2": "Authentication factors are unreadable in storage and in transit",
    "8.6.2": "Passwords of application and system accounts are not hard-coded",
    "8.6.3": "Passwords of application and system accounts are changed periodically",
    "10.2.1": "Audit logs are on for all system components",
    "10.3.2": "Audit logs cannot be changed by individuals",
  },
} as const satisfies Framework;
