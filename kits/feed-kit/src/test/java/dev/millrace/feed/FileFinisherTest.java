package dev.millrace.feed;

import static dev.millrace.feed.MemoryFiles.ARCHIVE;
import static dev.millrace.feed.MemoryFiles.IN;
import static dev.millrace.feed.MemoryFiles.QUARANTINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Position;
import dev.millrace.feed.store.StoredFile;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.Meters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FileFinisherTest {

    private static final String FILE = IN + "/a.txt";
    private static final String DONE = ARCHIVE + "/a.txt";
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    private final MemoryFiles files = new MemoryFiles().put(FILE, "content");
    private final FilesInHand inHand = new FilesInHand();
    private final Meters meters = Meters.register("finisher-test", "test", "0");
    private final FeedMeters figures = new FeedMeters(meters);
    private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @AfterEach
    void closeMeters() {
        meters.close();
    }

    @Test
    void movesUnderItsOwnName() {
        FileDelivery delivery = finish(options());

        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE));
        assertThat(files.names()).containsExactly(DONE);
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void movesUnderTheNextFreeNameAndOverwritesNothing() {
        files.put(DONE, "first").put(DONE + ".2", "second");

        FileDelivery delivery = finish(options());

        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE + ".3"));
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

        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE + ".5001"));
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
        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE));
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

        assertThat(delivery.finish()).contains(FileFinish.lost(AuditEvent.Step.CHANGED));
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void saysThatAFileVanishedWhichSomebodyElseTook() {
        FileFinisher finisher = finisher(options());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        files.files.clear();

        finisher.work();

        assertThat(delivery.finish()).contains(FileFinish.lost(AuditEvent.Step.VANISHED));
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

        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE + ".2"));
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

        assertThat(delivery.finish()).contains(FileFinish.DELETED);
        assertThat(files.names()).isEmpty();
    }

    @Test
    void movesWhatCantBeReadIntoQuarantine() {
        FileFinisher finisher = finisher(deleting().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE));
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(true));

        finisher.work();

        assertThat(delivery.finish()).contains(FileFinish.movedTo(QUARANTINE + "/a.txt"));
    }

    @Test
    void leavesWhatCantBeReadInPlaceWithoutAQuarantine() {
        FileFinisher finisher = finisher(deleting());
        FileIdentity file = files.identity(FILE);
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(true));

        finisher.work();

        assertThat(delivery.finish()).contains(FileFinish.LEFT);
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.has(file)).isTrue();
    }

    @Test
    void letsALostFileGoWithoutTouchingIt() {
        FileFinisher finisher = finisher(deleting());
        FileDelivery delivery = request(finisher, new Batch.Lost(false));

        finisher.work();

        assertThat(delivery.finish()).contains(FileFinish.LEFT);
        assertThat(files.names()).containsExactly(FILE);
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void movesToWhereTheTemplateSaysAndMakesTheFolder() {
        clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

        FileDelivery delivery = finish(options()
                .with(
                        FinishSettings.ARCHIVE_FOLDER,
                        "/archive/{yyyy}/{MM}{dd}/{connector}-{task}/{stem}-{HH}{mm}{ss}.{extension}"));

        String target = "/archive/2026/0304/feed-0/a-050607.txt";
        assertThat(delivery.finish()).contains(FileFinish.movedTo(target));
        assertThat(files.names()).containsExactly(target);
        assertThat(files.writes).containsExactly("folder /archive/2026/0304/feed-0", "move " + target);
    }

    @Test
    void makesAFolderOnceForManyFiles() {
        FileFinisher finisher = finisher(options());
        request(finisher, new Batch.AlreadyTold(false));
        finisher.work();
        files.put(FILE, "content");
        request(finisher, new Batch.AlreadyTold(false));
        finisher.work();

        assertThat(files.names()).containsExactly(DONE, DONE + ".2");
        assertThat(files.writes).containsOnlyOnce("folder " + ARCHIVE);
    }

    @Test
    void leavesAFileInPlaceWhoseNameIsTakenWhenToldToFail() {
        files.put(DONE, "first");
        FileIdentity file = files.identity(FILE);

        FileDelivery delivery = finish(options().with(FinishSettings.ARCHIVE_CONFLICT, "fail"));

        assertThat(delivery.finish()).contains(FileFinish.targetExists(DONE));
        assertThat(files.names()).containsExactly(DONE, FILE);
        assertThat(files.text(DONE)).isEqualTo("first");
        assertThat(inHand.has(file)).isTrue();
        assertThat(inHand.taken()).isZero();
        assertThat(figures.filesConflicting.sum()).isEqualTo(1);
        assertThat(figures.filesArchived.sum()).isZero();
    }

    @Test
    void overwritesTheOlderFileWhenToldSo() {
        files.put(DONE, "first");

        FileDelivery delivery = finish(options().with(FinishSettings.ARCHIVE_CONFLICT, "overwrite"));

        assertThat(delivery.finish()).contains(FileFinish.movedTo(DONE));
        assertThat(files.names()).containsExactly(DONE);
        assertThat(files.text(DONE)).isEqualTo("content");
        assertThat(figures.filesArchived.sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(NameConflict.class)
    void neverDeletesAFileThatIsToGetItsOwnName(NameConflict conflict) {
        FeedOptions options = options()
                .with(FinishSettings.ARCHIVE_CONFLICT, conflict.name())
                .with(FinishSettings.ARCHIVE_FOLDER, "/{folder}/in/{name}");

        FileDelivery delivery = finish(options);

        assertThat(delivery.finish()).contains(FileFinish.targetExists(FILE));
        assertThat(files.text(FILE)).isEqualTo("content");
        assertThat(files.writes).isEmpty();
    }

    @Test
    void renamesInPlace() {
        FileDelivery delivery = finish(renaming());

        assertThat(delivery.finish()).contains(FileFinish.renamedTo(FILE + ".done"));
        assertThat(files.names()).containsExactly(FILE + ".done");
        assertThat(files.writes).containsExactly("move " + FILE + ".done");
        assertThat(inHand.taken()).isZero();
    }

    @Test
    void putsAnEmptyFileBesideAFileThatWasRead() {
        FileIdentity file = files.identity(FILE);

        FileDelivery delivery = finish(touching());

        assertThat(delivery.finish()).contains(FileFinish.touched(FILE + ".read"));
        assertThat(files.text(FILE)).isEqualTo("content");
        assertThat(files.find(FILE + ".read"))
                .get()
                .extracting(StoredFile::size)
                .isEqualTo(0L);
        assertThat(inHand.has(file)).isTrue();
    }

    @Test
    void leavesAFileAloneThatHasTheNameOfTheMarker() {
        files.put(FILE + ".read", "somebody's");

        FileDelivery delivery = finish(touching());

        assertThat(delivery.finish()).contains(FileFinish.LEFT);
        assertThat(files.text(FILE + ".read")).isEqualTo("somebody's");
    }

    @Test
    void marksNoNewerDeliveryAsRead() {
        FileFinisher finisher = finisher(touching());
        FileDelivery delivery = request(finisher, new Batch.AlreadyTold(false));
        files.put(FILE, "newer content");

        finisher.work();

        assertThat(delivery.finish()).contains(FileFinish.lost(AuditEvent.Step.CHANGED));
        assertThat(files.names()).containsExactly(FILE);
    }

    @Test
    void putsTheReasonBesideAFileInQuarantineBeforeTheFileItself() {
        clock = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);
        String target = QUARANTINE + "/2026/a.txt";

        FileDelivery delivery =
                finish(deleting().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE + "/{yyyy}"), quarantined());

        assertThat(delivery.finish()).contains(FileFinish.movedTo(target));
        assertThat(files.names()).containsExactly(target, target + ".error.json");
        assertThat(files.writes)
                .containsExactly("folder " + QUARANTINE + "/2026", "write " + target + ".error.json", "move " + target);
        assertThat(files.text(target + ".error.json")).isEqualToIgnoringWhitespace("""
                {"file": "/in/a.txt", "store": "memory://", "size": 7, "modified": "1970-01-01T00:00:01Z",
                 "sha256": "%s", "code": "invalid-json",
                 "message": "The file can't be read further than line 4, byte 30, behind 3 records.",
                 "record": 3, "offset": 30, "line": 4, "records": 2, "malformed": 2,
                 "time": "2026-03-04T05:06:07Z", "connector": "feed", "task": 0}
                """.formatted(SHA256));
    }

    @Test
    void writesTheReasonAgainBesideTheNameThatTheFileGets() {
        files.put(QUARANTINE + "/a.txt", "older");
        files.put(QUARANTINE + "/a.txt.error.json", "older report");
        files.archiveLocked = true;
        FileFinisher finisher = finisher(deleting().with(FinishSettings.QUARANTINE_FOLDER, QUARANTINE));
        FileDelivery delivery = request(finisher, quarantined());
        finisher.work();
        files.archiveLocked = false;
        clock = Clock.offset(clock, Duration.ofMinutes(1));

        finisher.work();

        String second = QUARANTINE + "/a.txt.2";
        assertThat(delivery.finish()).contains(FileFinish.movedTo(second));
        assertThat(files.text(QUARANTINE + "/a.txt.error.json")).isEqualTo("older report");
        assertThat(files.text(second + ".error.json")).contains("\"code\" : \"invalid-json\"");
    }

    @Test
    void saysNothingTwiceOfAFileThatAnEarlierRunKept() {
        FeedOptions keeping = options().with(FinishSettings.AFTER_READ, "keep").without(FinishSettings.ARCHIVE_FOLDER);

        FileDelivery fresh = finish(keeping, completed());
        inHand.release(files.identity(FILE));
        FileDelivery again = finish(keeping, new Batch.AlreadyTold(false));

        assertThat(fresh.finish()).contains(FileFinish.KEPT);
        assertThat(again.finish()).contains(FileFinish.LEFT);
    }

    static Stream<FeedOptions> writingModes() {
        return Stream.of(
                options(),
                options().with(FinishSettings.ARCHIVE_CONFLICT, "fail"),
                options().with(FinishSettings.ARCHIVE_CONFLICT, "overwrite"),
                deleting(),
                renaming(),
                touching());
    }

    @ParameterizedTest
    @MethodSource("writingModes")
    void triesEachModeAgainUntilTheServerAllowsIt(FeedOptions options) {
        files.readOnly = true;
        FileFinisher finisher = finisher(options);
        FileDelivery delivery = request(finisher, completed());
        for (int attempt = 0; attempt < 20; attempt++) {
            finisher.work();
            clock = Clock.offset(clock, Duration.ofMinutes(1));
        }
        boolean finishedEarly = delivery.finish().isPresent();
        files.readOnly = false;

        finisher.work();

        assertThat(finishedEarly).isFalse();
        assertThat(delivery.finish().flatMap(FileFinish::step)).contains(AuditEvent.Step.ARCHIVED);
        assertThat(files.opened).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writingModes")
    void finishesEachModeOnceAlsoWithoutAnAnswer(FeedOptions options) {
        files.lostAnswers.set(1);
        FileFinisher finisher = finisher(options);
        FileDelivery delivery = request(finisher, completed());
        finisher.work();
        clock = Clock.offset(clock, Duration.ofMinutes(1));

        finisher.work();

        assertThat(delivery.finish().flatMap(FileFinish::step)).contains(AuditEvent.Step.ARCHIVED);
        assertThat(files.writes.stream().filter(write -> !write.startsWith("folder")))
                .hasSize(1);
    }

    private FileDelivery finish(FeedOptions options) {
        return finish(options, new Batch.AlreadyTold(false));
    }

    private FileDelivery finish(FeedOptions options, Batch.Ending ending) {
        FileFinisher finisher = finisher(options);
        FileDelivery delivery = request(finisher, ending);
        assertThat(finisher.work()).isTrue();
        return delivery;
    }

    private static Batch.Completed completed() {
        FileOffset end = new FileOffset(new Position(1, 7, 2), FileOffset.State.COMPLETED, "", "", 0);
        return new Batch.Completed(new FileTotals(1, 0, Optional.empty()), end);
    }

    private static Batch.Quarantined quarantined() {
        Breakage why = new Breakage("invalid-json", new Position(3, 30, 4), Optional.of(SHA256));
        FileOffset end = new FileOffset(new Position(4, 40, 5), FileOffset.State.QUARANTINED, why.text(), "", 2);
        return new Batch.Quarantined(new FileTotals(2, 2, Optional.of(SHA256)), end, why.code());
    }

    private static FeedOptions renaming() {
        return options().with(FinishSettings.AFTER_READ, "rename").without(FinishSettings.ARCHIVE_FOLDER);
    }

    private static FeedOptions touching() {
        return options().with(FinishSettings.AFTER_READ, "touch").without(FinishSettings.ARCHIVE_FOLDER);
    }

    private FileDelivery request(FileFinisher finisher, Batch.Ending ending) {
        FileIdentity file = files.identity(FILE);
        inHand.take(file);
        FileDelivery delivery = new FileDelivery(file, FileOffset.START, false);
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
                files.connect(),
                options.settings(),
                new FileFeed.Share("feed", 0, 1),
                inHand,
                moving,
                new Random(1),
                figures);
    }

    private static FeedOptions options() {
        return FeedOptions.of("");
    }

    private static FeedOptions deleting() {
        return options().with(FinishSettings.AFTER_READ, "delete").without(FinishSettings.ARCHIVE_FOLDER);
    }
}
