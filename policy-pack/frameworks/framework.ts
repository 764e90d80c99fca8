/** A published set of controls, as far as rules of this pack refer to it. */
export interface Framework {
  /** Its publisher's name for it, without the version. */
  readonly name: string;
  /** The version whose numbering the controls have. */
  readonly version: string;
  readonly publisher: string;
  /** Where the framework is published. Some publishers ask for a registration or a fee. */
  readonly source: string;
  /** The day the controls were last compared with the sources, as `2026-11-28`. */
  readonly checked: string;
  /** How many controls it has in all; left out where no source says a number that can be counted after. */
  readonly size?: number;
  /** What of the framework no rule looks at, in a sentence or two. */
  readonly notCovered: string;
  /**
   * What each control asks for, by its number. One line in our own words: the texts of most frameworks are copyrighted.
   * Only controls a rule refers to are here.
   */
  readonly controls: Readonly<Record<string, string>>;
  /** Which controls are about security; default: all. */
  readonly securityControls?: RegExp;
}
