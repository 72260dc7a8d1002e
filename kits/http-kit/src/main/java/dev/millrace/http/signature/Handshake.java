package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One way in which a provider asks whether this is a receiver. Stateless, for any thread.
 */
interface Handshake {

    /** When a request is shown to a handshake. */
    enum Phase {
        /** Before verification: the provider does not sign such requests. */
        UNSIGNED,
        /** After verification: only a verified request is answered. */
        SIGNED
    }

    /**
     * What a handshake may use.
     *
     * @param secrets those in force, in the order of the settings; never logged
     * @param matched the number of the secret that verified the request; -1 before verification, and where none is used
     * @param fetch reaches the provider, such as to confirm a subscription
     */
    record Tools(List<String> secrets, int matched, Fetch fetch) {

        public Tools {
            secrets = List.copyOf(secrets);
        }

        /** Without the secrets. */
        @Override
        public String toString() {
            return secrets.size() + " secrets, " + matched + " matched";
        }
    }

    Phase phase();

    /**
     * Answers a request; empty when it is no handshake of this kind. The stage never completes exceptionally.
     */
    CompletionStage<Optional<WebhookProvider.Admission>> answer(ReceivedRequest request, Tools tools);
}
