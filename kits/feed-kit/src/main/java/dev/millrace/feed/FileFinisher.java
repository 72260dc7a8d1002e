package dev.millrace.feed;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with files that Kafka has whole what was configured. A step that fails is tried again for ever: the data is safe, and the
 * file in its place says that something is left to do. Requests come from the polling thread, the work belongs to the
 * reading thread.
 */
final class FileFinisher {

    private static final Logger LOG = LoggerFactory.getLogger(FileFinisher.class);

    private static final class Attempt {
        private final FileDelivery delivery;
        private int failures;
        private final Instant time;
        private boolean tried;
        private @Nullable String target;
        private long notBefore;

        /** Its time stays that of the first try, so that all tries have the same target. */
        private Attempt(FileDelivery delivery, Instant time) {
            this.delivery = delivery;
            this.time = time;
        }
    }

    private final FileStore store;
    private final FileMover mover;
    private final FeedSettings settings;
    private final FileFeed.Share share;
    private final Companions companions;
    private final FilesInHand inHand;
    private final Clock clock;
    private final RandomGenerator random;
    private final FeedMeters meters;
    private final BlockingQueue<FileDelivery> requests = new LinkedBlockingQueue<>();
    private final Queue<FileIdentity> left = new ConcurrentLinkedQueue<>();
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    FileFinisher(
            FileStore store,
            FeedSettings settings,
            FileFeed.Share share,
            FilesInHand inHand,
            Clock clock,
            RandomGenerator random,
            FeedMeters meters) {
        this.store = store;
        this.mover = new FileMover(store);
        this.settings = settings;
        this.share = share;
        this.companions = new Companions(settings.readiness());
        this.inHand = inHand;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    void request(FileDelivery delivery) {
        requests.add(delivery);
    }

    /** Nothing is known any more of a file that kept its name back: it may come again. */
    void release(FileDelivery delivery) {
        left.add(delivery.file());
    }

    /** Waits for a request, for so long at most. */
    void await(long millis) throws InterruptedException {
        FileDelivery next = requests.poll(millis, TimeUnit.MILLISECONDS);
        if (next != null) {
            attempts.add(new Attempt(next, clock.instant()));
        }
    }

    /** Finishes what can be finished now; true when it did anything. */
    boolean work() {
        for (FileIdentity file = left.poll(); file != null; file = left.poll()) {
            inHand.release(file);
        }
        for (FileDelivery next = requests.poll(); next != null; next = requests.poll()) {
            attempts.add(new Attempt(next, clock.instant()));
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
            FileFinish how = finish(attempt);
            if (!how.stays() && !delivery.keepsName(how)) {
                inHand.release(delivery.file());
            }
            if (delivery.isInKafka()) {
                count(how);
            }
            delivery.finished(how);
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

    private void count(FileFinish how) {
        meters.filesFinished.increment();
        if (how.step().filter(step -> step == AuditEvent.Step.ARCHIVED).isPresent() && !how.stays()) {
            meters.filesArchived.increment();
        }
        if (how.reason().filter(FileFinish.TARGET_EXISTS::equals).isPresent()) {
            meters.filesConflicting.increment();
        }
    }

    private FileFinish finish(Attempt attempt) {
        FileFinish how = finishFile(attempt);
        if (how.step().isPresent() && !how.stays()) {
            removeCompanions(attempt.delivery.file());
        }
        return how;
    }

    /** What stands beside a file that is gone says nothing any more; beside a new delivery it may be that one's. */
    private void removeCompanions(FileIdentity file) {
        List<String> beside = companions.of(file.path());
        if (!beside.isEmpty() && store.stat(file.path()).isEmpty()) {
            beside.stream().filter(path -> store.stat(path).isPresent()).forEach(store::delete);
        }
    }

    private FileFinish finishFile(Attempt attempt) {
        FileDelivery delivery = attempt.delivery;
        FinishSettings finish = settings.finish();
        FileIdentity file = delivery.file();
        if (!delivery.isInKafka()) {
            return letGo(delivery);
        }
        FileTemplate.Subject subject =
                new FileTemplate.Subject(file.path(), settings.input().folderOf(file.path()), attempt.time, share);
        if (delivery.isQuarantined()) {
            return finish.quarantine()
                    .map(to -> quarantine(attempt, to.fill(subject)))
                    .orElseGet(() -> stay(file, FileFinish.LEFT));
        }
        if (delivery.duplicateOf().isPresent() && staysAsDuplicate(delivery)) {
            inHand.keepDuplicate(file);
            return FileFinish.LEFT;
        }
        return switch (finish.afterRead()) {
            case KEEP -> stay(file, delivery.isAlreadyTold() ? FileFinish.LEFT : FileFinish.KEPT);
            case TOUCH -> touch(attempt, finish.touchName().fillBeside(subject));
            case MOVE ->
                move(attempt, finish.archive().orElseThrow().fill(subject), finish.conflict(), FileFinish::movedTo);
            case RENAME ->
                move(attempt, finish.renameTo().fillBeside(subject), finish.conflict(), FileFinish::renamedTo);
            case DELETE -> delete(attempt);
        };
    }

    /** Bytes that nobody has read are not deleted, unless all speaks for their being those that were. */
    private boolean staysAsDuplicate(FileDelivery delivery) {
        boolean looksTheSame = delivery.file().kind() == FileIdentity.Kind.CONTENT
                || delivery.duplicateOf().orElseThrow().position().offset()
                        == delivery.file().size();
        return switch (settings.finish().afterRead()) {
            case KEEP, TOUCH -> true;
            case MOVE, RENAME -> false;
            case DELETE -> !looksTheSame;
        };
    }

    /** What was read of it is stored: a listing may show it again, and it is taken up from there. */
    private FileFinish letGo(FileDelivery delivery) {
        if (delivery.isPutOff()) {
            inHand.putOff(delivery.file());
        } else {
            inHand.release(delivery.file());
        }
        return FileFinish.LEFT;
    }

    private FileFinish stay(FileIdentity file, FileFinish how) {
        inHand.keep(file);
        return how;
    }

    /** An older marker is left as it is: it may be somebody's file, and says what is to be said. */
    private FileFinish touch(Attempt attempt, String marker) {
        FileIdentity file = attempt.delivery.file();
        Optional<StoredFile> now = store.stat(file.path());
        if (!isSame(file, now)) {
            return notOurs(file, now);
        }
        if (store.stat(marker).isPresent()) {
            boolean wasTold = attempt.delivery.isAlreadyTold() && !attempt.tried;
            return stay(file, wasTold ? FileFinish.LEFT : FileFinish.touched(marker));
        }
        attempt.tried = true;
        store.write(marker, new byte[0]);
        return stay(file, FileFinish.touched(marker));
    }

    private FileFinish delete(Attempt attempt) {
        FileIdentity file = attempt.delivery.file();
        Optional<StoredFile> now = store.stat(file.path());
        if (!isSame(file, now)) {
            return attempt.tried && now.isEmpty() ? FileFinish.DELETED : notOurs(file, now);
        }
        attempt.tried = true;
        store.delete(file.path());
        return FileFinish.DELETED;
    }

    /** The report is written first: a file in quarantine is never without one, and a repetition replaces it. */
    private FileFinish quarantine(Attempt attempt, String wanted) {
        FileDelivery delivery = attempt.delivery;
        byte[] report = ErrorReport.of(delivery.file(), delivery.lastOffset(), attempt.time, share);
        Consumer<String> writeReport = target -> store.write(target + ErrorReport.SUFFIX, report);
        return move(attempt, wanted, NameConflict.NUMBER, writeReport, FileFinish::movedTo);
    }

    private FileFinish move(Attempt attempt, String wanted, NameConflict conflict, Function<String, FileFinish> done) {
        return move(attempt, wanted, conflict, target -> {}, done);
    }

    private FileFinish move(
            Attempt attempt,
            String wanted,
            NameConflict conflict,
            Consumer<String> before,
            Function<String, FileFinish> done) {
        FileIdentity file = attempt.delivery.file();
        Optional<StoredFile> now = store.stat(file.path());
        if (!isSame(file, now)) {
            return movedBefore(attempt).map(done).orElseGet(() -> notOurs(file, now));
        }
        // A template may make its own name of a file; overwrite would delete it then.
        Optional<String> target = wanted.equals(file.path())
                ? Optional.empty()
                : mover.move(file.path(), wanted, conflict, tried -> {
                    attempt.target = tried;
                    before.accept(tried);
                });
        if (target.isEmpty()) {
            LOG.warn(
                    "{} is in Kafka as a whole and stays where it is, for there is a file named {}",
                    file.subject(),
                    wanted);
            return stay(file, FileFinish.targetExists(wanted));
        }
        return done.apply(target.get());
    }

    /** A move whose answer was lost may have been done all the same. */
    private Optional<String> movedBefore(Attempt attempt) {
        FileIdentity file = attempt.delivery.file();
        return Optional.ofNullable(attempt.target)
                .flatMap(store::stat)
                .filter(there -> there.size() == file.size() && there.modified() == file.modified())
                .map(StoredFile::path);
    }

    /** Whether the file that Kafka has is the one under this name: a newer delivery must not be touched. */
    private static boolean isSame(FileIdentity file, Optional<StoredFile> now) {
        return now.isPresent() && FileIdentity.of(file.store(), now.get()).equals(file);
    }

    private static FileFinish notOurs(FileIdentity file, Optional<StoredFile> now) {
        LOG.warn(
                "{} is in Kafka as a whole, but {} before it could be finished",
                file.subject(),
                now.isEmpty() ? "was gone" : "another file took its name");
        return FileFinish.lost(now.isEmpty() ? AuditEvent.Step.VANISHED : AuditEvent.Step.CHANGED);
    }
}
