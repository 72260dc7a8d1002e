package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.partner.FilePartner;
import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The task against a server that fails: nothing is lost, and nothing comes twice.
 *
 * @param <P> the server
 */
@Timeout(120)
abstract class SourceFaultsContract<P extends FilePartner> {

    private Path folder;
    private P partner;
    private SourceHarness harness;

    /** Starts a server of this folder. */
    abstract P serve(Path served) throws IOException;

    /** How the task reaches the server, with a deadline of some seconds. */
    abstract Map<String, String> configuration(P server);

    /** Whether {@code a.txt} of so many bytes was gone on with after its connection was cut at a third. */
    abstract void requireTakenUp(long size);

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        Files.createDirectory(folder.resolve("archive"));
        partner = serve(folder);
        harness = ConnectorHarness.source(SftpSourceConnector::new, configuration(partner), DeliveryMode.AT_LEAST_ONCE);
    }

    @AfterEach
    void stop() {
        harness.close();
        partner.close();
    }

    final P partner() {
        return partner;
    }

    final SourceHarness harness() {
        return harness;
    }

    final Path folder() {
        return folder;
    }

    @Test
    void resumesAtTheByteWhenTheConnectionIsCutWithinAFile() throws IOException {
        List<String> rows = rows(100_000);
        long size = drop("a.txt", rows);
        partner.dropConnectionAfterBytes(size / 3);
        harness.start();

        harness.runUntil(() -> archived() == 1, "the file is archived");

        assertThat(delivered()).isEqualTo(rows);
        requireTakenUp(size);
    }

    @Test
    void losesAndRepeatsNothingWhenTheConnectionIsCutAgainAndAgain() throws IOException {
        List<String> rows = rows(100_000);
        long size = drop("a.txt", rows);
        partner.dropConnectionEvery(size / 5);
        harness.start();

        harness.runUntil(() -> delivered().size() >= rows.size(), "all rows are delivered");
        partner.keepConnections();
        harness.runUntil(() -> archived() == 1, "the file is archived");

        assertThat(delivered()).isEqualTo(rows);
        // Cut so often, a file that was begun anew each time would never end.
        assertThat(partner.readStarts("/in/a.txt")).hasSizeGreaterThan(3).anyMatch(start -> start > 0);
    }

    @Test
    void goesOnAfterAnOutageOfThePartner() throws IOException {
        harness.start();
        List<String> rows = rows(10);
        drop("a.txt", rows);
        harness.runUntil(() -> archived() == 1, "the first file is archived");

        partner.stopListening();
        harness.poll();
        drop("b.txt", rows);
        harness.poll();
        partner.listenAgain();
        harness.runUntil(() -> archived() == 2, "the second file is archived");

        assertThat(delivered()).hasSize(20);
    }

    @Test
    void leavesAFileInPlaceWhileTheServerIsReadOnlyAndArchivesItLater() throws IOException {
        partner.readOnly(true);
        List<String> rows = rows(10);
        drop("a.txt", rows);
        harness.start();
        harness.runUntil(() -> delivered().size() == 10, "all rows are delivered");
        for (int turn = 0; turn < 5; turn++) {
            harness.poll();
            harness.commit();
        }
        boolean there = Files.exists(folder.resolve("in/a.txt"));

        partner.readOnly(false);
        harness.runUntil(() -> archived() == 1, "the file is archived");

        assertThat(there).isTrue();
        assertThat(delivered()).isEqualTo(rows);
        assertThat(partner.bytesRead("/in/a.txt")).isEqualTo(Files.size(folder.resolve("archive/a.txt")));
    }

    @Test
    void failsWhenTheLoginIsRefusedAllOfASudden() throws IOException {
        harness.start();
        drop("a.txt", rows(10));
        harness.runUntil(() -> archived() == 1, "the file is archived");

        partner.refuseLogin(true);
        partner.cutAllSessions();
        Throwable failure = failure();

        assertThat(failure)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("login-refused")
                .hasMessageContaining("user partner");
        assertThat(failure.toString()).doesNotContain(partner.password());
    }

    @Test
    void getsOverAServerThatHangs() throws IOException {
        harness.start();
        drop("a.txt", rows(10));
        harness.runUntil(() -> archived() == 1, "the first file is archived");
        partner.hang(true);
        drop("b.txt", rows(10));

        harness.runUntil(() -> partner.connections() > 1, "the session was given up");
        partner.hang(false);
        harness.runUntil(() -> archived() == 2, "the second file is archived");

        assertThat(delivered()).hasSize(20);
        assertThat(harness.longestPoll()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void leavesNoSessionAndNoThreadBehind() throws IOException {
        harness.start();
        drop("a.txt", rows(10));
        harness.runUntil(() -> archived() == 1, "the file is archived");

        harness.stop();

        Eventually.holds("no session is open", () -> partner.openSessions() == 0);
        Eventually.holds(
                "no thread of the task is left",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.startsWith("millrace-") || name.startsWith("Connect thread")));
    }

    final Throwable failure() {
        Throwable[] failure = new Throwable[1];
        Eventually.holds("the task fails", () -> {
            failure[0] = catchThrowable(() -> harness.poll());
            return failure[0] != null;
        });
        return failure[0];
    }

    final long drop(String name, List<String> rows) throws IOException {
        Path uploading = folder.resolve("in/" + name + ".part");
        Files.write(uploading, rows);
        Files.move(uploading, folder.resolve("in/" + name));
        return Files.size(folder.resolve("in/" + name));
    }

    static List<String> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> "row " + row + " of this file, as long as rows are")
                .toList();
    }

    final List<Object> delivered() {
        return harness.delivered("rows").stream().map(SourceRecord::value).toList();
    }

    final long archived() {
        try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
            return files.count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
