package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SftpFaultsTest {

    private final byte[] content = new byte[300_000];
    private Path root;
    private SftpPartner partner;
    private SftpVisitor visitor;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        root = folder;
        new Random(7).nextBytes(content);
        Files.write(root.resolve("a.bin"), content);
        partner = SftpPartner.start(root);
        visitor = new SftpVisitor();
    }

    @AfterEach
    void stop() {
        visitor.close();
        partner.close();
    }

    @Test
    void refusesLoginsAndLeavesOpenSessionsAlone() throws Exception {
        SftpClient before = visitor.open(partner);

        partner.refuseLogin(true);

        assertThatThrownBy(() -> visitor.logIn(partner)).isInstanceOf(SshException.class);
        assertThat(SftpVisitor.read(before, "/a.bin")).isEqualTo(content);
        partner.refuseLogin(false);
        assertThat(visitor.logIn(partner).isAuthenticated()).isTrue();
    }

    @Test
    void cutsTheConnectionAfterExactlySoManyBytesAndOnlyOnce() throws Exception {
        partner.dropConnectionAfterBytes(100_001);
        ClientSession session = visitor.logIn(partner);

        assertThatThrownBy(() -> SftpVisitor.read(visitor.sftp(session), "/a.bin"))
                .isInstanceOf(IOException.class);

        assertThat(partner.bytesRead("/a.bin")).isEqualTo(100_001);
        holds(session::isClosed);
        assertThat(SftpVisitor.read(visitor.open(partner), "/a.bin")).isEqualTo(content);
    }

    @Test
    void deliversEveryByteItServedBeforeTheCut() throws Exception {
        partner.dropConnectionAfterBytes(70_000);
        SftpClient sftp = visitor.open(partner);
        SftpClient.Handle handle = sftp.open("/a.bin");
        byte[] target = new byte[100_000];

        int arrived = 0;
        while (arrived < 70_000) {
            arrived += sftp.read(handle, arrived, target, arrived, Math.min(30_000, target.length - arrived));
        }

        assertThat(target).startsWith(Arrays.copyOf(content, 70_000));
        assertThat(arrived).isEqualTo(70_000);
        assertThatThrownBy(() -> sftp.stat("/a.bin")).isInstanceOf(IOException.class);
    }

    @Test
    void cutsAgainAndAgainWhenToldTo() throws Exception {
        partner.dropConnectionEvery(100_000);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> SftpVisitor.read(visitor.open(partner), "/a.bin"))
                    .isInstanceOf(IOException.class);
        }
        partner.keepConnections();

        assertThat(partner.bytesRead("/a.bin")).isEqualTo(300_000);
        assertThat(SftpVisitor.read(visitor.open(partner), "/a.bin")).isEqualTo(content);
    }

    @Test
    void readsSlowlyUntilToldOtherwise() throws Exception {
        partner.delayPerRead(Duration.ofHours(1));
        SftpClient sftp = visitor.open(partner);

        CompletableFuture<byte[]> reading = later(() -> SftpVisitor.read(sftp, "/a.bin"));

        assertThat(SftpVisitor.list(visitor.open(partner), "/")).containsExactly("a.bin");
        assertThat(reading).isNotDone();
        partner.delayPerRead(Duration.ZERO);
        assertThat(reading.get(60, TimeUnit.SECONDS)).isEqualTo(content);
    }

    @Test
    void waitsBeforeEachRead() throws Exception {
        partner.delayPerRead(Duration.ofMillis(50));
        SftpClient sftp = visitor.open(partner);

        long begin = System.nanoTime();
        try (SftpClient.CloseableHandle handle = sftp.open("/a.bin")) {
            sftp.read(handle, 0, new byte[10]);
            sftp.read(handle, 10, new byte[10]);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void hangsOverEveryRequestAndAnswersThemInTheEnd() throws Exception {
        SftpClient sftp = visitor.open(partner);
        partner.hang(true);

        CompletableFuture<byte[]> reading = later(() -> SftpVisitor.read(sftp, "/a.bin"));

        assertThatThrownBy(() -> reading.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        partner.hang(false);
        assertThat(reading.get(60, TimeUnit.SECONDS)).isEqualTo(content);
    }

    @Test
    void leavesNoThreadBehindWhoeverHangs() throws Exception {
        SftpClient sftp = visitor.open(partner);
        partner.hang(true);
        CompletableFuture<byte[]> reading = later(() -> SftpVisitor.read(sftp, "/a.bin"));
        holds(() -> serverThreads() > 0);

        partner.cutAllSessions();

        assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        holds(() -> subsystemThreads() == 0);
        partner.close();
        holds(() -> serverThreads() == 0);
    }

    @Test
    void answersChangesWithPermissionDeniedWhileItIsReadOnly() throws Exception {
        Files.createDirectory(root.resolve("folder"));
        SftpClient sftp = visitor.open(partner);

        partner.readOnly(true);

        denied(() -> sftp.rename("/a.bin", "/b.bin"));
        denied(() -> sftp.rename("/a.bin", "/b.bin", SftpClient.CopyMode.Overwrite));
        denied(() -> sftp.remove("/a.bin"));
        denied(() -> sftp.rmdir("/folder"));
        denied(() -> sftp.mkdir("/new"));
        denied(() -> sftp.open("/new.bin", SftpClient.OpenMode.Write, SftpClient.OpenMode.Create));
        denied(() -> sftp.setStat("/a.bin", new SftpClient.Attributes().perms(0600)));
        denied(() -> sftp.setStat("/a.bin", new SftpClient.Attributes().size(3)));
        assertThat(SftpVisitor.read(sftp, "/a.bin")).isEqualTo(content);
        partner.readOnly(false);
        sftp.rename("/a.bin", "/folder/a.bin");
        assertThat(root.resolve("folder/a.bin")).exists();
    }

    @Test
    void deniesAPathAndAllBelowIt() throws Exception {
        Files.createDirectory(root.resolve("locked"));
        Files.writeString(root.resolve("locked/b.csv"), "x");
        SftpClient sftp = visitor.open(partner);

        partner.denyPath("/locked");

        denied(() -> SftpVisitor.list(sftp, "/locked"));
        denied(() -> SftpVisitor.read(sftp, "/locked/b.csv"));
        denied(() -> sftp.rename("/a.bin", "/locked/a.bin"));
        assertThat(SftpVisitor.read(sftp, "/a.bin")).isEqualTo(content);
        partner.denyPath("/");
        denied(() -> SftpVisitor.read(sftp, "/a.bin"));
        partner.allowPath("/");
        partner.allowPath("/locked");
        assertThat(SftpVisitor.list(sftp, "/locked")).containsExactly("b.csv");
    }

    @Test
    void showsANewHostKeyToNewConnections() throws Exception {
        String before = partner.hostKeyFingerprint();
        ClientSession first = visitor.logIn(partner);

        partner.changeHostKey();
        visitor.logIn(partner);

        PublicKey shown = visitor.hostKeys().get(1);
        assertThat(partner.hostKeyFingerprint()).isNotEqualTo(before).isEqualTo(KeyUtils.getFingerPrint(shown));
        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void cutsAllSessionsAndWelcomesNewOnes() throws Exception {
        ClientSession one = visitor.logIn(partner);
        ClientSession other = visitor.logIn(partner);

        partner.cutAllSessions();

        holds(() -> one.isClosed() && other.isClosed());
        holds(() -> partner.openSessions() == 0);
        assertThat(visitor.logIn(partner).isAuthenticated()).isTrue();
        assertThat(partner.sessions()).isEqualTo(3);
    }

    @Test
    void goesDownAndComesBackAsTheSameServer() throws Exception {
        String fingerprint = partner.hostKeyFingerprint();
        ClientSession before = visitor.logIn(partner);

        partner.stopListening();
        partner.stopListening();

        holds(before::isClosed);
        assertThatThrownBy(() -> visitor.logIn(partner)).isInstanceOf(IOException.class);
        partner.listenAgain();
        partner.listenAgain();
        assertThat(SftpVisitor.read(visitor.open(partner), "/a.bin")).isEqualTo(content);
        assertThat(KeyUtils.getFingerPrint(visitor.hostKeys().get(1))).isEqualTo(fingerprint);
    }

    private static void denied(ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        SftpException.class,
                        failure -> assertThat(failure.getStatus()).isEqualTo(SftpConstants.SSH_FX_PERMISSION_DENIED));
    }

    private static long serverThreads() {
        return threads("SshServer") + subsystemThreads();
    }

    private static long subsystemThreads() {
        return threads("SftpSubsystem");
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(name))
                .count();
    }

    private static void holds(BooleanSupplier condition) throws InterruptedException {
        assertThat(Eventually.holds(condition, SftpVisitor.PATIENCE)).isTrue();
    }

    private static <T> CompletableFuture<T> later(Eventually.Work<T> work) {
        return Eventually.begin(work);
    }
}
