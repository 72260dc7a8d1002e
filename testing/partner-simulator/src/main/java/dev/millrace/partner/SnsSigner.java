package dev.millrace.partner;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Amazon SNS: an envelope in JSON whose fields are signed with RSA, with a key and a certificate of its own.
 *
 * <p>The certificate's address names Amazon's host; a receiver under test is given {@link #certificate()} for it.
 */
public final class SnsSigner implements WebhookSigner {

    private static final String ORIGIN = "https://sns.eu-central-1.amazonaws.com/";

    private final KeyPair pair = KeyPairs.rsa();
    private final String certificate = RsaCertificate.pem(pair, "sns.amazonaws.com");
    private final String topic;
    private final int version;

    /**
     * A topic.
     *
     * @param topic its resource name, {@code arn:aws:sns:region:account:name}
     * @param version of the signature: 1 with SHA-1, 2 with SHA-256
     */
    public SnsSigner(String topic, int version) {
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("the version of an SNS signature is 1 or 2, not " + version);
        }
        this.topic = topic;
        this.version = version;
    }

    /** What lies at {@link #certificateUrl()}: PEM. */
    public String certificate() {
        return certificate;
    }

    /** The address in {@code SigningCertURL}. */
    public static String certificateUrl() {
        return ORIGIN + "SimpleNotificationService-0123456789abcdef.pem";
    }

    /** A notification whose message is the event's body. */
    @Override
    public SignedWebhook sign(URI target, WebhookEvent event, Instant now) {
        Map<String, String> fields = common(event, "Notification");
        fields.put("Message", event.text());
        fields.put("Subject", event.type());
        return envelope(target, event, fields);
    }

    /** The request that asks the receiver to confirm its subscription by a GET of an address. */
    public SignedWebhook subscriptionConfirmation(URI target, String id, String subscribeUrl) {
        return confirmation(target, id, "SubscriptionConfirmation", subscribeUrl);
    }

    /** The request that says that the subscription ended, and where it can be renewed. */
    public SignedWebhook unsubscribeConfirmation(URI target, String id, String subscribeUrl) {
        return confirmation(target, id, "UnsubscribeConfirmation", subscribeUrl);
    }

    /** The address that a real confirmation names. */
    public String subscribeUrl() {
        return ORIGIN + "?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=2336412f37fb687f5d51e6e2425e0000";
    }

    private SignedWebhook confirmation(URI target, String id, String type, String subscribeUrl) {
        WebhookEvent event = WebhookEvent.json(id, "{}");
        Map<String, String> fields = common(event, type);
        fields.put("Message", "You have chosen to subscribe to the topic.");
        fields.put("SubscribeURL", subscribeUrl);
        fields.put("Token", "2336412f37fb687f5d51e6e2425e0000");
        return envelope(target, event, fields);
    }

    private Map<String, String> common(WebhookEvent event, String type) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Type", type);
        fields.put("MessageId", event.id());
        fields.put("TopicArn", topic);
        fields.put("Timestamp", event.happened().toString());
        return fields;
    }

    private SignedWebhook envelope(URI target, WebhookEvent event, Map<String, String> fields) {
        StringBuilder signed = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        signed.append(name).append('\n').append(value).append('\n'));
        String algorithm = version == 1 ? "SHA1withRSA" : "SHA256withRSA";
        byte[] signature = Macs.signature(algorithm, pair.getPrivate(), Macs.utf8(signed.toString()));
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("SignatureVersion", Integer.toString(version));
        all.put("Signature", DigestText.BASE64.of(signature));
        all.put("SigningCertURL", certificateUrl());
        StringBuilder body = new StringBuilder("{");
        all.forEach((name, value) -> body.append(body.length() > 1 ? ",\n  " : "\n  ")
                .append(Json.quoted(name))
                .append(" : ")
                .append(Json.quoted(value)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=UTF-8");
        headers.put("x-amz-sns-message-type", fields.getOrDefault("Type", ""));
        headers.put("x-amz-sns-message-id", event.id());
        headers.put("x-amz-sns-topic-arn", topic);
        return new SignedWebhook(
                "POST",
                target,
                headers,
                ByteBuffer.wrap(Macs.utf8(body.append("\n}").toString())));
    }
}
