package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.http.Authenticator;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsAuthenticatorTest {

    private static final HttpCall CALL = Auth.call(HttpMethod.POST, "https://a.example/x", "{}");

    private final Map<String, String> options = new HashMap<>(Map.of(
            "http.auth", "aws-sigv4",
            "http.auth.aws.region", "r",
            "http.auth.aws.service", "s"));

    @Test
    void followsTheClockOfTheServerWhenOursIsFarFromIt() {
        Authenticator authenticator = Auth.open(withKeys());
        HttpCall first = Auth.proven(authenticator, CALL);

        boolean near = Auth.renewed(authenticator, first, Auth.reply(403, "Date", "Sun, 01 Mar 2026 12:03:59 GMT"));
        boolean far = Auth.renewed(authenticator, first, Auth.reply(403, "Date", "Sun, 01 Mar 2026 12:10:00 GMT"));
        boolean followed = Auth.renewed(authenticator, first, Auth.reply(403, "Date", "Sun, 01 Mar 2026 12:10:00 GMT"));
        boolean malformed = Auth.renewed(authenticator, first, Auth.reply(403, "Date", "today"));

        assertThat(List.of(near, far, followed, malformed)).containsExactly(false, true, false, false);
        assertThat(first.header("X-Amz-Date")).contains("20260301T120000Z");
        assertThat(Auth.proven(authenticator, CALL).header("X-Amz-Date")).contains("20260301T121000Z");
    }

    @Test
    void derivesAnotherKeyForAnotherDay() {
        AwsTerms terms = new AwsTerms(
                "r", "s", AwsTerms.Place.HEADER, AwsTerms.Payload.SIGNED, true, true, Duration.ofMinutes(5));
        AwsCredentials credentials = new AwsCredentials("a", "b", "");
        AwsRequest request = new AwsRequest("GET", "/", "", List.of());
        AwsSignature used = new AwsSignature(terms);
        Instant nextDay = Auth.NOON.plus(Duration.ofDays(1));

        String before = used.sign(request, new byte[0], credentials, Auth.NOON).authorization();
        String after = used.sign(request, new byte[0], credentials, nextDay).authorization();
        String others = used.sign(request, new byte[0], new AwsCredentials("a", "c", ""), nextDay)
                .authorization();

        assertThat(before)
                .isEqualTo(new AwsSignature(terms)
                        .sign(request, new byte[0], credentials, Auth.NOON)
                        .authorization());
        assertThat(after)
                .isEqualTo(new AwsSignature(terms)
                        .sign(request, new byte[0], credentials, nextDay)
                        .authorization());
        assertThat(others).isNotEqualTo(after);
    }

    @Test
    void followsCredentialsThatAnotherProgramRenews(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id=first\naws_secret_access_key=s\naws_session_token=t1\n");
        options.put("http.auth.aws.credentials.file", file.toString());
        Authenticator authenticator = Auth.open(options);
        HttpCall first = Auth.proven(authenticator, CALL);

        Files.writeString(file, "[default]\naws_access_key_id=later\naws_secret_access_key=s\naws_session_token=t2\n");
        boolean renewed = Auth.renewed(authenticator, first, Auth.reply(403));
        HttpCall second = Auth.proven(authenticator, CALL);

        assertThat(renewed).isTrue();
        assertThat(first.header("Authorization").orElseThrow()).contains("Credential=first/");
        assertThat(second.header("Authorization").orElseThrow()).contains("Credential=later/");
        assertThat(second.header("X-Amz-Security-Token")).contains("t2");
    }

    @Test
    void readsAProfileAsTheAwsToolsWriteIt() {
        String file = "; a comment\n[other]\naws_access_key_id=no\n\n[profile prod]\n  aws_access_key_id = AKID \n"
                + "#aws_secret_access_key=no\naws_secret_access_key= a=b/+ \nregion=x\n[last]\naws_secret_access_key=no";

        AwsCredentials credentials = AwsCredentials.ofFile(file, "prod");

        assertThat(credentials).isEqualTo(new AwsCredentials("AKID", "a=b/+", ""));
        assertThat(credentials.toString()).isEqualTo("AKID");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AwsCredentials.ofFile(file, "other"))
                .withMessageContaining("aws_secret_access_key");
    }

    private Map<String, String> withKeys() {
        options.put("http.auth.aws.access.key.id", "a");
        options.put("http.auth.aws.secret.access.key", "b");
        return options;
    }
}
