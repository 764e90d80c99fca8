import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Certificate}. */
export interface CertificateArgs {
  /** The name it is for. */
  readonly domainName: string;
  /** The public zone that holds the name. */
  readonly zoneId: pulumi.Input<string>;
  /**
   * Another certificate for the same name, in another region. ACM asks for the same record for both, and Route 53 takes it
   * once.
   */
  readonly validatedLike?: Certificate | undefined;
}

/**
 * A validated certificate, in the region of the component's provider: CloudFront takes only those of us-east-1.
 */
export class Certificate extends pulumi.ComponentResource {
  /** The certificate's ARN, known once ACM has issued it: what uses this never meets an unissued certificate. */
  readonly certificateArn: pulumi.Output<string>;
  /** The name of the record that proves the domain is yours. */
  readonly recordFqdn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Certificate", name, {}, opts);
    const certificate = new aws.acm.Certificate(
      `${name}-certificate`,
      { domainName: args.domainName, validationMethod: "DNS", tags: { Name: args.domainName } },
      { parent: this },
    );
    this.recordFqdn = args.validatedLike?.recordFqdn ?? this.validationRecord(name, args, certificate);
    const validation = new aws.acm.CertificateValidation(
      `${name}-validation`,
      { certificateArn: certificate.arn, validationRecordFqdns: [this.recordFqdn] },
      { parent: this },
    );
    this.certificateArn = validation.certificateArn;
    this.registerOutputs({ certificateArn: this.certificateArn });
  }

  private validationRecord(
    name: string,
    args: CertificateArgs,
    certificate: aws.acm.Certificate,
  ): pulumi.Output<string> {
    // One name, so one option: no resource has to be made inside an apply, where a preview would not show it.
    const option = certificate.domainValidationOptions.apply(([first]) => {
      if (first === undefined) {
        throw new Error(`ACM asks for no record to validate ${args.domainName} with`);
      }
      return first;
    });
    const record = new aws.route53.Record(
      `${name}-validation-record`,
      {
        zoneId: args.zoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: 300,
      },
      // A renewed certificate asks for the same record again: the old one has to go first.
      { parent: this, deleteBeforeReplace: true },
    );
    return record.fqdn;
  }
}
