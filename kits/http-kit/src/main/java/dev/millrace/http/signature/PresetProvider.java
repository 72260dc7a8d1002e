package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A provider by its preset: handshakes that are not signed, then proofs of which one is enough, then handshakes that are
 * signed.
 */
final class PresetProvider implements WebhookProvider {

    private final Habits habits;
    private final List<Proof> proofs;
    private final List<Handshake> unsigned;
    private final List<Handshake> signed;
    private final SecretStore store;
    private final Optional<Duration> tolerance;
    private final FetchedKeys fetched;
    private final Supplier<CertificateTrust> trust;
    private final Fetch fetch;

    PresetProvider(
            Habits habits,
            List<Proof> proofs,
            List<Handshake> handshakes,
            SecretStore store,
            Optional<Duration> tolerance,
            FetchedKeys fetched,
            Supplier<CertificateTrust> trust) {
        this.habits = habits;
        this.proofs = List.copyOf(proofs);
        this.unsigned = of(handshakes, Handshake.Phase.UNSIGNED);
        this.signed = of(handshakes, Handshake.Phase.SIGNED);
        this.store = store;
        this.tolerance = tolerance;
        this.fetched = fetched;
        this.trust = trust;
        this.fetch = new LazyFetch(fetched);
    }

    private static List<Handshake> of(List<Handshake> handshakes, Handshake.Phase phase) {
        return handshakes.stream()
                .filter(handshake -> handshake.phase() == phase)
                .toList();
    }

    @Override
    public Habits habits() {
        return habits;
    }

    @Override
    public CompletionStage<Admission> admit(ReceivedRequest request, Instant now) {
        Terms terms = new Terms(store.current(), tolerance, fetched, trust);
        return judged(request, now, terms).exceptionally(defect -> undecided(defect));
    }

    private CompletionStage<Admission> judged(ReceivedRequest request, Instant now, Terms terms) {
        try {
            return shake(unsigned, 0, request, terms, -1)
                    .thenCompose(answered -> answered.isPresent()
                            ? CompletableFuture.completedFuture(answered.get())
                            : verify(new Evidence(request, now), terms, 0, Optional.empty())
                                    .thenCompose(admission -> afterwards(request, terms, admission)));
        } catch (RuntimeException defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    /** A defect of ours is no fault of the sender: it may try again. */
    private static Admission undecided(Throwable defect) {
        Throwable cause =
                defect instanceof CompletionException && defect.getCause() != null ? defect.getCause() : defect;
        return new Admission.Undecided("verification-failed", cause.getClass().getName());
    }

    private CompletionStage<Admission> afterwards(ReceivedRequest request, Terms terms, Admission admission) {
        if (!(admission instanceof Admission.Event event)) {
            return CompletableFuture.completedFuture(admission);
        }
        return shake(signed, 0, request, terms, event.secret()).thenApply(answered -> answered.orElse(event));
    }

    private CompletionStage<Optional<Admission>> shake(
            List<Handshake> handshakes, int from, ReceivedRequest request, Terms terms, int matched) {
        if (from == handshakes.size()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return handshakes
                .get(from)
                .answer(request, new Handshake.Tools(terms.secrets().texts(), matched, fetch))
                .thenCompose(answered -> answered.isPresent()
                        ? CompletableFuture.completedFuture(answered)
                        : shake(handshakes, from + 1, request, terms, matched));
    }

    /** One proof that holds is enough; otherwise the first judgement counts, and one that is not final before all others. */
    private CompletionStage<Admission> verify(Evidence evidence, Terms terms, int from, Optional<Admission> so) {
        int next = from;
        while (next < proofs.size() && !isJudged(proofs.get(next), evidence, terms)) {
            next++;
        }
        if (next == proofs.size()) {
            return CompletableFuture.completedFuture(so.orElseGet(() -> missing(terms)));
        }
        int following = next + 1;
        return proofs.get(next).judge(evidence, terms).thenCompose(admission -> {
            if (admission instanceof Admission.Event) {
                return CompletableFuture.completedFuture(admission);
            }
            Optional<Admission> kept =
                    so.isEmpty() || admission instanceof Admission.Undecided ? Optional.of(admission) : so;
            return verify(evidence, terms, following, kept);
        });
    }

    private static boolean isJudged(Proof proof, Evidence evidence, Terms terms) {
        return proof.isReady(terms) && proof.isOffered(evidence);
    }

    private Admission missing(Terms terms) {
        return proofs.stream()
                .filter(proof -> proof.isReady(terms))
                .findFirst()
                .<Admission>map(Proof::missing)
                .orElseGet(() -> new Admission.Undecided("secrets-missing", "no secret fits what this provider needs"));
    }

    @Override
    public void close() {
        fetched.close();
    }
}
