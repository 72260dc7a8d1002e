package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The confirmations of Amazon SNS: that of a subscription is answered once its address was visited; that of an end is
 * answered without, for a visit would renew the subscription (sns/latest/dg/sns-message-and-json-formats). The type is read
 * in the body, which is signed, and not in a header, which is not.
 */
final class SnsHandshake implements Handshake {

    private static final Logger LOG = LoggerFactory.getLogger(SnsHandshake.class);
    private static final ConfirmedAddress SUBSCRIBE = new ConfirmedAddress(Addresses.SNS, 443);
    private static final String ANY = "*";

    private final Set<String> topics;

    SnsHandshake(Set<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        Optional<BodyJson> body = HandshakeParts.json(request, "Confirmation");
        if (body.isEmpty()) {
            return HandshakeParts.nothing();
        }
        String type = body.get().text("Type").orElse("");
        String topic = body.get().text("TopicArn").orElse("");
        if (type.equals("UnsubscribeConfirmation")) {
            LOG.warn("an SNS topic sends no more: its subscription was ended");
            return HandshakeParts.handshake("unsubscribe-confirmation", HttpAnswer.of(200));
        }
        if (!type.equals("SubscriptionConfirmation")) {
            return HandshakeParts.nothing();
        }
        if (!topics.contains(ANY) && !topics.contains(topic)) {
            return HandshakeParts.refused("topic-not-allowed", "the topic is not among " + VerifySettings.TOPICS);
        }
        String address = body.get().text("SubscribeURL").orElse("");
        return SUBSCRIBE.visit("subscription-confirmation", address, HttpAnswer.of(200), tools.fetch());
    }
}
