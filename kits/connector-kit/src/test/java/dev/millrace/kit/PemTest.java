package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static final Optional<Password> PASSPHRASE = Optional.of(new Password("open sesame"));

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsTheFirstPrivateKeyOfAnyKind(String algorithm) throws Exception {
        PrivateKey key = newKey(algorithm);
        String text = "a note\n" + pem("PRIVATE KEY", key.getEncoded())
                + pem("PRIVATE KEY", newKey("EC").getEncoded());

        assertThat(Pem.key(bytes(text), Optional.empty())).isEqualTo(key);
        assertThat(Pem.key(bytes(text.replace("\n", "\r\n")), PASSPHRASE)).isEqualTo(key);
    }

    /** PBES2 of RFC 8018, as OpenSSL writes it, and the older scheme of PKCS #12. */
    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithSHA1AndDESede"})
    void opensAnEncryptedKeyWithItsPassphraseAlone(String scheme) throws Exception {
        PrivateKey key = newKey("EC");
        byte[] text = bytes(encrypted(key, scheme));

        assertThat(Pem.key(text, PASSPHRASE)).isEqualTo(key);
        assertThat(fault(text, Optional.empty()).kind()).isEqualTo(PemFault.Kind.PASSPHRASE);
        PemFault wrong = fault(text, Optional.of(new Password("open barley")));
        assertThat(wrong.kind()).isEqualTo(PemFault.Kind.PASSPHRASE);
        assertThat(wrong).hasMessageNotContaining("barley").hasNoCause();
    }

    @Test
    void saysWhatIsNoKey() throws Exception {
        String broken = pem("PRIVATE KEY", new byte[] {1, 2, 3});
        String older = pem("EC PRIVATE KEY", newKey("EC").getEncoded());

        assertThat(fault(bytes(broken), Optional.empty()).kind()).isEqualTo(PemFault.Kind.KEY);
        assertThat(fault(bytes(older), Optional.empty()).sentence()).contains("PKCS #8");
        assertThat(fault(bytes(""), Optional.empty()).kind()).isEqualTo(PemFault.Kind.KEY);
    }

    @Test
    void saysWhatIsNoCertificate() {
        String damaged = pem("CERTIFICATE", new byte[] {1, 2, 3});
        String cut = "-----BEGIN CERTIFICATE-----\nMIIB";

        assertThat(certificateFault(damaged).sentence()).contains("number 1");
        assertThat(certificateFault(cut).sentence()).contains("no whole certificate");
        assertThat(certificateFault("nothing").kind()).isEqualTo(PemFault.Kind.CERTIFICATE);
        assertThat(Pem.holdsCertificate(bytes(cut))).isTrue();
        assertThat(Pem.holdsCertificate(bytes("nothing"))).isFalse();
    }

    private static PemFault fault(byte[] text, Optional<Password> passphrase) {
        return catchThrowableOfType(PemFault.class, () -> Pem.key(text, passphrase));
    }

    private static PemFault certificateFault(String text) {
        return catchThrowableOfType(PemFault.class, () -> Pem.certificates(bytes(text)));
    }

    private static PrivateKey newKey(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    private static String encrypted(PrivateKey key, String scheme) throws Exception {
        SecretKey secret = SecretKeyFactory.getInstance(scheme)
                .generateSecret(new PBEKeySpec(PASSPHRASE.orElseThrow().value().toCharArray()));
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(new byte[8], 1_000));
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(scheme.contains("Hmac") ? "PBES2" : scheme);
        parameters.init(cipher.getParameters().getEncoded());
        byte[] sealed = cipher.doFinal(key.getEncoded());
        return pem("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
