package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.ProxyPartner;
import dev.millrace.partner.SftpPartner;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JumpAndProxyTest {

    private SftpPartner partner;
    private SftpPartner jump;
    private Map<String, String> configuration;

    @BeforeEach
    void start(@TempDir Path folder, @TempDir Path empty) throws IOException {
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        jump = SftpPartner.start(empty, 0, "hopper", "hop-password-4711");
        jump.forward(true);
        configuration = Configurations.login(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
        jump.close();
    }

    @Test
    void connectsByAJumpHost() {
        useJump();

        Attempt.works(configuration);

        assertThat(jump.sessions()).isEqualTo(1);
        assertThat(partner.sessions()).isEqualTo(1);
    }

    @Test
    void readsAllOfALargeFileByAJumpHost() throws IOException {
        useJump();
        byte[] content = new byte[8 << 20];
        new Random(4711).nextBytes(content);
        Files.write(partner.root().resolve("in/big.bin"), content);

        try (FileStore store = store();
                InputStream in = store.open("/in/big.bin", 0)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void logsInToTheJumpHostWithItsOwnKey() {
        useJump();
        configuration.remove("sftp.jump.password");
        configuration.put("sftp.jump.private.key", TestKeys.text("ecdsa-openssh-encrypted"));
        configuration.put("sftp.jump.private.key.passphrase", TestKeys.PASSPHRASE);
        jump.acceptKey(TestKeys.publicKey("ecdsa"));

        Attempt.works(configuration);
    }

    @Test
    void refusesAnotherHostKeyOfTheJumpHost() {
        useJump();
        jump.changeHostKey();

        ConnectorFailure failure = Attempt.fails(configuration, FailureKind.MISCONFIGURED, "jump-host-key-refused");

        assertThat(failure).hasMessageContaining("jump host 127.0.0.1").hasMessageContaining("sftp.jump.host.key");
        assertThat(jump.sessions() + jump.refusedLogins()).isZero();
    }

    @Test
    void refusesAnotherHostKeyOfTheServerBehindTheJumpHost() {
        useJump();
        partner.changeHostKey();

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);
    }

    @Test
    void tellsWhichOfTheTwoRefusesTheLogin() {
        useJump();
        configuration.put("sftp.jump.password", "wrong-4711");
        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, "jump-login-refused");

        configuration.put("sftp.jump.password", jump.password());
        configuration.put(SftpSettings.PASSWORD, "wrong-4711");
        Attempt.fails(configuration, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @Test
    void saysThatTheJumpHostMayNotForward() {
        useJump();
        jump.forward(false);

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, "jump-forwarding-refused");
    }

    @Test
    void takesAServerThatTheJumpHostCanNotReachForAnOutage() throws IOException {
        useJump();
        partner.stopListening();

        Attempt.fails(configuration, FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);
    }

    @Test
    void takesAJumpHostThatIsOutForAnOutage() throws IOException {
        useJump();
        jump.stopListening();

        Attempt.fails(configuration, FailureKind.TRANSIENT, "jump-store-unreachable");
    }

    @Test
    void connectsAgainWhenTheJumpHostCutTheConnection() {
        useJump();
        try (FileStore store = store()) {
            store.list("/in", file -> {});

            jump.cutAllSessions();

            Eventually.holds("it works again", () -> Attempt.failure(store, configuration) == null);
        }
        assertThat(jump.sessions()).isEqualTo(2);
    }

    @Test
    void leavesBothWhenItIsClosed() {
        useJump();
        FileStore store = store();
        store.list("/in", file -> {});

        store.close();

        Eventually.holds("both are left", () -> jump.openSessions() + partner.openSessions() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void connectsByAProxy(String type) throws IOException {
        try (ProxyPartner proxy = proxy(type)) {
            useProxy(type, proxy);

            Attempt.works(configuration);

            assertThat(proxy.wishes()).containsExactly("127.0.0.1:" + partner.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void leavesNamesToTheProxy(String type) throws IOException {
        try (ProxyPartner proxy = proxy(type)) {
            useProxy(type, proxy);
            configuration.put(SftpSettings.HOST, "known-to-the-proxy.invalid");

            Attempt.works(configuration);

            assertThat(proxy.wishes()).containsExactly("known-to-the-proxy.invalid:" + partner.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void connectsByAProxyAndAJumpHost(String type) throws IOException {
        try (ProxyPartner proxy = proxy(type)) {
            useProxy(type, proxy);
            useJump();

            Attempt.works(configuration);

            assertThat(proxy.wishes()).containsExactly("127.0.0.1:" + jump.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void logsInToTheProxy(String type) throws IOException {
        try (ProxyPartner proxy = guarded(type)) {
            useProxy(type, proxy);
            Attempt.fails(configuration, FailureKind.UNAUTHORIZED, ProxySockets.LOGIN);

            configuration.put(ProxySettings.USERNAME, "walker");
            configuration.put(ProxySettings.PASSWORD, "wrong-4711");
            Attempt.fails(configuration, FailureKind.UNAUTHORIZED, ProxySockets.LOGIN);

            configuration.put(ProxySettings.PASSWORD, "proxy-password-4711");
            Attempt.works(configuration);

            assertThat(proxy.refusedLogins()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void tellsWhatTheProxyForbidsFromWhatItCanNotReach(String type) throws IOException {
        try (ProxyPartner proxy = proxy(type)) {
            useProxy(type, proxy);
            proxy.forbid(true);
            Attempt.fails(configuration, FailureKind.MISCONFIGURED, ProxySockets.REFUSED);

            proxy.forbid(false);
            partner.stopListening();
            Attempt.fails(configuration, FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void takesAProxyThatIsOutForAnOutage(String type) throws IOException {
        ProxyPartner proxy = proxy(type);
        useProxy(type, proxy);
        proxy.close();

        Attempt.fails(configuration, FailureKind.TRANSIENT, ProxySockets.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void saysThatWhatAnswersIsNoProxy(String type) {
        configuration.put(ProxySettings.TYPE, type);
        configuration.put(ProxySettings.HOST, partner.host());
        configuration.put(ProxySettings.PORT, String.valueOf(partner.port()));

        Attempt.fails(configuration, FailureKind.MISCONFIGURED, ProxySockets.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void waitsForASilentProxyNoLongerThanTheTimeout(String type) throws IOException {
        try (ProxyPartner proxy = proxy(type)) {
            proxy.sayNothing(true);
            useProxy(type, proxy);
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "1000");
            Instant begin = Instant.now();

            Attempt.fails(configuration, FailureKind.TRANSIENT, ProxySockets.UNREACHABLE);

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void canBeClosedWhileItWaitsForAProxy(String type) throws Exception {
        try (ProxyPartner proxy = proxy(type)) {
            proxy.sayNothing(true);
            useProxy(type, proxy);
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "600000");

            assertCloses();
        }
    }

    @Test
    void canBeClosedWhileItWaitsForAServerBehindTheJumpHost() throws Exception {
        try (ServerSocket mute = new ServerSocket(0)) {
            useJump();
            configuration.put(SftpSettings.PORT, String.valueOf(mute.getLocalPort()));
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "600000");

            assertCloses();
        }
    }

    @Test
    void waitsForAServerBehindTheJumpHostNoLongerThanTheTimeout() throws IOException {
        try (ServerSocket mute = new ServerSocket(0)) {
            useJump();
            configuration.put(SftpSettings.PORT, String.valueOf(mute.getLocalPort()));
            configuration.put(SftpSettings.CONNECT_TIMEOUT, "1000");
            Instant begin = Instant.now();

            Attempt.fails(configuration, FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);

            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMinutes(1));
        }
    }

    private void assertCloses() throws Exception {
        FileStore store = store();
        CompletableFuture<Throwable> outcome =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> store.list("/in", file -> {})));
        // Long enough to be in the middle of it mostly; closing before that must work as well.
        assertThat(catchThrowable(() -> outcome.get(700, TimeUnit.MILLISECONDS)))
                .isNotNull();

        store.close();

        assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(ConnectorFailure.class);
    }

    private FileStore store() {
        return new SftpFileStore(Configurations.settings(configuration));
    }

    private void useJump() {
        configuration.put(JumpSettings.HOST, jump.host());
        configuration.put(JumpSettings.PORT, String.valueOf(jump.port()));
        configuration.put(JumpSettings.USERNAME, jump.username());
        configuration.put("sftp.jump.password", jump.password());
        configuration.put("sftp.jump.host.key.fingerprints", jump.hostKeyFingerprint());
    }

    private void useProxy(String type, ProxyPartner proxy) {
        configuration.put(ProxySettings.TYPE, type);
        configuration.put(ProxySettings.HOST, proxy.host());
        configuration.put(ProxySettings.PORT, String.valueOf(proxy.port()));
    }

    private static ProxyPartner proxy(String type) throws IOException {
        return type.equals("http") ? ProxyPartner.http() : ProxyPartner.socks5();
    }

    private static ProxyPartner guarded(String type) throws IOException {
        return type.equals("http")
                ? ProxyPartner.http("walker", "proxy-password-4711")
                : ProxyPartner.socks5("walker", "proxy-password-4711");
    }
}
