package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.SftpPartner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** The task against an SFTP server that fails; what was read is not fetched again, and no other session is made. */
final class SftpSourceFaultsTest extends SourceFaultsContract<SftpPartner> {

    private static final double SCALE = Double.parseDouble(System.getProperty("millrace.scale", "0.05"));

    /** The most that is on its way when a connection breaks. */
    private static final int READ_AHEAD = 256 << 10;

    @Override
    SftpPartner serve(Path served) throws IOException {
        return SftpPartner.start(served);
    }

    @Override
    Map<String, String> configuration(SftpPartner server) {
        Map<String, String> configuration = Configurations.connector(server);
        configuration.put(SftpSettings.DEADLINE, "5000");
        configuration.put(SftpSettings.CONNECT_TIMEOUT, "10000");
        configuration.put(SftpSettings.READ_AHEAD, String.valueOf(READ_AHEAD));
        return configuration;
    }

    @Override
    void requireTakenUp(long size) {
        List<Long> starts = partner().readStarts("/in/a.txt");
        assertThat(starts).hasSize(2).startsWith(0L);
        assertThat(starts.get(1)).isPositive().isLessThanOrEqualTo(size / 3);
        assertThat(partner().bytesRead("/in/a.txt")).isBetween(size, size + READ_AHEAD);
        assertThat(partner().sessions()).isEqualTo(2);
    }

    @Test
    @Override
    void losesAndRepeatsNothingWhenTheConnectionIsCutAgainAndAgain() throws IOException {
        super.losesAndRepeatsNothingWhenTheConnectionIsCutAgainAndAgain();

        assertThat(partner().readStarts("/in/a.txt")).hasSizeGreaterThan(4);
    }

    @Test
    void makesNoOtherSessionWhenAMoveIsRefused() throws IOException {
        partner().readOnly(true);
        drop("a.txt", rows(10));
        harness().start();
        harness().runUntil(() -> delivered().size() == 10, "all rows are delivered");
        long sessions = partner().sessions();
        for (int turn = 0; turn < 5; turn++) {
            harness().poll();
            harness().commit();
        }

        partner().readOnly(false);
        harness().runUntil(() -> archived() == 1, "the file is archived");

        assertThat(partner().sessions()).isEqualTo(sessions);
    }

    @Test
    void failsWhenTheHostKeyIsAnotherAllOfASudden() throws IOException {
        harness().start();
        drop("a.txt", rows(10));
        harness().runUntil(() -> archived() == 1, "the file is archived");

        partner().changeHostKey();
        partner().cutAllSessions();
        Throwable failure = failure();

        assertThat(failure)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("host-key-refused")
                .hasMessageContaining(partner().hostKeyFingerprint())
                .hasMessageContaining(SftpSettings.FINGERPRINTS);
    }

    @Test
    void waitsForASlowServerWithoutHoldingUpTheWorker() throws IOException {
        partner().delayPerRead(Duration.ofMillis(100));
        List<String> rows = rows(10_000);
        drop("a.txt", rows);
        harness().restart(Configurations.with(configuration(partner()), SftpSettings.DEADLINE, "10000"));

        harness().runUntil(() -> archived() == 1, "the file is archived");

        assertThat(delivered()).isEqualTo(rows);
        assertThat(partner().sessions()).isEqualTo(1);
        assertThat(harness().longestPoll()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void readsThousandsOfSmallFilesInOneSession() throws IOException {
        int files = (int) (10_000 * SCALE);
        for (int file = 0; file < files; file++) {
            Files.writeString(folder().resolve("in/" + file + ".txt"), "row of file " + file + "\n");
        }
        harness().start();

        long began = System.nanoTime();
        while (archived() < files) {
            harness().poll();
            harness().commit();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(100));
        }

        assertThat(delivered()).hasSize(files).doesNotHaveDuplicates();
        assertThat(partner().sessions()).isEqualTo(1);
        assertThat(partner().connections()).isEqualTo(1);
    }
}
