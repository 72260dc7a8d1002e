package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** One way in which a request can prove its sender. Immutable data with its behaviour, for any thread. */
interface Proof {

    /** Whether what is needed to judge such a proof is configured. */
    boolean isReady(Terms terms);

    /** Whether the request brings such a proof, right or wrong. */
    boolean isOffered(Evidence evidence);

    /** Judges a proof that is offered; the stage never completes exceptionally. */
    CompletionStage<Admission> judge(Evidence evidence, Terms terms);

    /** What is said of a request that brings none. */
    Admission.Refused missing();

    /** Where in a request it stands, apart from times and ids, which are no secrets; what is there must not be passed on. */
    default List<Place> places() {
        return List.of();
    }

    /** For the reference page. */
    Description description();

    /**
     * A proof in words.
     *
     * @param where it stands in a request
     * @param how it is made
     * @param what it covers of the request
     * @param tolerance how far its time may be from now
     */
    record Description(String where, String how, String what, String tolerance) {}
}
