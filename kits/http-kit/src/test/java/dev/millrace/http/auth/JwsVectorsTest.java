package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples of RFC 7515 appendix A and RFC 8037 appendix A.4. */
class JwsVectorsTest {

    @TestFactory
    Stream<DynamicTest> signsAsTheStandardsDo() throws IOException {
        Object vectors =
                TestJson.read(Files.readAllBytes(Fixtures.folder("http-auth").resolve("vectors.json")));
        List<Object> signed = ((List<?>) vectors)
                .stream()
                        .map(vector -> (Object) vector)
                        .filter(vector -> TestJson.text(vector, "scheme").equals("jws"))
                        .filter(vector -> ((Map<?, ?>) TestJson.member(vector, "input")).containsKey("payload"))
                        .toList();
        assertThat(signed).hasSizeGreaterThanOrEqualTo(4);
        return signed.stream()
                .map(vector -> DynamicTest.dynamicTest(TestJson.text(vector, "id"), () -> reproduce(vector)));
    }

    private static void reproduce(Object vector) throws Exception {
        Object input = TestJson.member(vector, "input");
        Object expected = TestJson.member(vector, "expected");
        Map<?, ?> jwk = (Map<?, ?>) TestJson.member(input, "jwk");
        JwtKey key = JwtKey.read(TestJson.write(jwk), Optional.empty(), Optional.empty());

        String compact = key.sign(TestJson.text(input, "protectedHeader"), TestJson.text(input, "payload"));

        assertThat(key.algorithm().title()).isEqualTo(TestJson.text(input, "alg"));
        if (TestJson.text(expected, "deterministic").equals("true")) {
            assertThat(compact).isEqualTo(TestJson.text(expected, "compact"));
        } else {
            assertThat(isRight(jwk, TestJson.text(expected, "compact"))).isTrue();
            assertThat(isRight(jwk, compact)).isTrue();
            assertThat(isRight(jwk, compact.replaceFirst("\\.", "x."))).isFalse();
        }
    }

    private static boolean isRight(Map<?, ?> jwk, String compact) throws Exception {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(jwk, "x"), number(jwk, "y")),
                        parameters.getParameterSpec(ECParameterSpec.class)));
        int end = compact.lastIndexOf('.');
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(compact.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return verifier.verify(Base64.getUrlDecoder().decode(compact.substring(end + 1)));
    }

    private static BigInteger number(Map<?, ?> jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(jwk.get(name))));
    }
}
