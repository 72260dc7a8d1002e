package dev.millrace.feed.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs this project's own cases: {@code /spec/csv/records.yaml} and its like. */
class FormatSpecTest {

    static Stream<FormatSpec> specs() {
        // The cases of edi have more to compare, and a test of their own.
        return Formats.names().stream().filter(name -> !name.equals("edi")).flatMap(FormatSpec::of);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void readsAsTheCaseSays(FormatSpec spec) throws IOException {
        List<SeenRead> reads = spec.read();

        assertThat(reads.stream().map(read -> notation(spec, read))).containsExactlyElementsOf(spec.reads());
        if (!spec.lines().isEmpty()) {
            assertThat(reads.stream().map(read -> read.start().line())).containsExactlyElementsOf(spec.lines());
        }
        if (!spec.bytes().isEmpty()) {
            assertThat(reads.stream()
                            .map(read -> read.end().offset() - read.start().offset()))
                    .containsExactlyElementsOf(spec.bytes());
        }
        if (!spec.columns().isEmpty() && reads.get(0).value() instanceof Map<?, ?> row) {
            assertThat(row.keySet().stream().map(String::valueOf)).containsExactlyElementsOf(spec.columns());
        }
    }

    /** A read as the files write it: a row's values in a list, another value in a map, a code as a text. */
    private static Object notation(FormatSpec spec, SeenRead read) {
        if (!read.kind().equals("value")) {
            return (read.recoverable() ? "" : "!") + read.kind();
        }
        if (spec.format().equals("csv") && read.value() instanceof Map<?, ?> row) {
            return new ArrayList<>(row.values());
        }
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("value", read.value());
        return value;
    }
}
