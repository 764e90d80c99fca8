/** Links to lines of source files, for reports that are read in a browser. */

/** The address of a place in a file, seen from where the report is read. */
export type LinkTo = (file: string, line: number) => string;

/** Relative, as in a file that lies in the repository itself. */
export const relativeLink: LinkTo = (file, line) => `${encoded(file)}#L${line}`;

/**
 * In the jobs of GitHub and GitLab an address of the commit that is checked: in a comment, a relative link leads nowhere.
 * Elsewhere relative. Both services say in the environment where the job runs
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables,
 * https://docs.gitlab.com/ci/variables/predefined_variables/).
 */
export function linksFor(environment: Readonly<Record<string, string | undefined>>): LinkTo {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, CI_PROJECT_URL, CI_COMMIT_SHA } = environment;
  const base =
    isSet(GITHUB_SERVER_URL) && isSet(GITHUB_REPOSITORY) && isSet(GITHUB_SHA)
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}`
      : isSet(CI_PROJECT_URL) && isSet(CI_COMMIT_SHA)
        ? `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}`
        : undefined;
  return base === undefined || !/^https?:\/\/[^\s()<>"]+$/.test(base)
    ? relativeLink
    : // A file above the directory the check was started in has no address that could be known.
      (file, line) => (file.startsWith("../") ? relativeLink(file, line) : `${base}/${relativeLink(file, line)}`);
}

function isSet(value: string | undefined): value is string {
  return (value ?? "") !== "";
}

function encoded(file: string): string {
  // Round brackets end a Markdown link.
  return file.split("/").map(encodeURIComponent).join("/").replace(/\(/g, "%28").replace(/\)/g, "%29");
}
