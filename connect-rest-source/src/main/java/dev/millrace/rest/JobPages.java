package dev.millrace.rest;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gets pages of rows that a job makes ready: creates it, asks about it until it is done, and fetches its rows. A job that was
 * created is asked about again after a failure, and, once a row of it was handed over, after a restart too.
 */
final class JobPages implements PageFetcher {

    private final JobSettings settings;
    private final PageFetcher creation;
    private final PageFetcher status;
    private final PageFetcher results;
    private final Optional<String> firstPage;
    private final Clock clock;
    private volatile @Nullable JobToken running;
    private volatile @Nullable Finished finished;

    /**
     * A job that is done.
     *
     * @param result the address of its rows; empty where the options hold it
     */
    private record Finished(String id, Optional<String> result) {}

    JobPages(
            JobSettings settings,
            PageFetcher creation,
            PageFetcher status,
            PageFetcher results,
            Optional<String> firstPage,
            Clock clock) {
        this.settings = settings;
        this.creation = creation;
        this.status = status;
        this.results = results;
        this.firstPage = firstPage;
        this.clock = clock;
    }

    @Override
    public Fetch fetch(PageRequest request) {
        JobToken wanted =
                request.token().isPresent() ? JobToken.parse(request.token().get()) : running;
        return new UnderWay(Asking.begin(asking -> {
            if (wanted == null) {
                return asking.page(creation, request.within(Optional.empty(), Map.of()))
                        .thenCompose(answer -> {
                            JobToken created = created(answer);
                            running = created;
                            return await(asking, request, created);
                        });
            }
            Finished known = finished;
            return known != null && known.id().equals(wanted.id())
                    ? rows(asking, request, wanted, known)
                    : await(asking, request, wanted);
        }));
    }

    private JobToken created(Page answer) {
        Optional<String> id = settings.id().isPresent()
                ? answer.fact(settings.id().get())
                : answer.header("Location")
                        .map(reference -> answer.address().resolve(reference).toString());
        return new JobToken(
                id.filter(text -> !text.isBlank())
                        .orElseThrow(() -> failure(
                                FailureKind.MALFORMED,
                                "job-id-missing",
                                answer.shownAddress(),
                                "told neither id nor address of the job that it was to create: correct "
                                        + JobSettings.ID)),
                clock.millis(),
                Optional.empty());
    }

    private CompletableFuture<Page> await(Asking asking, PageRequest request, JobToken job) {
        Optional<String> address = settings.statusUrl().isPresent() ? Optional.empty() : Optional.of(job.id());
        return asking.page(status, request.within(address, places(job))).thenCompose(answer -> {
            String state = answer.fact(settings.state().orElseThrow())
                    .orElse("")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (settings.done().contains(state)) {
                Finished done = new Finished(job.id(), result(answer));
                finished = done;
                return rows(asking, request, job, done);
            }
            boolean isLate = clock.millis() - job.created() > settings.limit().toMillis();
            if (isLate || settings.failed().contains(state)) {
                running = null;
                throw failure(
                        FailureKind.REJECTED,
                        isLate ? "job-too-long" : "job-failed",
                        answer.shownAddress(),
                        isLate
                                ? "is a job that took longer than " + JobSettings.LIMIT + " allows"
                                : "is a job that failed");
            }
            return asking.after(settings.interval(), () -> await(asking, request, job));
        });
    }

    private Optional<String> result(Page answer) {
        return settings.result()
                .map(pointer -> answer.fact(pointer)
                        .map(reference -> answer.address().resolve(reference).toString())
                        .orElseThrow(() -> failure(
                                FailureKind.MALFORMED,
                                "job-result-missing",
                                answer.shownAddress(),
                                "is a job that is done, but there is no address at " + pointer)));
    }

    private CompletableFuture<Page> rows(Asking asking, PageRequest request, JobToken job, Finished done) {
        Optional<String> token = job.page().or(() -> firstPage).or(done::result);
        PageRequest reached = request.reachedBy(job.text(), places(job));
        return asking.page(results, request.within(token, places(job))).thenApply(page -> {
            running = null;
            return page.as(reached, Map.of());
        });
    }

    private Map<String, String> places(JobToken job) {
        return settings.id().isPresent() ? Map.of(JobSettings.PLACE, job.id()) : Map.of();
    }

    private static ConnectorFailure failure(FailureKind kind, String code, String address, String sentence) {
        return new ConnectorFailure(kind, code, address + " " + sentence);
    }

    @Override
    public void close() {
        creation.close();
        status.close();
        results.close();
    }
}
