import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { EncryptionKey } from "./encryption-key";
import type { Place } from "./policies/document";
import { alarmKeyPolicy } from "./policies/keys";
import { alarmTopicPolicy } from "./policies/topics";

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  readonly naming: Naming;
  /** The region of the alarms: CloudWatch publishes to topics of its own region only. */
  readonly place: Place;
  /** Names the topic and its key, in a word. */
  readonly purpose: string;
  /** Gets every notification, once it has confirmed. */
  readonly email: string | undefined;
  readonly deletionProtection: boolean;
}

/** An encrypted topic that CloudWatch, and nothing else, may publish alarms to. */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:AlarmTopic", name, {}, opts);
    const { naming, place, purpose, deletionProtection } = args;
    const key = new EncryptionKey(
      `${name}-key`,
      { naming, purpose, policy: alarmKeyPolicy(place), deletionProtection },
      { parent: this },
    );
    const topicName = resourceName(naming, purpose);
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { name: topicName, kmsMasterKeyId: key.keyArn, signatureVersion: 2, tags: { Name: topicName } },
      { parent: this },
    );
    new aws.sns.TopicPolicy(
      `${name}-topic-policy`,
      { arn: topic.arn, policy: topic.arn.apply((arn) => alarmTopicPolicy(arn, place)) },
      { parent: this },
    );
    if (args.email !== undefined) {
      new aws.sns.TopicSubscription(
        `${name}-email`,
        { topic: topic.arn, protocol: "email", endpoint: args.email },
        { parent: this },
      );
    }
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
