package dev.millrace.feed.edi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Read;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs the cases of {@code spec/edi}. */
class EdiSpecTest {

    private static final Pattern ISA = Pattern.compile("ISA\\(([0-9])\\)");

    /** One case. */
    record Case(String file, Map<?, ?> text) {

        byte[] bytes() {
            if (text.get("hex") instanceof String hex) {
                return HexFormat.of().parseHex(hex);
            }
            String written = String.valueOf(text.get("text"));
            return ISA.matcher(written)
                    .replaceAll(found -> EdiText.isa("00000000" + found.group(1)))
                    .getBytes(UTF_8);
        }

        Map<String, String> options() {
            Map<String, String> options = new LinkedHashMap<>();
            if (text.get("options") instanceof Map<?, ?> map) {
                map.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
            }
            return options;
        }

        List<?> list(String key) {
            return text.get(key) instanceof List<?> list ? list : List.of();
        }

        @Override
        public String toString() {
            return file + ": " + text.get("name");
        }
    }

    static Stream<Case> cases() {
        return Stream.of("x12", "edifact", "tradacoms").flatMap(EdiSpecTest::cases);
    }

    private static Stream<Case> cases(String file) {
        InputStream yaml = Objects.requireNonNull(EdiSpecTest.class.getResourceAsStream("/spec/edi/" + file + ".yaml"));
        List<?> cases = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return cases.stream().map(text -> new Case(file, (Map<?, ?>) text));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAsTheCaseSays(Case spec) throws IOException {
        EdiRun run = EdiRun.of(spec.bytes(), spec.options());

        List<Object> seen = new ArrayList<>();
        for (int i = 0; i < run.reads().size(); i++) {
            boolean any = i < spec.list("reads").size()
                    && "value".equals(spec.list("reads").get(i));
            seen.add(notation(run.reads().get(i), any));
        }
        assertThat(seen).isEqualTo(spec.list("reads"));
        for (int i = 0; i < spec.list("headers").size(); i++) {
            Map<?, ?> expected = (Map<?, ?>) spec.list("headers").get(i);
            Headers headers = Objects.requireNonNull(run.values().get(i).headers());
            expected.forEach((name, value) -> assertThat(headers.lastWithName(String.valueOf(name)))
                    .as(String.valueOf(name))
                    .isNotNull()
                    .satisfies(header -> assertThat(header.value()).isEqualTo(value)));
        }
    }

    private static Object notation(Read read, boolean any) {
        if (read instanceof Read.Value value) {
            return any ? "value" : Map.of("value", Objects.requireNonNull(value.value()));
        }
        return read instanceof Read.Malformed malformed ? malformed.code() : "~" + ((Read.Notice) read).code();
    }

    @Test
    void showEveryProblemOfTheEnvelope() {
        TreeSet<String> shown = new TreeSet<>();
        cases().forEach(spec -> spec.list("reads")
                .forEach(read -> shown.add(String.valueOf(read).replace("~", ""))));

        assertThat(Arrays.stream(EdiProblem.values())
                        // What a file of partners refuses is shown in EdiPartnersTest.
                        .filter(problem ->
                                Arrays.stream(Refusal.values()).noneMatch(refusal -> refusal.problem() == problem))
                        .filter(problem -> problem.level() != EdiProblem.Level.CONTENT
                                && problem.level() != EdiProblem.Level.RECORD)
                        .map(EdiProblem::code))
                .isSubsetOf(shown);
    }
}
