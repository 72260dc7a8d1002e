package dev.millrace.sftp;

import dev.millrace.feed.FeedSettings;
import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a configuration on the server itself, for {@link #LIMIT} at most. What the server answers for certain is an error
 * on its key; that it can't be reached is only logged, so that a partner's outage blocks no change of configuration.
 */
final class ConnectionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);
    static final Duration LIMIT = Duration.ofSeconds(5);

    private record Finding(String key, String sentence) {}

    private final SftpSourceSettings settings;

    ConnectionCheck(SftpSourceSettings settings) {
        this.settings = settings;
    }

    /** Reports on the calling thread what was found when the server has answered, or when the time is over. */
    void report(Problems problems) {
        Queue<Finding> findings = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        FileStore store = settings.store().newStore();
        Thread thread = new Thread(
                () -> {
                    try {
                        check(store, (key, sentence) -> findings.add(new Finding(key, sentence)));
                        done.complete(null);
                    } catch (RuntimeException | Error failed) {
                        done.completeExceptionally(failed);
                    }
                },
                "millrace-validate");
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            LOG.warn("{} did not answer within {} s; its checks are left out", store.id(), LIMIT.toSeconds());
        } catch (ExecutionException failed) {
            LOG.warn("{} could not be checked", store.id(), failed.getCause());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
        for (Finding finding = findings.poll(); finding != null; finding = findings.poll()) {
            problems.report(finding.key(), finding.sentence());
        }
    }

    private void check(FileStore store, Problems problems) {
        FeedSettings feed = settings.feed();
        for (String folder : feed.folders()) {
            if (!tryOut(problems, FeedSettings.FOLDERS, () -> store.list(folder, file -> {}))) {
                return;
            }
        }
        for (FeedSettings.WrittenFolder written : feed.writtenFolders()) {
            tryOut(problems, written.key(), () -> store.probeWritable(written.folder()));
        }
    }

    /** False when the server can't be asked any further. */
    private boolean tryOut(Problems problems, String key, Runnable trial) {
        try {
            trial.run();
            return true;
        } catch (ConnectorFailure failure) {
            Optional<String> toBlame = settings.store().keyOf(failure);
            if (toBlame.isPresent()) {
                problems.report(toBlame.get(), "does not work: " + failure.getMessage());
                return false;
            }
            switch (failure.code()) {
                case StoreFailure.MISSING, StoreFailure.DENIED, SftpFileStore.REFUSED -> {
                    problems.report(key, "is refused by the server: " + failure.getMessage());
                    return true;
                }
                default -> LOG.warn("{}; its checks are left out", failure.getMessage());
            }
            return false;
        }
    }
}
