package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    @Test
    void readsWhatIsGiven() {
        HttpSettings settings = HttpSettings.from(config(Map.of(
                "http.url", "https://partner.example:8443/orders?key=secret",
                "http.method", "put",
                "http.headers", "Accept: application/json, X-Source: millrace",
                "http.secret.headers", "X-Api-Key: a, b\nX-Other: c",
                "http.auth", "basic",
                "http.auth.user", "Aladdin",
                "http.auth.password", "open sesame")));

        assertThat(settings.method()).isEqualTo(HttpMethod.PUT);
        assertThat(settings.headers())
                .containsExactly(
                        new HttpHeader("Accept", "application/json"),
                        new HttpHeader("X-Source", "millrace"),
                        new HttpHeader("X-Api-Key", "a, b"),
                        new HttpHeader("X-Other", "c"));
        assertThat(settings.credentials()).isInstanceOf(Credentials.Basic.class);
        assertThat(settings.endpoint()).isEqualTo("https://partner.example:8443/orders");
    }

    @ParameterizedTest
    @CsvSource({
        "http.url, ftp://partner.example/, http.url",
        "http.url, https:///orders, http.url",
        "http.url, https://my_host/orders, http.url",
        "http.url, https://partner.example:70000/, http.url",
        "http.url, https://partner.example/a b, http.url",
        "http.headers, Authorization: Bearer x, http.headers",
        "http.headers, Cookie: x=y, http.headers",
        "http.headers, Transfer-Encoding: chunked, http.headers",
        "http.auth, bearer, http.auth.token",
        "http.auth.token, abc, http.auth.token",
        "http.connect.timeout.ms, 60000, http.request.timeout.ms",
    })
    void reportsEachContradictionOnTheKeyToChange(String key, String value, String reportedOn) {
        Map<String, String> problems = problems(Map.of(key, value));

        assertThat(problems).containsOnlyKeys(reportedOn);
    }

    @Test
    void wantsOneAuthorizationOnly() {
        Map<String, String> problems = problems(Map.of(
                "http.auth", "bearer", "http.auth.token", "abc", "http.secret.headers", "authorization: Token x"));

        assertThat(problems).containsOnlyKeys("http.secret.headers");
    }

    @Test
    void hasNoProblemWithAnAddressAlone() {
        assertThat(problems(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: a\r\nY: b", "X: a\u0000", "no colon", ": empty", "a b: c", "Host: x"})
    void refusesAHeaderThatWouldBeMoreOrLessThanOne(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpHeader.parse(line));
    }

    private static Map<String, String> problems(Map<String, String> given) {
        Map<String, String> problems = new HashMap<>();
        HttpSettings.validate(config(given), problems::put);
        return problems;
    }

    private static AbstractConfig config(Map<String, String> given) {
        ConfigDef definition = new ConfigDef();
        HttpSettings.define(definition);
        Map<String, String> all = new HashMap<>(Map.of("http.url", "https://partner.example/orders"));
        all.putAll(given);
        return new AbstractConfig(definition, all, false);
    }
}
