package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import dev.millrace.partner.TcpGate;
import dev.millrace.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store against servers and networks that fail. */
@Timeout(120)
class SftpFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(50);

    private Path folder;

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        partner = SftpPartner.start(folder);
        configuration = impatient(Configurations.login(partner));
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void takesAFileThatVanishesDuringAListingForAPassingFault() throws IOException {
        for (int file = 0; file < 2_000; file++) {
            Files.writeString(folder.resolve("orders-" + file + ".csv"), "1");
        }
        try (FileStore store = store(configuration)) {
            assertThatThrownBy(() -> store.list("/", shown -> removeAllFiles()))
                    .isInstanceOfSatisfying(
                            ConnectorFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT));
        }
    }

    private void removeAllFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void connectsAgainAfterTheSessionWasCut() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "1");
        try (FileStore store = store(configuration)) {
            store.list("/", file -> {});
            partner.cutAllSessions();

            Eventually.holds("the store answers again", () -> answers(store));

            assertThat(partner.sessions()).isEqualTo(2);
            assertThat(partner.openSessions()).isEqualTo(1);
        }
    }

    @Test
    void endsAStreamWithAnErrorWhenItsSessionIsCut() throws IOException {
        Files.write(folder.resolve("large.bin"), new byte[20_000_000]);
        try (FileStore store = store(configuration);
                InputStream in = store.open("/large.bin", 0)) {
            in.readNBytes(1_000);
            partner.cutAllSessions();

            assertFails(in);
        }
    }

    @Test
    void givesUpAServerThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            configuration.put(SftpSettings.PORT, String.valueOf(mute.getLocalPort()));

            try (FileStore store = store(configuration)) {
                assertUnreachableSoon(() -> store.list("/", file -> {}));
            }
        }
    }

    @Test
    void givesUpAServerThatTakesTheLoginAndOpensNoFiles() {
        partner.hang(true);

        try (FileStore store = store(configuration)) {
            assertUnreachableSoon(() -> store.list("/", file -> {}));
        }
    }

    @Test
    void isClosedAtOnceWhileItConnects() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            configuration.put(SftpSettings.PORT, String.valueOf(mute.getLocalPort()));
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "600000");
            FileStore store = store(configuration);
            Thread closer = new Thread(() -> {
                try {
                    mute.accept();
                } catch (IOException failed) {
                    // The store is closed all the same.
                }
                store.close();
            });
            closer.start();

            assertUnreachableSoon(() -> store.list("/", file -> {}));
            closer.join(60_000);
        }
    }

    @Test
    void cutsACallThatIsNotAnsweredInTimeAndGoesOnLater() {
        try (FileStore store = store(configuration)) {
            store.list("/", file -> {});
            partner.hang(true);

            assertUnreachableSoon(() -> store.stat("/a.csv"));
            partner.hang(false);

            assertThat(store.stat("/a.csv")).isEmpty();
            assertThat(partner.sessions()).isEqualTo(2);
        }
    }

    @Test
    void cutsAReadThatIsNotAnsweredInTime() throws IOException {
        Files.write(folder.resolve("large.bin"), new byte[20_000_000]);
        try (FileStore store = store(configuration);
                InputStream in = store.open("/large.bin", 0)) {
            in.readNBytes(1_000);
            partner.hang(true);
            long began = System.nanoTime();

            assertFails(in);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        }
    }

    @Test
    void cutsACallOnANetworkThatPassesNothing() throws IOException {
        try (TcpGate gate = TcpGate.before(partner.host(), partner.port())) {
            configuration.put(SftpSettings.PORT, String.valueOf(gate.port()));
            try (FileStore store = store(configuration)) {
                store.list("/", file -> {});
                gate.stall(true);

                assertUnreachableSoon(() -> store.list("/", file -> {}));
            }
        }
    }

    @Test
    void waitsForASlowServerAsLongAsItAnswers() throws IOException {
        int size = 3_000_000;
        Duration limit = Duration.ofMillis(2_500);
        Files.write(folder.resolve("a.bin"), new byte[size]);
        partner.delayPerRead(Duration.ofMillis(30));
        configuration.put(SftpSettings.DEADLINE, String.valueOf(limit.toMillis()));
        configuration.put(SftpSettings.READ_AHEAD, String.valueOf(1 << 20));
        long began = System.nanoTime();

        try (FileStore store = store(configuration);
                InputStream in = store.open("/a.bin", 0)) {
            assertThat(in.readNBytes(size)).hasSize(size);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(limit);
        assertThat(partner.sessions()).isEqualTo(1);
    }

    @Test
    void takesAConnectionThatBreaksWithinTheLoginForAnOutage() throws IOException {
        try (OddServer server = new OddServer(folder, (user, password, session) -> {
            session.getIoSession().close(true);
            return false;
        })) {
            useOddServer(server);

            try (FileStore store = store(configuration)) {
                assertUnreachableSoon(() -> store.list("/", file -> {}));
            }
        }
    }

    @Test
    void takesNoByteForDataThatNeverArrived() throws IOException {
        try (OddServer server = new OddServer(folder, (user, password, session) -> true)) {
            useOddServer(server);
            ByteArrayOutputStream arrived = new ByteArrayOutputStream();

            try (FileStore store = store(configuration);
                    InputStream in = store.open("/x", 0)) {
                assertThatThrownBy(() -> {
                            byte[] few = new byte[10];
                            for (int count = in.read(few); count >= 0; count = in.read(few)) {
                                arrived.write(few, 0, count);
                            }
                            throw new IOException("ended");
                        })
                        .isInstanceOf(IOException.class);
            }

            assertThat(arrived.toByteArray())
                    .hasSizeLessThanOrEqualTo(OddServer.SENT)
                    .containsOnly('x');
        }
    }

    @Test
    void keepsTheSessionWhenTheServerRefusesWithoutAReason() throws IOException {
        try (OddServer server = new OddServer(folder, (user, password, session) -> true)) {
            useOddServer(server);
            try (FileStore store = store(configuration)) {
                ConnectorFailure first = catchThrowableOfType(ConnectorFailure.class, () -> store.delete("/x"));
                ConnectorFailure second = catchThrowableOfType(ConnectorFailure.class, () -> store.delete("/x"));

                assertThat(first.code()).isEqualTo(SftpFileStore.REFUSED);
                assertThat(second.code()).isEqualTo(SftpFileStore.REFUSED);
                assertThat(second).hasMessageContaining("deleting").hasMessageContaining("Failure");
                assertThat(server.sessions()).isEqualTo(1);
            }
        }
    }

    @Test
    void probesTheRootByAPathWithOneSlash() throws IOException {
        try (OddServer server = new OddServer(folder, (user, password, session) -> true)) {
            useOddServer(server);
            try (FileStore store = store(configuration)) {

                assertThatThrownBy(() -> store.probeWritable("/")).isInstanceOf(ConnectorFailure.class);

                assertThat(server.opened()).singleElement().asString().matches("/\\.millrace-[^/]+\\.tmp");
            }
        }
    }

    private void useOddServer(OddServer server) {
        configuration.put(SftpSettings.PORT, String.valueOf(server.port()));
        configuration.remove(SftpSettings.FINGERPRINTS);
        configuration.put(SftpSettings.HOST_KEY_CHECK, "insecure");
    }

    private static Map<String, String> impatient(Map<String, String> configuration) {
        configuration.put(SftpSettings.CONNECT_TIMEOUT, "5000");
        configuration.put(SftpSettings.DEADLINE, "2000");
        return configuration;
    }

    private static FileStore store(Map<String, String> configuration) {
        return new SftpFileStore(Configurations.settings(configuration));
    }

    private static boolean answers(FileStore store) {
        try {
            store.list("/", file -> {});
            return true;
        } catch (ConnectorFailure cut) {
            assertThat(cut.kind()).isEqualTo(FailureKind.TRANSIENT);
            return false;
        }
    }

    private static void assertFails(InputStream in) {
        assertThatThrownBy(() -> in.transferTo(java.io.OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
    }

    private static void assertUnreachableSoon(ThrowingCallable call) {
        long began = System.nanoTime();
        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, call);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(StoreFailure.UNREACHABLE);
        assertThat(failure.kind()).isEqualTo(FailureKind.TRANSIENT);
    }
}
