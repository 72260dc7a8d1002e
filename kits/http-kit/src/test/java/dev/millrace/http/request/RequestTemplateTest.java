package dev.millrace.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.http.HttpCall;
import dev.millrace.kit.ConnectorFailure;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RequestTemplateTest {

    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("price", Decimal.schema(2))
            .field("at", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("seen", Timestamp.SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private static final Struct STRUCT = new Struct(ORDER)
            .put("id", 7L)
            .put("price", new BigDecimal("12.50"))
            .put("at", Date.from(Instant.parse("2026-01-02T00:00:00Z")))
            .put("seen", Date.from(Instant.parse("2026-01-02T03:04:05Z")));

    @Test
    void writesAStructByItsSchema() {
        SinkRecord order = RecordForTest.of("k", ORDER, STRUCT, new ConnectHeaders());

        HttpCall json = template("http.url", "https://partner.example/{value.at}?p={value.price}")
                .render(order);
        HttpCall text = template(
                        "http.body", "template",
                        "http.body.template", "<o p=\"${value.price}\" at=\"${value.at}\">${value.seen}</o>")
                .render(order);
        HttpCall document = template(
                        "http.body", "template",
                        "http.body.template",
                                "{\"p\":${value.price},\"at\":${value.at},\"all\":${value},\"n\":${value.note}}")
                .render(order);

        String whole =
                "{\"id\":7,\"price\":12.50,\"at\":\"2026-01-02\",\"seen\":\"2026-01-02T03:04:05Z\",\"note\":null}";
        assertThat(json.target()).isEqualTo(URI.create("https://partner.example/2026-01-02?p=12.50"));
        assertThat(RequestCase.bodyOf(json)).isEqualTo(whole);
        assertThat(RequestCase.bodyOf(text)).isEqualTo("<o p=\"12.50\" at=\"2026-01-02\">2026-01-02T03:04:05Z</o>");
        assertThat(RequestCase.bodyOf(document))
                .isEqualTo("{\"p\":12.50,\"at\":\"2026-01-02\",\"all\":" + whole + ",\"n\":null}");
    }

    @Test
    void sharesTheEnvelopeOfRequestsThatDifferInTheirBodyOnly() {
        RequestTemplate<SinkRecord> template = template(
                "http.headers", "X-Fixed: yes",
                "http.query", "a=1",
                "http.body", "soap",
                "http.soap.version", "1.2",
                "http.soap.action", "a",
                "http.body.template", "<a>${value}</a>");

        Envelope first = template.item(RecordForTest.of("x")).envelope();
        Envelope second = template.item(RecordForTest.of("y")).envelope();

        assertThat(second).isSameAs(first);
        assertThat(first.target()).isEqualTo(URI.create("https://partner.example/orders?a=1"));
    }

    @Test
    void keepsTheBytesOfARecordAndCopiesThemForABatchOnly() {
        RequestTemplate<SinkRecord> template = batches();
        byte[] value = {'1'};

        RenderedItem item = template.item(RecordForTest.of(value));

        assertThat(item.bytes()).isSameAs(value);
        assertThat(template.call(item).body()).isSameAs(value);
        assertThat(RequestCase.bodyOf(template.join(List.of(item, item)))).isEqualTo("[1,1]");
        assertThat(value).containsExactly('1');
    }

    @Test
    void tellsTheLengthOfABatchBeforeItIsMade() {
        RequestTemplate<SinkRecord> template = batches();
        List<RenderedItem> items = Stream.of("1", "[22]", "\"üü\"")
                .map(RecordForTest::of)
                .map(template::item)
                .toList();
        long bytes = items.stream().mapToLong(item -> item.bytes().length).sum();

        assertThat(template.joinedBytes(3, bytes))
                .isEqualTo(template.join(items).body().length);
        assertThat(template.joinedBytes(1, 1)).isEqualTo(3);
    }

    @Test
    void joinsNoItemsOfDifferentAddressesOrHeaders() {
        RequestTemplate<SinkRecord> byUrl = batches("http.url", "https://partner.example/{value.id}");
        RequestTemplate<SinkRecord> byHeader = batches("http.headers", "X-Id: {value.id}");
        List<SinkRecord> two = List.of(RecordForTest.of(Map.of("id", 1)), RecordForTest.of(Map.of("id", 2)));

        assertThatIllegalArgumentException().isThrownBy(() -> byUrl.renderBatch(two));
        assertThatIllegalArgumentException().isThrownBy(() -> byHeader.renderBatch(two));
        assertThatIllegalArgumentException().isThrownBy(() -> byHeader.renderBatch(List.of()));
        assertThat(byUrl.renderBatch(List.of(two.get(0), two.get(0))).target())
                .isEqualTo(URI.create("https://partner.example/1"));
    }

    @Test
    void mayRepeatWhatHasTheEffectOfOne() {
        SinkRecord record = RecordForTest.of("x");

        assertThat(template("http.method", "put").render(record).repeatable()).isTrue();
        assertThat(template("http.method", "post").render(record).repeatable()).isFalse();
        assertThat(template("http.method", "post")
                        .render(record)
                        .repeatable(true)
                        .repeatable())
                .isTrue();
    }

    @Test
    void takesItsPlacesFromAnythingThatHasThem() {
        Places<Map<String, Object>> places = name -> {
            if (!List.of("cursor", "page").contains(name)) {
                throw new IllegalArgumentException("nothing fills {" + name + "}; known are cursor and page");
            }
            return subject -> Optional.ofNullable(subject.get(name));
        };
        AbstractConfig config = config(
                RequestSettings.Defaults.FETCH, "http.query", "after={cursor}, page={page}", "on.missing", "omit");
        RequestTemplate<Map<String, Object>> template = RequestTemplate.of(RequestSettings.from(config), places);

        HttpCall first = template.render(Map.of("page", 1));
        HttpCall second = template.render(Map.of("page", 2, "cursor", "a/b"));

        assertThat(first.target()).isEqualTo(URI.create("https://partner.example/orders?page=1"));
        assertThat(second.target()).isEqualTo(URI.create("https://partner.example/orders?after=a%2Fb&page=2"));
        assertThat(second.method().name()).isEqualTo("GET");
        assertThat(second.body()).isEmpty();
    }

    @Test
    void servesManyThreadsAtOnce() {
        RequestTemplate<SinkRecord> template = template(
                "http.url", "https://partner.example/{value.id}",
                "http.body", "template",
                "http.body.template", "{\"id\":${value.id},\"text\":\"x${value.id}\"}");

        List<String> wrong = IntStream.range(0, 20_000)
                .parallel()
                .filter(id -> {
                    HttpCall call = template.render(RecordForTest.of(Map.of("id", id)));
                    return !call.target().getPath().equals("/" + id)
                            || !RequestCase.bodyOf(call).equals("{\"id\":" + id + ",\"text\":\"x" + id + "\"}");
                })
                .mapToObj(String::valueOf)
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void quotesNothingOfAValueWithoutAForm() {
        Map<String, Object> value = new HashMap<>();
        value.put("hidden", List.of(Thread.currentThread()));
        RequestTemplate<SinkRecord> inTemplate =
                template("http.body", "template", "http.body.template", "{\"a\":${value.hidden}}");

        ConnectorFailure whole =
                catchThrowableOfType(ConnectorFailure.class, () -> template().render(RecordForTest.of(value)));
        ConnectorFailure part =
                catchThrowableOfType(ConnectorFailure.class, () -> inTemplate.render(RecordForTest.of(value)));

        assertThat(List.of(whole, part))
                .allSatisfy(failure -> assertThat(failure)
                        .hasMessageNotContaining("hidden")
                        .hasNoCause()
                        .extracting(ConnectorFailure::code)
                        .isEqualTo("value-without-form"));
    }

    @Test
    void showsNoPayloadInItsTexts() {
        RequestTemplate<SinkRecord> template = template("http.url", "https://partner.example/{value.id}?key=hidden");

        RenderedItem item = template.item(RecordForTest.of(Map.of("id", "hidden")));

        assertThat(item.toString()).isEqualTo("item of 15 bytes");
        assertThat(item.envelope().toString()).isEqualTo("POST");
    }

    @Test
    void opensEachEnvelopeInTheSameWay() {
        SinkRecord record = RecordForTest.of("x");
        byte[] first = template("http.body", "soap", "http.soap.action", "a", "http.body.template", "<a/>")
                .render(record)
                .body();
        byte[] second = template(
                        "http.body", "soap",
                        "http.soap.version", "1.2",
                        "http.soap.header", "<h>${value}</h>",
                        "http.body.template", "<a/>")
                .render(record)
                .body();

        assertThat(SoapVersion.of(first)).contains(SoapVersion.SOAP_1_1);
        assertThat(SoapVersion.of(second)).contains(SoapVersion.SOAP_1_2);
        assertThat(SoapVersion.of("<a/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(SoapVersion.SOAP_1_2.opening()).endsWith("<soap:Header>");
    }

    private static RequestTemplate<SinkRecord> template(String... given) {
        return RequestTemplate.of(
                RequestSettings.from(config(RequestSettings.Defaults.SEND, given)), RecordForTest.PLACES);
    }

    private static RequestTemplate<SinkRecord> batches(String... given) {
        AbstractConfig config = config(RequestSettings.Defaults.SEND, given);
        return RequestTemplate.of(RequestSettings.from(config), BatchBody.from(config), RecordForTest.PLACES);
    }

    private static AbstractConfig config(RequestSettings.Defaults defaults, String... given) {
        ConfigDef definition = new ConfigDef();
        RequestSettings.define(definition, defaults);
        BatchBody.define(definition);
        Map<String, String> all = new HashMap<>(Map.of("http.url", "https://partner.example/orders"));
        for (int i = 0; i < given.length; i += 2) {
            all.put(given[i], given[i + 1]);
        }
        return new AbstractConfig(definition, all, false);
    }
}
