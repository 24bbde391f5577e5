// What Slack would say when the app and it do not understand each other.

const SENTENCES = {
  operation_timeout: "The app did not answer within three seconds.",
  operation_failed: "The app could not do that.",
  dispatch_failed: "The app could not be reached.",
  trigger_expired: "That took too long, and the form was not opened.",
};

/** A sentence for an error's key, with the key itself, since whoever builds an app looks for it. */
export function sentenceFor(key) {
  return `${SENTENCES[key] ?? "That did not work."} (${key})`;
}
