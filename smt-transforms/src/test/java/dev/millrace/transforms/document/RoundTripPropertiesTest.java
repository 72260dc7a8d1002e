package dev.millrace.transforms.document;

import static dev.millrace.transforms.document.EnvelopeTest.headers;
import static dev.millrace.transforms.document.EnvelopeTest.unwrap;
import static dev.millrace.transforms.document.EnvelopeTest.wrap;
import static dev.millrace.transforms.document.Given.applied;
import static dev.millrace.transforms.document.Given.record;
import static dev.millrace.transforms.document.Given.transform;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.transforms.UnwrapEnvelope;
import dev.millrace.transforms.WrapEnvelope;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What is written and read again is the same; what is wrapped and unwrapped as well. */
class RoundTripPropertiesTest {

    @Provide
    Arbitrary<Object> values() {
        return Documented.values(Documented.doubles());
    }

    @Provide
    Arbitrary<Object> exactValues() {
        return Documented.values(Documented.decimals());
    }

    @Provide
    Arbitrary<Struct> structs() {
        return Documented.structs();
    }

    @Provide
    Arbitrary<Map<String, Object>> elements() {
        return Documented.elements();
    }

    @Property(tries = 300, seed = "4711")
    void readsTheJsonThatItWrote(@ForAll("values") Object value, @ForAll boolean bytes) {
        try (DocumentWork write = transform(Documents.SERIALIZE_JSON, "form", bytes ? "bytes" : "string");
                DocumentWork read = transform(Documents.PARSE_JSON)) {
            SourceRecord written = applied(write, record(null, value));

            assertThat(applied(read, written).value()).isEqualTo(value);
        }
    }

    @Property(tries = 200, seed = "4712")
    void keepsDecimalsExactly(@ForAll("exactValues") Object value) {
        try (DocumentWork write = transform(Documents.SERIALIZE_JSON);
                DocumentWork read = transform(Documents.PARSE_JSON, "numbers", "decimal")) {
            assertThat(applied(read, applied(write, record(null, value))).value())
                    .isEqualTo(value);
        }
    }

    @Property(tries = 200, seed = "4713")
    void readsTheStructThatItWrote(@ForAll("structs") Struct struct) {
        try (DocumentWork write = transform(Documents.SERIALIZE_JSON);
                DocumentWork read = transform(Documents.PARSE_JSON, "schema", Documented.JSON_SCHEMA)) {
            SourceRecord done = applied(read, applied(write, record(Documented.SCHEMA, struct)));

            assertThat(done.value()).isEqualTo(struct);
            assertThat(done.valueSchema()).isEqualTo(Documented.SCHEMA);
        }
    }

    @Property(tries = 300, seed = "4714")
    void readsTheXmlThatItWrote(@ForAll("elements") Map<String, Object> value) {
        try (DocumentWork write = transform(Documents.SERIALIZE_XML, "root.name", "{urn:r}root");
                DocumentWork read = transform(Documents.PARSE_XML, "namespaces", "keep")) {
            SourceRecord written = applied(write, record(null, value));

            assertThat(applied(read, written).value()).as("%s", written.value()).isEqualTo(value);
        }
    }

    @Provide
    Arbitrary<String[]> envelopes() {
        return Arbitraries.of(
                new String[] {"format", "cloudevents-binary"},
                new String[] {"format", "cloudevents-structured"},
                new String[] {"format", "custom"});
    }

    @Property(tries = 200, seed = "4715")
    void unwrapsTheStructThatItWrapped(@ForAll("structs") Struct struct, @ForAll("envelopes") String[] envelope) {
        SourceRecord before = record(Documented.SCHEMA, struct);
        before.headers().addString("trace", "t");

        SourceRecord after = through(envelope, envelope, before);

        assertThat(after.value()).isEqualTo(struct);
        assertThat(after.valueSchema()).isSameAs(Documented.SCHEMA);
        assertThat(headers(after)).containsEntry("trace", "t");
        headers(after).keySet().forEach(name -> assertThat(name).isIn("trace", "content-type"));
    }

    @Property(tries = 300, seed = "4716")
    void unwrapsTheValueThatItWrapped(@ForAll("values") Object value, @ForAll("envelopes") String[] envelope) {
        SourceRecord after = through(envelope, envelope, record(null, value));

        assertThat(after.value()).isEqualTo(value);
        assertThat(after.valueSchema()).isNull();
    }

    @Property(tries = 200, seed = "4717")
    void unwrapsTheTextThatItWrapped(
            @ForAll("values") Object value, @ForAll("envelopes") String[] envelope, @ForAll boolean bytes) {
        String[] asText = {envelope[0], envelope[1], "form", bytes ? "bytes" : "string"};

        SourceRecord after = through(asText, envelope, record(null, value));

        assertThat(after.value()).isEqualTo(value);
    }

    @Property(tries = 100, seed = "4718")
    void unwrapsTheBytesThatItWrapped(@ForAll byte[] bytes, @ForAll("envelopes") String[] envelope) {
        SourceRecord after = through(envelope, envelope, record(Schema.BYTES_SCHEMA, bytes));

        assertThat((byte[]) after.value()).isEqualTo(bytes);
        assertThat(after.valueSchema()).isEqualTo(Schema.BYTES_SCHEMA);
    }

    private static SourceRecord through(String[] wrapping, String[] unwrapping, SourceRecord record) {
        WrapEnvelope<SourceRecord> wrap = wrap(wrapping);
        UnwrapEnvelope<SourceRecord> unwrap = unwrap(unwrapping[0], unwrapping[1], "attributes", "drop");
        try {
            return applied(unwrap, applied(wrap, record));
        } finally {
            wrap.close();
            unwrap.close();
        }
    }
}
