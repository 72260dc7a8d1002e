package dev.millrace.feed.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What records become: a case a line. */
class PlanSpecTest {

    static Stream<PlanSpec> cases() {
        return PlanSpec.all("text", "numbers", "damage", "names", "tables", "redefines");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodesARecord(PlanSpec spec) throws Exception {
        if (!spec.compiles()) {
            PlanProblem problem = catchThrowableOfType(PlanProblem.class, spec::plan);
            assertThat(problem).isNotNull();
            assertThat(PlanSpec.tree(
                            problem.complaints().stream().map(Object::toString).toList()))
                    .isEqualTo(spec.expected("problems"));
            return;
        }

        Object found = spec.decoded();

        if (found instanceof Decoded decoded) {
            assertThat(PlanSpec.tree(decoded.value())).isEqualTo(spec.expected("value"));
            assertThat(PlanSpec.tree(decoded.corrupt()))
                    .isEqualTo(Objects.requireNonNullElse(spec.expected("counted"), Map.of()));
            check(spec, decoded);
        } else {
            assertThat(found).isEqualTo(spec.expected("malformed"));
        }
    }

    private static void check(PlanSpec spec, Decoded decoded) {
        if (spec.expected("used") != null) {
            assertThat(String.valueOf(decoded.used())).isEqualTo(spec.expected("used"));
        }
        if (spec.expected("doubtful") != null) {
            assertThat(String.valueOf(decoded.doubtful())).isEqualTo(spec.expected("doubtful"));
        }
        if (spec.expected("types") != null) {
            Map<String, Object> types = new LinkedHashMap<>();
            for (Field field : decoded.value().schema().fields()) {
                types.put(
                        field.name(),
                        field.schema().name() == null
                                ? field.schema().type().toString()
                                : field.schema().name().replaceFirst(".*\\.", ""));
            }
            assertThat(types).isEqualTo(spec.expected("types"));
        }
    }
}
