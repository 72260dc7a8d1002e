package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ReferenceDescriptor;
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
        new RestSinkChecks(properties, (key, sentence) -> {
                    throw new AssertionError(key + " " + sentence);
                })
                .check(config);
        RestSinkSettings unused = RestSinkSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of();
    }

    @Override
    protected Map<String, String> wrongValues() {
        Map<String, String> wrong = new HashMap<>(Map.of(
                "http.url", "partner.example/orders",
                "http.method", "get",
                "http.headers", "Authorization: Basic eDp5",
                "http.auth", "negotiate",
                "http.request.timeout.ms", "5",
                "ordering", "topic",
                "idempotency.key", "yes",
                "tombstones", "remove",
                "retry.backoff.max.ms", "1",
                "max.in.flight", "0"));
        wrong.putAll(Map.of(
                "queue.max.records", "1",
                "errors.deadletterqueue.topic.name", "",
                "http.secret.headers", "no colon",
                "batch.max.records", "0",
                "batch.results.pointer", "items",
                "batch.bisect.statuses", "500",
                "idempotency.header", "Content-Length",
                "idempotency.value", "constant",
                "reporter.bootstrap.servers", "kafka:9092",
                "http.content.type", "text/plain\nX: y"));
        wrong.put("batch.results.index.pointer", "/index");
        return wrong;
    }

    @ParameterizedTest
    @CsvSource({
        "http.auth, basic, http.auth.user, is missing",
        "http.auth, basic, http.auth.password, is missing",
        "http.auth, bearer, http.auth.token, is missing",
        "http.url, https://me:secret@partner.example/, http.url, user name",
        "http.url, https://partner.example/#top, http.url, fragment",
        "http.url, '', http.url, ''",
        "http.headers, Idempotency-Key: 1, http.headers, the same for all records",
        "http.headers, Accept, http.headers, Name: value",
        "idempotency.header, webhook-id, idempotency.header, without quotes",
        "idempotency.value, {nothing}, idempotency.value, known are value",
        "batch.linger.ms, 5, batch.linger.ms, set batch.max.records",
        "batch.across.lanes, true, batch.across.lanes, only used with batches",
        "batch.max.records, 9999, batch.max.records, no batch would ever be full",
        "tombstones, template, tombstones, nothing says what is sent",
        "tombstones, delete, tombstones, each would delete everything there",
        "tombstone.http.url, https://x.example/, tombstone.http.url, only used with tombstones",
        "tombstone.ordering, key, tombstone.ordering, no option of a request",
        "route.a.http.url, https://x.example/, route.a.http.url, belongs to no route",
        "response.topic, replies, reporter.bootstrap.servers, is missing",
        "audit.topic, audits, reporter.bootstrap.servers, is missing",
        "reporter.linger.ms, 5, reporter.linger.ms, only used with response.topic",
        "response.headers, ETag, response.headers, only used with response.topic",
        "response.body.max.bytes, 5, response.body.max.bytes, only used with response.topic",
    })
    void saysWhatIsWrongOnTheKeyToChange(String key, String value, String reportedOn, String sentence) {
        assertThat(errorsOf(Map.of(key, value)))
                .containsKey(reportedOn)
                .extractingByKey(reportedOn)
                .asString()
                .contains(sentence)
                .doesNotContain("secret@");
    }

    @ParameterizedTest
    @CsvSource({
        "route.a.http.method, get it, route.a.http.method, ''",
        "route.a.max.in.flight, 0, route.a.max.in.flight, ''",
        "route.a.when, 'type =', route.a.when, is no condition",
        "route.a.queue.max.records, 5, route.a.queue.max.records, no option that a route can have",
        "route.a.http.urll, https://x.example, route.a.http.urll, no option that a route can have",
        "route.c.http.url, https://x.example, route.c.http.url, belongs to no route",
        "routes, 'a,b,a', routes, twice",
        "routes, 'a,B', routes, lower-case",
        "route.a.http.auth, bearer, http.auth.token, (in route a)",
        "route.b.tombstones, delete, route.b.tombstones, each would delete everything there",
        "route.b.tombstone.http.url, https://x.example/, route.b.tombstone.http.url, only used with tombstones",
        "route.b.http.url, '', http.url, (in route b)",
        "route.b.http.url, 'https://{key}.example/', '', ''",
    })
    void saysWhatIsWrongInARoute(String key, String value, String reportedOn, String sentence) {
        Map<String, String> given = new HashMap<>(Map.of(
                "routes", "a,b",
                "route.a.topics", "orders",
                "route.a.http.url", "https://partner.example/a",
                "route.b.http.url", "https://partner.example/b"));
        given.put(key, value);
        if (value.isEmpty()) {
            given.remove(key);
        }

        Map<String, List<String>> errors = errorsOf(given, "http.url");

        if (reportedOn.isEmpty()) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors)
                    .containsKey(reportedOn)
                    .extractingByKey(reportedOn)
                    .asString()
                    .contains(sentence);
        }
    }

    @Test
    void findsAnAddressThatATombstoneCanNotFill() {
        Map<String, String> byValue = Map.of("http.url", "https://partner.example/{value.id}", "tombstones", "delete");
        Map<String, String> byKey = new HashMap<>(byValue);
        byKey.put("tombstone.http.url", "https://partner.example/{key}");

        assertThat(errorsOf(byValue)).extractingByKey("tombstones").asString().contains("tombstone.http.url");
        assertThat(errorsOf(byKey)).isEmpty();
    }

    @Test
    void carriesNoCredentialsToHostsThatNobodyNamed() {
        Map<String, String> templated =
                Map.of("http.url", "https://{key}.partner.example/", "http.auth", "bearer", "http.auth.token", "t");
        Map<String, String> named = new HashMap<>(templated);
        named.put("http.egress.allow", "*.partner.example");

        assertThat(errorsOf(templated)).extractingByKey("http.url").asString().contains("http.egress.allow");
        assertThat(errorsOf(named)).isEmpty();
    }

    @Test
    void refusesProducerSettingsThatWouldBreakAPromise() {
        Map<String, String> given = Map.of(
                "audit.topic", "audits",
                "reporter.bootstrap.servers", "kafka:9092",
                "reporter.acks", "1",
                "reporter.linger.ms", "5");

        assertThat(errorsOf(given)).containsOnlyKeys("reporter.acks");
    }

    private Map<String, List<String>> errorsOf(Map<String, String> more, String... without) {
        Map<String, String> given = new HashMap<>(configuration());
        List.of(without).forEach(given::remove);
        given.putAll(more);
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue validated : connector().validate(given).configValues()) {
            if (!validated.errorMessages().isEmpty()) {
                errors.put(validated.name(), validated.errorMessages());
            }
        }
        return errors;
    }

    @Test
    void itsReferencePageSaysWhatTheCodeDeclares() {
        ReferencePage.matches(
                Path.of(System.getProperty("millrace.root"), "docs", "reference", "connect-rest-sink.md"),
                RestSinkReference.page());
    }

    @Test
    void describesItselfToPrograms() {
        ReferencePage.matches(
                Path.of(System.getProperty("millrace.root"), "docs", "reference", "connect-rest-sink.json"),
                ReferenceDescriptor.of(
                        "connect-rest-sink",
                        List.of(new ReferenceDescriptor.Component(
                                "RestSinkConnector",
                                "sink-connector",
                                List.of(RestSinkConnector.class.getName()),
                                new RestSinkConnector().config()))));
    }
}
