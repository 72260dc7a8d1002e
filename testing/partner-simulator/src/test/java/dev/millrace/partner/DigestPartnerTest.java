package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the Digest authentication of the curl command. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DigestPartnerTest {

    @ParameterizedTest
    @CsvSource({
        "MD5, auth, false",
        "MD5, '', false",
        "MD5-sess, auth, false",
        "SHA-256, 'auth,auth-int', false",
        "SHA-256-sess, auth, false",
        "SHA-256, auth, true",
    })
    void acceptsWhoKnowsThePassword(String algorithm, String qop, boolean hashed) throws Exception {
        try (DigestPartner partner = DigestPartner.start("Mufasa", "Circle of Life")) {
            partner.offer(algorithm).protect(qop);
            if (hashed) {
                partner.hashUsers();
            }

            String status = curl(partner, "Mufasa:Circle of Life");

            assertThat(status).isEqualTo("200");
            assertThat(partner.accepted()).isEqualTo(1);
            assertThat(partner.refused()).isEqualTo(1);
        }
    }

    @Test
    void refusesAnotherPassword() throws Exception {
        try (DigestPartner partner = DigestPartner.start("Mufasa", "Circle of Life")) {
            assertThat(curl(partner, "Mufasa:circle of life")).isEqualTo("401");
            assertThat(partner.accepted()).isZero();
        }
    }

    /** The status of the last answer to a request that has a body. */
    private static String curl(DigestPartner partner, String login) throws IOException, InterruptedException {
        boolean found = List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "curl")));
        assumeTrue(found, "skipped: there is no curl command on the PATH");
        Process process = new ProcessBuilder(
                        "curl",
                        "-s",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "--noproxy",
                        "*",
                        "--digest",
                        "-u",
                        login,
                        "-d",
                        "x=1",
                        partner.url() + "/a?b=c%20d")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String status = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return status;
    }
}
