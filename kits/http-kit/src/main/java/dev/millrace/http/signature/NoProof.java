package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whoever reaches the listener is believed. */
record NoProof() implements Proof {

    @Override
    public boolean isReady(Terms terms) {
        return true;
    }

    @Override
    public boolean isOffered(Evidence evidence) {
        return true;
    }

    @Override
    public CompletionStage<Admission> judge(Evidence evidence, Terms terms) {
        return CompletableFuture.completedFuture(new Admission.Event(Coverage.NONE, -1));
    }

    @Override
    public Admission.Refused missing() {
        return new Admission.Refused("proof-missing", "no proof is asked for");
    }

    @Override
    public Description description() {
        return new Description("nowhere", "nothing is verified", "nothing", "none");
    }
}
