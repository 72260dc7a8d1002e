package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the proof of a sender stands, by the settings: times and ids are no secrets. */
@Timeout(120)
class SecretNamesTest {

    private static SecretNames of(String preset, String... option) {
        return WebhookProviders.secretNames(Vectors.config(
                option.length == 0
                        ? Map.of("webhook.verify", preset)
                        : Map.of("webhook.verify", preset, option[0], option[1])));
    }

    @Test
    void areThoseOfThePreset() {
        assertThat(of("slack")).isEqualTo(new SecretNames(Set.of("X-Slack-Signature"), Set.of()));
        assertThat(of("cloudevents")).isEqualTo(new SecretNames(Set.of("Authorization"), Set.of("access_token")));
        assertThat(of("aws-sns")).isEqualTo(SecretNames.NONE);
        assertThat(of("none")).isEqualTo(SecretNames.NONE);
    }

    @Test
    void areThoseOfTheSettings() {
        assertThat(of("api-key", "webhook.verify.header", "X-Gate").headers()).containsExactly("X-Gate");
        assertThat(of("hmac", "webhook.hmac.signature", "query:gate").parameters())
                .containsExactly("gate");
        assertThat(of("hmac", "webhook.hmac.signature", "body:sig")).isEqualTo(SecretNames.NONE);
        assertThat(of("hmac", "webhook.hmac.signature", "header:X-Gate-#").headers())
                .contains("X-Gate-1", "X-Gate-16")
                .hasSize(16);
    }
}
