package dev.millrace.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.transforms.MapFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, format and policy, for maps and for structs alike. */
class MappingSpecTest {

    static Stream<MappingSpec> cases() {
        return Stream.of(
                        "types.yaml",
                        "times.yaml",
                        "texts.yaml",
                        "policies.yaml",
                        "lists.yaml",
                        "lookups.yaml",
                        "sources.yaml",
                        "patch.yaml")
                .flatMap(MappingSpec::of);
    }

    static Stream<MappingSpec> faults() {
        return MappingSpec.of("faults.yaml");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mapsAsTheCaseSays(MappingSpec spec) {
        Object map = spec.record();
        Object before = SpecValues.write(map);

        if (spec.isAbout("map")) {
            check(spec, null, map);
        }
        if (spec.isAbout("struct")) {
            Object struct = SpecValues.struct(map);
            check(spec, SpecValues.schema(struct), struct);
        }

        assertThat(SpecValues.write(map)).as("the input").isEqualTo(before);
    }

    private static void check(MappingSpec spec, @Nullable Schema schema, @Nullable Object value) {
        if (spec.gives() == null) {
            Throwable failure = catchThrowable(() -> apply(spec, schema, value));
            assertThat(failure).isInstanceOf(DataException.class);
            String[] told = spec.fails().split(" ", -1);
            assertThat(failure.getMessage()).contains("\"code\":\"" + told[told.length - 1] + "\"");
            if (told.length == 3) {
                assertThat(failure.getMessage()).contains("\"rule\":\"" + told[0] + "\",\"path\":\"" + told[1] + "\"");
            }
            return;
        }
        SinkRecord mapped = apply(spec, schema, value);
        if (spec.gives().equals("nothing")) {
            assertThat(mapped).isNull();
            return;
        }
        SinkRecord result = Objects.requireNonNull(mapped);
        Object expected = schema == null ? spec.gives() : SpecValues.withoutNulls(spec.gives());
        assertThat(String.valueOf(SpecValues.write(result.value()))).isEqualTo(String.valueOf(expected));
        if (schema == null) {
            assertThat(result.valueSchema()).isNull();
        } else {
            assertThat(result.valueSchema()).isEqualTo(((Struct) result.value()).schema());
            ((Struct) result.value()).validate();
        }
    }

    private static @Nullable SinkRecord apply(MappingSpec spec, @Nullable Schema schema, @Nullable Object value) {
        try (MapFields.Value<SinkRecord> transform = new MapFields.Value<>()) {
            // The usual bound is one of a clock, which a busy machine can exceed.
            Map<String, String> options = new HashMap<>(Map.of("expression.timeout.ms", "60000"));
            options.putAll(spec.options());
            options.put("mapping", spec.document());
            transform.configure(options);
            Headers headers = new ConnectHeaders().addString("trace.id", "t-1").addInt("attempt", 2);
            return transform.apply(new SinkRecord(
                    "orders",
                    3,
                    Schema.STRING_SCHEMA,
                    "k-1",
                    schema,
                    value,
                    42L,
                    1_700_000_000_000L,
                    TimestampType.CREATE_TIME,
                    headers));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tellsEveryMistakeOfADocument(MappingSpec spec) {
        Throwable wrong = catchThrowable(() -> Mapping.parse(spec.document(), null));

        assertThat(wrong).isInstanceOf(MappingFault.class);
        assertThat(((MappingFault) wrong).faults()).hasSameSizeAs(spec.faults());
        for (int at = 0; at < spec.faults().size(); at++) {
            assertThat(((MappingFault) wrong).faults().get(at))
                    .contains(String.valueOf(spec.faults().get(at)));
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void refusesToBeConfiguredWithAFaultyDocument(MappingSpec spec) {
        try (MapFields.Key<SinkRecord> transform = new MapFields.Key<>()) {
            Throwable wrong = catchThrowable(() -> transform.configure(Map.of("mapping", spec.document())));

            assertThat(wrong).isInstanceOf(ConfigException.class).hasMessageContaining("mapping");
        }
    }
}
