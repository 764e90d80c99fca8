/** Facts about regions that AWS publishes and programs read. */

export interface Zone {
  /** `us-east-1a`. */
  readonly name: string;
  /** `use1-az1`. */
  readonly id: string;
}

/**
 * The letters of the zones a new account sees, where they are not `a`, `b`, `c`
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html).
 */
const ZONE_LETTERS: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-1": "ac",
  "us-west-2": "abcd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ca-central-1": "abd",
  "cn-north-1": "abd",
};

/** The availability zones of a region. */
export function zonesOf(region: string): readonly Zone[] {
  return Array.from(ZONE_LETTERS[region] ?? "abc", (letter, index) => ({
    name: `${region}${letter}`,
    id: `${abbreviationOf(region)}-az${index + 1}`,
  }));
}

/** `us-east-1` → `use1`, `ap-southeast-2` → `apse2`, `us-gov-west-1` → `usgw1`, as in zone ids. */
function abbreviationOf(region: string): string {
  const parts = region.split("-");
  return parts
    .map((part, index) =>
      index === 0 || index === parts.length - 1
        ? part
        : part.replace(/^(north|south)?(east|west)?(central)?(gov)?$/, (_, a = "", b = "", c = "", d = "") =>
            [a, b, c, d].map((each) => String(each).charAt(0)).join(""),
          ),
    )
    .join("");
}

/** Regions by name, with where they are: the ones every account has, and the older ones to be opted in. */
export const REGIONS: Readonly<Record<string, string>> = {
  "af-south-1": "Africa (Cape Town)",
  "ap-east-1": "Asia Pacific (Hong Kong)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-northeast-3": "Asia Pacific (Osaka)",
  "ap-south-1": "Asia Pacific (Mumbai)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ca-central-1": "Canada (Central)",
  "cn-north-1": "China (Beijing)",
  "cn-northwest-1": "China (Ningxia)",
  "eu-central-1": "Europe (Frankfurt)",
  "eu-north-1": "Europe (Stockholm)",
  "eu-south-1": "Europe (Milan)",
  "eu-west-1": "Europe (Ireland)",
  "eu-west-2": "Europe (London)",
  "eu-west-3": "Europe (Paris)",
  "me-south-1": "Middle East (Bahrain)",
  "sa-east-1": "South America (Sao Paulo)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-gov-east-1": "AWS GovCloud (US-East)",
  "us-gov-west-1": "AWS GovCloud (US-West)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
};

/** Zones of S3 website endpoints: https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints */
export const S3_HOSTED_ZONES: Readonly<Record<string, string>> = {
  "af-south-1": "Z83WF9RJE8B12",
  "ap-east-1": "ZNB98KWMFR0R6",
  "ap-northeast-1": "Z2M4EHUR26P7ZW",
  "ap-northeast-2": "Z3W03O7B5YMIYP",
  "ap-northeast-3": "Z2YQB5RD63NC85",
  "ap-south-1": "Z11RGJOFQNVJUP",
  "ap-southeast-1": "Z3O0J2DXBE1FTB",
  "ap-southeast-2": "Z1WCIGYICN2BYD",
  "ca-central-1": "Z1QDHH18159H29",
  "cn-north-1": "Z5CN8UMXT92WN",
  "cn-northwest-1": "Z282HJ1KT0DH03",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-north-1": "Z3BAZG2TWCNX0D",
  "eu-south-1": "Z30OZKI7KPW7MI",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "eu-west-3": "Z3R1K369G5AVDG",
  "me-south-1": "Z1MPMWCPA7YB62",
  "sa-east-1": "Z7KQH4QJS55SO",
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-gov-east-1": "Z2NIFVYYW2VKV1",
  "us-gov-west-1": "Z31GFT0UA1I2HV",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
};

/** Zones of Application and Classic (`app`) and of Network (`net`) Load Balancers: https://docs.aws.amazon.com/general/latest/gr/elb.html */
export const LOAD_BALANCER_ZONES: Readonly<Record<string, { readonly app: string; readonly net: string }>> = {
  "af-south-1": { app: "Z268VQBMOI5EKX", net: "Z203XCE67M25HM" },
  "ap-east-1": { app: "Z3DQVH9N71FHZ0", net: "Z12Y7K3UBGUAD1" },
  "ap-northeast-1": { app: "Z14GRHDCWA56QT", net: "Z31USIVHYNEOWT" },
  "ap-northeast-2": { app: "ZWKZPGTI48KDX", net: "ZIBE1TIR4HY56" },
  "ap-northeast-3": { app: "Z5LXEXXYW11ES", net: "Z1GWIQ4HH19I5X" },
  "ap-south-1": { app: "ZP97RAFLXTNZK", net: "ZVDDRBQ08TROA" },
  "ap-southeast-1": { app: "Z1LMS91P8CMLE5", net: "ZKVM4W9LS7TM" },
  "ap-southeast-2": { app: "Z1GM3OXH4ZPM65", net: "ZCT6FZBF4DROD" },
  "ca-central-1": { app: "ZQSVJUPU6J1EY", net: "Z2EPGBW3API2WT" },
  "cn-north-1": { app: "Z1GDH35T77C1KE", net: "Z3QFB96KMJ7ED6" },
  "cn-northwest-1": { app: "ZM7IZAIOVVDZF", net: "ZQEIKTCZ8352D" },
  "eu-central-1": { app: "Z215JYRZR1TBD5", net: "Z3F0SRJ5LGBH90" },
  "eu-north-1": { app: "Z23TAZ6LKFMNIO", net: "Z1UDT6IFJ4EJM" },
  "eu-south-1": { app: "Z3ULH7SSC9OV64", net: "Z23146JA1KNAFP" },
  "eu-west-1": { app: "Z32O12XQLNTSW2", net: "Z2IFOLAFXWLO4F" },
  "eu-west-2": { app: "ZHURV8PSTC4K8", net: "ZD4D7Y8KGAS4G" },
  "eu-west-3": { app: "Z3Q77PNBQS71R4", net: "Z1CMS0P5QUZ6D5" },
  "me-south-1": { app: "ZS929ML54UICD", net: "Z3QSRYVP46NYYV" },
  "sa-east-1": { app: "Z2P70J7HTTTPLU", net: "ZTK26PT1VY4CU" },
  "us-east-1": { app: "Z35SXDOTRQ7X7K", net: "Z26RNL4JYFTOTI" },
  "us-east-2": { app: "Z3AADJGX6KTTL2", net: "ZLMOA37VPKANP" },
  "us-gov-east-1": { app: "Z166TLBEWOO7G0", net: "Z1ZSMQQ6Q24QQ8" },
  "us-gov-west-1": { app: "Z33AYJ8TM3BH4J", net: "ZMG1MZ2THAWF1" },
  "us-west-1": { app: "Z368ELLRRE2KJ0", net: "Z24FKFUX50B4VW" },
  "us-west-2": { app: "Z1H1FL5HABSF5", net: "Z18D5FSROUN65G" },
};

/** The user that owns standard logs of CloudFront (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html). */
export const CLOUDFRONT_LOG_USER = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";
