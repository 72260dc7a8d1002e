package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.FtpPartner;
import dev.millrace.partner.FtpPartner.Protection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The task against an FTP server that fails. */
final class FtpSourceFaultsTest extends SourceFaultsContract<FtpPartner> {

    @Override
    FtpPartner serve(Path served) throws IOException {
        return FtpPartner.start(served, Protection.PLAIN);
    }

    @Override
    Map<String, String> configuration(FtpPartner server) {
        Map<String, String> configuration = Configurations.feed(Configurations.login(server, Protection.PLAIN), "");
        configuration.put(FtpSettings.DEADLINE, "5000");
        configuration.put(FtpSettings.CONNECT_TIMEOUT, "10000");
        configuration.put(FtpSettings.KEEPALIVE, "50");
        return configuration;
    }

    /** A reset may take with it what had arrived and was not read yet: all of it, on a busy machine. */
    @Override
    void requireTakenUp(long size) {
        assertThat(partner().readStarts("/in/a.txt").get(1)).isBetween(0L, size / 3);
    }

    @Test
    void resumesAtTheByteWhenTheTransferBreaksWithinAFile() throws IOException {
        List<String> rows = rows(50_000);
        long size = drop("a.txt", rows);
        partner().dropTransferAfterBytes(size / 3);
        harness().start();

        harness().runUntil(() -> archived() == 1, "the file is archived");

        assertThat(delivered()).isEqualTo(rows);
        assertThat(partner().readStarts("/in/a.txt")).hasSize(2).startsWith(0L);
        requireTakenUp(size);
    }

    @Test
    void keepsTheControlConnectionAliveWhileDataFlows() throws IOException {
        partner().delayPerRead(Duration.ofMillis(100));
        List<String> rows = rows(2_000);
        drop("a.txt", rows);
        harness().start();

        harness().runUntil(() -> archived() == 1, "the file is archived");

        assertThat(delivered()).isEqualTo(rows);
        assertThat(partner().commands("NOOP")).isGreaterThan(5);
        assertThat(harness().longestPoll()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void connectsAgainWhenTheServerEndedTheIdleConnection() throws IOException {
        harness().start();
        drop("a.txt", rows(10));
        harness().runUntil(() -> archived() == 1, "the first file is archived");

        partner().cutAllSessions();
        drop("b.txt", rows(10));
        harness().runUntil(() -> archived() == 2, "the second file is archived");

        assertThat(delivered()).hasSize(20);
    }
}
