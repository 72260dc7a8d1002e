package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.LogCapture;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FailoverTest {

    private SftpPartner first;
    private SftpPartner second;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        first = SftpPartner.start(folder, 0, "partner", "shared-password-4711");
        second = SftpPartner.start(folder, 0, "partner", "shared-password-4711");
        configuration = Configurations.login(first);
        configuration.put(SftpSettings.HOST, "127.0.0.1, 127.0.0.1:" + second.port());
        configuration.put(SftpSettings.FINGERPRINTS, first.hostKeyFingerprint() + "," + second.hostKeyFingerprint());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void usesTheFirstHostWhileItAnswers() {
        Attempt.works(configuration);

        assertThat(first.sessions()).isEqualTo(1);
        assertThat(second.connections()).isZero();
    }

    @Test
    void usesTheSecondHostWhenTheFirstIsDown() throws IOException {
        first.stopListening();

        Attempt.works(configuration);

        assertThat(second.sessions()).isEqualTo(1);
    }

    @Test
    void usesTheSecondHostWhenTheFirstSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0)) {
            configuration.put(SftpSettings.HOST, "127.0.0.1:" + mute.getLocalPort() + ",127.0.0.1:" + second.port());
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "4000");

            Attempt.works(configuration);

            assertThat(second.sessions()).isEqualTo(1);
        }
    }

    @Test
    void usesTheSecondHostWhenNobodyKnowsTheFirst() {
        configuration.put(SftpSettings.HOST, "no-such-host.invalid,127.0.0.1:" + second.port());

        Attempt.works(configuration);
    }

    @Test
    void keepsTheNameOfTheFirstHostWhicheverAnswers() throws IOException {
        try (FileStore store = store()) {
            String before = store.id();
            first.stopListening();

            store.list("/in", file -> {});

            assertThat(before).isEqualTo("sftp://127.0.0.1:" + first.port()).isEqualTo(store.id());
        }
    }

    @Test
    void staysWithTheHostThatWorksUntilItIsLostAndThenBeginsAtTheFirstAgain() throws IOException {
        first.stopListening();

        List<String> lines;
        try (LogCapture log = new LogCapture();
                FileStore store = store()) {
            store.list("/in", file -> {});
            first.listenAgain();
            store.list("/in", file -> {});
            assertThat(first.sessions()).isZero();
            second.stopListening();
            Attempt.failure(store, configuration);
            store.list("/in", file -> {});
            lines = log.lines();
        }

        assertThat(first.sessions()).isEqualTo(1);
        assertThat(lines.stream().filter(line -> line.contains(": connected to")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("INFO")
                                .contains(": connected to 127.0.0.1:" + second.port()),
                        line -> assertThat(line)
                                .startsWith("INFO")
                                .contains(": connected to 127.0.0.1:" + first.port()));
    }

    @Test
    void stopsAtAHostThatRefusesTheLogin() {
        first.refuseLogin(true);

        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);

        assertThat(second.connections()).isZero();
    }

    @Test
    void stopsAtAHostThatShowsAnotherHostKey() {
        first.changeHostKey();

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);

        assertThat(second.connections()).isZero();
    }

    @Test
    void namesEachHostWhenNoneCanBeReached() throws IOException {
        first.stopListening();
        second.stopListening();

        ConnectorFailure failure = Attempt.fails(configuration, FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);

        assertThat(failure)
                .hasMessageContaining("none of its 2 hosts")
                .hasMessageContaining("127.0.0.1:" + first.port())
                .hasMessageContaining("127.0.0.1:" + second.port());
    }

    private FileStore store() {
        return new SftpFileStore(Configurations.settings(configuration));
    }
}
