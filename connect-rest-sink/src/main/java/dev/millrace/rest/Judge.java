package dev.millrace.rest;

import dev.millrace.http.HttpFault;
import dev.millrace.http.HttpReply;
import dev.millrace.http.ResponseClassifier;
import dev.millrace.http.reply.Meaning;
import dev.millrace.http.reply.Verdict;
import dev.millrace.kit.ConnectorFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what the end of a request means for each of its records. Immutable; any thread may ask. */
final class Judge {

    private final ResponseClassifier classifier;
    private final Optional<BatchResults> results;

    /** @param results reads the ends of the single records of a batch; empty where all share one */
    Judge(ResponseClassifier classifier, Optional<BatchResults> results) {
        this.classifier = classifier;
        this.results = results;
    }

    /**
     * Judges a reply, or what came instead of one.
     *
     * @return empty for a failure that neither a record nor the receiver is to blame for
     */
    Optional<Ending> of(Exchange exchange, @Nullable Throwable failure) {
        if (exchange.reply().isPresent()) {
            return Optional.of(
                    of(exchange.reply().get(), exchange.parcel().deliveries().size()));
        }
        if (failure instanceof HttpFault fault) {
            return Optional.of(Ending.failed(classifier.failureOf(fault)));
        }
        return failure instanceof ConnectorFailure unproven ? Optional.of(Ending.failed(unproven)) : Optional.empty();
    }

    private Ending of(HttpReply reply, int records) {
        Verdict verdict = classifier.judge(reply);
        if (verdict.failure().isPresent()) {
            return Ending.failed(verdict.failure().get());
        }
        if (verdict.meaning() == Meaning.IGNORE) {
            return Ending.ignored();
        }
        return results.map(each -> each.read(reply, records)).orElseGet(Ending::delivered);
    }
}
