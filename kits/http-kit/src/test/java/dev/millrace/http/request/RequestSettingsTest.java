package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.http.ClientSettings;
import dev.millrace.http.HttpCall;
import dev.millrace.http.HttpHeader;
import dev.millrace.http.HttpMethod;
import dev.millrace.http.auth.AuthSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSettingsTest {

    @Test
    void readsWhatIsGiven() {
        RequestSettings settings = RequestSettings.from(config(Map.of(
                "http.url", "https://partner.example:8443/orders?key=secret",
                "http.method", "put",
                "http.headers", "Accept: application/json, X-Source: millrace",
                "http.secret.headers", "X-Api-Key: a, b\nX-Other: c")));

        HttpCall call = RequestTemplate.of(settings, RecordForTest.PLACES).render(RecordForTest.of("{}"));
        assertThat(call.method()).isEqualTo(HttpMethod.PUT);
        assertThat(call.headers())
                .containsExactly(
                        new HttpHeader("Accept", "application/json"),
                        new HttpHeader("X-Source", "millrace"),
                        new HttpHeader("X-Api-Key", "a, b"),
                        new HttpHeader("X-Other", "c"));
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

    @ParameterizedTest
    @CsvSource({
        "https://partner.example/orders?a=1, false, false, https://partner.example/orders",
        "https://partner.example/{key}?a=1, false, true, https://partner.example/{key}",
        "https://partner.example/orders?a={key}, false, true, https://partner.example/orders",
        "https://{key}.partner.example/orders, true, true, https://{key}.partner.example/orders",
        "https://partner.example{key}, true, true, https://partner.example{key}",
        "https://partner.example:{key}/, true, true, https://partner.example:{key}/",
        "{header.base|raw}/orders, true, true, {header.base}/orders",
        "{header.scheme}://partner.example/, true, true, {header.scheme}://partner.example/",
    })
    void tellsWhoDecidesTheAddress(String url, boolean hostTemplated, boolean urlTemplated, String shown) {
        AbstractConfig config = config(Map.of("http.url", url));
        RequestSettings settings = RequestSettings.from(config);

        assertThat(RequestSettings.isHostTemplated(config)).isEqualTo(hostTemplated);
        assertThat(settings.isHostTemplated()).isEqualTo(hostTemplated);
        assertThat(settings.isUrlTemplated()).isEqualTo(urlTemplated);
        assertThat(settings.endpoint()).isEqualTo(shown);
    }

    @Test
    void tellsAPlaceInTheQueryFromAnAddressThatIsFixed() {
        assertThat(RequestSettings.from(config(Map.of("http.query", "id={key}")))
                        .isUrlTemplated())
                .isTrue();
        assertThat(RequestSettings.from(config(Map.of("http.query", "id={{1}}")))
                        .isUrlTemplated())
                .isFalse();
    }

    @Test
    void knowsWhatMayBeRepeatedFromItsMethod() {
        assertThat(RequestSettings.from(config(Map.of("http.method", "PUT"))).isRepeatable())
                .isTrue();
        assertThat(RequestSettings.from(config(Map.of())).isRepeatable()).isFalse();
        assertThat(RequestSettings.from(config(Map.of("http.method", "{header.method}")))
                        .isRepeatable())
                .isFalse();
    }

    @Test
    void namesItsHeadersAndShowsNoSecret() {
        AbstractConfig config = config(Map.of(
                "http.url", "https://partner.example/?key=hidden",
                "http.headers", "Accept: text/html, text/plain",
                "http.secret.headers", "X-Api-Key: hidden"));

        assertThat(RequestSettings.headerNames(config)).containsExactly("accept", "x-api-key");
        assertThat(RequestSettings.from(config).toString()).isEqualTo("post https://partner.example/");
    }

    @Test
    void wantsTheAddressEvenWhereTheDefinitionDoesNot() {
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition, new RequestSettings.Defaults(HttpMethod.POST, BodyMode.JSON, false));
        Map<String, String> problems = new HashMap<>();

        RequestSettings.validate(new AbstractConfig(definition, Map.of(), false), RecordForTest.PLACES, problems::put);

        assertThat(problems).containsOnlyKeys("http.url");
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
        RequestSettings.validate(config(given), RecordForTest.PLACES, problems::put);
        ClientSettings.validate(config(given), problems::put);
        AuthSettings.validate(config(given), problems::put);
        return problems;
    }

    private static AbstractConfig config(Map<String, String> given) {
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition);
        ClientSettings.define(definition);
        AuthSettings.define(definition);
        Map<String, String> all = new HashMap<>(Map.of("http.url", "https://partner.example/orders"));
        all.putAll(given);
        return new AbstractConfig(definition, all, false);
    }
}
