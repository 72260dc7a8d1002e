package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in each form, and what is none. */
class JwtKeyTest {

    @Test
    void signsWithASharedSecretAsPublishedInRfc7515() {
        JwtKey key = read(
                "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjA"
                        + "zZr1Z9CAow\"}");

        String compact = key.sign(
                "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}",
                "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");

        assertThat(key.algorithm()).isEqualTo(JwtAlgorithm.HS256);
        assertThat(compact).endsWith(".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    }

    @Test
    void signsWithEd25519AsPublishedInRfc8037() {
        JwtKey key = read(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\",\"kid\":\"a4\"}");

        String compact = key.sign("{\"alg\":\"EdDSA\"}", "Example of Ed25519 signing");

        assertThat(compact)
                .endsWith(".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
        assertThat(key.id()).contains("a4");
    }

    @ParameterizedTest
    @CsvSource({
        "256, P-256, ES256, SHA256withECDSAinP1363Format",
        "384, P-384, ES384, SHA384withECDSAinP1363Format",
        "521, P-521, ES512, SHA512withECDSAinP1363Format"
    })
    void readsACurveFromAJsonWebKey(int bits, String curve, String algorithm, String verifier) throws Exception {
        KeyPair pair = TestKeys.pair("EC", bits);
        ECPrivateKey secret = (ECPrivateKey) pair.getPrivate();

        JwtKey key = read(TestJson.write(Map.of("kty", "EC", "crv", curve, "d", number(secret.getS()))));

        assertThat(key.algorithm().title()).isEqualTo(algorithm);
        assertThat(isRight(key.sign("{}", "{}"), verifier, pair.getPublic())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void readsRsaFromAJsonWebKeyWithItsPrimesAndWithout(boolean primes) throws Exception {
        KeyPair pair = TestKeys.pair("RSA", 2048);

        JwtKey key = read(TestJson.write(rsa(pair.getPrivate(), primes)));

        assertThat(key.algorithm()).isEqualTo(JwtAlgorithm.RS256);
        assertThat(isRight(key.sign("{}", "{}"), "SHA256withRSA", pair.getPublic()))
                .isTrue();
    }

    @Test
    void takesATextAsTheSecretOfASharedAlgorithm() {
        JwtKey key = JwtKey.read("a secret", Optional.of(JwtAlgorithm.HS512), Optional.empty());

        assertThat(key.key().getEncoded()).isEqualTo("a secret".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            secret-text                                      |       | is no private key
            secret-text                                      | ES256 | is no private key
            {"kty":"oct"                                     |       | is no JSON
            {"kty":"oct"}                                    |       | without k
            {"kty":"oct","k":""}                             |       | without k
            {"kty":"oct","k":"secret-text!"}                 |       | can't be read
            {"kty":"oct","k":"c2VjcmV0"}                     | RS256 | RS256
            {"kty":"secret-text"}                            |       | none of the kinds
            {"kty":"EC","crv":"secp256k1","d":"c2VjcmV0"}    |       | none of P-256
            {"kty":"OKP","crv":"X25519","d":"c2VjcmV0"}      |       | another curve
            {"kty":"OKP","crv":"Ed25519","x":"c2VjcmV0"}     |       | without d
            {"kty":"RSA","n":"c2VjcmV0","e":"AQAB"}          |       | without d
            """)
    void refusesWhatIsNoKeyAndQuotesNothingOfIt(String text, String algorithm, String reason) {
        Optional<JwtAlgorithm> wanted = Optional.ofNullable(algorithm).map(JwtAlgorithm::valueOf);

        assertThatThrownBy(() -> JwtKey.read(text, wanted, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret-text")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void refusesRsaKeysThatAreTooShort() throws Exception {
        String pem = TestKeys.pem(TestKeys.pair("RSA", 1024));

        assertThatThrownBy(() -> read(pem)).hasMessageContaining("too short");
        assertThatThrownBy(() -> JwtKey.read(pem, Optional.of(JwtAlgorithm.PS256), Optional.empty()))
                .hasMessageContaining("no key that PS256 signs with");
    }

    @Test
    void refusesAKeyOfAnotherCurve() throws Exception {
        String pem = TestKeys.pem(TestKeys.pair("EC", 384));

        assertThatThrownBy(() -> JwtKey.read(pem, Optional.of(JwtAlgorithm.ES256), Optional.empty()))
                .hasMessageContaining("no key that ES256 signs with");
    }

    @Test
    void showsNothingOfAKeyInItsText() {
        assertThat(JwtKey.shared("a secret", JwtAlgorithm.HS256)).hasToString("a key for HS256");
    }

    private static JwtKey read(String text) {
        return JwtKey.read(text, Optional.empty(), Optional.empty());
    }

    private static Map<String, String> rsa(PrivateKey key, boolean primes) {
        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
        Map<String, String> jwk = new LinkedHashMap<>();
        jwk.put("kty", "RSA");
        jwk.put("n", number(rsa.getModulus()));
        jwk.put("e", number(rsa.getPublicExponent()));
        jwk.put("d", number(rsa.getPrivateExponent()));
        if (primes) {
            jwk.put("p", number(rsa.getPrimeP()));
            jwk.put("q", number(rsa.getPrimeQ()));
            jwk.put("dp", number(rsa.getPrimeExponentP()));
            jwk.put("dq", number(rsa.getPrimeExponentQ()));
            jwk.put("qi", number(rsa.getCrtCoefficient()));
        }
        return jwk;
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] plain = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    private static boolean isRight(String compact, String algorithm, PublicKey key) throws Exception {
        int end = compact.lastIndexOf('.');
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(compact.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getUrlDecoder().decode(compact.substring(end + 1)));
    }
}
