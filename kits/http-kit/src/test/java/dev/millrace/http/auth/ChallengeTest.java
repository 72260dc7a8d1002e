package dev.millrace.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {

    @Test
    void readsSeveralChallengesInOneField() {
        List<Challenge> challenges = Challenge.parse(List.of(
                "Negotiate , Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"",
                "Digest realm=\"a, b=c\",nonce=abc== , stale = TRUE,qop=\"auth\""));

        assertThat(challenges)
                .containsExactly(
                        new Challenge("negotiate", Map.of()),
                        new Challenge("newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")),
                        new Challenge("basic", Map.of("realm", "simple")),
                        new Challenge(
                                "digest", Map.of("realm", "a, b=c", "nonce", "abc", "stale", "TRUE", "qop", "auth")));
    }

    @Test
    void passesOverTokensOfOtherSchemes() {
        assertThat(Challenge.parse(List.of("NTLM TlRMTVNTUAAC==, Digest nonce=\"n\"")))
                .containsExactly(new Challenge("ntlm", Map.of()), new Challenge("digest", Map.of("nonce", "n")));
    }

    @Test
    void readsParametersWithoutAScheme() {
        assertThat(Challenge.parameters("nextnonce=\"n2\", qop=auth, rspauth=\"00\""))
                .containsExactlyInAnyOrderEntriesOf(Map.of("nextnonce", "n2", "qop", "auth", "rspauth", "00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "=",
                "\"",
                "Digest",
                "Digest realm",
                "Digest realm=",
                "Digest realm=\"",
                "Digest =x",
                "é",
                "Digest realm=\"\\",
                "Digest ,,,=,\"x\"=y",
                "x=y"
            })
    void endsWithWhatIsMalformed(String value) {
        assertThat(Challenge.parse(List.of(value))).hasSizeLessThan(4);
    }

    @Test
    void showsNoValues() {
        assertThat(new Challenge("digest", Map.of("nonce", "secret")).toString())
                .doesNotContain("secret");
    }
}
