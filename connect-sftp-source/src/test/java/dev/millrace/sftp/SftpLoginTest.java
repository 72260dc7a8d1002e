package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.partner.SftpPartner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SftpLoginTest {

    private static final String PASSPHRASE = "open-sesame-4711";

    /** The forms that private keys come in. */
    enum Form {
        PEM,
        OPENSSH
    }

    private static KeyPair key;

    private Path folder;

    private SftpPartner partner;
    private Map<String, String> configuration;

    @BeforeAll
    static void generate() throws JSchException {
        key = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
    }

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.createDirectory(folder.resolve("in"));
        partner = SftpPartner.start(folder);
        configuration = Configurations.login(partner);
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    @Test
    void logsInWithAPassword() {
        assertThat(failure(configuration)).isNull();
        assertThat(partner.sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithAnInlineKey(Form form) throws Exception {
        partner.acceptKey(publicKey());
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY, text(form, null));

        assertThat(failure(configuration)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithAnEncryptedInlineKey(Form form) throws Exception {
        partner.acceptKey(publicKey());
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY, text(form, PASSPHRASE));
        configuration.put(SftpSettings.PASSPHRASE, PASSPHRASE);

        assertThat(failure(configuration)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithAKeyFile(Form form) throws Exception {
        partner.acceptKey(publicKey());
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, file(text(form, null)));

        assertThat(failure(configuration)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithAnEncryptedKeyFile(Form form) throws Exception {
        partner.acceptKey(publicKey());
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY_FILE, file(text(form, PASSPHRASE)));
        configuration.put(SftpSettings.PASSPHRASE, PASSPHRASE);

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void triesFurtherKeysInTheirOrder() throws Exception {
        partner.acceptKey(publicKey());
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY, unknownKey());
        configuration.put(
                "sftp.private.key.more.files",
                file(unknownKey()) + "," + Files.writeString(folder.resolve("old"), text(Form.PEM, PASSPHRASE)));
        configuration.put(SftpSettings.PASSPHRASE, PASSPHRASE);

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void fallsBackToThePasswordBehindTheLastKey() throws Exception {
        configuration.put(SftpSettings.PRIVATE_KEY, unknownKey());
        configuration.put("sftp.private.key.more.files", file(unknownKey()));

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void namesTheFurtherKeyThatCanNotBeRead() throws Exception {
        configuration.put(SftpSettings.PRIVATE_KEY, unknownKey());
        configuration.put("sftp.private.key.more.files", file("no key at all 4711"));

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.MISCONFIGURED, Login.MORE_KEY_UNUSABLE);
        assertThat(failure).hasMessageContaining(folder.toString()).hasMessageNotContaining("4711");
    }

    /** One that the server does not know. */
    private static String unknownKey() throws JSchException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048).writePrivateKey(text);
        return text.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void logsInWithThePasswordWhenTheServerKnowsTheKeyNot() throws Exception {
        configuration.put(SftpSettings.PRIVATE_KEY, text(Form.PEM, null));

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void saysThatThePasswordIsRefused() {
        configuration.put(SftpSettings.PASSWORD, "wrong-password-4711");

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
        assertThat(failure).hasMessageContaining("sftp://127.0.0.1").hasMessageContaining("user partner");
    }

    @Test
    void saysThatTheKeyIsRefused() throws Exception {
        configuration.remove(SftpSettings.PASSWORD);
        configuration.put(SftpSettings.PRIVATE_KEY, text(Form.OPENSSH, null));

        assertFailure(failure(configuration), FailureKind.UNAUTHORIZED, StoreFailure.LOGIN);
    }

    @Test
    void saysThatTheKeyIsNone() {
        configuration.put(SftpSettings.PRIVATE_KEY, "no key at all 4711");

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.MISCONFIGURED, Login.KEY_UNUSABLE);
        assertThat(partner.connections()).isZero();
    }

    @Test
    void saysThatTheKeyFileIsMissing() {
        configuration.put(
                SftpSettings.PRIVATE_KEY_FILE, folder.resolve("nowhere").toString());

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.MISCONFIGURED, Login.KEY_UNUSABLE);
        assertThat(failure).hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @EnumSource
    void saysThatThePassphraseIsMissing(Form form) throws Exception {
        configuration.put(SftpSettings.PRIVATE_KEY, text(form, PASSPHRASE));

        assertFailure(failure(configuration), FailureKind.MISCONFIGURED, Login.PASSPHRASE_WRONG);
    }

    @ParameterizedTest
    @EnumSource
    void saysThatThePassphraseIsWrong(Form form) throws Exception {
        configuration.put(SftpSettings.PRIVATE_KEY, text(form, PASSPHRASE));
        configuration.put(SftpSettings.PASSPHRASE, "wrong-4711");

        assertFailure(failure(configuration), FailureKind.MISCONFIGURED, Login.PASSPHRASE_WRONG);
    }

    @Test
    void acceptsAFingerprintWithItsPadding() {
        configuration.put(SftpSettings.FINGERPRINTS, partner.hostKeyFingerprint() + "=");

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void acceptsOneOfSeveralFingerprints() {
        String other = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        configuration.put(SftpSettings.FINGERPRINTS, other + "," + partner.hostKeyFingerprint());

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void refusesAnotherHostKeyBeforeItSendsThePassword() {
        configuration.put(SftpSettings.FINGERPRINTS, "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);
        assertThat(failure).hasMessageContaining(partner.hostKeyFingerprint());
        assertThat(partner.sessions() + partner.refusedLogins()).isZero();
    }

    @Test
    void acceptsTheHostKeyInKnownHosts() throws IOException {
        useKnownHosts(partner.knownHostsLine());

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void refusesAHostKeyThatChangedSinceItWasKnown() throws IOException {
        useKnownHosts(partner.knownHostsLine());
        partner.changeHostKey();

        ConnectorFailure failure = failure(configuration);

        assertFailure(failure, FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);
        assertThat(failure).hasMessageContaining(configuration.get(SftpSettings.KNOWN_HOSTS_FILE));
    }

    @Test
    void refusesAHostThatKnownHostsDoesNotList() throws IOException {
        useKnownHosts("# nobody");

        assertFailure(failure(configuration), FailureKind.MISCONFIGURED, StoreFailure.HOST_KEY);
    }

    @Test
    void saysThatKnownHostsIsMissing() throws IOException {
        useKnownHosts("");
        Files.delete(Path.of(configuration.get(SftpSettings.KNOWN_HOSTS_FILE)));

        assertFailure(failure(configuration), FailureKind.MISCONFIGURED, HostKeys.UNREADABLE);
    }

    @Test
    void acceptsEveryHostKeyWhenToldSo() {
        configuration.remove(SftpSettings.FINGERPRINTS);
        configuration.put(SftpSettings.HOST_KEY_CHECK, "insecure");

        assertThat(failure(configuration)).isNull();
    }

    @Test
    void saysThatTheHostIsUnknown() {
        configuration.put(SftpSettings.HOST, "no-such-host.invalid");

        assertFailure(failure(configuration), FailureKind.TRANSIENT, ConnectFailure.UNKNOWN_HOST);
    }

    @Test
    void takesARefusedConnectionForAnOutage() throws IOException {
        partner.stopListening();

        assertFailure(failure(configuration), FailureKind.TRANSIENT, StoreFailure.UNREACHABLE);
    }

    private void useKnownHosts(String line) throws IOException {
        configuration.remove(SftpSettings.FINGERPRINTS);
        configuration.put(SftpSettings.KNOWN_HOSTS_FILE, file(line + "\n"));
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("file-on-the-worker"), text).toString();
    }

    /** Null when all went well. No failure and none of its causes holds a secret. */
    private static @Nullable ConnectorFailure failure(Map<String, String> configuration) {
        Throwable thrown;
        try (FileStore store = new SftpFileStore(Configurations.settings(configuration))) {
            thrown = catchThrowable(() -> store.list("/in", file -> {}));
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            for (String key : new String[] {SftpSettings.PASSWORD, SftpSettings.PRIVATE_KEY, SftpSettings.PASSPHRASE}) {
                if (configuration.containsKey(key)) {
                    assertThat(String.valueOf(cause.getMessage())).doesNotContain(configuration.get(key));
                }
            }
        }
        return (ConnectorFailure) thrown;
    }

    private static void assertFailure(@Nullable ConnectorFailure failure, FailureKind kind, String code) {
        assertThat(failure).isNotNull();
        Objects.requireNonNull(failure);
        assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code);
        assertThat(failure.kind()).isEqualTo(kind);
    }

    private static String text(Form form, @Nullable String passphrase) throws JSchException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] secret = passphrase == null ? null : passphrase.getBytes(StandardCharsets.UTF_8);
        if (form == Form.PEM) {
            key.writePrivateKey(out, secret);
        } else {
            key.writeOpenSSHv1PrivateKey(out, secret);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Read from the wire form, RFC 4253 6.6: the strings "ssh-rsa", e, n. */
    private static PublicKey publicKey() throws GeneralSecurityException {
        ByteBuffer wire = ByteBuffer.wrap(key.getPublicKeyBlob());
        next(wire);
        BigInteger exponent = new BigInteger(next(wire));
        BigInteger modulus = new BigInteger(next(wire));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static byte[] next(ByteBuffer wire) {
        byte[] bytes = new byte[wire.getInt()];
        wire.get(bytes);
        return bytes;
    }
}
