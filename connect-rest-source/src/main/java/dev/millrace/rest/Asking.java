package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several requests one behind the other that bring about one page; giving up that page gives up the one under way. */
final class Asking {

    private final CompletableFuture<Page> page = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> underWay;

    /** Begins with the first step. */
    static CompletableFuture<Page> begin(Function<Asking, CompletableFuture<Page>> steps) {
        Asking asking = new Asking();
        CompletableFuture<Page> unused = steps.apply(asking).whenComplete((there, failure) -> {
            boolean unusedToo =
                    failure == null ? asking.page.complete(there) : asking.page.completeExceptionally(failure);
        });
        CompletableFuture<Page> unusedAgain = asking.page.whenComplete((there, failure) -> asking.givenUp());
        return asking.page;
    }

    /** Asks for a page, as soon as limits of our own allow. */
    CompletableFuture<Page> page(PageFetcher pages, PageRequest request) {
        if (page.isDone()) {
            return CompletableFuture.failedFuture(new CancellationException());
        }
        try {
            PageFetcher.Fetch fetch = pages.fetch(request);
            if (fetch instanceof PageFetcher.Later later) {
                return after(later.delay(), () -> page(pages, request));
            }
            CompletableFuture<Page> sent = ((PageFetcher.UnderWay) fetch).page();
            underWay = sent;
            return sent;
        } catch (ConnectorFailure failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** Goes on after a while. */
    CompletableFuture<Page> after(Duration wait, Supplier<CompletableFuture<Page>> step) {
        Executor later = CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> waited = CompletableFuture.runAsync(() -> {}, later);
        underWay = waited;
        return waited.thenCompose(over -> step.get());
    }

    private void givenUp() {
        CompletableFuture<?> last = underWay;
        if (last != null && page.isCancelled()) {
            last.cancel(true);
        }
    }
}
