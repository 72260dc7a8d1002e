package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ReferencePage;
import dev.millrace.testkit.SettingsContract;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSinkSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new RestSinkConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Delivering.settings("https://partner.example/orders");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(RestSinkSettings.definition(), properties, false);
        RestSinkSettings.validate(config, properties, (key, sentence) -> {
            throw new AssertionError(key + " " + sentence);
        });
        RestSinkSettings unused = RestSinkSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("http.url");
    }

    @Override
    protected Map<String, String> wrongValues() {
        Map<String, String> wrong = new HashMap<>(Map.of(
                "http.url", "partner.example/orders",
                "http.method", "get",
                "http.headers", "Authorization: Basic eDp5",
                "http.auth", "digest",
                "http.request.timeout.ms", "5",
                "ordering", "topic",
                "idempotency.key", "yes",
                "tombstones", "delete",
                "retry.backoff.max.ms", "1",
                "max.in.flight", "0"));
        wrong.putAll(Map.of(
                "queue.max.records", "1",
                "errors.deadletterqueue.topic.name", "",
                "http.secret.headers", "no colon",
                "http.content.type", "text/plain\nX: y"));
        return wrong;
    }

    @ParameterizedTest
    @CsvSource({
        "http.auth, basic, http.auth.user, is missing",
        "http.auth, basic, http.auth.password, is missing",
        "http.auth, bearer, http.auth.token, is missing",
        "http.auth.user, me, http.auth.user, is only used with http.auth=basic",
        "http.url, https://me:secret@partner.example/, http.url, holds a user name",
        "http.url, https://partner.example/#top, http.url, holds a fragment",
        "http.url, http://, http.url, is no address",
        "http.headers, Idempotency-Key: 1, http.headers, the same for all records",
        "http.headers, Accept, http.headers, Name: value",
        "http.headers, Content-Length: 3, http.headers, set by the client itself",
    })
    void saysWhatIsWrongOnTheKeyToChange(String key, String value, String reportedOn, String sentence) {
        Map<String, String> given = new HashMap<>(configuration());
        given.put(key, value);

        List<ConfigValue> wrong = connector().validate(given).configValues().stream()
                .filter(validated -> !validated.errorMessages().isEmpty())
                .toList();

        assertThat(wrong)
                .filteredOn(validated -> validated.name().equals(reportedOn))
                .singleElement()
                .satisfies(validated -> assertThat(validated.errorMessages())
                        .singleElement()
                        .asString()
                        .contains(sentence)
                        .doesNotContain("secret"));
    }

    @Test
    void itsReferencePageSaysWhatTheCodeDeclares() {
        ReferencePage.matches(
                Path.of(System.getProperty("millrace.root"), "docs", "reference", "connect-rest-sink.md"),
                RestSinkReference.page());
    }
}
