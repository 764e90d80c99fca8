import { MADE_UP_ACCOUNT } from "../../policy-pack/engine/made-up";
import { INVENTED_REGION } from "../../policy-pack/helpers/place";

/** Where a resource lives, and what its provider adds to it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The provider's `defaultTags.tags`. */
  readonly defaultTags?: Readonly<Record<string, unknown>>;
}

/** The place of a program about whose account nothing is known. */
export const MADE_UP_PLACE: Place = { partition: "aws", region: INVENTED_REGION, account: MADE_UP_ACCOUNT };
