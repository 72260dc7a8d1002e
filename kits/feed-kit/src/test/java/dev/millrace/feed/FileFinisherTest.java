package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.Meters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FileFinisherTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";

    private final MemoryFiles files = new MemoryFiles().put(FILE, "content");
    private final FilesInHand inHand = new FilesInHand();
    private final Meters meters = Meters.register("finisher-test", "test", "0");
    private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @AfterEach
    void closeMeters() {
        meters.close();
    }

    @Test
    void movesUnderItsOwnName() {
        FileDelivery delivery = finish(options());

        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(DONE));
        assertThat(files.names()).containsExactly(DONE);
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void movesUnderTheNextFreeNameAndOverwritesNothing() {
        files.put(DONE, "first").put(DONE + ".2", "second");

        FileDelivery delivery = finish(options());

        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(DONE + ".3"));
        assertThat(files.text(DONE)).isEqualTo("first");
        assertThat(files.text(DONE + ".2")).isEqualTo("second");
        assertThat(files.text(DONE + ".3")).isEqualTo("content");
    }

    @Test
    void asksFewQuestionsWhereThousandsOfNamesAreTaken() {
        files.put(DONE, "first");
        for (int copy = 2; copy <= 5_000; copy++) {
            files.put(DONE + "." + copy, "older");
        }

        FileDelivery delivery = finish(options());

        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(DONE + ".5001"));
        assertThat(files.statCalls).hasValueLessThan(40);
    }

    @Test
    void triesAgainForEver() {
        files.archiveLocked = true;
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));

        for (int attempt = 0; attempt < 100; attempt++) {
            finisher.work();
            clock = Clock.offset(clock, Duration.ofMinutes(1));
        }
        boolean finishedEarly = delivery.finish().isPresent();
        files.archiveLocked = false;
        finisher.work();

        assertThat(finishedEarly).isFalse();
        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(DONE));
    }

    @Test
    void waitsBetweenAttempts() {
        files.archiveLocked = true;
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));

        assertThat(finisher.work()).isTrue();
        assertThat(finisher.work()).isFalse();

        assertThat(delivery.finish()).isEmpty();
    }

    @Test
    void touchesNoNewerDeliveryUnderTheSameName() {
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        files.put(FILE, "newer content");

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.gone(AuditEvent.Step.CHANGED));
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void saysThatAFileVanishedWhichSomebodyElseTook() {
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        files.files.clear();

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.gone(AuditEvent.Step.VANISHED));
    }

    @Test
    void findsAFileAgainThatWasMovedWithoutAnAnswer() {
        files.put(DONE, "older");
        files.lostAnswers.set(1);
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        finisher.work();
        clock = Clock.offset(clock, Duration.ofMinutes(1));

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(DONE + ".2"));
        assertThat(files.names()).containsExactly(DONE, DONE + ".2");
    }

    @Test
    void deletesOnceAlsoWithoutAnAnswer() {
        files.lostAnswers.set(1);
        FileFinisher finisher = finisher(deleting());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        finisher.work();
        clock = Clock.offset(clock, Duration.ofMinutes(1));

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.gone(AuditEvent.Step.ARCHIVED));
        assertThat(files.names()).isEmpty();
    }

    @Test
    void movesWhatCantBeReadIntoQuarantine() {
        FileFinisher finisher = finisher(deleting().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE));
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(true));

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.movedTo(QUARANTINE + "/a.txt"));
    }

    @Test
    void leavesWhatCantBeReadInPlaceWithoutAQuarantine() {
        FileFinisher finisher = finisher(deleting());
        FileIdentity file = files.identity(FILE);
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(true));

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.LEFT);
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.has(file)).isTrue();
    }

    @Test
    void letsALostFileGoWithoutTouchingIt() {
        FileFinisher finisher = finisher(deleting());
        FileDelivery delivery = request(finisher, new Batch.Lost(false));

        finisher.work();

        assertThat(delivery.finish()).contains(FileDelivery.Finish.LEFT);
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.taken()).isZero();
    }

    private FileDelivery finish(FeedOptions options) {
        FileFinisher finisher = finisher(options);
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        assertThat(finisher.work()).isTrue();
        return delivery;
    }

    private FileDelivery request(FileFinisher finisher, Batch.Ending ending) {
        FileIdentity file = files.identity(FILE);
        inHand.take(file);
        FileDelivery delivery = new FileDelivery(file);
        delivery.ended(ending);
        assertThat(delivery.finish()).isEqualTo(Optional.empty());
        finisher.request(delivery);
        return delivery;
    }

    private FileFinisher finisher(FeedOptions options) {
        Clock moving = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
        return new FileFinisher(
                files.connect(), options.settings(), inHand, moving, new Random(1), new FeedMeters(meters));
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static FeedOptions deleting() {
        return options().with(FinishSettings.AFTER_READ, "delete").without(FinishSettings.ARCHIVE_FOLDER);
    }
}
