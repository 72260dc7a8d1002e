package dev.millrace.http.signature;

import dev.millrace.http.signature.WebhookProvider.Admission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the keys of a scheme come from. */
interface KeySource {

    /** Whether there are any, as far as the settings tell. */
    boolean isReady(Terms terms);

    /** The keys for a request; the stage never completes exceptionally. */
    CompletionStage<Found> keys(Evidence evidence, Terms terms);

    /** The keys once more, when none of them fits: the sender may have new ones. Empty where they can't have changed. */
    default Optional<CompletionStage<Found>> renewed(Evidence evidence, Terms terms) {
        return Optional.empty();
    }

    /** For the reference page. */
    String title();

    /** What was found. */
    sealed interface Found {

        /** Keys to try, in this order. */
        record Keys(List<VerifyKey> keys) implements Found {
            public Keys {
                keys = List.copyOf(keys);
            }
        }

        /** None, and what follows for the request. */
        record None(Admission admission) implements Found {}
    }

    /** The secrets of the settings. */
    record Configured(Algorithm algorithm, KeyForm form) implements KeySource {

        @Override
        public boolean isReady(Terms terms) {
            return !terms.secrets().keys(algorithm, form).isEmpty();
        }

        @Override
        public CompletionStage<Found> keys(Evidence evidence, Terms terms) {
            return CompletableFuture.completedFuture(
                    new Found.Keys(terms.secrets().keys(algorithm, form)));
        }

        @Override
        public String title() {
            return form.title();
        }
    }
}
