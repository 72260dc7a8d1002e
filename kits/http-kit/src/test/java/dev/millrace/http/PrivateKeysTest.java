package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of the openssl command in each form that it writes. */
class PrivateKeysTest {

    private final Path folder;

    PrivateKeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA, RSA, -----BEGIN PRIVATE KEY-----",
        "genpkey -algorithm RSA-PSS, RSASSA-PSS, -----BEGIN PRIVATE KEY-----",
        "genpkey -algorithm ED25519, EdDSA, -----BEGIN PRIVATE KEY-----",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384, EC, -----BEGIN PRIVATE KEY-----",
        "genrsa -traditional 2048, RSA, -----BEGIN RSA PRIVATE KEY-----",
        "genrsa -traditional 1024, RSA, -----BEGIN RSA PRIVATE KEY-----",
        "ecparam -genkey -name prime256v1, EC, -----BEGIN EC PARAMETERS-----",
        "ecparam -genkey -noout -name secp521r1, EC, -----BEGIN EC PRIVATE KEY-----",
    })
    void readsKeysInEachForm(String command, String algorithm, String beginning) throws Exception {
        String pem = openssl(command.split(" "));

        PrivateKey key = PrivateKeys.read(pem);

        assertThat(pem).startsWith(beginning);
        assertThat(key.getAlgorithm()).isEqualTo(algorithm);
        assertThat(PrivateKeys.read("noise\n" + pem.replace("\n", "\r\n") + "-----BEGIN CERTIFICATE-----"))
                .isEqualTo(key);
    }

    @Test
    void readsTheBareBase64OfPkcs8() throws Exception {
        String pem = openssl("genpkey", "-algorithm", "ED25519");

        assertThat(PrivateKeys.read(pem.replaceAll("-----.*-----", ""))).isEqualTo(PrivateKeys.read(pem));
    }

    @Test
    void keyOfAnOldFormSignsAsTheNewOneDoes() throws Exception {
        Path old = folder.resolve("old.pem");
        Files.writeString(old, openssl("genrsa", "-traditional", "2048"));
        String fresh = openssl("pkcs8", "-topk8", "-nocrypt", "-in", old.toString());

        assertThat(signature(PrivateKeys.read(Files.readString(old)))).isEqualTo(signature(PrivateKeys.read(fresh)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA512", "-v1 PBE-SHA1-3DES"})
    void opensEncryptedKeys(String how) throws Exception {
        Path plain = folder.resolve("plain.pem");
        Files.writeString(plain, openssl("genpkey", "-algorithm", "ED25519"));
        List<String> command =
                new ArrayList<>(List.of("pkcs8", "-topk8", "-in", plain.toString(), "-passout", "pass:open"));
        command.addAll(List.of(how.split(" ")));
        String encrypted = openssl(command.toArray(String[]::new));

        assertThat(PrivateKeys.read(encrypted, Optional.of("open")))
                .isEqualTo(PrivateKeys.read(Files.readString(plain)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.read(encrypted, Optional.of("wrong")))
                .withMessageContaining("does not open");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.read(encrypted))
                .withMessageContaining("there is no password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "c2VjcmV0",
                "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nc2VjcmV0\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMP////8=\n-----END EC PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMIT/////AAAA\n-----END EC PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nc2VjcmV0\n-----END PUBLIC KEY-----",
            })
    void refusesWhatIsNoneAndQuotesNothing(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeys.read(text, Optional.of("secret")))
                .withMessageNotContaining("secret")
                .withMessageNotContaining("c2Vj");
    }

    private static byte[] signature(PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update((byte) 1);
        return signature.sign();
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        boolean found = List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl")));
        assumeTrue(found, "skipped: there is no openssl command on the PATH");
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return output;
    }
}
