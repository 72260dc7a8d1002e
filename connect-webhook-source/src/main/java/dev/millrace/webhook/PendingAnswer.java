package dev.millrace.webhook;

import dev.millrace.http.HttpAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request that waits for its answer: the first answer counts, and it comes before the deadline. Thread-safe. */
final class PendingAnswer {

    private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    private volatile @Nullable Function<Fate, HttpAnswer> words;
    private volatile @Nullable Future<?> deadline;

    CompletionStage<HttpAnswer> stage() {
        return answer.minimalCompletionStage();
    }

    /** The timer that ends the wait, forgotten once the request is answered. */
    void endsWith(Future<?> timer) {
        deadline = timer;
        if (answer.isDone()) {
            timer.cancel(false);
        }
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /** What is answered to what becomes of the event that the request waits for. */
    void says(Function<Fate, HttpAnswer> what) {
        words = what;
    }

    /** Does something once the request is answered, at once when it is. */
    void whenAnswered(Runnable deed) {
        CompletableFuture<Void> unused = answer.thenRun(deed);
    }

    void decided(Fate fate) {
        Function<Fate, HttpAnswer> known = words;
        if (known != null && !answer.isDone()) {
            boolean unused = answer(known.apply(fate));
        }
    }

    /** Answers, unless it has been done. */
    boolean answer(HttpAnswer with) {
        boolean now = answer.complete(with);
        Future<?> timer = deadline;
        if (now && timer != null) {
            timer.cancel(false);
        }
        return now;
    }
}
