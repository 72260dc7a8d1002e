package dev.millrace.http.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifySettingsTest {

    @Test
    void hasNoDefaultForTheVerificationItself() {
        assertThatThrownBy(() -> Vectors.config(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("webhook.verify");
    }

    @Test
    void takesNoneOnlyWhenItIsWrittenOut() {
        assertThat(Vectors.problems(Map.of("webhook.verify", "none"))).isEmpty();
        assertThat(Vectors.problems(Map.of("webhook.verify", "none", "webhook.secrets", "a")))
                .containsOnlyKeys("webhook.secrets");
    }

    @Test
    void readsSeveralSecrets() {
        String pem = "-----BEGIN PUBLIC KEY-----\nAA,BB\n-----END PUBLIC KEY-----";

        VerifySettings settings =
                settings("webhook.verify", "github", "webhook.secrets", "one, two\n\n" + pem + "\nthree");

        assertThat(settings.secrets()).containsExactly("one", "two", pem, "three");
        assertThat(settings).hasToString("github with 4 secrets");
    }

    @Test
    void readsToleranceOfThePresetOffAndOther() {
        assertThat(settings("webhook.verify", "none").tolerance()).isEmpty();
        assertThat(settings("webhook.verify", "none", "webhook.timestamp.tolerance.ms", "0")
                        .tolerance())
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "github | webhook.secrets | ",
                "github | webhook.verify.user | webhook.verify.user=a",
                "github | webhook.verify.topics | webhook.verify.topics=a",
                "github | webhook.hmac.prefix | webhook.hmac.prefix=a",
                "github | webhook.secrets.file | webhook.secrets.file=/no/such/file",
                "basic | webhook.verify.user | webhook.secrets=a",
                "basic | webhook.verify.require.signed | webhook.secrets=a;webhook.verify.user=u;webhook.verify.require.signed=true",
                "msgraph | webhook.verify.require.signed | webhook.secrets=a;webhook.verify.require.signed=true",
                "bearer | webhook.secrets | ",
                "bearer | webhook.verify.keys.url | webhook.verify.audience=a",
                "bearer | webhook.verify.audience | webhook.verify.keys.url=https://a.example/keys",
                "bearer | webhook.verify.keys.url | webhook.verify.audience=a;webhook.verify.keys.url=http://a.example/keys",
                "standard-webhooks | webhook.secrets | ",
                "standard-webhooks | webhook.secrets | webhook.secrets=not base64!",
                "adyen | webhook.secrets | webhook.secrets=xyz",
                "discord | webhook.secrets | webhook.secrets=abcd",
                "sendgrid | webhook.secrets | webhook.secrets=abcd",
                "plaid | webhook.verify.user | webhook.secrets=a",
                "paypal | webhook.verify.webhook.id | ",
                "aws-sns | webhook.verify.topics | ",
                "aws-sns | webhook.verify.topics | webhook.verify.topics=orders",
                "hmac | webhook.hmac.signature | webhook.secrets=a;webhook.hmac.signature=X-Signature",
                "hmac | webhook.hmac.signature | webhook.secrets=a;webhook.hmac.signature=signature:v1",
                "hmac | webhook.hmac.timestamp | webhook.secrets=a;webhook.hmac.signed={ts}{body}",
                "hmac | webhook.hmac.id | webhook.secrets=a;webhook.hmac.signed={id}{body}",
                "hmac | webhook.hmac.signed | webhook.secrets=a;webhook.hmac.signed={boddy}",
                "hmac | webhook.hmac.signed | webhook.secrets=a;webhook.hmac.signed={secret}{body}",
                "hmac | webhook.hmac.signed | webhook.secrets=a;webhook.hmac.signed={body",
                "hmac | webhook.secrets | webhook.secrets=a;webhook.hmac.key=hex",
            })
    void reportsAContradictionOnItsKey(String preset, String key, @Nullable String options) {
        Map<String, String> properties = new HashMap<>(Map.of("webhook.verify", preset));
        if (options != null) {
            for (String option : options.split(";", -1)) {
                properties.put(option.split("=", 2)[0], option.split("=", 2)[1]);
            }
        }

        Map<String, String> problems = Vectors.problems(properties);

        assertThat(problems).containsKey(key);
        assertThat(problems.get(key)).doesNotContain("xyz", "abcd", "not base64!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitHub", "github"})
    void takesThePresetInEitherCase(String name) {
        assertThat(Vectors.problems(Map.of("webhook.verify", name, "webhook.secrets", "a")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"githb, github", "Strip, stripe", "sns, aws-sns", "WhatsApp, ''"})
    void namesTheValuesInOrderAndTheOneThatWasMeant(String wrong, String meant) {
        Throwable thrown = catchThrowable(() -> Vectors.config(Map.of("webhook.verify", wrong)));

        assertThat(thrown)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("webhook.verify")
                .hasMessageContaining("adyen, api-key, ")
                .hasMessageContaining(meant.isEmpty() ? "no such preset" : "did you mean " + meant + "?");
        assertThat(String.valueOf(thrown.getMessage()).contains("did you mean")).isEqualTo(!meant.isEmpty());
    }

    @Test
    void toldHabitsAreThoseOfThePreset() {
        List<Habits> habits = List.of("slack", "zoom", "msgraph", "shopify", "github").stream()
                .map(name -> WebhookProviders.habits(Vectors.config(Map.of("webhook.verify", name))))
                .toList();

        assertThat(habits)
                .extracting(some -> some.ackTimeout().toMillis())
                .containsExactly(2_500L, 2_500L, 2_500L, 4_000L, 9_000L);
    }

    private static VerifySettings settings(String... properties) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return VerifySettings.from(Vectors.config(map));
    }
}
