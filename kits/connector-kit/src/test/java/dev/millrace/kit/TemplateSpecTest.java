package dev.millrace.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.path.RecordPlaces;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateSpecTest {

    private static final Map<?, ?> SPEC = (Map<?, ?>) RecordSpec.load("/spec/template/templates.yaml");
    private static final RecordSpec RECORD = new RecordSpec((Map<?, ?>) Objects.requireNonNull(SPEC.get("record")));

    static Stream<Map<?, ?>> texts() {
        return cases().filter(one -> one.containsKey("gives"));
    }

    static Stream<Map<?, ?>> faults() {
        return cases().filter(one -> one.containsKey("fault"));
    }

    private static Stream<Map<?, ?>> cases() {
        return ((List<?>) Objects.requireNonNull(SPEC.get("cases"))).stream().map(one -> (Map<?, ?>) one);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void makesOfARecordWhatTheCaseSays(Map<?, ?> spec) {
        Function<SinkRecord, String> text = bound(spec);

        assertThat(text.apply(RECORD.plain())).isEqualTo(String.valueOf(spec.get("gives")));
        assertThat(text.apply(RECORD.structured())).isEqualTo(String.valueOf(spec.get("gives")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(Map<?, ?> spec) {
        assertThatThrownBy(() -> bound(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(spec.containsKey("at") ? "at character " + spec.get("at") + " " : "")
                .hasMessageContaining(String.valueOf(spec.get("fault")));
    }

    private static Function<SinkRecord, String> bound(Map<?, ?> spec) {
        String text = String.valueOf(spec.get("text"));
        Template template = "braces".equals(spec.get("form")) ? Template.parse(text) : Template.parseText(text);
        return template.bind(RecordPlaces::bind, encoding(spec), name -> "<" + name + ">");
    }

    private static Function<String, PlaceEncoding> encoding(Map<?, ?> spec) {
        if (!(spec.get("in") instanceof String document)) {
            return before -> PlaceEncoding.NONE;
        }
        return switch (document) {
            case "url" -> before -> PlaceEncoding.URL;
            case "xml" -> before -> PlaceEncoding.XML;
            case "json" -> PlaceEncoding::inJson;
            default -> throw new IllegalArgumentException(document);
        };
    }
}
