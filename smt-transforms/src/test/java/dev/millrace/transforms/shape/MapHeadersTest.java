package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.configured;
import static dev.millrace.transforms.shape.Trees.map;
import static dev.millrace.transforms.shape.Trees.plain;
import static dev.millrace.transforms.shape.Trees.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.MapHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapHeadersTest {

    private static final Map<String, Object> ORDER =
            map("id", 7, "meta", map("trace", "t-1", "tenant", "acme"), "gone", null);

    private static MapHeaders<SourceRecord> rules(String rules, String... more) {
        List<String> pairs = new ArrayList<>(List.of("rules", "[" + rules + "]"));
        pairs.addAll(List.of(more));
        return configured(new MapHeaders<SourceRecord>(), pairs.toArray(String[]::new));
    }

    private static SourceRecord with(SourceRecord record) {
        record.headers()
                .addString("x-a", "1")
                .addString("x-b", "2")
                .addString("x-a", "3")
                .addLong("n", 9);
        record.headers().addBytes("raw", "true".getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static String headers(SourceRecord record) {
        List<String> all = new ArrayList<>();
        record.headers()
                .forEach(header -> all.add(header.key() + "="
                        + (header.value() instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : header.value())));
        return String.join(", ", all);
    }

    @Test
    void noRecordCanSayOfItselfThatItIsNoData() {
        Map<String, Object> order = map("meta", map("millrace.kind", "audit"));
        MapHeaders<SourceRecord> spread = rules("{\"name\": \"r\", \"spread\": \"meta\"}");
        MapHeaders<SourceRecord> rename = rules("{\"name\": \"r\", \"rename\": \"x-(.*)\", \"to\": \"$1\"}");
        SourceRecord named = plain(order);
        named.headers().addString("x-millrace.kind", "audit");

        for (SourceRecord record : List.of(plain(order), typed(order))) {
            assertThatThrownBy(() -> spread.apply(record)).hasMessageContaining("\"code\":\"reserved-header\"");
        }
        assertThatThrownBy(() -> rename.apply(named)).hasMessageContaining("\"code\":\"reserved-header\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', textBlock = """
        {"copy": "id", "to": "$header.id"} ; x-a=1, x-b=2, x-a=3, n=9, raw=true, id=7 ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"move": "meta.trace", "to": "$header.x-a"} ; x-b=2, n=9, raw=true, x-a=t-1 ; {id=7, meta={tenant=acme}, gone=null}
        {"copy": "meta.trace", "to": "$header.x-a", "add": true}, {"drop": "n|raw"} ; x-a=1, x-b=2, x-a=3, x-a=t-1 ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"copy": "gone", "to": "$header.g"}, {"drop": "x-.*|n|raw"} ; g=null ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"copy": "$topic", "to": "$header.from.topic"}, {"drop": "x-.*|n|raw"} ; from.topic=orders ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"move": "$header.x-a", "to": "meta.a"} ; x-b=2, n=9, raw=true ; {id=7, meta={trace=t-1, tenant=acme, a=3}, gone=null}
        {"copy": "$header.n", "to": "b.n", "type": "int32"}, {"drop": ".*"} ;  ; {id=7, meta={trace=t-1, tenant=acme}, gone=null, b={n=9}}
        {"copy": "$header.raw", "to": "id", "type": "boolean", "replace": true}, {"drop": ".*"} ;  ; {id=true, meta={trace=t-1, tenant=acme}, gone=null}
        {"move": "$header.x-b", "to": "$header.b"}, {"drop": "x-.*|raw"} ; n=9, b=2 ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"spread": "meta", "prefix": "m-"}, {"drop": "x-.*|n|raw"} ; m-trace=t-1, m-tenant=acme ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"rename": "x-(.*)", "to": "y-$1"} ; y-a=1, y-b=2, y-a=3, n=9, raw=true ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        {"set": "{topic}/{value.id}", "to": "$header.n"} ; x-a=1, x-b=2, x-a=3, raw=true, n=orders/7 ; {id=7, meta={trace=t-1, tenant=acme}, gone=null}
        """)
    void movesBetweenHeadersAndFieldsOfStructsAndMapsAlike(String rules, String headers, String value) {
        MapHeaders<SourceRecord> transform = rules(rules);

        for (SourceRecord record : List.of(with(plain(ORDER)), with(typed(ORDER)))) {
            String before = headers(record);

            SourceRecord mapped = Objects.requireNonNull(transform.apply(record));

            assertThat(headers(mapped)).isEqualTo(headers == null ? "" : headers);
            assertThat(String.valueOf(Trees.plainly(mapped.value()))).isEqualTo(value);
            assertThat(headers(record)).isEqualTo(before);
        }
    }

    @Test
    void givesHeadersTheirTypes() {
        SourceRecord mapped = Objects.requireNonNull(rules("{\"copy\": \"id\", \"to\": \"$header.a\"},"
                        + " {\"copy\": \"id\", \"to\": \"$header.b\", \"type\": \"string\"},"
                        + " {\"set\": \"12\", \"to\": \"$header.c\", \"type\": \"int64\"}")
                .apply(typed(ORDER)));

        assertThat(mapped.headers().lastWithName("a").schema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(mapped.headers().lastWithName("b").value()).isEqualTo("7");
        assertThat(mapped.headers().lastWithName("c").value()).isEqualTo(12L);
    }

    @Test
    void aFieldOfAStructIsThereEvenWhereTheHeaderIsNot() {
        MapHeaders<SourceRecord> transform = rules("{\"move\": \"$header.trace\", \"to\": \"trace\"}");
        SourceRecord without = typed(map("id", 1));
        SourceRecord traced = typed(map("id", 1));
        traced.headers().addString("trace", "t");

        SourceRecord one = Objects.requireNonNull(transform.apply(without));
        SourceRecord other = Objects.requireNonNull(transform.apply(traced));

        assertThat(Trees.text(one)).isEqualTo("{id=1, trace=null}");
        assertThat(Trees.text(other)).isEqualTo("{id=1, trace=t}");
        assertThat(one.valueSchema()).isEqualTo(other.valueSchema());
    }

    @Test
    void whatIsNotThereIsPassedOverUnlessToldOtherwise() {
        String rule = "{\"copy\": \"meta.none\", \"to\": \"$header.n\"}";
        SourceRecord record = typed(ORDER);

        assertThat(rules(rule).apply(record)).isSameAs(record);
        assertThat(Objects.requireNonNull(rules(rule).apply(plain(null))).headers())
                .isEmpty();
        assertThatThrownBy(() -> rules(rule, "on.missing", "fail").apply(record))
                .hasMessageContaining("\"rule\":\"1-copy\"")
                .hasMessageContaining("\"code\":\"missing\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"copy": "meta.trace", "to": "$header.n", "type": "int64"} | not-a-number
        {"set": "99999999999", "to": "$header.n", "type": "int32"} | overflow
        {"set": "1e400", "to": "$header.n", "type": "float64"} | overflow
        {"copy": "meta.trace", "to": "$header.n", "type": "boolean"} | not-a-boolean
        {"spread": "id"} | no-object
        {"copy": "$header.n", "to": "id"} | name-collision
        {"copy": "$header.n", "to": "id.n"} | name-collision
        {"set": "{value.none}", "to": "$header.n"} | missing
        """)
    void refusesWhatHasNoAnswerWithACode(String rule, String code) {
        for (SourceRecord record : List.of(with(plain(ORDER)), with(typed(ORDER)))) {
            assertThatThrownBy(() -> rules(rule).apply(record))
                    .hasMessageContaining("\"code\":\"" + code + "\"")
                    .hasMessageNotContaining("t-1");
            assertThat(rules(rule, "on.error", "keep").apply(record)).isSameAs(record);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"copy": "a", "to": "b"} | leads from a field to a field
        {"move": "$topic", "to": "$header.t"} | leads to $topic, which can be copied
        {"copy": "a[*]", "to": "$header.t"} | leads to many places
        {"copy": "$header.a", "to": "b[0]"} | names only
        {"set": "a", "to": "b"} | must be a header
        {"drop": "["} | is no regular expression
        {"rename": "x", "to": "$1"} | names a group
        {"copy": "a", "to": "$header.b", "type": "long"} | type must be one of as-is, string
        """)
    void saysWhatIsWrongWithItsRules(String rule, String fault) {
        assertThatThrownBy(() -> rules(rule))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rules rule 1 ")
                .hasMessageContaining(fault);
    }
}
