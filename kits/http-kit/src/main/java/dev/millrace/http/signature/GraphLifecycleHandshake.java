package dev.millrace.http.signature;

import dev.millrace.http.HttpAnswer;
import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Microsoft Graph's notices about a subscription: reauthorizationRequired, subscriptionRemoved, missed
 * (graph/change-notifications-lifecycle-events). Each is told in the log, for somebody must act; a request that also holds
 * changes is an event.
 */
final class GraphLifecycleHandshake implements Handshake {

    private static final Logger LOG = LoggerFactory.getLogger(GraphLifecycleHandshake.class);
    private static final Set<String> KNOWN = Set.of("reauthorizationRequired", "subscriptionRemoved", "missed");

    @Override
    public Phase phase() {
        return Phase.SIGNED;
    }

    @Override
    public CompletionStage<Optional<Admission>> answer(ReceivedRequest request, Tools tools) {
        List<BodyJson> notices = HandshakeParts.json(request, "lifecycleEvent")
                .map(json -> json.elements("value"))
                .orElse(List.of());
        if (notices.isEmpty() || !notices.stream().allMatch(GraphLifecycleHandshake::isNotice)) {
            return HandshakeParts.nothing();
        }
        Set<String> kinds = new TreeSet<>();
        notices.forEach(
                notice -> notice.text("lifecycleEvent").filter(KNOWN::contains).ifPresent(kinds::add));
        LOG.warn("Microsoft Graph says of a subscription: {}; renew it, or ask for what was missed", kinds);
        return HandshakeParts.handshake("lifecycle", HttpAnswer.of(202));
    }

    private static boolean isNotice(BodyJson item) {
        return item.text("lifecycleEvent").filter(KNOWN::contains).isPresent() && !item.has("resourceData");
    }
}
