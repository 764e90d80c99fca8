/** What has to be right before a version is published. */
import { changes, type Bump, type Contract } from "./contract";

/** A release and what it is held against. */
export interface Release {
  /** `v1.2.3`. */
  readonly tag: string;
  /** As package.json and package-lock.json have it. */
  readonly version: string;
  readonly lockedVersion: string;
  readonly changelog: string;
  /** `2027-01-31`. */
  readonly today: string;
  readonly contract: Contract;
  /** The release before; `undefined` for the first. */
  readonly previous: { readonly version: string; readonly contract: Contract } | undefined;
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** Every mistake, one sentence each. */
export function mistakesIn(release: Release): readonly string[] {
  const { tag, version, lockedVersion } = release;
  return [
    ...(tag === `v${version}`
      ? []
      : [`the tag is ${tag}, and the version in package.json is ${version}: ${tag} needs ${tag.slice(1)}`]),
    ...(lockedVersion === version
      ? []
      : [`package-lock.json has the version ${lockedVersion}, and package.json ${version}: run npm install`]),
    ...inChangelog(release),
    ...inVersion(release),
  ];
}

function inChangelog({ version, changelog, today }: Release): readonly string[] {
  const [, heading, body = ""] = /^## (.*)\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  const expected = `## ${version} (${today})`;
  if (heading === undefined) {
    return [`CHANGELOG.md has no section: the first one is to be "${expected}"`];
  }
  const [, named, date = ""] = /^(\S+) \((.*)\)$/.exec(heading) ?? [];
  if (named !== version) {
    return [`the first section of CHANGELOG.md is "## ${heading}", not "${expected}"`];
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || date > today) {
    return [`CHANGELOG.md dates ${version} with "${date}", not with the day of the release, as in "${expected}"`];
  }
  return /^- /m.test(body) ? [] : [`CHANGELOG.md says nothing of ${version}`];
}

function inVersion({ version, contract, previous }: Release): readonly string[] {
  const parts = VERSION.exec(version);
  if (parts === null) {
    return [`${version} is no version of three numbers`];
  }
  if (previous === undefined) {
    return [];
  }
  const given = grown(previous.version, version);
  if (given === undefined) {
    return [`${version} does not come after ${previous.version}, which is released`];
  }
  const all = changes(previous.contract, contract);
  const isFirstMajor = parts[1] === "0";
  return all
    .filter(({ bump }) => RANK[given] < RANK[isFirstMajor ? SMALLER[bump] : bump])
    .map(
      ({ rule, what, bump }) =>
        `${previous.version} to ${version} is a ${given} version, and ${rule} takes a ` +
        `${isFirstMajor ? SMALLER[bump] : bump} one: ${what}`,
    );
}

const RANK: Readonly<Record<Bump, number>> = { patch: 0, minor: 1, major: 2 };
/** Before 1.0 the second number tells what breaks, as in npm's `^0.1.0`. */
const SMALLER: Readonly<Record<Bump, Bump>> = { major: "minor", minor: "patch", patch: "patch" };

/** Which number of a version grew first; `undefined` when it did not grow. */
function grown(from: string, to: string): Bump | undefined {
  const [before, after] = [from, to].map((each) => each.split(".").map(Number));
  const index = [0, 1, 2].find((each) => before?.[each] !== after?.[each]);
  if (index === undefined || (after?.[index] ?? 0) < (before?.[index] ?? 0)) {
    return undefined;
  }
  return (["major", "minor", "patch"] as const)[index];
}

/** The latest of the tags `v1.2.3` that is not the release's own. */
export function previousTag(tags: readonly string[], own: string): string | undefined {
  return tags
    .filter((tag) => tag !== own && VERSION.test(tag.slice(1)) && tag.startsWith("v"))
    .sort((a, b) => (grown(a.slice(1), b.slice(1)) === undefined ? 1 : -1))
    .at(-1);
}
