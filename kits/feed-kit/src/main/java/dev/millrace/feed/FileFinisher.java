package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves, deletes or keeps files that Kafka has whole. A step that fails is tried again for ever: the data is safe, and the
 * file in its place says that something is left to do. Requests come from the polling thread, the work belongs to the
 * reading thread.
 */
final class FileFinisher {

    private static final Logger LOG = LoggerFactory.getLogger(FileFinisher.class);

    private static final class Attempt {
        private final FileDelivery delivery;
        private int failures;
        private boolean tried;
        private @Nullable String target;
        private long notBefore;

        private Attempt(FileDelivery delivery) {
            this.delivery = delivery;
        }
    }

    private final FileStore store;
    private final FeedSettings settings;
    private final FilesInHand inHand;
    private final Clock clock;
    private final RandomGenerator random;
    private final FeedMeters meters;
    private final BlockingQueue<FileDelivery> requests = new LinkedBlockingQueue<>();
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    FileFinisher(
            FileStore store,
            FeedSettings settings,
            FilesInHand inHand,
            Clock clock,
            RandomGenerator random,
            FeedMeters meters) {
        this.store = store;
        this.settings = settings;
        this.inHand = inHand;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    void request(FileDelivery delivery) {
        requests.add(delivery);
    }

    /** Waits for a request, for so long at most. */
    void await(long millis) throws InterruptedException {
        FileDelivery next = requests.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null) {
            attempts.add(new Attempt(next));
        }
    }

    /** Finishes what can be finished now; true when it did anything. */
    boolean work() {
        for (FileDelivery next = requests.poll(); next != null; next = requests.poll()) {
            attempts.add(new Attempt(next));
        }
        boolean worked = false;
        long now = clock.millis();
        for (int left = attempts.size(); left > 0; left--) {
            Attempt attempt = attempts.remove();
            if (attempt.notBefore > now) {
                attempts.add(attempt);
            } else {
                worked = true;
                attempt(attempt);
            }
        }
        return worked;
    }

    private void attempt(Attempt attempt) {
        FileDelivery delivery = attempt.delivery;
        try {
            delivery.finished(finish(attempt));
            if (delivery.isInKafka()) {
                meters.filesFinished.increment();
            }
        } catch (ConnectorFailure failure) {
            if (failure.kind() == FailureKind.MISCONFIGURED || failure.kind() == FailureKind.UNAUTHORIZED) {
                throw failure;
            }
            meters.failures.increment();
            attempt.failures++;
            RetryPolicy retry = settings.retry();
            attempt.notBefore = clock.millis()
                    + retry.delay(attempt.failures, Optional.of(retry.base()), random)
                            .toMillis();
            attempts.add(attempt);
            if (attempt.failures == 1) {
                LOG.warn(
                        "{} is in Kafka as a whole but can't be finished yet ({}): {}. It is tried again until it succeeds.",
                        delivery.file().subject(),
                        failure.code(),
                        failure.getMessage());
            }
        }
    }

    private FileDelivery.Finish finish(Attempt attempt) {
        FileDelivery delivery = attempt.delivery;
        if (!delivery.isInKafka()) {
            return letGo(delivery);
        }
        if (delivery.isQuarantined()) {
            return settings.quarantineFolder().isPresent()
                    ? move(attempt, settings.quarantineFolder().get())
                    : keep(delivery.file());
        }
        return switch (settings.afterRead()) {
            case KEEP -> keep(delivery.file());
            case MOVE -> move(attempt, settings.archiveFolder().orElseThrow());
            case DELETE -> delete(attempt);
        };
    }

    /** What was read of it is stored: a listing may show it again, and it is taken up from there. */
    private FileDelivery.Finish letGo(FileDelivery delivery) {
        if (delivery.isPutOff()) {
            inHand.putOff(delivery.file());
        } else {
            inHand.release(delivery.file());
        }
        return FileDelivery.Finish.LEFT;
    }

    private FileDelivery.Finish keep(FileIdentity file) {
        inHand.keep(file);
        return FileDelivery.Finish.LEFT;
    }

    private FileDelivery.Finish delete(Attempt attempt) {
        FileIdentity file = attempt.delivery.file();
        Optional<StoredFile> now = store.stat(file.path());
        if (!isSame(file, now)) {
            inHand.release(file);
            return attempt.tried && now.isEmpty()
                    ? FileDelivery.Finish.gone(AuditEvent.Step.ARCHIVED)
                    : notOurs(file, now);
        }
        attempt.tried = true;
        store.delete(file.path());
        inHand.release(file);
        return FileDelivery.Finish.gone(AuditEvent.Step.ARCHIVED);
    }

    /** Moves under a free name: an archive is never overwritten. */
    private FileDelivery.Finish move(Attempt attempt, String folder) {
        FileIdentity file = attempt.delivery.file();
        Optional<StoredFile> now = store.stat(file.path());
        if (!isSame(file, now)) {
            FileDelivery.Finish how = movedBefore(attempt).orElseGet(() -> notOurs(file, now));
            inHand.release(file);
            return how;
        }
        String target = moveToFreeName(
                attempt, folder + file.path().substring(file.path().lastIndexOf('/')));
        inHand.release(file);
        return FileDelivery.Finish.movedTo(target);
    }

    private String moveToFreeName(Attempt attempt, String name) {
        for (long copy = 1; ; copy++) {
            copy = freeCopy(name, copy);
            String target = copyOf(name, copy);
            attempt.target = target;
            try {
                store.move(attempt.delivery.file().path(), target);
                return target;
            } catch (ConnectorFailure failure) {
                if (!failure.code().equals(StoreFailure.EXISTS)) {
                    throw failure;
                }
            }
        }
    }

    /** The number of a name that no file has, at or behind the first; few questions even where thousands are taken. */
    private long freeCopy(String name, long first) {
        if (isFree(name, first)) {
            return first;
        }
        long taken = first;
        long step = 1;
        while (!isFree(name, taken + step)) {
            taken += step;
            step *= 2;
        }
        long free = taken + step;
        while (free - taken > 1) {
            long middle = taken + (free - taken) / 2;
            if (isFree(name, middle)) {
                free = middle;
            } else {
                taken = middle;
            }
        }
        return free;
    }

    private boolean isFree(String name, long copy) {
        return store.stat(copyOf(name, copy)).isEmpty();
    }

    private static String copyOf(String name, long copy) {
        return copy == 1 ? name : name + "." + copy;
    }

    /** A move whose answer was lost may have been done all the same. */
    private Optional<FileDelivery.Finish> movedBefore(Attempt attempt) {
        FileIdentity file = attempt.delivery.file();
        return Optional.ofNullable(attempt.target)
                .flatMap(store::stat)
                .filter(there -> there.size() == file.size() && there.modified() == file.modified())
                .map(there -> FileDelivery.Finish.movedTo(there.path()));
    }

    /** Whether the file that Kafka has is the one under this name: a newer delivery must not be touched. */
    private static boolean isSame(FileIdentity file, Optional<StoredFile> now) {
        return now.isPresent() && FileIdentity.of(file.store(), now.get()).equals(file);
    }

    private static FileDelivery.Finish notOurs(FileIdentity file, Optional<StoredFile> now) {
        LOG.warn(
                "{} is in Kafka as a whole, but {} before it could be moved or deleted",
                file.subject(),
                now.isEmpty() ? "was gone" : "another file took its name");
        return FileDelivery.Finish.gone(now.isEmpty() ? AuditEvent.Step.VANISHED : AuditEvent.Step.CHANGED);
    }
}
