package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each configuration of the guide is valid and proves a request. */
class AuthenticationGuideTest {

    private static final Path GUIDE = Path.of("../../docs/guides/authentication.md");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\",?");

    private static final String KEY = "MC4CAQAwBQYDK2VwBCIEIDAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm";

    /** What the files of the guide hold. */
    private static final Map<String, String> FILES = Map.of(
            "/etc/millrace/partner.keys",
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\nwhsk_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n",
            "/etc/millrace/aws-credentials",
            "[orders]\naws_access_key_id=a\naws_secret_access_key=b\n",
            "/etc/millrace/signing-key.pem",
            KEY,
            "/etc/millrace/app-key.pem",
            KEY,
            "/etc/millrace/paypal-test.pem",
            rsa(),
            "/etc/millrace/soap-password",
            "password");

    private static String rsa() {
        try {
            return Base64.getEncoder()
                    .encodeToString(KeyPairGenerator.getInstance("RSA")
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }

    @TestFactory
    Stream<DynamicTest> configurationProvesARequest(@TempDir Path folder) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
        List<String> texts = blocks.results().map(block -> block.group(1)).toList();
        assertThat(texts).hasSizeGreaterThan(6);
        return texts.stream()
                .map(text -> DynamicTest.dynamicTest(text.lines().findFirst().orElse(""), () -> {
                    Map<String, String> options = options(text, folder);

                    assertThat(Auth.problems(options)).isEmpty();
                    if (options.containsKey("http.oauth2.token.url") || options.containsKey("http.login.url")) {
                        // Without the server of the guide there is no token; OAuth2FlowsTest and FormLoginTest have
                        // one.
                        return;
                    }
                    try (Authenticator authenticator = Auth.open(options)) {
                        HttpCall proven = Auth.proven(
                                authenticator,
                                Auth.call(HttpMethod.POST, "https://a.example/?q=1", "<Envelope><Body/></Envelope>"));
                        assertThat(proven.headers().isEmpty() && proven.body().length < 50)
                                .isEqualTo(text.contains("digest.algorithms"));
                    }
                }));
    }

    private static Map<String, String> options(String text, Path folder) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            assertThat(entry.matches()).as(line).isTrue();
            String value = entry.group(2);
            String content = FILES.get(value);
            options.put(
                    entry.group(1),
                    content == null
                            ? value.startsWith("${env:") ? "secret" : value
                            : Files.writeString(Files.createTempFile(folder, "secret", ""), content)
                                    .toString());
        }
        return options;
    }
}
